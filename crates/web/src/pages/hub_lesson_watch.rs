//! Watching a group's lesson on a phone: what pupils said and did against each key point and difficult point.
//!
//! Nobody is named who is taught. It is kept on the phone without a signal and sent once. Start at [`show`].

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    GroupLesson, HubFact, LessonPart, LessonStep, PartKind, SeenPart, Session, Tap, Watched,
};

use super::hub::{Done, back_to, said_done};
use super::hub_lesson::{lesson_named, sessions_of, version_words};
use super::hub_session::find;
use super::hub_sessions::called;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::rich::written;
use crate::sent::{refused, text};

/// The parts an observer looks for.
const LOOKED_FOR: [(PartKind, &str); 2] =
    [(PartKind::KeyPoint, "Key point"), (PartKind::DifficultPoint, "Difficult point")];

/// What was watched, on the lesson's page.
pub(super) fn in_short(visit: &Visit, journal: &HubJournal, lesson: &GroupLesson) -> Markup {
    let own = visit.actor.as_ref().map_or("", |actor| actor.name());
    let sessions: Vec<&Session> = sessions_of(journal, lesson)
        .into_iter()
        .filter(|one| one.at.on <= journal.today && one.called_off.is_none())
        .collect();
    html! { section.sheet.quiet.stack-s {
        h2 { "Watched" }
        @if lesson.watched.is_empty() { p.small.soft { "Nobody has written down yet what was seen." } }
        @for (_, one) in &lesson.watched {
            p.small { (one.by) ", " (one.on.in_words()) ": " (version_words(lesson, &one.version)) }
            @if !one.besides.is_empty() { p.small.as-written { (one.besides) } }
        }
        @for session in sessions.iter().rev() { p { a.act.quiet.small href={ "/hub/lessons/" (lesson.id) "/watch/" (session.id) } {
            @if lesson.watched_by(&session.id, own).is_some() { "Put right what you saw on " (session.at.on.in_words()) } @else { "Watch it on " (session.at.on.in_words()) }
        } } }
        @if sessions.is_empty() { p.small.soft { "On the day of the session there is a page here for the phone." } }
    } }
}

/// The page for the phone.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((id, session)): Path<(String, String)>,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (lesson, session) = opened(&journal, &id, &session)?;
    let here = format!("/hub/lessons/{}/watch/{}", lesson.id, session.id);
    let own = lesson.watched_by(&session.id, visit.actor()?.name());
    let held = own.map(|(_, watched)| watched);
    let after = own.map_or("", |(id, _)| id.as_str());
    let version = held.map_or(lesson.latest(), |watched| watched.version.as_str());
    let inside = html! {
        div.stack-l.narrow-read {
            header.stack-s {
                p.eyebrow { a href={ "/hub/lessons/" (lesson.id) } { (lesson.begun.title) } " · " (called(&journal, session)) }
                h1 { "Watching the lesson" }
                p.of-step { (version_words(lesson, version)) ", " (session.at.on.in_words()) }
            }
            (said_done(&visit, &journal, &asked.done, &here))
            @if session.at.on > journal.today { p.told { "The session is on " (session.at.on.in_words()) "; on that day you write here what you see." } }
            @else if session.called_off.is_some() { p.told.warn { "The session was called off." } }
            @else { form.stack.register method="post" action=(here) data-keep={ "watch-" (lesson.id) "-" (session.id) } data-keep-draft {
                (token(&visit))
                input type="hidden" name="after" value=(after);
                input type="hidden" name="version" value=(version);
                p.told { "Write what pupils said and did, as they said it, and never who: no pupil's name stands here." }
                @for (kind, title) in LOOKED_FOR { @for part in lesson.text().of(kind) { (part_fields(title, part, held)) } }
                div { label for="besides" { "Anything else of the mathematics" } textarea #besides name="besides" maxlength="1000" { (held.map_or("", |one| &one.besides)) } }
                button.act { "Send what you saw" }
                p.small.soft data-kept role="status" { "What you write stays on this phone until it is sent. What is not tapped is not noted; that is not the same as not there." }
            } }
        }
    };
    Ok(layout::hub_keeping(&visit, HubPlace::Sessions, "Watching the lesson", &inside))
}

