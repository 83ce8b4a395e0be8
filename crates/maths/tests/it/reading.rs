//! What texts are read as, and what is said about those that cannot be read: the tables of `tests/reading/`.
//!
//! A line is `text | written | spoken | kind`, or `! text | note | piece | message` for what is refused.
//! `name:`, `expects:`, `letters:`, `functions:`, `units:` and `words:` say what the task asks for;
//! lines with `#` are the words of the reading manual.

use std::fs;
use std::path::PathBuf;

use maths::{Expects, ReadError, Reading, Unreadable, read, to_mathml};

/// One line of a table.
pub struct Row {
    pub text: String,
    /// What the text is written and spoken as and what kind it is, or the note, the piece and the message.
    pub parts: [String; 3],
    pub is_refused: bool,
}

/// One table: what its task allows, the words at its head and its rows.
pub struct Table {
    pub name: String,
    pub about: Vec<String>,
    pub reading: Reading,
    pub rows: Vec<Row>,
}

/// The tables in their order.
pub fn tables() -> Vec<Table> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reading");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| table(&fs::read_to_string(path).unwrap())).collect()
}

fn table(text: &str) -> Table {
    let (name, about, rows) = (String::new(), Vec::new(), Vec::new());
    let mut table = Table { name, about, reading: Reading::default(), rows };
    for line in text.lines() {
        let listed = |names: &str| names.split(',').map(|name| name.trim().to_owned()).collect();
        match line.split_once(": ") {
            Some(("name", name)) => table.name = name.to_owned(),
            Some(("expects", name)) => table.reading.expects = expects(name),
            Some(("letters", letters)) => {
                table.reading.letters = letters.chars().filter(|c| c.is_alphabetic()).collect();
            }
            Some(("functions", names)) => table.reading.functions = listed(names),
            Some(("units", names)) => table.reading.units = listed(names),
            Some(("words", words)) => table.reading.words = listed(words),
            _ if line.starts_with("# ") => table.about.push(line[2..].to_owned()),
            _ => table.rows.push(row(line)),
        }
    }
    table
}

fn expects(name: &str) -> Expects {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).unwrap()
}

fn row(line: &str) -> Row {
    let is_refused = line.starts_with("! ");
    let parts: Vec<String> =
        line.trim_start_matches("! ").split(" | ").map(ToOwned::to_owned).collect();
    let [text, a, b, c] =
        parts.try_into().unwrap_or_else(|_| panic!("`{line}` has not four parts"));
    Row { text, parts: [a, b, c], is_refused }
}

#[track_caller]
fn refused(text: &str, reading: &Reading) -> Unreadable {
    match read(text, reading) {
        Err(ReadError::Unreadable(unreadable)) => unreadable,
        other => panic!("`{text}` was not refused as unreadable: {other:?}"),
    }
}

#[test]
fn each_text_has_one_reading() {
    let mut n_rows = 0;
    for table in tables() {
        for row in table.rows.iter().filter(|row| !row.is_refused) {
            n_rows += 1;
            let (text, reading) = (&row.text, &table.reading);
            let tree = read(text, reading).unwrap_or_else(|error| panic!("{text}: {error}"));
            let found = [tree.to_text(), tree.to_speech(), tree.kind().to_owned()];
            assert_eq!(found, row.parts, "{}: {text}", table.name);
            let again = read(&tree.to_text(), reading).unwrap();
            assert!(again.is_same_as(&tree), "{}: {text} is not read back", table.name);
        }
    }
    assert!(n_rows > 200, "only {n_rows} rows were found");
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    let mut n_rows = 0;
    for table in tables() {
        for row in table.rows.iter().filter(|row| row.is_refused) {
            n_rows += 1;
            let found = refused(&row.text, &table.reading);
            let piece = row.text[found.span.clone()].to_owned();
            assert_eq!([found.note.to_owned(), piece, found.message], row.parts, "{}", row.text);
        }
    }
    assert!(n_rows > 80, "only {n_rows} rows were found");
}

#[test]
fn every_message_is_kind_and_short() {
    for row in tables().into_iter().flat_map(|table| table.rows).filter(|row| row.is_refused) {
        let message = &row.parts[2];
        assert!(message.ends_with('.') && message.len() < 160, "{message}");
        for word in ["invalid", "error", "wrong", "expected", "token", "syntax", "expression"] {
            assert!(!message.to_lowercase().contains(word), "{message}");
        }
    }
}

