//! Improves a partition by moving and exchanging units between neighbouring groups.
//!
//! Simulated annealing with a fixed number of tries, cooled from eight usual gaps between neighbours to a fifth of
//! one, and then every improving exchange that is left. No clock: the same seed gives the same groups everywhere.

use super::Partition;
use super::near::Map;
use super::start::LEFT_OUT;
use super::units::Units;
use crate::GroupSize;
use crate::random::Random;

/// The first and the last temperature, as parts of the mean distance to the nearest neighbour. Chosen by measuring.
const HOT: f64 = 8.0;
const COLD: f64 = 0.2;

/// Improves `partition` with `effort` tries for each unit and gives the new total of distances between units, in metres.
pub(super) fn improve(
    partition: &mut Partition,
    units: &Units,
    map: &Map,
    size: GroupSize,
    seed: u64,
    effort: u32,
) -> f64 {
    if partition.groups.is_empty() || units.len() < 2 {
        return 0.0;
    }
    let mut search = Search::new(partition, units, map, size);
    let mut random = Random::new(seed);
    let gap = map.mean_gap(units).max(1.0);
    // Each stage goes once along the curve: what lies side by side on the map is looked at together.
    let stages = effort.max(1);
    let falling = (COLD / HOT).powf(1.0 / f64::from(stages));
    let mut heat = HOT * gap;
    for _ in 0..stages {
        for unit in (0..).take(units.len()) {
            search.try_one(unit, &mut random, heat);
        }
        heat *= falling;
    }
    search.settle();
    let metres = search.own.iter().sum::<f64>() / 2.0;
    *partition = search.into_partition();
    metres
}

struct Search<'u> {
    units: &'u Units,
    map: &'u Map,
    least: usize,
    most: usize,
    /// The units of each group; the last is the one of those left out.
    groups: Vec<Vec<u32>>,
    n_schools: Vec<usize>,
    group_of: Vec<u32>,
    /// The sum of distances from each unit to the others of its group.
    own: Vec<f64>,
    /// Where each unit is, if it is a single school; the others are measured school by school.
    at: Vec<Option<(f64, f64)>>,
}

impl<'u> Search<'u> {
    fn new(partition: &Partition, units: &'u Units, map: &'u Map, size: GroupSize) -> Self {
        let mut groups = partition.groups.clone();
        groups.push(partition.left_out.clone());
        let mut group_of = vec![0; units.len()];
        for (group, number) in groups.iter().zip(0..) {
            for &unit in group {
                group_of[unit as usize] = number;
            }
        }
        let n_schools =
            groups.iter().map(|group| group.iter().map(|&unit| units.weight(unit)).sum()).collect();
        let at = units.places.iter().map(|places| match places[..] {
            [place] => Some((f64::from(place.easting), f64::from(place.northing))),
            _ => None,
        });
        let mut search = Self {
            units,
            map,
            least: size.least.into(),
            most: size.most.into(),
            groups,
            n_schools,
            group_of,
            own: vec![0.0; units.len()],
            at: at.collect(),
        };
        for unit in (0..).take(units.len()) {
            search.own[unit as usize] = search.to_group(unit, search.group_of[unit as usize]);
        }
        search
    }

    fn metres(&self, a: u32, b: u32) -> f64 {
        match (self.at[a as usize], self.at[b as usize]) {
            (Some((x, y)), Some((z, w))) => ((x - z) * (x - z) + (y - w) * (y - w)).sqrt(),
            _ => self.units.metres(a, b),
        }
    }

    fn is_left_out(&self, group: u32) -> bool {
        group as usize + 1 == self.groups.len()
    }

    /// The sum of distances from a unit to the units of a group, itself apart; nothing for those left out.
    fn to_group(&self, unit: u32, group: u32) -> f64 {
        if self.is_left_out(group) {
            return 0.0;
        }
        self.groups[group as usize]
            .iter()
            .filter(|&&other| other != unit)
            .map(|&other| self.metres(unit, other))
            .sum()
    }

    fn try_one(&mut self, unit: u32, random: &mut Random, heat: f64) {
        let near = self.map.near(unit);
        if near.is_empty() {
            return;
        }
        let towards = self.group_of[near[random.below(near.len())] as usize];
        if towards == self.group_of[unit as usize] {
            return;
        }
        let back = self.proposal(unit, towards, random);
        let Some(back) = back else { return };
        let change = self.change(unit, towards, &back);
        if change <= 0.0 || random.unit() < (-change / heat).exp() {
            self.exchange(unit, towards, &back);
        }
    }

    /// Which units come back from the other group: none for a move, else as many schools as the sizes ask for.
    fn proposal(&self, unit: u32, towards: u32, random: &mut Random) -> Option<Back> {
        let weight = self.units.weight(unit);
        let there = &self.groups[towards as usize];
        if self.fits(unit, towards, 0) && (there.is_empty() || random.below(2) == 0) {
            return Some(Back::none());
        }
        let first = *there.get(random.below(there.len().max(1)))?;
        let mut back = Back::one(first);
        let mut schools = self.units.weight(first);
        // A unit of several schools is exchanged for several units.
        let from = random.below(there.len());
        for step in 0..there.len() {
            if schools >= weight || self.fits(unit, towards, schools) {
                break;
            }
            let next = there[(from + step) % there.len()];
            if next != first && schools + self.units.weight(next) <= weight {
                back.push(next);
                schools += self.units.weight(next);
            }
        }
        self.fits(unit, towards, schools).then_some(back)
    }

