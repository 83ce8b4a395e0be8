//! Writes a tree: as plain text, as MathML, as speech and as typst source, all from the tree that is marked.
//!
//! Here also are the front doors for display text, which may hold gaps (`_` or `[ ]`) and `=`, `<`, `>`.

mod mathml;
mod speech;
mod text;
mod typst;

use crate::limits::Steps;
use crate::reading::{Mode, ReadError, Reading, read_counted};
use crate::tree::Tree;

pub(crate) use text::write_polynomial;

/// `text` as MathML, with its speech as the text alternative.
///
/// # Errors
///
/// [`ReadError`] when a piece cannot be read or the text is past a limit.
pub fn to_mathml(text: &str, reading: &Reading) -> Result<String, ReadError> {
    Ok(read_display(text, reading)?.to_mathml())
}

/// `text` in spoken British English.
///
/// # Errors
///
/// [`ReadError`] when a piece cannot be read or the text is past a limit.
pub fn to_speech(text: &str, reading: &Reading) -> Result<String, ReadError> {
    Ok(read_display(text, reading)?.to_speech())
}

/// `text` as typst source that needs no definitions: an equation with its speech as the alternative text.
///
/// # Errors
///
/// [`ReadError`] when a piece cannot be read or the text is past a limit.
pub fn to_typst(text: &str, reading: &Reading) -> Result<String, ReadError> {
    Ok(read_display(text, reading)?.to_typst())
}

fn read_display(text: &str, reading: &Reading) -> Result<Tree, ReadError> {
    read_counted(text, reading, Mode::Display, &mut Steps::default())
}

impl Tree {
    /// The tree as MathML, with its speech as the text alternative.
    #[must_use]
    pub fn to_mathml(&self) -> String {
        mathml::write(self)
    }

    /// The tree in spoken British English: "three quarters", "three open bracket x plus two close bracket".
    #[must_use]
    pub fn to_speech(&self) -> String {
        speech::write(self)
    }

    /// The tree as typst source that needs no definitions: an equation with its speech as the alternative text.
    #[must_use]
    pub fn to_typst(&self) -> String {
        typst::write(self)
    }

    /// The tree as plain text in one spacing, which reads back the same: `3(x + 2)`, `1 3/4`.
    #[must_use]
    pub fn to_text(&self) -> String {
        text::write(self)
    }
}
