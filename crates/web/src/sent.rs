//! What a form sent, read field by field; and the page that refuses it. Start at [`part`].

use std::collections::BTreeMap;

use crate::error::PageError;

/// The most letters of a text.
pub const LONG: usize = 1_000;

/// A form's fields by their names.
pub type Fields = BTreeMap<String, String>;

/// A field of a form, empty where it was not sent.
#[must_use]
pub fn part<'f>(sent: &'f Fields, name: &str) -> &'f str {
    sent.get(name).map_or("", String::as_str)
}

/// A text somebody typed, without the space around it.
///
/// # Errors
///
/// [`PageError::refused`] for one that is too long.
pub fn text(typed: &str) -> Result<String, PageError> {
    let n = typed.chars().count();
    if n > LONG {
        return Err(refused(format!("{n} letters are too many; expected at most {LONG}")));
    }
    Ok(typed.trim().to_owned())
}

/// Refuses what was sent, with nothing written.
pub fn refused(says: impl Into<String>) -> PageError {
    let says: String = says.into();
    PageError::refused("Nothing was written", format!("{says}."))
}
