//! Figures of reach on a small set made by hand: a conversion, a merger, a split, a drop-out.

use programme::{
    Count, Facts, HIDDEN_BELOW, Link, Question, Register, SchoolYear, Succession, Urn, definition,
    report, simulate, withhold,
};

use crate::register::read;
use crate::rules::shipped;

/// Amberley (1) becomes an academy (11) in the middle of its year. Birchby (2) and Coldwick (3) merge (12). Dunford (4)
/// splits in two (13, 14) and only the second goes on. Elderton (5) signs up and never comes. Fernley (6) leaves in
/// February. Of Greyford (7) nobody wrote down who came. Hazelby (8) begins a year later.
const LIST: &str = "urn,programme,year,what,on,hub
900001,primary-development,2017/18,signed-up,20-05-2017,North
900002,primary-development,2017/18,signed-up,20-05-2017,North
900003,primary-development,2017/18,signed-up,21-05-2017,North
900004,primary-development,2017/18,signed-up,22-05-2017,South
900005,primary-development,2017/18,signed-up,23-05-2017,South
900006,primary-development,2017/18,signed-up,24-05-2017,South
900007,primary-development,2017/18,signed-up,25-05-2017,South
900001,primary-development,2017/18,started,05-10-2017,North
900002,primary-development,2017/18,started,05-10-2017,North
900003,primary-development,2017/18,started,05-10-2017,North
900004,primary-development,2017/18,started,05-10-2017,South
900006,primary-development,2017/18,started,05-10-2017,South
900007,primary-development,2017/18,started,05-10-2017,South
900011,primary-development,2017/18,attended,12-03-2018,North
900002,primary-development,2017/18,attended,05-10-2017,North
900003,primary-development,2017/18,attended,05-10-2017,North
900003,primary-development,2017/18,attended,12-03-2018,North
900004,primary-development,2017/18,attended,05-10-2017,South
900006,primary-development,2017/18,attended,05-10-2017,South
900006,primary-development,2017/18,left,10-02-2018,South
900011,primary-development,2017/18,completed,05-07-2018,North
900002,primary-development,2017/18,completed,05-07-2018,North
900003,primary-development,2017/18,completed,05-07-2018,North
900004,primary-development,2017/18,completed,05-07-2018,South
900012,primary-embedding,2018/19,signed-up,20-05-2018,North
900014,primary-embedding,2018/19,signed-up,01-09-2018,South
900008,primary-development,2018/19,signed-up,20-05-2018,South
900012,primary-embedding,2018/19,started,05-10-2018,North
900014,primary-embedding,2018/19,started,05-10-2018,South
900008,primary-development,2018/19,started,05-10-2018,South
900012,primary-embedding,2018/19,attended,05-10-2018,North
900012,primary-embedding,2018/19,completed,05-07-2019,North
";

const SCHOOLS: &str = "URN,EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate
900001,Amberley,Closed,,31-12-2017
900002,Birchby,Closed,,31-08-2018
900003,Coldwick,Closed,,31-08-2018
900004,Dunford,Closed,,31-08-2018
900005,Elderton,Open,,
900006,Fernley,Open,,
900007,Greyford,Open,,
900008,Hazelby,Open,,
900011,Amberley Academy,Open,01-01-2018,
900012,Birchwick,Open,01-09-2018,
900013,Dunford East,Open,01-09-2018,
900014,Dunford West,Open,01-09-2018,
";

pub fn lines() -> Succession {
    let urn = |last: u32| Urn::new(900_000 + last).unwrap();
    let link = |from, to, is_split| Link { from: urn(from), to: urn(to), is_split, on: None };
    let links = [
        link(1, 11, false),
        link(2, 12, false),
        link(3, 12, false),
        link(4, 13, true),
        link(4, 14, true),
    ];
    Succession::of(&links, Some(&read(SCHOOLS).register))
}

pub fn facts() -> Facts {
    let read = Facts::read(LIST.as_bytes(), &shipped()).unwrap();
    assert_eq!(read.problems, []);
    assert_eq!(read.facts.contradictions(&lines()), Vec::<String>::new());
    read.facts
}

fn year(text: &str) -> SchoolYear {
    text.parse().unwrap()
}

fn count(slug: &str, in_year: &str, programmes: &[String]) -> Count {
    let question = Question {
        definition: definition(slug).unwrap(),
        programmes,
        from: year(in_year),
        to: year(in_year),
        by_hub: false,
        hidden_below: 1,
    };
    report(&question, &facts(), &lines()).figures[0].schools
}

