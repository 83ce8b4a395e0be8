//! A nation's figures on a small set made by hand: two hubs, a school that went from one to the other, a merger.

use programme::{
    Count, Date, Facts, HubReturn, NationBook, NationFact, National, NotedOfNation, Rate, Register,
    ReturnedSchool, SchoolYear, Share, SimulatedHub, Succession, Urn, What, invent, simulate_hubs,
};

use crate::reports::{facts, lines};

fn year(text: &str) -> SchoolYear {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

/// What the hubs North and South of the report's own set hand on, as the facts of a nation.
fn handed_on() -> Vec<NotedOfNation> {
    let of = |hub: &str, lead: u32| {
        let own: Vec<_> =
            facts().all().filter(|fact| fact.hub.as_deref() == Some(hub)).cloned().collect();
        HubReturn {
            hub: hub.to_owned(),
            lead_urn: Urn::new(lead).unwrap(),
            on: day("2019-09-10"),
            caption: String::new(),
            schools: ReturnedSchool::all_in(&Facts::of(own)),
            practice: Vec::new(),
        }
    };
    let noted = [("a", of("North", 900_001)), ("b", of("South", 900_006))];
    noted.map(|(id, returned)| noted_as(id, NationFact::HandedOn { returned })).into()
}

fn noted_as(id: &str, fact: NationFact) -> NotedOfNation {
    NotedOfNation { id: id.to_owned(), fact }
}

fn figures(noted: &[NotedOfNation], hidden_below: u32) -> National {
    let book = NationBook::fold(noted);
    National::of(&book, &lines(), &[], day("2019-10-01"), hidden_below)
}

/// A definition's whole and hubs in a year, as they are read: "6: North 3, South 3".
fn reach(national: &National, slug: &str, in_year: &str) -> String {
    let report = national.reach.iter().find(|report| report.definition == slug).unwrap();
    let figure = report.figures.iter().find(|figure| figure.year == year(in_year)).unwrap();
    let hubs: Vec<String> =
        figure.hubs.iter().map(|hub| format!("{} {}", hub.hub, hub.schools)).collect();
    format!("{}: {}", figure.schools, hubs.join(", "))
}

fn in_words(rate: &Rate) -> String {
    match rate {
        Rate::Shown(share) => format!("{} of {}", share.did, share.of),
        Rate::Hidden => "hidden".to_owned(),
        Rate::Nobody => "nobody".to_owned(),
    }
}

/// A rate's whole and hubs in a year: "4 of 6: North 3 of 3, South 1 of 3".
fn rate(national: &National, slug: &str, in_year: &str) -> String {
    let of = national.rates.iter().find(|one| one.year == year(in_year)).unwrap();
    let figure = of.rates.iter().find(|figure| figure.definition == slug).unwrap();
    let hubs: Vec<String> =
        figure.hubs.iter().map(|(hub, rate)| format!("{hub} {}", in_words(rate))).collect();
    format!("{}: {}", in_words(&figure.whole), hubs.join(", "))
}

/// Rows in part: R61, R96.
#[test]
fn the_nation_counts_by_the_named_definitions_and_no_school_twice() {
    let national = figures(&handed_on(), 1);
    for (slug, in_year, says, why) in [
        ("signed-up", "2017/18", "7: North 3, South 4", "Elderton too"),
        ("started", "2017/18", "6: North 3, South 3", "not Elderton"),
        ("completed", "2017/18", "4: North 3, South 1", "Amberley as an academy"),
        (
            "returned",
            "2018/19",
            "2: North 1, South 1",
            "Birchwick for both its parts, Dunford West",
        ),
        ("ever", "2018/19", "6: North 2, South 4", "Birchby and Coldwick are one by now"),
    ] {
        assert_eq!(reach(&national, slug, in_year), says, "{slug} {in_year}: {why}");
    }
    for (slug, in_year, says, why) in [
        (
            "completion",
            "2017/18",
            "4 of 6: North 3 of 3, South 1 of 3",
            "Fernley left, of Greyford nothing is recorded",
        ),
        ("completion", "2018/19", "1 of 3: North 1 of 1, South 0 of 2", "Birchwick"),
        (
            "retention",
            "2018/19",
            "2 of 3: North 1 of 2, South 1 of 1",
            "of Amberley, Birchwick and Dunford, not Amberley",
        ),
        ("retention", "2017/18", "nobody: ", "there is no year before"),
    ] {
        assert_eq!(rate(&national, slug, in_year), says, "{slug} {in_year}: {why}");
    }
    assert_eq!(national.years, Some((year("2017/18"), year("2018/19"))));
}

/// Rows in part: R61, R96.
#[test]
fn a_school_that_went_to_another_hub_counts_once_in_the_whole() {
    let mut noted = handed_on();
    // South writes down the academy that came of Amberley, which North had under its old number.
    let NationFact::HandedOn { returned } = &mut noted[1].fact else { unreachable!() };
    returned.schools.push(ReturnedSchool {
        urn: Urn::new(900_011).unwrap(),
        programme: "primary-embedding".to_owned(),
        year: year("2018/19"),
        happened: [(What::Started, day("2018-10-05"))].into(),
        n_sessions: 0,
    });
    let national = figures(&noted, 1);
    assert_eq!(reach(&national, "ever", "2018/19"), "6: North 2, South 5");
    let retention = rate(&national, "retention", "2018/19");
    assert_eq!(retention, "3 of 3: North 2 of 2, South 1 of 1", "with whichever hub");
}

/// Rows in part: R95.
#[test]
fn small_numbers_of_a_hub_are_hidden_in_counts_and_in_rates() {
    let national = figures(&handed_on(), 4);
    assert_eq!(reach(&national, "signed-up", "2017/18"), "7: North fewer than 4, South withheld");
    assert_eq!(rate(&national, "completion", "2017/18"), "4 of 6: North hidden, South hidden");
    let national = figures(&handed_on(), 5);
    assert_eq!(rate(&national, "completion", "2017/18"), "hidden: North hidden, South hidden");
}

#[test]
fn what_a_hub_hands_on_again_takes_the_place_of_what_it_did_before() {
    let mut noted = handed_on();
    let NationFact::HandedOn { returned } = &noted[1].fact else { unreachable!() };
    let mut less = returned.clone();
    less.schools.truncate(1);
    less.on = day("2019-06-01");
    noted.push(noted_as("c", NationFact::HandedOn { returned: less }));
    let national = figures(&noted, 1);
    assert_eq!(reach(&national, "started", "2017/18"), "4: North 3, South 1");
    assert!(national.hubs["South"].is_old, "four months before the day");
    assert!(!national.hubs["North"].is_old, "three weeks before");
    noted.push(noted_as("d", NationFact::TakenBack { fact: "c".to_owned() }));
    assert_eq!(reach(&figures(&noted, 1), "started", "2017/18"), "6: North 3, South 3");
}

#[test]
fn what_is_handed_on_names_no_teacher_no_pupil_and_no_note() {
    let NationFact::HandedOn { returned } = &handed_on()[0].fact else { unreachable!() };
    let written = serde_json::to_value(returned).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys(&written), ["hub", "lead_urn", "on", "schools"]);
    for school in written["schools"].as_array().unwrap() {
        assert_eq!(keys(school), ["happened", "n_sessions", "programme", "urn", "year"]);
        for what in keys(&school["happened"]) {
            assert!(What::HANDED_ON.iter().any(|known| known.name() == what), "{what}");
        }
    }
    // Coldwick was at two sessions, Birchby at one.
    let of = |urn: u32| {
        let is_it = |one: &&ReturnedSchool| one.urn.number() == urn;
        returned.schools.iter().find(is_it).unwrap().n_sessions
    };
    assert_eq!((of(900_003), of(900_002)), (2, 1));
}

