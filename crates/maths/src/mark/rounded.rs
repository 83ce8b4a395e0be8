//! Rounded to decimal places or to significant figures: the value and the rounding are told apart.
//!
//! A zero at the end is a digit like any other: 2.5 is not 2.50. Halves round away from 0, as schools teach.
//! The answer may be exact (2/3) or rounded already (0.67); only from an exact one can a wrong rounding be seen.

use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Value, value_of};
use crate::{Acceptance, Number};

use super::judge::Case;
use super::judged::{Form, Judged};
use super::number_form::unsigned;
use super::power_of_ten::as_power_of_ten;
use super::quantity::{same_unit, unit_of};

/// A number as it stands on the page, in the unit or percentage it is given in.
struct Written {
    value: Number,
    digits: Option<Digits>,
    is_percent: bool,
}

/// How many digits were typed.
#[derive(Clone, Copy)]
struct Digits {
    places: i32,
    // 1200 may have two, three or four significant figures.
    figures: (i32, i32),
}

// What a marker finds of the value, and then of the rounding.
type Rounded = (bool, Form);

/// Judges decimal places and significant figures.
pub(super) fn rounded(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (mut given, answer) = (written(case.given, steps)?, written(case.answer, steps)?);
    if given.is_percent != answer.is_percent {
        let hundred = Number::from(100);
        let value = if given.is_percent {
            given.value.checked_div(&hundred).unwrap_or(Number::ZERO)
        } else {
            &given.value * &hundred
        };
        given = Written { value, digits: None, is_percent: answer.is_percent };
    }
    let (same, precision) = match case.accept {
        Acceptance::SignificantFigures { figures } => {
            let typed = answer.digits.map(|digits| digits.figures.1);
            let Some(figures) = asked(*figures).or(typed) else {
                return Err(NoValue::Undecided("how many significant figures is not said"));
            };
            to_figures(&given, &answer.value, figures)
        }
        Acceptance::DecimalPlaces { places } => {
            let typed = answer.digits.map(|digits| digits.places);
            let Some(places) = asked(*places).or(typed) else {
                return Err(NoValue::Undecided("how many decimal places is not said"));
            };
            to_places(&given, &answer.value, places)
        }
        _ => return Err(NoValue::Undecided("it is not about rounding")),
    };
    let judged = Judged::value(same);
    let judged = match (unit_of(case.given), unit_of(case.answer)) {
        (_, None) => judged,
        (None, Some(_)) => judged.unit(Err("unit-left-off".into())),
        (Some(given), Some(answer)) if same_unit(&given, &answer) => judged.unit(Ok(())),
        (Some(_), Some(_)) => judged.unit(Err("wrong-unit".into())),
    };
    Ok(judged.precision(precision))
}

// More than this is past every limit on numbers.
fn asked(n: Option<u32>) -> Option<i32> {
    n.map(|n| i32::try_from(n.min(1_000)).unwrap_or(1_000))
}

fn written(tree: &Tree, steps: &mut Steps) -> Result<Written, NoValue> {
    let mut id = unsigned(tree, tree.root());
    let mut is_negative = matches!(tree.node(tree.bare(tree.root())), Node::Negate(_));
    if let Node::Quantity { amount, .. } = tree.node(id) {
        is_negative ^= matches!(tree.node(tree.bare(amount)), Node::Negate(_));
        id = unsigned(tree, amount);
    }
    let mut is_percent = false;
    if let Node::Percent(inner) = tree.node(id) {
        (id, is_percent) = (unsigned(tree, inner), true);
    }
    let Value::Number(value) = value_of(tree, id, steps)? else {
        return Err(NoValue::Undecided("only numbers are rounded"));
    };
    let value = if is_negative { -value } else { value };
    Ok(Written { value, digits: digits(tree, id), is_percent })
}

