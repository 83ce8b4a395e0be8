//! Schools allocated at random: half of each stratum takes part, half waits as a control.
//!
//! Within a stratum the schools are put in the order of their numbers and shuffled by the seed, so the same schools and
//! seed give the same allocation on any machine, and nobody chooses. Of an odd number the one over goes to the arm that
//! has fewer so far, by the seed where both have the same. Start at [`allocate`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::random::Random;
use crate::{Date, Facts, Rate, School, SchoolYear, Share, Succession, Urn, What};

/// What a school does in a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Arm {
    /// It may take part from the beginning.
    TakesPart,
    /// It waits as a control, and may take part after.
    Waits,
}

/// What strata are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StratifiedBy {
    /// The phase.
    Phase,
    /// The region.
    Region,
    /// The local authority.
    Authority,
}

/// A school that may be allocated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its number.
    pub urn: Urn,
    /// Its stratum, in words.
    pub stratum: String,
}

/// Where a school was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocated {
    /// Its number on that day.
    pub urn: Urn,
    /// Its stratum, in words.
    pub stratum: String,
    /// What it does.
    pub arm: Arm,
}

/// An allocation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// The programme it is about, by its slug.
    pub programme: String,
    /// The school year in which those who take part begin.
    pub year: SchoolYear,
    /// What the strata are made of.
    pub by: Vec<StratifiedBy>,
    /// The seed.
    pub seed: u64,
    /// The last day on which the controls wait.
    pub until: Date,
    /// The day.
    pub on: Date,
    /// Every school, in the order of strata and numbers.
    pub schools: Vec<Allocated>,
}

/// A school that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The school, by its number when it was allocated.
    pub urn: Urn,
    /// The programme it waits for.
    pub programme: String,
    /// The last day.
    pub until: Date,
    /// The project it waits for.
    pub project: String,
}

/// Why schools cannot be allocated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedAllocation {
    /// There are fewer than two in each arm.
    TooFew {
        /// How many there are.
        n: usize,
    },
    /// Two numbers are one school.
    OneSchool {
        /// One number.
        urn: Urn,
        /// The other.
        other: Urn,
    },
    /// A school has begun the programme already.
    HasBegun {
        /// The school.
        urn: Urn,
    },
    /// A school waits, or takes part, in another study of this programme.
    InAnother {
        /// The school.
        urn: Urn,
        /// That study.
        project: String,
    },
    /// The controls would wait for nothing.
    NoWait {
        /// The last day asked for.
        until: Date,
    },
}

/// What each arm did, as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArmFigures {
    /// The arm.
    pub arm: Arm,
    /// How many schools were put there.
    pub schools: usize,
    /// How many of them began the programme in the school year of the study.
    pub started: Rate,
    /// How many of them completed it then.
    pub completed: Rate,
}

impl StratifiedBy {
    /// Everything strata may be made of.
    pub const ALL: [Self; 3] = [Self::Phase, Self::Region, Self::Authority];

    /// Its name in a form.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Phase => "phase",
            Self::Region => "region",
            Self::Authority => "authority",
        }
    }

    fn of(self, school: &School) -> String {
        let text = match self {
            Self::Phase => &school.phase,
            Self::Region => &school.region,
            Self::Authority => &school.authority,
        };
        text.clone().unwrap_or_else(|| "not said".to_owned())
    }

    /// The stratum of a school, in words; "all" where strata are made of nothing.
    #[must_use]
    pub fn stratum(by: &[Self], school: &School) -> String {
        if by.is_empty() {
            return "all".to_owned();
        }
        by.iter().map(|one| one.of(school)).collect::<Vec<_>>().join(", ")
    }
}

impl Arm {
    /// In words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::TakesPart => "takes part",
            Self::Waits => "waits as a control",
        }
    }
}

