//! What an answer must be to be accepted, by the name that content uses for it.
//!
//! An acceptance is written as one text, its options after its name: `decimal-places 2`, `within 1/20`.
//! Start at [`Acceptance`]; what teachers and pupils are told about each stands in `catalogue`.

mod algebra;
mod catalogue;
mod numbers;
mod others;
mod quantities;
mod rule;
mod text;

use crate::{Expects, Number};

pub use catalogue::{About, Example, Outcome};
pub use rule::Rule;
pub use text::{Options, UnknownAcceptance};

/// What an answer must be: its value, and the form it is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acceptance {
    /// The right value, written in any way.
    EqualValue,
    /// Written as the answer is.
    SameAsWritten {
        /// Whether terms and factors may stand in any order.
        any_order: bool,
    },
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
    /// The right value, written as a decimal.
    Decimal,
    /// The right value, rounded to decimal places.
    DecimalPlaces {
        /// How many; as many as the answer has when not said.
        places: Option<u32>,
    },
    /// The right value, rounded to significant figures.
    SignificantFigures {
        /// How many; as many as the answer has when not said.
        figures: Option<u32>,
    },
    /// The right value, written as a percentage.
    Percentage,
    /// The right value, in standard form.
    StandardForm,
    /// A product of primes in index form.
    PrimeFactorisation,
    /// Any value within `tolerance` of the right one, the ends included.
    Within {
        /// The furthest the value may be from the right one.
        tolerance: Number,
    },
    /// Any value from `low` to `high`, the ends included.
    WithinRange {
        /// The least value.
        low: Number,
        /// The greatest value.
        high: Number,
    },
    /// An equal ratio.
    Ratio,
    /// An equal ratio of whole numbers with nothing left to divide by.
    RatioSimplestForm,
    /// An equal ratio that begins with 1.
    RatioOneToN,
    /// An amount of money.
    Money,
    /// A time of day or a length of time.
    Time,
    /// The right amount in the unit of the answer.
    UnitsRequired,
    /// The right amount in any unit that measures the same.
    UnitsConvertible,
    /// The right number, with its unit or without.
    UnitsValueOnly,
    /// An equal expression, written in any way.
    Expression,
    /// An equal expression, with no brackets and like terms collected.
    Expanded,
    /// An equal expression, with like terms collected.
    Collected,
    /// An equal expression, written as a product that cannot be factorised further.
    Factorised,
    /// An equal expression, written as one fraction.
    SingleFraction,
    /// An equal quadratic, written as a square and a number.
    CompletedSquare,
    /// The right value, with every root as small as it can be.
    SimplifiedSurd,
    /// The right value, with no root below a fraction bar.
    RationalisedDenominator,
    /// An equal expression, to which none of the rules applies any more.
    Simplified {
        /// The rules; empty for all of them.
        rules: Vec<Rule>,
    },
    /// An equation with the same solutions.
    EquivalentEquation,
    /// An equal formula with one letter alone on one side.
    RearrangedFormula {
        /// The letter; the answer's own subject when not said.
        subject: Option<char>,
    },
    /// All the solutions and no others.
    SolutionSet,
    /// An inequality with the same solutions.
    Inequality,
    /// A point.
    Coordinates,
    /// A column vector.
    Vector,
    /// The right members, each once.
    Set,
    /// The right things in the right order.
    OrderedList {
        /// Whether they may stand in any order.
        any_order: bool,
    },
    /// A whole number and a remainder.
    Remainder,
    /// The lower bound, included, and the upper bound, not.
    ErrorInterval,
    /// The right word.
    Word,
    /// The right choice.
    Choice,
}

/// What is told about every acceptance, in the order of the manual.
pub static ACCEPTANCES: [&About; 44] = [
    &numbers::EQUAL_VALUE,
    &numbers::SAME_AS_WRITTEN,
    &numbers::WHOLE_NUMBER,
    &numbers::FRACTION,
    &numbers::SIMPLEST_FORM,
    &numbers::IMPROPER_FRACTION,
    &numbers::MIXED_NUMBER,
    &numbers::DECIMAL,
    &numbers::DECIMAL_PLACES,
    &numbers::SIGNIFICANT_FIGURES,
    &numbers::PERCENTAGE,
    &numbers::STANDARD_FORM,
    &numbers::PRIME_FACTORISATION,
    &numbers::WITHIN,
    &numbers::WITHIN_RANGE,
    &quantities::RATIO,
    &quantities::RATIO_SIMPLEST_FORM,
    &quantities::RATIO_ONE_TO_N,
    &quantities::MONEY,
    &quantities::TIME,
    &quantities::UNITS_REQUIRED,
    &quantities::UNITS_CONVERTIBLE,
    &quantities::UNITS_VALUE_ONLY,
    &algebra::EXPRESSION,
    &algebra::EXPANDED,
    &algebra::COLLECTED,
    &algebra::FACTORISED,
    &algebra::SINGLE_FRACTION,
    &algebra::COMPLETED_SQUARE,
    &algebra::SIMPLIFIED_SURD,
    &algebra::RATIONALISED_DENOMINATOR,
    &algebra::SIMPLIFIED,
    &algebra::EQUIVALENT_EQUATION,
    &algebra::REARRANGED_FORMULA,
    &algebra::SOLUTION_SET,
    &algebra::INEQUALITY,
    &others::COORDINATES,
    &others::VECTOR,
    &others::SET,
    &others::ORDERED_LIST,
    &others::REMAINDER,
    &others::ERROR_INTERVAL,
    &others::WORD,
    &others::CHOICE,
];

