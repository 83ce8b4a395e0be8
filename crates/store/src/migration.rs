//! Numbered migrations: forward only, each applied whole in a transaction or not at all.
//!
//! A migration is one text for every engine, and beside it what only one engine has, such as triggers.
//! A store from a newer program is refused, unchanged. Start at [`migrate`].

use crate::cell::{Cell, cells};
use crate::engine::{Connection, Link, postgres};
use crate::registry::{Effect, Query, Reach};
use crate::{OpenError, StoreError};

/// One step from a shape of the store to the next.
#[derive(Clone, Copy)]
pub(crate) struct Migration {
    /// From 1, rising by one.
    pub number: i64,
    /// What it is called in messages.
    pub name: &'static str,
    /// The same on every engine.
    pub text: &'static str,
    /// For SQLite alone, applied after `text`.
    pub sqlite: &'static str,
    /// For PostgreSQL alone, applied after `text`.
    pub postgres: &'static str,
}

/// Every migration, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "first",
        text: include_str!("../migrations/0001_first.sql"),
        sqlite: include_str!("../migrations/0001_first.sqlite.sql"),
        postgres: include_str!("../migrations/0001_first.postgres.sql"),
    },
    Migration {
        number: 2,
        name: "programme",
        text: include_str!("../migrations/0002_programme.sql"),
        sqlite: include_str!("../migrations/0002_programme.sqlite.sql"),
        postgres: include_str!("../migrations/0002_programme.postgres.sql"),
    },
    Migration {
        number: 3,
        name: "nation",
        text: include_str!("../migrations/0003_nation.sql"),
        sqlite: include_str!("../migrations/0003_nation.sqlite.sql"),
        postgres: include_str!("../migrations/0003_nation.postgres.sql"),
    },
    Migration {
        number: 4,
        name: "in school",
        text: include_str!("../migrations/0004_in_school.sql"),
        sqlite: include_str!("../migrations/0004_in_school.sqlite.sql"),
        postgres: include_str!("../migrations/0004_in_school.postgres.sql"),
    },
];

/// The number of the last migration this program has.
pub(crate) const KNOWN: i64 = MIGRATIONS[MIGRATIONS.len() - 1].number;

/// The table that says which migrations were applied.
pub(crate) const LEDGER_NAME: &str = "migration";

const LEDGER: &str =
    "create table if not exists migration (number bigint primary key, name text not null)";

/// Refuses a store that is damaged, somebody else's, or from a newer program; changes nothing.
pub(crate) fn inspect(connection: &Connection, store: &str) -> Result<(), OpenError> {
    let found = last_applied(connection, store)?;
    match found > KNOWN {
        true => Err(OpenError::Newer { store: store.to_owned(), found, known: KNOWN }),
        false => Ok(()),
    }
}

/// Brings the store to the shape this program knows.
pub(crate) fn migrate(connection: &Connection, store: &str) -> Result<(), OpenError> {
    apply_missing(connection, store, MIGRATIONS)
}

/// Applies those of `migrations` that the store has not had.
pub(crate) fn apply_missing(
    connection: &Connection,
    store: &str,
    migrations: &[Migration],
) -> Result<(), OpenError> {
    let found = last_applied(connection, store)?;
    for migration in migrations.iter().filter(|migration| migration.number > found) {
        apply(connection, migration).map_err(|error| {
            connection.roll_back();
            OpenError::Migration {
                number: migration.number,
                name: migration.name,
                why: error.to_string(),
            }
        })?;
        tracing::info!(migration = migration.number, "store migrated");
    }
    Ok(())
}

// 0 for an empty store. A database that holds other tables and no ledger is somebody else's.
pub(crate) fn last_applied(connection: &Connection, store: &str) -> Result<i64, OpenError> {
    let fails = |error| open_error(store, error);
    let tables = tables(connection).map_err(fails)?;
    if tables.is_empty() {
        return Ok(0);
    }
    if !tables.iter().any(|name| name == "migration") {
        return Err(OpenError::Damaged {
            store: store.to_owned(),
            why: "it holds tables of another program".to_owned(),
        });
    }
    let last = ask("select coalesce(max(number), 0) from migration");
    let row = Link::reading(connection).row("migration", &last, cells![]).map_err(fails)?;
    row.map_or(Ok(0), |row| row.number(0)).map_err(fails)
}

/// The names of the store's tables, in order.
pub(crate) fn tables(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let list = ask(match connection {
        Connection::Sqlite(_) => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name"
        }
        Connection::Postgres(_) => postgres::LIST_TABLES,
    });
    Link::reading(connection)
        .rows("table", &list, cells![])?
        .iter()
        .map(|row| row.text(0))
        .collect()
}

// Read again inside the transaction: another program may have applied it while we waited.
fn apply(connection: &Connection, migration: &Migration) -> Result<(), StoreError> {
    connection.begin_writing()?;
    connection.execute(LEDGER)?;
    let link = Link::writing(connection);
    let (number, name) = (Cell::from(migration.number), Cell::from(migration.name));
    // Only the number: the type of the name, as a server keeps it for a session, changes with the first migration.
    let done = ask("select number from migration where number = $1");
    if link.row("migration", &done, std::slice::from_ref(&number))?.is_none() {
        connection.execute(migration.text)?;
        match connection {
            Connection::Sqlite(_) => connection.execute(migration.sqlite)?,
            Connection::Postgres(_) => {
                connection.execute(postgres::COMPARE_TEXT_BY_BYTES)?;
                connection.execute(migration.postgres)?;
            }
        }
        let add = ask("insert into migration (number, name) values ($1, $2)");
        link.run(&add, &[number, name])?;
    }
    connection.commit()
}

// Named by its own text, since it is not one of the registered ones.
const fn ask(text: &'static str) -> Query {
    Query { name: text, text, effect: Effect::Read, reach: Reach::WholeStore }
}

/// Every migration as SQLite is given it, for a store to compare with.
pub(crate) fn all_for_sqlite() -> String {
    MIGRATIONS.iter().map(|migration| format!("{};{};", migration.text, migration.sqlite)).collect()
}

/// What an error of the engine means while a store is being opened.
pub(crate) fn open_error(store: &str, error: StoreError) -> OpenError {
    let store = store.to_owned();
    match error {
        StoreError::Damaged { why } => OpenError::Damaged { store, why },
        StoreError::Engine(why) | StoreError::Unreachable { why } => {
            OpenError::Engine { store, why }
        }
        other => OpenError::Engine { store, why: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BREAKS_HALFWAY: Migration = Migration {
        number: KNOWN + 1,
        name: "breaks-halfway",
        text: "create table half (id bigint primary key); insert into nowhere values (1)",
        sqlite: "",
        postgres: "",
    };

    #[test]
    fn numbers_rise_by_one_from_1() {
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.number).collect();
        assert_eq!(numbers, (1..).take(MIGRATIONS.len()).collect::<Vec<i64>>());
    }

    #[test]
    fn a_migration_that_fails_leaves_nothing_behind() {
        let connection = Connection::Sqlite(rusqlite::Connection::open_in_memory().unwrap());
        migrate(&connection, "here").unwrap();
        let failed = apply_missing(&connection, "here", &[BREAKS_HALFWAY]).unwrap_err();
        assert_eq!(
            failed.to_string(),
            format!(
                "migration {} `breaks-halfway` did not apply and was rolled back \
                 (the database refused: no such table: nowhere)",
                BREAKS_HALFWAY.number
            )
        );
        assert_eq!(last_applied(&connection, "here"), Ok(KNOWN));
        assert!(!tables(&connection).unwrap().contains(&"half".to_owned()));
    }
}
