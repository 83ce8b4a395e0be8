//! What a school agreed to, how far its practices have spread, and what a plan is drafted from: nothing without its word.

use std::collections::BTreeMap;

use programme::{
    Agreed, Agreement, AgreementStep, Answer, AnswerCount, Answers, AtTheDoor, BigIdea, Date,
    Draft, DraftFrom, HubBook, HubFact, Journey, Judged, Noted, PracticeCount, Practices, Shared,
    TaskSet, Urn, Visit, VisitAction, Visited, WrongAnswer, draft, spread,
};

use crate::journey::journeys;

const PRACTICES: &str = include_str!("../../../../data/practices.toml");

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn school() -> Urn {
    Urn::new(900_001).unwrap()
}

fn agreed(shares: &[Shared], on: &str) -> AgreementStep {
    let (by, role) = ("P. Ashby".to_owned(), "headteacher".to_owned());
    let agreed = Agreed { shares: shares.iter().copied().collect(), by, role, on: day(on) };
    AgreementStep::Agreed { agreed }
}

fn withdrawn(on: &str) -> AgreementStep {
    AgreementStep::Withdrawn { by: "P. Ashby".to_owned(), on: day(on) }
}

fn folded(steps: Vec<AgreementStep>) -> Agreement {
    let facts = steps.into_iter().map(|step| HubFact::Agreement { urn: school(), step });
    let noted = facts.enumerate().map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect();
    HubBook::fold("North", noted).agreements.remove(&school()).unwrap_or_default()
}

/// Rows in part: R88.
#[test]
fn a_hub_sees_what_the_school_agreed_to_until_the_year_ends_or_it_is_taken_back() {
    let (counts, door, reviews) = (Shared::Practices, Shared::Door, Shared::PlanReviews);
    for (steps, what, on, may) in [
        (vec![], reviews, "2025-10-01", true),
        (vec![], counts, "2025-10-01", false),
        (vec![agreed(&[counts], "2025-10-01")], counts, "2025-10-01", true),
        (vec![agreed(&[counts], "2025-10-01")], door, "2025-10-01", false),
        (vec![agreed(&[counts], "2025-10-01")], reviews, "2025-10-01", false),
        (vec![agreed(&[counts], "2025-10-01")], counts, "2026-08-31", true),
        (vec![agreed(&[counts], "2025-10-01")], counts, "2026-09-01", false),
        (
            vec![agreed(&[counts], "2025-10-01"), agreed(&[door], "2025-11-01")],
            counts,
            "2025-11-01",
            false,
        ),
        (
            vec![agreed(&[counts, reviews], "2025-10-01"), withdrawn("2025-12-01")],
            counts,
            "2025-12-01",
            false,
        ),
        (
            vec![agreed(&[counts, reviews], "2025-10-01"), withdrawn("2025-12-01")],
            reviews,
            "2025-12-01",
            false,
        ),
        (
            vec![withdrawn("2025-12-01"), agreed(&[counts], "2026-01-08")],
            counts,
            "2026-01-08",
            true,
        ),
    ] {
        let held = folded(steps);
        assert_eq!(held.may(what, day(on)), may, "{what:?} on {on} of {held:?}");
    }
    let all = folded(vec![agreed(&[counts], "2025-10-01"), withdrawn("2025-12-01")]);
    assert_eq!(all.said.len(), 2, "what was said stays, with its day");
}

fn counted(on: &str, classes: u16, uses: &[(&str, u16)]) -> PracticeCount {
    let uses = uses.iter().map(|(slug, n)| ((*slug).to_owned(), *n)).collect();
    PracticeCount { classes, uses, by: "P. Ashby".to_owned(), on: day(on) }
}

fn practices() -> Practices {
    Practices::read(PRACTICES).unwrap()
}

