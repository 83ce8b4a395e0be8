//! Money on paper: the pack a claim is sent with, and the closing statement of a school year.
//!
//! Both are the statements of the money page, row for row. Start at [`claims`] and [`closing`].

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use paper::{Report as Paper, ReportTable, Sheet};
use programme::{Pence, SchoolYear, Statement, statements, totals};

use super::hub_places::Asked;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;

/// What is due and not yet paid, each with its conditions and what shows that they are met.
pub async fn claims(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    pdf(&app, claim_pack(&journal, asked.year.parse().unwrap_or(journal.year))).await
}

/// The year's money: every entitlement, its sums, and what was not due and why.
pub async fn closing(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    pdf(&app, closing_statement(&journal, asked.year.parse().unwrap_or(journal.year))).await
}

async fn pdf(app: &App, sheet: Sheet) -> Result<Response, PageError> {
    let pdf = app.press.pdf(sheet).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], pdf).into_response())
}

/// The pack a claim is sent with.
pub fn claim_pack(journal: &HubJournal, year: SchoolYear) -> Sheet {
    let all = statements(&journal.books(), year);
    let open: Vec<&Statement> =
        all.iter().filter(|one| one.due > Pence(0) && one.open > Pence(0)).collect();
    let row = |one: &&Statement| {
        let met: Vec<String> = one
            .conditions
            .iter()
            .map(|check| format!("{}: {}", check.asks, check.because))
            .collect();
        vec![
            school(journal, one),
            one.purpose.clone(),
            met.join("; "),
            one.claimed.to_string(),
            one.open.to_string(),
        ]
    };
    let sum = open.iter().map(|one| one.open.0).sum();
    let tables = by_programme(journal, &open, |of| ReportTable {
        caption: String::new(),
        heads: ["School", "For", "What was asked for, and what shows it", "Claimed", "To be paid"]
            .map(str::to_owned)
            .to_vec(),
        rows: of.iter().map(row).collect(),
    });
    paper(
        journal,
        format!("Claim for {year}"),
        vec![match open.len() {
            0 => "Nothing that is due is still to be paid.".to_owned(),
            1 => format!("1 entitlement is due and not yet paid: {} in all.", Pence(sum)),
            n => format!("{n} entitlements are due and not yet paid: {} in all.", Pence(sum)),
        }],
        tables,
    )
}

/// The closing statement of a year.
pub fn closing_statement(journal: &HubJournal, year: SchoolYear) -> Sheet {
    let all = statements(&journal.books(), year);
    let sums = totals(&all);
    let pounds = |all: [Pence; 6]| all.map(|pence| pence.to_string());
    let cells = |one: &Statement| {
        pounds([one.entitled, one.due, one.claimed, one.paid, one.corrected, one.open])
    };
    let heads = ["School", "Entitled", "Due", "Claimed", "Paid", "Put right", "Open"];
    let row = |first: String, cells: [String; 6]| {
        let mut row = vec![first];
        row.extend(cells);
        row
    };
    let every: Vec<&Statement> = all.iter().collect();
    let mut tables = by_programme(journal, &every, |of| ReportTable {
        caption: String::new(),
        heads: heads.map(str::to_owned).to_vec(),
        rows: of.iter().map(|one| row(school(journal, one), cells(one))).collect(),
    });
    if !all.is_empty() {
        let sums = [sums.entitled, sums.due, sums.claimed, sums.paid, sums.corrected, sums.open];
        tables.push(ReportTable {
            caption: "All together".to_owned(),
            heads: std::iter::once("")
                .chain(heads[1..].iter().copied())
                .map(str::to_owned)
                .collect(),
            rows: vec![row(format!("{} entitlements", all.len()), pounds(sums))],
        });
    }
    tables.extend(not_due(journal, &all));
    paper(
        journal,
        format!("Closing statement for {year}"),
        vec!["Whole pence; a school that changed its number stands once.".to_owned()],
        tables,
    )
}

/// What was not due, with the conditions that are open.
fn not_due(journal: &HubJournal, all: &[Statement]) -> Option<ReportTable> {
    let rows: Vec<Vec<String>> = all
        .iter()
        .filter(|one| one.due < one.entitled)
        .map(|one| {
            let open = one.conditions.iter().filter(|check| check.holds != Some(true));
            let why: Vec<String> =
                open.map(|check| format!("{}: {}", check.asks, check.because)).collect();
            vec![school(journal, one), journal.rules().short(&one.programme), why.join("; ")]
        })
        .collect();
    (!rows.is_empty()).then(|| ReportTable {
        caption: "Not due".to_owned(),
        heads: ["School", "In", "Because"].map(str::to_owned).to_vec(),
        rows,
    })
}

/// One table for each programme that has a statement, in the order of the stages.
fn by_programme(
    journal: &HubJournal,
    all: &[&Statement],
    table: impl Fn(&[&Statement]) -> ReportTable,
) -> Vec<ReportTable> {
    let of = |slug: &str| -> Vec<&Statement> {
        all.iter().filter(|one| one.programme == slug).copied().collect()
    };
    let stages = journal.rules().stages().map(|slug| (slug, of(slug)));
    stages
        .filter(|(_, mine)| !mine.is_empty())
        .map(|(slug, mine)| ReportTable { caption: journal.rules().short(slug), ..table(&mine) })
        .collect()
}

/// A school's name with its number, and the one it started under where that is another.
fn school(journal: &HubJournal, one: &Statement) -> String {
    let urn = one.today.unwrap_or(one.urn);
    let before = if urn == one.urn { String::new() } else { format!(", started as {}", one.urn) };
    let name = journal.name(urn);
    format!("{} ({urn}{before})", name.strip_suffix(&format!(" ({urn})")).unwrap_or(&name))
}

fn paper(
    journal: &HubJournal,
    title: String,
    about: Vec<String>,
    tables: Vec<ReportTable>,
) -> Sheet {
    Sheet::Report(Paper {
        title,
        of: journal.hub.name.clone(),
        date: journal.today.in_words(),
        about,
        tables,
        ..Paper::default()
    })
}
