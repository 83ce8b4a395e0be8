//! The words of a plan: up to six aims, each with who does what by when, how it is seen, and the day of the next look.
//!
//! Start at [`PlanText::check`] for what a plan must say and at [`PlanText::changes`] for what a version changed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::comparison::{self, Compared};
use crate::{Date, SchoolYear};

/// Aims of one plan, at most.
// Our choice: what a department can keep in mind for a year.
const MOST_AIMS: usize = 6;

/// The five big ideas of teaching for mastery.
// Source: NCETM, "Five Big Ideas in Teaching for Mastery".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BigIdea {
    /// Small connected steps.
    Coherence,
    /// Representations that lay the structure bare.
    RepresentationAndStructure,
    /// Looking for pattern, connecting, giving reasons.
    MathematicalThinking,
    /// Quick and accurate, and able to choose.
    Fluency,
    /// Planned change against a constant background.
    Variation,
}

/// One aim of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// What will be so at the end.
    pub goal: String,
    /// The big idea it works on.
    pub big_idea: BigIdea,
    /// What is done for it.
    pub action: String,
    /// Who sees to it.
    pub owner: String,
    /// By when.
    pub by: Date,
    /// How both sides will see that it is so.
    pub measure: String,
    /// What is brought to show it; empty where that is still open.
    #[serde(default)]
    pub evidence: String,
}

/// The words of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanText {
    /// The aims, in the order of their weight.
    pub aims: Vec<Aim>,
    /// The day on which both sides look at it again.
    pub review_on: Date,
}

/// Why a plan is not written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedPlan {
    /// It has no aim, or too many.
    Aims(usize),
    /// A part of an aim is empty.
    Empty {
        /// Which aim, from 1.
        aim: usize,
        /// Which part.
        part: &'static str,
    },
    /// A day lies outside the school year and the one after it.
    Day {
        /// Which day.
        what: String,
        /// The day.
        on: Date,
        /// The school year.
        year: SchoolYear,
    },
    /// It says what the version before says.
    Same,
}

impl PlanText {
    /// Whether it says what a plan must say.
    ///
    /// # Errors
    ///
    /// [`RefusedPlan`] naming the aim and what is missing of it.
    pub fn check(&self, year: SchoolYear, before: Option<&Self>) -> Result<(), RefusedPlan> {
        if self.aims.is_empty() || self.aims.len() > MOST_AIMS {
            return Err(RefusedPlan::Aims(self.aims.len()));
        }
        let within = |on: Date| on >= year.first_day() && on <= year.next().last_day();
        for (at, aim) in self.aims.iter().enumerate() {
            let empty = aim
                .parts()
                .into_iter()
                .find(|(part, text)| *part != "evidence" && text.trim().is_empty());
            if let Some((part, _)) = empty {
                return Err(RefusedPlan::Empty { aim: at + 1, part });
            }
            if !within(aim.by) {
                let what = format!("the date of aim {}", at + 1);
                return Err(RefusedPlan::Day { what, on: aim.by, year });
            }
        }
        if !within(self.review_on) {
            let what = "the review".to_owned();
            return Err(RefusedPlan::Day { what, on: self.review_on, year });
        }
        if before == Some(self) { Err(RefusedPlan::Same) } else { Ok(()) }
    }

    /// What it changed in the version before, a line for each change.
    #[must_use]
    pub fn changes(&self, before: &Self) -> Vec<String> {
        let mut said = comparison::changes(&self.compared(), &before.compared());
        if self.review_on != before.review_on {
            let (then, now) = (before.review_on.in_words(), self.review_on.in_words());
            said.push(format!("the review moved from {then} to {now}"));
        }
        said
    }

    fn compared(&self) -> Vec<Compared> {
        let aims = self.aims.iter().enumerate();
        let compared = |(at, aim): (usize, &Aim)| Compared {
            id: at.to_string(),
            name: format!("aim {}", at + 1),
            line: aim.goal.clone(),
            parts: aim.parts().to_vec(),
        };
        aims.map(compared).collect()
    }
}

impl Aim {
    fn parts(&self) -> [(&'static str, String); 7] {
        [
            ("goal", self.goal.clone()),
            ("big idea", self.big_idea.in_words().to_owned()),
            ("action", self.action.clone()),
            ("owner", self.owner.clone()),
            ("date", self.by.in_words()),
            ("measure", self.measure.clone()),
            ("evidence", self.evidence.clone()),
        ]
    }
}

impl BigIdea {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::Coherence,
        Self::RepresentationAndStructure,
        Self::MathematicalThinking,
        Self::Fluency,
        Self::Variation,
    ];

    /// Its name in words: "representation and structure".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Coherence => "coherence",
            Self::RepresentationAndStructure => "representation and structure",
            Self::MathematicalThinking => "mathematical thinking",
            Self::Fluency => "fluency",
            Self::Variation => "variation",
        }
    }

    /// The one of these words.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|idea| idea.in_words() == text)
    }
}

impl fmt::Display for RefusedPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Aims(0) => f.write_str("the plan has no aim; write at least one"),
            Self::Aims(n) => write!(f, "the plan has {n} aims; expected at most {MOST_AIMS}"),
            Self::Empty { aim, part } => write!(f, "aim {aim} has no {part}; write it in"),
            Self::Day { what, on, year } => write!(
                f,
                "{what} is {}; expected a day of {year} or of the year after",
                on.in_words()
            ),
            Self::Same => f.write_str("nothing was changed; the version before says the same"),
        }
    }
}

impl std::error::Error for RefusedPlan {}
