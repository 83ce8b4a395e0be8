//! Invented pupils who practise a few facts each school day by one of three rules, and what they know on the day.
//!
//! What is true of them is drawn with chance from a seed and kept from the rules. For tests and figures. Start at
//! [`Trial::known_on_the_day`].

use libm::exp;

use super::asking::{AskedIn, Asking, Task};
use super::choose::{Need, gain, is_rested};
use super::class::{KeyFacts, PupilFacts};
use super::family::{Family, Operation};
use super::known::Side;
use super::memory::{Grade, Memory};
use crate::fact::{Author, Fact, FactBody};
use crate::fit::Dice;
use crate::ids::PupilId;

/// How it is decided what to practise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// By gain on the day needed: ours.
    Gain,
    /// What is due first, due when nine in ten would recall it.
    DueDate,
    /// After 1, 2, 4, 8 and 16 days, from the start again when it was wrong.
    FixedIntervals,
}

/// One trial: the same pupils, facts and minutes for each rule.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// What the pupils are drawn from.
    pub seed: u64,
    /// How many pupils.
    pub n_pupils: usize,
    /// How many school days of practice.
    pub n_days: u16,
    /// How many facts a day.
    pub n_a_day: usize,
    /// How many days after the last practice the facts are needed.
    pub days_after: u16,
}

/// What is true of one pupil.
struct Truth {
    memories: Vec<Option<Memory>>,
    scale: f64,
    pace: f64,
}

const DAY: i64 = 86_400_000_000;
const INTERVALS: [i64; 5] = [1, 2, 4, 8, 16];

impl Trial {
    /// The mean number of facts known on the day, of the 66 multiplication families.
    pub fn known_on_the_day(&self, rule: Rule) -> f64 {
        let families: Vec<Family> =
            Family::all().filter(|family| family.operation() == Operation::Times).collect();
        let mut known = 0.0;
        for pupil in 0..self.n_pupils {
            let mut dice = Dice::new(self.seed.wrapping_add(pupil as u64 * 0x9e37));
            let mut truth = Truth::draw(&mut dice, families.len());
            known += self.one(rule, &families, &mut truth, &mut dice);
        }
        #[allow(clippy::cast_precision_loss)]
        let mean = known / self.n_pupils.max(1) as f64;
        mean
    }

    fn one(&self, rule: Rule, families: &[Family], truth: &mut Truth, dice: &mut Dice) -> f64 {
        let mut class = KeyFacts::default();
        let pupil = PupilId::from("invented");
        let mut streaks: Vec<Option<(usize, i64)>> = vec![None; families.len()];
        let days: Vec<i64> = (0..i64::from(self.n_days)).map(|day| day + day / 5 * 2).collect();
        let last = days.last().copied().unwrap_or(0);
        let by = (last + i64::from(self.days_after)) * DAY;
        for day in days {
            for n in 0..self.n_a_day {
                let now = day * DAY + i64::try_from(n).unwrap_or(0) * 20_000_000;
                let need = Need { now, by, lesson: &[], year: 2 };
                let facts = class.of(&pupil);
                let at = match rule {
                    Rule::Gain => by_gain(facts, families, &need),
                    Rule::DueDate => by_due_date(facts, families, now),
                    Rule::FixedIntervals => by_intervals(&streaks, now),
                };
                let Some(at) = at else { continue };
                let (right, millis) = truth.answer(at, now, dice);
                let streak = streaks[at].map_or(0, |(streak, _)| streak);
                streaks[at] = Some((if right { streak + 1 } else { 0 }, now));
                class.apply(&answer(&pupil, families[at], right, millis, now));
            }
        }
        truth.memories.iter().flatten().map(|memory| memory.recall(by, truth.scale)).sum()
    }
}

impl Truth {
    /// Four facts in ten known before, with stabilities of days to months; a pupil forgets up to a few times faster or
    /// slower than published.
    fn draw(dice: &mut Dice, n: usize) -> Truth {
        let scale = exp(0.5 * dice.bell());
        let pace = exp(0.9 + 0.3 * dice.bell());
        let memories = (0..n)
            .map(|_| {
                let is_known = dice.happens(0.4);
                let first = if dice.happens(0.5) { Grade::Easy } else { Grade::Good };
                is_known.then(|| Memory::first(first, -2 * DAY).after(Grade::Good, -DAY))
            })
            .collect();
        Truth { memories, scale, pace }
    }

    fn answer(&mut self, at: usize, now: i64, dice: &mut Dice) -> (bool, u32) {
        let recalled =
            self.memories[at].is_some_and(|memory| dice.happens(memory.recall(now, self.scale)));
        let seconds = self.pace * exp(0.4 * dice.bell());
        let grade = if recalled { Grade::Good } else { Grade::Again };
        let next =
            self.memories[at].map_or_else(|| Memory::first(grade, now), |m| m.after(grade, now));
        self.memories[at] = Some(next);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        (recalled, (seconds * 1000.0) as u32)
    }
}

/// The product whose practice is worth most, so that every rule asks the same kind of question.
fn by_gain(facts: &PupilFacts, families: &[Family], need: &Need<'_>) -> Option<usize> {
    let worth = |at: &usize| {
        let known = facts.known(families[*at]);
        gain(known, facts.scale(), Side::Forwards, need)
    };
    let rested = (0..families.len()).filter(|at| is_rested(facts, families[*at], need));
    rested.max_by(|a, b| worth(a).total_cmp(&worth(b)).then(b.cmp(a)))
}

fn by_due_date(facts: &PupilFacts, families: &[Family], now: i64) -> Option<usize> {
    let due = |family: &Family| {
        let known = facts.known(*family)?;
        let last = known.last(Side::Forwards)?;
        #[allow(clippy::cast_possible_truncation)]
        let wait = (known.stability_days(Side::Forwards)? * 86_400e6) as i64;
        Some(last + wait)
    };
    let dues: Vec<Option<i64>> = families.iter().map(due).collect();
    first_due(&dues, now)
}

fn by_intervals(streaks: &[Option<(usize, i64)>], now: i64) -> Option<usize> {
    let due =
        |(streak, last): (usize, i64)| last + INTERVALS[streak.min(INTERVALS.len() - 1)] * DAY;
    let dues: Vec<Option<i64>> = streaks.iter().map(|one| one.map(due)).collect();
    first_due(&dues, now)
}

/// The longest due, else the next new one, else whatever is due soonest.
fn first_due(dues: &[Option<i64>], now: i64) -> Option<usize> {
    let soonest = (0..dues.len()).filter(|at| dues[*at].is_some()).min_by_key(|at| dues[*at]);
    let is_due = soonest.and_then(|at| dues[at]).is_some_and(|due| due <= now);
    if is_due {
        return soonest;
    }
    dues.iter().position(Option::is_none).or(soonest)
}

fn answer(pupil: &PupilId, family: Family, right: bool, millis: u32, at: i64) -> Fact {
    Fact {
        id: "trial".into(),
        at,
        by: Author::System,
        body: FactBody::KeyFactAnswered {
            pupil: pupil.clone(),
            asked: Asking { family, task: Task::Recall, turned: false },
            text: String::new(),
            right,
            millis: Some(millis),
            within: AskedIn::Practice,
            device: "trial".into(),
            counter: at,
        },
    }
}
