//! Where a shape is cut: the edge of each part, about the shape's own middle, before it is turned.
//!
//! Every list of parts is in reading order, or clockwise from the top. Start at [`parts`]; [`complaint`] says which
//! cuts a shape does not have.

use maths::Number;

use super::{Arc, Cut, Edge, Outline, RADIUS, Shape, Unequal};
use crate::length::{Hundredths, Point, around, part, px, rounded, share};

/// Half of a shape's width and height.
fn half(outline: Outline) -> (Hundredths, Hundredths) {
    match outline {
        Outline::Square => (px(104), px(104)),
        Outline::Circle => (RADIUS, RADIUS),
        Outline::Rectangle => (px(144), px(80)),
        Outline::Triangle => (px(120), px(104)),
    }
}

fn polygon(points: &[Point]) -> Edge {
    points.iter().map(|at| (*at, None)).collect()
}

/// The whole shape's edge.
pub(super) fn outline(outline: Outline) -> Edge {
    let (x, y) = half(outline);
    match outline {
        Outline::Square | Outline::Rectangle => polygon(&[(-x, -y), (x, -y), (x, y), (-x, y)]),
        Outline::Triangle => polygon(&[(0, -y), (x, y), (-x, y)]),
        Outline::Circle => {
            let half_way = Some(Arc { is_large: false, is_clockwise: true });
            vec![((0, -y), None), ((0, y), half_way), ((0, -y), half_way)]
        }
    }
}

/// Why this shape is not cut this way: the field to change and what was expected.
pub(super) fn complaint(shape: &Shape) -> Option<(&'static str, String)> {
    let (n, is_equal) = (shape.parts, shape.unequal == Unequal::No);
    let parts = |expected: &str| Some(("parts", expected.to_owned()));
    let cut = |expected: &str| Some(("cut", expected.to_owned()));
    match (shape.outline, shape.cut) {
        _ if n == 1 && is_equal => None,
        (Outline::Circle, Cut::Sectors) => None,
        (Outline::Circle, Cut::Vertical | Cut::Horizontal) if is_equal && n > 2 => {
            cut("\"sectors\", because these strips of a circle are not equal (or `unequal = true`)")
        }
        (Outline::Circle, Cut::Vertical | Cut::Horizontal) => None,
        (Outline::Circle, Cut::Grid | Cut::Diagonal) => {
            cut("\"sectors\", \"vertical\" or \"horizontal\" for a circle")
        }
        (_, Cut::Sectors) => {
            cut("\"vertical\", \"horizontal\", \"grid\" or \"diagonal\": sectors are for a circle")
        }
        (Outline::Triangle, Cut::Vertical) => None,
        (Outline::Triangle, Cut::Horizontal) if is_equal => cut(
            "\"vertical\", because these strips of a triangle are not equal (or `unequal = true`)",
        ),
        (Outline::Triangle, Cut::Horizontal) => None,
        (Outline::Triangle, Cut::Grid) if !is_equal => {
            cut("\"vertical\" or \"horizontal\" for unequal parts of a triangle")
        }
        (Outline::Triangle, Cut::Grid) if !matches!(n, 4 | 9 | 16) => {
            parts("4, 9 or 16 for small triangles in a triangle")
        }
        (Outline::Triangle, Cut::Diagonal) if !matches!(n, 2 | 3 | 6) => {
            parts("2, 3 or 6 for a triangle cut between corners")
        }
        (Outline::Triangle, _) => None,
        (_, Cut::Vertical | Cut::Horizontal) => None,
        (_, Cut::Grid) if rows(n) == 1 => {
            parts("a number that makes rows and columns, such as 4, 6 or 12")
        }
        (_, Cut::Grid) => None,
        (_, Cut::Diagonal) if !matches!(n, 2 | 4 | 8) => {
            parts("2, 4 or 8 for a cut between corners")
        }
        (_, Cut::Diagonal) => None,
    }
}

// The largest number of rows that is not more than the number of columns.
fn rows(n: i64) -> i64 {
    (1..=n).filter(|rows| n % rows == 0 && rows * rows <= n).max().unwrap_or(1)
}

