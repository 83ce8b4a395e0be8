//! Many answers to one question: what is held of them says the same as all of them would, in little room.

use learning::{Outcome, Seen};
use proptest::prelude::*;

use crate::story::{Story, mark, pupil, question};

/// One answer as a plain list of all of them would hold it.
struct Sent {
    device: &'static str,
    counter: i64,
    text: &'static str,
    is_marked: bool,
}

/// The text that counts when every answer ever sent is looked at: the last that may be read, else the last.
fn counts(all: &[Sent]) -> Option<&'static str> {
    let may_be_read = |one: &&Sent| !(one.is_marked && one.text == "?");
    all.iter().rev().find(may_be_read).or(all.last()).map(|one| one.text)
}

/// What happens next: an answer from a device with its count, or the marking of one sent before.
#[derive(Debug, Clone)]
enum Next {
    Sends(bool, i64, usize),
    Marks(prop::sample::Index),
}

fn nexts() -> impl Strategy<Value = Vec<Next>> {
    let sends = (any::<bool>(), 0_i64..12, 0..4_usize).prop_map(|(d, c, t)| Next::Sends(d, c, t));
    let marks = any::<prop::sample::Index>().prop_map(Next::Marks);
    prop::collection::vec(prop_oneof![sends, marks.clone(), marks], 0..40)
}

const TEXTS: [&str; 4] = ["5", "16", "?", "9"];

proptest! {
    #[test]
    fn letting_go_changes_nothing_that_is_shown(nexts in nexts()) {
        let mut story = Story::default();
        let mut lesson = story.lesson();
        let mut all: Vec<Sent> = Vec::new();
        let mut ids = Vec::new();
        for next in nexts {
            match next {
                Next::Sends(is_slate, counter, text) => {
                    let device = if is_slate { "slate" } else { "phone" };
                    let text = TEXTS[text];
                    if all.iter().any(|one| one.device == device && one.counter == counter) {
                        continue;
                    }
                    let later = |one: &Sent| one.device == device && one.counter > counter;
                    let place = all.iter().position(later).unwrap_or(all.len());
                    all.insert(place, Sent { device, counter, text, is_marked: false });
                    let id = story.sends_from("ada", "one", text, device, counter);
                    ids.push((device, counter, id));
                }
                Next::Marks(_) if ids.is_empty() => continue,
                Next::Marks(index) => {
                    let (device, counter, id) = index.get(&ids).clone();
                    let found = all.iter_mut().find(|one| (one.device, one.counter) == (device, counter));
                    let one = found.unwrap();
                    one.is_marked = true;
                    let (outcome, misconceptions) = mark("one", one.text);
                    story.marks(id, outcome, &misconceptions);
                }
            }
            story.facts.last().into_iter().for_each(|fact| lesson.apply(fact));
            let answer = lesson.answer(&pupil("ada"), &question("one"));
            prop_assert_eq!(answer.text.as_deref(), counts(&all));
            let mut unmarked: Vec<String> = lesson.unmarked().into_iter().map(|one| one.2).collect();
            let mut expected: Vec<String> =
                all.iter().filter(|one| !one.is_marked).map(|one| one.text.to_owned()).collect();
            unmarked.sort();
            expected.sort();
            prop_assert_eq!(unmarked, expected);
            let mut devices: Vec<&str> = all.iter().map(|one| one.device).collect();
            devices.sort_unstable();
            devices.dedup();
            let found: Vec<&str> =
                lesson.devices(&pupil("ada")).into_iter().map(|one| one.as_str()).collect();
            prop_assert_eq!(found, devices);
        }
    }
}

#[test]
fn a_thousand_answers_take_the_room_of_one() {
    let mut story = Story::default();
    for _ in 0..1000 {
        story.answers("ada", "one", "16");
    }
    story.answers("ada", "one", "5");
    let lesson = story.lesson();
    let cell = lesson.cell(&pupil("ada"), &question("one")).unwrap();
    assert_eq!(cell.attempts.len(), 1);
    assert_eq!(lesson.response(&cell.attempts[0].fact), Some(&(pupil("ada"), question("one"))));
    // An answer let go is known by its delivery, and no longer by its fact.
    assert!(lesson.has_delivery(&"ada".into(), 1));
    assert_eq!(lesson.response(&story.facts[0].id), None);
}

#[test]
fn an_answer_marked_again_stands_and_brings_none_back() {
    let check = |again: Outcome, seen: Seen, text: &str| {
        let mut story = Story::default();
        story.answers("ada", "one", "16");
        let first = story.facts[0].id.clone();
        let second = story.sends("ada", "one", "5");
        story.marks(second.clone(), Outcome::Right, &[]);
        story.marks(second, again, &[]);
        // The first was taken back by the pupil; marking it again says nothing about the second.
        story.marks(first, Outcome::Right, &[]);
        let answer = story.lesson().answer(&pupil("ada"), &question("one"));
        assert_eq!((answer.seen, answer.text.as_deref()), (seen, Some(text)));
    };
    check(Outcome::Right, Seen::Right, "5");
    check(mark("one", "9").0, Seen::Wrong, "5");
    check(mark("one", "?").0, Seen::Unreadable, "5");
}
