//! A school year, September to August, written as `2021/22`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A school year, held as the year in which its September falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolYear(u16);

/// Why a text is not a school year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolYearError {
    text: String,
}

impl SchoolYear {
    /// The school year whose September falls in `year`.
    #[must_use]
    pub fn beginning_in(year: u16) -> Self {
        Self(year)
    }

    /// The year in which its September falls.
    #[must_use]
    pub fn first_year(self) -> u16 {
        self.0
    }

    /// The school year after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.0, (self.0 + 1) % 100)
    }
}

impl FromStr for SchoolYear {
    type Err = SchoolYearError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || SchoolYearError { text: text.chars().take(40).collect() };
        let (first, second) = text.split_once('/').ok_or_else(refused)?;
        let digits =
            |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(first, 4) || !digits(second, 2) {
            return Err(refused());
        }
        let first: u16 = first.parse().map_err(|_| refused())?;
        let second: u16 = second.parse().map_err(|_| refused())?;
        if (first + 1) % 100 == second { Ok(Self(first)) } else { Err(refused()) }
    }
}

impl fmt::Display for SchoolYearError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a school year; expected two years in a row such as 2021/22",
            self.text
        )
    }
}

impl std::error::Error for SchoolYearError {}

impl Serialize for SchoolYear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SchoolYear {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
