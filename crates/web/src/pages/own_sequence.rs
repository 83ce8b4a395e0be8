//! Questions as a teacher would type them on paper, judged as she types, with the mend offered.
//!
//! A sound list, and one she keeps all the same, becomes part of a lesson on its step: taught one by one, practised,
//! or asked as a check. Start at [`show`]; [`put_to_use`] makes the lesson.

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use curriculum::{
    CheckPlan, Content, Lesson, Mend, Phase, PhaseKind, RichText, Screen, Sequence, SequencePlan,
    TaskFamily, TaskRef, TurnKind, TypedLine, TypedProblem,
};
use learning::Mode;
use maud::{Markup, html};
use serde::Deserialize;

use crate::access::Visit;
use crate::app::App;
use crate::error::PageError;
use crate::layout::{self, Place, token};
use crate::pages::{check, classes, lesson, sequence};
use crate::parts::rich::{capital, written};
use crate::planning;
use crate::simple_lesson::turn;

/// The most that is read of what was typed, in bytes. Our choice: some sixty long questions.
const LONGEST: usize = 6_000;
/// The most questions of one list. Our choice: more than a class does in a lesson.
const MOST: usize = 40;
/// Lists to begin from: subtraction with one difference, sharing, and one with a slip in it.
const EXAMPLES: [(&str, &str); 3] = [
    ("The same difference", "52 - 27\n53 - 28\n54 - 29\n55 - 30"),
    ("The divisor doubles", "24 ÷ 2\n24 ÷ 4\n24 ÷ 8"),
    ("One with a slip in it", "6 × 4\n12 × 2\n24 × 2"),
];

/// What was typed.
#[derive(Debug, Default, Deserialize)]
pub struct Typed {
    /// Questions, one a line.
    #[serde(default)]
    questions: String,
    /// What the list is for, as a plan; blank for what it seems to be for.
    #[serde(default)]
    plan: String,
}

/// What is made of it.
struct Judged<'c> {
    lines: Vec<TypedLine>,
    problems: Vec<TypedProblem>,
    family: &'c TaskFamily,
    plan: SequencePlan,
    sequence: Sequence,
    mend: Option<Mend>,
}

impl Judged<'_> {
    fn tasks(&self) -> Vec<TaskRef> {
        self.lines.iter().map(|line| line.task.clone()).collect()
    }
}

/// The page: what was typed, what was read, and the verdict.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(typed): Query<Typed>,
) -> Result<Markup, PageError> {
    let (judged, unread) = judge(&app.content, &typed);
    let keep = match &judged {
        Some(judged) if visit.may_teach() => keep(&app, &visit, &typed, judged).await?,
        _ => html! {},
    };
    let inside = html! {
        div.stack-l {
            header.stack-s {
                h1 { "Check your own questions" }
                p.lead { "Type them as you would on the board, one a line. You are told what changes, what stays, and whether the list does what it sets out to do." }
            }
            div.side.workbench {
                form.stack method="get" action="/sequences" data-find {
                    div { label for="questions" { "Questions" } textarea #questions name="questions" rows="8" maxlength=(LONGEST) spellcheck="false" autofocus[typed.questions.is_empty()] placeholder="52 - 27\n53 - 28\n54 - 29" { (typed.questions) } }
                    p.row.small { "Begin from " @for (name, questions) in EXAMPLES { a.act.quiet.small href={ "/sequences?" (address(questions)) } { (name) } } }
                    (purpose(judged.as_ref(), &typed.plan))
                    noscript { p { button.act.small { "Check them" } } }
                    div #read data-live.stack-s { (read(&app, judged.as_ref(), &unread)) }
                }
                aside #verdict data-live.stack aria-live="polite" {
                    @if let Some(judged) = &judged { (sequence::verdict(Some(&judged.sequence), &judged.plan, Some(judged.family))) (mending(&app, &typed, judged)) }
                    @else { div.sheet.quiet { p.soft { "The verdict stands here as soon as a question is recognised." } } }
                }
            }
            div #keep data-live { (keep) }
        }
    };
    Ok(layout::staff(&visit, Place::Steps, "Check your own questions", &inside))
}

/// Reads and judges; with what could not be read when nothing could.
fn judge<'c>(content: &'c Content, typed: &Typed) -> (Option<Judged<'c>>, Vec<TypedProblem>) {
    let text: String = typed.questions.lines().take(MOST).map(|line| format!("{line}\n")).collect();
    if text.trim().is_empty() || typed.questions.len() > LONGEST {
        return (None, Vec::new());
    }
    let (lines, problems) = curriculum::read_typed(content, &text, None);
    let family = lines.first().and_then(|line| content.family(&line.task.family));
    let Some(family) = family else { return (None, problems) };
    let tasks: Vec<TaskRef> = lines.iter().map(|line| line.task.clone()).collect();
    let plan = plan_of(&typed.plan, tasks.len())
        .unwrap_or_else(|| curriculum::likely_plan(content, &tasks));
    let sequence = curriculum::check_sequence(content, &tasks, &plan);
    let mend = curriculum::mend(content, &tasks, &plan);
    (Some(Judged { lines, problems, family, plan, sequence, mend }), Vec::new())
}

