//! Recruitment: who applied, who holds a place, who waits, and how many places are left, for one programme and year.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    Action, Application, Date, HubFact, Late, PlaceState, Recruitment, SchoolYear, Urn, What,
    recruit,
};
use serde::Deserialize;

use super::applied::application_link;
use super::hub::{back_to, field, form, said_done};
use super::{hub_place_dates, hub_rounds};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};

/// Which programme and year.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub programme: String,
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub done: String,
}

impl Asked {
    /// The programme and year asked for; else a stage of a journey, and the year of the day.
    pub fn of(&self, journal: &HubJournal, first: &str) -> (String, SchoolYear) {
        let known = journal.rules().stages().chain(journal.rules().trainings());
        let is_known = { known }.any(|slug| slug == self.programme);
        let programme = if is_known { self.programme.clone() } else { first.to_owned() };
        (programme, self.year.parse().unwrap_or(journal.year))
    }
}

/// The choice of programme and year over a page.
pub fn chooser(journal: &HubJournal, to: &str, programme: &str, year: SchoolYear) -> Markup {
    let first = journal.year.first_year().saturating_sub(2);
    let years = (first..=first + 3).map(SchoolYear::beginning_in);
    html! {
        form.row.chooser method="get" action=(to) {
            label.unseen for="programme" { "Programme" }
            select #programme name="programme" { @for slug in journal.rules().stages().chain(journal.rules().trainings().filter(|_| to == "/hub/places")) { option value=(slug) selected[slug == programme] { (journal.rules().short(slug)) } } }
            label.unseen for="year" { "School year" }
            select #year name="year" { @for each in years { option value=(each) selected[each == year] { (each) } } }
            button.act.quiet.small { "Show" }
        }
    }
}

