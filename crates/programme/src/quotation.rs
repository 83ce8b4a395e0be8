//! What inspection reports say of mathematics, quoted with where it stands: school, day, page, theme, and where to read
//! it.
//!
//! A quotation is somebody else's sentence. No grade is kept, asked for or worked out. Start at [`Quotation::check`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{BigIdea, Date, Facts, Succession, Urn, What};

/// The longest quotation.
// Our choice: a sentence or three, so that it is read beside its report and not in its place.
const LONGEST: usize = 600;

/// A sentence of an inspection report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// The sentence, word for word.
    pub says: String,
    /// The day of the report.
    pub report: Date,
    /// The page it stands on, as the report counts them.
    pub page: String,
    /// The big idea it is about.
    pub theme: BigIdea,
    /// Where the report can be read: an address or a place.
    pub lies: String,
    /// Who wrote it down.
    pub by: String,
    /// The day it was written down.
    pub on: Date,
}

/// A quotation with the fact that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldQuotation {
    /// The fact.
    pub id: String,
    /// The school.
    pub urn: Urn,
    /// The quotation.
    pub quotation: Quotation,
}

/// Why a quotation is not written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedQuotation(String);

/// When a report was written, beside when its school began a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Before the school began anything that is recorded.
    Before(Date),
    /// On the day it began, or after.
    Since(Date),
    /// No beginning is recorded.
    NotKnown,
}

impl Quotation {
    /// Whether it may be written down on a day.
    ///
    /// # Errors
    ///
    /// In words: which part of where it stands is missing.
    pub fn check(&self, today: Date) -> Result<(), RefusedQuotation> {
        let refused = |says: String| Err(RefusedQuotation(says));
        let n = self.says.chars().count();
        if n > LONGEST {
            return refused(format!(
                "{n} letters are too many to quote; expected at most {LONGEST}, the sentence that matters"
            ));
        }
        for (what, text) in [
            ("the sentence itself", &self.says),
            ("the page it stands on", &self.page),
            ("where the report can be read", &self.lies),
        ] {
            if text.trim().is_empty() {
                return refused(format!(
                    "a quotation stands here with where it comes from, and {what} is missing; write it in"
                ));
            }
        }
        if self.report > today {
            return refused(format!(
                "the report is of {}, which has not come yet",
                self.report.in_words()
            ));
        }
        Ok(())
    }

    /// When its report was written, beside when its school first began a programme.
    #[must_use]
    pub fn written(&self, urn: Urn, facts: &Facts, lines: &Succession) -> Written {
        let began = facts.of_line(urn, lines).filter(|fact| fact.what == What::Started);
        match began.map(|fact| fact.on).min() {
            None => Written::NotKnown,
            Some(began) if self.report < began => Written::Before(began),
            Some(began) => Written::Since(began),
        }
    }
}

impl Written {
    /// In words that follow a quotation.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Before(began) => format!(
                "The report was written before the school began here, on {}.",
                began.in_words()
            ),
            Self::Since(began) => format!(
                "The school had begun on {}; what led to what, the report does not say.",
                began.in_words()
            ),
            Self::NotKnown => "No beginning of the school is recorded here.".to_owned(),
        }
    }
}

impl fmt::Display for RefusedQuotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RefusedQuotation {}
