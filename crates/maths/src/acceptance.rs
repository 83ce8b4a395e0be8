//! What an answer must be to be accepted, by the name that content uses for it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Number;

/// What an answer must be: its value, and the form it is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acceptance {
    /// The right value, written in any way.
    EqualValue,
    /// The right value, written as a whole number.
    WholeNumber,
    /// The right value, written as one fraction.
    Fraction,
    /// The right value, in its simplest form.
    SimplestForm,
    /// The right value, written as an improper fraction.
    ImproperFraction,
    /// The right value, written as a mixed number.
    MixedNumber,
    /// An equal expression, written in any way.
    Expression,
    /// An equal expression, with no brackets and like terms collected.
    Expanded,
    /// An equal expression, written as a product that cannot be factorised further.
    Factorised,
    /// The right word.
    Word,
    /// The right choice.
    Choice,
    /// Any value within `tolerance` of the right one, the ends included.
    Within {
        /// The furthest the value may be from the right one.
        tolerance: Number,
    },
}

/// Every name an acceptance may have, for messages; `within` is followed by a number.
pub const ACCEPTANCE_NAMES: [&str; 12] = [
    "equal-value",
    "whole-number",
    "fraction",
    "simplest-form",
    "improper-fraction",
    "mixed-number",
    "expression",
    "expanded",
    "factorised",
    "word",
    "choice",
    "within",
];

impl Acceptance {
    /// One line for teachers: what is asked for.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self {
            Self::EqualValue => "the right value, written in any way",
            Self::WholeNumber => "the right value, written as a whole number",
            Self::Fraction => "the right value, written as one fraction",
            Self::SimplestForm => "the right value, in its simplest form",
            Self::ImproperFraction => "the right value, written as an improper fraction",
            Self::MixedNumber => "the right value, written as a mixed number",
            Self::Expression => "an equal expression, written in any way",
            Self::Expanded => "an equal expression, with no brackets and like terms collected",
            Self::Factorised => "an equal expression, fully factorised",
            Self::Word => "the right word",
            Self::Choice => "the right choice",
            Self::Within { .. } => "a value close enough to the right one",
        }
    }

    fn name(&self) -> &'static str {
        let [
            equal,
            whole,
            fraction,
            simplest,
            improper,
            mixed,
            expression,
            expanded,
            factorised,
            word,
            choice,
            within,
        ] = ACCEPTANCE_NAMES;
        match self {
            Self::EqualValue => equal,
            Self::WholeNumber => whole,
            Self::Fraction => fraction,
            Self::SimplestForm => simplest,
            Self::ImproperFraction => improper,
            Self::MixedNumber => mixed,
            Self::Expression => expression,
            Self::Expanded => expanded,
            Self::Factorised => factorised,
            Self::Word => word,
            Self::Choice => choice,
            Self::Within { .. } => within,
        }
    }
}

impl fmt::Display for Acceptance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Within { tolerance } => write!(f, "{} {tolerance}", self.name()),
            _ => f.write_str(self.name()),
        }
    }
}

/// A text that names no acceptance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownAcceptance {
    text: String,
}

impl fmt::Display for UnknownAcceptance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an acceptance; known: {}", self.text, ACCEPTANCE_NAMES.join(", "))?;
        f.write_str(" (and a number of 0 or more, as in `within 1/20`)")
    }
}

impl std::error::Error for UnknownAcceptance {}

impl FromStr for Acceptance {
    type Err = UnknownAcceptance;

    fn from_str(text: &str) -> Result<Self, UnknownAcceptance> {
        let plain = [
            Self::EqualValue,
            Self::WholeNumber,
            Self::Fraction,
            Self::SimplestForm,
            Self::ImproperFraction,
            Self::MixedNumber,
            Self::Expression,
            Self::Expanded,
            Self::Factorised,
            Self::Word,
            Self::Choice,
        ];
        let named = plain.into_iter().find(|acceptance| acceptance.name() == text);
        named.or_else(|| within(text)).ok_or_else(|| UnknownAcceptance { text: text.to_owned() })
    }
}

fn within(text: &str) -> Option<Acceptance> {
    let tolerance: Number = text.strip_prefix("within ")?.trim().parse().ok()?;
    (!tolerance.is_negative()).then_some(Acceptance::Within { tolerance })
}

impl Serialize for Acceptance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Acceptance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
