//! The tasks of a family by the values of a chart, to find the neighbour of a task along an axis.
//!
//! Made once for a search. Start at [`ChartIndex::of`].

use std::collections::{BTreeMap, BTreeSet};

use crate::family::TaskFamily;
use crate::value::Value;

/// The tasks of a family by the values of a chart.
pub(super) struct ChartIndex {
    pub(super) axes: Vec<String>,
    /// The values of each axis, least first.
    pub(super) values: Vec<BTreeSet<Value>>,
    /// The place of the task in the family's space.
    pub(super) places: BTreeMap<Vec<Value>, usize>,
}

impl ChartIndex {
    /// Of a chart by its name; none where the family has none of this name or a task has no place in it.
    pub(super) fn of(family: &TaskFamily, name: &str) -> Option<Self> {
        let axes = family.chart(name)?.axes.clone();
        let mut values = vec![BTreeSet::new(); axes.len()];
        let mut places = BTreeMap::new();
        for (place, givens) in family.space.iter().enumerate() {
            let scope = family.scope(&family.task_of(givens)).ok()?;
            let at: Vec<Value> =
                axes.iter().map(|axis| family.value_of(axis, &scope)).collect::<Option<_>>()?;
            for (known, value) in values.iter_mut().zip(&at) {
                known.insert(value.clone());
            }
            places.insert(at, place);
        }
        Some(Self { axes, values, places })
    }
}
