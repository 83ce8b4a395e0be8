//! One session of a hub: its register, taken on a phone and kept there without a signal; what was said; its calendar.
//!
//! Names are those that schools gave of their own teachers. Start at [`show`].

use std::collections::{BTreeMap, BTreeSet};

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use programme::{Date, HEADTEACHER, HubFact, Present, Said, SchoolYear, Session, Urn};
use serde::Deserialize;

use super::hub::{Done, back_to, field, said_done};
use super::hub_sessions::{When, appointment, called, theme};
use super::{hub_lesson, hub_lesson_task, hub_lessons};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::sent::{refused, text};

/// The session.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(session): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let session = find(&journal, &session)?;
    let here = format!("/hub/sessions/{}", session.id);
    let is_over = session.at.on <= journal.today;
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href={ "/hub/sessions?programme=" (session.programme) "&year=" (session.year) } { "Sessions" } " · " (called(&journal, session)) }
                h1 { (theme(session)) }
                p.of-step { (session.at.in_words()) }
                @if !session.before.is_empty() { p.small.soft { "Planned before for " (session.before.iter().map(|day| day.in_words()).collect::<Vec<_>>().join(" and ")) "." } }
                @if let Some(why) = &session.called_off { p.told.warn { "Called off: " (why) } }
                p.small { a href={ (here) "/calendar.ics" } { "For a calendar" } }
            }
            (said_done(&visit, &journal, &asked.done, &here))
            div.side.hub-side {
                div.stack-l {
                    @if is_over && session.called_off.is_none() { (register(&visit, &journal, session, &here)) }
                    @else { (expected(&journal, session)) }
                    (hub_lesson_task::to_bring(&journal, session))
                    (hub_lesson::of_session(&journal, session, &here))
                    @if is_over { (notes(&visit, session, &here)) }
                }
                aside.stack {
                    @if session.at.on >= journal.today && session.register.is_none() { (hub_lessons::proposed(&visit, &journal, session, &here)) }
                    form.sheet.quiet.stack-s method="post" action={ (here) "/move" } {
                        (token(&visit))
                        h2 { "Move it" }
                        (appointment(Some(&session.at)))
                        button.act.quiet.small { "Move it" }
                    }
                    @if session.called_off.is_none() && session.register.is_none() { form.sheet.quiet.stack-s method="post" action={ (here) "/call-off" } {
                        (token(&visit))
                        h2 { "Call it off" }
                        div { label for="why" { "Why" } input #why type="text" name="why" maxlength="200" required; }
                        button.act.quiet.small { "Call it off" }
                    } }
                }
            }
        }
    };
    Ok(layout::hub_keeping(&visit, HubPlace::Sessions, &theme(session), &inside))
}

pub(super) fn find<'j>(journal: &'j HubJournal, id: &str) -> Result<&'j Session, PageError> {
    journal.book.sessions.get(id).ok_or_else(|| PageError::not_found("session"))
}

/// The schools of a group on a day; every school that takes part for 0, and where the group was never drawn.
pub(super) fn members(
    journal: &HubJournal,
    (programme, year): (&str, SchoolYear),
    group: u32,
    day: Date,
) -> BTreeSet<Urn> {
    let drawn = journal.book.groups.get(&(programme.to_owned(), year));
    match drawn.and_then(|drawn| drawn.members_on(group, day)) {
        Some(urns) => urns.iter().filter_map(|urn| urn.parse().ok()).collect(),
        None => journal.holders(programme, year),
    }
}

/// The schools a session is for, by name, with who takes part; those that were there besides.
pub(super) fn roster(journal: &HubJournal, session: &Session) -> Vec<(Urn, Vec<String>)> {
    let mut urns =
        members(journal, (&session.programme, session.year), session.group, session.at.on);
    let there: &[Present] = session.register.as_ref().map_or(&[], |(_, present)| present);
    urns.extend(there.iter().map(|one| one.urn));
    let people = |urn: Urn| {
        let line = journal.lines.line(urn);
        let (programme, year, day) = (&session.programme, session.year, session.at.on);
        let mut people = journal.book.people_on(&line, programme, year, day);
        let known = there.iter().filter(|one| one.urn == urn).flat_map(|one| &one.people);
        let known = known.filter(|name| *name != HEADTEACHER && !people.contains(name));
        let more: Vec<String> = known.cloned().collect();
        people.extend(more);
        people
    };
    let mut all: Vec<(Urn, Vec<String>)> = urns.into_iter().map(|urn| (urn, people(urn))).collect();
    all.sort_by_key(|(urn, _)| journal.name(*urn));
    all
}

