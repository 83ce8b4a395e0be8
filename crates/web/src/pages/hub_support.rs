//! The support log of a school: when, how long, what for, against what the school is entitled to.
//!
//! Start at [`show`]; a visit by entitlement is [`super::hub_visit`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{Date, HubFact, MOST_MINUTES, SchoolYear, Support, Urn, hours, support_so_far};

use super::hub::{Done, back_to, field, said_done, school_named};
use super::hub_schools::stages_of;
use super::hub_visit;
use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::sent::{Fields, part, refused, text};

/// The log, and the form.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, school) = school_named(&journal, &urn)?;
    let here = format!("/hub/schools/{urn}/support");
    let leads = visit.is_any_of(&[Role::HubLead]);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href={ "/hub/schools/" (urn) } { (school.name) } } h1 { "Support" } }
            (said_done(&visit, &journal, &asked.done, &here))
            div.side.hub-side {
                div.stack-l {
                    section.stack-s { h2 { "Entitled to" } (hub_visit::entitled(&journal, urn)) (so_far(&journal, urn)) }
                    (log(&journal, urn))
                }
                aside.stack { (log_form(&visit, &journal, urn, &here)) @if leads { (hours_form(&visit, &journal, urn, &here)) } }
            }
        }
    };
    Ok(layout::hub_keeping(&visit, HubPlace::Schools, "Support", &inside))
}

/// The programmes of a school with support in a year, or hours that the hub gives.
fn so_far(journal: &HubJournal, urn: Urn) -> Markup {
    let (line, year) = (journal.lines.line(urn), journal.year);
    let of = stages_of(journal, urn)
        .into_iter()
        .map(|slug| (slug, support_so_far(&journal.book, &line, slug, year)));
    let of: Vec<_> =
        of.filter(|(_, held)| !held.each.is_empty() || held.entitled.is_some()).collect();
    html! {
        @if of.is_empty() { p.soft { "No support is recorded in " (year) ". No public source says how many hours a school has; a hub may say its own." } }
        @for (slug, held) in &of { p { strong { (journal.rules().short(slug)) } ": " span.number { (held.in_words()) } " recorded" @if held.entitled.is_none() { span.soft { " · the hub has not said how many hours a school has" } } } }
    }
}

/// The support of the year in a few words, for the school's own page.
pub fn in_short(journal: &HubJournal, urn: Urn) -> Markup {
    let line = journal.lines.line(urn);
    let of = stages_of(journal, urn).into_iter().filter_map(|slug| {
        let held = support_so_far(&journal.book, &line, slug, journal.year);
        (!held.each.is_empty()).then(|| (slug, held.in_words()))
    });
    html! { @for (slug, words) in of { p.small { (journal.rules().short(slug)) ": " (words) " of support recorded" } } }
}

fn log(journal: &HubJournal, urn: Urn) -> Markup {
    let line = journal.lines.line(urn);
    let mut all: Vec<_> =
        journal.book.supported.iter().filter(|one| line.contains(&one.of.0)).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.support.on));
    html! { @if !all.is_empty() { section.stack-s {
        h2 { "What was done" }
        div.wide-table tabindex="0" role="region" aria-label="Support that was given" { table { thead { tr { th { "Day" } th { "Programme" } th { "How long" } th { "What for" } th { "By" } } } tbody { @for one in all { tr {
            td { (one.support.on.in_words()) }
            td { (journal.rules().short(&one.of.1)) " " (one.of.2) }
            td.number { (hours(one.support.minutes.into())) }
            td { (one.support.purpose) }
            td { (one.support.by) }
        } } } } }
    } } }
}

