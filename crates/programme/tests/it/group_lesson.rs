//! A group's lesson: what a version takes and changes, what was seen of it, and what the schools brought.

use std::collections::BTreeSet;

use programme::{
    Aim, AnswerCount, Answers, BigIdea, Date, GroupLesson, HubBook, HubFact, Judged, LessonBegun,
    LessonPart, LessonStep, LessonText, LessonWish, Noted, Offer, PartKind, Party, Plan, PlanStep,
    PlanText, RefusedVersion, SchoolYear, SeenPart, Sharing, Signature, Suggestion, Tap, TaskSet,
    Urn, Watched, themes,
};
use proptest::prelude::*;

const DEVELOPMENT: &str = "primary-development";

fn urn(number: u32) -> Urn {
    Urn::new(number).unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn year() -> SchoolYear {
    "2021/22".parse().unwrap()
}

fn part(id: &str, kind: PartKind, title: &str, says: &str) -> LessonPart {
    let [id, title, says] = [id, title, says].map(str::to_owned);
    LessonPart { id, kind, title, says, asks: String::new() }
}

/// Two key points, a difficult point, the stem sentence and four turns.
fn text() -> LessonText {
    let turn = |id, title, says| part(id, PartKind::Turn, title, says);
    LessonText {
        parts: vec![
            part("k1", PartKind::KeyPoint, "", "The parts are equal."),
            part("k2", PartKind::KeyPoint, "", "More parts, smaller parts."),
            part("d1", PartKind::DifficultPoint, "", "Four parts that are not equal."),
            part("stem", PartKind::StemSentence, "", "One part is [part]."),
            turn("t1", "Facts", "Show me."),
            turn("t2", "Cut it", "Thumbs up or down?"),
            turn("t3", "Two answers", "Which is right?"),
            turn("t4", "Check", "On your own."),
        ],
    }
}

fn begun() -> HubFact {
    let begun = LessonBegun {
        programme: DEVELOPMENT.to_owned(),
        year: year(),
        group: 1,
        session: "s1".to_owned(),
        step: "unit-fraction-of-a-quantity".to_owned(),
        title: "One equal part".to_owned(),
        text: text(),
        by: "R. Hale".to_owned(),
        on: day("2021-10-05"),
    };
    HubFact::LessonBegun { begun }
}

fn suggestion(part: &str, wish: LessonWish) -> Suggestion {
    Suggestion {
        session: "s1".to_owned(),
        part: part.to_owned(),
        about: text().part(part).map(|part| part.says.clone()).unwrap_or_default(),
        wish,
        why: "they count, and do not look".to_owned(),
        by: "Ms Pell".to_owned(),
        urn: Some(urn(900_001)),
        on: day("2021-10-05"),
    }
}

fn say(says: &str) -> LessonWish {
    LessonWish::Say { says: says.to_owned(), asks: String::new() }
}

fn add(title: &str) -> LessonWish {
    LessonWish::Add { title: title.to_owned(), says: "Fold it.".to_owned(), asks: String::new() }
}

fn after(part: &str) -> LessonWish {
    LessonWish::StandAfter { after: Some(part.to_owned()) }
}

fn step(step: LessonStep) -> HubFact {
    HubFact::Lesson { lesson: "f0".to_owned(), step }
}

fn suggested(part: &str, wish: LessonWish) -> HubFact {
    step(LessonStep::Suggested { suggestion: suggestion(part, wish) })
}

fn book(facts: Vec<HubFact>) -> HubBook {
    let noted = facts.into_iter().enumerate();
    HubBook::fold("North", noted.map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect())
}

fn lesson(facts: Vec<HubFact>) -> GroupLesson {
    let all = [vec![begun()], facts].concat();
    book(all).lessons.get("f0").unwrap().clone()
}

/// What the next version changes, or why there is none, when all of these are taken.
fn next(wishes: &[(&str, LessonWish)]) -> Result<Vec<String>, String> {
    let facts = wishes.iter().map(|(part, wish)| suggested(part, wish.clone())).collect();
    let lesson = lesson(facts);
    let ids: Vec<&str> = lesson.open().iter().map(|(id, _)| id.as_str()).collect();
    let text = lesson.with(&ids).map_err(|why| why.to_string())?;
    Ok(text.changes(lesson.text()))
}

/// Rows in part: R58, R104.
#[test]
fn a_version_takes_what_was_suggested_and_says_what_it_changed_part_by_part() {
    for (wishes, expected) in [
        (
            vec![("k2", say("Twice the parts, half the part."))],
            vec![
                "key point 2, words: “More parts, smaller parts.” became “Twice the parts, half the part.”",
            ],
        ),
        (vec![("t2", add("Fold"))], vec!["turn “Fold” is new: Fold it."]),
        (vec![("t1", LessonWish::LeaveOut)], vec!["turn “Facts” is left out: Show me."]),
        (vec![("t2", after("t3"))], vec!["turn “Cut it” now stands after turn “Two answers”"]),
        (
            vec![("t3", LessonWish::StandAfter { after: None })],
            vec!["turn “Two answers” now comes first"],
        ),
        (
            vec![("t2", LessonWish::LeaveOut), ("t2", add("Fold"))],
            vec!["turn “Fold” is new: Fold it.", "turn “Cut it” is left out: Thumbs up or down?"],
        ),
        (
            vec![("k1", LessonWish::Keep), ("stem", say("One part of [whole] is [part]."))],
            vec![
                "stem sentence, words: “One part is [part].” became “One part of [whole] is [part].”",
            ],
        ),
    ] {
        assert_eq!(next(&wishes), Ok(expected.into_iter().map(str::to_owned).collect()));
    }
}

#[test]
fn two_suggestions_that_speak_against_each_other_make_no_version() {
    for (wishes, says) in [
        (vec![("t2", say("Cut.")), ("t2", say("Tear."))], "two suggestions change turn “Cut it”"),
        (
            vec![("t2", say("Cut.")), ("t2", LessonWish::LeaveOut)],
            "two suggestions change turn “Cut it”",
        ),
        (vec![("t2", after("t3")), ("t2", after("t4"))], "two suggestions change turn “Cut it”"),
        (vec![("t2", LessonWish::Keep)], "nothing would change"),
        (vec![], "nothing would change"),
        (
            vec![("k1", LessonWish::LeaveOut), ("k2", LessonWish::LeaveOut)],
            "key point 1 is the only one",
        ),
        (vec![("gone", say("Cut."))], "is not in the lesson any more"),
    ] {
        let why = next(&wishes).unwrap_err();
        assert!(why.contains(says), "{why}");
    }
    let both = [("t2", say("Cut.")), ("t2", after("t3"))];
    assert_eq!(next(&both).unwrap().len(), 2, "its words and its place are two things");
}

#[test]
fn a_suggestion_says_why_and_changes_something_that_part_can_change() {
    let no_why = Suggestion { why: " ".to_owned(), ..suggestion("k1", LessonWish::Keep) };
    let twin =
        LessonWish::Add { title: "Fold".to_owned(), says: String::new(), asks: String::new() };
    for (suggestion, expected) in [
        (suggestion("k1", LessonWish::Keep), None),
        (no_why, Some(RefusedVersion::NoWhy)),
        (suggestion("k1", say("")), Some(RefusedVersion::Empty)),
        (suggestion("k1", say("The parts are equal.")), Some(RefusedVersion::Same)),
        (suggestion("k1", say("All parts are equal.")), None),
        (suggestion("k1", after("t1")), Some(RefusedVersion::OnlyTurns)),
        (suggestion("k1", add("Fold")), Some(RefusedVersion::OnlyTurns)),
        (suggestion("t1", add("Fold")), None),
        (suggestion("t1", twin), Some(RefusedVersion::Empty)),
        (suggestion("t1", after("t1")), Some(RefusedVersion::Same)),
        (suggestion("t2", after("t1")), Some(RefusedVersion::Same)),
        (suggestion("t3", after("t1")), None),
        (suggestion("t1", LessonWish::StandAfter { after: None }), Some(RefusedVersion::Same)),
        (suggestion("k1", LessonWish::LeaveOut), None),
        (
            suggestion("stem", LessonWish::LeaveOut),
            Some(RefusedVersion::LastOfItsKind { what: "stem sentence".to_owned() }),
        ),
        (suggestion("t9", LessonWish::Keep), Some(RefusedVersion::Gone { what: String::new() })),
    ] {
        assert_eq!(suggestion.check(&text()).err(), expected, "{:?}", suggestion.wish);
    }
}

#[test]
fn a_version_settles_what_it_saw_and_one_taken_back_opens_it_again() {
    let written = |taken: &[&str], left: &[&str]| {
        let own = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let mut text = text();
        text.parts[1].says = "Twice the parts, half the part.".to_owned();
        let (taken, left, by) = (own(taken), own(left), "R. Hale".to_owned());
        step(LessonStep::Written { text, taken, left, by, on: day("2021-10-05") })
    };
    let mut facts = vec![
        suggested("k2", say("Twice the parts, half the part.")),
        suggested("t1", LessonWish::LeaveOut),
        written(&["f1"], &["f2"]),
        suggested("t2", LessonWish::Keep),
    ];
    let held = lesson(facts.clone());
    assert_eq!(held.open().iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["f4"]);
    assert_eq!(held.with(&["f2"]), Err(RefusedVersion::Settled));
    assert_eq!((held.latest(), held.number("f3"), held.number("")), ("f3", Some(1), Some(0)));
    assert_eq!(held.changes(0).len(), 1);
    assert_eq!(held.begun.text, text(), "the lesson as it began is never changed");
    facts.push(HubFact::TakenBack { fact: "f3".to_owned() });
    let back = lesson(facts);
    assert_eq!((back.open().len(), back.latest()), (3, ""));
    let gone = book(vec![
        begun(),
        suggested("k1", LessonWish::Keep),
        HubFact::TakenBack { fact: "f0".to_owned() },
    ]);
    assert!(gone.lessons.all().next().is_none());
}

fn watched(by: &str, words: &str) -> HubFact {
    let seen = SeenPart {
        part: "d1".to_owned(),
        taps: BTreeSet::from([Tap::CameUp]),
        words: words.to_owned(),
    };
    let (session, by) = ("s1".to_owned(), by.to_owned());
    let watched = Watched {
        session,
        version: String::new(),
        by,
        on: day("2021-11-05"),
        seen: vec![seen],
        besides: String::new(),
    };
    step(LessonStep::Watched { watched })
}

/// Rows in part: R58, R59, R71.
#[test]
fn what_was_seen_stands_by_its_part_once_for_each_who_watched() {
    let held = lesson(vec![
        watched("R. Hale", "“four pieces”"),
        watched("M. Ito", "“but they are not fair”"),
        watched("R. Hale", "“four pieces, so quarters”"),
    ]);
    let words: Vec<&str> = held.seen("d1").map(|(_, seen)| seen.words.as_str()).collect();
    assert_eq!(words, ["“but they are not fair”", "“four pieces, so quarters”"]);
    assert_eq!(held.seen("k1").count(), 0, "not noted is not among what was seen");
    for kind in [PartKind::KeyPoint, PartKind::DifficultPoint] {
        for tap in Tap::of(kind) {
            assert_eq!(Tap::read(tap.in_words()), Some(*tap));
        }
    }
    assert!(Tap::of(PartKind::Turn).is_empty());
}

fn task() -> HubFact {
    let task = TaskSet {
        session: "s1".to_owned(),
        version: String::new(),
        question: "Find `1/4` of 20.".to_owned(),
        answer: "5".to_owned(),
        wrong: Vec::new(),
        task: String::new(),
        also: String::new(),
        by: "R. Hale".to_owned(),
        on: day("2021-11-05"),
    };
    step(LessonStep::TaskSet { task })
}

fn brought(school: u32, counts: &[(&str, u32, Judged)]) -> HubFact {
    let count = |(answer, n, judged): &(&str, u32, Judged)| AnswerCount {
        answer: (*answer).to_owned(),
        n: *n,
        judged: judged.clone(),
    };
    let answers = Answers {
        task: "f1".to_owned(),
        urn: urn(school),
        counts: counts.iter().map(count).collect(),
        said: String::new(),
        by: "R. Hale".to_owned(),
        on: day("2021-12-05"),
    };
    step(LessonStep::Brought { answers })
}

/// Rows in part: R60.
#[test]
fn what_the_schools_brought_is_shown_as_one_class_and_what_is_not_brought_is_not_there() {
    let takes = || Judged::Wrong(Some("takes the 4 away".to_owned()));
    let (right, blank) = (|| Judged::Right, || Judged::Blank);
    let held = lesson(vec![
        task(),
        brought(900_001, &[("5", 9, right()), ("16", 20, takes())]),
        brought(900_002, &[("5", 21, right()), ("16", 6, takes()), ("", 30, blank())]),
        brought(900_001, &[("5", 20, right()), ("16", 8, takes()), ("4", 0, Judged::Wrong(None))]),
    ]);
    let task = &held.tasks[0];
    let told: Vec<(&str, u32, usize)> = Vec::new();
    let together = task.together();
    let told = together.iter().fold(told, |mut told, one| {
        told.push((&one.answer, one.n, one.n_schools));
        told
    });
    assert_eq!(told, [("5", 41, 2), ("16", 14, 2), ("", 30, 1)]);
    assert_eq!((task.n(), task.brought.len()), (85, 2));
    assert!(!task.brought.contains_key(&urn(900_003)));
    assert_eq!(together[1].judged.to_string(), "as predicted: takes the 4 away");
}

fn plan(idea: BigIdea, signed: bool, sharing: Option<bool>) -> Plan {
    let aim = Aim {
        goal: format!("more {}", idea.in_words()),
        big_idea: idea,
        action: "plan together".to_owned(),
        owner: "the two".to_owned(),
        by: day("2022-05-20"),
        measure: "everybody says it".to_owned(),
        evidence: String::new(),
    };
    let text = PlanText { aims: vec![aim], review_on: day("2022-01-20") };
    let mut steps =
        vec![PlanStep::Written { text, by: "R. Hale".to_owned(), on: day("2021-10-01") }];
    for party in [Party::School, Party::Hub].into_iter().filter(|_| signed) {
        let (name, role, on) = ("P. Ashby".to_owned(), "headteacher".to_owned(), day("2021-10-20"));
        let signature = Signature { party, name, role, on };
        steps.push(PlanStep::Signed { version: "f0".to_owned(), signature });
    }
    let by = || "P. Ashby".to_owned();
    steps.extend(sharing.map(|may| PlanStep::Sharing {
        sharing: Sharing { may, by: by(), on: day("2021-10-21") },
    }));
    let of = |step| HubFact::Plan {
        urn: urn(900_001),
        programme: DEVELOPMENT.to_owned(),
        year: year(),
        step,
    };
    let book = book(steps.into_iter().map(of).collect());
    book.plans.into_values().next().unwrap()
}

/// Rows in part: R92.
#[test]
fn themes_come_from_signed_plans_whose_schools_agreed_and_from_no_other() {
    let (variation, fluency) = (BigIdea::Variation, BigIdea::Fluency);
    let plans = [
        (urn(900_001), plan(fluency, true, Some(true))),
        (urn(900_002), plan(variation, true, Some(true))),
        (urn(900_003), plan(variation, true, Some(true))),
        (urn(900_004), plan(fluency, true, Some(false))),
        (urn(900_005), plan(fluency, true, None)),
        (urn(900_006), plan(fluency, false, Some(true))),
    ];
    let found = themes(plans.iter().map(|(urn, plan)| (*urn, plan)));
    let told: Vec<(BigIdea, usize)> =
        found.iter().map(|theme| (theme.idea, theme.n_schools())).collect();
    assert_eq!(told, [(variation, 2), (fluency, 1)]);
    assert_eq!(found[1].aims, [(urn(900_001), "more fluency".to_owned())]);
}

#[test]
fn what_a_school_shows_stands_until_it_is_taken_back() {
    let offer = Offer {
        urn: urn(900_001),
        what: "bar models in Year 5".to_owned(),
        big_idea: BigIdea::RepresentationAndStructure,
        how: "a visit".to_owned(),
        by: "Ms Pell".to_owned(),
        on: day("2021-10-05"),
    };
    let facts = vec![HubFact::Offered { offer }];
    assert_eq!(book(facts.clone()).offers.len(), 1);
    let back = HubFact::TakenBack { fact: "f0".to_owned() };
    assert!(book([facts, vec![back]].concat()).offers.is_empty());
}

proptest! {
    #[test]
    fn a_turn_that_is_moved_is_told_and_nothing_else(from in 0..4_usize, to in 0..4_usize) {
        let ids = ["t1", "t2", "t3", "t4"];
        let wish = LessonWish::StandAfter { after: to.checked_sub(1).map(|at| ids[at].to_owned()) };
        let suggestion = suggestion(ids[from], wish.clone());
        let changes = next(&[(ids[from], wish)]);
        match suggestion.check(&text()) {
            Ok(()) => prop_assert_eq!(changes.unwrap().len(), 1),
            Err(why) => prop_assert_eq!(why, RefusedVersion::Same),
        }
    }
}
