//! A hub's spreadsheet: chosen on a page, looked at, brought in by one button; in doubt until the hub lead decides, and
//! taken back as one.

use axum::body::Body;
use axum::http::{StatusCode, header};
use programme::{
    HubFact, Import, ImportedRow, Likely, Present, RowSays, Urn, What, WorkSheet, Workbook,
    WrittenSchool,
};
use web::hub_journal::today;
use web::{Settings, xlsx};

use crate::hub::{DEVELOPMENT, HubWorld, add_hub, signed_in, urn};
use crate::world::{Client, Reply, World, field};

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

/// A workbook with one sheet, its rows a line each.
fn workbook(name: &str, rows: &[String]) -> Vec<u8> {
    let cells = |line: &String| line.split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows = (1..).zip(rows.iter().map(cells)).collect();
    let sheets = vec![WorkSheet { name: name.to_owned(), rows }];
    xlsx::write(&Workbook { file: String::new(), sheets }, &|_, _| true)
}

/// Two schools that applied today: Larkfield, which is sure, and one in doubt.
fn two_applied(made: &HubWorld) -> Vec<u8> {
    let (year, on) = (made.year, today());
    let row = |school: &str| format!("{school}|Primary Development|{year}|{on}");
    let head = "School|Programme|Year|Applied".to_owned();
    workbook("Schools", &[head, row("Larkfield Primary"), row("Mill Street")])
}