/// One text where each sort of answer is asked for: what it is written as, and what kind it is.
pub const BY_WHAT_IS_ASKED: [(&str, Expects, &str, &str); 22] = [
    ("1,200", Expects::Expression, "1,200", "whole number"),
    ("1,200", Expects::Statement, "1,200", "whole number"),
    ("1,200", Expects::List, "1, 200", "list"),
    ("1,200", Expects::Coordinates, "1, 200", "list"),
    ("(1,200)", Expects::Expression, "(1,200)", "whole number"),
    ("(1,200)", Expects::Coordinates, "(1, 200)", "coordinates"),
    ("(1,200)", Expects::Interval, "(1, 200)", "interval"),
    ("1 200", Expects::List, "1 200", "whole number"),
    ("3.50", Expects::Expression, "3.50", "decimal"),
    ("3.50", Expects::Money, "3.50", "decimal"),
    ("3.50", Expects::Time, "3:50", "time"),
    ("£3.50", Expects::Money, "£3.50", "quantity"),
    ("2:05", Expects::Ratio, "2:05", "ratio"),
    ("2:05", Expects::Time, "2:05", "time"),
    ("7 r 2", Expects::Remainder, "7 r 2", "remainder"),
    ("{2}", Expects::Expression, "(2)", "whole number"),
    ("{2}", Expects::Set, "{2}", "set"),
    ("3 over 4", Expects::Expression, "3/4", "fraction"),
    ("3 over 4", Expects::Vector, "[3; 4]", "vector"),
    ("(3, 4)", Expects::Vector, "(3, 4)", "coordinates"),
    ("2 and 3", Expects::Set, "2, 3", "list"),
    ("2 and 3", Expects::Statement, "2 and 3", "statements together"),
];

#[test]
fn what_is_asked_decides_between_two_readings() {
    for (text, expects, written, kind) in BY_WHAT_IS_ASKED {
        let reading = Reading { expects, ..Reading::default() };
        let tree = read(text, &reading).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((tree.to_text().as_str(), tree.kind()), (written, kind), "{text} {expects:?}");
    }
}

#[test]
fn the_letter_x_multiplies_where_it_stands_for_nothing() {
    let none = Reading::default();
    assert_eq!(read("3 x 4", &none).unwrap().to_text(), "3 × 4");
    assert_eq!(read("3x(4+1)", &none).unwrap().to_text(), "3 × (4 + 1)");
    assert!(read("3x", &none).is_err());
}

#[test]
fn a_column_may_be_typed_on_two_lines() {
    let reading = Reading { expects: Expects::Vector, ..Reading::default() };
    for text in ["2\n-1", "(2\n-1)", "[ 2 \n -1 \n]"] {
        assert_eq!(read(text, &reading).unwrap().to_text(), "[2; -1]", "{text}");
    }
}

#[test]
fn nothing_typed_is_not_an_answer() {
    for text in ["", "   ", "\u{A0}"] {
        for expects in [Expects::Expression, Expects::Time, Expects::Set] {
            let unreadable = refused(text, &Reading { expects, ..Reading::default() });
            assert_eq!(unreadable.note, "blank");
            assert_eq!(unreadable.message, "There is no answer here yet.");
        }
    }
}

#[test]
fn the_letters_to_use_are_named() {
    let said = |letters: &[char]| {
        let reading = Reading { letters: letters.to_vec(), ..Reading::default() };
        read("q", &reading).unwrap_err().to_string()
    };
    assert_eq!(said(&[]), "I can't read the `q`: write the answer with numbers.");
    assert_eq!(said(&['x']), "I can't read the `q`: the letter to use here is `x`.");
    assert_eq!(
        said(&['a', 'b', 'c']),
        "I can't read the `q`: the letters to use here are `a`, `b` and `c`."
    );
}

#[test]
fn what_was_stored_before_is_still_read() {
    let old: Reading = serde_json::from_str(r#"{"letters":["x"],"words":[]}"#).unwrap();
    assert_eq!(old, Reading { letters: vec!['x'], ..Reading::default() });
    assert_eq!(serde_json::to_string(&old).unwrap(), r#"{"letters":["x"],"words":[]}"#);
}

#[test]
fn letters_are_letters_in_a_text_for_display() {
    let any = Reading { letters: ('a'..='z').collect(), ..Reading::default() };
    for text in ["3m", "2p + 5g", "ab", "5t"] {
        assert!(!to_mathml(text, &any).unwrap().contains("mtext"), "{text}");
    }
    assert!(to_mathml("5 cm", &any).unwrap().contains("<mtext>\u{A0}cm</mtext>"));
}
