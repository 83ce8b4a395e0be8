//! A hub's spreadsheet: schools by half-remembered names, doubt that waits for a person, cells that are named, undo.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use programme::{
    Columns, Date, Finder, HubBook, HubFact, Import, Likely, Noted, Pence, Postcode, Present,
    Programmes, ReadWorkbook, Register, Succession, Urn, What, WorkSheet, Workbook, WorkbookAsk,
    Wrote, invent, known_sheets, read_workbook,
};
use proptest::prelude::*;

use crate::rules::shipped;

const DEVELOPMENT: &str = "primary-development";
const REGISTER: &str = "URN,EstablishmentName,EstablishmentStatus (name),PhaseOfEducation (name),Town,Postcode,CloseDate
900001,St Mary's Church of England Primary School,Open,Primary,Millford,ZA1 2BC,
900002,St Mary's Catholic Primary School,Open,Primary,Millford,ZA1 4XY,
900003,Oakwood Infant School,Open,Primary,Oldtown,ZB2 1AA,
900004,Oakwood Junior School,Open,Primary,Oldtown,ZB2 1AA,
900005,Quarry Lane Primary School,Closed,Primary,Millford,ZA1 3DE,31-12-2020
900015,Quarry Lane Academy,Open,Primary,Millford,ZA1 3DE,
900006,Hillside Community Primary School,Open,Primary,Millford,ZA1 3QQ,
900007,Hillside Primary School,Open,Primary,Farport,ZZ9 9ZZ,
";
const LINKS: &str = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n900005,900015,Quarry Lane Academy,Successor,31-12-2020\n";

fn urn(number: u32) -> Urn {
    Urn::new(number).unwrap()
}

fn day(text: &str) -> Date {
    Date::read(text).unwrap()
}

fn today() -> Date {
    day("2022-07-20")
}

/// What is read of files once for all.
static SCHOOLS: LazyLock<(Register, Succession)> = LazyLock::new(schools);
static PROGRAMMES: LazyLock<Programmes> = LazyLock::new(shipped);

fn schools() -> (Register, Succession) {
    let register = Register::read(REGISTER.as_bytes(), &Columns::official()).unwrap().register;
    let lines = Succession::read(LINKS.as_bytes(), Some(&register)).unwrap().succession;
    (register, lines)
}

fn found(name: &str, postcode: &str, number: Option<u32>) -> (Option<u32>, Vec<Likely>) {
    let (register, lines) = &*SCHOOLS;
    let own = (900_001..=900_006).map(urn).collect();
    let finder = Finder::new(register, lines, own, today());
    let postcode = Postcode::read(postcode);
    let wrote = Wrote { name, postcode: postcode.as_ref(), urn: number.map(urn) };
    let (sure, likely) = finder.find(wrote);
    (sure.map(Urn::number), likely)
}

#[test]
fn a_school_is_known_by_a_half_remembered_name_and_a_postcode_or_left_in_doubt() {
    for (name, postcode, number, expected) in [
        ("St Marys CE Primary", "ZA1 2BC", None, Some(900_001)),
        ("st. mary's c of e pri sch", "za12bc", None, Some(900_001)),
        ("Saint Mary's RC", "ZA1 4XY", None, Some(900_002)),
        ("St Mary's", "", None, None), // two are called so
        ("St Mary's Catholic Primary School", "", None, Some(900_002)),
        ("Oakwood Jnr", "ZB2 1AA", None, Some(900_004)),
        ("Oakwood", "ZB2 1AA", None, None), // two schools at one address
        ("Quary Lane", "ZA1 3DE", None, Some(900_015)), // a slip, and a number of before
        ("Hillside Community Primary", "", None, Some(900_006)),
        ("Hillside Primary School", "ZA1 2BC", None, None), // the postcode is another's
        ("Hillside", "", Some(900_007), Some(900_007)),
        ("Quarry Lane", "", Some(900_007), None), // the number is another's
        ("Nowhere School", "", None, None),
        ("", "", Some(900_003), Some(900_003)),
    ] {
        let (sure, likely) = found(name, postcode, number);
        assert_eq!(sure, expected, "`{name}` {postcode}: {likely:?}");
    }
    let (_, likely) = found("Oakwood", "ZB2 1AA", None);
    let told: Vec<(u32, &str)> =
        likely.iter().map(|one| (one.urn.number(), &*one.because)).collect();
    assert_eq!(
        told,
        [
            (900_003, "nearly the same name, the same postcode"),
            (900_004, "nearly the same name, the same postcode")
        ]
    );
    assert!(found("Nowhere School", "", None).1.is_empty());
}

