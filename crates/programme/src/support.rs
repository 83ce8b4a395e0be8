//! Support in a school: when, how long and what for, beside what the school is entitled to.
//!
//! A visit by entitlement is [`crate::Visit`]; this is everything a specialist does in a school, told in minutes.
//! Start at [`support_so_far`].

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Date, HubBook, OfSchool, SchoolYear, Urn};

/// Support as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// The day.
    pub on: Date,
    /// Who gave it.
    pub by: String,
    /// How long, in minutes.
    pub minutes: u16,
    /// What for.
    pub purpose: String,
}

/// Support with the fact that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supported {
    /// The fact.
    pub id: String,
    /// The school, the programme and the year.
    pub of: OfSchool,
    /// What was done.
    pub support: Support,
}

/// The support of a school in a programme and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportSoFar<'b> {
    /// Each, the latest first.
    pub each: Vec<&'b Supported>,
    /// All of it, in minutes.
    pub minutes: u32,
    /// What the hub gives a school of the programme in the year, in minutes, where it said.
    pub entitled: Option<u32>,
}

/// The most minutes of one entry: a day.
// Our choice.
pub const MOST_MINUTES: u16 = 12 * 60;

/// What is written of a school's support under every number of `line`, beside what the hub said it gives.
#[must_use]
pub fn support_so_far<'b>(
    book: &'b HubBook,
    line: &BTreeSet<Urn>,
    programme: &str,
    year: SchoolYear,
) -> SupportSoFar<'b> {
    let is_own =
        |one: &&Supported| line.contains(&one.of.0) && one.of.1 == programme && one.of.2 == year;
    let mut each: Vec<&Supported> = book.supported.iter().filter(is_own).collect();
    each.sort_by(|a, b| (b.support.on, &b.id).cmp(&(a.support.on, &a.id)));
    let minutes = each.iter().map(|one| u32::from(one.support.minutes)).sum();
    let hours = book.support_hours.get(&(programme.to_owned(), year));
    SupportSoFar { each, minutes, entitled: hours.map(|hours| u32::from(*hours) * 60) }
}

impl SupportSoFar<'_> {
    /// In words: "2 h 30 min of 6 h".
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.entitled {
            Some(entitled) => format!("{} of {}", hours(self.minutes), hours(entitled)),
            None => hours(self.minutes),
        }
    }
}

/// Minutes as people say them: "2 h 30 min".
#[must_use]
pub fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (whole, 0) => format!("{whole} h"),
        (whole, rest) => format!("{whole} h {rest} min"),
    }
}
