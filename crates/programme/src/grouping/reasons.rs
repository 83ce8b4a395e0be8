//! Says what was proposed and why, in words a hub lead can read out.
//!
//! Groups that stood before keep their numbers: a new group has the number of the one it shares most schools with.
//! Start at [`Found::tell`].

use std::collections::{BTreeMap, BTreeSet};

use super::around::{Around, Parted};
use super::leads::{Assigned, Lead, assign, middle};
use super::units::Units;
use super::{Bound, Candidate, GoesOn, Group, Grouping, Partition, Unplaced};
use crate::{GroupSize, Place};

/// What was found for a list of schools.
pub(super) struct Found<'f> {
    /// The schools as they were given.
    pub schools: &'f [Candidate],
    /// Whose place was settled before.
    pub parted: &'f Parted,
    /// The units of the others.
    pub units: &'f Units,
    /// Their groups.
    pub partition: Partition,
    /// How many schools make a group, where that is known.
    pub size: Option<GroupSize>,
}

/// A group before it has a number and a lead.
struct Draft {
    /// The schools, by their place in the list.
    members: Vec<u32>,
    /// The group it goes on from or stays as, by its place among those that stood.
    stands: Option<usize>,
    /// Whether it stays as it was.
    is_closed: bool,
    /// The number.
    id: u32,
}

