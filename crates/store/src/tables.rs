//! Every table with its columns, for copying whole stores: in an order in which no row comes before one it names.
//!
//! A test holds the list to what the database itself says. Start at [`TABLES`].

use std::sync::LazyLock;

use crate::registry::{Effect, Query, Reach};

/// A table that a copy of the store holds.
pub(crate) struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in the order of the migrations.
    pub columns: &'static [&'static str],
    /// Reads every row, in the order of its key.
    pub read_all: Query,
    /// The migration that made it.
    pub since: i64,
    /// Reads every row of the school or hub `$1`; none where the table names neither.
    pub read_school: Option<Query>,
    /// Adds a row.
    pub add: Query,
}

/// Name, columns, the columns of its primary key.
type Described = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Tables that came with a later migration than the first, with its number.
const LATER: [(i64, &[&str]); 3] = [
    (2, &["register_school", "register_link", "register_update", "hub", "hub_school", "hub_fact"]),
    (3, &["nation_fact"]),
    (4, &["school_fact"]),
];

const DESCRIBED: [Described; 24] = [
    ("school", &["school_id", "name", "phase", "demo", "settings", "created_at"], &["school_id"]),
    (
        "staff",
        &[
            "school_id",
            "staff_id",
            "name",
            "email",
            "roles",
            "password_hash",
            "created_at",
            "left_at",
        ],
        &["school_id", "staff_id"],
    ),
    (
        "class",
        &[
            "school_id",
            "class_id",
            "name",
            "year_group",
            "code",
            "lesson_minutes",
            "timetable",
            "unit",
            "created_at",
        ],
        &["school_id", "class_id"],
    ),
    ("staff_class", &["school_id", "class_id", "staff_id"], &["school_id", "class_id", "staff_id"]),
    (
        "pupil",
        &["school_id", "pupil_id", "upn", "given_name", "family_name", "year_group", "left_at"],
        &["school_id", "pupil_id"],
    ),
    (
        "enrolment",
        &["school_id", "class_id", "pupil_id", "register_order", "joined_at", "left_at"],
        &["school_id", "class_id", "pupil_id"],
    ),
    (
        "lesson",
        &["school_id", "lesson_id", "class_id", "step", "title", "planned_for", "created_at"],
        &["school_id", "lesson_id"],
    ),
    (
        "fact",
        &[
            "school_id",
            "fact_id",
            "lesson_id",
            "class_id",
            "seq",
            "kind",
            "pupil_id",
            "device_id",
            "counter",
            "at",
            "author",
            "body",
        ],
        &["school_id", "fact_id"],
    ),
    ("sheet", &["school_id", "code", "lesson_id", "fact_id", "created_at"], &["school_id", "code"]),
    (
        "session",
        &[
            "school_id",
            "token_sha256",
            "staff_id",
            "pupil_id",
            "class_id",
            "device_id",
            "created_at",
            "expires_at",
        ],
        &["school_id", "token_sha256"],
    ),
    (
        "import_batch",
        &["school_id", "batch_id", "class_id", "at", "author", "summary"],
        &["school_id", "batch_id"],
    ),
    ("class_code", &["code", "school_id", "class_id"], &["code"]),
    ("sheet_code", &["code", "school_id"], &["code"]),
    ("sign_in_attempt", &["account", "tries", "window_started"], &["account"]),
    ("setup", &["token_sha256", "expires_at", "used_at"], &["token_sha256"]),
    ("secret", &["name", "value"], &["name"]),
    ("register_school", &["urn", "name", "body"], &["urn"]),
    ("register_link", &["from_urn", "to_urn", "is_split", "dated"], &["from_urn", "to_urn"]),
    ("register_update", &["update_id", "at", "fields", "summary"], &["update_id"]),
    ("hub", &["hub_id", "lead_urn", "created_at"], &["hub_id"]),
    ("hub_school", &["hub_id", "urn", "added_at"], &["hub_id", "urn"]),
    (
        "hub_fact",
        &["hub_id", "fact_id", "seq", "kind", "urn", "at", "author", "body"],
        &["hub_id", "fact_id"],
    ),
    (
        "nation_fact",
        &["school_id", "fact_id", "seq", "kind", "about", "at", "author", "body"],
        &["school_id", "fact_id"],
    ),
    (
        "school_fact",
        &["school_id", "fact_id", "seq", "kind", "at", "author", "body"],
        &["school_id", "fact_id"],
    ),
];

/// Every table but the ledger of migrations, with its statements.
pub(crate) static TABLES: LazyLock<Vec<Table>> =
    LazyLock::new(|| DESCRIBED.iter().map(table).collect());

// Made once, from names written above, so that no statement is ever made from what somebody typed.
fn table(described: &Described) -> Table {
    let (name, columns, key) = *described;
    let (listed, ordered) = (columns.join(", "), key.join(", "));
    let values: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    let read_all = format!("select {listed} from {name} order by {ordered}");
    let house = ["school_id", "hub_id"].into_iter().find(|house| columns[0] == *house);
    let read_school = house
        .or_else(|| columns.contains(&"school_id").then_some("school_id"))
        .map(|house| format!("select {listed} from {name} where {house} = $1 order by {ordered}"));
    let is_later = |(_, names): &&(i64, &[&str])| names.contains(&name);
    let since = LATER.iter().find(is_later).map_or(1, |(number, _)| *number);
    let add = format!("insert into {name} ({listed}) values ({})", values.join(", "));
    Table {
        name,
        columns,
        since,
        read_all: query(read_all, Effect::Read, Reach::WholeStore),
        read_school: read_school.map(|text| query(text, Effect::Read, Reach::OneSchool)),
        add: query(add, Effect::Write, Reach::WholeStore),
    }
}

fn query(text: String, effect: Effect, reach: Reach) -> Query {
    let text: &'static str = text.leak();
    Query { name: text, text, effect, reach }
}
