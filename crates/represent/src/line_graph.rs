//! The line graph: points in order over equally spaced labels, joined by straight lines.

use maths::Number;

use crate::axes::Axis;
use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, part, px};
use crate::marks::{n, polyline, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{Scale, fields, frames, list, spots, text, unlike};
use crate::read_back::tags::Element;
use crate::statistics_page::{Names, up_axis};
use crate::words;

/// Values over time.
#[derive(Debug, Clone, PartialEq)]
pub struct LineGraph {
    names: Names,
    points: Vec<(String, Number)>,
    y: Axis,
}

const WIDTH: Hundredths = px(448);
const HEIGHT: Hundredths = px(256);

impl LineGraph {
    pub(crate) const SPEC: KindSpec = kind! {
        "line-graph": "Points over equally spaced labels, such as times, joined in order.";
        "categories" ("needed") "a list of 2 to 12 labels along the axis, such as times";
        "values" ("needed") "a list of numbers, 0 or more, one for each label";
        "y-step" ("a step that fits") "the step of the vertical axis, at most 12 of them";
        "x-label" ("none") "what the labels are";
        "y-label" ("none") "what the values are";
        "title" ("none") "a heading over the graph";
        example r#"categories = ["9 am", "10 am", "11 am", "12", "1 pm"], values = [12, 14, 17, 19, 18], y-step = 5, y-label = "Temperature (°C)", x-label = "Time""#;
        example r#"categories = [0, 1, 2, 3, 4, 5], values = [0, 35, 60, 60, 85, 120], y-label = "Distance (km)", x-label = "Hours", title = "A journey""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let labels = fields.labels("categories")?.unwrap_or_default();
        if !(2..=12).contains(&labels.len()) || labels.iter().any(String::is_empty) {
            return Err(fields.wrong("categories", "a list of 2 to 12 labels"));
        }
        let room = WIDTH / n(labels.len());
        if labels.iter().any(|label| {
            Label::read(label).width(LABEL) > room || Label::read(label).height(LABEL) > px(40)
        }) {
            return Err(
                fields.wrong("categories", "fewer or shorter labels, so that they do not touch")
            );
        }
        let values = fields.numbers("values")?.unwrap_or_default();
        let most = values.iter().max().cloned().unwrap_or(Number::ONE);
        let y = up_axis(fields, &most)?;
        let is_legal = |value: &Number| *value >= Number::ZERO && y.is_readable(value);
        if values.len() != labels.len() || !values.iter().all(is_legal) {
            return Err(fields.wrong(
                "values",
                format!(
                    "a list of {} numbers, each 0 or more and readable on the axis",
                    labels.len()
                ),
            ));
        }
        Ok(Self {
            names: Names::read(fields)?,
            points: labels.into_iter().zip(values).collect(),
            y,
        })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let count = n(self.points.len());
        let x = Axis { from: Number::ZERO, to: Number::ONE, step: Number::ONE };
        let plane = self.names.plane(&x, &self.y, WIDTH, HEIGHT);
        let mut canvas = self.names.page(&plane, px(48));
        let across = |i: i64| plane.left + part(WIDTH, 2 * i + 1, 2 * count);
        let bottom = plane.top + HEIGHT;
        for i in 0..=self.y.n_steps() {
            let y = plane.down(&self.y.tick(i));
            canvas.line("d-grid", (plane.left, y), (plane.left + WIDTH, y), Line::Grid);
            canvas.line("d-y-tick", (plane.left - px(6), y), (plane.left, y), Line::Ink);
            let label = Label::read(&self.y.label(i));
            label.draw(
                &mut canvas,
                "d-y-label",
                (plane.left - px(12) - label.width(px(17)) / 2, y),
                px(17),
            );
        }
        for i in 0..count {
            canvas.line("d-grid", (across(i), plane.top), (across(i), bottom), Line::Grid);
        }
        canvas.line("d-axis", (plane.left, plane.top), (plane.left, bottom), Line::Ink);
        canvas.line("d-axis", (plane.left, bottom), (plane.left + WIDTH, bottom), Line::Ink);
        let places: Vec<Point> = self
            .points
            .iter()
            .enumerate()
            .map(|(i, (_, value))| (across(n(i)), plane.down(value)))
            .collect();
        polyline(&mut canvas, "d-run", &places, Line::Curve);
        for (at, (label, _)) in places.iter().zip(&self.points) {
            canvas.circle("d-at", *at, px(5), Fill::A, Line::Ink);
            write(&mut canvas, "d-name", label, (at.0, bottom + px(24)));
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let ticks = svg
            .with_class("d-y-tick")
            .map(|tick| tick.length("y1"))
            .collect::<Result<Vec<f64>, _>>()?;
        let labels: Vec<(f64, String)> =
            spots(svg, "d-y-label")?.into_iter().map(|spot| (spot.y, spot.text)).collect();
        // Middles of labels are a little off the ticks they stand beside.
        let labels: Vec<(f64, String)> = labels
            .into_iter()
            .filter_map(|(y, text)| {
                let near = ticks.iter().min_by(|a, b| (*a - y).abs().total_cmp(&(*b - y).abs()))?;
                Some((*near, text))
            })
            .collect();
        let scale = Scale::on_ticks(&labels, &ticks)?;
        let (names, points) = (spots(svg, "d-name")?, frames(svg, "d-at")?);
        let mut values = Vec::new();
        for (name, point) in names.iter().zip(&points) {
            if (name.x - point.middle().0).abs() > 2.0 {
                return unlike("a label does not stand under its point");
            }
            values.push(scale.number(point.middle().1)?);
        }
        Ok(fields([
            ("categories", list(names.iter().map(|name| name.text.as_str()))),
            ("values", list(values)),
            ("y-step", scale.step.clone().into()),
            ("x-label", text(svg, "d-x-name")?.as_str().into()),
            ("y-label", text(svg, "d-y-name")?.as_str().into()),
            ("title", text(svg, "d-heading")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        self.names.title("A line graph")
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![self.names.describe("A line graph")];
        for (label, value) in &self.points {
            said.push(format!("At {}: {}.", words::label(label), words::spoken(value)));
        }
        said.join(" ")
    }
}
