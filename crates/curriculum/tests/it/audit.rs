//! Every shipped family, made into sequences with many seeds: each passes its checker, and each task keeps its word.
//!
//! `AUDIT_SEEDS` says how many seeds a family gets; `cargo xtask audit --seeds N` sets it.

use curriculum::{Content, Sequence, SequencePlan, check_sequence, default_plan, mark};

use crate::fixtures::{files_under, folder};

/// Seeds a family gets when nobody has said.
const SEEDS: u64 = 3;

#[test]
fn every_family_makes_sound_sequences_from_every_seed() {
    let said = std::env::var("AUDIT_SEEDS").ok().and_then(|text| text.parse().ok());
    let content = Content::load_quickly(&files_under(&folder("content"))).content;
    let mut wrong: Vec<String> = Vec::new();
    for family in content.families() {
        for seed in 1..=said.unwrap_or(SEEDS) {
            match default_plan(&content, family, None, seed) {
                Ok((plan, made)) => {
                    let found = audit(&content, &plan, &made);
                    wrong.extend(
                        found.map(|why| format!("{} seed {seed} {plan}: {why}", family.slug)),
                    );
                }
                Err(error) => wrong.push(format!("{} seed {seed}: {error}", family.slug)),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} broken\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}

/// What is wrong with one sequence.
fn audit(content: &Content, plan: &SequencePlan, made: &Sequence) -> Option<String> {
    let tasks: Vec<_> = made.tasks.iter().map(|step| step.task.clone()).collect();
    let judged = check_sequence(content, &tasks, plan);
    if let Some(check) = judged.failures().next() {
        return Some(format!("{}: {}", check.rule, check.why));
    }
    let mut before: Option<curriculum::Task> = None;
    for step in &made.tasks {
        let task = match content.pose(&step.task) {
            Ok(task) => task,
            Err(error) => return Some(error.to_string()),
        };
        let marked = mark(&task, task.answer());
        if !matches!(&marked.marking, maths::Marking::Verdict(verdict) if verdict.is_correct()) {
            return Some(format!("{} is not accepted for {}", task.answer(), step.task));
        }
        for one in &task.predicted {
            if mark(&task, &one.response).misconceptions.iter().all(|id| *id != one.misconception) {
                return Some(format!("{} does not show on {}", one.misconception, step.task));
            }
        }
        if let Some(drawing) = &task.show
            && let Err(error) = represent::read_back(&drawing.draw().svg)
        {
            return Some(format!("the drawing of {} cannot be read back: {error}", step.task));
        }
        if step.explanation.is_some()
            && let Some(before) = &before
        {
            let value = |task: &curriculum::Task, name: &str| {
                let given = || task.of.given.get(name).cloned();
                task.dimensions.get(name).cloned().or_else(given)
            };
            let moved = |name: &&String| value(before, name) != value(&task, name);
            if let Some(name) = step.changed.iter().find(|name| !moved(name)) {
                return Some(format!("`{name}` is said to change and does not, at {}", step.task));
            }
            if let Some(name) = step.held.iter().find(moved) {
                return Some(format!("`{name}` is said to be held and changes, at {}", step.task));
            }
        }
        before = Some(task);
    }
    None
}