/// Puts half of each stratum in each arm, by the seed.
///
/// # Errors
///
/// [`RefusedAllocation::TooFew`] under four schools, [`RefusedAllocation::OneSchool`] where two numbers are one line.
pub fn allocate(
    candidates: &[Candidate],
    lines: &Succession,
    seed: u64,
) -> Result<Vec<Allocated>, RefusedAllocation> {
    if candidates.len() < 4 {
        return Err(RefusedAllocation::TooFew { n: candidates.len() });
    }
    let urns: BTreeSet<Urn> = candidates.iter().map(|one| one.urn).collect();
    for (at, one) in candidates.iter().enumerate() {
        let line = lines.line(one.urn);
        let twin = candidates[at + 1..].iter().find(|other| line.contains(&other.urn));
        if let Some(other) = twin {
            return Err(RefusedAllocation::OneSchool { urn: one.urn, other: other.urn });
        }
    }
    debug_assert_eq!(urns.len(), candidates.len(), "a number is of its own line");
    let mut strata: BTreeMap<&str, Vec<Urn>> = BTreeMap::new();
    for one in candidates {
        strata.entry(&one.stratum).or_default().push(one.urn);
    }
    let mut random = Random::new(seed);
    let (mut n_part, mut n_wait) = (0_usize, 0_usize);
    let mut all = Vec::new();
    for (stratum, mut urns) in strata {
        urns.sort_unstable();
        for at in (1..urns.len()).rev() {
            urns.swap(at, random.below(at + 1));
        }
        let by_chance = random.below(2);
        let over = match n_part.cmp(&n_wait) {
            _ if urns.len().is_multiple_of(2) => 0,
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Greater => 0,
            std::cmp::Ordering::Equal => by_chance,
        };
        let n_first = urns.len() / 2 + over;
        n_part += n_first;
        n_wait += urns.len() - n_first;
        let mut own: Vec<Allocated> = urns
            .iter()
            .enumerate()
            .map(|(at, &urn)| Allocated {
                urn,
                stratum: stratum.to_owned(),
                arm: if at < n_first { Arm::TakesPart } else { Arm::Waits },
            })
            .collect();
        own.sort_by_key(|one| one.urn);
        all.extend(own);
    }
    Ok(all)
}

/// Every school that waits on a day, of allocations each with its project's title.
pub fn waiting<'a>(
    allocations: impl Iterator<Item = (&'a str, &'a Allocation)>,
    on: Date,
) -> Vec<Waits> {
    let mut all = Vec::new();
    for (project, allocation) in allocations.filter(|(_, one)| on <= one.until) {
        let controls = allocation.schools.iter().filter(|one| one.arm == Arm::Waits);
        all.extend(controls.map(|one| Waits {
            urn: one.urn,
            programme: allocation.programme.clone(),
            until: allocation.until,
            project: project.to_owned(),
        }));
    }
    all
}

/// What each arm did in the school year of the study. Rates of small numbers are hidden.
#[must_use]
pub fn by_arm(
    allocation: &Allocation,
    facts: &Facts,
    lines: &Succession,
    hidden_below: u32,
) -> Vec<ArmFigures> {
    let did = |what: What| -> BTreeSet<Urn> {
        let of = facts.all().filter(|fact| {
            fact.what == what
                && fact.programme == allocation.programme
                && fact.year == allocation.year
        });
        of.flat_map(|fact| lines.line(fact.urn)).collect()
    };
    let (started, completed) = (did(What::Started), did(What::Completed));
    let of = |arm: Arm| {
        let urns: Vec<Urn> =
            allocation.schools.iter().filter(|one| one.arm == arm).map(|one| one.urn).collect();
        let rate = |did: &BTreeSet<Urn>| {
            let n = urns.iter().filter(|urn| did.contains(urn)).count();
            rate_of(n, urns.len(), hidden_below)
        };
        ArmFigures {
            arm,
            schools: urns.len(),
            started: rate(&started),
            completed: rate(&completed),
        }
    };
    vec![of(Arm::TakesPart), of(Arm::Waits)]
}

fn rate_of(did: usize, of: usize, hidden_below: u32) -> Rate {
    use crate::Count;
    match (Count::of(did, hidden_below), Count::of(of, hidden_below)) {
        (_, Count::Shown(0)) => Rate::Nobody,
        (Count::Shown(did), Count::Shown(of)) => Rate::Shown(Share::new(did, of)),
        _ => Rate::Hidden,
    }
}

impl fmt::Display for RefusedAllocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { n } => write!(
                f,
                "{n} schools cannot be put in two arms; expected four or more, so that neither is one school"
            ),
            Self::OneSchool { urn, other } => {
                write!(f, "{urn} and {other} are one school by its numbers; expected one of them")
            }
            Self::HasBegun { urn } => write!(
                f,
                "{urn} has begun this programme before and cannot wait for it; expected schools that have not"
            ),
            Self::InAnother { urn, project } => write!(
                f,
                "{urn} is already allocated for “{project}” in this programme; expected schools of no other study"
            ),
            Self::NoWait { until } => write!(
                f,
                "the controls would wait until {}, which is over; expected a day to come",
                until.in_words()
            ),
        }
    }
}

impl std::error::Error for RefusedAllocation {}
