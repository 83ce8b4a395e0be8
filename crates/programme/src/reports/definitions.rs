//! The definitions a figure may have, each in one sentence that stands beside it.
//!
//! Official counts have disagreed because one counted who signed up and another who completed; so no figure is shown
//! without its definition.

use std::fmt;

use serde::Serialize;

/// What a figure counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// Its name in commands and addresses.
    pub slug: &'static str,
    /// What is counted, in a sentence.
    pub sentence: &'static str,
}

/// Every definition there is, in the order in which they narrow.
pub const DEFINITIONS: [Definition; 6] = [
    Definition {
        slug: "signed-up",
        sentence: "Schools that applied for a place in the school year, whatever came of it.",
    },
    Definition {
        slug: "started",
        sentence: "Schools that began in the school year: their teachers were at the first meeting.",
    },
    Definition {
        slug: "attended",
        sentence: "Schools of which somebody is recorded at one session or more in the school year. Not recorded is not the same as not there.",
    },
    Definition {
        slug: "completed",
        sentence: "Schools recorded as having completed the programme by 31 August of the school year.",
    },
    Definition {
        slug: "returned",
        sentence: "Schools that completed a programme in the school year before and began one again in this.",
    },
    Definition {
        slug: "ever",
        sentence: "Schools that began in the school year or in any before it, whether or not they completed.",
    },
];

/// There is no definition of that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownDefinition {
    slug: String,
}

/// The definition with a slug.
///
/// # Errors
///
/// [`UnknownDefinition`], which names those there are.
pub fn definition(slug: &str) -> Result<&'static Definition, UnknownDefinition> {
    let found = DEFINITIONS.iter().find(|known| known.slug == slug);
    found.ok_or_else(|| UnknownDefinition { slug: slug.chars().take(40).collect() })
}

impl fmt::Display for UnknownDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = DEFINITIONS.iter().map(|known| known.slug).collect();
        write!(f, "there is no definition `{}`; expected one of {}", self.slug, known.join(", "))
    }
}

impl std::error::Error for UnknownDefinition {}