/// The ranges of four published examples (Newcombe, 1998, method 3), outwards to thousandths, and the ends.
#[test]
fn a_rate_stands_with_its_range() {
    for (did, of, per_mille, low, high) in [
        (81, 263, 308, 255, 367),
        (15, 148, 101, 62, 161),
        (0, 20, 0, 0, 162),
        (1, 29, 34, 6, 172),
        (7, 12, 583, 319, 807),
        (12, 12, 1_000, 757, 1_000),
        (8_000, 10_000, 800, 792, 808),
    ] {
        let share = Share::new(did, of);
        let found = (share.per_mille, share.low, share.high);
        assert_eq!(found, (per_mille, low, high), "{did} of {of}");
    }
    let (few, many) = (Share::new(2, 12), Share::new(800, 1_000));
    assert!(few.is_apart_from(&many) && many.is_apart_from(&few));
    assert!(!Share::new(7, 12).is_apart_from(&many), "58% of twelve may be chance");
}

/// Rows in part: R96.
#[test]
fn simulated_hubs_say_so_and_hand_on_nothing_of_a_later_day() {
    let made = invent(1, 2_000);
    let register = Register::of(made.schools.clone());
    let lines = Succession::of(&made.links, Some(&register));
    let lead =
        |at: usize| made.schools.iter().filter(|one| one.place.is_some()).nth(at).unwrap().urn;
    let hubs = [(10, "2021-02-01"), (1_500, "2021-09-30")].map(|(at, on)| SimulatedHub {
        name: format!("Hub {at}"),
        lead_urn: lead(at),
        on: day(on),
    });
    let returns = simulate_hubs(&register, &lines, &hubs, (year("2018/19"), year("2020/21")), 7);
    assert_eq!(returns.len(), 2);
    for (hub, returned) in hubs.iter().zip(&returns) {
        assert!(returned.caption.contains("No figure here is a fact about any school"));
        assert!(returned.schools.len() > 50, "only {}", returned.schools.len());
        let days = returned.schools.iter().flat_map(|school| school.happened.values());
        assert!(days.clone().all(|on| *on <= hub.on));
    }
    let book = NationBook::fold(&[
        noted_as("a", NationFact::HandedOn { returned: returns[0].clone() }),
        noted_as("b", NationFact::HandedOn { returned: returns[1].clone() }),
    ]);
    assert_eq!(book.captions.len(), 1, "said once");
    assert_eq!(book.facts.contradictions(&lines), Vec::<String>::new());
    let national = National::of(&book, &lines, &[], day("2021-10-01"), 5);
    let ever = national.reach.last().unwrap().figures.last().unwrap();
    assert!(matches!(ever.schools, Count::Shown(n) if n > 100), "{:?}", ever.schools);
    let again = simulate_hubs(&register, &lines, &hubs, (year("2018/19"), year("2020/21")), 7);
    assert_eq!(returns, again);
}