/// The purpose chosen, over as many questions as there are; none when blank or unknown.
fn plan_of(chosen: &str, n: usize) -> Option<SequencePlan> {
    let (kind, focus) = chosen.split_once(':').unwrap_or((chosen, ""));
    let kind = PhaseKind::ALL.into_iter().find(|known| known.slug() == kind)?;
    let focus = (!focus.is_empty()).then(|| focus.to_owned());
    Some(SequencePlan { phases: vec![Phase { kind, focus, length: n, ..Phase::default() }] })
}

/// What the list is for: read from it, or said.
fn purpose(judged: Option<&Judged<'_>>, chosen: &str) -> Markup {
    html! {
        div #purpose data-live {
            @if let Some(judged) = judged {
                label for="plan" { "What it is for" }
                select #plan name="plan" {
                    option value="" { "As I read it: " (in_words(&judged.plan, judged.family)) }
                    @for one in &judged.family.dimensions { @let value = format!("separation:{}", one.name); option value=(value) selected[chosen == value] { (capital(&only(judged.family, &one.name))) } }
                    option value="mixed" selected[chosen == "mixed"] { "Mixed practice" }
                }
            }
        }
    }
}

fn in_words(plan: &SequencePlan, family: &TaskFamily) -> String {
    let said = |phase: &Phase| match (&phase.focus, phase.kind) {
        (Some(focus), PhaseKind::Separation) => only(family, focus),
        (Some(focus), PhaseKind::Generalisation) => format!("{} stays", named(family, focus)),
        (Some(focus), kind) => format!("{}, {}", kind.slug(), only(family, focus)),
        (None, PhaseKind::Mixed) => "mixed practice".to_owned(),
        (None, kind) => kind.slug().to_owned(),
    };
    plan.phases.iter().map(said).collect::<Vec<_>>().join(", then ")
}

/// "the divisor"; a linked change by its name.
fn named(family: &TaskFamily, name: &str) -> String {
    let dimension = family.dimensions.iter().find(|dimension| dimension.name == name);
    dimension.map_or_else(|| name.replace('-', " "), curriculum::Dimension::called_with_article)
}

/// "only the divisor changes"; a linked change by its name.
fn only(family: &TaskFamily, name: &str) -> String {
    let dimension = family.dimensions.iter().find(|dimension| dimension.name == name);
    dimension.map_or_else(
        || name.replace('-', " "),
        |dimension| format!("only {} changes", dimension.called_with_article()),
    )
}

/// Every line as it was read, with what changed; lines that are no question say so in their place.
fn read(app: &App, judged: Option<&Judged<'_>>, unread: &[TypedProblem]) -> Markup {
    let problems = judged.map_or(unread, |judged| judged.problems.as_slice());
    let lines = judged.map(|judged| judged.lines.as_slice()).unwrap_or_default();
    let last = lines.iter().map(|line| line.line).chain(problems.iter().map(|p| p.line)).max();
    html! {
        @for at in 1..=last.unwrap_or(0) {
            @if let Some(idx) = lines.iter().position(|line| line.line == at) {
                @let fault = app.content.pose(&lines[idx].task).err().map(|error| error.to_string());
                div.sheet.quiet.ladder-step #{ "step-" (idx) } { @match (&fault, judged) {
                    (Some(fault), Some(judged)) => { p { "Question " (idx + 1) " is fine to ask. It lies outside what I can check of “" (judged.family.name) "”: " (fault) "." } }
                    _ => { (sequence::shown(app, &lines[idx].task, judged.map(|judged| &judged.sequence), None, idx)) }
                } }
            }
            @if let Some(problem) = problems.iter().find(|problem| problem.line == at) { p.told.warn { "Line " (problem.line) ": " (capital(&problem.message)) "." } }
        }
    }
}

/// The one change that would make the list sound, and a link that makes it.
fn mending(app: &App, typed: &Typed, judged: &Judged<'_>) -> Markup {
    let Some(mend) = &judged.mend else { return html! {} };
    let posed = app.content.pose(&mend.task).map(|task| task.text.to_string());
    let (Ok(question), Some(line)) = (posed, judged.lines.get(mend.at)) else { return html! {} };
    let mended: Vec<&str> = typed
        .questions
        .lines()
        .enumerate()
        .map(|(idx, text)| if idx + 1 == line.line { question.as_str() } else { text })
        .collect();
    let query = serde_urlencoded::to_string([
        ("questions", mended.join("\n").as_str()),
        ("plan", typed.plan.as_str()),
    ]);
    html! {
        div.told.stack-s {
            p { strong { "One change mends it" } }
            p { (written(&mend.says)) }
            p { a.act.small href={ "/sequences?" (query.unwrap_or_default()) } { "Make that change" } }
        }
    }
}

