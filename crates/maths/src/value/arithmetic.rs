//! Sums, products and quotients of values: exact, counted, and undecided where a kind of value has none.

use crate::Number;
use crate::limits::Steps;

use super::polynomial::counted;
use super::{NoValue, Polynomial, Quantity, Root, Several, Value};

const NOT_NUMBERS: NoValue = NoValue::Undecided("only numbers and expressions can be worked with");
const BY_ZERO: NoValue = NoValue::Undecided("there is a division by 0");
const UNDER_ROOT: NoValue = NoValue::Undecided("there is a letter under a root");

/// Minus the value.
pub(crate) fn negate(value: Value) -> Result<Value, NoValue> {
    Ok(match value {
        Value::Number(number) => Value::Number(-number),
        Value::Surd(polynomial) => Value::Surd(polynomial.negated()),
        Value::Polynomial(polynomial) => Value::Polynomial(polynomial.negated()),
        Value::Quotient(parts) => Value::Quotient(Box::new((parts.0.negated(), parts.1))),
        Value::Root(mut root) => {
            root.is_negative = !root.is_negative;
            Value::Root(root)
        }
        Value::Several(Several::Either, values) => Value::Several(
            Several::Either,
            values.into_iter().map(negate).collect::<Result<_, _>>()?,
        ),
        Value::Quantity(mut quantity) => {
            quantity.amount = negate(quantity.amount)?;
            Value::Quantity(quantity)
        }
        _ => return Err(NOT_NUMBERS),
    })
}

/// The sum of two values; quantities of one kind are added in the unit of the first.
pub(crate) fn add(left: Value, right: Value, steps: &mut Steps) -> Result<Value, NoValue> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => Ok(Value::Number(counted(&a + &b, steps)?)),
        (Value::Quantity(a), Value::Quantity(b)) => add_quantities(*a, *b, steps),
        (Value::Several(Several::Either, values), other)
        | (other, Value::Several(Several::Either, values)) => {
            each(values, |value| add(value, other.clone(), steps))
        }
        (Value::Number(zero), other) | (other, Value::Number(zero)) if zero.is_zero() => Ok(other),
        (Value::Root(_), _) | (_, Value::Root(_)) => Err(UNDER_ROOT),
        (left @ Value::Quotient(_), right) | (left, right @ Value::Quotient(_)) => {
            let ((a, b), (c, d)) = (parts(left)?, parts(right)?);
            if b == d {
                return Ok(Value::of_quotient(a.plus(c, steps)?, b, steps)?);
            }
            let top = a.times(&d, steps)?.plus(c.times(&b, steps)?, steps)?;
            let bottom = b.times(&d, steps)?;
            Ok(Value::of_quotient(top, bottom, steps)?)
        }
        (Value::Number(number), Value::Surd(other) | Value::Polynomial(other))
        | (Value::Surd(other) | Value::Polynomial(other), Value::Number(number)) => {
            Ok(Value::of_polynomial(other.plus_number(number, steps)?))
        }
        (left, right) => Ok(Value::of_polynomial(parts(left)?.0.plus(parts(right)?.0, steps)?)),
    }
}

// Our choice: at most four, as two signs make.
fn each(
    values: Vec<Value>,
    mut work: impl FnMut(Value) -> Result<Value, NoValue>,
) -> Result<Value, NoValue> {
    if values.len() > 4 {
        return Err(NoValue::Undecided("there are too many ± signs"));
    }
    let worked: Result<Vec<Value>, NoValue> = values.into_iter().map(&mut work).collect();
    let mut flat = Vec::new();
    for value in worked? {
        match value {
            Value::Several(Several::Either, inner) => flat.extend(inner),
            value => flat.push(value),
        }
    }
    Ok(Value::Several(Several::Either, flat))
}

fn add_quantities(a: Quantity, b: Quantity, steps: &mut Steps) -> Result<Value, NoValue> {
    if a.unit.dimension != b.unit.dimension {
        return Err(NoValue::Undecided("two different measures cannot be added"));
    }
    let factor = b.unit.size.checked_div(&a.unit.size).unwrap_or(Number::ONE);
    let amount = add(a.amount, times(b.amount, Value::Number(factor), steps)?, steps)?;
    Ok(Value::Quantity(Box::new(Quantity { amount, unit: a.unit })))
}

