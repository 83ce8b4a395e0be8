//! Every file of `tests/marking/` is a table of what is marked how; this walks them.
//!
//! A line is `answer | acceptance | response | outcome | note`; `letters:` and `words:` set what may be written;
//! lines with `#` are the words of the marking manual.

use std::fs;
use std::path::PathBuf;

use maths::{Item, Marking, Reading, mark};

/// One line of a table.
pub struct Row {
    pub item: Item,
    pub response: String,
    pub outcome: String,
    pub note: String,
}

/// One table: the words at its head and its rows.
pub struct Table {
    pub name: String,
    pub about: Vec<String>,
    pub rows: Vec<Row>,
}

/// The tables in the order of their names.
pub fn tables() -> Vec<Table> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/marking");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            table(name, &fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn table(name: String, text: &str) -> Table {
    let mut table = Table { name, about: Vec::new(), rows: Vec::new() };
    let mut reading = Reading::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(words) = line.strip_prefix('#') {
            table.about.push(words.trim().to_owned());
        } else if let Some(letters) = line.strip_prefix("letters:") {
            reading.letters = letters.chars().filter(|letter| letter.is_alphabetic()).collect();
        } else if let Some(words) = line.strip_prefix("words:") {
            reading.words = words.split(',').map(|word| word.trim().to_owned()).collect();
        } else {
            table.rows.push(row(line, &reading));
        }
    }
    table
}

fn row(line: &str, reading: &Reading) -> Row {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [answer, accept, response, outcome, note] = parts[..] else {
        panic!("`{line}` should be `answer | acceptance | response | outcome | note`");
    };
    let accept = accept.parse().unwrap_or_else(|error| panic!("{line}: {error}"));
    let item = Item { answer: answer.to_owned(), accept, reading: reading.clone() };
    Row { item, response: response.to_owned(), outcome: outcome.to_owned(), note: note.to_owned() }
}

/// The stable name of what happened, or for what was not decided the reason.
pub fn note(marking: &Marking) -> &str {
    match marking {
        Marking::TooLarge(too_large) => too_large.what,
        Marking::Undecided { why } => why,
        _ => marking.note(),
    }
}

#[test]
fn every_row_is_marked_as_its_table_says() {
    let mut wrong = Vec::new();
    let mut n_rows = 0;
    for table in tables() {
        for row in &table.rows {
            n_rows += 1;
            let marking = mark(&row.response, &row.item);
            if marking.outcome() != row.outcome || note(&marking) != row.note {
                wrong.push(format!(
                    "{}: {} | {} | {}: expected {} | {}, found {} | {}",
                    table.name,
                    row.item.answer,
                    row.item.accept,
                    row.response,
                    row.outcome,
                    row.note,
                    marking.outcome(),
                    note(&marking)
                ));
            }
        }
    }
    assert!(n_rows > 150, "only {n_rows} rows were found");
    assert!(wrong.is_empty(), "{} of {n_rows} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_item_accepts_its_own_answer() {
    for table in tables() {
        for row in table.rows {
            // Some answers are given in another form on purpose: they are the value, as content computes it.
            let Err(error) = row.item.check() else { continue };
            assert!(
                matches!(error, maths::ItemError::OwnAnswerRefused { .. }),
                "{}: {}: {error}",
                table.name,
                row.item.answer
            );
        }
    }
}

#[test]
fn every_verdict_says_something_kind() {
    for table in tables() {
        for row in &table.rows {
            let said = mark(&row.response, &row.item).say();
            assert!(said.ends_with('.') && said.len() > 10, "{said}");
            assert_ne!(said, "This needs another look.", "{} has no sentence of its own", row.note);
            for blame in ["you", "wrong", "mistake", "invalid", "error"] {
                assert!(!said.to_lowercase().split(' ').any(|word| word == blame), "{said}");
            }
        }
    }
}
