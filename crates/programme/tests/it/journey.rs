//! Where a school stands, what it may do next and why; the questionnaire recommends, a person decides.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use programme::{
    Advice, Answer, Check, Columns, Date, Fact, Facts, Journey, Link, Register, School, SchoolYear,
    Standing, State, Succession, Urn, decide, group_checks, late, may_confirm_place,
};
use proptest::prelude::*;

use crate::rules::shipped;

pub fn journeys() -> Vec<Journey> {
    let folder =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../content/programmes/journeys");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (journeys, problems) = Journey::load(&files, &shipped());
    assert!(problems.is_empty(), "{problems:?}");
    journeys
}

fn journey(slug: &str) -> Journey {
    journeys().into_iter().find(|journey| journey.slug == slug).unwrap()
}

fn year(text: &str) -> SchoolYear {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn facts(rows: &str) -> Facts {
    let read =
        Facts::read(format!("urn,programme,year,what,on\n{rows}").as_bytes(), &shipped()).unwrap();
    assert_eq!(read.problems, [], "{rows}");
    read.facts
}

const SCHOOLS: &str = "URN,EstablishmentName,EstablishmentStatus (name),EstablishmentTypeGroup (name),PhaseOfEducation (name),OpenDate,CloseDate
900001,Amberley School,Open,Local authority maintained schools,Primary,,
900002,Birchby High School,Open,Academies,Secondary,,
900003,Coldwick Preparatory School,Open,Independent schools,Primary,,
900004,Dunford School,Closed,Local authority maintained schools,Primary,,31-12-2022
900005,Elderton School,Open,,,,
900011,Amberley Academy,Open,Academies,Primary,01-09-2023,
";

fn school(urn: &str) -> School {
    let read = Register::read(SCHOOLS.as_bytes(), &Columns::official()).unwrap();
    assert!(read.problems.is_empty());
    read.register.school(urn.parse().unwrap()).unwrap().clone()
}

fn standing(urn: &str, rows: &str, on: &str, in_year: &str) -> Standing {
    let school = school(urn);
    let slug = if school.phase.as_deref() == Some("Secondary") { "secondary" } else { "primary" };
    let number = |last: u32| Urn::new(900_000 + last).unwrap();
    let link =
        Link { from: number(1), to: number(11), is_split: false, on: Some(day("31-08-2023")) };
    let lines = Succession::of(&[link], None);
    Standing::of(&journey(slug), &shipped(), &school, &facts(rows), &lines, day(on), year(in_year))
}

/// Whether a school may join a programme, and every condition that is not met or not known.
#[track_caller]
fn check(
    urn: &str,
    rows: &str,
    programme: &str,
    in_year: &str,
    may_join: Option<bool>,
    says: &[&str],
) {
    let found = standing(urn, rows, "31-08-2021", in_year);
    let next =
        found.next.iter().find(|next| next.programme == programme).expect("a stage that is open");
    let open: Vec<&Check> = next.checks.iter().filter(|check| check.holds != Some(true)).collect();
    assert_eq!(next.may_join, may_join, "{urn} {programme} {in_year}: {open:?}");
    assert_eq!(open.len(), says.len(), "{open:?}");
    for (check, says) in open.iter().zip(says) {
        let said = format!("{}: {}", check.asks, check.because);
        assert!(said.contains(says), "{said}");
        assert!(!check.source.is_empty());
    }
}

const DEVELOPED: &str = "900001,primary-development,2019/20,signed-up,20-05-2019
900001,primary-development,2019/20,started,05-10-2019
900001,primary-development,2019/20,completed,05-07-2020
";
const EMBEDDED: &str = "900001,primary-embedding,2020/21,started,05-10-2020
900001,primary-embedding,2020/21,completed,05-07-2021
";

/// Rows: R49, R51, R62, R73.
#[test]
fn who_may_join_is_explained_condition_by_condition() {
    let yes = Some(true);
    let no = Some(false);
    for (urn, rows, programme, in_year, may_join, says) in [
        ("900001", "", "primary-development", "2021/22", yes, &[][..]),
        ("900001", "", "mastery-readiness", "2021/22", yes, &[]),
        ("900001", "", "primary-embedding", "2021/22", no, &["no completion is recorded for it"]),
        ("900001", DEVELOPED, "primary-embedding", "2021/22", yes, &[]),
        // Sustaining takes schools that were in Development only, or in Embedding only.
        ("900001", DEVELOPED, "primary-sustaining", "2021/22", yes, &[]),
        ("900001", EMBEDDED, "primary-sustaining", "2021/22", yes, &[]),
        ("900001", "", "primary-sustaining", "2021/22", no, &["no completion is recorded"]),
        (
            "900001",
            "900001,primary-development,2019/20,started,05-10-2019\n",
            "primary-development",
            "2021/22",
            no,
            &["a school takes part once: 900001 took part in 2019/20"],
        ),
        (
            "900003",
            "",
            "primary-development",
            "2021/22",
            no,
            &["state-funded: the register says Independent schools"],
        ),
        (
            "900004",
            "",
            "primary-development",
            "2023/24",
            no,
            &["it is open on 1 September 2023: it closed on 31 December 2022"],
        ),
        ("900004", "", "primary-development", "2022/23", yes, &[]),
        (
            "900002",
            "",
            "secondary-embedding-year-support",
            "2022/23",
            no,
            &[
                "Secondary Teaching for Mastery Development Work Group before: no completion is recorded",
            ],
        ),
        (
            "900002",
            "900002,secondary-development,2020/21,started,05-10-2020\n900002,secondary-development,2020/21,completed,05-07-2021\n",
            "secondary-embedding-year-support",
            "2021/22",
            yes,
            &[],
        ),
        (
            "900005",
            "",
            "primary-development",
            "2021/22",
            None,
            &["the register does not say its phase", "does not say of what type"],
        ),
    ] {
        check(urn, rows, programme, in_year, may_join, says);
    }
}

#[test]
fn a_school_that_closes_within_the_year_is_said_to() {
    let found = standing("900004", "", "01-09-2022", "2022/23");
    let said =
        &found.next[0].checks.iter().find(|check| check.asks.contains("open on")).unwrap().because;
    assert!(said.contains("closes on 31 December 2022, within the year"), "{said}");
}

/// Rows: R62, R73.
#[test]
fn an_academy_keeps_what_the_school_before_it_completed() {
    let rows = format!("{DEVELOPED}{EMBEDDED}");
    let found = standing("900011", &rows, "01-10-2023", "2023/24");
    let states: Vec<State> = found.stages.iter().map(|stage| stage.state).collect();
    assert_eq!(states, [State::NotYet, State::Completed, State::Completed, State::NotYet]);
    assert_eq!(found.years_taken_part, 2);
    let next: Vec<(&str, Option<bool>)> =
        found.next.iter().map(|next| (next.programme.as_str(), next.may_join)).collect();
    assert_eq!(next, [("primary-sustaining", Some(true))]);
}

/// Rows: R49, R81.
#[test]
fn where_a_school_stands_is_the_furthest_that_is_recorded() {
    let row = |what: &str, on: &str| format!("900001,primary-development,2019/20,{what},{on}\n");
    let signed = row("signed-up", "20-05-2019");
    let started = signed.clone() + &row("started", "05-10-2019");
    for (rows, on, state) in [
        (String::new(), "01-06-2019", State::NotYet),
        (row("interested", "01-03-2019"), "01-06-2019", State::Interested),
        (signed.clone(), "01-06-2019", State::SignedUp),
        (signed.clone(), "01-05-2019", State::NotYet),
        (
            signed.clone() + &row("place-confirmed", "10-07-2019"),
            "11-07-2019",
            State::PlaceConfirmed,
        ),
        (started.clone(), "01-01-2020", State::TakingPart),
        (started.clone(), "31-08-2020", State::TakingPart),
        (started.clone(), "01-09-2020", State::NotRecordedAsCompleted),
        (started.clone() + &row("left", "10-02-2020"), "01-03-2020", State::Left),
        (started.clone() + &row("completed", "05-07-2020"), "06-07-2020", State::Completed),
        (
            DEVELOPED.to_owned() + "900001,primary-development,2021/22,interested,01-06-2021\n",
            "01-10-2021",
            State::Completed,
        ),
    ] {
        let found = standing("900001", &rows, on, "2021/22");
        assert_eq!(found.stages[1].state, state, "{rows}{on}");
    }
}

/// Rows: R81, R87, R90.
#[test]
fn secondary_embedding_support_and_its_group_are_held_side_by_side() {
    let rows = "900002,secondary-development,2021/22,started,05-10-2021
900002,secondary-development,2021/22,completed,05-07-2022
900002,secondary-embedding-year-support,2022/23,started,05-10-2022
900002,secondary-embedding-and-sustaining,2022/23,started,05-10-2022
";
    let found = standing("900002", rows, "01-11-2022", "2022/23");
    let states: Vec<State> = found.stages.iter().map(|stage| stage.state).collect();
    assert_eq!(states, [State::Completed, State::TakingPart, State::TakingPart]);
    assert_eq!(found.years_taken_part, 2);
    let offered = |rows: &str| -> Vec<String> {
        let found = standing("900002", rows, "01-11-2022", "2023/24");
        found.next.into_iter().map(|next| next.programme).collect()
    };
    assert_eq!(offered(rows), ["secondary-embedding-and-sustaining"]);
    let only_the_group =
        rows.replace("900002,secondary-embedding-year-support,2022/23,started,05-10-2022\n", "");
    assert_eq!(
        offered(&only_the_group),
        ["secondary-embedding-year-support", "secondary-embedding-and-sustaining"]
    );
}

/// Rows in part: R52, R84.
#[test]
fn an_advocate_without_the_headteachers_confirmation_cannot_be_confirmed() {
    let programmes = shipped();
    let (programme, rule) = programmes.rule("secondary-development", year("2021/22")).unwrap();
    for (rows, on, holds, says) in [
        ("", "01-07-2021", Some(false), "no confirmation is recorded; ask the headteacher"),
        (
            "900002,secondary-development,2021/22,head-confirmed,20-06-2021\n",
            "01-07-2021",
            Some(true),
            "confirmed on 20 June 2021",
        ),
        (
            "900002,secondary-development,2021/22,head-confirmed,02-07-2021\n",
            "01-07-2021",
            Some(false),
            "after 1 July 2021",
        ),
        (
            "900002,secondary-development,2020/21,head-confirmed,20-06-2020\n",
            "01-07-2021",
            Some(false),
            "no confirmation",
        ),
    ] {
        let facts = facts(rows);
        let own: Vec<&Fact> = facts.all().collect();
        let found = may_confirm_place(Vec::new(), programme, rule, &own, year("2021/22"), day(on));
        assert_eq!(found[0].holds, holds, "{rows}");
        assert!(found[0].because.contains(says), "{}", found[0].because);
    }
    let (programme, rule) = programmes.rule("primary-development", year("2021/22")).unwrap();
    let found =
        may_confirm_place(Vec::new(), programme, rule, &[], year("2021/22"), day("01-07-2021"));
    assert_eq!(found[0].holds, None, "no public source says; the hub decides");
}

/// Rows: R56, R66.
/// Rows in part: R55, R82.
#[test]
fn a_group_of_eight_is_refused_where_the_rule_says_seven() {
    let programmes = shipped();
    for (slug, in_year, n, teachers, holds, says) in [
        ("primary-development", "2021/22", 7, 2, true, ""),
        (
            "primary-development",
            "2021/22",
            8,
            2,
            false,
            "6 to 7 schools in a group: there are 8: 1 too many",
        ),
        ("mastery-readiness", "2024/25", 8, 2, true, ""),
        ("mastery-readiness", "2024/25", 9, 2, false, "1 too many"),
        ("primary-development", "2021/22", 5, 2, false, "there are 5: 1 too few"),
        (
            "primary-development",
            "2021/22",
            7,
            1,
            false,
            "2 from each school: two lead participants",
        ),
        ("primary-embedding", "2021/22", 6, 2, true, ""),
        ("primary-embedding", "2021/22", 7, 2, false, "6 schools in a group: there are 7"),
        ("secondary-development", "2021/22", 4, 2, true, ""),
        ("secondary-development", "2021/22", 4, 3, false, "two Mastery Advocates"),
    ] {
        let (_, rule) = programmes.rule(slug, year(in_year)).unwrap();
        let schools: Vec<(Urn, u8)> =
            (1..=n).map(|last| (Urn::new(900_000 + last).unwrap(), teachers)).collect();
        let refused: Vec<String> = group_checks(rule, &schools)
            .iter()
            .filter(|check| check.holds == Some(false))
            .map(|check| format!("{}: {}", check.asks, check.because))
            .collect();
        assert_eq!(refused.is_empty(), holds, "{slug} {in_year} {n}: {refused:?}");
        assert!(refused.join("; ").contains(says), "{refused:?}");
    }
}

/// Rows in part: R52, R69, R84.
#[test]
fn what_is_late_is_listed_to_the_hub_with_the_one_thing_to_do() {
    let rows = "900001,primary-embedding,2021/22,started,05-10-2021
900002,secondary-development,2021/22,signed-up,20-05-2021
900003,secondary-development,2021/22,signed-up,20-05-2021
900003,secondary-development,2021/22,head-confirmed,10-06-2021
900006,primary-development,2021/22,signed-up,20-05-2021
900007,primary-development,2021/22,signed-up,18-06-2021
900008,primary-development,2021/22,signed-up,20-05-2021
900008,primary-development,2021/22,declined,28-05-2021
900004,primary-embedding,2021/22,started,05-10-2021
900004,primary-embedding,2021/22,visited,05-03-2022
900005,primary-embedding,2021/22,started,05-10-2021
900005,primary-embedding,2021/22,left,05-02-2022
";
    let noted = |on: &str| -> Vec<String> {
        late(&facts(rows), &shipped(), &Succession::default(), year("2021/22"), day(on))
            .iter()
            .map(|row| format!("{} {:?}: {}", row.urn, row.action, row.says))
            .collect()
    };
    assert_eq!(noted("01-06-2021"), Vec::<String>::new());
    assert_eq!(
        noted("01-07-2021"),
        [
            "900002 ChaseTheHead: signed up on 20 May 2021 and no confirmation by the headteacher is recorded",
            "900003 ConfirmThePlace: the headteacher confirmed on 10 June 2021 and the place is not confirmed",
            "900006 ConfirmThePlace: applied on 20 May 2021 and waits for an answer",
        ]
    );
    let visits: Vec<String> =
        noted("01-06-2022").into_iter().filter(|row| row.contains("Visit")).collect();
    assert_eq!(visits, ["900001 BookTheVisit: 0 of 1 visits recorded by 1 June 2022"]);
    assert!(!noted("31-05-2022").iter().any(|row| row.contains("Visit")));
}

fn advise(answers: &[(&str, Answer)]) -> Advice {
    let answers: BTreeMap<String, Answer> =
        answers.iter().map(|(slug, answer)| ((*slug).to_owned(), *answer)).collect();
    journey("primary").advise(&answers).unwrap()
}

const ALL: [&str; 9] = [
    "leadership",
    "performance",
    "vision",
    "belief",
    "mindset",
    "subject-knowledge",
    "systems",
    "arithmetic",
    "development",
];

/// Rows: R50, R51, R105.
#[test]
fn the_questionnaire_recommends_a_door_with_reasons() {
    let but = |changed: &[(&'static str, Option<Answer>)]| -> Advice {
        let answers: Vec<(&str, Answer)> = ALL
            .iter()
            .filter_map(|slug| match changed.iter().find(|(other, _)| other == slug) {
                Some((_, answer)) => answer.map(|answer| (*slug, answer)),
                None => Some((*slug, Answer::Yes)),
            })
            .collect();
        advise(&answers)
    };
    let (partly, not_yet) = (Some(Answer::Partly), Some(Answer::NotYet));
    for (changed, door, n_reasons) in [
        (&[][..], Some("direct"), 2),
        (&[("leadership", not_yet)], Some("staged"), 2),
        (&[("performance", partly)], Some("staged"), 2),
        (&[("vision", partly), ("systems", not_yet)], Some("direct"), 4),
        (&[("vision", partly), ("systems", not_yet), ("belief", partly)], Some("staged"), 5),
        (&[("leadership", None)], None, 1),
        (&[("leadership", None), ("performance", not_yet)], Some("staged"), 1),
        (&[("vision", None), ("systems", None)], Some("direct"), 2),
        (&[("vision", None), ("systems", None), ("belief", partly)], None, 3),
    ] {
        let found = but(changed);
        assert_eq!(found.door.as_deref(), door, "{changed:?}");
        assert_eq!(found.reasons.len(), n_reasons, "{changed:?}: {:?}", found.reasons);
        assert_eq!(
            found.unanswered.len(),
            changed.iter().filter(|(_, answer)| answer.is_none()).count()
        );
    }
    assert_eq!(advise(&[]).door, None);
    let one = journey("secondary").advise(&BTreeMap::new()).unwrap();
    assert_eq!(one.door.as_deref(), Some("direct"));
    let wrong = BTreeMap::from([("weather".to_owned(), Answer::Yes)]);
    assert!(
        journey("primary")
            .advise(&wrong)
            .unwrap_err()
            .to_string()
            .contains("no question `weather`")
    );
}

/// Rows: R50, R51.
#[test]
fn the_decision_is_a_persons_and_stands_beside_the_recommendation() {
    let primary = journey("primary");
    let advice = advise(&[("leadership", Answer::NotYet)]);
    for (door, by, why, says) in [
        ("staged", "R. Hale, headteacher", None, None),
        ("direct", "R. Hale, headteacher", Some("a new maths lead begins in September"), None),
        ("direct", "R. Hale, headteacher", None, Some("expected a reason to stand beside it")),
        ("direct", "R. Hale, headteacher", Some(" "), Some("expected a reason")),
        ("staged", " ", None, Some("nobody is named who decided")),
        ("window", "R. Hale", None, Some("no door `window`; expected one of staged, direct")),
    ] {
        let found = decide(&primary, &advice, door, by, day("01-06-2021"), why);
        match (found, says) {
            (Ok(decision), None) => {
                assert_eq!(decision.door, door);
                assert_eq!(decision.recommended.as_deref(), Some("staged"));
            }
            (Err(error), Some(says)) => assert!(error.to_string().contains(says), "{error}"),
            (found, _) => panic!("{door}: {found:?}"),
        }
    }
}

#[test]
fn a_journey_that_is_not_right_is_named_with_the_reason() {
    let sound = "slug = \"a\"\nname = \"A\"\nphases = []\nsource = \"here\"\n[[stage]]\nprogramme = \"primary-development\"\nword = \"D\"\nlasts = \"a year\"\n[[door]]\nslug = \"d\"\nprogramme = \"primary-development\"\nwords = \"in\"\n";
    for (text, says) in [
        (sound.to_owned(), None),
        (
            sound.replace(
                "[[stage]]\nprogramme = \"primary-development\"",
                "[[stage]]\nprogramme = \"x\"",
            ),
            Some("no programme `x`"),
        ),
        (
            sound.replace(
                "[[door]]\nslug = \"d\"\nprogramme = \"primary-development\"",
                "[[door]]\nslug = \"d\"\nprogramme = \"primary-embedding\"",
            ),
            Some("which is no stage"),
        ),
        (
            format!(
                "{sound}[[door]]\nslug = \"e\"\nprogramme = \"primary-development\"\nwords = \"in\"\n"
            ),
            Some("two doors and no [questionnaire]"),
        ),
        (
            format!(
                "{sound}[questionnaire]\nstaged = \"d\"\ndirect = \"z\"\nopen-foundations = 1\n"
            ),
            Some("expected two of the doors"),
        ),
    ] {
        let (journeys, problems) = Journey::load(&[("j.toml", &text)], &shipped());
        match says {
            None => assert_eq!((journeys.len(), problems.len()), (1, 0), "{problems:?}"),
            Some(says) => assert!(problems[0].to_string().contains(says), "{problems:?}"),
        }
    }
}

/// Rows: R49, R105.
#[test]
fn the_picture_says_what_the_values_say() {
    let rows = format!("{DEVELOPED}900001,primary-embedding,2020/21,started,05-10-2020\n");
    let found = standing("900001", &rows, "01-11-2020", "2021/22");
    let picture = found.draw(&journey("primary"));
    assert_eq!(picture, found.draw(&journey("primary")));
    assert!(picture.contains(
        "<desc>Amberley School on 1 November 2020. Readiness: not yet. Development: completed, 2019/20. Embedding: taking part, 2020/21. Sustaining: not yet. It has taken part in 2 school years.</desc>"
    ), "{picture}");
    // Two doors, one counter filled, one half, two open.
    assert_eq!(picture.matches("A11 11").count(), 2);
    assert_eq!(picture.matches("fill=\"#1f4e8c\" stroke").count(), 1);
    assert_eq!(picture.matches("A24 24").count(), 1);
    assert_eq!(picture.matches("stroke-width=\"1\"").count(), 2);
    let mut named = found;
    named.school = "A < B & \"C\"".to_owned();
    assert!(
        named.draw(&journey("primary")).contains("<title>A &lt; B &amp; &quot;C&quot;: Primary")
    );
}

proptest! {
    #[test]
    fn one_answer_more_to_the_good_never_closes_the_direct_door(
        answers in prop::collection::vec(0..4_u8, ALL.len()), raised in 0..ALL.len(),
    ) {
        let answer = |n: u8| [None, Some(Answer::NotYet), Some(Answer::Partly), Some(Answer::Yes)][usize::from(n)];
        let given = |answers: &[u8]| -> Vec<(&str, Answer)> {
            ALL.iter().zip(answers).filter_map(|(slug, n)| Some((*slug, answer(*n)?))).collect()
        };
        let before = advise(&given(&answers));
        let mut better = answers.clone();
        better[raised] = 3;
        let after = advise(&given(&better));
        if before.door.as_deref() == Some("direct") {
            prop_assert_eq!(after.door.as_deref(), Some("direct"));
        }
        prop_assert_eq!(before.reasons.len() <= ALL.len(), true);
    }
}
