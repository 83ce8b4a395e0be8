//! What comes in on the public page, an application or a wish to hear more, and the page each has of its own by a link.
//!
//! Whoever has the link reads this one thing and nothing else. An address is kept sealed beside the facts and deleted
//! when it is taken back. Start at [`apply`] and [`show`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use learning::Author;
use maud::{Markup, html};
use programme::{
    Application, Applied, AskedBy, HubFact, Interest, PlaceState, RoundState, School, SchoolYear,
    Urn, What,
};
use serde::Deserialize;
use store::{Hub, SignIn};

use super::hub_places::{list, why_declined};
use super::places::{hub_for, is_open, offers, stands};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{HubJournal, today};
use crate::sent::{Fields, part, text};
use crate::{clock, layout, session};

/// The link of an application: made from the fact that says so.
pub fn application_link(app: &App, hub_id: &str, fact: &str) -> String {
    format!("/applied/{}", session::public_token(app, "application", hub_id, fact))
}

/// The link of a wish to hear more.
pub fn interest_link(app: &App, hub_id: &str, fact: &str) -> String {
    format!("/asked/{}", session::public_token(app, "interest", hub_id, fact))
}

fn refused(says: impl Into<String>) -> PageError {
    PageError::refused("Nothing was sent", says)
}

/// What both forms send.
struct Sent {
    urn: Urn,
    school: School,
    programme: String,
    year: SchoolYear,
    role: AskedBy,
    contact: String,
}

impl Sent {
    /// Reads it, and looks the school up.
    async fn read(app: &App, sent: &Fields) -> Result<Self, PageError> {
        let urn: Urn = part(sent, "urn").trim().parse().map_err(|error| {
            let error: programme::UrnError = error;
            refused(format!("{error}."))
        })?;
        let offer = part(sent, "offer");
        let (slug, year) = offer.split_once(' ').unwrap_or((offer, ""));
        let year: SchoolYear = year.parse().map_err(|error| {
            let error: programme::SchoolYearError = error;
            refused(format!("{error}."))
        })?;
        let rules = &crate::hub_rules::rules().programmes;
        let (known, _) = rules.rule(slug, year).map_err(|error| refused(format!("{error}.")))?;
        let role = AskedBy::named(part(sent, "role"))
            .ok_or_else(|| refused("Say what you are at the school: one of the list."))?;
        let contact = part(sent, "contact").trim();
        if part(sent, "consent") != "yes" || contact.len() > 120 || !contact.contains('@') {
            return Err(refused("An address to write to is needed, and leave to keep it."));
        }
        let school = app.store.register_school(urn).await?;
        let school = school.ok_or_else(|| refused(format!("The register has no school {urn}.")))?;
        let is_of = |phase: &String| known.phases.iter().any(|one| one.eq_ignore_ascii_case(phase));
        if let Some(phase) = school.phase.as_ref().filter(|phase| !is_of(phase)) {
            return Err(refused(format!(
                "{} is {phase} in the register, and the {} is for {}.",
                school.name,
                known.name,
                known.phases.join(", ")
            )));
        }
        let (programme, contact) = (slug.to_owned(), contact.to_owned());
        Ok(Self { urn, school, programme, year, role, contact })
    }

    /// Refuses a school that asks again and again.
    async fn slow_down(&self, app: &App) -> Result<(), PageError> {
        let account = format!("interest of {}", self.urn);
        match app.store.try_sign_in(&account, clock::now()).await? {
            SignIn::Allowed => Ok(()),
            SignIn::Refused { .. } => {
                Err(PageError::slow_down("This school has asked several times. The hub has it."))
            }
        }
    }
}

async fn hub_named(app: &App, hub_id: &str) -> Result<Hub, PageError> {
    app.store.hub(hub_id).await?.ok_or_else(|| PageError::not_found("hub"))
}

/// The hub that a form names.
async fn hub_of_form(app: &App, hub_id: &str) -> Result<Hub, PageError> {
    let hub = app.store.hub(hub_id).await?;
    hub.ok_or_else(|| {
        refused("Choose a hub of the page of places; the one the form names is not here.")
    })
}

async fn append(app: &App, hub: &Hub, fact: HubFact) -> Result<String, PageError> {
    let by = Author::System;
    let ids = app.store.append_hub_facts(&hub.hub_id, clock::now(), by, vec![fact]).await?;
    Ok(ids.into_iter().next().unwrap_or_default())
}

