//! Hubs: who they are, the schools on their list, and what they wrote down, appended and never changed.
//!
//! A hub is a house of its own: its people are staff under the `school_id` that is its `hub_id`. Nothing here reads
//! a class, a lesson or a pupil. Start at [`Store::add_hub`] and [`Store::append_hub_facts`].

use learning::Author;
use programme::{HubFact, School as RegisterSchool, Urn};

use crate::cell::{Cell, Row, cells, json, kind_and_json};
use crate::engine::Link;
use crate::registry;
use crate::school::add_school;
use crate::{Micros, NewSchool, Store, StoreError, new_id};

/// A hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// Its id, which is also the `school_id` of its own people.
    pub hub_id: String,
    /// Its name.
    pub name: String,
    /// Whether it is invented, for the demo.
    pub demo: bool,
    /// The number of its lead school.
    pub lead_urn: Urn,
    /// When it was added.
    pub created_at: Micros,
}

/// A hub to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHub {
    /// Its name.
    pub name: String,
    /// Whether it is invented, for the demo.
    pub demo: bool,
    /// The number of its lead school.
    pub lead_urn: Urn,
    /// When it is added.
    pub created_at: Micros,
}

/// A fact as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredHubFact {
    /// Its id.
    pub fact_id: String,
    /// Its place in the hub's history, from 1; the order to fold in.
    pub seq: i64,
    /// When the server heard of it.
    pub at: Micros,
    /// Who says so.
    pub by: Author,
    /// What it says.
    pub fact: HubFact,
}

/// The phase under which a hub's own people are kept among the schools.
pub const HUB_PHASE: &str = "hub";

impl Store {
    /// Adds a hub, with the house its people sign in to.
    ///
    /// # Errors
    ///
    /// Only those of any write: [`StoreError::Full`], [`StoreError::Stopped`], [`StoreError::Closed`].
    pub async fn add_hub(&self, new: NewHub) -> Result<Hub, StoreError> {
        self.write(move |link| {
            let NewHub { name, demo, lead_urn, created_at } = new;
            let house = NewSchool {
                name,
                phase: HUB_PHASE.to_owned(),
                demo,
                settings: serde_json::json!({}),
                created_at,
            };
            let house = add_school(link, house)?;
            link.run(&registry::ADD_HUB, cells![&house.school_id, urn_cell(lead_urn), created_at])?;
            Ok(Hub { hub_id: house.school_id, name: house.name, demo, lead_urn, created_at })
        })
        .await
    }

