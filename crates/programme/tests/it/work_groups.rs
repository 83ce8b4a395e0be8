//! Groups over time: wishes are met and said, what a person changed stays, and last year's groups begin the next.

use std::collections::{BTreeMap, BTreeSet};

use programme::{
    Around, ByHand, Candidate, Date, Drawn, Group, GroupSize, Grouping, HubBook, HubFact, HubLead,
    Kept, Known, Lead, Link, Noted, Place, SchoolYear, Succession, Urn, What, candidates,
    carry_over, library, moves, regroup,
};
use proptest::prelude::*;

const SIX_OR_SEVEN: GroupSize = GroupSize { least: 6, most: 7 };
const DEVELOPMENT: &str = "primary-development";
const SUSTAINING: &str = "primary-sustaining";

fn urn(number: u32) -> Urn {
    Urn::new(number).unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn year(text: &str) -> SchoolYear {
    text.parse().unwrap()
}

/// Schools 900,001 and on, seven to a village; villages lie 20 km apart.
fn place(urn: Urn) -> Option<Place> {
    let at: u32 = urn.to_string().parse::<u32>().unwrap() - 900_001;
    let (village, within) = (at / 7, at % 7);
    Some(Place { easting: 400_000 + village * 20_000 + within * 90, northing: 300_000 })
}

fn schools(numbers: impl IntoIterator<Item = u32>) -> Vec<Candidate> {
    let school = |number: u32| Candidate {
        urn: number.to_string(),
        place: place(urn(number)),
        keep_with: Vec::new(),
        keep_apart: Vec::new(),
    };
    numbers.into_iter().map(school).collect()
}

fn lead(name: &str, near: u32, capacity: u8) -> Lead {
    Lead {
        id: name.to_owned(),
        place: place(urn(near)),
        capacity,
        is_trained: true,
        is_active: true,
    }
}

fn again(schools: &[Candidate], leads: &[Lead], standing: &[Group]) -> Grouping {
    let around = Around { standing, ..Around::default() };
    regroup(schools, Some(SIX_OR_SEVEN), leads, &around, 1, 500).unwrap()
}

fn with(groups: &[Group], school: u32) -> &Group {
    groups.iter().find(|group| group.urns.contains(&school.to_string())).unwrap()
}

fn drawn(grouping: Grouping) -> Drawn {
    Drawn {
        by_fact: "f0".to_owned(),
        groups: grouping.groups,
        unplaced: grouping.unplaced,
        changes: Vec::new(),
        moves: Vec::new(),
        before: Vec::new(),
    }
}

fn change(drawn: &Drawn, change: &ByHand) -> Result<Vec<Group>, String> {
    let leads: BTreeMap<String, HubLead> = [("Dr Ferris", 1, true), ("Mr Lowe", 1, false)]
        .map(|(name, capacity, is_trained)| {
            let lead = HubLead {
                name: name.to_owned(),
                urn: urn(900_001),
                cohort: None,
                capacity,
                is_trained,
                is_active: true,
                programme: None,
                began: None,
            };
            (name.to_owned(), lead)
        })
        .into();
    let known = Known {
        name: &str::to_owned,
        place: &|urn: &str| place(urn.parse().unwrap()),
        leads: &leads,
        size: Some(SIX_OR_SEVEN),
        on: day("2026-06-12"),
    };
    drawn.change(change, &known).map(|changed| changed.groups)
}

/// Rows in part: R56.
#[test]
fn a_group_that_a_person_changed_stays_as_it_is_and_the_rest_is_solved_around_it() {
    let schools = schools(900_001..=900_021);
    let first = drawn(again(&schools, &[], &[]));
    assert_eq!(first.groups.iter().map(|group| group.urns.len()).collect::<Vec<_>>(), [7, 7, 7]);
    // A school of the first village changes with one of the third: they share a car.
    let out = ByHand::TakeOut { urn: "900021".to_owned() };
    let without = Drawn { groups: change(&first, &out).unwrap(), ..first.clone() };
    let third = with(&without.groups, 900_015).id;
    let put = ByHand::Put { urn: "900001".to_owned(), to: Some(third) };
    let standing = change(&without, &put).unwrap();
    let found = again(&schools, &[], &standing);
    let (held, here) = (with(&standing, 900_001), with(&found.groups, 900_001));
    assert_eq!((here.id, &here.urns, &here.kept), (held.id, &held.urns, &held.kept));
    assert!(here.kept[0].contains("was put here on 12 June 2026"), "{:?}", here.kept);
    assert_eq!(with(&found.groups, 900_008).urns.len(), 7, "the second village is untouched");
    let first_village = with(&found.groups, 900_002);
    assert_eq!(first_village.urns.len(), 7, "the room that was left is filled");
    assert_eq!(first_village.id, with(&first.groups, 900_002).id, "numbers stay with their groups");
    // Nearest thing that is not: without the mark the map decides again.
    let mut let_go = standing;
    let_go.iter_mut().for_each(|group| group.kept.clear());
    let found = again(&schools, &[], &let_go);
    assert_eq!(with(&found.groups, 900_001).id, with(&found.groups, 900_002).id);
}

#[test]
fn a_school_taken_out_by_hand_stays_out_until_it_is_let_back_in() {
    let schools = schools(900_001..=900_014);
    let first = again(&schools, &[], &[]);
    for (by_hand, n_placed) in [(true, 13), (false, 14)] {
        let out = programme::Unplaced {
            urn: "900003".to_owned(),
            why: "taken out by hand".to_owned(),
            by_hand,
        };
        let around =
            Around { standing: &first.groups, left_out: std::slice::from_ref(&out), begun: &[] };
        let found = regroup(&schools, Some(SIX_OR_SEVEN), &[], &around, 1, 500).unwrap();
        let n: usize = found.groups.iter().map(|group| group.urns.len()).sum();
        assert_eq!(n, n_placed);
        assert_eq!(found.unplaced.first() == Some(&out), by_hand);
    }
}

/// Rows in part: R57.
#[test]
fn a_lead_named_by_hand_stays_while_there_is_room_and_they_may_lead() {
    let schools = schools(900_001..=900_014);
    let leads = |far: Lead| [lead("Ms Near", 900_001, 2), far];
    let far = || lead("Mr Far", 900_014, 2);
    let first = again(&schools, &leads(far()), &[]);
    let village = with(&first.groups, 900_001);
    assert_eq!(village.lead.as_deref(), Some("Ms Near"));
    let mut standing = first.groups.clone();
    for group in standing.iter_mut().filter(|group| group.id == village.id) {
        (group.lead, group.lead_by_hand) = (Some("Mr Far".to_owned()), true);
    }
    for (mr_far, expected) in [
        (far(), "Mr Far"),
        (Lead { is_active: false, ..far() }, "Ms Near"),
        (Lead { is_trained: false, ..far() }, "Ms Near"),
        (Lead { capacity: 0, ..far() }, "Ms Near"),
    ] {
        let found = again(&schools, &leads(mr_far.clone()), &standing);
        let group = with(&found.groups, 900_001);
        assert_eq!(group.lead.as_deref(), Some(expected), "{mr_far:?}");
        assert_eq!(group.lead_by_hand, expected == "Mr Far");
    }
    // Nearest thing that is not: the same lead, not named by hand.
    standing.iter_mut().for_each(|group| group.lead_by_hand = false);
    let found = again(&schools, &leads(far()), &standing);
    assert_eq!(with(&found.groups, 900_001).lead.as_deref(), Some("Ms Near"));
    // A group that has met keeps who leads it, and says so; another group's meeting says nothing of it.
    for (begun, expected) in [(village.id, "Mr Far"), (village.id + 1, "Ms Near")] {
        let around = Around { standing: &standing, begun: &[begun], ..Around::default() };
        let found = regroup(&schools, Some(SIX_OR_SEVEN), &leads(far()), &around, 1, 500).unwrap();
        let group = with(&found.groups, 900_001);
        assert_eq!(group.lead.as_deref(), Some(expected), "group {begun} has met");
        let is_said = group.reasons.iter().any(|why| why.contains("who led it before"));
        assert_eq!(is_said, begun == village.id, "{:?}", group.reasons);
    }
}

fn swap(one: u32, other: u32) -> ByHand {
    ByHand::Swap { urn: one.to_string(), with: other.to_string() }
}

/// Rows in part: R56.
#[test]
fn two_schools_of_full_groups_change_places_in_one_act_and_both_groups_stay_so() {
    let schools = schools(900_001..=900_014);
    let first = drawn(again(&schools, &[], &[]));
    let swapped = change(&first, &swap(900_001, 900_014)).unwrap();
    for (leaves, comes) in [(900_001, 900_014), (900_014, 900_001)] {
        let (before, after) = (with(&first.groups, leaves), with(&swapped, comes));
        let at = before.urns.iter().position(|urn| *urn == leaves.to_string()).unwrap();
        let mut expected = before.urns.clone();
        expected[at] = comes.to_string();
        assert_eq!((after.id, &after.urns), (before.id, &expected));
        assert_eq!(after.kept, [format!("{comes} was put here on 12 June 2026")]);
        assert!(after.metres > before.metres, "they are measured anew");
    }
    let urns = |groups: &[Group]| -> Vec<Vec<String>> {
        groups.iter().map(|group| group.urns.clone()).collect()
    };
    assert_eq!(urns(&again(&schools, &[], &swapped).groups), urns(&swapped));
    // Nearest thing that is not: no group is kept, and the map decides again.
    let mut not_kept = swapped.clone();
    not_kept.iter_mut().for_each(|group| group.kept.clear());
    assert_ne!(urns(&again(&schools, &[], &not_kept).groups), urns(&swapped));
}

#[test]
fn a_change_by_hand_that_cannot_be_is_refused_in_words() {
    let drawn = drawn(again(&schools(900_001..=900_014), &[], &[]));
    let (here, there) = (with(&drawn.groups, 900_001).id, with(&drawn.groups, 900_014).id);
    let school = || "900001".to_owned();
    let lead = |name: &str| ByHand::Lead { group: here, lead: name.to_owned() };
    for (asked, says) in [
        (ByHand::Put { urn: school(), to: Some(there) }, "the rule says at most 7"),
        (ByHand::Put { urn: school(), to: Some(here) }, "is in group"),
        (ByHand::Put { urn: school(), to: Some(9) }, "There is no group 9"),
        (ByHand::Put { urn: "900099".to_owned(), to: Some(here) }, "holds no place"),
        (ByHand::Put { urn: school(), to: None }, ""),
        (swap(900_001, 900_014), ""),
        (swap(900_001, 900_002), "900001 and 900002 are both in group"),
        (swap(900_001, 900_001), "are both in group"),
        (swap(900_001, 900_099), "900099 is in no group; move it into one"),
        (swap(900_099, 900_001), "900099 is in no group"),
        (ByHand::TakeOut { urn: school() }, ""),
        (ByHand::TakeOut { urn: "900099".to_owned() }, "is in no group"),
        (ByHand::LetIn { urn: school() }, "was not taken out by hand"),
        (ByHand::Keep { group: here }, ""),
        (ByHand::LetGo { group: here }, "is not kept"),
        (ByHand::LetLeadGo { group: here }, "Nobody named the lead"),
        (lead("Dr Ferris"), ""),
        (lead("Mr Lowe"), "has not completed the training"),
        (lead("Nobody"), "Nobody of that name"),
    ] {
        match change(&drawn, &asked) {
            Ok(_) => assert_eq!(says, "", "{asked:?} was taken"),
            Err(found) => assert!(!says.is_empty() && found.contains(says), "{asked:?}: {found}"),
        }
    }
}

fn happened(school: u32, programme: &str, of: &str, what: What, on: &str) -> HubFact {
    HubFact::Happened {
        urn: urn(school),
        programme: programme.to_owned(),
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

fn kept(kept: Kept, a: u32, b: u32) -> HubFact {
    let why = "two of their teachers share a car".to_owned();
    HubFact::SchoolsKept { schools: [urn(a), urn(b)], kept, why, on: day("2026-05-03") }
}

/// Rows in part: R56.
#[test]
fn a_wish_holds_from_its_day_until_it_is_taken_back() {
    let holders: BTreeSet<Urn> = (900_001..=900_014).map(urn).collect();
    let lines = Succession::default();
    let found = |facts: Vec<HubFact>| {
        let schools = candidates(&book(facts), &lines, &holders, place, day("2026-06-12"));
        again(&schools, &[], &[]).groups
    };
    let is_together = |groups: &[Group]| with(groups, 900_001).id == with(groups, 900_014).id;
    let has = |group: &Group, school: &str| group.urns.iter().any(|urn| urn == school);
    let is_apart =
        |groups: &[Group]| !groups.iter().any(|group| has(group, "900006") && has(group, "900007"));
    let reason = |groups: &[Group], says: &str| {
        groups.iter().flat_map(|group| &group.reasons).any(|reason| reason.contains(says))
    };
    let back = || HubFact::TakenBack { fact: "f0".to_owned() };
    let plain = found(vec![]);
    assert!(!is_together(&plain) && !is_apart(&plain));
    let together = found(vec![kept(Kept::Together, 900_014, 900_001)]);
    assert!(is_together(&together));
    assert!(reason(&together, "900001 and 900014 are kept together, as asked"), "{together:?}");
    assert!(!is_together(&found(vec![kept(Kept::Together, 900_014, 900_001), back()])));
    let apart = found(vec![kept(Kept::Apart, 900_006, 900_007)]);
    assert!(is_apart(&apart));
    assert!(reason(&apart, "900006 and 900007 are kept apart, as asked"), "{apart:?}");
    assert!(!is_apart(&found(vec![kept(Kept::Apart, 900_006, 900_007), back()])));
    // A wish about a school that holds no place asks nothing.
    assert_eq!(found(vec![kept(Kept::Apart, 900_001, 900_099)]), plain);
}

#[test]
fn a_wish_follows_a_school_to_its_new_number() {
    let link =
        Link { from: urn(900_099), to: urn(900_014), is_split: false, on: Some(day("2026-01-05")) };
    let lines = Succession::of(&[link], None);
    let holders: BTreeSet<Urn> = (900_001..=900_014).map(urn).collect();
    for (on, n_wishes) in [("2026-01-05", 0), ("2026-01-06", 1)] {
        let book = book(vec![kept(Kept::Together, 900_001, 900_099)]);
        let schools = candidates(&book, &lines, &holders, place, day(on));
        let n: usize = schools.iter().map(|school| school.keep_with.len()).sum();
        assert_eq!(n, n_wishes, "{on}");
    }
}

/// A book with one group of seven in 2025/26 and those who hold a place in Sustaining the year after.
fn after_a_year(more: Vec<HubFact>) -> (HubBook, BTreeSet<Urn>) {
    let first = again(&schools(900_001..=900_007), &[lead("Ms Near", 900_001, 1)], &[]);
    let mut facts = vec![HubFact::GroupsDrawn {
        programme: DEVELOPMENT.to_owned(),
        year: year("2025/26"),
        groups: first.groups,
        unplaced: Vec::new(),
        changed: None,
        from: None,
    }];
    facts.push(happened(900_005, DEVELOPMENT, "2025/26", What::Left, "2026-02-09"));
    facts.push(happened(900_006, DEVELOPMENT, "2025/26", What::Completed, "2026-07-08"));
    facts.push(happened(900_007, DEVELOPMENT, "2025/26", What::Completed, "2026-07-08"));
    facts.push(happened(900_007, SUSTAINING, "2026/27", What::SignedUp, "2026-06-01"));
    facts.extend(more);
    (book(facts), (900_001..=900_004).chain(900_008..=900_010).map(urn).collect())
}

/// Rows: R74.
/// Rows in part: R54, R61.
#[test]
fn last_years_group_begins_the_next_with_who_goes_on_and_says_why_others_do_not() {
    let (book, holders) = after_a_year(Vec::new());
    let lines = Succession::default();
    let (from, to) = ((DEVELOPMENT, year("2025/26")), (SUSTAINING, year("2026/27")));
    let on = day("2026-07-20");
    let carried = carry_over(&book, &lines, from, to, &holders, |_| None, on).unwrap();
    let told: Vec<(&str, &str)> =
        carried.not_going_on.iter().map(|one| (one.urn.as_str(), one.why.as_str())).collect();
    assert_eq!(
        told,
        [
            ("900005", "left on 9 February 2026, and holds no place"),
            ("900006", "completed on 8 July 2026, and holds no place"),
            (
                "900007",
                "completed on 8 July 2026, and applied on 1 June 2026; its place is not confirmed"
            ),
        ]
    );
    let schools = candidates(&book, &lines, &holders, place, on);
    let leads = [lead("Ms Near", 900_001, 1), lead("Mr Next", 900_009, 1)];
    let propose =
        |size| regroup(&schools, size, &leads, &carried.standing.around(), 1, 500).unwrap();
    // New schools are placed into the room that is left, and the lead goes on.
    let found = propose(Some(SIX_OR_SEVEN));
    assert_eq!(found.groups.len(), 1);
    let group = &found.groups[0];
    assert_eq!((group.id, group.urns.len(), group.lead.as_deref()), (1, 7, Some("Ms Near")));
    assert_eq!(group.goes_on_from[0].urns, ["900001", "900002", "900003", "900004"]);
    // Where no source says a size, those who go on are a group and the new ones are named.
    let found = propose(None);
    assert_eq!(found.groups[0].urns, ["900001", "900002", "900003", "900004"]);
    assert_eq!(found.unplaced.len(), 3);
    assert!(found.unplaced[0].why.contains("put it into a group by hand"));
    // Who goes on together stays together when groups are proposed again.
    let many: BTreeSet<Urn> = holders.iter().copied().chain((900_011..=900_017).map(urn)).collect();
    let schools = candidates(&book, &lines, &many, place, on);
    let around = Around { standing: &found.groups, ..Around::default() };
    let again = regroup(&schools, Some(SIX_OR_SEVEN), &leads, &around, 1, 500).unwrap();
    let here: Vec<u32> = (900_001..=900_004).map(|one| with(&again.groups, one).id).collect();
    assert_eq!(here, [1, 1, 1, 1]);
}

#[test]
fn two_schools_that_became_one_go_on_once() {
    let (book, holders) = after_a_year(Vec::new());
    let became = |from| Link {
        from: urn(from),
        to: urn(900_008),
        is_split: false,
        on: Some(day("2026-04-01")),
    };
    let lines = Succession::of(&[became(900_003), became(900_006)], None);
    let (from, to) = ((DEVELOPMENT, year("2025/26")), (SUSTAINING, year("2026/27")));
    let carried =
        carry_over(&book, &lines, from, to, &holders, |_| None, day("2026-07-20")).unwrap();
    assert_eq!(carried.n_going_on, 4);
    let sixth = carried.not_going_on.iter().find(|one| one.urn == "900006").unwrap();
    assert_eq!(sixth.why, "is one school with another that goes on, 900008");
}

/// Rows in part: R74.
#[test]
fn a_group_keeps_what_its_sessions_wrote_down_the_year_before() {
    let planned = |group: u32| HubFact::SessionPlanned {
        programme: DEVELOPMENT.to_owned(),
        year: year("2025/26"),
        group,
        theme: "Parts of a whole".to_owned(),
        at: programme::Appointment {
            on: day("2026-03-03"),
            starts: programme::TimeOfDay::read("13:30").unwrap(),
            ends: programme::TimeOfDay::read("16:00").unwrap(),
            place: String::new(),
            is_online: false,
        },
    };
    let said = |session: &str| HubFact::SessionNoted {
        session: session.to_owned(),
        said: programme::Said { keep: "the unequal strip first".to_owned(), ..Default::default() },
    };
    // The fifth fact plans for this group, the sixth for another, the seventh is never written up.
    let (book, holders) =
        after_a_year(vec![planned(1), planned(2), planned(1), said("f5"), said("f6")]);
    let lines = Succession::default();
    let (from, to) = ((DEVELOPMENT, year("2025/26")), (SUSTAINING, year("2026/27")));
    let carried =
        carry_over(&book, &lines, from, to, &holders, |_| None, day("2026-07-20")).unwrap();
    let group = &carried.standing.around().standing[0];
    let held: Vec<&str> =
        library(&book, SUSTAINING, to.1, group).iter().map(|one| one.id.as_str()).collect();
    assert_eq!(held, ["f5"]);
}

#[test]
fn who_was_put_elsewhere_is_said() {
    let group = |id, urns: &[&str]| Group {
        id,
        urns: urns.iter().map(|urn| (*urn).to_owned()).collect(),
        ..Group::default()
    };
    let before = [group(1, &["a", "b"]), group(2, &["c"])];
    let after = [group(1, &["a", "c"]), group(3, &["d"])];
    let found: Vec<_> =
        moves(&before, &after).into_iter().map(|one| (one.urn, one.from, one.to)).collect();
    let text = str::to_owned;
    assert_eq!(
        found,
        [(text("b"), Some(1), None), (text("c"), Some(2), Some(1)), (text("d"), None, Some(3))]
    );
    assert!(moves(&before, &before).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_was_kept_by_hand_is_there_again_and_nobody_is_lost(
        n in 12_u32..40,
        keeps in prop::collection::vec(any::<bool>(), 6),
        gone in 0_u32..12,
        seed in any::<u64>(),
    ) {
        let all = schools(900_001..=900_000 + n);
        let first = regroup(&all, Some(SIX_OR_SEVEN), &[], &Around::default(), seed, 50).unwrap();
        let mut standing = first.groups;
        for (group, keep) in standing.iter_mut().zip(keeps) {
            group.kept.extend(keep.then(|| "kept as it was".to_owned()));
        }
        let left = schools((900_001..=900_000 + n).filter(|one| *one != 900_001 + gone));
        let around = Around { standing: &standing, ..Around::default() };
        let found = regroup(&left, Some(SIX_OR_SEVEN), &[], &around, seed, 50).unwrap();
        let mut seen: Vec<String> = found.groups.iter().flat_map(|group| group.urns.clone()).collect();
        seen.extend(found.unplaced.iter().map(|one| one.urn.clone()));
        seen.sort_unstable();
        let urns: Vec<String> = left.iter().map(|school| school.urn.clone()).collect();
        prop_assert_eq!(seen, urns);
        let mut ids: Vec<u32> = found.groups.iter().map(|group| group.id).collect();
        ids.dedup();
        prop_assert_eq!(ids.len(), found.groups.len(), "no number twice");
        for group in standing.iter().filter(|group| !group.kept.is_empty()) {
            let here = found.groups.iter().find(|one| one.id == group.id).unwrap();
            let went = (900_001 + gone).to_string();
            let expected: Vec<&String> = group.urns.iter().filter(|urn| **urn != went).collect();
            prop_assert_eq!(here.urns.iter().collect::<Vec<_>>(), expected);
        }
        prop_assert!(found.lower_bound_metres <= found.total_metres);
    }
}

#[test]
fn who_was_in_a_group_on_a_day_follows_from_when_it_was_drawn() {
    let drawn = |from: Option<&str>, groups: &[(u32, u32)]| {
        let groups = groups.iter().map(|&(id, school)| Group {
            id,
            urns: vec![school.to_string()],
            ..again(&schools(900_001..=900_007), &[], &[]).groups[0].clone()
        });
        HubFact::GroupsDrawn {
            programme: DEVELOPMENT.to_owned(),
            year: year("2025/26"),
            groups: groups.collect(),
            unplaced: Vec::new(),
            changed: None,
            from: from.map(day),
        }
    };
    let book = book(vec![
        drawn(None, &[(1, 900_001), (2, 900_002)]),
        drawn(Some("2025-10-10"), &[(1, 900_003), (2, 900_002)]),
        drawn(Some("2025-11-20"), &[(2, 900_004)]),
    ]);
    let held = &book.groups[&(DEVELOPMENT.to_owned(), year("2025/26"))];
    for (group, on, expected) in [
        (1, "2025-09-30", Some("900001")),
        (1, "2025-10-09", Some("900001")),
        (1, "2025-10-10", Some("900003")),
        (1, "2025-11-20", Some("900003")), // There is none any more: those it had last.
        (2, "2025-10-10", Some("900002")),
        (2, "2025-11-20", Some("900004")),
        (2, "2026-03-01", Some("900004")),
        (3, "2025-10-10", None),
    ] {
        let found = held.members_on(group, day(on)).map(|urns| urns.join(" "));
        assert_eq!(found.as_deref(), expected, "group {group} on {on}");
    }
}
