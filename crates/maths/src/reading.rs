//! The front door for text: what an item lets a pupil write, and `read`.
//!
//! The item declares its letters and words, so that every text has one reading:
//! `3x`, `3 x` and `3×x` are products; `x3` is refused with a hint; `2 1/2` is a mixed number and `21/2` is not;
//! a bar between two plain numbers is one fraction, so `6÷1/2` divides by a half and `1/2x` is half of x;
//! a letter or bracket straight after a number binds tighter than `×`, `÷` and other bars, so `6x÷2x` is 3.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::lexer;
use crate::limits::{MAX_BYTES, Steps, TooLarge, at_most};
use crate::parser;
use crate::tree::Tree;
use crate::unreadable::Unreadable;

mod time;

/// What an item allows beside numbers and signs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Letters that stand for numbers, such as `x`; at most eight.
    #[serde(default)]
    pub letters: Vec<char>,
    /// Words that may be the whole answer, such as "always".
    #[serde(default)]
    pub words: Vec<String>,
    /// Names of functions that may be written, such as `sin`; `|x|`, `√` and `sqrt` always may.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<String>,
    /// Units that may be written, such as `cm`. With one, every well-known unit is readable too, so that a wrong unit
    /// is a wrong unit and not unreadable; a unit of nobody else's, such as `apples`, is declared here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// What sort of thing the answer is, which decides between the readings of one text.
    #[serde(default, skip_serializing_if = "Expects::is_default")]
    pub expects: Expects,
}

/// What sort of thing an answer is: the acceptance says so, content need not.
///
/// `1,200` is a thousand two hundred, but two numbers where a list is expected; `2:05` is a ratio, but five past two
/// where a time is expected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expects {
    /// A number or an expression.
    #[default]
    Expression,
    /// A ratio such as `2:3`.
    Ratio,
    /// An amount of money such as `£3.50`.
    Money,
    /// A time of day such as `14:05`.
    Time,
    /// A measure such as `3 cm`, or a length of time such as `1 h 20 min`.
    Quantity,
    /// A point such as `(3, 4)`.
    Coordinates,
    /// A column vector such as `[2; -1]`.
    Vector,
    /// A set such as `{1, 2}`.
    Set,
    /// A list such as `1, 2, 3`.
    List,
    /// An interval such as `[2, 5)`, or an inequality such as `2 <= x < 5`.
    Interval,
    /// A division with its remainder, such as `7 r 2`.
    Remainder,
    /// An equation, an inequality, or solutions such as `x = 2 or x = -2`.
    Statement,
    /// One line of working: a statement or an expression.
    Working,
}

impl Expects {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Why a text was not read. Neither is a wrong answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadError {
    /// A piece of the text could not be read.
    Unreadable(Unreadable),
    /// The text is past a limit.
    TooLarge(TooLarge),
}

/// What may stand in a text: an answer holds no gaps or equals signs; a text for display may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Answer,
    Display,
}

/// Reads an answer as a pupil types it.
///
/// # Errors
///
/// [`ReadError`] when a piece cannot be read or the text is past a limit. Ask again; record nothing.
pub fn read(text: &str, reading: &Reading) -> Result<Tree, ReadError> {
    read_counted(text, reading, Mode::Answer, &mut Steps::default())
}

pub(crate) fn read_counted(
    text: &str,
    reading: &Reading,
    mode: Mode,
    steps: &mut Steps,
) -> Result<Tree, ReadError> {
    at_most(text.len() as u64, MAX_BYTES as u64, "characters")?;
    if let Some(word) = whole_word(text, reading) {
        return Ok(Tree::of_word(text, word.to_owned()));
    }
    if let Some(read) = time::read(text, reading.expects) {
        return read;
    }
    let lexed = lexer::lex(text, reading, mode, steps)?;
    parser::parse(text, lexed, reading.expects, mode)
}

// A declared word is the whole answer or nothing; letter case does not matter.
fn whole_word<'r>(text: &str, reading: &'r Reading) -> Option<&'r String> {
    reading.words.iter().find(|word| same_words(text, word))
}

/// Whether two texts are the same words, letter case and spacing apart.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.split_whitespace(), b.split_whitespace());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if same_word(one, other) => {}
            _ => return false,
        }
    }
}

fn same_word(a: &str, b: &str) -> bool {
    a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}

/// Lower case, with single spaces and none at the ends: the form in which words are compared.
pub(crate) fn fold_words(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

impl From<Unreadable> for ReadError {
    fn from(unreadable: Unreadable) -> Self {
        Self::Unreadable(unreadable)
    }
}

impl From<TooLarge> for ReadError {
    fn from(too_large: TooLarge) -> Self {
        Self::TooLarge(too_large)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(unreadable) => f.write_str(&unreadable.message),
            Self::TooLarge(too_large) => too_large.fmt(f),
        }
    }
}

impl std::error::Error for ReadError {}
