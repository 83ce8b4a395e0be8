//! A short number for what an answer is worth, so that a table finds the few predicted answers that may be the same.
//!
//! Two answers that the marker takes for the same have the same fingerprint. Two that differ may share one, so nothing
//! is decided here: whoever finds two alike lets the marker compare them. Start at [`fingerprint`].

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;

use crate::limits::Steps;
use crate::tree::Tree;
use crate::value::{Polynomial, Value, evaluate};
use crate::{Acceptance, Expects, Number};

use super::quantity::measured;
use super::{ratio, remainder, several};

// Values are worked out in whole numbers modulo this prime, 2^61 - 1, with a fixed number for each letter.
const PRIME: u64 = (1 << 61) - 1;
// The fractional part of the golden ratio in 64 binary digits: its multiples lie far apart.
const APART: u64 = 0x9E37_79B9_7F4A_7C15;

/// The fingerprint of a tree under an acceptance that compares by value; `None` where there is none: such an answer
/// may be the same as any other.
pub(super) fn fingerprint(tree: &Tree, accept: &Acceptance) -> Option<u64> {
    let mut steps = Steps::default();
    match accept.expects() {
        Expects::Ratio => ratio::part_numbers(tree, &mut steps).and_then(|parts| of_ratio(&parts)),
        Expects::Remainder => together(remainder::parts(tree, &mut steps)?.iter().map(of_value)),
        Expects::Coordinates | Expects::Vector | Expects::Set | Expects::List => {
            let values = several::values(tree, &mut steps)?;
            let mut all: Vec<u64> = values.iter().map(of_value).collect::<Option<_>>()?;
            if !matches!(
                accept,
                Acceptance::Coordinates
                    | Acceptance::Vector
                    | Acceptance::OrderedList { any_order: false }
            ) {
                all.sort_unstable();
            }
            if *accept == Acceptance::Set {
                all.dedup();
            }
            together(all.into_iter().map(Some))
        }
        _ => match measured(tree, tree.root(), &mut steps).ok()? {
            Some(amount) => {
                let powers = amount.dimension.map(|power| Some(u64::from(power.unsigned_abs())));
                together(powers.into_iter().chain([residue(&amount.size)]))
            }
            // 350 may be £350, and a bare number an amount of time.
            None if matches!(accept, Acceptance::Money | Acceptance::Time) => None,
            None => of_value(&evaluate(tree, &mut steps).ok()?),
        },
    }
}

fn of_value(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => residue(number),
        Value::Polynomial(polynomial) => of_polynomial(polynomial),
        Value::Quotient(parts) => {
            Some(times(of_polynomial(&parts.0)?, one_over(of_polynomial(&parts.1)?)?))
        }
        _ => None,
    }
}

// Roots and pi have no place among whole numbers modulo a prime.
fn of_polynomial(polynomial: &Polynomial) -> Option<u64> {
    if !polynomial.is_rational() {
        return None;
    }
    let mut sum = 0;
    for (monomial, coefficient) in polynomial.terms() {
        let mut term = residue(coefficient)?;
        for (place, power) in monomial.powers() {
            let letter = APART.wrapping_mul(u64::from(place) + 1) % PRIME;
            term = (0..power).fold(term, |term, _| times(term, letter));
        }
        sum = (sum + term) % PRIME;
    }
    Some(sum)
}

// Every part over the first that is not 0, as equal ratios have them equal.
fn of_ratio(parts: &[Number]) -> Option<u64> {
    let one = Number::ONE;
    let first = parts.iter().find(|part| !part.is_zero()).unwrap_or(&one);
    together(parts.iter().map(|part| part.checked_div(first).as_ref().and_then(residue)))
}

fn residue(number: &Number) -> Option<u64> {
    let long = |whole: BigInt| whole.mod_floor(&PRIME.into()).to_u64();
    let short = |whole: i64| i128::from(whole).rem_euclid(PRIME.into()).to_u64();
    let (top, bottom) = match number.words() {
        Some((top, 1)) => return short(top),
        Some((top, bottom)) => (short(top)?, short(bottom)?),
        None => (long(number.numerator())?, long(number.denominator())?),
    };
    Some(times(top, one_over(bottom)?))
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).expect("less than the prime")
}

// By Fermat's little theorem the power two below the prime.
fn one_over(number: u64) -> Option<u64> {
    let (mut result, mut base, mut left) = (1, number, PRIME - 2);
    while left > 0 {
        if left & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        left >>= 1;
    }
    (number != 0).then_some(result)
}

// One number for several in their order.
fn together(all: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    let mut sum = 0_u64;
    for one in all {
        sum = (sum.rotate_left(5) ^ one?).wrapping_mul(APART);
    }
    Some(sum)
}
