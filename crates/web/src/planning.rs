//! From content to a lesson a class can hold: the plan with its questions, their predicted wrong answers and the help.
//!
//! A question's id comes from its task, so reordering a lesson never moves an answer to another question.
//! Start at [`plan_of_lesson`]; [`plan_of_check`] is for just a check.

use curriculum::{Content, Lesson, Screen, SmallStep, Task, TaskRef};
use learning::{
    Asked, Contrast, KeyPoint, Misconception, Plan, Predicted, Question, QuestionId, Try,
};
use sha2::{Digest, Sha256};

use crate::error::PageError;

/// Plans a lesson for a class: every task posed once, so that later changes of content change nothing here.
///
/// # Errors
///
/// When a task of the lesson cannot be posed by the content of this program; the message names it.
pub fn plan_of_lesson(content: &Content, lesson: &Lesson) -> Result<Plan, PageError> {
    let step = step_of(content, &lesson.step)?;
    let mut plan = plan_of_step(step);
    plan.title = lesson.title.clone();
    for turn in &lesson.turns {
        match &turn.screen {
            Screen::Sequence { tasks, .. } | Screen::Practise { tasks, .. } => {
                for task in tasks {
                    ask(content, &mut plan, task, Asked::Practice, "practice")?;
                }
            }
            Screen::TwoAnswers { task, other } => {
                for prefix in ["vote", "revote"] {
                    ask(content, &mut plan, task, Asked::Practice, prefix)?;
                    offer_two(&mut plan, prefix, task, other);
                }
            }
            Screen::Hinge { task } => ask(content, &mut plan, task, Asked::Hinge, "hinge")?,
            _ => {}
        }
    }
    ask_check(content, &mut plan, &lesson.check.tasks, &lesson.check.recheck)?;
    plan.misconceptions = misconceptions(content, &tasks_of(content, &plan))?;
    plan.lesson =
        Some(serde_json::to_value(lesson).map_err(|error| PageError::fault(&error.to_string()))?);
    Ok(plan)
}

/// The check, its recheck on other numbers, and two more of each to try in between.
fn ask_check(
    content: &Content,
    plan: &mut Plan,
    tasks: &[TaskRef],
    written: &[TaskRef],
) -> Result<(), PageError> {
    let rechecks = if written.is_empty() {
        curriculum::recheck(content, tasks, &[])
    } else {
        written.to_vec()
    };
    for task in tasks {
        ask(content, plan, task, Asked::Check, "check")?;
    }
    for task in &rechecks {
        plan.recheck.push(question(content, task, Asked::Check, "recheck")?);
    }
    let mut used: Vec<TaskRef> = tasks.iter().chain(&rechecks).cloned().collect();
    for task in tasks {
        let id = question_id("check", task);
        let found = tries(content, task, &mut used)?;
        if let Some(question) = plan.questions.iter_mut().find(|question| question.id == id) {
            question.tries = found;
        }
    }
    Ok(())
}

/// One question a teacher typed, with its answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct TypedQuestion {
    /// The question as she would write it on the board.
    pub text: String,
    /// The answer.
    pub answer: String,
}

/// Plans just a check: the check of a step's lesson, or the questions typed.
pub fn plan_of_check(
    content: &Content,
    step: Option<&SmallStep>,
    tasks: &[TaskRef],
    typed: &[TypedQuestion],
) -> Result<Plan, PageError> {
    let mut plan = step.map(plan_of_step).unwrap_or_default();
    plan.title = match (step, typed.first()) {
        (Some(step), _) => format!("Just a check: {}", step.name),
        (None, Some(first)) => format!("Just a check: {}", shortened(&first.text)),
        (None, None) => "Just a check".to_owned(),
    };
    ask_check(content, &mut plan, tasks, &[])?;
    let mut meant = tasks_of(content, &plan);
    let known: Vec<Option<Task>> = typed.iter().map(|one| meant_by(content, one)).collect();
    let asked: Vec<TaskRef> = known.iter().flatten().map(|task| task.of.clone()).collect();
    let rechecks = curriculum::recheck(content, &asked, tasks);
    for task in &rechecks {
        plan.recheck.push(question(content, task, Asked::Check, "recheck")?);
    }
    let mut used: Vec<TaskRef> = [tasks, &asked, &rechecks].concat();
    for ((idx, one), task) in typed.iter().enumerate().zip(known) {
        let mut question = typed_question(one, idx + 1);
        if let Some(task) = task {
            question.predicted = predicted(&task);
            question.tries = tries(content, &task.of, &mut used)?;
            meant.push(task);
        }
        plan.questions.push(question);
    }
    plan.misconceptions = misconceptions(content, &meant)?;
    if step.is_none() {
        plan.key_points = key_points_of(content, &meant);
    }
    Ok(plan)
}

