//! What a check tells apart: the answer each misconception leads to in each question, and in the recheck.
//!
//! It knows no pupil: everything here is computed from the tasks. Start at [`table`].

use curriculum::{CheckPlan, Content, Task, TaskRef};
use maud::{Markup, html};

use crate::parts::rich::{answer, capital, rich};

/// The table of a check with its recheck; none where no misconception shows in any of the questions.
pub fn table(content: &Content, check: &CheckPlan) -> Option<Markup> {
    let recheck = if check.recheck.is_empty() {
        curriculum::recheck(content, &check.tasks, &[])
    } else {
        check.recheck.clone()
    };
    let posed = |tasks: &[TaskRef]| -> Vec<Task> {
        tasks.iter().filter_map(|task| content.pose(task).ok()).collect()
    };
    of_rows(&[("Check", posed(&check.tasks)), ("Recheck", posed(&recheck))])
}

/// The table of one question asked in the middle of a lesson.
pub fn of_hinge(content: &Content, of: &TaskRef) -> Option<Markup> {
    let posed: Vec<Task> = content.pose(of).into_iter().collect();
    of_rows(&[("Hinge", posed)])
}

fn of_rows(rows: &[(&str, Vec<Task>)]) -> Option<Markup> {
    let mut known: Vec<(String, String)> = Vec::new();
    for one in rows.iter().flat_map(|(_, tasks)| tasks).flat_map(|task| &task.predicted) {
        if !known.iter().any(|(id, _)| *id == one.misconception) {
            known.push((one.misconception.clone(), one.name.clone()));
        }
    }
    let gives = |task: &Task, id: &str| {
        task.predicted.iter().find(|one| one.misconception == id).map(|one| one.response.clone())
    };
    (!known.is_empty()).then(|| html! {
        p.soft { "The answer each way of going wrong leads to. A dash: it does not show in that question." }
        div.wide-table tabindex="0" role="region" aria-label="What the questions tell apart" { table.separation {
            thead { tr { th scope="col" { "Question" } th scope="col" { "Right" } @for (_, name) in &known { th scope="col" { (capital(name)) } } } }
            tbody { @for (called, tasks) in rows { @for (idx, task) in tasks.iter().enumerate() {
                tr { th scope="row" { (called) " " (idx + 1) ": " (rich(&task.text)) } td { strong { (answer(task.answer())) } } @for (id, _) in &known { td { @match gives(task, id) { Some(text) => { (answer(&text)) } None => { "–" } } } } }
            } } }
        } }
    })
}
