//! Practice for the multiplication tables check of Year 4: forms as the real one is made, and what a pupil may expect.
//!
//! Source: Standards and Testing Agency, multiplication tables check assessment framework: 25 questions, 6 seconds each,
//! 3 seconds between, tables 2 to 12 with least and most for each, no pass mark. Start at [`form`] and [`Expected::of`].

use super::asking::{Asking, Task};
use super::class::PupilFacts;
use super::family::{Family, Operation};
use super::known::Side;
use crate::fit::Dice;
use crate::readiness::number_chances;

/// How many questions a form has.
pub const QUESTIONS: usize = 25;
/// How long there is for each, in seconds, typing included.
pub const SECONDS: u8 = 6;
/// How long it pauses between two, in seconds.
pub const PAUSE_SECONDS: u8 = 3;

/// Least and most questions whose first number is this table.
const LIMITS: [(u8, u8, u8); 11] = [
    (2, 0, 2),
    (3, 1, 3),
    (4, 1, 3),
    (5, 1, 3),
    (6, 2, 4),
    (7, 2, 4),
    (8, 2, 4),
    (9, 2, 4),
    (10, 0, 2),
    (11, 1, 3),
    (12, 2, 4),
];
/// Least and most questions of the tables of 2, 5 and 10 together.
const OF_KEY_STAGE_1: (u8, u8) = (3, 7);
/// About one try in two keeps every limit, so this many never fail together.
const TRIES: usize = 10_000;
/// Forms that an expected number is averaged over. Our choice.
const FORMS: u64 = 40;
/// Facts nobody has asked the pupil: likely so, and between these. Our choice.
const UNSEEN: (f64, f64, f64) = (0.2, 0.5, 0.8);

/// A practice form: 25 questions that keep every limit, none twice and none turned round. The same seed gives the same.
pub fn form(seed: u64) -> Vec<Asking> {
    let mut dice = Dice::new(seed);
    let mut tries = (0..TRIES).map(|_| attempt(&mut dice));
    tries.find_map(|form| form).unwrap_or_default()
}

/// Forms that an expected number is averaged over.
pub fn forms() -> Vec<Vec<Asking>> {
    (0..FORMS).map(form).collect()
}

fn attempt(dice: &mut Dice) -> Option<Vec<Asking>> {
    let mut first: Vec<u8> = LIMITS.iter().map(|(_, least, _)| *least).collect();
    while usize::from(first.iter().sum::<u8>()) < QUESTIONS {
        let at = dice.below(LIMITS.len());
        if first[at] < LIMITS[at].2 {
            first[at] += 1;
        }
    }
    let early = |table: &u8| matches!(table, 2 | 5 | 10);
    let of_early: u8 =
        LIMITS.iter().zip(&first).filter(|((table, ..), _)| early(table)).map(|(_, n)| n).sum();
    if of_early < OF_KEY_STAGE_1.0 || of_early > OF_KEY_STAGE_1.1 {
        return None;
    }
    let mut second = [0_u8; LIMITS.len()];
    let mut asked: Vec<Asking> = Vec::with_capacity(QUESTIONS);
    for (at, n) in first.iter().enumerate() {
        for _ in 0..*n {
            let with = pick(dice, at, &second, &asked)?;
            second[with] += 1;
            asked.push(asking(at, with)?);
        }
    }
    // The second number keeps its table's limits too, within one.
    let is_kept = |(n, (_, least, _)): (&u8, &(u8, u8, u8))| n + 1 >= *least;
    if !second.iter().zip(&LIMITS).all(is_kept) {
        return None;
    }
    for at in (1..asked.len()).rev() {
        asked.swap(at, dice.below(at + 1));
    }
    Some(asked)
}

/// A second number that is still free beside this first one.
fn pick(dice: &mut Dice, at: usize, second: &[u8], asked: &[Asking]) -> Option<usize> {
    let is_free = |with: &usize| {
        let is_new = |one: Asking| asked.iter().all(|known| known.family != one.family);
        second[*with] <= LIMITS[*with].2 && asking(at, *with).is_some_and(is_new)
    };
    let free: Vec<usize> = (0..LIMITS.len()).filter(is_free).collect();
    free.get(dice.below(free.len())).copied()
}

fn asking(at: usize, with: usize) -> Option<Asking> {
    let (first, second) = (LIMITS[at].0, LIMITS[with].0);
    let family = Family::try_new(Operation::Times, first, second).ok()?;
    Some(Asking { family, task: Task::Recall, turned: first > second })
}

/// How many of the 25 a pupil may expect, if the check were at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The low end: one time in forty it is fewer.
    pub low: usize,
    /// The mean.
    pub mean: f64,
    /// The high end: one time in forty it is more.
    pub high: usize,
    /// Of the facts it may ask, how many nobody has asked the pupil.
    pub n_unseen: usize,
}

impl Expected {
    /// What this pupil may expect over these forms, from answers seen, with the pupil's own typing inside the six
    /// seconds. None when no multiplication was answered.
    pub fn of(pupil: &PupilFacts, at: i64, forms: &[Vec<Asking>]) -> Option<Expected> {
        let scale = pupil.scale();
        let chance = |family: Family| {
            let typing = pupil.typing_seconds(if family.whole() < 100 { 2 } else { 3 });
            let seconds = (f64::from(SECONDS) - typing.unwrap_or(0.0)).max(0.5);
            pupil.known(family)?.within(Side::Forwards, at, scale, seconds)
        };
        let all = Family::all().filter(|family| family.operation() == Operation::Times);
        let (n_all, n_unseen) = all.fold((0, 0), |(all, unseen), family| {
            (all + 1, unseen + usize::from(chance(family).is_none()))
        });
        if n_unseen == n_all {
            return None;
        }
        let spread = |unseen: f64| -> Vec<f64> {
            let mut all = vec![0.0; QUESTIONS + 1];
            for form in forms {
                let shares: Vec<f64> =
                    form.iter().map(|one| chance(one.family).unwrap_or(unseen)).collect();
                for (sum, share) in all.iter_mut().zip(number_chances(&shares)) {
                    *sum += share;
                }
            }
            #[allow(clippy::cast_precision_loss)]
            all.into_iter().map(|sum| sum / forms.len().max(1) as f64).collect()
        };
        let (least, middle, most) = (spread(UNSEEN.0), spread(UNSEEN.1), spread(UNSEEN.2));
        #[allow(clippy::cast_precision_loss)]
        let mean = middle.iter().enumerate().map(|(n, share)| n as f64 * share).sum();
        Some(Expected { low: below(&least, 0.025), mean, high: below(&most, 0.975), n_unseen })
    }
}

/// The number at which this share of the chances is reached.
fn below(chances: &[f64], share: f64) -> usize {
    let mut sum = 0.0;
    let reached = chances.iter().position(|chance| {
        sum += chance;
        sum >= share
    });
    reached.unwrap_or(chances.len() - 1)
}
