//! Work groups: proposed by distance, explained, drawn on a map; a person changes what they wish.
//!
//! A change names the drawing it was made on, so that two people never undo each other's. Start at [`show`].

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    Candidate, Drawn, Group, GroupSize, HubFact, Lead, SchoolYear, Urn, group_checks, propose,
};
use serde::Deserialize;

use super::hub::{back_to, field, said_done};
use super::hub_places::{Asked, chooser};
use super::hub_schools::one_check;
use crate::access::{Role, Visit};
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};
use crate::parts::hub_pictures::{Dot, map};

/// Exchanges tried for each school: a hub of sixty takes a moment, and little is left to gain.
// Our choice.
pub const EFFORT: u32 = 4_000;

/// The groups of a programme and year.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (programme, year) = asked.of(&journal, "primary-development");
    let drawn = journal.book.groups.get(&(programme.clone(), year));
    let leads = visit.is_any_of(&[Role::HubLead]);
    let short = journal.rules().short(&programme);
    let inside = html! {
        div.stack-l {
            header.row.between { div { p.eyebrow { (journal.hub.name) } h1 { "Work groups" } } (chooser(&journal, "/hub/groups", &programme, year)) }
            (said_done(&visit, &journal, &asked.done, "/hub/groups"))
            @if leads { (proposing(&visit, &journal, &programme, year, drawn)) }
            @match drawn {
                None => { p.told { "No groups are drawn for " (short) " in " (year) "." } }
                Some(drawn) => {
                    figure.sheet { (map(&format!("The groups of {short} in {year}"), &dots(&journal, drawn))) figcaption.small.soft { "Each school is joined to the middle of its group. North is up; distances are straight lines." } }
                    @if !drawn.changes.is_empty() { section.told.stack-s { p { "Changed by hand since they were proposed:" } ul { @for change in &drawn.changes { li { (change) } } } } }
                    div.grid2 { @for group in &drawn.groups { (one_group(&visit, &journal, &programme, year, drawn, group, leads)) } }
                    @if !drawn.unplaced.is_empty() { section.stack-s { h2 { "Without a group" } ul.clean.stack-s { @for one in &drawn.unplaced { li { strong { (named(&journal, &one.urn)) } ": " (one.why) } } } } }
                }
            }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Groups, "Work groups", &inside))
}

fn dots(journal: &HubJournal, drawn: &Drawn) -> Vec<Dot> {
    let grouped = drawn
        .groups
        .iter()
        .flat_map(|group| group.urns.iter().map(move |urn| (urn, Some(group.id))));
    let alone = drawn.unplaced.iter().map(|one| (&one.urn, None));
    let dot = |(urn, group): (&String, Option<u32>)| {
        let school = journal.schools.get(&urn.parse::<Urn>().ok()?)?;
        Some(Dot { place: school.place?, name: school.name.clone(), group })
    };
    grouped.chain(alone).filter_map(dot).collect()
}

fn named(journal: &HubJournal, urn: &str) -> String {
    urn.parse::<Urn>().map_or_else(|_| urn.to_owned(), |urn| journal.name(urn))
}

fn proposing(
    visit: &Visit,
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    drawn: Option<&Drawn>,
) -> Markup {
    let n = journal.holders(programme, year).len();
    let rule = journal.rules().programmes.rule(programme, year);
    let size = rule.as_ref().ok().and_then(|(_, rule)| rule.group_size);
    html! {
        form.row method="post" action="/hub/groups" {
            (token(visit))
            (which(programme, year, drawn))
            @match (size, n) {
                (None, _) => { p.soft { "No public source says how many schools make a group of this programme." } }
                (Some(_), 0) => { p.soft { "No school holds a place yet: " a href={ "/hub/places?programme=" (programme) "&year=" (year) } { "places" } } }
                (Some(size), n) => {
                    button.act.quiet[drawn.is_some()] name="do" value="propose" { @if drawn.is_some() { "Propose again" } @else { "Propose groups" } }
                    p.soft { (n) " schools hold a place; the rule says " (span(size)) " to a group." @if drawn.is_some() { " Proposing again forgets the changes made by hand." } }
                }
            }
        }
    }
}