/// What the key points of these tasks are called: each in the words of the step its family belongs to.
fn key_points_of(content: &Content, tasks: &[Task]) -> Vec<KeyPoint> {
    let mut found: Vec<KeyPoint> = Vec::new();
    for task in tasks {
        let step = content.family(&task.of.family).and_then(|family| content.step(&family.step));
        for point in step.into_iter().flat_map(|step| &step.key_points) {
            let is_new = found.iter().all(|known| known.id != point.id);
            if is_new && task.key_points.contains(&point.id) {
                found.push(KeyPoint { id: point.id.clone(), text: point.text.clone() });
            }
        }
    }
    found
}

/// The task that a typed question is, word for word and with the same answer: what is known of its wrong answers then
/// holds. None when no family asks it so.
fn meant_by(content: &Content, typed: &TypedQuestion) -> Option<Task> {
    let (lines, _) = curriculum::read_typed(content, typed.text.lines().next()?, None);
    let task = content.pose(&lines.first()?.task).ok()?;
    let is_same = maths::same_value(task.answer(), typed.answer.trim(), &maths::Reading::default());
    (is_same == Some(true)).then_some(task)
}

fn tasks_of(content: &Content, plan: &Plan) -> Vec<Task> {
    plan.questions.iter().filter_map(|question| task_of(content, question)).collect()
}

fn predicted(task: &Task) -> Vec<Predicted> {
    task.predicted
        .iter()
        .map(|one| Predicted {
            misconception: one.misconception.clone(),
            response: one.response.clone(),
        })
        .collect()
}

/// A question's beginning, to know one check from another by.
fn shortened(text: &str) -> String {
    /// Our choice: what fits on a line of a phone.
    const LONGEST: usize = 36;
    let text = text.trim().trim_end_matches('.');
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The lesson kept in a plan, as the teacher last edited it; none for just a check.
pub fn lesson_in(plan: &Plan) -> Option<Lesson> {
    serde_json::from_value(plan.lesson.clone()?).ok()
}

/// The task a question was posed from; none when it was typed.
pub fn task_of(content: &Content, question: &Question) -> Option<Task> {
    content.pose(&task_ref(question.task.as_ref()?)?).ok()
}

/// Reads a stored reference to a task.
pub fn task_ref(stored: &serde_json::Value) -> Option<TaskRef> {
    serde_json::from_value(stored.clone()).ok()
}

/// The id a task's question has when asked as `prefix`: `practice`, `vote`, `hinge`, `check`, `recheck`.
pub fn question_id(prefix: &str, task: &TaskRef) -> QuestionId {
    let named = format!("{} {task}", task.family);
    let digest = Sha256::digest(named.as_bytes());
    let short: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    QuestionId(format!("{prefix}-{short}"))
}

fn step_of<'a>(content: &'a Content, slug: &str) -> Result<&'a SmallStep, PageError> {
    content.step(slug).ok_or_else(|| PageError::not_found("small step"))
}

fn plan_of_step(step: &SmallStep) -> Plan {
    Plan {
        step: Some(step.slug.clone()),
        title: step.name.clone(),
        key_points: step
            .key_points
            .iter()
            .map(|point| KeyPoint { id: point.id.clone(), text: point.text.clone() })
            .collect(),
        stem: step.stem.clone(),
        put_out: step.put_out.clone(),
        ..Plan::default()
    }
}

fn ask(
    content: &Content,
    plan: &mut Plan,
    task: &TaskRef,
    asked: Asked,
    prefix: &str,
) -> Result<(), PageError> {
    let made = question(content, task, asked, prefix)?;
    if plan.question(&made.id).is_none() {
        plan.questions.push(made);
    }
    Ok(())
}

