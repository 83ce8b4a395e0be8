//! A hub's book: what the hub wrote down, in order, and what follows from it.
//!
//! Facts are only ever added; a mistake is taken back by another fact that names it. Knows no pupil, class or lesson.
//! Start at [`HubBook::fold`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Action, ClaimRule, ClaimRules, Date, Entry, Fact, Facts, Group, Ledger, SchoolYear, Unplaced,
    Urn, What,
};

/// One thing a hub wrote down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum HubFact {
    /// Something happened to a school in a programme.
    Happened {
        /// The school's number on that day.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year of the programme.
        year: SchoolYear,
        /// What happened.
        what: What,
        /// The day.
        on: Date,
        /// Anything to remember of it; empty for nothing.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Money was claimed, paid or put right.
    Money {
        /// The row of the ledger.
        entry: Entry,
    },
    /// How many places a programme has in a school year.
    PlacesSet {
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// How many.
        places: u16,
    },
    /// Somebody asked a school for what is missing.
    Asked {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// What was done.
        action: Action,
        /// The day.
        on: Date,
    },
    /// A visit is booked.
    VisitBooked {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// The day of the visit.
        on: Date,
    },
    /// Who takes part for a school from a day on.
    PeopleNamed {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// Their names.
        people: Vec<String>,
        /// From which day.
        on: Date,
    },
    /// A school asked to hear more, on the public page.
    InterestShown {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// Where it may be written to, with consent.
        contact: String,
        /// The day.
        on: Date,
    },
    /// Work groups as they stand from now on.
    GroupsDrawn {
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// The groups.
        groups: Vec<Group>,
        /// Schools without a group, and why.
        unplaced: Vec<Unplaced>,
        /// What a person changed, in words; nothing when they were proposed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        changed: Option<String>,
    },
    /// Somebody who may lead groups, as it stands from now on.
    LeadSet {
        /// Who.
        lead: HubLead,
    },
    /// What the hub asks for before it claims; replaces what was asked before.
    ClaimRulesSet {
        /// One rule for each programme.
        rules: Vec<ClaimRule>,
    },
    /// An earlier fact was a mistake and counts no longer.
    TakenBack {
        /// Its id.
        fact: String,
    },
    /// Of a kind this program does not know: written by a newer one.
    #[serde(other)]
    Later,
}

/// Somebody who may lead groups: a specialist, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubLead {
    /// The name.
    pub name: String,
    /// The school they come from.
    pub urn: Urn,
    /// In which year they were trained, counted as the specialists' cohorts are.
    pub cohort: Option<u8>,
    /// How many groups they can lead in a year.
    pub capacity: u8,
    /// Whether the training for leading groups is completed.
    pub is_trained: bool,
    /// Whether they are active.
    pub is_active: bool,
}

/// A fact with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Its id.
    pub id: String,
    /// The fact.
    pub fact: HubFact,
}

/// Where one programme of one school in a year is looked up.
pub type OfSchool = (Urn, String, SchoolYear);

/// What follows from a hub's facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HubBook {
    /// What happened to its schools.
    pub facts: Facts,
    /// Its ledger.
    pub ledger: Ledger,
    /// How many places each programme has in a year, where that was set.
    pub places: BTreeMap<(String, SchoolYear), u16>,
    /// When a school was last asked, for each action.
    pub asked: BTreeMap<(OfSchool, Action), Date>,
    /// The visits that are booked.
    pub booked: BTreeMap<OfSchool, BTreeSet<Date>>,
    /// Who takes part, the latest last.
    pub people: BTreeMap<OfSchool, Vec<(Date, Vec<String>)>>,
    /// Who asked to hear more, with where to write to.
    pub interest: Vec<Interest>,
    /// The groups of a programme in a year.
    pub groups: BTreeMap<(String, SchoolYear), Drawn>,
    /// Who may lead groups, by name.
    pub leads: BTreeMap<String, HubLead>,
    /// What the hub asks for before it claims.
    pub claim_rules: ClaimRules,
    /// Every fact that counts, in order.
    pub noted: Vec<Noted>,
}

/// A school that asked to hear more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// The school.
    pub urn: Urn,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// Where it may be written to.
    pub contact: String,
    /// The day.
    pub on: Date,
}