impl Found<'_> {
    /// Builds the proposal.
    pub(super) fn tell(self, leads: &[Lead], around: &Around, seed: u64) -> Grouping {
        let drafts = self.numbered(around);
        let wanted: Vec<Option<u32>> =
            drafts.iter().map(|draft| lead_of(draft, leads, around)).collect();
        let middles: Vec<Option<Place>> = drafts
            .iter()
            .map(|draft| middle(draft.members.iter().filter_map(|&at| self.place(at))))
            .collect();
        let assigned = assign(leads, &middles, &wanted);
        let mut groups: Vec<Group> = drafts
            .iter()
            .enumerate()
            .map(|(at, draft)| self.one_group(draft, at, leads, &middles, &assigned, around))
            .collect();
        groups.sort_by_key(|group| group.id);
        let placed: Vec<u32> = self.partition.groups.iter().flatten().copied().collect();
        let least = self.size.map_or(1, |size| size.least.into());
        let closed: u64 = self.parted.closed.iter().map(|(_, members)| self.metres(members)).sum();
        Grouping {
            total_metres: groups.iter().map(|group| group.metres).sum(),
            lower_bound_metres: closed + Bound::of(self.units, &placed, least).metres,
            unplaced: self.unplaced(),
            groups,
            seed,
            unused_leads: assigned.unused,
        }
    }

    fn urn(&self, at: u32) -> &str {
        &self.schools[at as usize].urn
    }

    fn place(&self, at: u32) -> Option<Place> {
        self.schools[at as usize].place
    }

    /// The schools of a unit, by their place in the whole list.
    fn of_unit(&self, unit: u32) -> impl Iterator<Item = u32> {
        self.units.members[unit as usize].iter().map(|&free| self.parted.at[free as usize])
    }

    fn metres(&self, members: &[u32]) -> u64 {
        let places: Vec<Place> = members.iter().filter_map(|&at| self.place(at)).collect();
        let from = places.iter().enumerate();
        from.flat_map(|(at, a)| places[at + 1..].iter().map(|b| a.metres_to(*b))).sum()
    }

    /// Every group with its number: that of the group it stays as, or shares most schools with, else a new one.
    fn numbered(&self, around: &Around) -> Vec<Draft> {
        let closed = self.parted.closed.iter().map(|(which, members)| Draft {
            members: members.clone(),
            stands: Some(*which),
            is_closed: true,
            id: around.standing[*which].id,
        });
        let mut drafts: Vec<Draft> = closed.collect();
        let n_closed = drafts.len();
        let found = self.partition.groups.iter().map(|group| {
            let mut members: Vec<u32> = group.iter().flat_map(|&unit| self.of_unit(unit)).collect();
            members.sort_unstable();
            Draft { members, stands: None, is_closed: false, id: 0 }
        });
        drafts.extend(found);
        // New groups are numbered by their first school in the list.
        drafts[n_closed..].sort_by_key(|draft| draft.members.first().copied());
        let taken: BTreeSet<usize> = drafts.iter().filter_map(|draft| draft.stands).collect();
        let mut stood: BTreeMap<&str, usize> = BTreeMap::new();
        for (which, group) in around.standing.iter().enumerate() {
            if !taken.contains(&which) {
                stood.extend(group.urns.iter().map(|urn| (urn.as_str(), which)));
            }
        }
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (at, draft) in drafts.iter().enumerate().skip(n_closed) {
            for which in draft.members.iter().filter_map(|&one| stood.get(self.urn(one))) {
                *shared.entry((*which, at)).or_default() += 1;
            }
        }
        let mut shared: Vec<_> = shared.into_iter().collect();
        shared.sort_by_key(|&((which, at), n)| (std::cmp::Reverse(n), which, at));
        let mut given = taken;
        for ((which, at), _) in shared {
            if drafts[at].stands.is_none() && given.insert(which) {
                drafts[at].stands = Some(which);
                drafts[at].id = around.standing[which].id;
            }
        }
        let used: BTreeSet<u32> = around.standing.iter().map(|group| group.id).collect();
        let mut free = (1..).filter(|id| !used.contains(id));
        for draft in drafts.iter_mut().filter(|draft| draft.stands.is_none()) {
            draft.id = free.next().expect("numbers do not end");
        }
        drafts
    }

    fn one_group(
        &self,
        draft: &Draft,
        at: usize,
        leads: &[Lead],
        middles: &[Option<Place>],
        assigned: &Assigned,
        around: &Around,
    ) -> Group {
        let stood = draft.stands.map(|which| &around.standing[which]);
        let lead = assigned.of_group[at].map(|lead| &leads[lead as usize]);
        let mut reasons = vec![self.how_far(&draft.members)];
        reasons.extend(self.wishes(&draft.members));
        reasons.extend(led(lead, middles[at], stood, leads, around));
        let is_same_lead = |group: &&Group| group.lead.as_ref() == lead.map(|lead| &lead.id);
        Group {
            id: draft.id,
            urns: draft.members.iter().map(|&member| self.urn(member).to_owned()).collect(),
            lead: lead.map(|lead| lead.id.clone()),
            metres: self.metres(&draft.members),
            reasons,
            kept: stood
                .filter(|_| draft.is_closed)
                .map(|group| group.kept.clone())
                .unwrap_or_default(),
            lead_by_hand: stood.filter(is_same_lead).is_some_and(|group| group.lead_by_hand),
            goes_on_from: self.goes_on_from(&draft.members, around),
        }
    }

    fn how_far(&self, members: &[u32]) -> String {
        let mut furthest: Option<(u64, &str, &str)> = None;
        for (nth, &a) in members.iter().enumerate() {
            for &b in &members[nth + 1..] {
                if let (Some(from), Some(to)) = (self.place(a), self.place(b)) {
                    let between = (from.metres_to(to), self.urn(a), self.urn(b));
                    furthest = furthest.max(Some(between));
                }
            }
        }
        match (members.len(), furthest) {
            (1, _) => "one school".to_owned(),
            (n, None) => format!("{n} schools; how far apart they are is not known"),
            (n, Some((metres, a, b))) => format!(
                "{n} schools; the two furthest apart, {a} and {b}, are {} from each other",
                kilometres(metres)
            ),
        }
    }

    /// What became of the wishes of a group's schools.
    fn wishes(&self, members: &[u32]) -> Vec<String> {
        let here: BTreeSet<u32> = members.iter().copied().collect();
        let of = |pairs: &BTreeSet<(u32, u32)>| -> Vec<(u32, u32)> {
            pairs.iter().filter(|(a, b)| here.contains(a) || here.contains(b)).copied().collect()
        };
        let both = |(a, b): (u32, u32)| here.contains(&a) && here.contains(&b);
        let mut said = Vec::new();
        for pair in of(&self.parted.together) {
            let (a, b) = (self.urn(pair.0), self.urn(pair.1));
            said.push(if both(pair) {
                format!("{a} and {b} are kept together, as asked")
            } else {
                format!(
                    "{a} and {b} are to be kept together, and one of them has no place here; let go what was settled by hand to bring them together"
                )
            });
        }
        for pair in of(&self.parted.apart) {
            let (a, b) = (self.urn(pair.0), self.urn(pair.1));
            said.push(if both(pair) {
                format!("{a} and {b} are to be kept apart, and a person put them together")
            } else {
                format!("{a} and {b} are kept apart, as asked")
            });
        }
        said
    }

    /// The groups of earlier years whose schools are among these.
    fn goes_on_from(&self, members: &[u32], around: &Around) -> Vec<GoesOn> {
        let here: BTreeSet<&str> = members.iter().map(|&member| self.urn(member)).collect();
        let all = around.standing.iter().flat_map(|group| &group.goes_on_from);
        let going = all.filter_map(|from| {
            let urns: Vec<String> =
                from.urns.iter().filter(|urn| here.contains(urn.as_str())).cloned().collect();
            (!urns.is_empty()).then(|| GoesOn { urns, ..from.clone() })
        });
        going.collect()
    }

    fn unplaced(&self) -> Vec<Unplaced> {
        let mut all: Vec<(u32, Unplaced)> = self.parted.out.clone();
        let mut add = |at: u32, why: &str| {
            let urn = self.urn(at).to_owned();
            all.push((at, Unplaced { urn, why: why.to_owned(), by_hand: false }));
        };
        if let Some(size) = self.size {
            let left: Vec<u32> =
                self.partition.left_out.iter().flat_map(|&unit| self.of_unit(unit)).collect();
            let why = self.why_left(left.len(), size);
            left.into_iter().for_each(|at| add(at, &why));
        }
        for &free in &self.units.nowhere {
            let at = self.parted.at[free as usize];
            let why = match self.place(at) {
                None => "its easting and northing are not known; with them it can be placed",
                Some(_) => "a school it is to be kept with has no easting and northing",
            };
            add(at, why);
        }
        all.sort_by_key(|(at, _)| *at);
        all.into_iter().map(|(_, unplaced)| unplaced).collect()
    }

    fn why_left(&self, n_left: usize, size: GroupSize) -> String {
        let waiting = usize::from(size.least).saturating_sub(n_left);
        if self.partition.groups.is_empty() && waiting > 0 {
            format!(
                "{n_left} schools are too few for a group of {}; {waiting} more would make one",
                size.words()
            )
        } else if waiting > 0 {
            format!(
                "the other schools fill their groups of {}; {waiting} more schools near here would make another group",
                size.words()
            )
        } else {
            format!("the wishes to be together or apart leave no group of {} for it", size.words())
        }
    }
}

