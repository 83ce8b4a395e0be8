//! The public page of places: which hub is near, which has places left and takes applications, and a line to be told
//! more, which goes to the nearest hub.
//!
//! It shows numbers of places, never which school applied. Start at [`show`]; what comes in is [`super::applied`].

use axum::extract::{Query, State};
use maud::{Markup, html};
use programme::{
    AskedBy, Located, NotLocated, Place, PlaceState, RecruitmentRound, RoundState, SchoolYear, Urn,
};
use serde::Deserialize;
use store::Hub;

use super::hub_places::list;
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout;

/// A hub farther than this is not asked for a school by itself.
// Our choice: an hour's drive, about what a hub covers in the country.
pub const NEAR_METRES: u64 = 60_000;

/// Where somebody is.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    near: String,
}

/// What a hub offers in a programme and year.
pub struct Offered {
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// How many places are left; nothing where none were set.
    left: Option<usize>,
    /// Whether a school waits for a place.
    is_waited_for: bool,
    /// When schools may apply.
    pub round: Option<RecruitmentRound>,
    /// The groups with room: number, the town most of its schools are in, and how many schools more.
    groups: Vec<(u32, Option<String>, usize)>,
}

/// A hub with what it offers, and how far away it is where somebody said where they are.
struct Near {
    journal: HubJournal,
    offers: Vec<Offered>,
    metres: Option<u64>,
}

/// The places that are left.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let near = asked.near.trim();
    let located = if near.is_empty() { None } else { Some(locate(&app, near).await?) };
    let from = located.as_ref().and_then(|found| found.as_ref().ok()).map(|found| found.place);
    let mut hubs = Vec::new();
    for hub in app.store.hubs().await? {
        let metres = metres_to(&app, &hub, from).await?;
        let journal = HubJournal::read(&app, hub).await?;
        let offers = offers(&journal);
        hubs.push(Near { journal, offers, metres });
    }
    hubs.sort_by_key(|one| one.metres.unwrap_or(u64::MAX));
    let inside = html! {
        div.stack-l {
            header.stack-s { h1 { "Places in work groups" } p.lead { "Teachers from neighbouring schools plan, watch and discuss lessons together for a year. Taking part costs a school nothing." } }
            @if hubs.is_empty() { p.told { "No hub keeps its places here." } }
            @else { (finder(near)) }
            @if let Some(located) = &located { (told_where(located, &hubs)) }
            @for one in &hubs { (of_hub(one)) }
            @if hubs.len() > 1 { section.sheet.quiet.stack { h2 { "Not sure which hub?" } p { "Ask here, and it goes to the hub that has your school on its list, or else to the nearest." } (ask("", &[], &hubs[0].journal)) } }
        }
    };
    Ok(layout::public(&visit, "Places in work groups", &inside))
}

