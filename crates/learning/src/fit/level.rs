//! A running level for each learner while a log is read: for the difficulty of questions and for benchmarks alone.
//!
//! It is dropped when the learner's rows end. It is never written, kept, shown or used for any pupil: ready, keep-up,
//! causes and depth cannot see it. Start at `fit_level`.

use serde::{Deserialize, Serialize};

use crate::fit::log::Log;
use crate::fit::predict::{Predictor, States};

/// How the level moves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LevelFigures {
    /// How far learners differ: the variance, in log-odds, before the first answer.
    pub spread: f64,
    /// How much it wanders from one answer to the next: the variance added.
    pub drift: f64,
}

impl Default for LevelFigures {
    /// Our choice, from how well held-out answers of a public log were foretold.
    fn default() -> Self {
        LevelFigures { spread: 0.5, drift: 0.003 }
    }
}

/// How far questions differ in difficulty before any answer: the variance in log-odds. Our choice, as above.
const DIFFER: f64 = 0.7;
/// How often the difficulties are gone over. Our choice: a third time changes nothing that can be seen.
const TIMES: usize = 2;

/// The level of one learner while their rows are read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Level {
    mean: f64,
    variance: f64,
    drift: f64,
}

/// One answer about to be seen: what is believed, and the log-odds of being right in either state.
pub(crate) struct Asked {
    pub(crate) secure: f64,
    pub(crate) odds_if_secure: f64,
    pub(crate) odds_if_not: f64,
    pub(crate) is_right: bool,
}

/// What became of it.
pub(crate) struct Outcome {
    /// The chance of a right answer, before it was seen.
    pub(crate) chance: f64,
    /// How secure the step is believed to be after it.
    pub(crate) after: f64,
    /// How fast the chance changes with the log-odds.
    pub(crate) slope: f64,
}

impl Level {
    pub(crate) fn new(figures: LevelFigures) -> Level {
        Level { mean: 0.0, variance: figures.spread, drift: figures.drift }
    }

    /// Foretells one answer, then takes it in: one step of a Gaussian filter.
    pub(crate) fn take(&mut self, asked: &Asked) -> Outcome {
        let if_secure = share(asked.odds_if_secure + self.mean);
        let if_not = share(asked.odds_if_not + self.mean);
        let held = asked.secure * if_secure;
        let chance = held + (1.0 - asked.secure) * if_not;
        let slope = held * (1.0 - if_secure) + (1.0 - asked.secure) * if_not * (1.0 - if_not);
        let both = chance * (1.0 - chance);
        let told = slope * slope / both;
        let miss = f64::from(u8::from(asked.is_right)) - chance;
        let variance = self.variance / (1.0 + self.variance * told);
        self.mean += variance * slope * miss / both;
        self.variance = variance + self.drift;
        let after = match asked.is_right {
            true => held / chance,
            false => asked.secure * (1.0 - if_secure) / (1.0 - chance),
        };
        Outcome { chance, after, slope }
    }
}

/// How much easier (above 0) or harder each item of the log is than its step, in log-odds, given the level of those
/// who were asked it. One entry per item of the log.
pub fn fit_level(log: &Log, predictor: &Predictor, is_in: impl Fn(usize) -> bool) -> Vec<f64> {
    let mut predictor = predictor.clone();
    let mut shifts = vec![0.0; log.n_items()];
    let mut states = States::default();
    for _ in 0..TIMES {
        predictor.shift(&shifts);
        // Per item: the pull of its answers, and how much they tell.
        let mut pulls = vec![(0.0, 1.0 / DIFFER); log.n_items()];
        for learner in (0..log.n_learners()).filter(|l| is_in(*l)) {
            predictor.walk(log, learner, &mut states, |foretold, outcome| {
                let both = outcome.chance * (1.0 - outcome.chance);
                let miss = f64::from(u8::from(log.is_right(foretold.row))) - outcome.chance;
                let pull = &mut pulls[log.item(foretold.row) as usize];
                pull.0 += outcome.slope * miss / both;
                pull.1 += outcome.slope * outcome.slope / both;
            });
        }
        for (shift, (pull, told)) in shifts.iter_mut().zip(pulls) {
            *shift += (pull - *shift / DIFFER) / told;
        }
    }
    shifts
}

pub(crate) fn odds(share: f64) -> f64 {
    libm::log(share / (1.0 - share))
}

pub(crate) fn share(odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-odds))
}
