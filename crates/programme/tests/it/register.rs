//! The official register is read by the names of its columns; what is not right is named with its line.

use programme::{
    Columns, Date, Encoding, Facts, Field, Ledger, ReadRegister, Register, Status, Succession,
};
use proptest::prelude::*;

use crate::rules::shipped;

const HEADER: &str =
    "URN,EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate,Postcode,Easting,Northing";
const SOUND: &str = "900001,Amberley School,Open,01-09-1990,,ZA1 2BC,430000,300000";

pub fn read(text: &str) -> ReadRegister {
    Register::read(text.as_bytes(), &Columns::official()).unwrap()
}

/// A register of one sound row and one other, and what is said of the other.
#[track_caller]
fn check(row: &str, says: Option<&str>) {
    let found = read(&format!("{HEADER}\n{SOUND}\n{row}\n"));
    let said: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    match says {
        None => {
            assert_eq!(said, Vec::<String>::new(), "{row}");
            assert_eq!(found.register.n_schools(), 2, "{row}");
        }
        Some(says) => {
            assert_eq!(said.len(), 1, "{row}: {said:?}");
            assert!(said[0].starts_with("line 3: ") && said[0].contains(says), "{}", said[0]);
            assert_eq!(found.register.n_schools(), 1, "the sound row of `{row}` is kept apart");
        }
    }
}

#[test]
fn a_row_that_is_not_right_is_named_with_its_line_and_reason() {
    for (row, says) in [
        ("900002,B,Open,01-09-1990,,ZA1 2BC,430000,300000", None),
        ("900002,B,,,,,,", None),
        ("900002,\"B, the second\",Open,,,,,", None),
        ("900002,B,Open", Some("3 cells and the header 8; it is cut short")),
        (
            "900002,B,Open,,,,,,x",
            Some("9 cells and the header 8; a comma stands outside quotation marks"),
        ),
        ("90002,B,Open,,,,,", Some("URN is `90002`; expected a school's number")),
        (",B,Open,,,,,", Some("URN is ``")),
        ("900001,B,Open,,,,,", Some("900001 stands on line 2 already")),
        ("900002,,Open,,,,,", Some("EstablishmentName is ``")),
        ("900002,B,open,,,,,", None),
        ("900002,B,Shut,,,,,", Some("is `Shut`; expected Open, Closed, Proposed to open")),
        ("900002,B,Closed,31-08-2020,31-08-2020,,,", None),
        (
            "900002,B,Closed,31-08-2020,30-08-2020,,,",
            Some("closes on 2020-08-30 and opens on 2020-08-31"),
        ),
        ("900002,B,Open,31-09-2020,,,,", Some("OpenDate is `31-09-2020`; expected a day")),
        ("900002,B,Open,,,,430000,", Some("Northing is ``; expected both")),
        ("900002,B,Open,,,,430000,12.5", Some("Northing is `12.5`; expected whole metres")),
        ("900002,B,Open,,,,0,0", None),
        ("900002,B,Open,,,,700000,5", Some("off the British National Grid")),
    ] {
        check(row, says);
    }
}

