//! The public page of places: which hubs have places left, and a line to be told more.
//!
//! It shows numbers of places, never which school applied. Start at [`show`].

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use learning::Author;
use maud::{Markup, html};
use programme::{HubFact, SchoolYear, Urn};
use serde::Deserialize;
use store::SignIn;

use super::hub_places::list;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{HubJournal, today};
use crate::{clock, layout};

/// What was just sent.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    sent: String,
}

/// The places that are left.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let mut hubs = Vec::new();
    for hub in app.store.hubs().await? {
        let journal = HubJournal::read(&app, hub).await?;
        let offers = offers(&journal);
        hubs.push((journal, offers));
    }
    let inside = html! {
        div.stack-l {
            header.stack-s { h1 { "Places in work groups" } p.lead { "Teachers from neighbouring schools plan, watch and discuss lessons together for a year. Taking part costs a school nothing." } }
            @if !asked.sent.is_empty() { p.told role="status" { "Thank you: the hub will write to you." } }
            @if hubs.is_empty() { p.told { "No hub keeps its places here." } }
            @for (journal, offers) in &hubs {
                section.sheet.stack {
                    h2 { (journal.hub.name) }
                    @if offers.is_empty() { p.soft { "No places are offered just now. Leave your address and the hub writes when there are." } }
                    @else { table { thead { tr { th { "Programme" } th { "School year" } th { "Places left" } } } tbody { @for (slug, year, left) in offers { tr { td { (journal.rules().short(slug)) } td { (year) } td.number { @if *left == 0 { "none; schools wait" } @else { (left) } } } } } } }
                    (ask(&journal.hub.hub_id, offers, journal))
                }
            }
        }
    };
    Ok(layout::public(&visit, "Places in work groups", &inside))
}

/// Every programme with places set for this school year or the next.
fn offers(journal: &HubJournal) -> Vec<(String, SchoolYear, usize)> {
    let of = journal.book.places.iter();
    let is_now = |year: &SchoolYear| *year == journal.year || *year == journal.year.next();
    of.filter(|((_, year), places)| is_now(year) && **places > 0)
        .map(|((slug, year), _)| (slug.clone(), *year, list(journal, slug, *year).places_left))
        .collect()
}

fn ask(hub_id: &str, offers: &[(String, SchoolYear, usize)], journal: &HubJournal) -> Markup {
    html! {
        details { summary { "Ask to hear more" }
            form.stack.narrow-left method="post" action="/places" {
                input type="hidden" name="hub" value=(hub_id);
                div { label for={ "urn-" (hub_id) } { "Your school's number " span.soft { "(URN, six digits)" } } input #{ "urn-" (hub_id) } type="text" name="urn" inputmode="numeric" pattern="[0-9]{6}" required; }
                div { label for={ "in-" (hub_id) } { "For" } select #{ "in-" (hub_id) } name="offer" {
                    @for (slug, year, _) in offers { option value={ (slug) " " (year) } { (journal.rules().short(slug)) " " (year) } }
                    @if offers.is_empty() { @for slug in journal.rules().stages() { option value={ (slug) " " (journal.year.next()) } { (journal.rules().short(slug)) " " (journal.year.next()) } } }
                } }
                div { label for={ "to-" (hub_id) } { "Email to write to" } input #{ "to-" (hub_id) } type="email" name="contact" required maxlength="120"; }
                label.pick { input type="checkbox" name="consent" value="yes" required; "The hub may keep this address to write about places." }
                button.act { "Ask the hub" }
            }
        }
    }
}

/// What is asked for.
#[derive(Debug, Deserialize)]
pub struct Interest {
    hub: String,
    urn: String,
    offer: String,
    contact: String,
    #[serde(default)]
    consent: String,
}

fn refused(says: impl Into<String>) -> PageError {
    PageError::refused("Nothing was sent", says)
}

/// Notes that a school wants to hear more.
pub async fn register_interest(
    State(app): State<App>,
    Form(sent): Form<Interest>,
) -> Result<Redirect, PageError> {
    let hub = app.store.hub(&sent.hub).await?.ok_or_else(|| PageError::not_found("hub"))?;
    let urn: Urn = sent
        .urn
        .trim()
        .parse()
        .map_err(|error: programme::UrnError| refused(format!("{error}.")))?;
    let (slug, year) = sent.offer.split_once(' ').unwrap_or((&sent.offer, ""));
    let year: SchoolYear =
        year.parse().map_err(|error: programme::SchoolYearError| refused(format!("{error}.")))?;
    crate::hub_rules::rules()
        .programmes
        .rule(slug, year)
        .map_err(|error| refused(format!("{error}.")))?;
    let contact = sent.contact.trim();
    if sent.consent != "yes" || contact.len() > 120 || !contact.contains('@') {
        return Err(refused("An address to write to is needed, and leave to keep it."));
    }
    if app.store.register_school(urn).await?.is_none() {
        return Err(refused(format!("The register has no school {urn}.")));
    }
    let account = format!("interest of {urn}");
    if let SignIn::Refused { .. } = app.store.try_sign_in(&account, clock::now()).await? {
        return Err(PageError::slow_down("This school has asked several times. The hub has it."));
    }
    let fact = HubFact::InterestShown {
        urn,
        programme: slug.to_owned(),
        year,
        contact: contact.to_owned(),
        on: today(),
    };
    app.store.append_hub_facts(&hub.hub_id, clock::now(), Author::System, vec![fact]).await?;
    Ok(Redirect::to("/places?sent=1"))
}
