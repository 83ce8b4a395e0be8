//! A school's year with its hub, at the pages: who takes part and who takes over, the headteacher beside the teachers,
//! the whole record of a session, the support log, schools that watch each other, and what comes up late by itself.

use axum::http::StatusCode;
use programme::{Evidence, Exchange, ExchangeStep, Group, HEADTEACHER, HubFact, What};
use web::hub_journal::{in_days, today};

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::world::Reply;

const SCHOOL: &str = "/hub/schools/900003";

impl HubWorld {
    async fn name_people(&self, people: &str) -> Reply {
        let year = self.year.to_string();
        let fields = [("people", people), ("programme", DEVELOPMENT), ("year", year.as_str())];
        self.lead.post(&format!("{SCHOOL}/people"), &fields).await
    }

    async fn page(&self, path: &str) -> String {
        let reply = self.specialist.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        reply.body
    }

    async fn does(&self, action: &str, more: &[(&str, &str)]) -> Reply {
        let year = self.year.to_string();
        let mut fields = vec![
            ("action", action),
            ("urn", "900003"),
            ("programme", DEVELOPMENT),
            ("year", year.as_str()),
            ("back", "/hub"),
        ];
        fields.extend(more);
        self.lead.post("/hub", &fields).await
    }
}

fn sent(reply: &Reply) {
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
}

fn refused(reply: &Reply, says: &str) {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.body);
    assert!(reply.body.contains(says), "no `{says}` in {}", reply.body);
}

fn holds(page: &str, all: &[&str]) {
    for says in all {
        assert!(page.contains(says), "no `{says}` in {page}");
    }
}

/// Rows: R55, R102.
#[tokio::test]
async fn of_two_who_take_part_one_leaves_and_who_takes_over_is_named_in_one_action() {
    let made = HubWorld::with_seven_schools().await;
    refused(&made.name_people("Ms Pell").await, "one name was given");
    refused(&made.name_people("Ms Pell, Mr Dean, Mrs Ode").await, "3 names were given");
    sent(&made.name_people("Ms Pell, Mr Dean").await);
    let leaves = async |who: &str, on: &str| {
        let who = format!("{DEVELOPMENT}|{}|{who}", made.year);
        made.lead.post(&format!("{SCHOOL}/leaves"), &[("who", who.as_str()), ("on", on)]).await
    };
    refused(&leaves("Mrs Ode", "2026-12-18").await, "`Mrs Ode` does not take part");
    refused(&leaves("Ms Pell", "soon").await, "soon");
    refused(&made.does("name-who-takes-over", &[("name", "Mrs Ode")]).await, "about to leave");
    assert!(!made.page("/hub").await.contains("Name who takes over"));
    sent(&leaves("Ms Pell", &in_days(20).to_string()).await);
    let first = made.lead.get("/hub").await.body;
    holds(&first, &["Name who takes over", "Ms Pell takes part until", "Orchard Primary School"]);
    for (name, says) in [(" ", "one name is needed"), ("Mr Dean", "takes part already")] {
        refused(&made.does("name-who-takes-over", &[("name", name)]).await, says);
    }
    let by_her = [
        ("action", "name-who-takes-over"),
        ("urn", "900003"),
        ("year", "2026/27"),
        ("programme", DEVELOPMENT),
        ("name", "Mrs Ode"),
    ];
    assert_eq!(made.specialist.post("/hub", &by_her).await.status, StatusCode::FORBIDDEN);
    sent(&made.does("name-who-takes-over", &[("name", "Mrs Ode")]).await);
    assert!(!made.lead.get("/hub").await.body.contains("Name who takes over"));
    let journal = made.journal().await;
    let line = journal.lines.line(urn(900_003));
    assert_eq!(journal.book.people_of(&line, DEVELOPMENT, made.year), ["Mrs Ode", "Mr Dean"]);
    // Who took part before stays in the book, with the days.
    let page = made.page(SCHOOL).await;
    holds(&page, &["Ms Pell and Mr Dean take part from", "Mrs Ode and Mr Dean take part from"]);
    holds(&page, &["Ms Pell takes part until"]);
}

