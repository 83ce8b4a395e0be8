//! What is kept comes back as it was given.

use learning::{Author, FactBody};
use store::{SheetCode, StoreError};

use crate::fixture::{MONDAY, fixture, new_staff};

#[tokio::test]
async fn facts_come_back_in_the_order_they_were_appended() {
    let f = fixture().await;
    let appended = f.store.append((0..5).map(|turn| f.moved(turn)).collect()).await.unwrap();
    let kept = f.store.facts_of_lesson(&f.school.school_id, &f.lesson.lesson_id).await.unwrap();
    assert_eq!(kept, appended.iter().map(|one| one.fact.clone()).collect::<Vec<_>>());
    assert_eq!(appended.iter().map(|one| one.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn resending_gives_back_the_first_fact() {
    let f = fixture().await;
    let first = f.store.append(vec![f.response(0, "d1", 1, "1/4")]).await.unwrap();
    let rows = [
        // device, counter, duplicate
        ("d1", 1, true),
        ("d1", 2, false),
        ("d2", 1, false),
    ];
    for (device, counter, duplicate) in rows {
        let again = f.store.append(vec![f.response(0, device, counter, "1/4")]).await.unwrap();
        assert_eq!(again[0].duplicate, duplicate, "{device} {counter}");
        assert_eq!(again[0].fact.id == first[0].fact.id, duplicate, "{device} {counter}");
    }
    let kept = f.store.facts_of_lesson(&f.school.school_id, &f.lesson.lesson_id).await.unwrap();
    assert_eq!(kept.len(), 3);
}

#[tokio::test]
async fn facts_of_a_class_can_be_chosen_by_kind_and_time() {
    let f = fixture().await;
    let mut early = f.moved(0);
    early.at -= 1;
    let ended = f.fact(Author::System, FactBody::LessonEnded);
    f.store.append(vec![early, f.moved(1), ended]).await.unwrap();
    let rows: [(i64, &[&str], usize); 5] = [
        (0, &[], 3),
        (MONDAY, &[], 2),
        (MONDAY, &["moved"], 1),
        (0, &["moved", "lesson-ended"], 3),
        (0, &["move"], 0),
    ];
    for (since, kinds, n_facts) in rows {
        let (school, class) = (&f.school.school_id, &f.class.class_id);
        let kept = f.store.facts_of_class(school, class, since, kinds).await.unwrap();
        assert_eq!(kept.len(), n_facts, "{since} {kinds:?}");
    }
}

#[tokio::test]
async fn a_sheet_is_found_again_by_its_code() {
    let f = fixture().await;
    let made = f
        .store
        .issue_sheet(
            &f.school.school_id,
            &f.class.class_id,
            Some(&f.lesson.lesson_id),
            MONDAY,
            Author::System,
            serde_json::json!({"title": "Unit fractions"}),
        )
        .await
        .unwrap();
    let typed = made.code.to_string().to_lowercase();
    let found = f.store.sheet(&SheetCode::read(&typed).unwrap()).await.unwrap();
    assert_eq!(found.as_ref(), Some(&made));
    let sheets = f.store.sheets_of_lesson(&f.school.school_id, &f.lesson.lesson_id).await.unwrap();
    assert_eq!(sheets, [made]);
}

#[tokio::test]
async fn an_email_is_the_only_one_of_its_kind_in_a_school() {
    let f = fixture().await;
    let again = f.store.add_staff(&f.school.school_id, new_staff("Ms Reed")).await;
    assert_eq!(again, Err(StoreError::Taken { what: "staff email".to_owned() }));
    let found = f.store.staff_by_email("ms.reed@larkfield.example ").await.unwrap();
    assert_eq!(found, [f.teacher]);
}
