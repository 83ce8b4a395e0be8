//! What a school shares: it agrees and takes back on a page of its own, counts its practices, and a plan is drafted
//! from nothing that it did not agree to.

use axum::http::StatusCode;
use programme::{AgreementStep, Date, HubFact, PracticeCount, Shared, Visit, VisitAction, What};
use web::hub_journal::{in_days, today};

use crate::hub::{DEVELOPMENT, HubWorld, urn};
use crate::world::Reply;

const QUARRY: u32 = 900_002;
const AT: &str = "/hub/schools/900002";

impl HubWorld {
    pub async fn quarry_started() -> Self {
        let made = Self::with_seven_schools().await;
        made.write(vec![made.happened(QUARRY, DEVELOPMENT, What::Started)]).await;
        made
    }

    /// The link of the school's own page.
    pub async fn own_page(&self) -> String {
        let done = self.specialist.post(&format!("{AT}/sharing"), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let held = self.journal().await.book.agreements[&urn(QUARRY)].clone();
        web::agreement_link(&self.world.app, &self.hub.hub_id, &held.asked.unwrap().0)
    }

    async fn at_school(&self, to: &str, fields: &[(&str, &str)]) -> Reply {
        let mut all = vec![("name", "Mrs Ashby"), ("role", "headteacher")];
        all.extend(fields);
        self.world.nobody().post_bare(to, &all).await
    }

    pub async fn agreed(&self, link: &str, shares: &[Shared]) {
        let fields: Vec<(&str, &str)> = shares.iter().map(|one| (one.slug(), "yes")).collect();
        let done = self.at_school(link, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }

    fn counted(on: Date, classes: u16, n: u16) -> HubFact {
        let uses = [("stem-sentence".to_owned(), n)].into();
        let counted = PracticeCount { classes, uses, by: "Mrs Ashby".to_owned(), on };
        HubFact::PracticesCounted { urn: urn(QUARRY), counted }
    }

    async fn sees(&self, path: &str) -> String {
        let reply = self.specialist.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        reply.body
    }
}

/// Rows: R88.
/// Rows in part: R63, R102.
#[tokio::test]
async fn the_school_agrees_counts_and_takes_back_and_both_sides_see_the_same() {
    let made = HubWorld::quarry_started().await;
    let link = made.own_page().await;
    let count = [("classes", "9"), ("uses-stem-sentence", "4"), ("uses-facts", "")];
    let early = made.at_school(&format!("{link}/count"), &count).await;
    assert!(early.body.contains("nobody has agreed to it"), "{}", early.body);
    made.agreed(&link, &[Shared::Practices]).await;
    made.write(vec![HubWorld::counted(in_days(-1), 9, 7)]).await;
    let done = made.at_school(&format!("{link}/count"), &count).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let own = made.world.nobody().get(&link).await.body;
    let hubs = made.sees(&format!("{AT}/sharing")).await;
    for says in [
        "4 of 9 classes",
        "fewer than in",
        "not counted",
        "Agreed by Mrs Ashby, headteacher",
        "One practice is seen in fewer classes than before",
    ] {
        assert!(own.contains(says) && hubs.contains(says), "{says} is not on both:\n{own}\n{hubs}");
    }
    let late = made.sees("/hub").await;
    assert!(late.contains("Talk about what has become less"), "{late}");
    assert!(late.contains("one practice is seen in fewer classes than before"), "{late}");
    let done = made.at_school(&format!("{link}/take-back"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let hubs = made.sees(&format!("{AT}/sharing")).await;
    assert!(hubs.contains("Mrs Ashby took everything back on"), "{hubs}");
    for path in [format!("{AT}/sharing"), AT.to_owned(), "/hub".to_owned()] {
        let page = made.sees(&path).await;
        for gone in ["4 of 9", "7 of 9", "fewer classes than before", "fewer than in"] {
            assert!(!page.contains(gone), "{path} still shows {gone}");
        }
    }
    let own = made.world.nobody().get(&link).await.body;
    assert!(own.contains("4 of 9 classes"), "the school still sees its own counts");
    assert_eq!(made.journal().await.book.counts[&urn(QUARRY)].len(), 2, "nothing is lost");
}

/// Rows in part: R102.
#[tokio::test]
async fn what_became_less_is_late_until_somebody_talked_of_it() {
    let made = HubWorld::quarry_started().await;
    let link = made.own_page().await;
    made.agreed(&link, &[Shared::Practices]).await;
    made.write(vec![HubWorld::counted(in_days(-1), 9, 7)]).await;
    assert!(!made.sees("/hub").await.contains("what has become less"), "one count is no change");
    made.write(vec![HubWorld::counted(today(), 9, 4)]).await;
    let page = made.sees(&format!("{AT}/sharing")).await;
    assert!(page.contains("We talked about it today"), "{page}");
    let year = made.year.to_string();
    let fields = [
        ("action", "talk-of-practices"),
        ("urn", "900002"),
        ("programme", DEVELOPMENT),
        ("year", year.as_str()),
        ("back", "/hub"),
    ];
    let done = made.specialist.post("/hub", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!made.sees("/hub").await.contains("Talk about what has become less"));
    let small = HubWorld::quarry_started().await;
    let link = small.own_page().await;
    small.agreed(&link, &[Shared::Practices]).await;
    let counts = vec![HubWorld::counted(in_days(-1), 4, 3), HubWorld::counted(today(), 4, 1)];
    small.write(counts).await;
    let page = small.sees(&format!("{AT}/sharing")).await;
    assert!(page.contains("some classes") && !page.contains("1 of 4") && !page.contains("3 of 4"));
    assert!(!small.sees("/hub").await.contains("Talk about what has become less"));
}

#[tokio::test]
async fn only_the_school_agrees_and_only_the_school_changes_its_word() {
    let made = HubWorld::quarry_started().await;
    let link = made.own_page().await;
    let unnamed = made.at_school(&link, &[("name", " "), ("practices", "yes")]).await;
    assert!(unnamed.body.contains("write your name"), "{}", unnamed.body);
    let role = made.at_school(&link, &[("role", "hub lead"), ("practices", "yes")]).await;
    assert!(role.body.contains("expected one of headteacher"), "{}", role.body);
    assert!(
        made.at_school(&format!("{link}/take-back"), &[])
            .await
            .body
            .contains("nothing to take back")
    );
    made.agreed(&link, &[Shared::Practices]).await;
    for (classes, n, says) in [
        ("9", "10", "10 of 9 classes is more than there are"),
        ("nine", "1", "`nine` is no number of classes"),
        ("9", "", "nothing is counted"),
        ("0", "0", "0 classes; expected from 1"),
    ] {
        let fields = [("classes", classes), ("uses-stem-sentence", n)];
        let reply = made.at_school(&format!("{link}/count"), &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(reply.body.contains(says), "{says} is not in {}", reply.body);
    }
    let told =
        made.specialist.post(&format!("{AT}/sharing/taken-back"), &[("by", "Mrs Ashby")]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "a word on the telephone is enough");
    let journal = made.journal().await;
    let words = journal.book.noted.iter().filter(|one| {
        matches!(&one.fact, HubFact::Agreement { step, .. } if !matches!(step, AgreementStep::Asked { .. }))
    });
    let words: Vec<String> = words.map(|one| one.id.clone()).collect();
    assert_eq!(words.len(), 2);
    for word in &words {
        let back = made.lead.post("/hub/take-back", &[("fact", word), ("back", "/hub")]).await;
        assert!(back.body.contains("the school's own word"), "{}", back.body);
    }
    let held = made.journal().await.book.agreements[&urn(QUARRY)].clone();
    assert!(!held.may(Shared::Practices, today()), "the hub cannot bring it back");
    let new = made.own_page().await;
    let nobody = made.world.nobody();
    assert_eq!(nobody.get(&link).await.status, StatusCode::NOT_FOUND, "the old link has ended");
    assert_eq!(nobody.get(&new).await.status, StatusCode::OK);
    let as_plan = new.replace("/shares/", "/agree/");
    assert_eq!(nobody.get(&as_plan).await.status, StatusCode::NOT_FOUND, "it opens nothing else");
}

/// Rows: R89.
#[tokio::test]
async fn a_plan_is_drafted_line_by_line_and_holds_only_what_a_person_took() {
    let made = HubWorld::quarry_started().await;
    let visit = Visit {
        on: today(),
        by: "Mr Abernathy".to_owned(),
        note: "Year 3 argued about the cut".to_owned(),
        actions: vec![VisitAction {
            what: "Cut it with Year 4".to_owned(),
            who: "Ms Pell".to_owned(),
            by: None,
        }],
    };
    let (programme, year) = (DEVELOPMENT.to_owned(), made.year);
    made.write(vec![HubFact::VisitMade { urn: urn(QUARRY), programme, year, visit }]).await;
    made.write(vec![HubWorld::counted(today(), 9, 4)]).await;
    let at = format!("{AT}/plan/draft?programme={DEVELOPMENT}");
    let nothing = made.sees(&at).await;
    assert!(
        nothing.contains("There is nothing to propose") && !nothing.contains("Cut it with Year 4")
    );
    assert!(nothing.contains("the school has not agreed to it"), "{nothing}");
    let link = made.own_page().await;
    made.agreed(&link, &[Shared::Practices, Shared::Visits]).await;
    let page = made.sees(&at).await;
    for says in [
        "The visit of Mr Abernathy on",
        "Cut it with Year 4",
        "“a stem sentence is said by everyone, and its gaps change”, 4 of 9 classes",
        "not in the evidence: say it together",
    ] {
        assert!(page.contains(says), "{says} is not on\n{page}");
    }
    let (of, day) = (made.year.to_string(), made.year.last_day().to_string());
    let take = async |changes: &[(&str, &str)]| {
        let mut fields = vec![
            ("programme", DEVELOPMENT),
            ("year", of.as_str()),
            ("n", "2"),
            ("take-1", "yes"),
            ("goal-1", "Year 4 argues about the cut, too"),
            ("big-idea-1", "variation"),
            ("action-1", "Cut it with Year 4"),
            ("owner-1", "Ms Pell"),
            ("by-1", day.as_str()),
            ("measure-1", "Two answers side by side"),
            ("evidence-1", "The visit of Mr Abernathy"),
            ("goal-2", "Left out"),
            ("review-on", day.as_str()),
        ];
        for (name, value) in changes {
            fields.retain(|field| field.0 != *name);
            fields.push((name, value));
        }
        made.specialist.post(&format!("{AT}/plan/draft"), &fields).await
    };
    for (changes, says) in [
        (vec![("take-1", "")], "no line is taken"),
        (vec![("goal-1", " ")], "line 1 is taken and has no goal"),
        (vec![("big-idea-1", "")], "line 1: choose together which big idea"),
        (vec![("after", "another")], "wrote another version meanwhile"),
    ] {
        let reply = take(&changes).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(reply.body.contains(says), "{says} is not in {}", reply.body);
    }
    assert!(made.journal().await.book.plans.is_empty(), "a draft is no plan");
    let done = take(&[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let key = (urn(QUARRY), DEVELOPMENT.to_owned(), made.year);
    let plan = made.journal().await.book.plans[&key].clone();
    let version = plan.latest().unwrap();
    assert_eq!(version.text.aims.len(), 1, "the other line was left");
    assert_eq!(version.text.aims[0].evidence, "The visit of Mr Abernathy");
    assert!(version.signatures.is_empty(), "both sides sign it like any other");
    let id = version.id.clone();
    let second = take(&[("after", &id), ("goal-1", "Every class says the sentence")]).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
    let plan = made.journal().await.book.plans[&key].clone();
    let goals: Vec<&str> = plan.latest().unwrap().text.aims.iter().map(|aim| &*aim.goal).collect();
    assert_eq!(goals, ["Year 4 argues about the cut, too", "Every class says the sentence"]);
}
