//! Codes a person reads off a page and types: sheets (eight characters) and classes (six).
//!
//! The alphabet leaves out vowels and what is easily misread, and is prime in size, so that one check
//! character finds every single wrong character and every two exchanged. Start at [`SheetCode::read`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::id::random_bytes;

/// 23 characters: no vowels, no Y or Q, no 0/O, 1/I/L, 2/Z, 5/S, 8/B pair (the digit stays).
const ALPHABET: &[u8; 23] = b"23456789CDFGHJKMNPRTVWX";

const SHEET: usize = 8;
const CLASS: usize = 6;

/// The code on a printed page, from which it can be printed again: eight characters, the last a check.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SheetCode(String);

/// The code a pupil types to find their class: six characters, the last a check.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClassCode(String);

/// Why a typed code is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Too many or too few characters.
    #[error("`{text}` has {found} characters: a code has {expected}")]
    Length {
        /// What was typed, cut to 40 characters.
        text: String,
        /// How many were typed, spaces and hyphens apart.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A character no code has.
    #[error("`{character}` is in no code: codes have the characters 23456789CDFGHJKMNPRTVWX")]
    Character {
        /// The first such character.
        character: char,
    },
    /// The check character does not fit the others.
    #[error("`{text}` has a mistyped character, or two exchanged: look at the code again")]
    Check {
        /// What was typed.
        text: String,
    },
}

impl SheetCode {
    /// Reads a typed code; spaces, hyphens and small letters are allowed.
    ///
    /// # Errors
    ///
    /// [`CodeError`] when it cannot be a code, whether or not any sheet has it.
    pub fn read(text: &str) -> Result<Self, CodeError> {
        read::<SHEET>(text).map(Self)
    }

    /// The eight characters without a hyphen, as stored and as in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A code by chance; the store makes sure that no other sheet has it.
    pub(crate) fn draw() -> Result<Self, StoreError> {
        draw::<SHEET>().map(Self)
    }
}

impl ClassCode {
    /// Reads a typed code; spaces, hyphens and small letters are allowed.
    ///
    /// # Errors
    ///
    /// [`CodeError`] when it cannot be a code, whether or not any class has it.
    pub fn read(text: &str) -> Result<Self, CodeError> {
        read::<CLASS>(text).map(Self)
    }

    /// The six characters without a hyphen, as stored and as in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A code by chance; the store makes sure that no other class has it.
    pub(crate) fn draw() -> Result<Self, StoreError> {
        draw::<CLASS>().map(Self)
    }
}

impl fmt::Display for SheetCode {
    /// In two halves, as printed: `C7FD-2KMN`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_halves(&self.0, f)
    }
}

impl fmt::Display for ClassCode {
    /// In two halves, as shown on the board: `C7F-D2K`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_halves(&self.0, f)
    }
}

impl TryFrom<String> for SheetCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        Self::read(&text)
    }
}

impl TryFrom<String> for ClassCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        Self::read(&text)
    }
}

impl From<SheetCode> for String {
    fn from(code: SheetCode) -> Self {
        code.0
    }
}

impl From<ClassCode> for String {
    fn from(code: ClassCode) -> Self {
        code.0
    }
}

fn write_halves(code: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (first, second) = code.split_at(code.len() / 2);
    write!(f, "{first}-{second}")
}

fn read<const LENGTH: usize>(text: &str) -> Result<String, CodeError> {
    let typed = || text.trim().chars().filter(|character| !matches!(character, ' ' | '-'));
    let found = typed().count();
    if found != LENGTH {
        let text = text.trim().chars().take(40).collect();
        return Err(CodeError::Length { text, found, expected: LENGTH });
    }
    let values = typed()
        .map(|character| value(character).ok_or(CodeError::Character { character }))
        .collect::<Result<Vec<_>, _>>()?;
    if weighted_sum(&values) != 0 {
        return Err(CodeError::Check { text: text.trim().to_owned() });
    }
    Ok(write(&values))
}

fn value(character: char) -> Option<usize> {
    let upper = character.to_ascii_uppercase();
    ALPHABET.iter().position(|&letter| char::from(letter) == upper)
}

// Weights 1, 2, ... are all different and not 0 modulo 23, a prime: changing one character or exchanging
// two always changes the sum.
fn weighted_sum(values: &[usize]) -> usize {
    values.iter().zip(1..).map(|(value, weight)| value * weight).sum::<usize>() % ALPHABET.len()
}

fn write(values: &[usize]) -> String {
    values.iter().map(|&value| char::from(ALPHABET[value])).collect()
}

fn draw<const LENGTH: usize>() -> Result<String, StoreError> {
    let chance = u64::from_le_bytes(random_bytes()?);
    Ok(with_check::<LENGTH>(chance))
}

// The digits of `chance` in base 23, then the one character that makes the sum 0.
fn with_check<const LENGTH: usize>(mut chance: u64) -> String {
    let size = ALPHABET.len();
    let mut values = Vec::with_capacity(LENGTH);
    for _ in 1..LENGTH {
        values.push(usize::try_from(chance % size as u64).unwrap_or(0));
        chance /= size as u64;
    }
    let so_far = weighted_sum(&values);
    let check = (0..size).find(|check| (so_far + check * LENGTH).is_multiple_of(size));
    values.push(check.expect("the last weight is not 0 modulo a prime, so one character fits"));
    write(&values)
}
