//! The area model: sides labelled with their parts, partial products in the cells.
//!
//! To scale where the numbers let it be, and said not to be where they do not. A letter's length is never a whole
//! number of units, so that it cannot be measured. With signs it is a grid, not lengths.

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::{Label, UNKNOWN};
use crate::length::{Hundredths, px, share};
use crate::words;

/// A rectangle cut in rows and columns, with a label on each part of its sides.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaModel {
    pub(crate) left: Vec<String>,
    pub(crate) top: Vec<String>,
    pub(crate) cells: Vec<String>, // In reading order; empty means nothing is written.
    pub(crate) is_signed: bool,
}

const MAX_SIDE: usize = 4;
const EDGE: Hundredths = px(16);
const WIDEST: Hundredths = px(440);
const TALLEST: Hundredths = px(304);
const LARGEST_UNIT: Hundredths = px(56);

// Where each row and column starts, and whether lengths are true.
struct Layout {
    columns: Vec<Hundredths>,
    rows: Vec<Hundredths>,
    is_to_scale: bool,
}

impl AreaModel {
    pub(crate) const SPEC: KindSpec = kind! {
        "area-model": "A rectangle with its sides in parts and partial products in its cells.";
        "left" ("needed") "a list of 1 to 4 parts down the left side, such as `[\"3\"]`";
        "top" ("needed") "a list of 1 to 4 parts along the top, such as `[\"x\", \"2\"]`";
        "cells" ("all empty") "a list of products, row by row; `\"?\"` is a blank box";
        "signed" ("false") "whether parts may be negative: a grid, not lengths";
        example r#"left = [3], top = ["x", 2], cells = ["3x", "?"]"#;
        example r#"left = [10, 4], top = [20, 3], cells = [200, 30, 80, 12]"#;
        example r#"left = ["x", 3], top = ["x", 2], cells = ["x^2", "2x", "3x", 6]"#;
        example r#"left = ["x", -3], top = ["2x", 5], cells = ["2x^2", "5x", "-6x", -15], signed = true"#;
        example r#"left = [6], top = [100, 40, 3], cells = [600, "?", 18]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let is_signed = fields.flag("signed", false)?;
        let side =
            |field| {
                let parts = fields.labels(field)?.unwrap_or_default();
                if !(1..=MAX_SIDE).contains(&parts.len())
                    || parts.iter().any(|part| part.is_empty() || part.chars().count() > 8)
                {
                    return Err(fields.wrong(
                        field,
                        format!("a list of 1 to {MAX_SIDE} parts such as \"x\", \"2\" or \"?\""),
                    ));
                }
                let is_length =
                    |part: &String| length(part).is_some_and(|length| length > Number::ZERO);
                match is_signed || parts.iter().all(is_length) {
                    true => Ok(parts),
                    false => Err(fields
                        .wrong(field, "parts above 0 (or `signed = true` for a grid with signs)")),
                }
            };
        let (left, top) = (side("left")?, side("top")?);
        let n_cells = left.len() * top.len();
        let cells = match fields.labels("cells")? {
            None => vec![String::new(); n_cells],
            Some(cells) if cells.len() == n_cells => cells,
            Some(_) => {
                return Err(
                    fields.wrong("cells", format!("a list of {n_cells} products, row by row"))
                );
            }
        };
        // Powers are kept as they are shown.
        let raised = |parts: Vec<String>| {
            parts.iter().map(|part| part.replace("^2", "²").replace("^3", "³")).collect()
        };
        let model = Self { left: raised(left), top: raised(top), cells: raised(cells), is_signed };
        let widest = model.layout().columns.iter().sum::<Hundredths>();
        match widest > px(520) {
            true => Err(fields.wrong("cells", "shorter products, so that they fit in their cells")),
            false => Ok(model),
        }
    }

    fn column_room(&self, i: usize) -> Hundredths {
        let width = |text: &String| Label::algebra(text).width(LABEL);
        let cells = self.cells.iter().skip(i).step_by(self.top.len()).map(width).max().unwrap_or(0);
        (cells + px(16)).max(width(&self.top[i]) + px(12)).max(px(48))
    }

    fn row_room(&self, i: usize) -> Hundredths {
        let height = |text: &String| Label::algebra(text).height(LABEL);
        let cells = self
            .cells
            .iter()
            .skip(i * self.top.len())
            .take(self.top.len())
            .map(height)
            .max()
            .unwrap_or(0);
        cells.max(height(&self.left[i])).max(LABEL) + px(16)
    }

