//! Colleagues of two schools who watch each other: who was host, what was looked at, what is claimed and what shows
//! it; asked again a year later and two years later.
//!
//! Of lessons and the mathematics, never of a pupil. Start at [`Exchanged`].

use serde::{Deserialize, Serialize};

use crate::{Date, SchoolYear, Urn};

/// One school at another's lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The programme they take part in, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// The school whose lesson it was.
    pub host: Urn,
    /// The school that watched.
    pub guest: Urn,
    /// The day.
    pub on: Date,
    /// Who watched and who taught, by the names their schools gave.
    pub people: Vec<String>,
    /// What was looked at.
    pub looked_at: String,
    /// What the guest takes from it, or what it shows.
    pub claim: String,
    /// What the claim rests on.
    pub evidence: Evidence,
    /// What that is and where it is kept.
    pub shown_by: String,
}

/// What a claim rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// What was seen in the lesson, written down then.
    SeenInTheLesson,
    /// Pupils' work, without names.
    PupilsWork,
    /// A plan or a policy.
    Plan,
    /// Answers to questions, counted.
    Answers,
}

/// Asking again what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedAgain {
    /// The day.
    pub on: Date,
    /// Who asked.
    pub by: String,
    /// What is still so, and what shows it.
    pub found: String,
}

/// Something about an exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum ExchangeStep {
    /// It took place; it is named by this fact from then on.
    Made {
        /// What happened.
        exchange: Exchange,
    },
    /// Somebody asked again.
    AskedAgain {
        /// The exchange.
        exchange: String,
        /// What was found.
        again: AskedAgain,
    },
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// An exchange as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchanged {
    /// The fact that wrote it down.
    pub id: String,
    /// What happened.
    pub exchange: Exchange,
    /// Who asked again, in the order of the days.
    pub again: Vec<AskedAgain>,
}

/// After how many years it is asked again.
pub const ASKED_AFTER_YEARS: [u16; 2] = [1, 2];
/// Asked this many days before the day counts for that day.
// Our choice: two months, so that a visit that falls earlier is not made twice.
const EARLIER_DAYS: i64 = 60;

impl Evidence {
    /// Everything a claim may rest on.
    pub const ALL: [Self; 4] = [Self::SeenInTheLesson, Self::PupilsWork, Self::Plan, Self::Answers];

    /// The name in a form.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::SeenInTheLesson => "seen-in-the-lesson",
            Self::PupilsWork => "pupils-work",
            Self::Plan => "plan",
            Self::Answers => "answers",
        }
    }

    /// The name on screen.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::SeenInTheLesson => "seen in the lesson, and written down then",
            Self::PupilsWork => "pupils' work, without names",
            Self::Plan => "a plan or a policy",
            Self::Answers => "answers to questions, counted",
        }
    }
}

impl Exchanged {
    /// The day on which it is asked again, a number of years later.
    #[must_use]
    pub fn due_after(&self, years: u16) -> Date {
        (0..years).fold(self.exchange.on, |day, _| day.a_year_later())
    }

    /// The latest day on which somebody was to ask again and nobody has; nothing while none has come.
    #[must_use]
    pub fn waits(&self, on: Date) -> Option<(u16, Date)> {
        let dues = ASKED_AFTER_YEARS.into_iter().rev().map(|years| (years, self.due_after(years)));
        let (years, due) = dues.into_iter().find(|(_, due)| *due <= on)?;
        let was_asked = self.again.iter().any(|one| due.days_since(one.on) <= EARLIER_DAYS);
        (!was_asked).then_some((years, due))
    }
}
