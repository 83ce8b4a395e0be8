//! What came from a hub's spreadsheet: in doubt until the hub lead decides, and taken back as one.

use axum::http::StatusCode;
use programme::{HubFact, Import, ImportedRow, Likely, Present, RowSays, Urn, What, WrittenSchool};
use web::hub_journal::today;

use crate::hub::{DEVELOPMENT, HubWorld, urn};

/// A hub with a spreadsheet of two schools: Larkfield is sure, `Mill Street` is in doubt.
async fn with_a_spreadsheet() -> (HubWorld, String) {
    let made = HubWorld::new().await;
    let written = |name: &str, urn: Option<Urn>, likely: Vec<Likely>| WrittenSchool {
        name: name.to_owned(),
        postcode: String::new(),
        at: "Schools, row 3".to_owned(),
        urn,
        likely,
    };
    let because = "part of the name, on the hub's list".to_owned();
    let mill_lane = Likely { urn: urn(900_004), percent: 72, because };
    let row = |school: usize| ImportedRow {
        school,
        programme: DEVELOPMENT.to_owned(),
        year: made.year,
        says: RowSays::Happened { what: What::SignedUp, on: today() },
    };
    let import = Import {
        file: "North 2025.xlsx".to_owned(),
        on: Some(today()),
        schools: vec![
            written("Larkfield", Some(urn(900_001)), Vec::new()),
            written("Mill Street", None, vec![mill_lane]),
        ],
        rows: vec![row(0), row(1)],
        sessions: Vec::new(),
    };
    made.write(vec![HubFact::Imported { import }]).await;
    let id = made.journal().await.book.imports[0].id.clone();
    (made, id)
}

/// The schools of which an application is recorded.
async fn applied(made: &HubWorld) -> Vec<u32> {
    let journal = made.journal().await;
    let all = journal.book.facts.all().filter(|fact| fact.what == What::SignedUp);
    all.map(|fact| fact.urn.number()).collect()
}

/// Rows in part: R52.
#[tokio::test]
async fn a_school_in_doubt_is_decided_by_the_hub_lead_and_counts_from_then_on() {
    let (made, id) = with_a_spreadsheet().await;
    let first = made.lead.get("/hub").await.body;
    assert!(first.contains("Which school is it?") && first.contains("/hub/imports"), "{first}");
    let page = made.lead.get("/hub/imports").await.body;
    for words in ["North 2025.xlsx", "Mill Street", "Mill Lane Primary School", "72%"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    assert_eq!(applied(&made).await, [900_001]);
    let decide = format!("/hub/imports/{id}");
    for (fields, expected) in [
        (&[("school", "1"), ("urn", "other"), ("number", "999999")][..], "no school 999999"),
        (&[("school", "1"), ("urn", "other"), ("number", "soon")], "`soon` is not"),
        (&[("school", "0"), ("urn", "900004")], "decided already"),
    ] {
        let refused = made.lead.post(&decide, fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(refused.body.contains(expected), "{expected} is not in\n{}", refused.body);
    }
    let done = made.lead.post(&decide, &[("school", "1"), ("urn", "900004")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(applied(&made).await, [900_001, 900_004]);
    let page = made.lead.get(&done.location).await.body;
    assert!(
        page.contains("`Mill Street` of the spreadsheet is Mill Lane Primary School"),
        "{page}"
    );
    assert!(page.contains("Every school in it is settled"));
    let again = made.lead.post(&decide, &[("school", "1"), ("urn", "none")]).await;
    assert!(again.body.contains("decided already"), "{}", again.body);
    let fact = done.location.split("done=").nth(1).unwrap();
    made.lead.post("/hub/take-back", &[("fact", fact), ("back", "/hub/imports")]).await;
    assert_eq!(applied(&made).await, [900_001], "taken back, it is in doubt again");
    assert!(!made.lead.get("/hub").await.body.contains("Nothing is late. What comes next"));
}

#[tokio::test]
async fn an_import_is_taken_back_as_one_and_what_was_written_since_stays() {
    let (made, id) = with_a_spreadsheet().await;
    let session = made.session(today()).await;
    let there = Present { urn: urn(900_001), people: Vec::new() };
    made.write(vec![HubFact::RegisterTaken { session, present: vec![there] }]).await;
    let take_back = [("fact", id.as_str()), ("back", "/hub/imports")];
    let refused = made.specialist.post("/hub/take-back", &take_back).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let done = made.lead.post("/hub/take-back", &take_back).await;
    assert_eq!(done.location, "/hub/imports?done=taken-back");
    assert!(applied(&made).await.is_empty());
    let journal = made.journal().await;
    assert_eq!(journal.book.facts.all().count(), 2, "the session's start and attendance stay");
    assert!(
        made.lead.get("/hub/imports").await.body.contains("No spreadsheet has been taken over")
    );
}

#[tokio::test]
async fn spreadsheets_are_the_leads_of_that_hub_alone() {
    let (made, id) = with_a_spreadsheet().await;
    let decide = format!("/hub/imports/{id}");
    assert_eq!(made.specialist.get("/hub/imports").await.status, StatusCode::FORBIDDEN);
    let fields = [("school", "1"), ("urn", "none")];
    assert_eq!(made.specialist.post(&decide, &fields).await.status, StatusCode::FORBIDDEN);
    let teacher = made.world.as_teacher().await;
    assert_eq!(teacher.get("/hub/imports").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        made.lead.post("/hub/imports/of-another-hub", &fields).await.status,
        StatusCode::NOT_FOUND
    );
}
