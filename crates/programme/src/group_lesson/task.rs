//! What every school of a group tries between two sessions, and the answers it brings, without names.
//!
//! Only counts are kept: how many wrote what. Together they are shown as one class. Start at [`GapTask`].

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Date, Urn};

/// What is tried, as it was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskSet {
    /// The session at which it was set.
    pub session: String,
    /// The version that is taught; empty for the lesson as it began.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// The question every pupil answers.
    pub question: String,
    /// Its answer.
    pub answer: String,
    /// The wrong answers that are predicted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<WrongAnswer>,
    /// The task as the content names it; empty for a question that was written here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub task: String,
    /// What else is tried or brought; empty for nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub also: String,
    /// Who set it.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// A wrong answer that a misconception predicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongAnswer {
    /// The answer.
    pub answer: String,
    /// What leads to it.
    pub because: String,
}

/// What is said of an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judged {
    /// It is right.
    Right,
    /// The value is right, and it is not written as it was asked for.
    OtherForm,
    /// It is wrong; with what leads to it, where that is predicted.
    Wrong(Option<String>),
    /// Nothing was written.
    Blank,
    /// It cannot be read or decided here: the group says.
    Undecided,
}

/// How many wrote one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerCount {
    /// The answer as it was written; empty for none.
    pub answer: String,
    /// How many wrote it.
    pub n: u32,
    /// What is said of it.
    pub judged: Judged,
}

/// What a school brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The task.
    pub task: String,
    /// The school.
    pub urn: Urn,
    /// The counts.
    pub counts: Vec<AnswerCount>,
    /// What the teachers say of it; empty for nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// Who wrote it down.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// A task as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapTask {
    /// The fact that set it.
    pub id: String,
    /// As it was set.
    pub set: TaskSet,
    /// What each school brought, with the fact that says so; a school that is not here has not brought anything yet.
    pub brought: BTreeMap<Urn, (String, Answers)>,
}

/// One answer of all schools together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The answer; empty for none.
    pub answer: String,
    /// What is said of it.
    pub judged: Judged,
    /// How many wrote it.
    pub n: u32,
    /// In how many schools.
    pub n_schools: usize,
}

impl Answers {
    /// How many answers there are.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.counts.iter().map(|one| one.n).sum()
    }
}

impl GapTask {
    /// How many answers all schools brought.
    #[must_use]
    pub fn n(&self) -> u32 {
        self.brought.values().map(|(_, answers)| answers.n()).sum()
    }

    /// The answers of all schools as of one class: what most wrote first, nothing written last.
    #[must_use]
    pub fn together(&self) -> Vec<Together> {
        let mut found: Vec<Together> = Vec::new();
        for (_, answers) in self.brought.values() {
            for one in answers.counts.iter().filter(|one| one.n > 0) {
                let same =
                    |held: &&mut Together| held.answer == one.answer && held.judged == one.judged;
                match found.iter_mut().find(same) {
                    Some(held) => {
                        held.n += one.n;
                        held.n_schools += 1;
                    }
                    None => found.push(Together {
                        answer: one.answer.clone(),
                        judged: one.judged.clone(),
                        n: one.n,
                        n_schools: 1,
                    }),
                }
            }
        }
        found.sort_by(|a, b| {
            let key = |one: &Together| (one.judged == Judged::Blank, std::cmp::Reverse(one.n));
            key(a).cmp(&key(b)).then_with(|| a.answer.cmp(&b.answer))
        });
        found
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Right => f.write_str("right"),
            Self::OtherForm => f.write_str("the right value, not written as asked"),
            Self::Wrong(Some(because)) => write!(f, "as predicted: {because}"),
            Self::Wrong(None) => f.write_str("not predicted"),
            Self::Blank => f.write_str("nothing written"),
            Self::Undecided => f.write_str("for the group to say"),
        }
    }
}
