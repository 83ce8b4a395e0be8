//! Schools that must stay together are one unit; a school on its own is a unit of one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::start::along_the_curve;
use super::{Candidate, RefusedGrouping};
use crate::{GroupSize, Place};

/// The units of a list of schools.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// The schools of each unit, by their place in the list.
    pub members: Vec<Vec<u32>>,
    /// Where the schools of each unit are.
    pub places: Vec<Vec<Place>>,
    /// The pairs of units that must not share a group, smaller first.
    pub apart: BTreeSet<(u32, u32)>,
    /// Schools whose place is not known.
    pub nowhere: Vec<u32>,
}

impl Units {
    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// How many schools a unit has.
    pub(super) fn weight(&self, unit: u32) -> usize {
        self.members[unit as usize].len()
    }

    /// The sum of distances between the schools of two units, in metres.
    pub(super) fn metres(&self, a: u32, b: u32) -> f64 {
        let (a, b) = (&self.places[a as usize], &self.places[b as usize]);
        let mut sum = 0.0;
        for &from in a {
            for &to in b {
                let east = f64::from(from.easting) - f64::from(to.easting);
                let north = f64::from(from.northing) - f64::from(to.northing);
                sum += (east * east + north * north).sqrt();
            }
        }
        sum
    }

    pub(super) fn are_apart(&self, a: u32, b: u32) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(a.min(b), a.max(b)))
    }
}

/// Joins the schools with a known place into units.
pub(super) fn join(schools: &[Candidate], size: GroupSize) -> Result<Units, RefusedGrouping> {
    let by_urn = by_urn(schools)?;
    let wish = |school: &Candidate, other: &str| {
        by_urn.get(other).copied().ok_or_else(|| RefusedGrouping::unknown(school, other))
    };
    let mut head: Vec<u32> = (0..).take(schools.len()).collect();
    for (school, at) in schools.iter().zip(0..) {
        for other in &school.keep_with {
            let (a, b) = (root(&head, at), root(&head, wish(school, other)?));
            head[a.max(b) as usize] = a.min(b);
        }
    }
    let mut bundles: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for at in (0..).take(schools.len()) {
        bundles.entry(root(&head, at)).or_default().push(at);
    }
    let urn = |at: u32| schools[at as usize].urn.clone();
    if let Some(bundle) = bundles.values().find(|bundle| bundle.len() > usize::from(size.most)) {
        let urns = bundle.iter().map(|&at| urn(at)).collect();
        return Err(RefusedGrouping::TooManyTogether { urns, most: size.most });
    }
    let mut apart = Vec::new();
    for (school, at) in schools.iter().zip(0..) {
        for other in &school.keep_apart {
            let (a, b) = (root(&head, at), root(&head, wish(school, other)?));
            if a == b {
                return Err(RefusedGrouping::TogetherAndApart {
                    urn: school.urn.clone(),
                    other: other.clone(),
                });
            }
            apart.push((a, b));
        }
    }
    Ok(collect(schools, bundles, &apart))
}

pub(super) fn by_urn(schools: &[Candidate]) -> Result<HashMap<&str, u32>, RefusedGrouping> {
    let mut by_urn = HashMap::with_capacity(schools.len());
    for (school, at) in schools.iter().zip(0..) {
        if by_urn.insert(school.urn.as_str(), at).is_some() {
            return Err(RefusedGrouping::Twice { urn: school.urn.clone() });
        }
    }
    Ok(by_urn)
}

impl RefusedGrouping {
    /// A wish about a school that is not there.
    pub(super) fn unknown(school: &Candidate, other: &str) -> Self {
        Self::Unknown { urn: school.urn.clone(), other: other.chars().take(40).collect() }
    }
}

fn root(head: &[u32], mut at: u32) -> u32 {
    while head[at as usize] != at {
        at = head[at as usize];
    }
    at
}

fn collect(schools: &[Candidate], bundles: BTreeMap<u32, Vec<u32>>, apart: &[(u32, u32)]) -> Units {
    let mut units = Units {
        members: Vec::new(),
        places: Vec::new(),
        apart: BTreeSet::new(),
        nowhere: Vec::new(),
    };
    // In the order of the curve neighbours lie side by side in memory too.
    let mut bundles: Vec<(u32, Vec<u32>)> = bundles.into_iter().collect();
    let first = |bundle: &[u32]| schools[bundle[0] as usize].place.map(along_the_curve);
    bundles.sort_by_key(|(head, bundle)| (first(bundle), *head));
    let mut unit_of_head: HashMap<u32, u32> = HashMap::new();
    for (head, bundle) in bundles {
        let places: Option<Vec<Place>> =
            bundle.iter().map(|&at| schools[at as usize].place).collect();
        // One school of a bundle without a place keeps the whole bundle off the map.
        let Some(places) = places else {
            units.nowhere.extend(bundle);
            continue;
        };
        unit_of_head
            .insert(head, u32::try_from(units.members.len()).expect("fewer than 2^32 schools"));
        units.members.push(bundle);
        units.places.push(places);
    }
    for (a, b) in apart {
        if let (Some(&a), Some(&b)) = (unit_of_head.get(a), unit_of_head.get(b)) {
            units.apart.insert((a.min(b), a.max(b)));
        }
    }
    units
}
