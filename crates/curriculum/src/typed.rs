//! Reads questions as a teacher types them on paper, a line each, and finds the tasks they are.
//!
//! A line is compared with the questions of families by its text alone: spaces, capitals, signs of one meaning and
//! words such as "find" in front do not matter. A line in the form of a family's questions on numbers outside its
//! range is still that family's task, so that the checker can say why it is not allowed.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::Content;
use crate::family::TaskFamily;
use crate::task::TaskRef;
use crate::value::Value;

/// Tasks of a family looked at to learn the forms of its questions. Our choice.
const SAMPLED: usize = 60;
/// Words that may stand in front of a question without changing it.
const ASKING: [&str; 9] = [
    "find",
    "work out",
    "calculate",
    "what is",
    "what are",
    "complete",
    "expand",
    "factorise",
    "simplify",
];

/// A line that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedLine {
    /// Its place in the text, from 1.
    pub line: usize,
    /// The task it asks.
    pub task: TaskRef,
}

/// A line that was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedProblem {
    /// Its place in the text, from 1.
    pub line: usize,
    /// Why, and what to do.
    pub message: String,
}

/// Reads questions, one a line, as tasks of one family: the one named, or the one that reads most of them.
pub fn read_typed(
    content: &Content,
    text: &str,
    family: Option<&str>,
) -> (Vec<TypedLine>, Vec<TypedProblem>) {
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(idx, line)| (idx + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let forms: BTreeSet<String> = lines.iter().map(|(_, line)| form(&normal(line))).collect();
    let candidates =
        content.families().filter(|known| family.is_none_or(|slug| known.slug == slug));
    let mut best: Option<(usize, Reader<'_>)> = None;
    for candidate in candidates.filter(|candidate| asks_in(candidate, &forms)) {
        let reader = Reader::of(candidate);
        let n = lines.iter().filter(|(_, line)| reader.known(line).is_some()).count();
        if best.as_ref().is_none_or(|(most, _)| n > *most) {
            best = Some((n, reader));
        }
    }
    let mut read = Vec::new();
    let mut problems = Vec::new();
    for (line, text) in lines {
        let task = best
            .as_ref()
            .and_then(|(_, reader)| reader.known(text).or_else(|| reader.outside(text)));
        match task {
            Some(task) => read.push(TypedLine { line, task }),
            None => {
                let shown: String = match text.char_indices().nth(60) {
                    Some((cut, _)) => format!("{} …", text[..cut].trim_end()),
                    None => text.to_owned(),
                };
                let message = match &best {
                    Some((_, reader)) => format!(
                        "“{shown}” is not a question of “{}”, as the other lines are; it asks for example “{}”",
                        reader.family.name, reader.example
                    ),
                    None => format!("no question known here is written like “{shown}”"),
                };
                problems.push(TypedProblem { line, message });
            }
        }
    }
    (read, problems)
}

/// The questions of one family by their text.
struct Reader<'c> {
    family: &'c TaskFamily,
    tasks: BTreeMap<String, TaskRef>,
    example: String,
}

impl<'c> Reader<'c> {
    fn of(family: &'c TaskFamily) -> Self {
        let mut tasks = BTreeMap::new();
        for task in family.tasks(family.n_tasks()) {
            if let Some(text) = question(family, &task) {
                tasks.entry(normal(&text)).or_insert(task);
            }
        }
        let first = family.tasks(1).next();
        let example = first.and_then(|task| question(family, &task)).unwrap_or_default();
        Self { family, tasks, example }
    }

    fn known(&self, line: &str) -> Option<TaskRef> {
        self.tasks.get(&normal(line)).cloned()
    }

    /// A task in a known form on other numbers: each given stands where it stands in every question of that form.
    fn outside(&self, line: &str) -> Option<TaskRef> {
        let line = normal(line);
        let wanted = form(&line);
        let alike: Vec<(Vec<Value>, &TaskRef)> = self
            .tasks
            .iter()
            .filter(|(text, _)| form(text) == wanted)
            .take(SAMPLED)
            .map(|(text, task)| (numbers(text), task))
            .collect();
        let typed = numbers(&line);
        let mut found = alike.first()?.1.clone();
        for (name, value) in &mut found.given {
            let place = (0..typed.len()).find(|place| {
                alike.iter().all(|(numbers, task)| numbers.get(*place) == task.given.get(name))
            })?;
            *value = typed.get(place)?.clone();
        }
        Some(found)
    }
}

fn question(family: &TaskFamily, task: &TaskRef) -> Option<String> {
    let scope = family.scope(task).ok()?;
    family.ask.text.what.fill(&scope).ok().map(|text| text.to_string())
}

/// True when some of a family's questions have one of these forms.
fn asks_in(family: &TaskFamily, forms: &BTreeSet<String>) -> bool {
    family
        .tasks(SAMPLED)
        .filter_map(|task| question(family, &task))
        .any(|text| forms.contains(&form(&normal(&text))))
}

/// A question with what does not matter taken away.
fn normal(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut rest = lower.trim().trim_start_matches(['`', '•']);
    for word in ASKING {
        if let Some(after) = rest.strip_prefix(word).filter(|after| after.starts_with(' ')) {
            rest = after.trim_start();
            break;
        }
    }
    let letters: Vec<char> = rest.chars().collect();
    let mut out = String::new();
    for (at, c) in letters.iter().enumerate() {
        match c {
            '−' | '–' | '—' => out.push('-'),
            '*' | '·' => out.push('×'),
            '÷' => out.push('/'),
            'x' if is_times(&letters, at) => out.push('×'),
            c if c.is_whitespace() => {
                let after = letters[at..].iter().find(|c| !c.is_whitespace());
                let joins = out.ends_with(|c: char| c.is_ascii_digit())
                    && after.is_some_and(char::is_ascii_digit);
                // A space parts the whole of a mixed number from its fraction.
                if joins {
                    out.push(' ');
                }
            }
            c => out.push(*c),
        }
    }
    out.trim_end_matches(|c: char| "=?.:_ ".contains(c)).to_owned()
}

/// An x between two numbers multiplies them.
fn is_times(letters: &[char], at: usize) -> bool {
    let before = letters[..at].iter().rev().find(|c| !c.is_whitespace());
    let after = letters[at + 1..].iter().find(|c| !c.is_whitespace());
    let spaced = at > 0 && letters[at - 1].is_whitespace();
    let tight = letters.get(at + 1).is_some_and(char::is_ascii_digit);
    (spaced || tight)
        && before.is_some_and(char::is_ascii_digit)
        && after.is_some_and(char::is_ascii_digit)
}

/// A question with every number taken out.
fn form(normal: &str) -> String {
    let mut out = String::new();
    for c in normal.chars() {
        match c {
            c if c.is_ascii_digit() => {
                if !out.ends_with('#') {
                    out.push('#');
                }
            }
            c => out.push(c),
        }
    }
    out.replace("#.#", "#")
}

/// The numbers of a question, in order.
fn numbers(normal: &str) -> Vec<Value> {
    let pieces = normal.split(|c: char| !c.is_ascii_digit() && c != '.');
    pieces.filter_map(|piece| piece.trim_matches('.').parse().ok()).map(Value::Number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_matter_in_a_typed_question_is_taken_away() {
        for (typed, expected) in [
            ("52 - 27", "52-27"),
            ("52 − 27 =", "52-27"),
            ("6x4", "6×4"),
            ("6 x 4 = ?", "6×4"),
            ("Find 1/4 of 24.", "1/4of24"),
            ("24 ÷ 8", "24/8"),
            ("2 3/5 - 4/5", "2 3/5-4/5"),
            ("expand 3(x + 2)", "3(x+2)"),
            ("3x + 2", "3x+2"),
        ] {
            assert_eq!(normal(typed), expected, "{typed}");
        }
        assert_eq!(form("2 3/5-0.75"), "# #/#-#");
    }
}
