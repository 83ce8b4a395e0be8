//! What the adult puts out at keep-up, with the numbers of the questions that are asked there.
//!
//! The same misconception needs 24 counters for one question and 30 for the next: each question says its own.
//! Start at [`lines`].

use curriculum::{Content, Task};
use learning::{GroupKey, KeepUpPage, Try};

use crate::planning;

/// What to put out, a line for the contrast and one for each question to try that needs something else.
pub fn lines(content: &Content, page: &KeepUpPage) -> Vec<String> {
    let mut lines: Vec<(String, String)> = Vec::new();
    if !page.put_out.is_empty() {
        let first = if page.contrast.is_some() { "Together: " } else { "" };
        lines.push((first.to_owned(), page.put_out.clone()));
    }
    for (idx, one) in page.tries.iter().enumerate() {
        let Some(needed) = needed(content, &page.key, one) else { continue };
        if lines.iter().all(|(_, known)| *known != needed) {
            lines.push((format!("For question {} to try: ", idx + 1), needed));
        }
    }
    match lines.as_slice() {
        [(_, only)] => vec![only.clone()],
        _ => lines.into_iter().map(|(what, needed)| format!("{what}{needed}")).collect(),
    }
}

/// What one question to try needs put out against this misconception; none when nothing is said.
fn needed(content: &Content, key: &GroupKey, one: &Try) -> Option<String> {
    let GroupKey::Cause { misconception } = key else { return None };
    let task = content.pose(&planning::task_ref(one.task.as_ref()?)?).ok()?;
    put_out(&task, misconception)
}

/// What a task says to put out against a misconception; none when it says nothing.
fn put_out(task: &Task, misconception: &str) -> Option<String> {
    let against = task.predicted.iter().find(|one| one.misconception == misconception)?;
    Some(against.put_out.to_string()).filter(|needed| !needed.is_empty())
}
