//! The least number of schools that cover a set of numbers.
//!
//! A number that one school carries on counts as that school. One that several carry on, after a split, counts as one
//! of them; which ones are taken is the smallest choice, found by trying within a limit. More numbers never give fewer
//! schools. Start at [`distinct`].

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Succession;
use crate::{Date, Urn};

/// A school that is counted, with the numbers that count as it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The school's number on the day of the count.
    pub school: Urn,
    /// The numbers that it stands for.
    pub numbers: Vec<Urn>,
}

/// How many choices are tried for splits that hang together; far above any in the national register.
const MOST_TRIES: u32 = 20_000;

pub(super) fn distinct(lines: &Succession, urns: &BTreeSet<Urn>, on: Date) -> Vec<Counted> {
    let heirs: Vec<(Urn, BTreeSet<Urn>)> =
        urns.iter().map(|&urn| (urn, lines.heirs(urn, on))).collect();
    let mut counted: BTreeSet<Urn> =
        heirs.iter().filter(|(_, set)| set.len() == 1).flat_map(|(_, set)| set.clone()).collect();
    let is_open = |set: &&BTreeSet<Urn>| set.is_disjoint(&counted);
    let unsettled: Vec<&BTreeSet<Urn>> = heirs.iter().map(|(_, set)| set).filter(is_open).collect();
    for together in parts(&unsettled) {
        let chosen = smallest_choice(&together);
        counted.extend(chosen);
    }
    let mut numbers: BTreeMap<Urn, Vec<Urn>> = BTreeMap::new();
    for (urn, set) in &heirs {
        // Every set meets what is counted; the lowest number is taken where it meets it twice.
        if let Some(&school) = set.intersection(&counted).next() {
            numbers.entry(school).or_default().push(*urn);
        }
    }
    numbers.into_iter().map(|(school, numbers)| Counted { school, numbers }).collect()
}

// Sets that share a school, directly or through others, belong together.
fn parts<'s>(sets: &[&'s BTreeSet<Urn>]) -> Vec<Vec<&'s BTreeSet<Urn>>> {
    let mut parts: Vec<(BTreeSet<Urn>, Vec<&BTreeSet<Urn>>)> = Vec::new();
    for &set in sets {
        let (touching, apart): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|(schools, _)| !schools.is_disjoint(set));
        let mut joined = (set.clone(), vec![set]);
        for (schools, members) in touching {
            joined.0.extend(schools);
            joined.1.extend(members);
        }
        parts = apart;
        parts.push(joined);
    }
    parts.into_iter().map(|(_, members)| members).collect()
}

fn smallest_choice(sets: &[&BTreeSet<Urn>]) -> BTreeSet<Urn> {
    let mut best: BTreeSet<Urn> = sets.iter().filter_map(|set| set.first().copied()).collect();
    let mut tries = 0;
    choose(sets, &mut BTreeSet::new(), &mut best, &mut tries);
    best
}

fn choose(
    sets: &[&BTreeSet<Urn>],
    chosen: &mut BTreeSet<Urn>,
    best: &mut BTreeSet<Urn>,
    tries: &mut u32,
) {
    *tries += 1;
    if *tries > MOST_TRIES {
        return;
    }
    let Some(open) = sets.iter().find(|set| set.is_disjoint(chosen)) else {
        if chosen.len() < best.len() {
            best.clone_from(chosen);
        }
        return;
    };
    if chosen.len() + 1 >= best.len() {
        return;
    }
    for &school in *open {
        chosen.insert(school);
        choose(sets, chosen, best, tries);
        chosen.remove(&school);
    }
}
