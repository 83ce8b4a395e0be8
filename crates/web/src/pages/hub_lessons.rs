//! The library of a work group: its lessons with their versions, what was seen, what came of it; and who shows what.
//!
//! Start at [`show`]; one lesson is [`super::hub_lesson`]. What a session could be about is [`proposed`].

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{BigIdea, GroupLesson, HubFact, Offer, SchoolYear, Session, Urn, themes};
use serde::Deserialize;

use super::hub::{back_to, field, said_done};
use super::hub_lesson::version_words;
use super::hub_places::{self, chooser};
use super::hub_session::members;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::rich::{capital, written};
use crate::sent::{refused, text};

/// Which programme, year and group.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    programme: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    done: String,
}

/// The library.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let Asked { programme, year, group, done } = asked;
    let of = hub_places::Asked { programme, year, done: String::new() };
    let (programme, year) = of.of(&journal, "primary-development");
    let group: Option<u32> = group.parse().ok();
    let lessons: Vec<&GroupLesson> = journal
        .book
        .lessons
        .all()
        .filter(|lesson| is_of(&journal, lesson, &programme, year, group))
        .collect();
    let here = here(&programme, year, group);
    let drawn = journal.book.groups.get(&(programme.clone(), year));
    let inside = html! {
        div.stack-l {
            header.row.between { div { p.eyebrow { a href={ "/hub/sessions?programme=" (programme) "&year=" (year) } { "Sessions" } } h1 { "Lessons planned together" } p.small { a href="/hub/materials" { "Materials" } " · " a href="/big-ideas" { "Five big ideas" } } } (chooser(&journal, "/hub/lessons", &programme, year)) }
            (said_done(&visit, &journal, &done, &here))
            @if let Some(drawn) = drawn { nav.row aria-label="Groups" {
                a.act.quiet.small href=(self::here(&programme, year, None)) aria-current=[group.is_none().then_some("true")] { "Every group" }
                @for one in &drawn.groups { a.act.quiet.small href=(self::here(&programme, year, Some(one.id))) aria-current=[(group == Some(one.id)).then_some("true")] { "Group " (one.id) } }
            } }
            div.side.hub-side {
                section.stack {
                    h2 { "Library" }
                    @if lessons.is_empty() { p.told { "No lesson is planned together yet. Open a session and choose its lesson." } }
                    @for lesson in &lessons { (one(&journal, lesson)) }
                }
                aside.stack { (who_shows_what(&visit, &journal, &programme, year, group)) }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Sessions, "Lessons planned together", &inside))
}

fn here(programme: &str, year: SchoolYear, group: Option<u32>) -> String {
    let group = group.map(|group| format!("&group={group}")).unwrap_or_default();
    format!("/hub/lessons?programme={programme}&year={year}{group}")
}

/// Whether a lesson is in the library of a group: it began there, or one of its sessions took it up.
fn is_of(
    journal: &HubJournal,
    lesson: &GroupLesson,
    programme: &str,
    year: SchoolYear,
    group: Option<u32>,
) -> bool {
    let began = (lesson.begun.programme.as_str(), lesson.begun.year, lesson.begun.group);
    let sessions = lesson.sessions.iter().filter_map(|id| journal.book.sessions.get(id));
    let held = sessions.map(|one| (one.programme.as_str(), one.year, one.group));
    held.chain([began]).any(|(slug, of, number)| {
        slug == programme && of == year && group.is_none_or(|group| group == number)
    })
}

/// A lesson with what came of it.
fn one(journal: &HubJournal, lesson: &GroupLesson) -> Markup {
    let last = lesson.versions.len().checked_sub(1);
    let changes = last.map(|at| lesson.changes(at)).unwrap_or_default();
    let group = match lesson.begun.group {
        0 => "every school".to_owned(),
        group => format!("group {group}"),
    };
    html! { article.sheet.stack-s {
        h3 { a href={ "/hub/lessons/" (lesson.id) } { (lesson.begun.title) } }
        p.small.soft { (capital(&version_words(lesson, lesson.latest()))) "; begun by " (group) " on " (lesson.begun.on.in_words()) "." }
        @if !changes.is_empty() { p.small { strong { "What the latest version changed" } } ul.small { @for change in changes.iter().take(3) { li { (written(change)) } } @if changes.len() > 3 { li { "and " (changes.len() - 3) " more" } } } }
        @if !lesson.watched.is_empty() { p.small { strong { "Watched" } " by " (lesson.watched.iter().map(|(_, one)| format!("{} on {}", one.by, one.on.in_words())).collect::<Vec<_>>().join("; ")) "." } }
        @for task in &lesson.tasks { p.small { strong { "Tried in school" } ": " (written(&task.set.question)) " " a href={ "/hub/lessons/" (lesson.id) "/tasks/" (task.id) } { (task.n()) " answers from " (task.brought.len()) @if task.brought.len() == 1 { " school" } @else { " schools" } } } }
        @if lesson.sessions.iter().all(|id| journal.book.sessions.get(id).is_none()) { p.small.soft { "Its session was taken back; choose it again for another." } }
    } }
}

