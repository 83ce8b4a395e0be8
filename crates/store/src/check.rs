//! Looks a whole store through for damage: what the database can see, and what only we can.
//!
//! It changes nothing, and names rows by their ids, never by anybody's name. Start at [`Store::check`].

mod facts;
mod rows;

use std::collections::{HashMap, HashSet};

use crate::cell::{Cell, Row, cells};
use crate::engine::{Connection, Link, postgres, sqlite};
use crate::migration::KNOWN;
use crate::registry::{Effect, Query, Reach};
use crate::tables::TABLES;
use crate::{Store, StoreError};

/// What a look through a store found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// How many rows were looked at.
    pub n_rows: u64,
    /// What is wrong, each in a sentence without a full stop; empty for a sound store.
    pub wrong: Vec<String>,
}

/// What has been seen so far.
#[derive(Default)]
pub(crate) struct Looker {
    checked: Checked,
    classes: HashMap<(String, String), String>,
    class_codes: HashMap<String, (String, String)>,
    lessons: HashMap<(String, String), String>,
    sheets: Vec<(String, String, String)>,
    sheet_codes: HashMap<String, String>,
    issued: HashMap<(String, String), String>,
    orders: HashSet<(String, String, i64)>,
}

impl Store {
    /// Looks every row of the store through, as it is at one moment.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read at all.
    pub async fn check(&self) -> Result<Checked, StoreError> {
        self.read(|link| {
            let mut looker = Looker::default();
            looker.look_at_database(link)?;
            looker.look_at_rows(link)?;
            facts::look(&mut looker, link)?;
            looker.look_at_codes();
            Ok(looker.checked)
        })
        .await
    }
}

impl Looker {
    fn wrong(&mut self, what: impl Into<String>) {
        self.checked.wrong.push(what.into());
    }

    // A row that cannot be read is a finding, and the next is looked at.
    fn noted(&mut self, looked: Result<(), StoreError>) {
        if let Err(error) = looked {
            self.wrong(error.to_string());
        }
    }

    fn look_at_database(&mut self, link: &Link<'_>) -> Result<(), StoreError> {
        self.look_at_ledger(link)?;
        match link.connection() {
            Connection::Sqlite(connection) => {
                for said in sqlite::damage(connection)? {
                    self.wrong(said);
                }
            }
            Connection::Postgres(_) => {
                for row in link.rows("trigger", &ask(postgres::MISSING_TRIGGERS), cells![])? {
                    self.wrong(format!("the trigger `{}` is missing", row.text(0)?));
                }
            }
        }
        Ok(())
    }

    fn look_at_ledger(&mut self, link: &Link<'_>) -> Result<(), StoreError> {
        let rows =
            link.rows("migration", &ask("select number from migration order by number"), cells![])?;
        let numbers = rows.iter().map(|row| row.number(0)).collect::<Result<Vec<i64>, _>>()?;
        if numbers != (1..=KNOWN).collect::<Vec<_>>() {
            self.wrong(format!("the migrations applied are {numbers:?}, not 1 to {KNOWN}"));
        }
        Ok(())
    }

    fn look_at_rows(&mut self, link: &Link<'_>) -> Result<(), StoreError> {
        for table in TABLES.iter().filter(|table| table.name != "fact") {
            link.each_row(table.name, &table.read_all, &[], &mut |row| {
                self.checked.n_rows += 1;
                let looked = rows::look(self, table.name, &row);
                self.noted(looked);
                Ok(())
            })?;
        }
        Ok(())
    }

    // Codes are kept twice: with what they belong to, and where they can be found from any school.
    fn look_at_codes(&mut self) {
        for ((school, class), code) in std::mem::take(&mut self.classes) {
            if self.class_codes.remove(&code) != Some((school, class.clone())) {
                self.wrong(format!("class `{class}` cannot be found by its code `{code}`"));
            }
        }
        for (code, (_, class)) in std::mem::take(&mut self.class_codes) {
            self.wrong(format!("class code `{code}` leads to class `{class}`, which has another"));
        }
        for (school, code, fact) in std::mem::take(&mut self.sheets) {
            if self.sheet_codes.remove(&code).as_ref() != Some(&school) {
                self.wrong(format!("sheet `{code}` cannot be found by its code"));
            }
            if self.issued.get(&(school, fact)) != Some(&code) {
                self.wrong(format!("sheet `{code}` does not lead to the fact it was issued as"));
            }
        }
        for (code, _) in std::mem::take(&mut self.sheet_codes) {
            self.wrong(format!("sheet code `{code}` leads to no sheet"));
        }
    }
}

// Named by its own text, since it is not one of the registered ones.
fn ask(text: &'static str) -> Query {
    Query { name: text, text, effect: Effect::Read, reach: Reach::WholeStore }
}

/// The row's own words for itself: table and id.
fn named(row: &Row) -> String {
    match row.cells.get(1) {
        Some(Cell::Text(id)) => format!("{} `{id}`", row.what),
        _ => row.what.to_owned(),
    }
}
