//! The three words and "not seen", as a table and as laws.

use learning::Standing::{KeepUp, Nearly, NotSeen, Ready};
use learning::{Judgement, Plan, Question, Standing};
use proptest::prelude::*;

use crate::story::{Story, class, plan, pupil, question};

fn check(texts: [&str; 3], expected: Standing) {
    let mut story = Story::default();
    for (to, text) in ["one", "two", "three"].into_iter().zip(texts) {
        if !text.is_empty() {
            story.answers("ada", to, text);
        }
    }
    assert_eq!(story.standing("ada"), expected, "{texts:?}");
}

#[test]
fn the_three_words_follow_from_the_answers() {
    check(["5", "6", "1/3"], Ready);
    check(["10/2", "6", "1/3"], Nearly); // right value, wrong form
    check(["10/2", "12/2", "2/6"], Nearly); // slips only, however many
    check(["16", "6", "1/3"], Nearly); // one of two on a key point
    check(["16", "6", "2/6"], Nearly);
    check(["16", "25", "1/3"], KeepUp); // both on a key point
    check(["5", "6", "3"], KeepUp); // the only one on a key point
    check(["16", "12/2", "3"], KeepUp);
    check(["16", "99", "1/3"], KeepUp);
    check(["16", "", "1/3"], KeepUp); // all that was seen of a key point is wrong
    check(["5", "", "1/3"], NotSeen);
    check(["5", "6", ""], NotSeen);
    check(["", "", ""], NotSeen);
    check(["5", "6", "prove it"], NotSeen); // undecided goes to the teacher
    check(["5", "6", "?"], NotSeen); // unreadable is not wrong
    check(["16", "6", ""], NotSeen);
}

#[test]
fn one_wrong_on_each_of_two_key_points_is_more_than_a_slip() {
    let mut plan = plan();
    let mut four = plan.question(&question("three")).unwrap().clone();
    four.id = question("four");
    plan.questions.push(four);
    let standing = |texts: [&str; 4]| {
        let mut story = Story::default();
        for (to, text) in ["one", "two", "three", "four"].into_iter().zip(texts) {
            let judgement = match text {
                "right" => Judgement::Right,
                _ => Judgement::Blank,
            };
            story.judges("ada", to, judgement);
        }
        let result = story.lesson_on(plan.clone()).result();
        let of_ada = result.of(&pupil("ada")).unwrap();
        (of_ada.standing, of_ada.missed.len())
    };
    assert_eq!(standing(["blank", "right", "right", "right"]), (Nearly, 0));
    assert_eq!(standing(["blank", "right", "right", "blank"]), (KeepUp, 2));
}

#[test]
fn typed_questions_are_each_their_own_key_point() {
    let typed = |id: &str, text: &str| Question {
        key_points: Vec::new(),
        predicted: Vec::new(),
        text: text.to_owned(),
        id: question(id),
        ..plan().questions[1].clone()
    };
    let just_a_check = Plan {
        title: "Just a check".to_owned(),
        questions: vec![typed("one", "7 × 8"), typed("two", "9 × 8")],
        ..Plan::default()
    };
    assert_eq!(just_a_check.asked_key_points(), ["one", "two"]);
    let mut story = Story::default();
    story.judges("ada", "two", Judgement::Blank);
    story.rest_were_right();
    let result = story.lesson_on(just_a_check).result();
    assert_eq!(result.of(&pupil("ada")).unwrap().missed, ["two"]);
    assert_eq!(result.of(&pupil("ada")).unwrap().standing, KeepUp);
    assert_eq!(result.of(&pupil("ben")).unwrap().standing, Ready);
    assert_eq!(result.groups[0].title, "9 × 8");
}

#[test]
fn a_key_point_nobody_was_asked_about_is_said() {
    let mut plan = plan();
    plan.questions.retain(|q| q.id != question("three"));
    assert_eq!(Story::default().lesson_on(plan).result().unasked, ["naming"]);
    assert!(Story::default().lesson().result().unasked.is_empty());
}

