//! The key facts of a class, folded from what its pupils answered: by pupil, by family, with the answers behind each.
//!
//! A pupil's own typing time is learnt from numbers copied and taken off every answer; how fast a pupil forgets is one
//! number beside the published weights, used to choose what to ask and to foretell a tables check, and for no word.
//! Start at [`KeyFacts::apply`].

use std::collections::BTreeMap;

use libm::{exp, log};

use super::asking::{AskedIn, Asking};
use super::family::{Family, Set};
use super::known::{Known, Side, Word, grade};
use super::memory::Grade;
use crate::fact::{Fact, FactBody};
use crate::ids::PupilId;

/// The key facts of a class.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeyFacts {
    pupils: BTreeMap<PupilId, PupilFacts>,
    met: Option<Vec<Set>>,
    held: Vec<(i64, Vec<Asking>)>,
    nobody: PupilFacts,
}

/// The key facts of one pupil.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PupilFacts {
    families: BTreeMap<Family, Known>,
    answers: BTreeMap<Family, Vec<Answered>>,
    last: Option<Answered>,
    copies: Vec<Copied>,
    keeping: Keeping,
}

/// One answer behind a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// What was asked.
    pub asked: Asking,
    /// What was typed.
    pub text: String,
    /// Whether it was right.
    pub right: bool,
    /// Seconds without typing; none when not known.
    pub seconds: Option<f64>,
    /// Where it was asked.
    pub within: AskedIn,
    /// When, in microseconds since 1970.
    pub at: i64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Copied {
    digits: u8,
    millis: u32,
    at: i64,
}

/// How a pupil keeps facts beside the published weights: the weight of each of a few scales.
#[derive(Debug, Clone, PartialEq)]
struct Keeping {
    log_weights: [f64; SCALES.len()],
}

/// Facts forgotten four times as fast as published to four times as slowly.
const SCALES: [f64; 5] = [0.25, 0.5, 1.0, 2.0, 4.0];
/// The published weights are the likeliest before anything is seen: as a bell of one doubling's spread. Our choice.
const PRIOR: [f64; 5] = [-2.0, -0.5, 0.0, -0.5, -2.0];
/// Recall on the same day says little about forgetting. Our choice.
const LEAST_GAP: i64 = 12 * 3_600_000_000;
/// How many copies the typing time is taken from: the newest. Our choice.
const COPIES: usize = 9;
/// Fewer copies than this, or none lately, and a number is asked to be copied. Our choice.
const ENOUGH_COPIES: usize = 3;
const LATELY: i64 = 30 * 86_400_000_000;

impl Default for Keeping {
    fn default() -> Keeping {
        Keeping { log_weights: PRIOR }
    }
}

impl Keeping {
    fn take(&mut self, known: &Known, side: Side, grade: Grade, at: i64) {
        let is_long = known.last(side).is_some_and(|last| at - last >= LEAST_GAP);
        if !is_long {
            return;
        }
        for (weight, scale) in self.log_weights.iter_mut().zip(SCALES) {
            let recall = known.recall(side, at, scale).unwrap_or(0.5).clamp(1e-6, 1.0 - 1e-6);
            *weight += log(if grade == Grade::Again { 1.0 - recall } else { recall });
        }
        let most = self.log_weights.iter().copied().fold(f64::MIN, f64::max);
        self.log_weights = self.log_weights.map(|weight| weight - most);
    }

    /// The mean of its logarithm, as a scale.
    fn scale(&self) -> f64 {
        let weights = self.log_weights.map(exp);
        let all: f64 = weights.iter().sum();
        exp(weights.iter().zip(SCALES).map(|(weight, scale)| weight / all * log(scale)).sum())
    }
}

impl KeyFacts {
    /// After one more fact of the class, in the order they were written.
    pub fn apply(&mut self, fact: &Fact) {
        match &fact.body {
            FactBody::KeyFactsMet { sets } => {
                self.met = Some(sets.iter().filter_map(|slug| Set::read(slug)).collect());
            }
            FactBody::KeyFactsHeld { asked } => {
                for pupil in self.pupils.values_mut() {
                    pupil.heard(asked, fact.at);
                }
                self.held.push((fact.at, asked.clone()));
            }
            FactBody::KeyFactAnswered { pupil, asked, text, right, millis, within, .. } => {
                let pupil = self.pupils.entry(pupil.clone()).or_default();
                pupil.answered(*asked, text.clone(), *right, *millis, *within, fact.at);
            }
            FactBody::NumberCopied { pupil, digits, millis, .. } => {
                let copies = &mut self.pupils.entry(pupil.clone()).or_default().copies;
                copies.push(Copied { digits: *digits, millis: *millis, at: fact.at });
            }
            _ => {}
        }
    }

