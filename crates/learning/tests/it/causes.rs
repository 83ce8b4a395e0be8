//! What a cause rests on: how firmly a rule holds, how long it is known, and what to ask next.

use learning::{
    Answer, Predicted, Rules, State, fade, fit_rules, names_until, posterior, prior, probes,
};
use proptest::prelude::*;

use crate::story::{SWAPS, Story, TAKES, plan, pupil};

fn answers_of(texts: [&str; 3]) -> Vec<Answer> {
    let mut story = Story::default();
    for (to, text) in ["one", "two", "three"].into_iter().zip(texts) {
        if !text.is_empty() {
            story.answers("ada", to, text);
        }
    }
    story.lesson().evidence(&pupil("ada")).answers
}

fn share_of(weighed: &[(State, f64)], id: &str) -> f64 {
    let state = State::Misconception(id.to_owned());
    weighed.iter().find(|(s, _)| *s == state).unwrap().1
}

#[test]
fn a_named_cause_fades_in_days_and_is_named_no_more() {
    let plan = plan();
    let weighed = posterior(&plan, &answers_of(["16", "25", "1/3"]));
    assert!(share_of(&weighed, TAKES) > 0.8);
    let days = names_until(&plan, &weighed).unwrap();
    assert!((1..=5).contains(&days), "{days}");
    let later = fade(&plan, &weighed, 60);
    assert!((share_of(&later, TAKES) - share_of(&prior(&plan), TAKES)).abs() < 0.001);
    // One answer names nothing today, so nothing later.
    let one = posterior(&plan, &answers_of(["5", "6", "3"]));
    assert_eq!(names_until(&plan, &one), None);
}

#[test]
fn a_rule_that_slips_often_is_found_to() {
    let plan = plan();
    let firm: Vec<Vec<Answer>> = (0..60).map(|_| answers_of(["16", "25", "1/3"])).collect();
    let loose: Vec<Vec<Answer>> = (0..60)
        .flat_map(|_| [answers_of(["16", "25", "1/3"]), answers_of(["16", "99", "1/3"])])
        .collect();
    let (firm, loose) = (fit_rules(&plan, &firm), fit_rules(&plan, &loose));
    assert!(firm.holds(TAKES) > 0.9, "{firm:?}");
    assert!(loose.holds(TAKES) < firm.holds(TAKES), "{loose:?}");
    // Never seen, so it stays as published.
    assert!((fit_rules(&plan, &[]).holds(SWAPS) - 0.85).abs() < 1e-12);
}

#[test]
fn the_question_whose_answers_differ_is_asked_first() {
    let plan = plan();
    let mut questions: Vec<_> = plan.check().cloned().collect();
    // A question that both misconceptions answer alike, beside one that tells them apart.
    let mut apart = questions[1].clone();
    apart.id = "apart".into();
    apart.predicted[1] = Predicted { misconception: SWAPS.to_owned(), response: "6/5".to_owned() };
    questions.push(apart);
    let weighed = posterior(&plan, &answers_of(["", "25", ""]));
    let ranked = probes(&questions, &weighed, &Rules::default());
    assert_eq!(ranked[0].question.as_str(), "apart");
    let two = ranked.iter().find(|p| p.question.as_str() == "two").unwrap();
    assert_eq!((two.collisions, ranked[0].collisions), (1, 0));
    assert!((two.worth - (two.bits - 0.1)).abs() < 1e-12);
}

proptest! {
    #[test]
    fn fading_keeps_the_whole_and_only_ever_weakens(
        picked in prop::collection::vec(0..7usize, 3), days in 0..40u32
    ) {
        let texts = ["5", "6", "1/3", "16", "25", "3", "99"];
        let plan = plan();
        let weighed = posterior(&plan, &answers_of([texts[picked[0]], texts[picked[1]], texts[picked[2]]]));
        let later = fade(&plan, &weighed, days);
        prop_assert!((later.iter().map(|(_, p)| p).sum::<f64>() - 1.0).abs() < 1e-12);
        for ((_, first), ((_, now), (_, then))) in prior(&plan).iter().zip(weighed.iter().zip(&later)) {
            prop_assert!((then - first).abs() <= (now - first).abs() + 1e-12);
        }
    }

    #[test]
    fn what_a_question_tells_is_never_less_than_nothing(picked in prop::collection::vec(0..7usize, 3)) {
        let texts = ["5", "6", "1/3", "16", "25", "3", "99"];
        let plan = plan();
        let weighed = posterior(&plan, &answers_of([texts[picked[0]], texts[picked[1]], texts[picked[2]]]));
        for probe in probes(&plan.questions, &weighed, &Rules::default()) {
            prop_assert!(probe.bits > -1e-12 && probe.bits.is_finite());
        }
    }
}
