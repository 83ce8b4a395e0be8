//! Posing and marking, finding steps, other tasks that separate the same misconceptions.

use std::collections::BTreeSet;

use curriculum::{PoseError, Span, Task, TaskRef, mark, recheck, tasks_that_separate, tries};

use crate::fixtures::{shipped, sound, task};

const UNIT: &str = "unit-fraction-of-a-quantity";

#[test]
fn a_task_is_posed_with_everything_a_lesson_needs() {
    let content = sound();
    let posed = content.pose(&task(UNIT, &[("parts", 4), ("whole", 20)])).unwrap();
    assert_eq!(posed.text.to_string(), "Find 1/4 of 20.");
    assert!(posed.text.0.contains(&Span::Maths("1/4".to_owned())));
    assert_eq!(posed.answer(), "5");
    assert_eq!(posed.stem.unwrap().0.last(), Some(&Span::Words(".".to_owned())));
    assert_eq!(posed.why.unwrap().to_string(), "20 shared into 4 equal parts is 5 in each.");
    assert_eq!(posed.predicted[0].response, "16");
    assert_eq!(
        posed.predicted[0].contrast,
        Some(content.pose(&task(UNIT, &[("parts", 2), ("whole", 20)])).unwrap().of)
    );
    assert_eq!(posed.support.unwrap().picture.unwrap().fields["part-label"].to_string(), "?");
    assert_eq!(
        posed.depth[0].text.to_string(),
        "1/4 of a number is 5. What is the number? How do you know?"
    );
    assert!(posed.show.is_some());
    assert_eq!(posed.of.to_string(), "parts=4 whole=20 picture='bar'");
}

#[test]
fn what_is_not_allowed_is_said_in_words() {
    let content = sound();
    let told = |task: &TaskRef| content.pose(task).unwrap_err().to_string();
    let rows = [
        (
            task("unit-fraction-of-a-quantty", &[]),
            "there is no task family `unit-fraction-of-a-quantty`; did you mean `unit-fraction-of-a-quantity`?",
        ),
        (
            task(UNIT, &[("parts", 7), ("whole", 21)]),
            "the number of parts cannot be 7: it may be 2, 3, 4, 5, 6, 8, 10",
        ),
        (task(UNIT, &[("parts", 4)]), "the family `unit-fraction-of-a-quantity` needs `whole`"),
        (
            task(UNIT, &[("parts", 4), ("whole", 21)]),
            "these numbers do not go together: 21 does not share equally into 4",
        ),
        (
            task(UNIT, &[("parts", 4), ("whole", 20), ("hole", 1)]),
            "`hole` is not a given of `unit-fraction-of-a-quantity`; did you mean `whole`?",
        ),
    ];
    for (task, expected) in rows {
        assert_eq!(told(&task), expected);
    }
    assert!(matches!(content.pose(&task("none", &[])), Err(PoseError::UnknownFamily { .. })));
}

#[test]
fn a_predicted_answer_names_its_misconception_and_a_right_one_none() {
    let content = sound();
    let posed = content.pose(&task(UNIT, &[("parts", 4), ("whole", 20)])).unwrap();
    for (response, expected) in
        [("16", vec!["takes-the-denominator-away"]), ("5", vec![]), ("17", vec![]), ("5/", vec![])]
    {
        assert_eq!(mark(&posed, response).misconceptions, expected, "{response}");
    }
    let choice =
        content.pose(&task("which-is-shared-equally", &[("parts", 4), ("each", 3)])).unwrap();
    assert_eq!(choice.choices.len(), 3);
    assert_eq!(
        mark(&choice, "one group of 4, one of 8").misconceptions,
        ["takes-the-denominator-away"]
    );
}

#[test]
fn every_task_of_a_family_marks_its_own_answer_correct() {
    let content = sound();
    for family in content.families() {
        for task in family.tasks(500) {
            let posed = content.pose(&task).unwrap();
            let marked = mark(&posed, posed.answer());
            let maths::Marking::Verdict(verdict) = marked.marking else {
                panic!("{task}: {:?}", marked.marking)
            };
            assert!(verdict.is_correct(), "{} {task}", family.slug);
            for predicted in &posed.predicted {
                assert!(
                    mark(&posed, &predicted.response)
                        .misconceptions
                        .contains(&predicted.misconception),
                    "{} {task}",
                    family.slug
                );
            }
        }
    }
}

#[test]
fn choices_do_not_stand_in_a_telling_place() {
    let content = sound();
    let place = |task: TaskRef| {
        let posed = content.pose(&task).unwrap();
        posed.choices.iter().position(|choice| choice == posed.answer()).unwrap()
    };
    let places: BTreeSet<usize> =
        content.all_tasks("which-is-shared-equally", 50).map(place).collect();
    assert!(places.len() > 1);
}

