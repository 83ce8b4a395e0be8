//! Every file of `tests/working/` is a table of columns of working and what is found about each line.
//!
//! The manual, `docs/working-manual.md`, is written from them: `UPDATE=1 cargo test -p maths`.
//! A row is `line ; line ; line | note ; note`, the notes from the second line on; `letters:` sets what may be written.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use maths::{Follows, Reading, check_working};

use crate::page::{self, code};

fn rows() -> Vec<(String, Vec<char>, String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/working");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut rows = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut letters = Vec::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if let Some(declared) = line.strip_prefix("letters:") {
                letters = declared.chars().filter(|letter| letter.is_alphabetic()).collect();
            } else if !line.starts_with('#') && !line.trim().is_empty() {
                let (working, notes) = line.rsplit_once(" | ").unwrap_or_else(|| panic!("{line}"));
                rows.push((name.clone(), letters.clone(), working.to_owned(), notes.to_owned()));
            }
        }
    }
    rows
}

#[test]
fn every_line_is_found_to_follow_as_its_table_says() {
    let mut wrong = Vec::new();
    let rows = rows();
    for (name, letters, working, notes) in &rows {
        let reading = Reading { letters: letters.clone(), ..Reading::default() };
        let column = working.split(" ; ").collect::<Vec<_>>().join("\n");
        let found = check_working(&column, &reading);
        let short = |note: &str| note.trim_start_matches("working.").to_owned();
        let actual: Vec<String> = found.lines.iter().skip(1).map(|line| short(line.note)).collect();
        if actual.join(" ; ") != *notes {
            wrong
                .push(format!("{name}: {working}: expected {notes}, found {}", actual.join(" ; ")));
        }
        for line in &found.lines {
            assert!(line.say.ends_with('.'), "{}", line.say);
        }
    }
    assert!(rows.len() >= 150, "only {} rows were found", rows.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn the_first_break_is_named() {
    let reading = Reading { letters: vec!['x'], ..Reading::default() };
    let working = check_working("2x + 3 = 11\n\n2x = 14\nx = 7", &reading);
    assert_eq!(working.first_break(), Some(1));
    assert_eq!(working.lines[2].follows, Follows::Same);
    assert_eq!(check_working("2x + 3 = 11\n2x = 8\nx = 4", &reading).first_break(), None);
    assert_eq!(check_working("x = 3\nx^2 = 9", &reading).first_break(), None);
    assert_eq!(check_working("", &reading).lines, Vec::new());
}

#[test]
fn long_working_is_cut_short() {
    let reading = Reading { letters: vec!['x'], ..Reading::default() };
    let working = check_working(&"x = 1\n".repeat(1000), &reading);
    assert_eq!(working.lines.len(), 41);
    assert_eq!(working.lines[40].follows, Follows::TooLarge);
    let working = check_working("(x-1)^59999 = 0\n9^9^9\n1/0\nx = 1", &reading);
    let notes: Vec<&str> = working.lines.iter().map(|line| line.note).collect();
    assert_eq!(
        notes,
        ["working.too-large", "working.too-large", "zero-denominator", "working.start"]
    );
}

const ABOUT: &str = "# How working is checked, line by line

This page is written from the tables that test the checking, so it says what really happens.
To change it, change a table in `crates/maths/tests/working/` and run `UPDATE=1 cargo test -p maths`.

Each line is compared with the line above it.
It follows when it is true for the same numbers, or is worth the same.
After a break the next line is compared with the line it stands under, so one slip is named once.
A cause is named only when undoing it makes the line follow; it is likely, never certain.
A line that cannot be read breaks nothing, and one that cannot be decided goes to the teacher.
";

fn manual() -> String {
    let mut page = ABOUT.to_owned();
    let mut said: Vec<(String, String)> = Vec::new();
    let mut last = String::new();
    for (name, letters, working, _) in rows() {
        if name != last {
            let title = name[..1].to_uppercase() + &name[1..];
            write!(page, "\n## {title}\n\n| Working | What is found |\n| --- | --- |\n").unwrap();
            last = name;
        }
        let reading = Reading { letters, ..Reading::default() };
        let column = working.split(" ; ").collect::<Vec<_>>().join("\n");
        let found = check_working(&column, &reading);
        let lines: Vec<String> = working.split(" ; ").map(code).collect();
        let notes: Vec<String> =
            found.lines.iter().skip(1).map(|line| line.note.to_owned()).collect();
        writeln!(page, "| {} | {} |", lines.join("<br>"), notes.join("<br>")).unwrap();
        said.extend(found.lines.into_iter().map(|line| (line.note.to_owned(), line.say)));
    }
    said.retain(|(note, _)| note.starts_with("working."));
    said.sort();
    said.dedup();
    page.push_str("\n## What the pupil is told\n\n| Note | Sentence |\n| --- | --- |\n");
    for (note, sentence) in said {
        writeln!(page, "| `{note}` | {sentence} |").unwrap();
    }
    page
}

#[test]
fn the_working_manual_says_what_the_tables_say() {
    page::check("working-manual.md", &manual());
}
