//! What the database itself says of its tables: the school leads every key of what belongs to a school.
//!
//! Then one school's rows can be kept together on one machine of many.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::tests::empty_store;

/// Small tables that belong to the whole store.
const REFERENCE: [&str; 6] =
    ["class_code", "migration", "secret", "setup", "sheet_code", "sign_in_attempt"];

fn column(connection: &Connection, text: &str) -> Vec<String> {
    let mut statement = connection.prepare(text).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

fn tables(connection: &Connection) -> Vec<String> {
    column(connection, "select name from sqlite_master where type = 'table' order by name")
}

fn open() -> (Connection, tempfile::TempDir) {
    let (store, folder) = empty_store();
    (Connection::open(store.file()).unwrap(), folder)
}

#[test]
fn school_id_leads_every_key_and_index_of_what_belongs_to_a_school() {
    let (connection, _folder) = open();
    let mut n_indexes = 0;
    for table in tables(&connection).iter().filter(|table| !REFERENCE.contains(&table.as_str())) {
        let key = column(
            &connection,
            &format!("select name from pragma_table_info('{table}') where pk > 0 order by pk"),
        );
        assert_eq!(key.first().map(String::as_str), Some("school_id"), "primary key of {table}");
        for index in column(&connection, &format!("select name from pragma_index_list('{table}')"))
        {
            let columns = column(
                &connection,
                &format!("select name from pragma_index_info('{index}') order by seqno"),
            );
            assert_eq!(columns[0], "school_id", "{index} of {table}");
            n_indexes += 1;
        }
    }
    assert!(n_indexes >= 15, "only {n_indexes} indexes were looked at");
}

#[test]
fn school_id_leads_every_foreign_key() {
    let (connection, _folder) = open();
    let mut n_keys = 0;
    for table in tables(&connection) {
        let pairs = column(
            &connection,
            &format!(
                "select \"from\" || ' ' || \"to\" from pragma_foreign_key_list('{table}') where seq = 0"
            ),
        );
        for pair in pairs {
            assert_eq!(pair, "school_id school_id", "a foreign key of {table}");
            n_keys += 1;
        }
    }
    assert!(n_keys >= 15, "only {n_keys} foreign keys were looked at");
}

#[test]
fn the_reference_tables_are_the_ones_listed() {
    let (connection, _folder) = open();
    let led = |table: &String| {
        let key = format!("select name from pragma_table_info('{table}') where pk = 1");
        column(&connection, &key) == ["school_id"]
    };
    let others: BTreeSet<String> =
        tables(&connection).into_iter().filter(|table| !led(table)).collect();
    assert_eq!(others, REFERENCE.map(str::to_owned).into());
}

#[test]
fn every_column_is_text_or_bigint() {
    let (connection, _folder) = open();
    for table in tables(&connection) {
        for kind in
            column(&connection, &format!("select lower(type) from pragma_table_info('{table}')"))
        {
            assert!(
                ["text", "bigint"].contains(&kind.as_str()),
                "{table} has a column of type {kind}"
            );
        }
    }
}

#[tokio::test]
async fn the_writer_flushes_every_commit_and_checks_foreign_keys() {
    let (store, _folder) = empty_store();
    let read = |name: &'static str| {
        store.write(move |link| {
            let text = format!("select cast({name} as text) from pragma_{name}");
            Ok(column(link.connection(), &text)[0].clone())
        })
    };
    assert_eq!(read("journal_mode").await.unwrap(), "wal");
    assert_eq!(read("synchronous").await.unwrap(), "2", "2 is FULL");
    assert_eq!(read("foreign_keys").await.unwrap(), "1");
}

#[tokio::test]
async fn a_fact_is_neither_changed_nor_removed() {
    let (store, _folder) = empty_store();
    let fixture = "
        insert into school values ('s1', 'Larkfield', 'primary', 0, '{}', 1);
        insert into class values ('s1', 'c1', 'Oak', 3, 'K7', 60, '{}', '[]', 1);
        insert into fact values ('s1', 'f1', null, 'c1', 1, 'moved', null, null, null, 1, '{}', '{}')";
    let run =
        |text: &'static str| store.write(move |link| Ok(link.connection().execute_batch(text)));
    run(fixture).await.unwrap().unwrap();
    for text in ["update fact set body = '[]'", "delete from fact"] {
        let said = run(text).await.unwrap().unwrap_err().to_string();
        assert!(
            said.starts_with("facts are append-only: add a new fact instead of "),
            "{text}: {said}"
        );
    }
}
