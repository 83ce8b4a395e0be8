//! Why answers came out as they did: named by two that agree, suggested by one, else unknown.

use learning::{Answer, Cause, Judgement, Plan, Predicted, Question, State, posterior};
use proptest::prelude::*;

use crate::story::{SHARING, SWAPS, Story, TAKES, plan, pupil, question};

fn named(misconception: &str) -> Cause {
    Cause::Named { misconception: misconception.to_owned() }
}

fn suggested(misconceptions: &[&str], answers: u8) -> Cause {
    let misconceptions = misconceptions.iter().map(|m| (*m).to_owned()).collect();
    Cause::Suggested { misconceptions, answers }
}

fn cause_on(plan: &Plan, story: &Story) -> Cause {
    let result = story.lesson_on(plan.clone()).result();
    result.of(&pupil("ada")).unwrap().cause.clone()
}

fn check(texts: [&str; 3], expected: &Cause) {
    let mut story = Story::default();
    for (to, text) in ["one", "two", "three"].into_iter().zip(texts) {
        if !text.is_empty() {
            story.answers("ada", to, text);
        }
    }
    assert_eq!(&cause_on(&plan(), &story), expected, "{texts:?}");
}

#[test]
fn a_cause_is_named_by_two_answers_that_agree() {
    check(["16", "25", "1/3"], &named(TAKES));
    check(["5", "25", "3"], &named(SWAPS));
    check(["16", "25", ""], &named(TAKES));
    // The nearest that is not: one answer, however telling.
    check(["16", "6", "1/3"], &suggested(&[TAKES], 1));
    check(["16", "", ""], &suggested(&[TAKES], 1));
    check(["16", "99", "1/3"], &suggested(&[TAKES], 1));
    check(["5", "6", "3"], &suggested(&[SWAPS], 1));
    check(["99", "98", "1/3"], &Cause::Unknown);
    check(["5", "6", "1/3"], &Cause::Nothing);
    check(["10/2", "6", "1/3"], &Cause::Nothing);
    check(["", "", ""], &Cause::Nothing);
}

#[test]
fn one_answer_that_two_causes_predict_names_neither() {
    check(["5", "25", "1/3"], &suggested(&[TAKES, SWAPS], 1));
    let mut same_twice = plan();
    same_twice.questions[1]
        .predicted
        .push(Predicted { misconception: SWAPS.to_owned(), response: "16".to_owned() });
    let mut story = Story::default();
    for (to, text) in [("one", "16"), ("two", "25")] {
        let id = story.sends("ada", to, text);
        story.marks(id, crate::story::mark(to, text).0, &[TAKES, SWAPS]);
    }
    assert_eq!(cause_on(&same_twice, &story), suggested(&[TAKES, SWAPS], 2));
}

#[test]
fn with_two_to_choose_from_two_wrong_answers_name_nothing() {
    let mut plan = plan();
    for question in &mut plan.questions {
        question.predicted.retain(|p| p.misconception == TAKES);
    }
    plan.misconceptions.truncate(1);
    let tell = |plan: &Plan| {
        let mut story = Story::default();
        for (to, text) in [("one", "16"), ("two", "25")] {
            let id = story.sends("ada", to, text);
            story.marks(id, crate::story::mark(to, text).0, &[TAKES]);
        }
        cause_on(plan, &story)
    };
    assert_eq!(tell(&plan), named(TAKES));
    for question in &mut plan.questions {
        question.choices = 2;
    }
    assert_eq!(tell(&plan), suggested(&[TAKES], 2));
}

#[test]
fn the_same_wrong_answer_typed_by_the_teacher_says_the_same() {
    let mut story = Story::default();
    for (on, text) in [("one", "16"), ("two", "25")] {
        let judgement = Judgement::Wrong {
            text: Some(text.to_owned()),
            misconceptions: crate::story::mark(on, text).1.into_iter().map(str::to_owned).collect(),
        };
        story.judges("ada", on, judgement);
    }
    story.rest_were_right();
    assert_eq!(cause_on(&plan(), &story), named(TAKES));
}

#[test]
fn wrong_without_the_answer_and_blank_do_not_say_why() {
    let mut story = Story::default();
    story.judges("ada", "one", Judgement::Blank);
    story.judges("ada", "two", Judgement::Wrong { text: None, misconceptions: vec![] });
    assert_eq!(cause_on(&plan(), &story), Cause::Unknown);
}

#[test]
fn the_teachers_own_cause_wins_and_is_marked_hers() {
    let mut story = Story::default();
    story.answers_all("ada", ["16", "25", "1/3"]);
    story.gives_cause("ada", Some(SWAPS), "");
    let given = Cause::Given { misconception: Some(SWAPS.to_owned()), words: String::new() };
    assert_eq!(cause_on(&plan(), &story), given);
    let result = story.lesson().result();
    assert!(
        result.of(&pupil("ada")).unwrap().because.ends_with("Your word: swaps the parts round.")
    );
    story.then(learning::FactBody::CauseGiven { pupil: pupil("ada"), cause: None });
    assert_eq!(cause_on(&plan(), &story), named(TAKES));
}

#[test]
fn a_cause_with_no_words_is_no_cause() {
    let mut story = Story::default();
    story.answers_all("ada", ["16", "25", "1/3"]);
    story.gives_cause("ada", None, "");
    assert_eq!(cause_on(&plan(), &story), named(TAKES));
}

fn weigh(answers: &[Answer]) -> Vec<(State, f64)> {
    posterior(&plan(), answers)
}

fn answers_of(texts: &[&str]) -> Vec<Answer> {
    let mut story = Story::default();
    for (to, text) in ["one", "two", "three"].into_iter().zip(texts) {
        story.answers("ada", to, text);
    }
    story.lesson().evidence(&pupil("ada")).answers
}

