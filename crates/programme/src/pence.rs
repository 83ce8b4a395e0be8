//! Money in whole pence, read and written in pounds.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount of money in pence; below nothing when it is to come back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pence(pub i64);

/// The most that is read: a thousand million pounds.
const MOST: i64 = 100_000_000_000;

impl Pence {
    /// Reads `£2,000.00`, `2000` or `-50.5`; nothing for more than two places or another text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest.trim()),
            None => (1, text),
        };
        let text = text.strip_prefix('£').unwrap_or(text);
        let (pounds, pence) = text.split_once('.').unwrap_or((text, ""));
        let groups: Vec<&str> = pounds.split(',').collect();
        let is_grouped = groups.len() == 1
            || ((1..=3).contains(&groups[0].len())
                && groups[1..].iter().all(|group| group.len() == 3));
        let pounds = groups.concat();
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_grouped
            || pounds.is_empty()
            || pence.len() > 2
            || !is_digits(&pounds)
            || !is_digits(pence)
        {
            return None;
        }
        if text.ends_with('.') {
            return None;
        }
        let whole: i64 = pounds.parse().ok()?;
        let part: i64 = format!("{pence:0<2}").parse().ok()?;
        let sum = whole.checked_mul(100)?.checked_add(part).filter(|&sum| sum <= MOST)?;
        Some(Self(sign * sum))
    }
}

impl Add for Pence {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Pence {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self(0), Add::add)
    }
}

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pounds, pence) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = pounds.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}£{grouped}.{pence:02}")
    }
}

impl<'de> Deserialize<'de> for Pence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self)
    }
}

/// As a whole number of pence.
impl Serialize for Pence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}
