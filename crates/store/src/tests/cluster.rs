//! A store on the machines of a cluster: what is asked of it, what is said where it is missing, and the statements on it.
//!
//! The last part runs on the Citus cluster named by `TENFRAME_CITUS_URL`, and says that it did not where none is named.

use std::collections::BTreeSet;

use crate::distribute::{Lies, spread, wanted};
use crate::tests::statements::check_every_statement;
use crate::tests::{empty_store, store_on_server};
use crate::{Store, new_id};

#[test]
fn what_belongs_to_a_school_lies_by_it_and_the_rest_everywhere() {
    let everywhere: BTreeSet<&str> =
        wanted().filter(|(_, lies)| *lies == Lies::Everywhere).map(|(name, _)| name).collect();
    let reference = [
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
    assert_eq!(everywhere, reference.into());
    let by_hub = wanted().filter(|(_, lies)| *lies == Lies::ByHub).map(|(name, _)| name);
    assert_eq!(by_hub.collect::<Vec<_>>(), ["hub", "hub_school", "hub_fact"]);
    assert_eq!(wanted().next(), Some(("school", Lies::BySchool)), "the others lie beside it");
}

#[test]
fn a_table_is_spread_by_its_school_beside_the_schools() {
    for (name, lies, expected) in [
        ("school", Lies::BySchool, "create_distributed_table('school', 'school_id')"),
        (
            "fact",
            Lies::BySchool,
            "create_distributed_table('fact', 'school_id', colocate_with => 'school')",
        ),
        (
            "hub_fact",
            Lies::ByHub,
            "create_distributed_table('hub_fact', 'hub_id', colocate_with => 'school')",
        ),
        ("secret", Lies::Everywhere, "create_reference_table('secret')"),
    ] {
        assert_eq!(spread(name, lies).text, format!("select cast({expected} as text)"));
    }
}

#[tokio::test]
async fn a_folder_is_not_spread_and_says_what_to_do() {
    let (store, _folder) = empty_store();
    assert_eq!(
        store.distribute().await.unwrap_err().to_string(),
        "a store in a folder is on one machine: restore a backup of it into PostgreSQL with the extension `citus`, \
         and distribute that"
    );
}

#[tokio::test]
async fn a_server_without_the_extension_says_what_is_missing() {
    let Some(store) = store_on_server().await else { return };
    let said = store.distribute().await.unwrap_err().to_string();
    assert!(said.starts_with("the extension `citus` is "), "{said}");
    assert!(said.contains("`create extension citus`"), "{said}");
    // Nothing was changed, and the store goes on.
    check_every_statement(&store, "PostgreSQL").await;
}

#[tokio::test]
async fn every_statement_gives_the_rows_it_should_on_a_cluster() {
    let Ok(server) = std::env::var("TENFRAME_CITUS_URL") else {
        eprintln!("not run on a cluster: TENFRAME_CITUS_URL names none");
        return;
    };
    let address = format!("{server}?schema=t{}", new_id().replace('-', ""));
    let store = Store::connect(&address).await.unwrap();
    let made = store.distribute().await.unwrap();
    assert!(made.n_workers > 0 && made.tables.iter().all(|(_, _, is_new)| *is_new), "{made:?}");
    let again = store.distribute().await.unwrap();
    assert!(again.tables.iter().all(|(_, _, is_new)| !is_new), "{again:?}");
    check_every_statement(&store, "a cluster").await;
    assert_eq!(store.check().await.unwrap().wrong, Vec::<String>::new());
}
