//! Short and long division: the quotient over the dividend, remainders carried or taken away row by row.

use crate::canvas::{Canvas, Fill, Line};
use crate::column_method::{CELL, DIGIT, EDGE, digits, write};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::marks::n;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, unlike};
use crate::read_back::tags::Element;

/// A division of whole numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    dividend: i64,
    divisor: i64,
    is_long: bool,
    is_worked: bool,
}

/// One step: how many times the divisor goes, what is left, and what it was taken from.
struct Step {
    from: i64,
    times: i64,
    left: i64,
}

const ROW: Hundredths = px(48);

impl Division {
    pub(crate) const SPEC: KindSpec = kind! {
        "division": "A short division with remainders carried, or a long division with every row.";
        "dividend" ("needed") "the number that is divided, 1 to 999999";
        "divisor" ("needed") "the number it is divided by, 2 to 12 in short division, 2 to 99 in long; at most the dividend";
        "method" ("\"short\"") "`\"short\"` or `\"long\"`";
        "show" ("\"question\"") "`\"question\"` (nothing over the line) or `\"worked\"` (every digit and remainder)";
        example r#"dividend = 862, divisor = 7, show = "worked""#;
        example r#"dividend = 4536, divisor = 21, method = "long", show = "worked""#;
        example r#"dividend = 98, divisor = 4"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let is_long = fields.choice("method", &[("short", false), ("long", true)], Some(false))?;
        let dividend = fields.needed_whole("dividend", 1, 999_999)?;
        let most = if is_long { 99 } else { 12 };
        let divisor = fields.needed_whole("divisor", 2, most)?;
        if divisor > dividend {
            return Err(fields.wrong("divisor", format!("at most the dividend, {dividend}")));
        }
        let is_worked =
            fields.choice("show", &[("question", false), ("worked", true)], Some(false))?;
        Ok(Self { dividend, divisor, is_long, is_worked })
    }

    // One step for each digit, from the left.
    fn steps(&self) -> Vec<Step> {
        let mut left = 0;
        let mut steps = Vec::new();
        for digit in digits(self.dividend).into_iter().rev() {
            let from = left * 10 + digit;
            left = from % self.divisor;
            steps.push(Step { from, times: from / self.divisor, left });
        }
        steps
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (columns, before) = (n(digits(self.dividend).len()), n(digits(self.divisor).len()));
        let remainder = self.dividend % self.divisor;
        let after =
            if remainder > 0 && self.is_worked { n(digits(remainder).len()) + 1 } else { 0 };
        let start = EDGE + before * px(24) + px(20);
        let steps = self.steps();
        // A row of what is taken away and one of what is left, for each digit of the quotient.
        let first = steps.iter().position(|step| step.times > 0).unwrap_or(0);
        let n_rows = if self.is_long && self.is_worked {
            2 * n(steps[first..].iter().filter(|step| step.times > 0).count())
        } else {
            0
        };
        let (line, middle) = (EDGE + ROW, EDGE + ROW + ROW / 2 + px(4));
        let bottom = EDGE + 2 * ROW + n_rows * px(40) + px(12);
        let mut canvas = Canvas::new(start + columns * CELL + after * px(28) + EDGE, bottom);
        for (i, digit) in digits(self.divisor).into_iter().enumerate() {
            write(
                &mut canvas,
                "d-divisor",
                (start - px(20) - n(i) * px(20), middle),
                DIGIT,
                &digit.to_string(),
            );
        }
        let x = |i: usize| start + CELL / 2 + n(i) * CELL;
        let over = crate::marks::through(
            &[(start, EDGE + 2 * ROW), (start, line), (start + columns * CELL, line)],
            false,
        );
        canvas.path("d-rule", &over, Fill::None, Line::Ink);
        let count = steps.len();
        for (i, step) in steps.iter().enumerate() {
            let digit = digits(self.dividend)[count - 1 - i];
            write(&mut canvas, "d-dividend", (x(i), middle), DIGIT, &digit.to_string());
            if !self.is_worked {
                continue;
            }
            if i >= first {
                write(
                    &mut canvas,
                    "d-quotient",
                    (x(i), EDGE + ROW / 2),
                    DIGIT,
                    &step.times.to_string(),
                );
            }
            if !self.is_long && i > 0 && steps[i - 1].left > 0 {
                let carried = steps[i - 1].left.to_string();
                let shift = if carried.len() > 1 { px(20) } else { px(16) };
                write(&mut canvas, "d-carried", (x(i) - shift, middle - px(9)), px(17), &carried);
            }
        }
        if self.is_worked && remainder > 0 {
            let text = format!("r {remainder}");
            write(
                &mut canvas,
                "d-remainder",
                (start + columns * CELL + after * px(14), EDGE + ROW / 2),
                DIGIT,
                &text,
            );
        }
        if n_rows > 0 {
            self.draw_rows(&mut canvas, &steps, start, EDGE + 2 * ROW);
        }
        canvas
    }

