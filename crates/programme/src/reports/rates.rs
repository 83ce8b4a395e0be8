//! Rates: of so many schools so many did, with the range that chance alone would give.
//!
//! Worked out in whole numbers, so every machine gives the same. The range is Wilson's (1927) at 95 in 100. A rate of
//! a small or withheld number is hidden with it. A rate says what happened, never what it was due to.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::small_numbers::hide_parts;
use crate::{Count, Fact, Facts, SchoolYear, Succession, Urn, What};

/// What a rate compares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RateDefinition {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its name as it is read.
    pub name: &'static str,
    /// Of which schools, and what they did, in a sentence.
    pub sentence: &'static str,
}

/// Every rate there is.
pub const RATES: [RateDefinition; 2] = [
    RateDefinition {
        slug: "completion",
        name: "Completion",
        sentence: "Of the schools that started in the school year, those recorded as having completed it by 31 August. Not recorded is not the same as not completed.",
    },
    RateDefinition {
        slug: "retention",
        name: "Retention",
        sentence: "Of the schools that completed a programme in the school year before, those that began one again in this, with whichever hub.",
    },
];

/// How the range beside a rate is worked out, in a sentence.
pub const RANGE: &str = "The range is Wilson's at 95 in 100: where the rate would lie if chance alone decided which of so few schools did. Small hubs have wide ranges.";

/// A rate as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rate {
    /// The rate and its range.
    Shown(Share),
    /// One of its numbers is hidden.
    Hidden,
    /// There is no school to speak of.
    Nobody,
}

/// So many of so many, with the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many did.
    pub did: usize,
    /// Of how many.
    pub of: usize,
    /// The share, in thousandths, rounded to the nearest.
    pub per_mille: u16,
    /// The lower end of the range, in thousandths, rounded down.
    pub low: u16,
    /// The upper end, in thousandths, rounded up.
    pub high: u16,
}

/// A rate of a school year, of all schools and hub by hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RateFigure {
    /// The definition, by its slug.
    pub definition: &'static str,
    /// The school year.
    pub year: SchoolYear,
    /// Of all schools.
    pub whole: Rate,
    /// Of each hub, by its name.
    pub hubs: BTreeMap<String, Rate>,
}

impl Share {
    /// `did` of `of`, which is at least 1 and at least `did`.
    #[must_use]
    pub fn new(did: usize, of: usize) -> Self {
        let (low, high) = range(did as u128, of as u128);
        let per_mille = thousandths((2_000 * did + of) / (2 * of));
        Self { did, of, per_mille, low, high }
    }

    /// Whether two ranges lie wholly apart.
    #[must_use]
    pub fn is_apart_from(&self, other: &Self) -> bool {
        self.high < other.low || other.high < self.low
    }
}

fn thousandths(n: usize) -> u16 {
    u16::try_from(n.min(1_000)).unwrap_or(1_000)
}

/// Wilson's range in thousandths: (2k + z² ± z √(z² + 4k(n − k)/n)) / 2(n + z²), with z² = 3.8416.
fn range(did: u128, of: u128) -> (u16, u16) {
    // Everything is multiplied by a million, so that the root is exact to a millionth.
    const MILLION: u128 = 1_000_000;
    const Z_SQUARED: u128 = 3_841_600;
    let middle = 2 * did * MILLION + Z_SQUARED;
    let under_root = Z_SQUARED * Z_SQUARED + 4 * Z_SQUARED * MILLION * did * (of - did) / of.max(1);
    let (half, whole) = (under_root.isqrt(), 2 * (of * MILLION + Z_SQUARED));
    let (low, high) = (middle.saturating_sub(half), middle + half);
    let clamp = |n: u128| thousandths(usize::try_from(n).unwrap_or(1_000));
    (clamp(low * 1_000 / whole), clamp((high * 1_000).div_ceil(whole)))
}

/// A rate of the schools that facts tell of; nothing where there is no rate of that slug.
#[must_use]
pub fn rate(
    slug: &str,
    year: SchoolYear,
    facts: &Facts,
    lines: &Succession,
    hidden_below: u32,
) -> Option<RateFigure> {
    let definition = RATES.iter().find(|known| known.slug == slug)?;
    let on = year.last_day();
    let is_retention = slug == "retention";
    let is_of = |fact: &&Fact| {
        if is_retention {
            fact.what == What::Completed && fact.year.next() == year
        } else {
            fact.what == What::Started && fact.year == year
        }
    };
    let is_did = |fact: &&Fact| {
        fact.year == year && fact.what == if is_retention { What::Started } else { What::Completed }
    };
    // Going on counts in any programme; completing counts in the one that was started.
    let programme = |fact: &'_ Fact| if is_retention { None } else { Some(fact.programme.clone()) };
    let done: BTreeSet<(Option<String>, Urn)> = facts
        .all()
        .filter(is_did)
        .flat_map(|fact| {
            lines.heirs(fact.urn, on).into_iter().map(move |urn| (programme(fact), urn))
        })
        .collect();
    let mut of_hub: BTreeMap<&str, Numbers> = BTreeMap::new();
    let mut whole = Numbers::default();
    for fact in facts.all().filter(is_of) {
        let heirs = lines.heirs(fact.urn, on);
        let did = heirs.into_iter().any(|urn| done.contains(&(programme(fact), urn)));
        whole.add(fact.urn, did);
        of_hub.entry(fact.hub.as_deref().unwrap_or("not said")).or_default().add(fact.urn, did);
    }
    let count = |urns: &BTreeSet<Urn>| lines.distinct(urns, on).len();
    let (all_of, all_did) = (count(&whole.of), count(&whole.did));
    let of: Vec<usize> = of_hub.values().map(|one| count(&one.of)).collect();
    let did: Vec<usize> = of_hub.values().map(|one| count(&one.did)).collect();
    let shown_of = hide_parts(all_of, &of, hidden_below);
    let shown_did = hide_parts(all_did, &did, hidden_below);
    let hubs = of_hub
        .keys()
        .enumerate()
        .map(|(at, hub)| ((*hub).to_owned(), shown(shown_did[at], shown_of[at])));
    Some(RateFigure {
        definition: definition.slug,
        year,
        hubs: hubs.collect(),
        whole: shown(Count::of(all_did, hidden_below), Count::of(all_of, hidden_below)),
    })
}

#[derive(Default)]
struct Numbers {
    of: BTreeSet<Urn>,
    did: BTreeSet<Urn>,
}

impl Numbers {
    fn add(&mut self, urn: Urn, did: bool) {
        self.of.insert(urn);
        if did {
            self.did.insert(urn);
        }
    }
}

fn shown(did: Count, of: Count) -> Rate {
    match (did, of) {
        (_, Count::Shown(0)) => Rate::Nobody,
        (Count::Shown(did), Count::Shown(of)) => Rate::Shown(Share::new(did, of)),
        _ => Rate::Hidden,
    }
}
