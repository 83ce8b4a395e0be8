//! Proposes work groups: neighbouring schools, in groups of the size the rule says, with the least distance between them.
//!
//! The measure is the sum of straight distances over every pair of schools in a group. The way through: `units` joins
//! the schools that must stay together, `start` cuts a curve through the map into groups at the least cost, `anneal`
//! improves them by exchanges, `leads` gives each group a lead, `reasons` says why in words, `bound` says how far from
//! the best it can be at most; `around` keeps what a person changed and who goes on together from an earlier year. The
//! same schools, size and seed always give the same groups. Start at [`propose`], or at [`regroup`] where there are
//! groups already.

mod anneal;
mod around;
mod bound;
mod leads;
mod near;
mod reasons;
mod start;
mod units;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{GroupSize, Place, SchoolYear};

pub use around::Around;
use bound::Bound;
pub use leads::{Lead, UnusedLead};

/// A school that wants a place in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its number in the official register.
    pub urn: String,
    /// Where it is, when that is known.
    pub place: Option<Place>,
    /// Numbers of schools it must be in one group with.
    pub keep_with: Vec<String>,
    /// Numbers of schools it must not be in one group with.
    pub keep_apart: Vec<String>,
}

/// A proposal: groups, who has no place and why, and how good it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grouping {
    /// The groups, numbered from 1.
    pub groups: Vec<Group>,
    /// Schools without a place.
    pub unplaced: Vec<Unplaced>,
    /// The sum of distances over all pairs of schools in one group, in metres.
    pub total_metres: u64,
    /// No grouping of the placed schools into groups of this size has a smaller total than this, in metres.
    pub lower_bound_metres: u64,
    /// The seed of the search.
    pub seed: u64,
    /// Leads who have no group, or have room for more, and why.
    pub unused_leads: Vec<UnusedLead>,
}

/// Schools that would work together for a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// From 1.
    pub id: u32,
    /// The schools, in the order they were given.
    pub urns: Vec<String>,
    /// Who would lead it.
    pub lead: Option<String>,
    /// The sum of distances over its pairs, in metres.
    pub metres: u64,
    /// Why these schools and this lead, in words.
    pub reasons: Vec<String>,
    /// What a person changed in it, in words. While there is anything, a new proposal leaves its schools as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<String>,
    /// Whether a person named the lead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lead_by_hand: bool,
    /// The groups of earlier years it goes on from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goes_on_from: Vec<GoesOn>,
}

/// A group of an earlier year, and who of it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoesOn {
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// The number of the group then.
    pub id: u32,
    /// The schools that go on, by their numbers of today.
    pub urns: Vec<String>,
}

/// A school without a place in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplaced {
    /// Its number in the official register.
    pub urn: String,
    /// Why, and what would change it.
    pub why: String,
    /// Whether a person took it out: a new proposal leaves it out until it is let back in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
}

/// Wishes that cannot all be met, or schools that are not what they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedGrouping {
    /// A school stands in the list twice.
    Twice {
        /// Its number.
        urn: String,
    },
    /// A school is to be kept with, or apart from, one that is not in the list.
    Unknown {
        /// The school with the wish.
        urn: String,
        /// The school that is not in the list.
        other: String,
    },
    /// Two schools are to be kept together and apart.
    TogetherAndApart {
        /// One of them.
        urn: String,
        /// The other.
        other: String,
    },
    /// More schools are to be kept together than a group holds.
    TooManyTogether {
        /// The schools.
        urns: Vec<String>,
        /// The most a group holds.
        most: u8,
    },
}

/// Proposes groups of `size` for the `schools`, and a lead for each as far as `leads` goes.
///
/// `effort` is the number of exchanges tried for each school: see [`usual_effort`].
///
/// # Errors
///
/// [`RefusedGrouping`] when the wishes contradict each other or name a school that is not there.
pub fn propose(
    schools: &[Candidate],
    size: GroupSize,
    leads: &[Lead],
    seed: u64,
    effort: u32,
) -> Result<Grouping, RefusedGrouping> {
    regroup(schools, Some(size), leads, &Around::default(), seed, effort)
}

