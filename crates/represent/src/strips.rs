//! Fraction strips: the same whole again and again, each cut in its own number of equal parts.
//!
//! Left-aligned and exact, so that equivalent edges line up; a fraction above 1 uses more than one whole.

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Field, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::{Label, UNKNOWN};
use crate::length::{Hundredths, part, px};
use crate::words;

/// Fraction strips, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strips {
    pub(crate) rows: Vec<Strip>,
    pub(crate) n_wholes: i64, // Drawn in every row.
    pub(crate) has_guide: bool,
}

/// One strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    pub(crate) shaded: i64,
    pub(crate) parts: i64, // In each whole.
    pub(crate) label: String,
}

const MAX_ROWS: usize = 6;
const MAX_PARTS: i64 = 24;
const MAX_WHOLES: i64 = 4;
const EDGE: Hundredths = px(16);
const LABELS: Hundredths = px(72);
const LENGTH: Hundredths = px(456);
const THICKNESS: Hundredths = px(48);
const GAP: Hundredths = px(12);
const NARROWEST: Hundredths = px(10);

impl Strips {
    pub(crate) const SPEC: KindSpec = kind! {
        "strips": "The same whole again and again, each cut in its own number of equal parts.";
        "rows" ("needed") "a list of 1 to 6 fractions, each `\"3/4\"` or `[3, 4]`; above 1 they use more wholes";
        "labels" ("the fractions in `rows` as written") "a list of labels, one for each row; `\"\"` for none, `\"?/8\"` for a blank";
        "unknown" ("none") "the number of the row whose label is a blank box, from 1";
        "whole" ("false") "whether an uncut whole stands at the top";
        "guide" ("false") "whether a dotted line runs down from the end of the first shading";
        example r#"rows = ["1/2", "2/4", "4/8"], whole = true, guide = true"#;
        example r#"rows = ["3/4", "6/8"], labels = ["3/4", "?/8"]"#;
        example r#"rows = ["7/4", "5/3"], unknown = 2"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let expected = format!(
            "1 to {MAX_ROWS} fractions such as \"3/4\" or [3, 4], with at most {MAX_PARTS} parts and {MAX_WHOLES} wholes"
        );
        let wrong = || fields.wrong("rows", expected.clone());
        let written = fields.get("rows").ok_or_else(wrong)?;
        let rows: Option<Vec<Strip>> = items(written).iter().map(Strip::read).collect();
        let mut rows =
            rows.filter(|rows| (1..=MAX_ROWS).contains(&rows.len())).ok_or_else(wrong)?;
        Self::relabel(fields, &mut rows)?;
        if fields.flag("whole", false)? {
            rows.insert(0, Strip { shaded: 0, parts: 1, label: "1".to_owned() });
        }
        let n_wholes = rows
            .iter()
            .map(|row| (row.shaded + row.parts - 1) / row.parts)
            .max()
            .unwrap_or(1)
            .max(1);
        let strips = Self { rows, n_wholes, has_guide: fields.flag("guide", false)? };
        let narrowest =
            strips.rows.iter().map(|row| strips.whole_length() / row.parts).min().unwrap_or(0);
        match narrowest < NARROWEST {
            true => {
                Err(fields
                    .wrong("rows", "fewer parts or fewer wholes, so that each part can be seen"))
            }
            false => Ok(strips),
        }
    }

    fn relabel(fields: &Reader, rows: &mut [Strip]) -> Result<(), BuildError> {
        let n_rows = rows.len();
        match fields.labels("labels")? {
            None if fields.is_written("labels") => {
                rows.iter_mut().for_each(|row| row.label.clear())
            }
            None => {}
            Some(labels) if labels.len() == n_rows => {
                rows.iter_mut().zip(labels).for_each(|(row, label)| row.label = label);
            }
            Some(_) => {
                return Err(
                    fields.wrong("labels", format!("a list of {n_rows} labels, one for each row"))
                );
            }
        }
        if rows.iter().any(|row| Label::read(&row.label).width(LABEL) > LABELS) {
            return Err(fields.wrong("labels", "labels of at most 5 characters"));
        }
        if let Some(row) = fields.whole("unknown", 1, i64::try_from(n_rows).unwrap_or(1))? {
            rows[usize::try_from(row - 1).unwrap_or(0)].label = UNKNOWN.to_owned();
        }
        Ok(())
    }

    fn whole_length(&self) -> Hundredths {
        (LENGTH - (self.n_wholes - 1) * GAP) / self.n_wholes
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let labels: Vec<Label> = self.rows.iter().map(|row| Label::read(&row.label)).collect();
        let tallest = labels.iter().map(|label| label.height(LABEL)).max().unwrap_or(0);
        let pitch = px(64).max(tallest + px(16));
        let n_rows = i64::try_from(self.rows.len()).unwrap_or(1);
        let left = if labels.iter().all(Label::is_empty) { EDGE } else { EDGE + LABELS };
        let mut canvas = Canvas::new(left + LENGTH + EDGE, n_rows * pitch + px(8));
        let top = |row: i64| px(4) + row * pitch + (pitch - THICKNESS) / 2;
        for ((row, label), i) in self.rows.iter().zip(&labels).zip(0..) {
            for part_idx in 0..row.parts * self.n_wholes {
                let (edge, end) = (
                    self.edge(part_idx, row.parts, false),
                    self.edge(part_idx + 1, row.parts, true),
                );
                let fill = if part_idx < row.shaded { Fill::Shaded } else { Fill::Paper };
                canvas.rect(
                    "d-part",
                    (left + edge, top(i)),
                    (end - edge, THICKNESS),
                    0,
                    fill,
                    Line::Ink,
                );
            }
            let centre = (left - px(16) - label.width(LABEL) / 2, top(i) + THICKNESS / 2);
            label.draw(&mut canvas, "d-row-label", centre, LABEL);
        }
        let first = self.rows.iter().find(|row| row.shaded > 0);
        if let Some(row) = first.filter(|_| self.has_guide) {
            let x = left + self.edge(row.shaded, row.parts, true);
            canvas.line("d-guide", (x, px(4)), (x, n_rows * pitch + px(4)), Line::Guide);
        }
        canvas
    }

    // Where part `i` starts, or where the part before it ends.
    fn edge(&self, i: i64, parts: i64, is_end: bool) -> Hundredths {
        let (mut whole, mut inside) = (i / parts, i % parts);
        if is_end && inside == 0 && whole > 0 {
            (whole, inside) = (whole - 1, parts);
        }
        whole * (self.whole_length() + GAP) + part(self.whole_length(), inside, parts)
    }

    pub(crate) fn title(&self) -> String {
        match self.rows.len() {
            1 => "A fraction strip".to_owned(),
            n => format!("{n} fraction strips"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![match self.rows.len() {
            1 => "One fraction strip.".to_owned(),
            n => format!("{n} fraction strips, each with the same whole."),
        }];
        for (row, i) in self.rows.iter().zip(1..) {
            let which = if self.rows.len() == 1 {
                "It".to_owned()
            } else {
                format!("The {} strip", words::ordinal(i))
            };
            let cut = match (row.parts, self.n_wholes) {
                (1, 1) => format!("{which} is one whole that is not cut"),
                (1, wholes) => format!("{which} has {wholes} wholes that are not cut"),
                (parts, 1) => format!("{which} is cut in {parts} equal parts"),
                (parts, wholes) => {
                    format!("{which} has {wholes} wholes, each cut in {parts} equal parts")
                }
            };
            let label = match row.label.as_str() {
                "" => String::new(),
                UNKNOWN => ", and its label is blank".to_owned(),
                label => format!(", and its label is {}", words::label(label)),
            };
            said.push(format!("{cut}; {} shaded{label}.", words::count_is(row.shaded, "part")));
        }
        said.join(" ")
    }
}

impl Strip {
    // "3/4", [3, 4] or a number; `"?/8"` has no picture of its own and is refused.
    fn read(field: &Field) -> Option<Self> {
        let (shaded, parts) = match field {
            Field::List(pair) if pair.len() == 2 => {
                (number_in(&pair[0])?.to_i64()?, number_in(&pair[1])?.to_i64()?)
            }
            Field::List(_) | Field::Flag(_) => return None,
            Field::Text(text) if text.contains('/') && !text.trim().contains(' ') => {
                let (top, bottom) = text.trim().split_once('/')?;
                (top.parse().ok()?, bottom.parse().ok()?)
            }
            number => {
                let number = number_in(number)?;
                (
                    Number::from(number.numerator()).to_i64()?,
                    Number::from(number.denominator()).to_i64()?,
                )
            }
        };
        let is_legal =
            (1..=MAX_PARTS).contains(&parts) && (0..=MAX_WHOLES * parts).contains(&shaded);
        let label = if parts == 1 { shaded.to_string() } else { format!("{shaded}/{parts}") };
        is_legal.then_some(Self { shaded, parts, label })
    }
}
