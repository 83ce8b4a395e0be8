//! `tenframe import hub WORKBOOK.xlsx`: a spreadsheet as other programs write it, previewed, written once, refused.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// The days since the last but one of 1899, as a spreadsheet holds 20 May 2021, 5 October 2021 and 12 November 2021.
const MAY: &str = "44336";
const OCTOBER: &str = "44474";
const NOVEMBER: &str = "44512";

/// What is written, and whether it went well.
fn told(folder: &Path, arguments: &[&str]) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenframe"));
    let output = command.current_dir(folder).arg("import").args(arguments).output().unwrap();
    let both = [output.stdout, output.stderr].concat();
    (String::from_utf8(both).unwrap(), output.status.success())
}

/// A folder with a hub of three schools in its store.
fn hub() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "schools.csv",
        "URN,EstablishmentName,EstablishmentStatus (name),PhaseOfEducation (name),LA (name),Postcode\n\
        900001,St Mary's Church of England Primary School,Open,Primary,County 1,ZA1 2BC\n\
        900003,Oakwood Infant School,Open,Primary,County 1,ZB2 1AA\n\
        900004,Oakwood Junior School,Open,Primary,County 1,ZB2 1AA\n",
    );
    write("first.txt", "a long first password\n");
    for arguments in [
        &["register", "schools.csv", "--data", "store"][..],
        &[
            "hub",
            "North Hub",
            "--lead-school",
            "900001",
            "--authority",
            "County 1",
            "--lead",
            "A. Lead",
            "--email",
            "lead@hub.example",
            "--password-file",
            "first.txt",
            "--data",
            "store",
        ],
    ] {
        let (said, is_well) = told(folder.path(), arguments);
        assert!(is_well, "{said}");
    }
    folder
}

