//! The people of a hub: who leads groups, how far each is in training, whom they reach, and who takes over; Mastery
//! Advocates of secondary schools.
//!
//! Start at [`show`]; what is written down of them is [`super::hub_people_written`].

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use maud::{Markup, html};
use programme::{
    Date, HubFact, HubLead, Programme, SchoolYear, Scope, StageNow, TrainingStage, Urn, Way,
    groups_led, leads_now, near_schools, stage_now, support_of, tracks_now, without_lead,
};
use serde::Deserialize;

use super::hub::said_done;
use super::hub_groups::address;
use super::hub_schools::where_it_is;
use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::HubJournal;
use crate::layout::{self, HubPlace, token};

/// How many neighbouring schools are suggested.
// Our choice: a group has six or seven.
const NEIGHBOURS: usize = 6;

/// Whom to look at, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    name: String,
    #[serde(default)]
    done: String,
}

/// Everybody, or the one who is asked for.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    if asked.name.is_empty() {
        Ok(everybody(&visit, &journal, &asked))
    } else {
        one(&visit, &journal, &asked)
    }
}

fn everybody(visit: &Visit, journal: &HubJournal, asked: &Asked) -> Markup {
    let leads = visit.is_any_of(&[Role::HubLead]);
    let people = leads_now(&journal.book, &journal.rules().programmes, journal.today);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { (journal.hub.name) } h1 { "People" } }
            (said_done(visit, journal, &asked.done, "/hub/people"))
            (waits(journal))
            div.side.hub-side {
                div.stack-l {
                    section.stack-s {
                        h2 { "Specialists and leads" }
                        @if people.is_empty() { p.told { "Nobody is written down yet. Who leads groups stands here, with training, room and the schools near." } }
                        ol.clean.late-list { @for lead in people.values() { (row(journal, lead)) } }
                    }
                    (advocates(visit, journal, leads))
                }
                @if leads { (write_down(visit, journal, None)) }
            }
        }
    };
    layout::hub(visit, HubPlace::People, "People", &inside)
}

/// Groups of this year and the next that nobody leads.
pub fn waits(journal: &HubJournal) -> Markup {
    let years = [journal.year, journal.year.next()];
    let programmes = &journal.rules().programmes;
    let of = |year| without_lead(&journal.book, programmes, year, journal.today);
    let open: Vec<_> = years.into_iter().flat_map(of).collect();
    html! { @if !open.is_empty() {
        section.stack-s {
            h2 { "Name a lead " span.soft.number { (open.len()) } }
            p.soft { "These groups have nobody who leads them." }
            ol.clean.late-list { @for one in &open { li.late-row {
                @let to = format!("{}#group-{}", address(&one.programme, one.year), one.group);
                div { a.late-school href=(to) { (journal.rules().short(&one.programme)) " " (one.year) ", group " (one.group) } p.small.soft { (one.why) } }
                a.act.small href=(to) { "Name a lead" }
            } } }
        }
    } }
}

/// The page of one of them.
pub fn page_of(name: &str) -> String {
    let mut to = "/hub/people?name=".to_owned();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() {
            to.push(char::from(byte));
        } else {
            to.push_str(&format!("%{byte:02X}"));
        }
    }
    to
}

fn way<'j>(journal: &'j HubJournal, name: &str) -> &'j Way {
    static NOTHING: Way = Way::new();
    journal.book.ways.get(name).unwrap_or(&NOTHING)
}

fn n_led(journal: &HubJournal, name: &str, year: SchoolYear) -> usize {
    groups_led(&journal.book, name).iter().filter(|one| one.year == year).count()
}

fn row(journal: &HubJournal, lead: &HubLead) -> Markup {
    let way = way(journal, &lead.name);
    let stage = stage_now(lead, way, &journal.rules().programmes);
    let n = n_led(journal, &lead.name, journal.year);
    html! { li.late-row {
        div {
            a.late-school href=(page_of(&lead.name)) { (lead.name) }
            p.small.soft { (journal.name(lead.urn)) @if let Some(stage) = &stage { " · cohort " (stage.cohort) } " · " (where_in_training(lead, way, stage.as_ref())) }
        }
        span.row {
            @if way.has_left(journal.today) { span.tag.warm { "has left" } } @else if !lead.is_active { span.tag.warm { "not active" } }
            @else if let Some((until, _)) = &way.left { span.tag.warm { "leads until " (until.in_words()) } }
            @else { span.tag { "leads " (n) " of " (lead.capacity) } }
        }
    } }
}