/// What the map says of the stem sentence after these counts of (day, classes, how many).
fn said(counts: &[(&str, u16, u16)]) -> (String, Option<String>) {
    let practices = practices();
    let counts: Vec<PracticeCount> =
        counts.iter().map(|(on, of, n)| counted(on, *of, &[("stem-sentence", *n)])).collect();
    let counts: Vec<&PracticeCount> = counts.iter().collect();
    let rows = spread(&practices, &counts);
    let row = rows.iter().find(|row| row.practice.slug == "stem-sentence").unwrap();
    assert!(rows.iter().filter(|row| row.over.is_empty()).count() == rows.len() - 1);
    (row.over.last().unwrap().in_words(), row.drift.clone())
}

/// Rows in part: R63, R88, R102.
#[test]
fn practices_are_counted_in_classes_and_what_became_less_is_told() {
    let (autumn, spring) = ("2025-11-20", "2026-03-12");
    for (counts, now, drift) in [
        (vec![(spring, 9, 4)], "4 of 9 classes", None),
        (
            vec![(autumn, 9, 7), (spring, 9, 4)],
            "4 of 9 classes",
            Some("fewer than in autumn 2025: 4 of 9 classes now, and 7 of 9 classes then"),
        ),
        (
            vec![(spring, 9, 4), (autumn, 9, 7)],
            "4 of 9 classes",
            Some("fewer than in autumn 2025: 4 of 9 classes now, and 7 of 9 classes then"),
        ),
        (vec![(autumn, 9, 4), (spring, 9, 4)], "4 of 9 classes", None),
        (vec![(autumn, 9, 4), (spring, 9, 7)], "7 of 9 classes", None),
        (vec![(autumn, 10, 5), (spring, 8, 4)], "4 of 8 classes", None),
        (
            vec![(autumn, 8, 4), (spring, 10, 4)],
            "4 of 10 classes",
            Some("fewer than in autumn 2025: 4 of 10 classes now, and 4 of 8 classes then"),
        ),
        (
            vec![(autumn, 9, 9), (spring, 9, 0)],
            "no class yet",
            Some("fewer than in autumn 2025: no class yet now, and every class then"),
        ),
    ] {
        assert_eq!(said(&counts), (now.to_owned(), drift.map(str::to_owned)), "{counts:?}");
    }
}

/// Rows in part: R63.
#[test]
fn in_a_school_of_fewer_than_five_classes_no_number_points_at_a_person() {
    for (counts, now, is_less) in [
        (vec![("2025-11-20", 4, 3)], "some classes", false),
        (vec![("2025-11-20", 4, 3), ("2026-03-12", 4, 1)], "some classes", false),
        (vec![("2025-11-20", 4, 4), ("2026-03-12", 4, 3)], "some classes", true),
        (vec![("2025-11-20", 5, 4), ("2026-03-12", 5, 3)], "3 of 5 classes", true),
        (vec![("2025-11-20", 1, 0)], "no class yet", false),
    ] {
        let (words, drift) = said(&counts);
        assert_eq!((&*words, drift.is_some()), (now, is_less), "{counts:?}");
        let digits = drift.unwrap_or_default().replace("2025", "").replace("2026", "");
        let is_small = counts[0].1 < 5;
        assert!(!is_small || !digits.chars().any(|c| c.is_ascii_digit()), "{digits}");
    }
}

