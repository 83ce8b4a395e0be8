//! The marking manual, `docs/marking.md`, is written from the tables and from nothing else.
//!
//! `UPDATE=1 cargo test -p maths` writes it again.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use maths::mark;

use crate::marking::{Table, tables};

const ABOUT: &str = "# How answers are marked

This page is written from the tables that test the marking, so it says what really happens.
To change it, change a table in `crates/maths/tests/marking/` and run `UPDATE=1 cargo test -p maths`.

Value comes first, then form.
An answer is *correct* when its value is right and it is written as asked.
A *slip* has the right value in another form.
An *unreadable* answer is not marked: the pupil is told which piece could not be read and asked again.
An *undecided* answer goes to the teacher.
Marking is exact: nothing is rounded and nothing is guessed.
";

fn manual() -> String {
    let mut page = ABOUT.to_owned();
    for table in tables() {
        section(&table, &mut page);
    }
    page
}

fn section(table: &Table, page: &mut String) {
    let accept = &table.rows[0].item.accept;
    writeln!(page, "\n## {}\n\nAsked for: {}.", table.name, accept.describe()).unwrap();
    for line in &table.about {
        writeln!(page, "{line}").unwrap();
    }
    writeln!(page, "\n| The answer is | A pupil writes | Marked | The pupil is told |").unwrap();
    writeln!(page, "| --- | --- | --- | --- |").unwrap();
    for row in &table.rows {
        let response =
            if row.response.is_empty() { "(nothing)".to_owned() } else { code(&row.response) };
        let told = mark(&row.response, &row.item).say();
        writeln!(page, "| {} | {response} | {} | {told} |", code(&row.item.answer), row.outcome)
            .unwrap();
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

#[test]
fn the_manual_says_what_the_tables_say() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/marking.md");
    let page = manual();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "docs/marking.md is out of date: run `UPDATE=1 cargo test -p maths`");
}
