//! The five big ideas, one printed page each, and the list of what is read about teaching for mastery.
//!
//! Both are data of ours in `data/`; [`programme::Reading`] reads them. A school writes its own words beside an idea,
//! in versions; nobody else reads them. Start at [`all`].

use std::sync::LazyLock;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{BigIdea, IdeaNote, IdeaPage, Reading, Reference, SchoolFact};
use serde::Deserialize;

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::today;
use crate::layout::{self, Place, token};
use crate::parts::rich::capital;
use crate::sent::{Fields, part, refused, text};

/// What is shipped; a test holds it sound.
fn reading() -> Result<&'static Reading, PageError> {
    static READ: LazyLock<Result<Reading, Vec<String>>> = LazyLock::new(|| {
        let ideas = include_str!("../../../../data/big-ideas.toml");
        Reading::read(ideas, include_str!("../../../../data/references.toml"))
    });
    READ.as_ref().map_err(|problems| PageError::fault(&problems.join("; ")))
}

/// The five ideas.
pub async fn all(visit: Visit) -> Result<Markup, PageError> {
    let reading = reading()?;
    let inside = html! {
        div.stack-l {
            header.stack-s { p.eyebrow { a href="/steps" { "Small steps" } } h1 { "Five big ideas" } p.lead { "What belongs together in a lesson and from lesson to lesson, a page for each, to read together and to print." } }
            div.stack { @for page in &reading.ideas { article.sheet.quiet.stack-s {
                h2 { a href={ "/big-ideas/" (page.idea.slug()) } { (capital(page.idea.in_words())) } }
                p { (page.means) }
            } } }
            p { a href="/references" { "What is read about it" } }
        }
    };
    Ok(layout::staff(&visit, Place::Steps, "Five big ideas", &inside))
}

/// One idea on one page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Markup, PageError> {
    let reading = reading()?;
    let page = reading.ideas.iter().find(|page| page.idea.slug() == slug);
    let page = page.ok_or_else(|| PageError::not_found("big idea"))?;
    let name = capital(page.idea.in_words());
    let of_a_school = visit.is_any_of(&Role::OF_A_SCHOOL);
    let notes = match visit.actor.as_ref().filter(|_| of_a_school) {
        Some(actor) => app.school_book(actor.school_id()).await?.notes.remove(&page.idea),
        None => None,
    };
    let notes = notes.unwrap_or_default();
    let inside = html! {
        article.stack.big-idea {
            header.stack-s {
                p.eyebrow { a href="/big-ideas" { "Five big ideas" } }
                h1 { (name) }
                p.lead { (page.means) }
                p { (page.why) }
                p.no-print { button.act.quiet.small type="button" data-print { "Print it, with room for your own words" } }
            }
            div.grid2 { (list("In the lesson you see", &page.see)) (list("You hear", &page.hear)) }
            div.grid2 {
                section.told.warn.stack-s { h2 { "It is not" } p { (page.not) } }
                section.told.stack-s { h2 { "Try it tomorrow" } p { (page.attempt) } }
            }
            p.small { strong { "In Tenframe" } ": " (page.here) }
            (read(reading, page))
            @if of_a_school { (in_our_school(&visit, page.idea, &notes)) }
            section.print-only.own-words { @if notes.is_empty() { h2 { "In our school" } } p.small { "What we say to each other about this, and the lesson in which we saw it:" } @for _ in 0..4 { div.own-line {} } }
        }
    };
    Ok(layout::staff(&visit, Place::Steps, &name, &inside))
}

