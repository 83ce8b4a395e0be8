//! The ratio table: every column is the same ratio; arrows carry multipliers across the top and down the side.
//!
//! Columns that are not in one ratio are refused, unless the table says that it is a non-example.

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader, items, label_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, px};
use crate::marks::{curved_arrow, n, tallest, widest, width, write};
use crate::quantity;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, label_at, list, paths, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// A table whose columns are in one ratio.
#[derive(Debug, Clone, PartialEq)]
pub struct RatioTable {
    rows: Vec<Vec<String>>,
    names: Vec<String>,
    across: Vec<String>, // One fewer than there are columns.
    down: Vec<String>,   // One fewer than there are rows.
    is_wrong: bool,
}

const EDGE: Hundredths = px(12);
const ROW: Hundredths = px(52);

impl RatioTable {
    pub(crate) const SPEC: KindSpec = kind! {
        "ratio-table": "A table of quantities in one ratio, with the multipliers on arrows.";
        "rows" ("needed") "a list of 2 to 4 rows, each a list of 2 to 6 quantities; `\"?\"` is a blank box, `\"\"` an empty cell";
        "names" ("none") "a list of names, one for each row";
        "across" ("none") "a list of labels at arrows from each column to the next, such as `\"× 3\"`; `\"\"` for no arrow";
        "down" ("none") "a list of labels at arrows from each row to the next";
        "non-example" ("false") "whether the columns may be in different ratios on purpose";
        example r#"rows = [[2, 6], [5, "?"]], names = ["flour", "milk"], across = ["× 3"]"#;
        example r#"rows = [["£4", "£12", "£20"], [3, 9, "?"]], down = ["× 3/4"]"#;
        example r#"rows = [[2, 4], [3, 5]], across = ["+ 2"], non-example = true"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let expected =
            "a list of 2 to 4 rows, each a list of the same number of quantities, 2 to 6";
        let written = fields.get("rows").ok_or_else(|| fields.wrong("rows", expected))?;
        let row = |row: &crate::field::Field| {
            items(row).iter().map(label_in).collect::<Option<Vec<String>>>()
        };
        let rows: Option<Vec<Vec<String>>> = items(written).iter().map(row).collect();
        let is_even = |rows: &Vec<Vec<String>>| {
            (2..=4).contains(&rows.len())
                && (2..=6).contains(&rows[0].len())
                && rows.iter().all(|row| row.len() == rows[0].len())
        };
        let Some(rows) = rows.filter(is_even) else { return Err(fields.wrong("rows", expected)) };
        let is_wrong = fields.flag("non-example", false)?;
        if !is_wrong && !is_in_one_ratio(&rows) {
            return Err(fields.wrong("rows", "columns in one ratio (or `non-example = true`)"));
        }
        let arrows = |field, n: usize| fields.labels_for(field, n, || vec![String::new(); n]);
        let table = Self {
            names: arrows("names", rows.len())?,
            across: arrows("across", rows[0].len() - 1)?,
            down: arrows("down", rows.len() - 1)?,
            is_wrong,
            rows,
        };
        if table.across.iter().any(|label| width(label) > table.column()) {
            return Err(fields.wrong("across", "labels shorter than a column is wide"));
        }
        match table.width() <= px(576) {
            true => Ok(table),
            false => {
                Err(fields.wrong("rows", "fewer columns or shorter quantities, so that they fit"))
            }
        }
    }

    fn column(&self) -> Hundredths {
        (widest(self.rows.iter().flatten().map(String::as_str)) + px(24)).max(px(72))
    }

    fn left(&self) -> Hundredths {
        let names = widest(self.names.iter().map(String::as_str));
        EDGE + if names > 0 { names + px(24) } else { 0 }
    }

