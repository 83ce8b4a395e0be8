//! Numbered migrations: forward only, each applied whole in a transaction or not at all.
//!
//! A migration is one text for every engine, and beside it what only one engine has, such as triggers.
//! A store from a newer program is refused, unchanged. Start at [`migrate`].

use std::path::Path;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::OpenError;

struct Migration {
    number: i64,
    name: &'static str,
    /// The same on every engine.
    text: &'static str,
    /// For SQLite alone, applied after `text`.
    sqlite: &'static str,
}

const MIGRATIONS: &[Migration] = &[Migration {
    number: 1,
    name: "first",
    text: include_str!("../migrations/0001_first.sql"),
    sqlite: include_str!("../migrations/0001_first.sqlite.sql"),
}];

const LEDGER: &str =
    "create table if not exists migration (number bigint primary key, name text not null)";

/// Refuses a file that is damaged, somebody else's, or from a newer program; changes nothing.
pub(crate) fn inspect(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let found = last_applied(connection, path)?;
    let known = MIGRATIONS.last().map_or(0, |migration| migration.number);
    match found > known {
        true => Err(OpenError::Newer { path: path.to_owned(), found, known }),
        false => Ok(()),
    }
}

/// Brings the store at `path` to the shape this program knows.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), OpenError> {
    apply_missing(connection, path, MIGRATIONS)
}

fn apply_missing(
    connection: &mut Connection,
    path: &Path,
    migrations: &[Migration],
) -> Result<(), OpenError> {
    let found = last_applied(connection, path)?;
    for migration in migrations.iter().filter(|migration| migration.number > found) {
        apply(connection, migration).map_err(|error| OpenError::Migration {
            number: migration.number,
            name: migration.name,
            why: error.to_string(),
        })?;
        tracing::info!(migration = migration.number, "store migrated");
    }
    Ok(())
}

// 0 for an empty store. A database that holds other tables and no ledger is somebody else's.
fn last_applied(connection: &Connection, path: &Path) -> Result<i64, OpenError> {
    let tables: i64 =
        count(connection, path, "select count(*) from sqlite_master where type = 'table'")?;
    let ledgers: i64 = count(
        connection,
        path,
        "select count(*) from sqlite_master where type = 'table' and name = 'migration'",
    )?;
    match (tables, ledgers) {
        (0, _) => Ok(0),
        (_, 0) => Err(OpenError::Damaged {
            path: path.to_owned(),
            why: "it holds tables of another program".to_owned(),
        }),
        _ => count(connection, path, "select coalesce(max(number), 0) from migration"),
    }
}

fn count(connection: &Connection, path: &Path, text: &str) -> Result<i64, OpenError> {
    connection.query_row(text, [], |row| row.get(0)).map_err(|error| open_error(path, &error))
}

// Read again inside the transaction: another program may have applied it while we waited.
fn apply(connection: &mut Connection, migration: &Migration) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(LEDGER)?;
    let done: i64 = transaction.query_row(
        "select count(*) from migration where number = ?1",
        [migration.number],
        |row| row.get(0),
    )?;
    if done == 0 {
        transaction.execute_batch(migration.text)?;
        transaction.execute_batch(migration.sqlite)?;
        transaction.execute(
            "insert into migration (number, name) values (?1, ?2)",
            rusqlite::params![migration.number, migration.name],
        )?;
    }
    transaction.commit()
}

/// What an error of the engine means while a store is being opened.
pub(crate) fn open_error(path: &Path, error: &rusqlite::Error) -> OpenError {
    let (path, why) = (path.to_owned(), error.to_string());
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            OpenError::Damaged { path, why }
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            OpenError::NotWritable { path, why }
        }
        _ => OpenError::Engine { path, why },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BREAKS_HALFWAY: Migration = Migration {
        number: 2,
        name: "breaks-halfway",
        text: "create table half (id bigint primary key); insert into nowhere values (1)",
        sqlite: "",
    };

    #[test]
    fn numbers_rise_by_one_from_1() {
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.number).collect();
        assert_eq!(numbers, (1..).take(MIGRATIONS.len()).collect::<Vec<i64>>());
    }

    #[test]
    fn a_migration_that_fails_leaves_nothing_behind() {
        let mut connection = Connection::open_in_memory().unwrap();
        let path = Path::new("tenframe.sqlite");
        migrate(&mut connection, path).unwrap();
        let failed = apply_missing(&mut connection, path, &[BREAKS_HALFWAY]).unwrap_err();
        assert_eq!(
            failed.to_string(),
            "migration 2 `breaks-halfway` did not apply and was rolled back (no such table: nowhere)"
        );
        assert_eq!(last_applied(&connection, path), Ok(1));
        assert_eq!(
            count(&connection, path, "select count(*) from sqlite_master where name = 'half'"),
            Ok(0)
        );
    }
}
