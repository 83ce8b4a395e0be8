//! Room for labels among lines: the first of several places where a label touches nothing, and the page round it all.
//!
//! Laid out about any origin; [`Room::page`] says how far to move everything on to the page. Start at [`Room::place`].

use crate::length::{Hundredths, Point, px};
use crate::marks::{height, passes, width};

/// What is drawn so far: lines as runs of points, and the boxes of labels by middle and half size.
#[derive(Debug, Clone, Default)]
pub(crate) struct Room {
    runs: Vec<Vec<Point>>,
    boxes: Vec<(Point, Point)>,
}

const EDGE: Hundredths = px(16);
// Between two labels, and between a label and a line.
const GAP: Hundredths = px(4);

impl Room {
    /// Takes the room of a line through these points.
    pub(crate) fn line(&mut self, run: impl IntoIterator<Item = Point>) {
        self.runs.push(run.into_iter().collect());
    }

    /// Takes the room of a label at the first place where it touches nothing; none where it touches something at each.
    pub(crate) fn place(
        &mut self,
        label: &str,
        places: impl IntoIterator<Item = Point>,
    ) -> Option<Point> {
        let half = (width(label) / 2 + px(1), height(label) / 2);
        let found = places.into_iter().find(|at| self.is_free(*at, half))?;
        self.boxes.push((found, half));
        Some(found)
    }

    fn is_free(&self, at: Point, half: Point) -> bool {
        let crosses =
            |run: &Vec<Point>| run.windows(2).any(|pair| passes(pair[0], pair[1], at, half));
        let touches = |(other, size): &(Point, Point)| {
            (at.0 - other.0).abs() < half.0 + size.0 + GAP
                && (at.1 - other.1).abs() < half.1 + size.1 + GAP
        };
        !self.runs.iter().any(crosses) && !self.boxes.iter().any(touches)
    }

    /// How far everything moves to be on the page, and how large the page is.
    pub(crate) fn page(&self) -> (Point, Point) {
        let corners = self.boxes.iter().flat_map(|(at, half)| {
            [(at.0 - half.0, at.1 - half.1), (at.0 + half.0, at.1 + half.1)]
        });
        let all: Vec<Point> = self.runs.iter().flatten().copied().chain(corners).collect();
        let ends = |pick: fn(&Point) -> i64| {
            let each = all.iter().map(pick);
            (each.clone().min().unwrap_or(0), each.max().unwrap_or(0))
        };
        let ((left, right), (top, bottom)) = (ends(|at| at.0), ends(|at| at.1));
        ((EDGE - left, EDGE - top), (right - left + 2 * EDGE, bottom - top + 2 * EDGE))
    }
}

/// A point moved.
pub(crate) fn moved(at: Point, by: Point) -> Point {
    (at.0 + by.0, at.1 + by.1)
}