/// Rows in part: R102.
#[tokio::test]
async fn a_group_that_has_not_met_for_a_term_stands_on_the_first_screen_until_a_session_is_planned()
{
    let made = HubWorld::with_seven_schools().await;
    let groups = vec![Group {
        id: 4,
        urns: vec!["900001".to_owned(), "900002".to_owned()],
        lead: None,
        metres: 0,
        reasons: Vec::new(),
        kept: Vec::new(),
        lead_by_hand: false,
        goes_on_from: Vec::new(),
    }];
    let (programme, year) = (DEVELOPMENT.to_owned(), made.year);
    let drawn = HubFact::GroupsDrawn {
        programme,
        year,
        groups,
        unplaced: Vec::new(),
        changed: None,
        from: None,
    };
    made.write(vec![drawn]).await;
    let is_told = made.page("/hub").await.contains("These groups have not met for a term");
    let journal = made.journal().await;
    let quiet = programme::quiet_groups(&journal.book, made.year, today());
    assert_eq!(is_told, !quiet.is_empty());
    made.session(today()).await;
    let page = made.page("/hub").await;
    assert!(!page.contains("These groups have not met for a term"), "{page}");
}

/// Rows: R64.
#[tokio::test]
async fn what_the_headteacher_did_and_attended_stands_beside_the_teachers() {
    let made = HubWorld::with_seven_schools().await;
    sent(&made.name_people("Ms Pell, Mr Dean").await);
    let id = made.session(today()).await;
    let to = format!("/hub/sessions/{id}");
    holds(&made.page(&to).await, &["900003|Ms Pell", "900003|The headteacher"]);
    let there = format!("900003|{HEADTEACHER}");
    let ticks = [("after", ""), ("there", "900003|Mr Dean"), ("there", there.as_str())];
    sent(&made.specialist.post(&format!("{to}/register"), &ticks).await);
    let year = made.year.to_string();
    let on = today().to_string();
    let visit = [
        ("programme", DEVELOPMENT),
        ("year", year.as_str()),
        ("on", on.as_str()),
        ("note", "Talked with the headteacher about time for planning"),
        ("what-1", "Give Year 3 an hour together each week"),
        ("who-1", "Headteacher"),
        ("what-2", "Write the stem sentences up"),
        ("who-2", "Head of department"),
    ];
    sent(&made.specialist.post(&format!("{SCHOOL}/visit"), &visit).await);
    made.write(vec![made.happened(900_003, DEVELOPMENT, What::HeadConfirmed)]).await;
    let page = made.page(SCHOOL).await;
    let own = page.split("<h2>The headteacher</h2>").nth(1).unwrap();
    let own = own.split("</section>").next().unwrap();
    holds(
        own,
        &[
            "confirmed that the school takes part",
            "was at the session “Parts of a whole”",
            "took on: Give Year 3 an hour together each week; not yet recorded as done",
        ],
    );
    assert!(!own.contains("stem sentences"), "a head of department is not the headteacher");
    let done = made.journal().await.book.visits[0].id.clone();
    let done = [("visit", done.as_str()), ("action", "0")];
    sent(&made.specialist.post(&format!("{SCHOOL}/visit/done"), &done).await);
    holds(&made.page(SCHOOL).await, &["each week; done on "]);
    // The register names the teachers as before, and nobody twice.
    let again = made.page(&to).await;
    assert_eq!(again.matches(&there).count(), 1);
    assert_eq!(again.matches(" checked").count(), 2);
}

