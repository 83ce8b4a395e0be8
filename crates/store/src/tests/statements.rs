//! Every registered statement is run once, in order, on one fixture; its rows are compared as text.
//!
//! The same table is run on both engines, so it uses nothing but the statements themselves.

use std::collections::BTreeSet;

use crate::Store;
use crate::cell::{Cell, Row, cells};
use crate::engine::Link;
use crate::registry::{self as sql, ALL, Effect, Query, Reach};
use crate::tests::{empty_store, store_on_server};

/// A statement, its parameters, and the rows it gives (`|` between cells) or `changed N`.
type Run = (&'static Query, Vec<Cell>, &'static str);

const NULL: Option<&str> = None;

fn schools_and_staff() -> Vec<Run> {
    vec![
        (
            &sql::ADD_SCHOOL,
            cells!["s1", "Larkfield", "primary", false, "{}", 1].to_vec(),
            "changed 1",
        ),
        (
            &sql::ADD_SCHOOL,
            cells!["s2", "Hillside", "secondary", true, "{}", 2].to_vec(),
            "changed 1",
        ),
        (
            &sql::CHANGE_SCHOOL,
            cells!["s1", "Larkfield Primary", "primary", "{}"].to_vec(),
            "changed 1",
        ),
        (&sql::READ_SCHOOL, cells!["s1"].to_vec(), "s1|Larkfield Primary|primary|0|{}|1"),
        (
            &sql::LIST_SCHOOLS,
            cells![].to_vec(),
            "s1|Larkfield Primary|primary|0|{}|1\ns2|Hillside|secondary|1|{}|2",
        ),
        (
            &sql::ADD_STAFF,
            cells!["s1", "t1", "Ms Reed", "r@x", "[\"teacher\"]", NULL, 3].to_vec(),
            "changed 1",
        ),
        (
            &sql::CHANGE_STAFF,
            cells!["s1", "t1", "Ms Reed", "reed@x", "[\"maths-lead\"]", NULL].to_vec(),
            "changed 1",
        ),
        (&sql::CHANGE_PASSWORD, cells!["s1", "t1", "hash"].to_vec(), "changed 1"),
        (&sql::CHANGE_PASSWORD, cells!["s2", "t1", "hash"].to_vec(), "changed 0"),
        (
            &sql::READ_STAFF,
            cells!["s1", "t1"].to_vec(),
            "s1|t1|Ms Reed|reed@x|[\"maths-lead\"]|hash|3|-",
        ),
        (&sql::READ_STAFF, cells!["s2", "t1"].to_vec(), ""),
        (&sql::LIST_STAFF, cells!["s1"].to_vec(), "s1|t1|Ms Reed|reed@x|[\"maths-lead\"]|hash|3|-"),
        (
            &sql::FIND_STAFF_BY_EMAIL,
            cells!["reed@x"].to_vec(),
            "s1|t1|Ms Reed|reed@x|[\"maths-lead\"]|hash|3|-",
        ),
    ]
}

fn classes() -> Vec<Run> {
    let oak = "s1|c1|Oak|3|K7|60|{}|[]|4";
    vec![
        (&sql::CLAIM_CLASS_CODE, cells!["K7", "s1", "c1"].to_vec(), "K7"),
        (&sql::CLAIM_CLASS_CODE, cells!["K7", "s2", "c9"].to_vec(), ""),
        (&sql::FIND_CLASS_CODE, cells!["K7"].to_vec(), "s1|c1"),
        (
            &sql::ADD_CLASS,
            cells!["s1", "c1", "Ash", 2, "K7", 50, "{}", "[]", 4].to_vec(),
            "changed 1",
        ),
        (
            &sql::ADD_CLASS,
            cells!["s1", "c2", "Elm", 4, "K8", 50, "{}", "[]", 5].to_vec(),
            "changed 1",
        ),
        (&sql::CHANGE_CLASS, cells!["s1", "c1", "Oak", 3, 60, "{}", "[]"].to_vec(), "changed 1"),
        (&sql::READ_CLASS, cells!["s1", "c1"].to_vec(), oak),
        (
            &sql::LIST_CLASSES,
            cells!["s1"].to_vec(),
            "s1|c1|Oak|3|K7|60|{}|[]|4\ns1|c2|Elm|4|K8|50|{}|[]|5",
        ),
        (&sql::ADD_STAFF_CLASS, cells!["s1", "c1", "t1"].to_vec(), "changed 1"),
        (&sql::ADD_STAFF_CLASS, cells!["s1", "c1", "t1"].to_vec(), "changed 0"),
        (&sql::LIST_CLASSES_OF_STAFF, cells!["s1", "t1"].to_vec(), oak),
        (
            &sql::LIST_STAFF_OF_CLASS,
            cells!["s1", "c1"].to_vec(),
            "s1|t1|Ms Reed|reed@x|[\"maths-lead\"]|hash|3|-",
        ),
        (&sql::REMOVE_STAFF_CLASS, cells!["s1", "c1", "t1"].to_vec(), "changed 1"),
        (&sql::LIST_CLASSES_OF_STAFF, cells!["s1", "t1"].to_vec(), ""),
    ]
}

