//! Checks a lesson against its step: the same rules for a file and for a plan that a teacher has edited.
//!
//! Source of the rules: a lesson is 6 to 15 turns, a check is 2 to 4 tasks that ask every key point and at least one
//! conceptual task, nothing later than the step is ever met, every sequence passes its own check, and the sequences
//! together reach the ends that matter.

use std::collections::BTreeSet;

use crate::content::Content;
use crate::lesson::{Lesson, Screen};
use crate::task::TaskRef;
use crate::variation::{check_range, check_sequence};

const TURNS: std::ops::RangeInclusive<usize> = 6..=15;
const CHECK_TASKS: std::ops::RangeInclusive<usize> = 2..=4;

/// Where in a lesson something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The lesson as a whole.
    Lesson,
    /// One turn, by its position from 0.
    Turn(usize),
    /// The check at the end.
    Check,
}

/// Everything that is wrong with a lesson, in words; empty for a sound one.
pub fn check_lesson(content: &Content, lesson: &Lesson) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    if content.step(&lesson.step).is_none() {
        found.push((Place::Lesson, format!("there is no small step `{}`", lesson.step)));
    }
    check_turns(lesson, &mut found);
    for (idx, turn) in lesson.turns.iter().enumerate() {
        check_screen(content, lesson, &turn.screen, Place::Turn(idx), &mut found);
    }
    check_ends(content, lesson, &mut found);
    check_the_check(content, lesson, &mut found);
    found
}

/// The rule `range`: what one sequence leaves out another may reach, so they are judged together.
///
/// Asked of the families of the lesson's own step; those of earlier steps are met in passing.
fn check_ends(content: &Content, lesson: &Lesson, found: &mut Vec<(Place, String)>) {
    let is_sequence =
        |screen: &Screen| matches!(screen, Screen::Sequence { .. } | Screen::Practise { .. });
    let own = |task: &&TaskRef| {
        content.family(&task.family).is_some_and(|family| family.step == lesson.step)
    };
    let screens = lesson.turns.iter().map(|turn| &turn.screen).filter(|screen| is_sequence(screen));
    let tasks: Vec<TaskRef> = screens.flat_map(Screen::tasks).filter(own).cloned().collect();
    for (family, check) in check_range(content, &tasks) {
        if check.ok == Some(false) {
            let message = format!(
                "the sequences of this lesson fail their check (range), tasks of `{family}`: {}",
                check.why
            );
            found.push((Place::Lesson, message));
        }
    }
}

fn check_turns(lesson: &Lesson, found: &mut Vec<(Place, String)>) {
    let n_turns = lesson.turns.len();
    if !TURNS.contains(&n_turns) {
        found.push((Place::Lesson, format!("a lesson has 6 to 15 turns, this one has {n_turns}")));
    }
    let is_check = |turn: &crate::lesson::Turn| matches!(turn.screen, Screen::Check);
    if !lesson.turns.last().is_some_and(is_check) {
        found.push((Place::Lesson, "the last turn should be the check".to_owned()));
    }
    for (idx, _) in lesson.turns.iter().enumerate().rev().skip(1).filter(|(_, turn)| is_check(turn))
    {
        found
            .push((Place::Turn(idx), "the check stands at the end of the lesson, once".to_owned()));
    }
}

fn check_screen(
    content: &Content,
    lesson: &Lesson,
    screen: &Screen,
    place: Place,
    found: &mut Vec<(Place, String)>,
) {
    let before = found.len();
    for task in screen.tasks() {
        check_task(content, lesson, task, place, found);
    }
    if found.len() > before {
        return;
    }
    match screen {
        Screen::Sequence { plan, tasks, .. } | Screen::Practise { plan, tasks, .. } => {
            let sequence = check_sequence(content, tasks, plan);
            for check in sequence.failures() {
                found.push((
                    place,
                    format!("this sequence fails its check ({}): {}", check.rule, check.why),
                ));
            }
        }
        Screen::TwoAnswers { task, other } => {
            let predicts = content.pose(task).is_ok_and(|task| {
                task.predicted.iter().any(|predicted| predicted.misconception == *other)
            });
            if !predicts {
                let known: Vec<String> = content
                    .pose(task)
                    .map(|task| {
                        task.predicted
                            .into_iter()
                            .map(|predicted| predicted.misconception)
                            .collect()
                    })
                    .unwrap_or_default();
                let message = match known.is_empty() {
                    true => format!(
                        "`{other}` gives no wrong answer to this task, and no other misconception does"
                    ),
                    false => format!(
                        "`{other}` gives no wrong answer to this task; those that do: {}",
                        known.join(", ")
                    ),
                };
                found.push((place, message));
            }
        }
        _ => {}
    }
}

fn check_task(
    content: &Content,
    lesson: &Lesson,
    task: &TaskRef,
    place: Place,
    found: &mut Vec<(Place, String)>,
) {
    match content.family(&task.family) {
        // A family of an unknown step has been told so in its own file.
        Some(family)
            if content.step(&family.step).is_some()
                && !content.may_be_met(family, &lesson.step) =>
        {
            let message = format!(
                "the family `{}` belongs to `{}`, which does not come before this step, so pupils may not have met it",
                family.slug, family.step
            );
            found.push((place, message));
        }
        _ => {
            if let Err(error) = content.pose(task) {
                found.push((place, error.to_string()));
            }
        }
    }
}

fn check_the_check(content: &Content, lesson: &Lesson, found: &mut Vec<(Place, String)>) {
    let tasks = &lesson.check.tasks;
    for task in tasks.iter().chain(&lesson.check.recheck) {
        check_task(content, lesson, task, Place::Check, found);
    }
    if !CHECK_TASKS.contains(&tasks.len()) {
        found.push((
            Place::Check,
            format!("a check has 2 to 4 tasks, this one has {}", tasks.len()),
        ));
    }
    if let Some(idx) = (1..tasks.len()).find(|idx| tasks[..*idx].contains(&tasks[*idx])) {
        found.push((Place::Check, format!("the task {} stands in the check twice", tasks[idx])));
    }
    let families = || tasks.iter().filter_map(|task| content.family(&task.family));
    if !tasks.is_empty() && !families().any(|family| family.kind.is_conceptual()) {
        found.push((
            Place::Check,
            "a check needs at least one task that asks to choose, draw, judge or explain"
                .to_owned(),
        ));
    }
    let asked: BTreeSet<&str> = families()
        .filter(|family| family.step == lesson.step)
        .flat_map(|family| family.key_points.iter().map(String::as_str))
        .collect();
    for point in content.step(&lesson.step).into_iter().flat_map(|step| &step.key_points) {
        if !asked.contains(point.id.as_str()) {
            found.push((
                Place::Check,
                format!("no task of the check asks about the key point `{}`", point.id),
            ));
        }
    }
}
