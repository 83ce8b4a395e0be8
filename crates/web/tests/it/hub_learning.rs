//! What pupils learn and keep-up the same day, as a school hands it on: by its own word, from its own counts, never of
//! a class or a pupil.

use axum::http::StatusCode;
use programme::{HubFact, LearningCounts, LearningStep};
use web::hub_journal::today;

use crate::hub::{HubWorld, urn};
use crate::world::{PUPILS, Person, Reply, STEP, add_staff};

const AT: &str = "/hub/schools/900002/learning";

impl HubWorld {
    async fn hands_on(&self) -> String {
        let done = self.specialist.post(AT, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let held = self.journal().await.book.learning[&urn(900_002)].clone();
        web::learning_link(&self.world.app, &self.hub.hub_id, &held.asked.unwrap().0)
    }

    async fn hand_on(&self, link: &str, fields: &[(&str, &str)]) -> Reply {
        let mut all = vec![("name", "Mrs Ashby"), ("role", "headteacher"), ("agree", "yes")];
        all.retain(|(name, _)| fields.iter().all(|(known, _)| known != name));
        all.extend(fields);
        self.world.nobody().post_bare(link, &all).await
    }
}

/// Rows: R100, R103.
#[tokio::test]
async fn a_school_hands_counts_on_by_its_own_word_and_both_sides_read_the_same() {
    let made = HubWorld::with_seven_schools().await;
    let link = made.hands_on().await;
    for (fields, says) in [
        (
            vec![("ready-did", "412"), ("ready-of", "450"), ("agree", "")],
            "only if the school agrees",
        ),
        (vec![("ready-did", "412")], "“Ready by the next lesson”: one number is missing"),
        (vec![("ready-did", "many"), ("ready-of", "450")], "`many` is no whole number"),
        (vec![("ready-did", "451"), ("ready-of", "450")], "451 of 450"),
        (vec![("lines", "ready,412,450\nYear 4,1,2")], "line 2, `Year 4,1,2`, is no count"),
        (vec![], "nothing is counted"),
        (vec![("name", " "), ("lines", "ready,412,450")], "write your name"),
        (vec![("role", "hub lead"), ("lines", "ready,412,450")], "`hub lead` is not known"),
    ] {
        let reply = made.hand_on(&link, &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(reply.body.contains(says), "{says} is not in {}", reply.body);
    }
    let lines = "ready,412,450\nkept,90,120\nin-time,30,33\nhours,3";
    let done = made.hand_on(&link, &[("lines", lines)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let own = made.world.nobody().get(&link).await.body;
    let hubs = made.specialist.get(AT).await.body;
    for says in [
        "412 of 450",
        "90 of 120",
        "hidden, as a number in it is from 1 to 4",
        "within 4 hours for half of those",
    ] {
        assert!(own.contains(says) && hubs.contains(says), "{says} is not on both:\n{own}\n{hubs}");
    }
    for says in
        ["Which minutes of the day are for keep-up", "nothing here says what the programme caused"]
    {
        assert!(hubs.contains(says), "{says} is not on {hubs}");
    }
    assert!(!hubs.contains("30 of 33"), "three that were not settled in time could be known");
    let id = made.journal().await.book.noted.last().unwrap().id.clone();
    let back = made.lead.post("/hub/take-back", &[("fact", &id), ("back", "/hub")]).await;
    assert!(back.body.contains("the school's own word"), "{}", back.body);
    let gone = made.hand_on(&format!("{link}/take-back"), &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let hubs = made.specialist.get(AT).await.body;
    assert!(!hubs.contains("412 of 450") && hubs.contains("Mrs Ashby took back on"), "{hubs}");
    let again = made.hand_on(&format!("{link}/take-back"), &[]).await;
    assert!(again.body.contains("nothing is handed on"), "{}", again.body);
    let new = made.hands_on().await;
    assert_eq!(made.world.nobody().get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(made.world.nobody().get(&new).await.status, StatusCode::OK);
}

/// Rows: R100.
#[tokio::test]
async fn the_report_tells_schools_together_with_a_range_and_claims_no_cause() {
    let made = HubWorld::with_seven_schools().await;
    let counts = |did: u32| LearningCounts {
        counts: [("ready".to_owned(), (did, 100))].into(),
        hours: None,
        by: "Mrs Ashby".to_owned(),
        role: "headteacher".to_owned(),
    };
    let brings = |last: u32, did: u32| HubFact::Learning {
        urn: urn(900_000 + last),
        step: LearningStep::Brought { counts: counts(did), on: today() },
    };
    made.write((1..=4).map(|last| brings(last, 50 + last * 10)).collect()).await;
    for text in made.reports().await {
        assert!(text.contains("fewer than 5") && !text.contains("% ("), "four schools: {text}");
    }
    made.write(vec![brings(5, 100)]).await;
    for text in made.reports().await {
        for says in [
            "Ready by the next lesson",
            "400 of 500",
            "80% (60% to 100%)",
            "nothing here says what the programme caused",
            "as wide as so few schools make it",
        ] {
            assert!(text.contains(says), "{says} is not in {text}");
        }
        assert!(
            !text.contains("60 of 100") && !text.contains("Quarry"),
            "no school is told: {text}"
        );
    }
}

/// Rows in part: R103.
#[tokio::test]
async fn a_school_finds_its_own_counts_as_lines_to_copy_and_no_hub_opens_them() {
    let made = HubWorld::with_seven_schools().await;
    let teacher = made.world.as_teacher().await;
    let lesson = made.world.plan(&teacher, STEP).await;
    let to = |page: &str| format!("/lessons/{lesson}/{page}");
    let one = add_staff(&made.world.app, &made.world.school, "maths@x.test", &["maths-lead"]).await;
    let lead = made.world.as_person(&Person::Staff(one)).await;
    let before = lead.get("/school/counts").await;
    assert!(before.body.contains("there is nothing to count"), "{}", before.body);
    let him = made.world.pupil_id(2).to_owned();
    let n_pupils = PUPILS.len();
    teacher.post(&to("start"), &[("mode", "tablets")]).await;
    let plan = made.world.folded(&lesson).await.plan;
    for at in 1..=plan.check().count() {
        let q = at.to_string();
        let wrong = [("q", q.as_str()), ("do", &format!("wrong-{him}"))];
        teacher.post(&to("marking"), &wrong).await;
        let wrong = [("q", q.as_str()), ("pupil", him.as_str()), ("do", "blank")];
        teacher.post(&to("marking"), &wrong).await;
        teacher.post(&to("marking"), &[("q", q.as_str()), ("do", "rest-right")]).await;
    }
    let placed = [("pupil", him.as_str()), ("do", "place-keep-up")];
    teacher.post(&to("result"), &placed).await;
    let accepted = teacher.post(&to("result"), &[("do", "accept")]).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.body);
    let found = lead.get("/school/counts").await.body;
    assert!(found.contains(&format!("ready,{},{n_pupils}", n_pupils - 1)), "{found}");
    assert!(found.contains("in-time,0,1"), "{found}");
    let held = [("pupil", him.as_str()), ("outcome", "ready"), ("noticed", "cut the strip")];
    let kept = teacher.post(&to("keep-up"), &held).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let page = lead.get("/school/counts").await.body;
    for line in
        [format!("ready,{n_pupils},{n_pupils}"), "in-time,1,1".to_owned(), "hours,0".to_owned()]
    {
        assert!(page.contains(&line), "{line} is not on {page}");
    }
    let lines: String =
        page.split("readonly").nth(1).unwrap().split(['>', '<']).nth(1).unwrap().to_owned();
    let link = made.hands_on().await;
    let done = made.hand_on(&link, &[("lines", &lines)]).await;
    assert_eq!(
        done.status,
        StatusCode::SEE_OTHER,
        "its lines are taken as they are: {}",
        done.body
    );
    for (given, family) in PUPILS {
        assert!(!page.contains(given) && !page.contains(family), "{given} {family} is on {page}");
    }
    for client in [&made.lead, &made.specialist] {
        assert_eq!(client.get("/school/counts").await.status, StatusCode::FORBIDDEN);
    }
}