fn pupils() -> Vec<Run> {
    vec![
        (&sql::ADD_PUPIL, cells!["s1", "p1", NULL, "Ada", "Finch", 3].to_vec(), "changed 1"),
        (&sql::ADD_PUPIL, cells!["s1", "p2", NULL, "Ben", "Wren", 3].to_vec(), "changed 1"),
        (
            &sql::CHANGE_PUPIL,
            cells!["s1", "p2", "U", "Ben", "Wrenn", 3, NULL].to_vec(),
            "changed 1",
        ),
        (&sql::READ_PUPIL, cells!["s1", "p2"].to_vec(), "s1|p2|U|Ben|Wrenn|3|-"),
        (&sql::LIST_PUPILS, cells!["s1"].to_vec(), "s1|p1|-|Ada|Finch|3|-\ns1|p2|U|Ben|Wrenn|3|-"),
        (&sql::JOIN_CLASS, cells!["s1", "c1", "p2", 6].to_vec(), "changed 1"),
        (&sql::JOIN_CLASS, cells!["s1", "c1", "p1", 7].to_vec(), "changed 1"),
        (&sql::LEAVE_CLASS, cells!["s1", "c1", "p2", 8].to_vec(), "changed 1"),
        (&sql::LIST_CURRENT_ENROLMENTS, cells!["s1"].to_vec(), "p1|c1"),
        (&sql::JOIN_CLASS, cells!["s1", "c1", "p2", 9].to_vec(), "changed 1"),
        (
            &sql::LIST_ROSTER,
            cells!["s1", "c1"].to_vec(),
            "s1|p2|U|Ben|Wrenn|3|-|1|6|-\ns1|p1|-|Ada|Finch|3|-|2|7|-",
        ),
        (&sql::LIST_CLASSES_OF_PUPIL, cells!["s1", "p1"].to_vec(), "s1|c1|Oak|3|K7|60|{}|[]|4"),
        (&sql::LEAVE_EVERY_CLASS, cells!["s1", "p1", 10].to_vec(), "changed 1"),
        (&sql::LIST_CLASSES_OF_PUPIL, cells!["s1", "p1"].to_vec(), ""),
        (&sql::ADD_IMPORT_BATCH, cells!["s1", "b1", "c1", 11, "{}", "{}"].to_vec(), "changed 1"),
        (&sql::LIST_IMPORT_BATCHES, cells!["s1"].to_vec(), "s1|b1|c1|11|{}|{}"),
    ]
}

