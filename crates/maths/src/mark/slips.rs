//! Slips that anyone may make: tried on the answer one at a time, exactly, when no misconception of the task fits.
//!
//! Each is a change of the answer; the ones that give the response are named, all of them. Nothing is said otherwise.

use num_bigint::BigInt;
use serde::Serialize;

use crate::limits::Steps;
use crate::tree::{DivideSign, Node, NodeId, Tree};
use crate::value::{NoValue, Polynomial, Value, evaluate};
use crate::{Acceptance, Number};

use super::judge::Case;
use super::number_form::whole_at;
use super::quantity::measured;
use super::rounded::{leading_place, power_of_ten};
use super::{Gate, Verdict};

// Our choice: a point is rarely misplaced further than this.
const MOST_PLACES: i32 = 6;
// Our choice: rounding early moves the last digit by a few, not by more.
const EARLY_ROUNDING: i64 = 5;

/// A slip that anyone may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slip {
    /// One sign is the other way round.
    OneSign,
    /// One term is missing.
    DroppedTerm,
    /// `(a+b)²` became `a² + b²`.
    SquaredEachTerm,
    /// Tops and bottoms of two fractions were added apart.
    AddedDenominators,
    /// The digits are right and the point is elsewhere.
    PowerOfTen,
    /// A unit was changed by the wrong factor, or not at all.
    Unit,
    /// Rounded before the end.
    EarlyRounding,
    /// Divided the other way round.
    InvertedDivision,
}

impl Slip {
    /// The stable name, such as `power-of-ten`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OneSign => "one-sign",
            Self::DroppedTerm => "dropped-term",
            Self::SquaredEachTerm => "squared-each-term",
            Self::AddedDenominators => "added-denominators",
            Self::PowerOfTen => "power-of-ten",
            Self::Unit => "unit",
            Self::EarlyRounding => "early-rounding",
            Self::InvertedDivision => "inverted-division",
        }
    }

    /// One line for the teacher.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::OneSign => "one sign is the other way round",
            Self::DroppedTerm => "one term is missing",
            Self::SquaredEachTerm => "each term in the bracket was squared on its own",
            Self::AddedDenominators => "numerators and denominators were added separately",
            Self::PowerOfTen => "the digits are right; the decimal point is in another place",
            Self::Unit => "the unit was changed by another factor, or not changed",
            Self::EarlyRounding => "rounded before the last step, so the last digit moved",
            Self::InvertedDivision => "divided the other way round",
        }
    }
}

/// The slips that give this response, in the order of [`Slip`]; none where it cannot be worked out.
pub(super) fn slips(case: &Case<'_>, verdict: &Verdict) -> Vec<Slip> {
    if verdict.value != Gate::Fail {
        return Vec::new();
    }
    let mut found = found(case, &mut Steps::default()).unwrap_or_default();
    found.sort_unstable();
    found.dedup();
    found
}

fn found(case: &Case<'_>, steps: &mut Steps) -> Result<Vec<Slip>, NoValue> {
    let mut found = Vec::new();
    if let Some((given, answer)) = base_units(case, steps)? {
        found.extend(
            of_numbers(case, &given, &answer)
                .into_iter()
                .filter(|slip| matches!(slip, Slip::OneSign | Slip::PowerOfTen)),
        );
        found.extend(is_another_factor(&given, &answer).then_some(Slip::Unit));
        return Ok(found);
    }
    let (given, answer) = (evaluate(case.given, steps)?, evaluate(case.answer, steps)?);
    if let (Value::Number(given), Value::Number(answer)) = (&given, &answer) {
        found.extend(of_numbers(case, given, answer));
        found.extend(
            (added_apart(case.answer).as_ref() == Some(given)).then_some(Slip::AddedDenominators),
        );
    } else if let (Some(given), Some(answer)) = (given.to_polynomial(), answer.to_polynomial()) {
        found.extend(of_terms(&given, &answer));
    }
    Ok(found)
}

// Both in base units, where the answer has a unit.
fn base_units(case: &Case<'_>, steps: &mut Steps) -> Result<Option<(Number, Number)>, NoValue> {
    let given = measured(case.given, case.given.root(), steps)?;
    let answer = measured(case.answer, case.answer.root(), steps)?;
    let both = given.zip(answer).filter(|(given, answer)| given.dimension == answer.dimension);
    Ok(both.map(|(given, answer)| (given.size, answer.size)))
}