/// Proposes groups around those there are: what a person changed stays as it is, schools that go on together from an
/// earlier year stay together, and numbers stay with the groups they name.
///
/// Without a `size` nobody is put into a group: those that stand are kept, and the other schools are named.
///
/// # Errors
///
/// As [`propose`].
pub fn regroup(
    schools: &[Candidate],
    size: Option<GroupSize>,
    leads: &[Lead],
    around: &Around,
    seed: u64,
    effort: u32,
) -> Result<Grouping, RefusedGrouping> {
    let parted = around::part(schools, size, around)?;
    let (units, partition) = match size {
        Some(size) => {
            let units = units::join(&parted.free, size)?;
            let partition = search(&units, size, seed, effort);
            (units, partition)
        }
        None => (units::Units::default(), Partition::default()),
    };
    let found = reasons::Found { schools, parted: &parted, units: &units, partition, size };
    Ok(found.tell(leads, around, seed))
}

/// The best partition that was found.
fn search(units: &units::Units, size: GroupSize, seed: u64, effort: u32) -> Partition {
    let map = near::Map::new(units);
    // Many small groups have fewer pairs; few larger ones may keep tight clusters whole: both are tried where it is quick.
    let worth = MANY_GROUPS * map.mean_gap(units);
    let few = [(0.0, 0), (worth, 0), (0.0, 1), (worth, 1)];
    let tries = if units.len() <= FEW_SCHOOLS { &few[..] } else { &few[..1] };
    let orders = start::orders(units);
    let tries = orders.iter().flat_map(|order| tries.iter().map(move |one| (order, one)));
    let best = tries
        .map(|(order, &(worth, again))| {
            let mut partition = start::cut(units, order, size, worth);
            let seed = seed ^ (again << 63);
            let metres = anneal::improve(&mut partition, units, &map, size, seed, effort);
            let n_left_out: usize = partition.left_out.iter().map(|&unit| units.weight(unit)).sum();
            (n_left_out, metres, partition)
        })
        .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    best.expect("at least one partition was made").2
}

/// The exchanges to try for each of `n_schools`: more for a hub than for a nation, so that either takes a few seconds.
#[must_use]
pub fn usual_effort(n_schools: usize) -> u32 {
    let shared = 6_000_000 / u32::try_from(n_schools.max(1)).unwrap_or(u32::MAX);
    shared.clamp(1_500, 30_000)
}

/// Up to this many schools both ways of counting groups are tried, twice each.
const FEW_SCHOOLS: usize = 2_000;
/// What a group more is worth in the second way, in mean distances to the nearest neighbour. Chosen by measuring.
const MANY_GROUPS: f64 = 333.0;

/// Which unit is in which group: the working state of the search.
#[derive(Debug, Clone, Default)]
struct Partition {
    /// The units of each group.
    groups: Vec<Vec<u32>>,
    /// Units that no group has room for.
    left_out: Vec<u32>,
}

impl fmt::Display for RefusedGrouping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice { urn } => {
                write!(f, "school {urn} is in the list twice; expected each school once")
            }
            Self::Unknown { urn, other } => write!(
                f,
                "school {urn} is to be kept with or apart from `{other}`, which is not in the list; expected the number of a school that is"
            ),
            Self::TogetherAndApart { urn, other } => write!(
                f,
                "schools {urn} and {other} are to be kept together and apart; expected one of the two"
            ),
            Self::TooManyTogether { urns, most } => write!(
                f,
                "{} schools are to be kept together ({}); a group holds at most {most}",
                urns.len(),
                urns.join(", ")
            ),
        }
    }
}

impl std::error::Error for RefusedGrouping {}