fn part_fields(title: &str, part: &LessonPart, held: Option<&Watched>) -> Markup {
    let seen = held.and_then(|held| held.seen.iter().find(|seen| seen.part == part.id));
    let id = format!("words-{}", part.id);
    html! { fieldset.sheet.watch-part {
        legend { span.eyebrow { (title) } br; (written(&part.says)) }
        @for tap in Tap::of(part.kind) { label.option { input type="checkbox" name={ "tap-" (part.id) } value=(tap.in_words()) checked[seen.is_some_and(|seen| seen.taps.contains(tap))]; span { (crate::parts::rich::capital(tap.in_words())) } } }
        div.whole { label for=(id) { "What they said and did" } textarea id=(id) name=(id) maxlength="1000" { (seen.map_or("", |seen| &seen.words)) } }
    } }
}

/// The lesson and the session an address names, where the session works on the lesson.
fn opened<'j>(
    journal: &'j HubJournal,
    id: &str,
    session: &str,
) -> Result<(&'j GroupLesson, &'j Session), PageError> {
    let (lesson, session) = (lesson_named(journal, id)?, find(journal, session)?);
    if !lesson.sessions.contains(&session.id) {
        return Err(PageError::not_found("session"));
    }
    Ok((lesson, session))
}

/// Writes down what somebody saw; sent twice it counts once.
pub async fn watched(
    State(app): State<App>,
    visit: Visit,
    Path((id, session)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (lesson, session) = opened(&journal, &id, &session)?;
    let here = format!("/hub/lessons/{}/watch/{}", lesson.id, session.id);
    if session.at.on > journal.today {
        return Err(refused(format!("the session is on {}", session.at.on.in_words())));
    }
    if session.called_off.is_some() {
        return Err(refused("the session was called off; move it first if it took place"));
    }
    let one = |name: &str| sent.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
    let version = one("version").to_owned();
    if lesson.number(&version).is_none() {
        return Err(refused("there is no such version of this lesson; open the page again"));
    }
    let seen = seen_parts(lesson, &sent)?;
    let besides = text(&one("besides").replace("\r\n", "\n"))?;
    if seen.is_empty() && besides.is_empty() {
        return Err(refused("nothing is tapped or written; note at least one thing you saw"));
    }
    let by = visit.actor()?.name().to_owned();
    let session_id = session.id.clone();
    let watched = Watched { session: session_id, version, by, on: session.at.on, seen, besides };
    if let Some((id, held)) = lesson.watched_by(&session.id, &watched.by) {
        if *held == watched {
            return Ok(back_to(&here, id));
        }
        if one("after") != id {
            return Err(refused(
                "you sent other notes of this lesson meanwhile; look at them, then write what is missing",
            ));
        }
    }
    let step = LessonStep::Watched { watched };
    let fact = HubFact::Lesson { lesson: lesson.id.clone(), step };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}

/// What was noted of each part; parts of which nothing was noted are left out.
fn seen_parts(lesson: &GroupLesson, sent: &[(String, String)]) -> Result<Vec<SeenPart>, PageError> {
    let mut seen = Vec::new();
    for (kind, _) in LOOKED_FOR {
        for part in lesson.text().of(kind) {
            let (tapped, wrote) = (format!("tap-{}", part.id), format!("words-{}", part.id));
            let mut taps = BTreeSet::new();
            for (_, value) in sent.iter().filter(|(key, _)| *key == tapped) {
                let tap = Tap::read(value).filter(|tap| Tap::of(kind).contains(tap));
                let tap = tap.ok_or_else(|| {
                    refused(format!("`{value}` is nothing that can be tapped here"))
                })?;
                taps.insert(tap);
            }
            let words = sent.iter().find(|(key, _)| *key == wrote).map_or("", |(_, words)| words);
            let words = text(&words.replace("\r\n", "\n"))?;
            if !taps.is_empty() || !words.is_empty() {
                seen.push(SeenPart { part: part.id.clone(), taps, words });
            }
        }
    }
    Ok(seen)
}
