//! Whether the class goes on: a proposal with its reasons, what is unsure, and what each way costs.
//!
//! The class goes on unless keep-up cannot hold the numbers before the next lesson. The teacher
//! decides; an accepted decision is never altered here. Start at `propose`.

use serde::{Deserialize, Serialize};

use crate::carried::Carried;
use crate::evidence::Evidence;
use crate::fact::{Decision, KeepUpOutcome};
use crate::keep_up::{GROUP_SIZE, Help, KeepUpList, NextLesson, Place, Slot, has_slot};
use crate::live::LiveLesson;
use crate::readiness::readiness;
use crate::result::{CheckResult, Standing};

/// A proposal about going on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is proposed.
    pub propose: Decision,
    /// The proposal in one sentence.
    pub says: String,
    /// Why, a sentence each.
    pub reasons: Vec<String>,
    /// What is not known, a sentence each; empty when everything was seen.
    pub unsure: Vec<String>,
    /// How many are ready, as far as the answers can tell: a sentence; empty when nothing was seen.
    #[serde(default)]
    pub how_sure: String,
    /// One or two questions that would settle it, a sentence each; empty when it is settled.
    #[serde(default)]
    pub settle: Vec<String>,
    /// What going on costs.
    pub cost_of_going_on: String,
    /// What staying costs.
    pub cost_of_staying: String,
    /// Whether something has come in since the teacher accepted or decided.
    pub is_reopened: bool,
}

/// How many pupils keep-up holds before the next lesson. One group can always be held at the start
/// of the next lesson, by the teacher, while the others practise.
pub fn places(slots: &[Slot]) -> usize {
    let before = slots.iter().filter(|s| s.before_next_lesson);
    let groups: usize = before.map(Slot::groups).sum();
    groups.max(1) * GROUP_SIZE
}

/// The proposal for this lesson from the evidence as it stands, whatever was accepted before.
pub fn propose(
    lesson: &LiveLesson,
    carried: &[Carried],
    next: &NextLesson,
    slots: &[Slot],
) -> Proposal {
    propose_from(lesson, &lesson.result(), carried, next, slots)
}

/// The same from the lesson's [`LiveLesson::result`], where that is at hand.
pub fn propose_from(
    lesson: &LiveLesson,
    result: &CheckResult,
    carried: &[Carried],
    next: &NextLesson,
    slots: &[Slot],
) -> Proposal {
    let mut list = lesson.keep_up_list_from(result, carried, next, slots);
    // Who became ready in keep-up is behind nobody.
    list.entries.retain(|e| e.held != Some(KeepUpOutcome::Ready));
    let list = &list;
    let count = |standing| result.count(standing);
    let n_keep_up = list.entries.iter().filter(|e| e.help == Help::KeepUp).count();
    let n_places = places(slots);
    let holds = n_keep_up <= n_places;
    let mut reasons = vec![ready_reason(count(Standing::Ready), result.pupils.len())];
    reasons.extend(nearly_reason(count(Standing::Nearly)));
    reasons.push(keep_up_reason(n_keep_up, n_places, holds, has_slot(slots)));
    reasons.extend(carried_reason(list));
    reasons.extend(need_reason(list, next));
    reasons.extend(place_reason(list));
    let unsure = unsure(lesson, result);
    let propose = if holds { Decision::GoOn } else { Decision::Stay };
    let readiness = readiness(&lesson.plan, &evidence(lesson), n_places);
    let is_decided_before = lesson.decision.as_ref().is_some_and(|d| d.is_reopened);
    let is_nothing_seen = count(Standing::NotSeen) == result.pupils.len();
    Proposal {
        says: match is_nothing_seen {
            true => "Nothing has been seen yet: ask one question before you decide.".to_owned(),
            false => says(propose, next, n_keep_up),
        },
        propose,
        reasons,
        cost_of_going_on: cost_of_going_on(n_keep_up),
        cost_of_staying: cost_of_staying(count(Standing::Ready)),
        unsure,
        how_sure: readiness.says(),
        settle: readiness.settle.iter().map(|s| s.says.clone()).collect(),
        is_reopened: is_decided_before || lesson.reopened().is_some(),
    }
}

fn evidence(lesson: &LiveLesson) -> Vec<Evidence> {
    lesson.pupils().map(|p| lesson.evidence(p)).collect()
}

fn says(propose: Decision, next: &NextLesson, n_keep_up: usize) -> String {
    let to = match next.title.as_str() {
        "" => "to the next step".to_owned(),
        title => format!("to “{title}”"),
    };
    match (propose, n_keep_up) {
        (Decision::GoOn, 0) => format!("Go on {to}."),
        (Decision::GoOn, n) => format!("Go on {to}, with keep-up for {n}."),
        (Decision::Stay, n) => format!("Stay one more lesson: {n} need keep-up."),
    }
}

fn ready_reason(n_ready: usize, n_pupils: usize) -> String {
    format!("{n_ready} of {n_pupils} are ready for the next lesson.")
}

