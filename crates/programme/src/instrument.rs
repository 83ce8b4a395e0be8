//! The statements on the five big ideas, asked again over time: of teachers without a name, of schools by whoever
//! visited.
//!
//! A teacher answers by a link that holds no name and no school, once a round, and keeps a code; the same code in a later
//! round makes a pair. Nothing is shown but counts of pairs of rounds that are over, small ones hidden. Start at
//! [`Instrument`]; what became of the answers is [`change`], what was seen in schools is [`seen_again`].

mod observation;
mod pairs;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{BigIdea, Date, Knows, worded};

pub use observation::{
    AGAIN_AFTER_DAYS, IdeaSeen, LEAST_LESSONS, Observation, RefusedObservation, SeenAgain,
    SeenAgainRow, SeenChange, first_and_last, ideas_seen, seen_again,
};
pub use pairs::{Paired, PairedRow, change};

/// The most links of one round.
// Our choice: more teachers than a hub's groups have.
pub const MOST_SLIPS: u16 = 400;
/// The longest a round may be open.
// Our choice: a term.
pub const LONGEST_ROUND_DAYS: i64 = 100;

/// One statement on a big idea.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdeaStatement {
    /// Its name in answers.
    pub slug: String,
    /// The big idea.
    pub idea: BigIdea,
    /// What is so, in words that follow "In my lessons".
    pub says: String,
    /// What was so, in words that follow "In the lessons that were seen".
    pub sees: String,
}

/// A part of the mathematics that is taught, whatever the year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnowledgeTopic {
    /// Its name in answers.
    pub slug: String,
    /// Its name in words.
    pub says: String,
}

/// The statements, in the order in which they are asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statements {
    /// Each of them.
    #[serde(rename = "statement")]
    pub all: Vec<IdeaStatement>,
    /// The topics of which a teacher says how she stands to them.
    #[serde(rename = "topic")]
    pub topics: Vec<KnowledgeTopic>,
}

/// How often something is so in somebody's lessons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Often {
    /// Seldom, or not yet.
    Seldom,
    /// In some lessons.
    InSome,
    /// In most lessons.
    InMost,
}

/// A round in which teachers are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What it is called, such as "autumn 2026".
    pub name: String,
    /// How many links there are to hand out.
    pub n_slips: u16,
    /// The last day on which it is answered.
    pub closes: Date,
    /// Who opened it.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// What came by one link: no name, no school, no day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The round.
    pub round: String,
    /// A mark made of the link, by which it answers once.
    pub slip: String,
    /// A mark made of the code that the teacher keeps.
    pub mark: String,
    /// The answers, by statement; one that was left open is not here.
    pub answers: BTreeMap<String, Often>,
    /// What she says of her own knowledge, by topic; one that was left open is not here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub knows: BTreeMap<String, Knows>,
    /// Whether research may count them too.
    #[serde(default)]
    pub for_research: bool,
}

/// Something that happened to the instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum InstrumentStep {
    /// A round was opened; it is named by this fact from then on.
    RoundOpened {
        /// The round.
        round: Round,
    },
    /// A teacher answered.
    Answered {
        /// What.
        answered: Answered,
    },
    /// A teacher took out every answer given with a code.
    TakenOut {
        /// The mark of the code.
        mark: String,
    },
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// A round with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRound {
    /// The fact that opened it.
    pub id: String,
    /// The round.
    pub round: Round,
    answers: Vec<Answered>,
}

/// Everything that was asked and answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Instrument {
    rounds: Vec<HeldRound>,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedAnswer {
    /// The round is over.
    Over(Date),
    /// The link has answered.
    SlipUsed,
    /// The code has answered in this round.
    CodeUsed,
    /// No earlier round has an answer with the code.
    CodeNotKnown,
    /// Nothing was answered.
    Empty,
    /// Something that is not asked was answered.
    Unasked(String),
}

impl Statements {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// In words, with every statement that stands twice or lacks its words and every idea without one.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let read: Self = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
        let all = read.all.iter().map(|one| (one.slug.as_str(), [&*one.says, &*one.sees]));
        let mut problems = worded::problems("statement", all);
        let topics = read.topics.iter().map(|one| (one.slug.as_str(), [&*one.says]));
        problems.extend(worded::problems("topic", topics));
        for idea in BigIdea::ALL {
            if read.of(idea).next().is_none() {
                problems.push(format!("{} has no statement", idea.in_words()));
            }
        }
        if problems.is_empty() { Ok(read) } else { Err(problems) }
    }

    /// Those on one idea.
    pub fn of(&self, idea: BigIdea) -> impl Iterator<Item = &IdeaStatement> {
        self.all.iter().filter(move |one| one.idea == idea)
    }

    /// Whether a topic is asked.
    #[must_use]
    pub fn has_topic(&self, slug: &str) -> bool {
        self.topics.iter().any(|one| one.slug == slug)
    }

    /// Whether a statement is asked.
    #[must_use]
    pub fn has(&self, slug: &str) -> bool {
        self.all.iter().any(|one| one.slug == slug)
    }
}

impl Often {
    /// Every one, the most first.
    pub const ALL: [Self; 3] = [Self::InMost, Self::InSome, Self::Seldom];

