//! The nearest neighbours of each place, found through a grid of squares.

use std::collections::HashMap;

use super::units::Units;
use crate::Place;

/// How many neighbours of each unit are looked at.
const N_NEAR: usize = 12;
/// How many places a square of the grid holds on average.
const PER_SQUARE: f64 = 4.0;

/// The neighbours of every unit.
pub(super) struct Map {
    /// `n_near` for each unit, one unit after another.
    near: Vec<u32>,
    n_near: usize,
}

impl Map {
    pub(super) fn new(units: &Units) -> Self {
        // A unit counts as being where its first school is.
        let places: Vec<Place> = units.places.iter().map(|places| places[0]).collect();
        let squares = Squares::new(&places);
        let n_near = N_NEAR.min(places.len().saturating_sub(1));
        let near = (0..)
            .take(places.len())
            .flat_map(|unit| squares.nearest(unit, n_near).into_iter().map(|(_, other)| other))
            .collect();
        Self { near, n_near }
    }

    /// The mean distance from a unit to its nearest neighbour, in metres.
    pub(super) fn mean_gap(&self, units: &Units) -> f64 {
        let gaps = (0..)
            .take(units.len())
            .filter_map(|unit| self.near(unit).first().map(|&other| units.metres(unit, other)));
        let (n, sum) = gaps.fold((0_u32, 0.0), |(n, sum), gap| (n + 1, sum + gap));
        if n == 0 { 0.0 } else { sum / f64::from(n) }
    }

    /// The nearest units, nearest first.
    pub(super) fn near(&self, unit: u32) -> &[u32] {
        &self.near[unit as usize * self.n_near..][..self.n_near]
    }
}

/// For each place, the sum of distances to the `n` nearest others, in metres.
pub(super) fn nearest_metres(places: &[Place], n: usize) -> Vec<u64> {
    let squares = Squares::new(places);
    (0..)
        .take(places.len())
        .map(|at| squares.nearest(at, n).into_iter().map(|(metres, _)| metres).sum())
        .collect()
}

struct Squares<'p> {
    places: &'p [Place],
    side: u32,
    reach: u32,
    held: HashMap<(u32, u32), Vec<u32>>,
}

impl<'p> Squares<'p> {
    fn new(places: &'p [Place]) -> Self {
        let span = |of: fn(&Place) -> u32| {
            let (least, most) = (places.iter().map(of).min(), places.iter().map(of).max());
            most.unwrap_or(0) - least.unwrap_or(0) + 1
        };
        let (wide, high) = (span(|place| place.easting), span(|place| place.northing));
        let area = f64::from(wide) * f64::from(high);
        let n_places = u32::try_from(places.len().max(1)).unwrap_or(u32::MAX);
        let side = ((area * PER_SQUARE / f64::from(n_places)).sqrt() as u32).max(1);
        let mut held: HashMap<(u32, u32), Vec<u32>> = HashMap::new();
        for (place, at) in places.iter().zip(0..) {
            held.entry((place.easting / side, place.northing / side)).or_default().push(at);
        }
        Self { places, side, reach: wide.max(high) / side + 1, held }
    }

    /// The `n` nearest others with their distances in metres, nearest first; equal ones in the order of the list.
    fn nearest(&self, at: u32, n: usize) -> Vec<(u64, u32)> {
        let here = self.places[at as usize];
        let (x, y) = (here.easting / self.side, here.northing / self.side);
        let mut found: Vec<(u64, u32)> = Vec::new();
        for ring in 0..=self.reach {
            // Everything nearer than this has been seen once the ring before is done.
            let seen = u64::from(ring.saturating_sub(1)) * u64::from(self.side);
            found.sort_unstable();
            if found.len() >= n && (n == 0 || found[n - 1].0 <= seen) {
                break;
            }
            for square in ring_of(x, y, ring) {
                for &other in self.held.get(&square).into_iter().flatten() {
                    if other != at {
                        found.push((here.metres_to(self.places[other as usize]), other));
                    }
                }
            }
        }
        found.sort_unstable();
        found.truncate(n);
        found
    }
}

// The squares at a distance of `ring` squares round one.
fn ring_of(x: u32, y: u32, ring: u32) -> impl Iterator<Item = (u32, u32)> {
    let (left, right) = (i64::from(x) - i64::from(ring), i64::from(x) + i64::from(ring));
    let (low, high) = (i64::from(y) - i64::from(ring), i64::from(y) + i64::from(ring));
    (low..=high)
        .flat_map(move |row| {
            let edge = row == low || row == high;
            let step = if edge { 1 } else { right - left };
            let step = usize::try_from(step.max(1)).expect("a step is at least 1");
            (left..=right).step_by(step).map(move |column| (column, row))
        })
        .filter_map(|(column, row)| Some((u32::try_from(column).ok()?, u32::try_from(row).ok()?)))
}
