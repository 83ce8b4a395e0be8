//! The ledger across lessons: open, carried with its age, closed and how.

use learning::{
    Author, Carried, Closed, Fact, FactBody, GroupKey, Helped, KeepUpOutcome, Ledger, LessonId,
    Plan, Standing,
};
use proptest::prelude::*;

use crate::result::{happen, happenings};
use crate::story::{DAY, Story, class, plan, pupil};

fn on_step(step: &str) -> Plan {
    Plan { step: Some(step.to_owned()), ..plan() }
}

/// Applies a lesson's facts as if the lesson were on that day.
fn teach(ledger: &mut Ledger, lesson: &str, plan: &Plan, story: &Story, day: i64) {
    for fact in &story.facts {
        let fact = Fact { at: day * DAY + fact.at, ..fact.clone() };
        ledger.apply(&LessonId::from(lesson), plan, &fact);
    }
}

fn monday() -> Story {
    let mut story = Story::default();
    story.answers_all("ada", ["16", "25", "1/3"]);
    story.answers_all("ben", ["5", "6", "3"]);
    story.answers_all("cai", ["5", "6", "1/3"]);
    story.answers_all("dee", ["10/2", "6", "1/3"]);
    story.accepts();
    story
}

fn names(carried: &[Carried]) -> Vec<(&str, u32)> {
    carried.iter().map(|c| (c.pupil.as_str(), c.days)).collect()
}

#[test]
fn keep_up_is_carried_until_it_is_ready() {
    let mut ledger = Ledger::default();
    let mut story = monday();
    story.holds("ada", KeepUpOutcome::Ready);
    story.holds("ben", KeepUpOutcome::NotYet);
    teach(&mut ledger, "monday", &plan(), &story, 10);
    let carried = ledger.carried(11 * DAY);
    assert_eq!(names(&carried), [("ben", 1)]);
    assert_eq!(carried[0].noticed, "Counted in ones.");
    assert_eq!(carried[0].times_held, 1);
    assert_eq!(names(&ledger.carried(14 * DAY)), [("ben", 4)]);
    let ada = ledger.items.iter().find(|i| i.pupil == pupil("ada")).unwrap();
    assert!(matches!(ada.closed, Some(Closed::ByKeepUp(_))));
    let nearly = ledger.open().find(|i| i.pupil == pupil("dee")).unwrap();
    assert_eq!(nearly.standing, Standing::Nearly);
}

#[test]
fn what_was_never_held_is_carried_too() {
    let mut ledger = Ledger::default();
    teach(&mut ledger, "monday", &plan(), &monday(), 10);
    assert_eq!(names(&ledger.carried(10 * DAY)), [("ada", 0), ("ben", 0)]);
    let not_seen: Vec<&str> = ledger.not_seen().map(|i| i.pupil.as_str()).collect();
    assert_eq!(not_seen, ["eve"]);
}

#[test]
fn a_cause_that_has_faded_is_carried_as_the_key_point_missed() {
    let mut ledger = Ledger::default();
    let mut story = monday();
    // Ben's is the teacher's own word, which does not fade.
    story.facts.pop();
    story.gives_cause("ben", Some("takes-the-denominator-away"), "");
    story.accepts();
    teach(&mut ledger, "monday", &plan(), &story, 10);
    let after = i64::from(ledger.items[0].faded.as_ref().unwrap().after);
    assert!((1..=10).contains(&after), "{after}");
    for (days, is_named) in [(0, true), (after, true), (after + 1, false), (30, false)] {
        let carried = ledger.carried((10 + days) * DAY);
        let of = |who: &str| carried.iter().find(|c| c.pupil == pupil(who)).unwrap();
        let ada = of("ada");
        assert_eq!(matches!(ada.key, GroupKey::Cause { .. }), is_named, "{days}: {ada:?}");
        assert_eq!(ada.because.contains("Two answers or more agree"), is_named, "{days}");
        assert_eq!(ada.because.contains("do not say why yet"), !is_named, "{days}");
        assert!(matches!(of("ben").key, GroupKey::Cause { .. }), "{days}");
    }
}

#[test]
fn how_soon_help_came_is_counted_and_names_nobody() {
    let mut ledger = Ledger::default();
    assert_eq!(ledger.helped(), Helped::default());
    teach(&mut ledger, "monday", &plan(), &monday(), 10);
    let found = Helped { n_found: 2, ..Helped::default() };
    assert_eq!(ledger.helped(), found);
    let mut help = Story::default();
    help.holds("ada", KeepUpOutcome::Ready);
    teach(&mut ledger, "monday", &plan(), &help, 10);
    let same_day = ledger.helped();
    assert_eq!(same_day.middle_hours, Some(0));
    let mut later = Story::default();
    later.holds("ben", KeepUpOutcome::NotYet);
    teach(&mut ledger, "monday", &plan(), &later, 13);
    let expected =
        Helped { n_found: 2, n_helped: 2, n_same_day: 1, middle_hours: Some(71), n_settled: 1 };
    let helped = ledger.helped();
    assert!(helped.middle_hours.is_some_and(|hours| (70..=72).contains(&hours)), "{helped:?}");
    assert_eq!(Helped { middle_hours: Some(71), ..helped }, expected);
    let mut left = Story::default();
    left.then(FactBody::PupilLeft { pupil: pupil("ben") });
    teach(&mut ledger, "monday", &plan(), &left, 14);
    assert_eq!((ledger.helped().n_found, ledger.helped().n_helped), (1, 1));
}

