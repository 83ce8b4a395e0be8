//! Rounds of recruiting: the days on which schools may apply, who asked and is to be told, and the school that is not
//! offered a place, with the reason.
//!
//! Start at [`aside`] for what stands on the page of places, at [`waits`] for the first screen.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    AskedBy, Date, HubFact, Interest, PlaceState, RecruitmentRound, RoundStep, SchoolYear, Urn,
    What, has_applied, round_days, to_tell,
};

use super::hub::{back_to, field};
use super::hub_places::list;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::token;
use crate::sent::{Fields, part, refused, text};

/// The page of places of a programme and year.
pub fn address(programme: &str, year: SchoolYear) -> String {
    format!("/hub/places?programme={programme}&year={year}")
}

/// Where those who asked may be written to, by how the facts hold it.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn addresses(
    app: &App,
    journal: &HubJournal,
) -> Result<BTreeMap<String, String>, PageError> {
    let interest = journal.book.interest.iter().filter_map(|one| one.address.clone());
    let applied = journal.book.applied.values().map(|one| one.address.clone());
    Ok(app.store.addresses(interest.chain(applied).collect()).await?)
}

/// Where one who asked may be written to; nothing once it was taken back.
pub fn contact<'a>(one: &'a Interest, addresses: &'a BTreeMap<String, String>) -> &'a str {
    match &one.address {
        Some(kept) => addresses.get(kept).map_or("", String::as_str),
        None => &one.contact,
    }
}

/// Rounds that are open, and of which those who asked have not been told.
pub fn waits(journal: &HubJournal) -> Markup {
    let of = |(programme, year): &(String, SchoolYear)| {
        let asked = to_tell(&journal.book, &journal.lines, (programme, *year), journal.today);
        (!asked.is_empty()).then(|| (programme.clone(), *year, asked.len()))
    };
    let open: Vec<_> = journal.book.rounds.keys().filter_map(of).collect();
    html! { @if !open.is_empty() {
        section.stack-s {
            h2 { "Tell who asked " span.soft.number { (open.len()) } }
            p.soft { "A round has opened, and schools asked to hear of it." }
            ol.clean.late-list { @for (programme, year, n) in &open { li.late-row {
                @let to = format!("{}#to-tell", address(programme, *year));
                div { a.late-school href=(to) { (journal.rules().short(programme)) " " (year) } p.small.soft { @if *n == 1 { "1 school asked to hear of it" } @else { (n) " schools asked to hear of it" } } }
                a.act.small href=(to) { "Tell them" }
            } } }
        }
    } }
}

/// The round of a programme and year, and who asked to hear of it.
pub fn aside(
    visit: &Visit,
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    addresses: &BTreeMap<String, String>,
) -> Markup {
    html! {
        (days(visit, journal, programme, year))
        (telling(visit, journal, programme, year, addresses))
        (interested(journal, programme, year, addresses))
    }
}

