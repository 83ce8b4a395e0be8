//! Importing a class list: what each row would do, and that it is done whole or not at all.

use learning::Author;
use store::{ImportPlan, NewPupil, PupilRow, RefusedRows, StoreError};

use crate::fixture::{Fixture, MONDAY, fixture, new_class, new_pupil};

const ADA: &str = "H801200001001";
const CAI: &str = "U80120000100A";

/// Rows as `upn | given | family | year`; a blank is none. The first row is line 2, after the headings.
fn rows(text: &str) -> Vec<PupilRow> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let rows = lines.zip(2..).map(|(line, number)| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        PupilRow {
            line: number,
            upn: Some(cells[0].to_owned()).filter(|upn| !upn.is_empty()),
            given_name: cells[1].to_owned(),
            family_name: cells[2].to_owned(),
            year_group: cells.get(3).and_then(|year| year.parse().ok()),
        }
    });
    rows.collect()
}

/// What a plan says of each line, in file order.
fn told(plan: &ImportPlan) -> Vec<String> {
    let mut told = Vec::new();
    told.extend(plan.added.iter().map(|row| (row.line, "added".to_owned())));
    for (what, matched) in
        [("moved", &plan.moved), ("changed", &plan.changed), ("unchanged", &plan.unchanged)]
    {
        told.extend(matched.iter().map(|one| {
            let mut text = format!("{what} {}", one.pupil.given_name);
            for difference in &one.differences {
                text += &format!(
                    ", {} `{}` to `{}`",
                    difference.what, difference.before, difference.after
                );
            }
            (one.row.line, text)
        }));
    }
    told.extend(plan.refused.iter().map(|row| (row.line, format!("refused: {}", row.reason))));
    told.sort();
    told.into_iter().map(|(line, text)| format!("{line} {text}")).collect()
}

/// Oak has Ada (with a number) and Ben; Elm has Cai (with a number), Dee, and two called Eve.
async fn school() -> (Fixture, String) {
    let f = fixture().await;
    let school = &f.school.school_id;
    let mut ada = f.pupils[0].clone();
    ada.upn = Some(ADA.to_owned());
    f.store.change_pupil(ada).await.unwrap();
    let elm = f.store.add_class(school, new_class("Elm")).await.unwrap().class_id;
    let cai = NewPupil { upn: Some(CAI.to_owned()), ..new_pupil("Cai", "Dove") };
    let others = [new_pupil("Dee", "Swift"), new_pupil("Eve", "Rook"), new_pupil("Eve", "Rook")];
    for new in [cai].into_iter().chain(others) {
        f.store.add_pupil(school, &elm, new, MONDAY).await.unwrap();
    }
    (f, elm)
}

async fn check(text: &str, expected: &[&str]) {
    let (f, _) = school().await;
    let plan =
        f.store.preview_import(&f.school.school_id, &f.class.class_id, rows(text)).await.unwrap();
    assert_eq!(told(&plan), expected, "{text}");
}

#[tokio::test]
async fn a_pupil_is_known_by_number_then_by_name() {
    check(
        "
        H801200001001 | Ada   | Finch
                      | ben   | WREN
                      | Fay   | Crane
        U80120000100A | Cai   | Dove
                      | Dee   | Swift | 4
        ",
        &[
            "2 unchanged Ada",
            "3 changed Ben, given name `Ben` to `ben`, family name `Wren` to `WREN`",
            "4 added",
            "5 moved Cai",
            "6 moved Dee, year group `3` to `4`",
        ],
    )
    .await;
}

#[tokio::test]
async fn another_number_is_another_child() {
    check("G801200001010 | Ada | Finch", &["2 added"]).await;
    check("| Ada | Finch", &["2 unchanged Ada"]).await;
    check(
        "G801200001010 | Ben | Wren",
        &["2 changed Ben, unique pupil number `` to `G801200001010`"],
    )
    .await;
    check("H801200001001 | Adah | Finch", &["2 changed Ada, given name `Ada` to `Adah`"]).await;
}

#[tokio::test]
async fn a_name_far_from_the_year_is_another_child() {
    check("| Dee | Swift | 3", &["2 moved Dee"]).await;
    check("| Dee | Swift | 5", &["2 added"]).await;
    check("| Dee | Swift | 2", &["2 added"]).await;
}

