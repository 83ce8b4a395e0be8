//! SQLite: how a connection is opened, how parameters are bound, what its errors mean.
//!
//! The only module that names the engine's types beside the writer and the readers.
//! Parameters are bound by the index of the name `$n`: SQLite numbers names by first appearance.
//! Start at [`open`] and [`Link`].

use std::path::Path;
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement};

use crate::StoreError;
use crate::cell::{Cell, Row};
use crate::registry::{Effect, Query};

// Our choice: long enough for another program's import, short enough that a page still answers.
const WAIT_FOR_ANOTHER_PROGRAM: Duration = Duration::from_secs(5);

// Our choice: all statements fit, so that none is prepared twice.
const PREPARED_STATEMENTS: usize = 128;

/// Opens the file, making it where there is none; nothing is written to it yet.
pub(crate) fn open(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(WAIT_FOR_ANOTHER_PROGRAM)?;
    connection.set_prepared_statement_cache_capacity(PREPARED_STATEMENTS);
    Ok(connection)
}

/// Write-ahead log, every commit flushed to the disk before it counts, foreign keys checked.
pub(crate) fn make_durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", "on")
}

/// Opens the same file for reading only.
pub(crate) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(WAIT_FOR_ANOTHER_PROGRAM)?;
    connection.set_prepared_statement_cache_capacity(PREPARED_STATEMENTS);
    Ok(connection)
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

    /// The connection itself, for tests of the engine's settings.
    #[cfg(test)]
    pub fn connection(&self) -> &Connection {
        self.connection
    }

    /// Runs a statement and gives its rows.
    pub fn rows(
        &self,
        what: &'static str,
        query: &Query,
        cells: &[Cell],
    ) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.prepare(query, cells)?;
        let width = statement.column_count();
        let mut found = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(engine_error)? {
            let cells = (0..width)
                .map(|position| row.get_ref(position).map_err(engine_error).and_then(cell));
            rows.push(Row { what, cells: cells.collect::<Result<_, _>>()? });
        }
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
        self.prepare(query, cells)?.raw_execute().map_err(engine_error)
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

    fn prepare(
        &self,
        query: &Query,
        cells: &[Cell],
    ) -> Result<rusqlite::CachedStatement<'a>, StoreError> {
        if query.effect == Effect::Write && !self.may_write {
            return Err(StoreError::Engine(format!(
                "`{}` writes and was given to a reader",
                query.name
            )));
        }
        let mut statement = self.connection.prepare_cached(query.text).map_err(engine_error)?;
        bind(&mut statement, query, cells)?;
        Ok(statement)
    }
}

fn bind(statement: &mut Statement<'_>, query: &Query, cells: &[Cell]) -> Result<(), StoreError> {
    if statement.parameter_count() != cells.len() {
        let (takes, given) = (statement.parameter_count(), cells.len());
        return Err(StoreError::Engine(format!(
            "`{}` takes {takes} parameters, was given {given}",
            query.name
        )));
    }
    for (position, cell) in cells.iter().enumerate() {
        let name = format!("${}", position + 1);
        let index = statement
            .parameter_index(&name)
            .map_err(engine_error)?
            .ok_or_else(|| StoreError::Engine(format!("`{}` does not use {name}", query.name)))?;
        match cell {
            Cell::Null => statement.raw_bind_parameter(index, rusqlite::types::Null),
            Cell::Integer(number) => statement.raw_bind_parameter(index, number),
            Cell::Text(text) => statement.raw_bind_parameter(index, text),
        }
        .map_err(engine_error)?;
    }
    Ok(())
}

fn cell(value: ValueRef<'_>) -> Result<Cell, StoreError> {
    match value {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(number) => Ok(Cell::Integer(number)),
        ValueRef::Text(bytes) => std::str::from_utf8(bytes)
            .map(Cell::from)
            .map_err(|error| StoreError::Engine(format!("stored text is not UTF-8: {error}"))),
        ValueRef::Real(_) | ValueRef::Blob(_) => {
            Err(StoreError::Engine("a stored value is neither text nor a whole number".to_owned()))
        }
    }
}

/// What an error of the engine means to the caller.
pub(crate) fn engine_error(error: rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(code, message) = &error else {
        return StoreError::Engine(error.to_string());
    };
    match code.code {
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::SystemIoFailure => StoreError::Stopped { why: error.to_string() },
        ErrorCode::ConstraintViolation => constraint(message.as_deref().unwrap_or_default()),
        _ => StoreError::Engine(error.to_string()),
    }
}

// SQLite says "UNIQUE constraint failed: staff.school_id, staff.email".
fn constraint(message: &str) -> StoreError {
    let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ") else {
        return StoreError::refused(format!("the store's rules refuse this ({message})"));
    };
    let last = columns.rsplit(", ").next().unwrap_or(columns);
    StoreError::Taken { what: last.replace(['.', '_'], " ") }
}
