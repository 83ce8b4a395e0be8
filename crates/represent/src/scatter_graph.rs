//! The scatter graph: crosses at pairs of numbers, with a line of best fit if asked for.

use maths::Number;

use crate::axes::{Axis, scales};
use crate::canvas::{Canvas, Line};
use crate::coordinate_grid::AXES;
use crate::field::{BuildError, Fields, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::marks::n;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, lines, list, paths, text};
use crate::read_back::tags::Element;
use crate::statistics_page::Names;
use crate::words;

/// Pairs of numbers as crosses.
#[derive(Debug, Clone, PartialEq)]
pub struct ScatterGraph {
    names: Names,
    points: Vec<[Number; 2]>,
    fit: Option<[[Number; 2]; 2]>,
    x: Axis,
    y: Axis,
}

const WIDTH: Hundredths = px(440);
const HEIGHT: Hundredths = px(280);

impl ScatterGraph {
    pub(crate) const SPEC: KindSpec = kind! {
        "scatter-graph": "A cross for each pair of numbers, with a line of best fit if asked for.";
        "points" ("needed") "a list of 1 to 30 pairs `[x, y]`";
        "fit" ("none") "a list of two points `[x, y]` that the line of best fit joins";
        "x-from" ("0") "the number at the left edge";
        "x-to" ("10") "the number at the right edge";
        "x-step" ("a step that fits") "the step across";
        "y-from" ("0") "the number at the bottom edge";
        "y-to" ("10") "the number at the top edge";
        "y-step" ("a step that fits") "the step up";
        "x-label" ("none") "what the first numbers are";
        "y-label" ("none") "what the second numbers are";
        "title" ("none") "a heading over the graph";
        example r#"points = [[1, 2], [2, 3], [3, 3], [4, 5], [5, 4], [6, 6], [7, 8], [8, 7]], fit = [[0, 1], [10, 9]], x-label = "Hours of sun", y-label = "Ice creams sold (hundreds)""#;
        example r#"points = [[140, 35], [150, 42], [155, 40], [160, 51], [172, 60]], x-from = 130, x-to = 180, y-from = 30, y-to = 70, x-label = "Height (cm)""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let x = Axis::read(fields, AXES[0], (0, 10), 20)?;
        let y = Axis::read(fields, AXES[1], (0, 10), 20)?;
        let point = |item: &crate::field::Field| match items(item) {
            [across, up] => {
                let point = [number_in(across)?, number_in(up)?];
                let is_legal = x.holds(&point[0])
                    && y.holds(&point[1])
                    && x.is_readable(&point[0])
                    && y.is_readable(&point[1]);
                is_legal.then_some(point)
            }
            _ => None,
        };
        let expected = "a list of 1 to 30 pairs [x, y] on the axes";
        let written = fields.get("points").ok_or_else(|| fields.wrong("points", expected))?;
        let points: Option<Vec<[Number; 2]>> = items(written).iter().map(point).collect();
        let Some(points) = points.filter(|points| points.len() <= 30) else {
            return Err(fields.wrong("points", expected));
        };
        let fit = match fields.get("fit") {
            None => None,
            Some(written) => {
                let ends: Option<Vec<[Number; 2]>> = items(written).iter().map(point).collect();
                match ends.and_then(|ends| <[[Number; 2]; 2]>::try_from(ends).ok()) {
                    Some(ends) if ends[0][0] < ends[1][0] => Some(ends),
                    _ => {
                        return Err(
                            fields.wrong("fit", "two points on the axes, the left one first")
                        );
                    }
                }
            }
        };
        Ok(Self { names: Names::read(fields)?, points, fit, x, y })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let plane = self.names.plane(&self.x, &self.y, WIDTH, HEIGHT);
        let mut canvas = self.names.page(&plane, px(36));
        plane.draw_grid(&mut canvas);
        plane.draw_axes(&mut canvas, false);
        if let Some([from, to]) = &self.fit {
            canvas.line(
                "d-fit",
                plane.at(&from[0], &from[1]),
                plane.at(&to[0], &to[1]),
                Line::Curve,
            );
        }
        for [x, y] in &self.points {
            let (x, y) = plane.at(x, y);
            let arm = px(5);
            let d = crate::marks::through(&[(x - arm, y - arm), (x + arm, y + arm)], false)
                + " "
                + &crate::marks::through(&[(x - arm, y + arm), (x + arm, y - arm)], false);
            canvas.path("d-at", &d, crate::canvas::Fill::None, Line::Ink);
        }
        plane.draw_numbers(&mut canvas);
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (x, y) = scales(svg)?;
        let mut points = Vec::new();
        for cross in paths(svg, "d-at")? {
            // The middle of both strokes.
            let middle = |pick: fn(&(f64, f64)) -> f64| cross.iter().map(pick).sum::<f64>() / 4.0;
            points.push(list([x.number(middle(|at| at.0))?, y.number(middle(|at| at.1))?]));
        }
        let mut read = fields([
            ("points", list(points)),
            ("x-from", x.first.clone().into()),
            ("x-to", x.last.clone().into()),
            ("x-step", x.step.clone().into()),
            ("y-from", y.first.clone().into()),
            ("y-to", y.last.clone().into()),
            ("y-step", y.step.clone().into()),
            ("x-label", text(svg, "d-x-name")?.as_str().into()),
            ("y-label", text(svg, "d-y-name")?.as_str().into()),
            ("title", text(svg, "d-heading")?.as_str().into()),
        ]);
        if let Some([from, to]) = lines(svg, "d-fit")?.first() {
            let end =
                |at: &(f64, f64)| Ok::<_, ReadBackError>(list([x.number(at.0)?, y.number(at.1)?]));
            read.insert("fit".to_owned(), list([end(from)?, end(to)?]));
        }
        Ok(read)
    }

    pub(crate) fn title(&self) -> String {
        self.names.title("A scatter graph")
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![self.names.describe("A scatter graph")];
        said.push(format!(
            "{}:",
            words::count(n(self.points.len()), "cross").replace("crosss", "crosses")
        ));
        let points: Vec<String> = self
            .points
            .iter()
            .map(|[x, y]| format!("{}, {}", words::spoken(x), words::spoken(y)))
            .collect();
        said.push(format!("{}.", points.join("; ")));
        if let Some([from, to]) = &self.fit {
            said.push(format!(
                "A line of best fit goes from {}, {} to {}, {}.",
                words::spoken(&from[0]),
                words::spoken(&from[1]),
                words::spoken(&to[0]),
                words::spoken(&to[1])
            ));
        }
        said.join(" ")
    }
}
