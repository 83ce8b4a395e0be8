//! The Gattegno chart: a row for each power of ten, columns 1 to 9, no column for nought.
//!
//! A number is one cell a row; the row above is ten times as much.

use maths::Number;

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, px};
use crate::place;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, number, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// A Gattegno chart with the cells of a number shaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Gattegno {
    highest: i64,
    lowest: i64,
    shaded: Number,
    second: Number, // Shaded in the other colour.
}

const EDGE: Hundredths = px(8);
const CELL: Hundredths = px(60);
const ROW: Hundredths = px(40);

impl Gattegno {
    pub(crate) const SPEC: KindSpec = kind! {
        "gattegno": "The Gattegno chart: rows of powers of ten, columns 1 to 9.";
        "highest" ("1000") "the power of ten in the top row: 1, 10, 100, 1000 or 10000";
        "lowest" ("1") "the power of ten in the bottom row: 1, 0.1, 0.01 or 0.001";
        "number" ("none") "a number whose cells are shaded, one in each row";
        "second" ("none") "another number whose cells are shaded in the other colour";
        example r#"number = 3406"#;
        example r#"highest = 100, lowest = "0.01", number = "7.2", second = 72"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let power = |field: &'static str, default: i64, low: i64, high: i64| {
            let Some(value) = fields.number(field)? else { return Ok(default) };
            let found = (low..=high).find(|place| place::value(*place) == value);
            found.ok_or_else(|| {
                fields.wrong(
                    field,
                    format!(
                        "a power of ten from {} to {}",
                        place::value(low).to_decimal().unwrap_or_default(),
                        place::value(high)
                    ),
                )
            })
        };
        let (highest, lowest) = (power("highest", 3, 0, 4)?, power("lowest", 0, -3, 0)?);
        let number = |field: &'static str| {
            let number = fields.number(field)?.unwrap_or(Number::ZERO);
            let fits = place::highest(&number).is_some_and(|high| high <= highest)
                && place::lowest(&number).is_some_and(|low| low >= lowest);
            match fits {
                true => Ok(number),
                false => Err(fields.wrong(field, "a number whose digits have rows in the chart")),
            }
        };
        let (shaded, second) = (number("number")?, number("second")?);
        let shares = |place: i64| {
            let digit = place::digit(&shaded, place);
            digit > 0 && digit == place::digit(&second, place)
        };
        match (lowest..=highest).any(shares) {
            true => Err(fields.wrong("second", "a number that shares no cell with the first")),
            false => Ok(Self { highest, lowest, shaded, second }),
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let rows = self.highest - self.lowest + 1;
        let mut canvas = Canvas::new(9 * CELL + 2 * EDGE, rows * ROW + 2 * EDGE);
        for (row, place) in (self.lowest..=self.highest).rev().enumerate() {
            for digit in 1..=9 {
                let at = (EDGE + (digit - 1) * CELL, EDGE + crate::marks::n(row) * ROW);
                let fill = if place::digit(&self.shaded, place) == digit {
                    Fill::Shaded
                } else if place::digit(&self.second, place) == digit {
                    Fill::ShadedB
                } else {
                    Fill::Paper
                };
                canvas.rect("d-cell", at, (CELL, ROW), 0, fill, Line::Ink);
                let value = &place::value(place) * &Number::from(digit);
                let label = Label::read(&value.to_decimal().unwrap_or_default());
                let size = if place >= 4 { px(17) } else { px(18) };
                label.draw(&mut canvas, "d-value", (at.0 + CELL / 2, at.1 + ROW / 2), size);
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (cells, values) = (frames(svg, "d-cell")?, spots(svg, "d-value")?);
        let (mut shaded, mut second) = (Number::ZERO, Number::ZERO);
        for (i, (cell, value)) in cells.iter().zip(&values).enumerate() {
            let worth = number(&value.text)?;
            let above = i.checked_sub(9).map(|i| number(&values[i].text)).transpose()?;
            if above.is_some_and(|above| above != &worth * &Number::from(10))
                || !cell.holds((value.x, value.y))
            {
                return unlike("a row is not a tenth of the row above it");
            }
            match cell.fill.as_str() {
                "#1f4e8c" => shaded = &shaded + &worth,
                "#e08a1e" => second = &second + &worth,
                _ => {}
            }
        }
        let corner = |at: Option<&super::read_back::recover::Spot>| {
            number(at.map_or("", |at| at.text.as_str()))
        };
        Ok(fields([
            ("highest", corner(values.first())?.into()),
            ("lowest", corner(values.iter().rev().nth(8))?.into()),
            ("number", shaded.into()),
            ("second", second.into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "A Gattegno chart".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let ends = (place::name(self.highest, 2), place::name(self.lowest, 2));
        let mut said = vec![format!(
            "A Gattegno chart with rows from {} down to {}, each from 1 to 9.",
            ends.0, ends.1
        )];
        for (number, way) in [(&self.shaded, "Shaded"), (&self.second, "Shaded in another colour")]
        {
            let cells: Vec<String> = (self.lowest..=self.highest)
                .rev()
                .filter(|place| place::digit(number, *place) > 0)
                .map(|place| {
                    let value = &place::value(place) * &Number::from(place::digit(number, place));
                    value.to_decimal().unwrap_or_default()
                })
                .collect();
            if !cells.is_empty() {
                said.push(format!("{way}: {}.", words::list(&cells)));
            }
        }
        said.join(" ")
    }
}