/// Applies for a place while the round is open; a school that applied already is told so.
pub async fn apply(
    State(app): State<App>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let hub = hub_of_form(&app, part(&sent, "hub")).await?;
    let asked = Sent::read(&app, &sent).await?;
    let by = text(part(&sent, "by"))?;
    if by.is_empty() || by.chars().count() > 80 {
        return Err(refused("Your name is needed, in at most 80 letters."));
    }
    let journal = HubJournal::read(&app, hub.clone()).await?;
    let of = (&asked.programme, asked.year);
    let offered = offers(&journal).into_iter().find(|one| (&one.programme, one.year) == of);
    if !offered.as_ref().is_some_and(|one| is_open(one, &journal)) {
        return Err(refused(why_closed(&journal, offered.and_then(|one| one.round))));
    }
    for other in app.store.hubs().await? {
        let other = HubJournal::read(&app, other).await?;
        if let Some(on) = stands(&other, asked.urn, &asked.programme, asked.year) {
            return Err(refused(format!(
                "{} applied for {} {} on {}, with {}, and stands on the list once. Whoever applied has the link that says how it stands; the hub gives it again.",
                asked.school.name,
                journal.rules().short(&asked.programme),
                asked.year,
                on.in_words(),
                other.hub.name
            )));
        }
    }
    asked.slow_down(&app).await?;
    let applied = Applied {
        urn: asked.urn,
        programme: asked.programme,
        year: asked.year,
        by,
        role: asked.role,
        address: app.store.keep_address(&asked.contact).await?,
        on: today(),
    };
    let id = append(&app, &hub, HubFact::Applied { applied }).await?;
    Ok(Redirect::to(&format!("{}?new=1", application_link(&app, &hub.hub_id, &id))))
}

fn why_closed(journal: &HubJournal, round: Option<programme::RecruitmentRound>) -> String {
    let why = match round.map(|round| (round, round.state(journal.today))) {
        Some((round, RoundState::Comes)) => {
            format!("Applications open on {}", round.opens.in_words())
        }
        Some((round, RoundState::Over)) => {
            format!("Applications closed on {}", round.closes.in_words())
        }
        _ => "Applications for this are not announced".to_owned(),
    };
    format!("{why}. Ask to hear more instead, and the hub writes when a round opens.")
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    new: String,
}