fn log_form(visit: &Visit, journal: &HubJournal, urn: Urn, here: &str) -> Markup {
    html! { form.sheet.stack method="post" action=(here) data-keep={ "support-" (urn) } {
        (token(visit))
        h2 { "Write it down" }
        input type="hidden" name="year" value=(journal.year);
        div { label for="support-in" { "In" } select #support-in name="programme" { @for slug in stages_of(journal, urn) { option value=(slug) { (journal.rules().short(slug)) } } } }
        div { label for="support-on" { "On" } input #support-on type="date" name="on" value=(journal.today) max=(journal.today) required; }
        div { label for="minutes" { "Minutes" } input.short #minutes type="number" name="minutes" min="5" max=(MOST_MINUTES) step="5" required; }
        div { label for="purpose" { "What for " span.soft { "(no pupils' names)" } } input #purpose type="text" name="purpose" maxlength="300" required; }
        button.act { "Keep it" }
        p.small.soft data-kept role="status" { "Without a signal it stays on this phone and goes by itself." }
    } }
}

fn hours_form(visit: &Visit, journal: &HubJournal, urn: Urn, here: &str) -> Markup {
    let held = |slug: &str| {
        journal.book.support_hours.get(&(slug.to_owned(), journal.year)).copied().unwrap_or(0)
    };
    let first = stages_of(journal, urn).first().copied().unwrap_or("");
    html! { form.sheet.quiet.stack-s method="post" action={ (here) "/hours" } {
        (token(visit))
        h2 { "What each school has" }
        input type="hidden" name="year" value=(journal.year);
        div { label for="hours-in" { "In" } select #hours-in name="programme" { @for slug in stages_of(journal, urn) { option value=(slug) { (journal.rules().short(slug)) @if held(slug) > 0 { " (" (held(slug)) " h)" } } } } }
        div { label for="hours" { "Hours in " (journal.year) ", for every school of it" } input.short #hours type="number" name="hours" min="0" max="200" value=(held(first)) required; }
        button.act.quiet.small { "Set" }
    } }
}

fn of(journal: &HubJournal, sent: &Fields) -> Result<(String, SchoolYear), PageError> {
    let year: SchoolYear = field(part(sent, "year"))?;
    let programme = part(sent, "programme").to_owned();
    let rules = &journal.rules().programmes;
    rules.rule(&programme, year).map_err(|error| refused(error.to_string()))?;
    Ok((programme, year))
}

/// Writes support down; what is sent again, because the answer to the first was lost, counts once.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let here = format!("/hub/schools/{urn}/support");
    let (programme, year) = of(&journal, &sent)?;
    let on = Date::read(part(&sent, "on")).map_err(|error| refused(error.to_string()))?;
    if on > journal.today {
        return Err(refused(format!("{} has not come yet", on.in_words())));
    }
    let minutes = part(&sent, "minutes");
    let known = minutes.parse().ok().filter(|minutes| (1..=MOST_MINUTES).contains(minutes));
    let minutes: u16 = known.ok_or_else(|| {
        refused(format!("`{minutes}` is no number of minutes from 1 to {MOST_MINUTES}"))
    })?;
    let purpose = text(part(&sent, "purpose"))?;
    if purpose.is_empty() {
        return Err(refused("say in a few words what it was for"));
    }
    let by = visit.actor()?.name().to_owned();
    let support = Support { on, by, minutes, purpose };
    let key = (urn, programme.clone(), year);
    let known = journal.book.supported.iter().find(|one| one.of == key && one.support == support);
    if let Some(known) = known {
        return Ok(back_to(&here, &known.id));
    }
    let fact = HubFact::Supported { urn, programme, year, support };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}

/// Sets how many hours a school of a programme has in a year.
pub async fn set_hours(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let (programme, year) = of(&journal, &sent)?;
    let typed = part(&sent, "hours");
    let hours: u16 = typed
        .parse()
        .ok()
        .filter(|hours| *hours <= 200)
        .ok_or_else(|| refused(format!("`{typed}` is no number of hours from 0 to 200")))?;
    let fact = HubFact::SupportHoursSet { programme, year, hours };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    let here = format!("/hub/schools/{urn}/support");
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}
