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

/// A count as it is stored.
pub(crate) fn stored(count: f64) -> i64 {
    // A float beyond the ends goes to the nearest end, and what is not a number to 0.
    #[allow(clippy::cast_possible_truncation)]
    let whole = libm::rint(count * ONE) as i64;
    whole
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
