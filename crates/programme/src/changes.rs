//! What a newer register would change in the one that is held: new, changed, closed, reopened, gone from the file.
//!
//! Only compares; takes nothing over. A column that one of the two does not have is not compared, so a smaller file
//! blanks nothing. Start at [`changes`].

use serde::Serialize;

use crate::{Date, Field, ReadRegister, Register, School, Status, Succession, Urn};

/// What would change. Every list is in the order of the schools' numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Schools that are in the file and not held.
    pub new: Vec<NewSchool>,
    /// Schools held that are open in both or closed in both, with what differs.
    pub changed: Vec<ChangedSchool>,
    /// Schools held as open that the file says are closed.
    pub closed: Vec<ClosedSchool>,
    /// Schools held as closed that the file says are open.
    pub reopened: Vec<ChangedSchool>,
    /// Schools held that the file does not have. They stay, with all that is known of them.
    pub gone: Vec<NewSchool>,
    /// How many schools are the same in both.
    pub n_unchanged: usize,
    /// Columns that only one of the two has, and that are not compared.
    pub not_compared: Vec<Field>,
}

/// A school by number and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewSchool {
    /// Its number.
    pub urn: Urn,
    /// Its name.
    pub name: String,
    /// For a new school: the schools it follows, by the links, as far as they are held.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<Urn>,
}

/// A school with what differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedSchool {
    /// Its number.
    pub urn: Urn,
    /// Its name in the file.
    pub name: String,
    /// What differs, in the order of [`Field::ALL`].
    pub fields: Vec<ChangedField>,
}

/// A school that closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClosedSchool {
    /// Its number.
    pub urn: Urn,
    /// Its name in the file.
    pub name: String,
    /// Its last day, when the file says it.
    pub on: Option<Date>,
    /// The schools it goes on as, by the links; its place in a programme is theirs to take over.
    pub goes_on_as: Vec<Urn>,
    /// What differs.
    pub fields: Vec<ChangedField>,
}

/// One value before and after; absent where it is blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedField {
    /// Which.
    pub field: Field,
    /// As it is held.
    pub old: Option<String>,
    /// As the file says.
    pub new: Option<String>,
}

/// Compares a file with what is held. `links` says what closed schools go on as.
#[must_use]
pub fn changes(held: &Register, file: &ReadRegister, links: &Succession) -> Changes {
    let newer = &file.register;
    let is_compared =
        |field: &Field| held.fields().contains(field) && newer.fields().contains(field);
    let compared: Vec<Field> = Field::ALL.into_iter().filter(is_compared).collect();
    let mut found = Changes {
        not_compared: held.fields().symmetric_difference(newer.fields()).copied().collect(),
        ..Changes::default()
    };
    for school in newer.schools() {
        let Some(old) = held.school(school.urn) else {
            let follows = links.predecessors(school.urn).filter(|&urn| held.school(urn).is_some());
            found.new.push(NewSchool { follows: follows.collect(), ..named(school) });
            continue;
        };
        let fields = differences(old, school, &compared);
        if fields.is_empty() {
            found.n_unchanged += 1;
            continue;
        }
        let (urn, name) = (school.urn, school.name.clone());
        match (is_closed(old), is_closed(school)) {
            (Some(false), Some(true)) => found.closed.push(ClosedSchool {
                urn,
                name,
                on: school.close_date,
                goes_on_as: links.successors(urn).collect(),
                fields,
            }),
            (Some(true), Some(false)) => found.reopened.push(ChangedSchool { urn, name, fields }),
            _ => found.changed.push(ChangedSchool { urn, name, fields }),
        }
    }
    let is_gone = |school: &&School| {
        newer.school(school.urn).is_none() && !file.refused.contains(&school.urn)
    };
    found.gone = held.schools().filter(is_gone).map(named).collect();
    found
}

fn named(school: &School) -> NewSchool {
    NewSchool { urn: school.urn, name: school.name.clone(), follows: Vec::new() }
}

fn is_closed(school: &School) -> Option<bool> {
    school.status.map(|status| status == Status::Closed)
}

fn differences(old: &School, new: &School, compared: &[Field]) -> Vec<ChangedField> {
    let pairs = compared.iter().map(|&field| ChangedField {
        field,
        old: old.says(field),
        new: new.says(field),
    });
    pairs.filter(|pair| pair.old != pair.new).collect()
}
