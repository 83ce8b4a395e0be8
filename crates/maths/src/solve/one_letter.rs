//! The numbers for which a statement in one letter is true.
//!
//! A polynomial or quotient changes sign only at its roots, so the roots in order decide everything.
//! A root or the size of something is squared away, with the sign of the other side kept. Start at [`solutions`].

use std::cmp::Ordering;

use crate::Number;
use crate::limits::Steps;
use crate::tree::CompareSign;
use crate::value::{NoValue, Polynomial, Root, Statement, Value, add, negate, order, times};

use super::{SolutionSet, difference, real_roots, turned};

const ZERO: Value = Value::Number(Number::ZERO);

/// The numbers for the letter at `place` that make the statement true.
pub(crate) fn solutions(
    statement: &Statement,
    place: u8,
    steps: &mut Steps,
) -> Result<SolutionSet, NoValue> {
    match statement {
        Statement::Compare { left, sign, right } => compare(left, *sign, right, place, steps),
        Statement::And(all) => all.iter().try_fold(SolutionSet::all(), |set, one| {
            set.and(&solutions(one, place, steps)?, steps)
        }),
        Statement::Or(all) => all.iter().try_fold(SolutionSet::none(), |set, one| {
            set.or(&solutions(one, place, steps)?, steps)
        }),
    }
}

fn compare(
    left: &Value,
    sign: CompareSign,
    right: &Value,
    place: u8,
    steps: &mut Steps,
) -> Result<SolutionSet, NoValue> {
    match (left, right) {
        (Value::Root(root), other) => of_root(root, sign, other, place, steps),
        (other, Value::Root(root)) => of_root(root, turned(sign), other, place, steps),
        _ => {
            let (top, bottom) = difference(left, right, steps)?;
            of_quotient(&top, &bottom, sign, place, steps)
        }
    }
}

// Where `top / bottom` compares so with 0.
fn of_quotient(
    top: &Polynomial,
    bottom: &Polynomial,
    sign: CompareSign,
    place: u8,
    steps: &mut Steps,
) -> Result<SolutionSet, NoValue> {
    if has_half_power(top) || has_half_power(bottom) {
        return of_half_powers(top, bottom, sign, place, steps);
    }
    let forbidden = real_roots(bottom, place, steps)?;
    if top.is_zero() {
        let ends: Vec<Value> = forbidden.into_iter().map(|(root, _)| root).collect();
        let true_elsewhere = holds(sign, Ordering::Equal);
        let mut cells = vec![true_elsewhere];
        cells.extend(ends.iter().flat_map(|_| [false, true_elsewhere]));
        return Ok(SolutionSet::of_cells(ends, cells));
    }
    let mut ends: Vec<(Value, u32, bool)> = Vec::new();
    let mut forbidden = forbidden.into_iter().peekable();
    for (root, times) in real_roots(top, place, steps)? {
        while let Some((bar, n)) = forbidden.peek() {
            match order(bar, &root, steps)? {
                Ordering::Greater => break,
                _ => ends.push((bar.clone(), *n, true)),
            }
            forbidden.next();
        }
        match ends.last_mut() {
            Some((last, n, _)) if *last == root => *n += times,
            _ => ends.push((root, times, false)),
        }
    }
    ends.extend(forbidden.map(|(bar, n)| (bar, n, true)));
    // From the far right leftwards: the sign changes at each end that counts an odd number of times.
    let mut is_positive = leading_sign(top, place, steps)? == leading_sign(bottom, place, steps)?;
    let side =
        |is_positive| holds(sign, if is_positive { Ordering::Greater } else { Ordering::Less });
    let mut cells = vec![side(is_positive)];
    for (_, n_times, is_forbidden) in ends.iter().rev() {
        cells.push(!is_forbidden && holds(sign, Ordering::Equal));
        is_positive ^= n_times % 2 == 1;
        cells.push(side(is_positive));
    }
    cells.reverse();
    Ok(SolutionSet::of_cells(ends.into_iter().map(|(end, ..)| end).collect(), cells))
}