/// What the schools show others, and the form to say so.
fn who_shows_what(
    visit: &Visit,
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    group: Option<u32>,
) -> Markup {
    let members = members(journal, (programme, year), group.unwrap_or(0), journal.today);
    let of_group = |urn: Urn| {
        members.contains(&urn) || journal.lines.line(urn).iter().any(|urn| members.contains(urn))
    };
    let offers: Vec<_> =
        journal.book.offers.iter().filter(|(_, offer)| of_group(offer.urn)).collect();
    let mut named: Vec<Urn> = members.into_iter().collect();
    named.sort_by_key(|urn| journal.name(*urn));
    html! {
        section.sheet.quiet.stack-s {
            h2 { "Who shows what" }
            @if offers.is_empty() { p.small.soft { "No school has said yet what it shows others." } }
            @for idea in BigIdea::ALL {
                @let own: Vec<_> = offers.iter().filter(|(_, offer)| offer.big_idea == idea).collect();
                @if !own.is_empty() { h3 { (capital(idea.in_words())) } ul.clean.book { @for (id, offer) in own { li {
                    strong { (offer.what) } br;
                    span.small { a href={ "/hub/schools/" (offer.urn) } { (journal.name(offer.urn)) } @if !offer.how.is_empty() { ": " (offer.how) } span.soft { " (" (offer.by) ", " (offer.on.in_words()) ")" } } " "
                    form.inline method="post" action="/hub/take-back" { (token(visit)) input type="hidden" name="fact" value=(id); input type="hidden" name="back" value=(here(programme, year, group)); button.plain.small { "No longer" } }
                } } } }
            }
        }
        @if !named.is_empty() { form.sheet.quiet.stack-s method="post" action="/hub/lessons/offers" {
            (token(visit))
            input type="hidden" name="back" value=(here(programme, year, group));
            h2 { "A school shows something" }
            div { label for="school" { "School" } select #school name="school" { @for urn in named { option value=(urn) { (journal.name(urn)) } } } }
            div { label for="what" { "What others can see there" } input #what type="text" name="what" maxlength="200" required; }
            div { label for="idea" { "Big idea" } select #idea name="idea" { @for idea in BigIdea::ALL { option { (idea.in_words()) } } } }
            div { label for="how" { "How " span.soft { "(a visit, on paper, a talk)" } } input #how type="text" name="how" maxlength="200"; }
            div { label for="said-by" { "Who of the school said so" } input #said-by type="text" name="by" maxlength="80" required; }
            button.act.quiet.small { "Write it down" }
        } }
    }
}

/// What a school shows, as it is sent.
#[derive(Debug, Deserialize)]
pub struct Offering {
    school: String,
    what: String,
    idea: String,
    #[serde(default)]
    how: String,
    by: String,
    #[serde(default)]
    back: String,
}

/// Writes down what a school shows others.
pub async fn offer(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Offering>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let urn: Urn = field(&sent.school)?;
    journal.school(urn)?;
    let big_idea = BigIdea::read(&sent.idea)
        .ok_or_else(|| refused(format!("`{}` is none of the five big ideas", sent.idea)))?;
    let (what, how, by) = (text(&sent.what)?, text(&sent.how)?, text(&sent.by)?);
    if what.is_empty() || by.is_empty() {
        return Err(refused("write what others can see, and who of the school said so"));
    }
    let offer = Offer { urn, what, big_idea, how, by, on: journal.today };
    let ids = journal.write(&app, &visit, vec![HubFact::Offered { offer }]).await?;
    Ok(back_to(&sent.back, ids.first().map_or("", String::as_str)))
}

/// What the members' plans propose for a session, where their schools agreed to show them.
pub(super) fn proposed(
    visit: &Visit,
    journal: &HubJournal,
    session: &Session,
    here: &str,
) -> Markup {
    let members =
        members(journal, (&session.programme, session.year), session.group, session.at.on);
    let plans: Vec<_> = members
        .iter()
        .filter_map(|urn| {
            let line = journal.lines.line(*urn);
            let (_, plan) = journal.book.plan_of(&line, &session.programme, session.year)?;
            Some((*urn, plan))
        })
        .collect();
    let found = themes(plans.iter().copied());
    let shown: BTreeSet<Urn> =
        found.iter().flat_map(|theme| &theme.aims).map(|(urn, _)| *urn).collect();
    html! { section.sheet.quiet.stack-s {
        h2 { "What it could be about" }
        p.small.soft { (shown.len()) " of " (members.len()) " schools have a signed plan whose aims they show to the group." }
        @for theme in &found { div.stack-s {
            h3 { (capital(theme.idea.in_words())) " " span.soft.small { @if theme.n_schools() == 1 { "1 school" } @else { (theme.n_schools()) " schools" } } }
            ul.small { @for (urn, goal) in &theme.aims { li { (goal) span.soft { " (" (journal.name(*urn)) ")" } } } }
            form.inline method="post" action={ (here) "/theme" } { (token(visit)) input type="hidden" name="theme" value={ (capital(theme.idea.in_words())) ", from the plans of our schools" }; button.act.quiet.small { "Make it the theme" } }
        } }
        @if found.is_empty() { p.small { "When a school has agreed on the page of its plan that its group may see its aims, they are proposed here." } }
    } }
}

/// A theme as it is sent.
#[derive(Debug, Deserialize)]
pub struct Themed {
    theme: String,
}

/// Makes something the theme of a session.
pub async fn set_theme(
    State(app): State<App>,
    visit: Visit,
    axum::extract::Path(session): axum::extract::Path<String>,
    Form(sent): Form<Themed>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let session = super::hub_session::find(&journal, &session)?;
    let theme = text(&sent.theme)?;
    if theme.is_empty() {
        return Err(refused("say what the session is about"));
    }
    let here = format!("/hub/sessions/{}", session.id);
    let fact = HubFact::SessionThemed { session: session.id.clone(), theme };
    let ids = journal.write(&app, &visit, vec![fact]).await?;
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}
