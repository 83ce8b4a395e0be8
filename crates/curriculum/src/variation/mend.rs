//! Offers a mend: the smallest change of one task that makes a sequence pass its checks.
//!
//! Never changes two tasks, and never the plan. Bounded by the number of sequences judged.

use maths::Number;

use super::sequencer::Search;
use super::{check_sequence, phase_of_each, views_of};
use crate::content::Content;
use crate::family::TaskFamily;
use crate::plan::{Mend, SequencePlan};
use crate::task::TaskRef;
use crate::value::Value;

/// Sequences judged before giving up. Our choice.
const TRIED: usize = 300;
/// Replacements tried for one task. Our choice.
const PER_PLACE: usize = 60;

/// One task to put in another's place so that the sequence passes; none when it passes or no one change is enough.
pub fn mend(content: &Content, tasks: &[TaskRef], plan: &SequencePlan) -> Option<Mend> {
    let judged = check_sequence(content, tasks, plan);
    let broken = judged.failures().next()?;
    let family = content.family(&tasks.first()?.family)?;
    let one_family = tasks.iter().all(|task| task.family == family.slug);
    if !one_family || plan.n_tasks() != tasks.len() {
        return None;
    }
    let search = Search::new(family, plan);
    let views = views_of(content, tasks, plan);
    let phases = phase_of_each(tasks.len(), plan);
    let mut n_tried = 0;
    for at in places(broken.at, tasks.len()) {
        let phase = plan.phases.get(phases[at])?;
        let neighbours = [at.checked_sub(1), Some(at), Some(at + 1)];
        let beside = neighbours.into_iter().flatten().filter_map(|idx| views.get(idx));
        let mut candidates: Vec<TaskRef> = beside
            .filter(|view| view.fault.is_none())
            .flat_map(|view| search.following(view, phase))
            .filter(|candidate| !tasks.contains(candidate))
            .collect();
        candidates.sort_by_key(|candidate| distance(&tasks[at], candidate));
        candidates.dedup();
        for candidate in candidates.into_iter().take(PER_PLACE) {
            n_tried += 1;
            if n_tried > TRIED {
                return None;
            }
            let mut mended = tasks.to_vec();
            mended[at] = candidate.clone();
            if check_sequence(content, &mended, plan).is_sound() {
                let says = said(content, family, at, &tasks[at], &candidate)?;
                return Some(Mend { at, task: candidate, says });
            }
        }
    }
    None
}

/// The mend in words; a question that reads as it did before is told by what is drawn.
fn said(
    content: &Content,
    family: &TaskFamily,
    at: usize,
    from: &TaskRef,
    to: &TaskRef,
) -> Option<String> {
    let text = content.pose(to).ok()?.text;
    let before = content.pose(from).ok().filter(|before| before.text == text);
    let Some(from) = before.map(|before| before.of) else {
        return Some(format!("Change task {} to “{text}”.", at + 1));
    };
    let givens = to.given.iter().filter(|(name, value)| from.given.get(*name) != Some(value));
    let mut moved: Vec<String> =
        givens.map(|(name, value)| format!("{} {value}", family.called(name))).collect();
    let choices = to.choice.iter().filter(|(name, value)| from.choice.get(*name) != Some(value));
    moved.extend(choices.map(|(name, value)| format!("{} “{value}”", family.called(name))));
    Some(format!("Change task {}: make {}.", at + 1, super::explain::joined(&moved)))
}

/// Where to look first: the task that breaks the rule, the one before it, then the rest.
fn places(broken: Option<usize>, n: usize) -> Vec<usize> {
    let first = broken.into_iter().chain(broken.and_then(|at| at.checked_sub(1)));
    let mut places: Vec<usize> = Vec::new();
    for at in first.chain((0..n).rev()) {
        if at < n && !places.contains(&at) {
            places.push(at);
        }
    }
    places
}

/// How far one task is from another: the values that differ, then by how much.
pub(super) fn distance(from: &TaskRef, to: &TaskRef) -> (usize, Number) {
    let mut n = 0;
    let mut far = Number::from(0);
    for (name, value) in &to.given {
        match (from.given.get(name), value) {
            (Some(known), value) if known == value => {}
            (Some(Value::Number(known)), Value::Number(value)) => {
                n += 1;
                far = &far + &(known - value).abs();
            }
            _ => n += 1,
        }
    }
    n += to.choice.iter().filter(|(name, value)| from.choice.get(*name) != Some(value)).count();
    (n, far)
}
