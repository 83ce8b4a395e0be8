//! A time of a day, to the minute, as a session's hours are written: `13:30`.
//!
//! Knows no time zone and never asks what time it is. Start at [`TimeOfDay::read`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A minute of a day, from `00:00` to `23:59`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    hour: u8,
    minute: u8,
}

/// Why a text is not a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeOfDayError {
    text: String,
}

impl TimeOfDay {
    /// Reads `13:30` or `9:05`; seconds that a browser adds are left out.
    ///
    /// # Errors
    ///
    /// [`TimeOfDayError`] for any other text.
    pub fn read(text: &str) -> Result<Self, TimeOfDayError> {
        let refused = || TimeOfDayError { text: text.chars().take(40).collect() };
        let parts: Vec<&str> = text.trim().split(':').collect();
        let ([hour, minute] | [hour, minute, "00"]) = parts[..] else { return Err(refused()) };
        let number = |part: &str, below: u8| {
            let is_short =
                (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<u8>().ok().filter(|n| is_short && *n < below).ok_or_else(refused)
        };
        if minute.len() != 2 {
            return Err(refused());
        }
        Ok(Self { hour: number(hour, 24)?, minute: number(minute, 60)? })
    }

    /// The hour, from 0 to 23.
    #[must_use]
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, from 0 to 59.
    #[must_use]
    pub fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl fmt::Display for TimeOfDayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a time; expected one such as 13:30", self.text)
    }
}

impl std::error::Error for TimeOfDayError {}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}
