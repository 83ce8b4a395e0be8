//! The gate: which steps the next ones build on, and where each pupil stands with them.

use learning::security::{Day, Shows, StepModel};
use learning::{
    Curriculum, Lasting, LessonId, LiveLesson, Mode, Plan, PupilId, Question, Stands, gate,
};

use crate::story::{DAY, NAMING, Story, pupil};

const TAUGHT: &str = "unit-fraction-of-a-quantity";
/// Noon of 5 January 2026.
const MONDAY: i64 = 1_767_614_400_000_000;

/// What was taught is needed by two later steps; one of those is needed by the other.
struct Invented;

impl Curriculum for Invented {
    fn asks(&self, _: &Plan, question: &Question) -> Option<(String, Shows)> {
        let is_idea = question.key_points.iter().any(|point| point == NAMING);
        Some((TAUGHT.to_owned(), if is_idea { Shows::Idea } else { Shows::Procedure }))
    }

    fn builds_on(&self, step: &str) -> Vec<String> {
        let before: &[&str] = match step {
            "several-parts" => &["equal-parts", TAUGHT],
            "the-whole" => &["several-parts", TAUGHT],
            _ => &[],
        };
        before.iter().map(|step| (*step).to_owned()).collect()
    }
}

fn lasting() -> Lasting {
    let mut story = Story::default();
    story.now = MONDAY;
    story.starts(Mode::Tablets);
    story.answers_all("ada", ["5", "6", "1/3"]);
    story.answers_all("ben", ["16", "25", "3"]);
    story.answers("cai", "one", "5");
    let lessons: [(LessonId, LiveLesson); 1] = [("l".into(), story.lesson())];
    Lasting::fold(&Invented, &StepModel::default(), lessons.iter().map(|(id, live)| (id, live)))
}

fn check(next: &[&str], days: i64, expected: &[(&str, &[&str], [usize; 4])]) {
    let pupils: Vec<PupilId> = ["ada", "ben", "cai", "dee"].map(pupil).to_vec();
    let next: Vec<String> = next.iter().map(|step| (*step).to_owned()).collect();
    let today = Day::of(MONDAY + days * DAY);
    let found = gate(&Invented, &lasting(), &StepModel::default(), &next, &pupils, today);
    let told: Vec<(&str, Vec<&str>, [usize; 4])> = found
        .iter()
        .map(|one| {
            let needed = one.needed_by.iter().map(String::as_str).collect();
            (one.step.as_str(), needed, one.counts())
        })
        .collect();
    let expected: Vec<(&str, Vec<&str>, [usize; 4])> =
        expected.iter().map(|(step, needed, counts)| (*step, needed.to_vec(), *counts)).collect();
    assert_eq!(told, expected, "{next:?} after {days} days");
}

#[test]
fn what_most_of_the_next_steps_need_comes_first() {
    let both = ["several-parts", "the-whole"];
    let all_unseen = [0, 0, 0, 4];
    check(&both, 1, &[(TAUGHT, &both, [1, 1, 1, 1]), ("equal-parts", &both[..1], all_unseen)]);
    check(
        &["the-whole"],
        1,
        &[("several-parts", &["the-whole"], all_unseen), (TAUGHT, &["the-whole"], [1, 1, 1, 1])],
    );
    check(&[TAUGHT], 1, &[]);
}

#[test]
fn what_is_old_is_asked_again_and_not_seen_is_never_lacking() {
    check(
        &["the-whole"],
        60,
        &[("several-parts", &["the-whole"], [0, 0, 0, 4]), (TAUGHT, &["the-whole"], [0, 2, 1, 1])],
    );
    let pupils: Vec<PupilId> = ["ada", "ben", "cai", "dee"].map(pupil).to_vec();
    let next = ["the-whole".to_owned()];
    let today = Day::of(MONDAY + DAY);
    let found = gate(&Invented, &lasting(), &StepModel::default(), &next, &pupils, today);
    let lacking: Vec<&PupilId> = found.iter().flat_map(|one| one.lacking()).collect();
    assert_eq!(lacking, [&pupil("ben")]);
    let asked = |stands: &Stands| matches!(stands, Stands::Ask { needs } if !needs.is_empty());
    assert!(asked(&found[1].pupils[2].1), "{:?}", found[1].pupils);
}
