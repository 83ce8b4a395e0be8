//! A hub's schools: where each stands in its journey, and one school with all that is written of it.
//!
//! Schools, never teachers' records or pupils. Start at [`show`] for the list and at [`one`] for a school.

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    Check, Date, Facts, HeadStep, HubFact, Journey, Next, Noted, School, SchoolYear, Session,
    Standing, State as Stage, Urn, What, headteacher_did,
};
use serde::Deserialize;

use super::hub::{
    Done, back_to, field, form, is_for_specialists, said_done, school_named, take_back_form,
    telephone, why_not_confirm,
};
use super::{
    hub_door, hub_observation, hub_place_dates, hub_plan, hub_sharing, hub_support, hub_visit,
};
use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{HubJournal, happened, what_named};
use crate::layout::{self, HubPlace, safe, token};
use crate::nation_journal;
use crate::parts::hub_pictures;
use crate::sent::{Fields, part, text};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// The list.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let wanted = asked.q.trim().to_lowercase();
    let squeezed = |text: &str| text.to_lowercase().replace(' ', "");
    // A postcode or its beginning has a digit, which keeps "le" from finding every school of a district.
    let wanted_code =
        Some(squeezed(&wanted)).filter(|code| code.contains(|c: char| c.is_ascii_digit()));
    let is_wanted = |school: &&School| {
        let code = school.postcode.as_ref().map(ToString::to_string).unwrap_or_default();
        let town = school.town.as_deref().unwrap_or_default().to_lowercase();
        wanted.is_empty()
            || school.name.to_lowercase().contains(&wanted)
            || town.contains(&wanted)
            || school.urn.to_string() == wanted
            || wanted_code.as_ref().is_some_and(|wanted| squeezed(&code).starts_with(wanted))
    };
    let open = journal.open_schools();
    let n_all = open.len();
    let schools: Vec<&School> = open.into_iter().filter(is_wanted).collect();
    let inside = html! {
        div.stack-l {
            header.row.between {
                div { p.eyebrow { (journal.hub.name) } h1 { "Schools" } @if visit.is_any_of(&[Role::HubLead]) { p.small { a href="/hub/imports" { "From a spreadsheet" } } } }
                form.row.finder method="get" action="/hub/schools" role="search" {
                    label.unseen for="q" { "Name, town, postcode or number" }
                    input #q type="search" name="q" value=(asked.q) placeholder="Name, town, postcode";
                    button.act.quiet.small { "Find" }
                }
            }
            (hub_pictures::stages_key())
            @for journey in &journal.rules().journeys { (of_journey(&journal, journey, &schools)) }
            @if schools.is_empty() { p.told { "None of the " (n_all) " open schools is called so, lies there or has that number." } }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Schools, "Schools", &inside))
}

fn of_journey(journal: &HubJournal, journey: &Journey, schools: &[&School]) -> Markup {
    let rows: Vec<(&School, Standing)> = schools
        .iter()
        .filter_map(|school| {
            let (found, standing) = journal.standing(school, journal.year.next())?;
            (found.slug == journey.slug).then_some((*school, standing))
        })
        .collect();
    html! { @if !rows.is_empty() {
        section.stack-s {
            h2 { (journey.name) " " span.soft.number { (rows.len()) } }
            ol.clean.school-list { @for (school, standing) in &rows { li.school-row {
                div { a.late-school href={ "/hub/schools/" (school.urn) } { (journal.name(school.urn)) } p.small.soft { (school.town.as_deref().unwrap_or("town not known")) } }
                (hub_pictures::stages(&standing.stages))
                p.small { (where_it_is(standing)) }
            } } }
        }
    } }
}

/// Where a school is, in a few words.
pub fn where_it_is(standing: &Standing) -> String {
    let last = standing.stages.iter().rev().find(|stage| stage.state != Stage::NotYet);
    match last {
        None => "has not taken part yet".to_owned(),
        Some(stage) => {
            let year = stage.year.map(|year| format!(", {year}")).unwrap_or_default();
            format!("{}: {}{year}", stage.word, stage.state)
        }
    }
}

