//! A sequence with one slip in it, for teachers to find: made from a sound one by changing one task a little.

use super::mend::distance;
use super::{check_sequence, default_plan, sequence};
use crate::content::Content;
use crate::family::TaskFamily;
use crate::plan::{Phase, PhaseKind, Sequence, SequencePlan};
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

/// A sequence of a family broken in one place; the same seed gives the same one, and neighbouring seeds break different
/// rules where the family can. None where it makes no sequence with a purpose, or no small change breaks exactly that.
pub fn broken_sequence(content: &Content, family: &TaskFamily, seed: u64) -> Option<Broken> {
    let (plan, made) = default_plan(content, family, Some(LENGTH), seed).ok()?;
    let usual = Some((plan, made)).filter(|(plan, made)| {
        let purpose = plan.phases.first().map(|phase| phase.kind);
        plan.phases.len() == 1 && purpose != Some(PhaseKind::Mixed) && made.is_sound()
    });
    let held = || held(content, family, seed);
    let of = |whole: (SequencePlan, Sequence)| slip(content, family, whole, seed);
    // The seed says which rule is tried first; then whatever the family can do.
    if seed.is_multiple_of(2) {
        usual.and_then(of).or_else(|| held().and_then(of))
    } else {
        held().and_then(of).or_else(|| usual.and_then(of))
    }
}

/// A sequence in which one thing is held while others change one at a time, if the family makes one.
fn held(content: &Content, family: &TaskFamily, seed: u64) -> Option<(SequencePlan, Sequence)> {
    let (whole, _) = default_plan(content, family, None, seed).ok()?;
    let named = |wanted: PhaseKind| {
        let phases = whole.phases.iter().filter(move |phase| phase.kind == wanted);
        phases.filter_map(|phase| phase.focus.as_deref())
    };
    let mut foci = named(PhaseKind::Generalisation).chain(named(PhaseKind::Separation));
    foci.find_map(|focus| {
        let phase = Phase::new(PhaseKind::Generalisation, Some(focus), LENGTH);
        let plan = SequencePlan::one(phase);
        let made = sequence(content, family, &plan, seed).ok()?;
        Some((plan, made))
    })
}

/// One task changed a little, so that the plan's one rule is broken there and no other.
fn slip(
    content: &Content,
    family: &TaskFamily,
    (plan, made): (SequencePlan, Sequence),
    seed: u64,
) -> Option<Broken> {
    let phase = plan.phases.first()?;
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
            let breaks = only.rule == phase.kind.slug() && only.at == Some(at);
            let sound = tasks[at].clone();
            breaks.then(|| Broken { plan: plan.clone(), tasks: tried, at, sound })
        })
    })
}
