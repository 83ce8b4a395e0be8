//! The rule `range`: the ends that matter are reached, by the sequences of a lesson together.
//!
//! A family lists its ends: a part of one, a whole that is not shared, an answer below nought.
//! One sequence alone need not reach them all, so it is told what it leaves out and is not refused for it.

use std::collections::BTreeMap;

use super::explain::joined;
use super::view::View;
use crate::content::Content;
use crate::family::{End, TaskFamily};
use crate::plan::RuleCheck;
use crate::task::TaskRef;
use crate::value::Value;

/// Judges the tasks of a lesson's sequences together: one entry for each family that lists ends, with its slug.
pub fn check_range(content: &Content, tasks: &[TaskRef]) -> Vec<(String, RuleCheck)> {
    let mut by_family: BTreeMap<&str, Vec<View<'_>>> = BTreeMap::new();
    for view in tasks.iter().map(|task| View::of(content, task, None)) {
        if let Some(family) = view.family.filter(|family| !family.ends.is_empty()) {
            by_family.entry(family.slug.as_str()).or_default().push(view);
        }
    }
    let judge =
        |(slug, views): (&str, Vec<View<'_>>)| (slug.to_owned(), judged(&views, Some(false)));
    by_family.into_iter().map(judge).collect()
}

/// The ends that matter which one task reaches, by the names its family gives them.
pub fn ends_met(content: &Content, task: &TaskRef) -> Vec<String> {
    let view = View::of(content, task, None);
    let Some(family) = view.family else { return Vec::new() };
    let met = family.ends.iter().filter(|end| reaches(end, &view));
    met.map(|end| end.name.clone()).collect()
}

fn reaches(end: &End, view: &View<'_>) -> bool {
    end.when.value(&view.scope) == Ok(Value::Flag(true))
}

/// Judges one sequence: what it leaves out is said and not held against it.
pub(super) fn of_sequence(views: &[View<'_>]) -> RuleCheck {
    judged(views, None)
}

fn judged(views: &[View<'_>], when_missed: Option<bool>) -> RuleCheck {
    let rule = |ok, why: String| RuleCheck { rule: "range".to_owned(), ok, why, at: None };
    let Some(family) = views.first().and_then(|view| view.family) else {
        return rule(None, "There is no task to look at.".to_owned());
    };
    if family.ends.is_empty() {
        return rule(None, "The family lists no ends that are to be met.".to_owned());
    }
    let missed = missed(family, views);
    if missed.is_empty() {
        return rule(Some(true), "Every end that matters is met.".to_owned());
    }
    let whose = if when_missed.is_some() { "Not met in this lesson" } else { "Not met here" };
    rule(when_missed, format!("{whose}: {}.", joined(&missed)))
}

fn missed(family: &TaskFamily, views: &[View<'_>]) -> Vec<String> {
    let is_met = |end: &End| views.iter().any(|view| reaches(end, view));
    family.ends.iter().filter(|end| !is_met(end)).map(|end| end.name.clone()).collect()
}