fn span(size: GroupSize) -> String {
    if size.least == size.most {
        size.most.to_string()
    } else {
        format!("{} to {}", size.least, size.most)
    }
}

fn which(programme: &str, year: SchoolYear, drawn: Option<&Drawn>) -> Markup {
    html! {
        input type="hidden" name="programme" value=(programme);
        input type="hidden" name="year" value=(year);
        input type="hidden" name="after" value=(drawn.map_or("", |drawn| &drawn.by_fact));
    }
}

fn one_group(
    visit: &Visit,
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    drawn: &Drawn,
    group: &Group,
    leads: bool,
) -> Markup {
    let rule = journal.rules().programmes.rule(programme, year);
    let checks =
        rule.map(|(_, rule)| group_checks(rule, &teachers(journal, programme, year, group)));
    let size = checks.unwrap_or_default().into_iter().next();
    html! {
        section.sheet.stack-s.group {
            h2 { span.number-mark { (group.id) } " Group " (group.id) }
            p { @match &group.lead { Some(lead) => { "Led by " strong { (lead) } } None => { span.fault { "Nobody leads it yet" } } } }
            ul.clean.group-schools { @for urn in &group.urns { li.row.between {
                span { (named(journal, urn)) }
                @if leads { form.row.move method="post" action="/hub/groups" {
                    (token(visit))
                    (which(programme, year, Some(drawn)))
                    input type="hidden" name="urn" value=(urn);
                    label.unseen for={ "to-" (urn) } { "Move " (named(journal, urn)) " to" }
                    select #{ "to-" (urn) } name="to" { @for other in drawn.groups.iter().filter(|other| other.id != group.id) { option value=(other.id) { "to group " (other.id) } } option value="0" { "out" } }
                    button.plain.small name="do" value="move" { "Move" }
                } }
            } } }
            @if let Some(size) = &size { ul.clean.checks { (one_check(size)) } }
            details { summary.small { "Why these schools" } ul.small { @for reason in &group.reasons { li { (with_names(journal, group, reason)) } } } }
            @if leads && !journal.book.leads.is_empty() { form.row.move method="post" action="/hub/groups" {
                (token(visit))
                (which(programme, year, Some(drawn)))
                input type="hidden" name="to" value=(group.id);
                label.unseen for={ "lead-" (group.id) } { "Lead of group " (group.id) }
                select #{ "lead-" (group.id) } name="lead" { @for lead in journal.book.leads.values() { option value=(lead.name) selected[group.lead.as_deref() == Some(&*lead.name)] { (lead.name) } } }
                button.plain.small name="do" value="lead" { "Leads it" }
            } }
        }
    }
}

/// How many people each school of a group has named; as many as are asked for where nobody is named yet.
fn teachers(
    journal: &HubJournal,
    programme: &str,
    year: SchoolYear,
    group: &Group,
) -> Vec<(Urn, u8)> {
    let rule = journal.rules().programmes.rule(programme, year);
    let asked = rule.ok().and_then(|(_, rule)| rule.teachers).unwrap_or(0);
    let of = |urn: &String| {
        let urn: Urn = urn.parse().ok()?;
        let named = journal.book.people.get(&(urn, programme.to_owned(), year));
        let n = named.and_then(|all| all.last()).map(|(_, people)| people.len());
        Some((urn, n.and_then(|n| u8::try_from(n).ok()).unwrap_or(asked)))
    };
    group.urns.iter().filter_map(of).collect()
}

/// A reason with the schools' names in place of their numbers.
fn with_names(journal: &HubJournal, group: &Group, reason: &str) -> String {
    let mut words = reason.to_owned();
    for urn in &group.urns {
        words = words.replace(urn.as_str(), &named(journal, urn));
    }
    words
}

