//! Rounds: between which days schools may apply for a programme and school year, who applied on the public page, and
//! who is to be told that a round has opened.
//!
//! The addresses people gave are kept apart from the facts, by a key, so that one can be deleted. Start at [`RecruitmentRound`]
//! and [`to_tell`].

use serde::{Deserialize, Serialize};

use crate::{Date, Facts, HubBook, SchoolYear, Succession, Urn, What};

/// The days on which a school may apply for a programme and school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecruitmentRound {
    /// The first day.
    pub opens: Date,
    /// The last day.
    pub closes: Date,
    /// The last day on which those who asked were told of it.
    pub told: Option<Date>,
}

/// What is done about a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum RoundStep {
    /// Its days, from now on.
    Set {
        /// The first day.
        opens: Date,
        /// The last day.
        closes: Date,
    },
    /// Those who asked to hear of it were told.
    Told {
        /// The day.
        on: Date,
    },
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// How a round stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundState {
    /// It has not opened.
    Comes,
    /// Schools may apply.
    Open,
    /// It is over.
    Over,
}

/// Why the days of a round are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedRound {
    /// It closes before it opens.
    ClosesFirst,
    /// It closes after the school year it is for.
    AfterTheYear {
        /// The last day of that year.
        last: Date,
    },
}

/// Who somebody is who asks for a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AskedBy {
    /// Leads the school.
    Headteacher,
    /// Leads mathematics in it.
    LeadsMathematics,
    /// Teaches in it.
    Teacher,
    /// Would train as a specialist.
    WouldTrain,
}

/// An application as it came in on the public page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The school's number on that day.
    pub urn: Urn,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// Who applied for the school.
    pub by: String,
    /// What they are there.
    pub role: AskedBy,
    /// The key of the address to write to.
    pub address: String,
    /// The day.
    pub on: Date,
}

/// A school that asked to hear more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// The fact that says so.
    pub id: String,
    /// The school.
    pub urn: Urn,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// Who asked, where that was said.
    pub role: Option<AskedBy>,
    /// Where it may be written to, as an older program kept it; empty where it is kept apart.
    pub contact: String,
    /// The key of the address, where it is kept apart.
    pub address: Option<String>,
    /// The day.
    pub on: Date,
    /// The day it was told that a round had opened.
    pub told: Option<Date>,
    /// The day the school took its consent back.
    pub ended: Option<Date>,
}

impl RecruitmentRound {
    /// How it stands on a day.
    #[must_use]
    pub fn state(&self, on: Date) -> RoundState {
        if on < self.opens {
            RoundState::Comes
        } else if on <= self.closes {
            RoundState::Open
        } else {
            RoundState::Over
        }
    }

    /// The same days a year later, for the round that follows.
    #[must_use]
    pub fn a_year_later(&self) -> Self {
        Self { opens: self.opens.a_year_later(), closes: self.closes.a_year_later(), told: None }
    }
}

/// Looks whether a round may have these days.
///
/// # Errors
///
/// [`RefusedRound`] with what is wrong about them.
pub fn round_days(year: SchoolYear, opens: Date, closes: Date) -> Result<RoundStep, RefusedRound> {
    if closes < opens {
        return Err(RefusedRound::ClosesFirst);
    }
    if closes > year.last_day() {
        return Err(RefusedRound::AfterTheYear { last: year.last_day() });
    }
    Ok(RoundStep::Set { opens, closes })
}

impl std::fmt::Display for RefusedRound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ClosesFirst => {
                write!(f, "the round closes before it opens; expected the first day first")
            }
            Self::AfterTheYear { last } => write!(
                f,
                "the round closes after the school year it is for; expected {} at the latest",
                last.in_words()
            ),
        }
    }
}

impl AskedBy {
    /// Everybody who may ask.
    pub const ALL: [Self; 4] =
        [Self::Headteacher, Self::LeadsMathematics, Self::Teacher, Self::WouldTrain];

    /// The name in a form.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Headteacher => "headteacher",
            Self::LeadsMathematics => "leads-mathematics",
            Self::Teacher => "teacher",
            Self::WouldTrain => "would-train",
        }
    }

    /// The name on screen.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Headteacher => "headteacher",
            Self::LeadsMathematics => "leads mathematics",
            Self::Teacher => "teacher",
            Self::WouldTrain => "would train as a specialist",
        }
    }

    /// The one a form names.
    #[must_use]
    pub fn named(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

/// Who asked to hear of a programme, still agrees, has not been told since and has not applied, while its round is
/// open; the earliest first.
#[must_use]
pub fn to_tell<'b>(
    book: &'b HubBook,
    lines: &Succession,
    (programme, year): (&str, SchoolYear),
    on: Date,
) -> Vec<&'b Interest> {
    let round = book.rounds.get(&(programme.to_owned(), year));
    if round.is_none_or(|round| round.state(on) != RoundState::Open) {
        return Vec::new();
    }
    let waits = |one: &&Interest| {
        one.programme == programme
            && one.year <= year
            && one.ended.is_none()
            && one.told.is_none()
            && !has_applied(&book.facts, lines, one.urn, (programme, year))
    };
    book.interest.iter().filter(waits).collect()
}

/// Whether a school, under any of its numbers, applied for a programme and school year.
#[must_use]
pub fn has_applied(
    facts: &Facts,
    lines: &Succession,
    urn: Urn,
    (programme, year): (&str, SchoolYear),
) -> bool {
    let line = lines.line(urn);
    facts.all().any(|fact| {
        fact.what == What::SignedUp
            && fact.programme == programme
            && fact.year == year
            && line.contains(&fact.urn)
    })
}