    /// One hub; nothing where the id is that of a school.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn hub(&self, hub_id: &str) -> Result<Option<Hub>, StoreError> {
        let cells = cells![hub_id].to_vec();
        self.read(move |link| {
            link.row("hub", &registry::READ_HUB, &cells)?.as_ref().map(hub).transpose()
        })
        .await
    }

    /// Every hub, by name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn hubs(&self) -> Result<Vec<Hub>, StoreError> {
        self.read(|link| {
            link.rows("hub", &registry::LIST_HUBS, cells![])?.iter().map(hub).collect()
        })
        .await
    }

    /// Puts schools on a hub's list; those already on it stay.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when there is no such hub.
    pub async fn add_hub_schools(
        &self,
        hub_id: &str,
        urns: Vec<Urn>,
        at: Micros,
    ) -> Result<(), StoreError> {
        let hub_id = hub_id.to_owned();
        self.write(move |link| {
            let rows: Vec<Vec<Cell>> =
                urns.into_iter().map(|urn| cells![&hub_id, urn_cell(urn), at].to_vec()).collect();
            link.run_each(&registry::ADD_HUB_SCHOOL, &rows)
        })
        .await
    }

    /// The schools on a hub's list, as the register says them, in the order of their numbers.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn hub_schools(&self, hub_id: &str) -> Result<Vec<RegisterSchool>, StoreError> {
        let cells = cells![hub_id].to_vec();
        self.read(move |link| {
            let rows = link.rows("school of a hub", &registry::LIST_HUB_SCHOOLS, &cells)?;
            rows.iter().map(|row| row.json(2)).collect()
        })
        .await
    }

    /// Appends a hub's facts, all or none, and returns their ids when they are on disk. A school named in one is
    /// on the hub's list from then on.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for a fact of the kind [`HubFact::Later`], and when there is no such hub.
    pub async fn append_hub_facts(
        &self,
        hub_id: &str,
        at: Micros,
        by: Author,
        facts: Vec<HubFact>,
    ) -> Result<Vec<String>, StoreError> {
        let hub_id = hub_id.to_owned();
        self.write(move |link| {
            facts.iter().map(|fact| append(link, &hub_id, at, &by, fact)).collect()
        })
        .await
    }

    /// Appends a fact only if `last`, or nothing, is still the last of its kind that the hub wrote.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when somebody else wrote one meanwhile; as [`Store::append_hub_facts`] besides.
    pub async fn append_hub_fact_after(
        &self,
        hub_id: &str,
        last: &str,
        at: Micros,
        by: Author,
        fact: HubFact,
    ) -> Result<String, StoreError> {
        let (hub_id, last) = (hub_id.to_owned(), last.to_owned());
        self.write(move |link| {
            let cells = cells![&hub_id, written(&fact)?.0];
            let found = link.row("fact of a hub", &registry::LAST_HUB_FACT, cells)?;
            let found = found.as_ref().map(|row| row.text(1)).transpose()?.unwrap_or_default();
            if found != last {
                return Err(StoreError::refused(
                    "somebody else changed this meanwhile; look at it again, then make your change",
                ));
            }
            append(link, &hub_id, at, &by, &fact)
        })
        .await
    }

    /// A hub's facts after place `since`, in the order they were written; 0 for all.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored fact is damaged.
    pub async fn hub_facts(
        &self,
        hub_id: &str,
        since: i64,
    ) -> Result<Vec<StoredHubFact>, StoreError> {
        let cells = cells![hub_id, since].to_vec();
        self.read(move |link| {
            let rows = link.rows("fact of a hub", &registry::LIST_HUB_FACTS, &cells)?;
            rows.iter().map(stored).collect()
        })
        .await
    }
}

fn append(
    link: &Link<'_>,
    hub_id: &str,
    at: Micros,
    by: &Author,
    fact: &HubFact,
) -> Result<String, StoreError> {
    let (id, urn) = (new_id(), fact.urn().map(urn_cell));
    for named in fact.urns() {
        link.run(&registry::ADD_HUB_SCHOOL, cells![hub_id, urn_cell(named), at])?;
    }
    let (kind, body) = written(fact)?;
    let cells = cells![hub_id, &id, kind, urn, at, json(by)?, body];
    link.row("fact of a hub", &registry::ADD_HUB_FACT, cells)?;
    Ok(id)
}

/// The fact's kind and its JSON text.
///
/// # Errors
///
/// [`StoreError::Refused`] for one of a kind this program does not know.
pub(crate) fn written(fact: &HubFact) -> Result<(String, Cell), StoreError> {
    if *fact == HubFact::Later {
        return Err(StoreError::refused(
            "a fact of a kind this program does not know cannot be appended",
        ));
    }
    kind_and_json(fact)
}

/// A school's number as a query takes it.
pub(crate) fn urn_cell(urn: Urn) -> i64 {
    urn.number().into()
}

/// A school's number as a row gives it.
pub(crate) fn urn(row: &Row, position: usize) -> Result<Urn, StoreError> {
    Urn::new(row.number(position)?).ok_or_else(|| StoreError::Unreadable {
        what: row.what,
        id: position.to_string(),
        why: "it is not the number of a school".to_owned(),
    })
}

fn hub(row: &Row) -> Result<Hub, StoreError> {
    Ok(Hub {
        hub_id: row.text(0)?,
        name: row.text(1)?,
        demo: row.number::<i64>(2)? == 1,
        lead_urn: urn(row, 3)?,
        created_at: row.number(4)?,
    })
}

fn stored(row: &Row) -> Result<StoredHubFact, StoreError> {
    Ok(StoredHubFact {
        fact_id: row.text(1)?,
        seq: row.number(2)?,
        at: row.number(3)?,
        by: row.json(4)?,
        fact: row.json(5)?,
    })
}
