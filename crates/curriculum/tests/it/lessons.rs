//! Lessons: stored and read back, and what an edit may not do.

use curriculum::{Lesson, Place, check_lesson};

use crate::fixtures::{sound, task};

const UNIT: &str = "unit-fraction-of-a-quantity";

#[test]
fn a_lesson_reads_back_from_json_as_it_was_written() {
    let content = sound();
    let lesson = content.lesson(UNIT).unwrap();
    let text = serde_json::to_string(lesson).unwrap();
    assert_eq!(serde_json::from_str::<Lesson>(&text).unwrap(), *lesson);
    assert!(text.contains(r#""screen":"sequence""#) && text.contains(r#"{"n":"24"}"#), "{text}");
    let step = content.step(UNIT).unwrap();
    assert_eq!(
        serde_json::from_str::<curriculum::SmallStep>(&serde_json::to_string(step).unwrap())
            .unwrap(),
        *step
    );
}

#[test]
fn an_edited_lesson_is_held_to_the_same_rules() {
    let content = sound();
    let lesson = content.lesson(UNIT).unwrap();
    assert_eq!(check_lesson(&content, lesson), []);
    let told = |edit: &dyn Fn(&mut Lesson)| {
        let mut edited = lesson.clone();
        edit(&mut edited);
        check_lesson(&content, &edited)
    };
    let later =
        told(&|lesson| lesson.check.tasks.push(task("equivalent", &[("top", 1), ("bottom", 2)])));
    assert_eq!(later.len(), 1);
    assert!(later[0].0 == Place::Check && later[0].1.contains("may not have met it"), "{later:?}");
    let earlier =
        told(&|lesson| lesson.check.tasks.push(task("share", &[("whole", 24), ("divisor", 4)])));
    assert!(earlier[0].1.contains("does not come before this step"), "{earlier:?}");
    let short = told(&|lesson| lesson.turns.truncate(3));
    assert_eq!(short.len(), 2, "{short:?}");
    let bare = told(&|lesson| lesson.check.tasks.truncate(1));
    assert_eq!(bare.len(), 2, "{bare:?}");
}

#[test]
fn the_recheck_is_made_when_it_is_left_out() {
    let content = sound();
    let check = &content.lesson(UNIT).unwrap().check;
    assert_eq!(check.recheck.len(), check.tasks.len());
    for (task, again) in check.tasks.iter().zip(&check.recheck) {
        assert_eq!(task.family, again.family);
        assert_ne!(task, again);
    }
}

#[test]
fn the_ends_that_matter_are_asked_of_the_sequences_together() {
    let content = crate::fixtures::shipped();
    let lesson = content.lesson("several-equal-parts").unwrap();
    assert_eq!(check_lesson(content, lesson), []);
    let is_last_but_one = |task: &curriculum::TaskRef| {
        let whole = |name: &str| task.given[name].as_number().unwrap().to_i64().unwrap();
        whole("parts") - whole("shaded") == 1
    };
    let mut without = lesson.clone();
    let mut n_left_out = 0;
    for turn in &mut without.turns {
        if let curriculum::Screen::Sequence { tasks, .. }
        | curriculum::Screen::Practise { tasks, .. } = &mut turn.screen
        {
            let n = tasks.len();
            tasks.retain(|task| !is_last_but_one(task));
            n_left_out += n - tasks.len();
        }
    }
    assert!(n_left_out > 0);
    let told: Vec<_> = check_lesson(content, &without)
        .into_iter()
        .filter(|(_, says)| says.contains("(range)"))
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].0 == Place::Lesson && told[0].1.ends_with("all parts shaded but one."),
        "{told:?}"
    );
}