/// What to do with the groups.
#[derive(Debug, Deserialize)]
pub struct Change {
    #[serde(rename = "do")]
    action: String,
    programme: String,
    year: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    urn: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    lead: String,
}

fn refused(says: impl Into<String>) -> PageError {
    PageError::refused("The groups stay as they were", says)
}

/// Proposes groups, moves a school, or names a lead.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Change>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let year: SchoolYear = field(&sent.year)?;
    let drawn = journal.book.groups.get(&(sent.programme.clone(), year));
    let (groups, unplaced, changed) = match (sent.action.as_str(), drawn) {
        ("propose", _) => {
            let (groups, unplaced) = proposal(&journal, &sent.programme, year).await?;
            (groups, unplaced, None)
        }
        ("move", Some(drawn)) => moved(&journal, drawn, &sent, year)?,
        ("lead", Some(drawn)) => led(&journal, drawn, &sent)?,
        _ => return Err(refused("There are no groups yet; propose them first.")),
    };
    if drawn.map_or("", |drawn| &drawn.by_fact) != sent.after {
        return Err(refused(
            "Somebody else changed these groups meanwhile. Look at them again, then make your change.",
        ));
    }
    let back = format!("/hub/groups?programme={}&year={year}", sent.programme);
    let fact = HubFact::GroupsDrawn { programme: sent.programme, year, groups, unplaced, changed };
    let by = visit.actor()?.author();
    let hub = &journal.hub.hub_id;
    let id =
        app.store.append_hub_fact_after(hub, &journal.last_drawing, clock::now(), by, fact).await;
    let id = id.map_err(|error| match error {
        store::StoreError::Refused { why, .. } => refused(why),
        other => other.into(),
    })?;
    Ok(back_to(&back, &id))
}

type Groups = (Vec<Group>, Vec<programme::Unplaced>, Option<String>);

/// Groups of the schools that hold a place, each with a lead as far as there are some.
///
/// # Errors
///
/// [`PageError::refused`] where no rule says how many make a group, or wishes contradict each other.
pub async fn proposal(
    journal: &HubJournal,
    slug: &str,
    year: SchoolYear,
) -> Result<(Vec<Group>, Vec<programme::Unplaced>), PageError> {
    let rule = journal.rules().programmes.rule(slug, year);
    let (_, rule) = rule.map_err(|error| refused(format!("{error}.")))?;
    let size = rule.group_size.ok_or_else(|| {
        refused("No public source says how many schools make a group of this programme.")
    })?;
    let schools = journal.holders(slug, year).into_iter().map(|urn| Candidate {
        urn: urn.to_string(),
        place: journal.schools.get(&urn).and_then(|school| school.place),
        keep_with: Vec::new(),
        keep_apart: Vec::new(),
    });
    let schools: Vec<Candidate> = schools.collect();
    let leads: Vec<Lead> = journal
        .book
        .leads
        .values()
        .filter_map(|lead| {
            let place = journal.schools.get(&lead.urn)?.place?;
            Some(Lead {
                id: lead.name.clone(),
                place,
                capacity: lead.capacity,
                is_trained: lead.is_trained,
                is_active: lead.is_active,
            })
        })
        .collect();
    let work = tokio::task::spawn_blocking(move || propose(&schools, size, &leads, 1, EFFORT));
    let made = work.await.map_err(|_| PageError::fault("a proposal of groups stopped"))?;
    let made = made.map_err(|error| refused(format!("{error}.")))?;
    Ok((made.groups, made.unplaced))
}

