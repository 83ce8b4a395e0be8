//! Sequences: those that must pass, their near neighbours that must not, and what is said of each.

use curriculum::{
    Content, Expectation, Phase, PhaseKind, Relation, Sequence, SequencePlan, TaskRef,
    check_sequence, foretellings, sequence,
};
use proptest::prelude::*;

use crate::fixtures::{shipped, sound, task};

fn phase(kind: PhaseKind, focus: &str, length: usize) -> Phase {
    let focus = (!focus.is_empty()).then(|| focus.to_owned());
    Phase { kind, focus, length, ..Phase::default() }
}

fn one(phase: Phase) -> SequencePlan {
    SequencePlan { phases: vec![phase] }
}

/// Tasks of a family with two givens.
fn tasks(family: &str, names: [&str; 2], rows: &[(i64, i64)]) -> Vec<TaskRef> {
    rows.iter()
        .map(|(first, second)| task(family, &[(names[0], *first), (names[1], *second)]))
        .collect()
}

#[track_caller]
fn check(
    content: &Content,
    family: &str,
    names: [&str; 2],
    plan: &SequencePlan,
    rows: &[(i64, i64)],
    refused_by: Option<&str>,
) -> Sequence {
    let judged = check_sequence(content, &tasks(family, names, rows), plan);
    let failing: Vec<&str> = judged.failures().map(|check| check.rule.as_str()).collect();
    assert_eq!(failing.first().copied(), refused_by, "{family} {rows:?}: {:#?}", judged.checks);
    judged
}

#[test]
fn related_sequences_pass_and_their_near_neighbours_do_not() {
    let content = sound();
    let separation = |focus: &str| one(phase(PhaseKind::Separation, focus, 3));
    let same_difference = separation("same-difference");
    let columns = ["top", "bottom"];
    check(
        &content,
        "subtract-in-columns",
        columns,
        &same_difference,
        &[(52, 27), (53, 28), (54, 29)],
        None,
    );
    check(
        &content,
        "subtract-in-columns",
        columns,
        &same_difference,
        &[(52, 27), (53, 28), (54, 28)],
        Some("separation"),
    );
    let doubling = separation("doubling-and-halving");
    check(&content, "product", ["left", "right"], &doubling, &[(6, 4), (12, 2), (24, 1)], None);
    check(
        &content,
        "product",
        ["left", "right"],
        &doubling,
        &[(6, 4), (12, 2), (24, 2)],
        Some("separation"),
    );
    let divisor = one(Phase {
        relation: Some(Relation::Halves),
        ..phase(PhaseKind::Separation, "divisor", 3)
    });
    check(&content, "share", ["whole", "divisor"], &divisor, &[(24, 2), (24, 4), (24, 8)], None);
    check(
        &content,
        "share",
        ["whole", "divisor"],
        &divisor,
        &[(24, 2), (24, 4), (32, 8)],
        Some("separation"),
    );
    check(
        &content,
        "share",
        ["whole", "divisor"],
        &divisor,
        &[(24, 2), (24, 4), (24, 6)],
        Some("relation"),
    );
    let equivalence = separation("same-value");
    check(&content, "equivalent", ["top", "bottom"], &equivalence, &[(1, 2), (2, 4), (3, 6)], None);
    check(
        &content,
        "equivalent",
        ["top", "bottom"],
        &equivalence,
        &[(1, 2), (2, 4), (3, 5)],
        Some("separation"),
    );
}

#[test]
fn each_change_is_told_in_words() {
    let content = sound();
    let plan =
        one(Phase { relation: Some(Relation::Halves), ..phase(PhaseKind::Separation, "parts", 3) });
    let names = ["parts", "whole"];
    let judged = check(
        &content,
        "unit-fraction-of-a-quantity",
        names,
        &plan,
        &[(2, 24), (4, 24), (8, 24)],
        None,
    );
    let told: Vec<Option<&str>> =
        judged.tasks.iter().map(|task| task.explanation.as_deref()).collect();
    assert_eq!(
        told,
        [
            None,
            Some(
                "The number of parts doubles from 2 to 4. The whole stays 24. The part halves, from 12 to 6."
            ),
            Some(
                "The number of parts doubles from 4 to 8. The whole stays 24. The part halves, from 6 to 3."
            ),
        ]
    );
    assert_eq!(judged.tasks[1].changed, ["parts"]);
    assert!(judged.tasks[1].held.contains(&"whole".to_owned()));
    assert_eq!(judged.tasks[1].changes[0].to, "4");
}

