//! Sessions of work groups: planned, moved, called off; who was there, and what was said and will be tried.
//!
//! A session is folded from a hub's facts and named by the fact that planned it. People are those whom schools named,
//! never pupils. Start at [`Sessions`].

pub(crate) mod calendar;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Date, Fact, SchoolYear, TimeOfDay, Urn, What};

/// How the headteacher of a school stands in a register, beside the teachers.
pub const HEADTEACHER: &str = "The headteacher";

/// When and where a session is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// The day.
    pub on: Date,
    /// When it begins.
    pub starts: TimeOfDay,
    /// When it ends.
    pub ends: TimeOfDay,
    /// Where: the school that is host, or the address of a meeting online.
    pub place: String,
    /// Whether it is online.
    #[serde(default)]
    pub is_online: bool,
}

/// Who of one school was there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Present {
    /// The school.
    pub urn: Urn,
    /// Who, by the names the school gave; empty where it gave none and somebody was there.
    pub people: Vec<String>,
}

/// What was said at a session and what is tried after it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// The lesson that was looked at: what was taught and where.
    pub lesson: String,
    /// What is kept of it, and why.
    pub keep: String,
    /// What is changed in it, and why.
    pub change: String,
    /// What each school tries until the next session, and brings.
    pub task: String,
}

/// A session as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The fact that planned it.
    pub id: String,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// The number of the group; 0 for every school of the programme.
    pub group: u32,
    /// What it is about.
    pub theme: String,
    /// When and where.
    pub at: Appointment,
    /// The days it was planned for before, in order.
    pub before: Vec<Date>,
    /// How often it was moved or called off; a calendar takes the highest.
    pub n_changes: u32,
    /// Why it was called off; nothing while it is on.
    pub called_off: Option<String>,
    /// Who was there, and the fact that says so; nothing while nobody has said.
    pub register: Option<(String, Vec<Present>)>,
    /// What was said; nothing while nobody has written it down.
    pub said: Option<Said>,
}

/// A hub's sessions, by the fact that planned them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sessions(BTreeMap<String, Session>);

impl Appointment {
    /// When and where, in words: "Thursday 12 November 2026, 13:30 to 16:00, at Mill Lane".
    #[must_use]
    pub fn in_words(&self) -> String {
        let place = match (self.is_online, self.place.as_str()) {
            (true, _) => ", online".to_owned(),
            (false, "") => String::new(),
            (false, place) => format!(", at {place}"),
        };
        format!("{}, {} to {}{place}", self.on.in_words_with_weekday(), self.starts, self.ends)
    }
}

impl Session {
    /// Whether it is over on a day and nobody has said who was there.
    #[must_use]
    pub fn waits_for_its_register(&self, on: Date) -> bool {
        self.called_off.is_none() && self.register.is_none() && self.at.on <= on
    }

    /// Whether somebody of a school is known to have been there.
    #[must_use]
    pub fn was_there(&self, urn: Urn) -> bool {
        let present = self.register.as_ref().map(|(_, present)| present);
        present.is_some_and(|all| all.iter().any(|one| one.urn == urn))
    }
}

impl Sessions {
    /// Every session, by the day and hour it is planned for.
    #[must_use]
    pub fn all(&self) -> Vec<&Session> {
        let mut all: Vec<&Session> = self.0.values().collect();
        all.sort_by(|a, b| (a.at.on, a.at.starts, &a.id).cmp(&(b.at.on, b.at.starts, &b.id)));
        all
    }

    /// One session.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Session> {
        self.0.get(id)
    }

    /// Takes a session in that is planned.
    pub(crate) fn plan(&mut self, session: Session) {
        self.0.insert(session.id.clone(), session);
    }

    /// Changes a session; one that is not known was taken back, and nothing is changed.
    pub(crate) fn change(&mut self, id: &str, change: impl FnOnce(&mut Session)) {
        if let Some(session) = self.0.get_mut(id) {
            change(session);
        }
    }

    /// What follows for schools: each that was there attended, and started where no start is among `happened`.
    ///
    /// A school starts when its teachers are at the first meeting, so the first session they are at is its start.
    pub(crate) fn happened(&self, happened: &[Fact]) -> Vec<Fact> {
        let mut found: Vec<Fact> = Vec::new();
        let starts = happened.iter().filter(|fact| fact.what == What::Started);
        let mut started: BTreeSet<(Urn, &str, SchoolYear)> =
            starts.map(|fact| (fact.urn, fact.programme.as_str(), fact.year)).collect();
        for session in self.all() {
            let Some((_, present)) = &session.register else { continue };
            for one in present {
                let fact = |what: What| Fact {
                    urn: one.urn,
                    programme: session.programme.clone(),
                    year: session.year,
                    what,
                    on: session.at.on,
                    hub: None,
                };
                if started.insert((one.urn, session.programme.as_str(), session.year)) {
                    found.push(fact(What::Started));
                }
                found.push(fact(What::Attended));
            }
        }
        found
    }
}