#[test]
fn a_count_that_cannot_be_is_refused_by_name() {
    let none = |_: &mut PracticeCount| {};
    let too_many = |one: &mut PracticeCount| one.uses.extend([("facts".to_owned(), 10)]);
    let unknown = |one: &mut PracticeCount| one.uses.extend([("worksheets".to_owned(), 1)]);
    let no_classes = |one: &mut PracticeCount| one.classes = 0;
    let nothing = |one: &mut PracticeCount| one.uses.clear();
    let nobody = |one: &mut PracticeCount| one.by = " ".to_owned();
    type Change<'c> = &'c dyn Fn(&mut PracticeCount);
    let cases: [(Change<'_>, Option<&str>); 6] = [
        (&none, None),
        (&too_many, Some("10 of 9 classes is more than there are")),
        (&unknown, Some("`worksheets` is no practice of the list")),
        (&no_classes, Some("0 classes; expected from 1 to 300")),
        (&nothing, Some("nothing is counted")),
        (&nobody, Some("write who counted")),
    ];
    for (change, says) in cases {
        let mut one = counted("2025-11-20", 9, &[("stem-sentence", 9)]);
        change(&mut one);
        match (one.check(&practices()).map_err(|why| why.to_string()), says) {
            (Ok(()), None) => {}
            (Err(found), Some(says)) => assert!(found.contains(says), "{found}"),
            (found, says) => panic!("{found:?} for {says:?}"),
        }
    }
    for (broken, says) in [
        (PRACTICES.replacen("\"facts\"", "\"check\"", 1), "`check` stands twice"),
        (PRACTICES.replacen("goal     = \"", "goal     = \"\" #", 1), "lacks some of its words"),
        (
            PRACTICES.replacen("big-idea = \"fluency\"", "big-idea = \"speed\"", 1),
            "unknown variant `speed`",
        ),
    ] {
        let problems = Practices::read(&broken).unwrap_err().join("\n");
        assert!(problems.contains(says), "{says} is not in {problems}");
    }
}

/// A year of evidence of one school.
struct Evidence {
    journey: Journey,
    door: AtTheDoor,
    visit: Visited,
    practices: Practices,
    counts: Vec<PracticeCount>,
    task: (TaskSet, Answers),
}

impl Evidence {
    fn new() -> Self {
        let journey = journeys().into_iter().find(|one| one.slug == "primary").unwrap();
        let answers = [
            ("leadership", Answer::Yes),
            ("vision", Answer::NotYet),
            ("performance", Answer::Partly),
        ];
        let answers: BTreeMap<String, Answer> =
            answers.into_iter().map(|(slug, answer)| (slug.to_owned(), answer)).collect();
        let door = AtTheDoor { answers, on: Some(day("2025-09-18")), decisions: Vec::new() };
        let action =
            |what: &str| VisitAction { what: what.to_owned(), who: "Ms Pell".to_owned(), by: None };
        let visit = Visit {
            on: day("2025-11-04"),
            by: "R. Hale".to_owned(),
            note: "Year 3 argued about the cut".to_owned(),
            actions: vec![action("Cut it with Year 4"), action("Write the sentence up")],
        };
        let of = (school(), "primary-development".to_owned(), day("2025-11-04").school_year());
        let visit =
            Visited { id: "v".to_owned(), of, visit, done: [(1, day("2025-11-20"))].into() };
        let counts = vec![
            counted("2025-11-20", 9, &[("stem-sentence", 8), ("variation", 2), ("facts", 9)]),
            counted("2026-03-12", 9, &[("stem-sentence", 6), ("variation", 3), ("facts", 9)]),
        ];
        let because = "counts the cuts, not the parts".to_owned();
        let set = TaskSet {
            session: "s".to_owned(),
            version: String::new(),
            question: "Find 1/4 of 20.".to_owned(),
            answer: "5".to_owned(),
            wrong: vec![WrongAnswer { answer: "4".to_owned(), because: because.clone() }],
            task: String::new(),
            also: String::new(),
            by: "R. Hale".to_owned(),
            on: day("2025-10-14"),
        };
        let count = |answer: &str, n, judged| AnswerCount { answer: answer.to_owned(), n, judged };
        let answers = Answers {
            task: "t".to_owned(),
            urn: school(),
            counts: vec![
                count("5", 20, Judged::Right),
                count("4", 6, Judged::Wrong(Some(because))),
                count("80", 2, Judged::Wrong(None)),
            ],
            said: String::new(),
            by: "Ms Pell".to_owned(),
            on: day("2025-11-11"),
        };
        Self { journey, door, visit, practices: practices(), counts, task: (set, answers) }
    }

    fn draft(&self, agreement: Option<&Agreement>, on: &str) -> Draft {
        let from = DraftFrom {
            agreement,
            door: Some((&self.journey, &self.door)),
            visits: vec![&self.visit],
            counts: Some((&self.practices, self.counts.iter().collect())),
            tasks: vec![(&self.task.0, &self.task.1)],
        };
        draft(&from, day(on))
    }
}

/// Rows in part: R89.
#[test]
fn each_line_of_a_draft_says_where_it_comes_from_and_what_is_not_known_is_left_open() {
    let all = folded(vec![agreed(&Shared::ALL, "2025-09-20")]);
    let made = Evidence::new().draft(Some(&all), "2026-03-20");
    let from: Vec<&str> = made.lines.iter().map(|line| &*line.from).collect();
    let expected = [
        "The door on 18 September 2025: “Are results and pupils' work in mathematics securely where the school wants them?” in part",
        "The door on 18 September 2025: “Do the headteacher, governors and staff share one aim for mathematics?” not yet",
        "The visit of R. Hale on 4 November 2025: Year 3 argued about the cut",
        "The school's count of 12 March 2026: “a stem sentence is said by everyone, and its gaps change”, fewer than in autumn 2025: 6 of 9 classes now, and 8 of 9 classes then",
        "The school's count of 12 March 2026: “practice changes one thing at a time, and the class says which”, 3 of 9 classes",
        "Brought to the group on 11 November 2025: “Find 1/4 of 20.”, 6 of 28 wrote 4 (counts the cuts, not the parts)",
    ];
    assert_eq!(from, expected);
    assert!(made.without.is_empty(), "{:?}", made.without);
    let visit = &made.lines[2];
    assert_eq!((&*visit.action, &*visit.owner), ("Cut it with Year 4", "Ms Pell"));
    assert!(visit.goal.is_empty() && visit.big_idea.is_none(), "a visit does not say the goal");
    assert_eq!(made.lines[4].big_idea, Some(BigIdea::Variation));
    assert!(made.lines.iter().all(|line| line.source == Shared::Visits || line.owner.is_empty()));
}

/// Rows in part: R89.
#[test]
fn nothing_is_drafted_from_what_the_school_did_not_agree_to() {
    let evidence = Evidence::new();
    let kinds = [Shared::Door, Shared::Visits, Shared::Practices, Shared::GapTasks];
    for kind in kinds {
        let one = folded(vec![agreed(&[kind], "2025-09-20")]);
        let made = evidence.draft(Some(&one), "2026-03-20");
        assert!(
            !made.lines.is_empty() && made.lines.iter().all(|line| line.source == kind),
            "{kind:?}"
        );
        let without: Vec<Shared> = made.without.iter().map(|(source, _)| *source).collect();
        assert_eq!(without, kinds.into_iter().filter(|one| *one != kind).collect::<Vec<_>>());
        assert!(made.without.iter().all(|(_, why)| why == "the school has not agreed to it"));
    }
    let back = folded(vec![agreed(&kinds, "2025-09-20"), withdrawn("2026-03-01")]);
    let reviews = folded(vec![agreed(&[Shared::PlanReviews], "2025-09-20")]);
    for (held, on) in [
        (None, "2026-03-20"),
        (Some(&back), "2026-03-20"),
        (Some(&reviews), "2026-03-20"),
        (Some(&folded(vec![agreed(&kinds, "2025-09-20")])), "2026-09-01"),
    ] {
        assert!(evidence.draft(held, on).lines.is_empty(), "{held:?} on {on}");
    }
    let all = folded(vec![agreed(&kinds, "2025-09-20")]);
    let empty = DraftFrom { agreement: Some(&all), ..DraftFrom::default() };
    let made = draft(&empty, day("2026-03-20"));
    assert!(made.lines.is_empty() && made.without.len() == 4, "nothing recorded proposes nothing");
    assert!(made.without.iter().all(|(_, why)| !why.contains("agreed")));
}