/// How far somebody is, in a few words.
fn where_in_training(lead: &HubLead, way: &Way, stage: Option<&StageNow>) -> String {
    if let Some((on, by)) = &way.accredited {
        return format!("accredited by {by} on {}", on.in_words());
    }
    match stage {
        None if lead.is_trained => "training completed, says the hub".to_owned(),
        None => "first year not written down".to_owned(),
        Some(StageNow { stage: None, .. }) => "every stage completed".to_owned(),
        Some(StageNow { stage: Some(stage), events, .. }) if !events.is_empty() => {
            let n = events.iter().filter(|(_, day)| day.is_some()).count();
            format!("{}, {n} of {} events recorded", stage.name, events.len())
        }
        Some(StageNow { stage: Some(stage), .. }) => stage.name.clone(),
    }
}

fn one(visit: &Visit, journal: &HubJournal, asked: &Asked) -> Result<Markup, PageError> {
    let leads = visit.is_any_of(&[Role::HubLead]);
    let people = leads_now(&journal.book, &journal.rules().programmes, journal.today);
    let lead = people.get(&asked.name).ok_or_else(|| PageError::not_found("person"))?;
    let way = way(journal, &lead.name);
    let stage = stage_now(lead, way, &journal.rules().programmes);
    let back = page_of(&lead.name);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href="/hub/people" { "People" } @if let Some(stage) = &stage { " · cohort " (stage.cohort) } } h1 { (lead.name) } p.of-step { a href={ "/hub/schools/" (lead.urn) } { (journal.name(lead.urn)) } " · " (where_in_training(lead, way, stage.as_ref())) } }
            (said_done(visit, journal, &asked.done, &back))
            @if let Some((on, why)) = &way.left { p.told.warn { "Leads until " (on.in_words()) @if !why.is_empty() { ": " (why) } "." } }
            div.side.hub-side {
                div.stack-l {
                    (training(visit, journal, lead, stage.as_ref(), leads))
                    (reach(visit, lead, way, leads))
                    (leading(journal, lead))
                    (neighbours(journal, lead))
                    (history(journal, lead))
                }
                @if leads { div.stack { (write_down(visit, journal, Some(lead))) @if way.left.is_none() { (leaving(visit, journal, lead, &people)) } } }
            }
        }
    };
    Ok(layout::hub(visit, HubPlace::People, &lead.name, &inside))
}

/// A small form about one person.
fn form(visit: &Visit, lead: &HubLead, action: &str, fields: &Markup) -> Markup {
    html! { form.row.step-form method="post" action="/hub/people" {
        (token(visit))
        input type="hidden" name="do" value=(action);
        input type="hidden" name="name" value=(lead.name);
        (fields)
    } }
}