/// The edge of every part.
pub(super) fn parts(shape: &Shape) -> Vec<Edge> {
    if shape.parts == 1 {
        return vec![outline(shape.outline)];
    }
    let n = shape.parts;
    let is_equal = shape.unequal == Unequal::No;
    match (shape.outline, shape.cut) {
        (Outline::Circle, Cut::Sectors) => sectors(&shares(shape, n)),
        (Outline::Circle, cut) => slices(&slice_shares(shape), cut == Cut::Vertical),
        (Outline::Triangle, Cut::Vertical) => fan(&shares(shape, n)),
        (Outline::Triangle, Cut::Horizontal) => bands(&slice_shares(shape)),
        (Outline::Triangle, Cut::Grid) => small_triangles(n),
        (Outline::Triangle, _) => from_corners(n, is_equal),
        (outline, Cut::Vertical) => boxes(half(outline), &shares(shape, n), &equal(1)),
        (outline, Cut::Horizontal) => boxes(half(outline), &equal(1), &shares(shape, n)),
        (outline, Cut::Grid) => boxes(half(outline), &shares(shape, n / rows(n)), &equal(rows(n))),
        (outline, _) => between_corners(half(outline), n, is_equal),
    }
}

fn equal(n: i64) -> Vec<Number> {
    (0..=n).map(|i| Number::try_ratio(i, n).unwrap_or(Number::ZERO)).collect()
}

// How far along the whole each cut is, from 0 to 1.
fn shares(shape: &Shape, n: i64) -> Vec<Number> {
    match &shape.unequal {
        Unequal::No => equal(n),
        Unequal::Widths(widths) => reached(widths),
        // Our choice: seen at once to be unequal, with no part so thin that it cannot be shaded.
        Unequal::Usual => reached(
            &[3, 5, 2, 4]
                .into_iter()
                .cycle()
                .take(n as usize)
                .map(Number::from)
                .collect::<Vec<_>>(),
        ),
    }
}

// Strips of equal width are already unequal parts of a circle or triangle, unless there are only two of a circle.
fn slice_shares(shape: &Shape) -> Vec<Number> {
    match shape.unequal {
        Unequal::Usual if shape.outline == Outline::Circle && shape.parts == 2 => shares(shape, 2),
        Unequal::Usual => equal(shape.parts),
        _ => shares(shape, shape.parts),
    }
}

fn reached(widths: &[Number]) -> Vec<Number> {
    let total = widths.iter().fold(Number::ZERO, |sum, width| &sum + width);
    let mut so_far = Number::ZERO;
    let mut shares = vec![Number::ZERO];
    for width in widths {
        so_far = &so_far + width;
        shares.push(so_far.checked_div(&total).unwrap_or(Number::ZERO));
    }
    shares
}

fn boxes((x, y): (Hundredths, Hundredths), across: &[Number], down: &[Number]) -> Vec<Edge> {
    let mut parts = Vec::new();
    for row in down.windows(2) {
        for column in across.windows(2) {
            let (left, right) = (share(2 * x, &column[0]) - x, share(2 * x, &column[1]) - x);
            let (top, bottom) = (share(2 * y, &row[0]) - y, share(2 * y, &row[1]) - y);
            parts.push(polygon(&[(left, top), (right, top), (right, bottom), (left, bottom)]));
        }
    }
    parts
}

fn sectors(shares: &[Number]) -> Vec<Edge> {
    // Whole turns as floats only here, on the way to `libm`.
    let degrees = |at: &Number| 90.0 - share(36_000, at) as f64 / 100.0;
    let exact = |at: &Number| match share(36_000, at) {
        0 | 36_000 => (0, -RADIUS),
        9_000 => (RADIUS, 0),
        18_000 => (0, RADIUS),
        27_000 => (-RADIUS, 0),
        _ => around((0, 0), RADIUS, degrees(at)),
    };
    let sector = |pair: &[Number]| {
        let is_large = &pair[1] - &pair[0] > Number::try_ratio(1, 2).unwrap_or(Number::ONE);
        let arc = Arc { is_large, is_clockwise: true };
        vec![((0, 0), None), (exact(&pair[0]), None), (exact(&pair[1]), Some(arc))]
    };
    shares.windows(2).map(sector).collect()
}

