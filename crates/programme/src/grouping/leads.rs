//! Gives each group a lead: trained, active, with room, and near.
//!
//! Who was settled before stays while there is room. Then pairs of lead and group are taken nearest first, and any two
//! of those groups exchange leads where that shortens the way.

use serde::Serialize;

use crate::Place;

/// Somebody who could lead groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// How the list calls them.
    pub id: String,
    /// Where they start from; who is of no known place leads only where a person says so.
    pub place: Option<Place>,
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

impl Lead {
    /// Whether they may lead a group at all.
    pub(super) fn may_lead(&self) -> bool {
        self.is_trained && self.is_active
    }
}

/// Assigns `leads` to groups by their `middles`; `wanted` says who stays with which, first come first served.
pub(super) fn assign(
    leads: &[Lead],
    middles: &[Option<Place>],
    wanted: &[Option<u32>],
) -> Assigned {
    let mut room: Vec<u8> =
        leads.iter().map(|lead| if lead.may_lead() { lead.capacity } else { 0 }).collect();
    let mut of_group: Vec<Option<u32>> = vec![None; middles.len()];
    for (group, lead) in wanted.iter().enumerate() {
        let Some(lead) = *lead else { continue };
        if room[lead as usize] > 0 {
            of_group[group] = Some(lead);
            room[lead as usize] -= 1;
        }
    }
    let open: Vec<usize> = (0..middles.len()).filter(|&group| of_group[group].is_none()).collect();
    let mut pairs: Vec<(u64, usize, u32)> = Vec::new();
    for (lead, number) in leads.iter().zip(0..).filter(|(lead, _)| lead.may_lead()) {
        for &group in &open {
            if let (Some(from), Some(to)) = (lead.place, middles[group]) {
                pairs.push((from.metres_to(to), group, number));
            }
        }
    }
    pairs.sort_unstable();
    for (_, group, lead) in pairs {
        if of_group[group].is_none() && room[lead as usize] > 0 {
            of_group[group] = Some(lead);
            room[lead as usize] -= 1;
        }
    }
    exchange(leads, middles, &mut of_group, &open);
    let unused = leads.iter().zip(&room).filter_map(|(lead, &room)| unused(lead, room)).collect();
    Assigned { of_group, unused }
}

fn exchange(
    leads: &[Lead],
    middles: &[Option<Place>],
    of_group: &mut [Option<u32>],
    open: &[usize],
) {
    let way = |lead: u32, group: usize| {
        let (from, to) = (leads[lead as usize].place, middles[group]);
        from.zip(to).map_or(0, |(from, to)| from.metres_to(to))
    };
    let mut shorter = true;
    while shorter {
        shorter = false;
        for (nth, &a) in open.iter().enumerate() {
            for &b in &open[nth + 1..] {
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
    } else if lead.place.is_none() {
        "the place of their school is not known; name them by hand".to_owned()
    } else {
        format!("room for {room} more; every group near has a lead")
    };
    Some(UnusedLead { lead: lead.id.clone(), why })
}

/// The middle of a group: the mean of its places; nothing where none is known.
pub(super) fn middle(places: impl Iterator<Item = Place>) -> Option<Place> {
    let (mut n, mut east, mut north) = (0_u64, 0_u64, 0_u64);
    for place in places {
        n += 1;
        east += u64::from(place.easting);
        north += u64::from(place.northing);
    }
    let mean = |sum: u64| sum.checked_div(n).and_then(|mean| u32::try_from(mean).ok());
    Some(Place { easting: mean(east)?, northing: mean(north)? })
}