#[test]
fn no_school_of_an_invented_nation_is_taken_for_another() {
    let made = invent(1, 2_000);
    let register = Register::of(made.schools.clone());
    let lines = Succession::of(&made.links, Some(&register));
    let finder = Finder::new(&register, &lines, Default::default(), day("2026-01-01"));
    let (mut n, mut n_sure) = (0, 0);
    for school in made.schools.iter().filter(|school| school.close_date.is_none()) {
        // As somebody remembers it: without the word school, and the longest word short of its last letter.
        let name = school.name.replace(" School", "");
        let longest = name.split(' ').max_by_key(|word| word.len()).unwrap().to_owned();
        let name = name.replace(&longest, &longest[..longest.len() - 1]);
        let wrote = Wrote { name: &name, postcode: school.postcode.as_ref(), urn: None };
        let (sure, likely) = finder.find(wrote);
        n += 1;
        if let Some(sure) = sure {
            assert!(lines.are_one_line(sure, school.urn), "{name} as {sure}: {likely:?}");
            n_sure += 1;
        }
    }
    assert!(n > 1_500 && n_sure * 100 > n * 90, "{n_sure} of {n} are sure");
}

fn sheet(name: &str, text: &str) -> WorkSheet {
    let rows = text.lines().zip(1..);
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
    WorkSheet { name: name.to_owned(), rows: rows.map(|(line, n)| (n, cells(line))).collect() }
}

/// A hub's year as a spreadsheet has it.
fn year_of_a_hub() -> Vec<WorkSheet> {
    vec![
        sheet(
            "Schools 2021-22",
            "Northern Maths Hub, do not share
             School name|Post Code|Programme|School Year|Applied|HT confirmed|Confirmed|Start date|Completed|Fax
             St Marys CE Primary|ZA1 2BC|Primary Development|2021-22|20/05/2021|2021-06-10|2021-06-20|||0100
             Oakwood|ZB2 1AA|primary-development|2021/22|2021-05-21||||
             Quarry Lane|ZA1 3DE|Primary Development|2021/2022|2021-05-22||2021-06-21|2021-10-05|2022-07-05|",
        ),
        sheet(
            "People",
            "School|Programme|Year|Teacher
             St Marys CE Primary|Primary Development|2021/22|A. Able
             St Marys CE Primary|Primary Development|2021/22|B. Best
             Oakwood|Primary Development|2021/22|C. Cole",
        ),
        sheet(
            "Sessions",
            "Programme|Date|Group|Start|End|Venue|Topic
             Primary Development|2021-11-12|1|13:30|16:00|Mill Lane|Parts of a whole
             Primary Development|2022-01-20|1|||Teams|",
        ),
        sheet(
            "Attendance",
            "Programme|Date|School|Name
             Primary Development|2021-11-12|St Marys CE Primary|A. Able
             Primary Development|2021-11-12|St Marys CE Primary|B. Best
             Primary Development|2021-11-12|Oakwood|C. Cole
             Primary Development|2022-01-20|St Marys CE Primary|A. Able",
        ),
        sheet(
            "Payments",
            "School|Programme|Year|What|Amount|Date|Ref
             Quarry Lane|Primary Development|2021/22|paid|1000|2022-07-17|NMH-1",
        ),
        sheet("Notes to self", "ring everybody"),
    ]
}

fn read(sheets: Vec<WorkSheet>, book: &HubBook) -> ReadWorkbook {
    let (register, lines) = &*SCHOOLS;
    let finder = Finder::new(register, lines, (900_001..=900_006).map(urn).collect(), today());
    let called = BTreeMap::from([("Primary Development".to_owned(), DEVELOPMENT.to_owned())]);
    let workbook = Workbook { file: "Hub.xlsx".to_owned(), sheets };
    let ask = WorkbookAsk {
        programmes: &PROGRAMMES,
        called: &called,
        lines,
        finder: &finder,
        book,
        today: today(),
    };
    read_workbook(&workbook, ask)
}