/// What is said of two neighbours with these givens, in the family's own words.
#[track_caller]
fn told(family: &str, before: &[(&str, i64)], after: &[(&str, i64)], says: &str) {
    let tasks = [before, after].map(|givens| task(family, givens));
    let judged = check_sequence(shipped(), &tasks, &one(phase(PhaseKind::Mixed, "", 2)));
    let explanation = judged.tasks[1].explanation.clone().unwrap_or_default();
    assert!(explanation.contains(says), "{family}: {explanation}");
}

#[test]
fn a_step_is_said_as_its_numbers_are_written() {
    let sum = |first, second| [("parts", 8), ("first", first), ("second", second)];
    told("add-within-one", &sum(2, 1), &sum(4, 1), "The sum goes up by 2/8, from 3/8 to 5/8.");
    told("add-within-one", &sum(2, 1), &sum(2, 4), "The sum doubles, from 3/8 to 6/8.");
    told("add-within-one", &sum(2, 1), &sum(3, 1), "The sum goes up by 1/8, from 3/8 to 4/8.");
    let mixed = |wholes, first| {
        let rest = [("second-wholes", 1), ("second", 5), ("parts", 6)];
        [vec![("first-wholes", wholes), ("first", first)], rest.to_vec()].concat()
    };
    told("add-mixed-numbers", &mixed(1, 3), &mixed(2, 5), "goes up by 1 2/6, from 3 2/6 to 4 4/6");
    let fraction = |top, bottom| [("top", top), ("bottom", bottom)];
    told("fraction-as-a-decimal", &fraction(1, 4), &fraction(3, 4), "goes up by 0.5, from 0.25");
    told(
        "fraction-as-a-decimal",
        &fraction(1, 20),
        &fraction(1, 25),
        "goes down by 0.01, from 0.05",
    );
    told("fraction-as-a-decimal", &fraction(1, 2), &fraction(1, 4), "halves, from 0.5 to 0.25");
}

#[test]
fn values_that_are_only_seen_are_not_said() {
    let content = shipped();
    let angle = |turn: i64| {
        let mut of = task("is-it-a-right-angle", &[("degrees", 90), ("turn", turn)]);
        of.given.insert("arms".to_owned(), "both long".into());
        of
    };
    let tasks = [angle(0), angle(30)];
    let judged = check_sequence(content, &tasks, &one(phase(PhaseKind::Mixed, "", 2)));
    let explanation = judged.tasks[1].explanation.as_deref().unwrap_or_default();
    assert!(explanation.starts_with("The way the angle is turned changes."), "{explanation}");
    assert!(explanation.contains("The size of the angle stays the same."), "{explanation}");
    let change = &judged.tasks[1].changes[0];
    assert_eq!((change.from.as_str(), change.to.as_str()), ("", ""));
}

#[test]
fn a_linked_change_is_one_change_and_shows_what_it_keeps() {
    let content = sound();
    let plan = one(phase(PhaseKind::Separation, "same-difference", 3));
    let judged = check(
        &content,
        "subtract-in-columns",
        ["top", "bottom"],
        &plan,
        &[(52, 27), (53, 28), (54, 29)],
        None,
    );
    assert_eq!(judged.tasks[1].link.as_deref(), Some("same-difference"));
    assert_eq!(
        judged.tasks[1].explanation.as_deref(),
        Some(
            "Both go up by the same: the top from 52 to 53 and the bottom from 27 to 28. The difference stays 25."
        )
    );
}

#[test]
fn one_number_changed_is_told_with_what_broke() {
    let content = sound();
    let plan = one(phase(PhaseKind::Separation, "parts", 3));
    let names = ["parts", "whole"];
    let why = |rows: &[(i64, i64)], rule: &str| {
        let judged = check(&content, "unit-fraction-of-a-quantity", names, &plan, rows, Some(rule));
        let failure = judged.failures().next().unwrap();
        (failure.at, failure.why.clone())
    };
    let broken = "Here two things change at once: the number of parts (from 4 to 8) and the whole (from 24 to 32). \
                  Only the number of parts should change in this phase; keep the whole at 24.";
    assert_eq!(why(&[(2, 24), (4, 24), (8, 32)], "separation"), (Some(2), broken.to_owned()));
    let illegal = "The number of parts cannot be 7: it may be 2, 3, 4, 5, 6, 8, 10.";
    assert_eq!(why(&[(2, 24), (4, 24), (7, 24)], "validity"), (Some(2), illegal.to_owned()));
    let nothing = "Nothing changes here; the number of parts should.";
    assert_eq!(why(&[(2, 24), (4, 24), (4, 24)], "separation"), (Some(2), nothing.to_owned()));
    let few = "The number of parts takes 2 values; it takes at least 3 to see it vary.";
    assert_eq!(why(&[(2, 24), (4, 24), (2, 24)], "separation"), (None, few.to_owned()));
}

