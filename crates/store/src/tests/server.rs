//! What is particular to a server: TLS, another program's tables, many programs writing at once.

use crate::cell::cells;
use crate::registry::{self, Effect, Query, Reach};
use crate::tests::store_on_server;
use crate::{OpenError, Store, new_id};

const IS_ENCRYPTED: Query = Query {
    name: "is encrypted",
    text: "select cast(ssl as text) from pg_stat_ssl where pid = pg_backend_pid()",
    effect: Effect::Read,
    reach: Reach::WholeStore,
};

/// The address of the tests' server and the certificate to trust; none where none is named.
fn with_certificate() -> Option<(String, String)> {
    let server = std::env::var("TENFRAME_TEST_DATABASE");
    match (server, std::env::var("TENFRAME_TEST_CERTIFICATE")) {
        (Ok(server), Ok(certificate)) => Some((server, certificate)),
        _ => {
            eprintln!(
                "not run: TENFRAME_TEST_DATABASE and TENFRAME_TEST_CERTIFICATE name no server"
            );
            None
        }
    }
}

fn schema() -> String {
    format!("schema=t{}", new_id().replace('-', ""))
}

#[tokio::test]
async fn what_passes_is_encrypted_and_the_server_is_known() {
    let Some((server, certificate)) = with_certificate() else { return };
    let rows = [
        (format!("{server}?{}", schema()), "false"),
        (format!("{server}?{}&sslmode=require&sslrootcert={certificate}", schema()), "true"),
    ];
    for (address, expected) in rows {
        let store = Store::connect(&address).await.unwrap();
        let found = store.read(|link| link.row("answer", &IS_ENCRYPTED, cells![])).await.unwrap();
        assert_eq!(found.unwrap().text(0).unwrap(), expected, "{address}");
    }
}

#[tokio::test]
async fn a_server_whose_certificate_is_not_trusted_is_refused() {
    let Some((server, _)) = with_certificate() else { return };
    match Store::connect(&format!("{server}?{}&sslmode=require", schema())).await {
        Err(OpenError::Engine { why, .. }) => assert!(why.contains("certificate"), "{why}"),
        other => panic!("{:?}", other.map(|_| "opened")),
    }
}

#[tokio::test]
async fn another_programs_tables_are_left_alone() {
    let Some(store) = store_on_server().await else { return };
    let server = std::env::var("TENFRAME_TEST_DATABASE").unwrap();
    let name = format!("t{}", new_id().replace('-', ""));
    let make = format!("create schema {name}; create table {name}.recipe (name text)");
    store.write(move |link| link.connection().execute(&make)).await.unwrap();
    match Store::connect(&format!("{server}?schema={name}")).await {
        Err(OpenError::Damaged { why, .. }) => {
            assert_eq!(why, "it holds tables of another program")
        }
        other => panic!("{:?}", other.map(|_| "opened")),
    }
}

#[tokio::test]
async fn two_programs_take_turns_and_number_facts_without_a_gap() {
    let Some((server, _)) = with_certificate() else { return };
    let address = format!("{server}?{}", schema());
    let (one, other) =
        (Store::connect(&address).await.unwrap(), Store::connect(&address).await.unwrap());
    one.write(|link| {
        link.connection().execute(
            "insert into school values ('s1', 'Larkfield', 'primary', 0, '{}', 1);
             insert into class values ('s1', 'c1', 'Oak', 3, 'K7', 60, '{}', '[]', 1)",
        )
    })
    .await
    .unwrap();
    let add = |store: Store, name: &'static str| {
        tokio::spawn(async move {
            for n in 0..50 {
                let id = format!("{name}-{n}");
                let cells = cells![
                    "s1",
                    id,
                    None::<&str>,
                    "c1",
                    "moved",
                    None::<&str>,
                    None::<&str>,
                    None::<i64>,
                    1,
                    "{}",
                    "{}"
                ]
                .to_vec();
                store
                    .write(move |link| link.row("fact", &registry::ADD_FACT, &cells))
                    .await
                    .unwrap();
            }
        })
    };
    let (first, second) = (add(one.clone(), "one"), add(other, "other"));
    first.await.unwrap();
    second.await.unwrap();
    let rows = one.read(|link| link.rows("fact", &registry::LIST_EVERY_FACT, cells![])).await;
    let numbers: Vec<i64> = rows.unwrap().iter().map(|row| row.number(2).unwrap()).collect();
    assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
}
