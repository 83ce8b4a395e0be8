//! Numbers as text: `7/4`, `-3`, `0.75`, `1 3/4`; stored as a string so that nothing on the way rounds them.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Pow, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Number;
use crate::limits::MAX_DIGITS;

/// Why a text is not a number such as `3/4`, `-2` or `0.75`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberError {
    text: String,
    fault: Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    NotANumber,
    ZeroDenominator,
    TooLong,
}

impl Number {
    /// The number as a mixed number, `1 3/4`; a whole number or a proper fraction is written as it is.
    #[must_use]
    pub fn to_mixed(&self) -> String {
        let size = self.abs();
        let (whole, sign) = (size.floor(), if self.is_negative() { "-" } else { "" });
        if whole.is_zero() || self.is_whole() {
            return self.to_string();
        }
        format!("{sign}{whole} {}", &size - &whole)
    }

    /// The number as a decimal, `0.75`, or `None` when the decimal goes on for ever (or for over 100 places).
    #[must_use]
    pub fn to_decimal(&self) -> Option<String> {
        let places = n_places(self.denominator())?;
        let scaled = self * &Number::from(ten_to(places));
        let digits = scaled.abs().to_string();
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let sign = if self.is_negative() { "-" } else { "" };
        Some(if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
    }

    /// The number that plain digits with an optional decimal point stand for: `0.750` is 3/4.
    ///
    /// `digits` holds ASCII digits only; `places` of them are after the point.
    pub(crate) fn from_digits(digits: &str, places: usize) -> Self {
        // 18 digits always fit in an `i64`, and so does ten to the power 18.
        if digits.len() <= 18 && places <= 18 {
            let whole = digits.bytes().fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
            let scale = 10_i64.pow(u32::try_from(places).expect("at most 18"));
            return Self::try_ratio(whole, scale).expect("a power of ten is never 0");
        }
        let whole = BigInt::from_str(digits).unwrap_or_default();
        Self::try_big_ratio(whole, ten_to(places)).expect("a power of ten is never 0")
    }
}

fn ten_to(places: usize) -> BigInt {
    Pow::pow(BigInt::from(10), places)
}

// A fraction in lowest terms stops as a decimal exactly when 2 and 5 are the only primes in its denominator.
fn n_places(mut denominator: BigInt) -> Option<usize> {
    let mut count = |prime: i64| {
        let prime = BigInt::from(prime);
        let mut times = 0;
        while times <= MAX_DIGITS && (&denominator % &prime).is_zero() {
            denominator = denominator.div_floor(&prime);
            times += 1;
        }
        times
    };
    let places = count(2).max(count(5));
    (denominator.is_one() && places <= MAX_DIGITS).then_some(places)
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            super::Repr::Small { numerator, denominator: 1 } => f.pad(&numerator.to_string()),
            super::Repr::Small { numerator, denominator } => {
                f.pad(&format!("{numerator}/{denominator}"))
            }
            super::Repr::Big(big) => f.pad(&big.to_string()),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads `3/4`, `-2` or `0.75`; mixed numbers, separators and signs inside are refused.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let refused = |fault| NumberError { text: text.chars().take(40).collect(), fault };
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let size = match rest.split_once('/') {
            Some((top, bottom)) => {
                let top = plain(top, false).map_err(refused)?;
                let bottom = plain(bottom, false).map_err(refused)?;
                top.checked_div(&bottom).ok_or_else(|| refused(Fault::ZeroDenominator))?
            }
            None => plain(rest, true).map_err(refused)?,
        };
        Ok(&size * &Number::from(sign))
    }
}

fn plain(text: &str, may_have_point: bool) -> Result<Number, Fault> {
    if text.len() > MAX_DIGITS {
        return Err(Fault::TooLong);
    }
    let (whole, part) = match text.split_once('.') {
        Some((whole, part)) if may_have_point && !part.is_empty() => (whole, part),
        Some(_) => return Err(Fault::NotANumber),
        None => (text, ""),
    };
    if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::NotANumber);
    }
    Ok(Number::from_digits(&format!("{whole}{part}"), part.len()))
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        match self.fault {
            Fault::NotANumber => {
                write!(f, "`{text}` is not a number such as `3/4`, `-2` or `0.75`")
            }
            Fault::ZeroDenominator => write!(f, "`{text}` has a denominator of 0"),
            Fault::TooLong => write!(f, "`{text}...` has more than {MAX_DIGITS} digits"),
        }
    }
}

impl std::error::Error for NumberError {}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