#[test]
fn what_a_fusion_needs_is_varied_alone_before_in_the_plan_or_in_an_earlier_step() {
    let content = shipped();
    let made = |slug: &str, plan: &str| {
        sequence(content, content.family(slug).unwrap(), &plan.parse().unwrap(), 7)
    };
    let fused = made("unit-fraction-of-a-quantity", "separation:parts:3,fusion:4").unwrap();
    let why = &fused.checks.iter().find(|check| check.rule == "fusion").unwrap().why;
    assert_eq!(
        why,
        "The number of equal parts and the whole change together, each varied alone before; the whole in an earlier step."
    );
    let refused = made("area-of-a-rectangle", "separation:long:3,fusion:4").unwrap_err();
    assert_eq!(refused.rule, "fusion");
    let nearest = refused.nearest.unwrap();
    assert_eq!(nearest.to_string(), "separation:long:3,separation:short:3,fusion:4");
    assert!(made("area-of-a-rectangle", &nearest.to_string()).is_ok());
}

#[test]
fn a_relation_says_which_tasks_it_is_about_where_there_are_several_phases() {
    let content = shipped();
    let family = content.family("unit-fraction-of-a-quantity").unwrap();
    let said = |plan: &str| -> Vec<String> {
        let made = sequence(content, family, &plan.parse().unwrap(), 7).unwrap();
        let about = made.checks.into_iter().filter(|check| check.rule == "relation");
        about.map(|check| check.why).collect()
    };
    assert_eq!(said("separation:parts:3:falls"), ["Each answer falls."]);
    assert_eq!(
        said("separation:parts:3:falls,fusion:2"),
        [
            "Each answer in tasks 1 to 3 falls.",
            "No relation between the answers is declared in tasks 4 to 5."
        ]
    );
}

#[test]
fn generalisation_holds_its_focus_and_fusion_comes_after_separation() {
    let content = sound();
    let generalisation = one(phase(PhaseKind::Generalisation, "divisor", 3));
    // The share family has one other dimension only, so nothing can generalise over two.
    check(
        &content,
        "share",
        ["whole", "divisor"],
        &generalisation,
        &[(8, 4), (12, 4), (24, 4)],
        Some("generalisation"),
    );
    check(
        &content,
        "share",
        ["whole", "divisor"],
        &generalisation,
        &[(8, 4), (8, 2), (24, 2)],
        Some("generalisation"),
    );
    let unit = "unit-fraction-of-a-quantity";
    let mut varied = tasks(unit, ["parts", "whole"], &[(4, 12), (4, 20), (4, 20)]);
    varied[2].choice.insert("picture".to_owned(), "counters".to_owned());
    let plan = one(phase(PhaseKind::Generalisation, "parts", 3));
    let judged = check_sequence(&content, &varied, &plan);
    assert!(judged.is_sound(), "{:#?}", judged.checks);
    let alone = one(phase(PhaseKind::Fusion, "", 2));
    check(&content, "share", ["whole", "divisor"], &alone, &[(8, 4), (12, 6)], Some("fusion"));
    let after = SequencePlan {
        phases: vec![
            phase(PhaseKind::Separation, "whole", 3),
            phase(PhaseKind::Separation, "divisor", 3),
            phase(PhaseKind::Fusion, "", 2),
        ],
    };
    let rows = [(8, 4), (12, 4), (20, 4), (24, 2), (24, 3), (24, 6), (8, 4), (36, 6)];
    check(&content, "share", ["whole", "divisor"], &after, &rows, None);
}

#[test]
fn a_pattern_that_gives_the_answers_away_is_refused_unless_declared() {
    let content = sound();
    let names = ["whole", "divisor"];
    let rows = [(8, 4), (12, 4), (16, 4), (20, 4), (24, 4)];
    let plan = one(phase(PhaseKind::Separation, "whole", 5));
    check(&content, "share", names, &plan, &rows, Some("shortcut"));
    let declared =
        one(Phase { relation: Some(Relation::Rises), ..phase(PhaseKind::Separation, "whole", 5) });
    check(&content, "share", names, &declared, &rows, None);
}

