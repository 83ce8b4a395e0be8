//! Algebra tiles: x² is x by x, x is x by 1, and x is no whole number of ones long, so that it cannot be measured.
//!
//! Negative tiles are another colour and say so; a rectangle of tiles shows two factors.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, px};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{Frame, fields, frames, list, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Algebra tiles in rows by kind, or in a rectangle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlgebraTiles {
    counts: [[i64; 2]; 3],        // x², x, 1; positive and negative of each.
    sides: Option<[[i64; 2]; 2]>, // Left and top of a rectangle: how many x and how many ones.
}

const EDGE: Hundredths = px(16);
const ONE: Hundredths = px(28);
const X: Hundredths = px(104); // 3.71 ones.
const GAP: Hundredths = px(8);

impl AlgebraTiles {
    pub(crate) const SPEC: KindSpec = kind! {
        "algebra-tiles": "Tiles for x², x and 1 and their negatives, in rows or as a rectangle of two factors.";
        "squares" ("0") "a list of how many x² and how many −x², 0 to 4 each; one number for no negatives";
        "x" ("0") "a list of how many x and how many −x, 0 to 12 each";
        "ones" ("0") "a list of how many 1 and how many −1, 0 to 16 each";
        "left" ("none") "a list of how many x and how many ones down the left side of a rectangle; instead of counts";
        "top" ("none") "a list of how many x and how many ones along its top";
        example r#"squares = 1, x = [3, 1], ones = [0, 4]"#;
        example r#"left = [1, 2], top = [1, 3]"#;
        example r#"x = [2, 0], ones = [3, 3]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let pair = |field, most| {
            let list = fields.wholes(field, 0, most, 2)?.unwrap_or_default();
            let at = |i: usize| list.get(i).copied().unwrap_or(0);
            Ok::<[i64; 2], BuildError>([at(0), at(1)])
        };
        let counts = [pair("squares", 4)?, pair("x", 12)?, pair("ones", 16)?];
        let is_counted = counts.iter().flatten().any(|count| *count > 0);
        let sides = match fields.get("left").is_some() || fields.get("top").is_some() {
            true => Some([pair("left", 8)?, pair("top", 8)?]),
            false => None,
        };
        match sides {
            Some(_) if is_counted => {
                Err(fields.wrong("left", "no counts beside the sides of a rectangle"))
            }
            Some(sides) => {
                for (side, field) in sides.iter().zip(["left", "top"]) {
                    if side[0] + side[1] == 0 || length(*side) > px(480) || side[0] > 3 {
                        return Err(fields.wrong(
                            field,
                            "at least one tile, at most 3 x and as many ones as fit",
                        ));
                    }
                }
                Ok(Self { counts, sides: Some(sides) })
            }
            None if is_counted => Ok(Self { counts, sides: None }),
            None => Err(fields.wrong("x", "at least one tile")),
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        match self.sides {
            Some(sides) => rectangle(sides),
            None => self.rows(),
        }
    }