fn nearly_reason(n: usize) -> Option<String> {
    let words = match n {
        0 => return None,
        1 => "1 is nearly there".to_owned(),
        n => format!("{n} are nearly there"),
    };
    Some(format!("{words}: two minutes at the start of the next lesson."))
}

fn keep_up_reason(n: usize, places: usize, holds: bool, has_slot: bool) -> String {
    match (n, holds, has_slot) {
        (0, _, _) => "Nobody needs keep-up.".to_owned(),
        (n, true, true) => {
            format!("Keep-up before the next lesson can hold {places}; {} it.", need(n))
        }
        (n, false, true) => {
            format!("Keep-up before the next lesson can hold {places}, and {} it.", need(n))
        }
        (n, true, false) => format!(
            "There is no keep-up slot before the next lesson; its first minutes can hold {places}, and {} it.",
            need(n)
        ),
        (n, false, false) => format!(
            "There is no keep-up slot before the next lesson; its first minutes can hold {places}, but {} it.",
            need(n)
        ),
    }
}

fn need(n: usize) -> String {
    if n == 1 { "1 needs".to_owned() } else { format!("{n} need") }
}

fn carried_reason(list: &KeepUpList) -> Option<String> {
    let carried = list.entries.iter().filter_map(|e| e.carried_days);
    let days: Vec<u32> = carried.collect();
    let longest = days.iter().max()?;
    let unit = if *longest == 1 { "day" } else { "days" };
    Some(format!("{} carried from before, the longest for {longest} {unit}.", days.len()))
}

fn need_reason(list: &KeepUpList, next: &NextLesson) -> Option<String> {
    let is_needed = |help| {
        let entries = list.entries.iter().filter(move |e| e.help == help);
        entries.filter(|e| e.is_needed_next).count()
    };
    let n = is_needed(Help::KeepUp);
    if n == 0 || next.title.is_empty() {
        return None;
    }
    Some(format!("“{}” leans on what {n} of them missed; they are helped first.", next.title))
}

fn place_reason(list: &KeepUpList) -> Option<String> {
    let waiting = list.entries.iter().filter_map(|e| match &e.place {
        Place::NoPlaceYet { next } => Some(next.as_str()),
        _ => None,
    });
    let waiting: Vec<&str> = waiting.collect();
    let next = waiting.first()?;
    let verb = if waiting.len() == 1 { "has" } else { "have" };
    let n = waiting.len();
    Some(match *next {
        "" => format!("{n} {verb} no place yet: no later slot is set."),
        next => format!("{n} {verb} no place before the next lesson; the next is {next}."),
    })
}

fn unsure(lesson: &LiveLesson, result: &CheckResult) -> Vec<String> {
    let mut unsure = Vec::new();
    let absent = lesson.pupils().filter(|p| lesson.is_absent(p)).count();
    let not_seen = result.count(Standing::NotSeen);
    let unseen_here = not_seen.saturating_sub(absent);
    if absent > 0 {
        let verb = if absent == 1 { "is" } else { "are" };
        unsure.push(format!("{absent} {verb} absent: ask one question when they are back."));
    }
    if unseen_here > 0 {
        let verb = if unseen_here == 1 { "was" } else { "were" };
        unsure.push(format!(
            "{unseen_here} {verb} here but not seen; one question at the start of the next lesson would settle it."
        ));
    }
    for point in &result.unasked {
        let text = lesson.plan.key_point_text(point).trim_end_matches('.');
        unsure.push(format!("No question asked about “{text}”."));
    }
    let is_by_exception = result.pupils.iter().any(|p| {
        let mut answers = p.answers.iter();
        answers.any(|a| a.source == crate::evidence::Source::ByException)
    });
    if is_by_exception {
        unsure.push("Some answers were marked by exception.".to_owned());
    }
    if let Some(reopened) = lesson.reopened() {
        unsure.push(since_accepted(reopened.late.len(), reopened.changed.len()));
    }
    unsure
}

fn since_accepted(n_late: usize, n_changed: usize) -> String {
    let late = match n_late {
        0 => "What was seen has changed since you accepted".to_owned(),
        1 => "1 answer has come since you accepted".to_owned(),
        n => format!("{n} answers have come since you accepted"),
    };
    match n_changed {
        0 => format!("{late}; nobody's standing would change."),
        1 => format!("{late}; 1 standing would change."),
        n => format!("{late}; {n} standings would change."),
    }
}

fn cost_of_going_on(n_keep_up: usize) -> String {
    match n_keep_up {
        0 => "Going on leaves nobody behind, as far as was seen.".to_owned(),
        1 => "Going on without keep-up would leave 1 behind.".to_owned(),
        n => format!("Going on without keep-up would leave {n} behind."),
    }
}

fn cost_of_staying(n_ready: usize) -> String {
    match n_ready {
        0 => "Staying costs a lesson.".to_owned(),
        1 => "Staying costs a lesson, and 1 is ready now.".to_owned(),
        n => format!("Staying costs a lesson, and {n} are ready now."),
    }
}
