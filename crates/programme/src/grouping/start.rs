//! A first partition: a curve through the map that keeps neighbours together, cut into groups at the least total distance.
//!
//! The curve is Hilbert's; the cut is exact for that order (dynamic programming over the place of the last cut).
//! A unit is left out only where the numbers allow no other way.

use super::Partition;
use super::units::Units;
use crate::{GroupSize, Place};

/// The cost of leaving one school out, in metres: more than any pairs in a group could come to.
pub(super) const LEFT_OUT: f64 = 1e12;
/// The finest level of the curve: squares of 32 m on the British grid.
const LEVELS: u32 = 16;

/// Cuts the units into groups; `worth` metres are taken off the total for each group, so a large worth asks for many.
///
/// `order` is that of the curve, or one in which units that are apart from an earlier one come last.
pub(super) fn cut(units: &Units, order: &[u32], size: GroupSize, worth: f64) -> Partition {
    let (least, most) = (usize::from(size.least), usize::from(size.most));
    // best[i]: the least cost of dealing with the first i units, and where the last group began.
    let mut best: Vec<(f64, Option<usize>)> = vec![(0.0, None)];
    for end in 1..=order.len() {
        let last = order[end - 1];
        let mut found = (best[end - 1].0 + LEFT_OUT * units.weight(last) as f64, None);
        let (mut schools, mut metres) = (0, 0.0);
        for begin in (0..end).rev() {
            let unit = order[begin];
            schools += units.weight(unit);
            let others = &order[begin + 1..end];
            if schools > most || others.iter().any(|&other| units.are_apart(unit, other)) {
                break;
            }
            metres += units.metres(unit, unit) / 2.0;
            metres += others.iter().map(|&other| units.metres(unit, other)).sum::<f64>();
            let cost = best[begin].0 + metres - worth;
            if schools >= least && cost < found.0 {
                found = (cost, Some(begin));
            }
        }
        best.push(found);
    }
    let mut partition = Partition { groups: Vec::new(), left_out: Vec::new() };
    let mut end = order.len();
    while end > 0 {
        let begin = best[end].1.unwrap_or(end - 1);
        match best[end].1 {
            Some(_) => partition.groups.push(order[begin..end].to_vec()),
            None => partition.left_out.push(order[begin]),
        }
        end = begin;
    }
    partition.groups.reverse();
    partition.left_out.reverse();
    partition
}

/// The orders to cut: along the curve, and, where some are to be apart, with the later of each such two at the end, for
/// a run along the curve may have no room for either.
pub(super) fn orders(units: &Units) -> Vec<Vec<u32>> {
    let along: Vec<u32> = (0..).take(units.len()).collect();
    if units.apart.is_empty() {
        return vec![along];
    }
    let is_later = |unit: &u32| units.apart.iter().any(|(_, later)| later == unit);
    let (last, mut first): (Vec<u32>, Vec<u32>) = along.iter().copied().partition(is_later);
    first.extend(last);
    vec![along, first]
}

/// How far along Hilbert's curve a place is (the usual turning of quadrants, level by level).
pub(super) fn along_the_curve(place: Place) -> u64 {
    let most = (1 << LEVELS) - 1;
    let (mut x, mut y) = ((place.easting >> 5).min(most), (place.northing >> 5).min(most));
    let mut along = 0;
    for level in (0..LEVELS).rev() {
        let side = 1 << level;
        let (right, top) = (u32::from(x & side != 0), u32::from(y & side != 0));
        along += u64::from(side) * u64::from(side) * u64::from((3 * right) ^ top);
        if top == 0 {
            if right == 1 {
                (x, y) = (most - x, most - y);
            }
            (x, y) = (y, x);
        }
    }
    along
}
