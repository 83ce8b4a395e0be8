//! A varied sequence with its checker: change one number and be told what broke.
//!
//! The same checker made the sequence. A broken one can be looked at; only a sound one can be kept without saying so.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use curriculum::{
    Content, Lesson, Phase, PhaseKind, Screen, Sequence, SequencePlan, TaskFamily, TaskRef, Value,
};
use maud::{Markup, html};

use crate::access::{Role, Visit};
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::pages::lesson;
use crate::parts::rich::{answer, capital, rich, written};
use crate::parts::task;
use crate::planning;

/// The sequence of a turn of a lesson, with the changes tried in the address.
pub async fn of_turn(
    State(app): State<App>,
    visit: Visit,
    Path((_, turn)): Path<(String, usize)>,
    Query(tried): Query<Vec<(String, String)>>,
) -> Result<Markup, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let planned = open
        .look(|live| planning::lesson_in(&live.plan))
        .ok_or_else(|| PageError::not_found("lesson plan"))?;
    let (family, plan, tasks) = sequence_of(&planned, turn)?;
    let (tasks, faults) = change(&app.content, &tasks, &tried);
    let may_keep =
        visit.actor()?.roles().iter().any(|role| matches!(role, Role::Teacher | Role::MathsLead));
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { a href={ "/lessons/" (row.lesson_id) } { (planned.title) } } h1 { (planned.turns[turn].title) } p.lead { "Change one number. The checker says what that does to the sequence." } }
            (workbench(&app, &family, &plan, &tasks, &faults, &format!("/lessons/{}/sequence/{turn}", row.lesson_id), may_keep.then_some(&visit)))
        }
    };
    Ok(layout::staff(&visit, Place::Today, "Sequence", &inside))
}

fn sequence_of(
    planned: &Lesson,
    turn: usize,
) -> Result<(String, SequencePlan, Vec<TaskRef>), PageError> {
    match planned.turns.get(turn).map(|turn| &turn.screen) {
        Some(
            Screen::Sequence { family, plan, tasks, .. }
            | Screen::Practise { family, plan, tasks, .. },
        ) => Ok((family.clone(), plan.clone(), tasks.clone())),
        _ => Err(PageError::not_found("sequence")),
    }
}

/// A varied sequence of a family, made by the program and open to changes.
pub async fn of_family(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(tried): Query<Vec<(String, String)>>,
) -> Result<Markup, PageError> {
    let family = app.content.family(&slug).ok_or_else(|| PageError::not_found("task family"))?;
    let made = family.dimensions.iter().find_map(|dimension| {
        let plan = SequencePlan {
            phases: vec![Phase {
                kind: PhaseKind::Separation,
                focus: Some(dimension.name.clone()),
                length: 4,
                chart: None,
                relation: None,
            }],
        };
        let sequence = curriculum::sequence(&app.content, family, &plan, 1).ok()?;
        Some((plan, sequence.tasks.into_iter().map(|one| one.task).collect::<Vec<_>>()))
    });
    let step = app.content.step(&family.step);
    let inside = html! {
        div.stack-l {
            header { p.eyebrow { @if let Some(step) = step { a href={ "/steps/" (step.slug) } { (step.name) } } } h1 { (family.name) } }
            @match &made {
                Some((plan, tasks)) => { @let (tasks, faults) = change(&app.content, tasks, &tried); (workbench(&app, &family.slug, plan, &tasks, &faults, &format!("/families/{}", family.slug), None)) }
                None => { p.told { "No dimension of this family can be varied alone over three values, so there is no separation sequence to show." } (examples(&app, &family.slug)) }
            }
        }
    };
    Ok(layout::staff(&visit, Place::Steps, &family.name, &inside))
}

fn examples(app: &App, slug: &str) -> Markup {
    html! { ol.stack { @for of in app.content.all_tasks(slug, 4) { @if let Ok(posed) = app.content.pose(&of) { li { p { (rich(&posed.text)) } (task::drawing(&posed)) } } } } }
}

