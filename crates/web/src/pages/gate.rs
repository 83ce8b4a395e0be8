//! Before what comes next: which pupils have the steps it builds on, five minutes of questions to find out, a page to
//! pre-teach from. It names steps first and pupils one click away, in register order.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use curriculum::{SmallStep, TaskRef};
use learning::security::{Day, StepModel};
use learning::{Lasting, Mode, Prerequisite, PupilId, Stands, gate};
use maud::{Markup, html};
use serde::Deserialize;
use store::{Class, SheetCode};

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::names::Names;
use crate::pages::check::open_check;
use crate::pages::lasting::Shipped;
use crate::pages::sheets;
use crate::parts::rich::{answer, rich, written};
use crate::parts::task;
use crate::sheet_of::{self, Head};
use crate::{clock, planning, simple_lesson};

/// Our choice: a week of lessons, which is about a short unit.
const STEPS_AHEAD: usize = 5;
/// Our choice: five questions are five minutes.
const QUESTIONS: usize = 5;

/// The step the next lessons begin with.
#[derive(Debug, Default, Deserialize)]
pub struct Begin {
    #[serde(default)]
    step: String,
}

struct Report {
    next: Vec<String>,
    rows: Vec<Prerequisite>,
}

async fn report(app: &App, class: &Class, from: &str) -> Result<Report, PageError> {
    let journal = app.journal(class).await?;
    let begins = class.unit.iter().find(|step| *step == from).map(String::as_str);
    let begins = begins.or_else(|| journal.next_step(class));
    let at = begins.and_then(|step| class.unit.iter().position(|one| one == step));
    let next: Vec<String> = at
        .map(|at| class.unit[at..].iter().take(STEPS_AHEAD).cloned().collect())
        .unwrap_or_default();
    let lessons = app.lessons_of(class).await?;
    let model = StepModel::default();
    let shipped = Shipped { content: &app.content };
    let lasting = Lasting::fold(&shipped, &model, lessons.iter().map(|(id, live)| (id, live)));
    let pupils = app.roster_of(&class.school_id, &class.class_id).await?;
    let today = Day::of(clock::now());
    let rows = gate(&shipped, &lasting, &model, &next, &pupils, today);
    Ok(Report { next, rows })
}

/// The report.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(begin): Query<Begin>,
) -> Result<Markup, PageError> {
    let class = visit.class()?;
    let names = Names::of_class(&app, class).await?;
    let report = report(&app, class, &begin.step).await?;
    let name = |slug: &str| {
        app.content.step(slug).map_or_else(|| slug.to_owned(), |step| step.name.clone())
    };
    let inside = html! {
        div.stack-l {
            header.stack-s {
                p.eyebrow { a href={ "/classes/" (class.class_id) "/today" } { (class.name) } " · " (clock::day_in_words(clock::today())) }
                h1 { "Before what comes next" }
                @if report.next.is_empty() { p.told { "This class follows no unit, or its unit is finished, so nothing is known to come next." } }
                @else { p.lead { "The next lessons: " @for (idx, step) in report.next.iter().enumerate() { @if idx > 0 { ", " } a href={ "/steps/" (step) } { (name(step)) } } ". They build on what is below. Not seen is not lacking: five minutes of questions begin to find out." } }
            }
            @if !report.next.is_empty() && report.rows.is_empty() { p.told { "They build on nothing outside themselves." } }
            @for row in &report.rows { (prerequisite(&app, &visit, class, &names, row, &name)) }
            @if !report.rows.is_empty() && visit.may_teach() { (five_minutes(&app, &visit, class, &report, &name)) }
            @if !class.unit.is_empty() { (begin_elsewhere(class, &report, &name)) }
        }
    };
    Ok(layout::staff(&visit, Place::Today, "Before what comes next", &inside))
}

const WORDS: [&str; 4] = ["have it", "to be asked again", "not yet", "not seen"];

