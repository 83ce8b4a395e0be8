//! Whether two values are the same, and which of two numbers is greater: decided, or said to be undecided.

use std::cmp::Ordering;

use crate::Number;
use crate::limits::Steps;

use super::{NoValue, Polynomial, Root, Value, surd};

impl Value {
    /// Whether two values are equal wherever both have a value.
    pub(crate) fn same(&self, other: &Self, steps: &mut Steps) -> Result<bool, NoValue> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Ok(a == b),
            (Self::Root(a), Self::Root(b)) => {
                Ok(a.square.same(&b.square, steps)? && a.is_negative == b.is_negative)
            }
            (Self::Root(root), other) | (other, Self::Root(root)) => {
                same_as_root(root, other, steps)
            }
            (Self::Quotient(_), _) | (_, Self::Quotient(_)) => same_quotient(self, other, steps),
            (Self::Quantity(a), Self::Quantity(b)) => Ok(a.unit.dimension == b.unit.dimension
                && a.in_base_units(steps)?.same(&b.in_base_units(steps)?, steps)?),
            (Self::Ratio(a), Self::Ratio(b)) => same_ratio(a, b, steps),
            (Self::Several(a, these), Self::Several(b, those)) if a == b => match a {
                super::Several::Set | super::Several::Either => same_set(these, those, steps),
                _ => all_same(these, those, steps),
            },
            (Self::Remainder(a), Self::Remainder(b)) => {
                Ok(a.0.same(&b.0, steps)? && a.1.same(&b.1, steps)?)
            }
            (Self::Interval(a), Self::Interval(b)) => {
                let ends = [(&a.low, &b.low), (&a.high, &b.high)];
                let mut same =
                    a.is_low_closed == b.is_low_closed && a.is_high_closed == b.is_high_closed;
                for (mine, theirs) in ends {
                    same &= match (mine, theirs) {
                        (Some(mine), Some(theirs)) => mine.same(theirs, steps)?,
                        (mine, theirs) => mine.is_none() == theirs.is_none(),
                    };
                }
                Ok(same)
            }
            (Self::Statement(a), Self::Statement(b)) => crate::solve::same(a, b, steps),
            _ => Ok(self == other),
        }
    }
}

// Two things with different squares are different; with the same square they may still differ in sign.
fn same_as_root(root: &Root, other: &Value, steps: &mut Steps) -> Result<bool, NoValue> {
    if other.clone().into_parts().is_none() {
        return Ok(false);
    }
    let square = super::times(other.clone(), other.clone(), steps)?;
    if root.square.same(&square, steps)? {
        return Err(NoValue::Undecided("there is a letter under a root"));
    }
    Ok(false)
}

fn same_quotient(a: &Value, b: &Value, steps: &mut Steps) -> Result<bool, NoValue> {
    match (a, b) {
        (Value::Quotient(a), Value::Quotient(b)) => {
            Ok(a.0.times(&b.1, steps)? == b.0.times(&a.1, steps)?)
        }
        (Value::Quotient(parts), other) | (other, Value::Quotient(parts)) => {
            let Some(other) = other.to_polynomial() else { return Ok(false) };
            Ok(parts.0 == other.times(&parts.1, steps)?)
        }
        _ => Ok(a == b),
    }
}

// Ratios are the same when each part of one is the same number of times the part of the other.
fn same_ratio(a: &[Value], b: &[Value], steps: &mut Steps) -> Result<bool, NoValue> {
    let (Some(first), Some(other)) = (a.first(), b.first()) else { return Ok(a.len() == b.len()) };
    if a.len() != b.len() {
        return Ok(false);
    }
    for (mine, theirs) in a.iter().zip(b) {
        let one = super::times(mine.clone(), other.clone(), steps)?;
        let two = super::times(theirs.clone(), first.clone(), steps)?;
        if !one.same(&two, steps)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn all_same(a: &[Value], b: &[Value], steps: &mut Steps) -> Result<bool, NoValue> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (mine, theirs) in a.iter().zip(b) {
        if !mine.same(theirs, steps)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether every one of `a` is among `b` and the other way round.
fn same_set(a: &[Value], b: &[Value], steps: &mut Steps) -> Result<bool, NoValue> {
    Ok(all_among(a, b, steps)? && all_among(b, a, steps)?)
}

fn all_among(a: &[Value], b: &[Value], steps: &mut Steps) -> Result<bool, NoValue> {
    for mine in a {
        let mut found = false;
        for theirs in b {
            steps.take(1)?;
            found = found || mine.same(theirs, steps)?;
        }
        if !found {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Which of two constants is greater.
pub(crate) fn order(a: &Value, b: &Value, steps: &mut Steps) -> Result<Ordering, NoValue> {
    if let (Value::Number(a), Value::Number(b)) = (a, b) {
        return Ok(a.cmp(b));
    }
    let not_numbers = NoValue::Undecided("only numbers can be put in order");
    let constant = |value: &Value| value.is_constant().then(|| value.to_polynomial()).flatten();
    let (Some(a), Some(b)) = (constant(a), constant(b)) else { return Err(not_numbers) };
    let difference: Polynomial = a.plus(b.scale(&Number::from(-1), steps)?, steps)?;
    surd::sign(&difference, steps)
}
