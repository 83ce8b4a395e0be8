//! What a programme asks and gives, by school year: size of a group, teachers, visits, money, and where it is said.
//!
//! A rule holds from its school year until a later one is written. What no public source says is absent and named in
//! `unknown`: it is never filled by a guess. The files are `content/programmes/*.toml`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{SchoolYear, Scope};

/// Every programme that is known, by its slug.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Programmes {
    by_slug: BTreeMap<String, Programme>,
}

/// One programme and its rules over the years.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Programme {
    /// Its name in addresses and commands, such as `primary-development`.
    pub slug: String,
    /// Its name on screen.
    pub name: String,
    /// Other names it has had, such as "teacher research group".
    #[serde(default)]
    pub also_called: Vec<String>,
    /// The phases of education, as the official register writes them, that may join; empty for every phase.
    #[serde(default)]
    pub phases: Vec<String>,
    /// The rules, each from a school year until the next one begins.
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

/// What holds from one school year on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rule {
    /// The first school year in which it holds.
    pub from: SchoolYear,
    /// How many schools make a group.
    pub group_size: Option<GroupSize>,
    /// How many teachers each school sends.
    pub teachers: Option<u8>,
    /// What those teachers are called, and who they should be.
    pub teacher_roles: Option<String>,
    /// Whether the headteacher's confirmation is needed before a place is confirmed.
    pub headteacher_confirms: Option<bool>,
    /// How the group meets.
    pub sessions: Option<String>,
    /// Visits to each school.
    pub visits: Option<Visits>,
    /// Money for each school.
    pub money: Option<Money>,
    /// Programmes of which one must have been completed before.
    #[serde(default)]
    pub after: Vec<String>,
    /// Whether a school may take part only once.
    #[serde(default)]
    pub once: bool,
    /// What completing it means.
    pub completion: Option<String>,
    /// The stages of a training that takes longer than a year, in order.
    #[serde(default, rename = "stage", skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<TrainingStage>,
    /// The public sources of all this.
    pub source: String,
    /// What no public source says.
    #[serde(default)]
    pub unknown: Vec<String>,
}

/// One stage of a specialist's training.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TrainingStage {
    /// Its name in the book.
    pub slug: String,
    /// Its name on screen.
    pub name: String,
    /// The training events in it, in order, as they are called on screen.
    #[serde(default)]
    pub events: Vec<String>,
    /// What else belongs to it.
    pub also: Option<String>,
    /// What completes it; nothing when no source says so.
    pub completion: Option<String>,
    /// Where a specialist works in it side by side, where it has more than one track.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<Scope>,
    /// Whether whoever completed it may lead groups.
    #[serde(default)]
    pub then_leads: bool,
}

/// The fewest and the most schools in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GroupSize {
    /// The fewest.
    pub least: u8,
    /// The most.
    pub most: u8,
}

/// The visits a school is entitled to in a school year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Visits {
    /// How many, where a number is said.
    pub number: Option<u8>,
    /// The words of the source.
    pub words: String,
}

/// Money a school is entitled to in a school year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Money {
    /// In pence, in the first school year that a school takes part.
    pub pence: u32,
    /// In pence, in the second; nothing when no source says so.
    pub second_year_pence: Option<u32>,
    /// What it is for.
    pub purpose: String,
}

/// A programme file that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleProblem {
    /// The file.
    pub path: String,
    /// What is not right, and what was expected.
    pub message: String,
}

/// Why there is no rule to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnknownRule {
    /// No programme has that slug.
    Programme {
        /// What was asked for.
        slug: String,
        /// The slugs there are.
        known: Vec<String>,
    },
    /// The programme's rules begin later.
    Year {
        /// The programme.
        slug: String,
        /// The year asked for.
        year: SchoolYear,
        /// The first year with a rule.
        first: SchoolYear,
    },
}

/// The most schools in a group that can be planned for.
const MOST_SCHOOLS: u8 = 30;

impl Programmes {
    /// Reads the programme files, given as path and text; the sound ones are kept beside the problems.
    #[must_use]
    pub fn load(files: &[(&str, &str)]) -> (Self, Vec<RuleProblem>) {
        let mut programmes = Self::default();
        let mut problems = Vec::new();
        for (path, text) in files {
            match read(text).and_then(|programme| programmes.add(programme)) {
                Ok(()) => {}
                Err(message) => problems.push(RuleProblem { path: (*path).to_owned(), message }),
            }
        }
        (programmes, problems)
    }

    fn add(&mut self, programme: Programme) -> Result<(), String> {
        if self.by_slug.contains_key(&programme.slug) {
            return Err(format!("`{}` is the slug of another programme", programme.slug));
        }
        self.by_slug.insert(programme.slug.clone(), programme);
        Ok(())
    }

    /// The programmes, in the order of their slugs.
    pub fn all(&self) -> impl Iterator<Item = &Programme> {
        self.by_slug.values()
    }

    /// The programme with a slug, and its rule in a school year.
    ///
    /// # Errors
    ///
    /// [`UnknownRule`] when there is no such programme, or its rules begin after `year`.
    pub fn rule(&self, slug: &str, year: SchoolYear) -> Result<(&Programme, &Rule), UnknownRule> {
        let programme = self.by_slug.get(slug).ok_or_else(|| UnknownRule::Programme {
            slug: slug.chars().take(60).collect(),
            known: self.by_slug.keys().cloned().collect(),
        })?;
        let held = programme.rules.iter().rev().find(|rule| rule.from <= year);
        held.map(|rule| (programme, rule)).ok_or_else(|| UnknownRule::Year {
            slug: slug.to_owned(),
            year,
            first: programme.rules[0].from,
        })
    }
}

fn read(text: &str) -> Result<Programme, String> {
    let programme: Programme = toml::from_str(text).map_err(|error| error.to_string())?;
    if programme.rules.is_empty() {
        return Err("expected at least one [[rule]]".to_owned());
    }
    if !programme.rules.is_sorted_by(|a, b| a.from < b.from) {
        return Err(
            "expected each [[rule]] to begin in a later school year than the one before".to_owned()
        );
    }
    for rule in &programme.rules {
        if let Some(size) = rule.group_size
            && !(2 <= size.least && size.least <= size.most && size.most <= MOST_SCHOOLS)
        {
            return Err(format!(
                "the group size of {} is {} to {}; expected at least 2, at most {MOST_SCHOOLS}, the fewest first",
                rule.from, size.least, size.most
            ));
        }
        let is_twice = |(at, stage): (usize, &TrainingStage)| {
            rule.stages[..at].iter().any(|other| other.slug == stage.slug)
        };
        if let Some(at) = rule.stages.iter().enumerate().position(is_twice) {
            return Err(format!(
                "two stages of the rule of {} are called `{}`; expected each slug once",
                rule.from, rule.stages[at].slug
            ));
        }
        if rule.source.trim().is_empty() {
            return Err(format!("the rule of {} has no source", rule.from));
        }
    }
    Ok(programme)
}

impl fmt::Display for RuleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Programme { slug, known } => {
                write!(f, "there is no programme `{slug}`; expected one of {}", known.join(", "))
            }
            Self::Year { slug, year, first } => write!(
                f,
                "`{slug}` has no rule for {year}: the first that is known is for {first}; add a [[rule]] to its file, with the source"
            ),
        }
    }
}

impl std::error::Error for UnknownRule {}
