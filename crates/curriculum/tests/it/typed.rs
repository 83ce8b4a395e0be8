//! Sequences as a teacher types them: what they are for, whether they pass, and the mend when they do not.

use std::collections::BTreeSet;

use curriculum::{
    Content, broken_sequence, check_sequence, default_plan, likely_plan, mend, named_plan,
    read_typed, sequence,
};

use crate::fixtures::{shipped, sound};

/// Reads, judges and mends: the family and plan found, the rule that fails, and the mend.
fn judge(content: &Content, typed: &str) -> (String, Option<String>, Option<String>) {
    let (read, problems) = read_typed(content, typed, None);
    assert!(problems.is_empty(), "{typed}: {problems:?}");
    let tasks: Vec<_> = read.into_iter().map(|line| line.task).collect();
    let plan = likely_plan(content, &tasks);
    let judged = check_sequence(content, &tasks, &plan);
    let broken = judged.failures().next().map(|check| check.rule.clone());
    let mended = mend(content, &tasks, &plan).map(|mend| mend.says);
    (format!("{} {plan}", tasks[0].family), broken, mended)
}

#[test]
fn related_questions_pass_as_typed_and_one_number_changed_is_refused_with_its_mend() {
    let content = shipped();
    for (typed, for_what, refused, mended) in [
        ("52-27\n53 - 28\n54 − 29", "subtract-two-digits separation:same-difference:3", None, None),
        (
            "52 - 27\n53 - 28\n54 - 28",
            "subtract-two-digits separation:same-difference:3",
            Some("separation"),
            Some("Change task 3 to “54 - 29”."),
        ),
        ("6x4\n12 x 2\n24 × 1", "product-of-two separation:doubling-and-halving:3", None, None),
        (
            "6 × 4\n12 × 2\n24 × 2",
            "product-of-two separation:doubling-and-halving:3",
            Some("separation"),
            Some("Change task 3 to “24 × 1”."),
        ),
        ("24 ÷ 2\n24 ÷ 4\n24 / 8", "divide-by-a-factor separation:divisor:3", None, None),
        (
            "24 ÷ 2\n24 ÷ 4\n32 ÷ 8",
            "divide-by-a-factor separation:divisor:3",
            Some("separation"),
            Some("Change task 3 to “24 ÷ 8”."),
        ),
    ] {
        let (what, broken, mend) = judge(content, typed);
        assert_eq!(what, for_what, "{typed}");
        assert_eq!(broken.as_deref(), refused, "{typed}");
        assert_eq!(mend.as_deref(), mended, "{typed}");
    }
}

#[test]
fn one_amount_in_other_parts_is_a_linked_change() {
    let content = shipped();
    let family = content.family("name-an-equivalent-fraction").unwrap();
    let judged = |rows: [(i64, i64); 3]| {
        let tasks: Vec<_> = rows
            .iter()
            .map(|(top, bottom)| {
                family.read_task(&format!("top={top} bottom={bottom} times=2")).unwrap()
            })
            .collect();
        let plan = "separation:same-value:3".parse().unwrap();
        check_sequence(content, &tasks, &plan).failures().next().map(|check| check.rule.clone())
    };
    assert_eq!(judged([(1, 2), (2, 4), (3, 6)]), None);
    assert_eq!(judged([(1, 2), (2, 4), (3, 5)]).as_deref(), Some("separation"));
}

#[test]
fn a_list_in_which_everything_changes_is_mixed_practice() {
    let content = shipped();
    let (what, _, _) = judge(content, "52 - 27\n81 - 45\n63 - 18");
    assert_eq!(what, "subtract-two-digits mixed:3");
}

