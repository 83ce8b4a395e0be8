//! A half-circle protractor with both scales, its centre on the vertex and a zero on the first arm.

use crate::canvas::{Canvas, Fill, INK, Line, arc_to};
use crate::length::{Hundredths, Point, around, px, text, turned};

/// From the centre to the rim.
pub(super) const RADIUS: Hundredths = px(240);
/// Inside this there are no numbers.
pub(super) const CLEAR: Hundredths = px(170);
/// Outside this there are only tick marks.
pub(super) const NUMBERED: Hundredths = px(226);
const INNER: Hundredths = px(190);
const OUTER: Hundredths = px(212);
const BELOW: Hundredths = px(24);
const DIGITS: Hundredths = px(12);

/// Points that everything of an unturned protractor lies within.
pub(super) fn corners() -> Vec<Point> {
    let rim = (0..=180).map(|degrees| around((0, 0), RADIUS, f64::from(degrees)));
    rim.chain([(RADIUS, BELOW), (-RADIUS, BELOW)]).collect()
}

/// Draws the protractor with its centre at `centre`.
pub(super) fn draw(canvas: &mut Canvas, centre: Point, turn: i64) {
    let on_page = |at: Point| {
        let (x, y) = turned(at, (0, 0), turn);
        (x + centre.0, y + centre.1)
    };
    let point = |at: Point| {
        let (x, y) = on_page(at);
        format!("{} {}", text(x), text(y))
    };
    let d = format!(
        "M {} {} L {} L {} Z",
        point((RADIUS, 0)),
        arc_to(RADIUS, false, false, on_page((-RADIUS, 0))),
        point((-RADIUS, BELOW)),
        point((RADIUS, BELOW)),
    );
    canvas.path("d-protractor", &d, Fill::Tint, Line::Fine);
    canvas.line("d-baseline", on_page((-RADIUS, 0)), on_page((RADIUS, 0)), Line::Fine);
    for degrees in 1..180_i64 {
        let length = match (degrees % 10, degrees % 5) {
            (0, _) => px(14),
            (_, 0) => px(11),
            _ => px(7),
        };
        let along = (degrees + turn) as f64;
        canvas.line(
            "d-degree",
            around(centre, RADIUS - length, along),
            around(centre, RADIUS, along),
            Line::Hair,
        );
    }
    for degrees in (0..=180_i64).step_by(10) {
        // The zeros stand just above the base line, not so far that they meet their neighbours when it is turned.
        let lift = match degrees {
            0 => 3.0,
            180 => -3.0,
            _ => 0.0,
        };
        let along = (degrees + turn) as f64 + lift;
        number(canvas, "d-inner", around(centre, INNER, along), degrees);
        number(canvas, "d-outer", around(centre, OUTER, along), 180 - degrees);
    }
}

fn number(canvas: &mut Canvas, role: &str, at: Point, degrees: i64) {
    canvas.push(format!(
        "<text class=\"{role} t-ink\" x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"middle\" fill=\"{INK}\">{degrees}</text>",
        text(at.0),
        text(at.1 + DIGITS * 34 / 100),
        text(DIGITS)
    ));
}
