//! What is known of one pupil and one family: both sides of it, how soon answers come, and how the fact is used.
//!
//! It sees answers on this family and no other; how fast a pupil types is taken off before anything is weighed.
//! Start at [`Known::answered`] and [`Known::word`].

use std::collections::BTreeSet;

use libm::{erf, exp, log, sqrt};

use super::asking::{Asking, Task};
use super::memory::{Grade, Memory};

/// Which side of a family is brought to mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The product or the sum: 7 × 8.
    Forwards,
    /// The quotient or the difference: 56 ÷ 7.
    Backwards,
}

/// Where a pupil stands with one side of a family. It is about the fact, never about the pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Word {
    /// No answer was seen.
    NotSeen,
    /// Seen, and not yet recalled.
    NotYet,
    /// Right, soon enough not to interrupt the mathematics, and likely so a week from now.
    Recalled,
    /// Recalled with ease, and used in two ways.
    Fluent,
}

/// What is known of one pupil and one family.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    forwards: Option<Memory>,
    backwards: Option<Memory>,
    pace: Pace,
    n_right: [u16; 2],
    used: BTreeSet<Task>,
}

/// How soon right answers come, as a median in seconds without typing.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pace {
    log_seconds: f64,
    n: u16,
}

/// Right within this long counts. Source: the tables check, where six seconds make counting up impracticable.
const IN_TIME_SECONDS: f64 = 6.0;
/// Right after this long was thought out. Our choice, half of the six.
const THINKING_SECONDS: f64 = 3.0;
/// Right before this was at once. Our choice, a quarter of the six.
const AT_ONCE_SECONDS: f64 = 1.5;
/// How widely answer times spread about their median, as a logarithm. Our choice: two in three within a factor of 1.6.
const SPREAD: f64 = 0.5;
/// Before any time is seen, and as one answer's worth afterwards. Our choice.
const USUAL_SECONDS: f64 = 3.0;
/// Later answers count for at least this share. Our choice: about the last three say how soon it comes.
const NEWEST: f64 = 0.3;
/// Of those who recall one side, the share who can turn it round in time. Our choice until pilots say otherwise.
const TURNED: f64 = 0.5;
/// How far practice of one side, or of the fact in use, practises the other. Our choice.
const LINKED: f64 = 0.3;
/// A week, in microseconds.
pub(crate) const WEEK: i64 = 7 * 86_400_000_000;
const RECALLED: f64 = 0.90;
/// Twenty-five such facts give an even chance of all right. Source: the learner model, 0.973 to the 25th is a half.
const FLUENT: f64 = 0.97;
const FLUENT_SECONDS: f64 = 3.0;
/// One right answer may be luck. Our choice.
const LEAST_RIGHT: u16 = 2;
const LEAST_USES: usize = 2;

impl Default for Pace {
    fn default() -> Pace {
        Pace { log_seconds: log(USUAL_SECONDS), n: 1 }
    }
}

impl Side {
    /// Both.
    pub const ALL: [Side; 2] = [Side::Forwards, Side::Backwards];

    fn other(self) -> Side {
        match self {
            Side::Forwards => Side::Backwards,
            Side::Backwards => Side::Forwards,
        }
    }

    fn idx(self) -> usize {
        match self {
            Side::Forwards => 0,
            Side::Backwards => 1,
        }
    }
}

/// How a recall went; `seconds` without typing, none when not known.
pub(crate) fn grade(right: bool, seconds: Option<f64>) -> Grade {
    match (right, seconds) {
        (false, _) => Grade::Again,
        (true, Some(seconds)) if seconds > IN_TIME_SECONDS => Grade::Again,
        (true, Some(seconds)) if seconds > THINKING_SECONDS => Grade::Hard,
        (true, Some(seconds)) if seconds < AT_ONCE_SECONDS => Grade::Easy,
        (true, _) => Grade::Good,
    }
}

impl Known {
    /// After one more answer; `seconds` without typing, none when not known.
    #[must_use]
    pub fn answered(mut self, asked: &Asking, right: bool, seconds: Option<f64>, at: i64) -> Known {
        let grade = grade(right, seconds);
        if right && Task::FLEXIBLE.contains(&asked.task) {
            self.used.insert(asked.task);
        }
        let Some(side) = asked.task.side() else {
            // Using the fact brings it to mind on the way.
            if right {
                self.practise(Side::Forwards, Grade::Good, at);
            }
            return self;
        };
        let memory =
            self.memory(side).map_or_else(|| Memory::first(grade, at), |m| m.after(grade, at));
        *self.place(side) = Some(memory);
        if right {
            self.n_right[side.idx()] = self.n_right[side.idx()].saturating_add(1);
            self.pace.take(seconds);
            // A wrong answer here does not say that the other side is lost.
            self.practise(side.other(), grade, at);
        }
        self
    }

