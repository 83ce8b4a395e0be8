//! The plan of a lesson: read it, reorder it, edit it, start it, end it.
//!
//! Every save keeps the whole plan as a new fact; nothing is overwritten.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use curriculum::{Lesson, RichText, Turn, TurnKind};
use learning::{FactBody, Mode};
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::pages::{sequence, sheets};
use crate::parts::in_plan;
use crate::parts::rich::{rich, written};
use crate::sheet_of::Kind;
use crate::{clock, planning, simple_lesson};

/// The step to plan a lesson for.
#[derive(Debug, Deserialize)]
pub struct Make {
    step: String,
}

/// Plans a lesson for a step: the written one, or a simple one made from the step's families.
pub async fn make(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Make>,
) -> Result<Redirect, PageError> {
    let class = visit.class()?;
    let row = plan_for(&app, visit.actor()?, class, &sent.step).await?;
    Ok(Redirect::to(&format!("/lessons/{}", row.lesson_id)))
}

/// Makes the lesson and its first plan.
pub async fn plan_for(
    app: &App,
    actor: &crate::session::Actor,
    class: &store::Class,
    step: &str,
) -> Result<store::Lesson, PageError> {
    plan_with(app, actor, class, &simple_lesson::lesson_for(&app.content, step)?).await
}

/// Makes a class's lesson as it is given, and its first plan.
pub async fn plan_with(
    app: &App,
    actor: &crate::session::Actor,
    class: &store::Class,
    lesson: &Lesson,
) -> Result<store::Lesson, PageError> {
    let plan = planning::plan_of_lesson(&app.content, lesson)?;
    add(app, actor, class, plan, Vec::new()).await
}

/// Adds a class's lesson with its first plan, and what happens at once after that.
pub async fn add(
    app: &App,
    actor: &crate::session::Actor,
    class: &store::Class,
    plan: learning::Plan,
    then: Vec<FactBody>,
) -> Result<store::Lesson, PageError> {
    let new = store::NewLesson {
        class_id: class.class_id.clone(),
        step: plan.step.clone(),
        title: plan.title.clone(),
        planned_for: None,
        created_at: clock::now(),
    };
    let row = app.store.add_lesson(&class.school_id, new).await?;
    let open = app.open_lesson(&row).await?;
    let mut bodies = vec![FactBody::PlanSaved { plan: Box::new(plan) }];
    bodies.extend(then);
    app.record(&open, actor.author(), bodies).await?;
    Ok(row)
}

/// What has just been done, to be said.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    /// The turn whose sequence was kept.
    kept: Option<usize>,
    /// The turn whose sequence was put back.
    #[serde(rename = "put-back")]
    put_back: Option<usize>,
}

/// The plan.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Markup, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let (plan, started, ended) = open.look(|live| (live.plan.clone(), live.started, live.ended));
    let may_edit = visit.may_teach();
    let lesson = planning::lesson_in(&plan);
    let done = match ended {
        None => done_note(&app, &visit, row, &done).await?,
        Some(_) => html! {},
    };
    let inside = html! {
        div.stack-l {
            header.row.between {
                (layout::lesson_head(&app.content, &visit.class()?.name, "lesson plan", &plan))
                (actions(&visit, row, started, ended, lesson.is_some())?)
            }
            (done)
            @match &lesson {
                Some(lesson) => {
                    @if may_edit { section.row { span.soft { "On paper" } (sheets::buttons(&visit, &row.lesson_id, &[Kind::Practice, Kind::Answers, Kind::ExitSlips, Kind::NamedSlips])) } }
                    div #plan data-live.stack-l {
                        (what_breaks(&app, lesson))
                        (about(&app, lesson))
                        @if may_edit && ended.is_none() { (editor(&app, &visit, row, lesson)) } @else { (turns(&app, lesson)) }
                    }
                }
                None => { p.told { "This is just a check: " (plan.check().count()) " questions, no lesson plan." } }
            }
        }
    };
    Ok(layout::staff(&visit, Place::Today, &plan.title, &inside))
}

