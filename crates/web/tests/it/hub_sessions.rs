//! A hub's sessions at its pages: planned, moved, called off, the register, what was said, the calendar file.

use axum::http::StatusCode;
use programme::{Date, HubFact, Present, Session, What};
use web::hub_journal::{in_days, today};

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::world::Reply;

impl HubWorld {
    async fn kept(&self, id: &str) -> Session {
        self.journal().await.book.sessions.get(id).unwrap().clone()
    }

    async fn name_two(&self) {
        let fact = HubFact::PeopleNamed {
            urn: urn(900_001),
            programme: DEVELOPMENT.to_owned(),
            year: self.year,
            people: vec!["Ms Pell".to_owned(), "Mr Dean".to_owned()],
            on: today(),
        };
        self.write(vec![fact]).await;
    }

    async fn tick(&self, id: &str, after: &str, ticks: &[&str]) -> Reply {
        let mut fields = vec![("after", after)];
        fields.extend(ticks.iter().map(|tick| ("there", *tick)));
        self.specialist.post(&format!("/hub/sessions/{id}/register"), &fields).await
    }

    async fn change(&self, id: &str, what: &str, fields: &[(&str, &str)]) -> Reply {
        self.specialist.post(&format!("/hub/sessions/{id}/{what}"), fields).await
    }
}

/// A day of this school year that has not come, or today where the year ends.
fn later() -> Date {
    let day = in_days(7);
    if day.school_year() == today().school_year() { day } else { today() }
}

