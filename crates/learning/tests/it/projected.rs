//! The projector names nobody.

use learning::{Fact, FactBody, LiveLesson, Mode, PupilId};
use proptest::prelude::*;

use crate::result::{happen, happenings};
use crate::story::{Story, class, plan, question};

/// The same facts with two pupils' results swapped.
fn swapped(facts: &[Fact], one: &PupilId, other: &PupilId) -> Vec<Fact> {
    let swap = |p: &mut PupilId| {
        if p == one {
            *p = other.clone();
        } else if p == other {
            *p = one.clone();
        }
    };
    let mut facts = facts.to_vec();
    for fact in &mut facts {
        match &mut fact.body {
            FactBody::Responded { pupil, .. }
            | FactBody::Expected { pupil: Some(pupil), .. }
            | FactBody::Judged { pupil, .. }
            | FactBody::Absent { pupil, .. }
            | FactBody::Placed { pupil, .. }
            | FactBody::KeepUpHeld { pupil, .. } => swap(pupil),
            _ => {}
        }
    }
    facts
}

#[test]
fn the_projector_counts_who_has_answered() {
    let mut story = Story::default();
    story.starts(Mode::Tablets);
    story.absent("eve", true);
    story.answers("ada", "one", "5");
    story.answers("ben", "one", "16");
    story.answers("cai", "one", "?");
    story.sends("dee", "two", "6");
    let projected = story.lesson().projected();
    assert_eq!(projected.here, 4);
    assert_eq!(projected.answered[&question("one")], 2);
    assert_eq!(projected.answered[&question("two")], 1);
    assert_eq!(projected.answered[&question("three")], 0);
}

#[test]
fn the_projector_shows_only_this_turns_hands() {
    let mut story = Story::default();
    story.then(FactBody::HandsCounted { turn: 0, vote: 0, answer: 0, count: 9 });
    story.then(FactBody::HandsCounted { turn: 1, vote: 1, answer: 0, count: 7 });
    story.then(FactBody::Moved { turn: 1, beat: 0 });
    let hands = story.lesson().projected().hands;
    assert_eq!(hands.into_iter().collect::<Vec<_>>(), [((1, 0), 7)]);
}

fn expects(task: u16, what: &str, pupil: Option<&str>) -> FactBody {
    FactBody::Expected { turn: 0, task, what: what.to_owned(), pupil: pupil.map(PupilId::from) }
}

#[test]
fn what_is_expected_is_counted_and_the_last_word_stands() {
    let mut story = Story::default();
    story.starts(Mode::Tablets);
    for (what, pupil) in [
        ("doubles", None),
        ("halves", None),
        ("doubles", Some("ada")),
        ("halves", Some("ada")),
        ("halves", Some("ben")),
        ("same", Some("cai")),
        ("same", Some("dee")),
        ("", Some("dee")),
        ("same", Some("eve")),
    ] {
        story.then(expects(1, what, pupil));
    }
    story.absent("eve", true);
    let lesson = story.lesson();
    assert_eq!(lesson.expected.said((0, 1), &PupilId::from("ada")), Some("halves"));
    assert_eq!(lesson.expected.said((0, 1), &PupilId::from("dee")), None);
    let projected = lesson.projected();
    assert_eq!(projected.expected.keys().collect::<Vec<_>>(), [&1]);
    assert_eq!(projected.expected[&1].class.as_deref(), Some("halves"));
    let counts: Vec<(&str, usize)> =
        projected.expected[&1].devices.iter().map(|(what, n)| (what.as_str(), *n)).collect();
    assert_eq!(counts, [("halves", 2), ("same", 1)]);
    story.then(FactBody::Moved { turn: 1, beat: 0 });
    assert!(story.lesson().projected().expected.is_empty());
}

proptest! {
    #[test]
    fn it_is_unchanged_when_two_pupils_swap_their_results(
        all in prop::collection::vec((happenings(), any::<bool>()), 5),
        (one, other) in (0..5usize, 0..5usize),
    ) {
        let mut story = Story::default();
        story.starts(Mode::Tablets);
        for (name, (what, absent)) in class().iter().zip(&all) {
            happen(&mut story, name.as_str(), what);
            story.absent(name.as_str(), *absent);
        }
        let class = class();
        let other_way = swapped(&story.facts, &class[one], &class[other]);
        let lesson = LiveLesson::fold(plan(), class, &other_way);
        prop_assert_eq!(lesson.projected(), story.lesson().projected());
    }

    #[test]
    fn it_does_not_tell_right_from_wrong(texts in prop::collection::vec(any::<bool>(), 5)) {
        let told = |right: &[bool]| {
            let mut story = Story::default();
            for (name, right) in class().iter().zip(right) {
                story.answers_all(name.as_str(), if *right { ["5", "6", "1/3"] } else { ["16", "25", "3"] });
            }
            story.lesson().projected()
        };
        prop_assert_eq!(told(&texts), told(&[true; 5]));
    }
}
