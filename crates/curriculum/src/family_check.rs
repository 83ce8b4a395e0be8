//! Tries the tasks of a family before a class meets them.
//!
//! Over the whole space: every answer marks itself correct, every misconception differs from the answer where it
//! applies. Over up to 2,000 tasks spread evenly: every text and drawing can be made, no task is there twice.
//! Each mistake is reported once, with the first task that shows it.

use std::collections::{BTreeMap, BTreeSet};

use maths::{Acceptance, Marking};

use crate::expression::Scope;
use crate::family::{Choices, Failure, Misconception, TaskFamily};
use crate::form::{Form, Wanted};
use crate::task::{Task, TaskRef};

/// Tasks whose texts and drawings are made. Our choice.
const POSED: usize = 2_000;
/// Negative answers are a surprise up to this year: they are met in Year 4.
const NO_NEGATIVES_UP_TO: u8 = 3;

/// Reports every mistake with a note that names the first task that shows it.
pub(crate) fn check_family(family: &TaskFamily, year: u8, report: &mut dyn FnMut(Failure, String)) {
    let mut found = Found { report, seen: BTreeSet::new() };
    let mut usage = Usage::new(family);
    for values in &family.space {
        let task = family.task_of(values);
        match family.scope(&task).and_then(|scope| Ok((family.wanted(&scope)?, scope))) {
            Ok((wanted, scope)) => {
                check_answer(family, &task, &scope, &wanted, year, &mut usage, &mut found)
            }
            Err(failure) => found.add(failure, &task),
        }
    }
    usage.report(family, &mut found);
    check_posed(family, &mut found);
}

struct Found<'r> {
    report: &'r mut dyn FnMut(Failure, String),
    seen: BTreeSet<(usize, String)>,
}

impl Found<'_> {
    fn add(&mut self, failure: Failure, task: &TaskRef) {
        // Messages that differ only in their numbers are one mistake.
        let shape: String = failure.message.chars().filter(|c| !c.is_ascii_digit()).collect();
        if self.seen.insert((failure.at.start, shape)) {
            (self.report)(failure, format!("first with {task}"));
        }
    }

    fn once(&mut self, failure: Failure, note: &str) {
        (self.report)(failure, note.to_owned());
    }
}

fn check_answer(
    family: &TaskFamily,
    task: &TaskRef,
    scope: &Scope,
    wanted: &Wanted,
    year: u8,
    usage: &mut Usage,
    found: &mut Found<'_>,
) {
    let at = &family.ask.answer.at;
    let wrong = |message: String| Failure { at: at.clone(), message, help: String::new() };
    match wanted.mark(&wanted.answer).0 {
        Marking::Verdict(verdict) if verdict.is_correct() => {}
        Marking::Verdict(verdict) => {
            let message = format!(
                "the answer `{}` does not pass its own test `{}`: {}",
                wanted.answer,
                wanted.accept(),
                verdict.note
            );
            return found.add(wrong(message), task);
        }
        Marking::Unreadable(unreadable) => {
            return found.add(
                wrong(format!(
                    "the answer `{}` cannot be read: {}",
                    wanted.answer, unreadable.message
                )),
                task,
            );
        }
        _ => {
            return found
                .add(wrong(format!("the answer `{}` cannot be marked", wanted.answer)), task);
        }
    }
    if year <= NO_NEGATIVES_UP_TO
        && wanted.parts.iter().any(|part| part.item.answer.starts_with('-'))
    {
        found.add(
            wrong(format!(
                "the answer `{}` is negative, before pupils meet negative numbers",
                wanted.answer
            )),
            task,
        );
    }
    check_choices(family, task, scope, wanted, found);
    let mut responses = Vec::with_capacity(family.misconceptions.len());
    for misconception in &family.misconceptions {
        match misconception.response_to(scope, wanted) {
            Ok(response) => {
                if let Some(response) = &response {
                    check_response(misconception, response, wanted, task, found);
                }
                responses.push(response);
            }
            Err(failure) => {
                found.add(failure, task);
                responses.push(None);
            }
        }
    }
    usage.note(&responses, wanted);
}

