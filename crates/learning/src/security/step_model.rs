//! The figures one step is weighed with: start, learning, forgetting, slip and guess, and how sure they are.
//!
//! Two states, secure and not yet. They are fitted by `fit`, or stand at the published starting values.
//! They belong to the step, never to a pupil. Start at `StepModel`.

use serde::{Deserialize, Serialize};

/// What came before a pupil was asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opportunity {
    /// Practice, or being asked.
    Practised,
    /// A lesson on the step.
    Taught,
    /// Keep-up on the step.
    KeepUp,
}

impl Opportunity {
    /// The three, in the order their learning rates are kept.
    pub const ALL: [Opportunity; 3] =
        [Opportunity::Practised, Opportunity::Taught, Opportunity::KeepUp];

    /// Its position in `StepModel::learn`.
    pub fn idx(self) -> usize {
        match self {
            Opportunity::Practised => 0,
            Opportunity::Taught => 1,
            Opportunity::KeepUp => 2,
        }
    }
}

/// How often a question is answered against the state: shares between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Habit {
    /// Wrong though secure.
    pub slip: f32,
    /// Right though not yet.
    pub guess: f32,
}

/// How many figures a step has, as counted in `StepModel::covariance`: start, learning, guess, slip, forgetting.
pub const N_FIGURES: usize = 5;

/// The figures of one step. Shares are between 0 and 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepModel {
    /// Secure before the first answer, when nothing is known of what it builds on.
    pub initial: f64,
    /// From not yet to secure at one opportunity, in the order of `Opportunity::ALL`.
    pub learn: [f64; 3],
    /// How fast what is secure is lost: the rate a day, so that after `d` days `exp(-forget * d)` is left.
    pub forget: f64,
    /// Right though not yet.
    pub guess: f64,
    /// Wrong though secure.
    pub slip: f64,
    /// How unsure the figures are: the covariance of start, learning, guess and slip as log-odds and of
    /// forgetting as a logarithm.
    pub covariance: [[f64; N_FIGURES]; N_FIGURES],
}

/// What fitted figures must stay between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Least and most of the start.
    pub initial: (f64, f64),
    /// Least and most of learning.
    pub learn: (f64, f64),
    /// Least and most of forgetting a day.
    pub forget: (f64, f64),
    /// Least and most of guessing; a question with choices has a floor of its own.
    pub guess: (f64, f64),
    /// Least and most of slipping.
    pub slip: (f64, f64),
}

impl Bounds {
    /// Slip and guess stay below a half, or the two states could change names (the usual silent fault of such
    /// fits). Our choice: the others only keep away from 0 and 1, and forgetting from half-lives under a week.
    pub const OURS: Bounds = Bounds {
        initial: (0.01, 0.99),
        learn: (0.001, 0.7),
        forget: (0.0001, 0.1),
        guess: (0.01, 0.49),
        slip: (0.005, 0.49),
    };
}

impl Default for StepModel {
    /// The published starting values, before any fit. Our choice: half a class secure when first asked, three in
    /// ten learning it in a lesson, a slip in ten, a guess in five, half of it lost in about half a year unpractised.
    fn default() -> Self {
        let mut covariance = [[0.0; N_FIGURES]; N_FIGURES];
        // Our choice: with nothing fitted, each figure may be out by about a factor of two.
        for (at, row) in covariance.iter_mut().enumerate() {
            row[at] = 0.25;
        }
        StepModel {
            initial: 0.4,
            learn: [0.1, 0.3, 0.3],
            forget: 0.004,
            guess: 0.2,
            slip: 0.1,
            covariance,
        }
    }
}

impl StepModel {
    /// How the step's questions are answered against the state, for one whose own habit is not known.
    ///
    /// `choices` is how many answers are offered; 0 when pupils write their own.
    pub fn habit(&self, choices: u8) -> Habit {
        let guess = self.guess.max(guess_floor(choices));
        #[allow(clippy::cast_possible_truncation)]
        Habit { slip: self.slip as f32, guess: guess as f32 }
    }

    /// The share of what is secure that is left after `days`.
    pub fn kept_after(&self, days: f64) -> f64 {
        libm::exp(-self.forget * days.max(0.0))
    }

    /// The start for a pupil of whom something is known on the steps it builds on: `prerequisites` are their shares
    /// secure. With all of them secure it is the step's own; with one missing, three tenths of it. Our choice.
    pub fn start_from(&self, prerequisites: &[f64]) -> f64 {
        const LEFT_WITHOUT: f64 = 0.3;
        let all: f64 = prerequisites.iter().map(|p| p.clamp(0.0, 1.0)).product();
        let (least, most) = Bounds::OURS.initial;
        (self.initial * (LEFT_WITHOUT + (1.0 - LEFT_WITHOUT) * all)).clamp(least, most)
    }
}

/// The share right by luck alone: an even share of the choices offered, next to nothing for a written answer.
pub fn guess_floor(choices: u8) -> f64 {
    match choices {
        0 | 1 => Bounds::OURS.guess.0,
        n => (1.0 / f64::from(n)).min(Bounds::OURS.guess.1),
    }
}