/// The product of two values.
pub(crate) fn times(left: Value, right: Value, steps: &mut Steps) -> Result<Value, NoValue> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => Ok(Value::Number(counted(&a * &b, steps)?)),
        (Value::Quantity(a), Value::Quantity(b)) => {
            let unit = a.unit.times(&b.unit, 1).ok_or(NOT_NUMBERS)?;
            let amount = times(a.amount, b.amount, steps)?;
            Ok(of_quantity(Quantity { amount, unit }))
        }
        (Value::Several(Several::Either, values), other)
        | (other, Value::Several(Several::Either, values)) => {
            each(values, |value| times(value, other.clone(), steps))
        }
        (Value::Quantity(a), other) | (other, Value::Quantity(a)) => {
            let amount = times(a.amount, other, steps)?;
            Ok(Value::Quantity(Box::new(Quantity { amount, unit: a.unit })))
        }
        (Value::Root(a), Value::Root(b)) => root_times_root(*a, *b, steps),
        (Value::Root(root), other) | (other, Value::Root(root)) => root_times(*root, other, steps),
        (Value::Number(zero), other) | (other, Value::Number(zero))
            if zero.is_zero() && is_expression(&other) =>
        {
            Ok(Value::Number(zero))
        }
        (Value::Number(factor), Value::Surd(other))
        | (Value::Surd(other), Value::Number(factor)) => {
            Ok(Value::Surd(other.scale(&factor, steps)?))
        }
        (Value::Number(factor), Value::Polynomial(other))
        | (Value::Polynomial(other), Value::Number(factor)) => {
            Ok(Value::Polynomial(other.scale(&factor, steps)?))
        }
        (Value::Surd(a) | Value::Polynomial(a), Value::Surd(b) | Value::Polynomial(b)) => {
            Ok(Value::of_polynomial(a.times(&b, steps)?))
        }
        (left, right) => {
            let ((a, b), (c, d)) = (parts(left)?, parts(right)?);
            let (top, bottom) = (a.times(&c, steps)?, b.times(&d, steps)?);
            Ok(Value::of_quotient(top, bottom, steps)?)
        }
    }
}

fn is_expression(value: &Value) -> bool {
    matches!(value, Value::Surd(_) | Value::Polynomial(_) | Value::Quotient(_))
}

// A product of two roots is a root, or the thing itself when they are the same.
fn root_times_root(a: Root, b: Root, steps: &mut Steps) -> Result<Value, NoValue> {
    let is_negative = a.is_negative != b.is_negative;
    if a.square.same(&b.square, steps)? {
        return if is_negative { negate(a.square) } else { Ok(a.square) };
    }
    let square = times(a.square, b.square, steps)?;
    Ok(Value::Root(Box::new(Root { square, is_negative })))
}

// Only a factor of known sign goes under a root.
fn root_times(root: Root, other: Value, steps: &mut Steps) -> Result<Value, NoValue> {
    let negative = match super::order(&other, &Value::Number(Number::ZERO), steps) {
        Ok(std::cmp::Ordering::Equal) => return Ok(other),
        Ok(order) => order == std::cmp::Ordering::Less,
        Err(_) => return Err(UNDER_ROOT),
    };
    let square = times(root.square, times(other.clone(), other, steps)?, steps)?;
    Ok(Value::Root(Box::new(Root { square, is_negative: root.is_negative != negative })))
}

/// The quotient of two values; [`BY_ZERO`] when `bottom` is 0.
pub(crate) fn divide(top: Value, bottom: Value, steps: &mut Steps) -> Result<Value, NoValue> {
    if let (Value::Number(a), Value::Number(b)) = (&top, &bottom) {
        let quotient = a.checked_div(b).ok_or(BY_ZERO)?;
        return Ok(Value::Number(counted(quotient, steps)?));
    }
    match (top, bottom) {
        (Value::Quantity(a), Value::Quantity(b)) => {
            let unit = a.unit.times(&b.unit, -1).ok_or(NOT_NUMBERS)?;
            let amount = divide(a.amount, b.amount, steps)?;
            Ok(of_quantity(Quantity { amount, unit }))
        }
        (Value::Several(Several::Either, values), other) => {
            each(values, |value| divide(value, other.clone(), steps))
        }
        (Value::Quantity(a), other) => {
            let amount = divide(a.amount, other, steps)?;
            Ok(Value::Quantity(Box::new(Quantity { amount, unit: a.unit })))
        }
        (top, Value::Number(number)) => {
            let over = Number::ONE.checked_div(&number).ok_or(BY_ZERO)?;
            times(top, Value::Number(over), steps)
        }
        (top, bottom) => {
            let over = one_over(bottom, steps)?;
            times(top, over, steps)
        }
    }
}

fn one_over(value: Value, steps: &mut Steps) -> Result<Value, NoValue> {
    if let Value::Root(root) = value {
        let square = one_over(root.square, steps)?;
        return Ok(Value::Root(Box::new(Root { square, is_negative: root.is_negative })));
    }
    let (top, bottom) = parts(value)?;
    if top.is_zero() {
        return Err(BY_ZERO);
    }
    Ok(Value::of_quotient(bottom, top, steps)?)
}

// A quantity whose units cancel is a number: 6 m divided by 2 m is 3.
fn of_quantity(quantity: Quantity) -> Value {
    if !quantity.unit.dimension.is_none() {
        return Value::Quantity(Box::new(quantity));
    }
    match quantity.amount {
        Value::Number(amount) => Value::Number(&amount * &quantity.unit.size),
        amount => Value::Quantity(Box::new(Quantity { amount, unit: quantity.unit })),
    }
}

/// A polynomial over a polynomial, or undecided for any other kind of value.
pub(super) fn parts(value: Value) -> Result<(Polynomial, Polynomial), NoValue> {
    match value {
        Value::Root(_) => Err(UNDER_ROOT),
        value => value.into_parts().ok_or(NOT_NUMBERS),
    }
}
