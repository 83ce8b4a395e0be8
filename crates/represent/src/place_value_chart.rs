//! The place value chart with digits: when a number is multiplied by ten the digits move and the point does not.

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::{Label, UNKNOWN};
use crate::length::{Hundredths, px};
use crate::marks::{curved_arrow, n, widest, write};
use crate::place;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, label_at, list, paths, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// One to four numbers in the columns of a place value chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceValueChart {
    rows: Vec<String>,  // Digits, at most one point, blanks.
    steps: Vec<String>, // Between rows: empty, or one fewer than there are rows.
    highest: i64,
    lowest: i64,
}

const EDGE: Hundredths = px(8);
const ROW: Hundredths = px(48);

impl PlaceValueChart {
    pub(crate) const SPEC: KindSpec = kind! {
        "place-value-chart": "Digits in columns headed by their place, for one to four numbers.";
        "rows" ("needed") "a list of 1 to 4 numbers from 0 to 99999 with at most three decimal places; a digit may be `\"?\"`, as in `\"3?.4\"`";
        "steps" ("none") "a list of labels at arrows from each row to the next, such as `[\"× 10\"]`";
        "highest" ("what the numbers need") "`\"TTh\"`, `\"Th\"`, `\"H\"`, `\"T\"` or `\"O\"`: the first column";
        "lowest" ("what the numbers need") "`\"O\"`, `\"t\"`, `\"h\"` or `\"th\"`: the last column";
        example r#"rows = ["3.4", 34], steps = ["× 10"]"#;
        example r#"rows = [20507]"#;
        example r#"rows = [52, "5.2", "0.52"], steps = ["÷ 10", "÷ 10"], highest = "H""#;
        example r#"rows = ["4?.7"]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let rows = fields.labels("rows")?.unwrap_or_default();
        let rows: Vec<String> = rows.into_iter().map(|row| decimal(&row).unwrap_or(row)).collect();
        if !(1..=4).contains(&rows.len()) || !rows.iter().all(|row| is_legal(row)) {
            return Err(fields.wrong(
                "rows",
                "a list of 1 to 4 numbers from 0 to 99999 with at most three decimal places, such as \"3?.4\"",
            ));
        }
        let whole_digits = |row: &String| n(row.find('.').unwrap_or(row.len()));
        let places = |row: &String| row.split_once('.').map_or(0, |(_, after)| n(after.len()));
        let highest = rows.iter().map(whole_digits).max().unwrap_or(1) - 1;
        let lowest = -rows.iter().map(places).max().unwrap_or(0);
        let highs = [("TTh", 4), ("Th", 3), ("H", 2), ("T", 1), ("O", 0)];
        let lows = [("O", 0), ("t", -1), ("h", -2), ("th", -3)];
        let chart = Self {
            steps: fields
                .labels_for("steps", rows.len() - 1, Vec::new)
                .map(|steps| if steps.iter().all(String::is_empty) { Vec::new() } else { steps })?,
            highest: highest.max(fields.choice("highest", &highs, Some(0))?),
            lowest: lowest.min(fields.choice("lowest", &lows, Some(0))?),
            rows,
        };
        match chart.width() <= px(560) {
            true => Ok(chart),
            false => Err(fields.wrong("steps", "shorter labels, so that the chart fits")),
        }
    }

    fn n_columns(&self) -> i64 {
        self.highest - self.lowest + 1
    }

    fn column(&self) -> Hundredths {
        if self.n_columns() <= 5 { px(72) } else { px(56) }
    }

