//! Visits to schools: what was seen and said, and the actions that came of it, each until it is done.
//!
//! A visit is named by the fact that wrote it down. It is of lessons and the mathematics, never of a pupil.
//! Start at [`Visit`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Date, OfSchool};

/// A visit as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The day.
    pub on: Date,
    /// Who visited.
    pub by: String,
    /// What was seen and said.
    pub note: String,
    /// What comes of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<VisitAction>,
}

/// What somebody does after a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitAction {
    /// What.
    pub what: String,
    /// Who.
    pub who: String,
    /// By when, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
}

/// A visit as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visited {
    /// The fact that wrote it down.
    pub id: String,
    /// The school, the programme and the year.
    pub of: OfSchool,
    /// The visit.
    pub visit: Visit,
    /// On which day each action that is done was done, by its position.
    pub done: BTreeMap<usize, Date>,
}

impl Visited {
    /// The actions that are open, by their position.
    pub fn open(&self) -> impl Iterator<Item = (usize, &VisitAction)> {
        self.visit.actions.iter().enumerate().filter(|(at, _)| !self.done.contains_key(at))
    }
}
