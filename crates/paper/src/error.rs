//! What can keep a sheet from being printed, said so that the teacher knows what to change.

use thiserror::Error;

/// Why a sheet was not printed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PrintError {
    /// The questions do not fit the page that was promised.
    #[error("{what}: {items} questions do not fit on one page, the first {fit} do; leave out {}, or ask for fewer lines", items - fit)]
    DoesNotFit {
        /// The sheet, by kind and title.
        what: String,
        /// How many questions it has.
        items: usize,
        /// How many of them, from the first, fit.
        fit: usize,
    },
    /// One text or drawing leaves no room for the rest.
    #[error("{what}: the words and drawings do not fit on one page; shorten the longest of them")]
    TooLong {
        /// The sheet, by kind and title.
        what: String,
    },
    /// More of something than one sheet may hold.
    #[error("{what}: {found} {of}, expected at most {limit}; print it in parts")]
    TooMany {
        /// The sheet, by kind and title.
        what: String,
        /// What there is too much of.
        of: &'static str,
        /// How many were given.
        found: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// There is nothing to print.
    #[error("{what}: no {of} to print; give at least one")]
    Nothing {
        /// The sheet, by kind and title.
        what: String,
        /// What is missing.
        of: &'static str,
    },
    /// A drawing is not SVG that can be drawn.
    #[error("{what}: a drawing could not be read ({why}); expected a whole <svg>")]
    Drawing {
        /// The sheet, by kind and title.
        what: String,
        /// What the reader said.
        why: String,
    },
    /// The typesetter failed, which is a fault of this program.
    #[error("{what}: the page could not be set ({why}); please report this")]
    Typesetter {
        /// The sheet, by kind and title.
        what: String,
        /// What it said.
        why: String,
    },
}