    /// After it was asked of the whole class and told: part of a recall where something was seen before, else nothing.
    #[must_use]
    pub fn heard(mut self, side: Side, at: i64) -> Known {
        self.practise(side, Grade::Good, at);
        self
    }

    /// After one recall of a side that went so, as it is foretold: its own memory moves, and nothing else is learnt of it.
    #[must_use]
    pub(crate) fn practised(mut self, side: Side, right: bool, at: i64) -> Known {
        let grade = grade(right, None);
        if let Some(memory) = self.place(side) {
            *memory = memory.after(grade, at);
        }
        self
    }

    fn practise(&mut self, side: Side, grade: Grade, at: i64) {
        if let Some(memory) = self.place(side) {
            *memory = memory.towards(&memory.after(grade, at), LINKED);
        }
    }

    fn memory(&self, side: Side) -> Option<&Memory> {
        match side {
            Side::Forwards => self.forwards.as_ref(),
            Side::Backwards => self.backwards.as_ref(),
        }
    }

    fn place(&mut self, side: Side) -> &mut Option<Memory> {
        match side {
            Side::Forwards => &mut self.forwards,
            Side::Backwards => &mut self.backwards,
        }
    }

    /// Whether any answer on this side was seen.
    pub fn is_seen(&self, side: Side) -> bool {
        self.memory(side).is_some()
    }

    /// When this side was last brought to mind.
    pub fn last(&self, side: Side) -> Option<i64> {
        self.memory(side).map(Memory::last)
    }

    /// The chance of a right answer within six seconds at a moment, without typing: recalled itself, or by turning round
    /// what is recalled of the other side. None when nothing was seen of either.
    pub fn in_time(&self, side: Side, at: i64, scale: f64) -> Option<f64> {
        self.within(side, at, scale, IN_TIME_SECONDS)
    }

    /// As [`Known::in_time`], within other seconds than six.
    pub(crate) fn within(&self, side: Side, at: i64, scale: f64, seconds: f64) -> Option<f64> {
        let recall = |side| self.memory(side).map(|memory| memory.recall(at, scale));
        let (own, other) = (recall(side), recall(side.other()));
        if own.is_none() && other.is_none() {
            return None;
        }
        let lost = (1.0 - own.unwrap_or(0.0)) * (1.0 - TURNED * other.unwrap_or(0.0));
        Some((1.0 - lost) * self.pace.within(seconds))
    }

    /// The days after which nine in ten would still recall this side, when it was seen.
    pub(crate) fn stability_days(&self, side: Side) -> Option<f64> {
        self.memory(side).map(Memory::stability_days)
    }

    /// The chance at a moment of bringing this side to mind, when it was seen itself.
    pub(crate) fn recall(&self, side: Side, at: i64, scale: f64) -> Option<f64> {
        self.memory(side).map(|memory| memory.recall(at, scale))
    }

    /// Where the pupil stands with one side, from answers on this family alone and with published weights.
    pub fn word(&self, side: Side, now: i64) -> Word {
        if !self.is_seen(side) {
            return Word::NotSeen;
        }
        let likely = self.in_time(side, now + WEEK, 1.0).unwrap_or(0.0);
        let is_often = self.n_right[side.idx()] >= LEAST_RIGHT;
        if !is_often || likely < RECALLED {
            return Word::NotYet;
        }
        let is_easy = likely >= FLUENT && self.pace.median() <= FLUENT_SECONDS;
        if is_easy && self.used.len() >= LEAST_USES { Word::Fluent } else { Word::Recalled }
    }

    /// The ways in which the fact was used rightly.
    pub fn used(&self) -> impl Iterator<Item = Task> {
        self.used.iter().copied()
    }
}

impl Pace {
    fn take(&mut self, seconds: Option<f64>) {
        let Some(seconds) = seconds else { return };
        self.n = self.n.saturating_add(1);
        let share = (1.0 / f64::from(self.n)).max(NEWEST);
        self.log_seconds += (log(seconds.max(0.2)) - self.log_seconds) * share;
    }

    fn median(self) -> f64 {
        exp(self.log_seconds)
    }

    /// The share of right answers that come within `seconds`.
    fn within(self, seconds: f64) -> f64 {
        let z = (log(seconds) - self.log_seconds) / SPREAD;
        0.5 * (1.0 + erf(z / sqrt(2.0)))
    }
}
