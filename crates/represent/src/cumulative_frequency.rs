//! The cumulative frequency graph: points at the upper ends of classes, joined by straight lines from nought.

use maths::Number;

use crate::axes::{Axis, scales};
use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::histogram::across;
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, Point, px};
use crate::marks::polyline;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, lines, list, text, unlike};
use crate::read_back::tags::Element;
use crate::statistics_page::{Names, up_axis};
use crate::words;

/// How many are at most so large.
#[derive(Debug, Clone, PartialEq)]
pub struct CumulativeFrequency {
    names: Names,
    edges: Vec<Number>,
    frequencies: Vec<Number>, // Of each class, not yet added up.
    guides: bool,
    x: Axis,
    y: Axis,
}

const WIDTH: Hundredths = px(440);
const HEIGHT: Hundredths = px(280);

impl CumulativeFrequency {
    pub(crate) const SPEC: KindSpec = kind! {
        "cumulative-frequency": "A cumulative frequency graph, with points at the upper ends of classes.";
        "edges" ("needed") "a list of 2 to 10 numbers going up: where classes begin, and where the last ends";
        "frequencies" ("needed") "a list of the frequencies of the classes, not added up";
        "guides" ("false") "whether dotted lines run across and down for the quartiles";
        "x-step" ("a step that fits") "the step across";
        "y-step" ("a step that fits") "the step up, at most 12 of them";
        "x-label" ("none") "what is measured";
        "y-label" ("\"Cumulative frequency\"") "the name of the vertical axis";
        "title" ("none") "a heading over the graph";
        example r#"edges = [0, 10, 20, 30, 40, 50], frequencies = [4, 12, 16, 6, 2], x-label = "Time (minutes)", guides = true"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let edges = fields.numbers("edges")?.unwrap_or_default();
        if !(2..=10).contains(&edges.len()) || edges.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(fields.wrong("edges", "a list of 2 to 10 numbers going up"));
        }
        let frequencies = fields.numbers("frequencies")?.unwrap_or_default();
        let total = frequencies.iter().fold(Number::ZERO, |sum, f| &sum + f);
        let is_legal = frequencies.iter().all(|f| *f >= Number::ZERO && f.is_whole());
        if frequencies.len() + 1 != edges.len() || !is_legal || total.is_zero() {
            return Err(fields.wrong(
                "frequencies",
                format!(
                    "a list of {} whole numbers, 0 or more, one for each class",
                    edges.len() - 1
                ),
            ));
        }
        let x = across(fields, &edges)?;
        let y = up_axis(fields, &total)?;
        let mut sum = Number::ZERO;
        let readable = frequencies.iter().all(|f| {
            sum = &sum + f;
            y.is_readable(&sum)
        });
        if !readable || !edges.iter().all(|edge| x.is_readable(edge)) {
            return Err(fields.wrong("frequencies", "numbers that can be read from the axes"));
        }
        let mut names = Names::read(fields)?;
        if !fields.is_written("y-label") {
            names.up = "Cumulative frequency".to_owned();
        }
        Ok(Self { names, edges, frequencies, guides: fields.flag("guides", false)?, x, y })
    }

    fn sums(&self) -> Vec<Number> {
        let mut sums = vec![Number::ZERO];
        for frequency in &self.frequencies {
            sums.push(&sums[sums.len() - 1] + frequency);
        }
        sums
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let plane = self.names.plane(&self.x, &self.y, WIDTH, HEIGHT);
        let mut canvas = self.names.page(&plane, px(36));
        plane.draw_grid(&mut canvas);
        plane.draw_axes(&mut canvas, false);
        let sums = self.sums();
        let places: Vec<Point> =
            self.edges.iter().zip(&sums).map(|(edge, sum)| plane.at(edge, sum)).collect();
        if self.guides {
            for quarter in 1..=3 {
                let (level, x) = self.quartile(quarter);
                let (y, x) = (plane.down(&level), plane.across(&x));
                canvas.line("d-guide", (plane.left, y), (x, y), Line::Guide);
                canvas.line("d-guide-down", (x, y), (x, plane.top + plane.height), Line::Guide);
            }
        }
        polyline(&mut canvas, "d-run", &places, Line::Curve);
        for at in &places {
            canvas.circle("d-at", *at, px(4), Fill::A, Line::Ink);
        }
        plane.draw_numbers(&mut canvas);
        canvas
    }

    // The level of a quartile and the place on the graph that has it.
    fn quartile(&self, quarter: i64) -> (Number, Number) {
        let sums = self.sums();
        let share = Number::try_ratio(quarter, 4).expect("4 is not 0");
        let level = &sums[sums.len() - 1] * &share;
        for i in 1..sums.len() {
            if sums[i] >= level && sums[i] > sums[i - 1] {
                let along = (&level - &sums[i - 1])
                    .checked_div(&(&sums[i] - &sums[i - 1]))
                    .unwrap_or(Number::ZERO);
                let x = &self.edges[i - 1] + &(&along * &(&self.edges[i] - &self.edges[i - 1]));
                return (level, x);
            }
        }
        (level, self.edges[0].clone())
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (x, y) = scales(svg)?;
        let (mut edges, mut sums) = (Vec::new(), Vec::new());
        for point in frames(svg, "d-at")? {
            edges.push(x.number(point.middle().0)?);
            sums.push(y.number(point.middle().1)?);
        }
        if sums.windows(2).any(|pair| pair[1] < pair[0]) {
            return unlike("a cumulative frequency goes down");
        }
        Ok(fields([
            ("edges", list(edges)),
            ("frequencies", list(sums.windows(2).map(|pair| &pair[1] - &pair[0]))),
            ("guides", (!lines(svg, "d-guide")?.is_empty()).into()),
            ("x-step", x.step.clone().into()),
            ("y-step", y.step.clone().into()),
            ("x-label", text(svg, "d-x-name")?.as_str().into()),
            ("y-label", text(svg, "d-y-name")?.as_str().into()),
            ("title", text(svg, "d-heading")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        self.names.title("A cumulative frequency graph")
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![self.names.describe("A cumulative frequency graph")];
        for (edge, sum) in self.edges.iter().zip(self.sums()) {
            said.push(format!("Up to {}: {}.", words::spoken(edge), words::spoken(&sum)));
        }
        if self.guides {
            said.push("Dotted lines show the quartiles.".to_owned());
        }
        said.join(" ")
    }
}
