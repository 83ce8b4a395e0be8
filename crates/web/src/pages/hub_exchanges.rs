//! Schools that watch each other: who was host, what was looked at, what is claimed and what shows it, and what became
//! of it a year later and two years later.
//!
//! Of lessons and the mathematics, never of a pupil. Start at [`show`].

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    AskedAgain, Date, Evidence, Exchange, ExchangeStep, Exchanged, HubFact, SchoolYear, Urn,
};
use serde::Deserialize;

use super::hub::{back_to, field, said_done};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::sent::{Fields, part, refused, text};

const HERE: &str = "/hub/exchanges";

/// Which school is asked about, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    school: String,
    #[serde(default)]
    done: String,
}

/// The exchanges, those of a school alone where one is named.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let school: Option<Urn> = asked.school.parse().ok();
    let line = school.map(|urn| journal.lines.line(urn));
    let is_own = |one: &&Exchanged| {
        let of = [one.exchange.host, one.exchange.guest];
        line.as_ref().is_none_or(|line| of.iter().any(|urn| line.contains(urn)))
    };
    let mut held: Vec<&Exchanged> = journal.book.exchanges.iter().filter(is_own).collect();
    held.sort_by_key(|one| {
        (one.waits(journal.today).is_none(), std::cmp::Reverse(one.exchange.on))
    });
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href="/hub/sessions" { "Sessions" } } h1 { "Schools that watch each other" } @if let Some(urn) = school { p.of-step { (journal.name(urn)) " · " a href=(HERE) { "every school" } } } }
            (said_done(&visit, &journal, &asked.done, HERE))
            div.side.hub-side {
                section.stack {
                    @if held.is_empty() { p.told { "Nothing is written down yet. One school watches a lesson of another, both say what they take from it and what shows it; a year later and two years later it comes up by itself." } }
                    @for one in &held { (one_exchange(&visit, &journal, one)) }
                }
                (write_form(&visit, &journal))
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Sessions, "Schools that watch each other", &inside))
}

fn one_exchange(visit: &Visit, journal: &HubJournal, one: &Exchanged) -> Markup {
    let Exchange { host, guest, on, people, looked_at, claim, evidence, shown_by, .. } =
        &one.exchange;
    let school = |urn: &Urn| {
        html! { a href={ "/hub/schools/" (urn) } { (journal.name(*urn)) } }
    };
    html! { section.sheet.quiet.stack-s id={ "exchange-" (one.id) } {
        h2 { (school(guest)) " at a lesson of " (school(host)) }
        p.small.soft { (on.in_words()) " · " (journal.rules().short(&one.exchange.programme)) @if !people.is_empty() { " · " (people.join(", ")) } }
        p { strong { "Looked at: " } (looked_at) }
        p { strong { "Taken from it: " } (claim) }
        p { strong { "What shows it: " } (shown_by) " " span.soft { "(" (evidence.in_words()) ")" } }
        @for again in &one.again { p { strong { "Asked again, " (again.on.in_words()) ": " } (again.found) " " span.soft { "(" (again.by) ")" } } }
        @match one.waits(journal.today) {
            Some((years, due)) => { form.stack-s method="post" action={ (HERE) "/again" } {
                (token(visit))
                input type="hidden" name="exchange" value=(one.id);
                div { label for={ "found-" (one.id) } { @if years == 1 { "A year later: " } @else { "Two years later: " } "what is still so, and what shows it? " span.soft { "(due " (due.in_words()) ")" } } textarea id={ "found-" (one.id) } name="found" maxlength="600" required {} }
                button.act.small { "Write it down" }
            } }
            None => { p.small.soft { @match programme::ASKED_AFTER_YEARS.into_iter().map(|years| one.due_after(years)).find(|due| *due > journal.today) { Some(due) => { "It is asked again on " (due.in_words()) "." } None => { "It was asked a year and two years later." } } } }
        }
    } }
}