/// A cell is a text, or `=` and a number, `@` and a day's number, `~` and a part of a day.
type Sheet<'t> = (&'t str, &'t [&'t [&'t str]]);

/// A spreadsheet file: texts shared, days by their style, parts deflated.
fn xlsx(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let (mut texts, mut parts) = (Vec::new(), Vec::new());
    let (mut list, mut links) = (String::new(), String::new());
    for (n, (name, rows)) in sheets.iter().enumerate() {
        let n = n + 1;
        write!(list, r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>"#).unwrap();
        write!(links, r#"<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>"#).unwrap();
        let mut data = String::new();
        for (row, cells) in rows.iter().enumerate() {
            write!(data, r#"<row r="{}">"#, row + 1).unwrap();
            for (letter, cell) in ('A'..).zip(*cells) {
                let place = format!("{letter}{}", row + 1);
                if let Some(number) = cell.strip_prefix('=') {
                    write!(data, r#"<c r="{place}"><v>{number}</v></c>"#).unwrap();
                } else if let Some(time) = cell.strip_prefix('~') {
                    write!(data, r#"<c r="{place}" s="2"><v>{time}</v></c>"#).unwrap();
                } else if let Some(day) = cell.strip_prefix('@') {
                    write!(data, r#"<c r="{place}" s="1"><v>{day}</v></c>"#).unwrap();
                } else if !cell.is_empty() {
                    write!(data, r#"<c r="{place}" t="s"><v>{}</v></c>"#, texts.len()).unwrap();
                    texts.push(*cell);
                }
            }
            data.push_str("</row>");
        }
        let sheet = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{n}.xml"), sheet));
    }
    let shared: String = texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    parts.extend([
        ("xl/workbook.xml".to_owned(), format!("<workbook><sheets>{list}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{links}</Relationships>")),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst>{shared}</sst>")),
        (
            "xl/styles.xml".to_owned(),
            r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>"#.to_owned(),
        ),
    ]);
    zipped(&parts)
}

fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let (mut file, mut list) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text.as_bytes()).unwrap();
        let packed = packer.finish().unwrap();
        let at = u32::try_from(file.len()).unwrap();
        // Version, flags, method 8, time, day, sum (which nobody here checks), both sizes, the length of the name.
        let mut about = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        about.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        about.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        about.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        about.extend([0, 0]);
        file.extend(b"PK\x03\x04");
        file.extend(&about);
        file.extend(name.as_bytes());
        file.extend(packed);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&about);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let n = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let at = u32::try_from(file.len()).unwrap();
    let n_list = u32::try_from(list.len()).unwrap();
    file.extend(list);
    file.extend(b"PK\x05\x06\x00\x00\x00\x00");
    file.extend([n, n].concat());
    file.extend(n_list.to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// A hub's year with `amount` as what was paid.
fn year(amount: &str) -> Vec<u8> {
    let (may, october, november) =
        (&*format!("@{MAY}"), &*format!("@{OCTOBER}"), &*format!("@{NOVEMBER}"));
    let development = "Primary Development";
    xlsx(&[
        (
            "Schools",
            &[
                &["School", "Postcode", "Programme", "Year", "Applied", "Started"],
                &["St Marys CE Pri &amp; Nursery", "ZA1 2BC", development, "2021/22", may, october],
                &["Oakwood", "ZB2 1AA", development, "2021/22", may, october],
            ],
        ),
        (
            "Sessions",
            &[
                &["Programme", "Date", "Start", "End", "Venue"],
                &[development, november, "~0.5625", "~0.6666666666666666", "Oakwood"],
            ],
        ),
        (
            "Attendance",
            &[
                &["Programme", "Date", "School", "Name"],
                &[development, november, "St Marys CE Pri &amp; Nursery", "A. Able"],
            ],
        ),
        (
            "Payments",
            &[
                &["School", "Programme", "Year", "What", "Amount", "Date"],
                &["Oakwood", development, "2021/22", "paid", amount, november],
            ],
        ),
    ])
}

#[test]
fn a_spreadsheet_is_previewed_then_written_once_and_what_is_in_doubt_is_listed() {
    let folder = hub();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("year.xlsx", &year("=1000"));
    let ask = ["hub", "year.xlsx", "--data", "store"];
    for _ in 0..2 {
        let (said, is_well) = told(folder.path(), &ask);
        assert!(is_well, "{said}");
        for words in [
            "2 schools, 5 rows and 1 sessions with 1 schools there are new; 0 the book has already",
            "`St Marys CE Pri & Nursery` is taken as 900001 St Mary's Church of England Primary School (9",
            "In doubt, 1 schools",
            "`Oakwood ZB2 1AA` (Schools, row 3; 3 rows)",
            "900003 Oakwood Infant School",
            "900004 Oakwood Junior School",
            "this was a preview",
        ] {
            assert!(said.contains(words), "`{words}` is not in\n{said}");
        }
    }
    let yes = [&ask[..], &["--yes", "--hub", "North Hub"]].concat();
    assert!(told(folder.path(), &yes).0.contains("Written for North Hub"));
    let (again, _) = told(folder.path(), &yes);
    assert!(again.contains("the book has all of it already"), "{again}");
}

#[test]
fn what_cannot_be_taken_is_refused_in_words_and_nothing_is_written() {
    let folder = hub();
    let whole = year("=1000");
    let mut locked = whole.clone();
    // The flag of a password, in the list at the end.
    let at = locked.windows(4).position(|found| found == b"PK\x01\x02").unwrap();
    locked[at + 8] |= 1;
    for (name, bytes, arguments, expected) in [
        (
            "bad.xlsx",
            &year("lots")[..],
            &["--yes"][..],
            "sheet `Payments`, row 2, column `Amount`: `lots` is not an amount",
        ),
        ("short.xlsx", &whole[..whole.len() / 2], &["--yes"], "cut short"),
        ("text.xlsx", b"School,Postcode", &["--yes"], "not a spreadsheet saved as .xlsx"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &["--yes"], "save it as .xlsx"),
        ("locked.xlsx", &locked, &["--yes"], "it has a password"),
        (
            "sound.xlsx",
            &whole,
            &["--hub", "South"],
            "there is no hub `South`; expected one of `North Hub`",
        ),
        ("list.csv", b"", &[], "ends in .xlsx, and `list.csv` does not"),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let ask = [&["hub", name, "--data", "store"], arguments].concat();
        let (said, is_well) = told(folder.path(), &ask);
        assert!(!is_well && said.contains(expected), "{name}: {said}");
    }
    fs::write(folder.path().join("year.xlsx"), whole).unwrap();
    let (said, _) = told(folder.path(), &["hub", "year.xlsx", "--data", "store"]);
    assert!(said.contains("; 0 the book has already"), "{said}");
}

#[test]
fn a_hub_that_is_here_gains_schools_and_a_mistyped_authority_brings_in_nobody() {
    let folder = hub();
    let more = "URN,EstablishmentName,EstablishmentStatus (name),PhaseOfEducation (name),LA (name),Postcode\n\
        900001,St Mary's Church of England Primary School,Open,Primary,County 1,ZA1 2BC\n\
        900007,Station Road Primary School,Open,Primary,County 2,ZC1 1AA\n";
    fs::write(folder.path().join("more.csv"), more).unwrap();
    let (said, is_well) = told(folder.path(), &["register", "more.csv", "--data", "store"]);
    assert!(is_well, "{said}");
    let ask = |name: &str, lead_school: &str, authority: &str| {
        let ask = ["hub", name, "--lead-school", lead_school, "--authority", authority];
        let lead = ["--lead", "A. Lead", "--email", "lead@hub.example"];
        let rest = ["--password-file", "first.txt", "--data", "store"];
        told(folder.path(), &[&ask[..], &lead, &rest].concat())
    };
    for (name, lead_school, authority, is_taken, expected) in [
        ("North Hub", "900001", "Conty 2", false, "no school of the register is in `Conty 2`"),
        ("South Hub", "900007", "Conty 2", false, "such as County 1, County 2"),
        ("North Hub", "900007", "County 2", false, "its lead school is 900001"),
        ("North Hub", "900001", "County 2", true, "1 more schools, 4 in all"),
        ("North Hub", "900001", "County 2", true, "0 more schools, 4 in all"),
    ] {
        let (said, is_well) = ask(name, lead_school, authority);
        assert!(is_well == is_taken && said.contains(expected), "{name}, {authority}: {said}");
    }
}
