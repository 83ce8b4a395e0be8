//! What is wrong with a log, in words: the line, the column, what is there and what was expected.
//!
//! Start at `ReadError`.

use std::fmt;

/// Why a log could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The first line does not name these columns.
    MissingColumns {
        /// The columns.
        missing: Vec<&'static str>,
    },
    /// There is a first line, or nothing at all, and no row.
    NoRows,
    /// A row has too few values.
    ShortRow {
        /// The line, from 1.
        line: u64,
        /// How many values it has.
        found: usize,
        /// How many the first line names.
        expected: usize,
    },
    /// A value cannot be read.
    Value {
        /// The line, from 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// What is there.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
    /// There are more rows than can be counted.
    TooManyRows,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::MissingColumns { missing } => {
                let names: Vec<String> = missing.iter().map(|m| format!("`{m}`")).collect();
                let (noun, verb) =
                    if names.len() == 1 { ("column", "is") } else { ("columns", "are") };
                let list = names.join(", ");
                write!(
                    f,
                    "the {noun} {list} {verb} missing; the first line must name learner, skill, item, correct and order"
                )
            }
            ReadError::NoRows => write!(f, "there is no row under the first line"),
            ReadError::ShortRow { line, found, expected } => {
                write!(f, "line {line} has {found} values, and the first line names {expected}")
            }
            ReadError::Value { line, column, found, expected } => {
                write!(f, "line {line}: `{column}` is `{found}`; expected {expected}")
            }
            ReadError::TooManyRows => write!(f, "more than 4,294,967,294 rows; fit them in parts"),
        }
    }
}

impl std::error::Error for ReadError {}
