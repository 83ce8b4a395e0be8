//! What a school shares with the hub, seen from the hub: what it agreed, and how far practices have spread where it
//! agreed to that.
//!
//! The hub cannot agree for a school; it can write down that the school took its word back. Start at [`show`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{Action, Agreement, AgreementStep, Date, HubFact, PracticeCount, Shared, Urn};
use serde::Deserialize;

use super::hub::{Done, back_to, said_done, school_named};
use super::shares;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::spread;
use crate::sent::{refused, text};

/// A school's agreement, under whichever of its numbers spoke last.
pub fn held(journal: &HubJournal, urn: Urn) -> Agreement {
    let line = journal.lines.line(urn);
    journal.book.agreement_of(&line).map(|(_, held)| held.clone()).unwrap_or_default()
}

/// Whether the hub may see something of a school today.
pub fn may(journal: &HubJournal, urn: Urn, what: Shared) -> bool {
    held(journal, urn).may(what, journal.today)
}

/// The page.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, school) = school_named(&journal, &urn)?;
    let here = format!("/hub/schools/{urn}/sharing");
    let held = held(&journal, urn);
    let may = held.may(Shared::Practices, journal.today);
    let line = journal.lines.line(urn);
    let counts: Vec<&PracticeCount> = journal.book.counts_of(&line).collect();
    let drifts = journal
        .late()
        .into_iter()
        .find(|row| row.urn == urn && row.action == Action::TalkOfPractices);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href={ "/hub/schools/" (urn) } { (school.name) } } h1 { "What the school shares" } p { "The school decides, dated, and can take it back any day. It sees this same list on its own page." } }
            (said_done(&visit, &journal, &asked.done, &here))
            div.side.hub-side {
                div.stack-l {
                    section.stack { h2 { "How far practices have spread" }
                        @if may {
                            (spread::map(spread::practices()?, &counts))
                            @if let Some(row) = &drifts { form.row method="post" action="/hub" {
                                (token(&visit))
                                input type="hidden" name="action" value="talk-of-practices";
                                input type="hidden" name="urn" value=(urn);
                                input type="hidden" name="programme" value=(row.programme);
                                input type="hidden" name="year" value=(row.year);
                                input type="hidden" name="back" value=(here);
                                button.act.small { "We talked about it today" }
                            } }
                        } @else { p.told { "The school has not agreed that the hub sees its counts. That says nothing about what happens in its classes." } }
                    }
                    section.stack { h2 { "What the hub may see" } (spread::agreement(&held, journal.today)) (spread::history(&held)) }
                }
                aside.stack { (asking(&app, &visit, &journal, &held, &here)) @if held.holds(journal.today).is_some() { (took_back(&visit, &here)) } }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Schools, "What the school shares", &inside))
}

fn asking(app: &App, visit: &Visit, journal: &HubJournal, held: &Agreement, here: &str) -> Markup {
    html! { section.sheet.stack-s {
        h2 { "Ask the school" }
        @match &held.asked {
            Some((asked, on)) => {
                @let link = shares::link(app, &journal.hub.hub_id, asked);
                p.small { "It agrees, counts and takes back on its own page, by this link of " (on.in_words()) ". Whoever has it can speak for the school, so send it to the headteacher." }
                p.small.link-line { a href=(link) { "The school's page" } }
                label.unseen for="link" { "The link, to copy" }
                input #link type="text" readonly value=(link) data-whole="only-a-path";
                p.small.soft #only-a-path { "Put before it what stands in your browser before “/hub”." }
            }
            None => { p.small { "Only the school itself agrees. Make a link and send it to the headteacher." } }
        }
        form method="post" action=(here) { (token(visit)) button.act.quiet.small { @if held.asked.is_some() { "Make a new link; the old one ends" } @else { "Make a link for the school" } } }
    } }
}

fn took_back(visit: &Visit, here: &str) -> Markup {
    html! { form.sheet.quiet.stack-s method="post" action={ (here) "/taken-back" } {
        (token(visit))
        h2 { "The school took it back" }
        p.small { "A word on the telephone is enough. From then on nothing of the list is shown here." }
        div { label for="by" { "Who of the school says so" } input #by type="text" name="by" maxlength="80" required; }
        button.act.quiet.small { "They took it back" }
    } }
}

/// Makes a link with which the school says what it shares; the one before ends.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let step = AgreementStep::Asked { on: journal.today };
    write(&app, &visit, &journal, urn, step).await
}

/// Who of the school took it back.
#[derive(Debug, Deserialize)]
pub struct TakenBack {
    by: String,
}

/// Writes down that the school took everything back.
pub async fn taken_back(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<TakenBack>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, _) = school_named(&journal, &urn)?;
    let by = text(&sent.by)?;
    if by.is_empty() {
        return Err(refused("write who of the school says so"));
    }
    let on: Date = journal.today;
    write(&app, &visit, &journal, urn, AgreementStep::Withdrawn { by, on }).await
}

async fn write(
    app: &App,
    visit: &Visit,
    journal: &HubJournal,
    urn: Urn,
    step: AgreementStep,
) -> Result<Redirect, PageError> {
    let held_by = journal.book.agreement_of(&journal.lines.line(urn)).map_or(urn, |(urn, _)| urn);
    let fact = HubFact::Agreement { urn: held_by, step };
    let ids = journal.write(app, visit, vec![fact]).await?;
    Ok(back_to(&format!("/hub/schools/{urn}/sharing"), ids.first().map_or("", String::as_str)))
}

/// What a school shares, as its page tells of it.
pub fn in_short(journal: &HubJournal, urn: Urn) -> Markup {
    let held = held(journal, urn);
    html! { @match held.holds(journal.today) {
        Some(agreed) => { p { "Agreed by " (agreed.by) " on " (agreed.on.in_words()) ", until " (agreed.until().in_words()) "." } }
        None if held.said.is_empty() => { p.soft { @if held.asked.is_some() { "Asked, and not said yet." } @else { "Not asked yet." } } }
        None => { p.soft { "Nothing is shared any more." } }
    } }
}
