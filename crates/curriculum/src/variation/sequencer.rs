//! Finds a sequence for a plan: tries many, keeps the best that passes the checker.
//!
//! Deterministic: the family, the plan and the seed fix the result. Work is bounded by counted steps.
//! [`SEQUENCER_VERSION`] goes up whenever the same three would give another sequence.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Pair, moved_by};
use super::chart_index::ChartIndex;
use super::rules::relation_holds;
use super::view::View;
use super::{judge, views_of};
use crate::content::Content;
use crate::family::{DimensionValue, TaskFamily};
use crate::plan::{NoSequence, Phase, PhaseKind, Sequence, SequencePlan};
use crate::pose::SplitMix;
use crate::task::TaskRef;
use crate::value::Value;

/// The version of the search, which stands in the code of a sequence.
pub const SEQUENCER_VERSION: u32 = 1;

/// Whole sequences tried. Our choice.
const ATTEMPTS: usize = 48;

/// Attempts after which a plan that was not filled once is taken for one that cannot be.
const BELIEVED_AFTER: usize = 12;

/// Sound ones compared before the best is taken. Our choice.
const COMPARED: usize = 8;
/// Starts tried for a phase of one attempt, and tasks looked at from each.
const STARTS: usize = 60;
const LOOKED_AT: usize = 600;
/// Tasks a sequence may have in all.
const LENGTH_LIMIT: usize = 200;

pub(super) fn make(
    content: &Content,
    family: &TaskFamily,
    plan: &SequencePlan,
    seed: u64,
) -> Result<Sequence, NoSequence> {
    let n_tasks: usize = plan.phases.iter().map(|phase| phase.length).sum();
    if n_tasks == 0 || n_tasks > LENGTH_LIMIT {
        let why = format!("The plan asks for {n_tasks} tasks.");
        return Err(NoSequence {
            rule: "plan".to_owned(),
            why,
            instead: format!("Ask for 1 to {LENGTH_LIMIT}."),
            nearest: None,
        });
    }
    let search = Search::new(family, plan);
    search.best(content, plan, seed).map_err(|mut refused| {
        let supplied =
            if refused.rule == "fusion" { varied_first(family, plan) } else { Vec::new() };
        refused.nearest = nearest(content, &search, plan, supplied, seed);
        refused
    })
}

/// The first of several plans that makes a sequence, without looking further when one does not; none of the plans may
/// name a chart.
pub(super) fn first_plan(
    content: &Content,
    family: &TaskFamily,
    plans: impl Iterator<Item = SequencePlan>,
    seed: u64,
) -> Option<(SequencePlan, Sequence)> {
    let search = Search::new(family, &SequencePlan::default());
    plans.filter(|plan| (1..=LENGTH_LIMIT).contains(&plan.n_tasks())).find_map(|plan| {
        let made = search.best(content, &plan, seed).ok()?;
        Some((plan, made))
    })
}

/// Plans tried beside the one asked for. Our choice.
const NEAR: usize = 24;

/// The plan with what its first fusion needs put before it: one thing varied alone, or two.
fn varied_first(family: &TaskFamily, plan: &SequencePlan) -> Vec<SequencePlan> {
    let Some(at) = plan.phases.iter().position(|phase| phase.kind == PhaseKind::Fusion) else {
        return Vec::new();
    };
    let before = |name: &str| {
        family.is_met_before(name)
            || plan.phases[..at].iter().any(|phase| phase.focus.as_deref() == Some(name))
    };
    let critical = family.dimensions.iter().filter(|dimension| {
        dimension.critical && matches!(dimension.value, DimensionValue::Computed(_))
    });
    let missing: Vec<&str> =
        critical.map(|dimension| dimension.name.as_str()).filter(|name| !before(name)).collect();
    let with = |foci: &[&str]| {
        let alone = foci.iter().map(|focus| Phase::new(PhaseKind::Separation, Some(focus), 3));
        let mut phases = plan.phases.clone();
        phases.splice(at..at, alone);
        SequencePlan { phases }
    };
    let singles = missing.iter().map(|name| with(&[name]));
    singles.chain(missing.windows(2).map(with)).collect()
}