fn slices(shares: &[Number], is_vertical: bool) -> Vec<Edge> {
    let way = |across: Hundredths, along: Hundredths| {
        if is_vertical { (across, along) } else { (along, across) }
    };
    let chord = |at: &Number| {
        let across = share(2 * RADIUS, at) - RADIUS;
        let reach = rounded(libm::sqrt((RADIUS * RADIUS - across * across) as f64));
        (across, reach)
    };
    let slice = |pair: &[Number]| {
        let ((left, up), (right, down)) = (chord(&pair[0]), chord(&pair[1]));
        // Clockwise for strips down the page; mirrored, so anticlockwise, for strips across it.
        let arc = |is_large| Some(Arc { is_large, is_clockwise: is_vertical });
        match (up, down) {
            (0, _) => vec![(way(right, down), None), (way(right, -down), arc(right > 0))],
            (_, 0) => vec![(way(left, -up), None), (way(left, up), arc(left < 0))],
            _ => vec![
                (way(left, -up), None),
                (way(right, -down), arc(false)),
                (way(right, down), None),
                (way(left, up), arc(false)),
            ],
        }
    };
    shares.windows(2).map(slice).collect()
}

fn fan(shares: &[Number]) -> Vec<Edge> {
    let (x, y) = half(Outline::Triangle);
    let along = |at: &Number| (share(2 * x, at) - x, y);
    shares.windows(2).map(|pair| polygon(&[(0, -y), along(&pair[1]), along(&pair[0])])).collect()
}

fn bands(shares: &[Number]) -> Vec<Edge> {
    let (x, y) = half(Outline::Triangle);
    let level = |at: &Number| (share(x, at), share(2 * y, at) - y);
    let band = |pair: &[Number]| {
        let ((top, high), (bottom, low)) = (level(&pair[0]), level(&pair[1]));
        match top {
            0 => polygon(&[(0, high), (bottom, low), (-bottom, low)]),
            _ => polygon(&[(-top, high), (top, high), (bottom, low), (-bottom, low)]),
        }
    };
    shares.windows(2).map(band).collect()
}

fn small_triangles(n: i64) -> Vec<Edge> {
    let side = (1..=4).find(|side| side * side == n).unwrap_or(1);
    let (x, y) = half(Outline::Triangle);
    // The point `i` from the left in row `row`, row 0 being the top corner.
    let at = |row: i64, i: i64| (part(x, 2 * i - row, side), part(2 * y, row, side) - y);
    let mut parts = Vec::new();
    for row in 0..side {
        for i in 0..=row {
            parts.push(polygon(&[at(row, i), at(row + 1, i + 1), at(row + 1, i)]));
            if i < row {
                parts.push(polygon(&[at(row, i), at(row, i + 1), at(row + 1, i + 1)]));
            }
        }
    }
    parts
}

fn from_corners(n: i64, is_equal: bool) -> Vec<Edge> {
    let (x, y) = half(Outline::Triangle);
    let (top, right, left) = ((0, -y), (x, y), (-x, y));
    // The middle where the medians cross, or a point well away from it.
    let middle = if is_equal { (0, y / 3) } else { (x / 6, -y / 5) };
    let between = |a: Point, b: Point| ((a.0 + b.0) / 2, (a.1 + b.1) / 2);
    match n {
        2 => {
            let share = if is_equal { (1, 2) } else { (1, 3) };
            let at = (part(x, share.0, share.1), part(2 * y, share.0, share.1) - y);
            vec![polygon(&[top, at, left]), polygon(&[at, right, left])]
        }
        3 => vec![
            polygon(&[top, right, middle]),
            polygon(&[right, left, middle]),
            polygon(&[left, top, middle]),
        ],
        _ => {
            let corners = [
                top,
                between(top, right),
                right,
                between(right, left),
                left,
                between(left, top),
                top,
            ];
            corners.windows(2).map(|pair| polygon(&[pair[0], pair[1], middle])).collect()
        }
    }
}

fn between_corners((x, y): (Hundredths, Hundredths), n: i64, is_equal: bool) -> Vec<Edge> {
    let (a, b, c, d) = ((-x, -y), (x, -y), (x, y), (-x, y));
    let middle = if is_equal { (0, 0) } else { (-x * 2 / 5, -y / 5) };
    match n {
        2 => {
            let end = if is_equal { c } else { (x, y * 2 / 5) };
            let rest = if is_equal { polygon(&[a, c, d]) } else { polygon(&[a, end, c, d]) };
            vec![polygon(&[a, b, end]), rest]
        }
        4 => [a, b, c, d, a].windows(2).map(|pair| polygon(&[pair[0], pair[1], middle])).collect(),
        _ => {
            let corners = [a, (0, -y), b, (x, 0), c, (0, y), d, (-x, 0), a];
            corners.windows(2).map(|pair| polygon(&[pair[0], pair[1], middle])).collect()
        }
    }
}
