//! Extracts for researchers: who may take one, what for and until when, and every time it was taken.
//!
//! Start at [`grant`]; taking one is [`super::research`].

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{Date, Grant, Granted, NationFact, Project};
use store::Staff;

use super::nation_projects::{named, to};
use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::in_days;
use crate::layout::token;
use crate::nation_journal::{self, NationJournal};
use crate::sent::{Fields, part, refused, text};

fn is_researcher(one: &&Staff) -> bool {
    one.left_at.is_none() && one.roles.iter().any(|role| role == Role::Researcher.slug())
}

/// What a project's page says of its extracts.
pub fn part_of_project(
    visit: &Visit,
    journal: &NationJournal,
    project: &Project,
    people: &[Staff],
) -> Markup {
    let researchers: Vec<&Staff> = people.iter().filter(is_researcher).collect();
    html! {
        section.stack #extracts {
            h2 { "Extracts" }
            p.narrow-read { "An extract has schools under keys made for it alone, no name, number, place or day, and nothing that fewer than five schools share; with a codebook." }
            ul.clean.late-list { @for extract in &project.extracts { li.late-row {
                div {
                    span { strong { (extract.grant.name) } ", until " (extract.grant.until.in_words()) @if extract.grant.until < journal.today { " " span.tag { "over" } } }
                    p.small.soft { (extract.grant.purpose) " · granted on " (extract.grant.on.in_words()) " · " (taken(extract)) }
                }
                @if extract.grant.until >= journal.today { form.inline method="post" action={ "/nation/projects/" (project.id) "/take-back" } { (token(visit)) input type="hidden" name="fact" value=(extract.id); button.plain { "End it now" } } }
            } } }
            @if researchers.is_empty() { p.soft { "No researcher signs in here yet: “tenframe import nation … --role researcher” adds one." } }
            @else { details.sheet { summary { strong { "Let a researcher take one" } }
                form.stack method="post" action={ "/nation/projects/" (project.id) "/extracts" } {
                    (token(visit))
                    div.row {
                        div { label for="to" { "Who" } select #to name="to" { @for one in &researchers { option value=(one.staff_id) { (one.name) } } } }
                        div { label for="last-day" { "The last day" } input #last-day type="date" name="until" value=(in_days(90)) required; }
                    }
                    div { label for="purpose" { "What for" } input #purpose type="text" name="purpose" maxlength="300" required; }
                    p { button.act.quiet { "Let them take it" } }
                }
            } }
        }
    }
}

fn taken(extract: &Granted) -> String {
    let days: Vec<String> = extract.taken.iter().map(|on| on.in_words()).collect();
    if days.is_empty() {
        "not taken yet".to_owned()
    } else {
        format!("taken on {}", days.join(", "))
    }
}

/// Lets a researcher take an extract until a day.
pub async fn grant(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    named(&journal, &id)?;
    let people = app.store.staff(&journal.nation.nation_id).await?;
    let found = people.iter().filter(is_researcher).find(|one| one.staff_id == part(&sent, "to"));
    let found = found.ok_or_else(|| refused("that is no researcher who signs in here"))?;
    let until = Date::read(part(&sent, "until")).map_err(|error| refused(error.to_string()))?;
    let grant = Grant {
        to: found.staff_id.clone(),
        name: found.name.clone(),
        purpose: text(part(&sent, "purpose"))?,
        on: journal.today,
        until,
    };
    if let Some(says) = grant.problem() {
        return Err(refused(says));
    }
    let fact = NationFact::ExtractGranted { project: id.clone(), grant };
    nation_journal::write(&app, &journal.nation.nation_id, &visit, vec![fact]).await?;
    Ok(to(&id))
}
