//! Handing on: what a hub gives the nation of its schools, looked at first, in one press or as a file.
//!
//! A school, a programme, a year and what happened on which day; counts of practice asked again, for research; no
//! teacher, no pupil, no note, no money. Start at [`show`].

use axum::extract::State;
use axum::response::{Redirect, Response};
use maud::{Markup, html};
use programme::{
    Fact, HandedPractice, HubReturn, NationFact, ReturnedSchool, What, handed_practice,
};

use super::hub_lists::spreadsheet;
use crate::access::Visit;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::nation_journal;
use crate::parts::five_ideas::statements;

/// What would be handed on, and when it was last.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let nation = app.store.nations().await?.into_iter().next();
    let last = match &nation {
        Some(nation) => {
            app.store.last_nation_fact(&nation.nation_id, "handed-on", &journal.hub.name).await?
        }
        None => None,
    };
    let rows = ReturnedSchool::all_in(&journal.book.facts);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href="/hub/report" { "Report" } " · " (journal.hub.name) } h1 { "Hand on to the nation" } }
            div.stack-s.narrow-read {
                p.lead { "Of each school, programme and year: applied, started, was at a session, completed or left, each with its first day, and at how many sessions it was." }
                p { "No teacher's name, no pupil, no note, no plan and no money goes with it. The national figures count a school once, whichever hubs it was with, and hide numbers below " (programme::HIDDEN_BELOW) "." }
                p { "With it go counts for research: how many pairs of answers on " a href="/hub/five-ideas" { "the five big ideas" } " went which way, of teachers who agreed to that, and in how many schools a practice was seen again. Five or more each, and no answer and no visit itself." }
            }
            @match (&nation, rows.len()) {
                (_, 0) => { p.told { "Nothing has happened yet that could be handed on." } }
                (Some(nation), n) => {
                    form.sheet.stack-s method="post" action="/hub/hand-on" {
                        (token(&visit))
                        p { strong.number { (n) } @if n == 1 { " school's year" } @else { " schools' years" } " as of today, whole: it takes the place of what was handed on before." }
                        p.soft { @match &last { Some((_, at)) => { "Handed on last on " (clock::day_in_words(clock::local(*at).date())) "." } None => { "Nothing was handed on yet." } } }
                        p.row { button.act { "Hand it on to " (nation.name) } }
                    }
                }
                (None, n) => { p.told { (n) @if n == 1 { " school's year." } @else { " schools' years." } " This server keeps no national figures; send the file to whoever does." } }
            }
            @if !rows.is_empty() { p { a href="/hub/hand-on.csv" { "The same as a file" } ", to read through, or for a server elsewhere." } }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Report, "Hand on to the nation", &inside))
}

/// The counts of practice and knowledge that go with it.
fn practice_of(journal: &HubJournal) -> Result<Vec<HandedPractice>, PageError> {
    let book = &journal.book;
    let (asked, lines) = (statements()?, &journal.lines);
    Ok(handed_practice(&book.instrument, &book.observations, asked, lines, journal.today))
}

/// Hands it on.
pub async fn hand_on(State(app): State<App>, visit: Visit) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let refused = |says: &str| PageError::refused("Nothing was handed on", says);
    let nation = app.store.nations().await?.into_iter().next();
    let nation = nation.ok_or_else(|| {
        refused("This server keeps no national figures. Send the file of the page before to whoever does.")
    })?;
    let schools = ReturnedSchool::all_in(&journal.book.facts);
    if schools.is_empty() {
        return Err(refused("Nothing has happened yet that could be handed on."));
    }
    let returned = HubReturn {
        hub: journal.hub.name.clone(),
        lead_urn: journal.hub.lead_urn,
        on: journal.today,
        caption: String::new(),
        schools,
        practice: practice_of(&journal)?,
    };
    let fact = NationFact::HandedOn { returned };
    nation_journal::write(&app, &nation.nation_id, &visit, vec![fact]).await?;
    Ok(Redirect::to("/hub/hand-on"))
}

/// The same as a file that `tenframe import return` reads; sessions stand there day by day.
pub async fn as_csv(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let is_handed_on = |fact: &&Fact| What::HANDED_ON.contains(&fact.what);
    let rows = journal.book.facts.all().filter(is_handed_on).map(|fact| {
        vec![
            fact.urn.to_string(),
            fact.programme.clone(),
            fact.year.to_string(),
            fact.what.to_string(),
            fact.on.to_string(),
            journal.hub.name.clone(),
        ]
    });
    spreadsheet("hand-on", &["urn", "programme", "year", "what", "on", "hub"], rows)
}
