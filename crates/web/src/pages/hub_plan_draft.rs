//! A plan of action drafted from what the school agreed to share: line by line, each with where it comes from.
//!
//! A person takes, changes or leaves each line; what is taken becomes a version like any other. Start at [`show`].

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use programme::{
    Aim, BigIdea, Date, Draft, DraftFrom, DraftLine, Plan, PlanText, SchoolYear, Urn, draft,
};

use super::hub::school_named;
use super::hub_places::Asked;
use super::hub_plan::{MOST, Opened, aim, hidden, review_on, written_meanwhile};
use super::hub_schools::stages_of;
use super::{hub_sharing, hub_visit};
use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::hub_journal::{HubJournal, in_days};
use crate::layout::{self, HubPlace};
use crate::parts::rich::capital;
use crate::parts::spread;
use crate::sent::{Fields, part, refused};

/// What the evidence says today.
fn drafted(
    journal: &HubJournal,
    urn: Urn,
    programme: &str,
    year: SchoolYear,
) -> Result<Draft, PageError> {
    let line = journal.lines.line(urn);
    let agreement = hub_sharing::held(journal, urn);
    let school = journal.school(urn)?;
    let door = journal.rules().journey(school).zip(journal.book.door_of(&line));
    let visits = hub_visit::visits_of(journal, urn).into_iter();
    let visits = visits.filter(|held| held.of.1 == programme && held.of.2 == year).collect();
    let counts = journal.book.counts_of(&line).collect();
    let mut tasks = Vec::new();
    for task in journal.book.lessons.all().flat_map(|lesson| &lesson.tasks) {
        let own = task.brought.iter().filter(|(urn, _)| line.contains(urn));
        tasks.extend(own.map(|(_, (_, answers))| (&task.set, answers)));
    }
    tasks.retain(|(_, answers)| answers.on.school_year() == year);
    let from = DraftFrom {
        agreement: Some(&agreement),
        door,
        visits,
        counts: Some((spread::practices()?, counts)),
        tasks,
    };
    Ok(draft(&from, journal.today))
}

/// The draft, to take from.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let (urn, school) = school_named(&journal, &urn)?;
    let stages = stages_of(&journal, urn);
    let (programme, year) = asked.of(&journal, stages.first().copied().unwrap_or_default());
    let opened = Opened::of(&journal, urn, programme, year);
    let made = drafted(&journal, urn, &opened.programme, year)?;
    let latest = opened.plan.and_then(Plan::latest);
    let held: &[Aim] = latest.map_or(&[], |latest| &latest.text.aims);
    let review = latest.map(|latest| latest.text.review_on).filter(|on| *on > journal.today);
    let review = review.unwrap_or_else(|| in_days(84));
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href={ "/hub/schools/" (urn) } { (school.name) } " · " a href=(opened.here()) { "Plan of action" } } h1 { "Draft from what the school shares" } p.of-step { (journal.rules().short(&opened.programme)) " " (year) } }
            p.told { "These are proposals, each with where it comes from. Sit down with the school, take what you both want, change its words, and leave the rest: nothing is in the plan that nobody took. " a href="/big-ideas" { "The five big ideas" } " are a page each, to read together." }
            @if made.lines.is_empty() { p { "There is nothing to propose." } }
            form.stack-l method="post" action={ "/hub/schools/" (urn) "/plan/draft" } {
                (hidden(&visit, &opened))
                input type="hidden" name="after" value=(latest.map_or("", |latest| &latest.id));
                @if !held.is_empty() { section.stack-s { h2 { "In the plan already" } ul { @for aim in held { li { (aim.goal) } } } p.small.soft { "They stay as they are. A plan has " (MOST) " aims at most." } } }
                @for (at, line) in made.lines.iter().enumerate() { (one(at + 1, line, opened.year, journal.today)) }
                @if !made.lines.is_empty() {
                    input type="hidden" name="n" value=(made.lines.len());
                    div.narrow-left { label for="review-on" { "Both sides look at it again on" } input #review-on type="date" name="review-on" value=(review) required; }
                    button.act { "Keep what is taken as a new version" }
                    p.small.soft { "It is a version like any other: both sides sign it, and until then the one before holds." }
                }
            }
            @if !made.without.is_empty() { section.stack-s { h2 { "Nothing is proposed from" }
                ul.clean.checks { @for (source, why) in &made.without { li.not-known { strong { (capital(source.in_words().trim_end_matches(", to draft a plan from"))) } ": " (why) } } }
                p { a href={ "/hub/schools/" (urn) "/sharing" } { "What the school shares" } }
            } }
        }
    };
    Ok(layout::hub(&visit, HubPlace::Schools, "Draft of a plan", &inside))
}

