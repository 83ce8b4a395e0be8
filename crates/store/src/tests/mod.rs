//! What can only be seen from inside: the statements, the tables, the writer.
//!
//! Everything else is tested at the front door, in `tests/it`.

mod catalogue;
mod cluster;
mod server;
mod statements;
mod upgrade;
mod writer;

/// A new store in a folder that is removed with it.
fn empty_store() -> (crate::Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (crate::Store::open(folder.path()).unwrap(), folder)
}

/// A new store in a schema of its own on the server named by `TENFRAME_TEST_DATABASE`; none where none is named.
async fn store_on_server() -> Option<crate::Store> {
    let Ok(server) = std::env::var("TENFRAME_TEST_DATABASE") else {
        eprintln!("not run on PostgreSQL: TENFRAME_TEST_DATABASE names no server");
        return None;
    };
    let address = format!("{server}?schema=t{}", crate::new_id().replace('-', ""));
    Some(crate::Store::connect(&address).await.unwrap())
}

/// The SQLite connection behind a link.
fn sqlite<'a>(link: &crate::engine::Link<'a>) -> &'a rusqlite::Connection {
    match link.connection() {
        crate::engine::Connection::Sqlite(sqlite) => sqlite,
        crate::engine::Connection::Postgres(_) => panic!("this test is for SQLite"),
    }
}