fn prerequisite(
    app: &App,
    visit: &Visit,
    class: &Class,
    names: &Names,
    row: &Prerequisite,
    name: &impl Fn(&str) -> String,
) -> Markup {
    let counts = row.counts();
    let said: Vec<String> = (0..4)
        .filter(|word| counts[*word] > 0)
        .map(|word| format!("{} {}", counts[word], WORDS[word]))
        .collect();
    html! {
        section.sheet.stack #{ "of-" (row.step) } {
            div { h2 { a href={ "/steps/" (row.step) } { (name(&row.step)) } } p.small.soft { "Needed for " (row.needed_by.iter().map(|step| name(step)).collect::<Vec<_>>().join(", ")) } }
            p.number { (said.join(", ")) }
            @let lacking: Vec<&PupilId> = row.lacking().collect();
            @if !lacking.is_empty() {
                details #{ "who-" (row.step) } open { summary { "Not yet: " (lacking.len()) } ul {
                    @for (pupil, stands) in &row.pupils { @if let Stands::NotYet { needs } = stands { li { (names.of(pupil)) " " span.small.soft { "needs " (needs) } } } }
                } }
                div.row.no-print {
                    a.act.quiet.small href={ "/classes/" (class.class_id) "/lasting?step=" (row.step) "#of-" (row.step) } { "The answers behind it" }
                    @if app.content.step(&row.step).is_some() && visit.is_any_of(&[Role::Teacher, Role::MathsLead, Role::TeachingAssistant]) {
                        form.inline method="post" action={ "/classes/" (class.class_id) "/gate/" (row.step) "/pre-teach" } target="_blank" { (token(visit)) button.act.quiet.small { "Print a pre-teach page for " (lacking.len()) } }
                    }
                }
                @if let Some(step) = app.content.step(&row.step) { (pre_teach(app, step)) }
            }
            @let unknown: Vec<&str> = row.pupils.iter().filter(|(_, stands)| matches!(stands, Stands::Ask { .. } | Stands::NotSeen)).map(|(pupil, _)| names.of(pupil)).collect();
            @if !unknown.is_empty() { details #{ "ask-" (row.step) } { summary { "To be asked: " (unknown.len()) } p { (unknown.join(", ")) } } }
        }
    }
}

/// What an adult says and puts out in the minutes before the lesson.
fn pre_teach(app: &App, step: &SmallStep) -> Markup {
    let tasks = simple_lesson::before_it(&app.content, &step.slug).unwrap_or_default().tries;
    html! {
        details #{ "teach-" (step.slug) } { summary { "Ten minutes before the lesson" }
            div.stack-s {
                p { (written(&step.new_mathematics)) }
                @if !step.put_out.is_empty() { p { strong { "Put out: " } (written(&step.put_out)) } }
                @for point in &step.difficult_points { @if !point.listen_for.is_empty() { p { strong { "Listen for: " } (written(&point.listen_for)) } } }
                @if !step.stem.is_empty() { p.stem { (rich(&curriculum::RichText::read_stem(&step.stem))) } }
                @for of in &tasks { @if let Ok(posed) = app.content.pose(of) { div { p { (rich(&posed.text)) " " span.soft.small { "answer " (answer(posed.answer())) } } (task::drawing(&posed)) } } }
            }
        }
    }
}

/// What five minutes ask, and the steps there is no time for.
struct FiveMinutes {
    tasks: Vec<TaskRef>,
    left: Vec<String>,
}

/// A question on each step somebody is to be asked, then a second: the steps first that most pupils were never seen on.
fn questions(app: &App, report: &Report) -> FiveMinutes {
    let mut open: Vec<&Prerequisite> =
        report.rows.iter().filter(|row| row.counts()[0] < row.pupils.len()).collect();
    open.sort_by_key(|row| std::cmp::Reverse(row.counts()[3]));
    let of: Vec<(&str, Vec<TaskRef>)> = open
        .iter()
        .map(|row| row.step.as_str())
        .map(|step| (step, simple_lesson::check_for(&app.content, step).unwrap_or_default()))
        .collect();
    let deepest = of.iter().map(|(_, tasks)| tasks.len()).max().unwrap_or(0);
    let in_turn = (0..deepest).flat_map(|at| of.iter().filter_map(move |(_, tasks)| tasks.get(at)));
    let asked = of.iter().filter(|(_, tasks)| !tasks.is_empty()).take(QUESTIONS);
    let asked: Vec<&str> = asked.map(|(step, _)| *step).collect();
    let left = of.iter().map(|(step, _)| *step).filter(|step| !asked.contains(step));
    FiveMinutes {
        left: left.map(str::to_owned).collect(),
        tasks: in_turn.take(QUESTIONS).cloned().collect(),
    }
}

fn five_minutes(
    app: &App,
    visit: &Visit,
    class: &Class,
    report: &Report,
    name: &impl Fn(&str) -> String,
) -> Markup {
    let FiveMinutes { tasks, left } = questions(app, report);
    html! {
        section.sheet.stack.no-print #five-minutes {
            h2 { "Find out in five minutes" }
            @if tasks.is_empty() { p { "The content has no questions on these steps yet. " a href={ "/classes/" (class.class_id) "/check" } { "Ask your own" } } }
            @else {
                ol.stack-s { @for of in &tasks { @if let Ok(posed) = app.content.pose(of) { li { (rich(&posed.text)) " " span.soft.small { "answer " (answer(posed.answer())) } (task::drawing(&posed)) } } } }
                p.small.soft { "One right answer to a step is a beginning; two are needed before it counts as there." @if !left.is_empty() { " Not asked this time: " (left.iter().map(|step| name(step)).collect::<Vec<_>>().join("; ")) "." } }
                form.row method="post" action={ "/classes/" (class.class_id) "/gate" } {
                    (token(visit))
                    @if let Some(first) = report.next.first() { input type="hidden" name="step" value=(first); }
                    button.act name="mode" value="whiteboards" { "Ask on whiteboards" }
                    button.act.quiet name="mode" value="tablets" { "Ask on tablets" }
                    button.act.quiet name="mode" value="slips" { "Ask on slips" }
                }
            }
        }
    }
}

