//! Reads a column method back from the digits, where they stand and which are crossed out.

use super::tags::Element;
use super::{Exchange, ReadBack, ReadBackError};
use crate::column_method::Operation;

struct Digit {
    x: f64,
    y: f64,
    value: i64,
}

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let tops = digits(svg, "d-top")?;
    let ones = tops.iter().map(|digit| digit.x).fold(f64::NEG_INFINITY, f64::max);
    let place = |x: f64| libm::round((ones - x) / 48.0) as usize;
    let number = |digits: &[Digit]| -> i64 {
        digits.iter().map(|digit| digit.value * 10_i64.pow(place(digit.x) as u32)).sum()
    };
    let answer = digits(svg, "d-answer")?;
    let operation = match svg.with_class("d-sign").next().map(|sign| sign.text.as_str()) {
        Some("+") => Operation::Add,
        Some("−") => Operation::Subtract,
        other => {
            return Err(ReadBackError::new(format!(
                "`{}` is not a sign",
                other.unwrap_or_default()
            )));
        }
    };
    let mut carried: Vec<usize> =
        digits(svg, "d-carried")?.iter().map(|digit| place(digit.x)).collect();
    carried.sort_unstable();
    let mut exchanges = exchanges(svg, &tops, place)?;
    exchanges.sort_by_key(|exchange| exchange.place);
    Ok(ReadBack::ColumnMethod {
        operation,
        top: number(&tops),
        bottom: number(&digits(svg, "d-bottom")?),
        answer: (!answer.is_empty()).then(|| number(&answer)),
        exchanges,
        carried,
    })
}

fn digits(svg: &Element, class: &str) -> Result<Vec<Digit>, ReadBackError> {
    let read = |text: &Element| {
        let value = text
            .text
            .parse()
            .map_err(|_| ReadBackError::new(format!("`{}` is not a digit", text.text)))?;
        Ok(Digit { x: text.length("x")?, y: text.length("y")?, value })
    };
    svg.with_class(class).map(read).collect()
}

fn exchanges(
    svg: &Element,
    tops: &[Digit],
    place: impl Fn(f64) -> usize,
) -> Result<Vec<Exchange>, ReadBackError> {
    let (tens, above) = (digits(svg, "d-ten")?, digits(svg, "d-above")?);
    let mut crossed = Vec::new();
    for line in svg.with_class("d-cross") {
        crossed.push((
            line.length("x1")?,
            line.length("x2")?,
            (line.length("y1")? + line.length("y2")?) / 2.0,
        ));
    }
    // A small 1 stands to the left of the digit it makes ten more, and about as high.
    let ten = |digit: &Digit| {
        let is_before = |one: &&Digit| {
            (digit.x - one.x) > 0.0 && (digit.x - one.x) < 20.0 && (digit.y - one.y).abs() < 14.0
        };
        10 * i64::from(tens.iter().find(is_before).is_some())
    };
    let mut read = Vec::new();
    for digit in tops {
        // The middle of a digit is about a third of its size above its baseline.
        let is_through = |(left, right, y): &(f64, f64, f64)| {
            *left < digit.x && digit.x < *right && (digit.y - y - 9.5).abs() < 3.0
        };
        let is_crossed = crossed.iter().any(is_through);
        let new = above.iter().find(|above| (above.x - digit.x).abs() < 1.0);
        let becomes = match (is_crossed, new) {
            (true, Some(new)) => new.value + ten(new),
            (false, None) => digit.value + ten(digit),
            _ => {
                return Err(ReadBackError::new(
                    "a digit is crossed out without a new one, or has one without being crossed",
                ));
            }
        };
        if becomes != digit.value {
            read.push(Exchange { place: place(digit.x), from: digit.value, becomes });
        }
    }
    Ok(read)
}
