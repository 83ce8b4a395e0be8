//! The sample space grid: every outcome of two events once, at the crossing of its row and column.

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, px};
use crate::marks::{n, widest, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, label_at, list, spots, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// A grid of every outcome of two events.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleSpace {
    rows: Vec<String>,
    columns: Vec<String>,
    operation: Operation,
    shaded: Vec<String>,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    Pair,
    Sum,
    Difference,
    Product,
}

const OPERATIONS: [(&str, Operation); 4] = [
    ("pair", Operation::Pair),
    ("sum", Operation::Sum),
    ("difference", Operation::Difference),
    ("product", Operation::Product),
];
const EDGE: Hundredths = px(12);
const ROW: Hundredths = px(44);

impl SampleSpace {
    pub(crate) const SPEC: KindSpec = kind! {
        "sample-space": "A grid of every outcome of two events, each once.";
        "rows" ("needed") "a list of 2 to 8 outcomes of the first event, down the side";
        "columns" ("needed") "a list of 2 to 8 outcomes of the second event, along the top";
        "cells" ("\"pair\"") "`\"pair\"`, `\"sum\"`, `\"difference\"` or `\"product\"`: what stands in the cells";
        "shaded" ("none") "a list of what is written in the cells that are shaded";
        example r#"rows = [1, 2, 3, 4, 5, 6], columns = [1, 2, 3, 4, 5, 6], cells = "sum", shaded = [7]"#;
        example r#"rows = ["H", "T"], columns = ["H", "T"]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let operation = fields.choice("cells", &OPERATIONS, Some(Operation::Pair))?;
        let event = |field: &'static str| {
            let outcomes = fields.labels(field)?.unwrap_or_default();
            let is_legal = |outcome: &String| {
                let is_short = !outcome.is_empty()
                    && Label::read(outcome).width(LABEL) <= px(60)
                    && Label::read(outcome).height(LABEL) <= px(20);
                is_short
                    && (operation == Operation::Pair
                        || number_in(&outcome.as_str().into())
                            .is_some_and(|number| number.is_whole()))
            };
            match (2..=8).contains(&outcomes.len()) && outcomes.iter().all(is_legal) {
                true => Ok(outcomes),
                false => Err(fields.wrong(
                    field,
                    "a list of 2 to 8 short outcomes; whole numbers unless the cells are pairs",
                )),
            }
        };
        let space = Self {
            rows: event("rows")?,
            columns: event("columns")?,
            operation,
            shaded: fields.labels("shaded")?.unwrap_or_default(),
        };
        if space.width() > px(576) {
            return Err(fields.wrong("columns", "fewer or shorter outcomes, so that they fit"));
        }
        let is_there = |shaded: &String| {
            space
                .rows
                .iter()
                .any(|row| space.columns.iter().any(|column| space.cell(row, column) == *shaded))
        };
        match space.shaded.iter().all(is_there) {
            true => Ok(space),
            false => Err(fields.wrong("shaded", "what is written in cells of the grid")),
        }
    }

    fn cell(&self, row: &str, column: &str) -> String {
        let numbers = number_in(&row.into()).zip(number_in(&column.into()));
        let Some((a, b)) = numbers.filter(|_| self.operation != Operation::Pair) else {
            return format!("{row}, {column}");
        };
        let worked = match self.operation {
            Operation::Sum => &a + &b,
            Operation::Product => &a * &b,
            _ => (&a - &b).abs(),
        };
        Number::to_string(&worked)
    }

    fn column(&self) -> Hundredths {
        let cells: Vec<String> = self
            .rows
            .iter()
            .flat_map(|row| self.columns.iter().map(|column| self.cell(row, column)))
            .collect();
        let heads = self.rows.iter().chain(&self.columns).map(String::as_str);
        (widest(cells.iter().map(String::as_str).chain(heads)) + px(16)).max(px(48))
    }

    fn width(&self) -> Hundredths {
        (n(self.columns.len()) + 1) * self.column() + 2 * EDGE
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let column = self.column();
        let mut canvas = Canvas::new(self.width(), (n(self.rows.len()) + 1) * ROW + 2 * EDGE);
        let sign = match self.operation {
            Operation::Pair => "",
            Operation::Sum => "+",
            Operation::Difference => "−",
            Operation::Product => "×",
        };
        canvas.rect("d-corner", (EDGE, EDGE), (column, ROW), 0, Fill::Tint, Line::Ink);
        write(&mut canvas, "d-sign", sign, (EDGE + column / 2, EDGE + ROW / 2));
        for (c, name) in self.columns.iter().enumerate() {
            let x = EDGE + (n(c) + 1) * column;
            canvas.rect("d-head", (x, EDGE), (column, ROW), 0, Fill::Tint, Line::Ink);
            write(&mut canvas, "d-column", name, (x + column / 2, EDGE + ROW / 2));
        }
        for (r, row) in self.rows.iter().enumerate() {
            let y = EDGE + (n(r) + 1) * ROW;
            canvas.rect("d-head", (EDGE, y), (column, ROW), 0, Fill::Tint, Line::Ink);
            write(&mut canvas, "d-row", row, (EDGE + column / 2, y + ROW / 2));
            for (c, name) in self.columns.iter().enumerate() {
                let x = EDGE + (n(c) + 1) * column;
                let label = self.cell(row, name);
                let fill = if self.shaded.contains(&label) { Fill::ShadedB } else { Fill::Paper };
                canvas.rect("d-cell", (x, y), (column, ROW), 0, fill, Line::Ink);
                write(&mut canvas, "d-outcome", &label, (x + column / 2, y + ROW / 2));
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (rows, columns) = (spots(svg, "d-row")?, spots(svg, "d-column")?);
        let (cells, outcomes) = (frames(svg, "d-cell")?, spots(svg, "d-outcome")?);
        if cells.len() != rows.len() * columns.len() || outcomes.len() != cells.len() {
            return unlike("a sample space does not have every outcome once");
        }
        let operation = match text(svg, "d-sign")?.as_str() {
            "+" => "sum",
            "×" => "product",
            "" => "pair",
            _ => "difference",
        };
        let mut shaded: Vec<&str> = Vec::new();
        for cell in cells.iter().filter(|cell| cell.fill == "#e08a1e") {
            let label = label_at(&outcomes, cell.middle(), 3.0).unwrap_or_default();
            if !shaded.contains(&label) {
                shaded.push(label);
            }
        }
        Ok(fields([
            ("rows", list(rows.iter().map(|row| row.text.as_str()))),
            ("columns", list(columns.iter().map(|column| column.text.as_str()))),
            ("cells", operation.into()),
            ("shaded", list(shaded)),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "A sample space grid".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let kind = match self.operation {
            Operation::Pair => "Each cell is a pair.",
            Operation::Sum => "Each cell is a sum.",
            Operation::Difference => "Each cell is a difference.",
            Operation::Product => "Each cell is a product.",
        };
        let mut said = format!(
            "A sample space grid. Down the side: {}. Along the top: {}. {kind}",
            words::shown_list(&self.rows),
            words::shown_list(&self.columns)
        );
        let cells = self
            .rows
            .iter()
            .flat_map(|row| self.columns.iter().map(|column| self.cell(row, column)));
        let count = cells.filter(|cell| self.shaded.contains(cell)).count();
        if count > 0 {
            said.push_str(&format!(
                " {} shaded.",
                words::sentence(&words::count_is(n(count), "cell"))
            ));
        }
        said
    }
}