/// Rows: R59.
#[tokio::test]
async fn the_record_of_a_session_is_whole() {
    let made = HubWorld::with_seven_schools().await;
    sent(&made.name_people("Ms Pell, Mr Dean").await);
    let id = made.session(today()).await;
    let to = format!("/hub/sessions/{id}");
    let ticks = [("after", ""), ("there", "900003|Ms Pell"), ("there", "900001")];
    sent(&made.specialist.post(&format!("{to}/register"), &ticks).await);
    let notes = [
        ("lesson", "Thirds of a strip, taught by Ms Pell to Year 3"),
        ("keep", "The strip cut unequally, because it was argued about"),
        ("change", "Ask before the glow"),
        ("task", "Teach it, and bring five answers without names"),
    ];
    sent(&made.specialist.post(&format!("{to}/notes"), &notes).await);
    made.write(vec![crate::hub_lessons::a_lesson(&id)]).await;
    let page = made.page(&to).await;
    // When and at whose school; who of each school; the lesson; what was said; what comes next.
    holds(&page, &[&today().in_words(), "at Quarry Primary School", "Parts of a whole"]);
    holds(&page, &["value=\"900003|Ms Pell\" checked", "value=\"900001\" checked"]);
    assert!(!page.contains("value=\"900003|Mr Dean\" checked"), "{page}");
    holds(&page, &notes.map(|(_, said)| said));
    let lesson = made.journal().await.book.lessons.of_session(&id).next().unwrap().clone();
    holds(&page, &[&lesson.begun.title]);
    let attended = made.journal().await.book.facts.clone();
    let n = attended.all().filter(|fact| fact.what == What::Attended).count();
    assert_eq!(n, 2, "each school attended once");
}

/// Rows: R68, R85.
#[tokio::test]
async fn support_is_logged_with_hours_and_purpose_against_what_the_school_is_entitled_to() {
    let made = HubWorld::with_seven_schools().await;
    let to = format!("{SCHOOL}/support");
    let (year, on) = (made.year.to_string(), today().to_string());
    let log = async |minutes: &str, purpose: &str, on: &str| {
        let fields = [
            ("programme", DEVELOPMENT),
            ("year", year.as_str()),
            ("on", on),
            ("minutes", minutes),
            ("purpose", purpose),
        ];
        made.specialist.post(&to, &fields).await
    };
    let later = in_days(1).to_string();
    for (minutes, purpose, on, says) in [
        ("0", "Planning", on.as_str(), "`0` is no number of minutes"),
        ("all day", "Planning", on.as_str(), "`all day` is no number of minutes"),
        ("721", "Planning", on.as_str(), "from 1 to 720"),
        ("60", " ", on.as_str(), "what it was for"),
        ("60", "Planning", later.as_str(), "has not come yet"),
    ] {
        refused(&log(minutes, purpose, on).await, says);
    }
    holds(&made.page(&to).await, &["No support is recorded"]);
    sent(&log("90", "Planned Year 3 fractions with Ms Pell", &on).await);
    sent(&log("90", "Planned Year 3 fractions with Ms Pell", &on).await);
    sent(&log("60", "Watched Year 5, and talked about the pair of examples", &on).await);
    let page = made.page(&to).await;
    holds(&page, &["2 h 30 min", "Planned Year 3 fractions", "the hub has not said how many"]);
    assert_eq!(made.journal().await.book.supported.len(), 2, "what is sent twice counts once");
    let hours = async |client: &crate::world::Client, hours: &str| {
        let fields = [("programme", DEVELOPMENT), ("year", year.as_str()), ("hours", hours)];
        client.post(&format!("{to}/hours"), &fields).await
    };
    assert_eq!(hours(&made.specialist, "6").await.status, StatusCode::FORBIDDEN);
    refused(&hours(&made.lead, "many").await, "`many` is no number of hours");
    sent(&hours(&made.lead, "6").await);
    holds(&made.page(&to).await, &["2 h 30 min of 6 h"]);
    holds(&made.page(SCHOOL).await, &["2 h 30 min of 6 h"]);
    let other = made.page("/hub/schools/900004/support").await;
    assert!(other.contains("0 min of 6 h") && !other.contains("Ms Pell"), "{other}");
}

