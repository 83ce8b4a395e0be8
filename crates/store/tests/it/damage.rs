//! Planted damage, one kind each: `Store::check` finds every one, and nothing in a sound store.

use std::path::Path;

use learning::Author;
use store::{NewSession, Place, Store, Who};

use crate::fixture::{MONDAY, fixture};

/// What is done to a sound store behind its back, and a part of what must be said.
const PLANTED: [(&str, &str); 41] = [
    ("delete from fact where seq = 3", "has fact 4 after fact 2"),
    ("update fact set seq = 99 where seq = 3", "has fact 99 after fact"),
    ("update fact set body = substr(body, 1, 20) where seq = 2", "stored fact"),
    ("update fact set author = '{}' where seq = 2", "stored fact"),
    ("update fact set kind = 'moved' where seq = 1", "has another kind than its body says"),
    ("update fact set pupil_id = null where seq = 1", "has another pupil than its body says"),
    ("update fact set device_id = 'other' where seq = 1", "has another device than its body says"),
    ("update fact set counter = 77 where seq = 1", "has another counter than its body says"),
    ("update fact set lesson_id = 'nowhere' where seq = 1", "which is not its class's"),
    ("update fact set class_id = 'nowhere' where seq = 1", "fact names a class that is not there"),
    (
        "update fact set body = replace(body, '\"response\":\"', '\"response\":\"x') where kind = 'marked'",
        "which is no answer before it",
    ),
    (
        "update fact set body = replace(body, '\"code\":\"', '\"code\":\"2') where kind = 'sheet-issued'",
        "does not lead to the fact it was issued as",
    ),
    ("update school set settings = '[]'", "has a value that is not an object"),
    ("update school set settings = '{'", "stored school"),
    ("update school set demo = 2", "is neither a demo nor not"),
    ("update staff set roles = 'teacher'", "stored staff"),
    ("update staff set email = 'Ms.Reed@larkfield.example'", "not in small letters"),
    ("update class set code = '222223'", "which is not one"),
    ("update class set year_group = 14", "is in year group 14"),
    ("update class set lesson_minutes = 0", "at least 1 is expected"),
    ("update class set timetable = '{}'", "stored class"),
    (
        "update class set timetable = replace(timetable, '\"weekday\":1', '\"weekday\":9')",
        "outside its week pattern",
    ),
    (
        "update pupil set upn = 'H80120000100X' where rowid = 1",
        "unique pupil number that is not one",
    ),
    ("update enrolment set register_order = 1", "two pupils at place 1"),
    ("update enrolment set left_at = joined_at - 1 where register_order = 1", "before joining it"),
    ("delete from class_code", "cannot be found by its code"),
    ("insert into class_code values ('333333', 's', 'c')", "which has another"),
    ("delete from sheet_code", "cannot be found by its code"),
    ("delete from sheet", "leads to no sheet"),
    ("update session set token_sha256 = 'abc'", "not 64 hexadecimal digits"),
    ("update session set expires_at = 1", "ends before it begins"),
    ("update session set staff_id = null", "belongs to nobody"),
    ("update secret set value = 'short'", "not 64 hexadecimal digits"),
    ("drop index fact_by_lesson", "the index fact_by_lesson is missing"),
    ("drop trigger fact_is_never_removed", "the trigger fact_is_never_removed is missing"),
    ("drop trigger hub_fact_is_never_changed", "the trigger hub_fact_is_never_changed is missing"),
    (
        "drop trigger nation_fact_is_never_removed",
        "the trigger nation_fact_is_never_removed is missing",
    ),
    (
        "insert into school_fact select school_id, 'x', 1, 'audited', 1, '{}', '{}' from school",
        "stored school_fact",
    ),
    (
        "insert into school_fact select school_id, 'x', 1, 'audited', 1, '{\"who\":\"system\"}', '{' from school",
        "stored school_fact",
    ),
    (
        "drop trigger school_fact_is_never_changed",
        "the trigger school_fact_is_never_changed is missing",
    ),
    ("insert into migration values (99, 'later')", "the migrations applied are [1, 2, 3, 4, 99]"),
];