/// Applies the changes in the address (`0.parts=4`), keeping what cannot be read or posed as faults.
fn change(
    content: &Content,
    tasks: &[TaskRef],
    tried: &[(String, String)],
) -> (Vec<TaskRef>, Vec<Option<String>>) {
    let mut changed = tasks.to_vec();
    let mut faults = vec![None; tasks.len()];
    for (name, text) in tried {
        let Some((idx, given)) = name.split_once('.') else { continue };
        let Some(idx) = idx.parse::<usize>().ok().filter(|idx| *idx < changed.len()) else {
            continue;
        };
        let Some(value) = changed[idx].given.get_mut(given) else { continue };
        match value {
            Value::Number(_) => match text.trim().parse::<maths::Number>() {
                Ok(number) => *value = Value::Number(number),
                Err(_) => faults[idx] = Some(format!("`{text}` is not a number such as 12 or 3/4")),
            },
            Value::Text(_) => *value = Value::Text(text.trim().to_owned()),
            _ => {}
        }
    }
    for (idx, of) in changed.iter().enumerate() {
        if faults[idx].is_none() {
            faults[idx] = content.pose(of).err().map(|error| error.to_string());
        }
    }
    (changed, faults)
}

fn workbench(
    app: &App,
    family: &str,
    plan: &SequencePlan,
    tasks: &[TaskRef],
    faults: &[Option<String>],
    to: &str,
    keeper: Option<&Visit>,
) -> Markup {
    let legal = faults.iter().all(Option::is_none);
    let sequence = legal.then(|| curriculum::check_sequence(&app.content, tasks, plan));
    html! {
        div.side.workbench {
            form.stack method="get" action=(to) data-find {
                @for (idx, of) in tasks.iter().enumerate() { div.sheet.quiet.ladder-step #{ "step-" (idx) } { (fields(idx, of)) div #{ "shown-" (idx) } data-live { (shown(app, of, sequence.as_ref(), faults.get(idx), idx)) } } }
                p.row { noscript { button.act.small { "Check it" } } a.act.quiet.small href=(to) { "Back to what is kept" } }
            }
            aside #verdict data-live.stack aria-live="polite" { (verdict(sequence.as_ref(), plan, app.content.family(family))) }
        }
        @if let Some(visit) = keeper { div #keep data-live { @if let Some(sequence) = &sequence {
            form.row method="post" action=(to) {
                (token(visit))
                @for (idx, of) in tasks.iter().enumerate() { @for (name, value) in &of.given { input type="hidden" name={ (idx) "." (name) } value=(value.to_string()); } }
                button.act { @if sequence.is_sound() { "Keep this sequence" } @else { "Keep it as it is" } }
            }
        } } }
    }
}

