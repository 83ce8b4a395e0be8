//! The rules of a sequence. Each says whether it holds, null where it does not apply, and why in words.

use std::collections::BTreeSet;

use maths::Number;

use super::change::Pair;
use super::explain::{capital, joined, listed};
use super::view::View;
use crate::plan::{Phase, PhaseKind, Relation, RuleCheck, SequencePlan};
use crate::value::Value;

/// Tasks from which a pattern could be followed without thinking.
const SHORTCUT_FROM: usize = 5;
/// Values a separation must show, and tasks a relation needs before it is one.
const RUN: usize = 3;

pub(super) fn check(views: &[View<'_>], plan: &SequencePlan, phases: &[usize]) -> Vec<RuleCheck> {
    let mut checks = vec![validity(views), exactness(views), lengths(views.len(), plan)];
    for (idx, phase) in plan.phases.iter().enumerate() {
        let positions: Vec<usize> = (0..views.len()).filter(|at| phases[*at] == idx).collect();
        let Some(start) = positions.first().copied() else { continue };
        let run = Run { views: &views[start..start + positions.len()], start, phase, plan, idx };
        checks.push(run.kind());
        checks.push(run.relation());
    }
    checks.push(super::range::of_sequence(views));
    checks.push(shortcut(views, plan));
    checks.push(discrimination(views));
    checks
}

fn holds(rule: &str, why: impl Into<String>) -> RuleCheck {
    RuleCheck { rule: rule.to_owned(), ok: Some(true), why: why.into(), at: None }
}

fn silent(rule: &str, why: impl Into<String>) -> RuleCheck {
    RuleCheck { rule: rule.to_owned(), ok: None, why: why.into(), at: None }
}

fn fails(rule: &str, at: Option<usize>, why: impl Into<String>) -> RuleCheck {
    RuleCheck { rule: rule.to_owned(), ok: Some(false), why: why.into(), at }
}

fn validity(views: &[View<'_>]) -> RuleCheck {
    let fault = views
        .iter()
        .enumerate()
        .find_map(|(at, view)| view.fault.as_ref().map(|fault| (at, fault)));
    match fault {
        Some((at, fault)) => fails("validity", Some(at), format!("{}.", capital(fault))),
        None if views.is_empty() => fails("validity", None, "There are no tasks."),
        None => holds("validity", "Every task is allowed."),
    }
}

/// Every answer is one exact value, and passes its own test.
fn exactness(views: &[View<'_>]) -> RuleCheck {
    if views.iter().any(|view| view.fault.is_some()) {
        return silent("exactness", "Some tasks are not allowed, so this cannot be said.");
    }
    let inexact = |view: &View<'_>| {
        let wanted = view.family.and_then(|family| family.wanted(&view.scope).ok());
        wanted.is_none_or(|wanted| !matches!(wanted.mark(&wanted.answer).0, maths::Marking::Verdict(verdict) if verdict.is_correct()))
    };
    match views.iter().position(inexact) {
        Some(at) => fails(
            "exactness",
            Some(at),
            format!("The answer of task {} does not pass its own test.", at + 1),
        ),
        None => holds("exactness", "Every answer is exact and passes its own test."),
    }
}

fn lengths(n_tasks: usize, plan: &SequencePlan) -> RuleCheck {
    let wanted: usize = plan.phases.iter().map(|phase| phase.length).sum();
    if n_tasks == wanted {
        return holds("plan", format!("The plan asks for {wanted} tasks and there are {n_tasks}."));
    }
    fails("plan", None, format!("The plan asks for {wanted} tasks, but there are {n_tasks}."))
}

/// One phase with its tasks.
struct Run<'r, 'c> {
    views: &'r [View<'c>],
    start: usize,
    phase: &'r Phase,
    plan: &'r SequencePlan,
    idx: usize,
}

impl<'r, 'c> Run<'r, 'c> {
    fn pairs(&self) -> impl Iterator<Item = (usize, Pair<'r, 'c>)> {
        let focus = self.phase.focus.as_deref();
        let pair = move |(idx, pair): (usize, &'r [View<'c>])| {
            (self.start + idx + 1, Pair::of(&pair[0], &pair[1], focus))
        };
        self.views.windows(2).enumerate().map(pair).collect::<Vec<_>>().into_iter()
    }

    fn kind(&self) -> RuleCheck {
        let rule = self.phase.kind.slug();
        if let Some(at) = self.views.iter().position(|view| view.fault.is_some()) {
            return silent(
                rule,
                format!("Task {} is not allowed, so this cannot be said.", self.start + at + 1),
            );
        }
        match self.phase.kind {
            PhaseKind::Mixed => {
                return silent(rule, "Mixed practice claims nothing about what varies.");
            }
            PhaseKind::Fusion => {}
            _ => {
                if let Err(why) = self.known_focus() {
                    return fails(rule, None, why);
                }
            }
        }
        if self.views.windows(2).any(|pair| pair[0].task.family != pair[1].task.family) {
            return fails(
                rule,
                None,
                "The tasks of this phase are of different families; only mixed practice may join them.",
            );
        }
        if self.views.len() < 2 {
            return fails(
                rule,
                Some(self.start),
                "One task alone shows no change; this phase needs at least two.",
            );
        }
        let result = match self.phase.kind {
            PhaseKind::Separation => self.separation(),
            PhaseKind::Contrast => self.contrast(),
            PhaseKind::Generalisation => self.generalisation(),
            _ => self.fusion(),
        };
        match result {
            Ok(why) => holds(rule, why),
            Err((at, why)) => fails(rule, at, why),
        }
    }

    fn focus(&self) -> &'r str {
        self.phase.focus.as_deref().unwrap_or_default()
    }

    fn is_link(&self) -> bool {
        self.views
            .first()
            .and_then(|view| view.family)
            .is_some_and(|family| family.link(self.focus()).is_some())
    }

    /// The focus in words: "the number of parts".
    fn called(&self) -> String {
        let family = self.views.first().and_then(|view| view.family);
        family.map_or_else(
            || self.focus().to_owned(),
            |family| match family.link(self.focus()) {
                Some(link) => format!("“{}”", link.called),
                None => family.called(self.focus()),
            },
        )
    }

    fn known_focus(&self) -> Result<(), String> {
        let Some(family) = self.views.first().and_then(|view| view.family) else { return Ok(()) };
        let features = || self.views[0].direct.iter().map(|feature| feature.name.as_str());
        let names = || {
            let dimensions = family.dimensions.iter().map(|dimension| dimension.name.as_str());
            dimensions.chain(family.links.iter().map(|link| link.name.as_str()))
        };
        if self.phase.focus.is_none() {
            return Err(format!(
                "A {} phase needs a focus: {}.",
                self.phase.kind.slug(),
                names().collect::<Vec<_>>().join(", ")
            ));
        }
        if let Some(chart) =
            self.phase.chart.as_deref().filter(|chart| family.chart(chart).is_none())
        {
            let charts = || family.charts.iter().map(|chart| chart.name.as_str());
            let help = crate::nearest::did_you_mean(chart, charts());
            let why = format!("`{chart}` is not a chart of this family. {}", capital(&help));
            return Err(why.trim().to_owned());
        }
        if names().chain(features()).any(|name| name == self.focus()) {
            return Ok(());
        }
        let help = crate::nearest::did_you_mean(self.focus(), names());
        let known = names().collect::<Vec<_>>().join(", ");
        Err(format!(
            "`{}` is not a dimension or a linked change of this family ({known}). {}",
            self.focus(),
            capital(&help)
        )
        .trim()
        .to_owned())
    }

    /// Only the focus moves between two neighbours.
    fn only_focus(&self, at: usize, pair: &Pair<'_, '_>) -> Result<(), (Option<usize>, String)> {
        if self.is_link() {
            return match pair.link {
                Some(link) if link.name == self.focus() => Ok(()),
                _ => Err((Some(at), self.link_broken(pair))),
            };
        }
        let focus_moves = pair.moves(self.focus());
        let others = pair.changed.iter().filter(|moved| moved.name != self.focus()).count();
        let focus_is_direct =
            self.views[0].direct.iter().any(|feature| feature.name == self.focus());
        let allowed = usize::from(!focus_is_direct);
        match (focus_moves, others > allowed) {
            (true, false) => Ok(()),
            (_, true) if pair.changed.len() > 1 => Err((Some(at), self.too_many(pair))),
            (false, _) if pair.changed.is_empty() => {
                Err((Some(at), format!("Nothing changes here; {} should.", self.called())))
            }
            _ => {
                let why = format!("Here {} changes, and {} does not.", listed(pair), self.called());
                Err((
                    Some(at),
                    format!("{why} Only {} should change in this phase.", self.called()),
                ))
            }
        }
    }

    fn too_many(&self, pair: &Pair<'_, '_>) -> String {
        let keep: Vec<String> = pair
            .changed
            .iter()
            .filter(|moved| moved.name != self.focus())
            .map(|moved| format!("{} at {}", moved.feature.called, moved.feature.value))
            .collect();
        let called = self.called();
        let n = maths::in_words(i64::try_from(pair.changed.len()).unwrap_or(i64::MAX))
            .unwrap_or_default();
        let what = listed(pair);
        format!(
            "Here {n} things change at once: {what}. Only {called} should change in this phase; keep {}.",
            joined(&keep)
        )
    }

    fn link_broken(&self, pair: &Pair<'_, '_>) -> String {
        let called = self.called();
        if pair.changed.is_empty() {
            return format!("Nothing changes here; {called} should move the numbers together.");
        }
        let Some(link) = pair.after.family.and_then(|family| family.link(self.focus())) else {
            return String::new();
        };
        let expected: Vec<String> = super::change::moved_by(link, pair.before)
            .into_iter()
            .take(1)
            .flatten()
            .map(|(name, value)| {
                format!(
                    "{} {value}",
                    pair.before.family.map_or(name.clone(), |family| family.called(&name))
                )
            })
            .collect();
        let keeps = match (link.keeps.what.as_name(), pair.before.family) {
            (Some(name), Some(family)) => family.called(name),
            _ => link.keeps.what.source().to_owned(),
        };
        let kept = |view: &View<'_>| {
            link.keeps.value(&view.scope).map(|value| value.to_string()).unwrap_or_default()
        };
        let change = if pair.changed.len() > 1 { "change" } else { "changes" };
        let mut why = format!("Here {} {change}, which is not {called}.", listed(pair));
        let (before, after) = (kept(pair.before), kept(pair.after));
        if before != after {
            why.push_str(&format!(
                " It should keep {keeps}, but that goes from {before} to {after}."
            ));
        }
        if !expected.is_empty() {
            why.push_str(&format!(" The next task could be {}.", joined(&expected)));
        }
        why
    }

    fn separation(&self) -> Judged {
        for (at, pair) in self.pairs() {
            self.only_focus(at, &pair)?;
        }
        let (n, needed) = (self.n_values(), self.values_needed());
        if n < needed {
            let called = self.called();
            let what = if self.is_link() {
                format!("{called} is shown on {n} tasks")
            } else {
                format!("{called} takes {n} values")
            };
            return Err((
                None,
                format!("{}; it takes at least {needed} to see it vary.", capital(&what)),
            ));
        }
        match self.is_link() {
            true => Ok(format!(
                "Each change is the same linked change, {}; everything else is held.",
                self.called()
            )),
            false => Ok(format!(
                "Only {} changes, over {n} values; everything else is held.",
                self.called()
            )),
        }
    }

    /// Different values of the focus; for a link, the tasks it joins.
    fn n_values(&self) -> usize {
        if self.is_link() {
            return self.views.len();
        }
        self.views
            .iter()
            .filter_map(|view| view.feature(self.focus()))
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// Three, or all there are when the focus has fewer.
    fn values_needed(&self) -> usize {
        let family = self.views.first().and_then(|view| view.family);
        let choices = family.and_then(|family| {
            let found = family.choices().find(|(dimension, _)| dimension.name == self.focus());
            found.map(|(_, values)| values.len())
        });
        let is_flag = matches!(
            self.views.first().and_then(|view| view.feature(self.focus())),
            Some(Value::Flag(_))
        );
        choices.unwrap_or(if is_flag { 2 } else { RUN }).min(RUN)
    }

    fn contrast(&self) -> Judged {
        for (at, pair) in self.pairs() {
            self.only_focus(at, &pair)?;
        }
        Ok(format!("Neighbours differ in {} alone.", self.called()))
    }

    fn generalisation(&self) -> Judged {
        let mut varied: BTreeSet<String> = BTreeSet::new();
        for (at, pair) in self.pairs() {
            if pair.moves(self.focus()) {
                return Err((
                    Some(at),
                    format!("Here {} changes; in this phase it should be held.", self.called()),
                ));
            }
            match (&pair.changed[..], pair.link) {
                ([], _) => return Err((Some(at), "Nothing changes here.".to_owned())),
                ([only], _) => {
                    varied.insert(only.feature.called.clone());
                }
                (_, Some(link)) => {
                    varied.insert(link.called.clone());
                }
                _ => {
                    let why = format!(
                        "Here more than one thing changes at once: {}. Change one at a time.",
                        listed(&pair)
                    );
                    return Err((Some(at), why));
                }
            }
        }
        let varied: Vec<String> = varied.into_iter().collect();
        if varied.len() < 2 {
            let why = format!(
                "Besides {}, only {} varies; two or more things should, one at a time.",
                self.called(),
                joined(&varied)
            );
            return Err((None, why));
        }
        Ok(format!(
            "{} is held while {} vary one at a time.",
            capital(&self.called()),
            joined(&varied)
        ))
    }

    fn fusion(&self) -> Judged {
        let separated: BTreeSet<&str> = self.plan.phases[..self.idx]
            .iter()
            .filter(|phase| matches!(phase.kind, PhaseKind::Separation | PhaseKind::Contrast))
            .filter_map(|phase| phase.focus.as_deref())
            .collect();
        let mut together: BTreeSet<String> = BTreeSet::new();
        let mut earlier: BTreeSet<String> = BTreeSet::new();
        for (at, pair) in self.pairs() {
            let critical: Vec<_> =
                pair.changed.iter().filter(|moved| moved.feature.critical).collect();
            if critical.len() < 2 {
                let why = format!(
                    "Here fewer than two things that matter change ({}); in this phase several change together.",
                    listed(&pair)
                );
                return Err((Some(at), why));
            }
            let alone = |name: &str| self.was_separated(name, &separated);
            if let Some(new) = critical
                .iter()
                .find(|moved| !alone(&moved.name) && !self.is_met_before(&moved.name))
            {
                let called = &new.feature.called;
                let why = format!(
                    "{} changes here together with others, but has not yet been varied alone.",
                    capital(called)
                );
                return Err((Some(at), why));
            }
            together.extend(critical.iter().map(|moved| moved.feature.called.clone()));
            let met = critical.iter().filter(|moved| !alone(&moved.name));
            earlier.extend(met.map(|moved| moved.feature.called.clone()));
        }
        let words = |called: BTreeSet<String>| joined(&called.into_iter().collect::<Vec<_>>());
        let where_met = match earlier.is_empty() {
            true => String::new(),
            false => format!("; {} in an earlier step", words(earlier)),
        };
        Ok(format!(
            "{} change together, each varied alone before{where_met}.",
            capital(&words(together))
        ))
    }

    fn is_met_before(&self, name: &str) -> bool {
        let family = self.views.first().and_then(|view| view.family);
        family.is_some_and(|family| family.is_met_before(name))
    }

    /// A feature counts as varied alone in this sequence when it was a focus, or moved by a link that was one.
    fn was_separated(&self, name: &str, separated: &BTreeSet<&str>) -> bool {
        let family = self.views.first().and_then(|view| view.family);
        let by_link = |focus: &&str| {
            let link = family.and_then(|family| family.link(focus));
            link.is_some_and(|link| link.change.iter().any(|(given, _)| given == name))
        };
        separated.contains(name) || separated.iter().any(by_link)
    }

    /// Which tasks are spoken of, where there are several phases: " in tasks 1 to 3".
    fn which(&self) -> String {
        let (first, last) = (self.start + 1, self.start + self.views.len());
        match (self.plan.phases.len() > 1, first == last) {
            (false, _) => String::new(),
            (true, true) => format!(" in task {first}"),
            (true, false) => format!(" in tasks {first} to {last}"),
        }
    }

    fn relation(&self) -> RuleCheck {
        let which = self.which();
        let Some(wanted) = self.phase.relation else {
            let why = format!("No relation between the answers is declared{which}.");
            return silent("relation", why);
        };
        if self.views.len() < RUN {
            let n = if self.views.len() == 1 { "One answer makes" } else { "Two answers make" };
            let why = format!("{n} no run{which}; a relation is seen from three on.");
            return silent("relation", why);
        }
        for (idx, pair) in self.views.windows(2).enumerate() {
            let at = Some(self.start + idx + 1);
            let (Some(before), Some(after)) = (&pair[0].answer, &pair[1].answer) else {
                let why = format!("An answer cannot be worked out{which}, so this cannot be said.");
                return silent("relation", why);
            };
            let met = match (pair[0].answer_number(), pair[1].answer_number()) {
                (Some(from), Some(to)) => relation_holds(wanted, &from, &to),
                _ => wanted == Relation::Same && before == after,
            };
            if !met {
                return fails(
                    "relation",
                    at,
                    format!(
                        "Each answer{which} should {}, but here it goes from {before} to {after}.",
                        spoken(wanted)
                    ),
                );
            }
        }
        holds("relation", format!("Each answer{which} {}.", wanted.told()))
    }
}