fn day_field(id: &str) -> Markup {
    html! { label.unseen for=(id) { "Day" } input #(id) type="date" name="on" value=(crate::hub_journal::today()) required; }
}

fn training(
    visit: &Visit,
    journal: &HubJournal,
    lead: &HubLead,
    stage: Option<&StageNow>,
    leads: bool,
) -> Markup {
    html! { section.stack-s {
        h2 { "Training" }
        @match stage {
            None => { p.soft { "Programme and first year are not written down, so no stage can be shown." } }
            Some(now) => {
                @if let Some(stage) = now.stage {
                    h3 { (stage.name) ", " (now.year) }
                    @if let Some(also) = &stage.also { p { "What belongs to it: " (also) "." } }
                    (tracks(journal, lead, stage))
                    @if !now.events.is_empty() { ul.clean.checks { @for (event, day) in &now.events {
                        li.check class=(if day.is_some() { "met" } else { "not-known" }) {
                            @match day { Some(day) => { strong { "Was there" } " " (event) span.soft { " · " (day.in_words()) } } None => { strong { "Not recorded" } " " (event) } }
                        }
                    } } }
                    @if leads && now.events.iter().any(|(_, day)| day.is_none()) {
                        (form(visit, lead, "attended", &html! {
                            input type="hidden" name="stage" value=(stage.slug);
                            label.unseen for="event" { "Training event" }
                            select #event name="event" { @for (event, _) in now.events.iter().filter(|(_, day)| day.is_none()) { option value=(event) { (event) } } }
                            (day_field("event-day"))
                            button.act.quiet.small { "Was there" }
                        }))
                    }
                    p { "What completes it: " @match &stage.completion { Some(words) => { (words) "." } None => { "no public source says, so your hub says when it is." } } }
                    @if leads { (form(visit, lead, "completed", &html! { input type="hidden" name="stage" value=(stage.slug); (day_field("stage-day")) button.act.quiet.small { "Completed " (stage.name.to_lowercase()) } })) }
                } @else { p { "Every stage is completed." } }
                p.small.soft { "Source: " (now.rule.source) }
            }
        }
        @if leads { details { summary { "Accredited" } (form(visit, lead, "accredited", &html! { div { label for="by" { "By whom" } input #by type="text" name="by" maxlength="120" required; } (day_field("accredited-day")) button.act.quiet.small { "Write it down" } })) } }
    } }
}

/// The tracks of a stage, side by side: the own school, and groups of neighbours.
fn tracks(journal: &HubJournal, lead: &HubLead, stage: &TrainingStage) -> Markup {
    let tracks = tracks_now(&journal.book, &lead.name, stage, journal.year);
    html! { @if !tracks.is_empty() {
        h3 { "Its tracks, side by side" }
        ul.clean.checks { @for track in &tracks {
            li.check class=(if track.since.is_some() || !track.leads.is_empty() { "met" } else { "not-known" }) {
                @match track.since { Some(on) => { strong { "Since " (on.in_words()) } } None if track.leads.is_empty() => { strong { "Not recorded" } } None => { strong { "Leads" } } }
                " " (track.scope.in_words())
                @for one in &track.leads { span.soft { " · " (journal.rules().short(one.programme)) ", group " (one.group) } }
            }
        } }
        @if tracks.iter().any(|track| track.scope == Scope::OtherSchools && track.leads.is_empty()) { p.small { "Neighbouring schools that are in no group stand below." } }
    } }
}

fn reach(visit: &Visit, lead: &HubLead, way: &Way, leads: bool) -> Markup {
    html! { section.stack-s {
        h2 { "Whom they reach" }
        ul.clean.checks { @for scope in Scope::ALL {
            @let since = way.reaches.get(&scope);
            li.check class=(if since.is_some() { "met" } else { "not-known" }) {
                @match since { Some(on) => { strong { "Yes" } " " (scope.in_words()) span.soft { " · since " (on.in_words()) } } None => { strong { "Not recorded" } " " (scope.in_words()) } }
            }
        } }
        @if leads && way.reaches.len() < Scope::ALL.len() { (form(visit, lead, "reaches", &html! {
            label.unseen for="scope" { "Where" }
            select #scope name="scope" { @for scope in Scope::ALL.into_iter().filter(|scope| !way.reaches.contains_key(scope)) { option value=(scope.slug()) { (scope.in_words()) } } }
            (day_field("scope-day"))
            button.act.quiet.small { "Since then" }
        })) }
    } }
}

fn leading(journal: &HubJournal, lead: &HubLead) -> Markup {
    let led = groups_led(&journal.book, &lead.name);
    let helps: Vec<&(Urn, String, SchoolYear)> = journal
        .book
        .support
        .iter()
        .filter(|(_, all)| all.last().is_some_and(|(_, who)| who.as_ref() == Some(&lead.name)))
        .map(|(of, _)| of)
        .collect();
    html! { section.stack-s {
        h2 { "Leads" }
        p { "Room for " strong.number { (lead.capacity) } @if lead.capacity == 1 { " group" } @else { " groups" } " in a year." @if !lead.is_trained { " May not lead yet: the training for it is not recorded as completed." } }
        @if led.is_empty() { p.soft { "No group." } }
        ul.clean { @for one in &led { li { a href={ (address(one.programme, one.year)) "#group-" (one.group) } { (journal.rules().short(one.programme)) " " (one.year) ", group " (one.group) } span.soft { ", " (one.n_schools) @if one.n_schools == 1 { " school" } @else { " schools" } } } } }
        @if !helps.is_empty() { h3 { "Helps" } ul.clean { @for (urn, programme, year) in helps { li { a href={ "/hub/schools/" (urn) } { (journal.name(*urn)) } span.soft { " · " (journal.rules().short(programme)) " " (year) } } } } }
    } }
}

/// The programme somebody is trained in.
fn programme_of<'j>(journal: &'j HubJournal, lead: &HubLead) -> Option<&'j Programme> {
    journal.rules().programmes.all().find(|known| Some(&known.slug) == lead.programme.as_ref())
}

fn neighbours(journal: &HubJournal, lead: &HubLead) -> Markup {
    let Some(at) = journal.schools.get(&lead.urn).and_then(|school| school.place) else {
        return html! { section.stack-s { h2 { "Schools near" } p.soft { "The register does not say where " (journal.name(lead.urn)) " is." } } };
    };
    let phases =
        programme_of(journal, lead).map(|known| known.phases.as_slice()).unwrap_or_default();
    let open = journal.open_schools().into_iter();
    let near = near_schools(open, phases, &journal.lines, lead.urn, at, NEIGHBOURS);
    let group_of = |urn: Urn| {
        let text = urn.to_string();
        let drawn = journal.book.groups.iter().filter(|((_, year), _)| *year == journal.year);
        let mut found = drawn
            .flat_map(|((slug, _), drawn)| drawn.groups.iter().map(move |group| (slug, group)));
        found.find(|(_, group)| group.urns.contains(&text))
    };
    html! { section.stack-s {
        h2 { "Schools near" }
        ol.clean.late-list { @for (metres, school) in &near { li.late-row {
            div {
                a.late-school href={ "/hub/schools/" (school.urn) } { (journal.name(school.urn)) }
                p.small.soft {
                    (metres / 1_000) "." (metres % 1_000 / 100) " km"
                    @if let Some((_, standing)) = journal.standing(school, journal.year.next()) { " · " (where_it_is(&standing)) }
                }
            }
            @match group_of(school.urn) {
                Some((_, group)) if group.lead.as_ref() == Some(&lead.name) => { span.tag { "in their group" } }
                Some((slug, group)) => { span.tag { (journal.rules().short(slug)) ", group " (group.id) } }
                None => { span.tag.warm { "in no group" } }
            }
        } } }
    } }
}

fn history(journal: &HubJournal, lead: &HubLead) -> Markup {
    let is_own = |fact: &HubFact| match fact {
        HubFact::LeadSet { lead: held } => held.name == lead.name,
        HubFact::LeadWent { name, .. } | HubFact::LeadLeft { name, .. } => *name == lead.name,
        HubFact::SupportGiven { name, .. } => name.as_ref() == Some(&lead.name),
        _ => false,
    };
    let own = journal.book.noted.iter().rev().filter(|one| is_own(&one.fact));
    html! { section.stack-s { h2 { "What is written" } ol.clean.book { @for one in own { li { (journal.words(&one.fact)) } } } } }
}

/// Writing somebody down, or anew.
fn write_down(visit: &Visit, journal: &HubJournal, held: Option<&HubLead>) -> Markup {
    let trained = journal
        .rules()
        .programmes
        .all()
        .filter(|known| known.rules.iter().any(|rule| !rule.stages.is_empty()));
    let first = journal.year.first_year().saturating_sub(12);
    let years = (first..=journal.year.first_year() + 1).rev().map(SchoolYear::beginning_in);
    html! {
        form.sheet.stack method="post" action="/hub/people" {
            (token(visit))
            input type="hidden" name="do" value="set";
            h2 { @if held.is_some() { "As they are" } @else { "Write somebody down" } }
            @match held {
                Some(lead) => { input type="hidden" name="name" value=(lead.name); }
                None => { div { label for="name" { "Name" } input #name type="text" name="name" maxlength="80" required; } }
            }
            div { label for="school" { "School" } select #school name="urn" required { option value="" { "Choose a school" } @for school in journal.open_schools() { option value=(school.urn) selected[held.is_some_and(|lead| journal.now(lead.urn) == school.urn)] { (journal.name(school.urn)) } } } }
            div { label for="trained-in" { "Trained in" } select #trained-in name="programme" { option value="" { "not known" } @for known in trained { option value=(known.slug) selected[held.is_some_and(|lead| lead.programme.as_ref() == Some(&known.slug))] { (known.name) } } } }
            div { label for="began" { "First year of it" } select #began name="began" { option value="" { "not known" } @for year in years { option value=(year) selected[held.is_some_and(|lead| lead.began == Some(year))] { (year) } } } }
            div { label for="capacity" { "Groups they can lead in a year" } input.short #capacity type="number" name="capacity" min="0" max="20" value=(held.map_or(1, |lead| lead.capacity)) required; }
            label.row for="trained" { input #trained type="checkbox" name="trained" value="yes" checked[held.is_some_and(|lead| journal.book.leads.get(&lead.name).is_some_and(|lead| lead.is_trained))]; "May lead groups, says the hub" }
            label.row for="active" { input #active type="checkbox" name="active" value="yes" checked[held.is_none_or(|lead| lead.is_active)]; "Active this year" }
            button.act.quiet { "Write it down" }
        }
    }
}

fn leaving(
    visit: &Visit,
    journal: &HubJournal,
    lead: &HubLead,
    people: &BTreeMap<String, HubLead>,
) -> Markup {
    let led = groups_led(&journal.book, &lead.name);
    let led: Vec<_> = led.into_iter().filter(|one| one.year >= journal.year).collect();
    let may = people
        .values()
        .filter(|other| other.name != lead.name && other.is_trained && other.is_active);
    let may: Vec<&HubLead> = may.collect();
    html! { details { summary { "Leaves, and who takes over" }
        form.sheet.quiet.stack method="post" action="/hub/people" {
            (token(visit))
            input type="hidden" name="do" value="leave";
            input type="hidden" name="name" value=(lead.name);
            div { label for="last-day" { "Last day" } input #last-day type="date" name="on" value=(journal.today) required; }
            div { label for="leave-why" { "Why " span.soft { "(if it may be said)" } } input #leave-why type="text" name="why" maxlength="200"; }
            @for one in &led {
                @let field = over_field(one.programme, one.year, one.group);
                div { label for=(field) { (journal.rules().short(one.programme)) " " (one.year) ", group " (one.group) " goes to" }
                    select #(field) name=(field) { option value="" { "nobody yet" } @for other in &may { option value=(other.name) { (other.name) ", leads " (n_led(journal, &other.name, one.year)) " of " (other.capacity) } } } }
            }
            button.act.quiet { "Write it down" }
        }
    } }
}

/// The name of the field that says who takes a group over.
pub fn over_field(programme: &str, year: SchoolYear, group: u32) -> String {
    format!("over-{programme}-{}-{group}", year.first_year())
}

/// A school that takes part in a programme for departments.
struct Department<'j> {
    urn: Urn,
    programme: &'j str,
    people: Vec<(Date, Vec<String>)>,
    asked: Option<u8>,
    last_year: Vec<String>,
}

fn departments(journal: &HubJournal) -> Vec<Department<'_>> {
    let journeys = journal.rules().journeys.iter().filter(|journey| journey.slug == "secondary");
    let mut found = Vec::new();
    for stage in journeys.flat_map(|journey| &journey.stages) {
        let slug = stage.programme.as_str();
        let rule = journal.rules().programmes.rule(slug, journal.year);
        let asked = rule.ok().and_then(|(_, rule)| rule.teachers);
        for urn in journal.holders(slug, journal.year) {
            let line = journal.lines.line(urn);
            let of = |urn: &Urn| journal.book.people.get(&(*urn, slug.to_owned(), journal.year));
            let mut people: Vec<_> = line.iter().filter_map(of).flatten().cloned().collect();
            people.sort_by_key(|(on, _)| *on);
            let before = SchoolYear::beginning_in(journal.year.first_year().saturating_sub(1));
            let stages = journal.rules().journeys.iter().flat_map(|journey| &journey.stages);
            let mut held =
                stages.map(|stage| journal.book.people_of(&line, &stage.programme, before));
            let last_year = held.find(|people| !people.is_empty()).unwrap_or_default();
            found.push(Department { urn, programme: slug, people, asked, last_year });
        }
    }
    found
}

/// Mastery Advocates and the specialists who help their departments.
fn advocates(visit: &Visit, journal: &HubJournal, leads: bool) -> Markup {
    let all = departments(journal);
    let roles = all
        .first()
        .and_then(|one| journal.rules().programmes.rule(one.programme, journal.year).ok());
    let roles = roles.and_then(|(_, rule)| rule.teacher_roles.clone());
    let people = leads_now(&journal.book, &journal.rules().programmes, journal.today);
    html! { @if !all.is_empty() {
        section.stack-s #advocates {
            h2 { "Mastery Advocates " (journal.year) }
            @if let Some(roles) = &roles { p.soft { "The rule asks for " (roles) "." } }
            ol.clean.late-list { @for one in &all { li.late-row {
                div {
                    a.late-school href={ "/hub/schools/" (one.urn) } { (journal.name(one.urn)) }
                    p.small { (journal.rules().short(one.programme)) ": " @match one.people.last() {
                        Some((on, names)) => { (names.join(" and ")) span.soft { ", since " (on.in_words()) } }
                        None => { span.soft { "nobody is named for " (journal.year) } }
                    }
                    @if let (Some(asked), Some((_, names))) = (one.asked, one.people.last()) { @if names.len() != usize::from(asked) { " " span.tag.warm { (names.len()) " of " (asked) " named" } } } }
                    @if one.people.len() > 1 { p.small.soft { "Before: " @for (at, (on, names)) in one.people.iter().rev().skip(1).enumerate() { @if at > 0 { "; " } (names.join(" and ")) " from " (on.in_words()) } } }
                    @if one.people.is_empty() && !one.last_year.is_empty() { p.small.soft { "Last year: " (one.last_year.join(" and ")) } }
                    (helped(visit, journal, one, &people, leads))
                }
                @if leads && one.people.is_empty() && !one.last_year.is_empty() {
                    form.inline method="post" action="/hub/people" { (token(visit)) input type="hidden" name="do" value="go-on"; input type="hidden" name="urn" value=(one.urn); input type="hidden" name="programme" value=(one.programme); button.act.small { "They go on" } }
                } @else if leads { a.act.quiet.small href={ "/hub/schools/" (one.urn) "#takes-part" } { "Name them" } }
            } } }
        }
    } }
}

/// Which specialist helps a department, and the choice of one.
fn helped(
    visit: &Visit,
    journal: &HubJournal,
    one: &Department,
    people: &BTreeMap<String, HubLead>,
    leads: bool,
) -> Markup {
    let line = journal.lines.line(one.urn);
    let held = support_of(&journal.book, &line, one.programme, journal.year);
    let id = format!("helps-{}-{}", one.programme, one.urn);
    html! {
        p.small { @match held {
            Some((on, name)) => { "Helped by " strong { (name) } span.soft { ", since " (on.in_words()) } @if people.get(name).is_none_or(|lead| !lead.is_active) { " " span.tag.warm { "has left" } } }
            None => { span.soft { "No specialist is assigned to the department." } }
        } }
        @if leads && !people.is_empty() { form.row.move method="post" action="/hub/people" {
            (token(visit))
            input type="hidden" name="do" value="support";
            input type="hidden" name="urn" value=(one.urn);
            input type="hidden" name="programme" value=(one.programme);
            label.unseen for=(id) { "Specialist for " (journal.name(one.urn)) }
            select #(id) name="name" { option value="" { "nobody" } @for lead in people.values().filter(|lead| lead.is_active) { option value=(lead.name) selected[held.is_some_and(|(_, name)| name == lead.name)] { (lead.name) } } }
            button.plain.small { "Helps" }
        } }
    }
}

/// Whom a department had last year, if nobody is named this year; for what is written down.
pub fn last_years_people(journal: &HubJournal, urn: Urn, programme: &str) -> Option<Vec<String>> {
    let all = departments(journal);
    let one = all.into_iter().find(|one| one.urn == urn && one.programme == programme)?;
    (one.people.is_empty() && !one.last_year.is_empty()).then_some(one.last_year)
}
