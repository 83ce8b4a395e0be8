//! A school's number changes; the school is still counted once.

use std::collections::BTreeSet;

use programme::{Date, Link, Succession, Urn};
use proptest::prelude::*;

use crate::register::read;

fn urn(last: u32) -> Urn {
    Urn::new(900_000 + last).unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn link(from: u32, to: u32, on: &str) -> Link {
    let on = if on.is_empty() { None } else { Some(day(on)) };
    Link { from: urn(from), to: urn(to), is_split: false, on }
}

/// 1 converts to 11; 2 and 3 merge in 12; 4 splits in 13 and 14; 12 converts to 15.
fn small_history() -> Succession {
    let split = |to| Link { is_split: true, ..link(4, to, "31-08-2018") };
    let links = [
        link(1, 11, "31-12-2017"),
        link(2, 12, "31-08-2018"),
        link(3, 12, "31-08-2018"),
        split(13),
        split(14),
        link(12, 15, "31-08-2020"),
    ];
    let register = read(
        "URN,EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate\n\
        900004,D,Closed,,31-08-2018\n900013,D East,Open,01-09-2018,\n900014,D West,Open,01-09-2018,\n",
    );
    Succession::of(&links, Some(&register.register))
}

fn distinct(lines: &Succession, urns: &[u32], on: &str) -> usize {
    let urns: BTreeSet<Urn> = urns.iter().copied().map(urn).collect();
    lines.distinct(&urns, day(on)).len()
}

/// Rows: R96.
#[test]
fn a_count_never_doubles_through_conversion_merger_or_split() {
    let lines = small_history();
    for (what, urns, on, schools) in [
        ("a school and its academy are one", &[1, 11][..], "31-08-2018", 1),
        ("before the conversion they would be two", &[1, 11], "31-12-2017", 2),
        ("two schools before they merge", &[2, 3], "31-08-2018", 2),
        ("the merged school counts once", &[2, 3], "01-09-2018", 1),
        ("and with its own number still once", &[2, 3, 12], "01-09-2018", 1),
        ("and after it converts in turn", &[2, 3, 12, 15], "01-09-2020", 1),
        ("a school that split counts once", &[4], "01-09-2018", 1),
        ("as the half that takes part itself", &[4, 14], "01-09-2018", 1),
        ("two halves that both take part are two", &[4, 13, 14], "01-09-2018", 2),
        ("schools without links are what they are", &[5, 6, 7], "01-09-2018", 3),
    ] {
        assert_eq!(distinct(&lines, urns, on), schools, "{what}");
    }
}

#[test]
fn the_successor_is_one_school_or_none_after_a_split() {
    let lines = small_history();
    for (before, on, after) in [
        (1, "31-12-2017", Some(1)),
        (1, "01-01-2018", Some(11)),
        (2, "01-09-2019", Some(12)),
        (2, "01-09-2020", Some(15)),
        (4, "31-08-2018", Some(4)),
        (4, "01-09-2018", None),
        (9, "01-09-2018", Some(9)),
    ] {
        assert_eq!(lines.successor_of(urn(before), day(on)), after.map(urn), "{before} {on}");
    }
    assert!(lines.are_one_line(urn(2), urn(15)));
    assert!(!lines.are_one_line(urn(2), urn(3)), "two schools that merge later are two");
}

#[test]
fn a_school_that_gives_up_a_part_and_stays_open_is_its_own_heir() {
    let link = Link { is_split: true, ..link(1, 2, "31-08-2018") };
    let open = read("URN,EstablishmentName,EstablishmentStatus (name)\n900001,A,Open\n");
    let lines = Succession::of(&[link], Some(&open.register));
    assert_eq!(lines.successor_of(urn(1), day("01-09-2019")), Some(urn(1)));
    assert_eq!(distinct(&lines, &[1, 2], "01-09-2019"), 2);
    let unknown = Succession::of(&[link], None);
    assert_eq!(unknown.heirs(urn(1), day("01-09-2019")), BTreeSet::from([urn(1), urn(2)]));
}

const HEADER: &str = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n";

/// A file of links, with a register in which 900001 and 900002 are closed; who carries them on, and what is said.
#[track_caller]
fn check(rows: &str, n_links: usize, carried_on: &[(u32, u32)], says: &[&str]) {
    let register = read(
        "URN,EstablishmentName,EstablishmentStatus (name),CloseDate\n\
        900001,A,Closed,31-08-2018\n900002,B,Closed,31-08-2019\n900003,C,Open,\n900004,D,Open,\n",
    );
    let found =
        Succession::read(format!("{HEADER}{rows}").as_bytes(), Some(&register.register)).unwrap();
    let said: Vec<String> =
        found.problems.iter().chain(&found.left_out).map(ToString::to_string).collect();
    assert_eq!(said.len(), says.len(), "{rows}: {said:?}");
    for (said, says) in said.iter().zip(says) {
        assert!(said.contains(says), "{said}");
    }
    assert_eq!(found.n_links, n_links, "{rows}");
    for &(before, after) in carried_on {
        assert_eq!(
            found.succession.successor_of(urn(before), day("01-09-2024")),
            Some(urn(after)),
            "{rows}"
        );
    }
}

#[test]
fn links_are_read_whichever_page_tells_them() {
    for (rows, n_links, carried_on, says) in [
        (
            "900001,900003,C,Successor,31-08-2018\n900003,900001,A,Predecessor,01-09-2018\n",
            1,
            &[(1, 3)][..],
            &[][..],
        ),
        ("900003,900001,A,Predecessor - merged,\n", 1, &[(1, 3)], &[]),
        (
            "900003,900001,A,Result of Amalgamation,\n900001,900003,C,Result of Amalgamation,\n",
            1,
            &[(1, 3)],
            &[],
        ),
        ("900001,900002,B,Merged - change in age range,\n", 1, &[(1, 2)], &[]),
        (
            "900003,900004,D,Result of Amalgamation,\n",
            0,
            &[(3, 3)],
            &["neither the link nor the register says"],
        ),
        ("900003,900004,D,Sixth Form Centre Link,\n", 0, &[(3, 3)], &[]),
        ("900001,900003,C,Successor,\n900003,900001,A,Successor,\n", 1, &[(1, 3)], &[]),
        (
            "900003,900004,C,Successor,\n900004,900003,A,Successor,\n",
            0,
            &[(3, 3)],
            &["each said to follow the other"],
        ),
        (
            "900001,900002,B,Successor,\n900002,900003,C,Successor,\n900003,900001,A,Successor,\n",
            2,
            &[(1, 3)],
            &["900001 would follow itself"],
        ),
        ("900001,900001,A,Successor,\n", 0, &[], &["line 2: 900001 is linked to itself"]),
        ("900001,9,A,Successor,\n", 0, &[], &["line 2: LinkURN: `9` is not a school's number"]),
        ("900001,900002,A,,\n", 0, &[], &["LinkType is blank"]),
        ("900001,900002,A,Successor,2018\n", 0, &[], &["LinkEstablishedDate: `2018` is not a day"]),
        ("900001,900002\n", 0, &[], &["2 cells and the header 5"]),
    ] {
        check(rows, n_links, carried_on, says);
    }
    let error = Succession::read(b"URN,Other\n", None).unwrap_err();
    assert!(error.contains("there is no column `LinkURN`; found URN, Other"), "{error}");
}

fn any_links() -> impl Strategy<Value = Vec<Link>> {
    let one = (0..12_u32, 0..12_u32, any::<bool>(), 2010..2022_u16);
    let to_link = |(from, to, is_split, year): (u32, u32, bool, u16)| Link {
        from: urn(from),
        to: urn(to),
        is_split,
        on: Date::new(year, 8, 31),
    };
    prop::collection::vec(one.prop_filter("itself", |one| one.0 != one.1).prop_map(to_link), 0..14)
}

proptest! {
    #[test]
    fn one_number_more_counts_at_most_one_school_more_and_never_fewer(
        links in any_links(), urns in prop::collection::btree_set(0..12_u32, 0..8), more in 0..12_u32,
    ) {
        let lines = Succession::of(&links, None);
        let mut urns: BTreeSet<Urn> = urns.into_iter().map(urn).collect();
        let on = day("01-09-2016");
        let before = lines.distinct(&urns, on);
        prop_assert!(before.len() <= urns.len());
        let numbers: BTreeSet<Urn> = before.iter().flat_map(|counted| counted.numbers.clone()).collect();
        prop_assert_eq!(&numbers, &urns, "every number stands behind one school");
        prop_assert_eq!(before.iter().map(|counted| counted.numbers.len()).sum::<usize>(), urns.len());
        urns.insert(urn(more));
        let after = lines.distinct(&urns, on).len();
        prop_assert!(before.len() <= after && after <= before.len() + 1);
    }

    #[test]
    fn the_order_of_the_links_does_not_matter(links in any_links(), at in 0..14_usize) {
        let mut turned = links.clone();
        turned.rotate_left(at.min(links.len()));
        // Which link of a circle is left out depends on numbers, not on the order of the file.
        prop_assert_eq!(Succession::of(&links, None), Succession::of(&turned, None));
    }
}
