//! What comes up late by itself through the years: who goes on, who takes over, what became of it, who has not met.

use programme::{
    Action, Applied, Appointment, AskedAgain, AskedBy, Books, Date, Evidence, Exchange,
    ExchangeStep, Group, HEADTEACHER, HeadStep, HubBook, HubFact, Late, Noted, Present, RoundStep,
    SchoolYear, Succession, Support, TimeOfDay, Urn, What, headteacher_did, hours, late_in_hub,
    quiet_groups, round_days, support_so_far, to_tell,
};

use crate::rules::shipped;

const DEVELOPMENT: &str = "primary-development";

fn urn(number: u32) -> Urn {
    Urn::new(number).unwrap()
}

fn year(text: &str) -> SchoolYear {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn happened(number: u32, of: &str, what: What, on: &str) -> HubFact {
    HubFact::Happened {
        urn: urn(number),
        programme: DEVELOPMENT.to_owned(),
        year: year(of),
        what,
        on: day(on),
        note: String::new(),
    }
}

fn book(facts: Vec<HubFact>) -> HubBook {
    let noted = facts.into_iter().enumerate();
    HubBook::fold("North", noted.map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect())
}

/// What is late of one kind.
fn late(book: &HubBook, action: Action, of: &str, on: &str) -> Vec<String> {
    let (programmes, lines) = (shipped(), Succession::default());
    let books = Books {
        programmes: &programmes,
        rules: &book.claim_rules,
        facts: &book.facts,
        lines: &lines,
        ledger: &book.ledger,
        on: day(on),
    };
    let rows: Vec<Late> = late_in_hub(book, &programmes, &lines, &books, year(of), day(on));
    let rows = rows.into_iter().filter(|row| row.action == action);
    rows.map(|row| format!("{}: {}", row.urn, row.says)).collect()
}

/// Rows: R61.
#[test]
fn at_the_end_of_the_year_each_school_is_asked_once_whether_it_goes_on() {
    let started = || happened(900_001, "2021/22", What::Started, "2021-10-05");
    let asked = |on: &str| HubFact::Asked {
        urn: urn(900_001),
        programme: DEVELOPMENT.to_owned(),
        year: year("2021/22"),
        action: Action::AskToGoOn,
        on: day(on),
    };
    let next = |what: What| happened(900_001, "2022/23", what, "2022-05-20");
    for (facts, on, n) in [
        (vec![started()], "2022-05-31", 0),
        (vec![started()], "2022-06-01", 1),
        (vec![started()], "2022-08-31", 1),
        (vec![started()], "2022-09-01", 0),
        (vec![started(), asked("2022-06-02")], "2022-07-20", 0),
        (vec![started(), next(What::SignedUp)], "2022-06-01", 0),
        (vec![started(), next(What::Interested)], "2022-06-01", 1),
        (vec![started(), happened(900_001, "2021/22", What::Left, "2022-02-01")], "2022-06-01", 0),
        (vec![happened(900_001, "2021/22", What::SignedUp, "2021-05-01")], "2022-06-01", 0),
        (
            vec![started(), happened(900_001, "2021/22", What::Completed, "2022-05-30")],
            "2022-06-01",
            1,
        ),
    ] {
        let found = late(&book(facts.clone()), Action::AskToGoOn, "2021/22", on);
        assert_eq!(found.len(), n, "{facts:?} on {on}: {found:?}");
    }
}

/// Rows in part: R55, R102.
#[test]
fn who_leaves_is_late_until_somebody_is_named_and_the_names_before_stay() {
    let named = |people: &[&str], on: &str| HubFact::PeopleNamed {
        urn: urn(900_001),
        programme: DEVELOPMENT.to_owned(),
        year: year("2021/22"),
        people: people.iter().map(|&name| name.to_owned()).collect(),
        on: day(on),
    };
    let leaves = |name: &str, on: &str| HubFact::PersonLeaves {
        urn: urn(900_001),
        programme: DEVELOPMENT.to_owned(),
        year: year("2021/22"),
        name: name.to_owned(),
        on: day(on),
    };
    let two = || named(&["Ms Pell", "Mr Dean"], "2021-09-01");
    for (facts, says) in [
        (vec![two()], None),
        (
            vec![two(), leaves("Ms Pell", "2021-12-17")],
            Some("Ms Pell takes part until 17 December 2021"),
        ),
        (vec![two(), leaves("Mrs Ode", "2021-12-17")], None),
        (
            vec![
                two(),
                leaves("Ms Pell", "2021-12-17"),
                named(&["Mrs Ode", "Mr Dean"], "2021-12-01"),
            ],
            None,
        ),
        (
            vec![two(), leaves("Ms Pell", "2021-12-17"), leaves("Mr Dean", "2021-11-30")],
            Some("Mr Dean takes part until 30 November 2021"),
        ),
    ] {
        let found = late(&book(facts.clone()), Action::NameWhoTakesOver, "2021/22", "2021-11-20");
        assert_eq!(found.len(), usize::from(says.is_some()), "{facts:?}");
        assert!(says.is_none_or(|says| found[0].contains(says)), "{found:?}");
    }
    let held = book(vec![two(), named(&["Mrs Ode", "Mr Dean"], "2021-12-01")]);
    assert_eq!(held.people.values().next().unwrap().len(), 2, "the names before stay");
}

fn exchange(on: &str) -> Exchange {
    Exchange {
        programme: DEVELOPMENT.to_owned(),
        year: year("2020/21"),
        host: urn(900_001),
        guest: urn(900_002),
        on: day(on),
        people: Vec::new(),
        looked_at: "How a strip is cut".to_owned(),
        claim: "Every class cuts it unequally too".to_owned(),
        evidence: Evidence::PupilsWork,
        shown_by: "Copies without names".to_owned(),
    }
}

/// Rows in part: R71.
#[test]
fn what_one_school_took_from_another_is_asked_of_a_year_and_two_years_later() {
    let made = |on: &str| {
        let step = ExchangeStep::Made { exchange: exchange(on) };
        HubFact::Exchange { step }
    };
    let again = |on: &str| {
        let again =
            AskedAgain { on: day(on), by: "Ms Near".to_owned(), found: "Still so".to_owned() };
        HubFact::Exchange { step: ExchangeStep::AskedAgain { exchange: "f0".to_owned(), again } }
    };
    for (facts, of, on, due) in [
        (vec![made("2020-11-10")], "2021/22", "2021-11-09", None),
        (vec![made("2020-11-10")], "2021/22", "2021-11-10", Some("10 November 2021")),
        (vec![made("2020-11-10")], "2020/21", "2021-11-10", None),
        (vec![made("2020-11-10"), again("2021-10-01")], "2021/22", "2021-11-10", None),
        (
            vec![made("2020-11-10"), again("2021-05-01")],
            "2021/22",
            "2021-11-10",
            Some("10 November 2021"),
        ),
        (
            vec![made("2020-11-10"), again("2021-11-12")],
            "2022/23",
            "2022-11-10",
            Some("10 November 2022"),
        ),
        (
            vec![made("2020-11-10"), again("2021-11-12"), again("2022-11-12")],
            "2022/23",
            "2023-02-01",
            None,
        ),
        (vec![made("2020-02-29")], "2020/21", "2021-02-28", Some("28 February 2021")),
    ] {
        let found = late(&book(facts.clone()), Action::AskAgain, of, on);
        assert_eq!(found.len(), usize::from(due.is_some()), "{facts:?} on {on}: {found:?}");
        assert!(due.is_none_or(|due| found[0].ends_with(due)), "{found:?}");
        assert!(found.iter().all(|row| row.starts_with("900002")), "the guest is asked");
    }
}

fn session(programme: &str, group: u32, on: &str) -> HubFact {
    HubFact::SessionPlanned {
        programme: programme.to_owned(),
        year: year("2021/22"),
        group,
        theme: "Parts of a whole".to_owned(),
        at: Appointment {
            on: day(on),
            starts: TimeOfDay::read("13:30").unwrap(),
            ends: TimeOfDay::read("16:00").unwrap(),
            place: "Quarry Primary".to_owned(),
            is_online: false,
        },
    }
}

fn drawn(programme: &str, n_schools: u32) -> HubFact {
    let group = Group {
        id: 1,
        urns: (1..=n_schools).map(|last| (900_000 + last).to_string()).collect(),
        lead: Some("Ms Near".to_owned()),
        metres: 0,
        reasons: Vec::new(),
        kept: Vec::new(),
        lead_by_hand: false,
        goes_on_from: Vec::new(),
    };
    HubFact::GroupsDrawn {
        programme: programme.to_owned(),
        year: year("2021/22"),
        groups: vec![group],
        unplaced: Vec::new(),
        changed: None,
        from: None,
    }
}

/// Rows: R102.
#[test]
fn a_group_without_a_session_for_a_term_is_told_of() {
    let of = |group: u32, on: &str| session(DEVELOPMENT, group, on);
    let off = || HubFact::SessionCalledOff { session: "f1".to_owned(), why: "snow".to_owned() };
    for (sessions, on, says) in [
        (vec![], "2021-11-30", None),
        (vec![], "2021-12-01", Some("no session of 2021/22 is recorded")),
        (vec![of(1, "2021-10-05")], "2022-01-03", None),
        (vec![of(1, "2021-10-05")], "2022-01-04", Some("its last session was on 5 October 2021")),
        (vec![of(0, "2021-10-05")], "2022-01-03", None),
        (vec![of(2, "2021-10-05")], "2021-12-01", Some("no session of 2021/22 is recorded")),
        (vec![of(1, "2021-10-05"), of(1, "2022-02-01")], "2022-01-20", None),
        (vec![of(1, "2021-11-05"), off()], "2021-12-01", Some("no session of 2021/22 is recorded")),
        (vec![of(1, "2022-02-01")], "2022-07-09", Some("its last session was on 1 February 2022")),
        (vec![of(1, "2022-02-01")], "2022-07-10", None),
        (vec![], "2022-09-30", None),
    ] {
        let mut facts = vec![drawn(DEVELOPMENT, 6)];
        facts.extend(sessions);
        let found = quiet_groups(&book(facts.clone()), year("2021/22"), day(on));
        let found: Vec<String> = found.iter().map(programme::QuietGroup::says).collect();
        assert_eq!(found, says.into_iter().collect::<Vec<_>>(), "{facts:?} on {on}");
    }
}

/// Rows: R67, R85.
#[test]
fn an_embedding_group_and_a_secondary_group_meet_through_the_year() {
    for (programme, n_schools) in [
        ("primary-embedding", 6),
        ("secondary-development", 5),
        ("secondary-embedding-and-sustaining", 5),
    ] {
        let days = ["2021-10-05", "2021-12-07", "2022-02-08", "2022-04-26", "2022-06-21"];
        let mut facts = vec![drawn(programme, n_schools)];
        facts.extend(days.map(|on| session(programme, 1, on)));
        for at in 1..=days.len() {
            let there = |last| Present { urn: urn(900_000 + last), people: Vec::new() };
            // The third school misses the third session.
            let present = (1..=n_schools).filter(|last| (at, *last) != (3, 3)).map(there).collect();
            facts.push(HubFact::RegisterTaken { session: format!("f{at}"), present });
        }
        let held = book(facts);
        let count = |number: u32, what: What| {
            let own = held.facts.all().filter(|fact| fact.urn == urn(number) && fact.what == what);
            own.filter(|fact| fact.programme == programme).count()
        };
        for (number, attended) in [(900_001, 5), (900_003, 4)] {
            assert_eq!(count(number, What::Attended), attended, "{programme} {number}");
            assert_eq!(count(number, What::Started), 1, "{programme}: the first one is the start");
        }
        for on in ["2021-12-20", "2022-03-01", "2022-06-30"] {
            assert!(quiet_groups(&held, year("2021/22"), day(on)).is_empty(), "{programme} {on}");
        }
    }
}

/// Rows in part: R68, R85.
#[test]
fn support_is_added_up_for_a_school_and_programme_against_what_the_hub_gives() {
    let gave = |number: u32, minutes: u16, on: &str| HubFact::Supported {
        urn: urn(number),
        programme: "secondary-development".to_owned(),
        year: year("2021/22"),
        support: Support {
            on: day(on),
            by: "Mr Abernathy".to_owned(),
            minutes,
            purpose: "Planned with the department".to_owned(),
        },
    };
    let set = |hours: u16| HubFact::SupportHoursSet {
        programme: "secondary-development".to_owned(),
        year: year("2021/22"),
        hours,
    };
    for (facts, says) in [
        (vec![], "0 min"),
        (vec![gave(900_001, 45, "2021-11-02")], "45 min"),
        (vec![gave(900_001, 90, "2021-11-02"), gave(900_002, 600, "2021-11-02")], "1 h 30 min"),
        (
            vec![set(12), gave(900_001, 90, "2021-11-02"), gave(900_001, 90, "2022-01-02")],
            "3 h of 12 h",
        ),
        (vec![set(12), set(0), gave(900_001, 60, "2021-11-02")], "1 h"),
    ] {
        let held = book(facts.clone());
        let line = [urn(900_001)].into();
        let found = support_so_far(&held, &line, "secondary-development", year("2021/22"));
        assert_eq!(found.in_words(), says, "{facts:?}");
        assert!(found.each.is_sorted_by(|a, b| a.support.on >= b.support.on), "the latest first");
    }
    assert_eq!(hours(0), "0 min");
}

/// Rows in part: R64.
#[test]
fn the_headteacher_is_told_apart_from_a_head_of_department() {
    let visit = |who: &str| HubFact::VisitMade {
        urn: urn(900_001),
        programme: DEVELOPMENT.to_owned(),
        year: year("2021/22"),
        visit: programme::Visit {
            on: day("2021-11-02"),
            by: "Ms Near".to_owned(),
            note: "Watched Year 3".to_owned(),
            actions: vec![programme::VisitAction {
                what: "An hour together".to_owned(),
                who: who.to_owned(),
                by: None,
            }],
        },
    };
    for (who, n) in [
        ("Headteacher", 1),
        ("the headteacher", 1),
        (" Head teacher ", 1),
        ("head", 1),
        ("Head of department", 0),
        ("Ms Head", 0),
        ("Deputy headteacher", 0),
    ] {
        let held = book(vec![visit(who)]);
        assert_eq!(headteacher_did(&held, &[urn(900_001)].into()).len(), n, "{who}");
    }
    let there = |number: u32| Present { urn: urn(number), people: vec![HEADTEACHER.to_owned()] };
    let facts = vec![
        session(DEVELOPMENT, 0, "2021-10-05"),
        HubFact::RegisterTaken { session: "f0".to_owned(), present: vec![there(900_001)] },
    ];
    let held = book(facts);
    let did = headteacher_did(&held, &[urn(900_001)].into());
    assert_eq!(did[0].what, HeadStep::AtSession { theme: "Parts of a whole" });
    assert!(headteacher_did(&held, &[urn(900_002)].into()).is_empty());
}

/// Rows in part: R54, R79.
#[test]
fn who_asked_is_to_be_told_while_the_round_is_open_once_and_not_who_applied_or_took_it_back() {
    let asked = |number: u32, of: &str| HubFact::InterestShown {
        urn: urn(number),
        programme: DEVELOPMENT.to_owned(),
        year: year(of),
        role: Some(AskedBy::Headteacher),
        contact: "office@school.test".to_owned(),
        address: None,
        on: day("2021-02-01"),
    };
    let round = |step: RoundStep| HubFact::Round {
        programme: DEVELOPMENT.to_owned(),
        year: year("2021/22"),
        step,
    };
    let open = || round(round_days(year("2021/22"), day("2021-03-01"), day("2021-05-31")).unwrap());
    let told = || round(RoundStep::Told { on: day("2021-03-02") });
    let ended = || HubFact::InterestEnded { interest: "f0".to_owned(), on: day("2021-02-20") };
    let applied = |number: u32| {
        let applied = Applied {
            urn: urn(number),
            programme: DEVELOPMENT.to_owned(),
            year: year("2021/22"),
            by: "Ms Aldous".to_owned(),
            role: AskedBy::Headteacher,
            address: String::new(),
            on: day("2021-03-01"),
        };
        HubFact::Applied { applied }
    };
    let first = || asked(900_001, "2021/22");
    for (facts, on, n) in [
        (vec![first()], "2021-03-05", 0),
        (vec![first(), open()], "2021-02-28", 0),
        (vec![first(), open()], "2021-03-01", 1),
        (vec![first(), open()], "2021-05-31", 1),
        (vec![first(), open()], "2021-06-01", 0),
        (vec![asked(900_001, "2020/21"), open()], "2021-03-05", 1),
        (vec![asked(900_001, "2022/23"), open()], "2021-03-05", 0),
        (vec![first(), open(), told()], "2021-03-05", 0),
        (vec![first(), open(), told(), asked(900_002, "2021/22")], "2021-03-05", 1),
        (vec![first(), open(), ended()], "2021-03-05", 0),
        (vec![first(), open(), applied(900_001)], "2021-03-05", 0),
    ] {
        let held = book(facts.clone());
        let lines = Succession::default();
        let found = to_tell(&held, &lines, (DEVELOPMENT, year("2021/22")), day(on));
        assert_eq!(found.len(), n, "{facts:?} on {on}");
        if held.interest[0].ended.is_some() {
            assert_eq!(held.interest[0].contact, "", "an address that was taken back is nowhere");
        }
    }
}
