//! Going on: the default, when to stay, what is unsure, and what reopens it.

use learning::{
    Decision, FactBody, KeepUpOutcome, LiveLesson, NextLesson, Proposal, Slot, places, propose,
};
use proptest::prelude::*;

use crate::keep_up::{carried, next, slot};
use crate::story::{Story, class, plan, pupil};

/// A class of `n`, of whom the first `n_keep_up` need keep-up and the rest are ready.
fn class_of(n: usize, n_keep_up: usize) -> LiveLesson {
    let mut story = Story::default();
    let roster: Vec<String> = (0..n).map(|k| format!("p{k:02}")).collect();
    for (k, name) in roster.iter().enumerate() {
        story
            .answers_all(name, if k < n_keep_up { ["99", "98", "1/3"] } else { ["5", "6", "1/3"] });
    }
    let roster = roster.iter().map(|n| pupil(n)).collect();
    LiveLesson::fold(plan(), roster, &story.facts)
}

fn check(n_keep_up: usize, slots: &[Slot], expected: Decision) {
    let proposal = propose(&class_of(30, n_keep_up), &[], &next(), slots);
    assert_eq!(proposal.propose, expected, "{n_keep_up} {slots:?}");
}

#[test]
fn the_class_goes_on_unless_keep_up_cannot_hold_the_numbers() {
    let one_group = [slot("today", 10, 1, true)];
    let four_groups = [slot("today", 20, 2, true)];
    let too_late = [slot("next week", 60, 3, false)];
    check(0, &one_group, Decision::GoOn);
    check(6, &one_group, Decision::GoOn);
    check(7, &one_group, Decision::Stay);
    check(24, &four_groups, Decision::GoOn);
    check(25, &four_groups, Decision::Stay);
    // One group can always be held at the start of the next lesson.
    check(6, &[], Decision::GoOn);
    check(7, &[], Decision::Stay);
    check(7, &too_late, Decision::Stay);
}

#[test]
fn the_proposal_says_why_and_what_both_ways_cost() {
    let slots = [slot("today at 1:15", 10, 1, true), slot("tomorrow at 1:15", 10, 1, false)];
    let proposal = propose(&class_of(30, 8), &[], &next(), &slots);
    assert_eq!(proposal.says, "Stay one more lesson: 8 need keep-up.");
    assert_eq!(
        proposal.reasons,
        [
            "22 of 30 are ready for the next lesson.",
            "Keep-up before the next lesson can hold 6, and 8 need it.",
            "2 have no place before the next lesson; the next is tomorrow at 1:15.",
        ]
    );
    assert!(proposal.unsure.is_empty());
    assert_eq!(proposal.cost_of_going_on, "Going on without keep-up would leave 8 behind.");
    assert_eq!(proposal.cost_of_staying, "Staying costs a lesson, and 22 are ready now.");
    let go_on = propose(&class_of(30, 0), &[], &NextLesson::default(), &slots);
    assert_eq!(go_on.says, "Go on to the next step.");
}

#[test]
fn without_a_slot_it_says_where_keep_up_is_and_never_both() {
    let reasons = |n| propose(&class_of(30, n), &[], &next(), &[]).reasons.join(" ");
    let says = "There is no keep-up slot before the next lesson; its first minutes can hold 6, ";
    assert!(reasons(6).contains(&format!("{says}and 6 need it.")), "{}", reasons(6));
    assert!(!reasons(6).contains("no place"), "{}", reasons(6));
    let more = reasons(9);
    assert!(more.contains(&format!("{says}but 9 need it.")), "{more}");
    assert!(more.ends_with("3 have no place yet: no later slot is set."), "{more}");
}

#[test]
fn how_sure_it_is_and_what_would_settle_it_are_said() {
    let seen = propose(&class_of(30, 8), &[], &next(), &[slot("today", 20, 1, true)]);
    assert!(seen.how_sure.starts_with("22 of the 30 seen are likely secure"), "{}", seen.how_sure);
    // Of thirteen not seen about half may need it, which is what one group holds.
    let thirteen = (0..13).map(|n| pupil(&format!("p{n}"))).collect();
    let nothing = propose(&LiveLesson::fold(plan(), thirteen, &[]), &[], &next(), &[]);
    assert_eq!(nothing.how_sure, "");
    assert_eq!(nothing.settle.len(), 2);
    assert!(nothing.settle[0].starts_with("Ask "), "{:?}", nothing.settle);
    let all_right = propose(&class_of(30, 0), &[], &next(), &[slot("today", 20, 1, true)]);
    assert!(all_right.settle.is_empty(), "{:?}", all_right.settle);
}