fn fields(idx: usize, of: &TaskRef) -> Markup {
    html! { div.row.givens { span.number-mark { (idx + 1) } @for (name, value) in &of.given { @if matches!(value, Value::Number(_) | Value::Text(_)) {
        label { span.soft.small { (name.replace(['-', '_'], " ")) } input.short #{ "f-" (idx) "-" (name) } type="text" name={ (idx) "." (name) } value=(value.to_string()) autocomplete="off"; }
    } } } }
}

/// A question with its answer and what changed since the one before; or why it cannot be asked.
pub fn shown(
    app: &App,
    of: &TaskRef,
    sequence: Option<&Sequence>,
    fault: Option<&Option<String>>,
    idx: usize,
) -> Markup {
    if let Some(Some(fault)) = fault {
        return html! { p.told.warn { "Question " (idx + 1) " cannot be asked: " (fault) } };
    }
    let Ok(posed) = app.content.pose(of) else { return html! {} };
    let explained = sequence.and_then(|sequence| sequence.tasks.get(idx));
    html! {
        p.big { (rich(&posed.text)) " " strong.answer-small { (answer(posed.answer())) } }
        @if let Some(one) = explained {
            @if !one.changed.is_empty() { p.small { span.tag.warm { "changes: " (one.changes.iter().map(|change| change.called.as_str()).collect::<Vec<_>>().join(", ")) } } }
            @if let Some(words) = &one.explanation { p.soft { (written(words)) } }
        }
    }
}

/// What the checker says of a sequence; `None` when one of its questions cannot be asked.
pub fn verdict(
    sequence: Option<&Sequence>,
    plan: &SequencePlan,
    family: Option<&TaskFamily>,
) -> Markup {
    let is_outside = sequence.is_some_and(|sequence| {
        sequence.checks.iter().any(|check| check.rule == "validity" && check.ok == Some(false))
    });
    html! {
        div.sheet.stack {
            p.eyebrow { (family.map(|family| family.name.as_str()).unwrap_or_default()) }
            @match sequence {
                None => { h2 { "Not a sequence yet" } p { "One of the questions cannot be asked with that number. It says why beside it." } }
                Some(sequence) if sequence.is_sound() => { h2.sound { "This sequence does what it says" } (claims(plan, family)) }
                Some(_) if is_outside => { h2 { "Not all of these can be judged" } p { "They were read as the questions named above, and some numbers are outside what those take. What changes from one to the next is said beside the others." } }
                Some(_) => { h2.broken { "Something broke" } (claims(plan, family)) }
            }
            @if let Some(sequence) = sequence {
                ul.clean.stack-s { @for check in failures_first(&sequence.checks) { @if let Some(ok) = check.ok { li class=(if ok { "rule-check" } else { "rule-check fails" }) {
                    strong { (if ok { "✓ " } else { "• " }) (in_plain_words(&check.rule)) } span.soft.small { " " (check.rule) " " } @if !ok { span.tag.warm { "does not hold" } }
                    p.small { (written(&check.why)) @if let Some(at) = check.at.filter(|_| !ok) { " " a href={ "#step-" (at) } { "Question " (at + 1) } } }
                } } } }
            }
        }
    }
}

/// What a rule looks at, as one would say it to a colleague; its own name stands beside.
fn in_plain_words(rule: &str) -> &str {
    match rule {
        "validity" => "Each can be asked",
        "exactness" => "Answers come out",
        "plan" => "As many as planned",
        "separation" => "One thing changes",
        "contrast" => "Set against what it is not",
        "generalisation" => "One thing stays",
        "fusion" => "Things change together",
        "mixed" => "Well mixed",
        "relation" => "Answers are linked",
        "range" => "The ends are met",
        "shortcut" => "No way round it",
        "discrimination" => "Wrong ideas show",
        other => other,
    }
}

fn failures_first(checks: &[curriculum::RuleCheck]) -> Vec<&curriculum::RuleCheck> {
    let mut checks: Vec<&curriculum::RuleCheck> = checks.iter().collect();
    checks.sort_by_key(|check| check.ok != Some(false));
    checks
}

/// What a plan claims of its sequence.
pub fn claims(plan: &SequencePlan, family: Option<&TaskFamily>) -> Markup {
    let called = |focus: &str, kind: PhaseKind| {
        let all = family.map(|family| family.dimensions.as_slice()).unwrap_or_default();
        let dimension = all.iter().find(|dimension| dimension.name == focus);
        let name = dimension
            .map_or_else(|| focus.replace('-', " "), curriculum::Dimension::called_with_article);
        match (kind, dimension) {
            (PhaseKind::Generalisation, _) => (name, " stays, other things change one at a time"),
            (_, None) => (name, ""),
            (_, Some(_)) => (format!("only {name}"), " changes"),
        }
    };
    html! { ul { @for phase in &plan.phases { li {
        @match (&phase.focus, phase.kind) {
            (Some(focus), kind) => { @let (focus, changes) = called(focus, kind); (capital(kind.slug())) ": " strong { (focus) } (changes) }
            (None, PhaseKind::Mixed) => { "Mixed practice" }
            (None, kind) => { (capital(kind.slug())) }
        }
        ", in " (phase.length) @if phase.length == 1 { " question" } @else { " questions" }
        @if let Some(relation) = phase.relation { "; each answer " strong { (relation.told()) } }
    } } } }
}

/// Keeps a changed sequence in the lesson's plan, and goes to the plan, which says so.
pub async fn keep(
    State(app): State<App>,
    visit: Visit,
    Path((_, turn)): Path<(String, usize)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let row = visit.lesson()?;
    let open = app.open_lesson(row).await?;
    let mut planned = open
        .look(|live| planning::lesson_in(&live.plan))
        .ok_or_else(|| PageError::not_found("lesson plan"))?;
    let (_, _, tasks) = sequence_of(&planned, turn)?;
    let (changed, faults) = change(&app.content, &tasks, &sent);
    if let Some(fault) = faults.into_iter().flatten().next() {
        return Err(PageError::refused(
            "This sequence cannot be kept",
            format!("{fault}. Your plan is unchanged."),
        ));
    }
    if changed != tasks {
        if let Some(Screen::Sequence { tasks, .. } | Screen::Practise { tasks, .. }) =
            planned.turns.get_mut(turn).map(|turn| &mut turn.screen)
        {
            *tasks = changed;
        }
        lesson::keep(&app, &visit, &open, &planned).await?;
    }
    let is_undo = sent.iter().any(|(name, _)| name == "undo");
    let told = if is_undo { "put-back" } else { "kept" };
    Ok(Redirect::to(&format!("/lessons/{}?{told}={turn}#kept", row.lesson_id)).into_response())
}

/// What was kept of a turn's sequence and where, with a button that puts it back: the last plan beside the one before it.
pub fn kept_note(
    visit: &Visit,
    lesson_id: &str,
    turn: usize,
    was_put_back: bool,
    [before, now]: [&Lesson; 2],
) -> Markup {
    let (Ok((_, _, old)), Ok((_, _, new))) = (sequence_of(before, turn), sequence_of(now, turn))
    else {
        return html! {};
    };
    let title = now.turns.get(turn).map_or("", |turn| turn.title.as_str());
    let changes = changes(&old, &new);
    html! {
        div.told.row.between #kept role="status" {
            @if changes.is_empty() { p { "The sequence in turn " (turn + 1) ", “" (title) "”, is as it was: there was nothing to keep." } }
            @else {
                div {
                    p { strong { @if was_put_back { "Put back" } @else { "Kept" } } " in this lesson's plan, in turn " (turn + 1) ", “" (title) "”:" }
                    ul { @for change in &changes { li { (change) } } }
                    p.small { "The projector, tablets and printed sheets of this lesson use it from now on. No other lesson changes." }
                }
                form.inline method="post" action={ "/lessons/" (lesson_id) "/sequence/" (turn) } {
                    (token(visit))
                    @for (idx, of) in old.iter().enumerate() { @for (name, value) in &of.given { input type="hidden" name={ (idx) "." (name) } value=(value.to_string()); } }
                    @if !was_put_back { input type="hidden" name="undo" value="yes"; }
                    button.act.quiet.small #undo { @if was_put_back { "Change it again" } @else { "Undo" } }
                }
            }
        }
    }
}

/// The first turn whose sequence differs between two plans; none where the turns themselves do.
pub fn changed_turn(before: &Lesson, now: &Lesson) -> Option<usize> {
    if before.turns.len() != now.turns.len() {
        return None;
    }
    (0..now.turns.len()).find(|turn| match (sequence_of(before, *turn), sequence_of(now, *turn)) {
        (Ok((_, _, old)), Ok((_, _, new))) => !changes(&old, &new).is_empty(),
        _ => false,
    })
}

/// "Question 3: parts 4 → 5", one for each question that changed.
fn changes(old: &[TaskRef], new: &[TaskRef]) -> Vec<String> {
    let moved = |was: &TaskRef, is: &TaskRef| {
        let moved = is.given.iter().filter_map(|(name, value)| {
            let before = was.given.get(name).filter(|before| *before != value)?;
            Some(format!("{} {before} → {value}", name.replace(['-', '_'], " ")))
        });
        moved.collect::<Vec<_>>().join(", ")
    };
    let said = old.iter().zip(new).map(|(was, is)| moved(was, is)).enumerate();
    said.filter(|(_, what)| !what.is_empty())
        .map(|(idx, what)| format!("Question {}: {what}", idx + 1))
        .collect()
}
