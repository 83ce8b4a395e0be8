//! Place value counters: the value is printed on each; columns go up in powers of ten from the right.
//!
//! An empty column means none. Decimals have their point between ones and tenths, where it never moves.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, px};
use crate::marks::{n, write};
use crate::place;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, list, number, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Counters in the columns of a place value chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceValueCounters {
    counts: Vec<i64>, // From the largest place.
    lowest: i64,      // The place of the last column.
}

const EDGE: Hundredths = px(8);
const HEAD: Hundredths = px(40);
const PITCH: Hundredths = px(40);

impl PlaceValueCounters {
    pub(crate) const SPEC: KindSpec = kind! {
        "place-value-counters": "A place value chart with counters that say what each is worth.";
        "number" ("needed, or `counts`") "the number, 0 to 99999, with digits down to thousandths; at most nine counters a column";
        "counts" ("none") "a list of how many counters in each column, 0 to 20, from the left";
        "lowest" ("what `number` needs; \"O\"") "`\"O\"`, `\"t\"`, `\"h\"` or `\"th\"`: the last column, ones down to thousandths";
        example r#"number = 2304"#;
        example r#"counts = [2, 13, 5]"#;
        example r#"number = "3.07""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let lasts = [("O", 0), ("t", -1), ("h", -2), ("th", -3)];
        let asked = fields.choice("lowest", &lasts, Some(1))?;
        let (counts, lowest) = match (fields.number("number")?, fields.wholes("counts", 0, 20, 7)?)
        {
            (Some(number), None) => {
                let needed = place::lowest(&number).zip(place::highest(&number));
                let Some((low, high)) = needed else {
                    return Err(fields.wrong(
                        "number",
                        "a number from 0 to 99999 with at most three decimal places",
                    ));
                };
                let low = if asked > 0 { low } else { low.min(asked) };
                ((low..=high).rev().map(|place| place::digit(&number, place)).collect(), low)
            }
            (None, Some(counts)) => (counts, asked.min(0)),
            (None, None) => return Err(fields.wrong("number", "a number such as 2304")),
            _ => return Err(fields.wrong("counts", "either `number` or `counts`, not both")),
        };
        let highest = lowest + n(counts.len()) - 1;
        match (0..=place::HIGHEST).contains(&highest) && counts.len() <= 7 {
            true => Ok(Self { counts, lowest }),
            false => Err(fields.wrong(
                if fields.is_written("counts") { "counts" } else { "number" },
                "columns from ten thousands down to thousandths, ones among them, at most 7",
            )),
        }
    }

    fn column(&self) -> Hundredths {
        if self.counts.len() <= 4 { 3 * PITCH + px(12) } else { px(76) }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (column, n_columns) = (self.column(), n(self.counts.len()));
        let in_row = if n_columns <= 4 { 3 } else { 2 };
        let pitch = if n_columns <= 4 { PITCH } else { px(36) };
        let rows =
            self.counts.iter().map(|count| (count + in_row - 1) / in_row).max().unwrap_or(1).max(3);
        let tall = HEAD + rows * pitch + px(16);
        let mut canvas = Canvas::new(n_columns * column + 2 * EDGE, tall + 2 * EDGE);
        for (i, count) in self.counts.iter().enumerate() {
            let place = self.lowest + n_columns - 1 - n(i);
            let left = EDGE + n(i) * column;
            canvas.rect("d-head", (left, EDGE), (column, HEAD), 0, Fill::Tint, Line::Ink);
            canvas.rect(
                "d-column",
                (left, EDGE + HEAD),
                (column, tall - HEAD),
                0,
                Fill::Paper,
                Line::Ink,
            );
            write(
                &mut canvas,
                "d-heading",
                place::heading(place),
                (left + column / 2, EDGE + HEAD / 2),
            );
            let value = place::value(place);
            let value = Label::read(&value.to_decimal().unwrap_or_else(|| value.to_string()));
            let size = [px(17), px(14), px(12), px(10)]
                .into_iter()
                .find(|size| value.width(*size) <= px(31))
                .unwrap_or(px(9));
            let inset = (column - in_row * pitch) / 2;
            for k in 0..*count {
                let x = left + inset + (k % in_row) * pitch + pitch / 2;
                let y = EDGE + HEAD + px(8) + (k / in_row) * pitch + pitch / 2;
                let fill = if place.rem_euclid(2) == 0 { Fill::Paper } else { Fill::Tint };
                canvas.circle("d-counter", (x, y), px(17), fill, Line::Ink);
                value.draw(&mut canvas, "d-worth", (x, y), size);
            }
        }
        if self.lowest < 0 {
            let x = EDGE + (n_columns + self.lowest) * column;
            canvas.circle("d-point", (x, EDGE + HEAD / 2), px(5), Fill::A, Line::Ink);
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (columns, heads) = (frames(svg, "d-column")?, spots(svg, "d-heading")?);
        let (counters, worths) = (frames(svg, "d-counter")?, spots(svg, "d-worth")?);
        let mut counts = vec![0_i64; columns.len()];
        for (counter, worth) in counters.iter().zip(&worths) {
            let Some(i) = columns.iter().position(|column| column.holds(counter.middle())) else {
                return unlike("a counter stands outside every column");
            };
            let place = heads.get(i).and_then(|head| place::of_heading(&head.text));
            let value = number(&worth.text)?;
            if place.map(place::value) != Some(value) || !counter.holds((worth.x, worth.y)) {
                return unlike("a counter is not worth what its column says");
            }
            counts[i] += 1;
        }
        let lowest = heads.last().map_or("O", |head| head.text.as_str());
        Ok(fields([("counts", list(counts)), ("lowest", lowest.into())]))
    }

    pub(crate) fn title(&self) -> String {
        "Place value counters".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let n_columns = n(self.counts.len());
        let said = self.counts.iter().zip((self.lowest..self.lowest + n_columns).rev());
        let said: Vec<String> =
            said.map(|(count, place)| format!("{count} {}", place::name(place, *count))).collect();
        format!("A place value chart with counters: {}.", words::list(&said))
    }
}
