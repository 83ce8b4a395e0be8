//! How an answer is given: written, chosen, selected, put in order, sorted, matched, in parts, or built on the drawing.
//!
//! Every form ends in one line of text, which is what is kept and marked; a form says how a page helps to write it.
//! Start at [`Wanted`], which marks; [`Form`] is what pages draw.

use maths::{Gate, Item, Marking, Unreadable, Verdict};

/// Between the answers of a task that asks for several.
const BETWEEN: char = ';';

/// What a task asks for: one answer, or several in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The whole answer in one line, as it is kept: `6`, or `full boxes: 4; left over: 3`.
    pub answer: String,
    /// Each single answer; one, or as many as the task has parts.
    pub parts: Vec<Part>,
}

/// One of the answers a task asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is the answer to: `left over`, or the card that is sorted; empty when it is the only one.
    pub name: String,
    /// The answer, what it must be and what may be written.
    pub item: Item,
}

/// How an answer is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// It is written on a line.
    Write,
    /// One of the choices is taken.
    Choose,
    /// As many of the choices are taken as are right.
    Select,
    /// All of the choices are put in order.
    Order,
    /// Each part goes to one of these groups.
    Sort(Vec<String>),
    /// Each part goes with one of these, and none of them is used twice.
    Match(Vec<String>),
    /// A line is written for each part.
    Parts,
    /// One thing on the drawing is set.
    Build(Vec<Built>),
    /// A point is marked on the grid of the drawing.
    Plot {
        /// The numbers it may stand at, across.
        across: Vec<String>,
        /// The numbers it may stand at, up.
        up: Vec<String>,
    },
}

/// One way in which a drawing can be set, and what that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Built {
    /// The answer it stands for.
    pub response: String,
    /// The drawing set so.
    pub show: represent::Representation,
}

impl Form {
    /// Its name, as pages and their scripts know it.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Choose => "choose",
            Self::Select => "select",
            Self::Order => "order",
            Self::Sort(_) => "sort",
            Self::Match(_) => "match",
            Self::Parts => "parts",
            Self::Build(_) => "build",
            Self::Plot { .. } => "plot",
        }
    }
}

impl Wanted {
    /// One answer.
    pub fn one(item: Item) -> Self {
        Self { answer: item.answer.clone(), parts: vec![Part { name: String::new(), item }] }
    }

    /// Several answers, each with its name.
    pub fn several(parts: Vec<Part>) -> Self {
        let answers = parts.iter().map(|part| part.item.answer.clone()).collect::<Vec<_>>();
        Self { answer: line(parts.iter().map(|part| part.name.as_str()), &answers), parts }
    }

    /// The answer asked for, when it is the only one.
    pub fn only(&self) -> Option<&Item> {
        match self.parts.as_slice() {
            [part] if part.name.is_empty() => Some(&part.item),
            _ => None,
        }
    }

    /// What the answers must be, as a family writes it, each once.
    pub fn accept(&self) -> String {
        let mut said: Vec<String> = Vec::new();
        for part in &self.parts {
            let accept = part.item.accept.to_string();
            if !said.contains(&accept) {
                said.push(accept);
            }
        }
        said.join("; ")
    }

    /// Writes several answers in one line, each after its name.
    pub(crate) fn written(&self, answers: &[String]) -> String {
        match self.only() {
            Some(_) => answers.join(", "),
            None => line(self.parts.iter().map(|part| part.name.as_str()), answers),
        }
    }

    /// Marks a response: the first part that is not right decides, and is named.
    pub fn mark(&self, response: &str) -> (Marking, Option<&str>) {
        if let Some(item) = self.only() {
            return (maths::mark(response, item), None);
        }
        let answers = match self.split(response) {
            Ok(answers) => answers,
            Err(message) => {
                let note = "several.not-as-many";
                return (
                    Marking::Unreadable(Unreadable { span: 0..response.len(), note, message }),
                    None,
                );
            }
        };
        let marked: Vec<(Marking, &str)> = self
            .parts
            .iter()
            .zip(answers)
            .map(|(part, answer)| (maths::mark(answer, &part.item), part.name.as_str()))
            .collect();
        let first =
            |wanted: fn(&Marking) -> bool| marked.iter().find(|(one, _)| wanted(one)).cloned();
        let found = first(|one| matches!(one, Marking::TooLarge(_)))
            .or_else(|| first(|one| matches!(one, Marking::Unreadable(_))))
            .or_else(|| {
                first(|one| matches!(one, Marking::Verdict(verdict) if verdict.value != Gate::Pass))
            })
            .or_else(|| first(|one| matches!(one, Marking::Undecided { .. })))
            .or_else(|| first(|one| matches!(one, Marking::Verdict(verdict) if verdict.is_slip())));
        match found {
            Some((marking, name)) => (marking, Some(name)),
            None => (marked.into_iter().next().map_or_else(all_right, |(one, _)| one), None),
        }
    }

