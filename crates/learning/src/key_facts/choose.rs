//! What to ask next: the facts whose practice now is worth most on the day they are needed.
//!
//! What the next lesson leans on comes first. Only facts the class has met are asked. Start at [`five_minutes`] for a
//! class and [`next_for`] for one pupil.

use std::collections::BTreeSet;

use super::asking::{Asking, Task};
use super::class::{KeyFacts, PupilFacts};
use super::family::Family;
use super::known::{Known, Side};
use super::memory::{Grade, Memory};
use crate::ids::PupilId;

/// What facts are wanted for, and when.
#[derive(Debug, Clone, Copy)]
pub struct Need<'a> {
    /// Now, in microseconds since 1970.
    pub now: i64,
    /// When they are needed: the next lesson, or the day of a tables check.
    pub by: i64,
    /// The families the next lesson leans on.
    pub lesson: &'a [Family],
    /// The class's year group; facts with tens are asked from Year 3.
    pub year: u8,
}

/// One in so many asks to use a fact and not only to say it. Our choice.
const ONE_IN: usize = 5;
/// A fact just asked is left alone this long. Our choice.
const REST: i64 = 10 * 60_000_000;
/// Of facts nobody was seen on, the share that may be known. Our choice.
const UNSEEN: f64 = 0.5;
/// Source: ready-to-progress criterion 3NF-3 (DfE 2020), known facts scaled by ten.
const YEAR_OF_TENS: u8 = 3;

/// What one practice now adds to the chance of a right answer in time when it is needed: between -1 and 1.
pub fn gain(known: Option<&Known>, scale: f64, side: Side, need: &Need<'_>) -> f64 {
    let chance = |known: &Known, at| known.in_time(side, at, scale);
    let now = known.and_then(|known| chance(known, need.now));
    let (Some(known), Some(now)) = (known.filter(|known| known.is_seen(side)), now) else {
        // Right, it was known and stays so; not right, it is told and something is left by the day.
        let told = Memory::first(Grade::Again, need.now).recall(need.by, scale);
        return (1.0 - now.unwrap_or(UNSEEN)) * told;
    };
    let after = |right| {
        let next = known.clone().practised(side, right, need.now);
        chance(&next, need.by).unwrap_or(0.0)
    };
    now * after(true) + (1.0 - now) * after(false) - chance(known, need.by).unwrap_or(0.0)
}

/// What to ask the class in the next few minutes: `n` questions, no family twice, what the next lesson leans on first,
/// and one in five that uses a fact the class has.
pub fn five_minutes(
    class: &KeyFacts,
    pupils: &[PupilId],
    met: &[Family],
    need: &Need<'_>,
    n: usize,
) -> Vec<Asking> {
    let of: Vec<(&PupilFacts, f64)> =
        pupils.iter().map(|pupil| class.of(pupil)).map(|facts| (facts, facts.scale())).collect();
    let worth = |family: Family, side| -> f64 {
        of.iter().map(|(facts, scale)| gain(facts.known(family), *scale, side, need)).sum()
    };
    let mut used = to_use_together(&of, met, need);
    used.truncate(n / ONE_IN);
    let rest: Vec<Family> =
        met.iter().copied().filter(|family| used.iter().all(|one| one.family != *family)).collect();
    let mut asked = ranked(&rest, need, worth);
    asked.truncate(n - used.len());
    for (idx, one) in used.into_iter().enumerate() {
        asked.insert(((idx + 1) * ONE_IN - 1).min(asked.len()), one);
    }
    asked
}