    // Whether both groups keep a legal size when the unit goes and `n_back` schools come back.
    fn fits(&self, unit: u32, towards: u32, n_back: usize) -> bool {
        let from = self.group_of[unit as usize];
        let weight = self.units.weight(unit);
        let here = self.n_schools[from as usize] - weight + n_back;
        let there = self.n_schools[towards as usize] + weight - n_back;
        let legal =
            |group, n: usize| self.is_left_out(group) || (self.least..=self.most).contains(&n);
        // Nobody placed gives up a place unless somebody gains one.
        legal(from, here)
            && legal(towards, there)
            && (!self.is_left_out(towards) || n_back >= weight)
            && (!self.is_left_out(from) || n_back <= weight)
    }

    fn change(&self, unit: u32, towards: u32, back: &Back) -> f64 {
        let from = self.group_of[unit as usize];
        let back = back.units();
        let barred = |unit: u32, group: u32, leaving: &[u32]| {
            !self.units.apart.is_empty()
                && !self.is_left_out(group)
                && self.groups[group as usize]
                    .iter()
                    .any(|&other| !leaving.contains(&other) && self.units.are_apart(unit, other))
        };
        if barred(unit, towards, back) || back.iter().any(|&one| barred(one, from, &[unit])) {
            return f64::INFINITY;
        }
        let mut change = self.to_group(unit, towards) - self.own[unit as usize];
        let n_back: usize = back.iter().map(|&one| self.units.weight(one)).sum();
        if (self.is_left_out(from) || self.is_left_out(towards))
            && n_back != self.units.weight(unit)
        {
            // One more school has a place.
            change -= LEFT_OUT;
        }
        for &one in back {
            change += self.to_group(one, from) - self.own[one as usize];
            // The two were counted as if the other were still there.
            let between = self.metres(unit, one);
            change -= between
                * f64::from(
                    2 - u8::from(self.is_left_out(from)) - u8::from(self.is_left_out(towards)),
                );
        }
        // Pairs of those who come back left together: taken away twice above, and brought along.
        for (place, &one) in back.iter().enumerate() {
            for &other in &back[place + 1..] {
                let between = self.metres(one, other);
                if !self.is_left_out(towards) {
                    change += between;
                }
                if !self.is_left_out(from) {
                    change += between;
                }
            }
        }
        change
    }

    fn exchange(&mut self, unit: u32, towards: u32, back: &Back) {
        let from = self.group_of[unit as usize];
        self.shift(unit, from, towards);
        for &one in back.units() {
            self.shift(one, towards, from);
        }
    }

    // Moves one unit and keeps the sums of everyone concerned.
    fn shift(&mut self, unit: u32, from: u32, to: u32) {
        let place = self.groups[from as usize].iter().position(|&other| other == unit);
        self.groups[from as usize].swap_remove(place.expect("the unit is in its group"));
        for (group, sign) in [(from, -1.0), (to, 1.0)] {
            if self.is_left_out(group) {
                continue;
            }
            for place in 0..self.groups[group as usize].len() {
                let other = self.groups[group as usize][place];
                self.own[other as usize] += sign * self.metres(unit, other);
            }
        }
        self.own[unit as usize] = self.to_group(unit, to);
        self.groups[to as usize].push(unit);
        self.group_of[unit as usize] = to;
        let weight = self.units.weight(unit);
        self.n_schools[from as usize] -= weight;
        self.n_schools[to as usize] += weight;
    }

    /// Takes every improving move or exchange of one unit for one until there is none.
    fn settle(&mut self) {
        // Each pass lowers the total by at least a metre for each change made, so this ends; the limit is a belt.
        for _ in 0..100 {
            let mut changed = false;
            for unit in (0..).take(self.units.len()) {
                changed |= self.settle_one(unit);
            }
            if !changed {
                return;
            }
        }
    }

    fn settle_one(&mut self, unit: u32) -> bool {
        let mut best: Option<(f64, u32, Back)> = None;
        let map = self.map;
        for &near in map.near(unit) {
            let towards = self.group_of[near as usize];
            if towards == self.group_of[unit as usize] {
                continue;
            }
            let ones = self.groups[towards as usize].iter().map(|&one| Back::one(one));
            for back in std::iter::once(Back::none()).chain(ones) {
                let schools = back.units().iter().map(|&one| self.units.weight(one)).sum();
                if !self.fits(unit, towards, schools) {
                    continue;
                }
                let change = self.change(unit, towards, &back);
                if change < best.as_ref().map_or(-1.0, |&(least, ..)| least) {
                    best = Some((change, towards, back));
                }
            }
        }
        let Some((_, towards, back)) = best else { return false };
        self.exchange(unit, towards, &back);
        true
    }

    fn into_partition(mut self) -> Partition {
        let left_out = self.groups.pop().expect("the last group is of those left out");
        Partition { groups: self.groups, left_out }
    }
}

/// The few units that come back in an exchange, held without allocation.
struct Back {
    units: [u32; MOST_BACK],
    n: usize,
}

/// A unit of more schools than this is exchanged for bigger units only.
const MOST_BACK: usize = 8;

impl Back {
    fn none() -> Self {
        Self { units: [0; MOST_BACK], n: 0 }
    }

    fn one(unit: u32) -> Self {
        let mut back = Self::none();
        back.push(unit);
        back
    }

    fn push(&mut self, unit: u32) {
        if self.n < MOST_BACK {
            self.units[self.n] = unit;
            self.n += 1;
        }
    }

    fn units(&self) -> &[u32] {
        &self.units[..self.n]
    }
}
