//! What happens in a simulated history: who leads, which neighbours join, who stays.

use std::collections::BTreeSet;

use super::{FIRST_TRAINING, TRAINED_A_YEAR};
use crate::random::Random;
use crate::{Date, Fact, Facts, Place, Register, School, SchoolYear, Succession, Urn, What};

/// The assumptions, as they are shown.
pub(super) const ASSUMPTIONS: [&str; 6] = [
    "140 specialists are trained in each school year from 2015/16 and lead from the next (public figure of 2016: 140 trained, 560 more in four years).",
    "Of the specialists trained, 3 in 100 stop leading each year (ours).",
    "Each leads one Development Work Group a year, of the six or seven nearest primary schools that never began one (rule of 2018/19, taken to hold before).",
    "Of the schools that sign up, 3 in 100 never begin and 4 in 100 leave by February (ours).",
    "A school is at each of six sessions with 9 chances in 10, and completes with four or more (ours).",
    "Of the schools that complete, 6 in 10 begin an Embedding Work Group the year after (ours).",
];

const DEVELOPMENT: &str = "primary-development";
const EMBEDDING: &str = "primary-embedding";

struct Nation<'n> {
    schools: Vec<&'n School>,
    lines: &'n Succession,
    random: Random,
    facts: Vec<Fact>,
    /// Schools whose line has signed up for a first group.
    joined: BTreeSet<Urn>,
    /// Schools that completed a Development Work Group in the year before.
    completed: Vec<Urn>,
}

/// The facts of the years, each with how many specialists lead in it.
pub(super) fn happen(
    register: &Register,
    lines: &Succession,
    years: &[(SchoolYear, usize)],
    seed: u64,
) -> Facts {
    let is_primary = |school: &&School| school.phase.as_deref() == Some("Primary");
    let mut nation = Nation {
        schools: register.schools().filter(is_primary).collect(),
        lines,
        // Another stream than that of the register.
        random: Random::new(seed ^ 0x5eed),
        facts: Vec::new(),
        joined: BTreeSet::new(),
        completed: Vec::new(),
    };
    for &(year, n_leads) in years {
        nation.live_through(year, n_leads);
    }
    Facts::of(nation.facts)
}

/// How many specialists lead in a school year, by what was made public.
pub(super) fn n_leads(year: SchoolYear) -> usize {
    let years_of_training = year.first_year().saturating_sub(FIRST_TRAINING);
    (0..years_of_training).fold(0, |held, _| held - held * 3 / 100 + TRAINED_A_YEAR)
}

impl Nation<'_> {
    fn live_through(&mut self, year: SchoolYear, n_leads: usize) {
        let spring = day(year.first_year(), 5, 20);
        let open: Vec<(Urn, Place)> = self
            .schools
            .iter()
            .filter(|school| school.is_open(spring) == Some(true))
            .filter_map(|school| Some((school.urn, school.place?)))
            .collect();
        let again: Vec<Urn> = std::mem::take(&mut self.completed);
        for urn in again {
            if self.random.below(10) < 6
                && let Some(now) = self.lines.successor_of(urn, spring)
            {
                self.take_part(now, EMBEDDING, year);
            }
        }
        let has_joined = |joined: &BTreeSet<Urn>, urn: Urn| {
            joined.contains(&urn) || !self.lines.ancestors(urn).is_disjoint(joined)
        };
        let mut free: Vec<(Urn, Place)> =
            open.iter().filter(|(urn, _)| !has_joined(&self.joined, *urn)).copied().collect();
        for _ in 0..n_leads {
            if open.is_empty() || free.is_empty() {
                return;
            }
            let (_, from) = open[self.random.below(open.len())];
            let size = (6 + self.random.below(2)).min(free.len());
            // Sorted, so that no choice rests on how the nearest were found.
            let key = |(urn, place): &(Urn, Place)| (square_metres(*place, from), *urn);
            free.select_nth_unstable_by_key(size - 1, key);
            free[..size].sort_unstable_by_key(key);
            for (urn, _) in free.drain(..size).collect::<Vec<_>>() {
                self.joined.insert(urn);
                self.take_part(urn, DEVELOPMENT, year);
            }
        }
    }

    fn take_part(&mut self, urn: Urn, programme: &str, year: SchoolYear) {
        let begins = year.first_year();
        self.record(urn, programme, year, What::SignedUp, day(begins, 5, 20));
        if self.random.below(100) < 3 {
            return;
        }
        self.record(urn, programme, year, What::Started, day(begins, 10, 5));
        let leaves = self.random.below(100) < 4;
        let meetings = [
            (begins, 10, 5),
            (begins, 12, 1),
            (begins + 1, 2, 3),
            (begins + 1, 3, 20),
            (begins + 1, 5, 12),
            (begins + 1, 6, 25),
        ];
        let mut n_attended = 0;
        for (at, (y, m, d)) in meetings.into_iter().enumerate() {
            if leaves && at == 3 {
                self.record(urn, programme, year, What::Left, day(begins + 1, 2, 10));
                return;
            }
            if self.random.below(10) < 9 {
                n_attended += 1;
                self.record(urn, programme, year, What::Attended, day(y, m, d));
            }
        }
        if n_attended >= 4 {
            self.record(urn, programme, year, What::Completed, day(begins + 1, 7, 5));
            if programme == DEVELOPMENT {
                self.completed.push(urn);
            }
        }
    }

    /// Records under the number that the school has on that day; of two halves, the first.
    fn record(&mut self, urn: Urn, programme: &str, year: SchoolYear, what: What, on: Date) {
        let now = self.lines.heirs(urn, on).first().copied().unwrap_or(urn);
        self.facts.push(Fact {
            urn: now,
            programme: programme.to_owned(),
            year,
            what,
            on,
            hub: None,
        });
    }
}

fn square_metres(a: Place, b: Place) -> u64 {
    let east = u64::from(a.easting.abs_diff(b.easting));
    let north = u64::from(a.northing.abs_diff(b.northing));
    east * east + north * north
}

fn day(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).expect("the days named exist in every year")
}
