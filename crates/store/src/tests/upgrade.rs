//! A migration killed at any moment: from the first released shape, with what it held, on both engines.
//!
//! The migration is an invented one, long enough to be met in the middle. `TENFRAME_TRIALS=100 TENFRAME_SEED=1
//! cargo nextest run -p store upgrade::` with `--no-capture` is the long form; each ends with `N passed, N failed`.
//! Start at [`run_trials`].

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use faults::chance;

use crate::copy::hash_of;
use crate::engine::postgres::Session;
use crate::engine::server::Server;
use crate::engine::{Connection, Link, sqlite};
use crate::migration::{KNOWN, MIGRATIONS, Migration, apply_missing, last_applied, tables};
use crate::tables::TABLES;
use crate::{CopiedTable, FILE, Place, Store, StoreError, new_id};

const SHAPE_1: &str = include_str!("../../../../fixtures/stores/shape-1.sql");

const ROWS: usize = 60_000;

/// Makes a table, fills it, and changes one that holds something.
const LONG: Migration = Migration {
    number: KNOWN + 1,
    name: "long",
    text: "create table counted (n bigint primary key, body text not null);
           insert into counted (n, body)
               with recursive up (n) as (select 1 union all select n + 1 from up where n < 60000)
               select n, 'as long as an answer and its marking are, more or less' from up;
           alter table school add column later text",
    sqlite: "",
    postgres: "",
};

fn open(place: &Place) -> Connection {
    match place {
        Place::Folder(folder) => {
            let connection = sqlite::open(&folder.join(FILE)).unwrap();
            sqlite::make_durable(&connection).unwrap();
            Connection::Sqlite(connection)
        }
        Place::Server(address) => {
            let server = Server::read(address).unwrap();
            Connection::Postgres(Box::new(Session::connect(&server).unwrap()))
        }
    }
}

fn upgrade(connection: &Connection) {
    let mut all: Vec<Migration> = MIGRATIONS.to_vec();
    all.push(LONG);
    apply_missing(connection, "the store", &all).unwrap();
}

/// The first released shape in a folder.
fn make_shape_1(folder: &Path) {
    let raw = rusqlite::Connection::open(folder.join(FILE)).unwrap();
    // The statements are in the order of the tables' names.
    raw.execute_batch("pragma foreign_keys = off").unwrap();
    raw.execute_batch(SHAPE_1).unwrap();
}

/// The same on a server: what the folder holds, copied.
async fn copy_to_server(folder: &Path, address: &str) {
    let from = Store::open(folder).unwrap();
    let (_, bytes) = from.copy_to(Vec::new(), None, 0).await.unwrap();
    from.close().await;
    let to = Store::connect(address).await.unwrap();
    to.restore_from(std::io::Cursor::new(bytes)).await.unwrap();
    to.close().await;
}

/// What the tables of the first shape hold; those that came later are empty, or not there yet.
fn hashes(connection: &Connection) -> Vec<CopiedTable> {
    let link = Link::reading(connection);
    TABLES
        .iter()
        .filter(|table| table.since == 1)
        .map(|table| hash_of(&link, table, None).unwrap())
        .collect()
}

fn has_later_shape(connection: &Connection) -> Result<bool, String> {
    let has_table = tables(connection).unwrap().contains(&"counted".to_owned());
    let has_column = connection.execute("select later from school").is_ok();
    connection.roll_back();
    if has_table != has_column {
        return Err(format!("half of it is there: the table {has_table}, the column {has_column}"));
    }
    Ok(has_table)
}