/// The days, as they are, or as last year's were a year on.
fn days(visit: &Visit, journal: &HubJournal, programme: &str, year: SchoolYear) -> Markup {
    let of = |year: SchoolYear| journal.book.rounds.get(&(programme.to_owned(), year)).copied();
    let last = SchoolYear::beginning_in(year.first_year().saturating_sub(1));
    let held = of(year);
    let rolled = of(last).map(|round| round.a_year_later());
    let proposed: Option<RecruitmentRound> = held.or(rolled);
    let value =
        |day: fn(&RecruitmentRound) -> Date| proposed.as_ref().map(|round| day(round).to_string());
    html! { form.sheet.stack-s #round method="post" action="/hub/places/round" {
        (token(visit))
        input type="hidden" name="programme" value=(programme);
        input type="hidden" name="year" value=(year);
        h3 { "When schools apply" }
        @if held.is_none() && rolled.is_some() { p.small { "As last year, a year on. Set it and the round is announced." } }
        div { label for="opens" { "From" } input #opens type="date" name="opens" value=[value(|round| round.opens)] required; }
        div { label for="closes" { "to" } input #closes type="date" name="closes" value=[value(|round| round.closes)] required; }
        button.act.quiet.small { "Set the round" }
        p.small.soft { "The year itself goes from " (year.first_day().in_words()) " to " (year.last_day().in_words()) "; then " a href={ "/hub/groups?programme=" (programme) "&year=" (year.next()) } { "last year's groups begin the next" } ". Outside the round the public page takes no application, only a wish to hear more." }
    } }
}

/// The letter to those who asked, where to, and the one tap that says it was sent.
fn telling(
    visit: &Visit,
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    addresses: &BTreeMap<String, String>,
) -> Markup {
    let asked = to_tell(&journal.book, &journal.lines, (programme, year), journal.today);
    let mut to: Vec<&str> = asked.iter().map(|one| contact(one, addresses)).collect();
    to.retain(|to| !to.is_empty());
    to.sort_unstable();
    to.dedup();
    let round = journal.book.rounds.get(&(programme.to_owned(), year));
    let told = round.and_then(|round| round.told);
    html! {
        @if let (false, Some(round)) = (asked.is_empty(), round) { section.sheet.stack-s #to-tell {
            h3 { "Tell who asked " span.soft.number { (asked.len()) } }
            div { label for="tell-to" { "To" } textarea #tell-to readonly rows="2" { (to.join(", ")) } }
            div { label for="tell-what" { "What to write" } textarea #tell-what readonly rows="6" { (opened_letter(journal, programme, year, round).join("\n\n")) } }
            form method="post" action="/hub/places/told" {
                (token(visit))
                input type="hidden" name="programme" value=(programme);
                input type="hidden" name="year" value=(year);
                button.act.small { "They were told today" }
            }
        } }
        @else if let Some(told) = told { p.small.soft { "Those who asked were told on " (told.in_words()) "." } }
    }
}

/// What to write to those who asked.
fn opened_letter(
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    round: &RecruitmentRound,
) -> Vec<String> {
    let rules = &journal.rules().programmes;
    let name = rules.rule(programme, year).map_or(programme, |(known, _)| &known.name);
    vec![
        format!("You asked to hear when schools can apply for the {name}."),
        format!(
            "Applications for {year} are open from {} to {}, on our page of places, by your school's number. Places go in the order in which schools apply.",
            round.opens.in_words(),
            round.closes.in_words()
        ),
        "If you do not want to hear from us any more, open the link you were given when you asked; your address is deleted at once.".to_owned(),
        journal.hub.name.clone(),
    ]
}

/// Who asked to hear of a programme and still agrees, by what they are and by the school's phase.
fn interested(
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    addresses: &BTreeMap<String, String>,
) -> Markup {
    let is_own =
        |one: &&Interest| one.programme == programme && one.year <= year && one.ended.is_none();
    let mut of: BTreeMap<(Option<AskedBy>, &str), Vec<&Interest>> = BTreeMap::new();
    for one in journal.book.interest.iter().filter(is_own) {
        let school = journal.schools.get(&one.urn);
        let phase = school.and_then(|school| school.phase.as_deref()).unwrap_or("phase not known");
        of.entry((one.role, phase)).or_default().push(one);
    }
    let n: usize = of.values().map(Vec::len).sum();
    let applied =
        |urn: Urn| has_applied(&journal.book.facts, &journal.lines, urn, (programme, year));
    html! {
        section.sheet.quiet.stack-s {
            h3 { "Asked to hear more " span.soft.number { (n) } }
            @if of.is_empty() { p.small.soft { "Nobody yet." } }
            @for ((role, phase), all) in &of {
                h4.small { (role.map_or("Did not say who they are", AskedBy::in_words)) " · " (phase) }
                ul.clean.stack-s { @for one in all { li.small {
                    a href={ "/hub/schools/" (one.urn) } { (journal.name(one.urn)) } br;
                    (contact(one, addresses)) span.soft { ", " (one.on.in_words()) @if let Some(told) = one.told { "; told on " (told.in_words()) } @if applied(one.urn) { "; has applied" } }
                } } }
            }
        }
    }
}

/// The form that declines an application.
pub fn decline_form(visit: &Visit, urn: Urn, programme: &str, year: SchoolYear) -> Markup {
    html! { details.letter { summary.small { "Decline" } form.stack-s method="post" action="/hub/places/decline" {
        (token(visit))
        input type="hidden" name="urn" value=(urn);
        input type="hidden" name="programme" value=(programme);
        input type="hidden" name="year" value=(year);
        div { label for={ "why-" (urn) } { "Why, as the school will read it" } input #{ "why-" (urn) } type="text" name="why" maxlength="300" required; }
        button.act.quiet.small { "No place is offered" }
    } } }
}

/// What a form of this page is about.
fn of(journal: &HubJournal, sent: &Fields) -> Result<(String, SchoolYear), PageError> {
    let year: SchoolYear = field(part(sent, "year"))?;
    let programme = part(sent, "programme").to_owned();
    let rules = &journal.rules().programmes;
    rules.rule(&programme, year).map_err(|error| refused(error.to_string()))?;
    Ok((programme, year))
}

async fn write(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    back: &str,
    fact: HubFact,
) -> Result<Redirect, PageError> {
    let ids = journal.write(app, visit, vec![fact]).await?;
    Ok(back_to(back, ids.first().map_or("", String::as_str)))
}

/// Sets the days of a round.
pub async fn set(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (programme, year) = of(&journal, &sent)?;
    let day =
        |name: &str| Date::read(part(&sent, name)).map_err(|error| refused(error.to_string()));
    let step = round_days(year, day("opens")?, day("closes")?);
    let step = step.map_err(|why| refused(why.to_string()))?;
    let back = address(&programme, year);
    write(&app, &visit, &journal, &back, HubFact::Round { programme, year, step }).await
}

/// Writes down that those who asked were told.
pub async fn told(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (programme, year) = of(&journal, &sent)?;
    if to_tell(&journal.book, &journal.lines, (&programme, year), journal.today).is_empty() {
        return Err(refused("nobody waits to be told, or the round is not open"));
    }
    let back = address(&programme, year);
    let step = RoundStep::Told { on: journal.today };
    write(&app, &visit, &journal, &back, HubFact::Round { programme, year, step }).await
}

/// Declines an application, with the reason that the school will read.
pub async fn decline(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (programme, year) = of(&journal, &sent)?;
    let urn: Urn = field(part(&sent, "urn"))?;
    journal.school(urn)?;
    let why = text(part(&sent, "why"))?;
    if why.is_empty() {
        return Err(refused("say why; the school will read it"));
    }
    let found = list(&journal, &programme, year);
    let held = found.applications.iter().find(|one| one.urn == journal.now(urn));
    let waits =
        held.is_some_and(|one| matches!(one.place, PlaceState::Offered | PlaceState::Waiting(_)));
    if !waits {
        return Err(refused(format!(
            "{} has no application that waits for a place",
            journal.name(urn)
        )));
    }
    let back = address(&programme, year);
    let (what, on, note) = (What::Declined, journal.today, why);
    let fact = HubFact::Happened { urn, programme, year, what, on, note };
    write(&app, &visit, &journal, &back, fact).await
}