fn address(questions: &str) -> String {
    serde_urlencoded::to_string([("questions", questions)]).unwrap_or_default()
}

/// The forms that put the list to use in a class.
async fn keep(
    app: &App,
    visit: &Visit,
    typed: &Typed,
    judged: &Judged<'_>,
) -> Result<Markup, PageError> {
    if judged.tasks().iter().any(|task| app.content.pose(task).is_err()) {
        return Ok(html! {});
    }
    let classes = classes::of_actor(app, visit.actor()?).await?;
    Ok(html! {
        @for class in &classes {
            form.told.row.between method="post" action={ "/classes/" (class.class_id) "/sequence" } {
                (token(visit))
                input type="hidden" name="questions" value=(typed.questions);
                input type="hidden" name="plan" value=(typed.plan);
                span { "Use it with " strong { (class.name) } @if !judged.sequence.is_sound() { span.soft { " as it is" } } }
                span.row {
                    button.act.small name="use" value="teach" { "Teach from it" }
                    button.act.quiet.small name="use" value="practise" { "Practise with it" }
                    button.act.quiet.small name="use" value="check" { "Ask it as a check" }
                }
            }
        }
    })
}

/// A list to put to use.
#[derive(Debug, Deserialize)]
pub struct Use {
    #[serde(flatten)]
    typed: Typed,
    #[serde(rename = "use")]
    to: String,
}

/// Makes a lesson, or just a check, with the list in it.
pub async fn put_to_use(
    State(app): State<App>,
    visit: Visit,
    Form(sent): Form<Use>,
) -> Result<Redirect, PageError> {
    let refused = |why: String| PageError::refused("Your questions were not used", why);
    let (judged, _) = judge(&app.content, &sent.typed);
    let judged = judged.ok_or_else(|| {
        refused(
            "No line was recognised as a question. Go back: what you typed is still there."
                .to_owned(),
        )
    })?;
    let tasks = judged.tasks();
    if let Some(error) = tasks.iter().find_map(|task| app.content.pose(task).err()) {
        return Err(refused(format!("{error}. Go back: what you typed is still there.")));
    }
    let step = &judged.family.step;
    if sent.to == "check" {
        let plan = planning::plan_of_check(&app.content, app.content.step(step), &tasks, &[])?;
        let row = check::open_check(&app, &visit, plan, Mode::Whiteboards).await?;
        return Ok(Redirect::to(&format!("/lessons/{}/marking", row.lesson_id)));
    }
    let own = own_lesson(&app.content, &sent.to, &judged, tasks);
    let row = lesson::plan_with(&app, visit.actor()?, visit.class()?, &own).await?;
    Ok(Redirect::to(&format!("/lessons/{}", row.lesson_id)))
}

/// A short lesson of nothing but the list: taught one by one or practised, then checked on other numbers of its kind.
fn own_lesson(content: &Content, to: &str, judged: &Judged<'_>, tasks: Vec<TaskRef>) -> Lesson {
    let asked: Vec<TaskRef> = tasks.iter().step_by(2).take(3).cloned().collect();
    let check = curriculum::recheck(content, &asked, &tasks);
    let check = if check.is_empty() { asked } else { check };
    let family = judged.family.slug.clone();
    let plan = judged.plan.clone();
    let noticing = RichText::default();
    let everyone = curriculum::Actor::Everyone;
    let first = if to == "practise" {
        let screen = Screen::Practise { family, plan, tasks, noticing };
        turn(
            TurnKind::Practise,
            everyone,
            12,
            "Practise",
            "What stays the same from one to the next?",
            screen,
        )
    } else {
        let screen = Screen::Sequence { family, plan, tasks, noticing };
        let say = "Before each one: what changed, and what do you expect?";
        turn(TurnKind::Explore, everyone, 12, "One by one", say, screen)
    };
    let last =
        turn(TurnKind::Check, everyone, 5, "Check", "On your own, no talking.", Screen::Check);
    Lesson {
        step: judged.family.step.clone(),
        title: format!("{}: my own questions", judged.family.name),
        new_mathematics: String::new(),
        big_ideas: curriculum::BigIdeas::default(),
        turns: vec![first, last],
        check: CheckPlan { recheck: curriculum::recheck(content, &check, &check), tasks: check },
    }
}
