//! The two-way table: names down the side and along the top, a label in each cell; a Carroll diagram is one.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::marks::{n, tallest, widest, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, label_at, list, spots};
use crate::read_back::tags::Element;
use crate::words;

/// A table with named rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoWayTable {
    rows: Vec<String>,
    columns: Vec<String>,
    cells: Vec<String>, // Row by row.
}

const EDGE: Hundredths = px(12);

impl TwoWayTable {
    pub(crate) const SPEC: KindSpec = kind! {
        "two-way-table": "A table with named rows and columns, such as a Carroll diagram or a frequency table.";
        "columns" ("needed") "a list of 1 to 6 names along the top";
        "rows" ("none") "a list of 1 to 10 names down the side; left out, there are as many rows as `cells` makes";
        "cells" ("all empty") "a list of labels, row by row; `\"?\"` is a blank box, `\"\"` an empty cell";
        example r#"columns = ["even", "not even"], rows = ["prime", "not prime"], cells = ["2", "3, 5, 7", "4, 6, 8", "1, 9"]"#;
        example r#"columns = ["walk", "bus", "total"], rows = ["Year 5", "Year 6", "total"], cells = [14, 16, 30, 11, "?", 28, 25, 33, 58]"#;
        example r#"columns = ["x", "y"], cells = [1, 3, 2, 5, 3, "?"]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let columns = fields.labels("columns")?.unwrap_or_default();
        if !(1..=6).contains(&columns.len()) {
            return Err(fields.wrong("columns", "a list of 1 to 6 names"));
        }
        let cells = fields.labels("cells")?.unwrap_or_default();
        let rows = match fields.labels("rows")? {
            Some(rows) => rows,
            None => vec![String::new(); cells.len() / columns.len()],
        };
        if !(1..=10).contains(&rows.len()) {
            return Err(fields.wrong("rows", "a list of 1 to 10 names"));
        }
        let n_cells = rows.len() * columns.len();
        let cells = if cells.is_empty() { vec![String::new(); n_cells] } else { cells };
        if cells.len() != n_cells {
            return Err(fields.wrong("cells", format!("a list of {n_cells} labels, row by row")));
        }
        let table = Self { rows, columns, cells };
        match table.width() <= px(576) {
            true => Ok(table),
            false => Err(fields.wrong("cells", "fewer or shorter labels, so that the table fits")),
        }
    }

    fn head(&self) -> Hundredths {
        let names = widest(self.rows.iter().map(String::as_str));
        if names > 0 { names + px(24) } else { 0 }
    }

    fn column(&self) -> Hundredths {
        (widest(self.cells.iter().chain(&self.columns).map(String::as_str)) + px(20)).max(px(64))
    }

    fn width(&self) -> Hundredths {
        self.head() + n(self.columns.len()) * self.column() + 2 * EDGE
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (head, column) = (self.head(), self.column());
        let all = self.cells.iter().chain(&self.columns).chain(&self.rows).map(String::as_str);
        let row = (tallest(all) + px(16)).max(px(44));
        let mut canvas = Canvas::new(self.width(), (n(self.rows.len()) + 1) * row + 2 * EDGE);
        for (c, name) in self.columns.iter().enumerate() {
            let x = EDGE + head + n(c) * column;
            canvas.rect("d-top", (x, EDGE), (column, row), 0, Fill::Tint, Line::Ink);
            write(&mut canvas, "d-column", name, (x + column / 2, EDGE + row / 2));
        }
        for (r, name) in self.rows.iter().enumerate() {
            let y = EDGE + (n(r) + 1) * row;
            if head > 0 {
                canvas.rect("d-side", (EDGE, y), (head, row), 0, Fill::Tint, Line::Ink);
                write(&mut canvas, "d-row", name, (EDGE + head / 2, y + row / 2));
            }
            for c in 0..self.columns.len() {
                let x = EDGE + head + n(c) * column;
                canvas.rect("d-cell", (x, y), (column, row), 0, Fill::Paper, Line::Ink);
                write(
                    &mut canvas,
                    "d-value",
                    &self.cells[r * self.columns.len() + c],
                    (x + column / 2, y + row / 2),
                );
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let within = |frame: &str, label: &str| -> Result<Vec<String>, ReadBackError> {
            let spots = spots(svg, label)?;
            let frames = frames(svg, frame)?;
            Ok(frames
                .iter()
                .map(|frame| label_at(&spots, frame.middle(), 1.0).unwrap_or_default().to_owned())
                .collect())
        };
        let texts = |list_of: Vec<String>| list(list_of.iter().map(String::as_str));
        let (columns, rows, cells) = (
            within("d-top", "d-column")?,
            within("d-side", "d-row")?,
            within("d-cell", "d-value")?,
        );
        let n_rows = cells.len() / columns.len().max(1);
        let rows = if rows.is_empty() { vec![String::new(); n_rows] } else { rows };
        Ok(fields([("columns", texts(columns)), ("rows", texts(rows)), ("cells", texts(cells))]))
    }

    pub(crate) fn title(&self) -> String {
        format!(
            "A table with {} and {}",
            words::count(n(self.rows.len()), "row"),
            words::count(n(self.columns.len()), "column")
        )
    }

    pub(crate) fn description(&self) -> String {
        let name = |name: &String, i: usize, thing: &str| match name.as_str() {
            "" => format!("{} {thing}", words::ordinal(n(i) + 1)),
            name => name.to_owned(),
        };
        let columns: Vec<String> =
            self.columns.iter().enumerate().map(|(i, one)| name(one, i, "column")).collect();
        let mut said =
            vec![format!("{}. The columns are {}.", self.title(), words::list(&columns))];
        for (i, row) in self.rows.iter().enumerate() {
            let cells = &self.cells[i * self.columns.len()..(i + 1) * self.columns.len()];
            let cells: Vec<String> = cells
                .iter()
                .map(|cell| if cell.is_empty() { "empty".to_owned() } else { words::shown(cell) })
                .collect();
            said.push(format!("{}: {}.", words::sentence(&name(row, i, "row")), cells.join("; ")));
        }
        said.join(" ")
    }
}
