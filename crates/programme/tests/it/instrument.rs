//! The statements on the five big ideas: what is taken, what pairs, and what is hidden; what is seen in schools again.

use std::collections::BTreeMap;

use programme::{
    Answered, BigIdea, Count, Date, HandedPractice, HubBook, HubFact, HubReturn, Instrument,
    InstrumentStep, Knows, Link, NationBook, NationFact, Noted, NotedOfNation, Observation, Often,
    PRACTICE_CODEBOOK, PracticeOf, Rate, ReturnedSchool, Round, Statements, Succession, Urn, What,
    change, handed_practice, ideas_seen, over_hubs, practice_rows, seen_again,
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
        knows: BTreeMap::new(),
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
    let twice = FILE.replace("slug = \"ratio\"", "slug = \"algebra\"");
    assert!(Statements::read(&twice).unwrap_err()[0].contains("the topic `algebra` stands twice"));
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

/// Twelve teachers in two rounds; the first `n_agreed` let research count them. All of them come to explain fractions
/// but the last three, and all stay where they are with ratio.
fn asked_what_they_know(n_agreed: usize) -> Instrument {
    let mut steps = vec![opened("autumn", "2025-11-01"), opened("summer", "2026-06-01")];
    for (round, first) in [("f0", true), ("f1", false)] {
        for teacher in 0..12 {
            let explains = !first && teacher < 9;
            let fractions = if explains { Knows::CouldExplain } else { Knows::WorkOn };
            let answered = Answered {
                round: round.to_owned(),
                slip: format!("{round} {teacher}"),
                mark: teacher.to_string(),
                answers: [(
                    "why-now".to_owned(),
                    if first { Often::InSome } else { Often::InMost },
                )]
                .into(),
                knows: [
                    ("fractions".to_owned(), fractions),
                    ("ratio".to_owned(), Knows::LikeToSee),
                ]
                .into(),
                for_research: teacher < n_agreed,
            };
            steps.push(InstrumentStep::Answered { answered });
        }
    }
    folded(steps)
}

/// Six schools, each seen in two terms; the practice came in all of them.
fn seen_in_six() -> BTreeMap<Urn, Vec<(String, Observation)>> {
    let of = |last: u32| {
        let both = [("2025-10-01", false), ("2026-05-01", true)];
        let both = both.map(|(on, was)| (on.to_owned(), seen(on, &[("leaned-on", was)])));
        (urn(last), both.into())
    };
    (1..=6).map(of).collect()
}

fn handed(n_agreed: usize) -> Vec<HandedPractice> {
    let (lines, on) = (Succession::default(), day("2026-07-01"));
    let held = asked_what_they_know(n_agreed);
    handed_practice(&held, &seen_in_six(), &statements(), &lines, on)
}

/// Rows in part: R98.
#[test]
fn what_teachers_know_is_asked_again_and_told_as_counts_without_a_score() {
    let known = statements();
    let held = asked_what_they_know(12);
    let made = change(&held, &known, day("2026-07-01"), false, FIVE).unwrap();
    let row = |slug: &str| made.knows.iter().find(|row| row.statement == slug).unwrap();
    let fractions = row("fractions");
    assert_eq!(fractions.pairs, Some(12));
    assert_eq!([fractions.more, fractions.same, fractions.less], [None, None, Some(0)], "3 of 12");
    let ratio = row("ratio");
    assert_eq!([ratio.more, ratio.same, ratio.less], [Some(0), Some(12), Some(0)]);
    assert_eq!(row("algebra").pairs, Some(0), "what was left open is in no pair");
    let unasked = Answered {
        round: "f1".to_owned(),
        slip: "another".to_owned(),
        mark: "another".to_owned(),
        answers: BTreeMap::new(),
        knows: [("year-3".to_owned(), Knows::WorkOn)].into(),
        for_research: false,
    };
    let refused = held.check(&unasked, false, &known, day("2026-05-01")).unwrap_err();
    assert_eq!(refused.to_string(), "`year-3` is nothing that is asked");
    let one = Answered { knows: [("ratio".to_owned(), Knows::WorkOn)].into(), ..unasked };
    assert_eq!(held.check(&one, false, &known, day("2026-05-01")), Ok(()), "one topic is enough");
}

/// Rows: R98.
#[test]
fn research_is_handed_pairs_of_five_and_more_of_those_who_agreed_and_their_terms() {
    let told = |all: &[HandedPractice], of: PracticeOf, slug: &str| {
        let one = all.iter().find(|one| one.of == of && one.statement == slug);
        one.map(|one| (one.pairs, [one.more, one.same, one.less, one.not_yet]))
    };
    let all = handed(9);
    use PracticeOf::{SeenInSchools, TeachersKnow, TeachersSay};
    let (none, nine, six) = (Some(0), Some(9), Some(6));
    assert_eq!(told(&all, TeachersSay, "why-now"), Some((9, [nine, none, none, None])));
    assert_eq!(told(&all, TeachersKnow, "fractions"), Some((9, [nine, none, none, None])));
    assert_eq!(told(&all, SeenInSchools, "leaned-on"), Some((6, [six, none, none, none])));
    assert_eq!(told(&all, TeachersKnow, "algebra"), None, "nobody answered it twice");
    for one in &all {
        assert_eq!((one.from.as_str(), one.to.as_str()), ("autumn 2025", "summer 2026"));
    }
    // Four who agreed are too few for a row, whatever the others answered.
    let few = handed(4);
    assert_eq!(told(&few, TeachersSay, "why-now"), None);
    assert_eq!(told(&few, SeenInSchools, "leaned-on"), told(&all, SeenInSchools, "leaned-on"));
}

fn nation_of(hubs: &[(&str, u32, Vec<HandedPractice>)]) -> NationBook {
    let of = |(hub, n_schools, practice): &(&str, u32, Vec<HandedPractice>)| {
        let on = day("2026-07-01");
        let school = |last: u32| ReturnedSchool {
            urn: urn(last),
            programme: "primary-development".to_owned(),
            year: on.school_year(),
            happened: [(What::Started, on)].into(),
            n_sessions: 1,
        };
        let returned = HubReturn {
            hub: (*hub).to_owned(),
            lead_urn: urn(1),
            on,
            caption: String::new(),
            schools: (1..=*n_schools).map(school).collect(),
            practice: practice.clone(),
        };
        NotedOfNation { id: (*hub).to_owned(), fact: NationFact::HandedOn { returned } }
    };
    NationBook::fold(&hubs.iter().map(of).collect::<Vec<_>>())
}

/// Rows in part: R97, R98.
#[test]
fn a_hub_is_a_key_a_small_hub_hands_on_nothing_and_what_is_hidden_is_not_added_up() {
    let (whole, hidden) = (handed(9), handed(12));
    let book =
        nation_of(&[("North", 5, whole.clone()), ("South", 8, hidden), ("Quarry", 4, whole)]);
    let rows = practice_rows(&book, &|hub| format!("key of {}", hub.len()));
    assert!(rows.iter().all(|row| row.len() == PRACTICE_CODEBOOK.len() && row[0] == "key of 5"));
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    for line in [
        "key of 5,teachers-know,fractions,autumn 2025,summer 2026,9,9,0,0,",
        "key of 5,teachers-know,fractions,autumn 2025,summer 2026,12,,,0,",
        "key of 5,seen-in-schools,leaned-on,autumn 2025,summer 2026,6,6,0,0,0",
    ] {
        assert!(lines.iter().any(|one| one == line), "{line} is not in {lines:#?}");
    }
    let all = over_hubs(&book);
    let of = |kind: PracticeOf, slug: &str| {
        let one = all.iter().find(|one| one.of == kind && one.statement == slug).unwrap();
        (one.hubs, one.hubs_hidden, one.pairs, one.parts)
    };
    assert_eq!(of(PracticeOf::TeachersKnow, "fractions"), (1, 1, 9, [9, 0, 0, 0]));
    assert_eq!(of(PracticeOf::TeachersSay, "why-now"), (2, 0, 21, [21, 0, 0, 0]));
    assert_eq!(of(PracticeOf::SeenInSchools, "leaned-on"), (2, 0, 12, [12, 0, 0, 0]));
}