/// The school's own words, with the versions before them.
fn in_our_school(visit: &Visit, idea: BigIdea, notes: &[IdeaNote]) -> Markup {
    let now = notes.last();
    html! { section.stack-s #in-our-school {
        @if let Some(note) = now { div.told.stack-s {
            h2 { "In our school, in our words" }
            @for line in note.text.lines().filter(|line| !line.trim().is_empty()) { p { (line) } }
            p.small.soft { (note.by) ", " (note.on.in_words()) }
        } }
        @if notes.len() > 1 { details.no-print { summary.small { "Versions before" } ol.clean.book reversed { @for note in notes.iter().rev().skip(1) { li { p { (note.text) } p.small.soft { (note.by) ", " (note.on.in_words()) } } } } } }
        @if visit.may_teach() { details.no-print { summary { @if now.is_some() { "Write it anew" } @else { "Write what your school says about it" } }
            form.stack-s method="post" action="/big-ideas/notes" {
                (token(visit))
                input type="hidden" name="idea" value=(idea.slug());
                label for="own-words" { "What we say to each other about this, and the lesson in which we saw it" }
                textarea #own-words name="text" rows="5" maxlength="1000" required { (now.map_or("", |note| &note.text)) }
                button.act.quiet.small { "Keep it" }
                p.small.soft { "Everybody of your school reads it here and on paper, with your name and the day; nobody else does. What was written before is kept." }
            }
        } }
    } }
}

/// Writes the school's words on a big idea.
pub async fn note(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let slug = part(&sent, "idea");
    let idea = BigIdea::ALL.into_iter().find(|idea| idea.slug() == slug);
    let idea = idea.ok_or_else(|| refused(format!("`{slug}` is none of the five big ideas")))?;
    let text = text(part(&sent, "text"))?;
    if text.is_empty() {
        return Err(refused("write something; what was there before stays"));
    }
    let by = visit.actor()?.name().to_owned();
    let fact = SchoolFact::IdeaNoted { idea, text, by, on: today() };
    app.write_in_school(&visit, fact).await?;
    Ok(Redirect::to(&format!("/big-ideas/{slug}#in-our-school")))
}

fn list(title: &str, lines: &[String]) -> Markup {
    html! { section.stack-s { h2 { (title) } ul { @for line in lines { li { (line) } } } } }
}

fn read(reading: &Reading, page: &IdeaPage) -> Markup {
    html! { section.stack-s { h2 { "To read" } ul.small { @for one in page.read.iter().filter_map(|id| reading.reference(id)) { li { (cited(one)) } } } } }
}

/// A reference in one line, with whether it is confirmed.
fn cited(one: &Reference) -> Markup {
    html! {
        (one.people) @if let Some(year) = one.year { " (" (year) ")" } ": " em { (one.title) } ". " (one.published) "."
        @if one.confirmed.is_none() { " " span.tag.warm { "not confirmed" } }
    }
}

/// Which references.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    about: String,
}

/// What is read, all of it or what one tag is about.
pub async fn references(visit: Visit, Query(asked): Query<Asked>) -> Result<Markup, PageError> {
    let reading = reading()?;
    let is_asked = |one: &&Reference| asked.about.is_empty() || one.tags.contains(&asked.about);
    let found: Vec<&Reference> = reading.references.iter().filter(is_asked).collect();
    let inside = html! {
        div.stack-l {
            header.stack-s { p.eyebrow { a href="/big-ideas" { "Five big ideas" } } h1 { "What is read about it" } p { "Theory, and what evidence there is, each with a sentence of ours. None of it proves that a lesson works: that is seen in the lesson." } }
            nav.row.no-print aria-label="About" {
                a.act.quiet.small href="/references" aria-current=[asked.about.is_empty().then_some("true")] { "Everything" }
                @for tag in reading.tags() { a.act.quiet.small href={ "/references?about=" (tag.replace(' ', "+")) } aria-current=[(asked.about == tag).then_some("true")] { (capital(tag)) } }
            }
            @if found.is_empty() { p.told { "Nothing is listed about “" (asked.about) "”." } }
            ol.clean.stack { @for one in found { li.stack-s id=(one.id) {
                p { (cited(one)) }
                p.small { (one.says) }
                p.small.soft { (one.tags.join(", ")) @if let Some(day) = &one.confirmed { "; title, people and place confirmed on " (day) } @else { "; from memory, not confirmed" } }
            } } }
        }
    };
    Ok(layout::staff(&visit, Place::Steps, "What is read about it", &inside))
}