    // Under the dividend: what is taken away, a rule, and what is left with the next digit brought down.
    fn draw_rows(&self, canvas: &mut Canvas, steps: &[Step], start: Hundredths, top: Hundredths) {
        let mut y = top + px(16);
        let put = |canvas: &mut Canvas, role: &str, number: i64, last: usize, y: Hundredths| {
            for (k, digit) in digits(number).into_iter().enumerate() {
                let x = start + CELL / 2 + (n(last) - n(k)) * CELL;
                write(canvas, role, (x, y), DIGIT, &digit.to_string());
            }
        };
        for (i, step) in steps.iter().enumerate().filter(|(_, step)| step.times > 0) {
            let taken = step.times * self.divisor;
            put(canvas, "d-taken", taken, i, y);
            let wide = n(digits(taken).len());
            let right = start + (n(i) + 1) * CELL;
            canvas.line(
                "d-rule",
                (right - wide * CELL, y + px(20)),
                (right, y + px(20)),
                Line::Fine,
            );
            // Digits are brought down until the divisor goes again.
            let next = steps[i + 1..].iter().position(|step| step.times > 0).map(|k| i + 1 + k);
            match next {
                Some(next) => put(canvas, "d-left", steps[next].from, next, y + px(40)),
                None => {
                    let last = steps.len() - 1;
                    put(canvas, "d-left", steps[last].left, last, y + px(40));
                }
            }
            y += px(80);
        }
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let number = |class: &str| -> Result<i64, ReadBackError> {
            let mut placed = Vec::new();
            for digit in svg.with_class(class) {
                let value: i64 =
                    digit.text.parse().map_err(|_| ReadBackError::new("a digit is not a digit"))?;
                placed.push((digit.length("x")?, value));
            }
            placed.sort_by(|a, b| a.0.total_cmp(&b.0));
            Ok(placed.iter().fold(0, |sum, (_, digit)| sum * 10 + digit))
        };
        let (dividend, divisor) = (number("d-dividend")?, number("d-divisor")?);
        let is_worked = svg.with_class("d-quotient").next().is_some();
        let remainder = svg
            .with_class("d-remainder")
            .next()
            .map_or(Ok(0), |text| text.text.trim_start_matches("r ").parse::<i64>());
        let remainder = remainder.map_err(|_| ReadBackError::new("a remainder is not a number"))?;
        if is_worked && (divisor == 0 || number("d-quotient")? * divisor + remainder != dividend) {
            return unlike("a division does not come out");
        }
        // Until it is worked, nothing but the divisor says that it is long.
        let is_long = svg.with_class("d-taken").next().is_some() || (!is_worked && divisor > 12);
        Ok(fields([
            ("dividend", dividend.into()),
            ("divisor", divisor.into()),
            ("method", if is_long { "long" } else { "short" }.into()),
            ("show", if is_worked { "worked" } else { "question" }.into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        match (self.is_worked, self.is_long) {
            (true, true) => "A long division".to_owned(),
            (true, false) => "A short division".to_owned(),
            _ => "A division".to_owned(),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said =
            vec![format!("{}: {} divided by {}.", self.title(), self.dividend, self.divisor)];
        if !self.is_worked {
            said.push("The answer is blank.".to_owned());
            return said.join(" ");
        }
        let steps = self.steps();
        for step in steps.iter().filter(|step| step.times > 0) {
            said.push(format!(
                "{} goes into {} {} with {} left.",
                self.divisor,
                step.from,
                times(step.times),
                step.left
            ));
        }
        let remainder = self.dividend % self.divisor;
        said.push(match remainder {
            0 => format!("The answer is {}.", self.dividend / self.divisor),
            _ => format!("The answer is {} remainder {remainder}.", self.dividend / self.divisor),
        });
        said.join(" ")
    }
}

fn times(n: i64) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}