/// What is wrong after the kill, if anything.
fn look(place: &Place, before: &[CopiedTable]) -> Result<bool, String> {
    let connection = open(place);
    // A server may still be ending what it was told before the kill; whoever writes next waits for that.
    connection.begin_writing().map_err(|error| error.to_string())?;
    connection.roll_back();
    let applied = last_applied(&connection, "the store").map_err(|error| error.to_string())?;
    let has_later = has_later_shape(&connection)?;
    if has_later != (applied == LONG.number) {
        return Err(format!("the ledger says {applied}, and it is there: {has_later}"));
    }
    if hashes(&connection) != before {
        return Err("what the store held is not what it holds".to_owned());
    }
    upgrade(&connection);
    let n_rows = count(&connection).map_err(|error| error.to_string())?;
    if !has_later_shape(&connection)? || n_rows != ROWS || hashes(&connection) != before {
        return Err(format!("resumed, it has {n_rows} rows, or what the store held has changed"));
    }
    Ok(has_later)
}

fn count(connection: &Connection) -> Result<usize, StoreError> {
    let text = "select cast(count(*) as bigint) from counted";
    let query = crate::registry::Query {
        name: text,
        text,
        effect: crate::registry::Effect::Read,
        reach: crate::registry::Reach::WholeStore,
    };
    let rows = Link::reading(connection).rows("count", &query, &[])?;
    rows[0].number::<i64>(0).map(|n| n as usize)
}

/// Not a test of its own: what the tests below start and kill.
#[test]
#[ignore = "is started and killed by another test"]
fn upgrades_until_killed() {
    if let Ok(place) = std::env::var("UPGRADE_PLACE") {
        upgrade(&open(&Place::read(&place)));
    }
}

fn child(place: &Place) -> Command {
    let text = match place {
        Place::Folder(folder) => folder.display().to_string(),
        Place::Server(address) => address.clone(),
    };
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["tests::upgrade::upgrades_until_killed", "--exact", "--ignored"]);
    command.env("UPGRADE_PLACE", text).stdout(Stdio::null());
    command
}

/// A store of the first shape in a place of its own.
async fn first_shape(server: Option<&str>) -> (Place, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    make_shape_1(folder.path());
    let Some(server) = server else { return (Place::Folder(folder.path().to_owned()), folder) };
    let address = format!("{server}?schema=t{}", new_id().replace('-', ""));
    copy_to_server(folder.path(), &address).await;
    (Place::Server(address), folder)
}

fn run_trials(server: Option<&str>) {
    // A session on a server waits where it is used, so only the store's own calls are awaited.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let asked = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (n_trials, mut seed) =
        (asked("TENFRAME_TRIALS").unwrap_or(6), asked("TENFRAME_SEED").unwrap_or(1));
    let (place, _folder) = runtime.block_on(first_shape(server));
    let begun = Instant::now();
    assert!(child(&place).status().unwrap().success(), "it upgrades when nobody kills it");
    let takes = begun.elapsed();
    let (mut failed, mut n_done) = (Vec::new(), 0);
    for trial in 1..=n_trials {
        let (place, _folder) = runtime.block_on(first_shape(server));
        let before = hashes(&open(&place));
        let mut child = child(&place).spawn().unwrap();
        // Here the passing of time is what is tested: the moment of the kill.
        std::thread::sleep(Duration::from_micros(chance(&mut seed) % takes.as_micros() as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        match look(&place, &before) {
            Ok(was_done) => n_done += u64::from(was_done),
            Err(wrong) => failed.push(format!("trial {trial}: {wrong}")),
        }
    }
    eprintln!(
        "a migration of {} ms killed {n_trials} times; {n_done} were done by then",
        takes.as_millis()
    );
    eprintln!("{} passed, {} failed", n_trials - failed.len() as u64, failed.len());
    assert_eq!(failed, Vec::<String>::new());
    assert!(n_done < n_trials, "every migration was done before it was killed");
}

#[test]
fn a_migration_killed_at_any_moment_is_resumed_or_was_rolled_back_on_sqlite() {
    run_trials(None);
}

#[test]
fn a_migration_killed_at_any_moment_is_resumed_or_was_rolled_back_on_postgresql() {
    match std::env::var("TENFRAME_TEST_DATABASE") {
        Ok(server) => run_trials(Some(&server)),
        Err(_) => eprintln!("not run on PostgreSQL: TENFRAME_TEST_DATABASE names no server"),
    }
}
