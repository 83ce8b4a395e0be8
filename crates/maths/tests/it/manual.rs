//! The marking manual, `docs/marking-manual.md`, is written from the tables and from nothing else.
//!
//! `UPDATE=1 cargo test -p maths` writes it again.

use std::fmt::Write;

use maths::{ACCEPTANCES, About, mark};

use crate::marking::{Table, tables};
use crate::page::{self, code};

const ABOUT: &str = "# How answers are marked

This page is written from the tables that test the marking, so it says what really happens.
To change it, change a table in `crates/maths/tests/marking/` and run `UPDATE=1 cargo test -p maths`.

Four questions are put to an answer, each on its own: is the *value* right, is the *unit* right, is the *form* the one asked for, is the *precision* the one asked for.
An answer is *correct* when none of them is answered with no.
Otherwise it is marked by the first that is: *incorrect* (the value), *unit*, *form*, *precision*.
An *unreadable* answer is not marked: the pupil is told which piece could not be read and asked again.
An *undecided* answer goes to the teacher.
Marking is exact: nothing is rounded and nothing is guessed.
What may be typed, and what is said when a piece cannot be read, is in the [reading manual](reading-manual.md).
";

fn manual() -> String {
    let mut page = ABOUT.to_owned();
    let tables = tables();
    for about in ACCEPTANCES {
        if let Some(table) = tables.iter().find(|table| table.name == about.name) {
            section(about, table, &mut page);
        }
    }
    page
}

fn section(about: &About, table: &Table, page: &mut String) {
    writeln!(page, "\n## {}\n\nAsked for: {}.", about.name, about.about).unwrap();
    for line in &table.about {
        writeln!(page, "{line}").unwrap();
    }
    for (option, means) in about.options {
        writeln!(page, "Option {}: {means}.", code(option)).unwrap();
    }
    let has_options = table.rows.iter().any(|row| row.item.accept.to_string() != about.name);
    let (asked, line) = if has_options { (" Asked for |", " --- |") } else { ("", "") };
    writeln!(
        page,
        "\n| The answer is |{asked} A pupil writes | Marked | Note | The pupil is told |"
    )
    .unwrap();
    writeln!(page, "| --- |{line} --- | --- | --- | --- |").unwrap();
    for row in &table.rows {
        let marking = mark(&row.response, &row.item);
        let asked = if has_options { format!(" {} |", row.item.accept) } else { String::new() };
        let response =
            if row.response.is_empty() { "(nothing)".to_owned() } else { code(&row.response) };
        let known = row.known_shortcoming.as_ref();
        let known = known.map_or(String::new(), |why| format!(" **Known shortcoming:** {why}."));
        writeln!(
            page,
            "| {} |{asked} {response} | {} | {} | {}{known} |",
            code(&row.item.answer),
            row.outcome,
            marking.note(),
            marking.say()
        )
        .unwrap();
    }
}

#[test]
fn the_manual_says_what_the_tables_say() {
    page::check("marking-manual.md", &manual());
}
