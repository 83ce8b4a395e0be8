//! The number of a school in the official register of England (URN).
//!
//! A school that converts to an academy gets another number; [`crate::Succession`] keeps the two together.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A school's number in the official register: six digits, never beginning with 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Urn(u32);

/// Why a text is not a school's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrnError {
    text: String,
}

/// How a number is written, in words.
pub(crate) const URN_FORM: &str = "a school's number in the official register, six digits";

impl Urn {
    /// The number as a value, or nothing when it has not six digits.
    #[must_use]
    pub fn new(number: u32) -> Option<Self> {
        (100_000..=999_999).contains(&number).then_some(Self(number))
    }

    /// The number itself.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}

impl FromStr for Urn {
    type Err = UrnError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if is_plain { text.parse().ok().and_then(Self::new) } else { None };
        number.ok_or_else(|| UrnError { text: text.chars().take(40).collect() })
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for UrnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {URN_FORM}", self.text)
    }
}

impl std::error::Error for UrnError {}

impl Serialize for Urn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Urn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