/// The nearest plan that makes a sequence: one that `supplied` completes, a shorter phase, a relation or a chart left out, a phase left out.
fn nearest(
    content: &Content,
    search: &Search<'_>,
    plan: &SequencePlan,
    supplied: Vec<SequencePlan>,
    seed: u64,
) -> Option<SequencePlan> {
    let mut near = supplied;
    let with = |idx: usize, phase: Phase| {
        let mut phases = plan.phases.clone();
        phases[idx] = phase;
        SequencePlan { phases }
    };
    for (idx, phase) in plan.phases.iter().enumerate() {
        if phase.relation.is_some() {
            near.push(with(idx, Phase { relation: None, ..phase.clone() }));
        }
        for length in (2..phase.length.min(12)).rev() {
            near.push(with(idx, Phase { length, ..phase.clone() }));
        }
        if plan.phases.len() > 1 {
            let mut phases = plan.phases.clone();
            phases.remove(idx);
            near.push(SequencePlan { phases });
        }
        near.push(with(idx, Phase::new(PhaseKind::Mixed, None, phase.length)));
    }
    near.into_iter().take(NEAR).find(|plan| search.best(content, plan, seed).is_ok())
}

impl Search<'_> {
    /// The best of several sound sequences.
    fn best(
        &self,
        content: &Content,
        plan: &SequencePlan,
        seed: u64,
    ) -> Result<Sequence, NoSequence> {
        let search = self;
        let mut best: Option<(i64, Sequence)> = None;
        let mut refused: Option<NoSequence> = None;
        let mut n_sound = 0;
        for attempt in 0..ATTEMPTS {
            let mut random =
                SplitMix::new(seed ^ (attempt as u64).wrapping_mul(0x2545_f491_4f6c_dd1d));
            match search.attempt(plan, &mut random) {
                Err(error) => {
                    refused.get_or_insert(error);
                    // A phase that cannot be filled from 60 starts is tried again, then believed: where one start in
                    // fifty fills it, all of these miss it less than once in a million.
                    if attempt + 1 >= BELIEVED_AFTER && best.is_none() && n_sound == 0 {
                        break;
                    }
                }
                Ok(tasks) => {
                    let views = views_of(content, &tasks, plan);
                    let made = judge(&views, plan);
                    if made.is_sound() {
                        n_sound += 1;
                        let worth = worth(&views, &made);
                        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                            best = Some((worth, made));
                        }
                        if n_sound >= COMPARED {
                            break;
                        }
                    } else if let Some(check) = made.failures().next() {
                        let instead = search.instead(plan, &check.rule);
                        refused.get_or_insert(NoSequence {
                            rule: check.rule.clone(),
                            why: check.why.clone(),
                            instead,
                            nearest: None,
                        });
                    }
                }
            }
        }
        let nothing = || NoSequence {
            rule: "plan".to_owned(),
            why: "No sequence was found.".to_owned(),
            instead: "Ask for fewer tasks.".to_owned(),
            nearest: None,
        };
        best.map(|(_, made)| made).ok_or_else(|| refused.unwrap_or_else(nothing))
    }
}

/// How good a sound sequence is: different answers, misconceptions told apart, numbers that do not fall back.
fn worth(views: &[View<'_>], made: &Sequence) -> i64 {
    let answers: BTreeSet<&Value> = views.iter().filter_map(|view| view.answer.as_ref()).collect();
    let shown =
        |idx: usize| views.iter().any(|view| view.responses.get(idx).is_some_and(Option::is_some));
    let n_shown =
        (0..views.first().map_or(0, |view| view.responses.len())).filter(|idx| shown(*idx)).count();
    let number = |text: &str| text.parse::<maths::Number>().ok();
    let falls = made.tasks.iter().filter_map(|task| task.changes.first()).filter(|change| {
        matches!((number(&change.from), number(&change.to)), (Some(from), Some(to)) if to < from)
    });
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX / 100);
    count(answers.len()) * 2 + count(n_shown) * 3 - count(falls.count()) * 8
}

pub(super) struct Search<'f> {
    family: &'f TaskFamily,
    /// Every legal choice of givens, to look neighbours up in.
    legal: BTreeSet<&'f [Value]>,
    /// For each chart the plan names, the task that each choice of its values fixes.
    charts: BTreeMap<String, ChartIndex>,
}

impl<'f> Search<'f> {
    pub(super) fn new(family: &'f TaskFamily, plan: &SequencePlan) -> Self {
        let names = plan.phases.iter().filter_map(|phase| phase.chart.as_deref());
        let charts = names
            .filter_map(|name| Some((name.to_owned(), ChartIndex::of(family, name)?)))
            .collect();
        Self { family, legal: family.space.iter().map(Vec::as_slice).collect(), charts }
    }

