//! Short and long multiplication in columns: digits lined up by place, every partial product right, carried digits small.

use crate::canvas::{Canvas, Fill, Line};
use crate::column_method::{CELL, DIGIT, EDGE, SMALL, digits, write};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::marks::n;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// A multiplication in columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongMultiplication {
    top: i64,
    bottom: i64,
    is_worked: bool,
}

const ROW: Hundredths = px(48);

impl LongMultiplication {
    pub(crate) const SPEC: KindSpec = kind! {
        "long-multiplication": "A multiplication in columns: short by one digit, long by two or three.";
        "top" ("needed") "the top number, 2 to 99999";
        "bottom" ("needed") "the number under it, 2 to 999";
        "show" ("\"question\"") "`\"question\"` (blank rows) or `\"worked\"` (every row and carried digit)";
        example r#"top = 347, bottom = 6, show = "worked""#;
        example r#"top = 124, bottom = 26, show = "worked""#;
        example r#"top = 4208, bottom = 37"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let shows = [("question", false), ("worked", true)];
        Ok(Self {
            top: fields.needed_whole("top", 2, 99_999)?,
            bottom: fields.needed_whole("bottom", 2, 999)?,
            is_worked: fields.choice("show", &shows, Some(false))?,
        })
    }

    // Each partial product with its noughts, ones first.
    fn partials(&self) -> Vec<i64> {
        let rows = digits(self.bottom);
        let power = |i: usize| 10_i64.pow(u32::try_from(i).unwrap_or(0));
        rows.iter().enumerate().map(|(i, digit)| self.top * digit * power(i)).collect()
    }

    // What is carried into each column of the sum of the partial products, or of a short multiplication.
    fn carried(&self) -> Vec<(usize, i64)> {
        let partials = self.partials();
        let mut carried = Vec::new();
        let mut carry = 0;
        for place in 0..digits(self.top * self.bottom).len() {
            let here = match partials.len() {
                1 => digits(self.top).get(place).copied().unwrap_or(0) * self.bottom,
                _ => partials.iter().map(|row| digits(*row).get(place).copied().unwrap_or(0)).sum(),
            };
            carry = (here + carry) / 10;
            if carry > 0 {
                carried.push((place + 1, carry));
            }
        }
        // The last column's carry is written as a digit of its own.
        let n_digits = digits(self.top * self.bottom).len();
        carried.retain(|(place, _)| *place < n_digits);
        carried
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let product = self.top * self.bottom;
        let columns = n(digits(product).len());
        let width = 2 * EDGE + (columns + 1) * CELL;
        let right = width - EDGE;
        let partials = if self.bottom > 9 { self.partials() } else { Vec::new() };
        let rule = EDGE + 2 * ROW;
        let sum_rule = rule + n(partials.len()) * ROW + if partials.is_empty() { 0 } else { px(8) };
        let answer = if partials.is_empty() { rule } else { sum_rule };
        let mut canvas = Canvas::new(width, answer + ROW + px(12) + px(32));
        let x = |place: usize| right - CELL / 2 - n(place) * CELL;
        let row = |canvas: &mut Canvas, role: &str, number: i64, y: Hundredths| {
            for (place, digit) in digits(number).into_iter().enumerate() {
                write(canvas, role, (x(place), y), DIGIT, &digit.to_string());
            }
        };
        row(&mut canvas, "d-top", self.top, EDGE + ROW / 2);
        row(&mut canvas, "d-bottom", self.bottom, EDGE + ROW + ROW / 2);
        write(&mut canvas, "d-sign", (EDGE + CELL / 2, EDGE + ROW + ROW / 2), DIGIT, "×");
        canvas.line("d-rule", (EDGE, rule), (right, rule), Line::Ink);
        for (i, partial) in partials.iter().enumerate() {
            let y = rule + px(4) + n(i) * ROW + ROW / 2;
            match self.is_worked {
                true => row(&mut canvas, "d-partial", *partial, y),
                false => blank(&mut canvas, y, EDGE + CELL, columns * CELL),
            }
        }
        if !partials.is_empty() {
            canvas.line("d-rule", (EDGE, sum_rule), (right, sum_rule), Line::Ink);
        }
        let y = answer + px(4) + ROW / 2;
        match self.is_worked {
            true => row(&mut canvas, "d-answer", product, y),
            false => blank(&mut canvas, y, EDGE + CELL, columns * CELL),
        }
        canvas.line(
            "d-rule",
            (EDGE, answer + ROW + px(8)),
            (right, answer + ROW + px(8)),
            Line::Ink,
        );
        if self.is_worked {
            for (place, carry) in self.carried() {
                write(
                    &mut canvas,
                    "d-carried",
                    (x(place), answer + ROW + px(24)),
                    SMALL,
                    &carry.to_string(),
                );
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let right = svg
            .with_class("d-top")
            .map(|digit| digit.length("x"))
            .collect::<Result<Vec<f64>, _>>()?;
        let right = right.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let number = |class: &str| -> Result<i64, ReadBackError> {
            let mut sum = 0;
            for digit in svg.with_class(class) {
                let place = libm::round((right - digit.length("x")?) / 48.0) as u32;
                let value: i64 =
                    digit.text.parse().map_err(|_| ReadBackError::new("a digit is not a digit"))?;
                sum += value * 10_i64.pow(place.min(12));
            }
            Ok(sum)
        };
        let (top, bottom) = (number("d-top")?, number("d-bottom")?);
        let is_worked = svg.with_class("d-answer").next().is_some();
        let partials = number("d-partial")?; // All rows together.
        if is_worked
            && (number("d-answer")? != top * bottom || (bottom > 9 && partials != top * bottom))
        {
            return unlike("the rows of a multiplication do not make its product");
        }
        Ok(fields([
            ("top", top.into()),
            ("bottom", bottom.into()),
            ("show", if is_worked { "worked" } else { "question" }.into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        if self.bottom > 9 {
            "A long multiplication".to_owned()
        } else {
            "A short multiplication".to_owned()
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("{}: {} times {}.", self.title(), self.top, self.bottom)];
        if !self.is_worked {
            said.push("The answer is blank.".to_owned());
            return said.join(" ");
        }
        if self.bottom > 9 {
            let rows: Vec<String> = self.partials().iter().map(ToString::to_string).collect();
            said.push(format!("The rows are {}.", words::list(&rows)));
        }
        said.push(format!("The answer is {}.", self.top * self.bottom));
        said.join(" ")
    }
}

fn blank(canvas: &mut Canvas, y: Hundredths, left: Hundredths, width: Hundredths) {
    canvas.rect(
        "d-blank",
        (left + px(4), y - px(20)),
        (width - px(8), px(40)),
        px(6),
        Fill::Paper,
        Line::Fine,
    );
}
