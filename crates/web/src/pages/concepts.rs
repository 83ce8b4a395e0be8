//! A concept on a page: what it is, what it is not, cards to sort with reasons, and the whole on one card.
//!
//! Cards are dealt by a number in the address, so the same address shows the same cards; nothing is kept.
//! Start at [`show`]; [`present`] is the same deal for the projector, one card at a time.

use axum::extract::{Path, Query, State};
use curriculum::{Card, Concept, FrayerCard};
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place};
use crate::pages::steps::year_name;
use crate::parts::rich::{rich, written};
use crate::parts::task;

/// The answer of the form for a card that is an example.
const IT_IS: &str = "is";

/// What to look for.
#[derive(Debug, Default, Deserialize)]
pub struct Find {
    /// Letters of the concept's name or of what it is.
    #[serde(default)]
    pub find: String,
}

/// Every concept by year, or those the letters find.
pub async fn all(State(app): State<App>, visit: Visit, Query(wanted): Query<Find>) -> Markup {
    let letters = wanted.find.trim().to_lowercase();
    let year = |concept: &Concept| app.content.step(&concept.step).map_or(0, |step| step.year);
    let mut found: Vec<&Concept> = app
        .content
        .concepts()
        .filter(|one| {
            one.name.to_lowercase().contains(&letters)
                || one.definition.to_string().to_lowercase().contains(&letters)
        })
        .collect();
    found.sort_by(|one, other| (year(one), &one.name).cmp(&(year(other), &other.name)));
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href="/steps" { "Small steps" } }
                h1 { "What it is and what it is not" }
                p.lead { "Cards to sort and talk about: usual examples, unusual ones, and near misses that each lack one thing only." }
            }
            form.finder method="get" action="/concepts" data-find role="search" {
                label for="find" { "Find a concept " span.soft { "(such as square, half or prime)" } }
                input #find type="search" name="find" value=(wanted.find.trim()) autocomplete="off";
                noscript { button.act.small { "Find" } }
            }
            div #concepts data-live {
                @if found.is_empty() { p.told { "No concept is about \"" (wanted.find.trim()) "\". Try one short word, such as \"part\" or \"angle\"." } }
                ul.clean { @for concept in &found {
                    li.step-line {
                        div { a href={ "/concepts/" (concept.slug) } { (written(&concept.name)) } p.soft.small { (rich(&concept.definition)) } }
                        span.codes { span.soft.small { (year_name(year(concept))) } }
                    }
                } }
            }
        }
    };
    layout::staff(&visit, Place::Steps, "What it is and what it is not", &inside)
}

/// One concept, with the cards that the address deals and, when they were sorted, what is said of each.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(set): Query<Vec<(String, String)>>,
) -> Result<Markup, PageError> {
    let concept = concept(&app, &slug)?;
    let seed = seed(&set);
    let step = app.content.step(&concept.step);
    let inside = html! {
        article.stack-l.concept {
            header.stack-s {
                p.eyebrow { a href="/concepts" { "What it is and what it is not" } @if let Some(step) = step { " · " (year_name(step.year)) " · " a href={ "/steps/" (step.slug) } { (step.name) } } }
                h1 { (written(&concept.name)) }
                p.lead { (rich(&concept.definition)) }
                p.row.no-print {
                    a.act.quiet.small href={ "/concepts/" (slug) "?deal=" (seed + 1) } { "Deal other cards" }
                    a.act.quiet.small href={ "/concepts/" (slug) "/present?deal=" (seed) } { "Show them to the class" }
                    button.act.quiet.small type="button" data-print { "Print cards to cut out" }
                }
            }
            section.stack-s.no-print { h2 { "What makes it so" }
                ol { @for feature in &concept.features { li { (written(&feature.text)) } } }
                @if !concept.irrelevant.is_empty() { p { "It does not matter: " (concept.irrelevant.join("; ")) "." } }
                @if !concept.prototype.is_empty() { p.told.warn { (rich(&concept.prototype)) } }
            }
            (sorting(concept, seed, &set))
            (frayer(&concept.frayer(seed)))
        }
    };
    Ok(layout::staff(&visit, Place::Steps, &unmarked(&concept.name), &inside))
}

/// The cards, each with what is to be said of it: it is, or the one thing it lacks.
fn sorting(concept: &Concept, seed: u64, set: &[(String, String)]) -> Markup {
    let cards = concept.deal(seed, None);
    let said = |idx: usize| {
        let name = format!("card-{idx}");
        set.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str())
    };
    let n_said = (0..cards.len()).filter(|idx| !said(*idx).is_empty()).count();
    let n_right =
        cards.iter().enumerate().filter(|(idx, card)| said(*idx) == decided(card)).count();
    html! {
        section.stack-s {
            h2.no-print { "Sort them, and say what decides" }
            form.stack method="get" action={ "/concepts/" (concept.slug) } {
                input type="hidden" name="deal" value=(seed);
                p.ask { (rich(&concept.question)) }
                ol.concept-cards { @for (idx, card) in cards.iter().enumerate() {
                    li.sheet.quiet.stack-s {
                        (face(card))
                        label.no-print { span.unseen { "Card " (idx + 1) } select name=(format!("card-{idx}")) {
                            option value="" { "Is it?" }
                            option value=(IT_IS) selected[said(idx) == IT_IS] { "It is: it has everything" }
                            @for feature in &concept.features { option value=(feature.id) selected[said(idx) == feature.id] { "It is not, because this is not so: " (unmarked(&feature.text)) } }
                        } }
                        @if !said(idx).is_empty() { p class=(if said(idx) == decided(card) { "told no-print" } else { "told warn no-print" }) role="status" { (verdict(concept, card, said(idx))) } }
                    }
                } }
                div.row.no-print {
                    button.act { "Look at my sorting" }
                    @if n_said > 0 { p role="status" { (n_right) " of the " (n_said) " you sorted stand where they belong, with the reason that decides." } }
                }
            }
        }
    }
}

