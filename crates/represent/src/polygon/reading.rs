//! Reads a polygon back from its outline, its marks and where its labels stand.

use super::Polygon;
use crate::field::Fields;
use crate::read_back::ReadBackError;
use crate::read_back::measure::simplest_near;
use crate::read_back::recover::{Spot, fields, frames, lines, list, paths, spots, text, unlike};
use crate::read_back::tags::Element;

impl Polygon {
    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let outlines = paths(svg, "d-polygon")?;
        let units = frames(svg, "d-unit")?;
        let ([places], [unit]) = (outlines.as_slice(), units.as_slice()) else {
            return unlike("a polygon has one outline");
        };
        let count = places.len();
        let side = |i: usize| {
            let (a, b) = (places[i], places[(i + 1) % count]);
            libm::hypot(b.0 - a.0, b.1 - a.1)
        };
        let from_middle =
            |at: &(f64, f64), middle: (f64, f64)| libm::hypot(at.0 - middle.0, at.1 - middle.1);
        let middle = (
            places.iter().map(|at| at.0).sum::<f64>() / count as f64,
            places.iter().map(|at| at.1).sum::<f64>() / count as f64,
        );
        let is_regular = (0..count).all(|i| (side(i) - side(0)).abs() < 0.05)
            && places.iter().all(|at| (from_middle(at, middle) - unit.width).abs() < 0.05);
        let mut read = Fields::new();
        if is_regular {
            let first = libm::atan2(middle.1 - places[0].1, places[0].0 - middle.0) * 180.0
                / std::f64::consts::PI;
            let turn = libm::round(first + 90.0 + 180.0 / count as f64) as i64;
            read.insert("regular".to_owned(), (count as i64).into());
            read.insert("turn".to_owned(), turn.rem_euclid(360).into());
        } else {
            let (left, bottom) = (
                places.iter().map(|at| at.0).fold(f64::INFINITY, f64::min),
                places.iter().map(|at| at.1).fold(f64::NEG_INFINITY, f64::max),
            );
            let mut points = Vec::new();
            for (x, y) in places {
                let near = |length: f64| simplest_near(length / unit.width, 0.02 / unit.width);
                points.push(list([near(x - left)?, near(bottom - y)?]));
            }
            read.insert("points".to_owned(), list(points));
        }
        // A label belongs to the corner or side whose place for it is nearest.
        let middles: Vec<(f64, f64)> = (0..count)
            .map(|i| {
                let (a, b) = (places[i], places[(i + 1) % count]);
                ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)
            })
            .collect();
        for (field, class, homes) in [
            ("names", "d-name", places),
            ("angles", "d-angle", places),
            ("sides", "d-side", &middles),
        ] {
            read.insert(
                field.to_owned(),
                list(housed(&spots(svg, class)?, homes).iter().map(String::as_str)),
            );
        }
        let on_side = |at: (f64, f64)| {
            (0..count).min_by(|a, b| {
                off_line(places[*a], places[(*a + 1) % count], at).total_cmp(&off_line(
                    places[*b],
                    places[(*b + 1) % count],
                    at,
                ))
            })
        };
        let (mut equal, mut parallel) = (vec![0_i64; count], vec![0_i64; count]);
        for [a, b] in lines(svg, "d-stroke")? {
            if let Some(i) = on_side(((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)) {
                equal[i] += 1;
            }
        }
        for head in paths(svg, "d-parallel")? {
            if let Some(i) = on_side(head[1]) {
                parallel[i] += 1;
            }
        }
        let corner = |at: (f64, f64)| {
            (0..count).min_by(|a, b| {
                from_middle(&places[*a], at).total_cmp(&from_middle(&places[*b], at))
            })
        };
        let mut diagonals = Vec::new();
        for [a, b] in lines(svg, "d-diagonal")? {
            if let (Some(a), Some(b)) = (corner(a), corner(b)) {
                diagonals.push(list([a as i64 + 1, b as i64 + 1]));
            }
        }
        let has_squares = svg.with_class("d-right-angle").next().is_some();
        read.extend(fields([
            ("equal", list(equal)),
            ("parallel", list(parallel)),
            ("diagonals", list(diagonals)),
            ("right-angles", has_squares.into()),
            ("accurate", text(svg, "d-note")?.is_empty().into()),
        ]));
        Ok(read)
    }
}

// Each label at the nearest home that has none yet, nearest pairs first.
fn housed(labels: &[Spot], homes: &[(f64, f64)]) -> Vec<String> {
    let mut housed = vec![String::new(); homes.len()];
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (l, label) in labels.iter().enumerate() {
        for (h, home) in homes.iter().enumerate() {
            pairs.push((libm::hypot(label.x - home.0, label.y - home.1), l, h));
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut placed = vec![false; labels.len()];
    for (_, l, h) in pairs {
        if !placed[l] && housed[h].is_empty() {
            placed[l] = true;
            housed[h] = labels[l].text.clone();
        }
    }
    housed
}

// How far a place is from a segment.
fn off_line(a: (f64, f64), b: (f64, f64), at: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let along =
        (((at.0 - a.0) * dx + (at.1 - a.1) * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
    libm::hypot(at.0 - a.0 - along * dx, at.1 - a.1 - along * dy)
}