    /// Whether two responses are the same: part by part, by exact value or as words.
    pub(crate) fn same(&self, left: &str, right: &str) -> bool {
        if left == right {
            return true;
        }
        let alike = |item: &Item, left: &str, right: &str| {
            left == right || maths::same_answer(left, right, item) == Some(true)
        };
        if let Some(item) = self.only() {
            return alike(item, left, right);
        }
        let (Ok(left), Ok(right)) = (self.split(left), self.split(right)) else { return false };
        let pairs = left.into_iter().zip(right);
        self.parts.iter().zip(pairs).all(|(part, (left, right))| alike(&part.item, left, right))
    }

    /// The answer to each part, its name taken off.
    fn split<'r>(&self, response: &'r str) -> Result<Vec<&'r str>, String> {
        let answers: Vec<&str> = response.split(BETWEEN).map(str::trim).collect();
        if answers.len() != self.parts.len() {
            let names: Vec<&str> = self.parts.iter().map(|part| part.name.as_str()).collect();
            return Err(format!(
                "There are {} answers to give here: {}. Put a semicolon between them.",
                self.parts.len(),
                names.join(", ")
            ));
        }
        let bare = |(part, answer): (&Part, &'r str)| {
            let named = answer.strip_prefix(part.name.as_str()).map(str::trim_start);
            named.and_then(|rest| rest.strip_prefix([':', '='])).map_or(answer, str::trim)
        };
        Ok(self.parts.iter().zip(answers).map(bare).collect())
    }
}

// Every part is right: what the first says stands for all. A task has parts, so this is never met.
fn all_right() -> Marking {
    Marking::Verdict(Verdict {
        value: Gate::Pass,
        form: Gate::NotAsked,
        precision: Gate::NotAsked,
        unit: Gate::NotAsked,
        note: "several.correct",
        say: "Yes.",
        span: None,
    })
}

fn line<'n>(names: impl Iterator<Item = &'n str>, answers: &[String]) -> String {
    let named: Vec<String> =
        names.zip(answers).map(|(name, answer)| format!("{name}: {answer}")).collect();
    named.join("; ")
}

/// Whether a name or an answer may stand in a line of several.
pub(crate) fn is_writable(text: &str) -> bool {
    !text.contains(BETWEEN) && !text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot unwrap should stop")]

    use maths::{Acceptance, Reading};

    use super::*;

    fn part(name: &str, answer: &str, accept: &str) -> Part {
        let accept: Acceptance = accept.parse().unwrap();
        let item = Item { answer: answer.to_owned(), accept, reading: Reading::default() };
        Part { name: name.to_owned(), item }
    }

    fn boxes() -> Wanted {
        Wanted::several(vec![
            part("full boxes", "4", "whole-number"),
            part("left over", "3/4", "simplest-form"),
        ])
    }

    #[test]
    fn each_part_is_marked_by_its_own_acceptance() {
        for (response, outcome, named) in [
            ("full boxes: 4; left over: 3/4", "correct", None),
            ("4; 3/4", "correct", None),
            (" 4 ;left over = 3/4 ", "correct", None),
            ("4; 6/8", "form", Some("left over")),
            ("5; 6/8", "incorrect", Some("full boxes")),
            ("4; 1/4", "incorrect", Some("left over")),
            ("4; ", "unreadable", Some("left over")),
            ("5; 3/", "unreadable", Some("left over")),
            ("4", "unreadable", None),
            ("4; 3/4; 1", "unreadable", None),
            ("", "unreadable", None),
        ] {
            let wanted = boxes();
            let (marking, name) = wanted.mark(response);
            assert_eq!((marking.outcome(), name), (outcome, named), "{response}");
        }
    }

    #[test]
    fn two_lines_are_the_same_part_by_part() {
        for (left, right, same) in [
            ("4; 3/4", "full boxes: 4; left over: 6/8", true),
            ("4; 3/4", "3/4; 4", false),
            ("4; 3/4", "4", false),
        ] {
            assert_eq!(boxes().same(left, right), same, "{left} and {right}");
        }
    }

    #[test]
    fn the_answer_of_several_names_each() {
        assert_eq!(boxes().answer, "full boxes: 4; left over: 3/4");
        assert_eq!(boxes().accept(), "whole-number; simplest-form");
        assert!(boxes().only().is_none());
    }
}