    fn width(&self) -> Hundredths {
        let steps = widest(self.steps.iter().map(String::as_str));
        let right = if steps > 0 { px(44) + steps } else { 0 };
        self.n_columns() * self.column() + right + 2 * EDGE
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (column, rows) = (self.column(), n(self.rows.len()));
        let mut canvas = Canvas::new(self.width(), (rows + 1) * ROW + 2 * EDGE);
        for i in 0..self.n_columns() {
            let left = EDGE + i * column;
            canvas.rect("d-head", (left, EDGE), (column, ROW), 0, Fill::Tint, Line::Ink);
            let heading = place::heading(self.highest - i);
            write(&mut canvas, "d-heading", heading, (left + column / 2, EDGE + ROW / 2));
            for row in 1..=rows {
                let at = (left, EDGE + row * ROW);
                canvas.rect("d-cell", at, (column, ROW), 0, Fill::Paper, Line::Ink);
            }
        }
        for (row, number) in self.rows.iter().enumerate() {
            let y = EDGE + (n(row) + 1) * ROW + ROW / 2;
            let whole = number.find('.').unwrap_or(number.len());
            for (i, digit) in number.chars().filter(|digit| *digit != '.').enumerate() {
                let x = EDGE + (self.highest - n(whole) + 1 + n(i)) * column + column / 2;
                write(&mut canvas, "d-digit", &digit.to_string(), (x, y));
            }
            if number.contains('.') {
                let x = EDGE + (self.highest + 1) * column;
                canvas.circle("d-point", (x, y + px(8)), px(4), Fill::A, Line::Ink);
            }
        }
        let x = EDGE + self.n_columns() * column + px(6);
        for (i, step) in self.steps.iter().enumerate() {
            let y = EDGE + (n(i) + 1) * ROW + ROW / 2;
            curved_arrow(&mut canvas, "d-step", (x, y + px(4)), (x, y + ROW - px(4)), px(14));
            let label = Label::read(step);
            label.draw_from(&mut canvas, "d-step-label", (x + px(24), y + ROW / 2), LABEL);
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (heads, digits) = (spots(svg, "d-heading")?, spots(svg, "d-digit")?);
        let points = frames(svg, "d-point")?;
        let cells = frames(svg, "d-cell")?;
        let mut tops: Vec<f64> = cells.iter().map(|cell| cell.y).collect();
        tops.sort_by(f64::total_cmp);
        tops.dedup();
        let mut rows = Vec::new();
        for top in tops {
            let mut written = String::new();
            let has_point =
                points.iter().any(|point| point.middle().1 > top && point.middle().1 < top + 48.0);
            for head in &heads {
                let Some(place) = place::of_heading(&head.text) else {
                    return unlike("a column has no heading");
                };
                let digit = label_at(&digits, (head.x, top + 24.0), 6.0);
                if place == -1 && has_point {
                    written.push('.');
                }
                written.push_str(digit.unwrap_or_default());
            }
            rows.push(written);
        }
        let labels = spots(svg, "d-step-label")?;
        let beside = |arrow: &Vec<(f64, f64)>| {
            let y = (arrow[0].1 + arrow[arrow.len() - 1].1) / 2.0;
            labels
                .iter()
                .find(|label| (label.y - y).abs() < 4.0)
                .map_or(String::new(), |label| label.text.clone())
        };
        let steps: Vec<String> = paths(svg, "d-step")?.iter().map(beside).collect();
        let end = |head: Option<&super::read_back::recover::Spot>| {
            head.map_or("O", |head| head.text.as_str()).to_owned()
        };
        let or_ones = |text: String, is_low: bool| match place::of_heading(&text) {
            Some(place) if (place <= 0) == is_low || place == 0 => text,
            _ => "O".to_owned(),
        };
        Ok(fields([
            ("rows", list(rows.iter().map(String::as_str))),
            ("steps", list(steps.iter().map(String::as_str))),
            ("highest", or_ones(end(heads.first()), false).as_str().into()),
            ("lowest", or_ones(end(heads.last()), true).as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "A place value chart".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec!["A place value chart.".to_owned()];
        for (i, row) in self.rows.iter().enumerate() {
            let digits: Vec<String> = row
                .chars()
                .map(|digit| match digit {
                    '?' => "blank".to_owned(),
                    '.' => "point".to_owned(),
                    digit => digit.to_string(),
                })
                .collect();
            said.push(format!("The {} row reads {}.", words::ordinal(n(i) + 1), digits.join(" ")));
            if let Some(step) = self.steps.get(i).filter(|step| !step.is_empty()) {
                said.push(format!("An arrow to the next row says {}.", words::shown(step)));
            }
        }
        said.join(" ")
    }
}

// A number such as 3.4 reaches us as 17/5.
fn decimal(row: &str) -> Option<String> {
    crate::field::number_in(&row.into()).filter(|_| !row.contains(UNKNOWN))?.to_decimal()
}

fn is_legal(row: &str) -> bool {
    let (whole, after) = row.split_once('.').unwrap_or((row, "0"));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'?');
    (1..=5).contains(&whole.len())
        && (1..=3).contains(&after.len())
        && is_digits(whole)
        && is_digits(after)
}