/// A vote is between two answers only: the right one and the one the misconception leads to.
fn offer_two(plan: &mut Plan, prefix: &str, task: &TaskRef, other: &str) {
    let id = question_id(prefix, task);
    if let Some(question) = plan.questions.iter_mut().find(|question| question.id == id) {
        question.predicted.retain(|one| one.misconception == other);
        question.choices = 2;
    }
}

/// The answers offered in a vote, in an order fixed by the question and not by which is right.
pub fn vote_answers(question: &Question) -> Vec<String> {
    let other = question.predicted.first().map(|one| one.response.clone());
    let mut both: Vec<String> = std::iter::once(question.answer.clone()).chain(other).collect();
    let task = question.id.as_str().rsplit('-').next().unwrap_or_default();
    if task.bytes().map(u32::from).sum::<u32>() % 2 == 1 {
        both.reverse();
    }
    both
}

fn question(
    content: &Content,
    of: &TaskRef,
    asked: Asked,
    prefix: &str,
) -> Result<Question, PageError> {
    let task = pose(content, of)?;
    Ok(Question {
        id: question_id(prefix, of),
        asked,
        text: task.text.to_string(),
        answer: task.answer().to_owned(),
        key_points: task.key_points.clone(),
        predicted: predicted(&task),
        choices: u8::try_from(task.choices.len()).unwrap_or(u8::MAX),
        tries: Vec::new(),
        task: Some(stored(&task.of)?),
    })
}

/// A typed question as the plan holds it; `number` is its place from 1.
pub fn typed_question(typed: &TypedQuestion, number: usize) -> Question {
    Question {
        id: QuestionId(format!("typed-{number}")),
        asked: Asked::Check,
        text: typed.text.clone(),
        answer: typed.answer.clone(),
        key_points: Vec::new(),
        predicted: Vec::new(),
        choices: 0,
        tries: Vec::new(),
        task: None,
    }
}

/// Two more of the same kind, on numbers not used yet, the easier one first.
fn tries(
    content: &Content,
    task: &TaskRef,
    used: &mut Vec<TaskRef>,
) -> Result<Vec<Try>, PageError> {
    let found = curriculum::tries(content, task, used);
    used.extend(found.iter().cloned());
    let made = found.into_iter().map(|of| {
        let posed = pose(content, &of)?;
        Ok(Try {
            text: posed.text.to_string(),
            answer: posed.answer().to_owned(),
            task: Some(stored(&of)?),
        })
    });
    made.collect()
}

/// The misconceptions the check can show, in the order met, each with the contrast that makes it fail.
fn misconceptions(content: &Content, tasks: &[Task]) -> Result<Vec<Misconception>, PageError> {
    let mut found: Vec<Misconception> = Vec::new();
    for task in tasks {
        for one in &task.predicted {
            if found.iter().any(|known| known.id == one.misconception) {
                continue;
            }
            // The help is for the case that makes the error fail, so it speaks of that case's numbers.
            let case = one.contrast.as_ref().and_then(|of| content.pose(of).ok());
            let of_case = case.as_ref().and_then(|case| {
                case.predicted.iter().find(|known| known.misconception == one.misconception)
            });
            let help = of_case.unwrap_or(one);
            found.push(Misconception {
                id: one.misconception.clone(),
                says: one.name.clone(),
                put_out: help.put_out.to_string(),
                ask: help.ask.to_string(),
                listen_for: help.listen_for.to_string(),
                contrast: one
                    .contrast
                    .as_ref()
                    .and_then(|of| contrast(content, of, &one.misconception).transpose())
                    .transpose()?,
            });
        }
    }
    Ok(found)
}

fn contrast(
    content: &Content,
    of: &TaskRef,
    misconception: &str,
) -> Result<Option<Contrast>, PageError> {
    let task = pose(content, of)?;
    let Some(gives) = task.predicted.iter().find(|one| one.misconception == misconception) else {
        return Ok(None);
    };
    Ok(Some(Contrast {
        text: task.text.to_string(),
        answer: task.answer().to_owned(),
        rule_gives: gives.response.clone(),
        task: Some(stored(of)?),
    }))
}

fn pose(content: &Content, of: &TaskRef) -> Result<Task, PageError> {
    content.pose(of).map_err(|error| {
        PageError::refused("A question of this lesson cannot be made", error.to_string())
    })
}

fn stored(of: &TaskRef) -> Result<serde_json::Value, PageError> {
    serde_json::to_value(of).map_err(|error| PageError::fault(&error.to_string()))
}