/// Says what was kept of a sequence, from the last two plans saved; nothing where they differ in something else.
async fn done_note(
    app: &App,
    visit: &Visit,
    row: &store::Lesson,
    done: &Done,
) -> Result<Markup, PageError> {
    if !visit.may_teach() {
        return Ok(html! {});
    }
    let facts = app.store.facts_of_lesson(&row.school_id, &row.lesson_id).await?;
    let mut plans = facts.iter().rev().filter_map(|fact| match &fact.body {
        FactBody::PlanSaved { plan } => planning::lesson_in(plan),
        _ => None,
    });
    let (Some(now), Some(before)) = (plans.next(), plans.next()) else { return Ok(html! {}) };
    // Said until the plan is saved again, so that undoing waits for whoever looked at something else in between.
    let last_changed = || sequence::changed_turn(&before, &now);
    let Some(turn) = done.kept.or(done.put_back).or_else(last_changed) else {
        return Ok(html! {});
    };
    let was_put_back = done.put_back.is_some();
    Ok(sequence::kept_note(visit, &row.lesson_id, turn, was_put_back, [&before, &now]))
}

fn actions(
    visit: &Visit,
    row: &store::Lesson,
    started: Option<i64>,
    ended: Option<i64>,
    is_full: bool,
) -> Result<Markup, PageError> {
    let to = |place: &str| format!("/lessons/{}/{place}", row.lesson_id);
    Ok(html! {
        div.row {
            @if ended.is_some() {
                a.act href=(to("result")) { "See the result" }
            } @else if started.is_some() {
                @if is_full { a.act href=(to("present")) { "Go on with the lesson" } a.act.quiet href=(to("desk")) { "Your desk" } }
                @else { a.act href=(to("marking")) { "Mark it" } a.act.quiet href=(to("grid")) { "Live grid" } }
            } @else if visit.may_teach() {
                form.row method="post" action=(to("start")) {
                    (token(visit))
                    fieldset.choices {
                        legend.unseen { "How pupils answer" }
                        label.pick { input type="radio" name="mode" value="tablets" checked; "Tablets" }
                        label.pick { input type="radio" name="mode" value="whiteboards"; "Whiteboards" }
                        label.pick { input type="radio" name="mode" value="slips"; "Slips" }
                    }
                    button.act { "Start the lesson" }
                }
            }
        }
    })
}

fn about(app: &App, lesson: &Lesson) -> Markup {
    let step = app.content.step(&lesson.step);
    let ideas = &lesson.big_ideas;
    html! {
        section.grid2 {
            div.sheet.stack {
                @if !lesson.new_mathematics.is_empty() { div { p.eyebrow { "The new mathematics" } p.big { (written(&lesson.new_mathematics)) } } }
                @if let Some(step) = step {
                    div { p.eyebrow { "Key points" } ol { @for point in &step.key_points { li { (written(&point.text)) } } } }
                    @if !step.difficult_points.is_empty() { div { p.eyebrow { "Difficult points" }
                        ul { @for point in &step.difficult_points { li { (written(&point.text)) @if !point.listen_for.is_empty() { span.soft { " Listen for: " (written(&point.listen_for)) } } } } }
                    } }
                    @if !step.put_out.is_empty() { div { p.eyebrow { "On the tables" } p { (written(&step.put_out)) } } }
                }
            }
            div.stack-s {
                (idea("Coherence: why this now", &ideas.coherence))
                (idea("Representation: why this picture", &ideas.representation))
                (idea("Variation: what varies, and why", &ideas.variation))
                (idea("Fluency: what must be to hand", &ideas.fluency))
                (idea("Thinking: what pupils will argue about", &ideas.thinking))
            }
        }
    }
}

fn idea(name: &str, text: &str) -> Markup {
    html! { @if !text.is_empty() { div { p.eyebrow { (name) } p { (written(text)) } } } }
}

/// What an edit broke, by the rules that written lessons are held to.
fn what_breaks(app: &App, lesson: &Lesson) -> Markup {
    let mut problems = curriculum::check_lesson(&app.content, lesson);
    // A list of her own says nothing of itself but what its sequence says.
    if lesson.new_mathematics.is_empty() {
        problems.retain(|(place, _)| matches!(place, curriculum::Place::Turn(_)));
    }
    html! {
        @if !problems.is_empty() {
            div.told.warn role="status" { p { strong { "The plan no longer does all it says" } } ul { @for (_, says) in &problems { li { (written(says)) } } } }
        }
    }
}

