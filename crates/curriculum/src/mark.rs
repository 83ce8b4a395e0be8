//! Marks a response to a task: the verdict first, then which misconceptions predict exactly this answer.

use maths::Marking;

use crate::task::{Predicted, Task};

/// What is said of one response.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// The verdict, or why there is none.
    pub marking: Marking,
    /// Of several answers, the name of the one that the verdict is about; none when all are right or there is but one.
    pub part: Option<String>,
    /// Ids of every misconception that predicts this answer; empty when right, unreadable or unpredicted.
    pub misconceptions: Vec<String>,
}

/// Marks a response to a task.
pub fn mark(task: &Task, response: &str) -> Marked {
    let (marking, part) = task.wanted.mark(response);
    let is_wrong = matches!(&marking, Marking::Verdict(verdict) if !verdict.is_correct() && !verdict.is_slip());
    let misconceptions = if is_wrong { predicting(task, response) } else { Vec::new() };
    Marked { part: part.map(str::to_owned), marking, misconceptions }
}

fn predicting(task: &Task, response: &str) -> Vec<String> {
    let matches = |predicted: &&Predicted| same_answer(task, response, &predicted.response);
    task.predicted.iter().filter(matches).map(|predicted| predicted.misconception.clone()).collect()
}

/// Whether two answers to a task are the same: by exact value, or as words.
pub(crate) fn same_answer(task: &Task, left: &str, right: &str) -> bool {
    task.wanted.same(left, right)
}