async fn send(client: &Client, name: &str, file: &[u8]) -> Reply {
    let part = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    let body = [part.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
    let request = client
        .request("POST", &format!("/hub/imports/preview?_token={}", client.token))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    client.send(request, Body::from(body), true).await
}

#[tokio::test]
async fn a_workbook_is_looked_at_on_the_page_and_brought_in_once_by_one_button() {
    let made = HubWorld::new().await;
    let page = made.lead.get("/hub/imports").await.body;
    assert!(page.contains("See what it would bring"), "{page}");
    let looked = send(&made.lead, "North 2026.xlsx", &two_applied(&made)).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
    for words in [
        "North 2026.xlsx",
        "Nothing is written yet",
        &format!("Primary Development {}", made.year),
        "Mill Street",
        "Mill Lane Primary School",
        "Bring it in",
    ] {
        assert!(looked.body.contains(words), "{words} is not on\n{}", looked.body);
    }
    assert!(made.journal().await.book.noted.is_empty(), "looking writes nothing");
    let file = field(&looked.body, "file").unwrap();
    let fields = [("file", file.as_str())];
    let bring = || made.lead.post("/hub/imports/bring-in", &fields);
    let (first, again) = tokio::join!(bring(), bring());
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(again.location, first.location, "pressed twice, it is one import");
    assert_eq!(applied(&made).await, [900_001]);
    let page = made.lead.get(&first.location).await.body;
    for words in
        ["`North 2026.xlsx` was taken over", "Which school is it?", "Take the whole of it back"]
    {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    let looked = send(&made.lead, "North 2026.xlsx", &two_applied(&made)).await.body;
    assert!(looked.contains("The book has all of it already: 2 rows"), "{looked}");
    assert!(!looked.contains("Bring it in"), "{looked}");

    let fact = first.location.split("done=").nth(1).unwrap();
    let take_back = [("fact", fact), ("back", "/hub/imports")];
    assert_eq!(made.lead.post("/hub/take-back", &take_back).await.status, StatusCode::SEE_OTHER);
    assert!(applied(&made).await.is_empty());
    let done = bring().await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "taken back, it may be brought in again");
    assert_eq!(made.journal().await.book.imports.len(), 1);
}

#[tokio::test]
async fn where_the_book_changed_since_the_look_it_is_looked_at_again() {
    let made = HubWorld::new().await;
    let looked = send(&made.lead, "North.xlsx", &two_applied(&made)).await.body;
    let file = field(&looked, "file").unwrap();
    made.write(vec![HubFact::Happened {
        urn: urn(900_001),
        programme: DEVELOPMENT.to_owned(),
        year: made.year,
        what: What::SignedUp,
        on: today(),
        note: String::new(),
    }])
    .await;
    let fields = [("file", file.as_str())];
    let bring = || made.lead.post("/hub/imports/bring-in", &fields);
    let again = bring().await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("has changed since you looked"), "{}", again.body);
    assert!(again.body.contains("1 row is in the book already"), "{}", again.body);
    assert!(made.journal().await.book.imports.is_empty());
    assert_eq!(bring().await.status, StatusCode::SEE_OTHER);
    let journal = made.journal().await;
    assert_eq!((journal.book.imports.len(), journal.book.imports[0].import.rows.len()), (1, 1));
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_kindly_and_every_fault_of_one_is_named_at_once() {
    let made = HubWorld::new().await;
    let (year, on) = (made.year, today());
    let head = "School|Programme|Year|Applied".to_owned();
    let faulty = workbook(
        "Schools",
        &[
            head.clone(),
            format!("Larkfield Primary|Development work group|{year}|{on}"),
            format!("Quarry Primary School|Primary Development|{year}|soon"),
        ],
    );
    let page = send(&made.lead, "faulty.xlsx", &faulty).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "2 things are not right",
        "there is no programme `Development work group`; expected one of Primary Development, Secondary Development",
        "`soon` is not a day",
        "Choose it again",
    ] {
        assert!(page.body.contains(words), "{words} is not on\n{}", page.body);
    }
    assert!(!page.body.contains("Bring it in"), "{}", page.body);
    let page = send(&made.lead, "empty.xlsx", &workbook("Schools", &[head])).await.body;
    assert!(page.contains("No row stands below the headings"), "{page}");
    let large = vec![0; (8 << 20) + 1];
    let old = [&b"\xd0\xcf\x11\xe0"[..], b"W\0o\0r\0k\0b\0o\0o\0k\0"].concat();
    for (name, file, expected) in [
        (
            "list.csv",
            &b"School,Postcode\nLarkfield,\n"[..],
            "`list.csv` cannot be read: it is text",
        ),
        ("old.xls", &old, "`old.xls` cannot be read: it is an old .xls file"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0", "`photo.png` cannot be read"),
        ("blank.xlsx", b"", "`blank.xlsx` is empty"),
        ("", b"", "No file was chosen"),
        ("large.xlsx", &large, "`large.xlsx` is larger than 8 MB"),
    ] {
        let refused = send(&made.lead, name, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.body.contains(expected), "{expected} is not in\n{}", refused.body);
        assert!(refused.body.contains("Nothing was written"), "{}", refused.body);
    }
    let unknown = made.lead.post("/hub/imports/bring-in", &[("file", "never-seen")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.body.contains("Choose it again"), "{}", unknown.body);
    assert!(made.journal().await.book.noted.is_empty());
}

#[tokio::test]
async fn a_workbook_to_fill_in_has_every_heading_and_can_be_read() {
    let made = HubWorld::new().await;
    let ask = made.lead.request("GET", "/hub/imports/template.xlsx");
    let file = made.lead.bytes(ask).await;
    let read = xlsx::read("hub-workbook.xlsx", &file).unwrap();
    let names: Vec<&str> = read.sheets.iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(names, ["Schools", "Participants", "Sessions", "Attendance", "Payments"]);
    assert_eq!(read.sheets[0].rows[0].1[..4], ["School", "Postcode", "URN", "Programme"]);
    let page = send(&made.lead, "hub-workbook.xlsx", &file).await.body;
    assert!(page.contains("No row stands below the headings"), "{page}");
}

#[tokio::test]
async fn a_workbook_is_brought_in_by_the_lead_of_that_hub_alone() {
    let made = HubWorld::new().await;
    let looked = send(&made.lead, "North.xlsx", &two_applied(&made)).await.body;
    let file = field(&looked, "file").unwrap();
    let fields = [("file", file.as_str())];
    let other = add_hub(&made.world, "Eastern Maths Hub").await;
    let other = signed_in(&made.world, &other, "hub-lead").await;
    let refused = other.post("/hub/imports/bring-in", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    for client in [&made.specialist, &made.world.as_teacher().await] {
        assert_eq!(send(client, "North.xlsx", b"").await.status, StatusCode::FORBIDDEN);
        let reply = client.post("/hub/imports/bring-in", &fields).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN);
    }
    assert!(made.journal().await.book.noted.is_empty());
    let settings = Settings { is_demo: true, is_open_to_network: true };
    let open = HubWorld::beside(World::with(settings).await).await;
    let refused = send(&open.lead, "North.xlsx", &two_applied(&open)).await;
    assert!(refused.body.contains("Imports are switched off"), "{}", refused.body);
    assert!(!open.lead.get("/hub/imports").await.body.contains("type=\"file\""));
}