fn lessons_and_facts() -> Vec<Run> {
    let first = "s1|f1|l1|c1|1|20|{}|{\"n\":1}";
    vec![
        (
            &sql::ADD_LESSON,
            cells!["s1", "l1", "c1", NULL, "Halves", NULL, 12].to_vec(),
            "changed 1",
        ),
        (&sql::CHANGE_LESSON, cells!["s1", "l1", "halves", "Halves", 13].to_vec(), "changed 1"),
        (&sql::READ_LESSON, cells!["s1", "l1"].to_vec(), "s1|l1|c1|halves|Halves|13|12"),
        (&sql::LIST_LESSONS_OF_CLASS, cells!["s1", "c1"].to_vec(), "s1|l1|c1|halves|Halves|13|12"),
        (&sql::ADD_FACT, fact("f1", "responded", Some("p1"), Some(1), "{\"n\":1}"), "1"),
        (&sql::ADD_FACT, fact("f2", "responded", Some("p1"), Some(1), "{\"n\":2}"), ""),
        (&sql::ADD_FACT, fact("f3", "moved", None, None, "{\"n\":3}"), "2"),
        (&sql::READ_FACT, cells!["s1", "f1"].to_vec(), first),
        (&sql::FIND_FACT_BY_DEVICE, cells!["s1", "d1", 1].to_vec(), first),
        (
            &sql::LIST_FACTS_OF_LESSON,
            cells!["s1", "l1"].to_vec(),
            "s1|f1|l1|c1|1|20|{}|{\"n\":1}\ns1|f3|l1|c1|2|20|{}|{\"n\":3}",
        ),
        (
            &sql::LIST_FACTS_OF_CLASS,
            cells!["s1", "c1", 20, ",moved,", 0].to_vec(),
            "s1|f3|l1|c1|2|20|{}|{\"n\":3}",
        ),
        (&sql::LIST_FACTS_OF_CLASS, cells!["s1", "c1", 21, "", 0].to_vec(), ""),
        (
            &sql::LIST_FACTS_OF_CLASS,
            cells!["s1", "c1", 0, "", 1].to_vec(),
            "s1|f3|l1|c1|2|20|{}|{\"n\":3}",
        ),
        (&sql::LIST_FACTS_OF_CLASS, cells!["s1", "c1", 0, "", 2].to_vec(), ""),
        (
            &sql::LIST_EVERY_FACT,
            cells![].to_vec(),
            "s1|c1|1|f1|l1|responded|p1|d1|1|{}|{\"n\":1}\ns1|c1|2|f3|l1|moved|-|-|-|{}|{\"n\":3}",
        ),
        (&sql::CLAIM_SHEET_CODE, cells!["C1", "s1"].to_vec(), "C1"),
        (&sql::CLAIM_SHEET_CODE, cells!["C1", "s2"].to_vec(), ""),
        (&sql::FIND_SHEET_CODE, cells!["C1"].to_vec(), "s1"),
        (&sql::ADD_SHEET, cells!["s1", "C1", "l1", "f3", 22].to_vec(), "changed 1"),
        (&sql::READ_SHEET, cells!["s1", "C1"].to_vec(), "s1|C1|l1|f3|22"),
        (&sql::LIST_SHEETS_OF_LESSON, cells!["s1", "l1"].to_vec(), "s1|C1|l1|f3|22"),
    ]
}

fn fact(id: &str, kind: &str, pupil: Option<&str>, counter: Option<i64>, body: &str) -> Vec<Cell> {
    let device = counter.map(|_| "d1");
    cells!["s1", id, "l1", "c1", kind, pupil, device, counter, 20, "{}", body].to_vec()
}