fn book(facts: Vec<HubFact>) -> HubBook {
    let noted = facts.into_iter().enumerate();
    HubBook::fold("North", noted.map(|(at, fact)| Noted { id: format!("f{at}"), fact }).collect())
}

fn imported(import: Import) -> HubFact {
    HubFact::Imported { import }
}

fn sound() -> Import {
    let read = read(year_of_a_hub(), &HubBook::default());
    assert_eq!(read.problems, []);
    read.import
}

fn decided(urn: Option<Urn>) -> HubFact {
    let import = sound();
    let school = import.schools.iter().position(|school| school.name == "Oakwood").unwrap();
    HubFact::SchoolDecided { import: "f0".to_owned(), school, urn }
}

fn back(fact: &str) -> HubFact {
    HubFact::TakenBack { fact: fact.to_owned() }
}

fn told(book: &HubBook, number: u32) -> Vec<(What, String)> {
    let own = book.facts.all().filter(|fact| fact.urn == urn(number));
    own.map(|fact| (fact.what, fact.on.to_string())).collect()
}

/// Rows in part: R52, R55, R59, R84, R86.
#[test]
fn a_hubs_year_comes_over_from_its_spreadsheet() {
    let book = book(vec![imported(sound())]);
    let days = |all: &[(What, &str)]| -> Vec<(What, String)> {
        all.iter().map(|(what, on)| (*what, (*on).to_owned())).collect()
    };
    assert_eq!(
        told(&book, 900_001),
        days(&[
            (What::SignedUp, "2021-05-20"),
            (What::HeadConfirmed, "2021-06-10"),
            (What::PlaceConfirmed, "2021-06-20"),
            (What::Started, "2021-11-12"),
            (What::Attended, "2021-11-12"),
            (What::Attended, "2022-01-20"),
        ])
    );
    assert!(told(&book, 900_015).contains(&(What::Completed, "2022-07-05".to_owned())));
    let people = book.people_of(
        &[urn(900_001)].into_iter().collect(),
        DEVELOPMENT,
        day("2021-11-12").school_year(),
    );
    assert_eq!(people, ["A. Able", "B. Best"]);
    let sessions = book.sessions.all();
    assert_eq!(sessions[0].theme, "Parts of a whole");
    assert_eq!(sessions[0].at.in_words(), "Friday 12 November 2021, 13:30 to 16:00, at Mill Lane");
    assert_eq!(sessions[1].at.in_words(), "Thursday 20 January 2022, 13:30 to 16:00, online");
    assert_eq!(book.ledger.entries[0].pence, Pence(100_000));
}

#[test]
fn a_school_in_doubt_counts_for_nothing_until_a_person_says_which_it_is() {
    let waits = book(vec![imported(sound())]);
    let names: Vec<&str> =
        waits.imports[0].doubtful().iter().map(|(_, school)| &*school.name).collect();
    assert_eq!(names, ["Oakwood"]);
    for (facts, number, n_facts, n_doubtful) in [
        (vec![], 900_003, 0, 1),
        (vec![decided(Some(urn(900_003)))], 900_003, 3, 0),
        (vec![decided(Some(urn(900_003)))], 900_004, 0, 0),
        (vec![decided(Some(urn(900_003))), decided(Some(urn(900_004)))], 900_004, 3, 0),
        (vec![decided(None)], 900_003, 0, 0),
        (vec![decided(Some(urn(900_003))), back("f1")], 900_003, 0, 1),
    ] {
        let all: Vec<HubFact> = [imported(sound())].into_iter().chain(facts.clone()).collect();
        let book = book(all);
        assert_eq!(told(&book, number).len(), n_facts, "{facts:?}");
        assert_eq!(book.imports[0].doubtful().len(), n_doubtful, "{facts:?}");
    }
    let settled = book(vec![imported(sound()), decided(Some(urn(900_003)))]);
    let there = &settled.sessions.all()[0].register.as_ref().unwrap().1;
    let oakwood = Present { urn: urn(900_003), people: vec!["C. Cole".to_owned()] };
    assert!(there.contains(&oakwood), "{there:?}");
}

