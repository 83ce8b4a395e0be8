//! Exact rational numbers: machine words while they fit, big integers when they do not.
//!
//! Always in lowest terms with a positive denominator, so equal numbers are equal values of the type.
//! Never a float. Text and storage are in `text.rs`.

mod long;
mod text;

use std::cmp::Ordering;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::limits::MAX_BITS;

pub use text::NumberError;

/// An exact rational number such as 3, -2 or 7/4.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

// `Small` whenever both parts fit in an `i64` (and are not `i64::MIN`), otherwise `Big`: one form for each number.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small { numerator: i64, denominator: i64 },
    Big(Box<BigRational>),
}

impl Number {
    /// Nought.
    pub const ZERO: Self = Self(Repr::Small { numerator: 0, denominator: 1 });
    /// One.
    pub const ONE: Self = Self(Repr::Small { numerator: 1, denominator: 1 });

    /// `numerator / denominator` in lowest terms, or `None` when the denominator is 0.
    #[must_use]
    pub fn try_ratio(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self::from_wide(numerator.into(), denominator.into()))
    }

    /// `numerator / denominator` in lowest terms, or `None` when the denominator is 0.
    #[must_use]
    pub fn try_big_ratio(numerator: BigInt, denominator: BigInt) -> Option<Self> {
        (!denominator.is_zero()).then(|| Self::from_big(BigRational::new(numerator, denominator)))
    }

    /// The top of the number in lowest terms; it carries the sign.
    #[must_use]
    pub fn numerator(&self) -> BigInt {
        match &self.0 {
            Repr::Small { numerator, .. } => (*numerator).into(),
            Repr::Big(big) => big.numer().clone(),
        }
    }

    /// The bottom of the number in lowest terms, at least 1.
    #[must_use]
    pub fn denominator(&self) -> BigInt {
        match &self.0 {
            Repr::Small { denominator, .. } => (*denominator).into(),
            Repr::Big(big) => big.denom().clone(),
        }
    }

    /// The number as a machine integer, or `None` when it is not whole or does not fit.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small { numerator, denominator: 1 } => Some(*numerator),
            Repr::Small { .. } => None,
            Repr::Big(big) => big.is_integer().then(|| big.numer().to_i64()).flatten(),
        }
    }

    /// Whether the number is a whole number (negative ones included).
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small { denominator, .. } => *denominator == 1,
            Repr::Big(big) => big.is_integer(),
        }
    }

    /// Whether a whole number is its bottom in lowest terms.
    pub(crate) fn has_bottom(&self, bottom: &Self) -> bool {
        match (&self.0, &bottom.0) {
            (Repr::Small { denominator, .. }, Repr::Small { numerator, denominator: 1 }) => {
                denominator == numerator
            }
            _ => bottom.is_whole() && self.denominator() == bottom.numerator(),
        }
    }

    /// Whether the number is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small { numerator: 0, .. })
    }

    /// Whether the number is less than 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { numerator, .. } => *numerator < 0,
            Repr::Big(big) => big.is_negative(),
        }
    }

    /// The distance from 0.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// The greatest whole number that is not above this one.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Repr::Small { numerator, denominator } => Self::from(numerator.div_floor(denominator)),
            Repr::Big(big) => Self::from_big(big.floor()),
        }
    }

    /// This number divided by `other`, or `None` when `other` is 0.
    #[must_use]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        match (&self.0, &other.0) {
            (_, Repr::Small { numerator: 0, .. }) => None,
            (
                Repr::Small { numerator: a, denominator: b },
                Repr::Small { numerator: c, denominator: d },
            ) => Some(Self::from_wide(
                i128::from(*a) * i128::from(*d),
                i128::from(*b) * i128::from(*c),
            )),
            _ => Some(Self::from_big(long::quotient(&self.to_big(), &other.to_big()))),
        }
    }

    /// What is left after taking as many whole `other`s as fit, at least 0 for a positive `other`; `None` when it is 0.
    #[must_use]
    pub fn checked_mod(&self, other: &Self) -> Option<Self> {
        let times = self.checked_div(other)?.floor();
        Some(self - &(&times * other))
    }

    /// This number to a whole power, or `None` when the result would be over 4,096 binary digits long.
    #[must_use]
    pub fn pow(&self, exponent: u32) -> Option<Self> {
        if self.n_bits() > 1 && self.n_bits().saturating_mul(exponent.into()) > MAX_BITS {
            return None;
        }
        let (mut result, mut base, mut left) = (Self::ONE, self.clone(), exponent);
        while left > 0 {
            if left & 1 == 1 {
                result = &result * &base;
            }
            left >>= 1;
            if left > 0 {
                base = &base * &base;
            }
        }
        Some(result)
    }

    /// How many binary digits the longer of numerator and denominator has.
    #[must_use]
    pub fn n_bits(&self) -> u64 {
        match &self.0 {
            Repr::Small { numerator, denominator } => u64::from(
                64 - (numerator.unsigned_abs() | denominator.unsigned_abs()).leading_zeros(),
            ),
            Repr::Big(big) => big.numer().bits().max(big.denom().bits()),
        }
    }

    /// Numerator and denominator as machine words, if both fit.
    pub(crate) fn words(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Repr::Small { numerator, denominator } => Some((*numerator, *denominator)),
            Repr::Big(_) => None,
        }
    }

    // Parts of sums and products of two small numbers are below 2^127, so callers never overflow.
    fn from_wide(numerator: i128, denominator: i128) -> Self {
        if let (Ok(numerator), Ok(denominator)) =
            (i64::try_from(numerator), i64::try_from(denominator))
            && numerator != i64::MIN
            && denominator != i64::MIN
        {
            return Self::from_words(numerator, denominator);
        }
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let sign = if denominator < 0 { -1 } else { 1 };
        let common = i128::try_from(common).expect("a divisor of numbers below 2^127") * sign;
        let (numerator, denominator) = (numerator / common, denominator / common);
        match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(numerator), Ok(denominator)) if numerator != i64::MIN => {
                Self(Repr::Small { numerator, denominator })
            }
            _ => Self(Repr::Big(Box::new(BigRational::new_raw(
                numerator.into(),
                denominator.into(),
            )))),
        }
    }

    // Neither is the least machine word, so its sign can be changed.
    fn from_words(numerator: i64, denominator: i64) -> Self {
        if denominator == 1 {
            return Self(Repr::Small { numerator, denominator });
        }
        let common = numerator.unsigned_abs().gcd(&denominator.unsigned_abs());
        let common = i64::try_from(common).expect("at most the denominator");
        let common = common * denominator.signum();
        Self(Repr::Small { numerator: numerator / common, denominator: denominator / common })
    }

    fn from_big(big: BigRational) -> Self {
        match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(numerator), Some(denominator)) if numerator != i64::MIN => {
                Self(Repr::Small { numerator, denominator })
            }
            _ => Self(Repr::Big(Box::new(big))),
        }
    }

    fn to_big(&self) -> BigRational {
        match &self.0 {
            Repr::Small { numerator, denominator } => {
                BigRational::new_raw((*numerator).into(), (*denominator).into())
            }
            Repr::Big(big) => (**big).clone(),
        }
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (_, Ok(1)) | (Ok(1), _) => 1,
        (Ok(a), Ok(b)) => a.gcd(&b).into(),
        _ => a.gcd(&b),
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        if value == i64::MIN {
            return Self::from_big(BigRational::from_integer(value.into()));
        }
        Self(Repr::Small { numerator: value, denominator: 1 })
    }
}

