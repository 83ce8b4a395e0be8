//! What a list of tasks seems to be for, when nobody has said: the plan it comes nearest to keeping.
//!
//! A list in which everything changes from the start claims nothing, and is called mixed practice.

use super::check_sequence;
use super::view::View;
use crate::content::Content;
use crate::plan::{Phase, PhaseKind, SequencePlan};
use crate::task::TaskRef;

/// The plan that a list of tasks keeps, or keeps longest; two phases where each half keeps one whole.
pub fn likely_plan(content: &Content, tasks: &[TaskRef]) -> SequencePlan {
    let n = tasks.len();
    let whole = likely(content, tasks);
    if whole.kept == n {
        return SequencePlan::one(whole.phase);
    }
    for cut in 3..n.saturating_sub(2) {
        let (first, second) = (likely(content, &tasks[..cut]), likely(content, &tasks[cut..]));
        if first.kept == cut && second.kept == n - cut {
            return SequencePlan { phases: vec![first.phase, second.phase] };
        }
    }
    SequencePlan::one(whole.phase)
}

struct Likely {
    phase: Phase,
    /// Tasks from the first that keep to the phase; all of them when it holds throughout.
    kept: usize,
}

fn likely(content: &Content, tasks: &[TaskRef]) -> Likely {
    let n = tasks.len();
    let mut best = Likely { phase: Phase::new(PhaseKind::Mixed, None, n), kept: 1 };
    let views: Vec<View<'_>> = tasks.iter().map(|task| View::of(content, task, None)).collect();
    // A task that is not allowed hides what the others were for.
    let legal = views.iter().position(|view| view.fault.is_some()).unwrap_or(n);
    let Some(family) = views.first().and_then(|view| view.family) else { return best };
    if legal < 2 || tasks.iter().any(|task| task.family != family.slug) {
        return best;
    }
    let links = family.links.iter().map(|link| link.name.as_str());
    let features: Vec<&str> = views[0].direct.iter().map(|feature| feature.name.as_str()).collect();
    let separations =
        links.chain(features.iter().copied()).map(|focus| (PhaseKind::Separation, focus));
    // A choice of presentation that nobody typed is held by every list and says nothing of its purpose.
    let typed = views[0].direct.iter().filter(|feature| !feature.is_choice);
    let generalisations = typed.map(|feature| (PhaseKind::Generalisation, feature.name.as_str()));
    for (kind, focus) in separations.chain(generalisations) {
        let phase = Phase::new(kind, Some(focus), legal);
        let judged = check_sequence(content, &tasks[..legal], &SequencePlan::one(phase.clone()));
        let broken = judged.checks.iter().find(|check| check.rule == kind.slug());
        let kept = match broken.map(|check| (check.ok, check.at)) {
            Some((Some(true), _)) => legal,
            Some((Some(false), Some(at))) => at,
            // Everything but the focus is held, over too few values.
            // Where a task that is not allowed follows, more of the same may have been meant.
            Some((Some(false), None)) if kind == PhaseKind::Separation && legal < n => legal,
            Some((Some(false), None)) if kind == PhaseKind::Separation => legal - 1,
            _ => 1,
        };
        if kept > best.kept {
            best = Likely { phase: Phase { length: n, ..phase }, kept };
        }
    }
    best
}
