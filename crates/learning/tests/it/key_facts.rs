//! Key facts: what is asked, the words and what they rest on, the next five minutes, the tables check.

use std::collections::{BTreeMap, BTreeSet};

use learning::key_facts::{
    AskedIn, Asking, Expected, Family, KeyFacts, Need, Operation, QUESTIONS, Rule, Set, Side, Task,
    Trial, Word, five_minutes, form, forms, next_for,
};
use learning::{Author, Fact, FactBody, PupilId};
use proptest::prelude::*;

const DAY: i64 = 86_400_000_000;
const START: i64 = 20_000 * DAY;

fn family(text: &str) -> Family {
    Family::try_from(text.to_owned()).unwrap()
}

fn asking(text: &str, task: Task) -> Asking {
    Asking { family: family(text), task, turned: false }
}

fn fact(body: FactBody, at: i64) -> Fact {
    Fact { id: "1".into(), at, by: Author::System, body }
}

fn answered(pupil: &str, asked: Asking, right: bool, millis: Option<u32>, at: i64) -> Fact {
    let body = FactBody::KeyFactAnswered {
        pupil: pupil.into(),
        asked,
        text: String::new(),
        right,
        millis,
        within: AskedIn::Practice,
        device: "d".into(),
        counter: at,
    };
    fact(body, at)
}

fn copied(pupil: &str, millis: u32, at: i64) -> Fact {
    let (device, counter) = ("d".into(), at);
    fact(FactBody::NumberCopied { pupil: pupil.into(), digits: 2, millis, device, counter }, at)
}

/// A class in which `pupil` copied three numbers, each in this long.
fn typist(pupil: &str, millis: u32) -> KeyFacts {
    let mut class = KeyFacts::default();
    for n in 0..3 {
        class.apply(&copied(pupil, millis, START + n));
    }
    class
}

#[test]
fn a_question_is_computed_from_its_family() {
    let ask = |task, turned| Asking { family: family("7x8"), task, turned };
    for (asked, text, answer, told) in [
        (ask(Task::Recall, false), "`7 × 8`", "56", "`7 × 8 = 56`"),
        (ask(Task::Recall, true), "`8 × 7`", "56", "`8 × 7 = 56`"),
        (ask(Task::Inverse, false), "`56 ÷ 7`", "8", "`56 ÷ 7 = 8`"),
        (ask(Task::Inverse, true), "`56 ÷ 8`", "7", "`56 ÷ 8 = 7`"),
        (ask(Task::Missing, false), "What is missing? `7 × ? = 56`", "8", "`7 × 8 = 56`"),
        (ask(Task::Scaled, false), "`7 × 80`", "560", "`7 × 80 = 560`"),
        (asking("6+7", Task::Scaled), "`60 + 70`", "130", "`60 + 70 = 130`"),
        (asking("6+7", Task::Inverse), "`13 − 6`", "7", "`13 − 6 = 7`"),
    ] {
        assert_eq!((asked.text().as_str(), asked.answer().as_str()), (text, answer));
        assert_eq!(asked.told(), told);
        assert!(asked.is_right(&format!(" {answer} ")) && !asked.is_right("1"), "{text}");
    }
}

/// The value of `7 × 7 + 7`, left to right with × first.
fn value(way: &str) -> i64 {
    let parts: Vec<&str> = way.split(' ').collect();
    let number = |at: usize| parts[at].parse::<i64>().unwrap();
    let first = if parts[1] == "×" { number(0) * number(2) } else { number(0) + number(2) };
    if parts[3] == "+" { first + number(4) } else { first - number(4) }
}

#[test]
fn exactly_one_way_to_choose_is_equal() {
    for family in Family::all() {
        for turned in [false, true] {
            let asked = Asking { family, task: Task::Choose, turned };
            let right: Vec<String> = asked
                .choices()
                .into_iter()
                .filter(|way| value(way) == i64::from(family.whole()))
                .collect();
            assert_eq!(right, [asked.answer()], "{}", asked.text());
            let all: BTreeSet<i64> = asked.choices().iter().map(|way| value(way)).collect();
            assert_eq!(all.len(), 3, "{:?}", asked.choices());
        }
    }
}

