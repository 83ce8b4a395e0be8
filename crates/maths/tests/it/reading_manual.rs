//! The reading manual, `docs/reading-manual.md`, is written from the tables and from nothing else.
//!
//! `UPDATE=1 cargo test -p maths` writes it again.

use std::fmt::Write;

use crate::page::{self, code};
use crate::reading::{BY_WHAT_IS_ASKED, Table, tables};

const ABOUT: &str = "# How answers are read

This page is written from the tables that test the reading, so it says what really happens.
To change it, change a table in `crates/maths/tests/reading/` and run `UPDATE=1 cargo test -p maths`.

Every text has one reading or none.
The task says which letters, functions, units and words may be written, and the acceptance says what sort of answer is expected; together they decide.
What cannot be read is never marked wrong: the pupil is told which piece it is and asked again.
";

fn manual() -> String {
    let mut page = ABOUT.to_owned();
    by_what_is_asked(&mut page);
    for table in tables() {
        section(&table, &mut page);
    }
    page
}

fn by_what_is_asked(page: &mut String) {
    let head = "\n## One text, read by what is asked for\n\n| A pupil types | Asked for | Read as | Which is |";
    writeln!(page, "{head}\n| --- | --- | --- | --- |").unwrap();
    for (text, expects, written, kind) in BY_WHAT_IS_ASKED {
        let asked = serde_json::to_string(&expects).unwrap().replace('"', "");
        let (text, written) = (code(text), code(written));
        writeln!(page, "| {text} | {asked} | {written} | {kind} |").unwrap();
    }
}

fn section(table: &Table, page: &mut String) {
    writeln!(page, "\n## {}\n\n{}", table.name, allowed(table)).unwrap();
    for line in &table.about {
        writeln!(page, "{line}").unwrap();
    }
    writeln!(page, "\n| A pupil types | Read as | Spoken | Which is |").unwrap();
    writeln!(page, "| --- | --- | --- | --- |").unwrap();
    for row in table.rows.iter().filter(|row| !row.is_refused) {
        let [written, spoken, kind] = &row.parts;
        writeln!(page, "| {} | {} | {spoken} | {kind} |", code(&row.text), code(written)).unwrap();
    }
    writeln!(page, "\n| A pupil types | The pupil is told |\n| --- | --- |").unwrap();
    for row in table.rows.iter().filter(|row| row.is_refused) {
        let told = row.parts[2].replace('|', "\\|");
        writeln!(page, "| {} | {told} |", code(&row.text)).unwrap();
    }
}

// What the task of a table lets a pupil write.
fn allowed(table: &Table) -> String {
    let reading = &table.reading;
    let letters: Vec<String> = reading.letters.iter().map(char::to_string).collect();
    let kinds = [
        ("letters", &letters),
        ("functions", &reading.functions),
        ("units", &reading.units),
        ("words", &reading.words),
    ];
    let named: Vec<String> = kinds
        .iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(kind, names)| {
            let names: Vec<String> = names.iter().map(|name| code(name)).collect();
            format!("{kind} {}", names.join(", "))
        })
        .collect();
    if named.is_empty() {
        return "The task lists no letters, functions, units or words.".to_owned();
    }
    format!("The task lists the {}.", named.join(", the "))
}

#[test]
fn the_manual_says_what_the_tables_say() {
    page::check("reading-manual.md", &manual());
}