/// Facts the class has and has not used in every way, each with the way fewest have shown, the most worth using first.
fn to_use_together(of: &[(&PupilFacts, f64)], met: &[Family], need: &Need<'_>) -> Vec<Asking> {
    let is_unused = |facts: &PupilFacts, family, task| {
        facts.known(family).is_some_and(|known| known.used().all(|used| used != task))
    };
    let best = |family: Family| -> Option<(f64, Asking)> {
        let count =
            |task: &Task| of.iter().filter(|(facts, _)| is_unused(facts, family, *task)).count();
        let task = uses(need.year).into_iter().max_by_key(count)?;
        let has = of.iter().filter(|(facts, _)| is_unused(facts, family, task));
        let chance = |(facts, scale): &(&PupilFacts, f64)| {
            facts.known(family)?.in_time(Side::Forwards, need.now, *scale)
        };
        let worth: f64 = has.filter_map(chance).sum();
        let asking = Asking { family, task, turned: family.whole() % 2 == 1 };
        (worth > 0.0).then_some((worth, asking))
    };
    let open = met.iter().filter(|family| !need.lesson.contains(family));
    let mut all: Vec<(f64, Asking)> = open.filter_map(|family| best(*family)).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    all.into_iter().map(|(_, asking)| asking).collect()
}

/// What to ask one pupil next, after `n_done` this time; none when the class has met no facts.
pub fn next_for(
    pupil: &PupilFacts,
    met: &[Family],
    need: &Need<'_>,
    n_done: usize,
) -> Option<Asking> {
    let scale = pupil.scale();
    let rested: Vec<Family> =
        met.iter().copied().filter(|family| is_rested(pupil, *family, need)).collect();
    let from = if rested.is_empty() { met } else { &rested };
    if n_done % ONE_IN == ONE_IN - 1
        && let Some(asking) = to_use(pupil, from, need, scale)
    {
        return Some(asking);
    }
    let worth = |family: Family, side| gain(pupil.known(family), scale, side, need);
    let mut asked = ranked(from, need, worth);
    asked.truncate(1);
    asked.pop().map(|one| Asking { turned: n_done % 2 == 1, ..one })
}

/// Whether a fact was not asked in the last minutes.
pub(crate) fn is_rested(pupil: &PupilFacts, family: Family, need: &Need<'_>) -> bool {
    pupil.answers(family).last().is_none_or(|answer| need.now - answer.at >= REST)
}

/// The fact the pupil has best and has not used in every way, with a way not yet shown.
fn to_use(pupil: &PupilFacts, from: &[Family], need: &Need<'_>, scale: f64) -> Option<Asking> {
    let open = from.iter().filter_map(|family| {
        let known = pupil.known(*family)?;
        let task =
            uses(need.year).into_iter().find(|task| known.used().all(|used| used != *task))?;
        Some((known.in_time(Side::Forwards, need.now, scale)?, *family, task))
    });
    let best = open.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    best.map(|(_, family, task)| Asking { family, task, turned: family.whole() % 2 == 1 })
}

fn uses(year: u8) -> Vec<Task> {
    let fits = |task: &Task| *task != Task::Scaled || year >= YEAR_OF_TENS;
    Task::FLEXIBLE.into_iter().filter(fits).collect()
}

/// Each family once, by the side whose practice is worth more; the lesson's first, then by worth, then by its numbers.
fn ranked(met: &[Family], need: &Need<'_>, worth: impl Fn(Family, Side) -> f64) -> Vec<Asking> {
    let lesson = need.lesson.iter().filter(|family| !met.contains(family));
    let families: BTreeSet<Family> = met.iter().chain(lesson).copied().collect();
    let mut all: Vec<(bool, f64, Family, Side)> = families
        .into_iter()
        .map(|family| {
            let (forwards, backwards) =
                (worth(family, Side::Forwards), worth(family, Side::Backwards));
            let side = if backwards > forwards { Side::Backwards } else { Side::Forwards };
            (need.lesson.contains(&family), forwards.max(backwards), family, side)
        })
        .collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let asking = |(idx, (_, _, family, side)): (usize, (bool, f64, Family, Side))| {
        let task = match side {
            Side::Forwards => Task::Recall,
            Side::Backwards => Task::Inverse,
        };
        Asking { family, task, turned: (idx + usize::from(family.whole())) % 2 == 1 }
    };
    all.into_iter().enumerate().map(asking).collect()
}
