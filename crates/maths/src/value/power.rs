//! Powers and roots of values. A fractional power is a root of a power: 8 to the power 2/3 is 4.

use crate::Number;
use crate::limits::{MAX_BITS, MAX_EXPONENT, Steps, TooLarge, at_most};

use super::polynomial::counted;
use super::{NoValue, Polynomial, Root, Value, divide, surd, times};

const OF_NEGATIVE: NoValue = NoValue::Undecided("there is no square root of a negative number");

/// `base` to the power `exponent`.
pub(super) fn power(base: Value, exponent: &Value, steps: &mut Steps) -> Result<Value, NoValue> {
    let Value::Number(exponent) = exponent else {
        return Err(NoValue::Undecided("there is a letter in a power"));
    };
    // What does not fit a machine word is over the limit too.
    let long = (i64::MAX, if exponent.is_whole() { 1 } else { i64::MAX });
    let (power, index) = exponent.words().unwrap_or(long);
    let (index, size) = (small(index, "as a root")?, small(power, "as a power")?);
    if size == 0 && matches!(&base, Value::Number(number) if number.is_zero()) {
        return Err(NoValue::Undecided("0 to the power 0 has no agreed value"));
    }
    let base = if index == 1 { base } else { root(base, index, steps)? };
    let raised = whole_power(base, size, steps)?;
    if exponent.is_negative() {
        return divide(Value::Number(Number::ONE), raised, steps);
    }
    Ok(raised)
}

fn small(part: i64, what: &'static str) -> Result<u32, TooLarge> {
    at_most(part.unsigned_abs(), MAX_EXPONENT.into(), what)?;
    Ok(u32::try_from(part.unsigned_abs()).expect("at most 100"))
}

fn whole_power(base: Value, size: u32, steps: &mut Steps) -> Result<Value, NoValue> {
    match base {
        Value::Number(number) => {
            let too_long = TooLarge { what: "binary digits in a number", limit: MAX_BITS };
            Ok(Value::Number(counted(number.pow(size).ok_or(too_long)?, steps)?))
        }
        base @ (Value::Root(_) | Value::Quantity(_)) => {
            let mut result = Value::Number(Number::ONE);
            for _ in 0..size {
                result = times(result, base.clone(), steps)?;
            }
            Ok(result)
        }
        base => {
            let (top, bottom) = super::arithmetic::parts(base)?;
            Ok(Value::of_quotient(top.power(size, steps)?, bottom.power(size, steps)?, steps)?)
        }
    }
}

/// The root of a value: the square root for an index of 2, the cube root for 3.
pub(super) fn root(value: Value, index: u32, steps: &mut Steps) -> Result<Value, NoValue> {
    match (value, index) {
        (Value::Number(number), 2) => {
            let root = surd::root(&number, steps)?.ok_or(OF_NEGATIVE)?;
            Ok(Value::of_polynomial(root))
        }
        (Value::Number(number), _) => surd::exact_root(&number, index)
            .map(Value::Number)
            .ok_or(NoValue::Undecided("there is a root that is not a whole number or a fraction")),
        (value, 2) => square_root(value, steps),
        _ => Err(NoValue::Undecided("there is a cube root or a higher root of an expression")),
    }
}

fn square_root(value: Value, steps: &mut Steps) -> Result<Value, NoValue> {
    let (top, bottom) = super::arithmetic::parts(value)?;
    if let (Some(above), Some(below)) = (root_of_term(&top, steps)?, root_of_term(&bottom, steps)?)
    {
        return Ok(Value::of_quotient(above, below, steps)?);
    }
    let square = Value::of_quotient(top, bottom, steps)?;
    if square.is_constant() {
        return root_of_surd(&square, steps);
    }
    Ok(Value::Root(Box::new(Root { square, is_negative: false })))
}

// The root of one term: 9x⁴ has the root 3x², and x² none that is the same for negative x.
fn root_of_term(term: &Polynomial, steps: &mut Steps) -> Result<Option<Polynomial>, NoValue> {
    let [(monomial, coefficient)] = term.terms() else { return Ok(None) };
    let Some(half) = monomial.half() else { return Ok(None) };
    let Some(root) = surd::root(coefficient, steps)? else { return Ok(None) };
    Ok(Some(root.times(&Polynomial::of_term(half, Number::ONE), steps)?))
}

// The root of a sum with one root, where it is a sum of two: root (3 + 2 root 2) is 1 plus root 2.
fn root_of_surd(value: &Value, steps: &mut Steps) -> Result<Value, NoValue> {
    const NESTED: NoValue = NoValue::Undecided("there is a root under a root");
    let Value::Surd(sum) = value else { return Err(NESTED) };
    if surd::sign(sum, steps)?.is_lt() {
        return Err(OF_NEGATIVE);
    }
    let (a, (under, b)) = match sum.terms() {
        [(one, a), (other, b)] if *one == super::Monomial::ONE && other.half_pis() == 0 => {
            (a, (other.under_root(), b))
        }
        _ => return Err(NESTED),
    };
    let under = Number::from(i64::from(under));
    let rest = &(a * a) - &(&(b * b) * &under);
    let Some(rest) = surd::exact_root(&rest, 2) else { return Err(NESTED) };
    let half = Number::try_ratio(1, 2).unwrap_or(Number::ONE);
    let (larger, smaller) = (&(a + &rest) * &half, &(a - &rest) * &half);
    let (Some(larger), Some(smaller)) = (surd::root(&larger, steps)?, surd::root(&smaller, steps)?)
    else {
        return Err(NESTED);
    };
    let smaller = if b.is_negative() { smaller.negated() } else { smaller };
    Ok(Value::of_polynomial(larger.plus(smaller, steps)?))
}