#[test]
fn the_facts_a_lesson_leans_on_are_known_by_their_question() {
    for (question, expected) in [
        ("`7 × 8`", Some("7x8")),
        ("`56 ÷ 8`", Some("7x8")),
        ("13 - 6", Some("6+7")),
        ("`6 + 7`", Some("6+7")),
        ("`24 ÷ 7`", None),
        ("`1 × 8`", None),
        ("`7 × 13`", None),
        ("`1/5` of 20", None),
        ("`6 - 7`", None),
        ("÷", None),
    ] {
        assert_eq!(Family::of_question(question), expected.map(family), "{question}");
    }
    for (text, said) in [("1x8", "`1x8` is not a family"), ("7*8", "such as `7x8`")] {
        let error = Family::try_from(text.to_owned()).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn a_class_has_met_what_was_said_else_what_its_year_brings() {
    let mut class = KeyFacts::default();
    assert_eq!(class.families(1), []);
    assert_eq!(class.met(3).iter().filter(|set| matches!(set, Set::Table(_))).count(), 3);
    assert_eq!(class.families(5).len(), Family::all().count());
    let sets = vec!["times-7".to_owned(), "later-than-us".to_owned()];
    class.apply(&fact(FactBody::KeyFactsMet { sets }, START));
    assert_eq!(class.met(5), [Set::Table(7)]);
    assert_eq!(class.families(5).len(), 11);
}

#[test]
fn recalled_is_right_soon_and_likely_so_in_a_week() {
    let (recall, now) = (asking("7x8", Task::Recall), START + 11 * DAY);
    // (millis of each answer a few days apart, none for a wrong one; the word afterwards)
    for (answers, expected) in [
        (vec![Some(2500)], Word::NotYet),
        (vec![Some(2500), Some(2500), Some(2500)], Word::Recalled),
        (vec![Some(2500), None, Some(2500)], Word::NotYet),
        (vec![Some(9000), Some(9000), Some(9000)], Word::NotYet),
    ] {
        let mut class = typist("ada", 1000);
        for (n, millis) in answers.iter().enumerate() {
            let at = START + DAY + n as i64 * 4 * DAY;
            class.apply(&answered("ada", recall, millis.is_some(), millis.or(Some(2500)), at));
        }
        let word = class.of(&"ada".into()).word(family("7x8"), Side::Forwards, now);
        assert_eq!(word, expected, "{answers:?}");
        let other = class.of(&"ada".into()).word(family("6x8"), Side::Forwards, now);
        assert_eq!(other, Word::NotSeen);
    }
}

#[test]
fn fluent_asks_for_the_fact_to_be_used_in_two_ways() {
    let mut class = typist("ada", 1000);
    for n in 0..4 {
        let at = START + (1 + n * n * 3) * DAY;
        class.apply(&answered("ada", asking("7x8", Task::Recall), true, Some(2200), at));
    }
    let now = START + 29 * DAY;
    let word = |class: &KeyFacts| class.of(&"ada".into()).word(family("7x8"), Side::Forwards, now);
    assert_eq!(word(&class), Word::Recalled);
    class.apply(&answered("ada", asking("7x8", Task::Choose), true, Some(9000), now - 2));
    class.apply(&answered("ada", asking("7x8", Task::Choose), true, Some(9000), now - 1));
    assert_eq!(word(&class), Word::Recalled);
    class.apply(&answered("ada", asking("7x8", Task::Scaled), true, Some(9000), now));
    assert_eq!(word(&class), Word::Fluent);
}

#[test]
fn slow_typing_is_never_held_against_a_pupil() {
    let run = |typing: u32| {
        let mut class = typist("ada", typing);
        for n in 0..3 {
            let at = START + (1 + 4 * n) * DAY;
            let millis = Some(typing + 2000);
            class.apply(&answered("ada", asking("7x8", Task::Recall), true, millis, at));
        }
        class
    };
    let (quick, slow) = (run(800), run(7000));
    let of = |class: &KeyFacts| class.of(&"ada".into()).known(family("7x8")).cloned();
    assert_eq!(of(&quick), of(&slow));
    // Without copies nothing is known of typing, and nothing is taken from how long it took.
    let mut unknown = KeyFacts::default();
    unknown.apply(&answered("ada", asking("7x8", Task::Recall), true, Some(60_000), START));
    let pupil = unknown.of(&"ada".into());
    assert!(pupil.needs_copies(START) && pupil.answers(family("7x8"))[0].seconds.is_none());
    assert!(!quick.of(&"ada".into()).needs_copies(START + DAY));
}

#[test]
fn linked_facts_share_what_is_known() {
    let mut class = typist("ada", 1000);
    for n in 0..3 {
        let at = START + (1 + 4 * n) * DAY;
        class.apply(&answered("ada", asking("7x8", Task::Recall), true, Some(2500), at));
    }
    let known = class.of(&"ada".into()).known(family("7x8")).unwrap();
    let now = START + 10 * DAY;
    let own = known.in_time(Side::Forwards, now, 1.0).unwrap();
    let turned = known.in_time(Side::Backwards, now, 1.0).unwrap();
    assert!(turned > 0.3 && turned < own, "{turned} {own}");
    // Division seen, and multiplied well since: what is linked has not faded as if nothing had happened.
    let mut both = class.clone();
    both.apply(&answered("ada", asking("7x8", Task::Inverse), true, Some(2500), START + 10 * DAY));
    let mut left = both.clone();
    both.apply(&answered("ada", asking("7x8", Task::Recall), true, Some(2500), START + 16 * DAY));
    left.apply(&copied("ada", 1000, START + 16 * DAY));
    let at = |class: &KeyFacts| {
        let known = class.of(&"ada".into()).known(family("7x8")).cloned().unwrap();
        known.last(Side::Backwards).unwrap()
    };
    assert!(at(&both) > at(&left));
}

fn need(lesson: &[Family]) -> Need<'_> {
    Need { now: START + 20 * DAY, by: START + 21 * DAY, lesson, year: 3 }
}

#[test]
fn five_minutes_begin_with_what_the_next_lesson_leans_on() {
    let mut class = KeyFacts::default();
    let pupils: Vec<PupilId> = ["ada", "ben"].map(PupilId::from).to_vec();
    for pupil in ["ada", "ben"] {
        for text in ["2x3", "2x4", "2x5", "2x6"] {
            let asked = asking(text, Task::Recall);
            class.apply(&answered(pupil, asked, true, None, START + 18 * DAY));
        }
    }
    let met = class.families(3);
    let lesson = [family("3x6"), family("3x8")];
    let asked = five_minutes(&class, &pupils, &met, &need(&lesson), 10);
    assert_eq!(asked.len(), 10);
    let first: BTreeSet<Family> = asked[..2].iter().map(|one| one.family).collect();
    assert_eq!(first, BTreeSet::from(lesson));
    let used = asked.iter().filter(|one| one.task.side().is_none() || one.task == Task::Missing);
    assert_eq!(used.count(), 2, "{asked:?}");
    let families: BTreeSet<Family> = asked.iter().map(|one| one.family).collect();
    assert_eq!(families.len(), 10);
}

#[test]
fn one_pupil_is_asked_what_is_worth_most_and_to_use_it_one_time_in_five() {
    let mut class = typist("ada", 1000);
    let now = START + 20 * DAY;
    class.apply(&answered("ada", asking("2x5", Task::Recall), true, Some(2000), now - 3 * DAY));
    class.apply(&answered("ada", asking("2x6", Task::Recall), false, Some(2000), now - 3 * DAY));
    let met = [family("2x5"), family("2x6")];
    let next = |n| next_for(class.of(&"ada".into()), &met, &need(&[]), n).unwrap();
    assert_eq!(next(0).family, family("2x6"));
    assert!(Task::FLEXIBLE.contains(&next(4).task));
    assert_eq!(next_for(class.of(&"ada".into()), &[], &need(&[]), 0), None);
}

#[test]
fn a_practice_form_keeps_every_limit() {
    let limits: BTreeMap<u16, (u8, u8)> = BTreeMap::from([
        (2, (0, 2)),
        (3, (1, 3)),
        (4, (1, 3)),
        (5, (1, 3)),
        (6, (2, 4)),
        (7, (2, 4)),
        (8, (2, 4)),
        (9, (2, 4)),
        (10, (0, 2)),
        (11, (1, 3)),
        (12, (2, 4)),
    ]);
    for seed in 0..2000 {
        let form = form(seed);
        assert_eq!(form.len(), QUESTIONS, "seed {seed}");
        let mut counts = BTreeMap::<u16, [u8; 2]>::new();
        for one in &form {
            let text = one.text();
            let (first, second) = text.trim_matches('`').split_once(" × ").unwrap();
            counts.entry(first.parse().unwrap()).or_default()[0] += 1;
            counts.entry(second.parse().unwrap()).or_default()[1] += 1;
        }
        let mut early = 0;
        for (table, (least, most)) in &limits {
            let [first, second] = counts.get(table).copied().unwrap_or_default();
            assert!((*least..=*most).contains(&first), "seed {seed}, {table}: {first}");
            assert!(second <= most + 1 && second + 1 >= *least, "seed {seed}, {table}: {second}");
            early += if [2, 5, 10].contains(table) { first } else { 0 };
        }
        assert!((3..=7).contains(&early), "seed {seed}: {early}");
        let families: BTreeSet<Family> = form.iter().map(|one| one.family).collect();
        assert_eq!(families.len(), QUESTIONS, "seed {seed}: none twice, none turned round");
    }
}

#[test]
fn what_to_expect_of_a_tables_check_has_an_interval() {
    let (nobody, forms) = (KeyFacts::default(), forms());
    assert_eq!(Expected::of(nobody.of(&"ada".into()), START, &forms), None);
    let mut class = typist("ada", 1000);
    class.apply(&answered("ada", asking("2x3", Task::Recall), true, Some(2000), START));
    let little = Expected::of(class.of(&"ada".into()), START + DAY, &forms).unwrap();
    assert_eq!(little.n_unseen, 65);
    assert!(little.high - little.low > 15, "{little:?}");
    for family in Family::all().filter(|family| family.operation() == Operation::Times) {
        for n in 0..3 {
            let asked = Asking { family, task: Task::Recall, turned: false };
            class.apply(&answered("ada", asked, true, Some(2200), START + n * n * 4 * DAY));
        }
    }
    let all = Expected::of(class.of(&"ada".into()), START + 18 * DAY, &forms).unwrap();
    assert_eq!(all.n_unseen, 0);
    assert!(all.mean > 22.0 && all.low >= 19 && all.high <= QUESTIONS, "{all:?}");
}

#[test]
fn ours_beats_due_dates_and_fixed_intervals_for_the_same_minutes() {
    let trial = Trial { seed: 7, n_pupils: 12, n_days: 20, n_a_day: 10, days_after: 7 };
    let known = |rule| trial.known_on_the_day(rule);
    let (ours, due, fixed) = (known(Rule::Gain), known(Rule::DueDate), known(Rule::FixedIntervals));
    assert!(ours > due && ours > fixed, "ours {ours:.2}, due {due:.2}, fixed {fixed:.2}");
    assert_eq!(ours.to_bits(), known(Rule::Gain).to_bits());
}

fn any_answer() -> impl Strategy<Value = (Asking, bool, Option<u32>, i64)> {
    let tasks = [Task::Recall, Task::Inverse, Task::Missing, Task::Scaled, Task::Choose];
    let all: Vec<Family> = Family::all().collect();
    let asked = (prop::sample::select(all), prop::sample::select(tasks.to_vec()), any::<bool>());
    let asked = asked.prop_map(|(family, task, turned)| Asking { family, task, turned });
    let millis = prop::option::of(0..60_000_u32);
    (asked, any::<bool>(), millis, 0..40 * DAY)
}

proptest! {
    /// A pupil's words on a fact rest on that pupil's answers to that fact, whatever else was answered.
    #[test]
    fn same_answers_same_words(
        own in prop::collection::vec(any_answer(), 1..12),
        other in prop::collection::vec(any_answer(), 0..30),
    ) {
        let family = own[0].0.family;
        let mut alone = typist("ada", 900);
        let mut among = typist("ada", 900);
        let mut all: Vec<(i64, bool, Fact)> = Vec::new();
        for (asked, right, millis, at) in own {
            let asked = Asking { family, ..asked };
            all.push((at, true, answered("ada", asked, right, millis, START + at)));
        }
        for (asked, right, millis, at) in other {
            if asked.family != family {
                all.push((at, false, answered("ada", asked, right, millis, START + at)));
            }
        }
        all.sort_by_key(|(at, ..)| *at);
        for (_, is_own, fact) in &all {
            among.apply(fact);
            if *is_own {
                alone.apply(fact);
            }
        }
        let now = START + 41 * DAY;
        for side in Side::ALL {
            let word = |class: &KeyFacts| class.of(&"ada".into()).word(family, side, now);
            prop_assert_eq!(word(&alone), word(&among));
        }
    }

    /// Nothing the class has not met is asked, beside what the lesson itself leans on.
    #[test]
    fn only_what_the_class_has_met_is_asked(
        answers in prop::collection::vec(any_answer(), 0..30),
        year in 1_u8..7,
        n in 1_usize..25,
    ) {
        let mut class = KeyFacts::default();
        for (asked, right, millis, at) in answers {
            class.apply(&answered("ada", asked, right, millis, START + at));
        }
        let met = class.families(year);
        let need = Need { now: START + 41 * DAY, by: START + 42 * DAY, lesson: &[], year };
        let asked = five_minutes(&class, &["ada".into(), "ben".into()], &met, &need, n);
        prop_assert!(asked.iter().all(|one| met.contains(&one.family)));
        let one = next_for(class.of(&"ada".into()), &met, &need, n);
        prop_assert_eq!(one.is_some(), !met.is_empty());
        prop_assert!(one.is_none_or(|one| met.contains(&one.family)));
    }

    /// Chances are chances, and a chance only falls while nothing is asked.
    #[test]
    fn what_is_known_fades(answers in prop::collection::vec(any_answer(), 1..20), later in 0..400_i64) {
        let family = answers[0].0.family;
        let mut class = typist("ada", 900);
        let mut answers = answers;
        answers.sort_by_key(|(.., at)| *at);
        for (asked, right, millis, at) in answers {
            class.apply(&answered("ada", Asking { family, ..asked }, right, millis, START + at));
        }
        let pupil = class.of(&"ada".into());
        for side in Side::ALL {
            let at = |days: i64| {
                let chance = pupil.known(family).and_then(|known| known.in_time(side, START + (41 + days) * DAY, pupil.scale()));
                chance.unwrap_or(0.0)
            };
            prop_assert!((0.0..=1.0).contains(&at(later)));
            prop_assert!(at(later + 1) <= at(later) + 1e-12);
        }
        prop_assert!((0.25..=4.0).contains(&pupil.scale()));
    }
}
