//! A task as pages show it: its question, its drawing, and what to write.
//!
//! The drawing and the question come from the same task, so they cannot disagree.

use curriculum::{Content, Picture, Task};
use learning::Question;
use maud::{Markup, html};

use crate::layout::safe;
use crate::parts::rich::{answer, rich, written};
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

/// A drawing given as data; a drawing that cannot be built is left out, since content checks report it.
pub fn picture(picture: &Picture) -> Markup {
    html! { @if let Ok(shown) = picture.build() { div.drawing { (safe(&shown.draw().svg)) } } }
}

/// The answers to choose from; nothing when the answer is written.
pub fn choices(task: &Task) -> Markup {
    html! { @if !task.choices.is_empty() { ul.choices-shown { @for choice in &task.choices { li { (answer(choice)) } } } } }
}
