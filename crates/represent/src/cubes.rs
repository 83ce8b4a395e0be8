//! A building of unit cubes on squared ground, and its plan and elevations.
//!
//! A cube that stands behind others is drawn before them, so that every cube is there to be counted, seen or not.

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Field, Fields, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, px};
use crate::marks::{n, polygon};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{Frame, fields, frames, list, paths, unlike, whole};
use crate::read_back::tags::Element;
use crate::words;

/// Towers of unit cubes in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cubes {
    /// How many cubes stand on each square, row by row, the row at the back first.
    heights: Vec<Vec<i64>>,
    view: View,
}

/// From where the building is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Building,
    Plan,
    Front,
    Side,
}

const VIEWS: [(&str, View); 4] = [
    ("building", View::Building),
    ("plan", View::Plan),
    ("front", View::Front),
    ("side", View::Side),
];
const EDGE: Hundredths = px(16);
/// Half a square across, a quarter of a square down, and one cube up, as they are seen from a corner. Our choice: up
/// is no multiple of down, so no two cubes are drawn in one place.
const ACROSS: Hundredths = px(34);
const DOWN: Hundredths = px(17);
const UP: Hundredths = px(40);
const SQUARE: Hundredths = px(44);

impl Cubes {
    pub(crate) const SPEC: KindSpec = kind! {
        "cubes": "A building of unit cubes on squared ground, or what is seen of it from above, from the front or from the right.";
        "heights" ("needed") "a list of 1 to 5 rows, the row at the back first, each a list of 1 to 5 numbers: how many cubes stand on each square, 0 to 5";
        "view" ("\"building\"") "`\"building\"`, `\"plan\"`, `\"front\"` or `\"side\"`: from where it is seen";
        example r#"heights = [[3, 2, 1], [1, 1, 0]]"#;
        example r#"heights = [[2, 0], [1, 1], [1, 0]], view = "plan""#;
        example r#"heights = [[3, 2, 1], [1, 1, 0]], view = "front""#;
        example r#"heights = [[3, 2, 1], [1, 1, 0]], view = "side""#;
    };

    pub(crate) fn read(given: &Reader) -> Result<Self, BuildError> {
        let expected = "a list of 1 to 5 rows of the same length, each a list of 1 to 5 whole numbers from 0 to 5, with one cube at least";
        let refused = || given.wrong("heights", expected);
        let rows: Option<Vec<Vec<i64>>> =
            given.get("heights").map_or(&[][..], items).iter().map(row).collect();
        let rows = rows.ok_or_else(refused)?;
        let width = rows.first().map_or(0, Vec::len);
        let is_even = (1..=5).contains(&rows.len())
            && (1..=5).contains(&width)
            && rows.iter().all(|row| row.len() == width);
        if !is_even || rows.iter().flatten().all(|height| *height == 0) {
            return Err(refused());
        }
        Ok(Self { heights: rows, view: given.choice("view", &VIEWS, Some(View::Building))? })
    }

