//! A task as pages show it: its question, its drawing, and what to write.
//!
//! The drawing and the question come from the same task, so they cannot disagree.

use curriculum::{Picture, Task};
use maud::{Markup, html};

use crate::layout::safe;
use crate::parts::rich::answer;

/// The task's drawing alone; nothing when it has none.
pub fn drawing(task: &Task) -> Markup {
    html! { @if let Some(shown) = &task.show { div.drawing { (safe(&shown.draw().svg)) } } }
}

/// A drawing given as data; a drawing that cannot be built is left out, since content checks report it.
pub fn picture(picture: &Picture) -> Markup {
    html! { @if let Ok(shown) = picture.build() { div.drawing { (safe(&shown.draw().svg)) } } }
}

/// The answers to choose from; nothing when the answer is written.
pub fn choices(task: &Task) -> Markup {
    html! { @if !task.choices.is_empty() { ul.choices-shown { @for choice in &task.choices { li { (answer(choice)) } } } } }
}
