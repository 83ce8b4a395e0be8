//! Functions of exact values: sin, cos and tan at multiples of 15°, their inverses there, and the size of a number.
//!
//! A plain number is an angle in degrees, as it is at school; a multiple of pi is in radians.

use std::cmp::Ordering;

use crate::Number;
use crate::limits::Steps;
use crate::tree::Function;

use super::{Monomial, NoValue, Polynomial, Root, Value, negate, order, times, trig};

const NO_ANGLE: NoValue =
    NoValue::Undecided("the angle is not a number of degrees or a multiple of π");

/// `function` of `argument`.
pub(super) fn call(
    function: Function,
    argument: Value,
    steps: &mut Steps,
) -> Result<Value, NoValue> {
    match function {
        Function::Sin => Ok(Value::of_polynomial(trig::sine(&degrees(argument, steps)?, steps)?)),
        Function::Cos => Ok(Value::of_polynomial(trig::cosine(&degrees(argument, steps)?, steps)?)),
        Function::Tan => tangent(&degrees(argument, steps)?, steps),
        Function::InverseSin => angle(-90, 90, &argument, trig::sine, steps),
        Function::InverseCos => angle(0, 180, &argument, trig::cosine, steps),
        Function::InverseTan => angle_of_tangent(&argument, steps),
        Function::Abs => size(argument, steps),
        Function::Named(_) => Err(NoValue::Undecided("there is a function in it")),
    }
}

fn degrees(argument: Value, steps: &mut Steps) -> Result<Number, NoValue> {
    match argument {
        Value::Number(number) => Ok(number),
        Value::Quantity(quantity) if quantity.unit.dimension.is_angle() => {
            match quantity.in_base_units(steps)? {
                Value::Number(number) => Ok(number),
                _ => Err(NO_ANGLE),
            }
        }
        Value::Surd(polynomial) => match polynomial.terms() {
            [(Monomial::PI, half_turns)] => Ok(half_turns * &Number::from(180)),
            _ => Err(NO_ANGLE),
        },
        _ => Err(NO_ANGLE),
    }
}

fn tangent(degrees: &Number, steps: &mut Steps) -> Result<Value, NoValue> {
    let cosine = Value::of_polynomial(trig::cosine(degrees, steps)?);
    if cosine.is_zero() {
        return Err(NoValue::Undecided("the tangent of a right angle has no value"));
    }
    super::divide(Value::of_polynomial(trig::sine(degrees, steps)?), cosine, steps)
}

type Trig = fn(&Number, &mut Steps) -> Result<Polynomial, NoValue>;

// The angle between two others whose sine or cosine it is.
fn angle(from: i64, to: i64, of: &Value, trig: Trig, steps: &mut Steps) -> Result<Value, NoValue> {
    for degrees in (from..=to).step_by(15).map(Number::from) {
        if Value::of_polynomial(trig(&degrees, steps)?) == *of {
            return Ok(Value::Number(degrees));
        }
    }
    Err(NoValue::Undecided("the angle is not a multiple of 15°"))
}

fn angle_of_tangent(of: &Value, steps: &mut Steps) -> Result<Value, NoValue> {
    for degrees in (-75..=75).step_by(15).map(Number::from) {
        if tangent(&degrees, steps)? == *of {
            return Ok(Value::Number(degrees));
        }
    }
    Err(NoValue::Undecided("the angle is not a multiple of 15°"))
}

// The size of an expression is the root of its square.
fn size(value: Value, steps: &mut Steps) -> Result<Value, NoValue> {
    if value.is_constant() {
        let below = order(&value, &Value::Number(Number::ZERO), steps)? == Ordering::Less;
        return if below { negate(value) } else { Ok(value) };
    }
    let square = times(value.clone(), value, steps)?;
    Ok(Value::Root(Box::new(Root { square, is_negative: false })))
}
