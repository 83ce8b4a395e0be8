//! Gives each group a lead: trained, active, with room, and near.
//!
//! Pairs of lead and group are taken nearest first, then any two groups exchange leads where that shortens the way.

use serde::Serialize;

use super::Partition;
use super::units::Units;
use crate::Place;

/// Somebody who could lead groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// How the list calls them.
    pub id: String,
    /// Where they start from.
    pub place: Place,
    /// How many groups they can lead this year.
    pub capacity: u8,
    /// Whether the training for leading this programme is completed.
    pub is_trained: bool,
    /// Whether they are active this year.
    pub is_active: bool,
}

/// A lead with no group or with room left, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnusedLead {
    /// How the list calls them.
    pub lead: String,
    /// Why, in words.
    pub why: String,
}

/// Who leads which group, by place in the list of leads, and which leads have room.
pub(super) struct Assigned {
    pub of_group: Vec<Option<u32>>,
    pub unused: Vec<UnusedLead>,
}

/// Assigns `leads` to the groups.
pub(super) fn assign(leads: &[Lead], partition: &Partition, units: &Units) -> Assigned {
    let middles: Vec<Place> = partition.groups.iter().map(|group| middle(units, group)).collect();
    let may_lead = |lead: &Lead| lead.is_trained && lead.is_active;
    let mut room: Vec<u8> =
        leads.iter().map(|lead| if may_lead(lead) { lead.capacity } else { 0 }).collect();
    let mut of_group: Vec<Option<u32>> = vec![None; middles.len()];
    let mut pairs: Vec<(u64, u32, u32)> = Vec::new();
    for (lead, number) in leads.iter().zip(0..).filter(|(lead, _)| may_lead(lead)) {
        pairs.extend(
            middles.iter().zip(0..).map(|(m, group)| (lead.place.metres_to(*m), group, number)),
        );
    }
    pairs.sort_unstable();
    for (_, group, lead) in pairs {
        if of_group[group as usize].is_none() && room[lead as usize] > 0 {
            of_group[group as usize] = Some(lead);
            room[lead as usize] -= 1;
        }
    }
    exchange(leads, &middles, &mut of_group);
    let unused = leads.iter().zip(&room).filter_map(|(lead, &room)| unused(lead, room)).collect();
    Assigned { of_group, unused }
}

fn exchange(leads: &[Lead], middles: &[Place], of_group: &mut [Option<u32>]) {
    let way = |lead: u32, group: usize| leads[lead as usize].place.metres_to(middles[group]);
    let mut shorter = true;
    while shorter {
        shorter = false;
        for a in 0..of_group.len() {
            for b in a + 1..of_group.len() {
                let (Some(p), Some(q)) = (of_group[a], of_group[b]) else { continue };
                if way(q, a) + way(p, b) < way(p, a) + way(q, b) {
                    of_group.swap(a, b);
                    shorter = true;
                }
            }
        }
    }
}

fn unused(lead: &Lead, room: u8) -> Option<UnusedLead> {
    let why = if !lead.is_trained {
        "the training for leading is not completed".to_owned()
    } else if !lead.is_active {
        "not active this year".to_owned()
    } else if room == 0 {
        return None;
    } else {
        format!("room for {room} more; every group near has a lead")
    };
    Some(UnusedLead { lead: lead.id.clone(), why })
}

/// The middle of a group: the mean of its places.
pub(super) fn middle(units: &Units, group: &[u32]) -> Place {
    let places = || group.iter().flat_map(|&unit| units.places[unit as usize].iter());
    let n = u64::try_from(places().count().max(1)).expect("a group is small");
    let mean = |of: fn(&Place) -> u32| {
        let sum: u64 = places().map(|place| u64::from(of(place))).sum();
        u32::try_from(sum / n).expect("a mean of u32 is a u32")
    };
    Place { easting: mean(|place| place.easting), northing: mean(|place| place.northing) }
}