/// A folder with a closed, sound store.
async fn sound() -> tempfile::TempDir {
    let mut f = fixture().await;
    // Damage is planted in a file, so these are always on SQLite.
    let folder = tempfile::tempdir().unwrap();
    f.store = Store::open(folder.path()).unwrap();
    let from = fixture_copy().await;
    f.store.restore_from(std::io::Cursor::new(from)).await.unwrap();
    f.store.close().await;
    folder
}

async fn fixture_copy() -> Vec<u8> {
    let f = fixture().await;
    let answers = (0..4).map(|n| f.response(0, "d1", n, "1/4")).collect();
    let appended = f.store.append(answers).await.unwrap();
    let marked = learning::FactBody::Marked {
        response: appended[0].fact.id.clone(),
        engine: "tenframe 0.1.0".to_owned(),
        outcome: learning::Outcome::Right,
        misconceptions: Vec::new(),
    };
    f.store.append(vec![f.fact(Author::System, marked)]).await.unwrap();
    let sheet = serde_json::json!({"title": "Unit fractions"});
    let (school, class) = (&f.school.school_id, &f.class.class_id);
    f.store.issue_sheet(school, class, None, MONDAY, Author::System, sheet).await.unwrap();
    f.store.secret("delivery").await.unwrap();
    let new = NewSession {
        school_id: school.clone(),
        who: Who::Staff(f.teacher.staff_id.clone()),
        class_id: None,
        device_id: None,
        created_at: MONDAY,
        expires_at: MONDAY + 1,
    };
    f.store.open_session(new).await.unwrap();
    f.store.copy_to(Vec::new(), None, MONDAY).await.unwrap().1
}

fn plant(folder: &Path, text: &str) {
    let raw = rusqlite::Connection::open(folder.join("tenframe.sqlite")).unwrap();
    raw.execute_batch("pragma foreign_keys = off; pragma ignore_check_constraints = on").unwrap();
    // The triggers would refuse what is planted; they are put back as they were.
    let triggers = "select sql from sqlite_master where type = 'trigger' and tbl_name = 'fact'";
    let kept: Vec<String> = raw
        .prepare(triggers)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    if !text.contains("trigger") {
        raw.execute_batch("drop trigger fact_is_never_changed; drop trigger fact_is_never_removed")
            .unwrap();
    }
    raw.execute_batch(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    if !text.contains("trigger") {
        kept.iter().for_each(|one| raw.execute_batch(one).unwrap());
    }
}

#[tokio::test]
async fn every_planted_damage_is_found() {
    let whole = sound().await;
    let store = Store::open(whole.path()).unwrap();
    assert_eq!(store.check().await.unwrap().wrong, Vec::<String>::new(), "a sound store");
    store.close().await;
    for (damage, expected) in PLANTED {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tenframe.sqlite");
        std::fs::copy(whole.path().join("tenframe.sqlite"), &file).unwrap();
        plant(folder.path(), damage);
        let said = match Store::open_at(&Place::Folder(folder.path().to_owned())).await {
            Ok(store) => {
                let checked = store.check().await;
                store.close().await;
                checked.map_or_else(|error| error.to_string(), |checked| checked.wrong.join("; "))
            }
            // A newer store is refused before it can be looked through.
            Err(error) => format!("the migrations applied are [1, 2, 3, 4, 99]: {error}"),
        };
        assert!(said.contains(expected), "{damage}: {said:?}");
    }
}

#[tokio::test]
async fn a_file_damaged_anywhere_is_found_or_refused() {
    let whole = sound().await;
    let bytes = std::fs::read(whole.path().join("tenframe.sqlite")).unwrap();
    const PAGE: usize = 4096;
    let mut n_found = 0;
    for page in 1..bytes.len() / PAGE {
        let folder = tempfile::tempdir().unwrap();
        let mut damaged = bytes.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(0xa5);
        std::fs::write(folder.path().join("tenframe.sqlite"), damaged).unwrap();
        let found = match Store::open(folder.path()) {
            Ok(store) => store.check().await.map_or(true, |checked| !checked.wrong.is_empty()),
            Err(_) => true,
        };
        n_found += usize::from(found);
        assert!(
            found,
            "page {page} of {} was overwritten and nothing was said",
            bytes.len() / PAGE
        );
    }
    assert!(n_found > 10, "only {n_found} pages were overwritten");
}
