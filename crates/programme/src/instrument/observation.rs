//! What somebody who visited a school saw of the five big ideas, in two lessons or more, and what is seen when they
//! come again.
//!
//! Of a school, never of a lesson or a teacher; counts of practices, never a grade or a sum. Start at [`seen_again`].

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Statements;
use super::pairs::tell;
use crate::{BigIdea, Count, Date, Succession, Urn};

/// The fewest lessons that speak of a school and not of one teacher.
// Our choice.
pub const LEAST_LESSONS: u16 = 2;
/// Two observations are paired when so many days lie between them.
// Our choice: a half-term and a bit.
pub const AGAIN_AFTER_DAYS: i64 = 60;
const MOST_LESSONS: u16 = 40;

/// What was seen on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// In how many lessons somebody was.
    pub lessons: u16,
    /// Whether a practice was seen, by statement; one that was not looked for is not here.
    pub seen: BTreeMap<String, bool>,
    /// What is worth talking about; empty for nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who was there.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// Why it is not written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedObservation(String);

/// What became of a practice in one school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeenChange {
    /// Seen the last time and not the first.
    Came,
    /// Seen both times.
    Stayed,
    /// Not seen either time.
    NotYet,
    /// Seen the first time and not the last.
    Went,
}

/// How many practices of one idea were seen in a school, of those looked for both times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdeaSeen {
    /// The idea.
    pub idea: BigIdea,
    /// How many were looked for both times.
    pub of: usize,
    /// How many of them were seen the first time.
    pub first: usize,
    /// How many the last time.
    pub last: usize,
}

/// What is seen again in many schools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenAgain {
    /// How many schools were seen twice, long enough apart.
    pub pairs: Count,
    /// How many were seen once, or not long enough apart.
    pub once: Count,
    /// The day of the earliest and of the latest of the pairs.
    pub days: Option<(Date, Date)>,
    /// A row for each statement; none while there are too few schools.
    pub rows: Vec<SeenAgainRow>,
}

/// What became of a practice in many schools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenAgainRow {
    /// The statement.
    pub statement: String,
    /// In how many schools it was looked for both times.
    pub of: Count,
    /// In how many it came, stayed, is not there yet, went: in the order of [`SeenChange`].
    pub parts: [Count; 4],
}

impl Observation {
    /// Whether it may be written down on a day.
    ///
    /// # Errors
    ///
    /// In words.
    pub fn check(&self, statements: &Statements, today: Date) -> Result<(), RefusedObservation> {
        let refused = |says: String| Err(RefusedObservation(says));
        if self.on > today {
            return refused(format!("{} has not come yet", self.on.in_words()));
        }
        if !(LEAST_LESSONS..=MOST_LESSONS).contains(&self.lessons) {
            return refused(format!(
                "{} lessons; expected from {LEAST_LESSONS} to {MOST_LESSONS}, so that it speaks of the school and not of one teacher",
                self.lessons
            ));
        }
        if let Some(slug) = self.seen.keys().find(|slug| !statements.has(slug)) {
            return refused(format!("`{slug}` is none of the statements"));
        }
        if self.seen.is_empty() {
            return refused("nothing was looked for; say of one practice at least".to_owned());
        }
        Ok(())
    }
}

/// The first and the last of the observations of a school, where they lie long enough apart.
#[must_use]
pub fn first_and_last<'o>(all: &[&'o Observation]) -> Option<(&'o Observation, &'o Observation)> {
    let first = all.iter().min_by_key(|one| one.on)?;
    let last = all.iter().rev().max_by_key(|one| one.on)?;
    (last.on.days_since(first.on) >= AGAIN_AFTER_DAYS).then_some((*first, *last))
}

fn became(first: &Observation, last: &Observation, slug: &str) -> Option<SeenChange> {
    Some(match (first.seen.get(slug)?, last.seen.get(slug)?) {
        (false, true) => SeenChange::Came,
        (true, true) => SeenChange::Stayed,
        (false, false) => SeenChange::NotYet,
        (true, false) => SeenChange::Went,
    })
}

/// How many practices of each idea were seen in one school the first and the last time.
#[must_use]
pub fn ideas_seen(
    statements: &Statements,
    first: &Observation,
    last: &Observation,
) -> Vec<IdeaSeen> {
    let of = |idea: BigIdea| {
        let all = statements.of(idea).filter_map(|one| became(first, last, &one.slug));
        let all: Vec<SeenChange> = all.collect();
        let count = |is: &[SeenChange]| all.iter().filter(|one| is.contains(one)).count();
        IdeaSeen {
            idea,
            of: all.len(),
            first: count(&[SeenChange::Stayed, SeenChange::Went]),
            last: count(&[SeenChange::Stayed, SeenChange::Came]),
        }
    };
    BigIdea::ALL.into_iter().map(of).collect()
}

/// What is seen again in the schools, each counted by the number that carries it on; nothing where none was seen.
#[must_use]
pub fn seen_again(
    observations: &BTreeMap<Urn, Vec<(String, Observation)>>,
    statements: &Statements,
    lines: &Succession,
    on: Date,
    hidden_below: u32,
) -> Option<SeenAgain> {
    let mut of_school: BTreeMap<Urn, Vec<&Observation>> = BTreeMap::new();
    for (urn, all) in observations {
        let now = lines.heirs(*urn, on).first().copied().unwrap_or(*urn);
        of_school.entry(now).or_default().extend(all.iter().map(|(_, one)| one));
    }
    if of_school.is_empty() {
        return None;
    }
    let pairs: Vec<_> = of_school.values().filter_map(|all| first_and_last(all)).collect();
    let once = of_school.len() - pairs.len();
    let days = pairs.iter().map(|(first, _)| first.on).min();
    let days = days.zip(pairs.iter().map(|(_, last)| last.on).max());
    let is_enough = matches!(Count::of(pairs.len(), hidden_below), Count::Shown(n) if n > 0);
    let row = |slug: &str| {
        let all = pairs.iter().filter_map(|(first, last)| became(first, last, slug));
        let mut parts = [0; 4];
        let mut n = 0;
        for one in all {
            parts[one as usize] += 1;
            n += 1;
        }
        let of = Count::of(n, hidden_below);
        let parts = match of {
            Count::Shown(n) => tell(n, parts, hidden_below),
            _ => [Count::Withheld; 4],
        };
        SeenAgainRow { statement: slug.to_owned(), of, parts }
    };
    let rows = statements.all.iter().map(|one| row(&one.slug));
    Some(SeenAgain {
        pairs: Count::of(pairs.len(), hidden_below),
        once: Count::of(once, hidden_below),
        days,
        rows: if is_enough { rows.collect() } else { Vec::new() },
    })
}

impl fmt::Display for RefusedObservation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RefusedObservation {}