    fn rows(&self) -> Canvas {
        let mut marks: Vec<(Point, Point, usize, bool)> = Vec::new(); // Where, how large, which tile, negative.
        let mut y = EDGE;
        let mut widest = px(120);
        for (which, counts) in self.counts.iter().enumerate() {
            for (sign, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let size = [(X, X), (ONE, X), (ONE, ONE)][which];
                let in_row = [4, 12, 8][which];
                for i in 0..*count {
                    let (column, row) = (i % in_row, i / in_row);
                    let at = (EDGE + column * (size.0 + GAP), y + row * (size.1 + GAP));
                    widest = widest.max(at.0 + size.0 + EDGE);
                    marks.push((at, size, which, sign == 1));
                }
                y += (count + in_row - 1) / in_row * (size.1 + GAP);
            }
        }
        let mut canvas = Canvas::new(widest, y - GAP + EDGE);
        for (at, size, which, is_negative) in marks {
            tile(&mut canvas, "d-tile", at, size, which, is_negative);
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let tiles = frames(svg, "d-tile")?;
        let kind = |tile: &Frame| match (tile.width > 60.0, tile.height > 60.0) {
            (true, true) => 0,
            (false, false) => 2,
            _ => 1,
        };
        let (lefts, tops) = (frames(svg, "d-left")?, frames(svg, "d-top")?);
        if lefts.is_empty() {
            let mut counts = [[0_i64; 2]; 3];
            for tile in &tiles {
                counts[kind(tile)][usize::from(tile.fill == "#e08a1e")] += 1;
            }
            return Ok(fields([
                ("squares", list(counts[0])),
                ("x", list(counts[1])),
                ("ones", list(counts[2])),
            ]));
        }
        let side = |edges: &[Frame], is_down: bool| {
            let long = edges
                .iter()
                .filter(|edge| if is_down { edge.height > 60.0 } else { edge.width > 60.0 });
            let long = long.count() as i64;
            [long, edges.len() as i64 - long]
        };
        let (left, top) = (side(&lefts, true), side(&tops, false));
        let area: f64 = tiles.iter().map(|tile| tile.width * tile.height).sum();
        let whole = lefts.iter().map(|edge| edge.height).sum::<f64>()
            * tops.iter().map(|edge| edge.width).sum::<f64>();
        if (area - whole).abs() > 0.01 {
            return unlike("the tiles do not complete the rectangle");
        }
        Ok(fields([("left", list(left)), ("top", list(top))]))
    }

    pub(crate) fn title(&self) -> String {
        match self.sides {
            Some(_) => "A rectangle of algebra tiles".to_owned(),
            None => "Algebra tiles".to_owned(),
        }
    }

    pub(crate) fn description(&self) -> String {
        if let Some([left, top]) = self.sides {
            let side = |[x, ones]: [i64; 2]| {
                let mut parts = Vec::new();
                if x > 0 {
                    parts.push(format!("{x} x"));
                }
                if ones > 0 {
                    parts.push(words::count(ones, "one"));
                }
                words::list(&parts)
            };
            return format!(
                "A rectangle of algebra tiles. The left side is {}. The top is {}.",
                side(left),
                side(top)
            );
        }
        let names = [["x squared", "negative x squared"], ["x", "negative x"], ["1", "negative 1"]];
        let mut parts = Vec::new();
        for (counts, names) in self.counts.iter().zip(names) {
            for (count, name) in counts.iter().zip(names).filter(|(count, _)| **count > 0) {
                parts.push(format!("{} worth {name}", words::count(*count, "tile")));
            }
        }
        format!("Algebra tiles: {}.", words::list(&parts))
    }
}

fn length([x, ones]: [i64; 2]) -> Hundredths {
    x * X + ones * ONE
}

// The lengths along one side: x first, then ones.
fn pieces([x, ones]: [i64; 2]) -> Vec<Hundredths> {
    [vec![X; usize::try_from(x).unwrap_or(0)], vec![ONE; usize::try_from(ones).unwrap_or(0)]]
        .concat()
}

fn rectangle([left, top]: [[i64; 2]; 2]) -> Canvas {
    let start = EDGE + px(28);
    let mut canvas = Canvas::new(start + length(top) + EDGE, start + length(left) + EDGE);
    let mut y = start;
    for (r, tall) in pieces(left).into_iter().enumerate() {
        edge(&mut canvas, "d-left", (EDGE, y), (px(20), tall), tall == X);
        let mut x = start;
        for wide in pieces(top) {
            if r == 0 {
                edge(&mut canvas, "d-top", (x, EDGE), (wide, px(20)), wide == X);
            }
            let which = match (wide == X, tall == X) {
                (true, true) => 0,
                (false, false) => 2,
                _ => 1,
            };
            tile(&mut canvas, "d-tile", (x, y), (wide, tall), which, false);
            x += wide;
        }
        y += tall;
    }
    canvas
}

fn edge(canvas: &mut Canvas, role: &str, at: Point, size: Point, is_x: bool) {
    canvas.rect(role, at, size, 0, Fill::Paper, Line::Fine);
    let label = Label::algebra(if is_x { "x" } else { "1" });
    label.draw(canvas, "d-edge-label", (at.0 + size.0 / 2, at.1 + size.1 / 2), px(14));
}

fn tile(canvas: &mut Canvas, role: &str, at: Point, size: Point, which: usize, is_negative: bool) {
    let fill = match (is_negative, which) {
        (true, _) => Fill::ShadedB,
        (false, 0) => Fill::Shaded,
        (false, 1) => Fill::Tint,
        _ => Fill::Paper,
    };
    canvas.rect(role, at, size, px(2), fill, Line::Ink);
    let text = [["x²", "x", "1"], ["−x²", "−x", "−1"]][usize::from(is_negative)][which];
    let size_of_text = if which == 0 { px(20) } else { px(14) };
    Label::algebra(text).draw(
        canvas,
        "d-tile-label",
        (at.0 + size.0 / 2, at.1 + size.1 / 2),
        size_of_text,
    );
}
