//! Schools allocated at random for a project: by strata, from a seed that is kept, half of them waiting as controls.
//!
//! Nobody chooses who waits, and nobody can quietly try again: an allocation that is taken back is counted on the page.
//! Start at [`allocate`].

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    Allocation, AllocationCandidate, Arm, Date, HIDDEN_BELOW, NationFact, Project, Rate,
    RefusedAllocation, SchoolYear, StratifiedBy, Urn, What, by_arm,
};

use super::hub::field;
use super::nation_projects::{named, to};
use crate::access::Visit;
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::hub_journal::in_days;
use crate::layout::token;
use crate::nation_journal::{self, NationJournal};
use crate::sent::{Fields, part, refused};

/// The most schools of one allocation.
const MOST: usize = 20_000;

/// What a project's page says of its allocations.
pub fn part_of_project(visit: &Visit, journal: &NationJournal, project: &Project) -> Markup {
    html! {
        section.stack #allocation {
            h2 { "Who takes part and who waits" }
            @if project.allocations.is_empty() { p.soft { "No school is allocated." } }
            @if project.n_taken_back > 0 { p.told.warn { @if project.n_taken_back == 1 { "One allocation was" } @else { (project.n_taken_back) " allocations were" } " made and taken back. What is found with a later one must say so." } }
            @for (id, allocation) in &project.allocations { (one(visit, journal, project, id, allocation)) }
            details.sheet { summary { strong { "Allocate schools at random" } } (allocate_form(visit, journal, project)) }
        }
    }
}

fn one(
    visit: &Visit,
    journal: &NationJournal,
    project: &Project,
    id: &str,
    allocation: &Allocation,
) -> Markup {
    let arms = by_arm(allocation, &journal.book.facts, &journal.lines, HIDDEN_BELOW);
    let strata: std::collections::BTreeSet<&str> =
        allocation.schools.iter().map(|school| &*school.stratum).collect();
    let by: Vec<&str> = allocation.by.iter().map(|one| one.name()).collect();
    let n = |arm: Arm, stratum: &str| {
        allocation.schools.iter().filter(|one| one.arm == arm && one.stratum == stratum).count()
    };
    html! {
        div.sheet.stack-s {
            h3 { (journal.rules().short(&allocation.programme)) " " (allocation.year) }
            p { "Allocated on " (allocation.on.in_words()) " from seed " strong.number { (allocation.seed) } ", within strata by " @if by.is_empty() { "nothing" } @else { (by.join(" and ")) } ". The controls wait until " strong { (allocation.until.in_words()) } "; their hubs are told, and no proposal of groups places them before." }
            div.wide-table tabindex="0" role="region" aria-label="Strata" { table.figures {
                thead { tr { th scope="col" { "Stratum" } th scope="col" { "Take part" } th scope="col" { "Wait" } } }
                tbody { @for stratum in &strata { tr { th scope="row" { (stratum) } td.number { (n(Arm::TakesPart, stratum)) } td.number { (n(Arm::Waits, stratum)) } } } }
            } }
            div.wide-table tabindex="0" role="region" aria-label="What each arm did" { table.figures {
                thead { tr { th scope="col" { "As hubs handed on" } th scope="col" { "Schools" } th scope="col" { "Began" } th scope="col" { "Completed" } } }
                tbody { @for arm in &arms { tr { th scope="row" { @match arm.arm { Arm::TakesPart => { "Take part" } Arm::Waits => { "Wait" } } } td.number { (arm.schools) } td { (rate(&arm.started)) } td { (rate(&arm.completed)) } } } }
            } }
            p.small.soft.narrow-read { "These are schools, not pupils, and what they did, not what it did for anybody. Chance alone decided who waits, so what the study measures may be compared between the two as they were allocated, whoever began or not; nothing here is said of schools outside it." }
            form.inline method="post" action={ "/nation/projects/" (project.id) "/take-back" } { (token(visit)) input type="hidden" name="fact" value=(id); button.plain { "Take this allocation back" } }
        }
    }
}

fn rate(rate: &Rate) -> String {
    match rate {
        Rate::Shown(share) => format!(
            "{} of {}: {}% to {}%",
            share.did,
            share.of,
            share.low / 10,
            share.high.div_ceil(10)
        ),
        Rate::Hidden => "hidden, too few".to_owned(),
        Rate::Nobody => "nobody".to_owned(),
    }
}

