//! The array: equal rows and aligned columns; the first factor is always how many rows.

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, px};
use crate::marks::write;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, lines, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Rows and columns of dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Array {
    rows: i64,
    columns: i64,
    split: [i64; 2], // After how many rows and columns it is cut; 0 for no cut.
    row_label: String,
    column_label: String,
}

const EDGE: Hundredths = px(16);

impl Array {
    pub(crate) const SPEC: KindSpec = kind! {
        "array": "Rows and columns of dots, cut in two if asked for.";
        "rows" ("needed") "how many rows, 1 to 20: the first factor";
        "columns" ("needed") "how many in each row, 1 to 20: the second factor";
        "cut-rows" ("none") "after how many rows it is cut";
        "cut-columns" ("none") "after how many columns it is cut";
        "row-label" ("none") "the label at the left, such as how many rows";
        "column-label" ("none") "the label at the top, such as how many in each row";
        example r#"rows = 4, columns = 7, row-label = 4, column-label = 7"#;
        example r#"rows = 6, columns = 8, cut-columns = 5"#;
        example r#"rows = 3, columns = 5, row-label = "?", column-label = 5"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let (rows, columns) =
            (fields.needed_whole("rows", 1, 20)?, fields.needed_whole("columns", 1, 20)?);
        let cut = |field, most: i64| {
            Ok::<i64, BuildError>(fields.whole(field, 0, most - 1)?.unwrap_or(0))
        };
        let array = Self {
            rows,
            columns,
            split: [cut("cut-rows", rows)?, cut("cut-columns", columns)?],
            row_label: fields.label("row-label")?.unwrap_or_default(),
            column_label: fields.label("column-label")?.unwrap_or_default(),
        };
        for (label, field) in
            [(&array.row_label, "row-label"), (&array.column_label, "column-label")]
        {
            if Label::read(label).width(LABEL) > px(72) {
                return Err(fields.wrong(field, "a short label, such as a number"));
            }
        }
        Ok(array)
    }

    fn pitch(&self) -> Hundredths {
        match self.rows.max(self.columns) {
            0..=10 => px(40),
            11..=14 => px(32),
            _ => px(22),
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let pitch = self.pitch();
        let side = Label::read(&self.row_label).width(LABEL);
        let left = EDGE + if side > 0 { side + px(12) } else { 0 };
        let over = Label::read(&self.column_label).height(LABEL);
        let top = EDGE + if over > 0 { over + px(8) } else { 0 };
        let gap = |cut: i64| if cut > 0 { px(16) } else { 0 };
        let wide = self.columns * pitch + gap(self.split[1]);
        let tall = self.rows * pitch + gap(self.split[0]);
        // A label may be wider than the array it is over.
        let page =
            (left + wide).max(left + wide / 2 + Label::read(&self.column_label).width(LABEL) / 2);
        let mut canvas = Canvas::new(page + EDGE, top + tall.max(px(32)) + EDGE);
        let place = |i: i64, cut: i64| {
            i * pitch + pitch / 2 + if cut > 0 && i >= cut { gap(cut) } else { 0 }
        };
        for row in 0..self.rows {
            for column in 0..self.columns {
                let at = (left + place(column, self.split[1]), top + place(row, self.split[0]));
                canvas.circle("d-dot", at, pitch * 3 / 10, Fill::A, Line::Ink);
            }
        }
        let [rows, columns] = self.split;
        if columns > 0 {
            let x = left + columns * pitch + gap(columns) / 2;
            canvas.line("d-cut-columns", (x, top), (x, top + tall), Line::Guide);
        }
        if rows > 0 {
            let y = top + rows * pitch + gap(rows) / 2;
            canvas.line("d-cut-rows", (left, y), (left + wide, y), Line::Guide);
        }
        let middle = top + tall.max(px(32)) / 2;
        write(&mut canvas, "d-row-label", &self.row_label, (EDGE + side / 2, middle));
        write(
            &mut canvas,
            "d-column-label",
            &self.column_label,
            (left + wide / 2, EDGE + over / 2),
        );
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let dots = frames(svg, "d-dot")?;
        let distinct = |places: Vec<f64>| {
            let mut places: Vec<i64> = places.iter().map(|at| (at * 100.0) as i64).collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        let columns = distinct(dots.iter().map(|dot| dot.middle().0).collect());
        let rows = distinct(dots.iter().map(|dot| dot.middle().1).collect());
        if rows.len() * columns.len() != dots.len() {
            return unlike("the dots are not in equal rows and columns");
        }
        let cut = |class: &str, places: &[i64], is_across: bool| -> Result<i64, ReadBackError> {
            let cuts = lines(svg, class)?;
            let Some([from, _]) = cuts.first() else { return Ok(0) };
            let at = if is_across { from.0 } else { from.1 };
            Ok(places.iter().filter(|place| (**place as f64) / 100.0 < at).count() as i64)
        };
        Ok(fields([
            ("rows", (rows.len() as i64).into()),
            ("columns", (columns.len() as i64).into()),
            ("cut-rows", cut("d-cut-rows", &rows, false)?.into()),
            ("cut-columns", cut("d-cut-columns", &columns, true)?.into()),
            ("row-label", text(svg, "d-row-label")?.as_str().into()),
            ("column-label", text(svg, "d-column-label")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "An array of dots".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let is_asked =
            [&self.row_label, &self.column_label].iter().any(|label| label.as_str() == "?");
        let mut said = vec![match is_asked {
            true => "An array of dots in equal rows.".to_owned(),
            false => {
                format!("An array of dots: {} of {}.", words::count(self.rows, "row"), self.columns)
            }
        }];
        if self.split[0] > 0 {
            said.push(format!("It is cut after {}.", words::count(self.split[0], "row")));
        }
        if self.split[1] > 0 {
            said.push(format!("It is cut after {}.", words::count(self.split[1], "column")));
        }
        if !self.row_label.is_empty() {
            said.push(format!("At the left: {}.", words::shown(&self.row_label)));
        }
        if !self.column_label.is_empty() {
            said.push(format!("At the top: {}.", words::shown(&self.column_label)));
        }
        said.join(" ")
    }
}
