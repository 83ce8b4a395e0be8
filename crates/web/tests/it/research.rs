//! Research at its pages: projects in versions, controls that hubs are told of, extracts that end on their day.

use axum::http::StatusCode;
use learning::Author;
use programme::{
    Answered, Date, Grant, HubFact, HubReturn, InstrumentStep, Knows, NationFact, Observation,
    Often, ProjectText, ReturnedSchool, What,
};
use store::{Nation, Staff};
use web::App;

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::nation::nation;
use crate::world::{Client, Person, World, add_staff};

const TITLE: &str = "Two hubs, two projects";

pub fn a_project() -> NationFact {
    NationFact::ProjectBegun {
        by: "A. Coordinator".to_owned(),
        on: web::hub_journal::today(),
        text: ProjectText {
            title: TITLE.to_owned(),
            question: "Do schools that wait a year plan together less?".to_owned(),
            ..ProjectText::default()
        },
    }
}

/// A researcher of a nation, signed in.
pub async fn researcher(world: &World, nation: &Nation) -> (Staff, Client) {
    let house = world.app.store.school(&nation.nation_id).await.unwrap().unwrap();
    let one = add_staff(&world.app, &house, "study@nation.test", &["researcher"]).await;
    let client = world.as_person(&Person::Staff(one.clone())).await;
    (one, client)
}

fn granted(project: &str, to: &Staff, until: Date) -> NationFact {
    NationFact::ExtractGranted {
        project: project.to_owned(),
        grant: Grant {
            to: to.staff_id.clone(),
            name: to.name.clone(),
            purpose: "The study of two hubs".to_owned(),
            on: web::hub_journal::today(),
            until,
        },
    }
}

async fn write(app: &App, nation_id: &str, facts: Vec<NationFact>) -> Vec<String> {
    let now = web::clock::now();
    app.store.append_nation_facts(nation_id, now, Author::System, facts).await.unwrap()
}

/// An extract of today that somebody may take; gives its id.
pub async fn an_extract(app: &App, nation_id: &str, project: &str, to: &Staff) -> String {
    let fact = granted(project, to, web::hub_journal::in_days(30));
    write(app, nation_id, vec![fact]).await.remove(0)
}

/// What a hub handed on: schools 900001 to 900007 applied for this year.
fn applied(made: &HubWorld) -> NationFact {
    let on = Date::new(made.year.first_year(), 5, 20).unwrap();
    let school = |number: u32| ReturnedSchool {
        urn: urn(number),
        programme: DEVELOPMENT.to_owned(),
        year: made.year,
        happened: [(What::SignedUp, on)].into(),
        n_sessions: 0,
    };
    NationFact::HandedOn {
        returned: HubReturn {
            hub: made.hub.name.clone(),
            lead_urn: urn(900_001),
            on: web::hub_journal::today(),
            caption: String::new(),
            schools: (900_001..=900_007).map(school).collect(),
            practice: Vec::new(),
        },
    }
}

/// Rows: R108.
#[tokio::test]
async fn a_project_is_written_in_versions_and_an_older_one_is_not_written_over() {
    let made = HubWorld::new().await;
    let (_, client) = nation(&made.world).await;
    let fields = [
        ("title", "East meets west"),
        ("question", "What do a textbook and an exchange share?"),
        ("partners", "North Hub\nSouth Hub\n"),
        ("finding-1", "Both slow the lesson down"),
    ];
    let begun = client.post("/nation/projects", &fields).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let page = client.get(&begun.location).await.body;
    assert!(page.contains("What do a textbook") && page.contains("<li>South Hub</li>"));
    assert!(page.contains("not confirmed"), "a finding without its report");
    let confirmed = [("confirmed-1", "yes"), ("after", "1")];
    let unsourced = client.post(&begun.location, &[&fields[..], &confirmed[..]].concat()).await;
    assert_eq!(unsourced.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsourced.body.contains("says not where it stands"));
    let sourced = [("source-1", "Report 2016, page 4"), ("confirmed-1", "yes"), ("after", "1")];
    let again = [&fields[..], &sourced[..]].concat();
    assert_eq!(client.post(&begun.location, &again).await.status, StatusCode::SEE_OTHER);
    let meanwhile = client.post(&begun.location, &again).await;
    assert!(meanwhile.body.contains("another version meanwhile"), "{}", meanwhile.body);
    let page = client.get(&begun.location).await.body;
    assert!(
        page.contains("version 2") && page.contains("Read in: ") && page.contains("Version 1,")
    );
}

