//! The public register of schools in the store: reference rows that every hub reads.
//!
//! A newer file is taken over whole or not at all, and each taking is noted. Schools that a file no longer has stay.
//! Start at [`Store::school_register`] and [`Store::take_register`].

use std::collections::BTreeSet;

use programme::{Date, Field, Link as SchoolLink, Register, School as RegisterSchool, Urn};
use serde_json::Value;

use crate::cell::{Cell, Row, cells, json};
use crate::hub::{urn, urn_cell};
use crate::registry;
use crate::{Micros, Store, StoreError, new_id};

/// One taking over of a newer register.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterUpdate {
    /// Its id; a later one is greater.
    pub update_id: String,
    /// When.
    pub at: Micros,
    /// The columns that are known since then.
    pub fields: BTreeSet<Field>,
    /// What changed, in numbers.
    pub summary: Value,
}

impl Store {
    /// The register as it is held; empty where none was taken.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn school_register(&self) -> Result<Register, StoreError> {
        self.read(|link| {
            let last = link.row("update", &registry::READ_LAST_REGISTER_UPDATE, cells![])?;
            let fields = match last {
                Some(row) => row.json(2)?,
                None => BTreeSet::new(),
            };
            let rows = link.rows("school", &registry::LIST_REGISTER_SCHOOLS, cells![])?;
            let schools = rows.iter().map(school).collect::<Result<_, _>>()?;
            Ok(Register::of_fields(schools, fields))
        })
        .await
    }

    /// The last taking over, if there was one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn last_register_update(&self) -> Result<Option<RegisterUpdate>, StoreError> {
        self.read(|link| {
            let row = link.row("update", &registry::READ_LAST_REGISTER_UPDATE, cells![])?;
            row.as_ref().map(update).transpose()
        })
        .await
    }

    /// One school of the register.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn register_school(&self, urn: Urn) -> Result<Option<RegisterSchool>, StoreError> {
        let cells = cells![urn_cell(urn)].to_vec();
        self.read(move |link| {
            let row = link.row("school", &registry::READ_REGISTER_SCHOOL, &cells)?;
            row.as_ref().map(school).transpose()
        })
        .await
    }

    /// Up to `most` schools whose name holds the text, or whose number it is, by name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn find_register_schools(
        &self,
        text: &str,
        most: u16,
    ) -> Result<Vec<RegisterSchool>, StoreError> {
        // The two signs that stand for other letters are left out of what is looked for.
        let plain: String =
            text.trim().to_lowercase().chars().filter(|c| !matches!(c, '%' | '_' | '\\')).collect();
        let cells = cells![format!("%{plain}%"), plain, most].to_vec();
        self.read(move |link| {
            let rows = link.rows("school", &registry::FIND_REGISTER_SCHOOLS, &cells)?;
            rows.iter().map(school).collect()
        })
        .await
    }

    /// Which number goes on as which.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn register_links(&self) -> Result<Vec<SchoolLink>, StoreError> {
        self.read(|link| {
            let rows = link.rows("link", &registry::LIST_REGISTER_LINKS, cells![])?;
            rows.iter().map(school_link).collect()
        })
        .await
    }

    /// Takes a register over, all of it or nothing: `register` as it is to be held, and the links to add.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn take_register(
        &self,
        register: Register,
        links: Vec<SchoolLink>,
        at: Micros,
        summary: Value,
    ) -> Result<(), StoreError> {
        self.write(move |link| {
            let row = |school: &RegisterSchool| -> Result<Vec<Cell>, StoreError> {
                Ok(cells![urn_cell(school.urn), &school.name, json(school)?].to_vec())
            };
            let rows = register.schools().map(row).collect::<Result<Vec<_>, _>>()?;
            link.run_each(&registry::PUT_REGISTER_SCHOOL, &rows)?;
            let links: Vec<Vec<Cell>> = links.iter().map(link_cells).collect();
            link.run_each(&registry::PUT_REGISTER_LINK, &links)?;
            let noted = cells![new_id(), at, json(register.fields())?, json(&summary)?];
            link.run(&registry::ADD_REGISTER_UPDATE, noted).map(|_| ())
        })
        .await
    }
}

fn link_cells(link: &SchoolLink) -> Vec<Cell> {
    let on = link.on.map(|day| day.to_string());
    cells![urn_cell(link.from), urn_cell(link.to), link.is_split, on].to_vec()
}

fn school(row: &Row) -> Result<RegisterSchool, StoreError> {
    row.json(1)
}

fn update(row: &Row) -> Result<RegisterUpdate, StoreError> {
    Ok(RegisterUpdate {
        update_id: row.text(0)?,
        at: row.number(1)?,
        fields: row.json(2)?,
        summary: row.json(3)?,
    })
}

fn school_link(row: &Row) -> Result<SchoolLink, StoreError> {
    let on = row.maybe_text(3)?.map(|text| Date::read(&text)).transpose();
    let on = on.map_err(|error| StoreError::Unreadable {
        what: row.what,
        id: "date".to_owned(),
        why: error.to_string(),
    })?;
    Ok(SchoolLink {
        from: urn(row, 0)?,
        to: urn(row, 1)?,
        is_split: row.number::<i64>(2)? == 1,
        on,
    })
}
