//! A live lesson folded from its facts: exceptions, attempts, deliveries, late answers.

use learning::{
    CheckState, Decision, FactBody, Judgement, KeepUpOutcome, LiveLesson, Mode, Seen, Source,
    Standing,
};
use proptest::prelude::*;

use crate::result::{happen, happenings};
use crate::story::{Story, class, plan, pupil, question};

fn seen(story: &Story, name: &str, on: &str) -> (Seen, Source) {
    let answer = story.lesson().answer(&pupil(name), &question(on));
    (answer.seen, answer.source)
}

#[test]
fn a_grid_opens_not_seen_and_fills_by_exception() {
    let mut story = Story::default();
    story.starts(Mode::Whiteboards);
    story.absent("eve", true);
    assert_eq!(seen(&story, "ada", "one"), (Seen::NotSeen, Source::Nothing));
    story.judges(
        "ben",
        "one",
        Judgement::Wrong { text: Some("16".to_owned()), misconceptions: vec![] },
    );
    story.judges("cai", "two", Judgement::Blank);
    story.rest_were_right();
    assert_eq!(seen(&story, "ada", "one"), (Seen::Right, Source::ByException));
    assert_eq!(seen(&story, "ben", "one"), (Seen::Wrong, Source::ByException));
    assert_eq!(seen(&story, "ben", "two"), (Seen::Right, Source::ByException));
    assert_eq!(seen(&story, "cai", "two"), (Seen::Blank, Source::ByException));
    assert_eq!(seen(&story, "eve", "one"), (Seen::NotSeen, Source::Nothing));
    assert_eq!(seen(&story, "ada", "hinge"), (Seen::NotSeen, Source::Nothing));
    assert_eq!(story.standing("eve"), Standing::NotSeen);
}

#[test]
fn not_having_seen_the_rest_says_nothing_of_them() {
    let mut story = Story::default();
    story.judges("ben", "one", Judgement::Blank);
    story.rest_were_right();
    story.then(FactBody::RestNotSeen { question: None });
    assert_eq!(seen(&story, "ada", "one"), (Seen::NotSeen, Source::Nothing));
    assert_eq!(seen(&story, "ben", "one"), (Seen::Blank, Source::ByException));
    story.then(FactBody::RestWereRight { question: Some(question("two")) });
    assert_eq!(seen(&story, "ada", "two"), (Seen::Right, Source::ByException));
    assert_eq!(seen(&story, "ada", "one"), (Seen::NotSeen, Source::Nothing));
}

#[test]
fn who_was_absent_was_not_among_the_rest() {
    let mut story = Story::default();
    story.rest_were_right();
    story.absent("ada", true);
    story.absent("ada", false);
    assert_eq!(seen(&story, "ada", "one"), (Seen::NotSeen, Source::Nothing));
    assert_eq!(story.standing("ada"), Standing::NotSeen);
}

#[test]
fn one_of_the_rest_can_be_taken_back() {
    let mut story = Story::default();
    story.rest_were_right();
    story.judges("ada", "one", Judgement::NotSeen);
    assert_eq!(seen(&story, "ada", "one"), (Seen::NotSeen, Source::Nothing));
    assert_eq!(seen(&story, "ben", "one"), (Seen::Right, Source::ByException));
}

#[test]
fn a_device_says_more_than_the_rest_and_the_teacher_more_than_a_device() {
    let mut story = Story::default();
    story.rest_were_right();
    story.answers("ada", "one", "16");
    assert_eq!(seen(&story, "ada", "one"), (Seen::Wrong, Source::Device));
    story.judges("ada", "one", Judgement::Right);
    assert_eq!(seen(&story, "ada", "one"), (Seen::Right, Source::ByException));
    story.judges("ada", "one", Judgement::NotSeen);
    assert_eq!(seen(&story, "ada", "one"), (Seen::Wrong, Source::Device));
}

#[test]
fn the_last_readable_attempt_counts_and_what_came_after_is_held() {
    let mut story = Story::default();
    for (text, expected) in [("16", Seen::Wrong), ("5", Seen::Right), ("?", Seen::Right)] {
        story.answers("ada", "one", text);
        assert_eq!(seen(&story, "ada", "one").0, expected, "after {text}");
    }
    let lesson = story.lesson();
    let cell = lesson.cell(&pupil("ada"), &question("one")).unwrap();
    let texts: Vec<&str> = cell.attempts.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(texts, ["5", "?"]);
}

