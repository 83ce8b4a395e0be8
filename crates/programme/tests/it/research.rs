//! Research on sets made by hand: who is allocated, what an extract holds and withholds, until when it may be taken.

use std::collections::{BTreeMap, BTreeSet};

use programme::{
    Allocation, AllocationCandidate, Arm, CODEBOOK, Date, Extract, ExtractOf, ExtractSchool, Fact,
    Facts, Finding, Grant, Link, NationBook, NationFact, NotedOfNation, ProjectText, Rate, School,
    SchoolYear, StratifiedBy, Succession, Urn, What, allocate, by_arm, extract,
};

fn urn(last: u32) -> Urn {
    Urn::new(900_000 + last).unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn year() -> SchoolYear {
    "2021/22".parse().unwrap()
}

fn candidates(of: &[(u32, &str)]) -> Vec<AllocationCandidate> {
    let one = |(last, stratum): &(u32, &str)| AllocationCandidate {
        urn: urn(*last),
        stratum: (*stratum).to_owned(),
    };
    of.iter().map(one).collect()
}

/// Eleven schools of three strata: six, four and one.
const ELEVEN: [(u32, &str); 11] = [
    (1, "North"),
    (2, "North"),
    (3, "North"),
    (4, "North"),
    (5, "North"),
    (6, "North"),
    (7, "South"),
    (8, "South"),
    (9, "South"),
    (10, "South"),
    (11, "West"),
];

fn allocation(seed: u64) -> Allocation {
    Allocation {
        programme: "primary-development".to_owned(),
        year: year(),
        by: vec![StratifiedBy::Region],
        seed,
        until: day("2022-08-31"),
        on: day("2021-06-01"),
        schools: allocate(&candidates(&ELEVEN), &Succession::default(), seed).unwrap(),
    }
}

/// Rows in part: R108.
#[test]
fn half_of_each_stratum_waits_and_the_seed_gives_the_same_again() {
    let mut seen = BTreeSet::new();
    for seed in 0..40 {
        let made = allocation(seed).schools;
        let waits = |stratum: &str| {
            let of = made.iter().filter(|one| one.stratum == stratum && one.arm == Arm::Waits);
            of.count()
        };
        assert_eq!((waits("North"), waits("South")), (3, 2), "seed {seed}");
        assert!(waits("West") <= 1);
        assert_eq!(made, allocation(seed).schools, "seed {seed} again");
        seen.insert(made.iter().map(|one| one.arm).collect::<Vec<_>>());
    }
    assert!(seen.len() > 30, "only {} allocations of forty seeds differ", seen.len());
    let west: BTreeSet<Arm> = (0..40)
        .map(|seed| allocation(seed).schools.iter().find(|one| one.stratum == "West").unwrap().arm)
        .collect();
    assert_eq!(west.len(), 2, "a school alone in its stratum may come to either arm");
}

#[test]
fn the_order_in_which_schools_are_given_decides_nothing() {
    let mut turned = candidates(&ELEVEN);
    turned.reverse();
    assert_eq!(allocate(&turned, &Succession::default(), 7).unwrap(), allocation(7).schools);
}

#[test]
fn odd_strata_do_not_all_fall_to_one_side() {
    let lone: Vec<(u32, String)> = (1..=20).map(|last| (last, format!("County {last}"))).collect();
    let lone: Vec<(u32, &str)> = lone.iter().map(|(last, name)| (*last, name.as_str())).collect();
    for seed in 0..20 {
        let made = allocate(&candidates(&lone), &Succession::default(), seed).unwrap();
        assert_eq!(made.iter().filter(|one| one.arm == Arm::Waits).count(), 10, "seed {seed}");
    }
}

#[test]
fn schools_that_cannot_be_allocated_are_refused_in_words() {
    let lines = {
        let link = Link { from: urn(1), to: urn(11), is_split: false, on: None };
        Succession::of(&[link], None)
    };
    for (given, says) in [
        (&ELEVEN[1..5], None),
        (&ELEVEN[1..4], Some("3 schools cannot be put in two arms; expected four or more")),
        (&ELEVEN[..], Some("900001 and 900011 are one school by its numbers")),
    ] {
        let made = allocate(&candidates(given), &lines, 1);
        match says {
            None => assert_eq!(made.unwrap().len(), 4),
            Some(says) => {
                let said = made.unwrap_err().to_string();
                assert!(said.starts_with(says), "{said}");
            }
        }
    }
}

#[test]
fn strata_are_made_of_what_the_register_says() {
    let mut school = School::named(urn(1), "Larkfield Primary");
    school.phase = Some("Primary".to_owned());
    for (by, says) in [
        (&[][..], "all"),
        (&[StratifiedBy::Phase][..], "Primary"),
        (&[StratifiedBy::Phase, StratifiedBy::Region][..], "Primary, not said"),
    ] {
        assert_eq!(StratifiedBy::stratum(by, &school), says);
    }
}

fn noted(id: &str, fact: NationFact) -> NotedOfNation {
    NotedOfNation { id: id.to_owned(), fact }
}

fn text(findings: Vec<Finding>) -> ProjectText {
    ProjectText {
        title: "Two hubs, two projects".to_owned(),
        question: "What do a textbook and an exchange have in common for a teacher?".to_owned(),
        partners: vec!["North Hub".to_owned(), "South Hub".to_owned()],
        methods: "Visits and interviews".to_owned(),
        findings,
    }
}

fn begun() -> NotedOfNation {
    let fact = NationFact::ProjectBegun {
        by: "A. Coordinator".to_owned(),
        on: day("2021-05-01"),
        text: text(Vec::new()),
    };
    noted("p", fact)
}

/// Rows: R108.
#[test]
fn a_project_has_question_partners_methods_and_findings_in_versions() {
    let finding = |source: &str, is_confirmed| Finding {
        says: "Both slow the lesson down".to_owned(),
        source: source.to_owned(),
        is_confirmed,
    };
    for (findings, says) in [
        (vec![], None),
        (vec![finding("", false)], None),
        (vec![finding("Report 2016, page 4", true)], None),
        (vec![finding("", true)], Some("marked as confirmed and says not where it stands")),
    ] {
        let problem = text(findings.clone()).problem();
        match says {
            None => assert_eq!(problem, None, "{findings:?}"),
            Some(says) => assert!(problem.unwrap().contains(says)),
        }
    }
    assert!(ProjectText { question: String::new(), ..text(vec![]) }.problem().is_some());
    let again = NationFact::ProjectWritten {
        project: "p".to_owned(),
        by: "B. Writer".to_owned(),
        on: day("2022-01-10"),
        text: text(vec![finding("Report 2016, page 4", true)]),
    };
    let book = NationBook::fold(&[begun(), noted("q", again)]);
    let project = book.project("p").unwrap();
    assert_eq!(project.versions.len(), 2);
    assert_eq!(project.versions[0].2.findings.len(), 0, "what was written first stays to be read");
    assert_eq!(project.text().findings.len(), 1);
}

#[test]
fn a_control_waits_until_its_day_and_not_once_the_allocation_is_taken_back() {
    let allocated =
        NationFact::SchoolsAllocated { project: "p".to_owned(), allocation: allocation(3) };
    let mut all = vec![begun(), noted("a", allocated)];
    let book = NationBook::fold(&all);
    for (on, n) in [("2021-06-02", 5), ("2022-08-31", 5), ("2022-09-01", 0)] {
        let waits = book.waiting(day(on));
        assert!(waits.len().abs_diff(n) <= usize::from(n > 0), "{on}: {}", waits.len());
    }
    let one = &book.waiting(day("2021-06-02"))[0];
    assert_eq!(
        (one.programme.as_str(), one.project.as_str()),
        ("primary-development", "Two hubs, two projects")
    );
    all.push(noted("b", NationFact::TakenBack { fact: "a".to_owned() }));
    assert_eq!(NationBook::fold(&all).waiting(day("2021-06-02")), []);
}

fn fact(last: u32, what: What, hub: &str) -> Fact {
    Fact {
        urn: urn(last),
        programme: "primary-development".to_owned(),
        year: year(),
        what,
        on: day("2021-10-05"),
        hub: Some(hub.to_owned()),
    }
}

/// Rows in part: R97.
#[test]
fn arms_are_compared_with_their_ranges_and_small_numbers_hidden() {
    let schools: Vec<(u32, &str)> = (1..=20).map(|last| (last, "all")).collect();
    let schools = allocate(&candidates(&schools), &Succession::default(), 5).unwrap();
    let started = schools.iter().filter(|one| one.arm == Arm::TakesPart).skip(1);
    let mut facts: Vec<Fact> =
        started.map(|one| fact(one.urn.number() - 900_000, What::Started, "North")).collect();
    let control = schools.iter().find(|one| one.arm == Arm::Waits).unwrap().urn;
    facts.push(fact(control.number() - 900_000, What::Started, "North"));
    let all = Allocation { schools, ..allocation(5) };
    let arms = by_arm(&all, &Facts::of(facts), &Succession::default(), 5);
    assert_eq!((arms[0].arm, arms[0].schools), (Arm::TakesPart, 10));
    assert!(matches!(arms[0].started, Rate::Shown(share) if (share.did, share.of) == (9, 10)));
    assert_eq!(arms[1].started, Rate::Hidden, "one control began all the same");
    assert!(matches!(arms[1].completed, Rate::Shown(share) if share.did == 0));
}

/// Schools 1 to 6 of North, primary, with hub North; 7 to 10 of South with hub South; 11 alone of West.
fn an_extract(facts: &[Fact], lines: &Succession) -> Extract {
    let school = |urn: Urn| {
        let region = match urn.number() - 900_000 {
            1..=6 | 21 => "North",
            7..=10 => "South",
            _ => "West",
        };
        ExtractSchool { region: Some(region.to_owned()), phase: Some("Primary".to_owned()) }
    };
    let of = ExtractOf {
        on: day("2022-09-01"),
        fewest: 5,
        key: &key,
        school: &school,
        n_sessions: &|_, _, _| 9,
        arm: &|_, _, _| None,
    };
    extract(&Facts::of(facts.to_vec()), lines, &of)
}

fn key(text: &str) -> String {
    text.bytes().map(|byte| char::from(b'a' + byte % 26)).collect()
}

fn cells(extract: &Extract, column: &str) -> BTreeMap<String, usize> {
    let at = CODEBOOK.iter().position(|known| known.name == column).unwrap();
    let mut found = BTreeMap::new();
    for row in &extract.rows {
        *found.entry(row.cells[at].clone()).or_default() += 1;
    }
    found
}

/// Rows: R97.
#[test]
fn an_extract_names_nobody_and_no_cell_of_it_is_smaller_than_five_schools() {
    let hub = |last: u32| if last <= 6 { "North" } else { "South" };
    let facts: Vec<Fact> = (1..=11).map(|last| fact(last, What::Started, hub(last))).collect();
    let made = an_extract(&facts, &Succession::default());
    // Six of North stay as they are; four of South and the one of West are alike only without hub and region.
    assert_eq!(made.rows.len(), 11);
    assert_eq!(
        cells(&made, "region"),
        [("North".to_owned(), 6), ("withheld".to_owned(), 5)].into()
    );
    assert_eq!(cells(&made, "hub")["withheld"], 5);
    assert_eq!(cells(&made, "phase")["Primary"], 11);
    assert_eq!((made.n_withheld, made.n_left_out), (5, 0));
    assert_eq!(
        cells(&made, "sessions"),
        [("6".to_owned(), 11)].into(),
        "six stands for six or more"
    );
    let all = format!("{made:?}");
    for private in ["90000", "2021-10-05"] {
        assert!(!all.contains(private), "{private} stands in the extract");
    }
    // With three schools less there is no crowd to stand in, and they are left out.
    let fewer: Vec<Fact> = facts.iter().filter(|one| one.urn.number() < 900_009).cloned().collect();
    let made = an_extract(&fewer, &Succession::default());
    assert_eq!((made.rows.len(), made.n_left_out), (6, 2));
    for row in &made.rows {
        assert_eq!(row.cells.len(), CODEBOOK.len());
    }
}

/// Rows in part: R97.
#[test]
fn what_one_row_of_a_school_withholds_no_other_row_of_it_tells() {
    let mut facts: Vec<Fact> = (1..=6).map(|last| fact(last, What::Started, "North")).collect();
    facts.extend((7..=11).map(|last| fact(last, What::Started, "South")));
    // In the next year school 1 is alone in its region.
    let next = |last: u32| Fact { year: year().next(), ..fact(last, What::Started, "North") };
    facts.extend([1, 7, 8, 9, 10, 11].map(next));
    let made = an_extract(&facts, &Succession::default());
    let of_one: Vec<&str> = made
        .rows
        .iter()
        .filter(|row| row.cells[0] == key("900001"))
        .map(|row| row.cells[2].as_str())
        .collect();
    assert_eq!(of_one, ["withheld", "withheld"]);
}

#[test]
fn a_school_that_changed_its_number_has_one_key() {
    let link = Link { from: urn(1), to: urn(21), is_split: false, on: None };
    let lines = Succession::of(&[link], None);
    let mut facts: Vec<Fact> = (1..=6).map(|last| fact(last, What::Started, "North")).collect();
    facts.push(fact(21, What::Completed, "North"));
    let made = an_extract(&facts, &lines);
    assert_eq!(made.rows.len(), 6, "one row for both numbers");
    assert_eq!(cells(&made, "completed"), [("0".to_owned(), 5), ("1".to_owned(), 1)].into());
}

/// Rows in part: R97.
#[test]
fn an_extract_is_open_until_its_day_and_not_after() {
    let grant = |on: &str, until: &str| Grant {
        to: "r1".to_owned(),
        name: "Dr Ashgrove".to_owned(),
        purpose: "The study of two hubs".to_owned(),
        on: day(on),
        until: day(until),
    };
    for (on, until, says) in [
        ("2021-09-01", "2021-12-31", None),
        ("2021-09-01", "2021-08-31", Some("lies before today")),
        ("2021-09-01", "2022-12-31", Some("open for 366 days at most")),
    ] {
        let problem = grant(on, until).problem();
        assert_eq!(problem.is_some(), says.is_some(), "{until}: {problem:?}");
        assert!(problem.unwrap_or_default().contains(says.unwrap_or_default()));
    }
    let held = grant("2021-09-01", "2021-12-31");
    assert_eq!(held.why_not(day("2021-12-31")), None);
    assert!(held.why_not(day("2022-01-01")).unwrap().contains("until 31 December 2021"));
    assert!(Grant { purpose: String::new(), ..held }.problem().unwrap().contains("what it is for"));
}