    fn layout(&self) -> Layout {
        let lengths =
            |side: &[String]| side.iter().map(|part| length(part)).collect::<Option<Vec<Number>>>();
        if let (false, Some(top), Some(left)) =
            (self.is_signed, lengths(&self.top), lengths(&self.left))
        {
            let total = |side: &[Number]| side.iter().fold(Number::ZERO, |sum, part| &sum + part);
            let unit = |most: Hundredths, side: &[Number]| {
                Number::from(most).checked_div(&total(side)).unwrap_or(Number::ONE)
            };
            let unit = unit(WIDEST, &top).min(unit(TALLEST, &left)).min(Number::from(LARGEST_UNIT));
            let measured = |side: &[Number]| {
                let mut reached = Number::ZERO;
                let mut edges = vec![0];
                for part in side {
                    reached = &reached + &(part * &unit);
                    edges.push(share(1, &reached));
                }
                edges.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<Hundredths>>()
            };
            let (columns, rows) = (measured(&top), measured(&left));
            let fits = columns.iter().enumerate().all(|(i, width)| *width >= self.column_room(i))
                && rows.iter().enumerate().all(|(i, height)| *height >= self.row_room(i));
            if fits {
                return Layout { columns, rows, is_to_scale: true };
            }
        }
        let digits = |part: &String| {
            i64::try_from(part.trim_start_matches('-').chars().count()).unwrap_or(1).clamp(1, 4)
        };
        let sketch = |part: &String, base: Hundredths, more: Hundredths| match self.is_signed {
            true => base + more,
            false => base + (digits(part) - 1) * more,
        };
        Layout {
            columns: self
                .top
                .iter()
                .enumerate()
                .map(|(i, part)| self.column_room(i).max(sketch(part, px(64), px(32))))
                .collect(),
            rows: self
                .left
                .iter()
                .enumerate()
                .map(|(i, part)| self.row_room(i).max(sketch(part, px(48), px(16))))
                .collect(),
            is_to_scale: false,
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let layout = self.layout();
        let side =
            self.left.iter().map(|part| Label::algebra(part).width(LABEL)).max().unwrap_or(0);
        let above =
            self.top.iter().map(|part| Label::algebra(part).height(LABEL)).max().unwrap_or(0);
        let (left, top) = (EDGE + side + px(12), EDGE + above + px(8));
        let (wide, tall) =
            (layout.columns.iter().sum::<Hundredths>(), layout.rows.iter().sum::<Hundredths>());
        let note =
            Label::read(if layout.is_to_scale || self.is_signed { "" } else { "not to scale" });
        let below = if note.is_empty() { EDGE } else { EDGE + px(28) };
        let width = (left + wide + EDGE).max(left + note.width(px(17)) + EDGE);
        let mut canvas = Canvas::new(width, top + tall + below);
        let mut y = top;
        for (row, height) in layout.rows.iter().enumerate() {
            let mut x = left;
            for (column, width) in layout.columns.iter().enumerate() {
                canvas.rect("d-cell", (x, y), (*width, *height), 0, Fill::Paper, Line::Ink);
                let label = Label::algebra(&self.cells[row * self.top.len() + column]);
                label.draw(&mut canvas, "d-cell-label", (x + width / 2, y + height / 2), LABEL);
                if row == 0 {
                    let label = Label::algebra(&self.top[column]);
                    label.draw(
                        &mut canvas,
                        "d-top-label",
                        (x + width / 2, EDGE + above / 2),
                        LABEL,
                    );
                }
                x += width;
            }
            let label = Label::algebra(&self.left[row]);
            label.draw(
                &mut canvas,
                "d-left-label",
                (left - px(12) - label.width(LABEL) / 2, y + height / 2),
                LABEL,
            );
            y += height;
        }
        note.draw_from(&mut canvas, "d-note", (left, top + tall + px(20)), px(17));
        canvas
    }

    pub(crate) fn title(&self) -> String {
        let kind = if self.is_signed { "A grid" } else { "An area model" };
        let (rows, columns) = (self.left.len() as i64, self.top.len() as i64);
        format!("{kind} with {} and {}", words::count(rows, "row"), words::count(columns, "column"))
    }

    pub(crate) fn description(&self) -> String {
        let said = |part: &String| match part.as_str() {
            UNKNOWN => "not known".to_owned(),
            "" => "blank".to_owned(),
            part => words::label(part),
        };
        let side = |parts: &[String], name: &str| match parts {
            [only] => format!("The {name} is {}.", said(only)),
            parts => format!(
                "The {name} is in parts: {}.",
                words::list(&parts.iter().map(said).collect::<Vec<_>>())
            ),
        };
        let cells: Vec<String> = self.cells.iter().map(said).collect();
        let rows: Vec<String> = cells.chunks(self.top.len()).map(words::list).collect();
        let mut all = vec![
            format!("{}.", self.title()),
            side(&self.left, "left side"),
            side(&self.top, "top"),
        ];
        all.extend(rows.iter().zip(1..).map(|(row, i)| match rows.len() {
            1 => format!("In the cells: {row}."),
            _ => format!("In the {} row: {row}.", words::ordinal(i)),
        }));
        if !self.is_signed && !self.layout().is_to_scale {
            all.push("It is not drawn to scale.".to_owned());
        }
        all.join(" ")
    }
}

// How long a part is in units: a number's own length, or a length for a letter that no whole number of units matches.
fn length(part: &str) -> Option<Number> {
    if let Some(number) = crate::field::number_in(&part.into()) {
        return Some(number);
    }
    let split = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
    let times = if split == 0 { Number::ONE } else { part[..split].parse().ok()? };
    // Our choice of tenths: twice, three or four times each of them is still not whole.
    let tenths = match &part[split..] {
        "x" | "a" | "n" => 37,
        "y" | "b" | "m" => 53,
        rest if rest.starts_with('-') || rest.starts_with('−') => return None,
        _ => 43,
    };
    Some(&times * &Number::try_ratio(tenths, 10)?)
}