#[test]
fn a_step_is_found_by_three_letters() {
    let content = sound();
    let found = |typed: &str| {
        content.find_steps(typed).into_iter().map(|step| step.slug.clone()).collect::<Vec<_>>()
    };
    for (typed, first) in [
        ("uni", UNIT),
        ("UNI fra", UNIT),
        ("3f-2", UNIT),
        ("quantty", UNIT),
        ("equi", "equivalent-fractions"),
        ("shar", "equal-sharing"),
    ] {
        assert_eq!(found(typed).first().map(String::as_str), Some(first), "{typed}");
    }
    assert!(found("zzz").is_empty() && found(" ").is_empty());
}

#[test]
fn the_graph_runs_both_ways() {
    let content = sound();
    assert_eq!(content.step(UNIT).unwrap().leads_to, ["equivalent-fractions"]);
    assert_eq!(
        content.before("equivalent-fractions").into_iter().collect::<Vec<_>>(),
        ["equal-sharing", UNIT]
    );
    let thread: Vec<&str> =
        content.thread("fractions").into_iter().map(|step| step.slug.as_str()).collect();
    assert_eq!(thread, [UNIT, "equivalent-fractions"]);
}

#[test]
fn a_recheck_asks_the_same_of_other_numbers() {
    let content = sound();
    let tasks = [
        task(UNIT, &[("parts", 5), ("whole", 30)]),
        task("which-is-shared-equally", &[("parts", 4), ("each", 3)]),
    ];
    let again = recheck(&content, &tasks, &[]);
    assert_eq!(again.len(), 2);
    for (task, other) in tasks.iter().zip(&again) {
        assert_eq!(task.family, other.family);
        assert_ne!(task.given, other.given);
        let ids = |task: &TaskRef| {
            content
                .pose(task)
                .unwrap()
                .predicted
                .into_iter()
                .map(|predicted| predicted.misconception)
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(task), ids(other));
    }
    assert_eq!(recheck(&content, &tasks, &[]), again);
    assert!(
        !tasks_that_separate(&content, UNIT, &["takes-the-denominator-away".to_owned()], 3)
            .is_empty()
    );
}

/// The misconceptions whose answer to a task no other gives.
fn told_apart(task: &Task) -> BTreeSet<String> {
    let gives =
        |response: &str| task.predicted.iter().filter(|one| one.response == response).count();
    let alone = task.predicted.iter().filter(|one| gives(&one.response) == 1);
    alone.map(|one| one.misconception.clone()).collect()
}

#[test]
fn a_recheck_tells_apart_what_the_check_did_in_every_family() {
    let content = shipped();
    let mut lost = Vec::new();
    for family in content.families() {
        if let Some(task) = family.tasks(58).last() {
            let Some(again) = recheck(content, std::slice::from_ref(&task), &[]).pop() else {
                lost.push(format!("{task}: no other task"));
                continue;
            };
            assert_ne!(task.given, again.given, "{task}");
            let of = |task: &TaskRef| told_apart(&content.pose(task).unwrap());
            let (asked, asked_again) = (of(&task), of(&again));
            if !asked.is_subset(&asked_again) {
                lost.push(format!("{task}: {again} does not tell {:?}", &asked - &asked_again));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn two_to_try_begin_with_smaller_numbers_and_leave_out_what_was_used() {
    let content = sound();
    let asked = task(UNIT, &[("parts", 5), ("whole", 30)]);
    let found = tries(&content, &asked, &[]);
    let total = |task: &TaskRef| -> i64 {
        task.given.values().map(|value| value.to_string().parse::<i64>().unwrap()).sum()
    };
    assert_eq!(found.len(), 2);
    assert!(total(&found[0]) < total(&found[1]), "{found:?}");
    assert!(total(&found[0]) < total(&asked), "{found:?}");
    let others = tries(&content, &asked, &found);
    assert!(others.iter().all(|one| !found.contains(one) && *one != asked), "{others:?}");
    let ids = |task: &TaskRef| {
        let posed = content.pose(task).unwrap();
        posed.predicted.into_iter().map(|one| one.misconception).collect::<Vec<_>>()
    };
    assert!(found.iter().all(|one| ids(one) == ids(&asked)));
}

#[test]
fn what_an_adult_puts_out_is_said_once_and_matches_the_numbers_of_each_task() {
    let content = sound();
    let shared =
        content.pose(&task("which-is-shared-equally", &[("parts", 4), ("each", 3)])).unwrap();
    assert_eq!(shared.predicted[0].put_out.to_string(), "12 counters and a strip folded into 4.");
    let tries =
        [task(UNIT, &[("parts", 5), ("whole", 30)]), task(UNIT, &[("parts", 3), ("whole", 24)])];
    let put_out = content.put_out("takes-the-denominator-away", &tries);
    let said: Vec<String> = put_out.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        ["30 counters and a strip folded into 5.", "24 counters and a strip folded into 3."]
    );
    assert!(content.put_out("no-such-rule", &tries).is_empty());
}