/// The day a line would be done by, where the evidence does not say: the last day of May that is to come.
// Our choice: the last half term is left to look back.
fn usual_day(year: SchoolYear, today: Date) -> Date {
    let may = |year: u16| Date::new(year, 5, 31);
    let days = [may(year.first_year() + 1), may(year.first_year() + 2)];
    let next = days.into_iter().flatten().find(|day| *day > today);
    next.unwrap_or_else(|| year.next().last_day())
}

fn one(at: usize, line: &DraftLine, year: SchoolYear, today: Date) -> Markup {
    let field = |name: &str, label: &str, value: &str| {
        let id = format!("{name}-{at}");
        html! { div.wide[name != "owner"] { label for=(id) { (label) @if value.is_empty() { span.soft { " (not in the evidence: say it together)" } } } input id=(id) type="text" name=(id) value=(value) maxlength="400"; } }
    };
    let by = line.by.filter(|by| *by > today).unwrap_or_else(|| usual_day(year, today));
    html! { fieldset.sheet.stack-s.draft-line {
        legend.unseen { "Line " (at) }
        p.small { strong { "Where it comes from" } ": " (line.from) }
        label.option for={ "take-" (at) } { input id={ "take-" (at) } type="checkbox" name={ "take-" (at) } value="yes"; span { "Take this into the plan" } }
        div.aim-fields {
            (field("goal", "Goal: what will be so", &line.goal))
            (field("action", "Action", &line.action))
            div { label for={ "big-idea-" (at) } { "Big idea" } select id={ "big-idea-" (at) } name={ "big-idea-" (at) } {
                @if line.big_idea.is_none() { option value="" { "choose together" } }
                @for idea in BigIdea::ALL { option value=(idea.in_words()) selected[line.big_idea == Some(idea)] { (idea.in_words()) } }
            } }
            (field("owner", "Who sees to it", &line.owner))
            div { label for={ "by-" (at) } { "By" } input id={ "by-" (at) } type="date" name={ "by-" (at) } value=(by); }
            (field("measure", "How we shall see it", &line.measure))
            (field("evidence", "What it rests on", &short(&line.from)))
        }
    } }
}

/// Where a line comes from, as long as an aim's evidence may be.
fn short(from: &str) -> String {
    match from.char_indices().nth(300) {
        Some((at, _)) => format!("{}…", from[..at].trim_end()),
        None => from.to_owned(),
    }
}

/// Writes a version of the aims that stand and the lines that are taken.
pub async fn take(
    State(app): State<App>,
    visit: Visit,
    Path(urn): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Redirect, PageError> {
    let journal = HubJournal::of(&app, &visit).await?;
    let opened = Opened::sent(&journal, &urn, &sent)?;
    let latest = opened.plan.and_then(Plan::latest);
    written_meanwhile(latest, &sent)?;
    let n: usize = part(&sent, "n").parse().ok().filter(|n| *n <= 64).unwrap_or(0);
    let mut aims: Vec<Aim> = latest.map(|latest| latest.text.aims.clone()).unwrap_or_default();
    let stood = aims.len();
    for at in (1..=n).filter(|at| part(&sent, &format!("take-{at}")) == "yes") {
        aims.push(taken(&sent, at)?);
    }
    if aims.len() == stood {
        return Err(refused("no line is taken; tick those that you both want, or leave the page"));
    }
    if aims.len() > MOST {
        return Err(refused(format!(
            "{stood} aims stand in the plan and {} are taken, which is more than {MOST}; take fewer, or write a version with fewer first",
            aims.len() - stood
        )));
    }
    let text = PlanText { aims, review_on: review_on(&sent)? };
    opened.write_version(&journal, &app, &visit, text).await
}

/// A line that is taken: nothing that the evidence left open is open any more.
fn taken(sent: &Fields, at: usize) -> Result<Aim, PageError> {
    if part(sent, &format!("big-idea-{at}")).is_empty() {
        return Err(refused(format!("line {at}: choose together which big idea it works on")));
    }
    let aim = aim(sent, at, "line")?;
    for (part, words) in [
        ("goal", &aim.goal),
        ("action", &aim.action),
        ("owner", &aim.owner),
        ("measure", &aim.measure),
    ] {
        if words.is_empty() {
            return Err(refused(format!(
                "line {at} is taken and has no {part}; say it together, or leave the line"
            )));
        }
    }
    Ok(aim)
}