fn check_choices(
    family: &TaskFamily,
    task: &TaskRef,
    scope: &Scope,
    wanted: &Wanted,
    found: &mut Found<'_>,
) {
    let Some(item) = wanted.only().filter(|_| family.ask.choices != Choices::None) else { return };
    let choices = match family.choices_shown(task, scope) {
        Ok(choices) => choices,
        Err(failure) => return found.add(failure, task),
    };
    let wrong = |message: String| Failure {
        at: family.ask.answer.at.clone(),
        message,
        help: String::new(),
    };
    let taken = |response: &str| match item.accept {
        Acceptance::Choice => choices.iter().any(|choice| wanted.same(choice, response)),
        // Several are taken: each stands between commas.
        _ => {
            response.split(',').all(|one| choices.iter().any(|choice| choice.trim() == one.trim()))
        }
    };
    if !taken(&item.answer) {
        found.add(
            wrong(format!(
                "the answer `{}` is not one of the choices: {}",
                item.answer,
                choices.join(", ")
            )),
            task,
        );
    }
    let twice = (1..choices.len())
        .find(|idx| choices[..*idx].iter().any(|choice| choice == &choices[*idx]));
    if let Some(idx) = twice {
        found.add(wrong(format!("the choice `{}` is there twice", choices[idx])), task);
    }
    for misconception in &family.misconceptions {
        if let Ok(Some(response)) = misconception.response_to(scope, wanted)
            && !taken(&response)
        {
            let message = format!(
                "`{}` gives `{response}`, which is not one of the choices: {}",
                misconception.id,
                choices.join(", ")
            );
            found.add(Failure { at: misconception.at.clone(), message, help: String::new() }, task);
        }
    }
}

fn check_response(
    misconception: &Misconception,
    response: &str,
    wanted: &Wanted,
    task: &TaskRef,
    found: &mut Found<'_>,
) {
    let wrong = |message: String, help: &str| Failure {
        at: misconception.at.clone(),
        message,
        help: help.to_owned(),
    };
    if wanted.same(response, &wanted.answer) {
        let message = format!(
            "`{}` gives the right answer, `{response}`, so it cannot be told apart there",
            misconception.id
        );
        return found.add(wrong(message, "say where it applies with `when`"), task);
    }
    let is_words = |wanted: &Wanted| wanted.parts.iter().any(|part| part.item.accept.is_text());
    if !is_words(wanted)
        && let Marking::Unreadable(unreadable) = wanted.mark(response).0
    {
        let message = format!(
            "`{}` gives `{response}`, which cannot be read: {}",
            misconception.id, unreadable.message
        );
        found.add(wrong(message, ""), task);
    }
}

/// Which misconceptions apply somewhere, and which pairs differ somewhere.
struct Usage {
    applies: Vec<bool>,
    differs: BTreeMap<(usize, usize), bool>,
}

impl Usage {
    fn new(family: &TaskFamily) -> Self {
        let n = family.misconceptions.len();
        let pairs = (0..n).flat_map(|left| (left + 1..n).map(move |right| ((left, right), false)));
        Self { applies: vec![false; n], differs: pairs.collect() }
    }

    fn note(&mut self, responses: &[Option<String>], wanted: &Wanted) {
        for (applies, response) in self.applies.iter_mut().zip(responses) {
            *applies |= response.is_some();
        }
        for ((left, right), differs) in self.differs.iter_mut().filter(|(_, differs)| !**differs) {
            *differs = match (&responses[*left], &responses[*right]) {
                (Some(left), Some(right)) => !wanted.same(left, right),
                (None, None) => false,
                _ => true,
            };
        }
    }

