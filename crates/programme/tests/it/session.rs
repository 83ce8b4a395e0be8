//! Sessions: what follows for schools from who was there, what moves and is called off, and the calendar file.

use programme::{
    Appointment, Date, HubBook, HubFact, Noted, Present, Said, SchoolYear, Session, TimeOfDay, Urn,
    What,
};
use proptest::prelude::*;

const DEVELOPMENT: &str = "primary-development";

fn urn(number: u32) -> Urn {
    Urn::new(number).unwrap()
}

fn year() -> SchoolYear {
    "2021/22".parse().unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn at(on: &str, place: &str) -> Appointment {
    Appointment {
        on: day(on),
        starts: TimeOfDay::read("13:30").unwrap(),
        ends: TimeOfDay::read("16:00").unwrap(),
        place: place.to_owned(),
        is_online: place.is_empty(),
    }
}

fn planned(on: &str) -> HubFact {
    HubFact::SessionPlanned {
        programme: DEVELOPMENT.to_owned(),
        year: year(),
        group: 1,
        theme: "Number lines, and what a part is".to_owned(),
        at: at(on, "Mill Lane"),
    }
}

fn present(number: u32, people: &[&str]) -> Present {
    Present { urn: urn(number), people: people.iter().map(|&name| name.to_owned()).collect() }
}

fn taken(present: Vec<Present>) -> HubFact {
    HubFact::RegisterTaken { session: "f0".to_owned(), present }
}

fn book(facts: Vec<HubFact>) -> HubBook {
    let noted = facts.into_iter().enumerate();
    HubBook::fold("North", noted.map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect())
}

fn told(book: &HubBook) -> Vec<(u32, What, String)> {
    let all = book.facts.all();
    all.map(|fact| (fact.urn.number(), fact.what, fact.on.to_string())).collect()
}

/// Rows in part: R59.
#[test]
fn who_was_at_a_session_attended_and_the_first_one_is_the_start() {
    let two = vec![present(900_001, &["Ms Pell", "Mr Dean"]), present(900_002, &[])];
    let book = book(vec![
        planned("2021-10-05"),
        taken(two),
        planned("2021-11-16"),
        HubFact::RegisterTaken {
            session: "f2".to_owned(),
            present: vec![present(900_001, &["Ms Pell"])],
        },
    ]);
    let (first, second) = ("2021-10-05".to_owned(), "2021-11-16".to_owned());
    let expected = [
        (900_001, What::Started, first.clone()),
        (900_002, What::Started, first.clone()),
        (900_001, What::Attended, first.clone()),
        (900_002, What::Attended, first),
        (900_001, What::Attended, second),
    ];
    assert_eq!(told(&book), expected);
    let hub = book.facts.all().map(|fact| fact.hub.as_deref());
    assert!(hub.into_iter().all(|hub| hub == Some("North")));
}

#[test]
fn a_start_that_is_recorded_is_not_made_again() {
    let start = HubFact::Happened {
        urn: urn(900_001),
        programme: DEVELOPMENT.to_owned(),
        year: year(),
        what: What::Started,
        on: day("2021-09-20"),
        note: String::new(),
    };
    let book = book(vec![planned("2021-10-05"), start, taken(vec![present(900_001, &[])])]);
    let whats: Vec<What> = book.facts.all().map(|fact| fact.what).collect();
    assert_eq!(whats, [What::Started, What::Attended]);
}

#[test]
fn a_register_taken_again_replaces_the_first_and_nothing_follows_from_one_taken_back() {
    let wrong = taken(vec![present(900_001, &[]), present(900_002, &[])]);
    let right = taken(vec![present(900_002, &[])]);
    let again = book(vec![planned("2021-10-05"), wrong.clone(), right]);
    assert!(again.facts.all().all(|fact| fact.urn == urn(900_002)));
    let back = HubFact::TakenBack { fact: "f1".to_owned() };
    let none = book(vec![planned("2021-10-05"), wrong.clone(), back]);
    assert!(none.facts.all().next().is_none());
    assert!(none.sessions.get("f0").unwrap().waits_for_its_register(day("2021-10-05")));
    let unplanned = HubFact::TakenBack { fact: "f0".to_owned() };
    let gone = book(vec![planned("2021-10-05"), wrong, unplanned]);
    assert!(gone.sessions.all().is_empty() && gone.facts.all().next().is_none());
}

#[test]
fn a_session_that_moves_keeps_its_days_and_one_called_off_waits_for_nothing() {
    let moved = HubFact::SessionMoved { session: "f0".to_owned(), at: at("2021-10-12", "") };
    let off = HubFact::SessionCalledOff { session: "f0".to_owned(), why: "snow".to_owned() };
    let held = book(vec![planned("2021-10-05"), moved.clone()]);
    let session = held.sessions.get("f0").unwrap();
    assert_eq!((session.at.on, &*session.before), (day("2021-10-12"), &[day("2021-10-05")][..]));
    assert_eq!(session.at.in_words(), "Tuesday 12 October 2021, 13:30 to 16:00, online");
    for (on, waits) in [("2021-10-11", false), ("2021-10-12", true)] {
        assert_eq!(session.waits_for_its_register(day(on)), waits, "{on}");
    }
    let held = book(vec![planned("2021-10-05"), off.clone()]);
    assert!(!held.sessions.get("f0").unwrap().waits_for_its_register(day("2021-12-01")));
    let on_again = book(vec![planned("2021-10-05"), off, moved]);
    assert_eq!(on_again.sessions.get("f0").unwrap().called_off, None);
}

/// Rows in part: R60.
#[test]
fn what_was_said_and_what_is_tried_next_is_kept_with_the_session() {
    let said = Said {
        lesson: "Thirds of a strip, Year 3".to_owned(),
        keep: "The strip cut unequally, because it was argued about".to_owned(),
        change: "Ask before the glow".to_owned(),
        task: "Teach it, and bring five answers without names".to_owned(),
    };
    let noted = HubFact::SessionNoted { session: "f0".to_owned(), said: said.clone() };
    let held = book(vec![planned("2021-10-05"), noted]);
    assert_eq!(held.sessions.get("f0").unwrap().said, Some(said));
}

fn session(theme: &str) -> Session {
    let held = book(vec![planned("2021-10-05")]);
    let mut session = held.sessions.get("f0").unwrap().clone();
    session.theme = theme.to_owned();
    session
}

#[test]
fn a_session_is_one_event_of_a_calendar_that_moves_and_is_called_off() {
    let stamp = day("2021-09-01");
    let mut one = session("Plan; teach, discuss");
    let file = one.calendar("Primary Development, group 1", stamp);
    for line in [
        "UID:f0@tenframe\r\n",
        "SEQUENCE:0\r\nSTATUS:CONFIRMED\r\n",
        "DTSTART;TZID=Europe/London:20211005T133000\r\n",
        "DTEND;TZID=Europe/London:20211005T160000\r\n",
        "SUMMARY:Primary Development\\, group 1\r\n",
        "LOCATION:Mill Lane\r\n",
        "DESCRIPTION:Plan\\; teach\\, discuss\r\n",
    ] {
        assert!(file.contains(line), "{line:?} is not in\n{file}");
    }
    one.called_off = Some("snow".to_owned());
    one.n_changes = 1;
    let file = one.calendar("Group 1", stamp);
    assert!(file.contains("SEQUENCE:1\r\nSTATUS:CANCELLED\r\n"), "{file}");
    assert!(file.contains("DESCRIPTION:Called off: snow\\nPlan\\; teach\\, discuss\r\n"), "{file}");
}

proptest! {
    #[test]
    fn no_line_of_a_calendar_is_long_and_no_letter_is_lost(theme in "[a-z £€é,;\\\\]{0,300}") {
        let file = session(&theme).calendar("Group 1", day("2021-09-01"));
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
        let whole = file.replace("\r\n ", "");
        let value = whole.lines().find_map(|line| line.strip_prefix("DESCRIPTION:")).unwrap();
        let read = value.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        prop_assert_eq!(read, theme);
    }
}

#[test]
fn a_time_is_read_as_browsers_and_people_write_it() {
    for (text, read) in [("13:30", "13:30"), ("9:05", "09:05"), (" 08:00:00 ", "08:00")] {
        assert_eq!(TimeOfDay::read(text).unwrap().to_string(), read, "{text}");
    }
    for text in ["", "24:00", "13:60", "13.30", "1330", "13:3", "-1:30", "13:30:01", "+9:30"] {
        TimeOfDay::read(text).unwrap_err();
    }
}
