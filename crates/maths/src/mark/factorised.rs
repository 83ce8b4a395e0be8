//! Fully factorised over the whole numbers: one number, and brackets that have nothing left to take out.
//!
//! A bracket is finished when its terms are whole with no common factor and it is a product of nothing smaller:
//! decided for one letter up to the third power and for anything of the first power.
//! Beyond that the brackets are compared with the item's own answer; if they differ it is undecided.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::Number;
use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Polynomial, Value, value_of};

use super::Form;
use super::expanded::is_collected;

// Our choice: the most divisors tried on each side when looking for a root of a cubic.
const MAX_TRIED: i64 = 1_000;

/// Written as a product that cannot be factorised further.
pub(super) fn factorised(tree: &Tree, answer: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    let given = factors(tree, steps)?;
    if given.has_sum_of_numbers {
        return Ok(Err("not-worked-out".into()));
    }
    if given.n_numbers > 1 {
        return Ok(Err("factors-left-apart".into()));
    }
    let note = if given.is_product { "not-fully-factorised" } else { "not-factorised" };
    let mut unsure = false;
    for factor in &given.brackets {
        if !is_primitive(&factor.value) {
            return Ok(Err(note.into()));
        }
        match is_irreducible(&factor.value, steps)? {
            Some(true) => {}
            Some(false) => return Ok(Err(note.into())),
            None => unsure = true,
        }
        if !is_collected(tree, factor.id, factor.value.terms().len()) {
            return Ok(Err("like-terms-left".into()));
        }
    }
    if unsure && !same_brackets(&given.brackets, &factors(answer, steps)?.brackets) {
        return Err(NoValue::Undecided("it may or may not factorise further"));
    }
    Ok(Ok(()))
}

struct Factors {
    n_numbers: usize,
    has_sum_of_numbers: bool,
    brackets: Vec<Factor>,
    is_product: bool,
}

struct Factor {
    id: NodeId,
    value: Polynomial,
}

// The factors as written: numbers are counted, letters on their own are always finished, sums are kept.
fn factors(tree: &Tree, steps: &mut Steps) -> Result<Factors, NoValue> {
    let mut found = Factors {
        n_numbers: 0,
        has_sum_of_numbers: false,
        brackets: Vec::new(),
        is_product: false,
    };
    let mut waiting = vec![tree.root()];
    while let Some(id) = waiting.pop() {
        match tree.node(id) {
            Node::Bracket(inner) | Node::Negate(inner) => waiting.push(inner),
            Node::Times { left, right, .. } => {
                found.is_product = true;
                waiting.extend([left, right]);
            }
            Node::Divide { top, bottom, .. }
                if !matches!(tree.node(tree.bare(top)), Node::Numeral(_)) =>
            {
                if !matches!(value_of(tree, bottom, steps)?, Value::Number(_)) {
                    return Err(NoValue::Undecided("there is a letter below a fraction bar"));
                }
                found.n_numbers += 1;
                waiting.push(top);
            }
            Node::Power { base, exponent } if is_repeat(tree, exponent) => {
                found.is_product = true;
                waiting.push(base);
            }
            Node::Letter { .. } => {}
            _ => match value_of(tree, id, steps)? {
                Value::Number(_) => {
                    found.n_numbers += 1;
                    found.has_sum_of_numbers |=
                        matches!(tree.node(id), Node::Add(..) | Node::Subtract(..));
                }
                Value::Polynomial(value) => found.brackets.push(Factor { id, value }),
                _ => {
                    return Err(NoValue::Undecided("there is a letter below a fraction bar"));
                }
            },
        }
    }
    Ok(found)
}

// A power that stands for a repeated factor: `(x+1)^2`, and not `(x+1)^-1`.
fn is_repeat(tree: &Tree, exponent: NodeId) -> bool {
    tree.numeral(tree.bare(exponent))
        .is_some_and(|numeral| numeral.value.is_whole() && numeral.value > Number::ONE)
}

