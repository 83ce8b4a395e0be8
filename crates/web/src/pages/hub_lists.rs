//! A hub's lists for other programs: letters to merge, the year for the national return, each a spreadsheet.
//!
//! Schools and their own teachers as the hub wrote them down; never a pupil. Start at [`letters`] and [`year`].

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use programme::{Date, PlaceState, SchoolYear, Statement, Urn, What, statements};

use super::hub_money::{plain, pounds};
use super::hub_places::{Asked, letter, list};
use super::hub_rounds;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;

/// A spreadsheet as a file of this name.
///
/// # Errors
///
/// A fault when it cannot be written.
pub fn spreadsheet(
    name: &str,
    heads: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<Response, PageError> {
    let fails = || PageError::fault("a spreadsheet could not be written");
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(heads).map_err(|_| fails())?;
    for row in rows {
        out.write_record(row.iter().map(|cell| plain(cell))).map_err(|_| fails())?;
    }
    let bytes = out.into_inner().map_err(|_| fails())?;
    let name = format!("attachment; filename=\"{name}.csv\"");
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        bytes,
    )
        .into_response())
}

fn day(on: Option<Date>) -> String {
    on.map(|on| on.to_string()).unwrap_or_default()
}

const LETTERS: [&str; 14] = [
    "urn",
    "school",
    "town",
    "postcode",
    "programme",
    "year",
    "place",
    "applied on",
    "head confirmed on",
    "people",
    "contact",
    "group",
    "next session",
    "letter",
];