#[test]
fn what_the_book_has_already_is_not_written_twice() {
    for facts in [
        vec![imported(sound())],
        vec![imported(sound()), decided(Some(urn(900_003)))],
        vec![imported(sound()), decided(None)],
    ] {
        let again = read(year_of_a_hub(), &book(facts.clone()));
        assert_eq!((again.problems.len(), again.n_known), (0, 13), "{facts:?}");
        assert_eq!((&again.import.rows[..], &again.import.sessions[..]), (&[][..], &[][..]));
    }
}

#[test]
fn taking_an_import_back_loses_nothing_that_was_written_since() {
    let there = Present { urn: urn(900_002), people: vec![] };
    let since = HubFact::RegisterTaken { session: "f0-s1".to_owned(), present: vec![there] };
    let by_hand = HubFact::Happened {
        urn: urn(900_001),
        programme: DEVELOPMENT.to_owned(),
        year: day("2021-11-12").school_year(),
        what: What::Visited,
        on: day("2022-03-01"),
        note: String::new(),
    };
    let book = book(vec![imported(sound()), since, by_hand, back("f0")]);
    assert_eq!(told(&book, 900_001), [(What::Visited, "2022-03-01".to_owned())]);
    let attended = (What::Attended, "2022-01-20".to_owned());
    assert!(told(&book, 900_002).contains(&attended), "the session stays: a register is of it");
    assert_eq!(book.sessions.all().len(), 1);
    assert_eq!((book.imports.len(), book.ledger.entries.len()), (0, 0));
}

/// One cell of the year changed: the sheet, the row, the place of the cell, what is written.
fn with(sheet: usize, row: usize, cell: usize, text: &str) -> Vec<WorkSheet> {
    let mut sheets = year_of_a_hub();
    let cells = &mut sheets[sheet].rows[row - 1].1;
    if cells.len() <= cell {
        cells.resize(cell + 1, String::new());
    }
    cells[cell] = text.to_owned();
    sheets
}

#[test]
fn what_is_not_right_is_named_with_its_sheet_row_and_column() {
    let (schools, people, sessions, attendance, payments) = (0, 1, 2, 3, 4);
    for (sheets, expected) in [
        (
            with(schools, 3, 4, "soon"),
            "sheet `Schools 2021-22`, row 3, column `Applied`: `soon` is not a day",
        ),
        (
            with(schools, 3, 4, "2023-05-20"),
            "row 3, column `Applied`: signed-up on 2023-05-20 does not lie in 2021/22",
        ),
        (
            with(schools, 3, 8, "2022-08-20"),
            "row 3, column `Completed`: 2022-08-20 has not come yet",
        ),
        (
            with(schools, 3, 2, "Mastery Plus"),
            "row 3, column `Programme`: there is no programme `Mastery Plus`; expected one of ",
        ),
        (
            with(schools, 3, 2, "Development work group"),
            "there is no programme `Development work group`; expected one of Primary Development, Secondary Teaching for Mastery Development Work Group",
        ),
        (
            with(schools, 3, 2, "Primary work group"),
            "there is no programme `Primary work group`; expected one of Primary Development, Primary Teaching for Mastery Embedding Work Group",
        ),
        (
            with(schools, 3, 3, "1999/00"),
            "row 3, column `School Year`: `primary-development` has no rule for 1999/00",
        ),
        (
            with(schools, 3, 3, "last year"),
            "row 3, column `School Year`: `last year` is not a school year",
        ),
        (with(schools, 5, 0, ""), "row 5, column `School name`: it is blank"),
        (
            with(schools, 5, 0, "#REF!"),
            "row 5, column `School name`: `#REF!` is a formula that failed",
        ),
        (
            with(schools, 5, 7, ""),
            "row 5, column `Completed`: completed in 2021/22 without having started",
        ),
        (
            with(schools, 2, 2, "Prog"),
            "sheet `Schools 2021-22`: there is no column programme; found School name",
        ),
        (with(people, 3, 3, ""), "sheet `People`, row 3, column `Teacher`: it is blank"),
        (
            with(sessions, 2, 4, "13:00"),
            "sheet `Sessions`, row 2, column `End`: it ends at 13:00 and starts at 13:30",
        ),
        (with(sessions, 2, 3, "half past"), "row 2, column `Start`: `half past` is not a time"),
        (with(sessions, 3, 1, "2021-11-12"), "row 3: this session stands on a row above already"),
        (
            with(sessions, 2, 2, "first"),
            "row 2, column `Group`: `first` is not the number of a group",
        ),
        (
            with(attendance, 2, 1, "2021-11-13"),
            "sheet `Attendance`, row 2, column `Date`: 0 sessions of primary-development are on 2021-11-13",
        ),
        (
            with(payments, 2, 3, "promised"),
            "sheet `Payments`, row 2, column `What`: `promised` is none of claimed, paid and corrected",
        ),
        (with(payments, 2, 4, "lots"), "row 2, column `Amount`: `lots` is not an amount"),
        (with(payments, 2, 4, "-5"), "row 2, column `Amount`: -£5.00 is below nothing"),
        (vec![sheet("Tabelle1", "a|b")], "no sheet has a name that is known: found `Tabelle1`"),
        (vec![sheet("Schools", "")], "sheet `Schools`: there is no column school"),
        (Vec::new(), "no sheet has a name that is known"),
    ] {
        let problems: Vec<String> =
            read(sheets, &HubBook::default()).problems.iter().map(ToString::to_string).collect();
        assert!(
            problems.iter().any(|told| told.contains(expected)),
            "{expected} not in {problems:?}"
        );
    }
    let read = read(year_of_a_hub(), &HubBook::default());
    let remarks: Vec<String> = read.remarks.iter().map(ToString::to_string).collect();
    for expected in [
        "sheet `Schools 2021-22`: left out are the columns `Fax`",
        "sheet `Notes to self`: it is not one that is known; it is left out",
        "sheet `Sessions`, row 3: no hours are given; 13:30 to 16:00 is taken",
    ] {
        assert!(remarks.iter().any(|told| told == expected), "{expected} not in {remarks:?}");
    }
}

