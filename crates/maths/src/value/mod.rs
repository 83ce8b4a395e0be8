//! What a tree is worth: an exact number, an expression, a quantity, a list or a statement, in one form for each value.
//!
//! Equality is decided, never sampled; what lies outside is undecided. Quotients are compared by cross-multiplying.
//! Worked out in the order of the arena, so there is no recursion. Start at [`Value`]; `evaluate` makes one.

mod arithmetic;
mod call;
mod compare;
mod evaluate;
pub(crate) mod factor;
pub(crate) mod gcd;
mod monomial;
mod polynomial;
mod power;
mod statement;
pub(crate) mod surd;
mod trig;
pub(crate) mod unit;

use crate::Number;
use crate::limits::{Steps, TooLarge};
use crate::tree::CompareSign;

pub(crate) use arithmetic::{add, divide, negate, times};
pub(crate) use compare::order;
pub(crate) use evaluate::{NoValue, evaluate, value_of};
pub(crate) use monomial::Monomial;
pub(crate) use polynomial::Polynomial;
use unit::Measure;

/// The value of an answer. A rational constant is always a `Number`, an irrational one a `Surd`, and a quotient always
/// has a letter or a sum with pi below.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Number(Number),
    /// A sum of roots and powers of pi without letters, never rational.
    Surd(Polynomial),
    Polynomial(Polynomial),
    Quotient(Box<(Polynomial, Polynomial)>),
    /// The square root of an expression that has none among the others, or minus it.
    Root(Box<Root>),
    Quantity(Box<Quantity>),
    /// Seconds after midnight.
    Time(u32),
    Ratio(Vec<Value>),
    /// Things in order, or a set of them.
    Several(Several, Vec<Value>),
    Remainder(Box<(Value, Value)>),
    /// The numbers between two ends; no end on a side without a limit.
    Interval(Box<Interval>),
    Statement(Box<Statement>),
}

/// The square root of `square` that is not negative, or minus it; the size of a thing is the root of its square.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Root {
    pub square: Value,
    pub is_negative: bool,
}

/// An amount with its unit as typed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub amount: Value,
    pub unit: Measure,
}

/// In which way several things are one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Several {
    Coordinates,
    Vector,
    List,
    Set,
    /// One or the other of a `±`.
    Either,
}

/// The numbers from `low` to `high`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Interval {
    pub low: Option<Value>,
    pub high: Option<Value>,
    pub is_low_closed: bool,
    pub is_high_closed: bool,
}

/// An equation or inequality, or several joined by "and" or "or".
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Statement {
    Compare { left: Value, sign: CompareSign, right: Value },
    And(Vec<Statement>),
    Or(Vec<Statement>),
}

impl Value {
    pub(crate) fn of_polynomial(polynomial: Polynomial) -> Self {
        match polynomial.constant() {
            Some(number) => Self::Number(number),
            None if polynomial.is_constant() => Self::Surd(polynomial),
            None => Self::Polynomial(polynomial),
        }
    }

    /// `top / bottom`; the caller has made sure that `bottom` is not 0.
    pub(crate) fn of_quotient(
        top: Polynomial,
        bottom: Polynomial,
        steps: &mut Steps,
    ) -> Result<Self, TooLarge> {
        if top.is_zero() {
            return Ok(Self::Number(Number::ZERO));
        }
        if let Some(number) = bottom.constant() {
            let factor = Number::ONE.checked_div(&number).unwrap_or(Number::ZERO);
            return Ok(Self::of_polynomial(top.scale(&factor, steps)?));
        }
        if bottom.is_constant()
            && let Some(factor) = surd::one_over(&bottom, steps)?
        {
            return Ok(Self::of_polynomial(top.times(&factor, steps)?));
        }
        Ok(Self::Quotient(Box::new((top, bottom))))
    }

    /// The value as a polynomial over a polynomial, if it is an expression.
    pub(crate) fn into_parts(self) -> Option<(Polynomial, Polynomial)> {
        let one = || Polynomial::of_number(Number::ONE);
        match self {
            Self::Number(number) => Some((Polynomial::of_number(number), one())),
            Self::Surd(polynomial) | Self::Polynomial(polynomial) => Some((polynomial, one())),
            Self::Quotient(parts) => Some(*parts),
            _ => None,
        }
    }

    /// The value as a polynomial, if it is one as written.
    pub(crate) fn to_polynomial(&self) -> Option<Polynomial> {
        match self {
            Self::Number(number) => Some(Polynomial::of_number(number.clone())),
            Self::Surd(polynomial) | Self::Polynomial(polynomial) => Some(polynomial.clone()),
            _ => None,
        }
    }

    /// Whether it is 0.
    pub(crate) fn is_zero(&self) -> bool {
        matches!(self, Self::Number(number) if number.is_zero())
    }

    /// Whether it is one number, rational or not.
    pub(crate) fn is_constant(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Surd(_))
    }
}

impl Quantity {
    /// The amount in metres, grams, seconds, pence, degrees and their products.
    pub(crate) fn in_base_units(&self, steps: &mut Steps) -> Result<Value, NoValue> {
        times(self.amount.clone(), Value::Number(self.unit.size.clone()), steps)
    }
}
