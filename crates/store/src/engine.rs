//! One face for two databases: SQLite in a folder, PostgreSQL on a server.
//!
//! Everything that differs between them is in this module and its folder: how a connection is opened, how
//! parameters are bound, what a transaction is called, what an error means. The statements are the same text.
//! It never decides what is written. Start at [`Link`] and [`Connection`].

pub(crate) mod postgres;
pub(crate) mod server;
pub(crate) mod sqlite;
pub(crate) mod tls;

use crate::StoreError;
use crate::cell::{Cell, Row};
use crate::registry::{Effect, Query};
use postgres::Session;

/// What is done with each row of a statement that may give many.
pub(crate) type OnRow<'a> = dyn FnMut(Row) -> Result<(), StoreError> + 'a;

/// An open connection to either database; used by one thread at a time.
pub(crate) enum Connection {
    /// A file in a folder.
    Sqlite(rusqlite::Connection),
    /// A server, reached over the network.
    Postgres(Box<Session>),
}

impl Connection {
    /// Begins a transaction that writes; another program's writing is waited for.
    pub fn begin_writing(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(sqlite) => sqlite::execute(sqlite, "begin immediate"),
            Self::Postgres(session) => session.begin_writing(),
        }
    }

    /// Begins a transaction that sees one moment of the store.
    pub fn begin_reading(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(sqlite) => sqlite::execute(sqlite, "begin"),
            Self::Postgres(session) => session.begin_reading(),
        }
    }

    /// Returns once what was written is durable.
    pub fn commit(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(sqlite) => sqlite::execute(sqlite, "commit"),
            Self::Postgres(session) => session.commit(),
        }
    }

    /// Gives up a transaction, if one is open. What cannot be rolled back is dropped with the connection.
    pub fn roll_back(&self) {
        match self {
            Self::Sqlite(sqlite) if sqlite.is_autocommit() => {}
            Self::Sqlite(sqlite) => drop(sqlite::execute(sqlite, "rollback")),
            Self::Postgres(session) => session.roll_back(),
        }
    }

    /// Begins a part of a transaction that can be undone by itself.
    pub fn begin_part(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(sqlite) => sqlite::execute(sqlite, "savepoint job"),
            Self::Postgres(session) => session.begin_part(),
        }
    }

    /// Ends a part, keeping it with the rest or undoing it.
    pub fn end_part(&self, keep: bool) -> Result<(), StoreError> {
        match (self, keep) {
            (Self::Sqlite(sqlite), true) => sqlite::execute(sqlite, "release job"),
            (Self::Sqlite(sqlite), false) => {
                sqlite::execute(sqlite, "rollback to job; release job")
            }
            (Self::Postgres(session), _) => session.end_part(keep),
        }
    }

    /// Whether the database has given up the transaction by itself: on a full disk, some faults, a lost line.
    pub fn has_given_up(&self) -> bool {
        match self {
            Self::Sqlite(sqlite) => sqlite.is_autocommit(),
            Self::Postgres(session) => session.is_lost(),
        }
    }

    /// Leaves things tidy before closing: one file on SQLite.
    pub fn tidy_up(&self) {
        if let Self::Sqlite(sqlite) = self
            && let Err(error) = sqlite.pragma_update(None, "wal_checkpoint", "truncate")
        {
            tracing::warn!(%error, "the write-ahead log was left for the next start");
        }
    }

    /// Runs several statements that take no parameters and whose rows are not wanted.
    pub fn execute(&self, text: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(sqlite) => sqlite::execute(sqlite, text),
            Self::Postgres(session) => session.execute(text),
        }
    }

    fn each_row(
        &self,
        what: &'static str,
        query: &Query,
        cells: &[Cell],
        on_row: &mut OnRow<'_>,
    ) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(sqlite) => sqlite::each_row(sqlite, what, query, cells, on_row),
            Self::Postgres(session) => session.each_row(what, query, cells, on_row),
        }
    }
}

/// A connection within a transaction, through which registered statements run.
pub(crate) struct Link<'a> {
    connection: &'a Connection,
    may_write: bool,
}

impl<'a> Link<'a> {
    /// For the writer.
    pub fn writing(connection: &'a Connection) -> Self {
        Self { connection, may_write: true }
    }

    /// For a reader.
    pub fn reading(connection: &'a Connection) -> Self {
        Self { connection, may_write: false }
    }

    /// The connection itself, for what is not a registered statement.
    pub fn connection(&self) -> &'a Connection {
        self.connection
    }

    /// Runs a statement and hands over its rows one by one; no other statement may run meanwhile.
    pub fn each_row(
        &self,
        what: &'static str,
        query: &Query,
        cells: &[Cell],
        on_row: &mut OnRow<'_>,
    ) -> Result<(), StoreError> {
        self.check(query, cells)?;
        self.connection.each_row(what, query, cells, on_row)
    }

    /// Runs a statement and gives its rows.
    pub fn rows(
        &self,
        what: &'static str,
        query: &Query,
        cells: &[Cell],
    ) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        self.each_row(what, query, cells, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Runs a statement that gives one row or none.
    pub fn row(
        &self,
        what: &'static str,
        query: &Query,
        cells: &[Cell],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(what, query, cells)?.into_iter().next())
    }

    /// Runs a statement that gives no rows; says how many rows it changed.
    pub fn run(&self, query: &Query, cells: &[Cell]) -> Result<usize, StoreError> {
        self.check(query, cells)?;
        match self.connection {
            Connection::Sqlite(sqlite) => sqlite::run(sqlite, query, cells),
            Connection::Postgres(session) => session.run(query, cells),
        }
    }

    /// Runs one statement for each of many rows; how many were changed is not said.
    pub fn run_each(&self, query: &Query, rows: &[Vec<Cell>]) -> Result<(), StoreError> {
        for cells in rows {
            self.check(query, cells)?;
        }
        match self.connection {
            Connection::Sqlite(sqlite) => {
                rows.iter().try_for_each(|cells| sqlite::run(sqlite, query, cells).map(|_| ()))
            }
            Connection::Postgres(session) => session.run_each(query, rows),
        }
    }

    /// Runs one statement for each of many rows, in this order, and gives the row or none that each gave.
    pub fn row_each(
        &self,
        what: &'static str,
        query: &Query,
        rows: &[&[Cell]],
    ) -> Result<Vec<Option<Row>>, StoreError> {
        match self.connection {
            Connection::Sqlite(_) => {
                rows.iter().map(|cells| self.row(what, query, cells)).collect()
            }
            Connection::Postgres(session) => {
                rows.iter().try_for_each(|cells| self.check(query, cells))?;
                session.row_each(what, query, rows)
            }
        }
    }

    /// Runs a statement that must change the row named `id`.
    pub fn change(
        &self,
        what: &'static str,
        id: &str,
        query: &Query,
        cells: &[Cell],
    ) -> Result<(), StoreError> {
        match self.run(query, cells)? {
            0 => Err(StoreError::not_found(what, id)),
            _ => Ok(()),
        }
    }

    // PostgreSQL has no text with a NUL character, so neither engine is given one.
    fn check(&self, query: &Query, cells: &[Cell]) -> Result<(), StoreError> {
        if query.effect == Effect::Write && !self.may_write {
            return Err(StoreError::Engine(format!(
                "`{}` writes and was given to a reader",
                query.name
            )));
        }
        let has_nul = |cell: &Cell| matches!(cell, Cell::Text(text) if text.contains('\0'));
        match cells.iter().any(has_nul) {
            true => Err(StoreError::refused("a text with a NUL character cannot be kept")),
            false => Ok(()),
        }
    }
}
