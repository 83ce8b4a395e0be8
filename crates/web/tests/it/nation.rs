//! The national view: what hubs hand on, by the named definitions; and no way from it into a hub, a class or a school.

use axum::http::StatusCode;
use learning::Author;
use programme::{HubReturn, NationFact, ReturnedSchool, SchoolYear, What};
use web::{Object, Role};

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::world::{Client, PUPILS, Person, STEP, World, add_staff};

/// The nation of a world, and who looks after it, signed in.
pub async fn nation(world: &World) -> (store::Nation, Client) {
    let store = &world.app.store;
    let nation = store.add_nation("The Centre", true, web::clock::now()).await.unwrap();
    let house = store.school(&nation.nation_id).await.unwrap().unwrap();
    let one = add_staff(&world.app, &house, "centre@nation.test", &["national"]).await;
    (nation, world.as_person(&Person::Staff(one)).await)
}

/// Another hub hands on: its schools have `number`s, started last year, and the first `n_completed` completed.
fn another(hub: &str, numbers: &[u32], n_completed: usize, last: SchoolYear) -> NationFact {
    let day = |month, day| programme::Date::new(last.first_year(), month, day).unwrap();
    let end = programme::Date::new(last.first_year() + 1, 7, 5).unwrap();
    let school = |(at, number): (usize, &u32)| ReturnedSchool {
        urn: urn(*number),
        programme: DEVELOPMENT.to_owned(),
        year: last,
        happened: [(What::SignedUp, day(5, 20)), (What::Started, day(10, 5))]
            .into_iter()
            .chain((at < n_completed).then_some((What::Completed, end)))
            .collect(),
        n_sessions: 0,
    };
    NationFact::HandedOn {
        returned: HubReturn {
            hub: hub.to_owned(),
            lead_urn: urn(900_009),
            on: web::hub_journal::today(),
            caption: "Simulated: no figure here is a fact".to_owned(),
            schools: numbers.iter().enumerate().map(school).collect(),
            practice: Vec::new(),
        },
    }
}

fn before(year: SchoolYear) -> SchoolYear {
    SchoolYear::beginning_in(year.first_year() - 1)
}

/// Rows in part: R61, R95, R96.
#[tokio::test]
async fn a_hub_hands_on_in_one_press_and_the_nation_counts_no_school_twice() {
    let made = HubWorld::with_seven_schools().await;
    let (house, client) = nation(&made.world).await;
    let empty = client.get("/nation").await;
    assert!(empty.body.contains("No hub has handed anything on yet"));
    // Last year seven schools started with another hub; two of them hold a place here this year.
    let last = before(made.year);
    let numbers: Vec<u32> = (900_001..=900_007).collect();
    let fact = another("Oldtown Maths Hub", &numbers, 6, last);
    let store = &made.world.app.store;
    store
        .append_nation_facts(&house.nation_id, web::clock::now(), Author::System, vec![fact])
        .await
        .unwrap();
    made.write(
        (900_001..=900_006)
            .map(|number| made.happened(number, DEVELOPMENT, What::Started))
            .collect(),
    )
    .await;
    let looked = made.lead.get("/hub/hand-on").await;
    assert!(looked.body.contains("Nothing was handed on yet"), "{}", looked.body);
    assert_eq!(made.lead.post("/hub/hand-on", &[]).await.status, StatusCode::SEE_OTHER);
    let looked = made.lead.get("/hub/hand-on").await;
    assert!(looked.body.contains("Handed on last on"));
    let page = client.get(&format!("/nation?year={last}")).await.body;
    assert!(page.contains("Simulated: no figure here is a fact"), "the caption stands on the page");
    assert!(page.contains("Oldtown Maths Hub") && page.contains(&made.hub.name));
    assert!(page.contains("6 of 7"), "completion of last year");
    // Six of the seven completed last year, with the other hub, and all six began again, with this one.
    let page = client.get(&format!("/nation?year={}", made.year)).await.body;
    assert!(page.contains("6 of 6"), "who goes on, with whichever hub");
    let opened = client.get(&format!("/nation/figures/ever?year={}", made.year)).await.body;
    assert!(opened.contains("Ever: 7 schools"), "seven schools, thirteen starts: {opened}");
    assert!(opened.contains("Schools that began in the school year or in any before it"));
    let sheet = client.get("/nation.csv").await.body;
    let ever = format!("Every programme,Ever,{},Every hub together,7,", made.year);
    assert!(sheet.contains(&ever), "{sheet}");
    let file = made.lead.get("/hub/hand-on.csv").await.body;
    assert!(file.starts_with("urn,programme,year,what,on,hub\n"));
}