/// One school.
pub async fn one(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, school) = school_named(&journal, &urn)?;
    let standing = journal.standing(school, journal.year.next());
    let back = format!("/hub/schools/{urn}");
    let late: Vec<programme::Late> =
        journal.late().into_iter().filter(|row| row.urn == urn).collect();
    let line = journal.lines.line(urn);
    let mut noted: Vec<_> = journal.book.of_line(&line).collect();
    noted.reverse();
    let leads = visit.is_any_of(&[Role::HubLead]);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href="/hub/schools" { "Schools" } " · " (urn) } h1 { (school.name) } p.of-step { (about(school)) } (telephone(Some(school))) }
            (said_done(&visit, &journal, &asked.done, &back))
            (other_numbers(&journal, urn))
            @for one in journal.waits.iter().filter(|one| line.contains(&one.urn)) { p.told { "For " (journal.rules().short(&one.programme)) " it " (nation_journal::in_words(one)) ". Chance decided it." } }
            @if let Some((journey, standing)) = &standing {
                figure.sheet.journey { (safe(&standing.draw(journey))) figcaption.small.soft { (years(standing)) } }
            } @else { p.told { "The register does not say its phase, so no journey can be drawn." } }
            @if !late.is_empty() { section.stack-s { h2 { "Late" } ol.clean.late-list { @for row in &late { li.late-row { p { (journal.rules().short(&row.programme)) " " (row.year) ": " (row.says) } @if leads || is_for_specialists(row.action) { (form(&visit, row, &back)) } } } } } }
            div.grid2 {
                section.sheet.quiet.stack-s { h2 { "Plan of action" } (hub_plan::in_short(&journal, urn)) p { a.act.quiet.small href={ (back) "/plan" } { "Open the plan" } } }
                section.sheet.quiet.stack-s { h2 { "Visits" } (hub_visit::entitled(&journal, urn)) (hub_visit::open_actions(&journal, urn)) (hub_support::in_short(&journal, urn)) p { a.act.small href={ (back) "/visit" } { "Log a visit" } " " a.act.quiet.small href={ (back) "/support" } { "Support" } } }
                section.sheet.quiet.stack-s { h2 { "What it shares" } (hub_sharing::in_short(&journal, urn)) p { a.act.quiet.small href={ (back) "/sharing" } { "Practices, and what was agreed" } } }
                (hub_door::in_short(&journal, urn))
                section.sheet.quiet.stack-s { h2 { "What is seen in lessons" } (hub_observation::in_short(&journal, &line)) p { a.act.quiet.small href={ (back) "/observation" } { "The five big ideas, seen again" } " " a.act.quiet.small href={ (back) "/learning" } { "What pupils learn" } } }
            }
            (headteacher(&journal, &line))
            div.side.hub-side {
                section.stack-s {
                    h2 { "What is written" }
                    @if noted.is_empty() { p.soft { "Nothing yet." } }
                    (at_sessions(&journal, &line))
                    ol.clean.book { @for one in &noted { li.row.between { span { (of_this_school(&journal, urn, one)) } (take_back_form(&visit, one, &back)) } } }
                }
                (write_down(&visit, &journal, urn, leads))
            }
            @if let Some((_, standing)) = &standing { (next_steps(standing)) }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Schools, &school.name, &inside))
}

