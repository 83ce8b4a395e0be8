//! The people of a hub on its pages: training recorded by the rule's own events, leaving with who takes over, and the
//! Mastery Advocates of departments.

use axum::http::StatusCode;
use programme::{Group, HubFact, What, leads_now};
use web::hub_journal::today;

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::world::{Client, Reply};

const ADVOCATES: &str = "secondary-development";
const SUPPORT: &str = "secondary-embedding-year-support";

impl HubWorld {
    async fn person(&self, client: &Client, action: &str, fields: &[(&str, &str)]) -> Reply {
        let mut all = vec![("do", action)];
        all.extend(fields);
        client.post("/hub/people", &all).await
    }

    /// Writes a primary specialist down who is trained as the hub says, and active.
    async fn specialist_named(&self, name: &str, trained: &str) -> Reply {
        let began = self.year.to_string();
        let fields = [
            ("name", name),
            ("urn", "900002"),
            ("programme", "primary-specialist"),
            ("began", began.as_str()),
            ("capacity", "1"),
            ("trained", trained),
            ("active", "yes"),
        ];
        self.person(&self.lead, "set", &fields).await
    }

    async fn open(&self, path: &str) -> String {
        self.lead.get(path).await.body
    }
}

/// Rows: R75.
/// Rows in part: R76, R77, R78.
#[tokio::test]
async fn a_specialists_page_says_stage_events_reach_and_who_is_near() {
    let made = HubWorld::with_seven_schools().await;
    let done = made.specialist_named("Ms O'Hara & Co", "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let to = done.location.split("&done").next().unwrap().to_owned();
    let page = made.open(&done.location).await;
    for says in [
        "Training year",
        "no public source says, so your hub says when it is",
        "Not recorded",
        "first residential (autumn)",
        "own school",
        "Larkfield Primary",
        "in no group",
        "1.0 km",
        "May not lead yet",
    ] {
        assert!(page.contains(says), "no `{says}` in {page}");
    }
    assert!(
        !page.contains("Millford High School</a><p"),
        "a primary specialist is near primary schools"
    );
    let on = today().to_string();
    let of = [("name", "Ms O'Hara & Co"), ("on", on.as_str()), ("stage", "training-year")];
    let step = |action: &'static str, more: (&'static str, &'static str)| {
        let mut fields = of.to_vec();
        fields.push(more);
        let made = &made;
        async move { made.person(&made.lead, action, &fields).await }
    };
    for (action, more, says) in [
        ("attended", ("event", "a picnic"), "expected one of first residential"),
        ("reaches", ("scope", "the county"), "own class, own school or other schools"),
        ("accredited", ("by", " "), "by whom"),
        ("dances", ("by", "NCETM"), "one of the buttons"),
    ] {
        let refused = step(action, more).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
        assert!(refused.body.contains(says), "{}", refused.body);
    }
    for (action, more) in [
        ("attended", ("event", "first residential (autumn)")),
        ("reaches", ("scope", "own-class")),
        ("completed", ("event", "")),
    ] {
        assert_eq!(step(action, more).await.status, StatusCode::SEE_OTHER, "{action}");
    }
    let page = made.open(&to).await;
    assert!(page.contains("Second year") && page.contains("since "), "{page}");
    assert!(page.contains("was at the first residential (autumn)"), "{page}");
    let journal = made.journal().await;
    let people = leads_now(&journal.book, &journal.rules().programmes, journal.today);
    assert!(people["Ms O'Hara & Co"].is_trained, "the training year is what lets her lead");
    let read = made.specialist.get(&to).await;
    assert_eq!(read.status, StatusCode::OK);
    assert!(!read.body.contains("Leaves, and who takes over"));
    let by_her = made.person(&made.specialist, "completed", &of).await;
    assert_eq!(by_her.status, StatusCode::FORBIDDEN);
    assert_eq!(made.lead.get("/hub/people?name=Nobody").await.status, StatusCode::NOT_FOUND);
}

/// Rows in part: R57, R75, R102.
#[tokio::test]
async fn who_leaves_hands_a_group_over_or_it_is_late() {
    let made = HubWorld::with_seven_schools().await;
    for (name, trained) in [("Ms Near", "yes"), ("Mr Next", "yes"), ("Mr Lowe", "")] {
        made.specialist_named(name, trained).await;
    }
    let group = |id, lead: &str| Group {
        id,
        urns: vec![(900_000 + id).to_string()],
        lead: Some(lead.to_owned()),
        ..Group::default()
    };
    made.write(vec![HubFact::GroupsDrawn {
        programme: DEVELOPMENT.to_owned(),
        year: made.year,
        groups: vec![group(1, "Ms Near"), group(2, "Ms Near")],
        unplaced: Vec::new(),
        changed: None,
        from: None,
    }])
    .await;
    assert!(!made.open("/hub").await.contains("Name a lead"));
    let on = today().to_string();
    let field = |id: u32| format!("over-{DEVELOPMENT}-{}-{id}", made.year.first_year());
    let (one, two) = (field(1), field(2));
    let leave = |first: &'static str, second: &'static str| {
        let fields = [
            ("name".to_owned(), "Ms Near".to_owned()),
            ("on".to_owned(), on.clone()),
            (one.clone(), first.to_owned()),
            (two.clone(), second.to_owned()),
        ];
        let made = &made;
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            made.person(&made.lead, "leave", &fields).await
        }
    };
    for (first, second, says) in [
        ("Mr Next", "Mr Next", "leads 1 already"),
        ("Mr Lowe", "", "may not lead groups now"),
        ("Ms Near", "", "is not written down"),
    ] {
        let refused = leave(first, second).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(says), "{}", refused.body);
    }
    let done = leave("Mr Next", "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = made.open("/hub").await;
    assert!(page.contains("Name a lead") && page.contains("group 2"), "{page}");
    assert!(!made.specialist.get("/hub").await.body.contains("Name a lead"));
    let page = made.open(&done.location).await;
    assert!(page.contains("one group has no lead yet") && page.contains("Leads until"), "{page}");
    let fact = done.location.split("done=").nth(1).unwrap();
    let back = [("fact", fact), ("back", "/hub/people?name=Ms%20Near")];
    assert_eq!(made.specialist.post("/hub/take-back", &back).await.status, StatusCode::FORBIDDEN);
    let back = made.lead.post("/hub/take-back", &back).await;
    assert_eq!(back.location, "/hub/people?name=Ms%20Near&done=taken-back");
    assert!(!made.open("/hub").await.contains("Name a lead"));
}

