//! A task as pages show it: its question, its drawing, and what to write.
//!
//! The drawing and the question come from the same task, so they cannot disagree.

use curriculum::{Content, Picture, SequencePlan, Task, TaskRef};
use learning::Question;
use maths::Number;
use maud::{Markup, html};
use represent::Representation;

use crate::layout::safe;
use crate::parts::answer_form;
use crate::parts::rich::{rich, written};
use crate::planning;

/// A question of a plan in words: as its task asks it, or as it was typed.
pub fn asked(content: &Content, question: &Question) -> Markup {
    match planning::task_of(content, question) {
        Some(task) => rich(&task.text),
        None => written(&question.text),
    }
}

/// The task's drawing alone; nothing when it has none.
pub fn drawing(task: &Task) -> Markup {
    html! { @if let Some(shown) = &task.show { div.drawing { (safe(&shown.draw().svg)) } } }
}

/// The drawing once the answer is told: what was asked for stands where the blank stood.
pub fn drawing_told(task: &Task) -> Markup {
    html! { @if let Some(told) = &task.told { div.drawing { (safe(&told.draw().svg)) } } }
}

/// The drawing with what it has and the one before it had not marked; plain where the two are of different kinds.
pub fn drawing_after(task: &Task, before: &Task) -> Markup {
    match (&task.show, &before.show) {
        (Some(shown), Some(was)) if shown.kind() == was.kind() => {
            html! { div.drawing { (safe(&shown.draw_after(was).svg)) } }
        }
        _ => drawing(task),
    }
}

/// The tasks of a sequence, none where one cannot be posed, with the bars of each phase drawn to one scale.
pub fn of_sequence(content: &Content, tasks: &[TaskRef], plan: &SequencePlan) -> Vec<Option<Task>> {
    let mut posed: Vec<Option<Task>> = tasks.iter().map(|of| content.pose(of).ok()).collect();
    let mut rest = posed.as_mut_slice();
    for phase in &plan.phases {
        let (of_phase, later) = rest.split_at_mut(phase.length.min(rest.len()));
        to_one_scale(of_phase.iter_mut().flatten());
        rest = later;
    }
    to_one_scale(rest.iter_mut().flatten());
    posed
}

/// Draws bars that stand for different wholes to one scale: a whole that doubles is drawn twice as long.
///
/// They stay as they are where a bar would be too short for its parts or labels.
fn to_one_scale<'a>(tasks: impl Iterator<Item = &'a mut Task>) {
    let mut tasks: Vec<&mut Task> = tasks.collect();
    let worths: Option<Vec<Number>> =
        tasks.iter().map(|task| task.told.as_ref().or(task.show.as_ref())?.worth()).collect();
    let Some(longest) = worths.as_ref().and_then(|worths| worths.iter().max()) else { return };
    let scaled: Option<Vec<_>> = tasks
        .iter()
        .zip(worths.iter().flatten())
        .map(|(task, worth)| {
            let size = worth.checked_div(longest)?;
            let at_size = |shown: &Option<Representation>| match shown {
                Some(shown) => shown.at_size(&size).map(Some),
                None => Some(None),
            };
            Some((at_size(&task.show)?, at_size(&task.told)?))
        })
        .collect();
    for (task, (show, told)) in tasks.iter_mut().zip(scaled.into_iter().flatten()) {
        (task.show, task.told) = (show, told);
    }
}

/// A drawing given as data; a drawing that cannot be built is left out, since content checks report it.
pub fn picture(picture: &Picture) -> Markup {
    html! { @if let Ok(shown) = picture.build() { div.drawing { (safe(&shown.draw().svg)) } } }
}

/// What there is to choose, sort or match; nothing when the answer is written.
pub fn choices(task: &Task) -> Markup {
    answer_form::shown(task)
}
