//! In a school: what a teacher writes of herself is hers, and what a school is told of it points at nobody.

use std::collections::BTreeMap;

use programme::{
    Appointment, Audit, BigIdea, COACHING_STEPS, ClassUse, CoachingStep, Date, Knows, MeetingPlan,
    MeetingSaid, SchoolBook, SchoolFact, SignStands, Signs, StaffFact, TimeOfDay, Told, by_strand,
    in_school_calendar, may_hand_on, meetings_drift, told_of,
};

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

/// Facts in order, each with who wrote it; ids are `f0`, `f1`, ...
fn book(facts: Vec<(&str, SchoolFact)>) -> SchoolBook {
    let facts: Vec<StaffFact> = facts
        .into_iter()
        .enumerate()
        .map(|(idx, (staff, fact))| StaffFact {
            id: format!("f{idx}"),
            staff: staff.to_owned(),
            fact,
        })
        .collect();
    SchoolBook::fold(&facts)
}

fn off_screen(practice: &str) -> SchoolFact {
    SchoolFact::DoneOffScreen {
        practice: practice.to_owned(),
        class: "3-oak".to_owned(),
        on: day("2026-11-17"),
    }
}

fn taken_back(fact: &str) -> SchoolFact {
    SchoolFact::TakenBack { fact: fact.to_owned() }
}

/// `n` classes may be named and `recorded` of them have the practice; then the same of those not named.
fn classes(named: (usize, usize), unnamed: (usize, usize)) -> Vec<ClassUse> {
    let of = |is_named: bool, (n, recorded): (usize, usize)| {
        (0..n).map(move |idx| ClassUse {
            class: format!("{} {idx}", if is_named { "Named" } else { "Quiet" }),
            is_named,
            is_recorded: idx < recorded,
        })
    };
    of(true, named).chain(of(false, unnamed)).collect()
}

/// Rows: R63.
#[test]
fn practices_are_told_by_class_counts_and_a_number_never_points_at_a_person() {
    let check = |named, unnamed, says: &str, n_names: usize| {
        let told = told_of(&classes(named, unnamed));
        assert_eq!((told.in_words().as_str(), told.named.len()), (says, n_names), "{told:?}");
        assert!(told.named.iter().all(|name| name.starts_with("Named")), "{told:?}");
    };
    check((0, 0), (7, 3), "recorded in 3 of 7 classes", 0);
    check((0, 0), (7, 7), "recorded in every class", 0);
    check((0, 0), (7, 0), "not recorded yet", 0);
    check((0, 0), (5, 1), "recorded in 1 of 5 classes", 0);
    // Four classes that are not named: whatever they have, the words are the same.
    for recorded in 0..=4 {
        check((0, 0), (4, recorded), "4 classes are not named, too few for a count", 0);
        check((6, 4), (4, recorded), "4 classes are not named, too few for a count", 4);
    }
    check((6, 4), (1, 0), "one class is not named, so there is no count", 4);
    check((6, 4), (1, 1), "one class is not named, so there is no count", 4);
    check((2, 1), (5, 3), "recorded in 4 of 7 classes", 1);
    // Everybody agreed: even a small school may be counted.
    check((3, 2), (0, 0), "recorded in 2 of 3 classes", 2);
}

/// Rows in part: R63.
#[test]
fn what_is_handed_to_the_hub_is_what_may_be_counted() {
    let told: Vec<(&str, Told)> = vec![
        ("facts", told_of(&classes((0, 0), (7, 3)))),
        ("check", told_of(&classes((4, 4), (3, 1)))),
    ];
    let counts = may_hand_on(told.iter().map(|(slug, told)| (*slug, told)));
    assert_eq!(counts, BTreeMap::from([("facts".to_owned(), 3)]));
}

#[test]
fn only_who_wrote_a_fact_takes_it_back() {
    let own = book(vec![("t1", off_screen("facts")), ("t1", taken_back("f0"))]);
    assert!(own.off_screen.is_empty());
    let others = book(vec![("t1", off_screen("facts")), ("t2", taken_back("f0"))]);
    assert_eq!(others.off_screen.len(), 1);
}

#[test]
fn a_class_is_named_only_by_its_teachers_last_word() {
    let word = |agreed| SchoolFact::NamesAgreed { agreed, on: day("2026-11-02") };
    assert!(!book(vec![]).may_name("t1"), "silence is no agreement");
    assert!(book(vec![("t1", word(true))]).may_name("t1"));
    assert!(!book(vec![("t1", word(true))]).may_name("t2"));
    let back = book(vec![("t1", word(true)), ("t1", word(false))]);
    assert!(!back.may_name("t1"));
    assert_eq!(back.names["t1"].len(), 2, "both words stay, with their days");
}

fn audited(topic: &str, knows: Knows, on: &str) -> SchoolFact {
    SchoolFact::Audited { topic: topic.to_owned(), knows, on: day(on) }
}