#[test]
fn because_is_plain_and_holds_the_answers() {
    let mut story = Story::default();
    story.answers_all("ada", ["5", "6", "1/3"]);
    story.answers_all("ben", ["16", "6", "2/6"]);
    story.answers_all("cai", ["16", "99", "1/3"]);
    story.absent("dee", true);
    story.answers("eve", "one", "5");
    story.answers("eve", "two", "prove it");
    let because = |name: &str| story.lesson().result().of(&pupil(name)).unwrap().because.clone();
    assert_eq!(because("ada"), "Every key point right.");
    assert_eq!(
        because("ben"),
        "A slip only. “Find 1/4 of 20”: wrote 16, where 5 is right. \
         “What part is shaded?”: wrote 2/6, the right value, where 1/3 was asked for. \
         One answer suggests: takes the denominator away."
    );
    assert_eq!(
        because("cai"),
        "Not yet: “The whole is shared into equal parts”. \
         “Find 1/4 of 20”: wrote 16, where 5 is right. “Find 1/5 of 30”: wrote 99, where 6 is right. \
         One answer suggests: takes the denominator away."
    );
    assert_eq!(because("dee"), "Absent.");
    assert_eq!(
        because("eve"),
        "No answer seen yet to “Find 1/5 of 30”, “What part is shaded?”. \
         “Find 1/5 of 30”: wrote “prove it”; you decide."
    );
}

#[test]
fn the_teacher_places_a_pupil_and_can_take_it_back() {
    let mut story = Story::default();
    story.answers_all("ada", ["5", "6", "1/3"]);
    story.places("ada", Some(KeepUp));
    let result = story.lesson().result();
    let ada = result.of(&pupil("ada")).unwrap();
    assert_eq!((ada.standing, ada.from_answers), (KeepUp, Ready));
    assert_eq!(ada.because, "You placed this pupil at “keep-up”. Every key point right.");
    assert_eq!(result.groups.len(), 1);
    story.places("ada", None);
    assert_eq!(story.standing("ada"), Ready);
}

/// What happens to one pupil, without saying which.
pub fn happenings() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((0..3u8, 0..10u8), 0..8)
}

/// Lets it happen to a pupil.
pub fn happen(story: &mut Story, name: &str, happenings: &[(u8, u8)]) {
    for (to, what) in happenings {
        let to = ["one", "two", "three"][usize::from(*to)];
        match what {
            0 => story.answers(name, to, "5"),
            1 => story.answers(name, to, "6"),
            2 => story.answers(name, to, "1/3"),
            3 => story.answers(name, to, "16"),
            4 => story.answers(name, to, "25"),
            5 => story.answers(name, to, "?"),
            6 => story.judges(name, to, Judgement::Blank),
            7 => story.judges(name, to, Judgement::Right),
            8 => story.answers(name, to, "2/6"),
            _ => story.expects(name, u16::from(to.len() > 3), "halves"),
        }
    }
}

proptest! {
    #[test]
    fn the_same_evidence_gets_the_same_state(same in happenings(), others in happenings()) {
        let mut story = Story::default();
        happen(&mut story, "cai", &others);
        happen(&mut story, "ada", &same);
        happen(&mut story, "eve", &same);
        let result = story.lesson().result();
        let ada = result.of(&pupil("ada")).unwrap();
        let eve = result.of(&pupil("eve")).unwrap();
        prop_assert_eq!(ada.standing, eve.standing);
        prop_assert_eq!(&ada.cause, &eve.cause);
        prop_assert_eq!(&ada.missed, &eve.missed);
        prop_assert_eq!(&ada.because, &eve.because);
        prop_assert_eq!(
            learning::group_key(&plan(), ada),
            learning::group_key(&plan(), eve)
        );
    }

    #[test]
    fn what_others_answer_changes_nothing(mine in happenings(), theirs in happenings()) {
        let mut alone = Story::default();
        happen(&mut alone, "ada", &mine);
        let mut among = Story::default();
        happen(&mut among, "ben", &theirs);
        happen(&mut among, "ada", &mine);
        let of_ada = |s: &Story| s.lesson().result().of(&pupil("ada")).unwrap().clone();
        prop_assert_eq!(of_ada(&alone), of_ada(&among));
    }

    #[test]
    fn every_pupil_stands_somewhere_and_every_keep_up_pupil_is_in_one_group(
        all in prop::collection::vec(happenings(), 5)
    ) {
        let mut story = Story::default();
        for (name, what) in class().iter().zip(&all) {
            happen(&mut story, name.as_str(), what);
        }
        let result = story.lesson().result();
        let counted: usize = Standing::ALL.into_iter().map(|s| result.count(s)).sum();
        prop_assert_eq!(counted, 5);
        for pupil in &result.pupils {
            let groups = result.groups.iter().filter(|g| g.pupils.contains(&pupil.pupil)).count();
            prop_assert_eq!(groups, usize::from(pupil.standing == KeepUp));
            prop_assert!(!pupil.because.is_empty());
        }
    }
}
