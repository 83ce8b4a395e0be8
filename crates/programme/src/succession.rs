//! Which school goes on as which: conversion, merger and split, so that no count doubles.
//!
//! A link takes effect the day after its date, so a school year's figure never changes because schools merge after it.
//! Start at [`Succession::read`] for the official file of links and at [`Succession::distinct`] for counting; `links`
//! reads the file and settles which way a link points.

mod distinct;
mod links;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Date, Register, Urn};

pub use distinct::Counted;
pub use links::ReadLinks;

/// The lines of schools through their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Succession {
    steps: BTreeMap<Urn, Vec<Step>>,
    before: BTreeMap<Urn, Vec<Urn>>,
    lives: BTreeMap<Urn, Life>,
}

/// A school that goes on as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Link {
    /// The school before.
    pub from: Urn,
    /// The school after.
    pub to: Urn,
    /// Whether the one before may live on beside it.
    pub is_split: bool,
    /// Its date, where it has one.
    pub on: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    to: Urn,
    is_split: bool,
    on: Option<Date>,
}

/// What a register says of a school that stands in a link.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Life {
    school: crate::School,
}

impl Succession {
    /// The lines that links make; `register` says which schools are open. Links that run in a circle are left out.
    #[must_use]
    pub fn of(links: &[Link], register: Option<&Register>) -> Self {
        links::join(links.iter().map(|&link| (0, link)).collect(), register).0
    }

    /// Every link that is followed, in the order of the numbers.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        let of = |(&from, steps): (&Urn, &Vec<Step>)| {
            let link =
                move |step: &Step| Link { from, to: step.to, is_split: step.is_split, on: step.on };
            steps.iter().map(link).collect::<Vec<_>>()
        };
        self.steps.iter().flat_map(of).collect()
    }

    /// The schools that a school goes on as directly, whatever the date.
    pub fn successors(&self, urn: Urn) -> impl Iterator<Item = Urn> {
        self.steps.get(&urn).into_iter().flatten().map(|step| step.to)
    }

    /// The schools that went on as this one directly, whatever the date.
    pub fn predecessors(&self, urn: Urn) -> impl Iterator<Item = Urn> {
        self.before.get(&urn).into_iter().flatten().copied()
    }

    /// The schools that carry a school on, on a day: itself while it is open, more than one after a split.
    #[must_use]
    pub fn heirs(&self, urn: Urn, on: Date) -> BTreeSet<Urn> {
        let mut heirs = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![urn];
        while let Some(urn) = open.pop() {
            if !seen.insert(urn) {
                continue;
            }
            let in_effect: Vec<&Step> = self
                .steps
                .get(&urn)
                .into_iter()
                .flatten()
                .filter(|step| self.takes_effect(urn, step, on))
                .collect();
            let is_open = self.lives.get(&urn).and_then(|life| life.school.is_open(on));
            let may_live_on = is_open.is_none() && in_effect.iter().all(|step| step.is_split);
            if in_effect.is_empty() || is_open == Some(true) || may_live_on {
                heirs.insert(urn);
            }
            if is_open != Some(true) {
                open.extend(in_effect.into_iter().map(|step| step.to));
            }
        }
        heirs
    }

    /// The one school that carries a school on, on a day; nothing when a split left several.
    #[must_use]
    pub fn successor_of(&self, urn: Urn, on: Date) -> Option<Urn> {
        let heirs = self.heirs(urn, on);
        if heirs.len() == 1 { heirs.into_iter().next() } else { None }
    }

    /// The distinct schools behind numbers, on a day.
    ///
    /// Numbers of one line count once. Schools that merged count once after the merger and each before it. A school
    /// that split counts once: as one of those that carry it on, one that is counted anyway if there is one. The
    /// number of schools is the least that covers every number given.
    #[must_use]
    pub fn distinct(&self, urns: &BTreeSet<Urn>, on: Date) -> Vec<Counted> {
        distinct::distinct(self, urns, on)
    }

    /// Whether two numbers are of one line: the same, or one came from the other through any number of links.
    #[must_use]
    pub fn are_one_line(&self, a: Urn, b: Urn) -> bool {
        self.leads_to(a, b) || self.leads_to(b, a)
    }

    /// Every school that this one came from, however long ago.
    #[must_use]
    pub fn ancestors(&self, urn: Urn) -> BTreeSet<Urn> {
        let mut found = BTreeSet::new();
        let mut open: Vec<Urn> = self.predecessors(urn).collect();
        while let Some(urn) = open.pop() {
            if found.insert(urn) {
                open.extend(self.predecessors(urn));
            }
        }
        found
    }

    /// The school itself, every school it came from, and every school it goes on as.
    #[must_use]
    pub fn line(&self, urn: Urn) -> BTreeSet<Urn> {
        let mut found = self.ancestors(urn);
        let mut open = vec![urn];
        while let Some(urn) = open.pop() {
            if found.insert(urn) {
                open.extend(self.successors(urn));
            }
        }
        found
    }

    fn leads_to(&self, from: Urn, to: Urn) -> bool {
        from == to || self.ancestors(to).contains(&from)
    }

    fn takes_effect(&self, from: Urn, step: &Step, on: Date) -> bool {
        let closes = || self.lives.get(&from).and_then(|life| life.school.close_date);
        let opens = || self.lives.get(&step.to).and_then(|life| life.school.open_date);
        step.on.or_else(closes).or_else(opens).is_none_or(|date| date < on)
    }
}