/// The sessions a register says the school was at, the latest first; each is put right where it was taken.
fn at_sessions(journal: &HubJournal, line: &BTreeSet<Urn>) -> Markup {
    let sessions = journal.book.sessions.all();
    let present = |session: &Session| {
        let (_, present) = session.register.as_ref()?;
        present.iter().find(|one| line.contains(&one.urn)).map(|one| one.people.join(" and "))
    };
    let there = sessions.into_iter().rev();
    let there: Vec<(&Session, String)> =
        there.filter_map(|session| Some((session, present(session)?))).collect();
    html! { @if !there.is_empty() { ol.clean.book { @for (session, people) in &there { li {
        a href={ "/hub/sessions/" (session.id) } { (session.at.on.in_words()) } ", by the register: "
        @if people.is_empty() { "somebody of the school was at " } @else { (people) " at " }
        "“" (session.theme) "”, " (journal.rules().short(&session.programme)) " " (session.year)
    } } } } }
}

/// What a fact says, without the school's name where it stands over the page already.
fn of_this_school(journal: &HubJournal, urn: Urn, one: &Noted) -> String {
    let says = journal.words(&one.fact);
    match says.strip_prefix(&format!("{}, ", journal.name(urn))) {
        Some(rest) => rest.to_owned(),
        None => says,
    }
}

