//! A total that no grouping of the same schools can fall below.
//!
//! In a group of at least `s` schools each school has at least `s - 1` others with it, and they are no nearer than its
//! `s - 1` nearest among all that were placed. Adding that up over the schools counts every pair twice: half of it is
//! a lower bound. It is low: neighbours are shared out in a real grouping, and a school at the edge of one group may
//! have its nearest in another.

use super::units::Units;
use crate::Place;

/// The bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    /// In metres.
    pub metres: u64,
}

impl Bound {
    /// The bound for the placed schools in groups of at least `least`.
    pub(super) fn of(units: &Units, placed: &[u32], least: usize) -> Self {
        let places: Vec<Place> =
            placed.iter().flat_map(|&unit| units.places[unit as usize].iter().copied()).collect();
        let nearest = crate::grouping::near::nearest_metres(&places, least.saturating_sub(1));
        Self { metres: nearest.into_iter().sum::<u64>() / 2 }
    }
}
