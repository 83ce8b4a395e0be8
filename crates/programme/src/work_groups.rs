//! Work groups over time: wishes, what a person changed, and the groups of one year that begin the next.
//!
//! Everything is folded from a hub's facts; schools are known by their numbers of today. Who is put with whom is found by
//! [`crate::regroup`]. Start at [`candidates`] and [`GroupsSoFar::of`]; changes by hand are [`Drawn::change`], the next year
//! is [`carry_over`].

mod by_hand;
mod next_year;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Around, Candidate, Date, Drawn, Group, HubBook, Place, SchoolYear, Session, Succession,
    Unplaced, Urn,
};

pub use by_hand::{ByHand, Changed, Known};
pub use next_year::{CarriedOver, NotGoingOn, carry_over, earlier_groups};

/// How two schools are to stand to each other in groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// In one group.
    Together,
    /// Never in one group.
    Apart,
}

/// A wish about two schools that holds until it is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The fact that says so.
    pub id: String,
    /// The two schools.
    pub schools: [Urn; 2],
    /// Together or apart.
    pub kept: Kept,
    /// Why.
    pub why: String,
    /// Since when.
    pub on: Date,
}

/// A school that a new proposal put elsewhere: from which group to which; nothing for none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its number.
    pub urn: String,
    /// The group it was in.
    pub from: Option<u32>,
    /// The group it is in.
    pub to: Option<u32>,
}

/// The number a school has on a day: the first of those it goes on as, itself where it goes on as none.
fn now(lines: &Succession, urn: Urn, on: Date) -> Urn {
    lines.heirs(urn, on).first().copied().unwrap_or(urn)
}

/// The same for a number as text; what is no number stays as it is.
fn now_in_words(lines: &Succession, urn: &str, on: Date) -> String {
    urn.parse().map_or_else(|_| urn.to_owned(), |urn| now(lines, urn, on).to_string())
}

impl Wish {
    /// Its two schools by their numbers of a day; nothing once they are one school.
    #[must_use]
    pub fn on(&self, lines: &Succession, on: Date) -> Option<[Urn; 2]> {
        let [a, b] = self.schools.map(|urn| now(lines, urn, on));
        (a != b).then_some([a, b])
    }
}

/// The schools that hold a place, with the wishes that concern two of them.
#[must_use]
pub fn candidates(
    book: &HubBook,
    lines: &Succession,
    holders: &BTreeSet<Urn>,
    place: impl Fn(Urn) -> Option<Place>,
    on: Date,
) -> Vec<Candidate> {
    let wishes: Vec<([Urn; 2], Kept)> = book
        .wishes
        .iter()
        .filter_map(|wish| Some((wish.on(lines, on)?, wish.kept)))
        .filter(|(schools, _)| schools.iter().all(|urn| holders.contains(urn)))
        .collect();
    let wished = |urn: Urn, kept: Kept| {
        let of = wishes.iter().filter(|(schools, is)| schools[0] == urn && *is == kept);
        of.map(|(schools, _)| schools[1].to_string()).collect()
    };
    let candidate = |&urn: &Urn| Candidate {
        urn: urn.to_string(),
        place: place(urn),
        keep_with: wished(urn, Kept::Together),
        keep_apart: wished(urn, Kept::Apart),
    };
    holders.iter().map(candidate).collect()
}

/// The groups as they stand, by the schools' numbers of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupsSoFar {
    groups: Vec<Group>,
    left_out: Vec<Unplaced>,
    begun: Vec<u32>,
}

impl GroupsSoFar {
    /// The groups of a drawing.
    #[must_use]
    pub fn of(drawn: &Drawn, lines: &Succession, on: Date) -> Self {
        Self::new(drawn.groups.clone(), drawn.unplaced.clone(), lines, on)
    }

    /// Groups and the schools without one.
    pub(crate) fn new(
        mut groups: Vec<Group>,
        mut left_out: Vec<Unplaced>,
        lines: &Succession,
        on: Date,
    ) -> Self {
        let renumber = |urns: &mut Vec<String>| {
            let mut seen = BTreeSet::new();
            *urns = urns.iter().map(|urn| now_in_words(lines, urn, on)).collect();
            urns.retain(|urn| seen.insert(urn.clone()));
        };
        for group in &mut groups {
            renumber(&mut group.urns);
            group.goes_on_from.iter_mut().for_each(|from| renumber(&mut from.urns));
        }
        for one in &mut left_out {
            one.urn = now_in_words(lines, &one.urn, on);
        }
        Self { groups, left_out, begun: Vec::new() }
    }

    /// The same, where some groups have met: who leads one of them stays with it.
    #[must_use]
    pub fn begun(self, begun: Vec<u32>) -> Self {
        Self { begun, ..self }
    }

    /// The same, for a proposal around it.
    #[must_use]
    pub fn around(&self) -> Around<'_> {
        Around { standing: &self.groups, left_out: &self.left_out, begun: &self.begun }
    }

    /// How many of its groups a new proposal leaves as they are.
    #[must_use]
    pub fn n_kept(&self) -> usize {
        self.groups.iter().filter(|group| !group.kept.is_empty()).count()
    }
}

/// Who is elsewhere after a proposal, in the order of their numbers.
#[must_use]
pub fn moves(before: &[Group], after: &[Group]) -> Vec<Moved> {
    let places = |groups: &[Group]| -> BTreeMap<String, u32> {
        let of = |group: &Group| {
            let id = group.id;
            group.urns.iter().map(move |urn| (urn.clone(), id)).collect::<Vec<_>>()
        };
        groups.iter().flat_map(of).collect()
    };
    let (before, after) = (places(before), places(after));
    let urns: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let all = urns.into_iter().map(|urn| Moved {
        urn: urn.clone(),
        from: before.get(urn).copied(),
        to: after.get(urn).copied(),
    });
    all.filter(|moved| moved.from != moved.to).collect()
}

/// What a group keeps in hand: its sessions of which something was written down, and those of the groups it goes on
/// from, the latest first.
#[must_use]
pub fn library<'b>(
    book: &'b HubBook,
    programme: &str,
    year: SchoolYear,
    group: &Group,
) -> Vec<&'b Session> {
    let mut of: BTreeSet<(String, SchoolYear, u32)> = BTreeSet::new();
    let mut open = vec![(programme.to_owned(), year, group.id)];
    open.extend(group.goes_on_from.iter().map(|from| (from.programme.clone(), from.year, from.id)));
    while let Some(one) = open.pop() {
        if !of.insert(one.clone()) {
            continue;
        }
        let drawn = book.groups.get(&(one.0, one.1));
        let earlier = drawn.and_then(|all| all.groups.iter().find(|group| group.id == one.2));
        let from = earlier.into_iter().flat_map(|group| &group.goes_on_from);
        open.extend(from.map(|from| (from.programme.clone(), from.year, from.id)));
    }
    let is_own = |one: &&Session| {
        one.said.is_some() && of.contains(&(one.programme.clone(), one.year, one.group))
    };
    book.sessions.all().into_iter().rev().filter(is_own).collect()
}