fn of_numbers(case: &Case<'_>, given: &Number, answer: &Number) -> Vec<Slip> {
    let mut found = Vec::new();
    if given.is_zero() || answer.is_zero() {
        return found;
    }
    if *given == -answer {
        found.push(Slip::OneSign);
    }
    if *given != *answer && is_power_of_ten(given, answer) {
        found.push(Slip::PowerOfTen);
    }
    if given * answer == Number::ONE && given != answer {
        found.push(Slip::InvertedDivision);
    }
    if is_nearly_rounded(case.accept, given, answer) {
        found.push(Slip::EarlyRounding);
    }
    found
}

fn is_power_of_ten(given: &Number, answer: &Number) -> bool {
    let Some(times) = given.checked_div(answer) else { return false };
    (1..=MOST_PLACES).any(|places| times == power_of_ten(places) || times == power_of_ten(-places))
}

fn is_nearly_rounded(accept: &Acceptance, given: &Number, answer: &Number) -> bool {
    let places = match accept {
        Acceptance::DecimalPlaces { places: Some(places) } => i32::try_from(*places).ok(),
        Acceptance::SignificantFigures { figures: Some(figures) } => {
            i32::try_from(*figures).ok().map(|figures| figures - 1 - leading_place(answer))
        }
        _ => None,
    };
    let Some(places) = places.filter(|places| places.abs() < 1_000) else { return false };
    let most = &Number::from(EARLY_ROUNDING) * &power_of_ten(-places);
    // So large a step would be another number, not a rounded one.
    most < answer.abs() && (given - answer).abs() <= most
}

// Lengths, areas and volumes by 10, 100 or 1000 and their powers; times by 60 and 24.
fn is_another_factor(given: &Number, answer: &Number) -> bool {
    let Some(times) = given.checked_div(answer) else { return false };
    let Some(back) = answer.checked_div(given) else { return false };
    [10, 100, 1000, 10_000, 1_000_000, 60, 3600, 24, 7]
        .into_iter()
        .any(|factor| times == Number::from(factor) || back == Number::from(factor))
}

// A sum of two fractions as written, with its tops added over its bottoms added.
fn added_apart(tree: &Tree) -> Option<Number> {
    let (left, right, is_minus) = match tree.node(tree.bare(tree.root())) {
        Node::Add(left, right) => (left, right, false),
        Node::Subtract(left, right) => (left, right, true),
        _ => return None,
    };
    let parts = |id: NodeId| match tree.node(tree.bare(id)) {
        Node::Divide { top, bottom, sign: DivideSign::Bar } => {
            whole_at(tree, top).zip(whole_at(tree, bottom))
        }
        _ => None,
    };
    let ((a, b), (c, d)) = parts(left).zip(parts(right))?;
    if is_minus { (&a - &c).checked_div(&(&b - &d)) } else { (&a + &c).checked_div(&(&b + &d)) }
}

// The one term by which two expressions differ, compared with that term of the answer.
fn of_terms(given: &Polynomial, answer: &Polynomial) -> Vec<Slip> {
    let of = |polynomial: &Polynomial, wanted| {
        let terms = polynomial.terms().iter();
        terms.clone().find(|(monomial, _)| *monomial == wanted).map(|(_, number)| number.clone())
    };
    let all = given.terms().iter().chain(answer.terms()).map(|(monomial, _)| *monomial);
    let mut differing: Vec<_> = all.filter(|one| of(given, *one) != of(answer, *one)).collect();
    differing.sort_unstable();
    differing.dedup();
    let [monomial] = differing[..] else {
        let is_opposite = given.terms().len() == answer.terms().len()
            && answer.terms().iter().all(|(one, number)| of(given, *one) == Some(-number));
        return if is_opposite { vec![Slip::OneSign] } else { Vec::new() };
    };
    let mut found = Vec::new();
    let Some(number) = of(answer, monomial) else { return found };
    match of(given, monomial) {
        Some(given) if given == -&number => found.push(Slip::OneSign),
        None => {
            found.push(Slip::DroppedTerm);
            if is_cross_term(given, &number) {
                found.push(Slip::SquaredEachTerm);
            }
        }
        _ => {}
    }
    found
}

// Whether two terms are squares and the number is twice the product of their roots.
fn is_cross_term(squares: &Polynomial, number: &Number) -> bool {
    let [(first, a), (second, b)] = squares.terms() else { return false };
    let is_even = [first, second].iter().all(|one| one.powers().all(|(_, power)| power % 2 == 0));
    is_even && is_square(a) && is_square(b) && number * number == &(a * b) * &Number::from(4)
}

fn is_square(number: &Number) -> bool {
    let whole = |whole: BigInt| {
        let root = whole.sqrt();
        &root * &root == whole
    };
    !number.is_negative() && whole(number.numerator()) && whole(number.denominator())
}