/// Rows in part: R98.
#[test]
fn an_audit_is_asked_again_after_a_term_and_shows_both_words() {
    let said = book(vec![
        ("t1", audited("year-3/fractions", Knows::WorkOn, "2026-09-14")),
        ("t1", audited("year-3/fractions", Knows::LikeToSee, "2026-12-14")),
        ("t1", audited("year-3/fractions", Knows::CouldExplain, "2026-12-14")),
    ]);
    let (topic, audit) = said.audits_of("t1").next().unwrap();
    assert_eq!(topic, "year-3/fractions");
    assert_eq!(audit.now(), Some((Knows::CouldExplain, day("2026-12-14"))));
    assert_eq!(
        audit.before(),
        Some((Knows::WorkOn, day("2026-09-14"))),
        "a slip of the day is none"
    );
    assert!(!audit.is_asked(day("2027-03-07")), "83 days later");
    assert!(audit.is_asked(day("2027-03-08")), "84 days later");
    assert!(Audit::default().is_asked(day("2026-09-01")));
    assert_eq!(said.audits_of("t2").count(), 0);
}

/// Rows: R72.
#[test]
fn a_school_plans_with_what_five_teachers_said_and_not_with_what_four_did() {
    let with = |n: usize| {
        let mut facts = Vec::new();
        for staff in ["t1", "t2", "t3", "t4", "t5", "t6"].into_iter().take(n) {
            facts.push((staff, audited("year-3/fractions", Knows::CouldExplain, "2026-09-14")));
        }
        facts.push(("t1", audited("year-4/fractions", Knows::WorkOn, "2026-09-14")));
        facts.push(("t2", audited("year-4/fractions", Knows::LikeToSee, "2026-09-14")));
        let said = by_strand(&book(facts).audits);
        assert_eq!(said.len(), 1);
        (said[0].n_answered, said[0].n_work_on, said[0].n_like_to_see)
    };
    assert_eq!(with(4), (None, 0, 0));
    assert_eq!(with(5), (Some(5), 1, 1));
}

fn planned(on: &str) -> SchoolFact {
    let time = |text| TimeOfDay::read(text).unwrap();
    let at = Appointment {
        on: day(on),
        starts: time("15:30"),
        ends: time("16:30"),
        place: "Room 4".to_owned(),
        is_online: false,
    };
    let looks_at = "Thirds of a length; what do they point at?".to_owned();
    SchoolFact::MeetingPlanned { meeting: MeetingPlan { at, looks_at, step: String::new() } }
}

/// Rows in part: R102.
#[test]
fn a_research_group_that_has_not_met_for_a_term_is_told_in_words() {
    let check = |facts: Vec<(&str, SchoolFact)>, today: &str, says: Option<&str>| {
        let told = meetings_drift(book(facts).meetings.values(), day(today));
        assert_eq!(told.is_some(), says.is_some(), "{told:?}");
        assert!(told.unwrap_or_default().contains(says.unwrap_or_default()));
    };
    check(vec![], "2026-11-23", None);
    check(vec![("t1", planned("2026-09-21"))], "2026-12-13", None);
    let last = "last met on 21 September 2026, 12 weeks ago";
    check(vec![("t1", planned("2026-09-21"))], "2026-12-14", Some(last));
    let next = vec![("t1", planned("2026-09-21")), ("t1", planned("2027-01-11"))];
    check(next, "2026-12-14", None);
    let off = SchoolFact::MeetingCalledOff { meeting: "f1".to_owned(), why: "snow".to_owned() };
    let off = vec![("t1", planned("2026-09-21")), ("t1", planned("2026-12-07")), ("t1", off)];
    check(off, "2026-12-14", Some(last));
}

fn begun() -> SchoolFact {
    let about = "What pairs say when the whole changes".to_owned();
    SchoolFact::CoachingBegun { with: "t2".to_owned(), about, on: day("2026-11-02") }
}

fn dated(step: CoachingStep, on: &str) -> SchoolFact {
    SchoolFact::CoachingDated { cycle: "f0".to_owned(), step, on: day(on), words: String::new() }
}

/// Rows: R65.
#[test]
fn coaching_goes_round_in_steps_that_only_the_two_date() {
    let plan = dated(CoachingStep::Plan, "2026-11-09");
    let held = book(vec![("t1", begun()), ("t2", plan.clone())]);
    let cycle = &held.cycles["f0"];
    assert!(cycle.is_of("t1") && cycle.is_of("t2") && !cycle.is_of("t3"));
    assert_eq!(cycle.next(), Some(CoachingStep::Watch));
    let others = book(vec![("t1", begun()), ("t3", plan)]);
    assert_eq!(others.cycles["f0"].next(), Some(CoachingStep::Plan), "nobody else dates a step");
    let mut all = vec![("t1", begun())];
    all.extend(COACHING_STEPS.map(|step| ("t1", dated(step, "2026-11-09"))));
    assert_eq!(book(all).cycles["f0"].next(), None);
}

