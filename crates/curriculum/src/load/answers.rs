//! Reads `answers.txt`: what a pupil might type, and what must happen. Every line is tried.

use std::collections::BTreeMap;
use std::ops::Range;

use maths::Marking;

use super::file::File;
use crate::expression::{Expression, Scope};
use crate::family::TaskFamily;
use crate::mark::{Marked, mark};
use crate::nearest::{did_you_mean, known};
use crate::task::{Task, TaskRef};
use crate::value::Value;

const WORDS: [&str; 7] =
    ["correct", "incorrect", "slip", "misconception", "unreadable", "too-large", "undecided"];

pub(super) fn check_answers(file: &File<'_>, family: &TaskFamily) {
    let mut task: Option<Task> = None;
    let mut has_task = false;
    let mut start = 0;
    for line in file.text.split('\n') {
        let at = start..start + line.trim_end().len();
        start += line.len() + 1;
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(givens) =
            trimmed.strip_prefix("task").filter(|rest| rest.is_empty() || rest.starts_with(' '))
        {
            has_task = true;
            task = read_task(file, family, givens, &at);
        } else if !has_task {
            file.helpful(
                at,
                "this line stands before any task",
                "",
                "start a block with a line such as: task parts=4 whole=20",
            );
        } else if let Some(task) = &task {
            check_line(file, family, task, line.trim_end(), at);
        }
    }
}

impl TaskFamily {
    /// Reads a task as an answers file writes it: `parts=4 whole=20 picture='bar'`. It need not be allowed.
    ///
    /// # Errors
    ///
    /// What cannot be read, in words.
    pub fn read_task(&self, text: &str) -> Result<TaskRef, String> {
        read_givens(self, text)
    }
}

/// Reads `parts=4 whole=20 picture='set of counters'` into a task of the family.
pub(crate) fn read_givens(family: &TaskFamily, text: &str) -> Result<TaskRef, String> {
    let (mut given, mut choice) = (BTreeMap::new(), BTreeMap::new());
    let is_choice = |name: &str| family.choices().any(|(dimension, _)| dimension.name == name);
    for (name, written) in pairs(text)? {
        let bare = written.trim_matches('\'');
        if is_choice(&name) {
            choice.insert(name, bare.to_owned());
            continue;
        }
        let value = match Expression::read(&written).and_then(|read| read.value(&Scope::new())) {
            Ok(value) => value,
            // A text given may stand without quotes: shape=square.
            Err(_) => Value::Text(bare.to_owned()),
        };
        given.insert(name, value);
    }
    Ok(TaskRef { family: family.slug.clone(), given, choice })
}

fn pairs(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some((name, after)) = rest.split_once('=') else {
            return Err(format!("`{rest}` should be a name, `=` and a value"));
        };
        let (value, after) = match after.chars().next() {
            Some('\'') => match after[1..].find('\'') {
                Some(end) => after.split_at(end + 2),
                None => return Err(format!("`{after}` has no closing quote")),
            },
            Some('[') => after.split_at(after.find(']').map_or(after.len(), |end| end + 1)),
            _ => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
        };
        pairs.push((name.trim().to_owned(), value.to_owned()));
        rest = after.trim_start();
    }
    Ok(pairs)
}

fn read_task(
    file: &File<'_>,
    family: &TaskFamily,
    givens: &str,
    at: &Range<usize>,
) -> Option<Task> {
    let posed = read_givens(family, givens).and_then(|task| {
        let complete = family.complete(&task).map_err(|error| error.to_string())?;
        family.pose(complete).map_err(|failure| failure.message)
    });
    match posed {
        Ok(task) => Some(task),
        Err(message) => {
            file.problem(at.clone(), message);
            None
        }
    }
}

fn check_line(file: &File<'_>, family: &TaskFamily, task: &Task, line: &str, at: Range<usize>) {
    let body = line.trim_start();
    let body_at = at.start + line.len() - body.len();
    let Some(gap) = body.find("  ").or_else(|| body.find('\t')) else {
        file.helpful(
            at,
            "this line does not say what must happen",
            "",
            "write two spaces between the answer and what must happen",
        );
        return;
    };
    let (response, expected) = (body[..gap].trim(), body[gap..].trim());
    let expected_at = body_at + body.len() - body[gap..].trim_start().len()..at.end;
    let (word, detail) =
        expected.split_once(' ').map_or((expected, ""), |(word, detail)| (word, detail.trim()));
    if !WORDS.contains(&word) {
        file.helpful(
            expected_at,
            format!("`{word}` is not something that can happen"),
            did_you_mean(word, WORDS),
            known(WORDS),
        );
        return;
    }
    if word == "misconception" && family.misconception(detail).is_none() {
        let ids = || family.misconceptions.iter().map(|misconception| misconception.id.as_str());
        file.helpful(
            expected_at,
            format!("`{detail}` is not a misconception of this family"),
            did_you_mean(detail, ids()),
            known(ids()),
        );
        return;
    }
    let marked = mark(task, response);
    if !agrees(&marked, word, detail) {
        let message = format!("`{response}` should be {expected}, but it is {}", said(&marked));
        file.helpful(
            body_at..body_at + response.len(),
            message,
            "",
            format!("the task is {}, its answer is {}", task.of, task.answer()),
        );
    }
}

fn agrees(marked: &Marked, word: &str, detail: &str) -> bool {
    match (&marked.marking, word) {
        (Marking::Verdict(verdict), "correct") => verdict.is_correct(),
        (Marking::Verdict(verdict), "slip") => {
            verdict.is_slip() && (detail.is_empty() || is_note(verdict.note, detail))
        }
        (Marking::Verdict(verdict), "incorrect") => !verdict.is_correct() && !verdict.is_slip(),
        (Marking::Verdict(_), "misconception") => {
            marked.misconceptions.iter().any(|id| id == detail)
        }
        (Marking::Unreadable(_), "unreadable") => true,
        (Marking::TooLarge(_), "too-large") => true,
        (Marking::Undecided { .. }, "undecided") => true,
        _ => false,
    }
}

// The whole note, `simplest-form.decimal`, or the outcome alone, `decimal`.
fn is_note(note: &str, detail: &str) -> bool {
    note == detail || note.split_once('.').is_some_and(|(_, outcome)| outcome == detail)
}

fn said(marked: &Marked) -> String {
    match &marked.marking {
        Marking::Verdict(verdict) if verdict.is_correct() => "correct".to_owned(),
        Marking::Verdict(verdict) if verdict.is_slip() => format!("slip {}", verdict.note),
        Marking::Verdict(_) if !marked.misconceptions.is_empty() => {
            format!("misconception {}", marked.misconceptions.join(", "))
        }
        Marking::Verdict(_) => "incorrect".to_owned(),
        Marking::Unreadable(unreadable) => format!("unreadable ({})", unreadable.note),
        Marking::TooLarge(_) => "too-large".to_owned(),
        Marking::Undecided { .. } => "undecided".to_owned(),
    }
}