fn allocate_form(visit: &Visit, journal: &NationJournal, project: &Project) -> Markup {
    let next = journal.year.next();
    html! { form.stack method="post" action={ "/nation/projects/" (project.id) "/allocate" } {
        (token(visit))
        div.row {
            div { label for="programme" { "Programme" } select #programme name="programme" { @for slug in journal.rules().stages() { option value=(slug) { (journal.rules().short(slug)) } } } }
            div { label for="year" { "School year in which they begin" } select #year name="year" { @for year in [journal.year, next] { option value=(year) selected[year == next] { (year) } } } }
            div { label for="until" { "The controls wait until" } input #until type="date" name="until" value=(in_days(365)) required; }
        }
        div { label for="schools" { "Numbers of the schools, one a line" } textarea #schools name="schools" aria-describedby="schools-hint" {} p.hint #schools-hint { "Left empty: every school that applied for this programme and year, as handed on, and has not begun it." } }
        fieldset { legend { "Half of each stratum waits. Strata by" } div.choices { @for by in StratifiedBy::ALL { label.pick { input type="checkbox" name={ "by-" (by.name()) } value="yes" checked[by == StratifiedBy::Region]; (by.name()) } } } }
        div.field { label for="seed" { "Seed" } input #seed type="text" inputmode="numeric" name="seed" maxlength="18" aria-describedby="seed-hint"; p.hint #seed-hint { "A whole number, agreed beforehand. Left empty, one is taken from the clock. It is kept, and gives the same allocation again." } }
        p { button.act { "Allocate and tell the hubs" } }
    } }
}

/// Allocates.
pub async fn allocate(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    named(&journal, &id)?;
    let programme = part(&sent, "programme").to_owned();
    if !journal.rules().stages().any(|known| known == programme) {
        return Err(refused(format!("`{programme}` is none of the programmes of this page")));
    }
    let year: SchoolYear = field(part(&sent, "year"))?;
    let until = Date::read(part(&sent, "until")).map_err(|error| refused(error.to_string()))?;
    if until <= journal.today {
        return Err(refused(RefusedAllocation::NoWait { until }.to_string()));
    }
    let seed = match part(&sent, "seed").trim() {
        "" => u64::try_from(clock::now()).unwrap_or(0),
        typed => typed.parse().map_err(|_| {
            refused(format!("the seed `{typed}` is not a whole number such as 20260901"))
        })?,
    };
    let by: Vec<StratifiedBy> = StratifiedBy::ALL
        .into_iter()
        .filter(|by| part(&sent, &format!("by-{}", by.name())) == "yes")
        .collect();
    let urns = schools(&journal, part(&sent, "schools"), &programme, year)?;
    may_be_allocated(&journal, &urns, &programme)?;
    let mut candidates = Vec::new();
    for urn in urns {
        let school = app.store.register_school(urn).await?;
        let school = school.ok_or_else(|| refused(format!("the register has no school {urn}")))?;
        candidates.push(AllocationCandidate { urn, stratum: StratifiedBy::stratum(&by, &school) });
    }
    let schools = programme::allocate(&candidates, &journal.lines, seed)
        .map_err(|error| refused(error.to_string()))?;
    let allocation = Allocation { programme, year, by, seed, until, on: journal.today, schools };
    let fact = NationFact::SchoolsAllocated { project: id.clone(), allocation };
    nation_journal::write(&app, &journal.nation.nation_id, &visit, vec![fact]).await?;
    Ok(to(&id))
}

/// The schools that are meant, each by its number of today.
fn schools(
    journal: &NationJournal,
    typed: &str,
    programme: &str,
    year: SchoolYear,
) -> Result<Vec<Urn>, PageError> {
    let now = |urn: Urn| journal.lines.heirs(urn, journal.today).first().copied().unwrap_or(urn);
    let typed: Vec<&str> = typed.split_whitespace().collect();
    let mut urns: Vec<Urn> = if typed.is_empty() {
        let has_begun = begun(journal, programme);
        let applied = journal.book.facts.all().filter(|fact| {
            fact.what == What::SignedUp && fact.programme == programme && fact.year == year
        });
        applied.map(|fact| now(fact.urn)).filter(|urn| !has_begun.contains(urn)).collect()
    } else {
        let read = |text: &&str| text.parse().map_err(|error| refused(format!("{error}")));
        let read: Result<Vec<Urn>, PageError> = typed.iter().map(read).collect();
        read?.into_iter().map(now).collect()
    };
    urns.sort_unstable();
    urns.dedup();
    if urns.len() > MOST {
        return Err(refused(format!(
            "{} schools are too many; expected {MOST} at most",
            urns.len()
        )));
    }
    Ok(urns)
}

/// The schools of every line that has begun a programme.
fn begun(journal: &NationJournal, programme: &str) -> std::collections::BTreeSet<Urn> {
    let started = journal
        .book
        .facts
        .all()
        .filter(|fact| fact.what == What::Started && fact.programme == programme);
    started.flat_map(|fact| journal.lines.line(fact.urn)).collect()
}

fn may_be_allocated(
    journal: &NationJournal,
    urns: &[Urn],
    programme: &str,
) -> Result<(), PageError> {
    let has_begun = begun(journal, programme);
    if let Some(&urn) = urns.iter().find(|urn| has_begun.contains(urn)) {
        return Err(refused(RefusedAllocation::HasBegun { urn }.to_string()));
    }
    for project in &journal.book.projects {
        let own = project
            .allocations
            .iter()
            .filter(|(_, one)| one.programme == programme && one.until >= journal.today);
        for (_, allocation) in own {
            let is_in = |urn: &&Urn| {
                let line = journal.lines.line(**urn);
                allocation.schools.iter().any(|one| line.contains(&one.urn))
            };
            if let Some(&urn) = urns.iter().find(is_in) {
                let project = project.text().title.clone();
                return Err(refused(RefusedAllocation::InAnother { urn, project }.to_string()));
            }
        }
    }
    Ok(())
}

/// Takes an allocation or an extract of a project back.
pub async fn take_back(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = NationJournal::of(&app, &visit).await?;
    let project = named(&journal, &id)?;
    let fact = part(&sent, "fact").to_owned();
    let is_its = project.allocations.iter().any(|(known, _)| *known == fact)
        || project.extracts.iter().any(|one| one.id == fact);
    if !is_its {
        return Err(refused("that is no allocation and no extract of this project"));
    }
    let fact = NationFact::TakenBack { fact };
    nation_journal::write(&app, &journal.nation.nation_id, &visit, vec![fact]).await?;
    Ok(to(&id))
}
