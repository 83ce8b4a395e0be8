//! A simulated history of a register's schools, handed on by simulated hubs: for the national view of a demonstration.
//!
//! As in the history of a nation, with as many specialists as the number of schools calls for, the first of them
//! leading in the first year. A school is with the hub whose lead school is nearest. Start at [`simulate_hubs`].

use std::collections::BTreeMap;

use super::{SCHOOLS, TRAINED_A_YEAR, history};
use crate::{
    Date, Fact, Facts, HubReturn, Place, Register, ReturnedSchool, SchoolYear, Succession, Urn,
};

/// A hub to simulate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulatedHub {
    /// Its name.
    pub name: String,
    /// Its lead school, which must be in the register with its place.
    pub lead_urn: Urn,
    /// The day on which it hands on what it has by then.
    pub on: Date,
}

/// What the hubs hand on of the school years from `from` to `to`; a hub whose lead school has no place is left out.
#[must_use]
pub fn simulate_hubs(
    register: &Register,
    lines: &Succession,
    hubs: &[SimulatedHub],
    (from, to): (SchoolYear, SchoolYear),
    seed: u64,
) -> Vec<HubReturn> {
    let years: Vec<(SchoolYear, usize)> = (from.first_year()..=to.first_year())
        .zip(1..)
        .map(|(first, n)| {
            let leads = (n * TRAINED_A_YEAR * register.n_schools()).div_ceil(SCHOOLS);
            (SchoolYear::beginning_in(first), leads)
        })
        .collect();
    let facts = history::happen(register, lines, &years, seed);
    let placed: Vec<(&SimulatedHub, Place)> =
        hubs.iter().filter_map(|hub| Some((hub, register.school(hub.lead_urn)?.place?))).collect();
    let mut of_hub: BTreeMap<usize, Vec<Fact>> = BTreeMap::new();
    for fact in facts.all() {
        let Some(place) = register.school(fact.urn).and_then(|school| school.place) else {
            continue;
        };
        let nearest = (0..placed.len()).min_by_key(|&at| (placed[at].1.metres_to(place), at));
        let known = nearest.filter(|&at| fact.on <= placed[at].0.on);
        if let Some(at) = known {
            of_hub.entry(at).or_default().push(fact.clone());
        }
    }
    let returned = |(at, (hub, _)): (usize, &(&SimulatedHub, Place))| HubReturn {
        hub: hub.name.clone(),
        lead_urn: hub.lead_urn,
        on: hub.on,
        caption: format!(
            "Simulated from seed {seed}: invented schools and invented years. No figure here is a fact about any school."
        ),
        schools: ReturnedSchool::all_in(&Facts::of(of_hub.remove(&at).unwrap_or_default())),
        practice: Vec::new(),
    };
    placed.iter().enumerate().map(returned).collect()
}
