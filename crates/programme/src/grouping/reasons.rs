//! Says what was proposed and why, in words a hub lead can read out.

use super::leads::{Assigned, Lead, assign, middle};
use super::units::Units;
use super::{Bound, Candidate, Group, Grouping, Partition, Unplaced};
use crate::{GroupSize, Place};

/// Builds the proposal from the partition that was found.
pub(super) fn tell(
    schools: &[Candidate],
    units: &Units,
    partition: &Partition,
    size: GroupSize,
    leads: &[Lead],
    seed: u64,
) -> Grouping {
    let mut partition = partition.clone();
    // Groups are numbered by their first school in the list.
    let first = |group: &Vec<u32>| group.iter().map(|&unit| units.members[unit as usize][0]).min();
    partition.groups.sort_by_key(first);
    let assigned = assign(leads, &partition, units);
    let groups: Vec<Group> = partition
        .groups
        .iter()
        .zip(1..)
        .map(|(group, id)| one_group(schools, units, group, id, leads, &assigned))
        .collect();
    let placed: Vec<u32> = partition.groups.iter().flatten().copied().collect();
    Grouping {
        total_metres: groups.iter().map(|group| group.metres).sum(),
        lower_bound_metres: Bound::of(units, &placed, size.least.into()).metres,
        unplaced: unplaced(schools, units, &partition, size),
        groups,
        seed,
        unused_leads: assigned.unused,
    }
}

fn one_group(
    schools: &[Candidate],
    units: &Units,
    group: &[u32],
    id: u32,
    leads: &[Lead],
    assigned: &Assigned,
) -> Group {
    let mut members: Vec<u32> =
        group.iter().flat_map(|&unit| units.members[unit as usize].iter().copied()).collect();
    members.sort_unstable();
    let at: Vec<(&str, Place)> = members
        .iter()
        .filter_map(|&member| {
            let school = &schools[member as usize];
            Some((school.urn.as_str(), school.place?))
        })
        .collect();
    let mut metres = 0;
    let mut furthest = (0, "", "");
    for (place, &(a, from)) in at.iter().enumerate() {
        for &(b, to) in &at[place + 1..] {
            let between = from.metres_to(to);
            metres += between;
            furthest = furthest.max((between, a, b));
        }
    }
    let mut reasons = vec![format!(
        "{} schools; the two furthest apart, {} and {}, are {} from each other",
        members.len(),
        furthest.1,
        furthest.2,
        kilometres(furthest.0)
    )];
    for &unit in group.iter().filter(|&&unit| units.weight(unit) > 1) {
        let urns = units.members[unit as usize].iter().map(|&at| schools[at as usize].urn.as_str());
        reasons.push(format!(
            "{} are kept together, as asked",
            urns.collect::<Vec<_>>().join(" and ")
        ));
    }
    let apart = units.apart.iter().filter(|(a, b)| group.contains(a) != group.contains(b)).count();
    if apart > 0 {
        reasons.push(format!(
            "{apart} {} apart from a school here, as asked",
            if apart == 1 { "school is kept" } else { "schools are kept" }
        ));
    }
    let lead = assigned.of_group[id as usize - 1].map(|lead| &leads[lead as usize]);
    match lead {
        Some(lead) => {
            let way = lead.place.metres_to(middle(units, group));
            reasons.push(format!(
                "led by {}, {} from the middle of the group",
                lead.id,
                kilometres(way)
            ));
        }
        None if !leads.is_empty() => {
            reasons.push("no lead: everyone trained and active is full".to_owned());
        }
        None => {}
    }
    let urns = members.iter().map(|&member| schools[member as usize].urn.clone()).collect();
    Group { id, urns, lead: lead.map(|lead| lead.id.clone()), metres, reasons }
}

fn unplaced(
    schools: &[Candidate],
    units: &Units,
    partition: &Partition,
    size: GroupSize,
) -> Vec<Unplaced> {
    let left: Vec<u32> = partition
        .left_out
        .iter()
        .flat_map(|&unit| units.members[unit as usize].iter().copied())
        .collect();
    let waiting = usize::from(size.least).saturating_sub(left.len());
    let why_left = if partition.groups.is_empty() && waiting > 0 {
        format!(
            "{} schools are too few for a group of {}; {waiting} more would make one",
            left.len(),
            size.words()
        )
    } else if waiting > 0 {
        format!(
            "the other schools fill their groups of {}; {waiting} more schools near here would make another group",
            size.words()
        )
    } else {
        format!("the wishes to be together or apart leave no group of {} for it", size.words())
    };
    let mut all: Vec<(u32, String)> = left.into_iter().map(|at| (at, why_left.clone())).collect();
    for &at in &units.nowhere {
        let why = match schools[at as usize].place {
            None => "its easting and northing are not known; with them it can be placed",
            Some(_) => "a school it is to be kept with has no easting and northing",
        };
        all.push((at, why.to_owned()));
    }
    all.sort_unstable();
    all.into_iter()
        .map(|(at, why)| Unplaced { urn: schools[at as usize].urn.clone(), why })
        .collect()
}

impl GroupSize {
    /// The size in words: "6 or 7", "6", "3 to 8".
    pub(crate) fn words(self) -> String {
        match self.most - self.least {
            0 => self.least.to_string(),
            1 => format!("{} or {}", self.least, self.most),
            _ => format!("{} to {}", self.least, self.most),
        }
    }
}

// "840 m", "6.8 km": whole metres below a kilometre, tenths above, by whole-number arithmetic.
fn kilometres(metres: u64) -> String {
    if metres < 1_000 {
        return format!("{metres} m");
    }
    let tenths = (metres + 50) / 100;
    format!("{}.{} km", tenths / 10, tenths % 10)
}