#[test]
fn no_sequence_says_why_and_what_would_work() {
    let content = sound();
    let family = content.family("share").unwrap();
    let told = |plan: &SequencePlan| sequence(&content, family, plan, 1).unwrap_err().to_string();
    assert_eq!(
        told(&one(phase(PhaseKind::Separation, "divisor", 9))),
        "No sequence fits this plan (separation): There are no 9 tasks in a row where only the divisor changes. A phase of 5 tasks would work."
    );
    assert!(
        told(&one(phase(PhaseKind::Separation, "divisr", 3)))
            .contains("is not a dimension or a linked change")
    );
    assert!(
        told(&one(phase(PhaseKind::Generalisation, "divisor", 3))).contains("hold the divisor")
    );
    assert!(told(&one(phase(PhaseKind::Mixed, "", 0))).contains("1 to 200"));
}

#[test]
fn what_may_be_expected_is_offered_and_one_of_it_comes_true() {
    use Expectation::{Bigger, Doubles, Halves, OneLess, OneMore, Same, Smaller, SomethingElse};
    let content = sound();
    let plan = one(phase(PhaseKind::Separation, "divisor", 4));
    let rows = [(24, 2), (24, 4), (24, 8), (24, 6)];
    let told = foretellings(&content, &tasks("share", ["whole", "divisor"], &rows), &plan);
    assert_eq!(told[0], None);
    let told: Vec<_> = told.into_iter().flatten().collect();
    assert_eq!(told.len(), 3);
    let offered = [Doubles, Halves, OneMore, OneLess, Same, Bigger, Smaller, SomethingElse];
    for (one, wanted) in
        told.iter().zip([vec![Halves, Smaller], vec![Halves, Smaller], vec![OneMore, Bigger]])
    {
        assert_eq!(one.offered, offered);
        assert_eq!(one.true_ones, wanted);
    }
}

#[test]
fn nothing_is_foretold_across_a_join_and_words_only_stay_or_change() {
    let content = sound();
    let phases =
        vec![phase(PhaseKind::Separation, "divisor", 2), phase(PhaseKind::Separation, "whole", 2)];
    let rows = [(24, 2), (24, 4), (8, 4), (12, 4)];
    let all = tasks("share", ["whole", "divisor"], &rows);
    let told = foretellings(&content, &all, &SequencePlan { phases });
    assert_eq!(told.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, false, true]);
    let family = content.family("which-is-shared-equally").unwrap();
    let plan = one(phase(PhaseKind::Separation, "each", 3));
    let made = sequence(&content, family, &plan, 1).unwrap();
    let tasks: Vec<TaskRef> = made.tasks.into_iter().map(|one| one.task).collect();
    for one in foretellings(&content, &tasks, &plan).into_iter().flatten() {
        assert_eq!(one.offered, [Expectation::Same, Expectation::Changes]);
        assert_eq!(one.true_ones.len(), 1);
    }
}

fn plans() -> impl Strategy<Value = (&'static str, SequencePlan)> {
    let unit = "unit-fraction-of-a-quantity";
    let three = |focus: &str| phase(PhaseKind::Separation, focus, 3);
    let plans = vec![
        (unit, one(three("parts"))),
        (unit, one(three("double-both"))),
        (unit, one(Phase { relation: Some(Relation::Halves), ..three("parts") })),
        (
            unit,
            SequencePlan {
                phases: vec![three("parts"), three("whole"), phase(PhaseKind::Fusion, "", 3)],
            },
        ),
        (unit, one(phase(PhaseKind::Generalisation, "parts", 4))),
        (unit, one(three("picture"))),
        (unit, one(phase(PhaseKind::Mixed, "", 8))),
        ("subtract-in-columns", one(phase(PhaseKind::Separation, "same-difference", 4))),
        ("product", one(three("doubling-and-halving"))),
        ("equivalent", one(three("same-value"))),
        ("which-is-shared-equally", one(three("each"))),
    ];
    prop::sample::select(plans)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_made_sequence_passes_its_own_checker_and_is_made_the_same_again((slug, plan) in plans(), seed in any::<u64>()) {
        let content = sound();
        let family = content.family(slug).unwrap();
        let made = sequence(&content, family, &plan, seed);
        prop_assert!(made.is_ok(), "{slug} {:?}: {}", plan, made.unwrap_err());
        let made = made.unwrap();
        let tasks: Vec<TaskRef> = made.tasks.iter().map(|task| task.task.clone()).collect();
        let judged = check_sequence(&content, &tasks, &plan);
        prop_assert!(judged.is_sound());
        prop_assert_eq!(&judged, &made);
        prop_assert_eq!(sequence(&content, family, &plan, seed).unwrap(), made);
    }
}
