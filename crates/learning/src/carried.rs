//! The ledger of keep-up across lessons: what is open, what is carried, what is closed.
//!
//! Folded from the facts of a class's lessons in the order they were written. Nothing leaves it
//! silently: an item closes by a ready keep-up, by a later check, or because the pupil left; a result
//! taken back takes back what it opened and closed, but never keep-up that was held.
//! Start at `Ledger::apply`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fact::{Fact, FactBody, KeepUpOutcome};
use crate::fading::{as_of, lasts};
use crate::groups::{GroupKey, group_key, title};
use crate::ids::{LessonId, PupilId, StaffId};
use crate::plan::Plan;
use crate::result::{CheckResult, PupilResult, Standing};

/// Everything that was ever found not ready in a class, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// In the order found.
    pub items: Vec<Item>,
    /// When each lesson's result was accepted, so that it can be taken back.
    accepted: BTreeMap<LessonId, Vec<i64>>,
}

/// One pupil found not ready in one lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The pupil.
    pub pupil: PupilId,
    /// The lesson whose check found it.
    pub lesson: LessonId,
    /// Its step; none for a teacher's own questions.
    pub step: Option<String>,
    /// What the lesson was called.
    pub lesson_title: String,
    /// Where the pupil stood in the accepted result.
    pub standing: Standing,
    /// The key points missed.
    pub key_points: Vec<String>,
    /// What the help is grouped on.
    pub key: GroupKey,
    /// The same in words.
    pub title: String,
    /// Why, in a plain sentence.
    pub because: String,
    /// What takes the place of these when the cause has faded; none when it does not fade.
    pub faded: Option<Faded>,
    /// When the result was accepted, in microseconds since 1970.
    pub opened: i64,
    /// Keep-up held, in order.
    pub held: Vec<Attempted>,
    /// How it closed; none while it is open or carried.
    pub closed: Option<Closed>,
}

/// What an item says once its cause has faded: the key point missed in place of the cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faded {
    /// After this many days.
    pub after: u32,
    /// What the help is grouped on then.
    pub key: GroupKey,
    /// The same in words.
    pub title: String,
    /// Why, in a plain sentence.
    pub because: String,
}

/// How soon help came after checks, and how much of it is settled: for the school's own eyes, of a class, never of a
/// pupil or an adult.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Helped {
    /// How often a check found a pupil in need of keep-up.
    pub n_found: usize,
    /// How often keep-up was held for it, and recorded.
    pub n_helped: usize,
    /// How many of these on the day of the check.
    pub n_same_day: usize,
    /// Hours from the check to the first help, the middle of all that were helped, rounded down; none without help.
    pub middle_hours: Option<u32>,
    /// How many are settled: ready after keep-up, or by a later check. Who left the class is in none of these figures.
    pub n_settled: usize,
}

/// One time keep-up was held for an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempted {
    /// When.
    pub at: i64,
    /// How it ended.
    pub outcome: KeepUpOutcome,
    /// What the adult noticed.
    pub noticed: String,
    /// The adult.
    pub held_by: StaffId,
}

/// How an item closed, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// Keep-up ended ready.
    ByKeepUp(i64),
    /// A later result on the same step, or a newer result of the same lesson, took its place.
    ByResult(i64),
    /// The pupil left the class.
    Left(i64),
}

/// A pupil whose keep-up is still to be held, from an earlier lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The pupil.
    pub pupil: PupilId,
    /// The lesson whose check found it.
    pub lesson: LessonId,
    /// Its step; none for a teacher's own questions.
    pub step: Option<String>,
    /// The key points missed.
    pub key_points: Vec<String>,
    /// What the help is grouped on.
    pub key: GroupKey,
    /// The same in words.
    pub title: String,
    /// Why, in a plain sentence.
    pub because: String,
    /// For how many days.
    pub days: u32,
    /// How many times keep-up has been held and ended not yet.
    pub times_held: usize,
    /// What the adult noticed last; empty when nothing was written.
    pub noticed: String,
}

