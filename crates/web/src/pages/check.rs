//! Just a check: a step found by three letters, or up to three typed questions; no lesson plan needed.
//!
//! It is recorded as taught, so that a class that follows its own scheme has the same keep-up and ledger.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use curriculum::{CheckPlan, TaskRef};
use learning::{FactBody, Mode, Plan};
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::pages::lesson;
use crate::pages::steps::year_name;
use crate::parts::rich::{answer, rich};
use crate::parts::{task, told_apart};
use crate::planning::{self, TypedQuestion};
use crate::{answers, own_question, simple_lesson};

/// What was found or chosen so far.
#[derive(Debug, Default, Deserialize)]
pub struct Look {
    #[serde(default)]
    find: String,
    #[serde(default)]
    step: String,
}

/// How many questions a teacher may type.
const MOST: usize = 3;

/// The page: find a step, or type questions.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(look): Query<Look>,
) -> Result<Markup, PageError> {
    page(&app, &visit, &look, &[], "")
}

fn page(
    app: &App,
    visit: &Visit,
    look: &Look,
    typed: &[TypedQuestion],
    fault: &str,
) -> Result<Markup, PageError> {
    let class = visit.class()?;
    let to = format!("/classes/{}/check", class.class_id);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { (class.name) } h1 { "Just a check" } p.lead { "A few questions at the end of a lesson you taught your own way: a step's own check, or up to three that you type. Tenframe sorts the answers." } }
            @if !fault.is_empty() { p.told.warn role="alert" { (fault) } }
            div.grid2 {
                section.sheet.stack {
                    h2 { "On a step" }
                    form.finder method="get" action=(to) data-find role="search" {
                        label for="find" { "Find a step " span.soft { "(three letters, or numbers such as 1/4)" } }
                        input #find type="search" name="find" value=(look.find) autocomplete="off";
                    }
                    div #found data-live.finder { (found(app, &to, look)) }
                }
                section.sheet.stack {
                    h2 { "Your own questions" }
                    form.stack method="post" action=(to) autocomplete="off" {
                        (token(visit))
                        @for idx in 0..MOST {
                            @let one = typed.get(idx);
                            div.typed {
                                div { label for={ "text-" (idx) } { "Question " (idx + 1) @if idx > 0 { span.soft { " (if you like)" } } } input #{ "text-" (idx) } type="text" name={ "text-" (idx) } maxlength="200" value=(one.map_or("", |one| one.text.as_str())); }
                                div { label for={ "answer-" (idx) } { "Answer" } input #{ "answer-" (idx) } type="text" name={ "answer-" (idx) } maxlength="80" value=(one.map_or("", |one| one.answer.as_str())); }
                            }
                        }
                        @if typed.iter().any(|one| own_question::doubt(one).is_some()) { label.pick { input type="checkbox" name="sure" value="yes"; "The answers are as I want them" } }
                        (modes("typed"))
                        button.act { "Ask these questions" }
                    }
                }
            }
            @if let Some(step) = app.content.step(&look.step) { (chosen(app, visit, &to, step)) }
        }
    };
    Ok(layout::staff(visit, Place::Today, "Just a check", &inside))
}

fn found(app: &App, to: &str, look: &Look) -> Markup {
    let letters = look.find.trim();
    let steps = if letters.is_empty() { Vec::new() } else { app.content.find_steps(letters) };
    html! {
        ul { @for step in steps.iter().take(8) { li { a href={ (to) "?step=" (step.slug) "#check" } { (step.name) " " span.soft.small { (year_name(step.year)) } } } } }
        @if !letters.is_empty() && steps.is_empty() { p.soft { "No step is about \"" (letters) "\"." } }
    }
}

