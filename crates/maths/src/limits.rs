//! The limits that keep every reader and marker short, and the counter of steps they share.
//!
//! A limit is reached long after any school answer ends. Past it the engine says "too large"; it never hangs.
//! All the numbers here are our choice: about ten times the longest answer a pupil is asked for.

use std::fmt;

use serde::Serialize;

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 2_000;
/// The most digits in one number as typed.
pub const MAX_DIGITS: usize = 100;
/// The most tokens (numbers, letters and signs) in one text.
pub const MAX_TOKENS: usize = 500;
/// The deepest nesting of brackets, signs and powers.
pub const MAX_DEPTH: usize = 50;
/// The most letters an item may declare.
pub const MAX_LETTERS: usize = 8;
/// The largest whole power.
pub const MAX_EXPONENT: u32 = 100;
/// The largest total degree of a polynomial.
pub const MAX_DEGREE: u32 = 30;
/// The most binary digits in a number on the way to an answer.
pub const MAX_BITS: u64 = 4_096;
/// The most steps in marking one response: a token read, or two terms combined, is a step.
pub const MAX_STEPS: usize = 20_000;

/// An answer that is past one of the limits, and which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TooLarge {
    /// What there is too much of: "characters", "digits", "steps" and so on.
    pub what: &'static str,
    /// The most that is taken.
    pub limit: u64,
}

impl TooLarge {
    /// A sentence for the pupil.
    #[must_use]
    pub fn message(&self) -> String {
        "That is too big for me to read. Try writing it in a shorter way.".to_owned()
    }
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "more than {} {}", self.limit, self.what)
    }
}

impl std::error::Error for TooLarge {}

/// Counts steps against [`MAX_STEPS`].
#[derive(Debug, Default)]
pub(crate) struct Steps {
    taken: usize,
}

impl Steps {
    /// Counts `n` more steps.
    pub(crate) fn take(&mut self, n: usize) -> Result<(), TooLarge> {
        self.taken = self.taken.saturating_add(n);
        at_most(self.taken as u64, MAX_STEPS as u64, "steps")
    }
}

/// Refuses an `amount` above its limit.
pub(crate) fn at_most(amount: u64, limit: u64, what: &'static str) -> Result<(), TooLarge> {
    if amount > limit { Err(TooLarge { what, limit }) } else { Ok(()) }
}