/// Rows: R82, R83.
/// Rows in part: R88.
#[tokio::test]
async fn last_years_advocates_go_on_and_a_specialist_helps_the_department() {
    let made = HubWorld::new().await;
    made.specialist_named("Ms Near", "yes").await;
    let before = programme::SchoolYear::beginning_in(made.year.first_year() - 1);
    let named = HubFact::PeopleNamed {
        urn: urn(900_008),
        programme: ADVOCATES.to_owned(),
        year: before,
        people: vec!["Ms Pell".to_owned(), "Mr Dean".to_owned()],
        on: before.first_day(),
    };
    let place = |number| made.happened(number, SUPPORT, What::PlaceConfirmed);
    made.write(vec![named, place(900_008), place(900_009)]).await;
    let page = made.open("/hub/people").await;
    assert!(page.contains("Last year: Ms Pell and Mr Dean"), "{page}");
    assert!(page.contains("No specialist is assigned"), "{page}");
    let of = |number| [("urn", number), ("programme", SUPPORT)];
    let refused = made.person(&made.lead, "go-on", &of("900009")).await;
    assert!(refused.body.contains("was named last year"), "{}", refused.body);
    let done = made.person(&made.lead, "go-on", &of("900008")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let twice = made.person(&made.lead, "go-on", &of("900008")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "they are named already");
    let page = made.open("/hub/people").await;
    assert!(page.contains("Ms Pell and Mr Dean<span"), "{page}");
    let elsewhere =
        made.person(&made.lead, "support", &[("urn", "900001"), ("programme", SUPPORT)]).await;
    assert!(elsewhere.body.contains("holds no place"), "{}", elsewhere.body);
    let [school, programme] = of("900008");
    let helps = [school, programme, ("name", "Ms Near")];
    assert_eq!(
        made.person(&made.specialist, "support", &helps).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(made.person(&made.lead, "support", &helps).await.status, StatusCode::SEE_OTHER);
    let page = made.open("/hub/people").await;
    assert!(page.contains("Helped by <strong>Ms Near</strong>"), "{page}");
    // A replacement keeps the history, and any teacher of mathematics may be one.
    let year = made.year.to_string();
    let new =
        [("people", "Ms Pell, Mrs Ode (in her first year)"), programme, ("year", year.as_str())];
    let alone = [("people", "Ms Pell"), programme, ("year", year.as_str())];
    let refused = made.lead.post("/hub/schools/900008/people", &alone).await;
    assert!(refused.body.contains("asks for 2"), "{}", refused.body);
    let done = made.lead.post("/hub/schools/900008/people", &new).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = made.open("/hub/people").await;
    assert!(page.contains("Ms Pell and Mrs Ode (in her first year)"), "{page}");
    assert!(page.contains("Before: Ms Pell and Mr Dean"), "{page}");
}

/// Rows in part: R77.
#[tokio::test]
async fn the_second_year_of_a_specialist_shows_both_tracks() {
    let made = HubWorld::with_seven_schools().await;
    assert_eq!(made.specialist_named("Ms Near", "").await.status, StatusCode::SEE_OTHER);
    let on = today().to_string();
    let of = [("name", "Ms Near"), ("on", on.as_str()), ("stage", "training-year")];
    let to = "/hub/people?name=Ms%20Near";
    assert!(!made.open(to).await.contains("side by side"), "the training year has one track");
    let done = made.person(&made.lead, "completed", &of).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let tracks = async || {
        let page = made.open(to).await;
        let own = page.split("Its tracks, side by side").nth(1).unwrap();
        own.split("</ul>").next().unwrap().to_owned()
    };
    assert_eq!(tracks().await.matches("Not recorded").count(), 2);
    let fields = [("name", "Ms Near"), ("on", on.as_str()), ("scope", "own-school")];
    let done = made.person(&made.lead, "reaches", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let group = Group {
        id: 3,
        urns: vec!["900001".to_owned(), "900003".to_owned()],
        lead: Some("Ms Near".to_owned()),
        metres: 0,
        reasons: Vec::new(),
        kept: Vec::new(),
        lead_by_hand: true,
        goes_on_from: Vec::new(),
    };
    let (programme, year) = (DEVELOPMENT.to_owned(), made.year);
    let (groups, unplaced) = (vec![group], Vec::new());
    made.write(vec![HubFact::GroupsDrawn {
        programme,
        year,
        groups,
        unplaced,
        changed: None,
        from: None,
    }])
    .await;
    let both = tracks().await;
    assert!(both.contains("Since ") && both.contains("Primary Development, group 3"), "{both}");
    assert!(!both.contains("Not recorded"), "{both}");
}