fn moved(
    journal: &HubJournal,
    drawn: &Drawn,
    sent: &Change,
    year: SchoolYear,
) -> Result<Groups, PageError> {
    let mut groups = drawn.groups.clone();
    let mut unplaced = drawn.unplaced.clone();
    let held: Option<u32> =
        groups.iter().find(|group| group.urns.contains(&sent.urn)).map(|group| group.id);
    let from = held.ok_or_else(|| refused("That school is in no group."))?;
    let to: u32 = sent.to.parse().map_err(|_| refused("Expected the number of a group."))?;
    for group in &mut groups {
        group.urns.retain(|urn| *urn != sent.urn);
    }
    let name = named(journal, &sent.urn);
    let words = if to == 0 {
        let why = "taken out by hand".to_owned();
        unplaced.push(programme::Unplaced { urn: sent.urn.clone(), why });
        format!("{name} was taken out of group {from}")
    } else {
        let group = groups.iter_mut().find(|group| group.id == to);
        group.ok_or_else(|| refused("There is no such group."))?.urns.push(sent.urn.clone());
        format!("{name} was moved from group {from} to group {to}")
    };
    let rule = journal.rules().programmes.rule(&sent.programme, year);
    let most = rule.ok().and_then(|(_, rule)| rule.group_size).map(|size| usize::from(size.most));
    if let Some(most) = most
        && let Some(full) = groups.iter().find(|group| group.id == to && group.urns.len() > most)
    {
        return Err(refused(format!(
            "Group {to} would have {} schools and the rule says at most {most}. Move one out of it first.",
            full.urns.len()
        )));
    }
    for group in &mut groups {
        if group.id == from || group.id == to {
            group.metres = metres(journal, group);
            group.reasons = vec![format!(
                "changed by hand; {} km over all pairs of its schools",
                group.metres / 1_000
            )];
        }
    }
    groups.retain(|group| !group.urns.is_empty());
    Ok((groups, unplaced, Some(words)))
}

/// The sum of distances over the pairs of a group.
fn metres(journal: &HubJournal, group: &Group) -> u64 {
    let place = |urn: &String| journal.schools.get(&urn.parse::<Urn>().ok()?)?.place;
    let places: Vec<_> = group.urns.iter().filter_map(place).collect();
    let pairs = places
        .iter()
        .enumerate()
        .flat_map(|(at, a)| places[at + 1..].iter().map(move |b| a.metres_to(*b)));
    pairs.sum()
}

fn led(journal: &HubJournal, drawn: &Drawn, sent: &Change) -> Result<Groups, PageError> {
    let lead = journal.book.leads.get(&sent.lead);
    let lead = lead.ok_or_else(|| refused("Nobody of that name may lead groups."))?;
    if !lead.is_trained || !lead.is_active {
        let why = if lead.is_trained {
            "is not active this year"
        } else {
            "has not completed the training"
        };
        return Err(refused(format!("{} {why}.", lead.name)));
    }
    let to: u32 = sent.to.parse().map_err(|_| refused("Expected the number of a group."))?;
    let mut groups = drawn.groups.clone();
    let others =
        groups.iter().filter(|group| group.id != to && group.lead.as_deref() == Some(&*lead.name));
    let n = others.count();
    if n >= usize::from(lead.capacity) {
        return Err(refused(format!(
            "{} leads {n} already and has room for {}. Name another lead there first.",
            lead.name, lead.capacity
        )));
    }
    let group = groups.iter_mut().find(|group| group.id == to);
    group.ok_or_else(|| refused("There is no such group."))?.lead = Some(lead.name.clone());
    Ok((groups, drawn.unplaced.clone(), Some(format!("{} leads group {to}", lead.name))))
}

/// Groups as they would be proposed for a hub now, as the fact that draws them; for a demo's history.
///
/// # Errors
///
/// As a proposal on the page.
pub async fn drawn_groups(
    app: &App,
    hub: &store::Hub,
    programme: &str,
    year: SchoolYear,
) -> Result<HubFact, PageError> {
    let journal = HubJournal::read(app, hub.clone()).await?;
    let (groups, unplaced) = proposal(&journal, programme, year).await?;
    let programme = programme.to_owned();
    Ok(HubFact::GroupsDrawn { programme, year, groups, unplaced, changed: None })
}
