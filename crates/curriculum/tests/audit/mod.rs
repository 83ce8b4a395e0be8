//! What is asked of every sequence of every family, whatever its seed: shared by the test and the `audit` example.
//!
//! Start at [`audit_all`]; [`drawing`] compares a drawing, read back from its geometry, with what it was made from.

pub mod drawing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use curriculum::{Content, Sequence, SequencePlan, Task, TaskFamily, check_sequence, default_plan};

/// What is asked, in the order of the columns of the table.
pub const ASKED: [&str; 6] =
    ["sequence", "answer", "misconception", "range", "drawing", "changed and held"];

/// What one family's sequences came to.
#[derive(Debug, Default)]
pub struct Audited {
    /// Sequences made.
    pub n_sequences: u64,
    /// Tasks in them.
    pub n_tasks: u64,
    /// How often each thing asked was broken.
    pub broken: BTreeMap<&'static str, u64>,
    /// The first of each that was broken, in words.
    pub first: BTreeMap<&'static str, String>,
}

impl Audited {
    fn note(&mut self, seed: u64, asked: &'static str, why: String) {
        *self.broken.entry(asked).or_default() += 1;
        self.first.entry(asked).or_insert_with(|| format!("seed {seed}: {why}"));
    }
}

/// Each family's result, in their order, with the time it took; on as many threads as the machine has.
pub fn audit_all(
    content: &Content,
    families: &[&TaskFamily],
    seeds: u64,
) -> Vec<(Audited, Duration)> {
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(family) = families.get(place) else { return };
                    let begun = Instant::now();
                    let audited = audit_family(content, family, seeds);
                    if send.send((place, audited, begun.elapsed())).is_err() {
                        return;
                    }
                }
            });
        }
    });
    drop(send);
    let mut found: Vec<(usize, Audited, Duration)> = receive.into_iter().collect();
    found.sort_by_key(|(place, ..)| *place);
    found.into_iter().map(|(_, audited, time)| (audited, time)).collect()
}

/// Makes a sequence of the family's own plan from each seed and asks everything of it.
fn audit_family(content: &Content, family: &TaskFamily, seeds: u64) -> Audited {
    let mut audited = Audited::default();
    for seed in 1..=seeds {
        match default_plan(content, family, None, seed) {
            Err(error) => audited.note(seed, ASKED[0], error.to_string()),
            Ok((plan, made)) => {
                audited.n_sequences += 1;
                audited.n_tasks += made.tasks.len() as u64;
                for (asked, why) in audit(content, &plan, &made) {
                    audited.note(seed, asked, format!("{plan}: {why}"));
                }
            }
        }
    }
    audited
}

/// Everything that is wrong with one sequence.
fn audit(content: &Content, plan: &SequencePlan, made: &Sequence) -> Vec<(&'static str, String)> {
    let tasks: Vec<_> = made.tasks.iter().map(|step| step.task.clone()).collect();
    let judged = check_sequence(content, &tasks, plan);
    let mut wrong: Vec<(&'static str, String)> = judged
        .failures()
        .map(|check| (ASKED[0], format!("{}: {}", check.rule, check.why)))
        .collect();
    if &judged != made {
        wrong.push((ASKED[0], "the sequence is judged otherwise than when it was made".to_owned()));
    }
    let mut before: Option<Task> = None;
    for step in &made.tasks {
        let task = match content.pose(&step.task) {
            Ok(task) => task,
            Err(error) => {
                wrong.push((ASKED[3], format!("{}: {error}", step.task)));
                continue;
            }
        };
        wrong.extend(answer(&task).map(|why| (ASKED[1], why)));
        wrong.extend(misconceptions(&task).map(|why| (ASKED[2], why)));
        wrong.extend(drawing::differs(&task).map(|why| (ASKED[4], format!("{}: {why}", task.of))));
        if let Some(before) = before.as_ref().filter(|_| step.explanation.is_some()) {
            let said = moves(before, &task, &step.changed, &step.held);
            wrong.extend(said.map(|why| (ASKED[5], format!("{}: {why}", task.of))));
        }
        before = Some(task);
    }
    wrong
}

/// The task takes its own answer, in the form it asks for.
fn answer(task: &Task) -> Option<String> {
    let marked = curriculum::mark(task, task.answer());
    let is_correct =
        matches!(&marked.marking, maths::Marking::Verdict(verdict) if verdict.is_correct());
    (!is_correct).then(|| format!("{} is not accepted for {}", task.answer(), task.of))
}

/// Each misconception that says it applies is marked wrong and is named for what it is.
fn misconceptions(task: &Task) -> Option<String> {
    task.predicted.iter().find_map(|one| {
        let marked = curriculum::mark(task, &one.response);
        let is_correct =
            matches!(&marked.marking, maths::Marking::Verdict(verdict) if verdict.is_correct());
        let is_named = marked.misconceptions.contains(&one.misconception);
        (is_correct || !is_named)
            .then(|| format!("{} gives {} at {}", one.misconception, one.response, task.of))
    })
}

/// What is said to change does, and what is said to be held does not.
fn moves(before: &Task, task: &Task, changed: &[String], held: &[String]) -> Option<String> {
    let value = |task: &Task, name: &str| {
        let given = || task.of.given.get(name).cloned();
        task.dimensions.get(name).cloned().or_else(given)
    };
    let moved = |name: &str| value(before, name) != value(task, name);
    let said: BTreeSet<&str> = changed.iter().chain(held).map(String::as_str).collect();
    if let Some(name) = changed.iter().find(|name| !moved(name)) {
        return Some(format!("`{name}` is said to change and does not"));
    }
    if let Some(name) = held.iter().find(|name| moved(name)) {
        return Some(format!("`{name}` is said to be held and changes"));
    }
    if said.len() != changed.len() + held.len() {
        return Some("one thing is said to change and to be held".to_owned());
    }
    let unsaid = task.of.choice.keys().find(|name| !said.contains(name.as_str()));
    unsaid.map(|name| format!("nothing is said of `{name}`"))
}
