//! Registers: who joins, moves and leaves; one school never sees another's.

use store::{NewPupil, StoreError};

use crate::fixture::{Fixture, MONDAY, fixture, new_class, new_pupil, new_school};

async fn roster(f: &Fixture, class_id: &str) -> Vec<String> {
    let roster = f.store.roster(&f.school.school_id, class_id).await.unwrap();
    roster.into_iter().map(|one| one.pupil.given_name).collect()
}

#[tokio::test]
async fn a_pupil_moves_to_the_end_of_another_register_and_back_to_the_old_place() {
    let f = fixture().await;
    let (school, oak) = (&f.school.school_id, &f.class.class_id);
    let elm = f.store.add_class(school, new_class("Elm")).await.unwrap().class_id;
    f.store.add_pupil(school, &elm, new_pupil("Cai", "Dove"), MONDAY).await.unwrap();
    let ada = &f.pupils[0].pupil_id;
    f.store.move_pupil(school, ada, oak, &elm, MONDAY + 1).await.unwrap();
    assert_eq!(roster(&f, oak).await, ["Ben"]);
    assert_eq!(roster(&f, &elm).await, ["Cai", "Ada"]);
    let again = f.store.move_pupil(school, ada, oak, &elm, MONDAY + 2).await;
    assert_eq!(again, Err(StoreError::NotFound { what: "pupil of that class", id: ada.clone() }));
    f.store.move_pupil(school, ada, &elm, oak, MONDAY + 3).await.unwrap();
    assert_eq!(roster(&f, oak).await, ["Ada", "Ben"]);
}

#[tokio::test]
async fn a_move_to_a_class_that_is_not_there_moves_nobody() {
    let f = fixture().await;
    let (school, oak) = (&f.school.school_id, &f.class.class_id);
    let moved = f.store.move_pupil(school, &f.pupils[0].pupil_id, oak, "nowhere", MONDAY).await;
    assert!(matches!(moved, Err(StoreError::Refused { .. })), "{moved:?}");
    assert_eq!(roster(&f, oak).await, ["Ada", "Ben"]);
}

#[tokio::test]
async fn who_leaves_the_school_is_off_the_roster_and_still_known() {
    let f = fixture().await;
    let (school, oak, ada) = (&f.school.school_id, &f.class.class_id, &f.pupils[0].pupil_id);
    f.store.append(vec![f.response(0, "d1", 1, "1/4")]).await.unwrap();
    f.store.leave_school(school, ada, MONDAY + 5).await.unwrap();
    assert_eq!(roster(&f, oak).await, ["Ben"]);
    let register = f.store.register(school, oak).await.unwrap();
    assert_eq!(register[0].left_at, Some(MONDAY + 5));
    assert_eq!(f.store.pupil(school, ada).await.unwrap().unwrap().left_at, Some(MONDAY + 5));
    let facts = f.store.facts_of_lesson(school, &f.lesson.lesson_id).await.unwrap();
    assert_eq!(facts.len(), 1, "what they answered is kept");
}

#[tokio::test]
async fn a_pupil_number_is_checked_and_the_only_one_of_its_kind() {
    let f = fixture().await;
    let (school, oak) = (&f.school.school_id, &f.class.class_id);
    let with = |upn: &str| NewPupil { upn: Some(upn.to_owned()), ..new_pupil("Cai", "Dove") };
    let rows = [
        ("h801200001001", "added H801200001001"),
        ("H801200001001", "this pupil upn is taken already"),
        ("A801200001001", "`A801200001001` begins with A: its check letter should be H"),
    ];
    for (upn, expected) in rows {
        let actual = match f.store.add_pupil(school, oak, with(upn), MONDAY).await {
            Ok(pupil) => format!("added {}", pupil.upn.unwrap()),
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected, "{upn}");
    }
}

#[tokio::test]
async fn one_school_never_sees_anothers() {
    let f = fixture().await;
    f.store.append(vec![f.moved(1)]).await.unwrap();
    let other = f.store.add_school(new_school("Hillside")).await.unwrap().school_id;
    let (oak, ada) = (&f.class.class_id, &f.pupils[0].pupil_id);
    assert_eq!(f.store.class(&other, oak).await.unwrap(), None);
    assert_eq!(f.store.pupil(&other, ada).await.unwrap(), None);
    assert_eq!(f.store.roster(&other, oak).await.unwrap(), []);
    assert_eq!(f.store.lesson(&other, &f.lesson.lesson_id).await.unwrap(), None);
    assert_eq!(f.store.facts_of_lesson(&other, &f.lesson.lesson_id).await.unwrap(), []);
    assert_eq!(f.store.facts_of_class(&other, oak, 0, &[]).await.unwrap(), []);
    let mut stray = f.moved(2);
    stray.school_id = other;
    let refused = f.store.append(vec![stray]).await;
    assert!(matches!(refused, Err(StoreError::Refused { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_class_is_found_by_its_code() {
    let f = fixture().await;
    let elm = f.store.add_class(&f.school.school_id, new_class("Elm")).await.unwrap();
    assert_ne!(elm.code, f.class.code);
    assert_eq!(f.store.class_by_code(&elm.code).await.unwrap(), Some(elm));
    let nobody = store::ClassCode::read("222222").unwrap();
    assert_eq!(f.store.class_by_code(&nobody).await.unwrap(), None);
    let mine = f.store.classes_of_staff(&f.school.school_id, &f.teacher.staff_id).await.unwrap();
    assert_eq!(mine, [f.class]);
}