    fn view(&self, task: TaskRef, phase: &Phase) -> View<'f> {
        View::in_search(self.family, task, phase.chart.as_deref())
    }

    fn index(&self, phase: &Phase) -> Option<&ChartIndex> {
        self.charts.get(phase.chart.as_deref()?)
    }

    fn attempt(
        &self,
        plan: &SequencePlan,
        random: &mut SplitMix,
    ) -> Result<Vec<TaskRef>, NoSequence> {
        let mut tasks: Vec<TaskRef> = Vec::new();
        for (idx, phase) in plan.phases.iter().enumerate() {
            self.check_focus(phase)?;
            let before: &[Phase] = &plan.phases[..idx];
            let found = self.phase(phase, before, &tasks, random);
            tasks.extend(found.ok_or_else(|| self.no_phase(phase, plan))?);
        }
        Ok(tasks)
    }

    fn check_focus(&self, phase: &Phase) -> Result<(), NoSequence> {
        let needs = !matches!(phase.kind, PhaseKind::Mixed | PhaseKind::Fusion);
        let family = self.family;
        let names = || {
            let givens = family.givens.iter().map(|given| given.name.as_str());
            let dimensions = family.dimensions.iter().map(|dimension| dimension.name.as_str());
            dimensions.chain(family.links.iter().map(|link| link.name.as_str())).chain(givens)
        };
        let known = phase.focus.as_deref().is_some_and(|focus| names().any(|name| name == focus));
        if !needs || known {
            return Ok(());
        }
        let focus = phase.focus.as_deref().unwrap_or_default();
        let unique: BTreeSet<&str> = names().collect();
        Err(NoSequence {
            rule: phase.kind.slug().to_owned(),
            why: format!("“{focus}” is not a dimension or a linked change of “{}”.", family.name),
            instead: format!("Use one of: {}.", unique.into_iter().collect::<Vec<_>>().join(", ")),
            nearest: None,
        })
    }

    /// A run of tasks for one phase, none of them used before.
    fn phase(
        &self,
        phase: &Phase,
        before: &[Phase],
        used: &[TaskRef],
        random: &mut SplitMix,
    ) -> Option<Vec<TaskRef>> {
        if !self.may_generalise(phase) {
            return None;
        }
        let n = self.family.space.len();
        for _ in 0..STARTS.min(n * 4) {
            let mut start = self.family.task_of(&self.family.space[random.below(n)]);
            if phase.kind == PhaseKind::Mixed || phase.kind == PhaseKind::Generalisation {
                self.any_choice(&mut start, random, phase);
            }
            let mut budget = LOOKED_AT;
            let mut path = vec![self.view(start, phase)];
            if used.contains(&path[0].task) {
                continue;
            }
            if self.extend(&mut path, phase, before, used, random, &mut budget) {
                return Some(path.into_iter().map(|view| view.task).collect());
            }
        }
        None
    }

    /// False for a generalisation in a family with fewer than two things to vary beside the focus: no search finds one.
    fn may_generalise(&self, phase: &Phase) -> bool {
        let focus = phase.focus.as_deref().unwrap_or_default();
        let others = self.every_direct(phase.chart.as_deref());
        let n_others = others.iter().filter(|name| self.shown_as(name) != focus).count();
        phase.kind != PhaseKind::Generalisation || n_others > 1
    }

    /// Lengthens the path to the phase's length, going back where it is stuck.
    fn extend(
        &self,
        path: &mut Vec<View<'f>>,
        phase: &Phase,
        before: &[Phase],
        used: &[TaskRef],
        random: &mut SplitMix,
        budget: &mut usize,
    ) -> bool {
        if path.len() >= phase.length {
            return self.is_finished(path, phase);
        }
        let next = self.next(path, phase, random);
        for task in next {
            if *budget == 0 {
                return false;
            }
            *budget -= 1;
            if used.contains(&task) || path.iter().any(|view| view.task == task) {
                continue;
            }
            let view = self.view(task, phase);
            if view.fault.is_some() || !self.may_follow(path, &view, phase, before) {
                continue;
            }
            path.push(view);
            if self.extend(path, phase, before, used, random, budget) {
                return true;
            }
            path.pop();
        }
        false
    }

    fn is_finished(&self, path: &[View<'f>], phase: &Phase) -> bool {
        if phase.kind != PhaseKind::Generalisation {
            return true;
        }
        let mut varied = BTreeSet::new();
        for pair in path.windows(2) {
            varied.extend(
                Pair::of(&pair[0], &pair[1], None).changed.into_iter().map(|moved| moved.name),
            );
        }
        varied.len() > 1
    }

    fn may_follow(
        &self,
        path: &[View<'f>],
        view: &View<'f>,
        phase: &Phase,
        before: &[Phase],
    ) -> bool {
        let Some(last) = path.last() else { return true };
        let pair = Pair::of(last, view, phase.focus.as_deref());
        let focus = phase.focus.as_deref().unwrap_or_default();
        let is_link = self.family.link(focus).is_some();
        let varies = match phase.kind {
            PhaseKind::Mixed => true,
            PhaseKind::Separation | PhaseKind::Contrast if is_link => {
                pair.link.is_some_and(|link| link.name == focus)
            }
            PhaseKind::Separation | PhaseKind::Contrast => {
                let fresh = phase.kind == PhaseKind::Contrast
                    || path.iter().all(|seen| seen.feature(focus) != view.feature(focus));
                pair.moves(focus) && pair.changed.len() == 1 && fresh
            }
            PhaseKind::Generalisation => !pair.moves(focus) && pair.changed.len() == 1,
            PhaseKind::Fusion => {
                let critical: Vec<_> =
                    pair.changed.iter().filter(|moved| moved.feature.critical).collect();
                let seen = |name: &str| {
                    before.iter().any(|phase| {
                        phase.focus.as_deref() == Some(name) || self.link_moves(phase, name)
                    }) || self.family.is_met_before(name)
                };
                critical.len() > 1 && critical.iter().all(|moved| seen(&moved.name))
            }
        };
        varies && self.relates(last, view, phase)
    }

    fn link_moves(&self, phase: &Phase, name: &str) -> bool {
        let link = phase.focus.as_deref().and_then(|focus| self.family.link(focus));
        link.is_some_and(|link| link.change.iter().any(|(given, _)| given == name))
    }

    fn relates(&self, last: &View<'f>, view: &View<'f>, phase: &Phase) -> bool {
        let Some(relation) = phase.relation else { return true };
        match (last.answer_number(), view.answer_number()) {
            (Some(from), Some(to)) => relation_holds(relation, &from, &to),
            _ => relation == crate::plan::Relation::Same && last.answer == view.answer,
        }
    }

    /// Tasks that might come next, the most natural first.
    fn next(&self, path: &[View<'f>], phase: &Phase, random: &mut SplitMix) -> Vec<TaskRef> {
        let Some(last) = path.last() else { return Vec::new() };
        let focus = phase.focus.as_deref().unwrap_or_default();
        match phase.kind {
            PhaseKind::Mixed | PhaseKind::Fusion => self.anywhere(last, phase, random),
            PhaseKind::Separation | PhaseKind::Contrast => match self.family.link(focus) {
                Some(link) => moved_by(link, last)
                    .into_iter()
                    .filter_map(|moved| self.moved(&last.task, moved))
                    .collect(),
                None => self.along(last, &self.moves_focus(focus, phase), random, true, phase),
            },
            PhaseKind::Generalisation => {
                let focus_givens = self.moves_focus(focus, phase);
                let recent =
                    path.windows(2).last().map(|pair| Pair::of(&pair[0], &pair[1], None).changed);
                let recent: BTreeSet<String> =
                    recent.into_iter().flatten().map(|moved| moved.name).collect();
                let mut names = self.every_direct(phase.chart.as_deref());
                shuffle(&mut names, random);
                let is_direct_focus = focus_givens.len() == 1;
                names.retain(|name| !(is_direct_focus && focus_givens.contains(name)));
                names.sort_by_key(|name| {
                    recent.contains(name) || recent.contains(self.shown_as(name))
                });
                names
                    .iter()
                    .flat_map(|name| {
                        self.along(last, std::slice::from_ref(name), random, false, phase)
                    })
                    .collect()
            }
        }
    }

    /// Givens and choices whose change can move the focus.
    fn moves_focus(&self, focus: &str, phase: &Phase) -> Vec<String> {
        let axes = self.family.axes(phase.chart.as_deref());
        if axes.contains(&focus) {
            return vec![focus.to_owned()];
        }
        let given = |name: &str| axes.contains(&name);
        match self.family.dimension(focus).map(|dimension| &dimension.value) {
            Some(DimensionValue::Choice(_)) => vec![focus.to_owned()],
            Some(DimensionValue::Computed(expression)) => {
                let direct: Vec<String> = expression
                    .what
                    .names()
                    .into_iter()
                    .filter(|name| given(name))
                    .map(str::to_owned)
                    .collect();
                let whole: Vec<String> = axes.iter().map(|axis| (*axis).to_owned()).collect();
                if direct.len() == expression.what.names().len() { direct } else { whole }
            }
            None => vec![focus.to_owned()],
        }
    }

    fn every_direct(&self, chart: Option<&str>) -> Vec<String> {
        let axes = self.family.axes(chart).into_iter().map(str::to_owned);
        axes.chain(self.family.choices().map(|(dimension, _)| dimension.name.clone())).collect()
    }

    /// The dimension that shows a given.
    fn shown_as<'n>(&'n self, name: &'n str) -> &'n str {
        let shows = |dimension: &&crate::family::Dimension| match &dimension.value {
            DimensionValue::Computed(expression) => expression.what.as_name() == Some(name),
            DimensionValue::Choice(_) => false,
        };
        self.family.dimensions.iter().find(shows).map_or(name, |dimension| dimension.name.as_str())
    }

    /// Legal tasks that differ from one in a single given or choice; larger values first, nearest first.
    fn along(
        &self,
        from: &View<'f>,
        names: &[String],
        random: &mut SplitMix,
        in_order: bool,
        phase: &Phase,
    ) -> Vec<TaskRef> {
        let mut tasks = Vec::new();
        for name in names {
            let index = self.index(phase);
            let axis = index.and_then(|index| index.axes.iter().position(|axis| axis == name));
            if let (Some(index), Some(axis)) = (index, axis) {
                tasks.extend(self.along_axis(from, index, axis, random, in_order));
            } else if let Some(given) = self.family.givens.iter().find(|given| given.name == *name)
            {
                let now = from.task.given.get(name);
                let (mut above, mut below): (Vec<&Value>, Vec<&Value>) = given
                    .domain
                    .iter()
                    .filter(|value| Some(*value) != now)
                    .partition(|value| now.is_some_and(|now| *value > now));
                if in_order {
                    above.sort();
                } else {
                    shuffle(&mut above, random);
                }
                shuffle(&mut below, random);
                for value in above.into_iter().chain(below) {
                    let moved = BTreeMap::from([(name.clone(), value.clone())]);
                    tasks.extend(self.moved(&from.task, moved));
                }
            } else if let Some((_, values)) =
                self.family.choices().find(|(dimension, _)| dimension.name == *name)
            {
                for value in values.iter().filter(|value| from.task.choice.get(name) != Some(value))
                {
                    let mut task = from.task.clone();
                    task.choice.insert(name.clone(), value.clone());
                    tasks.push(task);
                }
            }
        }
        tasks
    }

    /// Tasks of a chart that differ from one in a single value; larger values first, nearest first.
    fn along_axis(
        &self,
        from: &View<'f>,
        index: &ChartIndex,
        axis: usize,
        random: &mut SplitMix,
        in_order: bool,
    ) -> Vec<TaskRef> {
        let at: Option<Vec<Value>> =
            index.axes.iter().map(|name| self.family.value_of(name, &from.scope)).collect();
        let Some(mut at) = at else { return Vec::new() };
        let now = at[axis].clone();
        let (mut above, mut below): (Vec<&Value>, Vec<&Value>) = index.values[axis]
            .iter()
            .filter(|value| **value != now)
            .partition(|value| **value > now);
        if !in_order {
            shuffle(&mut above, random);
        }
        shuffle(&mut below, random);
        let mut tasks = Vec::new();
        for value in above.into_iter().chain(below) {
            at[axis] = value.clone();
            if let Some(place) = index.places.get(&at) {
                let mut task = self.family.task_of(&self.family.space[*place]);
                task.choice.clone_from(&from.task.choice);
                tasks.push(task);
            }
        }
        tasks
    }

    /// Tasks that may come after one in a phase, most natural first.
    pub(super) fn following(&self, last: &View<'f>, phase: &Phase) -> Vec<TaskRef> {
        let path = std::slice::from_ref(last);
        self.next(path, phase, &mut SplitMix::new(1))
    }

    /// The task with some givens moved, when it is legal.
    fn moved(&self, from: &TaskRef, moved: BTreeMap<String, Value>) -> Option<TaskRef> {
        let mut task = from.clone();
        task.given.extend(moved);
        let values: Vec<Value> = self
            .family
            .givens
            .iter()
            .filter_map(|given| task.given.get(&given.name).cloned())
            .collect();
        let is_legal = self.legal.contains(values.as_slice())
            || self.family.is_sampled() && self.family.complete(&task).is_ok();
        is_legal.then_some(task)
    }

    fn anywhere(&self, last: &View<'f>, phase: &Phase, random: &mut SplitMix) -> Vec<TaskRef> {
        let n = self.family.space.len();
        (0..24)
            .map(|_| {
                let mut task = self.family.task_of(&self.family.space[random.below(n)]);
                match phase.kind {
                    PhaseKind::Mixed => self.any_choice(&mut task, random, phase),
                    _ => task.choice.clone_from(&last.task.choice),
                }
                task
            })
            .collect()
    }

    fn any_choice(&self, task: &mut TaskRef, random: &mut SplitMix, phase: &Phase) {
        if phase.kind != PhaseKind::Mixed {
            return;
        }
        for (dimension, values) in self.family.choices() {
            task.choice.insert(dimension.name.clone(), values[random.below(values.len())].clone());
        }
    }

    fn no_phase(&self, phase: &Phase, plan: &SequencePlan) -> NoSequence {
        let focus = phase.focus.as_deref().unwrap_or_default();
        let called = match self.family.link(focus) {
            Some(link) => format!("“{}”", link.called),
            None => self.family.called(focus),
        };
        let with = phase
            .relation
            .map_or_else(String::new, |_| " with answers that relate as declared".to_owned());
        let why = match phase.kind {
            PhaseKind::Separation | PhaseKind::Contrast => {
                format!(
                    "There are no {} tasks in a row{with} where only {called} changes.",
                    phase.length
                )
            }
            PhaseKind::Generalisation => format!(
                "There are no {} tasks in a row{with} that hold {called} while two other things vary one at a time.",
                phase.length
            ),
            PhaseKind::Fusion => format!(
                "There are no {} tasks in a row{with} where two things that were varied alone before change together.",
                phase.length
            ),
            PhaseKind::Mixed => format!("There are not {} different tasks{with}.", phase.length),
        };
        NoSequence {
            rule: phase.kind.slug().to_owned(),
            why,
            instead: self.instead(plan, phase.kind.slug()),
            nearest: None,
        }
    }

    /// A plan that would work, in words.
    fn instead(&self, plan: &SequencePlan, rule: &str) -> String {
        let phase = plan.phases.iter().find(|phase| phase.kind.slug() == rule);
        match (rule, phase) {
            ("separation" | "contrast", Some(phase)) => self.longest_in_words(phase),
            ("generalisation", _) => {
                let names: Vec<String> = self.every_direct(None).iter().map(|name| self.shown_as(name).to_owned()).collect();
                format!("This family can vary {}; hold one of them, or ask for fewer tasks.", names.join(", "))
            }
            ("fusion", _) => "First vary two things alone, in two separation phases, then let them change together.".to_owned(),
            ("shortcut", _) => "Declare the relation the answers have, or mix two phases.".to_owned(),
            ("discrimination", _) => "Ask for more tasks, so that the misconceptions can be told apart.".to_owned(),
            _ => format!("Ask for fewer tasks; this family has {}.", self.family.space.len()),
        }
    }

    fn longest_in_words(&self, phase: &Phase) -> String {
        let focus = phase.focus.as_deref().unwrap_or_default();
        let mut random = SplitMix::new(7);
        let two_will_do = self
            .family
            .choices()
            .any(|(dimension, values)| dimension.name == focus && values.len() == 2);
        for length in (if two_will_do { 2 } else { 3 }..phase.length).rev() {
            let shorter = Phase { length, ..phase.clone() };
            if self.phase(&shorter, &[], &[], &mut random).is_some() {
                return format!("A phase of {length} tasks would work.");
            }
        }
        let others: Vec<&str> = self
            .family
            .dimensions
            .iter()
            .map(|dimension| dimension.name.as_str())
            .chain(self.family.links.iter().map(|link| link.name.as_str()))
            .filter(|name| *name != focus)
            .filter(|name| {
                let other = Phase::new(phase.kind, Some(name), 3);
                self.phase(&other, &[], &[], &mut random).is_some()
            })
            .collect();
        match others.is_empty() {
            true => "Ask for mixed practice instead.".to_owned(),
            false => format!(
                "Three tasks in a row would work with another focus: {}.",
                others.join(", ")
            ),
        }
    }
}

fn shuffle<T>(items: &mut [T], random: &mut SplitMix) {
    for idx in (1..items.len()).rev() {
        items.swap(idx, random.below(idx + 1));
    }
}