fn modes(prefix: &str) -> Markup {
    html! {
        fieldset { legend { "How they answer" } div.choices {
            @for (value, name) in [("tablets", "Tablets"), ("whiteboards", "Whiteboards"), ("slips", "Slips")] {
                label.pick for={ (prefix) "-" (value) } { input #{ (prefix) "-" (value) } type="radio" name="mode" value=(value) checked[value == "whiteboards"]; (name) }
            }
        } }
    }
}

fn chosen(app: &App, visit: &Visit, to: &str, step: &curriculum::SmallStep) -> Markup {
    let tasks = simple_lesson::check_for(&app.content, &step.slug).unwrap_or_default();
    html! {
        section.sheet.stack #check {
            h2 { (step.name) }
            @if tasks.is_empty() { p.told.warn { "This step has no questions in the content yet. Type your own above." } }
            @else {
                ol.stack { @for of in &tasks { @if let Ok(posed) = app.content.pose(of) { li { p { (rich(&posed.text)) " " span.soft { "answer " (answer(posed.answer())) } } (task::drawing(&posed)) (task::choices(&posed)) } } } }
                @if let Some(table) = told_apart::table(&app.content, &CheckPlan { tasks, ..CheckPlan::default() }) { h3 { "What the check tells apart" } (table) }
                form.stack method="post" action=(to) { (token(visit)) input type="hidden" name="step" value=(step.slug); (modes("step")) button.act { "Ask these questions" } }
            }
        }
    }
}

/// Makes the check and opens it.
pub async fn make(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let field = |name: &str| {
        sent.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let typed: Vec<TypedQuestion> = (0..MOST)
        .map(|idx| TypedQuestion {
            text: field(&format!("text-{idx}")).to_owned(),
            answer: field(&format!("answer-{idx}")).to_owned(),
        })
        .filter(|one| !one.text.is_empty() || !one.answer.is_empty())
        .collect();
    let step = app.content.step(field("step"));
    let doubt = typed.iter().find_map(own_question::doubt).filter(|_| field("sure").is_empty());
    if let Some(doubt) = doubt {
        return Ok(page(&app, &visit, &Look::default(), &typed, &doubt)?.into_response());
    }
    if let Some(fault) = fault(step.is_some(), &typed) {
        return Ok(page(&app, &visit, &Look::default(), &typed, &fault)?.into_response());
    }
    let tasks: Vec<TaskRef> = step
        .map(|step| simple_lesson::check_for(&app.content, &step.slug))
        .transpose()?
        .unwrap_or_default();
    let plan = planning::plan_of_check(&app.content, step, &tasks, &typed)?;
    let mode = match field("mode") {
        "tablets" => Mode::Tablets,
        "slips" => Mode::Slips,
        _ => Mode::Whiteboards,
    };
    let row = open_check(&app, &visit, plan, mode).await?;
    let to = if mode == Mode::Tablets { "grid" } else { "marking" };
    Ok(Redirect::to(&format!("/lessons/{}/{to}", row.lesson_id)).into_response())
}

fn fault(has_step: bool, typed: &[TypedQuestion]) -> Option<String> {
    if !has_step && typed.is_empty() {
        return Some(
            "Find a step, or type at least one question with its answer. Nothing was made."
                .to_owned(),
        );
    }
    for one in typed {
        if one.text.is_empty() {
            return Some(format!(
                "The answer \"{}\" has no question. Type the question beside it; what you typed is still here.",
                one.answer
            ));
        }
        if one.answer.is_empty() {
            return Some(format!(
                "\"{}\" has no answer. Type the answer beside it, so that it can be marked; what you typed is still here.",
                one.text
            ));
        }
        let asked = planning::typed_question(one, 1);
        if let Err(problem) = answers::typed_item(&asked).check() {
            return Some(format!(
                "The answer \"{}\" cannot be marked: {problem}. What you typed is still here.",
                one.answer
            ));
        }
    }
    None
}

/// Makes a class's check, started and open.
pub async fn open_check(
    app: &App,
    visit: &Visit,
    plan: Plan,
    mode: Mode,
) -> Result<store::Lesson, PageError> {
    let then = vec![FactBody::LessonStarted { mode }, FactBody::CheckOpened];
    lesson::add(app, visit.actor()?, visit.class()?, plan, then).await
}