fn timeline(lesson: &Lesson) -> Markup {
    html! {
        div.timeline role="img" aria-label={ (lesson.minutes()) " minutes in " (lesson.turns.len()) " turns" } {
            @for turn in &lesson.turns { span class={ (actor(turn)) " m" (turn.minutes.clamp(1, 20)) } { (turn.minutes) } }
        }
        p.soft.small { (lesson.minutes()) " minutes in " (lesson.turns.len()) " turns. Blue: the teacher. Green: pairs. Orange: everyone." }
    }
}

fn actor(turn: &Turn) -> &'static str {
    match turn.actor {
        curriculum::Actor::Teacher => "teacher",
        curriculum::Actor::Pairs => "pairs",
        curriculum::Actor::Everyone => "everyone",
    }
}

/// The field's name for a turn, as shown.
pub fn turn_name(kind: TurnKind) -> &'static str {
    match kind {
        TurnKind::Demonstrate => "Demonstrate",
        TurnKind::Explain => "Explain",
        TurnKind::Explore => "Explore",
        TurnKind::Discuss => "Discuss",
        TurnKind::Practise => "Practise",
        TurnKind::Generalise => "Generalise",
        TurnKind::Prove => "Prove",
        TurnKind::Check => "Check",
    }
}

fn turns(app: &App, lesson: &Lesson) -> Markup {
    html! {
        section.stack { h2 { "Turns" } (timeline(lesson))
            ol.clean { @for (idx, turn) in lesson.turns.iter().enumerate() { li.step-line {
                span.tag { (turn.minutes) " min" }
                div { h3 { (turn.title) " " span.soft.small { (turn_name(turn.kind)) } } p { (rich(&turn.say)) } (in_plan::asked(&app.content, lesson, turn, idx)) }
            } } }
        }
    }
}

fn editor(app: &App, visit: &Visit, row: &store::Lesson, lesson: &Lesson) -> Markup {
    html! {
        form.stack method="post" action={ "/lessons/" (row.lesson_id) "/plan" } data-quiet {
            (token(visit))
            h2 { "Turns" }
            (timeline(lesson))
            ol.clean.turns {
                @for (idx, turn) in lesson.turns.iter().enumerate() {
                    li.turn {
                        div.turn-move {
                            button.act.quiet.small #{ "up-" (idx) } name="do" value={ "up-" (idx) } disabled[idx == 0] aria-label={ "Move " (turn.title) " up" } { "↑" }
                            button.act.quiet.small #{ "down-" (idx) } name="do" value={ "down-" (idx) } disabled[idx + 1 == lesson.turns.len()] aria-label={ "Move " (turn.title) " down" } { "↓" }
                        }
                        div.stack-s {
                            div.row.between {
                                h3 { (turn.title) " " span.soft.small { (turn_name(turn.kind)) " · " (turn.minutes) " min" } }
                                @if matches!(turn.screen, curriculum::Screen::Sequence { .. } | curriculum::Screen::Practise { .. }) {
                                    a href={ "/lessons/" (row.lesson_id) "/sequence/" (idx) } { "See and change the sequence" }
                                }
                            }
                            p { (rich(&turn.say)) }
                            (in_plan::asked(&app.content, lesson, turn, idx))
                            details #{ "edit-" (idx) } { summary.small { "Change this turn" }
                            div.stack-s {
                            div.row {
                                label.minutes { span.unseen { "Minutes for " (turn.title) } input.short type="number" name={ "minutes-" (idx) } min="1" max="30" value=(turn.minutes); }
                                span.soft.small { "min" }
                                button.plain.small name="do" value={ "remove-" (idx) } { "Leave this turn out" }
                            }
                            label { span.unseen { "Title of turn " (idx + 1) } input type="text" name={ "title-" (idx) } value=(turn.title) maxlength="120"; }
                            label { span.unseen { "What the teacher does in " (turn.title) } textarea name={ "say-" (idx) } maxlength="1000" { (marked(&turn.say)) } }
                            button.act.quiet.small name="do" value="save" { "Save the plan" }
                            } }
                        }
                    }
                }
            }
        }
    }
}