fn begin_elsewhere(class: &Class, report: &Report, name: &impl Fn(&str) -> String) -> Markup {
    html! {
        form.row.no-print method="get" action={ "/classes/" (class.class_id) "/gate" } {
            label.small for="gate-step" { "Look ahead from " }
            select #gate-step name="step" { @for step in &class.unit { option value=(step) selected[report.next.first() == Some(step)] { (name(step)) } } }
            button.act.quiet.small { "Look" }
        }
    }
}

/// The lessons to come, and how they are asked.
#[derive(Debug, Default, Deserialize)]
pub struct Ask {
    #[serde(default)]
    step: String,
    #[serde(default)]
    mode: String,
}

/// Opens a check with a question or two on each step that is to be asked; its answers are evidence on those steps.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Ask>,
) -> Result<Redirect, PageError> {
    let class = visit.class()?;
    let report = report(&app, class, &sent.step).await?;
    let tasks = questions(&app, &report).tasks;
    if tasks.is_empty() {
        return Ok(Redirect::to(&format!("/classes/{}/gate", class.class_id)));
    }
    let mut plan = planning::plan_of_check(&app.content, None, &tasks, &[])?;
    let first = report.next.first().and_then(|slug| app.content.step(slug));
    plan.title = first.map_or_else(
        || "Before what comes next".to_owned(),
        |step| format!("Before \"{}\"", step.name),
    );
    let mode = match sent.mode.as_str() {
        "tablets" => Mode::Tablets,
        "slips" => Mode::Slips,
        _ => Mode::Whiteboards,
    };
    let row = open_check(&app, &visit, plan, mode).await?;
    let to = if mode == Mode::Tablets { "grid" } else { "marking" };
    Ok(Redirect::to(&format!("/lessons/{}/{to}", row.lesson_id)))
}

/// Issues a pre-teach page for those who have a step not yet, and goes to its PDF.
pub async fn print_pre_teach(
    State(app): State<App>,
    visit: Visit,
    Path((_, slug)): Path<(String, String)>,
) -> Result<Redirect, PageError> {
    let class = visit.class()?;
    let back = format!("/classes/{}/gate", class.class_id);
    let Some(step) = app.content.step(&slug) else { return Ok(Redirect::to(&back)) };
    let names = Names::of_class(&app, class).await?;
    let report = report(&app, class, "").await?;
    let row = report.rows.iter().find(|row| row.step == slug);
    let pupils: Vec<String> = row
        .map(|row| row.lacking().map(|pupil| names.of(pupil).to_owned()).collect())
        .unwrap_or_default();
    let needed = row.map(|row| row.needed_by.clone()).unwrap_or_default();
    let needed: Vec<&str> = needed
        .iter()
        .filter_map(|slug| app.content.step(slug))
        .map(|step| step.name.as_str())
        .collect();
    let head = Head {
        title: step.name.clone(),
        step: step.name.clone(),
        class_name: class.name.clone(),
        date: clock::day_in_words(clock::today()),
    };
    let tasks = simple_lesson::before_it(&app.content, &step.slug).unwrap_or_default();
    let sheet = sheet_of::pre_teach(&app.content, step, &tasks, pupils, &needed, head);
    let code = sheets::issue_for_class(&app, &visit, class, sheet).await?;
    Ok(Redirect::to(&format!("/classes/{}/sheets/{code}", class.class_id)))
}

/// The PDF of a sheet issued for a class and no lesson.
pub async fn sheet(
    State(app): State<App>,
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let class = visit.class()?;
    let code = SheetCode::read(&code)
        .map_err(|error| PageError::refused("That is not a sheet's code", error.to_string()))?;
    let issued = app.store.sheet(&code).await?.filter(|sheet| {
        let is_of_class = sheet.school_id == class.school_id && sheet.class_id == class.class_id;
        is_of_class && sheet.lesson_id.is_none()
    });
    let issued = issued.ok_or_else(|| PageError::not_found("sheet"))?;
    let pdf = sheets::pdf_of(app.press, &issued).await?;
    let name = format!("inline; filename=\"tenframe-{code}.pdf\"");
    Ok((
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)],
        pdf,
    )
        .into_response())
}
