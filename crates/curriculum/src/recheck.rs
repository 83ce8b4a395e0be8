//! Other tasks that tell the same misconceptions apart, for after keep-up.
//!
//! A recheck asks the same thing of other numbers, so that remembering the first task does not count.

use std::collections::BTreeSet;

use maths::Number;

use crate::content::Content;
use crate::mark::same_answer;
use crate::task::{Task, TaskRef};
use crate::value::Value;

/// Tasks of a family that are tried. Our choice: enough to find a good one, few enough to be quick.
const TRIED: usize = 400;

/// One other task for each task given: the same family, other givens, telling apart at least as many of the same
/// misconceptions where that can be done. A task with no other is left out. `avoid` lists tasks already used.
pub fn recheck(content: &Content, tasks: &[TaskRef], avoid: &[TaskRef]) -> Vec<TaskRef> {
    let mut used: Vec<TaskRef> = tasks.iter().chain(avoid).cloned().collect();
    let mut chosen = Vec::new();
    for task in tasks {
        if let Some(other) = another(content, task, &used) {
            used.push(other.clone());
            chosen.push(other);
        }
    }
    chosen
}

/// Tasks of a family on which the misconceptions named all give wrong answers, no two the same.
pub fn tasks_that_separate(
    content: &Content,
    family: &str,
    misconceptions: &[String],
    limit: usize,
) -> Vec<TaskRef> {
    let wanted: BTreeSet<&str> = misconceptions.iter().map(String::as_str).collect();
    content
        .all_tasks(family, TRIED)
        .filter(|task| content.pose(task).is_ok_and(|posed| wanted.is_subset(&separated(&posed))))
        .take(limit)
        .collect()
}

/// Up to two tasks to try before a recheck: the same family, telling apart at least the same misconceptions. The numbers
/// of the first are about half as large, those of the second about as large; where that can be, they are not the numbers
/// of another task in another order. `avoid` lists tasks already used.
pub fn tries(content: &Content, task: &TaskRef, avoid: &[TaskRef]) -> Vec<TaskRef> {
    let Ok(original) = content.pose(task) else { return Vec::new() };
    let wanted = separated(&original);
    let whole = size(task);
    let half = whole.checked_div(&Number::from(2)).unwrap_or(Number::ZERO);
    let mut used: Vec<TaskRef> = avoid.iter().chain([task]).cloned().collect();
    let mut found = Vec::new();
    for target in [half, whole] {
        let mut candidates: Vec<TaskRef> = content.all_tasks(&task.family, TRIED).collect();
        candidates.sort_by_cached_key(|one| (&size(one) - &target).abs());
        let fits = |one: &TaskRef| {
            let one = TaskRef { choice: original.of.choice.clone(), ..one.clone() };
            let posed = content.pose(&one).ok().filter(|_| !is_used(&one, &used))?;
            let tells = !is_the_same(&posed, &original) && wanted.is_subset(&separated(&posed));
            tells.then_some(one)
        };
        let fresh = candidates.iter().filter(|one| is_fresh(one, &used)).find_map(fits);
        let next = fresh.or_else(|| candidates.iter().find_map(fits));
        used.extend(next.clone());
        found.extend(next);
    }
    found
}

/// A task's numbers in order of size, whatever they are called.
fn numbers(task: &TaskRef) -> Vec<&Number> {
    let mut numbers: Vec<&Number> = task
        .given
        .values()
        .filter_map(|value| if let Value::Number(number) = value { Some(number) } else { None })
        .collect();
    numbers.sort();
    numbers
}

/// How large a task's numbers are together: a rough order from easier to harder within one family.
fn size(task: &TaskRef) -> Number {
    task.given.values().fold(Number::ZERO, |sum, value| match value {
        Value::Number(number) => &sum + &number.abs(),
        _ => sum,
    })
}

fn is_used(task: &TaskRef, used: &[TaskRef]) -> bool {
    used.iter().any(|used| used.family == task.family && used.given == task.given)
}

/// Numbers met in another task, whatever they were called there, are not other numbers.
fn is_fresh(task: &TaskRef, used: &[TaskRef]) -> bool {
    used.iter().all(|used| numbers(used) != numbers(task))
}

/// Whether two tasks look the same, or are answered the same by writing.
fn is_the_same(posed: &Task, original: &Task) -> bool {
    fn parts(task: &Task) -> impl Iterator<Item = &str> {
        task.wanted.parts.iter().map(|part| part.name.as_str())
    }
    let looks_the_same = posed.text == original.text
        && posed.picture == original.picture
        && posed.choices == original.choices
        && posed.form == original.form
        && parts(posed).eq(parts(original));
    looks_the_same || posed.answer() == original.answer() && posed.choices.is_empty()
}

fn another(content: &Content, task: &TaskRef, used: &[TaskRef]) -> Option<TaskRef> {
    let original = content.pose(task).ok()?;
    let wanted = separated(&original);
    let mut best: Option<((usize, bool, u64), TaskRef)> = None;
    for mut candidate in content.all_tasks(&task.family, TRIED) {
        candidate.choice.clone_from(&original.of.choice);
        if is_used(&candidate, used) {
            continue;
        }
        let Ok(posed) = content.pose(&candidate) else { continue };
        if is_the_same(&posed, &original) {
            continue;
        }
        let shared = separated(&posed).intersection(&wanted).count();
        let order =
            (shared, is_fresh(&candidate, used), crate::pose::hash(&format!("{task} {candidate}")));
        if best.as_ref().is_none_or(|(most, _)| order > *most) {
            best = Some((order, candidate));
        }
    }
    best.map(|(_, task)| task)
}

/// The misconceptions whose answer to a task no other shares.
fn separated(task: &Task) -> BTreeSet<&str> {
    let alone = |idx: usize| {
        let response = &task.predicted[idx].response;
        task.predicted.iter().enumerate().all(|(other, predicted)| {
            other == idx || !same_answer(task, response, &predicted.response)
        })
    };
    (0..task.predicted.len())
        .filter(|idx| alone(*idx))
        .map(|idx| task.predicted[idx].misconception.as_str())
        .collect()
}
