//! A plan of action: what a version must say, what it changed, who may sign which, and when it is looked at next.

use programme::{
    Aim, BigIdea, Date, HubBook, HubFact, Noted, Party, Plan, PlanStep, PlanText, Progress, Review,
    SchoolYear, Seen, Signature, Urn,
};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn year() -> SchoolYear {
    "2021/22".parse().unwrap()
}

fn aim(goal: &str) -> Aim {
    Aim {
        goal: goal.to_owned(),
        big_idea: BigIdea::Variation,
        action: "plan together".to_owned(),
        owner: "the two".to_owned(),
        by: day("2022-05-20"),
        measure: "everybody says it".to_owned(),
        evidence: String::new(),
    }
}

fn text(goals: &[&str]) -> PlanText {
    let aims = goals.iter().map(|goal| aim(goal)).collect();
    PlanText { aims, review_on: day("2022-01-20") }
}

fn written(goals: &[&str], on: &str) -> PlanStep {
    PlanStep::Written { text: text(goals), by: "R. Hale".to_owned(), on: day(on) }
}

fn signature(party: Party, on: &str) -> Signature {
    Signature { party, name: "P. Ashby".to_owned(), role: "headteacher".to_owned(), on: day(on) }
}

fn signed(version: &str, party: Party) -> PlanStep {
    let (version, signature) = (version.to_owned(), signature(party, "2021-10-20"));
    PlanStep::Signed { version, signature }
}

fn reviewed(version: &str, on: &str, next: Option<&str>) -> PlanStep {
    let seen = vec![Seen { progress: Progress::UnderWay, evidence: String::new() }];
    let review = Review {
        version: version.to_owned(),
        on: day(on),
        by: "R. Hale".to_owned(),
        seen,
        said: String::new(),
        next: next.map(day),
    };
    PlanStep::Reviewed { review }
}

fn folded(steps: Vec<PlanStep>, more: Vec<HubFact>) -> Plan {
    let (urn, programme) = (Urn::new(900_001).unwrap(), "primary-embedding".to_owned());
    let of = |step| HubFact::Plan { urn, programme: programme.clone(), year: year(), step };
    let facts = steps.into_iter().map(of).chain(more).enumerate();
    let noted = facts.map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect();
    let book = HubBook::fold("North", noted);
    book.plans.get(&(urn, programme.clone(), year())).cloned().unwrap_or_default()
}

