//! A sequence with one slip in it, for teachers to find: made from a sound one by changing one task a little.

use super::mend::distance;
use super::{check_sequence, default_plan};
use crate::content::Content;
use crate::family::TaskFamily;
use crate::plan::{PhaseKind, SequencePlan};
use crate::task::TaskRef;

/// Tasks in the sequence. Our choice: enough to see what stays, few enough to see at a glance.
const LENGTH: usize = 4;
/// Tasks of the family looked at for the slip. Our choice.
const LOOKED_AT: usize = 600;
/// The nearest tasks tried in one place. Our choice.
const TRIED: usize = 40;

/// A sequence that sets out to do something and, in one place, does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// What it sets out to do.
    pub plan: SequencePlan,
    /// The tasks in order, the slip among them.
    pub tasks: Vec<TaskRef>,
    /// Position of the slip; never the first task.
    pub at: usize,
    /// The task that stood there, with which the sequence passes.
    pub sound: TaskRef,
}

/// A sequence of a family broken in one place; the same seed gives the same one. None where the family makes no
/// sequence with a purpose, or no small change breaks exactly that purpose.
pub fn broken_sequence(content: &Content, family: &TaskFamily, seed: u64) -> Option<Broken> {
    let (plan, made) = default_plan(content, family, Some(LENGTH), seed).ok()?;
    let purpose = plan.phases.first().map(|phase| phase.kind)?;
    if plan.phases.len() > 1 || purpose == PhaseKind::Mixed || !made.is_sound() {
        return None;
    }
    let tasks: Vec<TaskRef> = made.tasks.into_iter().map(|one| one.task).collect();
    let n_places = tasks.len().checked_sub(1).filter(|n| *n > 0)?;
    let first = usize::try_from(seed % n_places as u64).ok()?;
    let others: Vec<TaskRef> =
        family.tasks(LOOKED_AT).filter(|other| !tasks.contains(other)).collect();
    (0..n_places).map(|turn| 1 + (first + turn) % n_places).find_map(|at| {
        let mut near: Vec<&TaskRef> = others.iter().collect();
        near.sort_by_key(|other| distance(&tasks[at], other));
        near.into_iter().take(TRIED).find_map(|slip| {
            let mut tried = tasks.clone();
            tried[at] = slip.clone();
            let judged = check_sequence(content, &tried, &plan);
            let mut failures = judged.failures();
            let only = failures.next().filter(|_| failures.next().is_none())?;
            let breaks = only.rule == purpose.slug() && only.at == Some(at);
            let sound = tasks[at].clone();
            breaks.then(|| Broken { plan: plan.clone(), tasks: tried, at, sound })
        })
    })
}
