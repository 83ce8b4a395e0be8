//! What the adults of a school wrote down: kept in order, never changed, in a copy of the school, and of no other school.

use std::io::Cursor;

use learning::Author;
use programme::{Date, Knows, SchoolFact};
use store::{Store, verify};

use crate::fixture::{MONDAY, fixture, new_school, place_in};

fn audited(topic: &str) -> SchoolFact {
    let on = Date::read("2026-09-14").unwrap();
    SchoolFact::Audited { topic: topic.to_owned(), knows: Knows::WorkOn, on }
}

fn teacher() -> Author {
    Author::Staff { id: "t1".into() }
}

#[tokio::test]
async fn a_school_reads_what_it_wrote_in_order_and_no_other_school_does() {
    let f = fixture().await;
    let (store, id) = (&f.store, &f.school.school_id);
    let wrote = vec![audited("year-3/fractions"), audited("year-3/number")];
    let ids = store.append_school_facts(id, MONDAY, teacher(), wrote.clone()).await.unwrap();
    let held = store.school_facts(id, 0).await.unwrap();
    assert_eq!(held.iter().map(|one| one.seq).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(held.iter().map(|one| one.fact_id.clone()).collect::<Vec<_>>(), ids);
    assert!(held.iter().all(|one| one.by == teacher() && one.at == MONDAY));
    assert_eq!(held.into_iter().map(|one| one.fact).collect::<Vec<_>>(), wrote);
    assert_eq!(store.school_facts(id, 1).await.unwrap().len(), 1);
    let far = store.add_school(new_school("Saltmarsh")).await.unwrap();
    assert!(store.school_facts(&far.school_id, 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn nothing_of_a_later_program_and_nothing_of_no_school_is_written() {
    let f = fixture().await;
    for (school, facts) in [
        (f.school.school_id.as_str(), vec![audited("year-3/number"), SchoolFact::Later]),
        ("nowhere", vec![audited("year-3/number")]),
    ] {
        f.store.append_school_facts(school, MONDAY, teacher(), facts).await.unwrap_err();
        assert!(f.store.school_facts(school, 0).await.unwrap().is_empty(), "all or none");
    }
}

#[tokio::test]
async fn a_copy_of_one_school_holds_what_its_adults_wrote() {
    let f = fixture().await;
    let id = f.school.school_id.as_str();
    let wrote = vec![audited("year-3/fractions"), audited("year-3/number")];
    f.store.append_school_facts(id, MONDAY, teacher(), wrote).await.unwrap();
    let held = f.store.school_facts(id, 0).await.unwrap();
    let (copied, bytes) = f.store.copy_to(Vec::new(), Some(id), MONDAY).await.unwrap();
    assert_eq!(verify(bytes.as_slice()).unwrap(), copied);
    let folder = tempfile::tempdir().unwrap();
    let other = Store::open_at(&place_in(&folder)).await.unwrap();
    other.add_school(new_school("Hillside")).await.unwrap();
    other.restore_from(Cursor::new(bytes)).await.unwrap();
    assert_eq!(other.school_facts(id, 0).await.unwrap(), held);
    assert_eq!(other.check().await.unwrap().wrong, Vec::<String>::new());
}
