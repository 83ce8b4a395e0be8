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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{Mode, ReadError, Reading, read_counted};
    use crate::value::{NoValue, evaluate};

    /// How the reading and working out of a text ends, and how many steps it takes.
    fn ending(text: &str) -> (&'static str, usize) {
        let reading = Reading { letters: vec!['x', 'a'], ..Reading::default() };
        let mut steps = Steps::default();
        let tree = match read_counted(text, &reading, Mode::Answer, &mut steps) {
            Ok(tree) => tree,
            Err(ReadError::TooLarge(too_large)) => return (too_large.what, steps.taken),
            Err(ReadError::Unreadable(unreadable)) => return (unreadable.note, steps.taken),
        };
        let what = match evaluate(&tree, &mut steps) {
            Ok(_) => "a value",
            Err(NoValue::TooLarge(too_large)) => too_large.what,
            Err(NoValue::Unreadable(unreadable)) => unreadable.note,
            Err(NoValue::Undecided(_)) => "undecided",
        };
        (what, steps.taken)
    }

    #[test]
    fn what_is_too_much_is_seen_in_a_few_steps() {
        let many = |piece: &str, n: usize| piece.repeat(n);
        for (text, what, most) in [
            ("9^9^9".to_owned(), "as a power", 12),
            ("9^99^99".to_owned(), "as a power", 80),
            ("(x-a)^59999".to_owned(), "as a power", 20),
            ("1/0".to_owned(), "zero-denominator", 3),
            ("1/(2-2)".to_owned(), "zero-denominator", 20),
            ("1٣२３".to_owned(), "unknown-digit", 3),
            (many("٣", 900), "unknown-digit", 1),
            (many("(", 10_000), "characters", 0),
            (many("1", 1 << 20), "characters", 0),
            (many("(", 400) + "1" + &many(")", 400), "signs and numbers", 501),
            (many("(", 200) + "1" + &many(")", 200), "brackets inside brackets", 401),
            (many("9", 100) + "^99", "binary digits in a number", 10),
        ] {
            let (ended, steps) = ending(&text);
            let shown: String = text.chars().take(30).collect();
            assert_eq!(ended, what, "{shown}");
            assert!(steps <= most, "{shown} took {steps} steps, more than {most}");
        }
    }

    #[test]
    fn long_numbers_cost_more_steps() {
        let (ended, steps) = ending(&("20".to_owned() + &"%".repeat(490)));
        assert_eq!(ended, "steps");
        // The last thing done may be past the limit by what it alone costs.
        assert!(steps <= MAX_STEPS + 2_100, "{steps} steps");
        let (ended, steps) = ending(&("20".to_owned() + &"%".repeat(20)));
        assert_eq!(ended, "a value");
        assert!(steps < 100, "{steps} steps");
    }
}