fn expected(journal: &HubJournal, session: &Session) -> Markup {
    html! { section.stack-s {
        h2 { "Who is expected" }
        ul.clean.book { @for (urn, people) in roster(journal, session) { li { a href={ "/hub/schools/" (urn) } { (journal.name(urn)) } @if !people.is_empty() { span.soft { ": " (people.join(" and ")) } } } } }
    } }
}

fn register(visit: &Visit, journal: &HubJournal, session: &Session, here: &str) -> Markup {
    let (taken, there) = match &session.register {
        Some((id, present)) => (id.as_str(), present.as_slice()),
        None => ("", &[][..]),
    };
    let of = |urn: Urn| there.iter().find(|one| one.urn == urn);
    html! {
        form.sheet.stack.register method="post" action={ (here) "/register" } data-keep={ "register-" (session.id) } {
            (token(visit))
            input type="hidden" name="after" value=(taken);
            div.row.between { h2 { "Who was there" } button.act.quiet.small type="button" data-tick-all hidden { "Everybody" } }
            @for (urn, people) in roster(journal, session) { fieldset {
                legend { (journal.name(urn)) }
                @if people.is_empty() { label.option { input type="checkbox" name="there" value=(urn) checked[of(urn).is_some()]; span { "Somebody of the school" } } }
                @for name in people.iter().map(String::as_str).chain([HEADTEACHER]) { label.option { input type="checkbox" name="there" value={ (urn) "|" (name) } data-apart[name == HEADTEACHER] checked[of(urn).is_some_and(|one| one.people.iter().any(|known| known == name))]; span { (name) } } }
            } }
            (guest(journal, session))
            button.act { "Keep the register" }
            p.small.soft data-kept role="status" { @if taken.is_empty() { "Who is not ticked is not recorded as there; that is not the same as not there." } @else { "The register was taken. Keep it again to put it right; the one before stays in the book." } }
        }
    }
}

/// A school of another group that was there: one at a time, and it then stands with the others.
fn guest(journal: &HubJournal, session: &Session) -> Markup {
    let expected: Vec<Urn> = roster(journal, session).into_iter().map(|(urn, _)| urn).collect();
    let mut others = journal.holders(&session.programme, session.year);
    others.retain(|urn| !expected.contains(urn));
    html! { @if !others.is_empty() { details { summary.small { "A school of another group was there" }
        label.unseen for="guest" { "The school" }
        select #guest name="guest" { option value="" { "None" } @for urn in others { option value=(urn) { (journal.name(urn)) } } }
    } } }
}

fn notes(visit: &Visit, session: &Session, here: &str) -> Markup {
    let said = session.said.clone().unwrap_or_default();
    let part = |name: &str, label: &str, value: &str| {
        html! { div { label for=(name) { (label) } textarea id=(name) name=(name) maxlength="1000" { (value) } } }
    };
    html! {
        form.sheet.quiet.stack method="post" action={ (here) "/notes" } {
            (token(visit))
            h2 { "What was said" }
            p.soft { "Of the lesson and the mathematics; no pupils' names." }
            (part("lesson", "The lesson that was looked at", &said.lesson))
            (part("keep", "What we keep, and why", &said.keep))
            (part("change", "What we change, and why", &said.change))
            (part("task", "What each school tries until the next session, and brings", &said.task))
            button.act.quiet { "Keep the notes" }
        }
    }
}

