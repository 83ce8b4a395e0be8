//! Hubs and the public register at the front door: appended, read back, taken over, kept apart.

use learning::Author;
use programme::{Columns, Date, HubFact, Link, Register, SchoolYear, Urn, What};
use store::{NewHub, Store};

use crate::fixture::{MONDAY, place_in};

const REGISTER: &str = "URN,EstablishmentName,EstablishmentStatus (name),Town\n\
    900001,Mill Lane Primary School,Open,Millford\n\
    900002,Quarry Primary School,Open,Millford\n";

fn urn(number: u32) -> Urn {
    Urn::new(number).unwrap()
}

fn signed_up(number: u32) -> HubFact {
    HubFact::Happened {
        urn: urn(number),
        programme: "primary-development".to_owned(),
        year: SchoolYear::beginning_in(2021),
        what: What::SignedUp,
        on: Date::read("2021-05-20").unwrap(),
        note: String::new(),
    }
}

fn read(text: &str) -> programme::ReadRegister {
    Register::read(text.as_bytes(), &Columns::official()).unwrap()
}

async fn with_hub(store: &Store) -> String {
    let new = NewHub {
        name: "Millford Hub".to_owned(),
        demo: false,
        lead_urn: urn(900_001),
        created_at: MONDAY,
    };
    store.add_hub(new).await.unwrap().hub_id
}

#[tokio::test]
async fn what_a_hub_writes_down_is_read_back_in_order_by_that_hub_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_at(&place_in(&folder)).await.unwrap();
    let (hub, other) = (with_hub(&store).await, with_hub(&store).await);
    let wrote = vec![signed_up(900_001), signed_up(900_002)];
    store.append_hub_facts(&hub, MONDAY, Author::System, wrote.clone()).await.unwrap();
    let held = store.hub_facts(&hub, 0).await.unwrap();
    assert_eq!(held.iter().map(|one| one.seq).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(held.into_iter().map(|one| one.fact).collect::<Vec<_>>(), wrote);
    assert!(store.hub_facts(&other, 0).await.unwrap().is_empty());
    assert_eq!(store.hub_facts(&hub, 1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_fact_of_a_later_program_is_not_written_by_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_at(&place_in(&folder)).await.unwrap();
    let hub = with_hub(&store).await;
    let facts = vec![signed_up(900_001), HubFact::Later];
    store.append_hub_facts(&hub, MONDAY, Author::System, facts).await.unwrap_err();
    assert!(store.hub_facts(&hub, 0).await.unwrap().is_empty(), "all or none");
    let nowhere = store.append_hub_facts("h0", MONDAY, Author::System, vec![signed_up(900_001)]);
    nowhere.await.unwrap_err();
}

#[tokio::test]
async fn two_people_who_change_the_same_do_not_undo_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_at(&place_in(&folder)).await.unwrap();
    let hub = with_hub(&store).await;
    let write = async |last: &str, places: u16| {
        let fact = HubFact::PlacesSet {
            programme: "primary-development".to_owned(),
            year: SchoolYear::beginning_in(2021),
            places,
        };
        store.append_hub_fact_after(&hub, last, MONDAY, Author::System, fact).await
    };
    let first = write("", 14).await.unwrap();
    write(&first, 21).await.unwrap();
    let refused = write(&first, 7).await.unwrap_err();
    assert!(refused.to_string().contains("somebody else changed this meanwhile"), "{refused}");
    assert_eq!(store.hub_facts(&hub, 0).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_smaller_register_blanks_nothing_and_removes_no_school() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_at(&place_in(&folder)).await.unwrap();
    let summary = serde_json::json!({});
    let first = Register::default().with(&read(REGISTER));
    let link = Link { from: urn(900_001), to: urn(900_002), is_split: false, on: None };
    store.take_register(first, vec![link], MONDAY, summary.clone()).await.unwrap();
    let smaller = read("URN,EstablishmentName\n900001,Mill Lane Academy\n");
    let next = store.school_register().await.unwrap().with(&smaller);
    store.take_register(next, Vec::new(), MONDAY + 1, summary).await.unwrap();
    let held = store.school_register().await.unwrap();
    let told: Vec<_> = held.schools().map(|one| (one.name.as_str(), one.town.as_deref())).collect();
    assert_eq!(
        told,
        [("Mill Lane Academy", Some("Millford")), ("Quarry Primary School", Some("Millford"))]
    );
    assert_eq!(store.register_links().await.unwrap(), [link]);
    let found = store.find_register_schools("mill", 5).await.unwrap();
    assert_eq!(found.iter().map(|one| one.urn).collect::<Vec<_>>(), [urn(900_001)]);
    assert_eq!(store.last_register_update().await.unwrap().unwrap().at, MONDAY + 1);
}

#[tokio::test]
async fn a_hubs_list_holds_the_schools_it_added_and_those_it_wrote_of() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_at(&place_in(&folder)).await.unwrap();
    let hub = with_hub(&store).await;
    let register = Register::default().with(&read(REGISTER));
    store.take_register(register, Vec::new(), MONDAY, serde_json::json!({})).await.unwrap();
    store.add_hub_schools(&hub, vec![urn(900_002), urn(900_002)], MONDAY).await.unwrap();
    store.append_hub_facts(&hub, MONDAY, Author::System, vec![signed_up(900_001)]).await.unwrap();
    let list = store.hub_schools(&hub).await.unwrap();
    assert_eq!(list.iter().map(|one| one.urn).collect::<Vec<_>>(), [urn(900_001), urn(900_002)]);
    assert_eq!(store.hub(&hub).await.unwrap().unwrap().name, "Millford Hub");
    assert_eq!(store.hubs().await.unwrap().len(), 1);
}