#[test]
fn a_system_we_do_not_list_is_not_given_a_listed_name() {
    let weighed = weigh(&answers_of(&["99", "98", "97"]));
    let likeliest = weighed.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
    assert_eq!(likeliest.0, State::UnknownSystem);
    let weighed = weigh(&answers_of(&["5", "6", "1/3"]));
    let likeliest = weighed.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
    assert_eq!(likeliest.0, State::Secure);
}

/// A plan whose questions are each predicted by `n_causes` causes, all with different answers.
fn wide_plan(n_causes: usize) -> Plan {
    let ids: Vec<String> = (0..n_causes).map(|k| format!("cause-{k}")).collect();
    let asked = |n: usize| Question {
        id: question(&format!("q{n}")),
        predicted: ids
            .iter()
            .map(|id| Predicted { misconception: id.clone(), response: format!("{id} on {n}") })
            .collect(),
        key_points: vec![SHARING.to_owned()],
        ..plan().questions[1].clone()
    };
    Plan { questions: (0..4).map(asked).collect(), misconceptions: vec![], ..plan() }
}

/// Plain even numbers from a seed, so that the class is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// A pupil who holds `id` and, once in ten, writes something else.
fn holder(plan: &Plan, id: &str, dice: &mut Dice) -> Story {
    let mut story = Story::default();
    for question in &plan.questions {
        let strays = dice.below(10) == 0;
        let instead = &question.predicted[usize::try_from(dice.below(5)).unwrap()].misconception;
        let given = if strays { instead.as_str() } else { id };
        let text = question.predicts(given).unwrap().to_owned();
        let response = story.sends("ada", question.id.as_str(), &text);
        story.marks(response, crate::story::mark("one", "99").0, &[given]);
    }
    story
}

#[test]
fn with_five_rules_four_answers_and_one_in_ten_astray_the_cause_is_found() {
    const PUPILS: usize = 1000;
    let plan = wide_plan(5);
    let mut dice = Dice(7);
    let mut counts = (0, 0);
    for n in 0..PUPILS {
        let id = format!("cause-{}", n % 5);
        match cause_on(&plan, &holder(&plan, &id, &mut dice)) {
            Cause::Named { misconception } if misconception == id => counts.0 += 1,
            Cause::Named { .. } => counts.1 += 1,
            _ => {}
        }
    }
    assert!(counts.0 * 10 >= PUPILS * 9, "named and right: {} of {PUPILS}", counts.0);
    assert!(counts.1 * 100 <= PUPILS * 3, "named and wrong: {} of {PUPILS}", counts.1);
}

/// A secure pupil who slips once in ten, on a predicted answer as likely as not.
#[test]
fn a_secure_pupil_who_slips_is_almost_never_given_a_cause() {
    const PUPILS: usize = 1000;
    let plan = wide_plan(5);
    let mut dice = Dice(11);
    let mut n_named = 0;
    for _ in 0..PUPILS {
        let mut story = Story::default();
        for question in &plan.questions {
            let response = story.sends("ada", question.id.as_str(), "x");
            let id =
                question.predicted[usize::try_from(dice.below(5)).unwrap()].misconception.clone();
            match dice.below(20) {
                0 => story.marks(response, crate::story::mark("one", "99").0, &[&id]),
                1 => story.marks(response, crate::story::mark("one", "99").0, &[]),
                _ => story.marks(response, learning::Outcome::Right, &[]),
            }
        }
        n_named += usize::from(matches!(cause_on(&plan, &story), Cause::Named { .. }));
    }
    assert!(n_named * 100 <= PUPILS * 3, "named: {n_named} of {PUPILS}");
}

proptest! {
    #[test]
    fn the_shares_are_whole(picked in prop::collection::vec(0..7usize, 3)) {
        let texts = ["5", "6", "1/3", "16", "25", "3", "99"];
        let texts: Vec<&str> = picked.into_iter().map(|p| texts[p]).collect();
        let weighed = weigh(&answers_of(&texts));
        let total: f64 = weighed.iter().map(|(_, p)| p).sum();
        prop_assert!((total - 1.0).abs() < 1e-12);
        prop_assert!(weighed.iter().all(|(_, p)| *p > 0.0));
    }

    #[test]
    fn two_agreeing_answers_name_their_cause_among_up_to_twelve(
        n_causes in 1..=12usize, k in any::<prop::sample::Index>(), one_blank in any::<bool>()
    ) {
        let plan = wide_plan(n_causes);
        let id = format!("cause-{}", k.index(n_causes));
        let mut story = Story::default();
        for n in 0..2 {
            let text = plan.questions[n].predicts(&id).unwrap().to_owned();
            let response = story.sends("ada", &format!("q{n}"), &text);
            story.marks(response, crate::story::mark("one", "99").0, &[&id]);
        }
        if one_blank {
            story.judges("ada", "q2", Judgement::Blank);
        }
        prop_assert_eq!(cause_on(&plan, &story), named(&id));
    }

    #[test]
    fn nothing_is_ever_named_by_fewer_than_two(picked in prop::collection::vec(0..7usize, 3)) {
        let texts = ["5", "6", "1/3", "16", "25", "3", "99"];
        let texts: Vec<&str> = picked.into_iter().map(|p| texts[p]).collect();
        let mut story = Story::default();
        for (to, text) in ["one", "two", "three"].into_iter().zip(&texts) {
            story.answers("ada", to, text);
        }
        let answers = story.lesson().evidence(&pupil("ada")).answers;
        if let Cause::Named { misconception } = cause_on(&plan(), &story) {
            let agree = answers.iter().filter(|a| a.misconceptions.contains(&misconception));
            prop_assert!(agree.count() >= 2);
        }
    }
}
