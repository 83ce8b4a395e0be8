//! A nation's figures: what hubs hand on, and what follows from it. Who they are stays with the hubs.
//!
//! A hub hands on its schools and what each did in a programme and year: no teacher, no pupil, no note. Schools are told
//! apart by succession over all hubs, so that one that changed its hub counts once. Start at [`NationFact`], folded by
//! [`NationBook`]; the figures are [`National`].

mod book;
mod figures;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Allocation, Date, Fact, Facts, Grant, HandedPractice, ProjectText, SchoolYear, Urn, What,
};

pub use book::{HandedOn, NationBook, NotedOfNation};
pub use figures::{HubNow, National, NationalYear, STALE_AFTER_DAYS};

/// One thing written down for the nation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum NationFact {
    /// A hub handed on its schools' years; the latest of a hub stands for it.
    HandedOn {
        /// What it handed on.
        returned: HubReturn,
    },
    /// A research project was begun.
    ProjectBegun {
        /// Who wrote it down.
        by: String,
        /// The day.
        on: Date,
        /// What it is.
        text: ProjectText,
    },
    /// A new version of a project was written.
    ProjectWritten {
        /// The project, by the fact it began with.
        project: String,
        /// Who wrote it.
        by: String,
        /// The day.
        on: Date,
        /// The whole of it as it is now.
        text: ProjectText,
    },
    /// Schools were allocated at random.
    SchoolsAllocated {
        /// The project.
        project: String,
        /// The allocation.
        allocation: Allocation,
    },
    /// Somebody may take an extract, until a day.
    ExtractGranted {
        /// The project.
        project: String,
        /// Who, what for and how long.
        grant: Grant,
    },
    /// An extract was taken.
    ExtractTaken {
        /// The extract, by the fact that granted it.
        extract: String,
        /// The day.
        on: Date,
    },
    /// A fact was written by mistake.
    TakenBack {
        /// The id of that fact.
        fact: String,
    },
    /// Of a kind this program does not know: written by a newer one.
    #[serde(other)]
    Later,
}

/// What a hub hands on, whole each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubReturn {
    /// The hub's name.
    pub hub: String,
    /// Its lead school, which says where it stands on the map.
    pub lead_urn: Urn,
    /// The day.
    pub on: Date,
    /// What everybody must know who reads these figures, such as that they are simulated; empty for nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// One entry for each school, programme and year.
    pub schools: Vec<ReturnedSchool>,
    /// What became of practice and knowledge: counts of pairs for research.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub practice: Vec<HandedPractice>,
}

/// One school in one programme and year, as it is handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedSchool {
    /// The school's number.
    pub urn: Urn,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// What happened, each with its first day.
    pub happened: BTreeMap<What, Date>,
    /// At how many sessions somebody of the school was recorded.
    #[serde(default)]
    pub n_sessions: u16,
}

impl ReturnedSchool {
    /// The schools' years in a hub's facts, in the order of their numbers: the first day of each thing that happened.
    #[must_use]
    pub fn all_in(facts: &Facts) -> Vec<Self> {
        let mut found: BTreeMap<(Urn, &str, SchoolYear), Self> = BTreeMap::new();
        let mut sessions: BTreeMap<(Urn, &str, SchoolYear), BTreeSet<Date>> = BTreeMap::new();
        for fact in facts.all().filter(|fact| What::HANDED_ON.contains(&fact.what)) {
            let key = (fact.urn, fact.programme.as_str(), fact.year);
            let held = found.entry(key).or_insert_with(|| Self {
                urn: fact.urn,
                programme: fact.programme.clone(),
                year: fact.year,
                happened: BTreeMap::new(),
                n_sessions: 0,
            });
            // Facts come in the order of their days.
            held.happened.entry(fact.what).or_insert(fact.on);
            if fact.what == What::Attended {
                sessions.entry(key).or_default().insert(fact.on);
            }
        }
        for (key, days) in sessions {
            if let Some(held) = found.get_mut(&key) {
                held.n_sessions = u16::try_from(days.len()).unwrap_or(u16::MAX);
            }
        }
        found.into_values().collect()
    }

    fn facts<'r>(&'r self, hub: &'r str) -> impl Iterator<Item = Fact> + 'r {
        self.happened.iter().map(move |(&what, &on)| Fact {
            urn: self.urn,
            programme: self.programme.clone(),
            year: self.year,
            what,
            on,
            hub: Some(hub.to_owned()),
        })
    }
}

impl NationFact {
    /// What it is about, to find the last of its kind by: the hub that handed on, a project, an extract. Empty for
    /// nothing.
    #[must_use]
    pub fn about(&self) -> &str {
        match self {
            Self::HandedOn { returned } => &returned.hub,
            Self::ProjectWritten { project, .. }
            | Self::SchoolsAllocated { project, .. }
            | Self::ExtractGranted { project, .. } => project,
            Self::ExtractTaken { extract, .. } => extract,
            Self::TakenBack { fact } => fact,
            Self::ProjectBegun { .. } | Self::Later => "",
        }
    }
}