fn sign_in() -> Vec<Run> {
    vec![
        (
            &sql::ADD_SESSION,
            cells!["s1", "h1", "t1", NULL, NULL, NULL, 30, 40].to_vec(),
            "changed 1",
        ),
        (
            &sql::ADD_SESSION,
            cells!["s1", "h2", NULL, "p1", "c1", "d1", 31, 41].to_vec(),
            "changed 1",
        ),
        (
            &sql::ADD_SESSION,
            cells!["s1", "h3", NULL, "p2", "c1", NULL, 32, 33].to_vec(),
            "changed 1",
        ),
        (&sql::READ_SESSION, cells!["s1", "h1", 39].to_vec(), "s1|t1|-|-|-|30|40"),
        (&sql::READ_SESSION, cells!["s1", "h1", 40].to_vec(), ""),
        (&sql::LIST_SESSIONS_OF_CLASS, cells!["s1", "c1", 35].to_vec(), "s1|-|p1|c1|d1|31|41"),
        (&sql::REMOVE_EXPIRED_SESSIONS, cells![33].to_vec(), "changed 1"),
        (&sql::REMOVE_SESSIONS_OF_PUPIL, cells!["s1", "p1"].to_vec(), "changed 1"),
        (&sql::REMOVE_SESSION, cells!["s1", "h9"].to_vec(), "changed 0"),
        (&sql::REMOVE_SESSIONS_OF_STAFF, cells!["s1", "t1"].to_vec(), "changed 1"),
        // Window of 10: tries at 50 and 55 share one, 61 begins another, a clock put back begins another.
        (&sql::COUNT_SIGN_IN, cells!["reed@x", 50, 40].to_vec(), "1|50"),
        (&sql::COUNT_SIGN_IN, cells!["reed@x", 55, 45].to_vec(), "2|50"),
        (&sql::COUNT_SIGN_IN, cells!["reed@x", 61, 51].to_vec(), "1|61"),
        (&sql::COUNT_SIGN_IN, cells!["reed@x", 20, 10].to_vec(), "1|20"),
        (&sql::REMOVE_SIGN_IN, cells!["reed@x"].to_vec(), "changed 1"),
        (&sql::ADD_SETUP, cells!["h4", 70].to_vec(), "changed 1"),
        (&sql::READ_SETUP, cells!["h4", 69].to_vec(), "70"),
        (&sql::USE_SETUP, cells!["h4", 70].to_vec(), "changed 0"),
        (&sql::USE_SETUP, cells!["h4", 69].to_vec(), "changed 1"),
        (&sql::READ_SETUP, cells!["h4", 69].to_vec(), ""),
        (&sql::ADD_SECRET, cells!["form", "aa"].to_vec(), "changed 1"),
        (&sql::ADD_SECRET, cells!["form", "bb"].to_vec(), "changed 0"),
        (&sql::READ_SECRET, cells!["form"].to_vec(), "aa"),
        (&sql::REMOVE_SECRET, cells!["form"].to_vec(), "changed 1"),
        (&sql::READ_SECRET, cells!["form"].to_vec(), ""),
    ]
}

fn hubs() -> Vec<Run> {
    let north = "h1|Northfield Hub|1|900001|60";
    vec![
        (
            &sql::ADD_SCHOOL,
            cells!["h1", "Northfield Hub", "hub", true, "{}", 60].to_vec(),
            "changed 1",
        ),
        (&sql::ADD_HUB, cells!["h1", 900_001, 60].to_vec(), "changed 1"),
        (&sql::READ_HUB, cells!["h1"].to_vec(), north),
        (&sql::READ_HUB, cells!["s1"].to_vec(), ""),
        (&sql::LIST_HUBS, cells![].to_vec(), north),
        (&sql::ADD_HUB_SCHOOL, cells!["h1", 900_002, 61].to_vec(), "changed 1"),
        (&sql::ADD_HUB_SCHOOL, cells!["h1", 900_002, 62].to_vec(), "changed 0"),
        (&sql::ADD_HUB_SCHOOL, cells!["h1", 900_003, 61].to_vec(), "changed 1"),
        (&sql::ADD_HUB_FACT, cells!["h1", "g1", "happened", 900_002, 63, "{}", "{}"].to_vec(), "1"),
        (&sql::ADD_HUB_FACT, cells!["h1", "g2", "places-set", NULL, 64, "{}", "{}"].to_vec(), "2"),
        (&sql::LIST_HUB_FACTS, cells!["h1", 0].to_vec(), "h1|g1|1|63|{}|{}\nh1|g2|2|64|{}|{}"),
        (&sql::LIST_HUB_FACTS, cells!["h1", 1].to_vec(), "h1|g2|2|64|{}|{}"),
        (&sql::LIST_HUB_FACTS, cells!["s1", 0].to_vec(), ""),
        (&sql::LAST_HUB_FACT, cells!["h1", "happened"].to_vec(), "h1|g1|1"),
        (&sql::LAST_HUB_FACT, cells!["h1", "money"].to_vec(), ""),
    ]
}

