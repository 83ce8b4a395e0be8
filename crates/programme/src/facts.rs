//! What happened to a school in a programme: signed up, started, attended, completed, left, each with its day.
//!
//! Facts are only ever added; what a school has reached is folded from them. They are read from a list of rows, every
//! bad one named, and a list that contradicts itself is refused in words. Start at [`Facts::read`].

mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

pub(crate) use read::day_problem;

use crate::{Date, RowProblem, SchoolYear, Succession, Urn};

/// Facts of schools in programmes, in the order of their days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    facts: Vec<Fact>,
    /// Where the facts of each number stand, in the order of their days.
    of_urn: BTreeMap<Urn, Vec<usize>>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The school's number on that day.
    pub urn: Urn,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year of the programme; signing up for it may lie before.
    pub year: SchoolYear,
    /// What happened.
    pub what: What,
    /// The day.
    pub on: Date,
    /// The hub, where that is said.
    pub hub: Option<String>,
}

/// What can happen, in the order in which it usually does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The school asked to hear more.
    Interested,
    /// The school applied for a place.
    SignedUp,
    /// The headteacher confirmed that the school takes part.
    HeadConfirmed,
    /// The hub confirmed the place.
    PlaceConfirmed,
    /// The school began: its teachers were at the first meeting.
    Started,
    /// Somebody of the school was at a session.
    Attended,
    /// The specialist or lead visited the school.
    Visited,
    /// The school completed the programme for the year.
    Completed,
    /// The school left before the end, or withdrew before the start.
    Left,
    /// The hub did not offer the school a place.
    Declined,
}

/// A list of facts as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFacts {
    /// The facts whose rows are sound.
    pub facts: Facts,
    /// Rows that cannot be taken. While there is one, nothing of the list may be.
    pub problems: Vec<RowProblem>,
    /// Columns that are not known.
    pub unknown_columns: Vec<String>,
}

impl What {
    /// Everything that can happen.
    pub const ALL: [Self; 10] = [
        Self::Interested,
        Self::SignedUp,
        Self::HeadConfirmed,
        Self::PlaceConfirmed,
        Self::Started,
        Self::Attended,
        Self::Visited,
        Self::Completed,
        Self::Left,
        Self::Declined,
    ];

    /// What a hub hands on to its nation of all that may happen.
    pub const HANDED_ON: [Self; 5] =
        [Self::SignedUp, Self::Started, Self::Attended, Self::Completed, Self::Left];

    /// Its name in a list.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Interested => "interested",
            Self::SignedUp => "signed-up",
            Self::HeadConfirmed => "head-confirmed",
            Self::PlaceConfirmed => "place-confirmed",
            Self::Started => "started",
            Self::Attended => "attended",
            Self::Visited => "visited",
            Self::Completed => "completed",
            Self::Left => "left",
            Self::Declined => "declined",
        }
    }

    /// Whether it can only happen after the start, within the school year.
    fn is_within_the_year(self) -> bool {
        matches!(self, Self::Started | Self::Attended | Self::Visited | Self::Completed)
    }
}

impl Facts {
    /// The facts given, put in the order of their days.
    #[must_use]
    pub fn of(mut facts: Vec<Fact>) -> Self {
        // Of one day and kind in the order they were written down.
        facts.sort_by_key(|fact| (fact.on, fact.what));
        let mut of_urn: BTreeMap<Urn, Vec<usize>> = BTreeMap::new();
        for (at, fact) in facts.iter().enumerate() {
            of_urn.entry(fact.urn).or_default().push(at);
        }
        Self { facts, of_urn }
    }

    /// The facts, in the order of their days.
    pub fn all(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter()
    }

    /// The facts of the programmes with these slugs.
    #[must_use]
    pub fn only(&self, programmes: &[String]) -> Self {
        let of = self.facts.iter().filter(|fact| programmes.contains(&fact.programme));
        Self::of(of.cloned().collect())
    }

    /// The facts of a school and of every school it came from.
    pub fn of_line<'f>(&'f self, urn: Urn, lines: &Succession) -> impl Iterator<Item = &'f Fact> {
        let mut line = lines.ancestors(urn);
        line.insert(urn);
        self.of_numbers(&line).into_iter()
    }

    /// The facts of schools with these numbers, in the order of their days.
    #[must_use]
    pub fn of_numbers(&self, urns: &BTreeSet<Urn>) -> Vec<&Fact> {
        let places = urns.iter().filter_map(|urn| self.of_urn.get(urn)).flatten();
        let mut places: Vec<usize> = places.copied().collect();
        places.sort_unstable();
        places.into_iter().map(|at| &self.facts[at]).collect()
    }

    /// What the list says against itself: attended, visited or completed without a start in that programme and year.
    ///
    /// A start under a number that the school had before, or has since, is its own.
    #[must_use]
    pub fn contradictions(&self, lines: &Succession) -> Vec<String> {
        let started: BTreeSet<(&str, SchoolYear, Urn)> = self
            .facts
            .iter()
            .filter(|fact| fact.what == What::Started)
            .map(|fact| (fact.programme.as_str(), fact.year, fact.urn))
            .collect();
        let has_started = |fact: &Fact| {
            let is_start =
                |urn: &Urn| started.contains(&(fact.programme.as_str(), fact.year, *urn));
            is_start(&fact.urn) || lines.line(fact.urn).iter().any(is_start)
        };
        let needs_start = |what| matches!(what, What::Attended | What::Visited | What::Completed);
        let found = self.facts.iter().filter(|fact| needs_start(fact.what) && !has_started(fact));
        let mut said: Vec<String> = found
            .map(|fact| {
                format!(
                    "{} {} {} in {} without having started; expected a row `started` before",
                    fact.urn, fact.what, fact.programme, fact.year
                )
            })
            .collect();
        said.dedup();
        said
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
