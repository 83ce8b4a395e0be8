//! The three kinds of value a query takes and gives: whole numbers, text, nothing.
//!
//! The same on every engine; booleans are whole numbers, JSON is text. Start at [`Cell`] and [`Row`].

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::StoreError;

/// One value of a query's parameters or of a row; as JSON, the value itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Cell {
    /// No value.
    Null,
    /// A `bigint`.
    Integer(i64),
    /// A `text`.
    Text(String),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

macro_rules! from_whole_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Cell {
            fn from(number: $number) -> Self {
                Self::Integer(i64::from(number))
            }
        }
    )*};
}
from_whole_number!(bool, u8, u16, i32, i64);

macro_rules! from_option {
    ($($inner:ty),*) => {$(
        impl From<Option<$inner>> for Cell {
            fn from(value: Option<$inner>) -> Self {
                value.map_or(Self::Null, Self::from)
            }
        }
    )*};
}
from_option!(&str, &String, String, i64);

impl From<&Option<String>> for Cell {
    fn from(value: &Option<String>) -> Self {
        Self::from(value.as_ref())
    }
}

/// A value as JSON text.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<Cell, StoreError> {
    serde_json::to_string(value)
        .map(Cell::Text)
        .map_err(|error| StoreError::refused(format!("this cannot be written as JSON ({error})")))
}

/// A fact's kind and the fact as JSON text: the tag serde writes first, so that a column and a body never disagree.
pub(crate) fn kind_and_json<T: Serialize>(fact: &T) -> Result<(String, Cell), StoreError> {
    let json = json(fact)?;
    let Cell::Text(text) = &json else { return Err(StoreError::refused("a fact has no kind")) };
    let tagged = text.strip_prefix(r#"{"kind":""#).and_then(|rest| rest.split_once('"'));
    let (kind, _) = tagged.ok_or_else(|| StoreError::refused("a fact has no kind"))?;
    Ok((kind.to_owned(), json))
}

/// Parameters in the order `$1`, `$2`, ...
macro_rules! cells {
    ($($value:expr),* $(,)?) => { &[$($crate::cell::Cell::from($value)),*] };
}
pub(crate) use cells;

/// One row a query gave, read by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// What the row is, for messages.
    pub what: &'static str,
    /// In the order of the `select` list.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Text that is always there.
    pub fn text(&self, position: usize) -> Result<String, StoreError> {
        self.maybe_text(position)?.ok_or_else(|| self.unreadable(position, "text is missing"))
    }

    /// Text that may be missing.
    pub fn maybe_text(&self, position: usize) -> Result<Option<String>, StoreError> {
        match self.cells.get(position) {
            Some(Cell::Text(text)) => Ok(Some(text.clone())),
            Some(Cell::Null) => Ok(None),
            Some(Cell::Integer(_)) | None => Err(self.unreadable(position, "expected text")),
        }
    }

    /// A number that is always there, in the width asked for.
    pub fn number<T: TryFrom<i64>>(&self, position: usize) -> Result<T, StoreError> {
        self.maybe_number(position)?.ok_or_else(|| self.unreadable(position, "a number is missing"))
    }

    /// A number that may be missing.
    pub fn maybe_number<T: TryFrom<i64>>(&self, position: usize) -> Result<Option<T>, StoreError> {
        match self.cells.get(position) {
            Some(Cell::Integer(number)) => T::try_from(*number)
                .map(Some)
                .map_err(|_| self.unreadable(position, "the number is too large")),
            Some(Cell::Null) => Ok(None),
            Some(Cell::Text(_)) | None => Err(self.unreadable(position, "expected a number")),
        }
    }

    /// A value kept as JSON text.
    pub fn json<T: DeserializeOwned>(&self, position: usize) -> Result<T, StoreError> {
        serde_json::from_str(&self.text(position)?)
            .map_err(|error| self.unreadable(position, &error.to_string()))
    }

    // Says which row by its first two cells (school and row id), which are never names.
    fn unreadable(&self, position: usize, why: &str) -> StoreError {
        let id = self.cells.iter().take(2).map(|cell| match cell {
            Cell::Text(text) => text.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Null => "-".to_owned(),
        });
        StoreError::Unreadable {
            what: self.what,
            id: id.collect::<Vec<_>>().join("/"),
            why: format!("column {position}: {why}"),
        }
    }
}
