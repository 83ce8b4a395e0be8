//! A visit to a school: logged on a phone in two minutes, kept there without a signal, with the actions that come of it.
//!
//! Of lessons and the mathematics, never of a pupil. Start at [`show`].

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{Date, HubFact, SchoolYear, Urn, VisitAction, Visited, What};
use serde::Deserialize;

use super::hub::{Done, back_to, field, said_done, school_named};
use super::hub_schools::{agrees, stages_of};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{HubJournal, in_days};
use crate::layout::{self, HubPlace, token};
use crate::sent::{refused, text};

/// Actions that fit on the form.
// Our choice: more than three are not done.
const ACTIONS: usize = 3;

/// The form, and the visits so far.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, school) = school_named(&journal, &urn)?;
    let here = format!("/hub/schools/{urn}/visit");
    let held = visits_of(&journal, urn);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href={ "/hub/schools/" (urn) } { (school.name) } } h1 { "Log a visit" } }
            (said_done(&visit, &journal, &asked.done, &here))
            div.side.hub-side {
                (log_form(&visit, &journal, urn, &here))
                aside.stack {
                    section.stack-s { h2 { "Entitled to" } (entitled(&journal, urn)) }
                    form.sheet.quiet.stack-s method="post" action="/hub" {
                        (token(&visit))
                        h2 { "Book another day" }
                        input type="hidden" name="action" value="book-the-visit";
                        input type="hidden" name="urn" value=(urn);
                        input type="hidden" name="back" value=(here);
                        (programme_field(&journal, urn, "book-in"))
                        div { label for="day" { "On" } input #day type="date" name="day" value=(in_days(14)) required; }
                        button.act.quiet.small { "Book it" }
                    }
                }
            }
            @if !held.is_empty() { section.stack { h2 { "Visits so far" } @for one in &held { (one_visit(&visit, &journal, one, &here)) } } }
        }
    };
    Ok(layout::hub_keeping(&visit, HubPlace::Schools, "Log a visit", &inside))
}

/// The visits of a school with what came of them, the latest first.
pub fn visits_of(journal: &HubJournal, urn: Urn) -> Vec<&Visited> {
    let line = journal.lines.line(urn);
    let mut held: Vec<&Visited> =
        journal.book.visits.iter().filter(|one| line.contains(&one.of.0)).collect();
    held.sort_by_key(|one| std::cmp::Reverse(one.visit.on));
    held
}

/// The actions of a school's visits that are open.
pub fn open_actions(journal: &HubJournal, urn: Urn) -> Markup {
    let held = visits_of(journal, urn);
    let open: Vec<&VisitAction> =
        held.iter().flat_map(|one| one.open()).map(|(_, action)| action).collect();
    html! { @if !open.is_empty() { ul.clean.checks { @for action in open { li.not-known { (action.what) span.soft { " · " (action.who) @if let Some(by) = action.by { ", by " (by.in_words()) } } } } } } }
}