/// The places of a programme.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (programme, year) = asked.of(&journal, "primary-development");
    let list = list(&journal, &programme, year);
    let addresses = hub_rounds::addresses(&app, &journal).await?;
    let short = journal.rules().short(&programme);
    let back = format!("/hub/places?programme={programme}&year={year}");
    let held = list.applications.iter().filter(|one| one.place == PlaceState::Confirmed).count();
    let inside = html! {
        div.stack-l {
            header.row.between { div { p.eyebrow { (journal.hub.name) } h1 { "Places" } } (chooser(&journal, "/hub/places", &programme, year)) }
            (said_done(&visit, &journal, &asked.done, &back))
            div.side.hub-side {
                section.stack {
                    h2 { (short) " " (year) }
                    (places_picture(held, &list))
                    p.small.soft { (who_confirms(&journal, &programme, year)) }
                    @if list.applications.is_empty() { p.told { "No school has applied yet." } }
                    ol.clean.late-list { @for (at, one) in list.applications.iter().enumerate() { (row(&app, &visit, &journal, &programme, year, at, one, &back)) } }
                }
                aside.stack {
                    (hub_place_dates::of_list(&visit, &journal, &programme, year, &list))
                    form.sheet.stack-s method="post" action="/hub/places" {
                        (token(&visit))
                        input type="hidden" name="programme" value=(programme);
                        input type="hidden" name="year" value=(year);
                        div { label for="places" { "Places in " (year) } input.short #places type="number" name="places" min="0" max="999" value=(list.places); }
                        button.act.quiet.small { "Set" }
                        p.small.soft { "How many are left is shown on the " a href="/places" { "public page" } "." }
                    }
                    (hub_rounds::aside(&visit, &journal, &programme, year, &addresses))
                    (going_on(&journal, &programme, year))
                    @if !list.applications.is_empty() { p.small { a href={ "/hub/places.csv?programme=" (programme) "&year=" (year) } { "Letters and list as a spreadsheet" } } }
                }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Places, "Places", &inside))
}

/// The applications of a programme and year, in order.
pub fn list(journal: &HubJournal, programme: &str, year: SchoolYear) -> Recruitment {
    let places = journal.book.places.get(&(programme.to_owned(), year)).copied().unwrap_or(0);
    let asked = (programme, year);
    recruit(&journal.book.facts, &journal.lines, asked, places.into(), journal.today)
}

/// Places as counters: held, offered, free.
fn places_picture(held: usize, list: &Recruitment) -> Markup {
    let n_waiting =
        list.applications.iter().filter(|one| matches!(one.place, PlaceState::Waiting(_))).count();
    let offered = list.applications.iter().filter(|one| one.place == PlaceState::Offered).count();
    let of = |at: usize| match at {
        at if at < held => "ready",
        at if at < held + offered => "nearly",
        _ => "open",
    };
    html! {
        div.places-picture aria-hidden="true" { @for at in 0..list.places.min(60) { span class={ "counter " (of(at)) } {} } }
        p { strong.number { (held) } " confirmed, " strong.number { (offered) } " to confirm, " strong.number { (list.places_left) } " left of " (list.places) @if n_waiting > 0 { ", " strong.number { (n_waiting) } " waiting" } "." }
        @if held > list.places { p.told { "More schools are confirmed than there are places: " (held) " and " (list.places) ". All keep theirs." } }
    }
}

/// What the rule of the year says of the headteacher's confirmation.
fn who_confirms(journal: &HubJournal, programme: &str, year: SchoolYear) -> String {
    let name = journal.rules().short(programme);
    match headteacher_confirms(journal, programme, year) {
        Some(true) => format!(
            "The rule of {name} {year}: the headteacher confirms before the place is confirmed."
        ),
        Some(false) => {
            format!("The rule of {name} {year}: no confirmation by the headteacher is asked for.")
        }
        None => format!(
            "For {name} {year} no published rule is known that the headteacher confirms first; a place may be confirmed without."
        ),
    }
}

fn headteacher_confirms(journal: &HubJournal, programme: &str, year: SchoolYear) -> Option<bool> {
    let rule = journal.rules().programmes.rule(programme, year).ok();
    rule.and_then(|(_, rule)| rule.headteacher_confirms)
}

/// Who applied for a school on the public page, with the link of the application.
fn own_links(
    app: &App,
    journal: &HubJournal,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
) -> Vec<(String, String)> {
    let line = journal.lines.line(urn);
    let own = journal.book.applied.iter().filter(|(_, one)| {
        one.programme == programme && one.year == year && line.contains(&one.urn)
    });
    own.map(|(id, one)| (one.by.clone(), application_link(app, &journal.hub.hub_id, id))).collect()
}

#[expect(clippy::too_many_arguments, reason = "each is one thing of the row")]
fn row(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    at: usize,
    one: &Application,
    back: &str,
) -> Markup {
    let head = head_confirmed_on(journal, one.urn, programme, year);
    let state = match one.place {
        PlaceState::Confirmed => "place confirmed".to_owned(),
        PlaceState::Offered => "there is a place".to_owned(),
        PlaceState::Waiting(n) => format!("waits, number {n}"),
        PlaceState::Withdrawn => "withdrew".to_owned(),
        PlaceState::Declined => "no place offered".to_owned(),
    };
    let offer = Late {
        urn: one.urn,
        programme: programme.to_owned(),
        year,
        says: String::new(),
        action: Action::ConfirmThePlace,
    };
    html! { li.late-row {
        div {
            span.soft.number { (at + 1) ". " } a.late-school href={ "/hub/schools/" (one.urn) } { (journal.name(one.urn)) } " " span.tag.warm[one.place == PlaceState::Offered] { (state) }
            p.small.soft { "applied on " (one.applied_on.in_words()) @match head { Some(day) => { "; the headteacher confirmed on " (day.in_words()) } None => { "; no confirmation by the headteacher recorded" } } @for remark in &one.remarks { "; " (remark) } }
            details.letter { summary.small { "Letter" } div.stack-s { @for line in letter(journal, programme, year, one) { p { (line) } } } }
            @for link in own_links(app, journal, one.urn, programme, year) { details.letter { summary.small { "Its own page" } p.small { "Says how the application stands. Send it to " (link.0) " if the link is lost." } p.small.link-line { a href=(link.1) data-whole="" { (link.1) } } } }
            @if matches!(one.place, PlaceState::Offered | PlaceState::Waiting(_)) { (hub_rounds::decline_form(visit, one.urn, programme, year)) }
        }
        @if one.place == PlaceState::Offered { (form(visit, &offer, back)) }
    } }
}

fn head_confirmed_on(
    journal: &HubJournal,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
) -> Option<Date> {
    let own = journal.own(urn, programme, year);
    own.iter().find(|fact| fact.what == What::HeadConfirmed).map(|fact| fact.on)
}

/// What to write to the school, as things stand.
pub fn letter(
    journal: &HubJournal,
    slug: &str,
    year: SchoolYear,
    one: &Application,
) -> Vec<String> {
    let programmes = &journal.rules().programmes;
    let name = programmes.rule(slug, year).map_or(slug, |(programme, _)| &programme.name);
    let news = match one.place {
        PlaceState::Confirmed => {
            format!("we are glad to confirm your school's place in the {name} for {year}.")
        }
        PlaceState::Offered => {
            let next = match head_confirmed_on(journal, one.urn, slug, year) {
                Some(day) => format!(
                    "Your headteacher confirmed on {} that the school takes part, and we write again once the place is confirmed.",
                    day.in_words()
                ),
                None if headteacher_confirms(journal, slug, year) == Some(true) => "It is confirmed as soon as your headteacher has confirmed that the school takes part.".to_owned(),
                None => "Please tell us that your headteacher agrees; we then confirm it.".to_owned(),
            };
            format!("there is a place for your school in the {name} for {year}. {next}")
        }
        PlaceState::Waiting(n) => format!(
            "the places in the {name} for {year} are taken. Your school is number {n} of those who wait, and we write the day one comes free."
        ),
        PlaceState::Declined => {
            let why = why_declined(journal, one.urn, slug, year).map(|(_, why)| why);
            let why = why
                .filter(|why| !why.is_empty())
                .map(|why| format!(" The reason: {}.", why.trim_end_matches('.')));
            format!(
                "we cannot offer your school a place in the {name} for {year}.{} You are welcome to apply again when the next round opens.",
                why.unwrap_or_default()
            )
        }
        PlaceState::Withdrawn => format!(
            "we have noted that your school does not take part in the {name} for {year}. You are welcome again."
        ),
    };
    let asks = programmes.rule(slug, year).ok().and_then(|(_, rule)| rule.teacher_roles.clone());
    let mut lines =
        vec![format!("To {}", journal.name(one.urn)), format!("Thank you for applying: {news}")];
    if one.place == PlaceState::Confirmed
        && let Some(asks) = asks
    {
        let line = journal.lines.line(one.urn);
        let named = journal.book.people_of(&line, slug, year);
        lines.push(if named.is_empty() {
            format!("The work group asks for {asks}. Please tell us their names.")
        } else {
            let named = named.join(" and ");
            format!("The work group asks for {asks}. You named {named}; tell us if that changes.")
        });
    }
    lines.push(format!("{}, {}", journal.hub.name, journal.today.in_words()));
    lines
}

/// Why a school was not offered a place, and when; nothing where it was not declined.
pub fn why_declined(
    journal: &HubJournal,
    urn: Urn,
    slug: &str,
    of: SchoolYear,
) -> Option<(Date, String)> {
    let line = journal.lines.line(urn);
    let said = journal.book.of_line(&line).filter_map(|one| match &one.fact {
        HubFact::Happened { programme, year, what: What::Declined, on, note, .. }
            if programme == slug && *year == of =>
        {
            Some((*on, note.clone()))
        }
        _ => None,
    });
    said.last()
}

/// How the schools of this year stand with the next: who was asked, who has applied.
fn going_on(journal: &HubJournal, slug: &str, year: SchoolYear) -> Markup {
    let held = journal.holders(slug, year);
    let next = year.next();
    let has_applied = |urn: &&Urn| {
        let line = journal.lines.line(**urn);
        let mut facts = journal.book.facts.all();
        facts.any(|fact| {
            fact.year == next
                && matches!(fact.what, What::SignedUp | What::PlaceConfirmed)
                && line.contains(&fact.urn)
        })
    };
    let was_asked = |urn: &&Urn| {
        let line = journal.lines.line(**urn);
        line.iter().any(|urn| {
            let of = ((*urn, slug.to_owned(), year), Action::AskToGoOn);
            journal.book.asked.contains_key(&of)
        })
    };
    let (asked, applied) =
        (held.iter().filter(was_asked).count(), held.iter().filter(has_applied).count());
    html! { @if !held.is_empty() { section.sheet.quiet.stack-s {
        h3 { "And " (next) "?" }
        ul.clean.small {
            li { "Take part in " (year) ": " strong.number { (held.len()) } }
            li { "Asked whether they go on: " strong.number { (asked) } }
            li { "Applied for a programme of " (next) ": " strong.number { (applied) } }
        }
        p.small.soft { "From 1 June each school that has not applied stands on the first screen until it was asked. Who came back is counted in the " a href="/hub/report" { "report" } "." }
    } } }
}

/// How many places.
#[derive(Debug, Deserialize)]
pub struct Places {
    programme: String,
    year: String,
    places: u16,
}

/// Sets how many places a programme has.
pub async fn set(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Places>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let refused = |says: String| PageError::refused("Nothing was set", format!("{says}."));
    let year: SchoolYear = field(&sent.year)?;
    let programmes = &journal.rules().programmes;
    programmes.rule(&sent.programme, year).map_err(|error| refused(error.to_string()))?;
    if sent.places > 999 {
        return Err(refused(format!("{} places are too many; expected at most 999", sent.places)));
    }
    let back = format!("/hub/places?programme={}&year={year}", sent.programme);
    let fact = HubFact::PlacesSet { programme: sent.programme, year, places: sent.places };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&back, ids.first().map_or("", String::as_str)))
}