#[test]
fn a_plan_must_say_who_does_what_by_when_and_how_it_is_seen() {
    let no_owner = |text: &mut PlanText| text.aims[1].owner = " ".to_owned();
    let too_late = |text: &mut PlanText| text.aims[0].by = day("2023-09-01");
    let in_time = |text: &mut PlanText| text.aims[0].by = day("2023-08-31");
    let no_aim = |text: &mut PlanText| text.aims.clear();
    let seven = |text: &mut PlanText| text.aims = vec![aim("one"); 7];
    let six = |text: &mut PlanText| text.aims = vec![aim("one"); 6];
    let review = |text: &mut PlanText| text.review_on = day("2021-08-31");
    let nothing = |_: &mut PlanText| {};
    let evidence = |text: &mut PlanText| text.aims[0].evidence = "five answers".to_owned();
    type Change<'c> = &'c dyn Fn(&mut PlanText);
    let cases: [(Change<'_>, Option<&str>); 9] = [
        (&no_owner, Some("aim 2 has no owner")),
        (&too_late, Some("the date of aim 1 is 1 September 2023")),
        (&in_time, None),
        (&no_aim, Some("the plan has no aim")),
        (&seven, Some("the plan has 7 aims; expected at most 6")),
        (&six, None),
        (&review, Some("the review is 31 August 2021")),
        (&nothing, Some("nothing was changed")),
        (&evidence, None),
    ];
    for (change, says) in cases {
        let before = text(&["one", "two"]);
        let mut now = before.clone();
        change(&mut now);
        let found = now.check(year(), Some(&before)).err().map(|why| why.to_string());
        match (found, says) {
            (None, None) => {}
            (Some(found), Some(says)) => assert!(found.contains(says), "{found}"),
            (found, says) => panic!("{found:?} for {says:?}"),
        }
    }
}

/// Rows in part: R89.
#[test]
fn a_version_says_what_it_changed_part_by_part() {
    let before = text(&["one", "two"]);
    let mut now = text(&["one", "three", "four"]);
    now.aims[0].evidence = "five answers".to_owned();
    now.review_on = day("2022-02-01");
    let expected = [
        "aim 1, evidence: “nothing” became “five answers”",
        "aim 2, goal: “two” became “three”",
        "aim 3 is new: four",
        "the review moved from 20 January 2022 to 1 February 2022",
    ];
    assert_eq!(now.changes(&before), expected);
    assert_eq!(text(&["one"]).changes(&before), ["aim 2 is left out: two"]);
    assert!(before.changes(&before).is_empty());
}

/// Rows in part: R70.
#[test]
fn a_plan_holds_once_both_sides_signed_one_version() {
    let (school, hub) = (Party::School, Party::Hub);
    let first = || written(&["one"], "2021-10-01");
    let second = || written(&["two"], "2021-10-08");
    for (steps, agreed) in [
        (vec![first(), signed("f0", hub)], None),
        (vec![first(), signed("f0", hub), signed("f0", hub)], None),
        (vec![first(), signed("f0", hub), signed("f0", school)], Some("f0")),
        (vec![first(), signed("f0", hub), second(), signed("f2", school)], None),
        (
            vec![first(), signed("f0", hub), signed("f0", school), second(), signed("f3", hub)],
            Some("f0"),
        ),
        (vec![first(), signed("f9", hub), signed("f9", school)], None),
    ] {
        let plan = folded(steps.clone(), Vec::new());
        assert_eq!(plan.agreed().map(|held| held.id.as_str()), agreed, "{steps:?}");
    }
    let back = vec![HubFact::TakenBack { fact: "f1".to_owned() }];
    let steps = vec![first(), signed("f0", hub), signed("f0", school)];
    assert!(folded(steps, back).agreed().is_none(), "a signature taken back counts no longer");
}

#[test]
fn only_the_latest_version_is_signed_and_each_side_once() {
    let steps = vec![
        written(&["one"], "2021-10-01"),
        written(&["two"], "2021-10-08"),
        signed("f1", Party::Hub),
    ];
    let plan = folded(steps, Vec::new());
    let nobody = Signature { name: " ".to_owned(), ..signature(Party::School, "2021-10-20") };
    for (version, signature, says) in [
        ("f1", signature(Party::School, "2021-10-20"), None),
        (
            "f0",
            signature(Party::School, "2021-10-20"),
            Some("you read version 1, and R. Hale wrote version 2 on 8 October 2021"),
        ),
        (
            "f1",
            signature(Party::Hub, "2021-10-20"),
            Some("P. Ashby signed this version for the hub"),
        ),
        ("f7", signature(Party::School, "2021-10-20"), Some("there is no such version")),
        ("f1", nobody, Some("nobody is named")),
    ] {
        let found = plan.sign(version, signature).err().map(|why| why.to_string());
        match (&found, says) {
            (None, None) => {}
            (Some(found), Some(says)) => assert!(found.contains(says), "{found}"),
            _ => panic!("{found:?} for {says:?}"),
        }
    }
}

#[test]
fn the_next_look_is_what_the_last_one_said() {
    let both = |version: &str| [signed(version, Party::Hub), signed(version, Party::School)];
    let first = || written(&["one"], "2021-10-01");
    for (steps, due) in [
        (vec![first()], Some("2022-01-20")),
        (vec![first(), reviewed("f0", "2022-01-20", Some("2022-04-01"))], Some("2022-04-01")),
        (vec![first(), reviewed("f0", "2022-01-20", None)], None),
        (
            [
                vec![first(), reviewed("f0", "2022-01-20", None), written(&["two"], "2022-02-01")],
                both("f2").to_vec(),
            ]
            .concat(),
            Some("2022-01-20"),
        ),
    ] {
        let plan = folded(steps.clone(), Vec::new());
        assert_eq!(plan.review_due(), due.map(day), "{steps:?}");
    }
    assert_eq!(Plan::default().review_due(), None);
}

fn any_step() -> impl Strategy<Value = PlanStep> {
    let version = (0usize..6).prop_map(|at| format!("f{at}"));
    let party = prop_oneof![Just(Party::School), Just(Party::Hub)];
    prop_oneof![
        (1u8..28).prop_map(|on| written(&["one"], &format!("2021-10-{on:02}"))),
        (version, party).prop_map(|(version, party)| signed(&version, party)),
        Just(reviewed("f0", "2022-01-20", None)),
        Just(PlanStep::Asked { on: day("2021-10-20") }),
    ]
}

proptest! {
    #[test]
    fn what_was_signed_is_never_changed_by_what_follows(
        steps in prop::collection::vec(any_step(), 0..12),
        cut in 0usize..12,
    ) {
        let cut = cut.min(steps.len());
        let before = folded(steps[..cut].to_vec(), Vec::new());
        let after = folded(steps, Vec::new());
        for (was, is) in before.versions.iter().zip(&after.versions) {
            prop_assert_eq!((&was.id, &was.text), (&is.id, &is.text));
            prop_assert!(is.signatures.starts_with(&was.signatures));
            prop_assert!(is.signatures.len() <= 2);
        }
        let number = |plan: &Plan| plan.agreed().and_then(|held| plan.number(&held.id)).unwrap_or(0);
        prop_assert!(number(&before) <= number(&after), "what holds is never older than it was");
    }
}