impl Ledger {
    /// The ledger after one more fact of one lesson, with the lesson's plan at that time.
    pub fn apply(&mut self, lesson: &LessonId, plan: &Plan, fact: &Fact) {
        match &fact.body {
            FactBody::ResultAccepted { result } => self.accept(lesson, plan, result, fact.at),
            FactBody::ResultReopened => self.reopen(lesson),
            FactBody::KeepUpHeld { pupil, outcome, noticed, held_by } => {
                let attempted = Attempted {
                    at: fact.at,
                    outcome: *outcome,
                    noticed: noticed.clone(),
                    held_by: held_by.clone(),
                };
                self.hold(lesson, pupil, attempted);
            }
            FactBody::PupilLeft { pupil } => {
                self.close(Closed::Left(fact.at), |i| &i.pupil == pupil)
            }
            _ => {}
        }
    }

    fn accept(&mut self, lesson: &LessonId, plan: &Plan, result: &CheckResult, at: i64) {
        self.accepted.entry(lesson.clone()).or_default().push(at);
        for pupil in &result.pupils {
            let earlier = self.items.iter().rev();
            let mut same = earlier.filter(|i| i.pupil == pupil.pupil && &i.lesson == lesson);
            let same = same.next().cloned();
            if let Some(same) = &same
                && same.standing == pupil.standing
            {
                self.refresh(lesson, plan, pupil);
                continue;
            }
            // What was not seen says nothing about what was found before.
            let is_seen = pupil.standing != Standing::NotSeen;
            self.close(Closed::ByResult(at), |i| {
                let same_step = i.step.is_some() && i.step == plan.step;
                let takes_its_place = &i.lesson == lesson || (same_step && is_seen);
                i.pupil == pupil.pupil && takes_its_place
            });
            if pupil.standing != Standing::Ready {
                let opened = same.map_or(at, |s| s.opened);
                self.items.push(opened_item(lesson, plan, pupil, opened));
            }
        }
    }

    /// What the lesson's results opened and closed is as it was before them; keep-up once held stays.
    fn reopen(&mut self, lesson: &LessonId) {
        let times = self.accepted.remove(lesson).unwrap_or_default();
        for item in &mut self.items {
            if matches!(&item.closed, Some(Closed::ByResult(at)) if times.contains(at)) {
                item.closed = None;
            }
        }
        self.items.retain(|item| &item.lesson != lesson || !item.held.is_empty());
    }

    /// A newer result of the same lesson with the same standing keeps the item, in its newer words.
    fn refresh(&mut self, lesson: &LessonId, plan: &Plan, pupil: &PupilResult) {
        let mut items = self.items.iter_mut().rev();
        let found = items.find(|i| i.pupil == pupil.pupil && &i.lesson == lesson);
        if let Some(item) = found {
            let newer = opened_item(lesson, plan, pupil, item.opened);
            *item =
                Item { held: std::mem::take(&mut item.held), closed: item.closed.take(), ..newer };
        }
    }

    /// Keep-up counts for the item of its own lesson, else for the pupil's oldest open one.
    fn hold(&mut self, lesson: &LessonId, pupil: &PupilId, attempted: Attempted) {
        let is_open = |i: &Item| &i.pupil == pupil && i.closed.is_none();
        // A second word on the same keep-up takes the place of the first.
        let is_own = |i: &Item| {
            &i.pupil == pupil
                && &i.lesson == lesson
                && matches!(i.closed, None | Some(Closed::ByKeepUp(_)))
        };
        let own = self.items.iter().rposition(is_own);
        let any = own.or_else(|| self.items.iter().position(is_open));
        if let Some(at) = any {
            let item = &mut self.items[at];
            item.closed = (attempted.outcome == KeepUpOutcome::Ready)
                .then_some(Closed::ByKeepUp(attempted.at));
            item.held.push(attempted);
        }
    }

    fn close(&mut self, how: Closed, is_meant: impl Fn(&Item) -> bool) {
        let open = self.items.iter_mut().filter(|i| i.closed.is_none());
        for item in open.filter(|i| is_meant(i)) {
            item.closed = Some(how.clone());
        }
    }