/// Rows: R96.
/// Rows in part: R61, R95.
#[test]
fn each_definition_counts_what_it_says_and_no_school_twice() {
    for (slug, in_year, schools, why) in [
        ("signed-up", "2017/18", 7, "all seven, Elderton too"),
        ("started", "2017/18", 6, "not Elderton"),
        ("attended", "2017/18", 5, "of Greyford nothing is recorded; Coldwick came twice"),
        ("completed", "2017/18", 4, "Amberley as an academy, Birchby, Coldwick, Dunford"),
        ("returned", "2017/18", 0, "there is no year before"),
        ("ever", "2017/18", 6, "those that started"),
        ("signed-up", "2018/19", 3, "Birchwick, Dunford West, Hazelby"),
        ("started", "2018/19", 3, "the same"),
        ("attended", "2018/19", 1, "Birchwick"),
        ("completed", "2018/19", 1, "Birchwick"),
        (
            "returned",
            "2018/19",
            2,
            "Birchwick, for both its parts, and Dunford in its western half",
        ),
        ("ever", "2018/19", 6, "Hazelby is new, and Birchby and Coldwick are one by now"),
        ("ever", "2019/20", 6, "nothing is forgotten"),
        ("started", "2019/20", 0, "nobody began"),
    ] {
        assert_eq!(count(slug, in_year, &[]), Count::Shown(schools), "{slug} {in_year}: {why}");
    }
    let development = ["primary-development".to_owned()];
    assert_eq!(count("started", "2018/19", &development), Count::Shown(1), "Hazelby alone");
}

/// Rows in part: R95.
#[test]
fn every_figure_stands_with_its_definition_and_its_day() {
    let question = Question {
        definition: definition("ever").unwrap(),
        programmes: &[],
        from: year("2017/18"),
        to: year("2018/19"),
        by_hub: true,
        hidden_below: 5,
    };
    let found = report(&question, &facts(), &lines());
    assert!(found.counts.starts_with("Schools that began in the school year or in any before"));
    assert!(found.distinct.contains("a school that changed its number counts once"));
    assert!(found.small_numbers.contains("1 to 4 are hidden"));
    assert_eq!(found.figures[1].as_at.to_string(), "2019-08-31");
    let opened: Vec<(String, usize)> = found.figures[1]
        .counted
        .iter()
        .map(|school| (school.school.to_string(), school.numbers.len()))
        .collect();
    let expected =
        [("900006", 1), ("900007", 1), ("900008", 1), ("900011", 1), ("900012", 3), ("900014", 2)];
    assert_eq!(opened, expected.map(|(urn, n)| (urn.to_owned(), n)));
    assert!(
        definition("evar").unwrap_err().to_string().contains("expected one of signed-up, started")
    );
}

/// Rows in part: R95.
#[test]
fn small_numbers_are_hidden_and_cannot_be_worked_out() {
    let figure = |slug: &str, in_year: &str, hidden_below| {
        let question = Question {
            definition: definition(slug).unwrap(),
            programmes: &[],
            from: year(in_year),
            to: year(in_year),
            by_hub: true,
            hidden_below,
        };
        let found = report(&question, &facts(), &lines()).figures.remove(0);
        let hubs: Vec<String> =
            found.hubs.iter().map(|hub| format!("{} {}", hub.hub, hub.schools)).collect();
        (found.schools.to_string(), hubs.join(", "))
    };
    for (slug, in_year, hidden_below, whole, hubs) in [
        ("signed-up", "2017/18", 1, "7", "North 3, South 4"),
        ("signed-up", "2017/18", 4, "7", "North fewer than 4, South withheld"),
        ("signed-up", "2017/18", 5, "7", "North fewer than 5, South fewer than 5"),
        ("completed", "2017/18", 5, "fewer than 5", "North fewer than 5, South fewer than 5"),
        ("started", "2019/20", 5, "0", ""),
    ] {
        let found = figure(slug, in_year, hidden_below);
        assert_eq!(found, (whole.to_owned(), hubs.to_owned()), "{slug} {in_year} {hidden_below}");
    }
}