impl From<BigInt> for Number {
    fn from(value: BigInt) -> Self {
        Self::from_big(BigRational::new_raw(value, BigInt::one()))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (
                Repr::Small { numerator: a, denominator: b },
                Repr::Small { numerator: c, denominator: d },
            ) => (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b))),
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Add for &Number {
    type Output = Number;
    fn add(self, other: Self) -> Number {
        match (&self.0, &other.0) {
            (
                Repr::Small { numerator: a, denominator: b },
                Repr::Small { numerator: c, denominator: d },
            ) => {
                let (a, b, c, d) = (i128::from(*a), i128::from(*b), i128::from(*c), i128::from(*d));
                Number::from_wide(a * d + c * b, b * d)
            }
            _ => Number::from_big(long::sum(&self.to_big(), &other.to_big())),
        }
    }
}

impl Sub for &Number {
    type Output = Number;
    fn sub(self, other: Self) -> Number {
        self + &-other
    }
}

impl Mul for &Number {
    type Output = Number;
    fn mul(self, other: Self) -> Number {
        match (&self.0, &other.0) {
            (
                Repr::Small { numerator: a, denominator: b },
                Repr::Small { numerator: c, denominator: d },
            ) => {
                Number::from_wide(i128::from(*a) * i128::from(*c), i128::from(*b) * i128::from(*d))
            }
            _ => Number::from_big(long::product(&self.to_big(), &other.to_big())),
        }
    }
}

impl Neg for &Number {
    type Output = Number;
    fn neg(self) -> Number {
        match &self.0 {
            Repr::Small { numerator, denominator } => {
                Number(Repr::Small { numerator: -numerator, denominator: *denominator })
            }
            Repr::Big(big) => Number::from_big(-(**big).clone()),
        }
    }
}

// The owned forms of the operators, for callers who have no more use for the operands.
macro_rules! owned {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait for Number {
            type Output = Number;
            fn $method(self, other: Self) -> Number {
                (&self).$method(&other)
            }
        }
    )*};
}
owned!(Add add, Sub sub, Mul mul);

impl Neg for Number {
    type Output = Number;
    fn neg(self) -> Number {
        -&self
    }
}