#[tokio::test]
async fn a_bad_row_is_named_with_its_reason() {
    check(
        "
        A801200001001 | Ada  | Finch
                      |      | Crane
                      | Fay  |
                      | Gil  | Heron | 14
                      | Eve  | Rook
        H801200001001 | Ada  | Finch
        H801200001001 | Ada  | Finch
                      | Ada  | Finch
                      | Hal  | Kite
                      | HAL  | kite
        ",
        &[
            "2 refused: `A801200001001` begins with A: its check letter should be H",
            "3 refused: the given name is missing",
            "4 refused: the family name is missing",
            "5 refused: `14` is not a year group: expected 0 (Reception) to 13",
            "6 refused: 2 pupils in the school have this name: give the unique pupil number to say which is meant",
            "7 unchanged Ada",
            "8 refused: line 7 has the same unique pupil number `H801200001001`",
            "9 refused: line 7 names the same pupil",
            "10 added",
            "11 refused: line 10 has the same name: give both their unique pupil numbers, or leave one out",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_preview_writes_nothing() {
    let (f, _) = school().await;
    let before = f.store.pupils(&f.school.school_id).await.unwrap();
    let list = rows("| Fay | Crane");
    f.store.preview_import(&f.school.school_id, &f.class.class_id, list).await.unwrap();
    assert_eq!(f.store.pupils(&f.school.school_id).await.unwrap(), before);
}

#[tokio::test]
async fn an_import_does_what_its_preview_said_and_a_second_one_nothing() {
    let (f, elm) = school().await;
    let (school, oak) = (&f.school.school_id, &f.class.class_id);
    let list = rows(&format!("{ADA} | Adah | Finch\n {CAI} | Cai | Dove\n | Fay | Crane"));
    let preview = f.store.preview_import(school, oak, list.clone()).await.unwrap();
    assert_eq!(
        preview.not_listed.iter().map(|pupil| &*pupil.given_name).collect::<Vec<_>>(),
        ["Ben"]
    );
    let import = || {
        f.store.import_pupils(
            school,
            oak,
            list.clone(),
            RefusedRows::StopAll,
            MONDAY,
            Author::System,
        )
    };
    let imported = import().await.unwrap();
    assert_eq!(imported.plan, preview);
    let names = |class: String| {
        let store = f.store.clone();
        let school = school.clone();
        async move {
            let roster = store.roster(&school, &class).await.unwrap();
            roster.into_iter().map(|one| one.pupil.given_name).collect::<Vec<_>>()
        }
    };
    assert_eq!(names(oak.clone()).await, ["Adah", "Ben", "Cai", "Fay"]);
    assert_eq!(names(elm).await, ["Dee", "Eve", "Eve"]);
    let again = import().await.unwrap().plan;
    assert_eq!(told(&again), ["2 unchanged Adah", "3 unchanged Cai", "4 unchanged Fay"]);
    let batches = f.store.imports(school).await.unwrap();
    assert_eq!(batches.len(), 2);
    let first = serde_json::json!({"added": 1, "moved": 1, "changed": 1, "unchanged": 0, "refused_lines": []});
    assert_eq!(
        batches
            .into_iter()
            .find(|batch| Some(&batch.batch_id) == imported.batch_id.as_ref())
            .unwrap()
            .summary,
        first
    );
}

#[tokio::test]
async fn with_a_bad_row_all_stop_or_only_that_row() {
    for (refused, n_added) in [(RefusedRows::StopAll, 0), (RefusedRows::LeaveOut, 1)] {
        let (f, _) = school().await;
        let (school, oak) = (&f.school.school_id, &f.class.class_id);
        let before = f.store.pupils(school).await.unwrap().len();
        let list = rows("| Fay | Crane\n | Gil |");
        let imported = f
            .store
            .import_pupils(school, oak, list, refused, MONDAY, Author::System)
            .await
            .unwrap();
        assert_eq!(told(&imported.plan), ["2 added", "3 refused: the family name is missing"]);
        assert_eq!(imported.batch_id.is_some(), n_added > 0);
        assert_eq!(f.store.pupils(school).await.unwrap().len(), before + n_added, "{refused:?}");
    }
}

#[tokio::test]
async fn a_class_that_is_not_there_is_said() {
    let (f, _) = school().await;
    let refused = f.store.preview_import(&f.school.school_id, "nowhere", Vec::new()).await;
    assert_eq!(refused, Err(StoreError::NotFound { what: "class", id: "nowhere".to_owned() }));
}
