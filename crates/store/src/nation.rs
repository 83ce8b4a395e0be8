//! The nation's house: who hubs hand their figures on to, and what was written down there, appended and never changed.
//!
//! A nation is a house among the schools, as a hub is, and holds no class and no pupil. Start at [`Store::add_nation`]
//! and [`Store::append_nation_facts`].

use learning::Author;
use programme::NationFact;

use crate::cell::{Row, cells, json, kind_and_json};
use crate::engine::Link;
use crate::registry;
use crate::school::add_school;
use crate::{Micros, NewSchool, Store, StoreError, new_id};

/// The phase under which a nation's people are kept among the schools.
pub const NATION_PHASE: &str = "nation";

/// A nation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nation {
    /// Its id, which is the `school_id` of its own people.
    pub nation_id: String,
    /// Its name, such as that of the centre that looks after all hubs.
    pub name: String,
    /// Whether it is invented, for the demo.
    pub demo: bool,
    /// When it was added.
    pub created_at: Micros,
}

/// A fact as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredNationFact {
    /// Its id.
    pub fact_id: String,
    /// Its place in the nation's history, from 1; the order to fold in.
    pub seq: i64,
    /// When the server heard of it.
    pub at: Micros,
    /// Who says so.
    pub by: Author,
    /// What it says.
    pub fact: NationFact,
}

impl Store {
    /// Adds a nation: the house its people sign in to.
    ///
    /// # Errors
    ///
    /// Only those of any write: [`StoreError::Full`], [`StoreError::Stopped`], [`StoreError::Closed`].
    pub async fn add_nation(
        &self,
        name: &str,
        demo: bool,
        created_at: Micros,
    ) -> Result<Nation, StoreError> {
        let house = NewSchool {
            name: name.to_owned(),
            phase: NATION_PHASE.to_owned(),
            demo,
            settings: serde_json::json!({}),
            created_at,
        };
        let added = self.write(move |link| add_school(link, house)).await?;
        Ok(Nation { nation_id: added.school_id, name: added.name, demo, created_at })
    }

    /// The nation with an id; nothing where that is the id of a school or a hub.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn nation(&self, nation_id: &str) -> Result<Option<Nation>, StoreError> {
        let cells = cells![nation_id].to_vec();
        self.read(move |link| {
            link.row("nation", &registry::READ_NATION, &cells)?.as_ref().map(nation).transpose()
        })
        .await
    }

    /// The nations, the first added first; a store has one or none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn nations(&self) -> Result<Vec<Nation>, StoreError> {
        self.read(|link| {
            link.rows("nation", &registry::LIST_NATIONS, cells![])?.iter().map(nation).collect()
        })
        .await
    }

    /// Appends a nation's facts, all or none, and returns their ids when they are on disk.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for a fact of the kind [`NationFact::Later`], and when there is no such nation.
    pub async fn append_nation_facts(
        &self,
        nation_id: &str,
        at: Micros,
        by: Author,
        facts: Vec<NationFact>,
    ) -> Result<Vec<String>, StoreError> {
        let nation_id = nation_id.to_owned();
        self.write(move |link| {
            if link.row("nation", &registry::READ_NATION, cells![&nation_id])?.is_none() {
                return Err(StoreError::refused(format!("there is no nation `{nation_id}`")));
            }
            facts.iter().map(|fact| append(link, &nation_id, at, &by, fact)).collect()
        })
        .await
    }

    /// A nation's facts after place `since`, in the order they were written; 0 for all.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored fact is damaged.
    pub async fn nation_facts(
        &self,
        nation_id: &str,
        since: i64,
    ) -> Result<Vec<StoredNationFact>, StoreError> {
        let cells = cells![nation_id, since].to_vec();
        self.read(move |link| {
            let rows = link.rows("fact of a nation", &registry::LIST_NATION_FACTS, &cells)?;
            rows.iter().map(stored).collect()
        })
        .await
    }

    /// The id of the last fact of a kind about something, and when the server heard of it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn last_nation_fact(
        &self,
        nation_id: &str,
        kind: &str,
        about: &str,
    ) -> Result<Option<(String, Micros)>, StoreError> {
        let cells = cells![nation_id, kind, about].to_vec();
        self.read(move |link| {
            let row = link.row("fact of a nation", &registry::LAST_NATION_FACT, &cells)?;
            row.as_ref().map(|row| Ok((row.text(1)?, row.number(3)?))).transpose()
        })
        .await
    }
}

fn append(
    link: &Link<'_>,
    nation_id: &str,
    at: Micros,
    by: &Author,
    fact: &NationFact,
) -> Result<String, StoreError> {
    if *fact == NationFact::Later {
        return Err(StoreError::refused(
            "a fact of a kind this program does not know cannot be appended",
        ));
    }
    let id = new_id();
    let (kind, body) = kind_and_json(fact)?;
    let cells = cells![nation_id, &id, kind, fact.about(), at, json(by)?, body];
    link.row("fact of a nation", &registry::ADD_NATION_FACT, cells)?;
    Ok(id)
}

fn nation(row: &Row) -> Result<Nation, StoreError> {
    Ok(Nation {
        nation_id: row.text(0)?,
        name: row.text(1)?,
        demo: row.number::<i64>(2)? == 1,
        created_at: row.number(3)?,
    })
}

fn stored(row: &Row) -> Result<StoredNationFact, StoreError> {
    Ok(StoredNationFact {
        fact_id: row.text(1)?,
        seq: row.number(2)?,
        at: row.number(3)?,
        by: row.json(4)?,
        fact: row.json(5)?,
    })
}
