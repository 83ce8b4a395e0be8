//! What was seen of the five big ideas in two lessons or more of a school, over time.
//!
//! Of the school: no lesson, class, teacher or pupil is named, and nothing is graded. Start at [`show`].

use std::collections::{BTreeMap, BTreeSet};

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{BigIdea, Date, HubFact, LEAST_LESSONS, Observation, Urn};

use super::hub::{Done, back_to, said_done, school_named};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::five_ideas::{over_time, statements};
use crate::parts::rich::capital;
use crate::sent::{Fields, part, refused, text};

/// The form, and what was seen so far.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, school) = school_named(&journal, &urn)?;
    let here = format!("/hub/schools/{urn}/observation");
    let line = journal.lines.line(urn);
    let held: Vec<&Observation> =
        journal.book.observations_of(&line).into_iter().map(|(_, one)| one).collect();
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href={ "/hub/schools/" (urn) } { (school.name) } " · " a href="/hub/five-ideas" { "The five big ideas over time" } } h1 { "What was seen in lessons" } p.narrow-read { "Of the school and never of a teacher: two lessons or more together, no names, no grade. Not looked for is not the same as not there." } }
            (said_done(&visit, &journal, &asked.done, &here))
            @if !held.is_empty() { section.stack { h2 { "Seen so far" } (over_time(statements()?, &held)) @for one in held.iter().rev().filter(|one| !one.note.is_empty()) { p.as-written { (one.note) span.soft.small { " · " (one.by) ", " (one.on.in_words()) } } } } }
            (form(&visit, &journal, &here)?)
        }
    };
    Ok(layout::hub_keeping(&visit, HubPlace::Schools, "What was seen in lessons", &inside))
}

/// What was seen in a school, as its page tells of it.
pub fn in_short(journal: &HubJournal, line: &BTreeSet<Urn>) -> Markup {
    let held = journal.book.observations_of(line);
    html! { @match held.last() {
        Some((_, last)) => { p { @match held.len() { 1 => { "Once" } n => { (n) " times" } } ", the last on " (last.on.in_words()) "." } }
        None => { p.soft { "Nobody has written down what was seen." } }
    } }
}

fn form(visit: &Visit, journal: &HubJournal, here: &str) -> Result<Markup, PageError> {
    let known = statements()?;
    Ok(
        html! { form.stack-l method="post" action=(here) data-keep={ "seen-" (here.replace('/', "-")) } {
            (token(visit))
            section.sheet.stack {
                h2 { "Write down what was seen" }
                div.narrow-left { label for="on" { "On" } input #on type="date" name="on" value=(journal.today) max=(journal.today) required; }
                div.narrow-left { label for="lessons" { "In how many lessons" } input #lessons type="number" name="lessons" min=(LEAST_LESSONS) max="40" inputmode="numeric" required; }
            }
            @for idea in BigIdea::ALL { section.sheet.stack {
                h2 { (capital(idea.in_words())) }
                @for one in known.of(idea) { fieldset.door-question {
                    legend { "In the lessons that were seen " (one.sees) }
                    @for (value, words) in [("seen", "Seen"), ("not", "Not this time"), ("", "Not looked for")] { label.option for={ (one.slug) "-" (value) } { input type="radio" id={ (one.slug) "-" (value) } name={ "s-" (one.slug) } value=(value) checked[value.is_empty()]; (words) } }
                } }
            } }
            section.sheet.stack {
                div { label for="note" { "What is worth talking about " span.soft { "(no names)" } } textarea #note name="note" maxlength="1000" {} }
                button.act { "Keep it" }
                p.small.soft data-kept role="status" { "Without a signal it stays on this phone and goes by itself." }
            }
        } },
    )
}

/// Writes down what was seen; what is sent again, because the answer to the first was lost, counts once.
pub async fn write(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let known = statements()?;
    let typed = part(&sent, "lessons").trim();
    let lessons = typed.parse().map_err(|_| {
        let cut: String = typed.chars().take(20).collect();
        refused(format!("`{cut}` is no number of lessons; expected {LEAST_LESSONS} or more"))
    })?;
    let mut seen = BTreeMap::new();
    for one in &known.all {
        match part(&sent, &format!("s-{}", one.slug)) {
            "" => {}
            "seen" => drop(seen.insert(one.slug.clone(), true)),
            "not" => drop(seen.insert(one.slug.clone(), false)),
            _ => return Err(refused("choose one of the answers of the page")),
        }
    }
    let observation = Observation {
        lessons,
        seen,
        note: text(part(&sent, "note"))?,
        by: visit.actor()?.name().to_owned(),
        on: Date::read(part(&sent, "on")).map_err(|error| refused(error.to_string()))?,
    };
    observation.check(known, journal.today).map_err(|why| refused(why.to_string()))?;
    let here = format!("/hub/schools/{urn}/observation");
    let line = journal.lines.line(urn);
    let held = journal.book.observations_of(&line);
    if let Some((id, _)) = held.iter().find(|(_, one)| *one == observation) {
        return Ok(back_to(&here, id));
    }
    let ids = journal.write(&app, &visit, vec![HubFact::Observed { urn, observation }]).await?;
    Ok(back_to(&here, ids.first().map_or("", String::as_str)))
}
