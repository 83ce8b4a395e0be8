//! What the adults of a school wrote down of how they work together, appended and never changed.
//!
//! It lies beside the facts of classes and names none of their pupils; who reads it decides what of it anybody sees.
//! Start at [`Store::append_school_facts`].

use learning::Author;
use programme::SchoolFact;

use crate::cell::{Row, cells, json, kind_and_json};
use crate::engine::Link;
use crate::registry;
use crate::{Micros, Store, StoreError, new_id};

/// A fact as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSchoolFact {
    /// Its id.
    pub fact_id: String,
    /// Its place in the school's history, from 1; the order to fold in.
    pub seq: i64,
    /// When the server heard of it.
    pub at: Micros,
    /// Who says so.
    pub by: Author,
    /// What it says.
    pub fact: SchoolFact,
}

impl Store {
    /// Appends a school's facts, all or none, and returns their ids when they are on disk.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for a fact of the kind [`SchoolFact::Later`], and when there is no such school.
    pub async fn append_school_facts(
        &self,
        school_id: &str,
        at: Micros,
        by: Author,
        facts: Vec<SchoolFact>,
    ) -> Result<Vec<String>, StoreError> {
        let school_id = school_id.to_owned();
        self.write(move |link| {
            facts.iter().map(|fact| append(link, &school_id, at, &by, fact)).collect()
        })
        .await
    }

    /// A school's facts after place `since`, in the order they were written; 0 for all.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored fact is damaged.
    pub async fn school_facts(
        &self,
        school_id: &str,
        since: i64,
    ) -> Result<Vec<StoredSchoolFact>, StoreError> {
        let cells = cells![school_id, since].to_vec();
        self.read(move |link| {
            let rows = link.rows("fact of a school", &registry::LIST_SCHOOL_FACTS, &cells)?;
            rows.iter().map(stored).collect()
        })
        .await
    }
}

fn append(
    link: &Link<'_>,
    school_id: &str,
    at: Micros,
    by: &Author,
    fact: &SchoolFact,
) -> Result<String, StoreError> {
    if *fact == SchoolFact::Later {
        return Err(StoreError::refused(
            "a fact of a kind this program does not know cannot be appended",
        ));
    }
    let id = new_id();
    let (kind, body) = kind_and_json(fact)?;
    let cells = cells![school_id, &id, kind, at, json(by)?, body];
    link.row("fact of a school", &registry::ADD_SCHOOL_FACT, cells)?;
    Ok(id)
}

fn stored(row: &Row) -> Result<StoredSchoolFact, StoreError> {
    Ok(StoredSchoolFact {
        fact_id: row.text(1)?,
        seq: row.number(2)?,
        at: row.number(3)?,
        by: row.json(4)?,
        fact: row.json(5)?,
    })
}