#[test]
fn a_list_of_facts_is_refused_row_by_row() {
    for (row, says) in [
        ("900001,primary-development,2017/18,started,05-10-2017,", None),
        ("900001,primary-development,2017/18,signed-up,05-05-2017,", None),
        ("900001,primary-development,2017/18,started,05-05-2017,", Some("does not lie in 2017/18")),
        (
            "900001,primary-development,2017/18,completed,01-09-2018,",
            Some("does not lie in 2017/18"),
        ),
        ("900001,primary-develpment,2017/18,started,05-10-2017,", Some("there is no programme")),
        (
            "900001,primary-development,2017/19,started,05-10-2017,",
            Some("year: `2017/19` is not a school year"),
        ),
        (
            "900001,primary-development,2017/18,begun,05-10-2017,",
            Some("what is `begun`; expected one of interested"),
        ),
        ("9001,primary-development,2017/18,started,05-10-2017,", Some("urn: `9001` is not")),
        ("900001,primary-development,2017/18,started", Some("4 cells and the header 6")),
    ] {
        let text = format!("urn,programme,year,what,on,hub\n{row}\n");
        let read = Facts::read(text.as_bytes(), &shipped()).unwrap();
        match says {
            None => assert_eq!(read.problems, [], "{row}"),
            Some(says) => {
                assert_eq!(read.problems.len(), 1, "{row}");
                let said = read.problems[0].to_string();
                assert!(said.starts_with("line 2: ") && said.contains(says), "{said}");
            }
        }
    }
    let error = Facts::read(b"urn,year\n", &shipped()).unwrap_err();
    assert!(error.contains("there is no column `programme`; found urn, year"), "{error}");
}

#[test]
fn a_completion_needs_a_start_under_this_number_or_an_earlier_one() {
    for (urn, n_said) in [("900001", 0), ("900011", 0), ("900005", 1)] {
        let text = format!(
            "urn,programme,year,what,on\n900001,primary-development,2017/18,started,05-10-2017\n\
            {urn},primary-development,2017/18,completed,05-07-2018\n"
        );
        let read = Facts::read(text.as_bytes(), &shipped()).unwrap();
        let said = read.facts.contradictions(&lines());
        assert_eq!(said.len(), n_said, "{urn}: {said:?}");
        if n_said > 0 {
            assert!(said[0].contains(
                "900005 completed primary-development in 2017/18 without having started"
            ));
        }
    }
}

/// Rows: R96.
#[test]
fn a_simulated_history_reaches_the_public_scale_and_says_that_it_is_simulated() {
    for seed in [1, 2, 3] {
        let made = simulate(year("2015/16"), year("2019/20"), seed);
        assert!(made.caption.contains("No figure here is a fact about any school"));
        let number = |at: usize| match made.years[at].ever {
            Count::Shown(n) => n,
            _ => 0,
        };
        assert!((5_000..6_000).contains(&number(3)), "2018/19, seed {seed}: {}", number(3));
        assert!((8_000..9_500).contains(&number(4)), "2019/20, seed {seed}: {}", number(4));
        let forecast = made.forecast.clone().unwrap();
        assert_eq!((forecast.from, forecast.year), (year("2018/19"), year("2019/20")));
        assert!(forecast.ever > 8_000, "{forecast:?}");
        assert!(forecast.least <= forecast.ever && forecast.ever <= forecast.most);
        assert!(
            forecast.ever.abs_diff(number(4)) * 20 < number(4),
            "within a twentieth: {forecast:?}"
        );
        let read = Register::of(made.register.schools.clone());
        let lines = Succession::of(&made.register.links, Some(&read));
        assert_eq!(made.facts.contradictions(&lines), Vec::<String>::new());
    }
    let (first, second) = (
        simulate(year("2016/17"), year("2016/17"), 7),
        simulate(year("2016/17"), year("2016/17"), 7),
    );
    assert_eq!(first, second);
}

/// Rows in part: R94.
#[test]
fn what_follows_from_other_numbers_is_withheld_with_them() {
    let by_programme: &[&[usize]] = &[&[0, 1, 2]];
    let chained: &[&[usize]] = &[&[0, 1, 2], &[2, 3, 4]];
    for (numbers, relations, expected) in [
        // Every programme, and two of them: six beside eight would tell the two.
        (&[8, 6, 2][..], by_programme, "8 withheld <5"),
        // Two are hidden already, or none.
        (&[3, 3, 0], by_programme, "<5 <5 0"),
        (&[12, 5, 7], by_programme, "12 5 7"),
        // Who ever took part, who started and who ever did the year before: seven less five is two.
        (&[7, 5, 2], by_programme, "7 withheld <5"),
        // What is withheld would follow from the next year, so that goes on.
        (&[7, 5, 2, 9, 9], chained, "7 withheld <5 withheld 9"),
        (&[2, 0, 9, 9, 9], chained, "<5 0 withheld withheld 9"),
        // A number alone follows from nothing.
        (&[2, 0, 0], by_programme, "<5 0 0"),
    ] {
        let mut shown: Vec<Count> = numbers.iter().map(|&n| Count::of(n, HIDDEN_BELOW)).collect();
        let relations: Vec<Vec<usize>> = relations.iter().map(|one| one.to_vec()).collect();
        withhold(numbers, &mut shown, &relations);
        let found: Vec<String> = shown.iter().map(ToString::to_string).collect();
        assert_eq!(found.join(" ").replace("fewer than ", "<"), expected, "{numbers:?}");
    }
}