/// What the school is entitled to this year, and how many visits are recorded.
pub fn entitled(journal: &HubJournal, urn: Urn) -> Markup {
    let year = journal.year;
    let rows = stages_of(journal, urn).into_iter().filter_map(|slug| {
        let own = journal.own(urn, slug, year);
        own.iter().find(|fact| fact.what == What::Started)?;
        let n = own.iter().filter(|fact| fact.what == What::Visited).count();
        let visits = journal.rules().programmes.rule(slug, year).ok()?.1.visits.clone();
        Some((slug, n, visits))
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if rows.is_empty() { p.soft { "No start is recorded in " (year) ", so no visit is due." } }
        @for (slug, n, visits) in rows { p {
            strong { (journal.rules().short(slug)) } ": "
            @match visits {
                Some(visits) => {
                    @match visits.number { Some(number) => { (n) " of " (number) " recorded" } None => { (n) " recorded" } }
                    span.soft { " · " (visits.words) }
                }
                None => { (n) " recorded" span.soft { " · no public source says how many" } }
            }
        } }
    }
}

fn programme_field(journal: &HubJournal, urn: Urn, id: &str) -> Markup {
    html! {
        input type="hidden" name="year" value=(journal.year);
        div { label for=(id) { "In" } select #(id) name="programme" { @for slug in stages_of(journal, urn) { option value=(slug) { (journal.rules().short(slug)) } } } }
    }
}

/// The day a visit that is written down now most likely was: the last one booked of which nothing is recorded, else
/// today.
fn likely_day(journal: &HubJournal, urn: Urn) -> Date {
    let line = journal.lines.line(urn);
    let booked = journal.book.booked.iter().filter(|((of, ..), _)| line.contains(of));
    let booked = booked.flat_map(|(_, days)| days).filter(|day| **day <= journal.today).max();
    let is_recorded = |day: &Date| visits_of(journal, urn).iter().any(|one| one.visit.on >= *day);
    booked.copied().filter(|day| !is_recorded(day)).unwrap_or(journal.today)
}

fn log_form(visit: &Visit, journal: &HubJournal, urn: Urn, here: &str) -> Markup {
    html! {
        form.sheet.stack method="post" action=(here) data-keep={ "visit-" (urn) } {
            (token(visit))
            (programme_field(journal, urn, "visit-in"))
            div { label for="on" { "On" } input #on type="date" name="on" value=(likely_day(journal, urn)) max=(journal.today) required; }
            div { label for="note" { "What was seen and said " span.soft { "(no pupils' names)" } } textarea #note name="note" maxlength="1000" required {} }
            @for at in 1..=ACTIONS {
                fieldset.visit-action {
                    legend { "Action " (at) @if at == 1 { span.soft { " if one was agreed" } } }
                    div { label for={ "what-" (at) } { "What" } input #{ "what-" (at) } type="text" name={ "what-" (at) } maxlength="200"; }
                    div { label for={ "who-" (at) } { "Who" } input #{ "who-" (at) } type="text" name={ "who-" (at) } maxlength="80" list="who-may"; }
                    div { label for={ "by-" (at) } { "By" } input #{ "by-" (at) } type="date" name={ "by-" (at) }; }
                }
            }
            datalist #who-may { option value="Headteacher"; option value="Leads mathematics"; @for name in named(journal, urn) { option value=(name); } }
            button.act { "Keep the visit" }
            p.small.soft data-kept role="status" { "Without a signal it stays on this phone and goes by itself." }
        }
    }
}

/// Who takes part for the school this year.
fn named(journal: &HubJournal, urn: Urn) -> Vec<String> {
    let line = journal.lines.line(urn);
    let of = |slug: &'static str| journal.book.people_of(&line, slug, journal.year);
    stages_of(journal, urn).into_iter().flat_map(of).collect()
}

fn one_visit(visit: &Visit, journal: &HubJournal, one: &Visited, here: &str) -> Markup {
    let (_, slug, year) = &one.of;
    html! { section.sheet.quiet.stack-s {
        h3 { (one.visit.on.in_words()) span.soft { " · " (journal.rules().short(slug)) " " (year) " · " (one.visit.by) } }
        p.as-written { (one.visit.note) }
        @if !one.visit.actions.is_empty() { ol.clean.late-list { @for (at, action) in one.visit.actions.iter().enumerate() { li.late-row {
            div { p { (action.what) } p.small.soft { (action.who) @if let Some(by) = action.by { ", by " (by.in_words()) } } }
            @match one.done.get(&at) {
                Some(on) => { span.tag { "done, " (on.in_words()) } }
                None => { form.late-act method="post" action={ (here) "/done" } {
                    (token(visit))
                    input type="hidden" name="visit" value=(one.id);
                    input type="hidden" name="action" value=(at);
                    button.act.quiet.small { "It is done" }
                } }
            }
        } } } }
    } }
}

/// Writes a visit down; one that is sent again, because the answer to the first was lost, counts once.
pub async fn log(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let here = format!("/hub/schools/{urn}/visit");
    let of = |name: &str| sent.get(name).map_or("", String::as_str);
    let year: SchoolYear = field(of("year"))?;
    let programmes = &journal.rules().programmes;
    programmes.rule(of("programme"), year).map_err(|error| refused(error.to_string()))?;
    let on = Date::read(of("on")).map_err(|error| refused(error.to_string()))?;
    if on > journal.today {
        return Err(refused(format!("{} has not come yet", on.in_words())));
    }
    let note = text(of("note"))?;
    if note.is_empty() {
        return Err(refused("say in a sentence what was seen and said"));
    }
    let mut actions = Vec::new();
    for at in 1..=ACTIONS {
        let part = |name: &str| text(of(&format!("{name}-{at}")));
        actions.extend(action(at, part("what")?, part("who")?, &part("by")?)?);
    }
    let by = visit.actor()?.name().to_owned();
    let made = programme::Visit { on, by, note, actions };
    let key = (urn, of("programme").to_owned(), year);
    let is_same = |one: &&Visited| one.of == key && one.visit == made;
    if let Some(known) = journal.book.visits.iter().find(is_same) {
        return Ok(back_to(&here, &known.id));
    }
    let (_, programme, _) = key;
    agrees(&journal, urn, &programme, year, What::Visited, on)?;
    let fact = HubFact::VisitMade { urn, programme, year, visit: made };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}

/// An action of the form; nothing where nothing was written in.
fn action(
    at: usize,
    what: String,
    who: String,
    by: &str,
) -> Result<Option<VisitAction>, PageError> {
    if what.is_empty() && who.is_empty() && by.is_empty() {
        return Ok(None);
    }
    if what.is_empty() || who.is_empty() {
        return Err(refused(format!("action {at} needs what is done and who does it")));
    }
    let by = match by {
        "" => None,
        by => Some(Date::read(by).map_err(|error| refused(format!("action {at}: {error}")))?),
    };
    Ok(Some(VisitAction { what, who, by }))
}

/// Which action is done.
#[derive(Debug, Deserialize)]
pub struct ActionDone {
    visit: String,
    action: usize,
}

/// Writes down that an action is done.
pub async fn done(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<ActionDone>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let held = visits_of(&journal, urn).into_iter().find(|one| one.id == sent.visit);
    let held = held.ok_or_else(|| PageError::not_found("visit"))?;
    if sent.action >= held.visit.actions.len() {
        return Err(PageError::not_found("action"));
    }
    let fact = HubFact::ActionDone { visit: sent.visit, action: sent.action, on: journal.today };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    let here = format!("/hub/schools/{urn}/visit");
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}