/// Rows in part: R59, R60, R85.
#[tokio::test]
async fn who_was_there_is_ticked_and_the_school_attended() {
    let made = HubWorld::with_seven_schools().await;
    made.name_two().await;
    let id = made.session(today()).await;
    let first = made.lead.get("/hub").await.body;
    assert!(first.contains("Take the register"), "{first}");
    let page = made.specialist.get(&format!("/hub/sessions/{id}")).await.body;
    for part in ["900001|Ms Pell", "900001|Mr Dean", "value=\"900002\"", "data-keep"] {
        assert!(page.contains(part), "{part} is not on\n{page}");
    }
    let done = made.tick(&id, "", &["900001|Ms Pell", "900002"]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let (_, present) = made.kept(&id).await.register.unwrap();
    let expected = [
        Present { urn: urn(900_001), people: vec!["Ms Pell".to_owned()] },
        Present { urn: urn(900_002), people: Vec::new() },
    ];
    assert_eq!(present, expected);
    let facts = made.journal().await.book.facts.clone();
    let attended = facts.all().filter(|fact| fact.what == What::Attended).map(|fact| fact.urn);
    assert_eq!(attended.collect::<Vec<_>>(), [urn(900_001), urn(900_002)]);
    assert!(!made.lead.get("/hub").await.body.contains("Take the register"));
    let page = made.lead.get(&format!("/hub/sessions/{id}")).await.body;
    assert_eq!(page.matches(" checked").count(), 2, "{page}");
}

#[tokio::test]
async fn a_register_sent_twice_counts_once_and_one_of_two_phones_overwrites_nothing() {
    let made = HubWorld::with_seven_schools().await;
    let id = made.session(today()).await;
    assert_eq!(made.tick(&id, "", &["900001"]).await.status, StatusCode::SEE_OTHER);
    let n = made.journal().await.book.noted.len();
    let again = made.tick(&id, "", &["900001"]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the answer to the first was lost");
    assert_eq!(made.journal().await.book.noted.len(), n);
    let other = made.tick(&id, "", &["900002"]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.body.contains("the register was taken meanwhile"), "{}", other.body);
    let (held, _) = made.kept(&id).await.register.unwrap();
    let right = made.tick(&id, &held, &["900001", "900002"]).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    assert!(made.kept(&id).await.was_there(urn(900_002)));
}

#[tokio::test]
async fn a_register_names_only_who_is_expected_and_no_day_to_come() {
    let made = HubWorld::with_seven_schools().await;
    made.name_two().await;
    let id = made.session(today()).await;
    for (tick, says) in [
        ("900001|Somebody Else", "is not named for that school"),
        ("900008", "900008 is not expected here"),
        ("mill", "is not"),
    ] {
        let reply = made.tick(&id, "", &[tick]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{tick}");
        assert!(reply.body.contains(says), "{tick}: {}", reply.body);
    }
    assert_eq!(made.kept(&id).await.register, None);
    if later() > today() {
        let coming = made.session(later()).await;
        let reply = made.tick(&coming, "", &["900001"]).await;
        assert!(reply.body.contains("the session is on"), "{}", reply.body);
    }
}

#[tokio::test]
async fn a_session_is_moved_and_called_off_in_words_and_in_the_calendar() {
    let made = HubWorld::with_seven_schools().await;
    let id = made.session(today()).await;
    let on = later().to_string();
    let to = |ends: &'static str| {
        [
            ("on", on.clone()),
            ("starts", "14:00".to_owned()),
            ("ends", ends.to_owned()),
            ("online", "yes".to_owned()),
        ]
    };
    let send = async |ends: &'static str| {
        let fields = to(ends);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        made.change(&id, "move", &fields).await
    };
    let wrong = send("13:00").await;
    assert!(wrong.body.contains("it ends at 13:00 and starts at 14:00"), "{}", wrong.body);
    assert_eq!(send("15:30").await.status, StatusCode::SEE_OTHER);
    let held = made.kept(&id).await;
    assert!(held.at.is_online && held.at.on == later());
    let file = made.specialist.get(&format!("/hub/sessions/{id}/calendar.ics")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.contains("SEQUENCE:1\r\n") && file.body.contains("T140000\r\n"));
    let no_why = made.change(&id, "call-off", &[("why", " ")]).await;
    assert!(no_why.body.contains("say why"), "{}", no_why.body);
    assert_eq!(
        made.change(&id, "call-off", &[("why", "snow")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = made.lead.get(&format!("/hub/sessions/{id}")).await.body;
    assert!(
        page.contains("Called off: snow") && page.contains("Planned before for")
            || later() == today()
    );
    assert!(!made.lead.get("/hub").await.body.contains("Take the register"));
    let ticked = made.tick(&id, "", &["900001"]).await;
    assert_eq!(ticked.status, StatusCode::UNPROCESSABLE_ENTITY, "it was called off");
}

/// Rows in part: R60.
#[tokio::test]
async fn what_was_said_and_what_each_school_tries_is_kept_with_the_session() {
    let made = HubWorld::with_seven_schools().await;
    let id = made.session(today()).await;
    let fields = [
        ("lesson", "Thirds of a strip, Year 3"),
        ("keep", "The strip cut unequally"),
        ("change", "Ask before the glow"),
        ("task", "Teach it, and bring five answers without names"),
    ];
    assert_eq!(made.change(&id, "notes", &fields).await.status, StatusCode::SEE_OTHER);
    let page = made.lead.get(&format!("/hub/sessions/{id}")).await.body;
    for (_, words) in fields {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
}

/// Rows in part: R59.
#[tokio::test]
async fn a_register_is_of_the_group_as_it_was_on_its_day_and_a_guest_has_a_place() {
    let made = HubWorld::with_seven_schools().await;
    let group = |urns: &[&str]| programme::Group {
        id: 1,
        urns: urns.iter().map(|urn| (*urn).to_owned()).collect(),
        lead: None,
        metres: 0,
        reasons: Vec::new(),
        kept: Vec::new(),
        lead_by_hand: false,
        goes_on_from: Vec::new(),
    };
    let drawn = |urns: &[&str], from: Option<Date>| HubFact::GroupsDrawn {
        programme: DEVELOPMENT.to_owned(),
        year: made.year,
        groups: vec![group(urns)],
        unplaced: Vec::new(),
        changed: None,
        from,
    };
    let of = |on: Date| HubFact::SessionPlanned {
        programme: DEVELOPMENT.to_owned(),
        year: made.year,
        group: 1,
        theme: "Parts of a whole".to_owned(),
        at: programme::Appointment {
            on,
            starts: programme::TimeOfDay::read("13:30").unwrap(),
            ends: programme::TimeOfDay::read("16:00").unwrap(),
            place: "Larkfield Primary".to_owned(),
            is_online: false,
        },
    };
    made.write(vec![
        drawn(&["900001", "900002"], None),
        of(in_days(-1)),
        drawn(&["900002", "900003"], Some(today())),
        of(today()),
    ])
    .await;
    let sessions: Vec<Session> =
        made.journal().await.book.sessions.all().into_iter().cloned().collect();
    let [before, after] = &sessions[..] else { panic!("two sessions: {sessions:?}") };
    for (session, there, not_there) in [(before, "900001", "900003"), (after, "900003", "900001")] {
        let page = made.lead.get(&format!("/hub/sessions/{}", session.id)).await.body;
        let box_of = |urn: &str| format!("type=\"checkbox\" name=\"there\" value=\"{urn}");
        assert!(page.contains(&box_of(there)), "{there} is expected: {page}");
        assert!(!page.contains(&box_of(not_there)), "{not_there} is not: {page}");
    }
    let guest = async |urn: &str| {
        let fields = [("after", ""), ("there", "900001"), ("guest", urn)];
        made.specialist.post(&format!("/hub/sessions/{}/register", before.id), &fields).await
    };
    let stranger = guest("900008").await;
    assert!(stranger.body.contains("holds no place in Primary Development"), "{}", stranger.body);
    assert_eq!(guest("900003").await.status, StatusCode::SEE_OTHER);
    let (_, present) = made.kept(&before.id).await.register.unwrap();
    let urns: Vec<String> = present.iter().map(|one| one.urn.to_string()).collect();
    assert_eq!(urns, ["900001", "900003"]);
    for (school, is_told) in [("900003", true), ("900002", false)] {
        let page = made.lead.get(&format!("/hub/schools/{school}")).await.body;
        assert_eq!(page.contains("somebody of the school was at"), is_told, "{school}: {page}");
    }
}
