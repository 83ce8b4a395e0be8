//! The people who lead groups: training by dated rules, when they may lead, whom they help, and who takes over.

use programme::{
    Date, Group, HandsOver, HubBook, HubFact, HubLead, LeadStep, Noted, Place, School, SchoolYear,
    Scope, Succession, Urn, Way, groups_led, leads_now, near_schools, stage_now, support_of,
    tracks_now, without_lead,
};

use crate::rules::shipped;

const DEVELOPMENT: &str = "primary-development";
const SUPPORT: &str = "secondary-embedding-year-support";

fn urn(number: u32) -> Urn {
    Urn::new(number).unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn year(text: &str) -> SchoolYear {
    text.parse().unwrap()
}

fn person(name: &str, programme: &str, began: &str) -> HubLead {
    HubLead {
        name: name.to_owned(),
        urn: urn(900_001),
        cohort: None,
        capacity: 2,
        is_trained: false,
        is_active: true,
        programme: Some(programme.to_owned()),
        began: Some(year(began)),
    }
}

fn set(lead: HubLead) -> HubFact {
    HubFact::LeadSet { lead }
}

fn went(name: &str, step: LeadStep, on: &str) -> HubFact {
    HubFact::LeadWent { name: name.to_owned(), step, on: day(on) }
}

fn completed(name: &str, stage: &str, on: &str) -> HubFact {
    went(name, LeadStep::StageCompleted { stage: stage.to_owned() }, on)
}

fn book(facts: Vec<HubFact>) -> HubBook {
    let noted = facts.into_iter().enumerate();
    HubBook::fold("North", noted.map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect())
}

/// Rows: R76.
/// Rows in part: R75, R77.
#[test]
fn the_stage_is_that_of_the_rule_of_the_year_they_began_in() {
    let programmes = shipped();
    for (programme, began, steps, cohort, stage, of) in [
        ("primary-specialist", "2015/16", vec![], 1, Some("Training year"), "2015/16"),
        ("primary-specialist", "2025/26", vec![], 11, Some("Training year"), "2025/26"),
        (
            "primary-specialist",
            "2025/26",
            vec!["training-year"],
            11,
            Some("Second year"),
            "2026/27",
        ),
        (
            "primary-specialist",
            "2025/26",
            vec!["training-year", "second-year"],
            11,
            None,
            "2027/28",
        ),
        ("secondary-specialist", "2025/26", vec![], 10, Some("First year"), "2025/26"),
        (
            "secondary-specialist",
            "2025/26",
            vec!["first-year", "second-year"],
            10,
            Some("Third year"),
            "2027/28",
        ),
    ] {
        let lead = person("Ms Near", programme, began);
        let mut facts = vec![set(lead.clone())];
        facts.extend(steps.iter().map(|stage| completed("Ms Near", stage, "2026-07-10")));
        let book = book(facts);
        let way = book.ways["Ms Near"].clone();
        let now = stage_now(&lead, &way, &programmes).unwrap();
        assert_eq!(now.cohort, cohort, "{programme} {began}");
        assert_eq!(now.stage.map(|stage| stage.name.as_str()), stage, "{programme} {steps:?}");
        assert_eq!(now.year, year(of));
        assert!(now.stage.is_none_or(|stage| stage.completion.is_none()), "no public source says");
    }
    for lead in [
        HubLead { began: None, ..person("Ms Near", "primary-specialist", "2025/26") },
        HubLead { programme: None, ..person("Ms Near", "primary-specialist", "2025/26") },
        person("Ms Near", "primary-specialist", "2003/04"),
    ] {
        assert_eq!(stage_now(&lead, &Way::new(), &programmes), None, "{lead:?}");
    }
}

/// Rows in part: R76.
#[test]
fn a_training_event_is_recorded_once_with_its_first_day() {
    let lead = person("Ms Near", "primary-specialist", "2025/26");
    let at = |event: &str, on: &str| {
        let step =
            LeadStep::Attended { stage: "training-year".to_owned(), event: event.to_owned() };
        went("Ms Near", step, on)
    };
    let book = book(vec![
        set(lead.clone()),
        at("first residential (autumn)", "2025-10-14"),
        at("first residential (autumn)", "2025-10-15"),
        at("of another rule", "2025-10-15"),
    ]);
    let programmes = shipped();
    let now = stage_now(&lead, &book.ways["Ms Near"], &programmes).unwrap();
    let days: Vec<Option<Date>> = now.events.iter().map(|(_, day)| *day).collect();
    assert_eq!(days, [Some(day("2025-10-14")), None, None]);
}

/// Rows: R57.
/// Rows in part: R75.
#[test]
fn who_may_lead_follows_from_what_is_recorded() {
    let programmes = shipped();
    let primary = || set(person("Ms Near", "primary-specialist", "2025/26"));
    let secondary = || set(person("Ms Near", "secondary-specialist", "2024/25"));
    let says =
        || set(HubLead { is_trained: true, ..person("Ms Near", "primary-specialist", "2025/26") });
    let accredited =
        || went("Ms Near", LeadStep::Accredited { by: "NCETM".to_owned() }, "2026-07-01");
    let left = |on: &str| HubFact::LeadLeft {
        name: "Ms Near".to_owned(),
        on: day(on),
        why: String::new(),
        hands_over: Vec::new(),
    };
    for (facts, is_trained, is_active) in [
        (vec![primary()], false, true),
        (vec![says()], true, true),
        (vec![primary(), completed("Ms Near", "training-year", "2026-07-10")], true, true),
        (vec![primary(), completed("Ms Near", "training-year", "2026-07-21")], false, true),
        (vec![primary(), completed("Ms Near", "second-year", "2026-07-10")], false, true),
        (vec![secondary(), completed("Ms Near", "first-year", "2025-07-10")], false, true),
        (vec![secondary(), completed("Ms Near", "second-year", "2026-07-10")], true, true),
        (vec![primary(), accredited()], true, true),
        (vec![says(), left("2026-07-19")], true, false),
        (vec![says(), left("2026-07-20")], true, true),
        (vec![says(), left("2026-07-19"), says()], true, true),
        (
            vec![says(), left("2026-07-19"), HubFact::TakenBack { fact: "f1".to_owned() }],
            true,
            true,
        ),
    ] {
        let lead =
            leads_now(&book(facts.clone()), &programmes, day("2026-07-20"))["Ms Near"].clone();
        assert_eq!((lead.is_trained, lead.is_active), (is_trained, is_active), "{facts:?}");
    }
}

fn drawn(leads: &[Option<&str>]) -> HubFact {
    let groups = leads.iter().zip(1..).map(|(lead, id)| Group {
        id,
        urns: vec![(900_000 + id).to_string()],
        lead: lead.map(str::to_owned),
        ..Group::default()
    });
    HubFact::GroupsDrawn {
        programme: DEVELOPMENT.to_owned(),
        year: year("2026/27"),
        groups: groups.collect(),
        unplaced: Vec::new(),
        changed: None,
        from: None,
    }
}

/// Rows in part: R57, R75, R102.
#[test]
fn who_leaves_hands_groups_over_and_what_has_no_lead_is_said() {
    let programmes = shipped();
    let trained =
        |name: &str| HubLead { is_trained: true, ..person(name, "primary-specialist", "2020/21") };
    let over = |group: u32, to: Option<&str>| HandsOver {
        programme: DEVELOPMENT.to_owned(),
        year: year("2026/27"),
        group,
        to: to.map(str::to_owned),
    };
    let left = HubFact::LeadLeft {
        name: "Ms Near".to_owned(),
        on: day("2026-10-30"),
        why: "moves to another county".to_owned(),
        hands_over: vec![over(1, Some("Mr Next")), over(2, None), over(3, Some("Mr Next"))],
    };
    let facts = vec![
        set(trained("Ms Near")),
        set(trained("Mr Next")),
        drawn(&[Some("Ms Near"), Some("Ms Near"), Some("Dr Ferris")]),
        left,
    ];
    let told = |facts: Vec<HubFact>| {
        let book = book(facts);
        let open = without_lead(&book, &programmes, year("2026/27"), day("2026-11-02"));
        let open: Vec<(u32, String)> = open.into_iter().map(|one| (one.group, one.why)).collect();
        let next: Vec<u32> = groups_led(&book, "Mr Next").iter().map(|one| one.group).collect();
        let drawn = book.groups[&(DEVELOPMENT.to_owned(), year("2026/27"))].clone();
        (open, next, drawn)
    };
    let (open, next, groups) = told(facts.clone());
    assert_eq!(open, [(2, "nobody leads it".to_owned())]);
    assert_eq!(next, [1], "a group somebody else leads is not theirs to hand over");
    assert_eq!(groups.by_fact, "f3", "whoever had the groups open is told that they changed");
    assert!(groups.changes[0].contains("led by Ms Near until 30 October 2026, then by Mr Next"));
    assert_eq!(groups.groups[2].lead.as_deref(), Some("Dr Ferris"));
    // Taken back, she leads both again.
    let mut back = facts.clone();
    back.push(HubFact::TakenBack { fact: "f3".to_owned() });
    assert_eq!(told(back).0, []);
    // A group drawn later for somebody who has left has no lead either.
    let mut later = facts;
    later.push(drawn(&[Some("Ms Near")]));
    assert_eq!(told(later).0, [(1, "Ms Near led it and is not active any more".to_owned())]);
}

/// Rows: R78.
#[test]
fn where_a_specialist_has_influence_is_dated() {
    let reaches = |scope, on: &str| went("Ms Near", LeadStep::Reaches { scope }, on);
    let book = book(vec![
        set(person("Ms Near", "primary-specialist", "2025/26")),
        reaches(Scope::OwnClass, "2025-09-05"),
        reaches(Scope::OwnSchool, "2026-01-12"),
        reaches(Scope::OwnClass, "2026-02-01"),
    ]);
    let held: Vec<_> = book.ways["Ms Near"].reaches.iter().map(|(s, on)| (*s, *on)).collect();
    assert_eq!(held, [(Scope::OwnClass, day("2025-09-05")), (Scope::OwnSchool, day("2026-01-12"))]);
}

/// Rows in part: R88.
#[test]
fn a_department_has_one_specialist_at_a_time_for_a_year() {
    let gives = |name: Option<&str>, of: &str, on: &str| HubFact::SupportGiven {
        urn: urn(900_008),
        programme: SUPPORT.to_owned(),
        year: year(of),
        name: name.map(str::to_owned),
        on: day(on),
    };
    let line = [urn(900_008)].into();
    let first = gives(Some("Ms Near"), "2026/27", "2026-09-03");
    for (facts, expected) in [
        (vec![], None),
        (vec![first.clone()], Some("Ms Near")),
        (vec![first.clone(), gives(Some("Mr Next"), "2026/27", "2026-11-03")], Some("Mr Next")),
        (vec![first.clone(), gives(None, "2026/27", "2026-11-03")], None),
        (vec![gives(Some("Ms Near"), "2025/26", "2025-09-03")], None),
    ] {
        let book = book(facts.clone());
        let held = support_of(&book, &line, SUPPORT, year("2026/27"));
        assert_eq!(held.map(|(_, name)| name), expected, "{facts:?}");
    }
}

/// Rows: R77.
#[test]
fn the_second_stage_has_two_tracks_side_by_side() {
    let programmes = shipped();
    let lead = person("Ms Near", "primary-specialist", "2025/26");
    let group = |lead: Option<&str>| Group {
        id: 2,
        urns: vec!["900001".to_owned(), "900002".to_owned()],
        lead: lead.map(str::to_owned),
        metres: 0,
        reasons: Vec::new(),
        kept: Vec::new(),
        lead_by_hand: false,
        goes_on_from: Vec::new(),
    };
    let drawn = |lead: Option<&str>| HubFact::GroupsDrawn {
        programme: "primary-development".to_owned(),
        year: year("2026/27"),
        groups: vec![group(lead)],
        unplaced: Vec::new(),
        changed: None,
        from: None,
    };
    let reaches = went("Ms Near", LeadStep::Reaches { scope: Scope::OwnSchool }, "2026-10-01");
    for (facts, own_school, n_groups) in [
        (vec![], None, 0),
        (vec![reaches.clone()], Some(day("2026-10-01")), 0),
        (vec![drawn(Some("Ms Near"))], None, 1),
        (vec![drawn(Some("Mr Next")), reaches.clone()], Some(day("2026-10-01")), 0),
        (vec![drawn(Some("Ms Near")), reaches], Some(day("2026-10-01")), 1),
    ] {
        let mut all = vec![set(lead.clone()), completed("Ms Near", "training-year", "2026-07-10")];
        all.extend(facts);
        let book = book(all);
        let now = stage_now(&lead, &book.ways["Ms Near"], &programmes).unwrap();
        let tracks = tracks_now(&book, "Ms Near", now.stage.unwrap(), year("2026/27"));
        let scopes: Vec<Scope> = tracks.iter().map(|track| track.scope).collect();
        assert_eq!(scopes, [Scope::OwnSchool, Scope::OtherSchools]);
        assert_eq!((tracks[0].since, tracks[0].leads.len()), (own_school, 0));
        assert_eq!(tracks[1].leads.len(), n_groups);
        assert!(
            tracks_now(&book, "Ms Near", now.stage.unwrap(), year("2027/28"))[1].leads.is_empty()
        );
    }
    let first = HubBook::default();
    let now = stage_now(&lead, &Way::new(), &programmes).unwrap();
    assert!(tracks_now(&first, "Ms Near", now.stage.unwrap(), year("2025/26")).is_empty());
}

/// Rows in part: R77.
#[test]
fn the_nearest_schools_of_the_phase_are_suggested() {
    let school = |number: u32, phase: &str, east: Option<u32>| School {
        phase: Some(phase.to_owned()),
        place: east.map(|easting| Place { easting, northing: 300_000 }),
        ..School::named(urn(number), &number.to_string())
    };
    let schools = [
        school(900_001, "Primary", Some(400_000)),
        school(900_002, "Primary", Some(403_000)),
        school(900_003, "Secondary", Some(400_500)),
        school(900_004, "Primary", Some(401_000)),
        school(900_005, "Primary", None),
        school(900_006, "Primary", Some(409_000)),
    ];
    let phases = ["Primary".to_owned()];
    let at = schools[0].place.unwrap();
    let lines = Succession::default();
    let near = near_schools(schools.iter(), &phases, &lines, urn(900_001), at, 2);
    let near: Vec<(u64, &str)> = near.into_iter().map(|(m, one)| (m, one.name.as_str())).collect();
    assert_eq!(near, [(1_000, "900004"), (3_000, "900002")]);
}
