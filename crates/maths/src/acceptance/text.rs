//! An acceptance as text: its name with its options after it, read and written.
//!
//! The command gives options apart from the name; [`Options`] holds them until both are known.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Acceptance, Rule, acceptance_names};
use crate::Number;

/// What may be set beside the name of an acceptance; those that do not belong to it are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Decimal places.
    pub places: Option<u32>,
    /// Significant figures.
    pub figures: Option<u32>,
    /// The least and the greatest value.
    pub range: Option<(Number, Number)>,
    /// The furthest a value may be from the answer.
    pub tolerance: Option<Number>,
    /// Whether the order matters; it does when not said.
    pub order: Option<bool>,
    /// The letter to make the subject.
    pub subject: Option<char>,
    /// The rules that must have been used.
    pub rules: Vec<Rule>,
}

/// A text that names no acceptance, or an acceptance whose options do not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownAcceptance {
    text: String,
    /// What was expected, when the name is known.
    expected: Option<String>,
}

impl UnknownAcceptance {
    /// Whether the name is known and only its options do not fit.
    #[must_use]
    pub fn is_name_known(&self) -> bool {
        self.expected.is_some()
    }
}

impl fmt::Display for UnknownAcceptance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, expected } = self;
        match expected {
            Some(expected) => write!(f, "`{text}`: expected {expected}"),
            None => {
                let names: Vec<_> = acceptance_names().collect();
                write!(f, "`{text}` is not an acceptance; known: {}", names.join(", "))
            }
        }
    }
}

impl std::error::Error for UnknownAcceptance {}

// Other names that are understood; the first of each pair is the name.
const ALSO: [(&str, &str); 6] = [
    ("word", "exact-word"),
    ("choice", "multiple-choice"),
    ("units-required", "units"),
    ("prime-factorisation", "index-form"),
    ("improper-fraction", "improper"),
    ("equivalent-equation", "equation"),
];

impl Acceptance {
    /// The acceptance of that name with these options.
    ///
    /// # Errors
    ///
    /// [`UnknownAcceptance`] when there is none of that name, or when an option it cannot do without is missing.
    pub fn named(name: &str, options: &Options) -> Result<Self, UnknownAcceptance> {
        let any_order = options.order == Some(false);
        let name = ALSO.iter().find(|(_, also)| *also == name).map_or(name, |(name, _)| name);
        Ok(match name {
            "equal-value" => Self::EqualValue,
            "same-as-written" => Self::SameAsWritten { any_order },
            "whole-number" => Self::WholeNumber,
            "fraction" => Self::Fraction,
            "simplest-form" => Self::SimplestForm,
            "improper-fraction" => Self::ImproperFraction,
            "mixed-number" => Self::MixedNumber,
            "decimal" => Self::Decimal,
            "decimal-places" => Self::DecimalPlaces { places: options.places },
            "significant-figures" => Self::SignificantFigures { figures: figures(name, options)? },
            "percentage" => Self::Percentage,
            "standard-form" => Self::StandardForm,
            "prime-factorisation" => Self::PrimeFactorisation,
            "within" | "within-range" => within(name, options)?,
            "ratio" => Self::Ratio,
            "ratio-simplest-form" => Self::RatioSimplestForm,
            "ratio-one-to-n" => Self::RatioOneToN,
            "money" => Self::Money,
            "time" => Self::Time,
            "units-required" => Self::UnitsRequired,
            "units-convertible" => Self::UnitsConvertible,
            "units-value-only" => Self::UnitsValueOnly,
            "expression" => Self::Expression,
            "expanded" => Self::Expanded,
            "collected" => Self::Collected,
            "factorised" => Self::Factorised,
            "single-fraction" => Self::SingleFraction,
            "completed-square" => Self::CompletedSquare,
            "simplified-surd" => Self::SimplifiedSurd,
            "rationalised-denominator" => Self::RationalisedDenominator,
            "simplified" => Self::Simplified { rules: options.rules.clone() },
            "equivalent-equation" => Self::EquivalentEquation,
            "rearranged-formula" => Self::RearrangedFormula { subject: options.subject },
            "solution-set" => Self::SolutionSet,
            "inequality" => Self::Inequality,
            "coordinates" => Self::Coordinates,
            "vector" => Self::Vector,
            "set" => Self::Set,
            "ordered-list" => Self::OrderedList { any_order },
            "remainder" => Self::Remainder,
            "error-interval" => Self::ErrorInterval,
            "word" => Self::Word,
            "choice" => Self::Choice,
            _ => return Err(UnknownAcceptance { text: name.to_owned(), expected: None }),
        })
    }
}

