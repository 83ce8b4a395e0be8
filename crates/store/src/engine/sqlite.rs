//! SQLite: how a connection is opened, how parameters are bound, what its errors mean.
//!
//! Parameters are bound by the index of the name `$n`: SQLite numbers names by first appearance.
//! Start at [`open`].

use std::path::Path;
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement};

use crate::StoreError;
use crate::cell::{Cell, Row};
use crate::engine::OnRow;
use crate::registry::Query;

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

/// Runs statements that take no parameters and give no rows.
pub(crate) fn execute(connection: &Connection, text: &str) -> Result<(), StoreError> {
    connection.execute_batch(text).map_err(engine_error)
}

/// What the database itself finds wrong with the file, its keys and its shape.
pub(crate) fn damage(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut wrong = texts(connection, "pragma integrity_check")?;
    wrong.retain(|said| said != "ok");
    let astray = "select \"table\" || ' names a ' || parent || ' that is not there (row ' || \
                  coalesce(rowid, '?') || ')' from pragma_foreign_key_check";
    wrong.extend(texts(connection, astray)?);
    let whole = Connection::open_in_memory().map_err(engine_error)?;
    whole.execute_batch(&crate::migration::all_for_sqlite()).map_err(engine_error)?;
    let shape = "select type || ' ' || name || ': ' || sql from sqlite_master \
                 where sql is not null and name <> 'migration' and name not like 'sqlite%' order by 1";
    let (expected, found) = (texts(&whole, shape)?, texts(connection, shape)?);
    let name = |text: &String| text.split(':').next().unwrap_or_default().to_owned();
    let missing = expected.iter().filter(|one| !found.contains(one));
    wrong.extend(missing.map(|one| format!("the {} is missing or was changed", name(one))));
    let strange = found.iter().filter(|one| !expected.contains(one));
    wrong.extend(strange.map(|one| format!("the {} is not ours as it stands", name(one))));
    Ok(wrong)
}

fn texts(connection: &Connection, text: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(text).map_err(engine_error)?;
    let rows = statement.query_map([], |row| row.get(0)).map_err(engine_error)?;
    rows.collect::<Result<_, _>>().map_err(engine_error)
}

/// Runs a statement and hands over its rows one by one.
pub(crate) fn each_row(
    connection: &Connection,
    what: &'static str,
    query: &Query,
    cells: &[Cell],
    on_row: &mut OnRow<'_>,
) -> Result<(), StoreError> {
    let mut statement = prepare(connection, query, cells)?;
    let width = statement.column_count();
    let mut found = statement.raw_query();
    while let Some(row) = found.next().map_err(engine_error)? {
        let cells =
            (0..width).map(|position| row.get_ref(position).map_err(engine_error).and_then(cell));
        on_row(Row { what, cells: cells.collect::<Result<_, _>>()? })?;
    }
    Ok(())
}

/// Runs a statement that gives no rows; says how many rows it changed.
pub(crate) fn run(
    connection: &Connection,
    query: &Query,
    cells: &[Cell],
) -> Result<usize, StoreError> {
    prepare(connection, query, cells)?.raw_execute().map_err(engine_error)
}

fn prepare<'a>(
    connection: &'a Connection,
    query: &Query,
    cells: &[Cell],
) -> Result<rusqlite::CachedStatement<'a>, StoreError> {
    let mut statement = connection.prepare_cached(query.text).map_err(engine_error)?;
    bind(&mut statement, query, cells)?;
    Ok(statement)
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
        ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => {
            StoreError::Damaged { why: message.clone().unwrap_or_else(|| error.to_string()) }
        }
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
