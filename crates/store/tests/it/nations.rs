//! A nation at the front door: what hubs hand on is appended, read back in order, and belongs to no school or hub.

use learning::Author;
use programme::{Date, HubReturn, NationFact, Urn};
use store::{NewSchool, Store};

use crate::fixture::{MONDAY, place_in};

fn handed_on(hub: &str) -> NationFact {
    let returned = HubReturn {
        hub: hub.to_owned(),
        lead_urn: Urn::new(900_001).unwrap(),
        on: Date::read("2021-09-30").unwrap(),
        caption: String::new(),
        schools: Vec::new(),
        practice: Vec::new(),
    };
    NationFact::HandedOn { returned }
}

#[tokio::test]
async fn what_hubs_hand_on_is_read_back_in_order_and_the_last_of_a_hub_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_at(&place_in(&folder)).await.unwrap();
    assert!(store.nations().await.unwrap().is_empty());
    let nation = store.add_nation("The Centre", false, MONDAY).await.unwrap();
    let id = &nation.nation_id;
    let wrote = vec![handed_on("North"), handed_on("South"), handed_on("North")];
    let ids = store.append_nation_facts(id, MONDAY, Author::System, wrote.clone()).await.unwrap();
    let held = store.nation_facts(id, 0).await.unwrap();
    assert_eq!(held.iter().map(|one| one.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(held.into_iter().map(|one| one.fact).collect::<Vec<_>>(), wrote);
    assert_eq!(store.nation_facts(id, 2).await.unwrap().len(), 1);
    let last = store.last_nation_fact(id, "handed-on", "North").await.unwrap();
    assert_eq!(last, Some((ids[2].clone(), MONDAY)));
    assert_eq!(store.last_nation_fact(id, "handed-on", "East").await.unwrap(), None);
    assert_eq!(store.nations().await.unwrap(), [nation]);
}

#[tokio::test]
async fn nothing_is_handed_on_to_a_school_and_nothing_of_a_later_program_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_at(&place_in(&folder)).await.unwrap();
    let nation = store.add_nation("The Centre", false, MONDAY).await.unwrap();
    let school = store
        .add_school(NewSchool {
            name: "Larkfield Primary".to_owned(),
            phase: "primary".to_owned(),
            demo: false,
            settings: serde_json::json!({}),
            created_at: MONDAY,
        })
        .await
        .unwrap();
    for (house, facts, says) in [
        (&school.school_id, vec![handed_on("North")], "there is no nation"),
        (&nation.nation_id, vec![handed_on("North"), NationFact::Later], "does not know"),
    ] {
        let refused = store.append_nation_facts(house, MONDAY, Author::System, facts).await;
        let said = refused.unwrap_err().to_string();
        assert!(said.contains(says), "{said}");
        assert!(store.nation_facts(house, 0).await.unwrap().is_empty(), "all or none");
    }
    assert_eq!(store.nation(&school.school_id).await.unwrap(), None);
}