fn nations() -> Vec<Run> {
    let house = cells!["n1", "The Centre", "nation", false, "{}", 67].to_vec();
    let handed_on = |id: &'static str, about: &'static str, at: i64| {
        cells!["n1", id, "handed-on", about, at, "{}", "{}"].to_vec()
    };
    vec![
        (&sql::ADD_SCHOOL, house, "changed 1"),
        (&sql::READ_NATION, cells!["n1"].to_vec(), "n1|The Centre|0|67"),
        (&sql::READ_NATION, cells!["h1"].to_vec(), ""),
        (&sql::LIST_NATIONS, cells![].to_vec(), "n1|The Centre|0|67"),
        (&sql::ADD_NATION_FACT, handed_on("n-a", "North", 68), "1"),
        (&sql::ADD_NATION_FACT, handed_on("n-b", "South", 69), "2"),
        (&sql::ADD_NATION_FACT, handed_on("n-c", "North", 70), "3"),
        (&sql::LIST_NATION_FACTS, cells!["n1", 2].to_vec(), "n1|n-c|3|70|{}|{}"),
        (&sql::LIST_NATION_FACTS, cells!["h1", 0].to_vec(), ""),
        (&sql::LAST_NATION_FACT, cells!["n1", "handed-on", "North"].to_vec(), "n1|n-c|3|70"),
        (&sql::LAST_NATION_FACT, cells!["n1", "taken-back", "North"].to_vec(), ""),
    ]
}

fn school_facts() -> Vec<Run> {
    let wrote = |id: &'static str, kind: &'static str, at: i64| {
        cells!["s1", id, kind, at, "{}", "{}"].to_vec()
    };
    vec![
        (&sql::ADD_SCHOOL_FACT, wrote("a1", "audited", 71), "1"),
        (&sql::ADD_SCHOOL_FACT, wrote("a2", "names-agreed", 72), "2"),
        (&sql::LIST_SCHOOL_FACTS, cells!["s1", 0].to_vec(), "s1|a1|1|71|{}|{}\ns1|a2|2|72|{}|{}"),
        (&sql::LIST_SCHOOL_FACTS, cells!["s1", 1].to_vec(), "s1|a2|2|72|{}|{}"),
        (&sql::LIST_SCHOOL_FACTS, cells!["n1", 0].to_vec(), ""),
    ]
}

fn register() -> Vec<Run> {
    vec![
        (&sql::PUT_REGISTER_SCHOOL, cells![900_002, "Old Mill", "{}"].to_vec(), "changed 1"),
        (
            &sql::PUT_REGISTER_SCHOOL,
            cells![900_002, "Mill Lane", "{\"a\":1}"].to_vec(),
            "changed 1",
        ),
        (&sql::PUT_REGISTER_SCHOOL, cells![900_009, "Elsewhere", "{}"].to_vec(), "changed 1"),
        (&sql::READ_REGISTER_SCHOOL, cells![900_002].to_vec(), "900002|{\"a\":1}"),
        (&sql::LIST_REGISTER_SCHOOLS, cells![].to_vec(), "900002|{\"a\":1}\n900009|{}"),
        (&sql::FIND_REGISTER_SCHOOLS, cells!["%lane%", "lane", 5].to_vec(), "900002|{\"a\":1}"),
        (&sql::FIND_REGISTER_SCHOOLS, cells!["%900009%", "900009", 5].to_vec(), "900009|{}"),
        (&sql::LIST_HUB_SCHOOLS, cells!["h1"].to_vec(), "h1|900002|{\"a\":1}"),
        (&sql::PUT_REGISTER_LINK, cells![900_002, 900_009, true, NULL].to_vec(), "changed 1"),
        (
            &sql::PUT_REGISTER_LINK,
            cells![900_002, 900_009, false, "2022-09-01"].to_vec(),
            "changed 1",
        ),
        (&sql::LIST_REGISTER_LINKS, cells![].to_vec(), "900002|900009|0|2022-09-01"),
        (&sql::READ_LAST_REGISTER_UPDATE, cells![].to_vec(), ""),
        (&sql::ADD_REGISTER_UPDATE, cells!["u1", 65, "[]", "{}"].to_vec(), "changed 1"),
        (&sql::ADD_REGISTER_UPDATE, cells!["u2", 66, "[]", "{}"].to_vec(), "changed 1"),
        (&sql::READ_LAST_REGISTER_UPDATE, cells![].to_vec(), "u2|66|[]|{}"),
    ]
}