fn write_form(visit: &Visit, journal: &HubJournal) -> Markup {
    let schools = journal.open_schools();
    let choice = |id: &'static str, label: &'static str| {
        html! { div { label for=(id) { (label) } select id=(id) name=(id) required { option value="" { "Choose a school" } @for school in &schools { option value=(school.urn) { (journal.name(school.urn)) } } } } }
    };
    html! { form.sheet.stack method="post" action=(HERE) {
        (token(visit))
        h2 { "Write one down" }
        input type="hidden" name="year" value=(journal.year);
        div { label for="exchange-in" { "In" } select #exchange-in name="programme" { @for slug in journal.rules().stages() { option value=(slug) { (journal.rules().short(slug)) } } } }
        (choice("host", "Whose lesson"))
        (choice("guest", "Who watched"))
        div { label for="exchange-on" { "On" } input #exchange-on type="date" name="on" value=(journal.today) max=(journal.today) required; }
        div { label for="people" { "Which colleagues " span.soft { "(commas between)" } } input #people type="text" name="people" maxlength="200"; }
        div { label for="looked-at" { "What was looked at " span.soft { "(no pupils' names)" } } textarea #looked-at name="looked-at" maxlength="600" required {} }
        div { label for="claim" { "What they take from it" } textarea #claim name="claim" maxlength="600" required {} }
        div { label for="evidence" { "What shows it" } select #evidence name="evidence" { @for one in Evidence::ALL { option value=(one.slug()) { (one.in_words()) } } } }
        div { label for="shown-by" { "What that is, and where it is kept" } input #shown-by type="text" name="shown-by" maxlength="300" required; }
        button.act { "Write it down" }
    } }
}

/// A part of the form that must be said.
fn said(sent: &Fields, name: &str, what: &str) -> Result<String, PageError> {
    let said = text(part(sent, name))?;
    if said.is_empty() { Err(refused(format!("say {what}"))) } else { Ok(said) }
}

/// Writes an exchange down.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let year: SchoolYear = field(part(&sent, "year"))?;
    let programme = part(&sent, "programme").to_owned();
    let rules = &journal.rules().programmes;
    rules.rule(&programme, year).map_err(|error| refused(error.to_string()))?;
    let school = |name: &str| -> Result<Urn, PageError> {
        let urn: Urn = field(part(&sent, name))?;
        Ok(journal.school(urn)?.urn)
    };
    let (host, guest) = (school("host")?, school("guest")?);
    if journal.lines.are_one_line(host, guest) || host == guest {
        return Err(refused("host and guest are one school; choose two"));
    }
    let on = Date::read(part(&sent, "on")).map_err(|error| refused(error.to_string()))?;
    if on > journal.today {
        return Err(refused(format!("{} has not come yet", on.in_words())));
    }
    let people = text(part(&sent, "people"))?;
    let people = people.split(',').map(str::trim).filter(|name| !name.is_empty());
    let slug = part(&sent, "evidence");
    let evidence = Evidence::ALL.into_iter().find(|one| one.slug() == slug);
    let exchange = Exchange {
        programme,
        year,
        host,
        guest,
        on,
        people: people.map(str::to_owned).collect(),
        looked_at: said(&sent, "looked-at", "what was looked at")?,
        claim: said(&sent, "claim", "what they take from it")?,
        evidence: evidence
            .ok_or_else(|| refused(format!("`{slug}` is no kind of evidence of the list")))?,
        shown_by: said(&sent, "shown-by", "what shows it; a claim stands with its evidence")?,
    };
    let known = journal.book.exchanges.iter().find(|one| one.exchange == exchange);
    if let Some(known) = known {
        return Ok(back_to(HERE, &known.id));
    }
    keep(&app, &visit, &journal, ExchangeStep::Made { exchange }).await
}

/// Writes down what became of it.
pub async fn again(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let id = part(&sent, "exchange");
    let held = journal.book.exchanges.iter().find(|one| one.id == id);
    let held =
        held.ok_or_else(|| refused("it is not written here any more; look at the page again"))?;
    if held.waits(journal.today).is_none() {
        return Err(refused("nothing is to be asked of it now"));
    }
    let found = said(&sent, "found", "what is still so, or that nothing is")?;
    let again = AskedAgain { on: journal.today, by: visit.actor()?.name().to_owned(), found };
    let exchange = held.id.clone();
    keep(&app, &visit, &journal, ExchangeStep::AskedAgain { exchange, again }).await
}

async fn keep(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    step: ExchangeStep,
) -> Result<Redirect, PageError> {
    let ids = journal.write(app, visit, vec![HubFact::Exchange { step }]).await?;
    Ok(back_to(HERE, ids.first().map_or("", String::as_str)))
}
