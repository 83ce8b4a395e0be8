//! How well answers are foretold: area under the curve, log loss, mean square error, calibration.
//!
//! A figure that cannot be had, such as the area when every answer was right, is none; never a number that is not one.
//! Start at `Tally::figures`.

use serde::{Deserialize, Serialize};

/// Chances foretold, each with what happened.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    // The bits of the chance, which is never below 0, and whether it was right as the last: larger for a larger chance.
    told: Vec<u32>,
}

/// How well answers were foretold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many answers.
    pub rows: usize,
    /// How often a right answer was given a higher chance than a wrong one; ties count half. None without both.
    pub auc: Option<f64>,
    /// The mean of -log of the chance given to what happened.
    pub log_loss: f64,
    /// The root of the mean square error.
    pub rmse: f64,
    /// The gap between chance and share right in ten equal bands of chance, weighted by rows.
    pub calibration: f64,
}

impl Tally {
    /// Adds one answer with the chance that was given to its being right.
    pub fn add(&mut self, chance: f64, is_right: bool) {
        #[allow(clippy::cast_possible_truncation)]
        let chance = chance.clamp(1e-6, 1.0 - 1e-6) as f32;
        self.told.push(chance.to_bits() << 1 | u32::from(is_right));
    }

    /// Adds all the answers of another.
    pub fn merge(&mut self, other: &Tally) {
        self.told.extend_from_slice(&other.told);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.told.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// How well they were foretold; none when there are none.
    #[allow(clippy::cast_precision_loss)]
    pub fn figures(&self) -> Option<Figures> {
        if self.is_empty() {
            return None;
        }
        let n = self.len() as f64;
        let (mut log_loss, mut square) = (0.0, 0.0);
        for (chance, right) in self.pairs() {
            log_loss -= libm::log(if right { chance } else { 1.0 - chance });
            let miss = chance - f64::from(u8::from(right));
            square += miss * miss;
        }
        Some(Figures {
            rows: self.len(),
            auc: self.area(),
            log_loss: log_loss / n,
            rmse: libm::sqrt(square / n),
            calibration: self.calibration(),
        })
    }

    fn pairs(&self) -> impl Iterator<Item = (f64, bool)> {
        self.told.iter().map(|told| (f64::from(f32::from_bits(told >> 1)), told & 1 == 1))
    }

    #[allow(clippy::cast_precision_loss)]
    fn area(&self) -> Option<f64> {
        let mut sorted = self.told.clone();
        sorted.sort_unstable();
        // Twice the pairs in the right order, a tie once.
        let (mut wrongs, mut twice): (u64, u128) = (0, 0);
        for tied in sorted.chunk_by(|a, b| a >> 1 == b >> 1) {
            let right = tied.iter().filter(|told| *told & 1 == 1).count() as u64;
            let wrong = tied.len() as u64 - right;
            twice += u128::from(right) * u128::from(2 * wrongs + wrong);
            wrongs += wrong;
        }
        let rights = self.len() as u64 - wrongs;
        let all = u128::from(rights) * u128::from(wrongs);
        (all > 0).then(|| twice as f64 / 2.0 / all as f64)
    }

    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn calibration(&self) -> f64 {
        const BANDS: usize = 10;
        let mut gaps = [0.0; BANDS];
        for (chance, right) in self.pairs() {
            let band = ((chance * BANDS as f64) as usize).min(BANDS - 1);
            gaps[band] += chance - f64::from(u8::from(right));
        }
        gaps.iter().map(|g| g.abs()).sum::<f64>() / self.len() as f64
    }
}