fn about(school: &School) -> String {
    let ages = match (school.low_age, school.high_age) {
        (Some(low), Some(high)) => Some(format!("ages {low} to {high}")),
        _ => None,
    };
    let pupils = school.n_pupils.map(|n| format!("{n} pupils"));
    let parts = [school.town.clone(), school.phase.clone(), ages, pupils, school.trust.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What is recorded of the headteacher, beside the teachers.
fn headteacher(journal: &HubJournal, line: &BTreeSet<Urn>) -> Markup {
    let did = headteacher_did(&journal.book, line);
    let words = |step: HeadStep| match step {
        HeadStep::Applied => "applied for the school".to_owned(),
        HeadStep::Confirmed => "confirmed that the school takes part".to_owned(),
        HeadStep::AtSession { theme: "" } => "was at a session".to_owned(),
        HeadStep::AtSession { theme } => format!("was at the session “{theme}”"),
        HeadStep::SignedThePlan => "signed the plan of action".to_owned(),
        HeadStep::Action { what, done: Some(day) } => {
            format!("took on: {what}; done on {}", day.in_words())
        }
        HeadStep::Action { what, done: None } => {
            format!("took on: {what}; not yet recorded as done")
        }
    };
    html! { @if !did.is_empty() { section.stack-s {
        h2 { "The headteacher" }
        ul.clean.book { @for one in &did { li { span.number.soft { (one.on.in_words()) } " " (words(one.what)) span.soft { " · " (journal.rules().short(one.programme)) " " (one.year) } } } }
    } } }
}

/// The numbers a school had before, and those it goes on as.
fn other_numbers(journal: &HubJournal, urn: Urn) -> Markup {
    let before: Vec<String> = journal
        .lines
        .predecessors(urn)
        .map(|one| format!("{} ({one})", journal.name(one)))
        .collect();
    let after: Vec<Urn> = journal.lines.successors(urn).collect();
    html! {
        @if !before.is_empty() { p.told { "It goes on from " (before.join(" and ")) ". What was recorded under that number counts here, once." } }
        @if !after.is_empty() { p.told.warn { "It goes on as " @for (at, one) in after.iter().enumerate() { @if at > 0 { " and " } a href={ "/hub/schools/" (one) } { (journal.name(*one)) } } "." } }
    }
}

fn years(standing: &Standing) -> String {
    match standing.years_taken_part {
        0 => "It has not taken part yet.".to_owned(),
        1 => "It has taken part in one school year.".to_owned(),
        n => format!("It has taken part in {n} school years."),
    }
}

fn next_steps(standing: &Standing) -> Markup {
    html! { @if !standing.next.is_empty() {
        section.stack {
            h2 { "What it may join next" }
            div.grid2 { @for next in &standing.next { (next_step(next)) } }
        }
    } }
}

fn next_step(next: &Next) -> Markup {
    let verdict = match next.may_join {
        Some(true) => "Yes",
        Some(false) => "Not as things stand",
        None => "Not known: somebody decides",
    };
    html! {
        section.sheet.quiet.stack-s {
            h3 { (next.name) " " (next.year) }
            p { strong { (verdict) } }
            ul.clean.checks { @for check in &next.checks { (one_check(check)) } }
        }
    }
}

/// A condition, whether it is met, and why.
pub fn one_check(check: &Check) -> Markup {
    let (mark, said) = match check.holds {
        Some(true) => ("met", "Met"),
        Some(false) => ("not-met", "Not met"),
        None => ("not-known", "Not known"),
    };
    html! { li.check class=(mark) title=(check.source) { strong { (said) } " " (check.asks) span.soft { " · " (check.because) } } }
}

fn write_down(visit: &Visit, journal: &HubJournal, urn: Urn, leads: bool) -> Markup {
    let offered: Vec<What> =
        What::ALL.into_iter().filter(|what| leads || is_in_school(*what)).collect();
    let held = journal.book.people.iter().filter(|((who, ..), _)| *who == urn);
    let held: Vec<_> =
        held.filter_map(|((_, slug, year), all)| Some((slug, year, all.last()?))).collect();
    let (stages, line) = (stages_of(journal, urn), journal.lines.line(urn));
    let is_first = |slug: &str| stages.first() == Some(&slug);
    let now = held.iter().find(|(slug, year, _)| is_first(slug) && **year == journal.year);
    let named = now.map(|(_, _, (_, people))| people.join(", "));
    html! {
        aside.stack {
            @if leads { (hub_place_dates::of_school(visit, journal, urn)) }
            form.sheet.stack method="post" action={ "/hub/schools/" (urn) } {
                (token(visit))
                h2 { "Write it down" }
                div { label for="what" { "What" } select #what name="what" { @for what in &offered { option value=(what.name()) selected[*what == What::Visited] { (happened(*what)) } } } }
                div { label for="programme" { "In" } select #programme name="programme" { @for slug in &stages { option value=(slug) { (journal.rules().short(slug)) } } } }
                div { label for="year" { "School year" } select #year name="year" { @for year in [journal.year.next(), journal.year, before(journal.year)] { option value=(year) selected[year == journal.year] { (year) } } } }
                div { label for="on" { "On" } input #on type="date" name="on" value=(journal.today) required; }
                div { label for="note" { "What to remember " span.soft { "(no pupils' names)" } } textarea #note name="note" maxlength="600" {} }
                button.act { "Write it down" }
            }
            @if leads { form.sheet.quiet.stack-s #takes-part method="post" action={ "/hub/schools/" (urn) "/people" } {
                (token(visit))
                h3 { "Who takes part" }
                @for (slug, year, (on, people)) in &held { p.small { (journal.rules().short(slug)) " " (year) ": " (people.join(" and ")) span.soft { ", from " (on.in_words()) } @if let Some((name, day)) = journal.book.leaves(&line, slug, **year) { span.soft { "; " (name) " until " (day.in_words()) } } } }
                div { label for="people" { "Names, with commas between" } input #people type="text" name="people" maxlength="200" value=[named]; }
                div { label for="people-in" { "In" } select #people-in name="programme" { @for slug in &stages { option value=(slug) { (journal.rules().short(slug)) } } } }
                div { label for="people-on" { "From" } input #people-on type="date" name="on" value=(journal.today) max=(journal.today) required; }
                input type="hidden" name="year" value=(journal.year);
                button.act.quiet.small { "They take part" }
                p.small.soft { "Whoever was named before stays in the book until that day." }
            } }
            @if leads { (leaving(visit, urn, &held)) }
        }
    }
}

/// Who was named last for a programme and year, and since when.
type NamedFor<'a> = (&'a String, &'a SchoolYear, &'a (Date, Vec<String>));

/// Saying that one of those who take part leaves, so that somebody is named in time.
fn leaving(visit: &Visit, urn: Urn, held: &[NamedFor<'_>]) -> Markup {
    html! { @if !held.is_empty() { form.sheet.quiet.stack-s method="post" action={ "/hub/schools/" (urn) "/leaves" } {
        (token(visit))
        h3 { "Somebody leaves" }
        div { label for="leaves-who" { "Who" } select #leaves-who name="who" { @for (slug, year, (_, people)) in held { @for name in people { option value={ (slug) "|" (year) "|" (name) } { (name) } } } } }
        div { label for="leaves-on" { "Last day" } input #leaves-on type="date" name="on" required; }
        button.act.quiet.small { "They leave" }
        p.small.soft { "It stands on the first screen until somebody is named who takes over." }
    } } }
}

/// The stages of the school's own journey, the one it takes part in first.
pub fn stages_of(journal: &HubJournal, urn: Urn) -> Vec<&'static str> {
    let journey = journal.schools.get(&urn).and_then(|school| journal.rules().journey(school));
    let mut stages: Vec<&str> = match journey {
        Some(journey) => journey.stages.iter().map(|stage| &*stage.programme).collect(),
        None => journal.rules().stages().collect(),
    };
    stages.sort_by_key(|slug| journal.own(urn, slug, journal.year).is_empty());
    stages
}

fn before(year: SchoolYear) -> SchoolYear {
    SchoolYear::beginning_in(year.first_year().saturating_sub(1))
}

/// What a specialist writes down: what happens in schools and sessions, not who has a place.
fn is_in_school(what: What) -> bool {
    matches!(what, What::Started | What::Attended | What::Visited)
}

/// Something that happened.
#[derive(Debug, Deserialize)]
pub struct Happened {
    what: String,
    programme: String,
    year: String,
    on: String,
    #[serde(default)]
    note: String,
}

/// Writes down what happened to a school.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Happened>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let what = what_named(&sent.what).ok_or_else(|| refused("expected something of the list"))?;
    if !is_in_school(what) && !visit.is_any_of(&[Role::HubLead]) {
        return Err(PageError::not_yours());
    }
    let year: SchoolYear = field(&sent.year)?;
    let on = Date::read(&sent.on).map_err(|error| refused(error.to_string()))?;
    if on > journal.today {
        return Err(refused(format!("{} has not come yet", on.in_words())));
    }
    if what == What::Declined && sent.note.trim().is_empty() {
        return Err(refused("say why no place is offered; the school will read it"));
    }
    if what == What::PlaceConfirmed {
        why_not_confirm(&journal, urn, &sent.programme, year)?;
    }
    journal
        .rules()
        .programmes
        .rule(&sent.programme, year)
        .map_err(|error| refused(error.to_string()))?;
    agrees(&journal, urn, &sent.programme, year, what, on)?;
    let fact = HubFact::Happened {
        urn,
        programme: sent.programme,
        year,
        what,
        on,
        note: sent.note.trim().to_owned(),
    };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&format!("/hub/schools/{urn}"), ids.first().map_or("", String::as_str)))
}

/// Refuses what the book contradicts: a session, a visit or a completion without a start, or before it.
pub fn agrees(
    journal: &HubJournal,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
    what: What,
    on: Date,
) -> Result<(), PageError> {
    let new = programme::Fact { urn, programme: programme.to_owned(), year, what, on, hub: None };
    let is_start = |fact: &&programme::Fact| {
        fact.what == What::Started && (&*fact.programme, fact.year) == (programme, year)
    };
    let own = journal.book.facts.of_line(urn, &journal.lines);
    let start = own.filter(is_start).map(|fact| fact.on).min();
    let follows = matches!(what, What::Attended | What::Visited | What::Completed);
    if let Some(start) = start.filter(|start| follows && on < *start) {
        return Err(refused(format!(
            "{} is before the start in {} {year}, which is recorded for {}; choose a day from then on, or put the start right",
            on.in_words(),
            journal.rules().short(programme),
            start.in_words()
        )));
    }
    let facts = journal.book.facts.of_line(urn, &journal.lines).cloned().chain([new]);
    match Facts::of(facts.collect()).contradictions(&journal.lines).last() {
        None => Ok(()),
        Some(_) => Err(refused(format!(
            "no start in {} {year} is recorded; write down first that the school started",
            journal.rules().short(programme)
        ))),
    }
}

fn refused(says: impl Into<String>) -> PageError {
    let says: String = says.into();
    PageError::refused("Nothing was written", format!("{says}."))
}

/// Who takes part once somebody takes over from the one who leaves.
///
/// # Errors
///
/// [`PageError::refused`] where nobody leaves, or no name was given.
pub fn taking_over(
    journal: &HubJournal,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
    name: &str,
) -> Result<Vec<String>, PageError> {
    let line = journal.lines.line(urn);
    let leaves = journal.book.leaves(&line, programme, year).map(|(name, _)| name.to_owned());
    let leaves = leaves.ok_or_else(|| refused("nobody of that school is about to leave"))?;
    let name = text(name)?;
    if name.is_empty() || name.chars().count() > 80 || name.contains(',') {
        return Err(refused("one name is needed, in at most 80 letters, without a comma"));
    }
    let mut people = journal.book.people_of(&line, programme, year);
    if people.contains(&name) {
        return Err(refused(format!("{name} takes part already")));
    }
    for one in people.iter_mut().filter(|one| **one == leaves) {
        one.clone_from(&name);
    }
    Ok(people)
}

/// Writes down that somebody who takes part leaves.
pub async fn leaves(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let (programme, rest) = part(&sent, "who").split_once('|').unwrap_or(("", ""));
    let (year, name) = rest.split_once('|').unwrap_or(("", ""));
    let year: SchoolYear = field(year)?;
    let people = journal.book.people_of(&journal.lines.line(urn), programme, year);
    if !people.iter().any(|known| known == name) {
        return Err(refused(format!("`{name}` does not take part; choose one of the list")));
    }
    let on = Date::read(part(&sent, "on")).map_err(|error| refused(error.to_string()))?;
    let (programme, name) = (programme.to_owned(), name.to_owned());
    let fact = HubFact::PersonLeaves { urn, programme, year, name, on };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&format!("/hub/schools/{urn}"), ids.first().map_or("", String::as_str)))
}

/// Who takes part from a day on; from today on where none is given.
#[derive(Debug, Deserialize)]
pub struct People {
    people: String,
    programme: String,
    year: String,
    #[serde(default)]
    on: String,
}

/// Writes down who takes part for a school; who did before stays in the book.
pub async fn name_people(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<People>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let year: SchoolYear = field(&sent.year)?;
    let people: Vec<String> = sent
        .people
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let programmes = &journal.rules().programmes;
    let (_, rule) =
        programmes.rule(&sent.programme, year).map_err(|error| refused(error.to_string()))?;
    if let Some(n) = rule.teachers.map(usize::from)
        && people.len() != n
    {
        let given = match people.len() {
            1 => "one name was given".to_owned(),
            given => format!("{given} names were given"),
        };
        let programme = journal.rules().short(&sent.programme);
        return Err(refused(format!("{given} and the rule of {programme} {year} asks for {n}")));
    }
    if people.is_empty() {
        return Err(refused("no name was given"));
    }
    let on = match sent.on.trim() {
        "" => journal.today,
        typed => Date::read(typed).map_err(|error| refused(error.to_string()))?,
    };
    if on > journal.today {
        return Err(refused(format!("{} has not come yet", on.in_words())));
    }
    let fact = HubFact::PeopleNamed { urn, programme: sent.programme, year, people, on };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&format!("/hub/schools/{urn}"), ids.first().map_or("", String::as_str)))
}