fn has_half_power(polynomial: &Polynomial) -> bool {
    polynomial.terms().iter().any(|(monomial, _)| monomial.has_half_power())
}

// With the letter under a root, the root is the letter solved for: it is not negative, and its square is what is asked.
fn of_half_powers(
    top: &Polynomial,
    bottom: &Polynomial,
    sign: CompareSign,
    place: u8,
    steps: &mut Steps,
) -> Result<SolutionSet, NoValue> {
    let (above, below) = (top.in_root_of(place, steps)?, bottom.in_root_of(place, steps)?);
    let roots = of_quotient(&above, &below, sign, place, steps)?;
    let not_negative = SolutionSet::half_line(ZERO, true, true);
    roots.and(&not_negative, steps)?.squared(steps)
}

fn leading_sign(polynomial: &Polynomial, place: u8, steps: &mut Steps) -> Result<bool, NoValue> {
    let highest = polynomial.degree_in(place);
    let leading =
        || polynomial.terms().iter().filter(|(monomial, _)| monomial.power_of(place) == highest);
    // Roots and powers of pi are positive, so one number says the sign.
    if let (Some((_, only)), None) = (leading().next(), leading().nth(1)) {
        return Ok(!only.is_negative());
    }
    let leading = leading().map(|(monomial, number)| (monomial.irrational(), number.clone()));
    let leading = Value::of_polynomial(Polynomial::of_terms(leading.collect(), steps)?);
    Ok(order(&leading, &ZERO, steps)? == Ordering::Greater)
}

/// Whether an order is what the sign says.
fn holds(sign: CompareSign, order: Ordering) -> bool {
    match sign {
        CompareSign::Equal | CompareSign::About => order == Ordering::Equal,
        CompareSign::NotEqual => order != Ordering::Equal,
        CompareSign::Less => order == Ordering::Less,
        CompareSign::LessOrEqual => order != Ordering::Greater,
        CompareSign::Greater => order == Ordering::Greater,
        CompareSign::GreaterOrEqual => order != Ordering::Less,
    }
}

// Root R compared with g: where g is at least 0 the squares compare, elsewhere the root is greater.
fn of_root(
    root: &Root,
    sign: CompareSign,
    other: &Value,
    place: u8,
    steps: &mut Steps,
) -> Result<SolutionSet, NoValue> {
    if root.is_negative {
        let positive = Root { square: root.square.clone(), is_negative: false };
        return of_root(&positive, turned(sign), &negate(other.clone())?, place, steps);
    }
    let has_root = compare(&root.square, CompareSign::GreaterOrEqual, &ZERO, place, steps)?;
    if let Value::Root(other) = other {
        let both = compare(&other.square, CompareSign::GreaterOrEqual, &ZERO, place, steps)?;
        let both = both.and(&has_root, steps)?;
        if other.is_negative {
            // A root is never below minus another; they meet where both are 0.
            return match sign {
                CompareSign::GreaterOrEqual => Ok(both),
                CompareSign::Less => Ok(SolutionSet::none()),
                _ => {
                    let sum = add(root.square.clone(), other.square.clone(), steps)?;
                    let zero = compare(&sum, CompareSign::Equal, &ZERO, place, steps)?;
                    match sign {
                        CompareSign::Equal | CompareSign::LessOrEqual => zero.and(&both, steps),
                        _ => both.without(&zero, steps),
                    }
                }
            };
        }
        return compare(&root.square, sign, &other.square, place, steps)?.and(&both, steps);
    }
    let above = compare(other, CompareSign::GreaterOrEqual, &ZERO, place, steps)?;
    let below = compare(other, CompareSign::Less, &ZERO, place, steps)?;
    let square = times(other.clone(), other.clone(), steps)?;
    let squares = compare(&root.square, sign, &square, place, steps)?.and(&above, steps)?;
    let set = if holds(sign, Ordering::Greater) { squares.or(&below, steps)? } else { squares };
    set.and(&has_root, steps)
}