    /// The kinds of fact it is folded from.
    pub const KINDS: [&str; 4] =
        ["key-facts-met", "key-facts-held", "key-fact-answered", "number-copied"];

    /// The sets the class has met: as was said, else what a class of its year has met before the year begins.
    pub fn met(&self, year: u8) -> Vec<Set> {
        self.met.clone().unwrap_or_else(|| Set::met_before(year))
    }

    /// The families the class has met, in the order of their numbers.
    pub fn families(&self, year: u8) -> Vec<Family> {
        let met = self.met(year);
        Family::all().filter(|family| met.iter().any(|set| family.is_in(*set))).collect()
    }

    /// What is known of a pupil; nothing when no answer was seen.
    pub fn of(&self, pupil: &PupilId) -> &PupilFacts {
        self.pupils.get(pupil).unwrap_or(&self.nobody)
    }

    /// When the class last had its five minutes, and what was asked.
    pub fn last_held(&self) -> Option<&(i64, Vec<Asking>)> {
        self.held.last()
    }

    /// How many of these pupils stand at each word with one side of a family: not seen, not yet, recalled, fluent.
    pub fn counts(&self, pupils: &[PupilId], family: Family, side: Side, now: i64) -> [usize; 4] {
        let mut counts = [0; 4];
        for pupil in pupils {
            counts[self.of(pupil).word(family, side, now) as usize] += 1;
        }
        counts
    }
}

impl PupilFacts {
    /// What is known of a family; none when nothing was seen of it.
    pub fn known(&self, family: Family) -> Option<&Known> {
        self.families.get(&family)
    }

    /// Where the pupil stands with one side of a family.
    pub fn word(&self, family: Family, side: Side, now: i64) -> Word {
        self.known(family).map_or(Word::NotSeen, |known| known.word(side, now))
    }

    /// The answers on a family, in the order they came.
    pub fn answers(&self, family: Family) -> &[Answered] {
        self.answers.get(&family).map_or(&[], Vec::as_slice)
    }

    /// The last answer to any fact.
    pub fn last(&self) -> Option<&Answered> {
        self.last.as_ref()
    }

    /// How many times slower than published this pupil forgets.
    pub fn scale(&self) -> f64 {
        self.keeping.scale()
    }

    /// Whether a number is to be copied before facts are asked, so that typing is never held against the pupil.
    pub fn needs_copies(&self, now: i64) -> bool {
        let lately = self.copies.iter().filter(|copied| now - copied.at < LATELY).count();
        lately < ENOUGH_COPIES
    }

    /// The seconds this pupil takes to see and type a number of so many digits: the median of copies of that length,
    /// else of all; none before enough copies.
    pub fn typing_seconds(&self, digits: u8) -> Option<f64> {
        let newest = &self.copies[self.copies.len().saturating_sub(COPIES)..];
        if newest.len() < ENOUGH_COPIES {
            return None;
        }
        let of = |is_meant: &dyn Fn(&Copied) -> bool| -> Vec<u32> {
            let mut millis: Vec<u32> = newest
                .iter()
                .filter(|copied| is_meant(copied))
                .map(|copied| copied.millis)
                .collect();
            millis.sort_unstable();
            millis
        };
        let same = of(&|copied| copied.digits == digits);
        let millis = if same.is_empty() { of(&|_| true) } else { same };
        millis.get(millis.len() / 2).map(|millis| f64::from(*millis) / 1000.0)
    }

    fn answered(
        &mut self,
        asked: Asking,
        text: String,
        right: bool,
        millis: Option<u32>,
        within: AskedIn,
        at: i64,
    ) {
        let typing = self.typing_seconds(asked.n_digits());
        let seconds = millis
            .zip(typing)
            .map(|(millis, typing)| (f64::from(millis) / 1000.0 - typing).max(0.2));
        let known = self.families.entry(asked.family).or_default();
        if let Some(side) = asked.task.side() {
            self.keeping.take(known, side, grade(right, seconds), at);
        }
        *known = std::mem::take(known).answered(&asked, right, seconds, at);
        let answered = Answered { asked, text, right, seconds, within, at };
        self.answers.entry(asked.family).or_default().push(answered.clone());
        self.last = Some(answered);
    }

    fn heard(&mut self, asked: &[Asking], at: i64) {
        for one in asked {
            let side = one.task.side().unwrap_or(Side::Forwards);
            if let Some(known) = self.families.get_mut(&one.family) {
                *known = std::mem::take(known).heard(side, at);
            }
        }
    }
}
