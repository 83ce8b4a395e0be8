//! What came from a hub's spreadsheet, kept as one fact: its rows, the schools it means, and those still in doubt.
//!
//! A row of a school in doubt waits and counts for nothing until a person says which school it is. Taking the import
//! back takes all of its rows with it, and nothing that was written since. Start at [`Import::noted`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Appointment, Date, Entry, EntryKind, HubFact, Likely, Noted, Pence, Present, SchoolYear, Urn,
    What,
};

/// A workbook as it was taken over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The name of the file.
    pub file: String,
    /// The day on which it was taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// The schools it names.
    pub schools: Vec<WrittenSchool>,
    /// What it says of one school each.
    pub rows: Vec<ImportedRow>,
    /// Its sessions, with who was there.
    pub sessions: Vec<ImportedSession>,
}

/// A school as a workbook writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenSchool {
    /// Its name there.
    pub name: String,
    /// Its postcode there; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// Where it stands first: sheet and row.
    pub at: String,
    /// The school that is meant, where that is sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urn: Option<Urn>,
    /// The schools that may be meant, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub likely: Vec<Likely>,
}

/// What a row says of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedRow {
    /// Which of the schools.
    pub school: usize,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// What it says.
    pub says: RowSays,
}

/// What a row says of a school in a programme and year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "kebab-case")]
pub enum RowSays {
    /// Something happened.
    Happened {
        /// What.
        what: What,
        /// The day.
        on: Date,
    },
    /// Who takes part.
    People {
        /// Their names.
        people: Vec<String>,
        /// From which day.
        on: Date,
    },
    /// Money was claimed, paid or put right.
    Money {
        /// Which of them.
        kind: EntryKind,
        /// How much.
        pence: Pence,
        /// The day.
        on: Date,
        /// The hub's own reference.
        reference: String,
        /// Why, for a correction.
        why: Option<String>,
    },
}

/// A session of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedSession {
    /// The session of the book that it is, where the book has it already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// The number of the group; 0 for every school of the programme.
    pub group: u32,
    /// What it was about.
    pub theme: String,
    /// When and where.
    pub at: Appointment,
    /// Who was there, by school.
    pub there: Vec<(usize, Vec<String>)>,
}

/// An import as it stands in a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The fact that brought it.
    pub id: String,
    /// What it brought.
    pub import: Import,
    /// What a person decided of a school in doubt: which it is, or that its rows are left out.
    pub decided: BTreeMap<usize, Option<Urn>>,
}

impl Import {
    /// The facts that follow, each with an id of its own; rows of schools in doubt and not decided are not among them.
    #[must_use]
    pub fn noted(&self, id: &str, decided: &BTreeMap<usize, Option<Urn>>) -> Vec<Noted> {
        let urn = |school: usize| self.meant(school, decided);
        let rows = self.rows.iter().enumerate().filter_map(|(at, row)| {
            Some(Noted { id: format!("{id}-{at}"), fact: row.fact(urn(row.school)?) })
        });
        let mut noted: Vec<Noted> = rows.collect();
        for (at, session) in self.sessions.iter().enumerate() {
            let of = session.known.clone().unwrap_or_else(|| session_id(id, at));
            if session.known.is_none() {
                noted.push(Noted { id: of.clone(), fact: session.planned() });
            }
            let mut there: BTreeMap<Urn, Vec<String>> = BTreeMap::new();
            for (school, people) in &session.there {
                if let Some(urn) = urn(*school) {
                    there.entry(urn).or_default().extend(people.iter().cloned());
                }
            }
            let present: Vec<Present> =
                there.into_iter().map(|(urn, people)| Present { urn, people }).collect();
            if !present.is_empty() {
                let fact = HubFact::RegisterTaken { session: of, present };
                noted.push(Noted { id: format!("{id}-r{at}"), fact });
            }
        }
        noted
    }

    /// Of an import that was taken back, the sessions that something was written of since: they stay.
    #[must_use]
    pub fn kept(&self, id: &str, written: &BTreeSet<String>) -> Vec<Noted> {
        let sessions = self.sessions.iter().enumerate();
        let own = sessions.filter(|(_, session)| session.known.is_none());
        own.map(|(at, session)| Noted { id: session_id(id, at), fact: session.planned() })
            .filter(|noted| written.contains(&noted.id))
            .collect()
    }

    /// The school that is meant, by what is sure or was decided.
    #[must_use]
    pub fn meant(&self, school: usize, decided: &BTreeMap<usize, Option<Urn>>) -> Option<Urn> {
        let sure = self.schools.get(school).and_then(|one| one.urn);
        decided.get(&school).copied().unwrap_or(sure)
    }

    /// The schools that are sure.
    pub fn urns(&self) -> impl Iterator<Item = Urn> {
        self.schools.iter().filter_map(|school| school.urn)
    }

    /// How many rows wait for one of the schools.
    #[must_use]
    pub fn n_rows_of(&self, school: usize) -> usize {
        let there = self.sessions.iter().flat_map(|session| &session.there);
        self.rows.iter().filter(|row| row.school == school).count()
            + there.filter(|(of, _)| *of == school).count()
    }
}

impl Imported {
    /// The schools that wait for a person's decision, by their position, with at least one row.
    #[must_use]
    pub fn doubtful(&self) -> Vec<(usize, &WrittenSchool)> {
        let all = self.import.schools.iter().enumerate();
        all.filter(|(at, school)| {
            school.urn.is_none() && !self.decided.contains_key(at) && self.import.n_rows_of(*at) > 0
        })
        .collect()
    }
}

impl ImportedRow {
    /// The fact that follows for a school.
    #[must_use]
    pub fn fact(&self, urn: Urn) -> HubFact {
        let (programme, year) = (self.programme.clone(), self.year);
        match &self.says {
            RowSays::Happened { what, on } => HubFact::Happened {
                urn,
                programme,
                year,
                what: *what,
                on: *on,
                note: String::new(),
            },
            RowSays::People { people, on } => {
                HubFact::PeopleNamed { urn, programme, year, people: people.clone(), on: *on }
            }
            RowSays::Money { kind, pence, on, reference, why } => HubFact::Money {
                entry: Entry {
                    urn,
                    programme,
                    year,
                    kind: *kind,
                    pence: *pence,
                    on: *on,
                    reference: reference.clone(),
                    why: why.clone(),
                },
            },
        }
    }
}

impl ImportedSession {
    fn planned(&self) -> HubFact {
        HubFact::SessionPlanned {
            programme: self.programme.clone(),
            year: self.year,
            group: self.group,
            theme: self.theme.clone(),
            at: self.at.clone(),
        }
    }
}

fn session_id(import: &str, at: usize) -> String {
    format!("{import}-s{at}")
}