type Judged = Result<String, (Option<usize>, String)>;

pub(super) fn relation_holds(relation: Relation, from: &Number, to: &Number) -> bool {
    let two = Number::from(2);
    match relation {
        Relation::Same => from == to,
        Relation::Doubles => &(from * &two) == to,
        Relation::Halves => &(to * &two) == from,
        Relation::Rises => to > from,
        Relation::Falls => to < from,
    }
}

fn spoken(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "stay the same",
        Relation::Doubles => "double",
        Relation::Halves => "halve",
        Relation::Rises => "rise",
        Relation::Falls => "fall",
    }
}

/// A pattern through the whole sequence that lets pupils answer without doing the mathematics.
fn shortcut(views: &[View<'_>], plan: &SequencePlan) -> RuleCheck {
    if views.len() < SHORTCUT_FROM {
        return silent(
            "shortcut",
            format!("A shortcut is looked for in sequences of {SHORTCUT_FROM} or more."),
        );
    }
    let declared =
        plan.phases.iter().any(|phase| phase.relation.is_some()) || keeps_the_answer(views, plan);
    let answers: Vec<&Value> = views.iter().filter_map(|view| view.answer.as_ref()).collect();
    if answers.len() == views.len()
        && answers.windows(2).all(|pair| pair[0] == pair[1])
        && !declared
        && !one_answer(views)
    {
        return fails(
            "shortcut",
            None,
            format!(
                "Every answer is {}, so pupils can stop thinking; declare it or change it.",
                answers[0]
            ),
        );
    }
    if let (Some(by), false) = (constant_step(views), declared) {
        let why = format!(
            "Each answer differs from the last by {by} all the way, so pupils can go on without the mathematics; declare it or change it."
        );
        return fails("shortcut", None, why);
    }
    let positions: Vec<usize> = views.iter().filter_map(|view| view.position).collect();
    if positions.len() == views.len() && positions.windows(2).all(|pair| pair[0] == pair[1]) {
        return fails(
            "shortcut",
            None,
            format!("The right choice is always in place {}.", positions[0] + 1),
        );
    }
    holds("shortcut", "No pattern in the answers gives them away.")
}

/// True when a phase is about a link that keeps the answer itself: then equal answers are the point.
fn keeps_the_answer(views: &[View<'_>], plan: &SequencePlan) -> bool {
    let Some(family) = views.first().and_then(|view| view.family) else { return false };
    let links = plan.phases.iter().filter_map(|phase| family.link(phase.focus.as_deref()?));
    links.into_iter().any(|link| link.keeps.value(&views[0].scope).ok() == views[0].answer)
}

/// True when the whole family has one answer, so that a sequence of it can have no other.
fn one_answer(views: &[View<'_>]) -> bool {
    let Some(family) = views.first().and_then(|view| view.family) else { return false };
    let answers: Vec<Option<Value>> =
        family.tasks(200).map(|task| View::in_search(family, task, None).answer).collect();
    answers.windows(2).all(|pair| pair[0] == pair[1])
}

fn constant_step(views: &[View<'_>]) -> Option<Number> {
    let numbers: Vec<Number> = views.iter().map(View::answer_number).collect::<Option<_>>()?;
    let steps: Vec<Number> = numbers.windows(2).map(|pair| &pair[1] - &pair[0]).collect();
    let first = steps.first()?.clone();
    (!first.is_zero() && steps.iter().all(|step| *step == first)).then(|| first.abs())
}

/// Every misconception that can show in these tasks can be told from the right answer and from every other.
fn discrimination(views: &[View<'_>]) -> RuleCheck {
    let Some(family) = views.first().and_then(|view| view.family) else {
        return silent("discrimination", "There is no task to look at.");
    };
    if views.iter().any(|view| view.fault.is_some())
        || views.iter().any(|view| view.task.family != family.slug)
    {
        return silent(
            "discrimination",
            "The tasks are not all of one family, or not all allowed.",
        );
    }
    let applies = |idx: usize| views.iter().any(|view| view.responses[idx].is_some());
    let with_rule: Vec<usize> = (0..family.misconceptions.len())
        .filter(|idx| family.misconceptions[*idx].response.is_some())
        .collect();
    let (shown, hidden): (Vec<usize>, Vec<usize>) =
        with_rule.into_iter().partition(|idx| applies(*idx));
    for (place, left) in shown.iter().enumerate() {
        for right in &shown[place + 1..] {
            let differ = views.iter().any(|view| view.responses[*left] != view.responses[*right]);
            if !differ {
                let (first, second) =
                    (&family.misconceptions[*left].name, &family.misconceptions[*right].name);
                let why = format!(
                    "“{first}” and “{second}” give the same answer on every task here, so they cannot be told apart."
                );
                return fails("discrimination", None, why);
            }
        }
    }
    if shown.is_empty() {
        return silent("discrimination", "No misconception of this family shows in these tasks.");
    }
    let mut why =
        "Each misconception that shows here gives a wrong answer, and any two differ somewhere."
            .to_owned();
    if !hidden.is_empty() {
        let names: Vec<String> =
            hidden.iter().map(|idx| format!("“{}”", family.misconceptions[*idx].name)).collect();
        why.push_str(&format!(" Not shown here: {}.", joined(&names)));
    }
    holds("discrimination", why)
}
