//! What has lasted, folded from the facts of lessons: which answers count, for whom, and what they show.

use learning::security::{Day, Facet, Shows, StepModel};
use learning::{Curriculum, KeepUpOutcome, Lasting, LessonId, LiveLesson, Mode, Plan, Question};

use crate::story::{DAY, NAMING, Story, pupil};

const STEP: &str = "unit-fraction-of-a-quantity";
/// Noon of 5 January 2026.
const MONDAY: i64 = 1_767_614_400_000_000;

/// Naming is the idea; the rest is procedure.
struct Invented;

impl Curriculum for Invented {
    fn asks(&self, plan: &Plan, question: &Question) -> Option<(String, Shows)> {
        let is_idea = question.key_points.iter().any(|point| point == NAMING);
        Some((plan.step.clone()?, if is_idea { Shows::Idea } else { Shows::Procedure }))
    }

    fn builds_on(&self, step: &str) -> Vec<String> {
        if step == STEP { vec!["equal-parts".to_owned()] } else { Vec::new() }
    }
}

/// A lesson begun some days after Monday.
fn on(days: i64, tell: impl FnOnce(&mut Story)) -> LiveLesson {
    let mut story = Story::default();
    story.now = MONDAY + days * DAY;
    story.starts(Mode::Tablets);
    tell(&mut story);
    story.lesson()
}

fn fold(lessons: &[LiveLesson]) -> Lasting {
    let named: Vec<LessonId> = (0..lessons.len()).map(|n| LessonId(format!("l{n}"))).collect();
    Lasting::fold(&Invented, &StepModel::default(), named.iter().zip(lessons))
}

/// The facets a pupil has shown, as letters, some days after Monday; "-" when no answer was ever seen.
fn check(lessons: &[LiveLesson], name: &str, days: i64, expected: &str) {
    let today = Day::of(MONDAY + days * DAY);
    let facets = fold(lessons).facets(&StepModel::default(), STEP, &pupil(name), today);
    let letters = facets.map_or_else(
        || "-".to_owned(),
        |facets| {
            let all = [&facets.secure_now, &facets.lasting, &facets.deep, &facets.adaptable];
            let shown = all.into_iter().zip("slda".chars());
            shown.filter(|(f, _)| matches!(f, Facet::Shown { .. })).map(|(_, c)| c).collect()
        },
    );
    assert_eq!(letters, expected, "{name} after {days} days");
}

#[test]
fn answers_of_checks_count_and_what_was_not_seen_says_nothing() {
    let first = on(0, |story| {
        story.absent("eve", true);
        story.answers_all("ada", ["5", "6", "1/3"]);
        story.answers_all("ben", ["16", "25", "3"]);
        story.answers("dee", "one", "?");
    });
    for (name, expected) in [("ada", "s"), ("ben", ""), ("cai", "-"), ("dee", "-"), ("eve", "-")] {
        check(std::slice::from_ref(&first), name, 0, expected);
    }
    let again = on(9, |story| story.answers("ada", "one", "5"));
    check(&[first.clone(), again.clone()], "ada", 9, "sl");
    // The order in which lessons are handed over does not matter; when they happened does.
    check(&[again, first], "ada", 9, "sl");
}

#[test]
fn keep_up_is_an_answer_and_a_chance_to_learn() {
    let helped = |outcome: Option<KeepUpOutcome>| {
        on(0, |story| {
            story.answers_all("ben", ["16", "25", "3"]);
            if let Some(outcome) = outcome {
                story.holds("ben", outcome);
            }
        })
    };
    let secure = |lesson: LiveLesson| {
        let lasting = fold(&[lesson]);
        lasting.record(STEP, &pupil("ben")).unwrap().clone()
    };
    let [none, not_yet, ready] = [None, Some(KeepUpOutcome::NotYet), Some(KeepUpOutcome::Ready)]
        .map(|outcome| secure(helped(outcome)));
    assert_eq!([none.seen.len(), not_yet.seen.len(), ready.seen.len()], [4, 5, 5].map(|n| n - 1));
    assert!(ready.seen.last().unwrap().question.is_none());
    assert!(ready.belief.secure() > none.belief.secure());
    assert!(ready.belief.secure() > not_yet.belief.secure());
}

#[test]
fn the_same_answers_are_the_same_whoever_gave_them() {
    let lesson = on(0, |story| {
        for name in ["ada", "cai"] {
            story.answers_all(name, ["5", "25", "1/3"]);
        }
        story.answers_all("ben", ["16", "25", "3"]);
    });
    let lasting = fold(&[lesson]);
    let of = |name: &str| lasting.record(STEP, &pupil(name)).unwrap().clone();
    assert_eq!(of("ada").belief, of("cai").belief);
    assert!(of("ada").belief.secure() > of("ben").belief.secure());
}