/// Rich text as a teacher may edit it: the same marks content uses.
fn marked(text: &RichText) -> String {
    use curriculum::Span;
    let piece = |span: &Span| match span {
        Span::Words(words) => words.clone(),
        Span::Strong(words) => format!("**{words}**"),
        Span::Maths(maths) => format!("`{maths}`"),
        Span::Gap(gap) => format!("[{gap}]"),
    };
    text.0.iter().map(piece).collect()
}

/// Saves what was edited and does what the pressed button says.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let plan = open.look(|live| live.plan.clone());
    let mut lesson = planning::lesson_in(&plan).ok_or_else(|| {
        PageError::refused("There is no plan to edit", "This lesson is just a check.")
    })?;
    edit(&mut lesson, &sent);
    keep(&app, &visit, &open, &lesson).await?;
    Ok(Redirect::to(&format!("/lessons/{}", row.lesson_id)))
}

/// Keeps an edited lesson as the plan.
pub async fn keep(
    app: &App,
    visit: &Visit,
    open: &crate::live::OpenLesson,
    lesson: &Lesson,
) -> Result<(), PageError> {
    let plan = planning::plan_of_lesson(&app.content, lesson)?;
    app.record(open, visit.actor()?.author(), vec![FactBody::PlanSaved { plan: Box::new(plan) }])
        .await?;
    Ok(())
}

fn edit(lesson: &mut Lesson, sent: &[(String, String)]) {
    for (name, value) in sent {
        let Some((field, idx)) = name.rsplit_once('-') else { continue };
        let Some(turn) = idx.parse::<usize>().ok().and_then(|idx| lesson.turns.get_mut(idx)) else {
            continue;
        };
        match field {
            "minutes" => turn.minutes = value.parse().unwrap_or(turn.minutes).clamp(1, 30),
            "title" if !value.trim().is_empty() => turn.title = value.trim().to_owned(),
            "say" => turn.say = RichText::read(value.trim()),
            _ => {}
        }
    }
    let pressed = sent
        .iter()
        .find(|(name, _)| name == "do")
        .map(|(_, value)| value.as_str())
        .unwrap_or_default();
    let Some((action, idx)) = pressed
        .rsplit_once('-')
        .and_then(|(action, idx)| Some((action, idx.parse::<usize>().ok()?)))
    else {
        return;
    };
    match action {
        "up" if idx > 0 && idx < lesson.turns.len() => lesson.turns.swap(idx - 1, idx),
        "down" if idx + 1 < lesson.turns.len() => lesson.turns.swap(idx, idx + 1),
        "remove" if idx < lesson.turns.len() && lesson.turns.len() > 1 => {
            lesson.turns.remove(idx);
        }
        _ => {}
    }
}

/// How pupils answer.
#[derive(Debug, Deserialize)]
pub struct Start {
    mode: Mode,
}

/// Starts the lesson and goes to the projector.
pub async fn start(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Start>,
) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let is_full = open.look(|live| live.plan.lesson.is_some());
    let mut bodies = vec![FactBody::LessonStarted { mode: sent.mode }];
    if !is_full {
        bodies.push(FactBody::CheckOpened);
    }
    app.record(&open, visit.actor()?.author(), bodies).await?;
    let to = if is_full { "present" } else { "marking" };
    Ok(Redirect::to(&format!("/lessons/{}/{to}", row.lesson_id)))
}

/// Ends the lesson; the step counts as taught.
pub async fn end(State(app): State<App>, visit: Visit) -> Result<Redirect, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    if open.look(|live| live.ended.is_none()) {
        app.record(
            &open,
            visit.actor()?.author(),
            vec![FactBody::CheckClosed, FactBody::LessonEnded],
        )
        .await?;
    }
    Ok(Redirect::to(&format!("/lessons/{}/result", row.lesson_id)))
}