#[test]
fn unreadable_alone_is_asked_again_and_holds_nothing_against_anybody() {
    let mut story = Story::default();
    story.answers("ada", "one", "?");
    assert_eq!(seen(&story, "ada", "one").0, Seen::Unreadable);
    assert_eq!(story.standing("ada"), Standing::NotSeen);
}

#[test]
fn a_device_that_delivers_out_of_order_is_put_in_its_own_order() {
    let mut story = Story::default();
    let newer = story.sends_from("ada", "one", "5", "tablet", 8);
    story.marks(newer, learning::Outcome::Right, &[]);
    let older = story.sends_from("ada", "one", "16", "tablet", 7);
    story.marks(older, crate::story::mark("one", "16").0, &[]);
    assert_eq!(seen(&story, "ada", "one").0, Seen::Right);
}

#[test]
fn a_second_delivery_changes_nothing() {
    let mut story = Story::default();
    let first = story.sends_from("ada", "one", "16", "tablet", 1);
    story.marks(first, crate::story::mark("one", "16").0, &[]);
    let before = story.lesson();
    let again = story.sends_from("ada", "one", "16", "tablet", 1);
    story.marks(again, learning::Outcome::Right, &[]);
    assert_eq!(story.lesson(), before);
    assert!(before.has_delivery(&"tablet".into(), 1));
    assert!(!before.has_delivery(&"tablet".into(), 2));
    // The same count from another device is another answer.
    story.sends_from("ada", "one", "5", "phone", 1);
    assert_ne!(story.lesson(), before);
    assert_eq!(story.lesson().devices(&pupil("ada")).len(), 2);
}

#[test]
fn two_pupils_on_one_device_are_told_apart() {
    let mut story = Story::default();
    story.sends_from("ada", "one", "5", "tablet", 1);
    story.sends_from("ben", "one", "16", "tablet", 2);
    let lesson = story.lesson();
    assert_eq!(lesson.pupils_on(&"tablet".into()).len(), 2);
    assert_eq!(lesson.answer(&pupil("ben"), &question("one")).text.unwrap(), "16");
}

#[test]
fn what_was_not_marked_is_listed_until_it_is() {
    let mut story = Story::default();
    let id = story.sends("ada", "one", "5");
    assert_eq!(seen(&story, "ada", "one").0, Seen::Waiting);
    assert_eq!(story.lesson().unmarked(), [(id.clone(), question("one"), "5".to_owned())]);
    story.marks(id, learning::Outcome::Right, &[]);
    assert!(story.lesson().unmarked().is_empty());
}

#[test]
fn a_late_answer_reopens_and_never_alters_what_was_accepted() {
    let mut story = Story::default();
    story.starts(Mode::Tablets);
    for name in ["ada", "ben", "cai", "dee"] {
        story.answers_all(name, ["5", "6", "1/3"]);
    }
    story.answers("eve", "one", "5");
    story.then(FactBody::CheckClosed);
    let accepted = story.accepts();
    story.then(FactBody::GoOn { decision: Decision::GoOn, note: String::new(), proposed: None });
    assert_eq!(story.lesson().reopened(), None);
    story.answers("eve", "two", "25");
    let lesson = story.lesson();
    assert!(lesson.answer(&pupil("eve"), &question("two")).late);
    assert!(!lesson.answer(&pupil("eve"), &question("one")).late);
    assert_eq!(lesson.accepted.as_ref().unwrap().result, accepted);
    assert_eq!(lesson.reopened().unwrap().late, [(pupil("eve"), question("two"))]);
    assert!(lesson.reopened().unwrap().changed.is_empty());
    assert!(lesson.decision.as_ref().unwrap().is_reopened);
    story.answers("eve", "three", "3");
    assert_eq!(story.lesson().reopened().unwrap().changed, [pupil("eve")]);
    assert_eq!(story.lesson().accepted.unwrap().result, accepted);
    story.accepts();
    assert_eq!(story.lesson().reopened(), None);
}

#[test]
fn a_late_answer_outside_the_check_reopens_nothing() {
    let mut story = Story::default();
    story.accepts();
    story.answers("eve", "hinge", "4");
    assert_eq!(story.lesson().reopened(), None);
}