#[test]
fn what_the_next_lesson_leans_on_and_who_is_carried_are_said() {
    let mut story = Story::default();
    for name in class() {
        story.answers_all(name.as_str(), ["5", "6", "1/3"]);
    }
    story.answers("ben", "three", "4");
    let carried = [carried("cai", "earlier", 3)];
    let proposal = propose(&story.lesson(), &carried, &next(), &[slot("today", 30, 1, true)]);
    assert_eq!(proposal.propose, Decision::GoOn);
    assert_eq!(proposal.says, "Go on to “Non-unit fraction of a quantity”, with keep-up for 2.");
    let reasons = proposal.reasons.join(" ");
    assert!(reasons.contains("1 carried from before, the longest for 3 days."), "{reasons}");
    assert!(
        reasons.contains("“Non-unit fraction of a quantity” leans on what 1 of them missed; they are helped first."),
        "{reasons}"
    );
}

#[test]
fn what_is_not_known_is_said_and_never_counted_as_not_done() {
    let mut story = Story::default();
    story.absent("ada", true);
    story.answers("ben", "one", "5");
    let mut unasked = plan();
    unasked.questions.retain(|q| q.id.as_str() != "three");
    let proposal = propose(&story.lesson_on(unasked), &[], &next(), &[]);
    assert_eq!(proposal.propose, Decision::GoOn);
    assert_eq!(
        proposal.unsure,
        [
            "1 is absent: ask one question when they are back.",
            "4 were here but not seen; one question at the start of the next lesson would settle it.",
            "No question asked about “The denominator says how many parts”.",
        ]
    );
    story.rest_were_right();
    let unsure = propose(&story.lesson(), &[], &next(), &[]).unsure;
    assert!(unsure.contains(&"Some answers were marked by exception.".to_owned()));
}

#[test]
fn with_nothing_seen_it_asks_for_a_question_first() {
    let nothing = propose(&Story::default().lesson(), &[], &next(), &[]);
    assert_eq!(nothing.says, "Nothing has been seen yet: ask one question before you decide.");
    let mut story = Story::default();
    story.answers_all("ada", ["5", "6", "1/3"]);
    let one_seen = propose(&story.lesson(), &[], &next(), &[]);
    assert_eq!(one_seen.says, "Go on to “Non-unit fraction of a quantity”.");
}

fn agreed(read: &Proposal) -> FactBody {
    let proposed = Some(Box::new(read.clone()));
    FactBody::GoOn { decision: read.propose, note: String::new(), proposed }
}

#[test]
fn a_late_answer_reopens_the_proposal() {
    let mut story = Story::default();
    for name in class() {
        story.answers_all(name.as_str(), ["5", "6", "1/3"]);
    }
    story.accepts();
    let propose_now = |s: &Story| propose(&s.lesson(), &[], &next(), &[]);
    let read = propose_now(&story);
    story.then(agreed(&read));
    assert!(!propose_now(&story).is_reopened);
    story.answers("eve", "three", "3");
    let proposal = propose_now(&story);
    assert!(proposal.is_reopened);
    assert_eq!(proposal.unsure, ["1 answer has come since you accepted; 1 standing would change."]);
    // What she read when she decided stays as she read it.
    let decided = story.lesson().decision.unwrap();
    assert_eq!((decided.decision, decided.proposed.as_deref()), (Decision::GoOn, Some(&read)));
    story.accepts();
    story.then(agreed(&propose_now(&story)));
    assert!(!propose_now(&story).is_reopened);
}

#[test]
fn who_became_ready_in_keep_up_is_behind_nobody() {
    let mut story = Story::default();
    for name in class() {
        story.answers_all(name.as_str(), ["5", "6", "1/3"]);
    }
    story.answers("ben", "three", "4");
    assert!(propose(&story.lesson(), &[], &next(), &[]).says.ends_with("with keep-up for 1."));
    story.holds("ben", KeepUpOutcome::NotYet);
    assert!(propose(&story.lesson(), &[], &next(), &[]).says.ends_with("with keep-up for 1."));
    story.holds("ben", KeepUpOutcome::Ready);
    assert_eq!(propose(&story.lesson(), &[], &next(), &[]).reasons[1], "Nobody needs keep-up.");
}

proptest! {
    #[test]
    fn more_time_never_turns_going_on_into_staying(
        n_keep_up in 0..20usize, minutes in 0..40u16, adults in 0..3u8
    ) {
        let lesson = class_of(20, n_keep_up);
        let with = |adults| propose(&lesson, &[], &next(), &[slot("today", minutes, adults, true)]).propose;
        if with(adults) == Decision::GoOn {
            prop_assert_eq!(with(adults + 1), Decision::GoOn);
        }
        let held = places(&[slot("today", minutes, adults, true)]);
        prop_assert_eq!(with(adults) == Decision::GoOn, n_keep_up <= held);
    }
}
