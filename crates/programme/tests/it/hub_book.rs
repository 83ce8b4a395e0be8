//! A hub's book: what follows from its facts, what is late in it, and what is taken back.

use programme::{
    Action, Appointment, Books, Date, Entry, EntryKind, HubBook, HubFact, Late, Noted, Pence,
    Present, SchoolYear, Succession, TimeOfDay, Urn, What, late_in_hub,
};

use crate::rules::shipped;

const DEVELOPMENT: &str = "primary-development";
const ADVOCATES: &str = "secondary-development";

fn urn(number: u32) -> Urn {
    Urn::new(number).unwrap()
}

fn year() -> SchoolYear {
    "2021/22".parse().unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn happened(school: Urn, programme: &str, what: What, on: &str) -> HubFact {
    HubFact::Happened {
        urn: school,
        programme: programme.to_owned(),
        year: year(),
        what,
        on: day(on),
        note: String::new(),
    }
}

fn asked(action: Action, on: &str) -> HubFact {
    let programme = ADVOCATES.to_owned();
    HubFact::Asked { urn: urn(900_001), programme, year: year(), action, on: day(on) }
}

fn booked(on: &str) -> HubFact {
    let programme = "primary-embedding".to_owned();
    HubFact::VisitBooked { urn: urn(900_001), programme, year: year(), on: day(on) }
}

fn book(facts: Vec<HubFact>) -> HubBook {
    let noted = facts.into_iter().enumerate();
    let noted = noted.map(|(at, fact)| Noted { id: format!("f{at}"), fact });
    HubBook::fold("North", noted.collect())
}

fn late(book: &HubBook, on: &str) -> Vec<Action> {
    let (programmes, lines) = (shipped(), Succession::default());
    let books = Books {
        programmes: &programmes,
        rules: &book.claim_rules,
        facts: &book.facts,
        lines: &lines,
        ledger: &book.ledger,
        on: day(on),
    };
    let rows: Vec<Late> = late_in_hub(book, &programmes, &lines, &books, year(), day(on));
    rows.into_iter().map(|row| row.action).collect()
}

/// Rows in part: R69, R84, R102.
#[test]
fn a_school_that_was_asked_or_whose_visit_is_booked_is_left_in_peace() {
    let signed_up = || happened(urn(900_001), ADVOCATES, What::SignedUp, "2021-05-20");
    let started = || happened(urn(900_001), "primary-embedding", What::Started, "2021-10-05");
    let there = || happened(urn(900_001), "primary-embedding", What::Attended, "2022-05-20");
    for (facts, on, expected) in [
        (vec![signed_up()], "2021-06-30", vec![]),
        (vec![signed_up()], "2021-07-01", vec![Action::ChaseTheHead]),
        (vec![signed_up(), asked(Action::ChaseTheHead, "2021-07-01")], "2021-07-07", vec![]),
        (
            vec![signed_up(), asked(Action::ChaseTheHead, "2021-07-01")],
            "2021-07-08",
            vec![Action::ChaseTheHead],
        ),
        (vec![started(), there()], "2022-06-01", vec![Action::BookTheVisit, Action::AskToGoOn]),
        (vec![started(), there(), booked("2022-06-14")], "2022-06-14", vec![Action::AskToGoOn]),
        (
            vec![started(), there(), booked("2022-06-14")],
            "2022-06-15",
            vec![Action::WriteTheVisit, Action::AskToGoOn],
        ),
        (
            vec![started(), there(), booked("2022-06-14"), booked("2022-06-20")],
            "2022-06-15",
            vec![Action::AskToGoOn],
        ),
    ] {
        assert_eq!(late(&book(facts.clone()), on), expected, "{facts:?} on {on}");
    }
}

/// Rows in part: R61, R102.
#[test]
fn a_school_of_which_nothing_is_recorded_for_half_a_term_is_rung() {
    let school = urn(900_001);
    let started = || happened(school, DEVELOPMENT, What::Started, "2021-10-05");
    let attended = || happened(school, DEVELOPMENT, What::Attended, "2021-11-10");
    let ended = |what| happened(school, DEVELOPMENT, what, "2022-07-05");
    for (facts, on, expected) in [
        (vec![started()], "2021-11-18", vec![]),
        (vec![started()], "2021-11-19", vec![Action::RingTheSchool]),
        (vec![started(), attended()], "2021-12-24", vec![]),
        (vec![started(), attended()], "2021-12-25", vec![Action::RingTheSchool]),
        (vec![started(), ended(What::Left)], "2022-07-10", vec![]),
        (
            vec![started(), ended(What::Completed)],
            "2022-07-10",
            vec![Action::BookTheVisit, Action::AskToGoOn],
        ),
        (
            vec![started(), attended()],
            "2022-07-10",
            vec![Action::BookTheVisit, Action::AskToGoOn, Action::SayWhetherCompleted],
        ),
    ] {
        assert_eq!(late(&book(facts.clone()), on), expected, "{facts:?} on {on}");
    }
}

#[test]
fn what_is_taken_back_counts_no_longer_and_a_later_kind_stops_nothing() {
    let back = |fact: &str| HubFact::TakenBack { fact: fact.to_owned() };
    let one = || happened(urn(900_001), DEVELOPMENT, What::SignedUp, "2021-05-20");
    for (facts, n_facts) in [
        (vec![one(), one()], 2),
        (vec![one(), one(), back("f0")], 1),
        (vec![one(), back("f0"), back("f1")], 0),
        (vec![HubFact::Later, one(), back("f9")], 1),
    ] {
        assert_eq!(book(facts.clone()).facts.all().count(), n_facts, "{facts:?}");
    }
    let later: HubFact = toml::from_str("kind = \"of-a-newer-program\"\nn = 1").unwrap();
    assert_eq!(later, HubFact::Later);
}

#[test]
fn days_are_counted_over_months_and_leap_years() {
    for (later, earlier, days) in [
        ("2022-03-01", "2022-02-28", 1),
        ("2024-03-01", "2024-02-28", 2),
        ("2022-01-01", "2021-12-31", 1),
        ("2021-12-31", "2022-01-01", -1),
        ("2025-09-01", "2021-09-01", 1_461),
        ("2022-05-05", "2022-05-05", 0),
    ] {
        assert_eq!(day(later).days_since(day(earlier)), days, "{later} {earlier}");
    }
}

#[test]
fn facts_taken_in_later_give_the_book_that_the_whole_would() {
    let one = |number: u32, what: What, on: &str| happened(urn(number), DEVELOPMENT, what, on);
    let session = HubFact::SessionPlanned {
        programme: DEVELOPMENT.to_owned(),
        year: year(),
        group: 0,
        theme: "Parts of a whole".to_owned(),
        at: Appointment {
            on: day("2021-11-05"),
            starts: TimeOfDay::read("13:30").unwrap(),
            ends: TimeOfDay::read("16:00").unwrap(),
            place: "Quarry Primary".to_owned(),
            is_online: false,
        },
    };
    let there = |number: u32| Present { urn: urn(number), people: Vec::new() };
    let money = |on: &str| HubFact::Money {
        entry: Entry {
            urn: urn(900_001),
            programme: DEVELOPMENT.to_owned(),
            year: year(),
            kind: EntryKind::Claimed,
            pence: Pence(100),
            on: day(on),
            reference: on.to_owned(),
            why: None,
        },
    };
    let facts = vec![
        one(900_001, What::SignedUp, "2021-05-20"),
        one(900_002, What::SignedUp, "2021-05-21"),
        session,
        money("2022-06-02"),
        one(900_001, What::Started, "2021-10-05"),
        HubFact::RegisterTaken {
            session: "f2".to_owned(),
            present: vec![there(900_001), there(900_002)],
        },
        money("2022-06-01"),
        asked(Action::ChaseTheHead, "2021-06-01"),
        one(900_002, What::Completed, "2022-07-01"),
    ];
    let whole = book(facts.clone());
    assert_eq!(whole.facts.all().count(), 7, "two starts, two attended, of one session");
    let noted = |(at, fact): (usize, HubFact)| Noted { id: format!("f{at}"), fact };
    for split in 0..=facts.len() {
        let mut all: Vec<Noted> = facts.clone().into_iter().enumerate().map(noted).collect();
        let later = all.split_off(split);
        let mut made = HubBook::fold("North", all);
        made.take_more("North", later).unwrap();
        assert_eq!(made, whole, "split at {split}");
    }
    let back = HubFact::TakenBack { fact: "f0".to_owned() };
    let mut made = whole.clone();
    let given_back = made.take_more("North", vec![noted((9, back.clone()))]);
    assert_eq!(given_back, Err(vec![noted((9, back))]), "the whole must be folded again");
    assert_eq!(made, whole, "and nothing was changed");
}