#[test]
fn a_line_that_is_no_question_and_a_number_out_of_range_are_told_apart() {
    let content = shipped();
    let (read, problems) = read_typed(content, "52 - 27\nhello\n153 - 28", None);
    assert_eq!(read.len(), 2);
    assert_eq!(problems[0].line, 2);
    assert!(problems[0].message.contains("“hello” is not a question"), "{problems:?}");
    let tasks: Vec<_> = read.into_iter().map(|line| line.task).collect();
    let judged = check_sequence(content, &tasks, &likely_plan(content, &tasks));
    let refused = judged.failures().next().unwrap();
    assert!(refused.rule == "validity" && refused.why.contains("cannot be 153"), "{refused:?}");
    let (none, problems) = read_typed(content, "hello", None);
    assert!(
        none.is_empty() && problems[0].message.contains("no question known here"),
        "{problems:?}"
    );
}

#[test]
fn a_chart_lets_what_is_worked_out_stay_while_a_given_changes() {
    let content = shipped();
    let family = content.family("divide-by-a-factor").unwrap();
    let plan = "separation:divisor@by-share:3".parse().unwrap();
    let made = sequence(content, family, &plan, 1).unwrap();
    for step in &made.tasks[1..] {
        assert_eq!(step.changed, ["divisor"]);
        assert!(step.held.contains(&"share".to_owned()), "{:?}", step.held);
        assert_eq!(step.answer_does.as_deref(), Some("same"));
    }
    let wholes: Vec<_> = made.tasks.iter().map(|step| step.task.given["whole"].clone()).collect();
    assert_ne!(wholes[0], wholes[1]);
    assert_eq!(family.axes(Some("by-share")), ["divisor", "share"]);
}

#[test]
fn plans_nobody_wrote_fit_the_family_and_the_length() {
    let content = &sound();
    let family = content.family("unit-fraction-of-a-quantity").unwrap();
    for length in [1, 3, 6, 10] {
        let (plan, made) = default_plan(content, family, Some(length), 5).unwrap();
        assert_eq!((plan.n_tasks(), made.tasks.len()), (length, length), "{plan}");
    }
    let (plan, _) = default_plan(content, family, None, 5).unwrap();
    assert_eq!(plan.to_string(), "separation:parts:3,separation:whole:3,fusion:4");
    let pictures = named_plan(family, "several-representations").unwrap();
    assert_eq!(pictures.to_string(), "separation:picture:3");
    assert!(sequence(content, family, &pictures, 1).is_ok());
    assert_eq!(named_plan(family, "one-problem-several-methods"), None);
}

#[test]
fn a_plan_that_cannot_be_kept_names_the_nearest_that_can() {
    let content = &sound();
    let family = content.family("share").unwrap();
    let plan = "separation:divisor:9".parse().unwrap();
    let refused = sequence(content, family, &plan, 1).unwrap_err();
    let nearest = refused.nearest.unwrap();
    assert_eq!(nearest.to_string(), "separation:divisor:5");
    assert!(sequence(content, family, &nearest, 1).is_ok());
}

#[test]
fn a_broken_sequence_breaks_its_purpose_in_one_place_and_passes_with_the_task_that_stood_there() {
    let content = shipped();
    let (mut n_families, mut broken_rules) = (0, BTreeSet::new());
    for (family, seed) in content.families().zip(1..) {
        let Some(broken) = broken_sequence(content, family, seed) else { continue };
        let judged = check_sequence(content, &broken.tasks, &broken.plan);
        let failing: Vec<_> = judged.failures().map(|check| check.at).collect();
        assert_eq!(failing, [Some(broken.at)], "{} {seed}", family.slug);
        broken_rules.extend(judged.failures().map(|check| check.rule.clone()));
        let mut mended = broken.tasks.clone();
        mended[broken.at] = broken.sound.clone();
        assert!(check_sequence(content, &mended, &broken.plan).is_sound(), "{}", family.slug);
        if n_families < 10 {
            assert_eq!(broken_sequence(content, family, seed), Some(broken));
        }
        n_families += 1;
    }
    assert!(n_families >= 40, "only {n_families} families give one");
    let rules: Vec<&str> = broken_rules.iter().map(String::as_str).collect();
    assert_eq!(rules, ["generalisation", "separation"]);
}
