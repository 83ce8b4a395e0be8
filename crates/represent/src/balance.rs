//! The balance: both sides equal when it is level; the same is done to both. Negatives do not stand on a balance.

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, px};
use crate::marks::{n, polygon, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, lines, list, spots, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Things on the two pans of a balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    pans: [Vec<String>; 2],
    tilt: Tilt,
    operation: String,
}

/// Which pan hangs lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tilt {
    Level,
    Left,
    Right,
}

const TILTS: [(&str, Tilt); 3] =
    [("level", Tilt::Level), ("left", Tilt::Left), ("right", Tilt::Right)];
const MIDDLE: Hundredths = px(272);
const ARM: Hundredths = px(140);
const PAN: Hundredths = px(232);

impl Balance {
    pub(crate) const SPEC: KindSpec = kind! {
        "balance": "A balance with things on both pans, level when they are equal.";
        "left" ("needed") "a list of 1 to 8 labels on the left pan: letters are boxes, numbers are weights; none is negative";
        "right" ("needed") "a list of 1 to 8 labels on the right pan";
        "tilt" ("\"level\"") "`\"level\"`, `\"left\"` or `\"right\"`: which pan hangs lower";
        "operation" ("none") "what is done to both sides, such as `\"− 3\"`";
        example r#"left = ["x", "x", 3], right = [11]"#;
        example r#"left = ["y", 5], right = [7, 7], tilt = "right""#;
        example r#"left = ["a", "a", "a", 2], right = ["a", 10], operation = "− a""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let pan = |field: &'static str| {
            let things = fields.labels(field)?.unwrap_or_default();
            let is_legal = |label: &String| {
                !label.is_empty()
                    && !label.starts_with(['-', '−'])
                    && Label::read(label).width(LABEL) <= px(44)
            };
            match (1..=8).contains(&things.len()) && things.iter().all(is_legal) {
                true => Ok(things),
                false => Err(fields.wrong(field, "a list of 1 to 8 short labels, none of them negative (use algebra tiles for those)")),
            }
        };
        let balance = Self {
            pans: [pan("left")?, pan("right")?],
            tilt: fields.choice("tilt", &TILTS, Some(Tilt::Level))?,
            operation: fields.label("operation")?.unwrap_or_default(),
        };
        match Label::read(&balance.operation).width(LABEL) <= px(120) {
            true => Ok(balance),
            false => Err(fields.wrong("operation", "a short label such as \"− 3\"")),
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let is_written = !self.operation.is_empty();
        let drop = match self.tilt {
            Tilt::Level => [0, 0],
            Tilt::Left => [px(16), -px(16)],
            Tilt::Right => [-px(16), px(16)],
        };
        let is_tall = self.pans.iter().any(|pan| pan.len() > 4);
        let beam = if is_tall { px(160) } else { px(104) };
        let mut canvas =
            Canvas::new(2 * MIDDLE, beam + px(112) + if is_written { px(24) } else { 0 });
        let ends = [(MIDDLE - ARM, beam + drop[0]), (MIDDLE + ARM, beam + drop[1])];
        for (i, (x, y)) in ends.into_iter().enumerate() {
            let top = y - px(24);
            canvas.line("d-stem", (x, y), (x, top), Line::Ink);
            canvas.line("d-pan", (x - PAN / 2, top), (x + PAN / 2, top), Line::Ink);
            self.draw_things(&mut canvas, i, (x, top));
            if is_written {
                let role = ["d-operation", "d-operation-too"][i];
                write(&mut canvas, role, &self.operation, (x, beam + px(108)));
            }
        }
        canvas.line("d-beam", ends[0], ends[1], Line::Ink);
        let foot =
            [(MIDDLE, beam), (MIDDLE + px(32), beam + px(84)), (MIDDLE - px(32), beam + px(84))];
        polygon(&mut canvas, "d-foot", &foot, Fill::Tint, Line::Ink);
        canvas
    }

    // Up to four things on the pan, the rest on top of them.
    fn draw_things(&self, canvas: &mut Canvas, pan: usize, (x, top): Point) {
        let things = &self.pans[pan];
        let role = ["d-left", "d-right"][pan];
        for (i, thing) in things.iter().enumerate() {
            let (row, place) = (i / 4, i % 4);
            let in_row = n(if row == 0 { things.len().min(4) } else { things.len() - 4 });
            let at = (x + (2 * n(place) - in_row + 1) * px(28), top - px(26) - n(row) * px(54));
            if thing.chars().any(char::is_alphabetic) {
                canvas.rect(
                    "d-thing",
                    (at.0 - px(25), at.1 - px(25)),
                    (px(50), px(50)),
                    px(6),
                    Fill::Shaded,
                    Line::Ink,
                );
            } else {
                canvas.circle("d-weight", at, px(25), Fill::Paper, Line::Ink);
            }
            let label = Label::algebra(thing);
            label.draw(canvas, role, at, LABEL);
        }
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (beam, pans) = (lines(svg, "d-beam")?, lines(svg, "d-pan")?);
        let ([beam], [left, right]) = (beam.as_slice(), pans.as_slice()) else {
            return unlike("a balance has one beam and two pans");
        };
        let tilt = if beam[0].1 > beam[1].1 {
            "left"
        } else if beam[0].1 < beam[1].1 {
            "right"
        } else {
            "level"
        };
        let on = |class: &str, pan: &[(f64, f64); 2]| {
            let spots = spots(svg, class)?;
            match spots
                .iter()
                .all(|spot| spot.x > pan[0].0 && spot.x < pan[1].0 && spot.y < pan[0].1)
            {
                true => Ok(list(spots.iter().map(|spot| spot.text.as_str()))),
                false => unlike("a thing does not stand on its pan"),
            }
        };
        Ok(fields([
            ("left", on("d-left", left)?),
            ("right", on("d-right", right)?),
            ("tilt", tilt.into()),
            ("operation", text(svg, "d-operation")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "A balance".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let mut said = format!(
            "A balance. On the left: {}. On the right: {}. {}",
            words::shown_list(&self.pans[0]),
            words::shown_list(&self.pans[1]),
            match self.tilt {
                Tilt::Level => "It is level.",
                Tilt::Left => "The left pan hangs lower.",
                Tilt::Right => "The right pan hangs lower.",
            }
        );
        if !self.operation.is_empty() {
            said.push_str(&format!(" Under both sides: {}.", words::shown(&self.operation)));
        }
        said
    }
}