#[test]
fn who_leaves_is_off_the_result_and_their_answers_stay() {
    let mut story = Story::default();
    story.answers_all("ben", ["5", "6", "1/3"]);
    story.then(FactBody::PupilLeft { pupil: pupil("ben") });
    let lesson = story.lesson();
    assert!(lesson.result().of(&pupil("ben")).is_none());
    assert_eq!(lesson.result().pupils.len(), 4);
    assert!(lesson.cell(&pupil("ben"), &question("one")).is_some());
    assert_eq!(lesson.projected().here, 4);
}

#[test]
fn the_class_waits_only_for_those_here() {
    let mut story = Story::default();
    for name in ["ada", "ben", "cai"] {
        story.answers_all(name, ["5", "6", "1/3"]);
    }
    story.absent("dee", true);
    assert_eq!(story.lesson().waiting_for(), [pupil("eve")]);
    story.answers_all("eve", ["16", "6", "1/3"]);
    assert!(story.lesson().waiting_for().is_empty());
}

#[test]
fn wrong_answers_are_counted_commonest_first() {
    let mut story = Story::default();
    for (name, text) in [("ada", "9"), ("ben", "16"), ("cai", " 1 6"), ("dee", "5"), ("eve", "?")] {
        story.answers(name, "one", text);
    }
    let wrong = story.lesson().wrong_answers(&question("one"));
    let counts: Vec<(&str, usize)> =
        wrong.iter().map(|w| (w.text.as_str(), w.pupils.len())).collect();
    assert_eq!(counts, [("16", 2), ("9", 1)]);
}

#[test]
fn the_cursor_the_blank_and_the_hands_follow_the_last_word() {
    let mut story = Story::default();
    story.starts(Mode::Slips);
    story.then(FactBody::Moved { turn: 2, beat: 1 });
    story.then(FactBody::Blanked { on: true });
    for count in [3, 4] {
        story.then(FactBody::HandsCounted { turn: 2, vote: 0, answer: 1, count });
    }
    story.then(FactBody::Later);
    let lesson = story.lesson();
    assert_eq!((lesson.turn, lesson.beat, lesson.blank), (2, 1, true));
    assert_eq!(lesson.mode, Mode::Slips);
    assert_eq!(lesson.check, CheckState::Open);
    assert_eq!(lesson.hands[&(2, 0, 1)], 4);
    assert_eq!(lesson.started, Some(1));
    assert_eq!(lesson.ended, None);
}

#[test]
fn the_last_keep_up_outcome_counts() {
    let mut story = Story::default();
    story.holds("ada", KeepUpOutcome::NotYet);
    story.holds("ada", KeepUpOutcome::Ready);
    assert_eq!(story.lesson().keep_up_outcome(&pupil("ada")), Some(KeepUpOutcome::Ready));
    assert_eq!(story.lesson().keep_up_outcome(&pupil("ben")), None);
    assert_eq!(story.lesson().held.len(), 2);
}

proptest! {
    #[test]
    fn stopping_anywhere_and_folding_again_changes_nothing(
        all in prop::collection::vec(happenings(), 5),
        stop in any::<prop::sample::Index>(),
    ) {
        let mut story = Story::default();
        story.starts(Mode::Tablets);
        for (name, what) in class().iter().zip(&all) {
            happen(&mut story, name.as_str(), what);
            story.rest_were_right();
        }
        story.accepts();
        happen(&mut story, "ada", &all[4]);
        let (before, after) = story.facts.split_at(stop.index(story.facts.len()));
        let mut lesson = LiveLesson::fold(plan(), class(), before);
        for fact in after {
            let json = serde_json::to_string(fact).unwrap();
            lesson.apply(&serde_json::from_str(&json).unwrap());
        }
        prop_assert_eq!(lesson, story.lesson());
    }

    #[test]
    fn delivering_everything_twice_changes_no_result(all in prop::collection::vec(happenings(), 5)) {
        let mut story = Story::default();
        for (name, what) in class().iter().zip(&all) {
            happen(&mut story, name.as_str(), what);
        }
        let once = story.lesson();
        let responses = story.facts.clone().into_iter();
        let again = responses.filter(|f| matches!(f.body, FactBody::Responded { .. }));
        let mut twice = story.lesson();
        for mut fact in again {
            fact.id = learning::FactId(format!("{}-again", fact.id));
            twice.apply(&fact);
        }
        prop_assert_eq!(once, twice);
    }
}