fn every_run() -> Vec<Run> {
    [
        schools_and_staff(),
        classes(),
        pupils(),
        lessons_and_facts(),
        sign_in(),
        hubs(),
        nations(),
        school_facts(),
        register(),
    ]
    .concat()
}

fn run(link: &Link<'_>, query: &Query, cells: &[Cell]) -> String {
    let fails = |error| -> String { panic!("{}: {error}", query.name) };
    let gives_rows = query.effect == Effect::Read || query.text.contains("returning");
    if !gives_rows {
        return link.run(query, cells).map_or_else(fails, |changed| format!("changed {changed}"));
    }
    let written = |cell: &Cell| match cell {
        Cell::Null => "-".to_owned(),
        Cell::Integer(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    };
    let line = |cells: &[Cell]| cells.iter().map(written).collect::<Vec<_>>().join("|");
    let text =
        |rows: Vec<Row>| rows.iter().map(|row| line(&row.cells)).collect::<Vec<_>>().join("\n");
    link.rows("row", query, cells).map_or_else(fails, text)
}

pub(super) async fn check_every_statement(store: &Store, engine: &str) {
    let seen = store.write(|link| {
        let mut seen = Vec::new();
        for (query, cells, expected) in every_run() {
            seen.push((query.name, cells.clone(), run(link, query, &cells), expected));
        }
        Ok(seen)
    });
    for (name, cells, actual, expected) in seen.await.unwrap() {
        assert_eq!(actual, expected, "{name} {cells:?} on {engine}");
    }
}

#[tokio::test]
async fn every_statement_gives_the_rows_it_should_on_sqlite() {
    let (store, _folder) = empty_store();
    check_every_statement(&store, "SQLite").await;
}

#[tokio::test]
async fn every_statement_gives_the_rows_it_should_on_postgresql() {
    if let Some(store) = store_on_server().await {
        check_every_statement(&store, "PostgreSQL").await;
    }
}

#[test]
fn every_statement_is_run_by_the_table() {
    let run: BTreeSet<&str> = every_run().iter().map(|(query, ..)| query.name).collect();
    let all: BTreeSet<&str> = ALL.iter().map(|query| query.name).collect();
    assert_eq!(run, all);
}

#[test]
fn every_sql_file_is_registered_under_its_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sql");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    let names: BTreeSet<String> =
        files.map(|name| name.to_str().unwrap().strip_suffix(".sql").unwrap().to_owned()).collect();
    assert_eq!(names, ALL.iter().map(|query| query.name.to_owned()).collect());
}

#[test]
fn a_reader_is_given_only_what_reads() {
    for query in ALL {
        let reads = query.text.starts_with("select ");
        assert_eq!(query.effect == Effect::Read, reads, "{}", query.name);
    }
}

#[test]
fn a_statement_of_one_school_names_it_first() {
    for query in ALL.iter().filter(|query| query.reach == Reach::OneSchool) {
        let named = query.text.contains("school_id = $1")
            || (query.text.contains("(school_id, ") && query.text.contains("values ($1, "));
        assert!(named, "{} does not name one school by $1", query.name);
    }
}

/// A cluster refuses a query within the values of a row to be added.
#[test]
fn no_value_of_a_new_row_is_a_query() {
    for query in ALL.iter().filter(|query| query.text.starts_with("insert ")) {
        let values = query.text.split("values (").nth(1).unwrap_or_default();
        assert!(!values.contains("select "), "{} asks within its values", query.name);
    }
}

#[test]
fn a_statement_of_one_hub_names_it_first() {
    for query in ALL.iter().filter(|query| query.reach == Reach::OneHub) {
        let named = query.text.contains("hub_id = $1")
            || (query.text.contains("(hub_id, ") && query.text.contains("values ($1, "));
        assert!(named, "{} does not name one hub by $1", query.name);
    }
}

#[tokio::test]
async fn a_reader_refuses_to_write() {
    let (store, _folder) = empty_store();
    let refused = store.read(|link| link.run(&sql::ADD_SECRET, cells!["form", "aa"])).await;
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the database refused: `add_secret` writes and was given to a reader"
    );
}