    fn report(&self, family: &TaskFamily, found: &mut Found<'_>) {
        let at = |idx: usize| family.misconceptions[idx].at.clone();
        let failure = |at, message| Failure { at, message, help: String::new() };
        for (idx, misconception) in family.misconceptions.iter().enumerate() {
            if misconception.response.is_some() && !self.applies[idx] {
                let message = format!("`{}` applies to no task of this family", misconception.id);
                found.once(failure(at(idx), message), "look at its `when`");
            }
        }
        for ((left, right), differs) in &self.differs {
            let both = self.applies[*left] && self.applies[*right];
            if both && !differs {
                let (first, second) =
                    (&family.misconceptions[*left].id, &family.misconceptions[*right].id);
                let message = format!(
                    "`{second}` gives the same answers as `{first}` on every task, so they cannot be told apart"
                );
                found.once(failure(at(*right), message), "join them, or widen the givens");
            }
        }
    }
}

fn check_posed(family: &TaskFamily, found: &mut Found<'_>) {
    let mut seen: BTreeMap<String, TaskRef> = BTreeMap::new();
    for task in family.tasks(POSED) {
        for choice in every_choice(family, &task) {
            match family.pose(choice) {
                Ok(posed) => {
                    check_contrasts(family, &posed, found);
                    check_repeat(family, &posed, &mut seen, found);
                }
                Err(failure) => found.add(failure, &task),
            }
        }
    }
}

/// The task with each single choice of presentation, the default first.
fn every_choice(family: &TaskFamily, task: &TaskRef) -> Vec<TaskRef> {
    let mut tasks = vec![task.clone()];
    for (dimension, values) in family.choices() {
        for value in values.iter().skip(1) {
            let mut other = task.clone();
            other.choice.insert(dimension.name.clone(), value.clone());
            tasks.push(other);
        }
    }
    tasks
}

fn check_contrasts(family: &TaskFamily, task: &Task, found: &mut Found<'_>) {
    for predicted in &task.predicted {
        let (Some(contrast), Some(misconception)) =
            (&predicted.contrast, family.misconception(&predicted.misconception))
        else {
            continue;
        };
        let wrong = |message: String| Failure {
            at: misconception.at.clone(),
            message,
            help: String::new(),
        };
        let complete = match family.complete(contrast) {
            Ok(complete) => complete,
            Err(error) => {
                found.add(
                    wrong(format!("the contrast of `{}` is not a task: {error}", misconception.id)),
                    &task.of,
                );
                continue;
            }
        };
        let posed = family.scope(&complete).and_then(|scope| {
            let wanted = family.wanted(&scope)?;
            Ok((misconception.response_to(&scope, &wanted)?, wanted))
        });
        match posed {
            Ok((Some(response), wanted)) if !wanted.same(&response, &wanted.answer) => {}
            Ok(_) => {
                let message = format!(
                    "the contrast of `{}` does not make the rule fail: it gives the right answer there",
                    misconception.id
                );
                found.add(wrong(message), &task.of);
            }
            Err(failure) => found.add(failure, &complete),
        }
    }
}

fn check_repeat(
    family: &TaskFamily,
    task: &Task,
    seen: &mut BTreeMap<String, TaskRef>,
    found: &mut Found<'_>,
) {
    let mut choices = task.choices.clone();
    choices.extend(task.wanted.parts.iter().map(|part| part.name.clone()));
    if let Form::Sort(groups) | Form::Match(groups) = &task.form {
        choices.extend(groups.iter().cloned());
    }
    choices.sort();
    let key = format!("{}|{:?}|{}", task.text, task.picture, choices.join("|"));
    let at = family.ask.text.at.clone();
    match seen.get(&key) {
        Some(earlier) if earlier.given != task.of.given => {
            let message = format!("the same question, `{}`, is asked with other givens", task.text);
            let failure = Failure { at, message, help: String::new() };
            if found.seen.insert((failure.at.start, "repeated".to_owned())) {
                found.once(failure, &format!("{earlier} and {}", task.of));
            }
        }
        Some(_) => {}
        None => {
            seen.insert(key, task.of.clone());
        }
    }
}