#[test]
fn meetings_and_coaching_are_one_calendar_file() {
    let mut facts = vec![("t1", begun()), ("t2", dated(CoachingStep::Watch, "2026-11-16"))];
    facts.push(("t1", planned("2026-12-07")));
    let moved = match planned("2026-12-14") {
        SchoolFact::MeetingPlanned { meeting } => meeting,
        _ => unreachable!(),
    };
    facts.push(("t1", SchoolFact::MeetingMoved { meeting: "f2".to_owned(), to: moved }));
    let held = book(facts);
    let cycles = held.cycles.values().map(|one| (one, "with Mr Ode".to_owned()));
    let file = in_school_calendar(held.meetings.values(), cycles, day("2026-11-23"));
    for line in [
        "UID:f2@tenframe\r\n",
        "SEQUENCE:1\r\n",
        "DTSTART;TZID=Europe/London:20261214T153000\r\n",
        "DESCRIPTION:Thirds of a length\\; what do they point at?\r\n",
        "UID:f0-watch@tenframe\r\n",
        "DTSTART;VALUE=DATE:20261116\r\n",
        "SUMMARY:Coaching\\, watch: with Mr Ode\r\n",
    ] {
        assert!(file.contains(line), "{line:?} is not in\n{file}");
    }
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 2);
    assert_eq!(file.matches("BEGIN:VCALENDAR").count(), 1);
}

#[test]
fn what_came_of_a_meeting_and_every_version_of_a_note_are_kept() {
    let said = |tries: &str| SchoolFact::MeetingHeld {
        meeting: "f0".to_owned(),
        said: MeetingSaid { saw: "They counted the lines.".to_owned(), tries: tries.to_owned() },
    };
    let noted = |text: &str| SchoolFact::IdeaNoted {
        idea: BigIdea::Variation,
        text: text.to_owned(),
        by: "Ms Reed".to_owned(),
        on: day("2026-11-17"),
    };
    let held = book(vec![
        ("t1", planned("2026-11-16")),
        ("t1", said("Fold first")),
        ("t1", said("Fold first, then draw")),
        ("t1", noted("One thing changes.")),
        ("t2", noted("One thing changes, and the class says which.")),
    ]);
    let meeting = held.meetings_by_day()[0];
    assert!(meeting.took_place(day("2026-11-16")));
    assert_eq!(meeting.said.as_ref().unwrap().tries, "Fold first, then draw");
    let versions: Vec<&str> =
        held.notes[&BigIdea::Variation].iter().map(|one| one.text.as_str()).collect();
    assert_eq!(versions, ["One thing changes.", "One thing changes, and the class says which."]);
}

#[test]
fn what_a_newer_program_wrote_is_passed_over() {
    let check = |text: &str| serde_json::from_str::<SchoolFact>(text).unwrap();
    assert_eq!(check(r#"{"kind":"sung-together","on":"2027-01-01"}"#), SchoolFact::Later);
    let audited =
        r#"{"kind":"audited","topic":"year-3/number","knows":"hums-it","on":"2027-01-01"}"#;
    let SchoolFact::Audited { knows, .. } = check(audited) else { panic!("an audit") };
    assert_eq!(knows, Knows::Later);
}

/// Rows: R91.
#[test]
fn what_makes_it_last_is_looked_at_again_after_a_year() {
    let signs = Signs::read(include_str!("../../../../data/what-lasts.toml")).unwrap();
    assert_eq!(signs.all.len(), 9);
    let seen = |on: &str| SchoolFact::LastsSeen {
        sign: "two-lead".to_owned(),
        evidence: "Mr Ode planned and led the second meeting.".to_owned(),
        by: "Ms Reed".to_owned(),
        on: day(on),
    };
    let check = |wrote: &[&str], stands: SignStands| {
        let held = book(wrote.iter().map(|on| ("t1", seen(on))).collect());
        let of = held.lasts.get("two-lead").map_or(&[][..], Vec::as_slice);
        assert_eq!(SignStands::of(of, day("2026-11-23")), stands);
    };
    check(&[], SignStands::NotLookedAt);
    check(&["2025-11-23"], SignStands::Seen(day("2025-11-23")));
    check(&["2025-11-22"], SignStands::LookAgain(day("2025-11-22")));
    check(&["2024-11-22", "2026-01-12"], SignStands::Seen(day("2026-01-12")));
    let twice = "[[sign]]\nslug = \"a\"\nsays = \"x\"\nlook = \"\"\n[[sign]]\nslug = \"a\"\nsays = \"x\"\nlook = \"y\"";
    assert_eq!(
        Signs::read(twice).unwrap_err(),
        ["the sign `a` lacks some of its words", "the sign `a` stands twice"]
    );
}