#[test]
fn a_programme_is_known_by_the_name_every_page_gives_it_and_by_its_long_title() {
    for name in [
        "Primary Development",
        "primary development",
        "Primary Development Work Group",
        "Primary Development programme",
        "Primary Teaching for Mastery Development Work Group",
        "Primary Teaching for Mastery: Development",
        "primary-development",
    ] {
        let read = read(with(0, 3, 2, name), &HubBook::default());
        assert_eq!((&read.problems[..], &read.import), (&[][..], &sound()), "{name}");
    }
}

#[test]
fn a_workbook_of_the_known_headings_alone_is_sound_and_empty() {
    let sheets = known_sheets().into_iter().map(|known| {
        let names: Vec<String> = known.columns.into_iter().map(|column| column.name).collect();
        sheet(&known.name, &names.join("|"))
    });
    let read = read(sheets.collect(), &HubBook::default());
    assert_eq!((read.problems, read.remarks, read.import.rows), (vec![], vec![], vec![]));
}

fn a_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("Oakwood".to_owned()),
        Just("St Marys CE Primary".to_owned()),
        Just("Primary Development".to_owned()),
        Just("2021/22".to_owned()),
        Just("2021-11-12".to_owned()),
        Just("13:30".to_owned()),
        Just("#N/A".to_owned()),
        "\\PC{0,12}",
    ]
}

proptest! {
    /// Whatever stands in one cell: it is read or named, never a crash, and taking it back leaves the book as it was.
    #[test]
    fn any_cell_is_read_or_named_and_can_be_taken_back(
        at in 0..5_usize, row in 1..4_usize, cell in 0..10_usize, text in a_cell(),
    ) {
        let mut sheets = year_of_a_hub();
        let rows = &mut sheets[at].rows;
        let last = rows.len() - 1;
        let cells = &mut rows[row.min(last)].1;
        if cells.len() <= cell {
            cells.resize(cell + 1, String::new());
        }
        cells[cell] = text;
        let by_hand = || HubFact::PlacesSet {
            programme: DEVELOPMENT.to_owned(),
            year: day("2021-11-12").school_year(),
            places: 7,
        };
        let read = read(sheets, &HubBook::default());
        let plain = book(vec![by_hand()]);
        let with = HubBook::fold("North", vec![
            Noted { id: "f0".to_owned(), fact: by_hand() },
            Noted { id: "i".to_owned(), fact: imported(read.import) },
            Noted { id: "b".to_owned(), fact: back("i") },
        ]);
        prop_assert_eq!((with.facts, with.ledger, with.people), (plain.facts, plain.ledger, plain.people));
        prop_assert_eq!((with.sessions, with.places), (plain.sessions, plain.places));
    }
}