    fn width(&self) -> Hundredths {
        let down = widest(self.down.iter().map(String::as_str));
        let right = if down > 0 { down + px(44) } else { 0 };
        self.left() + n(self.rows[0].len()) * self.column() + right + EDGE
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (column, left) = (self.column(), self.left());
        let has_across = self.across.iter().any(|label| !label.is_empty());
        let arrows = tallest(self.across.iter().map(String::as_str));
        let top = EDGE + if has_across { arrows + px(32) } else { 0 };
        let row = ROW.max(tallest(self.rows.iter().flatten().map(String::as_str)) + px(12));
        let (n_rows, n_columns) = (n(self.rows.len()), n(self.rows[0].len()));
        let mut canvas = Canvas::new(self.width(), top + n_rows * row + EDGE);
        for (r, cells) in self.rows.iter().enumerate() {
            let y = top + n(r) * row;
            if left > EDGE {
                canvas.rect("d-head", (EDGE, y), (left - EDGE, row), 0, Fill::Tint, Line::Ink);
                write(&mut canvas, "d-name", &self.names[r], ((EDGE + left) / 2, y + row / 2));
            }
            for (c, cell) in cells.iter().enumerate() {
                let x = left + n(c) * column;
                canvas.rect("d-cell", (x, y), (column, row), 0, Fill::Paper, Line::Ink);
                write(&mut canvas, "d-value", cell, (x + column / 2, y + row / 2));
            }
        }
        for (i, label) in self.across.iter().enumerate().filter(|(_, label)| !label.is_empty()) {
            let from = left + n(i) * column + column / 2 + px(4);
            let to = from + column - px(8);
            curved_arrow(&mut canvas, "d-across", (from, top - px(4)), (to, top - px(4)), px(18));
            write(&mut canvas, "d-across-label", label, ((from + to) / 2, EDGE + arrows / 2));
        }
        for (i, label) in self.down.iter().enumerate().filter(|(_, label)| !label.is_empty()) {
            let x = left + n_columns * column + px(6);
            let y = top + n(i) * row + row / 2 + px(4);
            curved_arrow(&mut canvas, "d-down", (x, y), (x, y + row - px(8)), px(14));
            Label::read(label).draw_from(
                &mut canvas,
                "d-down-label",
                (x + px(24), y + row / 2 - px(4)),
                LABEL,
            );
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (cells, values) = (frames(svg, "d-cell")?, spots(svg, "d-value")?);
        let (heads, names) = (frames(svg, "d-head")?, spots(svg, "d-name")?);
        let mut rows: Vec<(f64, Vec<String>)> = Vec::new();
        for cell in &cells {
            let here = values.iter().find(|value| cell.holds((value.x, value.y)));
            let here = here.map_or(String::new(), |value| value.text.clone());
            match rows.last_mut().filter(|row| row.0 == cell.y) {
                Some(row) => row.1.push(here),
                None => rows.push((cell.y, vec![here])),
            }
        }
        let Some(first) = cells.first() else { return unlike("a ratio table has no cells") };
        let named = heads
            .iter()
            .map(|head| label_at(&names, head.middle(), 1.0).unwrap_or_default().to_owned());
        let named: Vec<String> = named.collect();
        let mut across = vec![String::new(); rows[0].1.len() - 1];
        for (arrow, label) in paths(svg, "d-across")?.iter().zip(spots(svg, "d-across-label")?) {
            let i = ((arrow[0].0 - first.x) / first.width) as usize;
            across[i.min(rows[0].1.len() - 2)] = label.text;
        }
        let mut down = vec![String::new(); rows.len() - 1];
        for (arrow, label) in paths(svg, "d-down")?.iter().zip(spots(svg, "d-down-label")?) {
            let i = ((arrow[0].1 - first.y) / first.height) as usize;
            down[i.min(rows.len() - 2)] = label.text;
        }
        let cells: Vec<Vec<String>> = rows.into_iter().map(|row| row.1).collect();
        let texts = |row: &Vec<String>| list(row.iter().map(String::as_str));
        Ok(fields([
            ("non-example", (!is_in_one_ratio(&cells)).into()),
            ("rows", list(cells.iter().map(texts))),
            ("names", texts(&named)),
            ("across", texts(&across)),
            ("down", texts(&down)),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        match self.is_wrong && !is_in_one_ratio(&self.rows) {
            true => "A table whose columns are not in one ratio".to_owned(),
            false => "A ratio table".to_owned(),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("{}.", self.title())];
        for (i, row) in self.rows.iter().enumerate() {
            let name = match self.names[i].as_str() {
                "" => format!("{} row", words::ordinal(n(i) + 1)),
                name => words::sentence(name),
            };
            let cells: Vec<String> = row
                .iter()
                .map(|cell| if cell.is_empty() { "empty".to_owned() } else { words::shown(cell) })
                .collect();
            said.push(format!("{name}: {}.", words::list(&cells)));
        }
        for (labels, thing) in [(&self.across, "column"), (&self.down, "row")] {
            for (i, label) in labels.iter().enumerate().filter(|(_, label)| !label.is_empty()) {
                said.push(format!(
                    "From {thing} {} to {thing} {}: {}.",
                    i + 1,
                    i + 2,
                    words::shown(label)
                ));
            }
        }
        said.join(" ")
    }
}

// Whether, as far as numbers are written, every column is the first one times something.
fn is_in_one_ratio(rows: &[Vec<String>]) -> bool {
    let numbers: Vec<Vec<Option<Number>>> =
        rows.iter().map(|row| row.iter().map(|cell| quantity::number(cell)).collect()).collect();
    let n_columns = rows.first().map_or(0, Vec::len);
    numbers.iter().enumerate().all(|(r, row)| {
        numbers[r + 1..].iter().all(|other| {
            (0..n_columns).all(|a| {
                (a + 1..n_columns).all(|b| match (&row[a], &row[b], &other[a], &other[b]) {
                    (Some(p), Some(q), Some(r), Some(s)) => p * s == q * r,
                    _ => true,
                })
            })
        })
    })
}
