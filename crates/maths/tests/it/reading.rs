//! What texts are read as, and what is said about those that cannot be read: the tables of `tests/reading/`.

use std::fs;
use std::path::PathBuf;

use maths::{ReadError, Reading, Unreadable, read};

/// What the task of both tables lets a pupil write.
pub fn reading() -> Reading {
    Reading {
        letters: vec!['x', 'y'],
        words: vec!["not possible".to_owned()],
        ..Reading::default()
    }
}

/// The words at the head of a table and the parts of each row.
pub fn table(name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reading").join(name);
    let text = fs::read_to_string(path).unwrap();
    let (about, rows): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| line.starts_with('#'));
    let about =
        about.into_iter().map(|line| line.trim_start_matches(['#', ' ']).to_owned()).collect();
    let parts = |row: &str| row.split('|').map(|part| part.trim().to_owned()).collect();
    (about, rows.into_iter().map(parts).collect())
}

#[track_caller]
fn refused(text: &str) -> Unreadable {
    match read(text, &reading()) {
        Err(ReadError::Unreadable(unreadable)) => unreadable,
        other => panic!("`{text}` was not refused as unreadable: {other:?}"),
    }
}

#[test]
fn each_text_has_one_reading() {
    let (_, rows) = table("readable.txt");
    assert!(rows.len() > 25);
    for row in rows {
        let [text, read_as] = &row[..] else { panic!("{row:?} should be `text | read as`") };
        let tree = read(text, &reading()).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(tree.to_text(), *read_as, "{text}");
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
fn what_cannot_be_read_is_pointed_at() {
    let (_, rows) = table("unreadable.txt");
    assert!(rows.len() > 25);
    for row in rows {
        let [text, note, piece, message] = &row[..] else {
            panic!("{row:?} should have four parts")
        };
        let unreadable = refused(text);
        assert_eq!(unreadable.note, note, "{text}");
        assert_eq!(&text[unreadable.span.clone()], piece, "{text}");
        assert_eq!(&unreadable.message, message, "{text}");
    }
}

#[test]
fn nothing_typed_is_not_an_answer() {
    for text in ["", "   ", "\u{A0}"] {
        let unreadable = refused(text);
        assert_eq!(unreadable.note, "blank");
        assert_eq!(unreadable.message, "There is no answer here yet.");
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