#[test]
fn nothing_opens_before_the_teacher_accepts() {
    let mut ledger = Ledger::default();
    let mut story = monday();
    story.facts.pop();
    teach(&mut ledger, "monday", &plan(), &story, 10);
    assert_eq!(ledger.open().count(), 0);
}

#[test]
fn a_later_check_on_the_same_step_settles_it_and_another_step_does_not() {
    for (step, expected) in [("unit-fraction-of-a-quantity", 1), ("another", 2)] {
        let mut ledger = Ledger::default();
        teach(&mut ledger, "monday", &plan(), &monday(), 10);
        let mut tuesday = Story::default();
        tuesday.answers_all("ada", ["5", "6", "1/3"]);
        tuesday.accepts(); // ben was not seen, which settles nothing of his
        teach(&mut ledger, "tuesday", &on_step(step), &tuesday, 11);
        let carried = ledger.carried(11 * DAY);
        assert_eq!(carried.len(), expected, "{step}");
        assert!(names(&carried).contains(&("ben", 1)));
    }
}

#[test]
fn a_result_taken_back_takes_back_what_it_opened_and_closed_but_no_help_that_was_given() {
    let mut ledger = Ledger::default();
    teach(&mut ledger, "monday", &plan(), &monday(), 10);
    let before = ledger.items.clone();
    let mut tuesday = Story::default();
    tuesday.answers_all("ada", ["5", "6", "1/3"]);
    tuesday.answers_all("cai", ["16", "25", "1/3"]);
    tuesday.accepts();
    teach(&mut ledger, "tuesday", &plan(), &tuesday, 11);
    assert_eq!(names(&ledger.carried(11 * DAY)), [("ben", 1), ("cai", 0)]);
    let mut reopened = Story::default();
    reopened.then(FactBody::ResultReopened);
    teach(&mut ledger, "tuesday", &plan(), &reopened, 11);
    assert_eq!(ledger.items, before, "as if tuesday's result had not been accepted");

    let mut held = Story::default();
    held.holds("ada", KeepUpOutcome::NotYet);
    held.then(FactBody::ResultReopened);
    teach(&mut ledger, "monday", &plan(), &held, 12);
    assert_eq!(names(&ledger.carried(12 * DAY)), [("ada", 2)]);
}

#[test]
fn accepting_again_changes_the_item_and_keeps_its_age_and_history() {
    let mut ledger = Ledger::default();
    let mut story = monday();
    story.holds("ada", KeepUpOutcome::NotYet);
    story.answers("eve", "one", "99");
    story.accepts();
    teach(&mut ledger, "monday", &plan(), &story, 10);
    let carried = ledger.carried(10 * DAY);
    assert_eq!(names(&carried), [("ada", 0), ("ben", 0), ("eve", 0)]);
    assert_eq!(carried[0].times_held, 1);
    let of_ada = ledger.items.iter().filter(|i| i.pupil == pupil("ada")).count();
    assert_eq!(of_ada, 1);
}

#[test]
fn keep_up_held_in_the_next_lesson_counts_for_the_oldest_open() {
    let mut ledger = Ledger::default();
    teach(&mut ledger, "monday", &plan(), &monday(), 10);
    let mut tuesday = Story::default();
    tuesday.holds("ben", KeepUpOutcome::Ready);
    teach(&mut ledger, "tuesday", &on_step("another"), &tuesday, 11);
    assert_eq!(names(&ledger.carried(11 * DAY)), [("ada", 1)]);
}

#[test]
fn who_leaves_is_carried_no_longer() {
    let mut ledger = Ledger::default();
    teach(&mut ledger, "monday", &plan(), &monday(), 10);
    let left = Fact {
        id: "9".into(),
        at: 11 * DAY,
        by: Author::System,
        body: FactBody::PupilLeft { pupil: pupil("ada") },
    };
    ledger.apply(&"tuesday".into(), &on_step("another"), &left);
    assert_eq!(names(&ledger.carried(11 * DAY)), [("ben", 1)]);
}

proptest! {
    #[test]
    fn nobody_is_dropped_silently(
        all in prop::collection::vec(happenings(), 5), ready in prop::collection::vec(any::<bool>(), 5)
    ) {
        let mut story = Story::default();
        for (name, what) in class().iter().zip(&all) {
            happen(&mut story, name.as_str(), what);
        }
        let result = story.accepts();
        for (name, ready) in class().iter().zip(&ready) {
            let outcome = if *ready { KeepUpOutcome::Ready } else { KeepUpOutcome::NotYet };
            story.holds(name.as_str(), outcome);
        }
        let mut ledger = Ledger::default();
        teach(&mut ledger, "monday", &plan(), &story, 10);
        let carried = ledger.carried(12 * DAY);
        for (of_pupil, ready) in result.pupils.iter().zip(&ready) {
            let is_carried = carried.iter().any(|c| c.pupil == of_pupil.pupil && c.days == 2);
            prop_assert_eq!(is_carried, of_pupil.standing != Standing::Ready && !ready);
        }
    }
}
