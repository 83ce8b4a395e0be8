//! Groups keep to the size, the wishes and the map, and come near the best there is.

use programme::{Candidate, GroupSize, Grouping, Lead, Place, propose};
use proptest::prelude::*;

const SIX_OR_SEVEN: GroupSize = GroupSize { least: 6, most: 7 };

fn school(urn: usize, east: u32, north: u32) -> Candidate {
    Candidate {
        urn: (100_000 + urn).to_string(),
        place: Some(Place { easting: 400_000 + east, northing: 300_000 + north }),
        keep_with: Vec::new(),
        keep_apart: Vec::new(),
    }
}

fn scattered(n: usize) -> Vec<Candidate> {
    // Multiples of two odd numbers spread points without chance.
    (0..n)
        .map(|at| {
            let step = u32::try_from(at).unwrap();
            school(at, step.wrapping_mul(7_919) % 20_011, step.wrapping_mul(104_729) % 19_997)
        })
        .collect()
}

fn groups_of(grouping: &Grouping) -> Vec<Vec<&str>> {
    grouping.groups.iter().map(|group| group.urns.iter().map(String::as_str).collect()).collect()
}

fn check(schools: &[Candidate], size: GroupSize, grouping: &Grouping) {
    let mut seen: Vec<&str> = groups_of(grouping).concat();
    seen.extend(grouping.unplaced.iter().map(|unplaced| unplaced.urn.as_str()));
    seen.sort_unstable();
    let mut all: Vec<&str> = schools.iter().map(|school| school.urn.as_str()).collect();
    all.sort_unstable();
    assert_eq!(seen, all, "every school has one place, or is named without one");
    let mut total = 0;
    for group in &grouping.groups {
        assert!((size.least.into()..=size.most.into()).contains(&group.urns.len()), "{group:?}");
        assert!(!group.reasons.is_empty());
        let here: Vec<&Candidate> =
            group.urns.iter().map(|urn| schools.iter().find(|s| s.urn == *urn).unwrap()).collect();
        let mut metres = 0;
        for (at, a) in here.iter().enumerate() {
            for b in &here[at + 1..] {
                metres += a.place.unwrap().metres_to(b.place.unwrap());
            }
            for other in &a.keep_with {
                assert!(group.urns.contains(other), "{} without {other}", a.urn);
            }
            for other in &a.keep_apart {
                assert!(!group.urns.contains(other), "{} with {other}", a.urn);
            }
        }
        assert_eq!(metres, group.metres);
        total += metres;
    }
    assert_eq!(total, grouping.total_metres);
    assert!(grouping.lower_bound_metres <= total, "{} > {total}", grouping.lower_bound_metres);
}

/// Rows: R56.
#[test]
fn two_villages_are_two_groups() {
    let mut schools: Vec<Candidate> =
        (0..6).map(|at| school(at, u32::try_from(at).unwrap() * 100, 0)).collect();
    schools.extend((6..13).map(|at| school(at, 50_000, u32::try_from(at).unwrap() * 100)));
    let grouping = propose(&schools, SIX_OR_SEVEN, &[], 1, 2_000).unwrap();
    check(&schools, SIX_OR_SEVEN, &grouping);
    let sizes: Vec<usize> = groups_of(&grouping).iter().map(Vec::len).collect();
    assert_eq!(sizes, [6, 7]);
}

#[test]
fn six_tight_clusters_of_seven_are_kept_whole() {
    let schools: Vec<Candidate> = (0..42)
        .map(|at| {
            let (cluster, within) =
                (u32::try_from(at / 7).unwrap(), u32::try_from(at % 7).unwrap());
            school(
                at,
                (cluster % 3) * 20_000 + within * 90,
                (cluster / 3) * 20_000 + within * within * 20,
            )
        })
        .collect();
    let grouping = propose(&schools, SIX_OR_SEVEN, &[], 3, 3_000).unwrap();
    check(&schools, SIX_OR_SEVEN, &grouping);
    assert_eq!(grouping.groups.len(), 6);
}

#[test]
fn numbers_that_do_not_go_leave_the_fewest_out_and_say_why() {
    for (n, placed) in [
        (0, 0),
        (1, 0),
        (5, 0),
        (6, 6),
        (7, 7),
        (8, 7),
        (11, 7),
        (12, 12),
        (13, 13),
        (15, 14),
        (29, 28),
        (30, 30),
    ] {
        let schools = scattered(n);
        let grouping = propose(&schools, SIX_OR_SEVEN, &[], 5, 500).unwrap();
        check(&schools, SIX_OR_SEVEN, &grouping);
        assert_eq!(n - grouping.unplaced.len(), placed, "{n} schools");
        for unplaced in &grouping.unplaced {
            assert!(unplaced.why.contains("would make"), "{}", unplaced.why);
        }
    }
}

#[test]
fn a_school_without_a_place_on_the_map_is_named() {
    let mut schools = scattered(13);
    schools[4].place = None;
    schools[9].keep_with = vec![schools[4].urn.clone()];
    let grouping = propose(&schools, SIX_OR_SEVEN, &[], 1, 500).unwrap();
    check(&schools, SIX_OR_SEVEN, &grouping);
    let why = |at: usize| {
        grouping.unplaced.iter().find(|u| u.urn == schools[at].urn).map(|u| u.why.as_str())
    };
    assert!(why(4).unwrap().contains("easting and northing are not known"));
    assert!(why(9).unwrap().contains("to be kept with"));
}