fn finder(near: &str) -> Markup {
    html! { form.row.finder method="get" action="/places" role="search" {
        div { label for="near" { "Your postcode, or your school's number" } input #near type="search" name="near" value=(near) maxlength="12"; }
        button.act.quiet { "Which hub is near?" }
    } }
}

fn kilometres(metres: u64) -> String {
    format!("{}.{} km", metres / 1_000, metres % 1_000 / 100)
}

fn told_where(located: &Result<Located, NotLocated>, hubs: &[Near]) -> Markup {
    let nearest = hubs.iter().find_map(|one| Some((one, one.metres?)));
    html! { p.told role="status" { @match (located, nearest) {
        (Err(why), _) => { (why.to_string()) "." }
        (Ok(found), None) => { "Looked for at " (found.how) ". The register does not say where the hubs here are; ask the one whose name you know." }
        (Ok(found), Some((one, metres))) if metres <= NEAR_METRES => { "Looked for at " (found.how) ". The nearest hub is " strong { (one.journal.hub.name) } ", " (kilometres(metres)) " away." }
        (Ok(found), Some((one, metres))) => { "Looked for at " (found.how) ". The nearest hub here, " (one.journal.hub.name) ", is " (kilometres(metres)) " away, so yours is most likely not here: ask the Maths Hub of your own area, which the national list of Maths Hubs names." }
    } } }
}

fn of_hub(one: &Near) -> Markup {
    let (journal, offers) = (&one.journal, &one.offers);
    let open: Vec<&Offered> = offers.iter().filter(|one| is_open(one, journal)).collect();
    html! { section.sheet.stack {
        h2 { (journal.hub.name) @if let Some(metres) = one.metres { " " span.soft { (kilometres(metres)) } } }
        @if offers.is_empty() { p.soft { "No places are offered just now. Leave your address and the hub writes when there are." } }
        @else { table { thead { tr { th { "Programme" } th { "Applications" } th { "Places left" } } } tbody { @for one in offers { tr {
            td { (journal.rules().short(&one.programme)) " " (one.year) @for (group, town, left) in &one.groups { br; span.small.soft { "Group " (group) @if let Some(town) = town { ", around " (town) } ": room for " (left) } } }
            td { (applications(one, journal)) }
            td.number { @match one.left { None => { "not said" } Some(0) => { "none" @if one.is_waited_for { "; schools wait" } } Some(left) => { (left) } } }
        } } } } }
        @if !open.is_empty() { details open[offers.len() == 1] { summary { "Apply for a place" } (apply(&open, journal)) } }
        details { summary { "Ask to hear more" } (ask(&journal.hub.hub_id, offers, journal)) }
    } }
}

/// Whether a school may apply today.
pub fn is_open(one: &Offered, journal: &HubJournal) -> bool {
    one.round.is_some_and(|round| round.state(journal.today) == RoundState::Open)
}

fn applications(one: &Offered, journal: &HubJournal) -> Markup {
    html! { @match one.round.map(|round| (round, round.state(journal.today))) {
        None => { span.soft { "not announced" } }
        Some((round, RoundState::Comes)) => { "open on " (round.opens.in_words()) }
        Some((round, RoundState::Open)) => { "until " (round.closes.in_words()) }
        Some((round, RoundState::Over)) => { "closed on " (round.closes.in_words()) }
    } }
}

/// Every programme with places or a round for this school year or the next.
pub fn offers(journal: &HubJournal) -> Vec<Offered> {
    let placed = journal.book.places.iter().filter(|(_, places)| **places > 0).map(|(of, _)| of);
    let of = placed.chain(journal.book.rounds.keys());
    let is_now = |year: SchoolYear| year == journal.year || year == journal.year.next();
    let mut all: Vec<&(String, SchoolYear)> = of.filter(|(_, year)| is_now(*year)).collect();
    all.sort_unstable();
    all.dedup();
    let offered = |of: &(String, SchoolYear)| {
        let (programme, year) = of;
        let n_places = journal.book.places.get(of).copied().unwrap_or(0);
        let list = list(journal, programme, *year);
        let left = (n_places > 0).then_some(list.places_left);
        Offered {
            programme: programme.clone(),
            year: *year,
            left,
            is_waited_for: list
                .applications
                .iter()
                .any(|one| matches!(one.place, PlaceState::Waiting(_))),
            round: journal.book.rounds.get(of).copied(),
            groups: groups_with_room(journal, programme, *year, left.unwrap_or(0)),
        }
    };
    all.into_iter().map(offered).collect()
}

/// The groups that are drawn and have room by the rule of the year, never more than there are places left.
fn groups_with_room(
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    left: usize,
) -> Vec<(u32, Option<String>, usize)> {
    let rule = journal.rules().programmes.rule(programme, year).ok();
    let most = rule.and_then(|(_, rule)| rule.group_size).map_or(0, |size| usize::from(size.most));
    let drawn = journal.book.groups.get(&(programme.to_owned(), year));
    let groups = drawn.into_iter().flat_map(|drawn| &drawn.groups);
    let town = |urns: &[String]| {
        let urns = urns.iter().filter_map(|urn| urn.parse::<Urn>().ok());
        let towns: Vec<&str> =
            urns.filter_map(|urn| journal.schools.get(&urn)?.town.as_deref()).collect();
        let most = |town: &&&str| towns.iter().filter(|one| one == town).count();
        towns.iter().max_by_key(most).map(|town| (*town).to_owned())
    };
    let room = groups.map(|group| {
        (group.id, town(&group.urns), most.saturating_sub(group.urns.len()).min(left))
    });
    room.filter(|(_, _, room)| *room > 0).collect()
}

/// Who asks, how to write to them, and their leave.
fn who_asks(id: &str) -> Markup {
    html! {
        div { label for={ "urn-" (id) } { "Your school's number " span.soft { "(URN, six digits)" } } input #{ "urn-" (id) } type="text" name="urn" inputmode="numeric" pattern="[0-9]{6}" required; }
        div { label for={ "role-" (id) } { "You are" } select #{ "role-" (id) } name="role" { @for role in AskedBy::ALL { option value=(role.slug()) { (role.in_words()) } } } }
        div { label for={ "to-" (id) } { "Email to write to" } input #{ "to-" (id) } type="email" name="contact" required maxlength="120"; }
        label.pick { input type="checkbox" name="consent" value="yes" required; "The hub may keep this address to write about places, until I take that back." }
    }
}

fn apply(open: &[&Offered], journal: &HubJournal) -> Markup {
    let id = format!("apply-{}", journal.hub.hub_id);
    html! { form.stack.narrow-left method="post" action="/places/apply" {
        input type="hidden" name="hub" value=(journal.hub.hub_id);
        div { label for={ "in-" (id) } { "For" } select #{ "in-" (id) } name="offer" { @for one in open { option value={ (one.programme) " " (one.year) } { (journal.rules().short(&one.programme)) " " (one.year) } } } }
        div { label for={ "by-" (id) } { "Your name" } input #{ "by-" (id) } type="text" name="by" autocomplete="name" required maxlength="80"; }
        (who_asks(&id))
        button.act { "Apply for the school" }
        p.small.soft { "You get a page of your own that says how the application stands. It names no pupil and needs no account." }
    } }
}

fn ask(hub_id: &str, offers: &[Offered], journal: &HubJournal) -> Markup {
    let id = format!("ask-{hub_id}");
    let offered: Vec<(&str, SchoolYear)> =
        offers.iter().map(|one| (one.programme.as_str(), one.year)).collect();
    let others = journal.rules().stages().chain(journal.rules().trainings());
    let others = others.map(|slug| (slug, journal.year.next()));
    let others: Vec<_> = others.filter(|one| !offered.contains(one)).collect();
    html! { form.stack.narrow-left method="post" action="/places" {
        input type="hidden" name="hub" value=(hub_id);
        div { label for={ "in-" (id) } { "About" } select #{ "in-" (id) } name="offer" { @for (slug, year) in offered.iter().chain(&others) { option value={ (slug) " " (year) } { (journal.rules().short(slug)) " " (year) } } } }
        (who_asks(&id))
        button.act { @if hub_id.is_empty() { "Ask the nearest hub" } @else { "Ask the hub" } }
    } }
}

/// Where a school's number or a postcode is.
async fn locate(app: &App, text: &str) -> Result<Result<Located, NotLocated>, PageError> {
    let known = app.lines.postcodes(app).await?;
    let Ok(urn) = text.parse::<Urn>() else { return Ok(known.locate(text)) };
    let Some(school) = app.store.register_school(urn).await? else {
        return Ok(Err(NotLocated::NoSchool { urn }));
    };
    if let Some(place) = school.place {
        return Ok(Ok(Located { place, how: format!("the place of {}", school.name) }));
    }
    let around = school.postcode.as_ref().and_then(|code| known.around(code));
    Ok(around.ok_or(NotLocated::NoPlace { urn }))
}

/// How far a hub's lead school is from a place.
async fn metres_to(app: &App, hub: &Hub, from: Option<Place>) -> Result<Option<u64>, PageError> {
    let Some(from) = from else { return Ok(None) };
    let lead = app.store.register_school(hub.lead_urn).await?;
    Ok(lead.and_then(|school| school.place).map(|place| from.metres_to(place)))
}

/// The hub a school's enquiry goes to: the one that has it on its list, else the nearest.
///
/// # Errors
///
/// [`PageError::refused`] with which hub to ask, where none is near or the school cannot be placed.
pub async fn hub_for(app: &App, urn: Urn) -> Result<Hub, PageError> {
    let line = app.lines.of(app).await?.line(urn);
    let from = match locate(app, &urn.to_string()).await? {
        Ok(found) => Some(found.place),
        Err(_) => None,
    };
    let mut nearest: Option<(u64, Hub)> = None;
    for hub in app.store.hubs().await? {
        let journal = HubJournal::read(app, hub.clone()).await?;
        if line.iter().any(|urn| journal.schools.contains_key(urn)) {
            return Ok(hub);
        }
        let Some(metres) = metres_to(app, &hub, from).await? else { continue };
        if nearest.as_ref().is_none_or(|(known, _)| metres < *known) {
            nearest = Some((metres, hub));
        }
    }
    let refused = |says: String| Err(PageError::refused("Nothing was sent", says));
    match nearest {
        Some((metres, hub)) if metres <= NEAR_METRES => Ok(hub),
        Some((metres, hub)) => refused(format!(
            "The nearest hub here, {}, is {} away. Ask the Maths Hub of your own area, which the national list of Maths Hubs names; or choose a hub of this page yourself.",
            hub.name,
            kilometres(metres)
        )),
        None => refused(format!(
            "The register does not say where {urn} is, so no hub is known to be near. Choose a hub of this page yourself."
        )),
    }
}

/// Whether a school's application in a programme and year still stands, and since when.
pub fn stands(
    journal: &HubJournal,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
) -> Option<programme::Date> {
    let list = list(journal, programme, year);
    let now = journal.now(urn);
    let held = list.applications.into_iter().find(|one| one.urn == now)?;
    let is_over = matches!(held.place, PlaceState::Withdrawn | PlaceState::Declined);
    (!is_over).then_some(held.applied_on)
}
