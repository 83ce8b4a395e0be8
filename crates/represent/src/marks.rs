//! Marks that several drawings share: polygons, arrows, plates behind labels, right-angle and equal-side marks.
//!
//! Everything here is laid out in whole hundredths of a pixel. Start at [`write`] and [`arrow`].

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::label::Label;
use crate::length::{Hundredths, Point, px, rounded, text};

/// A path through points in SVG form; `closed` joins the last to the first.
pub(crate) fn through(points: &[Point], closed: bool) -> String {
    let steps: Vec<String> =
        points.iter().map(|at| format!("{} {}", text(at.0), text(at.1))).collect();
    format!("M {}{}", steps.join(" L "), if closed { " Z" } else { "" })
}

/// A closed shape with straight sides.
pub(crate) fn polygon(canvas: &mut Canvas, role: &str, points: &[Point], fill: Fill, line: Line) {
    canvas.path(role, &through(points, true), fill, line);
}

/// Straight lines from point to point.
pub(crate) fn polyline(canvas: &mut Canvas, role: &str, points: &[Point], line: Line) {
    canvas.path(role, &through(points, false), Fill::None, line);
}

/// A label with its middle at `centre`, at the size of every label.
pub(crate) fn write(canvas: &mut Canvas, role: &str, label: &str, centre: Point) {
    Label::read(label).draw(canvas, role, centre, LABEL);
}

/// How wide a label is at the size of every label.
pub(crate) fn width(label: &str) -> Hundredths {
    Label::read(label).width(LABEL)
}

/// How tall a label is at the size of every label; never less than a line of words.
pub(crate) fn height(label: &str) -> Hundredths {
    Label::read(label).height(LABEL).max(LABEL)
}

/// The widest of several labels.
pub(crate) fn widest<'a>(labels: impl IntoIterator<Item = &'a str>) -> Hundredths {
    labels.into_iter().map(width).max().unwrap_or(0)
}

/// The tallest of several labels; never less than a line of words.
pub(crate) fn tallest<'a>(labels: impl IntoIterator<Item = &'a str>) -> Hundredths {
    labels.into_iter().map(height).max().unwrap_or(LABEL)
}

/// A label on a plate of paper, for where lines would run through it.
pub(crate) fn write_on_plate(canvas: &mut Canvas, role: &str, label: &str, centre: Point) {
    write_small_on_plate(canvas, role, label, centre, LABEL);
}

/// A label of any size on a plate of paper.
pub(crate) fn write_small_on_plate(
    canvas: &mut Canvas,
    role: &str,
    label: &str,
    centre: Point,
    size: Hundredths,
) {
    let read = Label::read(label);
    if read.is_empty() {
        return;
    }
    let (wide, tall) = (read.width(size), read.height(size).max(size * 9 / 10));
    let corner = (centre.0 - wide / 2, centre.1 - tall / 2);
    canvas.rect("d-plate", corner, (wide, tall), 0, Fill::Paper, Line::None);
    read.draw(canvas, role, centre, size);
}

/// Whether the straight line between two points comes within a box round `middle`, `half` as large each way.
pub(crate) fn passes(a: Point, b: Point, middle: Point, half: Point) -> bool {
    let n = ((b.0 - a.0).abs().max((b.1 - a.1).abs()) / px(3)).max(1);
    (0..=n).any(|i| {
        let at = (a.0 + (b.0 - a.0) * i / n, a.1 + (b.1 - a.1) * i / n);
        (at.0 - middle.0).abs() < half.0 + px(2) && (at.1 - middle.1).abs() < half.1 + px(2)
    })
}

/// The point `along` from `from` towards `to`.
pub(crate) fn toward(from: Point, to: Point, along: Hundredths) -> Point {
    let (x, y) = ((to.0 - from.0) as f64, (to.1 - from.1) as f64);
    let length = libm::hypot(x, y).max(1.0);
    let share = along as f64 / length;
    (from.0 + rounded(x * share), from.1 + rounded(y * share))
}

/// The point half way between two.
pub(crate) fn midway(a: Point, b: Point) -> Point {
    ((a.0 + b.0).div_euclid(2), (a.1 + b.1).div_euclid(2))
}

/// The point `away` to the left of the middle of the way from `from` to `to`, as a reader walking it sees left.
pub(crate) fn beside(from: Point, to: Point, away: Hundredths) -> Point {
    let (x, y) = ((to.0 - from.0) as f64, (to.1 - from.1) as f64);
    let length = libm::hypot(x, y).max(1.0);
    let middle = midway(from, to);
    let share = away as f64 / length;
    (middle.0 + rounded(y * share), middle.1 - rounded(x * share))
}

/// An open arrow head at `tip`, for a line that comes from `from`.
pub(crate) fn arrow_head(canvas: &mut Canvas, role: &str, from: Point, tip: Point) {
    let back = toward(tip, from, px(9));
    let (x, y) = ((tip.0 - back.0) as f64, (tip.1 - back.1) as f64);
    let length = libm::hypot(x, y).max(1.0);
    let (across, down) = (rounded(-y / length * 550.0), rounded(x / length * 550.0));
    let wings = [(back.0 + across, back.1 + down), tip, (back.0 - across, back.1 - down)];
    polyline(canvas, role, &wings, Line::Ink);
}

/// A straight arrow.
pub(crate) fn arrow(canvas: &mut Canvas, role: &str, from: Point, to: Point) {
    canvas.line(role, from, to, Line::Ink);
    arrow_head(canvas, "d-arrow-head", from, to);
}

/// A curved arrow from `from` to `to`, bending `rise` to the left of its way.
pub(crate) fn curved_arrow(
    canvas: &mut Canvas,
    role: &str,
    from: Point,
    to: Point,
    rise: Hundredths,
) {
    let bend = beside(from, to, 2 * rise);
    let d = format!(
        "M {} {} Q {} {} {} {}",
        text(from.0),
        text(from.1),
        text(bend.0),
        text(bend.1),
        text(to.0),
        text(to.1)
    );
    canvas.path(role, &d, Fill::None, Line::Ink);
    arrow_head(canvas, "d-arrow-head", bend, to);
}

/// A label on a colour that no theme changes, so that no theme changes the label either.
pub(crate) fn write_fixed(
    canvas: &mut Canvas,
    role: &str,
    label: &str,
    centre: Point,
    size: Hundredths,
) {
    let mut page = Canvas::new(0, 0);
    Label::read(label).draw(&mut page, role, centre, size);
    canvas.push(page.into_markup().replace("class=\"t-ink\"", "class=\"d-fixed\""));
}

/// A machine number of things as a length to multiply with.
pub(crate) fn n(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0)
}