/// Takes the register: what is sent has the name `there` as often as there are ticks. One that was taken meanwhile on another phone is not overwritten unseen.
pub async fn take_register(
    State(app): State<App>,
    visit: Visit,
    Path(session): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let session = find(&journal, &session)?;
    let here = format!("/hub/sessions/{}", session.id);
    if session.at.on > journal.today {
        return Err(refused(format!("the session is on {}", session.at.on.in_words())));
    }
    if session.called_off.is_some() {
        return Err(refused("the session was called off; move it first if it took place"));
    }
    let mut present = ticked(&sent, &roster(&journal, session))?;
    let field = |name: &str| sent.iter().find(|(key, _)| key == name).map(|(_, value)| &**value);
    if let Some(guest) = field("guest").filter(|guest| !guest.is_empty()) {
        let urn: Urn = super::hub::field(guest)?;
        if !journal.holders(&session.programme, session.year).contains(&urn) {
            return Err(refused(format!(
                "{} holds no place in {} {}; confirm its place first",
                journal.name(urn),
                journal.rules().short(&session.programme),
                session.year
            )));
        }
        if present.iter().all(|one| one.urn != urn) {
            present.push(Present { urn, people: Vec::new() });
            present.sort_by_key(|one| one.urn);
        }
    }
    if let Some((id, held)) = &session.register {
        if *held == present {
            return Ok(back_to(&here, id));
        }
        if field("after") != Some(id) {
            return Err(refused(
                "the register was taken meanwhile, with others there; look at it, then tick what is missing",
            ));
        }
    }
    let fact = HubFact::RegisterTaken { session: session.id.clone(), present };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}

/// Who was there, of those who are expected.
fn ticked(
    sent: &[(String, String)],
    roster: &[(Urn, Vec<String>)],
) -> Result<Vec<Present>, PageError> {
    let mut there: BTreeMap<Urn, Vec<String>> = BTreeMap::new();
    for (_, value) in sent.iter().filter(|(key, _)| key == "there") {
        let (urn, name) = value.split_once('|').map_or((&**value, None), |(u, n)| (u, Some(n)));
        let urn: Urn = field(urn)?;
        let of = roster.iter().find(|(known, _)| *known == urn);
        let (_, people) = of.ok_or_else(|| refused(format!("{urn} is not expected here")))?;
        let held = there.entry(urn).or_default();
        if let Some(name) = name {
            if name != HEADTEACHER && !people.iter().any(|known| known == name) {
                return Err(refused(format!(
                    "`{name}` is not named for that school; name who takes part on its page"
                )));
            }
            held.push(name.to_owned());
        }
    }
    Ok(there.into_iter().map(|(urn, people)| Present { urn, people }).collect())
}

/// Writes down what was said.
pub async fn note(
    State(app): State<App>,
    visit: Visit,
    Path(session): Path<String>,
    Form(sent): Form<Said>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let session = find(&journal, &session)?;
    let said = Said {
        lesson: text(&sent.lesson)?,
        keep: text(&sent.keep)?,
        change: text(&sent.change)?,
        task: text(&sent.task)?,
    };
    write(&app, &visit, &journal, session, |session| HubFact::SessionNoted { session, said }).await
}

/// Moves a session; one that was called off is on again.
pub async fn move_it(
    State(app): State<App>,
    visit: Visit,
    Path(session): Path<String>,
    Form(sent): Form<When>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let session = find(&journal, &session)?;
    let at = sent.read(session.year)?;
    if session.register.is_some() && at.on > journal.today {
        return Err(refused("the register was taken, so the session took place"));
    }
    write(&app, &visit, &journal, session, |session| HubFact::SessionMoved { session, at }).await
}

/// Why a session is called off.
#[derive(Debug, Deserialize)]
pub struct Why {
    why: String,
}

/// Calls a session off.
pub async fn call_off(
    State(app): State<App>,
    visit: Visit,
    Path(session): Path<String>,
    Form(sent): Form<Why>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let session = find(&journal, &session)?;
    let why = text(&sent.why)?;
    if why.is_empty() {
        return Err(refused("say why; the schools will ask"));
    }
    if session.register.is_some() {
        return Err(refused("the register was taken, so the session took place"));
    }
    write(&app, &visit, &journal, session, |session| HubFact::SessionCalledOff { session, why })
        .await
}

async fn write(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    session: &Session,
    fact: impl FnOnce(String) -> HubFact,
) -> Result<Redirect, PageError> {
    let ids = journal.write(app, visit, vec![fact(session.id.clone())]).await?;
    let here = format!("/hub/sessions/{}", session.id);
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}

/// The session as a calendar file.
pub async fn calendar(
    State(app): State<App>,
    visit: Visit,
    Path(session): Path<String>,
) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let session = find(&journal, &session)?;
    let file = session.calendar(&called(&journal, session), journal.today);
    let name = format!("attachment; filename=\"session-{}.ics\"", session.at.on);
    Ok((
        [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        file,
    )
        .into_response())
}