/// How an application stands.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
    Query(done): Query<Done>,
) -> Result<Markup, PageError> {
    let not_found = || PageError::not_found("application");
    let (hub_id, fact) =
        session::read_public_token(&app, "application", &link).ok_or_else(not_found)?;
    let journal = HubJournal::read(&app, hub_named(&app, &hub_id).await?).await?;
    let applied = journal.book.applied.get(&fact).ok_or_else(not_found)?;
    let found = list(&journal, &applied.programme, applied.year);
    let now = journal.now(applied.urn);
    let held = found.applications.iter().find(|one| one.urn == now).ok_or_else(not_found)?;
    let inside = html! {
        div.stack-l.narrow-read {
            header { p.eyebrow { (journal.hub.name) } h1 { (journal.name(now)) } p.of-step { (journal.rules().short(&applied.programme)) " " (applied.year) } }
            @if !done.new.is_empty() { p.told role="status" { "Thank you, the application is in. Keep the address of this page: it says how it stands, today and later." } }
            section.sheet.stack {
                h2 { (status(held)) }
                p { (meaning(&journal, applied, held)) }
                (steps(&journal, applied, held))
                @for remark in &held.remarks { p.small.soft { "The school " (remark) "; it stands on the list once." } }
            }
            section.stack-s { label for="own-link" { "The address of this page, to keep" } input #own-link type="text" readonly value={ "/applied/" (link) } data-whole="only-a-path"; p.small.soft { span #only-a-path { "Put before it what stands in your browser before “/applied”. " } "Whoever has it can read how the application stands, and nothing else." } }
        }
    };
    Ok(layout::by_link(&visit, "Application", &inside))
}

fn status(held: &Application) -> String {
    match held.place {
        PlaceState::Confirmed => "The place is confirmed".to_owned(),
        PlaceState::Offered => "There is a place".to_owned(),
        PlaceState::Waiting(n) => format!("On the waiting list, number {n}"),
        PlaceState::Withdrawn => "Withdrawn".to_owned(),
        PlaceState::Declined => "No place was offered".to_owned(),
    }
}

fn meaning(journal: &HubJournal, applied: &Applied, held: &Application) -> String {
    match held.place {
        PlaceState::Confirmed => "The hub writes with the days of the first session.".to_owned(),
        PlaceState::Offered => {
            "The hub confirms it once everything it asks for is there.".to_owned()
        }
        PlaceState::Waiting(_) => {
            "The places are taken for now. Schools move up in the order in which they applied."
                .to_owned()
        }
        PlaceState::Withdrawn => "The school does not take part. It is welcome again.".to_owned(),
        PlaceState::Declined => why_declined(journal, held.urn, &applied.programme, applied.year)
            .map(|(_, why)| why)
            .unwrap_or_default(),
    }
}

/// The way to a place: what is recorded with its day, what is not.
fn steps(journal: &HubJournal, applied: &Applied, held: &Application) -> Markup {
    let own = journal.own(held.urn, &applied.programme, applied.year);
    let day = |what: What| own.iter().find(|fact| fact.what == what).map(|fact| fact.on);
    let rule = journal.rules().programmes.rule(&applied.programme, applied.year).ok();
    let asks_head = rule.is_some_and(|(_, rule)| rule.headteacher_confirms == Some(true));
    let mut steps = vec![("Applied", Some(held.applied_on))];
    if asks_head {
        steps.push((
            "The headteacher confirms that the school takes part",
            day(What::HeadConfirmed),
        ));
    }
    steps.push(("The hub confirms the place", day(What::PlaceConfirmed)));
    steps.push(("The first session", day(What::Started)));
    html! { ul.clean.checks { @for (what, day) in steps {
        @match day {
            Some(day) => { li.check.met { strong { "Recorded" } " " (what) span.soft { ", " (day.in_words()) } } }
            None => { li.check.not-known { strong { "Not yet recorded" } " " (what) } }
        }
    } } }
}

/// Notes that somebody wants to hear more, with the hub they named or else the nearest.
pub async fn ask(State(app): State<App>, Form(sent): Form<Fields>) -> Result<Redirect, PageError> {
    let asked = Sent::read(&app, &sent).await?;
    let hub = match part(&sent, "hub") {
        "" => hub_for(&app, asked.urn).await?,
        named => hub_of_form(&app, named).await?,
    };
    asked.slow_down(&app).await?;
    let fact = HubFact::InterestShown {
        urn: asked.urn,
        programme: asked.programme,
        year: asked.year,
        role: Some(asked.role),
        contact: String::new(),
        address: Some(app.store.keep_address(&asked.contact).await?),
        on: today(),
    };
    let id = append(&app, &hub, fact).await?;
    Ok(Redirect::to(&format!("{}?new=1", interest_link(&app, &hub.hub_id, &id))))
}

/// A wish to hear more as its link opens it.
async fn asked_by(app: &App, link: &str) -> Result<(HubJournal, Interest), PageError> {
    let not_found = || PageError::not_found("enquiry");
    let (hub_id, fact) = session::read_public_token(app, "interest", link).ok_or_else(not_found)?;
    let journal = HubJournal::read(app, hub_named(app, &hub_id).await?).await?;
    let held = journal.book.interest.iter().find(|one| one.id == fact).cloned();
    Ok((journal, held.ok_or_else(not_found)?))
}

/// What was asked, and the way to take it back.
pub async fn asked(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
    Query(done): Query<Done>,
) -> Result<Markup, PageError> {
    let (journal, held) = asked_by(&app, &link).await?;
    let inside = html! {
        div.stack-l.narrow-read {
            header { p.eyebrow { (journal.hub.name) } h1 { (journal.name(held.urn)) } p.of-step { "Asked to hear of " (journal.rules().short(&held.programme)) " on " (held.on.in_words()) } }
            @if !done.new.is_empty() && held.ended.is_none() { p.told role="status" { "Thank you: " (journal.hub.name) " has it and writes when applications open." } }
            @match held.ended {
                Some(day) => { p.told role="status" { "Taken back on " (day.in_words()) ". The address is deleted, and the hub writes no more." } }
                None => { section.sheet.stack {
                    h2 { "Take it back" }
                    p { "The hub keeps your address only to write about places. Take it back and the address is deleted." }
                    form method="post" action={ "/asked/" (link) } { button.act.quiet { "Delete my address" } }
                } }
            }
            @if held.ended.is_none() { section.stack-s { label for="own-link" { "The address of this page, to keep" } input #own-link type="text" readonly value={ "/asked/" (link) } data-whole="only-a-path"; p.small.soft #only-a-path { "Put before it what stands in your browser before “/asked”." } } }
        }
    };
    Ok(layout::by_link(&visit, "Asked to hear more", &inside))
}

/// Takes a wish to hear more back and deletes the address.
pub async fn take_back(
    State(app): State<App>,
    Path(link): Path<String>,
) -> Result<Redirect, PageError> {
    let (journal, held) = asked_by(&app, &link).await?;
    if let Some(address) = &held.address {
        app.store.delete_address(address).await?;
    }
    if held.ended.is_none() {
        let fact = HubFact::InterestEnded { interest: held.id, on: journal.today };
        append(&app, &journal.hub, fact).await?;
    }
    Ok(Redirect::to(&format!("/asked/{link}")))
}
