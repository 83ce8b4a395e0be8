//! Schools in the store. Start at [`Store::add_school`].

use serde_json::Value;

use crate::cell::{Row, cells, json};
use crate::engine::Link;
use crate::registry;
use crate::{Micros, Store, StoreError, new_id};

/// A school.
#[derive(Debug, Clone, PartialEq)]
pub struct School {
    /// Its id.
    pub school_id: String,
    /// Its name.
    pub name: String,
    /// Its phase in the field's words, such as `"primary"` or `"secondary"`.
    pub phase: String,
    /// Whether it is invented, for the demo.
    pub demo: bool,
    /// Its settings, an object.
    pub settings: Value,
    /// When it was added.
    pub created_at: Micros,
}

/// A school to add.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSchool {
    /// Its name.
    pub name: String,
    /// Its phase, such as `"primary"`.
    pub phase: String,
    /// Whether it is invented, for the demo.
    pub demo: bool,
    /// Its settings, an object.
    pub settings: Value,
    /// When it is added.
    pub created_at: Micros,
}

impl Store {
    /// Adds a school.
    ///
    /// # Errors
    ///
    /// Only those of any write: [`StoreError::Full`], [`StoreError::Stopped`], [`StoreError::Closed`].
    pub async fn add_school(&self, new: NewSchool) -> Result<School, StoreError> {
        self.write(move |link| add_school(link, new)).await
    }

    /// Every school, the first added first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn schools(&self) -> Result<Vec<School>, StoreError> {
        self.read(|link| {
            link.rows("school", &registry::LIST_SCHOOLS, cells![])?.iter().map(school).collect()
        })
        .await
    }

    /// One school.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn school(&self, school_id: &str) -> Result<Option<School>, StoreError> {
        let cells = cells![school_id].to_vec();
        self.read(move |link| {
            link.row("school", &registry::READ_SCHOOL, &cells)?.as_ref().map(school).transpose()
        })
        .await
    }

    /// Changes a school's name, phase and settings.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] when there is no such school.
    pub async fn change_school(&self, changed: School) -> Result<(), StoreError> {
        self.write(move |link| {
            link.change(
                "school",
                &changed.school_id,
                &registry::CHANGE_SCHOOL,
                cells![&changed.school_id, &changed.name, &changed.phase, json(&changed.settings)?],
            )
        })
        .await
    }
}

/// Adds a school within the caller's transaction.
pub(crate) fn add_school(link: &Link<'_>, new: NewSchool) -> Result<School, StoreError> {
    let NewSchool { name, phase, demo, settings, created_at } = new;
    let added = School { school_id: new_id(), name, phase, demo, settings, created_at };
    link.run(
        &registry::ADD_SCHOOL,
        cells![
            &added.school_id,
            &added.name,
            &added.phase,
            added.demo,
            json(&added.settings)?,
            added.created_at,
        ],
    )?;
    Ok(added)
}

fn school(row: &Row) -> Result<School, StoreError> {
    Ok(School {
        school_id: row.text(0)?,
        name: row.text(1)?,
        phase: row.text(2)?,
        demo: row.number::<i64>(3)? == 1,
        settings: row.json(4)?,
        created_at: row.number(5)?,
    })
}
