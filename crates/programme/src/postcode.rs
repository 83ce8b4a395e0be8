//! A postcode, and the district and sector it lies in.
//!
//! Only its shape is checked: whether it is in use nobody can tell offline. Start at [`Postcode::read`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A postcode with one space and in capitals, such as `LE2 3AB`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(String);

impl Postcode {
    /// Reads a postcode in small or large letters, with or without spaces; nothing when it has not that shape.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let letters = squeezed(text)?;
        if !(5..=7).contains(&letters.len()) {
            return None;
        }
        let (district, inward) = letters.split_at(letters.len() - 3);
        let inward = inward.as_bytes();
        let ends_well =
            inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_alphabetic);
        (is_district(district) && ends_well).then(|| {
            let inward = &letters[letters.len() - 3..];
            Self(format!("{district} {inward}"))
        })
    }

    /// The part before the space: `LE2`.
    #[must_use]
    pub fn district(&self) -> &str {
        self.0.split(' ').next().unwrap_or_default()
    }

    /// The district and the digit after the space: `LE2 3`.
    #[must_use]
    pub fn sector(&self) -> &str {
        &self.0[..self.0.len() - 2]
    }
}

/// Reads the district of a postcode alone, such as `LE2`; nothing when it has not that shape.
pub(crate) fn read_district(text: &str) -> Option<String> {
    squeezed(text).filter(|letters| is_district(letters))
}

fn squeezed(text: &str) -> Option<String> {
    let letters: String = text
        .chars()
        .filter(|found| !found.is_whitespace())
        .map(|found| found.to_ascii_uppercase())
        .collect();
    (letters.is_ascii() && letters.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .then_some(letters)
}

// One or two letters, a digit, and perhaps one more letter or digit.
fn is_district(text: &str) -> bool {
    let bytes = text.as_bytes();
    let n_letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let rest = &bytes[n_letters..];
    (1..=2).contains(&n_letters) && (1..=2).contains(&rest.len()) && rest[0].is_ascii_digit()
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Postcode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Postcode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is not a postcode")))
    }
}