/// Rows in part: R95.
#[tokio::test]
async fn the_nation_hides_small_numbers_of_a_hub() {
    let made = HubWorld::new().await;
    let (house, client) = nation(&made.world).await;
    let last = before(made.year);
    let facts = vec![
        another("Oldtown Maths Hub", &[900_001, 900_002, 900_003], 3, last),
        another("Newtown Maths Hub", &[900_004, 900_005, 900_006, 900_007, 900_008], 5, last),
    ];
    let store = &made.world.app.store;
    let now = web::clock::now();
    store.append_nation_facts(&house.nation_id, now, Author::System, facts).await.unwrap();
    let opened = client.get(&format!("/nation/figures/started?year={last}")).await.body;
    assert!(opened.contains("Started: 8 schools"));
    assert!(opened.contains("fewer than 5") && opened.contains("withheld"), "{opened}");
    let page = client.get(&format!("/nation?year={last}")).await.body;
    assert!(page.contains("too few schools to show") && !page.contains("3 of 3"));
    assert!(!page.contains("5 of 5"), "it would give the three away");
}

/// Rows in part: R97.
#[tokio::test]
async fn the_nations_people_reach_no_hub_no_school_no_class_and_no_pupil() {
    let made = HubWorld::with_seven_schools().await;
    let (house, client) = nation(&made.world).await;
    let school = made.world.app.store.school(&house.nation_id).await.unwrap().unwrap();
    let researcher =
        add_staff(&made.world.app, &school, "study@nation.test", &["researcher"]).await;
    let researcher = made.world.as_person(&Person::Staff(researcher)).await;
    let teacher = made.world.as_teacher().await;
    let lesson = made.world.plan(&teacher, STEP).await;
    made.lead.post("/hub/hand-on", &[]).await;
    for client in [&client, &researcher] {
        let mut n_refused = 0;
        for route in web::table() {
            let is_others = matches!(
                route.access.object,
                Object::Class | Object::Lesson | Object::School | Object::Hub
            );
            if !is_others {
                continue;
            }
            let path = route.path.replace("{class}", &made.world.class.class_id);
            let path = path.replace("{lesson}", &lesson).replace("{urn}", "900001");
            let reply = match route.method {
                "GET" => client.get(&path).await,
                _ => client.post(&path, &[]).await,
            };
            let is_refused = matches!(reply.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
            assert!(is_refused, "{} {path} answered {}", route.method, reply.status);
            n_refused += 1;
        }
        assert!(n_refused > 90, "only {n_refused} routes were tried");
    }
    let mut private: Vec<&str> = PUPILS.iter().map(|(_, family)| *family).collect();
    private.push("Quarry Primary School");
    let pages = web::table().into_iter().filter(|route| {
        route.method == "GET"
            && route.access.object == Object::Nation
            && matches!(route.access.who, web::Who::Roles(roles) if roles.contains(&Role::National))
    });
    for route in pages.filter(|route| !route.path.contains('{')) {
        let page = client.get(route.path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", route.path);
        for name in &private {
            assert!(!page.body.contains(name), "{} shows {name}", route.path);
        }
    }
}

/// Rows in part: R96.
#[tokio::test]
async fn the_nations_forecast_stands_apart_from_its_counts_and_says_that_years_are_simulated() {
    let made = HubWorld::new().await;
    let (house, client) = nation(&made.world).await;
    let (year, store) = (made.year, &made.world.app.store);
    let last = before(year);
    let mut hands_on = another("Oldtown Maths Hub", &[900_007, 900_008, 900_009], 0, last);
    let NationFact::HandedOn { returned } = &mut hands_on else { panic!("it hands on") };
    for (numbers, year) in
        [(900_001..=900_005, before(before(last))), (900_006..=900_006, before(last))]
    {
        let numbers: Vec<u32> = numbers.collect();
        let NationFact::HandedOn { returned: more } = another("", &numbers, 0, year) else {
            panic!("it hands on")
        };
        returned.schools.extend(more.schools);
    }
    let by = Author::System;
    store
        .append_nation_facts(&house.nation_id, web::clock::now(), by, vec![hands_on])
        .await
        .unwrap();
    let page = client.get("/nation").await.body;
    let (counts, told) = page.split_once("id=\"forecast\"").unwrap();
    assert!(!counts.contains("forecast"), "no forecast among the counts");
    for says in [
        "A forecast is no count",
        "14 to 14",
        "<td>recorded</td>",
        "<td>forecast</td>",
        "Simulated: no figure here is a fact",
        "It rests on the 3 school years that are over",
    ] {
        assert!(told.contains(says), "{says} is not in {told}");
    }
    let one = client.get("/nation?programme=primary-embedding").await.body;
    assert!(one.contains("There is none: a forecast rests on 3 school years"), "{one}");
}
