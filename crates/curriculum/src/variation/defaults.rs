//! Plans nobody had to write: one for each kind of family, and three for Gu's procedural variation.
//!
//! Difference comes before sameness: contrast, then separation, then generalisation, then fusion (Marton's order).
//! Which of several plans is taken depends on what the family can do, so each is tried until one makes a sequence.

use super::sequencer;
use crate::content::Content;
use crate::family::{DimensionValue, Kind, TaskFamily};
use crate::plan::{NoSequence, Phase, PhaseKind, Sequence, SequencePlan};
use crate::value::Value;

/// Dimensions considered for the first phases. Our choice.
const CONSIDERED: usize = 4;

/// The first plan for this kind of family that makes a sequence, with the sequence.
///
/// # Errors
///
/// As [`super::sequence`], for the last plan tried: mixed practice.
pub fn default_plan(
    content: &Content,
    family: &TaskFamily,
    length: Option<usize>,
    seed: u64,
) -> Result<(SequencePlan, Sequence), NoSequence> {
    let fitting = |plan: SequencePlan| match length {
        Some(length) => fitted(plan, length),
        None => plan,
    };
    let plans = plans(family).into_iter().map(fitting);
    if let Some(found) = sequencer::first_plan(content, family, plans, seed) {
        return Ok(found);
    }
    let length = length.unwrap_or(6).min(family.n_tasks().max(1));
    let mixed = SequencePlan::one(Phase::new(PhaseKind::Mixed, None, length));
    let made = sequencer::make(content, family, &mixed, seed)?;
    Ok((mixed, made))
}

/// A plan by its name: `one-problem-several-methods`, `one-method-several-problems`, `several-representations`;
/// none when the family has no such dimension.
pub fn named_plan(family: &TaskFamily, name: &str) -> Option<SequencePlan> {
    let (kind, wanted): (PhaseKind, &[&str]) = match name {
        "one-problem-several-methods" => (PhaseKind::Separation, &["method"]),
        "one-method-several-problems" => (PhaseKind::Generalisation, &["method"]),
        "several-representations" => (PhaseKind::Separation, &["representation", "picture"]),
        _ => return None,
    };
    let (dimension, values) =
        family.choices().find(|(dimension, _)| wanted.contains(&dimension.name.as_str()))?;
    let length = if kind == PhaseKind::Separation { values.len() } else { 4 };
    Some(SequencePlan::one(Phase::new(kind, Some(&dimension.name), length)))
}

/// Plans for this kind of family, best first.
fn plans(family: &TaskFamily) -> Vec<SequencePlan> {
    let foci = foci(family);
    let boundary = foci.iter().copied().find(|name| is_boundary(family, name));
    let separate = |focus: &str| Phase::new(PhaseKind::Separation, Some(focus), 3);
    let hold = |focus: &str| Phase::new(PhaseKind::Generalisation, Some(focus), 4);
    let pairs = || {
        let firsts = foci.iter().flat_map(|first| foci.iter().map(move |second| (*first, *second)));
        firsts.filter(|(first, second)| first != second)
    };
    let mut plans: Vec<Vec<Phase>> = Vec::new();
    if family.kind == Kind::Conceptual
        && let Some(edge) = boundary
    {
        let across = Phase::new(PhaseKind::Contrast, Some(edge), 2);
        for other in foci.iter().filter(|name| **name != edge) {
            plans.push(vec![across.clone(), separate(other), hold(edge)]);
            plans.push(vec![across.clone(), separate(other)]);
        }
    }
    if family.kind != Kind::Conceptual {
        let fused = pairs().map(|(first, second)| {
            vec![separate(first), separate(second), Phase::new(PhaseKind::Fusion, None, 4)]
        });
        plans.extend(fused);
    }
    plans.extend(foci.iter().map(|focus| vec![separate(focus), hold(focus)]));
    plans.extend(pairs().map(|(first, second)| vec![separate(first), separate(second)]));
    let mixed = Phase::new(PhaseKind::Mixed, None, 4);
    plans.extend(foci.iter().map(|focus| vec![separate(focus), mixed.clone()]));
    plans.into_iter().map(|phases| SequencePlan { phases }).collect()
}

/// Computed dimensions that matter, then links, in the order of the file.
fn foci(family: &TaskFamily) -> Vec<&str> {
    let computed = family.dimensions.iter().filter(|dimension| {
        dimension.critical && matches!(dimension.value, DimensionValue::Computed(_))
    });
    let links = family.links.iter().map(|link| link.name.as_str());
    computed.map(|dimension| dimension.name.as_str()).chain(links).take(CONSIDERED).collect()
}

/// True for a dimension whose values are words or flags: which side of the idea a task is on.
fn is_boundary(family: &TaskFamily, name: &str) -> bool {
    let first = family.tasks(1).next().and_then(|task| family.scope(&task).ok());
    let value = first.and_then(|scope| family.value_of(name, &scope));
    matches!(value, Some(Value::Text(_) | Value::Flag(_)))
}

/// The plan with its last phases cut or lengthened to so many tasks.
fn fitted(plan: SequencePlan, length: usize) -> SequencePlan {
    let mut phases = plan.phases;
    let total = |phases: &[Phase]| phases.iter().map(|phase| phase.length).sum::<usize>();
    while total(&phases) > length && phases.len() > 1 {
        let over = total(&phases) - length;
        let Some(last) = phases.last_mut() else { break };
        if last.length >= over + least(last.kind) {
            last.length -= over;
        } else {
            phases.pop();
        }
    }
    if total(&phases) > length || phases.is_empty() {
        return SequencePlan::one(Phase::new(PhaseKind::Mixed, None, length));
    }
    let short = length - total(&phases);
    if let Some(last) = phases.last_mut() {
        last.length += short;
    }
    SequencePlan { phases }
}

/// The fewest tasks a phase of a kind can show something with.
fn least(kind: PhaseKind) -> usize {
    match kind {
        PhaseKind::Separation | PhaseKind::Generalisation => 3,
        PhaseKind::Contrast | PhaseKind::Fusion => 2,
        PhaseKind::Mixed => 1,
    }
}