/// Work groups as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The fact that drew them last: a change names it, so that two people do not undo each other's.
    pub by_fact: String,
    /// The groups.
    pub groups: Vec<Group>,
    /// Schools without one.
    pub unplaced: Vec<Unplaced>,
    /// What people changed since they were proposed, in order.
    pub changes: Vec<String>,
}

impl HubBook {
    /// What follows from facts in the order they were written; `hub` stands beside each in the figures.
    #[must_use]
    pub fn fold(hub: &str, noted: Vec<Noted>) -> Self {
        let back: BTreeSet<String> = noted
            .iter()
            .filter_map(|each| match &each.fact {
                HubFact::TakenBack { fact } => Some(fact.clone()),
                _ => None,
            })
            .collect();
        let mut book = Self::default();
        let mut happened = Vec::new();
        for each in noted {
            if back.contains(&each.id) {
                continue;
            }
            book.take(hub, &each, &mut happened);
            book.noted.push(each);
        }
        book.facts = Facts::of(happened);
        book.ledger.entries.sort_by_key(|entry| entry.on);
        book
    }

    fn take(&mut self, hub: &str, each: &Noted, happened: &mut Vec<Fact>) {
        let key =
            |urn: &Urn, programme: &String, year: &SchoolYear| (*urn, programme.clone(), *year);
        match &each.fact {
            HubFact::Happened { urn, programme, year, what, on, .. } => happened.push(Fact {
                urn: *urn,
                programme: programme.clone(),
                year: *year,
                what: *what,
                on: *on,
                hub: Some(hub.to_owned()),
            }),
            HubFact::Money { entry } => self.ledger.entries.push(entry.clone()),
            HubFact::PlacesSet { programme, year, places } => {
                self.places.insert((programme.clone(), *year), *places);
            }
            HubFact::Asked { urn, programme, year, action, on } => {
                self.asked.insert((key(urn, programme, year), *action), *on);
            }
            HubFact::VisitBooked { urn, programme, year, on } => {
                self.booked.entry(key(urn, programme, year)).or_default().insert(*on);
            }
            HubFact::PeopleNamed { urn, programme, year, people, on } => {
                let held = self.people.entry(key(urn, programme, year)).or_default();
                held.push((*on, people.clone()));
            }
            HubFact::InterestShown { urn, programme, year, contact, on } => {
                self.interest.push(Interest {
                    urn: *urn,
                    programme: programme.clone(),
                    year: *year,
                    contact: contact.clone(),
                    on: *on,
                });
            }
            HubFact::GroupsDrawn { programme, year, groups, unplaced, changed } => {
                let held = self.groups.remove(&(programme.clone(), *year));
                let mut changes = held.map(|held| held.changes).unwrap_or_default();
                match changed {
                    Some(words) => changes.push(words.clone()),
                    None => changes.clear(),
                }
                let drawn = Drawn {
                    by_fact: each.id.clone(),
                    groups: groups.clone(),
                    unplaced: unplaced.clone(),
                    changes,
                };
                self.groups.insert((programme.clone(), *year), drawn);
            }
            HubFact::LeadSet { lead } => {
                self.leads.insert(lead.name.clone(), lead.clone());
            }
            HubFact::ClaimRulesSet { rules } => self.claim_rules.claims.clone_from(rules),
            HubFact::TakenBack { .. } | HubFact::Later => {}
        }
    }

    /// The facts that count of one school and every number of `line`, the latest last.
    pub fn of_line<'b>(&'b self, line: &'b BTreeSet<Urn>) -> impl Iterator<Item = &'b Noted> {
        self.noted.iter().filter(|each| each.fact.urn().is_some_and(|urn| line.contains(&urn)))
    }
}

impl HubFact {
    /// The school it is about, if it is about one.
    #[must_use]
    pub fn urn(&self) -> Option<Urn> {
        match self {
            Self::Happened { urn, .. }
            | Self::Asked { urn, .. }
            | Self::VisitBooked { urn, .. }
            | Self::PeopleNamed { urn, .. }
            | Self::InterestShown { urn, .. } => Some(*urn),
            Self::Money { entry } => Some(entry.urn),
            Self::PlacesSet { .. }
            | Self::GroupsDrawn { .. }
            | Self::LeadSet { .. }
            | Self::ClaimRulesSet { .. }
            | Self::TakenBack { .. }
            | Self::Later => None,
        }
    }
}