#[test]
fn a_telephone_number_is_read_as_it_is_rung_or_left_out_and_said() {
    for (written, read_as, said) in [
        ("01632960123", Some("01632960123"), "01632 960123"),
        ("1632960123", Some("01632960123"), "01632 960123"),
        ("+44 (0)20 7946 0123", Some("02079460123"), "020 7946 0123"),
        ("0113 496 0123", Some("01134960123"), "0113 496 0123"),
        ("0161-496-0123", Some("01614960123"), "0161 496 0123"),
        ("07700 900123", Some("07700900123"), "07700 900123"),
        ("", None, ""),
        (
            "n/a",
            None,
            "TelephoneNum is `n/a`; expected a telephone number such as 01632 960123; it is left out",
        ),
        ("960123", None, "TelephoneNum is `960123`; expected"),
        ("00331632960", None, "it is left out"),
    ] {
        let text =
            format!("URN,EstablishmentName,TelephoneNum\n900001,Amberley School,{written}\n");
        let found = read(&text);
        assert_eq!(found.problems, [], "{written}");
        let school = found.register.schools().next().unwrap();
        let number = school.telephone.as_ref();
        assert_eq!(number.map(|one| one.digits()), read_as, "{written}");
        match number {
            Some(number) => assert_eq!(number.to_string(), said),
            None => {
                let remarks: Vec<String> = found.remarks.iter().map(ToString::to_string).collect();
                assert!(remarks.concat().contains(said), "{written}: {remarks:?}");
                assert_eq!(remarks.is_empty(), said.is_empty(), "{written}");
            }
        }
    }
    let smaller = read("URN,EstablishmentName\n900001,Amberley School\n");
    let held = read("URN,EstablishmentName,TelephoneNum\n900001,Amberley School,01632960123\n");
    let kept = held.register.with(&smaller);
    assert!(kept.schools().next().unwrap().telephone.is_some(), "a smaller file blanks nothing");
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_named_where_it_begins() {
    let found = read(&format!("{HEADER}\n{SOUND}\n900002,\"B,Open,,,,,\n900003,C,Open,,,,,\n"));
    assert_eq!(found.problems.len(), 1);
    assert_eq!(found.problems[0].line, 3);
    assert!(
        found.problems[0].says.contains("quotation mark is not closed"),
        "{:?}",
        found.problems
    );
}

#[test]
fn a_postcode_that_cannot_be_read_is_left_out_and_said() {
    let found = read(&format!("{HEADER}\n{SOUND}\n900002,B,Open,,,2036,,\n"));
    assert!(found.problems.is_empty());
    assert_eq!(found.remarks.len(), 1);
    assert!(
        found.remarks[0].to_string().contains("line 3: Postcode is `2036`"),
        "{:?}",
        found.remarks
    );
}

#[test]
fn columns_are_found_by_name_and_strangers_are_said() {
    let found =
        read("Canteen,Gender (name),EstablishmentName,URN\nyes,Mixed,Amberley School,900001\n");
    assert_eq!(found.register.n_schools(), 1);
    assert_eq!(found.unknown_columns, ["Canteen"]);
    assert_eq!(found.n_columns_left, 1, "Gender (name) is official and not needed");
    assert!(found.absent.contains(&Field::Postcode));
}

#[test]
fn a_file_that_is_no_register_is_refused_with_what_was_found() {
    for (bytes, says) in [
        (&b""[..], "the file is empty"),
        (
            b"urn,name\n1,2\n",
            "there is no column `EstablishmentName`; found urn, name; a map of columns",
        ),
        (b"URN,URN,EstablishmentName\n", "two columns are called `URN`"),
        (b"\xff\xfeU\0R\0N\0", "not plain text"),
    ] {
        let error = Register::read(bytes, &Columns::official()).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn another_header_is_read_with_a_map_of_columns() {
    let map = "open-words = [\"1\"]\nclosed-words = [\"0\"]\n[columns]\nurn = \"id\"\nname = \"school\"\nstatus = \"live\"\n";
    let columns = Columns::read(map).unwrap();
    let found = Register::read(b"school,id,live\nAmberley School,900001,1\nB,900002,0\n", &columns)
        .unwrap();
    let statuses: Vec<_> = found.register.schools().map(|school| school.status).collect();
    assert_eq!(statuses, [Some(Status::Open), Some(Status::Closed)]);
    let error = Register::read(b"school,id\nA,900001\n", &columns).unwrap_err().to_string();
    assert!(error.contains("there is no column `live`"), "{error}");
    for (map, says) in [
        ("[columns]\nurn = \"id\"\n", "no `name`"),
        ("[columns]\nurn = \"id\"\nname = \"n\"\nheight = \"h\"\n", "height"),
        ("[colums]\n", "colums"),
    ] {
        let error = Columns::read(map).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn the_register_is_read_in_either_encoding() {
    let in_1252 = b"URN,EstablishmentName\n900001,St Zo\xeb's School\n".to_vec();
    let in_utf8 = "\u{feff}URN,EstablishmentName\r\n900001,St Zoë's School\r\n".as_bytes().to_vec();
    for (bytes, encoding) in [(in_1252, Encoding::Windows1252), (in_utf8, Encoding::Utf8)] {
        let found = Register::read(&bytes, &Columns::official()).unwrap();
        assert_eq!(found.encoding, encoding);
        assert_eq!(found.register.schools().next().unwrap().name, "St Zoë's School");
    }
}

#[test]
fn a_school_is_open_on_its_last_day_and_not_the_day_after() {
    let found = read(&format!(
        "{HEADER}\n900001,A,Closed,01-09-2000,31-08-2020,,,\n900002,B,Open,,,,,\n900003,C,Closed,,,,,\n900004,D,Proposed to open,01-09-2020,,,,\n900005,E,,,,,,\n"
    ));
    for (urn, on, is_open) in [
        ("900001", "31-08-2000", Some(false)),
        ("900001", "31-08-2020", Some(true)),
        ("900001", "01-09-2020", Some(false)),
        ("900002", "01-09-2020", Some(true)),
        ("900003", "01-09-2020", Some(false)),
        ("900004", "31-08-2020", Some(false)),
        ("900004", "01-09-2020", Some(true)),
        ("900005", "01-09-2020", None),
    ] {
        let school = found.register.school(urn.parse().unwrap()).unwrap();
        assert_eq!(school.is_open(Date::read(on).unwrap()), is_open, "{urn} {on}");
    }
}

/// Cells that rows are made of: sound ones, half ones, marks that end cells and rows.
fn any_text() -> impl Strategy<Value = String> {
    let cell = prop::sample::select(vec![
        "900001",
        "900002",
        "URN",
        "",
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "\"",
        "Open",
        "Closed",
        "31-08-2021",
        "2021/22",
        "started",
        "primary-development",
        "ZA1 2BC",
        "430000",
        "-5",
        "é",
        "£",
        "Successor",
    ]);
    prop::collection::vec(cell, 0..60).prop_map(|cells| cells.concat())
}

proptest! {
    #[test]
    fn every_row_of_any_text_is_taken_or_named(text in any_text()) {
        let rows = format!("{HEADER}\n{text}");
        let found = read(&rows);
        // Two rows of one number make one school and one problem, so nothing goes missing in silence.
        let reader = csv_rows(&rows);
        prop_assert_eq!(found.register.n_schools() + found.problems.len(), reader);
        for problem in &found.problems {
            prop_assert!(problem.line >= 2 && !problem.says.is_empty());
        }
    }

    #[test]
    fn no_bytes_stop_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), text in any_text()) {
        let programmes = shipped();
        for header in ["", HEADER, "urn,programme,year,what,on\n", "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n",
            "urn,programme,year,what,amount,on,reference,why\n"]
        {
            let all = [header.as_bytes(), text.as_bytes(), &bytes].concat();
            let _ = Register::read(&all, &Columns::official());
            let _ = Succession::read(&all, None);
            let _ = Facts::read(&all, &programmes);
            let _ = Ledger::read(&all, &programmes);
        }
    }
}

/// How many rows below the header are not blank from end to end.
fn csv_rows(text: &str) -> usize {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).count()
}
