//! A telephone number of the United Kingdom, as one rings it and as one reads it.
//!
//! Only its shape is checked. Start at [`Telephone::read`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A number that begins with 0, its digits alone, such as `01632960123`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telephone(String);

impl Telephone {
    /// Reads a number with or without spaces, brackets or the country's `+44`; nothing when it has not that shape.
    ///
    /// A number that lost its 0 to a spreadsheet gets it back.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && !"()-.".contains(*letter))
            .collect();
        let abroad = plain.strip_prefix("+44").or_else(|| plain.strip_prefix("0044"));
        let own = abroad.unwrap_or(&plain);
        let own = own.strip_prefix('0').unwrap_or(own);
        let is_one = own.bytes().all(|byte| byte.is_ascii_digit())
            && (9..=10).contains(&own.len())
            && !own.starts_with(['0', '4', '6']);
        is_one.then(|| Self(format!("0{own}")))
    }

    /// Its digits, for a link that rings it.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// How many digits stand before each space, as the number is usually said.
    fn spaces(&self) -> (usize, usize) {
        let digits = self.0.as_bytes();
        match (digits[1], digits[2], digits[3]) {
            (b'2', ..) => (3, 7),
            (b'1', b'1', _) | (b'1', _, b'1') | (b'3' | b'8', ..) => (4, 7),
            _ => (5, self.0.len()),
        }
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.spaces();
        let (area, rest) = self.0.split_at(first);
        let (middle, last) = rest.split_at(second - first);
        let space = if last.is_empty() { "" } else { " " };
        write!(f, "{area} {middle}{space}{last}")
    }
}

impl Serialize for Telephone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Telephone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let refused = || de::Error::custom(format!("`{text}` is not a telephone number"));
        Self::read(&text).ok_or_else(refused)
    }
}
