//! The statements on the five big ideas: what is taken, what pairs, and what is hidden; what is seen in schools again.

use std::collections::BTreeMap;

use programme::{
    Answered, BigIdea, Count, Date, HubBook, HubFact, Instrument, InstrumentStep, Link, Noted,
    Observation, Often, Rate, Round, Statements, Succession, Urn, change, ideas_seen, seen_again,
};

const FILE: &str = include_str!("../../../../data/instrument.toml");
const FIVE: u32 = 5;

fn statements() -> Statements {
    Statements::read(FILE).unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn opened(name: &str, closes: &str) -> InstrumentStep {
    let round = Round {
        name: name.to_owned(),
        n_slips: 30,
        closes: day(closes),
        by: "A. Lead".to_owned(),
        on: day(closes),
    };
    InstrumentStep::RoundOpened { round }
}

fn answered(round: &str, mark: &str, often: Often, for_research: bool) -> InstrumentStep {
    let answered = Answered {
        round: round.to_owned(),
        slip: format!("{round} {mark}"),
        mark: mark.to_owned(),
        answers: [("why-now".to_owned(), often)].into(),
        for_research,
    };
    InstrumentStep::Answered { answered }
}

/// Two rounds, f0 and f1, and the answers of each code: often enough the first time, and the second.
fn two_rounds(answers: &[(&str, Option<Often>, Option<Often>)]) -> Instrument {
    let mut steps = vec![opened("autumn", "2025-11-01"), opened("summer", "2026-06-01")];
    for (round, of) in [("f0", 0), ("f1", 1)] {
        for (mark, first, second) in answers {
            if let Some(often) = [*first, *second][of] {
                steps.push(answered(round, mark, often, !mark.starts_with('x')));
            }
        }
    }
    folded(steps)
}

fn folded(steps: Vec<InstrumentStep>) -> Instrument {
    let facts = steps.into_iter().map(|step| HubFact::Instrument { step });
    let noted = facts.enumerate().map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect();
    HubBook::fold("North", noted).instrument
}

#[test]
fn the_shipped_statements_hold_each_idea_and_each_once() {
    let all = statements();
    for idea in BigIdea::ALL {
        assert_eq!(all.of(idea).count(), 3, "{}", idea.in_words());
    }
    let twice = FILE.replace("slug = \"one-small-step\"", "slug = \"why-now\"");
    assert!(Statements::read(&twice).unwrap_err()[0].contains("`why-now` stands twice"));
    let empty = FILE.replace("idea = \"variation\"", "idea = \"fluency\"");
    assert!(Statements::read(&empty).unwrap_err()[0].contains("variation has no statement"));
    for one in &all.all {
        for judging in ["good", "weak", "able", "confident", "better"] {
            assert!(!one.says.split(' ').any(|word| word == judging), "{}", one.says);
        }
    }
}

/// Rows in part: R98, R99.
#[test]
fn answers_pair_by_a_code_and_are_told_as_counts_when_rounds_are_over() {
    use Often::{InMost, InSome, Seldom};
    let known = statements();
    let marks = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    let all = |n_more: usize, n_less: usize| -> Vec<(&str, Option<Often>, Option<Often>)> {
        let second = |at: usize| match at {
            at if at < n_more => InMost,
            at if at < n_more + n_less => Seldom,
            _ => InSome,
        };
        marks.iter().enumerate().map(|(at, mark)| (*mark, Some(InSome), Some(second(at)))).collect()
    };
    // How many of twelve said more and less often; then what is told of more, the same and less often.
    for (n_more, n_less, told) in [
        (6, 0, [Some(6), Some(6), Some(0)]),
        (12, 0, [Some(12), Some(0), Some(0)]),
        (5, 2, [None, Some(5), None]),
        (9, 3, [None, Some(0), None]),
        (9, 1, [None, None, None]),
    ] {
        let held = two_rounds(&all(n_more, n_less));
        let made = change(&held, &known, day("2026-06-02"), false, FIVE).unwrap();
        let row = &made.rows[0];
        assert_eq!(row.pairs, Some(12));
        assert_eq!([row.more, row.same, row.less], told, "{n_more} more and {n_less} less");
        assert_eq!(made.rows[1].pairs, Some(0), "what was left open is in no pair");
    }
    let held = two_rounds(&all(6, 0));
    assert_eq!(change(&held, &known, day("2026-06-01"), false, FIVE), None, "a round is open");
    let made = change(&held, &known, day("2026-06-02"), false, FIVE).unwrap();
    let Rate::Shown(share) = made.rows[0].rate() else { panic!("the rate is shown") };
    assert_eq!((share.per_mille, share.low, share.high), (500, 253, 747));
    let few = two_rounds(&[
        ("a", Some(InSome), Some(InMost)),
        ("b", Some(InSome), Some(InMost)),
        ("c", Some(InSome), None),
        ("d", None, Some(InMost)),
    ]);
    let made = change(&few, &known, day("2026-07-01"), false, FIVE).unwrap();
    assert_eq!((made.pairs, made.once), (Count::Below(5), Count::Below(5)));
    assert!(made.rows.is_empty(), "too few pairs tell nothing");
}

#[test]
fn research_counts_only_who_agreed_to_it_and_who_takes_out_is_out() {
    use Often::{InMost, InSome};
    let known = statements();
    let marks = ["a", "b", "c", "d", "e", "x1", "x2", "x3", "x4", "x5"];
    let all = marks.map(|mark| (mark, Some(InSome), Some(InMost)));
    let held = two_rounds(&all);
    let told = |only| change(&held, &known, day("2026-07-01"), only, FIVE).unwrap().pairs;
    assert_eq!((told(false), told(true)), (Count::Shown(10), Count::Shown(5)));
    let mut steps = vec![opened("autumn", "2025-11-01")];
    steps.push(answered("f0", "a", InSome, true));
    steps.push(answered("f0", "a", InMost, true));
    assert_eq!(folded(steps.clone()).rounds()[0].n_answers(), 1, "a code answers once a round");
    steps.push(InstrumentStep::TakenOut { mark: "a".to_owned() });
    assert_eq!(folded(steps).rounds()[0].n_answers(), 0);
}

fn urn(last: u32) -> Urn {
    Urn::new(900_000 + last).unwrap()
}

fn seen(on: &str, all: &[(&str, bool)]) -> Observation {
    Observation {
        lessons: 3,
        seen: all.iter().map(|(slug, seen)| ((*slug).to_owned(), *seen)).collect(),
        note: String::new(),
        by: "Mr Abernathy".to_owned(),
        on: day(on),
    }
}

/// Rows in part: R99.
#[test]
fn what_is_seen_pairs_by_school_and_a_school_counts_once() {
    let known = statements();
    let (first, last) = (
        seen("2025-10-01", &[("why-now", true), ("leaned-on", false), ("near-miss", true)]),
        seen("2026-05-01", &[("why-now", true), ("leaned-on", true)]),
    );
    let ideas = ideas_seen(&known, &first, &last);
    let coherence = ideas[0];
    assert_eq!((coherence.of, coherence.first, coherence.last), (2, 1, 2));
    let variation = ideas.iter().find(|one| one.idea == BigIdea::Variation).unwrap();
    assert_eq!(variation.of, 0, "what was not looked for again is not compared");
    let mut all: BTreeMap<Urn, Vec<(String, Observation)>> = BTreeMap::new();
    for last in 1..=6 {
        let both = [("2025-10-01", false), ("2026-05-01", last > 1)];
        let of = both.map(|(on, was)| (on.to_owned(), seen(on, &[("leaned-on", was)])));
        all.insert(urn(last), of.into());
    }
    // The seventh is the eighth since it became an academy: seen once under each number.
    all.insert(urn(7), vec![(String::new(), seen("2025-10-01", &[("leaned-on", false)]))]);
    all.insert(urn(8), vec![(String::new(), seen("2026-05-01", &[("leaned-on", true)]))]);
    let link = Link { from: urn(7), to: urn(8), is_split: false, on: Some(day("2026-01-01")) };
    let lines = Succession::of(&[link], None);
    let made = seen_again(&all, &known, &lines, day("2026-06-01"), FIVE).unwrap();
    assert_eq!((made.pairs, made.once), (Count::Shown(7), Count::Shown(0)));
    let row = made.rows.iter().find(|row| row.statement == "leaned-on").unwrap();
    assert_eq!(row.of, Count::Shown(7));
    let told = [Count::Withheld, Count::Shown(0), Count::Below(5), Count::Shown(0)];
    assert_eq!(row.parts, told, "one that is alone would be worked out from the others");
    let soon = all.values_mut().next().unwrap();
    soon[1].1.on = day("2025-10-20");
    let made = seen_again(&all, &known, &lines, day("2026-06-01"), FIVE).unwrap();
    assert_eq!(
        (made.pairs, made.once),
        (Count::Shown(6), Count::Below(5)),
        "three weeks are no time"
    );
    let row = made.rows.iter().find(|row| row.statement == "leaned-on").unwrap();
    assert_eq!(row.parts[0], Count::Shown(6));
}
