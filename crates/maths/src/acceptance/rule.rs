//! The named rules of `simplified`: each says one thing that may not be left to do in an answer.
//!
//! Names only; whether a rule still applies somewhere is decided in `mark`.

use std::fmt;
use std::str::FromStr;

/// One rule of simplifying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// `x + 0` is `x`.
    AddZero,
    /// `1x` and `x ÷ 1` are `x`.
    TimesOne,
    /// `0x` is 0.
    TimesZero,
    /// `x^1` is `x`, and `x^0` is 1.
    PowerOne,
    /// `--x` is `x`, and `a - -b` is `a + b`.
    DoubleMinus,
    /// `2 + 3` is 5.
    AddNumbers,
    /// `2 × 3` is 6, and `2^3` is 8.
    MultiplyNumbers,
    /// `6/8` is `3/4`.
    LowestTerms,
    /// `2x + 3x` is `5x`.
    LikeTerms,
    /// `x × x` is `x^2`.
    LikeFactors,
}

const RULES: [(Rule, &str); 10] = [
    (Rule::AddZero, "add-zero"),
    (Rule::TimesOne, "times-one"),
    (Rule::TimesZero, "times-zero"),
    (Rule::PowerOne, "power-one"),
    (Rule::DoubleMinus, "double-minus"),
    (Rule::AddNumbers, "add-numbers"),
    (Rule::MultiplyNumbers, "multiply-numbers"),
    (Rule::LowestTerms, "lowest-terms"),
    (Rule::LikeTerms, "like-terms"),
    (Rule::LikeFactors, "like-factors"),
];

impl Rule {
    /// Every rule, in the order of the manual.
    pub fn all() -> impl Iterator<Item = Self> {
        RULES.into_iter().map(|(rule, _)| rule)
    }

    /// The name content uses, such as `add-zero`.
    #[must_use]
    pub fn name(self) -> &'static str {
        RULES.iter().find(|(rule, _)| *rule == self).map_or("", |(_, name)| name)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Rule {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        RULES.iter().find(|(_, name)| *name == text).map(|(rule, _)| *rule).ok_or(())
    }
}