/// Rows in part: R97, R108.
#[tokio::test]
async fn schools_are_allocated_by_a_seed_and_their_hub_gives_a_control_no_place_and_no_group() {
    let made = HubWorld::with_seven_schools().await;
    let (house, client) = nation(&made.world).await;
    let facts = vec![a_project(), applied(&made)];
    let project = write(&made.world.app, &house.nation_id, facts).await.remove(0);
    let to = format!("/nation/projects/{project}");
    let (year, until) = (made.year.to_string(), web::hub_journal::in_days(200).to_string());
    let fields = [
        ("programme", DEVELOPMENT),
        ("year", year.as_str()),
        ("until", until.as_str()),
        ("seed", "20260901"),
    ];
    let done = client.post(&format!("{to}/allocate"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = client.get(&to).await.body;
    assert!(page.contains("20260901") && page.contains("Chance alone decided who waits"));
    let twice = client.post(&format!("{to}/allocate"), &fields).await;
    assert!(twice.body.contains("is already allocated for"), "{}", twice.body);
    let journal = made.journal().await;
    let n = journal.waits.len();
    assert!((3..=4).contains(&n), "half of seven wait: {n}");
    let control = journal.waits[0].urn;
    let late = made.lead.get("/hub").await.body;
    assert!(late.contains("Waiting for a study") && late.contains(TITLE));
    assert!(
        made.lead
            .get(&format!("/hub/schools/{control}"))
            .await
            .body
            .contains("waits as a control of")
    );
    assert!(made.lead.get("/hub/report").await.body.contains("by chance and not by choice"));
    let number = control.to_string();
    let place = [
        ("action", "confirm-the-place"),
        ("urn", number.as_str()),
        ("programme", DEVELOPMENT),
        ("year", year.as_str()),
    ];
    let refused = made.lead.post("/hub", &place).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("waits as a control of"), "{}", refused.body);
    let drawn =
        web::drawn_groups(&made.world.app, &made.hub, DEVELOPMENT, made.year).await.unwrap();
    let HubFact::GroupsDrawn { groups, unplaced, .. } = drawn else { panic!() };
    let grouped: Vec<&String> = groups.iter().flat_map(|group| &group.urns).collect();
    for waits in &journal.waits {
        assert!(!grouped.contains(&&waits.urn.to_string()), "{} is in a group", waits.urn);
        let said = unplaced.iter().find(|one| one.urn == waits.urn.to_string()).unwrap();
        assert!(said.why.contains(TITLE), "{}", said.why);
    }
    // Taken back, the controls wait no longer, and the page says that it was.
    let fact = page.split("name=\"fact\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    client.post(&format!("{to}/take-back"), &[("fact", fact)]).await;
    assert!(made.journal().await.waits.is_empty());
    assert!(client.get(&to).await.body.contains("One allocation was made and taken back"));
}

/// Rows: R97.
#[tokio::test]
async fn an_extract_is_taken_until_its_day_by_whom_it_was_granted_to_and_names_nobody() {
    let made = HubWorld::new().await;
    let (house, client) = nation(&made.world).await;
    let (one, researcher) = researcher(&made.world, &house).await;
    let app = &made.world.app;
    let facts = vec![a_project(), applied(&made)];
    let project = write(app, &house.nation_id, facts).await.remove(0);
    assert!(researcher.get("/research").await.body.contains("No extract is granted to you"));
    let until = web::hub_journal::in_days(30).to_string();
    let fields = [("to", one.staff_id.as_str()), ("until", &until), ("purpose", "The study")];
    let granted_one = client.post(&format!("/nation/projects/{project}/extracts"), &fields).await;
    assert_eq!(granted_one.status, StatusCode::SEE_OTHER, "{}", granted_one.body);
    let page = researcher.get("/research").await.body;
    let extract = page.split("/research/extracts/").nth(1).unwrap().split('"').next().unwrap();
    let address = format!("/research/extracts/{extract}");
    let sheet = researcher.post(&address, &[]).await;
    assert_eq!(sheet.status, StatusCode::OK);
    let mut lines = sheet.body.lines();
    let heads =
        "school,hub,region,phase,programme,year,signed_up,started,sessions,completed,left,arm";
    assert_eq!(lines.next().unwrap(), heads);
    let rows: Vec<&str> = lines.collect();
    assert_eq!(rows.len(), 7);
    for row in &rows {
        assert!(row.contains(",Primary,primary-development,"), "{row}");
    }
    for private in ["90000", "Larkfield", "Millford", "Quarry"] {
        assert!(!sheet.body.contains(private), "{private}");
    }
    let book = researcher.get(&format!("{address}/codebook.csv")).await.body;
    for column in heads.split(',') {
        assert!(book.contains(&format!("\n{column},")), "{column}");
    }
    // Another extract gives the same schools other keys.
    let other = an_extract(app, &house.nation_id, &project, &one).await;
    let again = researcher.post(&format!("/research/extracts/{other}"), &[]).await.body;
    let keys = |sheet: &str| -> Vec<String> {
        sheet.lines().skip(1).map(|row| row[..12].to_owned()).collect()
    };
    assert!(keys(&again).iter().all(|key| !keys(&sheet.body).contains(key)));
    // Who took it and when stands on the project's page.
    let page = client.get(&format!("/nation/projects/{project}")).await.body;
    assert!(page.contains("taken on") && page.contains(&one.name));
    // Past its day it is refused, and somebody else's is not there.
    let over = granted(&project, &one, web::hub_journal::in_days(-1));
    let house_of = app.store.school(&house.nation_id).await.unwrap().unwrap();
    let colleague = add_staff(app, &house_of, "other@nation.test", &["researcher"]).await;
    let theirs = granted(&project, &colleague, web::hub_journal::in_days(30));
    let ids = write(app, &house.nation_id, vec![over, theirs]).await;
    for (id, status) in
        [(&ids[0], StatusCode::UNPROCESSABLE_ENTITY), (&ids[1], StatusCode::NOT_FOUND)]
    {
        let refused = researcher.post(&format!("/research/extracts/{id}"), &[]).await;
        assert_eq!(refused.status, status);
        let refused = researcher.get(&format!("/research/extracts/{id}/codebook.csv")).await;
        assert_eq!(refused.status, status);
    }
    assert!(researcher.get("/research").await.body.contains("could be taken until"));
    // Ended by hand, it is not there any more.
    client.post(&format!("/nation/projects/{project}/take-back"), &[("fact", extract)]).await;
    assert_eq!(researcher.post(&address, &[]).await.status, StatusCode::NOT_FOUND);
}

/// Rows: R98.
#[tokio::test]
async fn what_teachers_say_and_specialists_see_again_reaches_research_as_counts_of_five() {
    let made = HubWorld::with_seven_schools().await;
    let (house, client) = nation(&made.world).await;
    let (one, researcher) = researcher(&made.world, &house).await;
    let app = &made.world.app;
    let project = write(app, &house.nation_id, vec![a_project()]).await.remove(0);
    let extract = an_extract(app, &house.nation_id, &project, &one).await;
    let address = format!("/research/extracts/{extract}/practice");
    let empty = client.get("/nation/practice").await.body;
    assert!(empty.contains("No hub has handed on counts yet"), "{empty}");
    // Seven agreed to research and four did not; all came to say more often, and to explain ratio.
    let autumn = made.round("autumn", web::hub_journal::in_days(-200)).await;
    let spring = made.round("spring", web::hub_journal::in_days(-5)).await;
    for (round, often, knows) in
        [(&autumn, Often::InSome, Knows::WorkOn), (&spring, Often::InMost, Knows::CouldExplain)]
    {
        let answered = (0..11).map(|teacher| {
            let answered = Answered {
                round: round.clone(),
                slip: format!("slip of {teacher}"),
                mark: format!("mark of {teacher}"),
                answers: [("why-now".to_owned(), often)].into(),
                knows: [("ratio".to_owned(), knows)].into(),
                for_research: teacher < 7,
            };
            HubFact::Instrument { step: InstrumentStep::Answered { answered } }
        });
        made.write(answered.collect()).await;
    }
    for number in 900_002..=900_007 {
        let seen = [(-100, false), (-1, true)].map(|(days, was)| Observation {
            lessons: 2,
            seen: [("two-answers".to_owned(), was)].into(),
            note: "The Quarry hall was cold".to_owned(),
            by: "Mr Abernathy".to_owned(),
            on: web::hub_journal::in_days(days),
        });
        let facts = seen.map(|observation| HubFact::Observed { urn: urn(number), observation });
        made.write(facts.into()).await;
    }
    let hub = made.lead.get("/hub/five-ideas").await.body;
    assert!(
        hub.contains("What they say of the mathematics itself") && hub.contains("In pairs: 11")
    );
    let looked = made.lead.get("/hub/hand-on").await.body;
    assert!(looked.contains("of teachers who agreed to that"), "{looked}");
    assert_eq!(made.lead.post("/hub/hand-on", &[]).await.status, StatusCode::SEE_OTHER);
    let sheet = researcher.post(&address, &[]).await.body;
    let heads = "hub,of,statement,from,to,pairs,more,same,less,not_yet";
    assert_eq!(sheet.lines().next().unwrap(), heads);
    for ends in [",7,7,0,0,", ",6,6,0,0,0"] {
        assert!(sheet.lines().any(|line| line.ends_with(ends)), "{ends} is not in {sheet}");
    }
    for private in [made.hub.name.as_str(), "Quarry", "9000", "Abernathy", "mark of", ",11,"] {
        assert!(!sheet.contains(private), "{private} is in {sheet}");
    }
    let book = researcher.get(&format!("/research/extracts/{extract}/codebook.csv")).await.body;
    for column in heads.split(',') {
        assert!(book.contains(&format!("\npractice: {column},")), "{column}");
    }
    for slug in ["why-now", "ratio", "two-answers"] {
        assert!(book.contains(&format!("\npractice: statement {slug},")), "{slug}");
    }
    // Taking it is written down; the nation reads the change from the first to the last time.
    let page = client.get(&format!("/nation/projects/{project}")).await.body;
    assert!(page.contains("taken on"), "{page}");
    let page = client.get("/nation/practice").await.body;
    for says in
        ["Ratio and proportion", "Seen the last time and not the first", "100% (64% to 100%)"]
    {
        assert!(page.contains(says), "{says} is not on {page}");
    }
    let file = client.get("/nation/practice.csv").await.body;
    assert!(file.contains(
        "What teachers say of the mathematics,Knowledge,Ratio and proportion,1 of 1,7,7,0,0,,"
    ));
    for (who, path) in [(&researcher, "/nation/practice"), (&made.lead, "/nation/practice.csv")] {
        assert_eq!(who.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let taken = client.post(&address, &[]).await;
    assert_eq!(
        taken.status,
        StatusCode::FORBIDDEN,
        "whoever looks after all hubs takes no extract"
    );
}
