//! Writes a model answer: the value of an item in the form it asks for, as a pupil would write it.
//!
//! For authors and answer sheets, and for the law that every acceptance takes its own model answer.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::limits::Steps;
use crate::reading::{Mode, read_counted};
use crate::value::{Value, evaluate};
use crate::{Acceptance, Item, Number};

use super::model_algebra::write_in_form;
use super::reading_of;
use super::rounded::{leading_place, power_of_ten, round};

// Our choice: larger numbers are not asked for as products of primes.
const LARGEST_FACTORISED: i64 = 1_000_000;

/// The answer of an item, written in the form its acceptance asks for; `None` where the engine does not write that
/// form from the value, or the answer has no such form.
#[must_use]
pub fn model_answer(item: &Item) -> Option<String> {
    match item.accept {
        Acceptance::Expression
        | Acceptance::Expanded
        | Acceptance::Collected
        | Acceptance::Factorised
        | Acceptance::SingleFraction
        | Acceptance::CompletedSquare
        | Acceptance::SimplifiedSurd
        | Acceptance::RationalisedDenominator
        | Acceptance::Simplified { .. }
        | Acceptance::EquivalentEquation
        | Acceptance::RearrangedFormula { .. }
        | Acceptance::SolutionSet
        | Acceptance::Inequality => {
            return write_in_form(&item.answer, &item.accept, &item.reading).ok()?;
        }
        Acceptance::RatioSimplestForm | Acceptance::RatioOneToN => return ratio(item),
        Acceptance::SameAsWritten { .. }
        | Acceptance::DecimalPlaces { places: None }
        | Acceptance::SignificantFigures { figures: None }
        | Acceptance::Ratio
        | Acceptance::Money
        | Acceptance::Time
        | Acceptance::UnitsRequired
        | Acceptance::UnitsConvertible
        | Acceptance::UnitsValueOnly
        | Acceptance::Coordinates
        | Acceptance::Vector
        | Acceptance::Set
        | Acceptance::OrderedList { .. }
        | Acceptance::Remainder
        | Acceptance::ErrorInterval => return as_typed(item),
        Acceptance::Word | Acceptance::Choice => return Some(item.answer.trim().to_owned()),
        _ => {}
    }
    let number = number_of(item)?;
    match item.accept {
        Acceptance::EqualValue | Acceptance::SimplestForm => Some(number.to_string()),
        Acceptance::WholeNumber => number.is_whole().then(|| number.to_string()),
        Acceptance::Fraction => Some(format!("{}/{}", number.numerator(), number.denominator())),
        Acceptance::ImproperFraction => (number.abs() >= Number::ONE)
            .then(|| format!("{}/{}", number.numerator(), number.denominator())),
        Acceptance::MixedNumber => Some(number.to_mixed()),
        Acceptance::Decimal => number.to_decimal(),
        Acceptance::DecimalPlaces { places: Some(places) } => to_places(&number, places),
        Acceptance::SignificantFigures { figures: Some(figures) } => to_figures(&number, figures),
        Acceptance::Percentage => {
            let percent = &number * &Number::from(100);
            Some(format!("{}%", percent.to_decimal().unwrap_or_else(|| percent.to_mixed())))
        }
        Acceptance::StandardForm => standard_form(&number),
        Acceptance::PrimeFactorisation => primes(&number),
        Acceptance::Within { .. } => Some(number.to_string()),
        Acceptance::WithinRange { ref low, .. } => Some(low.to_string()),
        _ => None,
    }
}

// Where the form asked for is that of the answer itself; an answer that its own item refuses is no model.
fn as_typed(item: &Item) -> Option<String> {
    item.check().ok()?;
    let (reading, mut steps) = (reading_of(item), Steps::default());
    let tree = read_counted(&item.answer, &reading, Mode::Answer, &mut steps).ok()?;
    Some(tree.to_text())
}

fn number_of(item: &Item) -> Option<Number> {
    let mut steps = Steps::default();
    let tree = read_counted(&item.answer, &reading_of(item), Mode::Answer, &mut steps).ok()?;
    match evaluate(&tree, &mut steps).ok()? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

// Every digit asked for, zeros at the end included.
fn to_places(number: &Number, places: u32) -> Option<String> {
    let rounded = round(number, i32::try_from(places).ok()?);
    let mut text = rounded.to_decimal()?;
    if places == 0 {
        return Some(text);
    }
    let there = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    if there == 0 {
        text.push('.');
    }
    text.extend(std::iter::repeat_n('0', usize::try_from(places).ok()?.checked_sub(there)?));
    Some(text)
}

fn to_figures(number: &Number, figures: u32) -> Option<String> {
    if number.is_zero() {
        return Some("0".to_owned());
    }
    let figures = i32::try_from(figures).ok()?;
    let rounded = round(number, figures - 1 - leading_place(number));
    // 0.0996 to two figures is 0.10: rounding may move the first figure.
    let places = figures - 1 - leading_place(&rounded);
    to_places(&rounded, u32::try_from(places.max(0)).ok()?)
}

fn standard_form(number: &Number) -> Option<String> {
    if number.is_zero() {
        return None;
    }
    let power = leading_place(number);
    let first = (number * &power_of_ten(-power)).to_decimal()?;
    Some(format!("{first} × 10^{power}"))
}

fn primes(number: &Number) -> Option<String> {
    let mut left = number.to_i64().filter(|left| (2..=LARGEST_FACTORISED).contains(left))?;
    let (mut factors, mut prime) = (Vec::new(), 2);
    while left > 1 {
        let mut power = 0;
        while left % prime == 0 {
            left /= prime;
            power += 1;
        }
        match power {
            0 => {}
            1 => factors.push(prime.to_string()),
            _ => factors.push(format!("{prime}^{power}")),
        }
        prime = if prime * prime > left && left > 1 { left.max(prime + 1) } else { prime + 1 };
    }
    Some(factors.join(" × "))
}

fn ratio(item: &Item) -> Option<String> {
    let parts: Option<Vec<Number>> = item
        .answer
        .split(':')
        .map(|part| {
            number_of(&Item {
                answer: part.to_owned(),
                accept: Acceptance::EqualValue,
                reading: item.reading.clone(),
            })
        })
        .collect();
    let parts = parts.filter(|parts| parts.len() > 1)?;
    let times = match item.accept {
        Acceptance::RatioOneToN => Number::ONE.checked_div(parts.first()?)?,
        _ => to_whole(&parts)?,
    };
    let written: Vec<String> = parts.iter().map(|part| (part * &times).to_string()).collect();
    Some(written.join(":"))
}

// What every part is multiplied by to be whole with nothing left to divide by.
fn to_whole(parts: &[Number]) -> Option<Number> {
    let bottom = parts.iter().fold(BigInt::one(), |all, part| all.lcm(&part.denominator()));
    let top = parts.iter().fold(BigInt::zero(), |all, part| {
        all.gcd(&(part.numerator() * &bottom / part.denominator()))
    });
    Number::try_big_ratio(bottom, top)
}