// Whole coefficients with no common factor, and no letter in every term.
fn is_primitive(polynomial: &Polynomial) -> bool {
    let terms = polynomial.terms();
    let whole = terms.iter().all(|(_, coefficient)| coefficient.is_whole());
    let common = terms
        .iter()
        .fold(BigInt::zero(), |common, (_, coefficient)| common.gcd(&coefficient.numerator()));
    let shared = terms.first().is_some_and(|(first, _)| {
        first.powers().any(|(place, _)| terms.iter().all(|(other, _)| other.power_of(place) > 0))
    });
    whole && common.is_one() && !shared
}

// Whether a primitive polynomial is a product of nothing smaller; `None` when that is not decided here.
fn is_irreducible(polynomial: &Polynomial, steps: &mut Steps) -> Result<Option<bool>, NoValue> {
    if polynomial.degree() <= 1 {
        return Ok(Some(true));
    }
    let Some(coefficients) = in_one_letter(polynomial) else { return Ok(None) };
    match coefficients.as_slice() {
        [c, b, a] => Ok(Some(!is_square(&(b * b - BigInt::from(4) * a * c)))),
        [_, _, _, _] => Ok(has_rational_root(&coefficients, steps)?.map(|has_root| !has_root)),
        _ => {
            Ok(has_rational_root(&coefficients, steps)?.filter(|has_root| *has_root).map(|_| false))
        }
    }
}

// The coefficients from the constant up, when there is one letter.
fn in_one_letter(polynomial: &Polynomial) -> Option<Vec<BigInt>> {
    let (highest, _) = polynomial.terms().iter().max_by_key(|(monomial, _)| monomial.degree())?;
    let (place, degree) = highest.powers().next()?;
    let mut coefficients = vec![BigInt::zero(); degree as usize + 1];
    for (monomial, coefficient) in polynomial.terms() {
        let power = monomial.power_of(place);
        if power != monomial.degree() {
            return None;
        }
        *coefficients.get_mut(power as usize)? = coefficient.numerator();
    }
    Some(coefficients)
}

fn is_square(number: &BigInt) -> bool {
    !number.is_negative() && {
        let root = number.sqrt();
        &root * &root == *number
    }
}

// A rational root has a numerator dividing the constant and a denominator dividing the first coefficient.
fn has_rational_root(coefficients: &[BigInt], steps: &mut Steps) -> Result<Option<bool>, NoValue> {
    let (Some(constant), Some(leading)) = (coefficients.first(), coefficients.last()) else {
        return Ok(None);
    };
    let (Some(tops), Some(bottoms)) = (divisors(constant), divisors(leading)) else {
        return Ok(None);
    };
    for top in &tops {
        for bottom in &bottoms {
            for sign in [1, -1] {
                steps.take(coefficients.len())?;
                let Some(root) = Number::try_ratio(sign * top, *bottom) else { continue };
                if worth_at(coefficients, &root).is_zero() {
                    return Ok(Some(true));
                }
            }
        }
    }
    Ok(Some(false))
}

fn divisors(number: &BigInt) -> Option<Vec<i64>> {
    let number = number.abs().to_i64().filter(|number| (1..=MAX_TRIED).contains(number))?;
    Some((1..=number).filter(|divisor| number % divisor == 0).collect())
}

fn worth_at(coefficients: &[BigInt], root: &Number) -> Number {
    coefficients.iter().rev().fold(Number::ZERO, |worth, coefficient| {
        &(&worth * root) + &Number::from(coefficient.clone())
    })
}

// The same brackets in any order, a change of every sign in a bracket apart.
fn same_brackets(given: &[Factor], wanted: &[Factor]) -> bool {
    let mut left: Vec<&Polynomial> = wanted.iter().map(|factor| &factor.value).collect();
    let all_found = given.iter().all(|factor| {
        let opposite = factor.value.clone().negated();
        let found = left.iter().position(|other| **other == factor.value || **other == opposite);
        found.map(|at| left.swap_remove(at)).is_some()
    });
    all_found && left.is_empty()
}