/// The words without their marks, where mathematics cannot be drawn: a title, a line of a menu.
fn unmarked(words: &str) -> String {
    words.replace('`', "")
}

/// What decides a card: that it is, or the feature it lacks.
fn decided(card: &Card) -> &str {
    card.misses.as_deref().unwrap_or(IT_IS)
}

// The place and the reason are two things: one may be right and the other not.
fn verdict(concept: &Concept, card: &Card, said: &str) -> Markup {
    let lacks =
        card.misses.as_ref().and_then(|id| concept.features.iter().find(|one| one.id == *id));
    html! {
        @if said == decided(card) { strong { "Yes. " } (rich(&card.reason)) }
        @else if card.is { strong { "Look again. " } "It has everything it needs. " (rich(&card.reason)) @if !card.unusual.is_empty() { " Unusual, and it does not matter: " (card.unusual.join("; ")) "." } }
        @else if said == IT_IS { strong { "Look again. " } "One thing is missing. Which?" }
        @else { strong { "It is not, but for another reason. " } @if let Some(lacks) = lacks { "Does it have this: “" (written(&lacks.text)) "”?" } }
    }
}

fn face(card: &Card) -> Markup {
    html! {
        @if let Some(picture) = &card.show { (task::picture(picture)) }
        @if let Some(text) = &card.text { p.ask { (rich(text)) } }
    }
}

/// The concept on one card, as Frayer's model has it.
fn frayer(card: &FrayerCard) -> Markup {
    let several = |cards: &[Card], class: &str| html! { ul class={ "clean frayer-cards " (class) } { @for one in cards { li { (face(one)) p.small { (rich(&one.reason)) } } } } };
    html! {
        section.stack-s.frayer-page {
            h2.no-print { "On one card" }
            div.frayer.sheet {
                div { h3 { "What it is" } p { (rich(&card.definition)) } }
                div { h3 { "What makes it so" } ul { @for feature in &card.features { li { (written(&feature.text)) } } } }
                p.frayer-name { strong { (written(&card.name)) } }
                div { h3 { "It is" } (several(&card.examples, "is")) }
                div { h3 { "It is not" } (several(&card.non_examples, "is-not")) }
            }
        }
    }
}

/// The same cards for the class: one press asks of a card, the next says why.
pub async fn present(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(set): Query<Vec<(String, String)>>,
) -> Result<Markup, PageError> {
    let concept = concept(&app, &slug)?;
    let seed = seed(&set);
    let cards = concept.deal(seed, None);
    let at = number(&set, "at").and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
    let (idx, told) = (at / 2, at % 2 == 1);
    let to = |at: usize| format!("/concepts/{slug}/present?deal={seed}&at={at}");
    let inside = html! {
        main #main.beat {
            @match cards.get(idx) {
                Some(card) => {
                    p.prompt { (rich(&concept.question)) " · " (idx + 1) " of " (cards.len()) }
                    (face(card))
                    @if told { p.answer { @if card.is { "It is." } @else { "It is not." } } p.why { (rich(&card.reason)) } }
                    @else { p.prompt { "Is it? Which feature decides?" } }
                }
                None => {
                    p.ask { (rich(&concept.definition)) }
                    ol { @for feature in &concept.features { li { (written(&feature.text)) } } }
                }
            }
        }
        nav.projector-keys aria-label="Cards" {
            @if at > 0 { a.act.quiet #back href=(to(at - 1)) { "Back" } }
            @if idx < cards.len() { a.act #next href=(to(at + 1)) { "Next" } }
            a.act.quiet href={ "/concepts/" (slug) "?deal=" (seed) } { "Close" }
        }
    };
    Ok(layout::projector(&unmarked(&concept.name), false, &inside))
}

fn concept<'a>(app: &'a App, slug: &str) -> Result<&'a Concept, PageError> {
    app.content.concept(slug).ok_or_else(|| PageError::not_found("concept"))
}

fn number(set: &[(String, String)], name: &str) -> Option<u64> {
    set.iter().find(|(known, _)| known == name)?.1.parse().ok()
}

/// Which deal the address asks for; the first when it asks for none. Bounded, so that the next has a number, too.
fn seed(set: &[(String, String)]) -> u64 {
    number(set, "deal").unwrap_or(1).min(u64::from(u32::MAX))
}
