//! What the database itself says of its tables: the school leads every key of what belongs to a school.
//!
//! Then one school's rows can be kept together on one machine of many. Both engines are asked.

use std::collections::BTreeSet;

use crate::Store;
use crate::engine::{Connection, Link};
use crate::migration::tables;
use crate::registry::{ALL, Effect, Query, Reach};
use crate::tests::{empty_store, sqlite, store_on_server};

/// Small tables that belong to the whole store.
const REFERENCE: [&str; 9] = [
    "class_code",
    "migration",
    "register_link",
    "register_school",
    "register_update",
    "secret",
    "setup",
    "sheet_code",
    "sign_in_attempt",
];

/// Tables that belong to a hub, keyed by it as the others are by their school.
const OF_A_HUB: [&str; 3] = ["hub", "hub_fact", "hub_school"];

/// What one engine is asked about a table; `TABLE` stands for its name.
struct Asked {
    /// The columns of the primary key, in order.
    primary_key: &'static str,
    /// The first column of each index, unique constraints among them.
    indexes: &'static str,
    /// The first columns of each foreign key, here and there.
    foreign_keys: &'static str,
    /// The type of each column, and how its text is compared.
    columns: &'static str,
}

const SQLITE: Asked = Asked {
    primary_key: "select name from pragma_table_info('TABLE') where pk > 0 order by pk",
    indexes: "select (select name from pragma_index_info(one.name) where seqno = 0) \
              from pragma_index_list('TABLE') as one",
    foreign_keys: "select \"from\" || ' ' || \"to\" from pragma_foreign_key_list('TABLE') where seq = 0",
    columns: "select lower(type) || ' by bytes' from pragma_table_info('TABLE')",
};

const POSTGRESQL: Asked = Asked {
    primary_key: "select cast(attname as text) from pg_constraint, unnest(conkey) with ordinality as key (column_number, place), pg_attribute \
                  where conrelid = 'TABLE'::regclass and contype = 'p' and attrelid = conrelid and attnum = column_number order by place",
    indexes: "select cast(attname as text) from pg_index, pg_attribute \
              where indrelid = 'TABLE'::regclass and attrelid = indrelid and attnum = indkey[0]",
    foreign_keys: "select here.attname || ' ' || there.attname from pg_constraint, pg_attribute as here, pg_attribute as there \
                   where conrelid = 'TABLE'::regclass and contype = 'f' \
                   and here.attrelid = conrelid and here.attnum = conkey[1] and there.attrelid = confrelid and there.attnum = confkey[1]",
    columns: "select cast(data_type as text) || case when data_type = 'text' and collation_name is distinct from 'C' \
              then ' by language' else ' by bytes' end \
              from information_schema.columns where table_schema = current_schema() and table_name = 'TABLE'",
};

fn ask(link: &Link<'_>, text: &str, table: &str) -> Vec<String> {
    let text: &'static str = text.replace("TABLE", table).leak();
    let query = Query { name: text, text, effect: Effect::Read, reach: Reach::WholeStore };
    let rows = link.rows("answer", &query, &[]).unwrap();
    rows.iter().map(|row| row.text(0).unwrap()).collect()
}

async fn check(store: &Store, asked: &'static Asked) {
    let looked_at = store.read(move |link| {
        let all = tables(link.connection())?;
        let (mut n_indexes, mut n_foreign) = (0, 0);
        let mut others = BTreeSet::new();
        for table in &all {
            let key = ask(link, asked.primary_key, table);
            let house = if OF_A_HUB.contains(&table.as_str()) { "hub_id" } else { "school_id" };
            if key.first().map(String::as_str) != Some(house) {
                others.insert(table.clone());
            }
            for kind in ask(link, asked.columns, table) {
                let sound = ["text by bytes", "bigint by bytes"];
                assert!(sound.contains(&kind.as_str()), "{table} has a column of {kind}");
            }
            if REFERENCE.contains(&table.as_str()) {
                continue;
            }
            for column in ask(link, asked.indexes, table) {
                assert_eq!(column, house, "an index of {table}");
                n_indexes += 1;
            }
            for pair in ask(link, asked.foreign_keys, table) {
                // A hub is a house among the schools: its id is that of its own people.
                let there = if table == "hub" { "school_id" } else { house };
                assert_eq!(pair, format!("{house} {there}"), "a foreign key of {table}");
                n_foreign += 1;
            }
        }
        assert_eq!(others, REFERENCE.map(str::to_owned).into(), "the tables without a school");
        Ok((n_indexes, n_foreign))
    });
    let (n_indexes, n_foreign) = looked_at.await.unwrap();
    assert!(n_indexes >= 15 && n_foreign >= 15, "only {n_indexes} and {n_foreign} were looked at");
}

#[tokio::test]
async fn school_id_leads_every_key_of_what_belongs_to_a_school_on_sqlite() {
    let (store, _folder) = empty_store();
    check(&store, &SQLITE).await;
}

