//! What a tree is worth: an exact number, a polynomial, or a quotient of polynomials, in one form for each value.
//!
//! Equality is decided, never sampled. Quotients are compared by cross-multiplying.
//! Worked out in the order of the arena, so there is no recursion.

mod evaluate;
mod polynomial;

use crate::Number;
use crate::limits::{Steps, TooLarge};

pub(crate) use evaluate::{NoValue, evaluate, value_of};
pub(crate) use polynomial::{Monomial, Polynomial};

/// The value of an expression. A constant is always a `Number`, and a quotient always has a letter below.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Number(Number),
    Polynomial(Polynomial),
    Quotient(Box<(Polynomial, Polynomial)>),
}

impl Value {
    pub(crate) fn of_polynomial(polynomial: Polynomial) -> Self {
        match polynomial.constant() {
            Some(number) => Self::Number(number),
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
        match bottom.constant().and_then(|number| Number::ONE.checked_div(&number)) {
            Some(factor) => Ok(Self::of_polynomial(top.scale(&factor, steps)?)),
            None => Ok(Self::Quotient(Box::new((top, bottom)))),
        }
    }

    /// The value as a polynomial over a polynomial.
    pub(crate) fn into_parts(self) -> (Polynomial, Polynomial) {
        match self {
            Self::Number(number) => {
                (Polynomial::of_number(number), Polynomial::of_number(Number::ONE))
            }
            Self::Polynomial(polynomial) => (polynomial, Polynomial::of_number(Number::ONE)),
            Self::Quotient(parts) => *parts,
        }
    }

    /// The value as a polynomial, if it is one as written.
    pub(crate) fn to_polynomial(&self) -> Option<Polynomial> {
        match self {
            Self::Number(number) => Some(Polynomial::of_number(number.clone())),
            Self::Polynomial(polynomial) => Some(polynomial.clone()),
            Self::Quotient(_) => None,
        }
    }

    /// Whether two values are equal wherever both have a value.
    pub(crate) fn same(&self, other: &Self, steps: &mut Steps) -> Result<bool, TooLarge> {
        if !matches!(self, Self::Quotient(_)) && !matches!(other, Self::Quotient(_)) {
            return Ok(self == other);
        }
        let ((a, b), (c, d)) = (self.clone().into_parts(), other.clone().into_parts());
        Ok(a.times(&d, steps)? == c.times(&b, steps)?)
    }
}