    /// How high each column is as it is seen from the front, or each row as it is seen from the right.
    fn outline(&self) -> Vec<i64> {
        let rows = &self.heights;
        match self.view {
            View::Side => {
                rows.iter().rev().map(|row| row.iter().copied().max().unwrap_or(0)).collect()
            }
            _ => (0..rows[0].len())
                .map(|column| rows.iter().map(|row| row[column]).max().unwrap_or(0))
                .collect(),
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        match self.view {
            View::Building => self.building(),
            View::Plan => {
                let is_built = |row: usize, column: usize| self.heights[row][column] > 0;
                squares("d-plan", self.heights[0].len(), self.heights.len(), is_built)
            }
            View::Front | View::Side => {
                let outline = self.outline();
                let tall = outline.iter().max().copied().unwrap_or(1);
                let rows = usize::try_from(tall).unwrap_or(1);
                let role = if self.view == View::Side { "d-side-view" } else { "d-front-view" };
                squares(role, outline.len(), rows, |row, column| n(rows - row) <= outline[column])
            }
        }
    }

    fn building(&self) -> Canvas {
        let (rows, columns) = (n(self.heights.len()), n(self.heights[0].len()));
        let tallest = self.heights.iter().flatten().max().copied().unwrap_or(1);
        let top = EDGE + tallest * UP;
        let corner = |row: i64, column: i64, up: i64| -> Point {
            (EDGE + (rows + column - row) * ACROSS, top + (row + column) * DOWN - up * UP)
        };
        let words_at = top + (rows + columns) * DOWN + px(24);
        let mut canvas = Canvas::new(2 * EDGE + (rows + columns) * ACROSS, words_at + EDGE);
        for row in 0..rows {
            for column in 0..columns {
                let at = |r: i64, c: i64| corner(row + r, column + c, 0);
                polygon(
                    &mut canvas,
                    "d-ground",
                    &[at(0, 0), at(0, 1), at(1, 1), at(1, 0)],
                    Fill::None,
                    Line::Grid,
                );
            }
        }
        for (row, line) in self.heights.iter().enumerate() {
            for (column, height) in line.iter().enumerate() {
                for up in 0..*height {
                    let at = |r: i64, c: i64, u: i64| corner(n(row) + r, n(column) + c, up + u);
                    let faces = [
                        (
                            "d-left",
                            Fill::Tint,
                            [at(1, 0, 0), at(1, 1, 0), at(1, 1, 1), at(1, 0, 1)],
                        ),
                        (
                            "d-right",
                            Fill::Rod(9),
                            [at(1, 1, 0), at(0, 1, 0), at(0, 1, 1), at(1, 1, 1)],
                        ),
                        (
                            "d-top",
                            Fill::Paper,
                            [at(0, 0, 1), at(0, 1, 1), at(1, 1, 1), at(1, 0, 1)],
                        ),
                    ];
                    for (role, fill, points) in faces {
                        polygon(&mut canvas, role, &points, fill, Line::Fine);
                    }
                }
            }
        }
        // "front" stands under the left of the two sides that are seen.
        let word = Label::read("front");
        word.draw(&mut canvas, "d-front", (EDGE + word.width(LABEL) / 2, words_at), LABEL);
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let squares = frames(svg, "d-square")?;
        if !squares.is_empty() {
            let is = |class: &str| svg.with_class(class).next().is_some();
            let view = if is("d-front-view") {
                View::Front
            } else if is("d-side-view") {
                View::Side
            } else {
                View::Plan
            };
            return flat_back(&squares, view);
        }
        let middles = |class: &str| -> Result<Vec<(f64, f64)>, ReadBackError> {
            let middle = |points: Vec<(f64, f64)>| {
                let sum =
                    points.iter().take(4).fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
                (sum.0 / 4.0, sum.1 / 4.0)
            };
            Ok(paths(svg, class)?.into_iter().map(middle).collect())
        };
        let ground = middles("d-ground")?;
        let [first, .., last] = ground.as_slice() else {
            return match ground.as_slice() {
                [_] => towers_back(&ground, &middles("d-top")?, (1, 1)),
                _ => unlike("a building of cubes has no ground"),
            };
        };
        let (across, down) = (as_pixels(ACROSS), as_pixels(DOWN));
        let (apart, deep) =
            (whole((last.0 - first.0) / across)?, whole((last.1 - first.1) / down)?);
        let (rows, columns) = ((deep - apart) / 2 + 1, (deep + apart) / 2 + 1);
        towers_back(&ground, &middles("d-top")?, (rows, columns))
    }

    pub(crate) fn title(&self) -> String {
        match self.view {
            View::Building => "A building of cubes",
            View::Plan => "The plan of a building of cubes",
            View::Front => "The front of a building of cubes",
            View::Side => "The right side of a building of cubes",
        }
        .to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let said =
            |row: &Vec<i64>| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match self.view {
            View::Building => {
                let rows: Vec<String> = self.heights.iter().map(said).collect();
                format!(
                    "A building of cubes on squared ground. The towers in each row, from the back to the front: {}.",
                    rows.join("; ")
                )
            }
            View::Plan => {
                let built = |row: &Vec<i64>| {
                    let marks =
                        row.iter().map(|height| if *height > 0 { "built" } else { "empty" });
                    marks.collect::<Vec<_>>().join(", ")
                };
                let rows: Vec<String> = self.heights.iter().map(built).collect();
                format!(
                    "{}. Its squares in each row, from the back to the front: {}.",
                    self.title(),
                    rows.join("; ")
                )
            }
            View::Front | View::Side => format!(
                "{}. The squares in each column, from left to right: {}.",
                self.title(),
                words::list(&self.outline().iter().map(ToString::to_string).collect::<Vec<_>>())
            ),
        }
    }
}

fn row(written: &Field) -> Option<Vec<i64>> {
    let height = |one: &Field| {
        number_in(one).and_then(|number| number.to_i64()).filter(|height| (0..=5).contains(height))
    };
    match items(written) {
        [] => None,
        several => several.iter().map(height).collect(),
    }
}

fn as_pixels(length: Hundredths) -> f64 {
    length as f64 / 100.0
}

// A flat view: those of the squares that are seen.
fn squares(
    view: &str,
    columns: usize,
    rows: usize,
    is_seen: impl Fn(usize, usize) -> bool,
) -> Canvas {
    let role = format!("d-square {view}");
    let mut canvas = Canvas::new(n(columns) * SQUARE + 2 * EDGE, n(rows) * SQUARE + 2 * EDGE);
    for row in 0..rows {
        for column in 0..columns {
            let at = (EDGE + n(column) * SQUARE, EDGE + n(row) * SQUARE);
            match is_seen(row, column) {
                true => canvas.rect(&role, at, (SQUARE, SQUARE), 0, Fill::Tint, Line::Ink),
                false => canvas.rect(&role, at, (SQUARE, SQUARE), 0, Fill::None, Line::Grid),
            }
        }
    }
    canvas
}

// A flat view reads back as the lowest building that looks so.
fn flat_back(squares: &[Frame], view: View) -> Result<Fields, ReadBackError> {
    let mut rows: Vec<(f64, Vec<i64>)> = Vec::new();
    for square in squares {
        let is_seen = i64::from(square.fill != "none");
        match rows.last_mut().filter(|row| row.0 == square.y) {
            Some(row) => row.1.push(is_seen),
            None => rows.push((square.y, vec![is_seen])),
        }
    }
    let width = rows.first().map_or(0, |row| row.1.len());
    if rows.iter().any(|row| row.1.len() != width) {
        return unlike("the squares of a view are not in even rows");
    }
    let tall: Vec<i64> =
        (0..width).map(|column| rows.iter().map(|row| row.1[column]).sum()).collect();
    let (heights, view) = match view {
        View::Front => (list([list(tall)]), "front"),
        View::Side => (list(tall.into_iter().rev().map(|one| list([one]))), "side"),
        _ => (list(rows.iter().map(|row| list(row.1.iter().copied()))), "plan"),
    };
    Ok(fields([("heights", heights), ("view", view.into())]))
}

fn towers_back(
    ground: &[(f64, f64)],
    tops: &[(f64, f64)],
    (rows, columns): (i64, i64),
) -> Result<Fields, ReadBackError> {
    if rows < 1 || columns < 1 || n(ground.len()) != rows * columns {
        return unlike("the ground of a building of cubes is not a rectangle");
    }
    let up = as_pixels(UP);
    let mut heights = vec![0_i64; ground.len()];
    for (x, y) in tops {
        // A top stands straight over its square, a whole number of cubes up.
        let over = ground.iter().enumerate().filter(|(_, at)| (at.0 - x).abs() < 0.02).find_map(
            |(idx, at)| {
                let cubes = whole((at.1 - y) / up).ok()?;
                (1..=5).contains(&cubes).then_some((idx, cubes))
            },
        );
        match over {
            Some((idx, cubes)) => heights[idx] = heights[idx].max(cubes),
            None => return unlike("a cube stands on no square"),
        }
    }
    let width = usize::try_from(columns).unwrap_or(1);
    let rows = heights.chunks(width).map(|row| list(row.iter().copied()));
    Ok(fields([("heights", list(rows)), ("view", "building".into())]))
}