/// The lead who stays with a group: one that a person named, that of a group that stays, that has met, or that goes on.
fn lead_of(draft: &Draft, leads: &[Lead], around: &Around) -> Option<u32> {
    let stood = &around.standing[draft.stands?];
    let stays = draft.is_closed || stood.lead_by_hand || led_before(stood, around);
    let name = stood.lead.as_ref().filter(|_| stays)?;
    let found = leads.iter().position(|lead| lead.id == *name && lead.may_lead())?;
    u32::try_from(found).ok()
}

fn led_before(stood: &Group, around: &Around) -> bool {
    !stood.goes_on_from.is_empty() || around.begun.contains(&stood.id)
}

/// Why this lead, in words; nothing where there is nobody to choose from.
fn led(
    lead: Option<&Lead>,
    middle: Option<Place>,
    stood: Option<&Group>,
    leads: &[Lead],
    around: &Around,
) -> Option<String> {
    let Some(lead) = lead else {
        let why = "no lead: everyone trained and active is full";
        return (!leads.is_empty()).then(|| why.to_owned());
    };
    let way = match (lead.place, middle) {
        (Some(from), Some(to)) => {
            format!(", {} from the middle of the group", kilometres(from.metres_to(to)))
        }
        _ => String::new(),
    };
    let is_same = |group: &&Group| group.lead.as_ref() == Some(&lead.id);
    let before = match stood.filter(is_same) {
        Some(group) if group.lead_by_hand => ", named by hand",
        Some(group) if led_before(group, around) => ", who led it before",
        _ => "",
    };
    Some(format!("led by {}{before}{way}", lead.id))
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