impl Acceptance {
    /// What is told about this acceptance: its name, one line, options, examples and outcomes.
    #[must_use]
    pub fn about(&self) -> &'static About {
        match self {
            Self::EqualValue => &numbers::EQUAL_VALUE,
            Self::SameAsWritten { .. } => &numbers::SAME_AS_WRITTEN,
            Self::WholeNumber => &numbers::WHOLE_NUMBER,
            Self::Fraction => &numbers::FRACTION,
            Self::SimplestForm => &numbers::SIMPLEST_FORM,
            Self::ImproperFraction => &numbers::IMPROPER_FRACTION,
            Self::MixedNumber => &numbers::MIXED_NUMBER,
            Self::Decimal => &numbers::DECIMAL,
            Self::DecimalPlaces { .. } => &numbers::DECIMAL_PLACES,
            Self::SignificantFigures { .. } => &numbers::SIGNIFICANT_FIGURES,
            Self::Percentage => &numbers::PERCENTAGE,
            Self::StandardForm => &numbers::STANDARD_FORM,
            Self::PrimeFactorisation => &numbers::PRIME_FACTORISATION,
            Self::Within { .. } => &numbers::WITHIN,
            Self::WithinRange { .. } => &numbers::WITHIN_RANGE,
            Self::Ratio => &quantities::RATIO,
            Self::RatioSimplestForm => &quantities::RATIO_SIMPLEST_FORM,
            Self::RatioOneToN => &quantities::RATIO_ONE_TO_N,
            Self::Money => &quantities::MONEY,
            Self::Time => &quantities::TIME,
            Self::UnitsRequired => &quantities::UNITS_REQUIRED,
            Self::UnitsConvertible => &quantities::UNITS_CONVERTIBLE,
            Self::UnitsValueOnly => &quantities::UNITS_VALUE_ONLY,
            Self::Expression => &algebra::EXPRESSION,
            Self::Expanded => &algebra::EXPANDED,
            Self::Collected => &algebra::COLLECTED,
            Self::Factorised => &algebra::FACTORISED,
            Self::SingleFraction => &algebra::SINGLE_FRACTION,
            Self::CompletedSquare => &algebra::COMPLETED_SQUARE,
            Self::SimplifiedSurd => &algebra::SIMPLIFIED_SURD,
            Self::RationalisedDenominator => &algebra::RATIONALISED_DENOMINATOR,
            Self::Simplified { .. } => &algebra::SIMPLIFIED,
            Self::EquivalentEquation => &algebra::EQUIVALENT_EQUATION,
            Self::RearrangedFormula { .. } => &algebra::REARRANGED_FORMULA,
            Self::SolutionSet => &algebra::SOLUTION_SET,
            Self::Inequality => &algebra::INEQUALITY,
            Self::Coordinates => &others::COORDINATES,
            Self::Vector => &others::VECTOR,
            Self::Set => &others::SET,
            Self::OrderedList { .. } => &others::ORDERED_LIST,
            Self::Remainder => &others::REMAINDER,
            Self::ErrorInterval => &others::ERROR_INTERVAL,
            Self::Word => &others::WORD,
            Self::Choice => &others::CHOICE,
        }
    }

    /// One line for teachers: what is asked for.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        self.about().about
    }

    /// What sort of thing an answer is, so that each text has one reading.
    #[must_use]
    pub fn expects(&self) -> Expects {
        match self {
            Self::Ratio | Self::RatioSimplestForm | Self::RatioOneToN => Expects::Ratio,
            Self::Money => Expects::Money,
            Self::Time => Expects::Time,
            Self::UnitsRequired | Self::UnitsConvertible | Self::UnitsValueOnly => {
                Expects::Quantity
            }
            Self::Coordinates => Expects::Coordinates,
            Self::Vector => Expects::Vector,
            Self::Set => Expects::Set,
            Self::OrderedList { .. } => Expects::List,
            Self::ErrorInterval => Expects::Interval,
            Self::Remainder => Expects::Remainder,
            Self::EquivalentEquation
            | Self::RearrangedFormula { .. }
            | Self::SolutionSet
            | Self::Inequality => Expects::Statement,
            _ => Expects::Expression,
        }
    }

    /// Whether answers are compared as text and never read as mathematics.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Word | Self::Choice)
    }
}

/// Every name an acceptance may have, for messages.
pub fn acceptance_names() -> impl Iterator<Item = &'static str> + Clone {
    ACCEPTANCES.iter().map(|about| about.name)
}
