//! Variation: what changes from task to task, what stays, and what it is for.
//!
//! [`check_sequence`] judges any list of tasks against a plan, whoever made it; [`sequence`] makes a list that passes
//! the same checks, or says why none can. `view` sees one task, `change` two neighbours, `explain` puts them in words,
//! `expectation` is what a class may say beforehand,
//! `rules` judges, `range` asks for the ends that matter, `mend` and `likely` help with what a teacher typed,
//! `sequencer` searches with `chart_index`, `defaults` makes plans, `broken` makes a sequence with one slip in it for teachers to find.
//!
//! Source: Marton's patterns of variation, and the table of checks in the architecture.

mod broken;
mod change;
mod chart_index;
mod defaults;
mod expectation;
mod explain;
mod likely;
mod mend;
mod range;
mod rules;
mod sequencer;
mod view;

use crate::content::Content;
use crate::family::TaskFamily;
use crate::plan::{NoSequence, Sequence, SequencePlan, SequenceTask};
use crate::task::TaskRef;
pub use broken::{Broken, broken_sequence};
use change::Pair;
pub use defaults::{default_plan, named_plan};
pub use expectation::{Expectation, Foretelling};
pub use likely::likely_plan;
pub use mend::mend;
pub use range::{check_range, ends_met};
pub use sequencer::SEQUENCER_VERSION;
use view::View;

/// Judges a list of tasks against a plan: what changed at each step in words, and every rule with its reason.
///
/// Works for any list, also one with tasks that are not allowed: those fail the rule `validity`.
pub fn check_sequence(content: &Content, tasks: &[TaskRef], plan: &SequencePlan) -> Sequence {
    judge(&views_of(content, tasks, plan), plan)
}

/// What can be foretold of each task from the one before it; none for the first of a phase.
pub fn foretellings(
    content: &Content,
    tasks: &[TaskRef],
    plan: &SequencePlan,
) -> Vec<Option<Foretelling>> {
    let views = views_of(content, tasks, plan);
    expectation::of_sequence(&views, &phase_of_each(views.len(), plan))
}

/// What is seen of each task, in the values of its phase's chart.
fn views_of<'c>(content: &'c Content, tasks: &[TaskRef], plan: &SequencePlan) -> Vec<View<'c>> {
    let phases = phase_of_each(tasks.len(), plan);
    let chart = |at: usize| plan.phases.get(phases[at]).and_then(|phase| phase.chart.as_deref());
    tasks.iter().enumerate().map(|(at, task)| View::of(content, task, chart(at))).collect()
}

/// Makes a sequence for a plan; the same family, plan and seed always give the same sequence.
///
/// # Errors
///
/// [`NoSequence`] names the rule that cannot hold and a plan that would work.
pub fn sequence(
    content: &Content,
    family: &TaskFamily,
    plan: &SequencePlan,
    seed: u64,
) -> Result<Sequence, NoSequence> {
    sequencer::make(content, family, plan, seed)
}

fn judge(views: &[View<'_>], plan: &SequencePlan) -> Sequence {
    let phases = phase_of_each(views.len(), plan);
    let mut tasks = Vec::with_capacity(views.len());
    for (idx, view) in views.iter().enumerate() {
        let joined = idx > 0 && phases[idx] == phases[idx - 1];
        tasks.push(if joined {
            let focus = plan.phases.get(phases[idx]).and_then(|phase| phase.focus.as_deref());
            annotated(&Pair::of(&views[idx - 1], view, focus), view, phases[idx])
        } else {
            SequenceTask {
                task: view.task.clone(),
                phase: phases[idx],
                changed: Vec::new(),
                held: Vec::new(),
                changes: Vec::new(),
                link: None,
                relation: None,
                answer_does: None,
                explanation: None,
            }
        });
    }
    Sequence { tasks, checks: rules::check(views, plan, &phases) }
}

fn annotated(pair: &Pair<'_, '_>, view: &View<'_>, phase: usize) -> SequenceTask {
    SequenceTask {
        task: view.task.clone(),
        phase,
        changed: pair.changed.iter().map(|change| change.name.clone()).collect(),
        held: pair.held.iter().map(|(name, _)| name.clone()).collect(),
        changes: pair.changes(),
        link: pair.link.map(|link| link.name.clone()),
        relation: explain::relation(pair),
        answer_does: explain::answer_does(pair).map(str::to_owned),
        explanation: Some(explain::explain(pair)),
    }
}

/// Which phase each task belongs to; tasks beyond the plan belong to the last phase.
fn phase_of_each(n_tasks: usize, plan: &SequencePlan) -> Vec<usize> {
    let mut phases = Vec::with_capacity(n_tasks);
    for (idx, phase) in plan.phases.iter().enumerate() {
        phases.extend(std::iter::repeat_n(idx, phase.length));
    }
    let last = plan.phases.len().saturating_sub(1);
    phases.resize(n_tasks, last);
    phases
}
