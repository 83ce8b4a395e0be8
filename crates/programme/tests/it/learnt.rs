//! What pupils learn, as schools hand it on: what is taken, what is aggregated with its range, what is hidden.

use std::collections::BTreeMap;

use programme::{
    Count, Date, HandedCounts, HubBook, HubFact, LEARNT_CAVEATS, LearningCounts, LearningStep,
    Learnt, Link, MEASURES, Noted, Share, Succession, Urn, learnt,
};

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn urn(last: u32) -> Urn {
    Urn::new(900_000 + last).unwrap()
}

fn counts(all: &[(&str, u32, u32)]) -> LearningCounts {
    LearningCounts {
        counts: all.iter().map(|(slug, did, of)| ((*slug).to_owned(), (*did, *of))).collect(),
        hours: None,
        by: "Mrs Ashby".to_owned(),
        role: "headteacher".to_owned(),
    }
}

fn brought(on: &str, did: u32, of: u32) -> LearningStep {
    LearningStep::Brought { counts: counts(&[("ready", did, of)]), on: day(on) }
}

/// Steps of schools in order, folded as a hub's book folds them.
fn folded(steps: Vec<(u32, LearningStep)>) -> BTreeMap<Urn, HandedCounts> {
    let facts = steps.into_iter().map(|(last, step)| HubFact::Learning { urn: urn(last), step });
    let noted = facts.enumerate().map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect();
    HubBook::fold("North", noted).learning
}

fn told(steps: Vec<(u32, LearningStep)>) -> Vec<Learnt> {
    learnt(&folded(steps), &Succession::default(), day("2026-07-20"), 5)
}

/// Rows in part: R100.
#[test]
fn the_range_is_that_of_schools_and_not_of_pupils() {
    let of = |all: &[(u32, u32)]| -> Share {
        let steps =
            all.iter().zip(1..).map(|((did, of), last)| (last, brought("2026-06-01", *did, *of)));
        told(steps.collect())[0].share.unwrap()
    };
    let alike = of(&[(80, 100), (80, 100), (80, 100), (80, 100), (80, 100)]);
    assert_eq!((alike.per_mille, alike.low, alike.high), (800, 799, 801));
    let apart = of(&[(60, 100), (70, 100), (80, 100), (90, 100), (100, 100)]);
    // By hand: the shares lie 0.2, 0.1, 0, 0.1, 0.2 from 0.8; t of four degrees 2.776 times √(5/4 × 0.1 / 25) is 0.196.
    assert_eq!((apart.per_mille, apart.low, apart.high), (800, 603, 997));
    let many =
        of(&[(6_000, 10_000), (7_000, 10_000), (8_000, 10_000), (9_000, 10_000), (10_000, 10_000)]);
    assert_eq!(
        (many.low, many.high),
        (apart.low, apart.high),
        "more pupils of as few schools tell no more"
    );
}

/// Rows in part: R100, R103.
#[test]
fn small_numbers_of_schools_and_of_pupils_are_hidden() {
    let five =
        |did: u32| (1..=5).map(|last| (last, brought("2026-06-01", did, 10))).collect::<Vec<_>>();
    let share = |steps| told(steps)[0].share;
    assert!(share(five(5)).is_some());
    assert_eq!(share(five(5)[..4].to_vec()), None, "four schools");
    assert_eq!(told(five(5)[..4].to_vec())[0].schools, Count::Below(5));
    let mut few = five(10);
    few[0].1 = brought("2026-06-01", 8, 10);
    assert_eq!(share(few), None, "two that did not could be known");
    let school = counts(&[("ready", 8, 10), ("kept", 5, 10), ("in-time", 0, 10)]);
    let one = ["ready", "kept", "in-time", "hours"].map(|slug| school.told(slug));
    assert_eq!(one, [Some(Err(())), Some(Ok((5, 10))), Some(Ok((0, 10))), None]);
}

/// Rows in part: R100.
#[test]
fn a_school_counts_once_a_year_with_its_last_word_and_not_when_it_took_it_back() {
    let mut steps: Vec<(u32, LearningStep)> =
        (1..=6).map(|last| (last, brought("2026-02-01", 5, 10))).collect();
    steps.push((1, brought("2026-06-01", 90, 100)));
    let all = told(steps.clone());
    let share = all[0].share.unwrap();
    assert_eq!((all.len(), all[0].schools, share.did, share.of), (1, Count::Shown(6), 115, 150));
    steps.push((2, LearningStep::TakenBack { by: "Mrs Ashby".to_owned(), on: day("2026-06-02") }));
    assert_eq!(told(steps.clone())[0].schools, Count::Shown(5));
    let link = Link { from: urn(3), to: urn(4), is_split: false, on: Some(day("2026-04-01")) };
    let lines = Succession::of(&[link], None);
    let merged = learnt(&folded(steps), &lines, day("2026-07-20"), 1);
    assert_eq!(merged[0].schools, Count::Shown(4), "two schools that merged are one");
    let years = told(vec![(1, brought("2025-06-01", 5, 10)), (1, brought("2026-06-01", 6, 10))]);
    assert_eq!(years.len(), 2, "each school year by itself");
}

#[test]
fn what_cannot_be_a_count_is_refused_in_words() {
    for (all, says) in [
        (counts(&[("ready", 5, 10)]), ""),
        (counts(&[]), "nothing is counted"),
        (counts(&[("ready", 0, 0)]), "nothing is counted"),
        (counts(&[("ready", 11, 10)]), "11 of 10; expected no more than there are"),
        (counts(&[("clever", 1, 10)]), "`clever` is nothing that is counted here"),
        (LearningCounts { by: String::new(), ..counts(&[("ready", 5, 10)]) }, "write your name"),
    ] {
        let told = all.check().err().map_or(String::new(), |why| why.to_string());
        assert!(told.contains(says) && told.is_empty() == says.is_empty(), "{told:?} for {says:?}");
    }
    let words = MEASURES.map(|one| one.sentence).join(" ") + &LEARNT_CAVEATS.join(" ");
    for claim in ["improved", "thanks to", "effect of", "impact", "level", "ability"] {
        assert!(!words.contains(claim), "{claim}");
    }
    assert!(words.contains("nothing here says what the programme caused"));
}
