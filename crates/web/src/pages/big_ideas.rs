//! The five big ideas, one printed page each, and the list of what is read about teaching for mastery.
//!
//! Both are data of ours in `data/`; [`programme::Reading`] reads them. Start at [`all`].

use std::sync::LazyLock;

use axum::extract::{Path, Query};
use maud::{Markup, html};
use programme::{IdeaPage, Reading, Reference};
use serde::Deserialize;

use crate::access::Visit;
use crate::error::PageError;
use crate::layout::{self, Place};
use crate::parts::rich::capital;

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
pub async fn show(visit: Visit, Path(slug): Path<String>) -> Result<Markup, PageError> {
    let reading = reading()?;
    let page = reading.ideas.iter().find(|page| page.idea.slug() == slug);
    let page = page.ok_or_else(|| PageError::not_found("big idea"))?;
    let name = capital(page.idea.in_words());
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
            section.print-only.own-words { h2 { "In our school" } p.small { "What we say to each other about this, and the lesson in which we saw it:" } @for _ in 0..4 { div.own-line {} } }
        }
    };
    Ok(layout::staff(&visit, Place::Steps, &name, &inside))
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