#[test]
fn wishes_that_contradict_are_refused_by_name() {
    let plain = scattered(14);
    let edited = |edit: &dyn Fn(&mut Vec<Candidate>)| {
        let mut schools = plain.clone();
        edit(&mut schools);
        propose(&schools, SIX_OR_SEVEN, &[], 1, 10).map(drop).map_err(|error| error.to_string())
    };
    let urn = |at: usize| plain[at].urn.clone();
    assert_eq!(edited(&|_| {}), Ok(()));
    for (edit, says) in [
        (
            &(|s: &mut Vec<Candidate>| s[1].urn = urn(0)) as &dyn Fn(&mut Vec<Candidate>),
            "in the list twice",
        ),
        (&|s| s[1].keep_with = vec!["999".into()], "`999`, which is not in the list"),
        (&|s| s[1].keep_apart = vec!["999".into()], "`999`, which is not in the list"),
        (
            &|s| {
                s[1].keep_with = vec![urn(2)];
                s[2].keep_with = vec![urn(3)];
                s[3].keep_apart = vec![urn(1)];
            },
            "together and apart",
        ),
        (
            &|s| {
                for (school, at) in s.iter_mut().zip(0..7) {
                    school.keep_with = vec![urn(at + 1)];
                }
            },
            "8 schools are to be kept together",
        ),
    ] {
        let error = edited(edit).unwrap_err();
        assert!(error.contains(says), "{error}");
    }
}

/// Rows: R57.
#[test]
fn a_lead_is_trained_active_near_and_has_room() {
    let schools = scattered(26);
    let lead = |id: &str, capacity, is_trained, is_active| Lead {
        id: id.into(),
        place: Some(Place { easting: 405_000, northing: 305_000 }),
        capacity,
        is_trained,
        is_active,
    };
    let leads = [
        lead("in training", 5, false, true),
        lead("on leave", 5, true, false),
        lead("one group", 1, true, true),
        lead("two groups", 2, true, true),
    ];
    let grouping = propose(&schools, SIX_OR_SEVEN, &leads, 1, 500).unwrap();
    check(&schools, SIX_OR_SEVEN, &grouping);
    let mut led: Vec<&str> =
        grouping.groups.iter().filter_map(|group| group.lead.as_deref()).collect();
    led.sort_unstable();
    assert_eq!(grouping.groups.len(), 4);
    assert_eq!(led, ["one group", "two groups", "two groups"]);
    let unused: Vec<&str> = grouping.unused_leads.iter().map(|lead| lead.lead.as_str()).collect();
    assert_eq!(unused, ["in training", "on leave"]);
    let without = grouping.groups.iter().find(|group| group.lead.is_none()).unwrap();
    assert!(without.reasons.iter().any(|reason| reason.contains("no lead")), "{without:?}");
}

// The best total over all partitions of a few schools, by dynamic programming over subsets.
fn best_total(schools: &[Candidate], size: GroupSize) -> u64 {
    let n = schools.len();
    let cost = |set: usize| {
        let here: Vec<Place> =
            (0..n).filter(|at| set >> at & 1 == 1).map(|at| schools[at].place.unwrap()).collect();
        let pairs =
            here.iter().enumerate().flat_map(|(at, a)| here[at + 1..].iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| a.metres_to(*b)).sum::<u64>()
    };
    let mut best = vec![None; 1 << n];
    best[0] = Some(0);
    for set in 1_usize..1 << n {
        let first = set & set.wrapping_neg();
        let mut part = set;
        while part > 0 {
            let fits = (size.least.into()..=size.most.into()).contains(&part.count_ones());
            if part & first != 0
                && fits
                && let Some(rest) = best[set ^ part]
            {
                let total: u64 = rest + cost(part);
                best[set] = Some(best[set].map_or(total, |known: u64| known.min(total)));
            }
            part = (part - 1) & set;
        }
    }
    best[(1 << n) - 1].unwrap()
}

#[test]
fn few_schools_come_within_three_percent_of_the_best() {
    let size = GroupSize { least: 3, most: 4 };
    for seed in 0..12_u32 {
        let schools: Vec<Candidate> = (0..12_u32)
            .map(|at| {
                let step = 1 + at + 12 * seed;
                let (east, north) =
                    (step.wrapping_mul(7_919) % 20_011, step.wrapping_mul(104_729) % 19_997);
                school(usize::try_from(at).unwrap(), east, north)
            })
            .collect();
        let found = propose(&schools, size, &[], seed.into(), 5_000).unwrap().total_metres;
        let best = best_total(&schools, size);
        assert!(found * 100 <= best * 103, "seed {seed}: {found} against {best}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_schools_and_wishes_keep_the_rules(
        places in prop::collection::vec((0_u32..30_000, 0_u32..30_000), 0..60),
        together in prop::collection::vec((0_usize..60, 0_usize..60), 0..4),
        apart in prop::collection::vec((0_usize..60, 0_usize..60), 0..6),
        (least, more) in (2_u8..7, 0_u8..3),
        seed in any::<u64>(),
    ) {
        let size = GroupSize { least, most: least + more };
        let mut schools: Vec<Candidate> =
            places.iter().enumerate().map(|(at, &(east, north))| school(at, east, north)).collect();
        let n = schools.len();
        for &(a, b) in together.iter().filter(|(a, b)| *a < n && *b < n && a != b) {
            let other = schools[b].urn.clone();
            schools[a].keep_with.push(other);
        }
        for &(a, b) in apart.iter().filter(|(a, b)| *a < n && *b < n && a != b) {
            let other = schools[b].urn.clone();
            schools[a].keep_apart.push(other);
        }
        if let Ok(grouping) = propose(&schools, size, &[], seed, 50) {
            check(&schools, size, &grouping);
            let again = propose(&schools, size, &[], seed, 50).unwrap();
            prop_assert_eq!(grouping, again);
        }
    }
}