fn figures(name: &str, options: &Options) -> Result<Option<u32>, UnknownAcceptance> {
    match options.figures {
        Some(0) => Err(expected(name, "1 significant figure or more")),
        figures => Ok(figures),
    }
}

// A range or a tolerance; either name takes either, and its own where both are there.
fn within(name: &str, options: &Options) -> Result<Acceptance, UnknownAcceptance> {
    let has_both = options.range.is_some() && options.tolerance.is_some();
    let range = options.range.as_ref().filter(|_| !has_both || name == "within-range");
    let tolerance = options.tolerance.as_ref().filter(|_| !has_both || name == "within");
    match (range, tolerance) {
        (Some((low, high)), None) if low <= high => {
            Ok(Acceptance::WithinRange { low: low.clone(), high: high.clone() })
        }
        (None, Some(tolerance)) if !tolerance.is_negative() => {
            Ok(Acceptance::Within { tolerance: tolerance.clone() })
        }
        _ => Err(expected(
            name,
            "a tolerance of 0 or more, as in `within 1/20`, or a range from the least to the greatest, as in `within-range 1 2`",
        )),
    }
}

fn expected(text: &str, expected: &str) -> UnknownAcceptance {
    UnknownAcceptance { text: text.to_owned(), expected: Some(expected.to_owned()) }
}

impl fmt::Display for Acceptance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.about().name)?;
        match self {
            Self::SameAsWritten { any_order: true } | Self::OrderedList { any_order: true } => {
                f.write_str(" any-order")
            }
            Self::DecimalPlaces { places: Some(n) }
            | Self::SignificantFigures { figures: Some(n) } => {
                write!(f, " {n}")
            }
            Self::Within { tolerance } => write!(f, " {tolerance}"),
            Self::WithinRange { low, high } => write!(f, " {low} {high}"),
            Self::RearrangedFormula { subject: Some(subject) } => write!(f, " {subject}"),
            Self::Simplified { rules } => rules.iter().try_for_each(|rule| write!(f, " {rule}")),
            _ => Ok(()),
        }
    }
}

impl FromStr for Acceptance {
    type Err = UnknownAcceptance;

    fn from_str(text: &str) -> Result<Self, UnknownAcceptance> {
        let mut words = text.split_whitespace();
        let name = words.next().unwrap_or_default();
        let rest: Vec<&str> = words.collect();
        let plain = Self::named(name, &Options::default());
        if rest.is_empty() {
            return plain;
        }
        let named = read_options(name, &rest).map(|options| Self::named(name, &options));
        match (named, plain) {
            (Some(named), _) => named,
            (None, Err(unknown)) if unknown.expected.is_none() => Err(unknown),
            (None, _) => {
                let what = format!("other options after `{name}` than `{}`", rest.join(" "));
                Err(expected(text, &what))
            }
        }
    }
}

// The words after a name, where they are options of it.
fn read_options(name: &str, words: &[&str]) -> Option<Options> {
    let mut options = Options::default();
    match (name, words) {
        ("decimal-places", [places]) => options.places = Some(places.parse().ok()?),
        ("significant-figures", [figures]) => options.figures = Some(figures.parse().ok()?),
        ("within", [tolerance]) => options.tolerance = Some(tolerance.parse().ok()?),
        ("within-range", [low, high]) => {
            options.range = Some((low.parse().ok()?, high.parse().ok()?));
        }
        ("same-as-written" | "ordered-list", ["any-order"]) => options.order = Some(false),
        ("rearranged-formula", [subject]) => {
            let mut letters = subject.chars();
            options.subject = letters.next().filter(|_| letters.next().is_none());
            options.subject?;
        }
        ("simplified", rules) => {
            options.rules = rules.iter().map(|rule| rule.parse().ok()).collect::<Option<_>>()?;
        }
        _ => return None,
    }
    Some(options)
}

impl Serialize for Acceptance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Acceptance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
