//! Places go to those who applied first; the others wait; nobody stands on the list twice.

use programme::{Date, Facts, Link, PlaceState, Recruitment, Succession, Urn, recruit};
use proptest::prelude::*;

use crate::rules::shipped;

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn list(rows: &str, places: usize, on: &str) -> Recruitment {
    let row = |row: &str| {
        let (urn, rest) = row.trim().split_once(' ').unwrap();
        let (what, on) = rest.split_once(' ').unwrap();
        format!("{urn},primary-development,2021/22,{what},{on}\n")
    };
    let text: String = rows.lines().filter(|line| !line.trim().is_empty()).map(row).collect();
    let read =
        Facts::read(format!("urn,programme,year,what,on\n{text}").as_bytes(), &shipped()).unwrap();
    assert_eq!(read.problems, []);
    let number = |last: u32| Urn::new(900_000 + last).unwrap();
    let link =
        Link { from: number(1), to: number(11), is_split: false, on: Some(day("31-05-2021")) };
    let lines = Succession::of(&[link], None);
    recruit(
        &read.facts,
        &lines,
        ("primary-development", "2021/22".parse().unwrap()),
        places,
        day(on),
    )
}

/// The list as a hub would write it down, and the places left.
fn noted(found: &Recruitment) -> (Vec<String>, usize) {
    let line = |each: &programme::Application| format!("{} {:?}", each.urn, each.place);
    (found.applications.iter().map(line).collect(), found.places_left)
}

const ROWS: &str = "
    900003 signed-up 03-05-2021
    900001 signed-up 01-05-2021
    900002 signed-up 02-05-2021
    900004 signed-up 04-05-2021
    900005 interested 01-04-2021
";

/// Rows in part: R52, R53.
#[test]
fn places_go_to_those_who_applied_first_and_the_others_wait() {
    for (more, places, expected, left) in [
        ("", 6, ["900011 Offered", "900002 Offered", "900003 Offered", "900004 Offered"], 2),
        ("", 2, ["900011 Offered", "900002 Offered", "900003 Waiting(1)", "900004 Waiting(2)"], 0),
        // A confirmed place is kept, whoever applied before.
        (
            "900004 place-confirmed 01-06-2021",
            2,
            ["900011 Offered", "900002 Waiting(1)", "900003 Waiting(2)", "900004 Confirmed"],
            0,
        ),
        // Who withdraws makes room.
        (
            "900001 left 02-06-2021",
            2,
            ["900011 Withdrawn", "900002 Offered", "900003 Offered", "900004 Waiting(1)"],
            0,
        ),
        (
            "900002 place-confirmed 01-06-2021\n900002 left 02-06-2021",
            2,
            ["900011 Offered", "900002 Withdrawn", "900003 Offered", "900004 Waiting(1)"],
            0,
        ),
        // Who is not offered a place makes room, and may apply again.
        (
            "900001 declined 02-06-2021",
            2,
            ["900011 Declined", "900002 Offered", "900003 Offered", "900004 Waiting(1)"],
            0,
        ),
        (
            "900001 declined 02-06-2021\n900011 signed-up 03-06-2021",
            2,
            ["900011 Offered", "900002 Offered", "900003 Waiting(1)", "900004 Waiting(2)"],
            0,
        ),
        // More confirmed than there are places: nobody loses one, and none is left.
        (
            "900003 place-confirmed 01-06-2021\n900004 started 05-10-2021",
            1,
            ["900011 Waiting(1)", "900002 Waiting(2)", "900003 Confirmed", "900004 Confirmed"],
            0,
        ),
        (
            "",
            0,
            ["900011 Waiting(1)", "900002 Waiting(2)", "900003 Waiting(3)", "900004 Waiting(4)"],
            0,
        ),
    ] {
        let found = list(&format!("{ROWS}{more}"), places, "31-12-2021");
        assert_eq!(noted(&found), (expected.map(str::to_owned).to_vec(), left), "{more} {places}");
    }
}

/// Rows in part: R52.
#[test]
fn a_school_that_applies_twice_stands_once_and_it_is_said() {
    for (rows, on, applied_on, remark) in [
        (
            "900002 signed-up 02-05-2021\n900002 signed-up 09-05-2021",
            "31-12-2021",
            "2021-05-02",
            "applied again on 9 May 2021",
        ),
        (
            "900001 signed-up 02-05-2021\n900011 signed-up 09-06-2021",
            "31-12-2021",
            "2021-05-02",
            "applied as 900001 and again as 900011 on 9 June 2021",
        ),
        (
            "900001 signed-up 02-05-2021",
            "31-12-2021",
            "2021-05-02",
            "applied as 900001, which is 900011 now",
        ),
        ("900001 signed-up 02-05-2021", "31-05-2021", "2021-05-02", ""),
    ] {
        let found = list(rows, 6, on);
        assert_eq!(found.applications.len(), 1, "{rows}");
        assert_eq!(found.applications[0].applied_on.to_string(), applied_on);
        assert_eq!(found.applications[0].remarks.join("; "), remark);
        assert_eq!(found.places_left, 5);
    }
}

proptest! {
    #[test]
    fn places_are_given_once_and_nobody_waits_while_one_is_left(
        events in prop::collection::vec((1..9_u32, 0..3_usize, 1..28_u8), 0..20), places in 0..7_usize,
    ) {
        let what = ["signed-up", "place-confirmed", "left"];
        let rows: Vec<String> = events
            .iter()
            .map(|(urn, at, day)| format!("{} {} {day}-06-2021", 900_000 + urn, what[*at]))
            .collect();
        let found = list(&rows.join("\n"), places, "31-12-2021");
        let count = |wanted: PlaceState| found.applications.iter().filter(|each| each.place == wanted).count();
        let (held, offered) = (count(PlaceState::Confirmed), count(PlaceState::Offered));
        prop_assert!(offered + found.places_left <= places.saturating_sub(held));
        let n_waiting = found.applications.iter().filter(|each| matches!(each.place, PlaceState::Waiting(_))).count();
        prop_assert!(n_waiting == 0 || found.places_left == 0);
        prop_assert_eq!(found.places_left + offered, places.saturating_sub(held), "every place is given or left");
    }
}

#[test]
fn of_one_day_the_place_goes_to_whoever_was_written_down_first() {
    let (small, large) = ("900008 signed-up 01-05-2021", "900009 signed-up 01-05-2021");
    for (rows, expected) in [
        ([small, large], ["900008 Offered", "900009 Waiting(1)"]),
        ([large, small], ["900009 Offered", "900008 Waiting(1)"]),
    ] {
        let found = list(&rows.join("\n"), 1, "31-12-2021");
        assert_eq!(noted(&found).0, expected);
    }
}