    /// What is neither closed nor dealt with, in the order found.
    pub fn open(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|i| i.closed.is_none())
    }

    /// The pupils carried from earlier lessons, in the order found. `now` is in microseconds since
    /// 1970. Keep-up pupils are carried until they are ready; the others only once keep-up was held.
    pub fn carried(&self, now: i64) -> Vec<Carried> {
        let is_carried = |i: &&Item| i.standing == Standing::KeepUp || !i.held.is_empty();
        let carried = self.open().filter(is_carried);
        carried.map(|i| i.carried(now)).collect()
    }

    /// How soon help came, and how much is settled.
    pub fn helped(&self) -> Helped {
        const HOUR: i64 = 3_600_000_000;
        let is_counted = |i: &&Item| {
            i.standing == Standing::KeepUp && !matches!(i.closed, Some(Closed::Left(_)))
        };
        let mut helped = Helped::default();
        let mut waits: Vec<i64> = Vec::new();
        for item in self.items.iter().filter(is_counted) {
            helped.n_found += 1;
            helped.n_settled += usize::from(item.closed.is_some());
            if let Some(first) = item.held.first() {
                waits.push((first.at - item.opened).max(0));
                helped.n_same_day += usize::from(day(first.at) == day(item.opened));
            }
        }
        waits.sort_unstable();
        helped.n_helped = waits.len();
        let middle = waits.get(waits.len() / 2);
        helped.middle_hours = middle.map(|wait| u32::try_from(wait / HOUR).unwrap_or(u32::MAX));
        helped
    }

    /// The pupils of whom nothing was seen in an earlier lesson and nothing since, in the order found.
    pub fn not_seen(&self) -> impl Iterator<Item = &Item> {
        self.open().filter(|i| i.standing == Standing::NotSeen)
    }
}

impl Item {
    /// How many days it has been open: midnights of Greenwich between then and `now`.
    pub fn days(&self, now: i64) -> u32 {
        u32::try_from(day(now) - day(self.opened)).unwrap_or(0)
    }

    /// What has taken the place of the cause by `now`; none while the cause may still be said.
    pub fn faded(&self, now: i64) -> Option<&Faded> {
        self.faded.as_ref().filter(|faded| self.days(now) > faded.after)
    }

    fn carried(&self, now: i64) -> Carried {
        let (key, title, because) = match self.faded(now) {
            Some(faded) => (&faded.key, &faded.title, &faded.because),
            None => (&self.key, &self.title, &self.because),
        };
        let noticed = self.held.last().map(|h| h.noticed.clone());
        Carried {
            pupil: self.pupil.clone(),
            lesson: self.lesson.clone(),
            step: self.step.clone(),
            key_points: self.key_points.clone(),
            key: key.clone(),
            title: title.clone(),
            because: because.clone(),
            days: self.days(now),
            times_held: self.held.len(),
            noticed: noticed.unwrap_or_default(),
        }
    }
}

fn opened_item(lesson: &LessonId, plan: &Plan, pupil: &PupilResult, opened: i64) -> Item {
    let key = group_key(plan, pupil);
    let faded = lasts(plan, pupil).map(|after| {
        let later = as_of(plan, pupil, after + 1);
        let key = group_key(plan, &later);
        Faded { after, title: title(plan, &key), key, because: later.because }
    });
    Item {
        pupil: pupil.pupil.clone(),
        lesson: lesson.clone(),
        step: plan.step.clone(),
        lesson_title: plan.title.clone(),
        standing: pupil.standing,
        key_points: pupil.missed.clone(),
        title: title(plan, &key),
        key,
        because: pupil.because.clone(),
        faded,
        opened,
        held: Vec::new(),
        closed: None,
    }
}

fn day(at: i64) -> i64 {
    const MICROSECONDS: i64 = 86_400_000_000;
    at.div_euclid(MICROSECONDS)
}
