//! Research: projects with their question, partners, methods and findings; schools allocated at random; extracts that
//! name nobody.
//!
//! A project is never changed, a new version is written. Who waits as a control is kept as a fact, from a seed that
//! gives the same allocation again. An extract holds schools under invented keys, for somebody, until a day; beside it
//! stand counts of what teachers say and specialists see, asked again. Start at [`Project`], [`allocate`], [`extract`]
//! and [`handed_practice`].

mod allocation;
mod extract;
mod practice;

use serde::{Deserialize, Serialize};

use crate::Date;

pub use allocation::{
    Allocated, Allocation, Arm, ArmFigures, Candidate as AllocationCandidate, RefusedAllocation,
    StratifiedBy, Waits, allocate, by_arm, waiting,
};
pub use extract::{
    CODEBOOK, Column, Extract, ExtractOf, ExtractRow, School as ExtractSchool, extract,
};
pub use practice::{
    HandedPractice, PRACTICE_CAVEATS, PRACTICE_CODEBOOK, PracticeOf, PracticeOverHubs,
    handed_practice, over_hubs, practice_rows,
};

/// One version of what a project is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectText {
    /// What it is called.
    pub title: String,
    /// The one question it asks.
    pub question: String,
    /// Who takes part: hubs, schools, universities. No teacher and no pupil.
    #[serde(default)]
    pub partners: Vec<String>,
    /// How it goes about it.
    #[serde(default)]
    pub methods: String,
    /// What was found, each with where it stands.
    #[serde(default)]
    pub findings: Vec<Finding>,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What.
    pub says: String,
    /// Where it stands: a report with its year and page.
    #[serde(default)]
    pub source: String,
    /// Whether somebody read it there.
    #[serde(default)]
    pub is_confirmed: bool,
}

/// A project with everything that was written of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Its id: that of the fact it began with.
    pub id: String,
    /// Its versions, each with who wrote it and when, the latest last.
    pub versions: Vec<(String, Date, ProjectText)>,
    /// Its allocations, each with the fact that says so.
    pub allocations: Vec<(String, Allocation)>,
    /// How many allocations were made and taken back.
    pub n_taken_back: usize,
    /// Its extracts.
    pub extracts: Vec<Granted>,
}

/// An extract that somebody may take, until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The id of whoever may take it.
    pub to: String,
    /// Their name, as it was on that day.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The day it was granted.
    pub on: Date,
    /// The last day on which it may be taken.
    pub until: Date,
}

/// A grant with what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// Its id.
    pub id: String,
    /// The grant.
    pub grant: Grant,
    /// The days on which it was taken.
    pub taken: Vec<Date>,
}

/// The longest an extract may be open.
// Our choice: a school year.
pub const LONGEST_GRANT_DAYS: i64 = 366;

impl Project {
    /// What it is now.
    #[must_use]
    pub fn text(&self) -> &ProjectText {
        &self.versions.last().expect("a project begins with a version").2
    }
}

impl ProjectText {
    /// What is missing for it to be written down; nothing where it is whole.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let missing = [("title", &self.title), ("question", &self.question)];
        if let Some((what, _)) = missing.iter().find(|(_, text)| text.trim().is_empty()) {
            return Some(format!("the project has no {what}; expected one sentence"));
        }
        let unsourced = self.findings.iter().find(|one| one.is_confirmed && one.source.is_empty());
        unsourced.map(|one| {
            format!(
                "the finding “{}” is marked as confirmed and says not where it stands; expected a report, its year and the page",
                one.says
            )
        })
    }
}

impl Grant {
    /// Why it may not be given; nothing where it may.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let days = self.until.days_since(self.on);
        if days < 0 {
            return Some(format!(
                "the last day, {}, lies before today; expected one to come",
                self.until.in_words()
            ));
        }
        if days > LONGEST_GRANT_DAYS {
            return Some(format!(
                "{} is {days} days off; an extract is open for {LONGEST_GRANT_DAYS} days at most",
                self.until.in_words()
            ));
        }
        self.purpose.trim().is_empty().then(|| "nothing says what it is for".to_owned())
    }

    /// Why it may not be taken on a day; nothing where it may.
    #[must_use]
    pub fn why_not(&self, on: Date) -> Option<String> {
        (on > self.until).then(|| {
            format!(
                "This extract could be taken until {}. Ask whoever granted it for another.",
                self.until.in_words()
            )
        })
    }
}
