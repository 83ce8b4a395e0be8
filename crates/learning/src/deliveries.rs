//! What has been delivered: each device's own counts, kept as runs.
//!
//! A device counts what it sends, so a morning of its answers is one run and takes the room of one answer.
//! It never forgets a count. Start at `Deliveries::insert`.

use std::collections::BTreeMap;

use crate::ids::DeviceId;

/// The counts delivered by each device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Deliveries {
    /// The first count of each run with its last; runs neither meet nor touch.
    runs: BTreeMap<DeviceId, BTreeMap<i64, i64>>,
}

impl Deliveries {
    /// Takes a count; whether it had not been delivered before.
    pub fn insert(&mut self, device: &DeviceId, counter: i64) -> bool {
        if self.contains(device, counter) {
            return false;
        }
        let runs = self.runs.entry(device.clone()).or_default();
        let before = runs.range(..counter).next_back().map(|(&first, &last)| (first, last));
        let joins = before.filter(|(_, last)| last.checked_add(1) == Some(counter));
        let first = joins.map_or(counter, |(first, _)| first);
        let after = counter.checked_add(1).and_then(|next| runs.remove(&next));
        runs.insert(first, after.unwrap_or(counter));
        true
    }

    /// Whether a count has been delivered.
    pub fn contains(&self, device: &DeviceId, counter: i64) -> bool {
        let run = self.runs.get(device).and_then(|runs| runs.range(..=counter).next_back());
        run.is_some_and(|(_, &last)| counter <= last)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn of(counts: &[i64]) -> Deliveries {
        let mut all = Deliveries::default();
        for &counter in counts {
            all.insert(&"slate".into(), counter);
        }
        all
    }

    #[test]
    fn counts_that_follow_each_other_are_one_run() {
        let check = |counts: &[i64], runs: &[(i64, i64)]| {
            let found: Vec<_> = of(counts).runs[&"slate".into()].clone().into_iter().collect();
            assert_eq!(found, runs, "{counts:?}");
        };
        check(&[0, 1, 2, 3], &[(0, 3)]);
        check(&[3, 1, 0, 2], &[(0, 3)]);
        check(&[0, 2], &[(0, 0), (2, 2)]);
        check(&[2, 2], &[(2, 2)]);
        check(&[i64::MAX, i64::MIN], &[(i64::MIN, i64::MIN), (i64::MAX, i64::MAX)]);
        check(&[i64::MAX, i64::MAX - 1], &[(i64::MAX - 1, i64::MAX)]);
    }

    #[test]
    fn another_device_counts_for_itself() {
        let mut all = of(&[1]);
        assert!(!all.contains(&"phone".into(), 1));
        assert!(all.insert(&"phone".into(), 1));
    }

    proptest! {
        #[test]
        fn it_knows_what_a_set_knows(counts in prop::collection::vec(-6_i64..6, 0..30)) {
            let (mut all, mut set) = (Deliveries::default(), BTreeSet::new());
            for counter in counts {
                prop_assert_eq!(all.insert(&"slate".into(), counter), set.insert(counter));
            }
            for counter in -8..8 {
                prop_assert_eq!(all.contains(&"slate".into(), counter), set.contains(&counter));
            }
        }
    }
}