    /// In words: "in most lessons".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::InMost => "in most lessons",
            Self::InSome => "in some lessons",
            Self::Seldom => "seldom, or not yet",
        }
    }

    /// Its name in a form.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::InMost => "in-most",
            Self::InSome => "in-some",
            Self::Seldom => "seldom",
        }
    }

    /// The one of a name in a form.
    #[must_use]
    pub fn read(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

impl Round {
    /// What is not right with it; nothing where all is.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let days = self.closes.days_since(self.on);
        if self.name.trim().is_empty() {
            return Some("the round has no name; expected one such as “autumn 2026”".to_owned());
        }
        if self.n_slips == 0 || self.n_slips > MOST_SLIPS {
            return Some(format!("{} links; expected from 1 to {MOST_SLIPS}", self.n_slips));
        }
        if days < 0 {
            return Some(format!("{} is over; expected a day to come", self.closes.in_words()));
        }
        (days > LONGEST_ROUND_DAYS).then(|| {
            format!(
                "{} is {days} days off; a round is open for {LONGEST_ROUND_DAYS} days at most",
                self.closes.in_words()
            )
        })
    }
}

impl HeldRound {
    /// How many have answered.
    #[must_use]
    pub fn n_answers(&self) -> usize {
        self.answers.len()
    }

    /// Whether it is over on a day, so that its answers may be counted.
    #[must_use]
    pub fn is_over(&self, on: Date) -> bool {
        on > self.round.closes
    }
}

impl Instrument {
    /// Takes a step in; what a round or a code has already answered is not taken twice.
    pub(crate) fn take(&mut self, id: &str, step: &InstrumentStep) {
        match step {
            InstrumentStep::RoundOpened { round } => self.rounds.push(HeldRound {
                id: id.to_owned(),
                round: round.clone(),
                answers: Vec::new(),
            }),
            InstrumentStep::Answered { answered } => {
                let held = self.rounds.iter_mut().find(|held| held.id == answered.round);
                let Some(held) = held else { return };
                let is_used =
                    |one: &Answered| one.slip == answered.slip || one.mark == answered.mark;
                if !held.answers.iter().any(is_used) {
                    held.answers.push(answered.clone());
                }
            }
            InstrumentStep::TakenOut { mark } => {
                for held in &mut self.rounds {
                    held.answers.retain(|one| one.mark != *mark);
                }
            }
            InstrumentStep::Later => {}
        }
    }

    /// The rounds, in the order they were opened.
    #[must_use]
    pub fn rounds(&self) -> &[HeldRound] {
        &self.rounds
    }

    /// A round.
    #[must_use]
    pub fn round(&self, id: &str) -> Option<&HeldRound> {
        self.rounds.iter().find(|held| held.id == id)
    }

    /// The last round before one in which a code answered.
    #[must_use]
    pub fn before(&self, round: &str, mark: &str) -> Option<&HeldRound> {
        let earlier = self.rounds.iter().take_while(|held| held.id != round);
        earlier.filter(|held| held.answers.iter().any(|one| one.mark == mark)).last()
    }

    /// Whether any answer was given with a code.
    #[must_use]
    pub fn knows(&self, mark: &str) -> bool {
        self.rounds.iter().any(|held| held.answers.iter().any(|one| one.mark == mark))
    }

    /// Whether an answer may be taken on a day; `is_again` where the teacher typed a code of an earlier round.
    ///
    /// # Errors
    ///
    /// [`RefusedAnswer`], whose words say what to do.
    pub fn check(
        &self,
        answered: &Answered,
        is_again: bool,
        statements: &Statements,
        on: Date,
    ) -> Result<(), RefusedAnswer> {
        let held = self.round(&answered.round).ok_or(RefusedAnswer::Over(on))?;
        if held.is_over(on) {
            return Err(RefusedAnswer::Over(held.round.closes));
        }
        if held.answers.iter().any(|one| one.slip == answered.slip) {
            return Err(RefusedAnswer::SlipUsed);
        }
        if held.answers.iter().any(|one| one.mark == answered.mark) {
            return Err(RefusedAnswer::CodeUsed);
        }
        if is_again && self.before(&answered.round, &answered.mark).is_none() {
            return Err(RefusedAnswer::CodeNotKnown);
        }
        if let Some(slug) = answered.answers.keys().find(|slug| !statements.has(slug)) {
            return Err(RefusedAnswer::Unasked(slug.clone()));
        }
        if let Some(slug) = answered.knows.keys().find(|slug| !statements.has_topic(slug)) {
            return Err(RefusedAnswer::Unasked(slug.clone()));
        }
        let is_empty = answered.answers.is_empty() && answered.knows.is_empty();
        if is_empty { Err(RefusedAnswer::Empty) } else { Ok(()) }
    }

    /// Whether a link has answered.
    #[must_use]
    pub fn has_answered(&self, round: &str, slip: &str) -> bool {
        self.round(round).is_some_and(|held| held.answers.iter().any(|one| one.slip == slip))
    }
}

impl std::fmt::Display for RefusedAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Over(day) => write!(f, "this round was open until {}", day.in_words()),
            Self::SlipUsed => f.write_str("this link has answered; each answers once a round"),
            Self::CodeUsed => f.write_str("this code has answered in this round already"),
            Self::CodeNotKnown => f.write_str(
                "no earlier round has an answer with this code; look at it again, or leave it empty and you are given a new one",
            ),
            Self::Empty => f.write_str("nothing is chosen; choose for one statement at least"),
            Self::Unasked(slug) => write!(f, "`{slug}` is nothing that is asked"),
        }
    }
}

impl std::error::Error for RefusedAnswer {}