/// Rows: R71.
#[tokio::test]
async fn two_schools_watch_each_other_with_evidence_and_it_comes_up_a_year_and_two_years_later() {
    let made = HubWorld::with_seven_schools().await;
    let (year, on) = (made.year.to_string(), today().to_string());
    let write = async |more: &[(&str, &str)]| {
        let mut fields = vec![
            ("programme", DEVELOPMENT),
            ("year", year.as_str()),
            ("on", on.as_str()),
            ("host", "900001"),
            ("guest", "900003"),
            ("people", "Ms Pell, Mr Dean"),
            ("looked-at", "How a stem sentence carries the step from halves to thirds"),
            ("claim", "Every class of Year 3 says it together now"),
            ("evidence", "pupils-work"),
            ("shown-by", "Twelve books, copied without names, in the green folder"),
        ];
        fields.retain(|(name, _)| !more.iter().any(|(known, _)| known == name));
        fields.extend(more);
        made.specialist.post("/hub/exchanges", &fields).await
    };
    for (field, says) in [
        (("guest", "900001"), "host and guest are one school"),
        (("guest", "900099"), "There is no such school"),
        (("shown-by", " "), "a claim stands with its evidence"),
        (("evidence", "a feeling"), "`a feeling` is no kind of evidence"),
        (("looked-at", ""), "what was looked at"),
    ] {
        let reply = write(&[field]).await;
        assert!(reply.status.is_client_error() && reply.body.contains(says), "{}", reply.body);
    }
    sent(&write(&[]).await);
    sent(&write(&[]).await);
    let held = made.journal().await.book.exchanges.clone();
    assert_eq!(held.len(), 1, "what is sent twice counts once");
    let page = made.page("/hub/exchanges?school=900003").await;
    holds(&page, &["Twelve books", "pupils' work, without names", "It is asked again on "]);
    assert!(!made.page("/hub").await.contains("Ask again"));
    let again = [("exchange", held[0].id.as_str()), ("found", "Still so")];
    refused(&made.specialist.post("/hub/exchanges/again", &again).await, "nothing is to be asked");

    let old = Exchange {
        programme: DEVELOPMENT.to_owned(),
        year: programme::SchoolYear::beginning_in(made.year.first_year() - 1),
        host: urn(900_004),
        guest: urn(900_005),
        on: in_days(-370),
        people: Vec::new(),
        looked_at: "Counting in tenths".to_owned(),
        claim: "Year 4 begins on the line".to_owned(),
        evidence: Evidence::SeenInTheLesson,
        shown_by: "Notes of two".to_owned(),
    };
    made.write(vec![HubFact::Exchange { step: ExchangeStep::Made { exchange: old } }]).await;
    let first = made.page("/hub").await;
    holds(&first, &["Ask again", "Station Road Primary School", "/hub/exchanges?school=900005"]);
    holds(&made.page("/hub/exchanges").await, &["A year later: "]);
    let id = made.journal().await.book.exchanges[1].id.clone();
    let found = "Year 4 still does, seen by Mr Dean in two classes";
    let fields = [("exchange", id.as_str()), ("found", found)];
    sent(&made.specialist.post("/hub/exchanges/again", &fields).await);
    assert!(!made.page("/hub").await.contains("Ask again"));
    holds(&made.page("/hub/exchanges").await, &[found, "It is asked again on "]);
}

/// Rows in part: R61.
#[tokio::test]
async fn whether_a_school_goes_on_is_asked_once_and_counted() {
    let made = HubWorld::with_seven_schools().await;
    sent(&made.does("ask-to-go-on", &[]).await);
    let to = format!("/hub/places?programme={DEVELOPMENT}&year={}", made.year);
    let applied = HubFact::Happened {
        urn: urn(900_001),
        programme: "primary-embedding".to_owned(),
        year: made.year.next(),
        what: What::SignedUp,
        on: today(),
        note: String::new(),
    };
    made.write(vec![applied]).await;
    let page = made.lead.get(&to).await.body;
    for (what, n) in [
        (format!("Take part in {}: ", made.year), 7),
        ("Asked whether they go on: ".to_owned(), 1),
        (format!("Applied for a programme of {}: ", made.year.next()), 1),
    ] {
        holds(&page, &[&format!("{what}<strong class=\"number\">{n}</strong>")]);
    }
}