/// Who applied for a programme and year, with what a letter to each needs.
pub async fn letters(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (programme, year) = asked.of(&journal, "primary-development");
    let recruitment = list(&journal, &programme, year);
    let addresses = hub_rounds::addresses(&app, &journal).await?;
    let rows = recruitment.applications.iter().map(|one| {
        let school = journal.schools.get(&one.urn);
        let (group, session) = group_of(&journal, one.urn, &programme, year);
        let contact = contact_of(&journal, &addresses, one.urn, &programme, year);
        vec![
            one.urn.to_string(),
            journal.name(one.urn),
            school.and_then(|school| school.town.clone()).unwrap_or_default(),
            postcode(&journal, one.urn),
            journal.rules().short(&programme),
            year.to_string(),
            match one.place {
                PlaceState::Confirmed => "confirmed".to_owned(),
                PlaceState::Offered => "offered".to_owned(),
                PlaceState::Waiting(n) => format!("waits, number {n}"),
                PlaceState::Withdrawn => "withdrew".to_owned(),
                PlaceState::Declined => "declined".to_owned(),
            },
            one.applied_on.to_string(),
            day(first(&journal, one.urn, &programme, year, What::HeadConfirmed)),
            people(&journal, one.urn, &programme, year),
            contact,
            group,
            session,
            letter(&journal, &programme, year, one).join("\n"),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    spreadsheet(&format!("letters-{programme}-{}", file_year(year)), &LETTERS, rows)
}

/// Where a school that applied may be written to: as the application says, else as it said when it asked to hear more.
fn contact_of(
    journal: &HubJournal,
    addresses: &BTreeMap<String, String>,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
) -> String {
    let line = journal.lines.line(urn);
    let applied =
        journal.book.applied.values().filter(|one| {
            one.programme == programme && one.year == year && line.contains(&one.urn)
        });
    if let Some(address) = applied.filter_map(|one| addresses.get(&one.address)).next_back() {
        return address.clone();
    }
    let asked = journal
        .book
        .interest
        .iter()
        .rev()
        .find(|one| one.programme == programme && one.year <= year && line.contains(&one.urn));
    asked.map(|one| hub_rounds::contact(one, addresses).to_owned()).unwrap_or_default()
}

/// The number of a school's group, and its next session in words.
fn group_of(journal: &HubJournal, urn: Urn, programme: &str, year: SchoolYear) -> (String, String) {
    let drawn = journal.book.groups.get(&(programme.to_owned(), year));
    let text = urn.to_string();
    let group = drawn.and_then(|all| all.groups.iter().find(|one| one.urns.contains(&text)));
    let id = group.map(|group| group.id);
    let next = journal.book.sessions.all().into_iter().find(|one| {
        one.programme == programme
            && one.year == year
            && (one.group == 0 || Some(one.group) == id)
            && one.called_off.is_none()
            && one.at.on > journal.today
    });
    (
        id.map(|id| id.to_string()).unwrap_or_default(),
        next.map(|one| one.at.in_words()).unwrap_or_default(),
    )
}

fn postcode(journal: &HubJournal, urn: Urn) -> String {
    let school = journal.schools.get(&urn);
    let postcode = school.and_then(|school| school.postcode.as_ref());
    postcode.map(ToString::to_string).unwrap_or_default()
}

fn people(journal: &HubJournal, urn: Urn, programme: &str, year: SchoolYear) -> String {
    journal.book.people_of(&journal.lines.line(urn), programme, year).join(" and ")
}

fn first(
    journal: &HubJournal,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
    what: What,
) -> Option<Date> {
    let own = journal.own(urn, programme, year);
    own.iter().find(|fact| fact.what == what).map(|fact| fact.on)
}

/// A year as a file's name has it: `2026-27`.
pub fn file_year(year: SchoolYear) -> String {
    year.to_string().replace('/', "-")
}

const YEAR: [&str; 20] = [
    "urn",
    "school",
    "authority",
    "phase",
    "programme",
    "year",
    "people",
    "signed up on",
    "head confirmed on",
    "place confirmed on",
    "started on",
    "sessions attended",
    "visits",
    "completed on",
    "left on",
    "entitled",
    "due",
    "claimed",
    "paid",
    "numbers before",
];

/// Every school of every programme in a year, with what is recorded: the list a national return is filled in from.
pub async fn year(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let year = asked.year.parse().unwrap_or(journal.year);
    let money = statements(&journal.books(), year);
    let mut rows = Vec::new();
    for programme in journal.rules().stages() {
        let of = journal
            .book
            .facts
            .all()
            .filter(|fact| fact.programme == programme && fact.year == year);
        let schools: BTreeSet<Urn> = of.map(|fact| journal.now(fact.urn)).collect();
        rows.extend(schools.into_iter().map(|urn| row(&journal, urn, programme, year, &money)));
    }
    spreadsheet(&format!("year-{}", file_year(year)), &YEAR, rows)
}

fn row(
    journal: &HubJournal,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
    money: &[Statement],
) -> Vec<String> {
    let school = journal.schools.get(&urn);
    let own = journal.own(urn, programme, year);
    let days = |what: What| {
        let days: BTreeSet<Date> =
            own.iter().filter(|fact| fact.what == what).map(|fact| fact.on).collect();
        days
    };
    let first = |what: What| day(days(what).first().copied());
    // After a merger a school carries on the entitlements of all that went into it.
    let mine: Vec<&Statement> = money
        .iter()
        .filter(|one| one.programme == programme && one.today.unwrap_or(one.urn) == urn)
        .collect();
    let sum = |of: fn(&Statement) -> programme::Pence| {
        pounds(programme::Pence(mine.iter().map(|one| of(one).0).sum()))
    };
    let before: BTreeSet<String> =
        own.iter().filter(|fact| fact.urn != urn).map(|fact| fact.urn.to_string()).collect();
    vec![
        urn.to_string(),
        journal.name(urn),
        school.and_then(|school| school.authority.clone()).unwrap_or_default(),
        school.and_then(|school| school.phase.clone()).unwrap_or_default(),
        journal.rules().short(programme),
        year.to_string(),
        people(journal, urn, programme, year),
        first(What::SignedUp),
        first(What::HeadConfirmed),
        first(What::PlaceConfirmed),
        first(What::Started),
        days(What::Attended).len().to_string(),
        days(What::Visited).len().to_string(),
        first(What::Completed),
        first(What::Left),
        sum(|one| one.entitled),
        sum(|one| one.due),
        sum(|one| one.claimed),
        sum(|one| one.paid),
        before.into_iter().collect::<Vec<_>>().join(" "),
    ]
}
