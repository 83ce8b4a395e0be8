//! What a school agreed that its hub may see, and may use to draft a plan: dated, by the school's own word, taken back
//! at any time.
//!
//! Without a word of the school a hub sees the reviews of the plan that both sides signed, and nothing else. An
//! agreement ends with the school year it was given in. Start at [`Agreement::may`].

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Date;

/// Something a school shares or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shared {
    /// What was seen when the plan was looked at again.
    PlanReviews,
    /// In how many classes each practice is used.
    Practices,
    /// The answers at the door, to draft a plan from.
    Door,
    /// What came of visits, to draft a plan from.
    Visits,
    /// The answers the school brought to its group, to draft a plan from.
    GapTasks,
}

/// A school's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// What the hub may see; whatever is not here it may not.
    pub shares: BTreeSet<Shared>,
    /// Who of the school says so.
    pub by: String,
    /// What they are there.
    pub role: String,
    /// The day.
    pub on: Date,
}

/// Something done to a school's agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum AgreementStep {
    /// The school was given a link to agree with; the one before is over.
    Asked {
        /// The day.
        on: Date,
    },
    /// The school said what the hub may see; replaces what it said before.
    Agreed {
        /// What it said.
        agreed: Agreed,
    },
    /// The school took it all back.
    Withdrawn {
        /// Who of the school says so.
        by: String,
        /// The day.
        on: Date,
    },
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// A school's agreement as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreement {
    /// The fact that gave the school a link, and its day; the last one.
    pub asked: Option<(String, Date)>,
    /// What the school said, in order.
    pub said: Vec<Word>,
}

/// What a school said on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// What the hub may see.
    Agreed(Agreed),
    /// It takes everything back.
    Withdrawn {
        /// Who of the school says so.
        by: String,
        /// The day.
        on: Date,
    },
}

impl Agreement {
    /// Takes a step in.
    pub(crate) fn take(&mut self, id: &str, step: &AgreementStep) {
        match step {
            AgreementStep::Asked { on } => self.asked = Some((id.to_owned(), *on)),
            AgreementStep::Agreed { agreed } => self.said.push(Word::Agreed(agreed.clone())),
            AgreementStep::Withdrawn { by, on } => {
                self.said.push(Word::Withdrawn { by: by.clone(), on: *on });
            }
            AgreementStep::Later => {}
        }
    }

    /// What holds on a day: the school's last word, until its school year is over; nothing where it took it back.
    #[must_use]
    pub fn holds(&self, on: Date) -> Option<&Agreed> {
        match self.said.last()? {
            Word::Agreed(agreed) if on <= agreed.until() => Some(agreed),
            _ => None,
        }
    }

    /// Whether the hub may see something on a day.
    #[must_use]
    pub fn may(&self, what: Shared, on: Date) -> bool {
        match (self.said.last(), what) {
            // Both sides signed the plan and look at it together, so its reviews are the hub's too until the school
            // says otherwise.
            (None, Shared::PlanReviews) => true,
            (Some(Word::Agreed(agreed)), Shared::PlanReviews) => agreed.shares.contains(&what),
            _ => self.holds(on).is_some_and(|agreed| agreed.shares.contains(&what)),
        }
    }

    /// The day of the last word.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.said.last().map(|word| match word {
            Word::Agreed(agreed) => agreed.on,
            Word::Withdrawn { on, .. } => *on,
        })
    }
}

impl Agreed {
    /// Its last day.
    #[must_use]
    pub fn until(&self) -> Date {
        self.on.school_year().last_day()
    }
}

impl Shared {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::PlanReviews, Self::Practices, Self::Door, Self::Visits, Self::GapTasks];

    /// Its name in a form.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::PlanReviews => "plan-reviews",
            Self::Practices => "practices",
            Self::Door => "door",
            Self::Visits => "visits",
            Self::GapTasks => "gap-tasks",
        }
    }

    /// What it is, in words that follow "the hub may see".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::PlanReviews => "what was seen when the plan was looked at again",
            Self::Practices => "in how many classes each practice is used, and never in which",
            Self::Door => "the answers at the door, to draft a plan from",
            Self::Visits => "what came of visits, to draft a plan from",
            Self::GapTasks => {
                "the answers without names that were brought to the group, to draft a plan from"
            }
        }
    }

    /// What follows when it is taken back.
    #[must_use]
    pub fn when_taken_back(self) -> &'static str {
        match self {
            Self::PlanReviews => {
                "reviews are still kept, and the hub sees that there was one and not what it says"
            }
            Self::Practices => {
                "the counts are not shown to the hub any more, nor any change in them"
            }
            Self::Door => {
                "the answers stay where they were given, and no plan is drafted from them"
            }
            Self::Visits => "the visits stay in the hub's book, and no plan is drafted from them",
            Self::GapTasks => "the group keeps its counts, and no plan is drafted from them",
        }
    }
}
