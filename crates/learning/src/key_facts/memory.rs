//! How well something is remembered and how fast it fades, in hours: difficulty and stability after each recall.
//!
//! The formulae and weights are those of FSRS-6, fitted by its authors to about 350 million recalls of 9,999 people
//! (open-spaced-repetition, awesome-fsrs wiki "The Algorithm", and srs-benchmark); days are taken as fractions, so
//! that hours count. Its four marks are never shown to anybody. Start at [`Memory::after`].

use libm::{exp, log, pow};

/// How a recall went, for the memory alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Wrong, or not in time.
    Again,
    /// Right after thinking.
    Hard,
    /// Right.
    Good,
    /// Right at once.
    Easy,
}

/// What is remembered of one side of one fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// The days after which nine in ten would still recall it.
    stability: f64,
    /// From 1 to 10.
    difficulty: f64,
    /// When it was last brought to mind, in microseconds since 1970.
    last: i64,
}

/// The weights of FSRS-6, w0 to w20.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
/// Stability stays between about a minute and a hundred years. Source: bounds of the same authors' program.
const STABILITY: (f64, f64) = (0.001, 36_500.0);
/// Under half a day a second recall says little of tomorrow; FSRS-6 has a formula of its own for it.
const SAME_DAY: f64 = 0.5;
const MICROSECONDS_A_DAY: f64 = 86_400e6;

impl Grade {
    fn number(self) -> f64 {
        match self {
            Grade::Again => 1.0,
            Grade::Hard => 2.0,
            Grade::Good => 3.0,
            Grade::Easy => 4.0,
        }
    }

    fn idx(self) -> usize {
        match self {
            Grade::Again => 0,
            Grade::Hard => 1,
            Grade::Good => 2,
            Grade::Easy => 3,
        }
    }
}

impl Memory {
    /// After the first recall.
    pub fn first(grade: Grade, at: i64) -> Memory {
        Memory { stability: W[grade.idx()], difficulty: first_difficulty(grade), last: at }
    }

    /// When it was last brought to mind.
    pub fn last(&self) -> i64 {
        self.last
    }

    /// The days after which nine in ten would still recall it.
    pub fn stability_days(&self) -> f64 {
        self.stability
    }

    /// The chance that it is recalled at a moment, between 0 and 1. `scale` stretches its stability: 1 for what is
    /// published, more where a pupil forgets more slowly.
    pub fn recall(&self, at: i64, scale: f64) -> f64 {
        curve(self.days_since(at), self.stability * scale)
    }

    /// After it was brought to mind once more.
    #[must_use]
    pub fn after(&self, grade: Grade, at: i64) -> Memory {
        let days = self.days_since(at);
        let recall = curve(days, self.stability);
        let stability = match grade {
            _ if days < SAME_DAY => self.same_day(grade),
            Grade::Again => self.forgotten(recall),
            _ => self.recalled(grade, recall),
        };
        Memory {
            stability: stability.clamp(STABILITY.0, STABILITY.1),
            difficulty: self.next_difficulty(grade),
            last: at.max(self.last),
        }
    }

    /// Part of the way to another memory: 0 stays here, 1 is there.
    #[must_use]
    pub fn towards(&self, other: &Memory, share: f64) -> Memory {
        let between = |from: f64, to: f64| from + (to - from) * share;
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
        let last = self.last + ((other.last - self.last) as f64 * share) as i64;
        Memory {
            stability: between(self.stability, other.stability),
            difficulty: between(self.difficulty, other.difficulty),
            last,
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn days_since(&self, at: i64) -> f64 {
        (at - self.last).max(0) as f64 / MICROSECONDS_A_DAY
    }

    fn recalled(&self, grade: Grade, recall: f64) -> f64 {
        let weight = match grade {
            Grade::Hard => W[15],
            Grade::Easy => W[16],
            Grade::Again | Grade::Good => 1.0,
        };
        let rise = exp(W[8])
            * (11.0 - self.difficulty)
            * pow(self.stability, -W[9])
            * (exp(W[10] * (1.0 - recall)) - 1.0)
            * weight;
        self.stability * (1.0 + rise)
    }

    fn forgotten(&self, recall: f64) -> f64 {
        let long = W[11]
            * pow(self.difficulty, -W[12])
            * (pow(self.stability + 1.0, W[13]) - 1.0)
            * exp(W[14] * (1.0 - recall));
        long.min(self.stability / exp(W[17] * W[18]))
    }

    fn same_day(&self, grade: Grade) -> f64 {
        let rise = exp(W[17] * (grade.number() - 3.0 + W[18])) * pow(self.stability, -W[19]);
        let rise = if grade >= Grade::Good { rise.max(1.0) } else { rise };
        self.stability * rise
    }

    fn next_difficulty(&self, grade: Grade) -> f64 {
        let step = -W[6] * (grade.number() - 3.0);
        let damped = self.difficulty + step * (10.0 - self.difficulty) / 9.0;
        let drawn = W[7] * first_difficulty(Grade::Easy) + (1.0 - W[7]) * damped;
        drawn.clamp(1.0, 10.0)
    }
}

fn first_difficulty(grade: Grade) -> f64 {
    (W[4] - exp(W[5] * (grade.number() - 1.0)) + 1.0).clamp(1.0, 10.0)
}

/// Nine in ten after as many days as the stability has, by the definition of stability.
fn curve(days: f64, stability: f64) -> f64 {
    let factor = exp(-log(0.9) / W[20]) - 1.0;
    pow(1.0 + factor * days / stability, -W[20])
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000_000;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-3 * expected, "{found}, expected {expected}");
    }

    #[test]
    fn nine_in_ten_are_left_after_its_stability() {
        for (grade, days) in [
            (Grade::Again, 0.212),
            (Grade::Hard, 1.2931),
            (Grade::Good, 2.3065),
            (Grade::Easy, 8.2956),
        ] {
            let memory = Memory::first(grade, 0);
            #[allow(clippy::cast_possible_truncation)]
            let then = (days * MICROSECONDS_A_DAY) as i64;
            near(memory.stability_days(), days);
            near(memory.recall(then, 1.0), 0.9);
        }
    }

    /// Worked by hand from the published formulae: good, then good again after two days and after eleven more.
    #[test]
    fn stability_grows_as_published() {
        let first = Memory::first(Grade::Good, 0);
        near(first.difficulty, 2.118);
        let second = first.after(Grade::Good, 2 * DAY);
        near(second.stability, 2.3065 * 4.75);
        let third = second.after(Grade::Good, 13 * DAY);
        assert!(third.stability > 40.0 && third.stability < 50.0, "{third:?}");
        let lost = third.after(Grade::Again, 60 * DAY);
        assert!(lost.stability < 3.0 && lost.difficulty > third.difficulty, "{lost:?}");
    }

    #[test]
    fn hours_count() {
        let memory = Memory::first(Grade::Good, 0);
        let hour = DAY / 24;
        assert!(memory.recall(hour, 1.0) > memory.recall(6 * hour, 1.0));
        let soon = memory.after(Grade::Good, hour).stability_days();
        let later = memory.after(Grade::Good, 20 * hour).stability_days();
        assert!(memory.stability_days() <= soon && soon < later, "{soon} {later}");
    }
}