#[tokio::test]
async fn school_id_leads_every_key_of_what_belongs_to_a_school_on_postgresql() {
    if let Some(store) = store_on_server().await {
        check(&store, &POSTGRESQL).await;
    }
}

/// Statements that look beyond one school. None is on the way of an answer: its session, its class and its fact
/// are all found by school.
const BEYOND_ONE_SCHOOL: [&str; 26] = [
    "add_register_update",
    "add_secret",
    "add_setup",
    "claim_class_code",
    "claim_sheet_code",
    "count_sign_in",
    "find_class_code",
    "find_register_schools",
    "find_sheet_code",
    "find_staff_by_email",
    "list_every_fact",
    "list_hubs",
    "list_nations",
    "list_register_links",
    "list_register_schools",
    "list_schools",
    "put_register_link",
    "put_register_school",
    "read_last_register_update",
    "read_register_school",
    "read_secret",
    "read_setup",
    "remove_expired_sessions",
    "remove_secret",
    "remove_sign_in",
    "use_setup",
];

#[test]
fn the_statements_beyond_one_school_are_the_ones_listed() {
    let beyond = ALL.iter().filter(|query| query.reach == Reach::WholeStore);
    let names: BTreeSet<&str> = beyond.map(|query| query.name).collect();
    assert_eq!(names, BEYOND_ONE_SCHOOL.into());
}

#[test]
fn what_is_joined_is_of_the_same_school() {
    let mut n_joins = 0;
    for query in ALL.iter().filter(|query| query.reach == Reach::OneSchool) {
        let joins = query.text.split("\njoin ").skip(1);
        for join in joins {
            let table = join.split(' ').next().unwrap();
            let tied = join.starts_with(&format!("{table} on {table}.school_id = "));
            assert!(tied, "{} joins {table} without its school", query.name);
            n_joins += 1;
        }
        assert_eq!(query.text.matches("join ").count(), query.text.matches("\njoin ").count());
    }
    assert!(n_joins >= 4, "only {n_joins} joins were looked at");
}

#[test]
fn what_is_joined_to_a_hub_is_its_own_or_public() {
    let public =
        ["school on school.school_id = hub.hub_id", "register_school on register_school.urn"];
    for query in ALL.iter().filter(|query| query.reach == Reach::OneHub) {
        for join in query.text.split("\njoin ").skip(1) {
            let is_tied = public.iter().any(|known| join.starts_with(known));
            assert!(is_tied, "{} joins {join}", query.name);
        }
        let private = ["class", "lesson", "pupil", "enrolment", "staff", "session", "sheet"];
        for table in private {
            let is_read = query.text.split_whitespace().any(|word| word == table);
            assert!(!is_read, "{} reads {table}", query.name);
        }
    }
}

#[tokio::test]
async fn the_writer_flushes_every_commit_and_checks_foreign_keys() {
    let (store, _folder) = empty_store();
    let read = |name: &'static str| {
        store.write(move |link| {
            let text = format!("select cast({name} as text) from pragma_{name}");
            Ok(sqlite(link).query_row(&text, [], |row| row.get::<_, String>(0)).unwrap())
        })
    };
    assert_eq!(read("journal_mode").await.unwrap(), "wal");
    assert_eq!(read("synchronous").await.unwrap(), "2", "2 is FULL");
    assert_eq!(read("foreign_keys").await.unwrap(), "1");
}

#[tokio::test]
async fn a_session_on_a_server_waits_for_the_disk() {
    if let Some(store) = store_on_server().await {
        let setting =
            store.write(|link| Ok(ask(link, "select current_setting('synchronous_commit')", "-")));
        assert_eq!(setting.await.unwrap(), ["on"]);
    }
}

async fn check_append_only(store: Store) {
    let run = |text: &'static str| {
        store.write(move |link| {
            let connection: &Connection = link.connection();
            connection.execute(text)
        })
    };
    run("
        insert into school values ('s1', 'Larkfield', 'primary', 0, '{}', 1);
        insert into class values ('s1', 'c1', 'Oak', 3, 'K7', 60, '{}', '[]', 1);
        insert into fact values ('s1', 'f1', null, 'c1', 1, 'moved', null, null, null, 1, '{}', '{}')")
    .await
    .unwrap();
    for (text, verb) in
        [("update fact set body = '[]'", "changing"), ("delete from fact", "removing")]
    {
        assert_eq!(
            run(text).await.unwrap_err().to_string(),
            format!(
                "the store's rules refuse this (facts are append-only: add a new fact instead of {verb} one)"
            )
        );
    }
}

#[tokio::test]
async fn a_fact_is_neither_changed_nor_removed_on_sqlite() {
    let (store, _folder) = empty_store();
    check_append_only(store).await;
}

#[tokio::test]
async fn a_fact_is_neither_changed_nor_removed_on_postgresql() {
    if let Some(store) = store_on_server().await {
        check_append_only(store).await;
    }
}
