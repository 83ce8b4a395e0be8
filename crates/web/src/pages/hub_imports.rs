//! What came from a hub's spreadsheets: the schools in doubt, each decided by a person, and the way back.
//!
//! A workbook is read and brought in by [`super::hub_import_preview`] or by `tenframe import hub`; here nothing is read
//! but the book. Start at [`show`].

use std::collections::{BTreeMap, BTreeSet};

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{HubFact, Imported, Urn, WrittenSchool};
use serde::Deserialize;

use super::hub::{Done, back_to, field, said_done};
use super::hub_import_preview;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};

/// The page's address.
pub const HERE: &str = "/hub/imports";

/// The spreadsheets that were taken over, the latest first, and what is in doubt in them.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let imports: Vec<&Imported> = journal.book.imports.iter().rev().collect();
    let names = likely_names(&app, &imports).await?;
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href="/hub/schools" { "Schools" } } h1 { "From a spreadsheet" } }
            (said_done(&visit, &journal, &asked.done, HERE))
            (hub_import_preview::chooser(&app, &visit))
            @if imports.is_empty() { p.soft { "No spreadsheet has been taken over yet." } }
            @for import in &imports { (of_import(&visit, &journal, import, &names)) }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Schools, "From a spreadsheet", &inside))
}

/// The names of the schools that may be meant, of which many are not on the hub's list.
async fn likely_names(
    app: &App,
    imports: &[&Imported],
) -> Result<BTreeMap<Urn, String>, PageError> {
    let doubtful = imports.iter().flat_map(|import| import.doubtful());
    let urns: BTreeSet<Urn> =
        doubtful.flat_map(|(_, school)| school.likely.iter().map(|one| one.urn)).collect();
    let mut names = BTreeMap::new();
    if !urns.is_empty() {
        let register = app.store.school_register().await?;
        for urn in urns {
            if let Some(school) = register.school(urn) {
                let town = school.town.as_ref().map(|town| format!(", {town}")).unwrap_or_default();
                // Schools of one town may share a name.
                let postcode =
                    school.postcode.as_ref().map(|one| format!(" {one}")).unwrap_or_default();
                names.insert(urn, format!("{}{town}{postcode}", school.name));
            }
        }
    }
    Ok(names)
}

fn of_import(
    visit: &Visit,
    journal: &HubJournal,
    imported: &Imported,
    names: &BTreeMap<Urn, String>,
) -> Markup {
    let import = &imported.import;
    let doubtful = imported.doubtful();
    let on = import.on.map(|on| format!(", taken over on {}", on.in_words())).unwrap_or_default();
    html! {
        section.stack-s {
            h2 { (import.file) }
            p.soft { (counted(import.schools.len(), "school")) ", " (counted(import.rows.len(), "row")) " and " (counted(import.sessions.len(), "session")) (on) "." }
            @if doubtful.is_empty() { p { "Every school in it is settled." } }
            @else {
                h3 { "Which school is it? " span.soft.number { (doubtful.len()) } }
                p.soft { "What the spreadsheet says of these counts for nothing until you say which school is meant." }
            }
            div.stack { @for (at, school) in &doubtful { (question(visit, imported, *at, school, names)) } }
            (decided(journal, imported))
            form method="post" action="/hub/take-back" {
                (token(visit))
                input type="hidden" name="fact" value=(imported.id);
                input type="hidden" name="back" value=(HERE);
                p.small.soft { "Taking it back takes every row of it out again. What was written on screen since stays." }
                button.act.quiet.small { "Take the whole of it back" }
            }
        }
    }
}

/// So many of them, in words for one as for many.
pub fn counted(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

fn question(
    visit: &Visit,
    imported: &Imported,
    at: usize,
    school: &WrittenSchool,
    names: &BTreeMap<Urn, String>,
) -> Markup {
    let n = imported.import.n_rows_of(at);
    let id = |what: &str| format!("{what}-{}-{at}", imported.id);
    let name = |urn: Urn| names.get(&urn).cloned().unwrap_or_else(|| urn.to_string());
    html! {
        form.sheet.quiet.stack-s method="post" action={ (HERE) "/" (imported.id) } {
            (token(visit))
            input type="hidden" name="school" value=(at);
            fieldset.stack-s {
                legend { strong { (school.name) } @if !school.postcode.is_empty() { " " (school.postcode) } span.small.soft { " · " (school.at) ", " (n) @if n == 1 { " row waits" } @else { " rows wait" } } }
                @for one in &school.likely { label.option { input type="radio" name="urn" value=(one.urn) required; span { (name(one.urn)) span.small.soft { " · " (one.urn) " · " span.number { (one.percent) "%" } ": " (one.because) } } } }
                @if school.likely.is_empty() { p.small.soft { "The register has no school like it." } }
                label.option { input type="radio" name="urn" value="other" required; span { "Another, with the number" } }
                div { label.small.soft for=(id("number")) { "The school's number" } input id=(id("number")) type="text" name="number" inputmode="numeric" maxlength="6" size="8"; }
                label.option { input type="radio" name="urn" value="none" required; span { "None: leave these rows out" } }
            }
            button.act.small { "That is it" }
        }
    }
}

/// What was decided, each with the way to decide otherwise: the fact is taken back.
fn decided(journal: &HubJournal, imported: &Imported) -> Markup {
    let of = |fact: &HubFact| matches!(fact, HubFact::SchoolDecided { import, .. } if *import == imported.id);
    let all: Vec<String> = journal
        .book
        .noted
        .iter()
        .filter(|one| of(&one.fact))
        .map(|one| journal.words(&one.fact))
        .collect();
    html! { @if !all.is_empty() { details { summary { "Decided " span.soft.number { (all.len()) } } ul.clean.book { @for one in &all { li { (one) "." } } } } } }
}

/// Which school is meant.
#[derive(Debug, Deserialize)]
pub struct Decision {
    school: usize,
    urn: String,
    #[serde(default)]
    number: String,
}

/// Writes down which school a spreadsheet means.
pub async fn decide(
    State(app): State<App>,
    visit: Visit,
    Path(import): Path<String>,
    Form(sent): Form<Decision>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let held = journal.book.imports.iter().find(|one| one.id == import);
    let held = held.ok_or_else(|| PageError::not_found("spreadsheet"))?;
    if !held.doubtful().iter().any(|(at, _)| *at == sent.school) {
        return Err(refused("it is decided already; look at the page again".to_owned()));
    }
    let urn = match &*sent.urn {
        "none" => None,
        "other" => Some(field(&sent.number)?),
        urn => Some(field(urn)?),
    };
    if let Some(urn) = urn
        && app.store.school_register().await?.school(urn).is_none()
    {
        return Err(refused(format!("the register has no school {urn}")));
    }
    let fact = HubFact::SchoolDecided { import, school: sent.school, urn };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(HERE, ids.first().map_or("", String::as_str)))
}

fn refused(says: String) -> PageError {
    PageError::refused("Nothing was decided", format!("{says}."))
}

/// On the first screen: how many schools wait for a decision.
pub fn waits(journal: &HubJournal) -> Markup {
    let n: usize = journal.book.imports.iter().map(|one| one.doubtful().len()).sum();
    html! { @if n > 0 {
        section.stack-s {
            h2 { "Which school is it? " span.soft.number { (n) } }
            ol.clean.late-list { li.late-row {
                div { p { "A spreadsheet names schools that the register calls otherwise." } p.small.soft { "Their rows wait for your decision." } }
                a.act.small href=(HERE) { "Decide" }
            } }
        }
    } }
}
