//! Two neighbours of a sequence: which features changed, which stayed, and whether one linked change explains it.

use crate::family::{LinkedChange, TaskFamily};
use crate::plan::Change;
use crate::value::Value;

use super::view::{Feature, View};

/// Two neighbours.
pub(super) struct Pair<'v, 'c> {
    pub(super) before: &'v View<'c>,
    pub(super) after: &'v View<'c>,
    /// Features that changed by themselves.
    pub(super) changed: Vec<Moved<'v>>,
    /// Features that stayed, with their value.
    pub(super) held: Vec<(String, Value)>,
    /// The linked change that explains every change of givens.
    pub(super) link: Option<&'c LinkedChange>,
}

/// A feature with its value before and after.
pub(super) struct Moved<'v> {
    pub(super) name: String,
    pub(super) feature: &'v Feature,
    pub(super) to: &'v Value,
}

impl<'v, 'c> Pair<'v, 'c> {
    /// Compares two neighbours; a link named as the focus is tried first.
    pub(super) fn of(before: &'v View<'c>, after: &'v View<'c>, focus: Option<&str>) -> Self {
        let mut changed = Vec::new();
        let mut held = Vec::new();
        for feature in &before.direct {
            match after.feature(&feature.name) {
                Some(to) if *to != feature.value => {
                    changed.push(Moved { name: feature.name.clone(), feature, to })
                }
                _ => held.push((feature.name.clone(), feature.value.clone())),
            }
        }
        for (name, value) in &before.derived {
            if after.derived.get(name) == Some(value) {
                held.push((name.clone(), value.clone()));
            }
        }
        let choice_moved = changed.iter().any(|moved| moved.feature.is_choice);
        // One given that moves alone needs no link to explain it, unless the link is what the phase is about.
        let sought = |family: &&'c TaskFamily| {
            let is_focus = focus.is_some_and(|focus| family.link(focus).is_some());
            !choice_moved && changed.len() > usize::from(!is_focus)
        };
        let link = before
            .family
            .filter(sought)
            .and_then(|family| explaining_link(family, before, after, focus));
        Self { before, after, changed, held, link }
    }

    /// Each change in words, for the screen.
    pub(super) fn changes(&self) -> Vec<Change> {
        let change = |moved: &Moved<'_>| Change {
            name: moved.name.clone(),
            called: moved.feature.called.clone(),
            from: moved.feature.said(&moved.feature.value),
            to: moved.feature.said(moved.to),
        };
        self.changed.iter().map(change).collect()
    }

    /// Whether a feature, direct or derived, has another value now.
    pub(super) fn moves(&self, name: &str) -> bool {
        self.before.feature(name) != self.after.feature(name)
    }

    /// True when the two are the same family.
    pub(super) fn is_one_family(&self) -> bool {
        self.before.task.family == self.after.task.family
    }
}

/// The link that turns one task into the other, in either direction.
fn explaining_link<'c>(
    family: &'c TaskFamily,
    before: &View<'c>,
    after: &View<'c>,
    focus: Option<&str>,
) -> Option<&'c LinkedChange> {
    let mut links: Vec<&'c LinkedChange> = family.links.iter().collect();
    links.sort_by_key(|link| Some(link.name.as_str()) != focus);
    links.into_iter().find(|link| explains(link, before, after) || explains(link, after, before))
}

fn explains(link: &LinkedChange, from: &View<'_>, to: &View<'_>) -> bool {
    let given = &from.task.given;
    moved_by(link, from).into_iter().any(|moved| {
        let same = given
            .iter()
            .all(|(name, value)| to.task.given.get(name) == Some(moved.get(name).unwrap_or(value)));
        same && keeps(link, from, to)
    })
}

/// The givens that a link moves, with their new values: one entry for each `by`.
pub(super) fn moved_by(
    link: &LinkedChange,
    from: &View<'_>,
) -> Vec<std::collections::BTreeMap<String, Value>> {
    let bys: Vec<Option<&Value>> =
        if link.by.is_empty() { vec![None] } else { link.by.iter().map(Some).collect() };
    bys.into_iter()
        .filter_map(|by| {
            let mut scope = from.scope.clone();
            if let Some(by) = by {
                scope.insert("by".to_owned(), by.clone());
            }
            link.change
                .iter()
                .map(|(name, change)| Some((name.clone(), change.value(&scope).ok()?)))
                .collect()
        })
        .collect()
}

fn keeps(link: &LinkedChange, from: &View<'_>, to: &View<'_>) -> bool {
    match (link.keeps.value(&from.scope), link.keeps.value(&to.scope)) {
        (Ok(before), Ok(after)) => before == after,
        _ => false,
    }
}
