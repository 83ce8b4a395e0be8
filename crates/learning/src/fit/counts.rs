//! What one pass over histories finds: expected counts, as whole numbers so that the order of adding never matters.
//!
//! Counts of parts add up to the counts of the whole, to the last bit. They hold nothing of any learner, so a school
//! can hand on its counts and keep its rows. Start at `StepCounts::merge`.

use serde::{Deserialize, Serialize};

use crate::fit::history::N_CLASSES;

/// The counts of every step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// One entry per step.
    pub steps: Vec<StepCounts>,
}

/// The expected counts of one step, in units of 1/2^28: up to 30,000,000,000 answers a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepCounts {
    /// How many histories, as a plain number.
    pub n_histories: u64,
    /// Secure before the first answer.
    pub first_secure: i64,
    /// Per kind of gap: stayed not yet, learned, lost, kept. One kind without times.
    pub gaps: Vec<[i64; 4]>,
    /// Per question: wrong while secure, right while secure; then wrong and right in all, as plain numbers.
    pub items: Vec<[i64; 4]>,
    /// The log-likelihood.
    pub log_likelihood: i128,
}

/// What 1 is stored as.
pub(crate) const ONE: f64 = 268_435_456.0;

/// Added to this, a number below a quarter of it is rounded, and stands in the lowest bits.
const ROUNDS: f64 = 6_755_399_441_055_744.0;

/// A count as it is stored: to the nearest whole number, a half to the even one.
pub(crate) fn stored(count: f64) -> i64 {
    let whole = count * ONE;
    if libm::fabs(whole) < ROUNDS / 4.0 {
        return (whole + ROUNDS).to_bits().wrapping_sub(ROUNDS.to_bits()).cast_signed();
    }
    // A float beyond the ends goes to the nearest end, and what is not a number to 0.
    #[allow(clippy::cast_possible_truncation)]
    let whole = libm::rint(whole) as i64;
    whole
}

/// Some counts as they are stored, none of them above six million.
pub(crate) fn stored_plain<const N: usize>(counts: &[f64; N]) -> [i64; N] {
    let mut all = [0; N];
    for at in 0..N {
        let whole = counts[at] * ONE + ROUNDS;
        all[at] = whole.to_bits().wrapping_sub(ROUNDS.to_bits()).cast_signed();
    }
    all
}

/// Whether these are so small that `stored_plain` gives what `stored` does.
pub(crate) fn are_plain<const N: usize>(counts: &[f64; N]) -> bool {
    const MOST: f64 = ROUNDS / 4.0 / ONE;
    counts.iter().fold(true, |are, count| are & (*count < MOST) & (*count > -MOST))
}

/// A stored count as it is read.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn read(count: i64) -> f64 {
    count as f64 / ONE
}

impl StepCounts {
    pub(crate) fn new(n_items: usize, is_timed: bool) -> StepCounts {
        StepCounts {
            n_histories: 0,
            first_secure: 0,
            gaps: vec![[0; 4]; if is_timed { N_CLASSES } else { 1 }],
            items: vec![[0; 4]; n_items],
            log_likelihood: 0,
        }
    }

    /// Whether there are so many kinds of gap: one without times, or all of them.
    pub(crate) fn has_gaps(n: usize) -> bool {
        n == 1 || n == N_CLASSES
    }

    /// Adds the counts of other histories of the same step.
    pub fn merge(&mut self, other: &StepCounts) {
        self.n_histories += other.n_histories;
        self.first_secure += other.first_secure;
        add(&mut self.gaps, &other.gaps);
        add(&mut self.items, &other.items);
        self.log_likelihood += other.log_likelihood;
    }

    /// The log-likelihood of the histories.
    #[allow(clippy::cast_precision_loss)]
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood as f64 / ONE
    }
}

fn add(sums: &mut [[i64; 4]], others: &[[i64; 4]]) {
    for (sum, other) in sums.iter_mut().zip(others) {
        for (one, more) in sum.iter_mut().zip(other) {
            *one += more;
        }
    }
}

impl Counts {
    /// Adds the counts of other histories, step by step.
    pub fn merge(&mut self, other: &Counts) {
        for (step, more) in self.steps.iter_mut().zip(&other.steps) {
            step.merge(more);
        }
        let known = self.steps.len();
        self.steps.extend(other.steps.iter().skip(known).cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The plain way to say it.
    #[allow(clippy::cast_possible_truncation)]
    fn plainly(count: f64) -> i64 {
        (count * ONE).round_ties_even() as i64
    }

    #[test]
    fn a_count_is_stored_to_the_nearest_whole() {
        for halves in -9..9 {
            let count = f64::from(halves) / 2.0 / ONE;
            assert_eq!(stored(count), plainly(count), "{halves} halves");
        }
        for count in [0.0, -0.0, 1e6, -1e6, 6_291_456.0, 1e9, 1e30, -1e30, f64::NAN] {
            assert_eq!(stored(count), plainly(count), "{count}");
        }
    }

    proptest! {
        #[test]
        fn any_count_is_stored_to_the_nearest_whole(count in -1e8..1e8f64) {
            prop_assert_eq!(stored(count), plainly(count));
        }
    }
}