fn digits(tree: &Tree, id: NodeId) -> Option<Digits> {
    if let Some((first, power)) = as_power_of_ten(tree, id) {
        let first = digits(tree, first)?;
        return Some(Digits { places: first.places.saturating_sub(power).max(0), ..first });
    }
    let numeral = tree.numeral(id).filter(|numeral| numeral.recurring.is_none())?;
    let places = i32::try_from(numeral.places).ok()?;
    let plain: Vec<u8> = numeral.text.bytes().filter(u8::is_ascii_digit).collect();
    if plain.is_empty() {
        return Some(Digits { places: 0, figures: (1, 1) });
    }
    let n_leading = plain.iter().take_while(|digit| **digit == b'0').count();
    let all = plain.len().saturating_sub(n_leading).max(1);
    let n_trailing = plain.iter().rev().take_while(|digit| **digit == b'0').count();
    let least = if places > 0 { all } else { all.saturating_sub(n_trailing).max(1) };
    Some(Digits { places, figures: (i32::try_from(least).ok()?, i32::try_from(all).ok()?) })
}

fn to_places(given: &Written, exact: &Number, places: i32) -> Rounded {
    let (value, wanted) = (&given.value, round(exact, places));
    let Some(typed) = given.digits.map(|digits| digits.places) else {
        return (*value == *exact || *value == wanted, Err("not-rounded".into()));
    };
    if typed == places {
        return at_right_length(value, exact, &wanted, places);
    }
    if typed > places {
        let is_right = *value == wanted
            || *value == round(exact, typed)
            || (*exact == wanted && round(value, places) == wanted);
        return (is_right, Err("too-many-places".into()));
    }
    if *value == wanted {
        return (true, Err("zeros-left-off".into()));
    }
    (*value == round(exact, typed), Err("too-few-places".into()))
}

fn to_figures(given: &Written, exact: &Number, figures: i32) -> Rounded {
    let value = &given.value;
    // Nought has no first figure to count from: it is right as it is.
    if exact.is_zero() {
        return (value.is_zero(), Ok(()));
    }
    let places = figures - 1 - leading_place(exact);
    let wanted = round(exact, places);
    let Some((least, most)) = given.digits.map(|digits| digits.figures) else {
        return (*value == *exact || *value == wanted, Err("not-rounded".into()));
    };
    // The noughts of 12,000 may stand for figures or hold their places.
    if least < figures && *value == round(exact, places + least - figures) && *value != wanted {
        return (true, Err("too-few-figures".into()));
    }
    if (least..=most).contains(&figures) {
        return at_right_length(value, exact, &wanted, places);
    }
    if least > figures {
        let typed = places + least - figures;
        let is_right = *value == wanted
            || *value == round(exact, typed)
            || (*exact == wanted && round(value, places) == wanted);
        return (is_right, Err("too-many-figures".into()));
    }
    if *value == wanted {
        return (true, Err("zeros-left-off".into()));
    }
    (*value == round(exact, places + most - figures), Err("too-few-figures".into()))
}

// As many digits as asked for. The neighbour of the right one was rounded the other way.
fn at_right_length(value: &Number, exact: &Number, wanted: &Number, places: i32) -> Rounded {
    if value == wanted {
        return (true, Ok(()));
    }
    let is_neighbour = exact != wanted && (value - exact).abs() < power_of_ten(-places);
    (is_neighbour, Err("wrong-rounding".into()))
}

/// To so many decimal places, halves away from 0; fewer than none rounds to tens, hundreds and so on.
pub(super) fn round(number: &Number, places: i32) -> Number {
    let (up, down) = (power_of_ten(places), power_of_ten(-places));
    let half = Number::try_ratio(1, 2).expect("2 is not 0");
    let size = &(&(&number.abs() * &up) + &half).floor() * &down;
    if number.is_negative() { -size } else { size }
}

/// 10 to a whole power.
pub(super) fn power_of_ten(power: i32) -> Number {
    let size = Number::from(10).pow(power.unsigned_abs().min(1_200)).unwrap_or(Number::ONE);
    if power < 0 { Number::ONE.checked_div(&size).unwrap_or(Number::ONE) } else { size }
}

/// The power of 10 that the first figure stands for: 2 for 345, -2 for 0.0345; 0 for 0.
pub(super) fn leading_place(number: &Number) -> i32 {
    if number.is_zero() {
        return 0;
    }
    let n_digits = |text: String| i32::try_from(text.trim_start_matches('-').len()).unwrap_or(0);
    let guess =
        n_digits(number.numerator().to_string()) - n_digits(number.denominator().to_string());
    if number.abs() < power_of_ten(guess) { guess - 1 } else { guess }
}
