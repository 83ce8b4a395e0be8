//! The page of errors, `docs/misconceptions.md`, is written from the table of errors and from the families that ship.
//!
//! `UPDATE=1 cargo test -p curriculum errors_page` writes it again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use curriculum::{Content, Task};

use crate::fixtures::{folder, shipped};

const ABOUT: &str = "# Which errors the families predict

This page is written from the table of errors, [data/malrules.csv](../data/malrules.csv), and from the families that ship, so it says what the program really works out.
To change it, change a family or a note in `data/malrules-notes.csv`, and run `UPDATE=1 cargo test -p curriculum errors_page`.

A row of the table is *confirmed* when a family works out the answer it gives; the question, the right answer and the predicted one stand beside it.
It is *improved* where the family's rule says more, or less, than the row; the note says how.
A row that content cannot express is one for a teacher's eye: it says why.
";

/// One row of the table of errors.
struct Row {
    id: String,
    topic: String,
    years: String,
    error: String,
}

/// A row met in a family: the family and the first task on which it shows.
struct Met {
    family: String,
    shown: (String, String, String),
}

/// The fields of each line of a table with quotes; the first line is its head and is left out.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder("data").join(name)).unwrap();
    text.lines().skip(1).filter(|line| !line.is_empty()).map(fields).collect()
}

fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                fields.last_mut().unwrap().push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            c => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

fn rows() -> Vec<Row> {
    let row = |fields: Vec<String>| Row {
        id: fields[0].clone(),
        topic: fields[1].clone(),
        years: fields[2].clone(),
        error: fields[3].clone(),
    };
    table("malrules.csv").into_iter().map(row).collect()
}

/// Every family that predicts a row, with the first task on which it does.
fn met(content: &Content) -> BTreeMap<String, Vec<Met>> {
    let mut met: BTreeMap<String, Vec<Met>> = BTreeMap::new();
    for family in content.families() {
        let posed = || family.tasks(2_000).map(|task| content.pose(&task).unwrap());
        for misconception in family.misconceptions.iter().filter(|one| !one.from.is_empty()) {
            let shown = posed().find_map(|task: Task| {
                let one =
                    task.predicted.iter().find(|one| one.misconception == misconception.id)?;
                Some((task.text.marked(), task.answer().to_owned(), one.response.clone()))
            });
            // One without a response is told by a teacher's eye.
            let Some(shown) = shown else { continue };
            let found = Met { family: family.slug.clone(), shown };
            met.entry(misconception.from.clone()).or_default().push(found);
        }
    }
    met
}

fn page() -> String {
    let rows = rows();
    let content = shipped();
    let met = met(content);
    let notes: BTreeMap<String, (String, String)> = table("malrules-notes.csv")
        .into_iter()
        .map(|fields| (fields[0].clone(), (fields[1].clone(), fields[2].clone())))
        .collect();
    let is = |row: &Row, status: &str| notes.get(&row.id).is_some_and(|note| note.0 == status);
    let shown: Vec<&Row> = rows.iter().filter(|row| met.contains_key(&row.id)).collect();
    let cannot: Vec<&Row> = rows.iter().filter(|row| is(row, "inexpressible")).collect();
    let not_yet: Vec<&Row> =
        rows.iter().filter(|row| !met.contains_key(&row.id) && !is(row, "inexpressible")).collect();
    let mut page = ABOUT.to_owned();
    writeln!(
        page,
        "\n{} rows: {} are predicted by a family, {} no family asks about yet, {} content cannot express.",
        rows.len(), shown.len(), not_yet.len(), cannot.len()
    )
    .unwrap();
    writeln!(page, "\n## Predicted\n\n| row | error | question | right | predicted | family |\n| --- | --- | --- | --- | --- | --- |").unwrap();
    for row in &shown {
        for one in &met[&row.id] {
            let (question, right, wrong) = one.shown.clone();
            let note =
                notes.get(&row.id).map_or(String::new(), |note| format!(" *Improved:* {}", note.1));
            writeln!(
                page,
                "| {} | {}.{note} | {} | {right} | {wrong} | {} |",
                row.id,
                row.error,
                question.replace('|', "\\|"),
                one.family
            )
            .unwrap();
        }
    }
    writeln!(page, "\n## For a teacher's eye\n\n| row | error | why |\n| --- | --- | --- |")
        .unwrap();
    for row in &cannot {
        writeln!(page, "| {} | {} | {} |", row.id, row.error, notes[&row.id].1).unwrap();
    }
    writeln!(
        page,
        "\n## No family asks yet\n\n| row | topic | years | error |\n| --- | --- | --- | --- |"
    )
    .unwrap();
    for row in &not_yet {
        writeln!(page, "| {} | {} | {} | {} |", row.id, row.topic, row.years, row.error).unwrap();
    }
    page
}

#[test]
fn the_page_of_errors_says_what_the_families_predict() {
    let page = page();
    let path = folder("docs").join("misconceptions.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/misconceptions.md is not what the families predict: UPDATE=1 writes it again"
    );
}

#[test]
fn every_row_that_a_family_names_is_in_the_table_and_shows_or_is_for_the_eye() {
    let (content, rows, notes) = (shipped(), rows(), table("malrules-notes.csv"));
    let met = met(content);
    let cannot = |id: &str| notes.iter().any(|note| note[0] == id && note[1] == "inexpressible");
    for misconception in content.misconceptions().filter(|one| !one.from.is_empty()) {
        let id = &misconception.from;
        assert!(rows.iter().any(|row| row.id == *id), "{id} is not a row of data/malrules.csv");
        assert!(met.contains_key(id) || cannot(id), "{id} shows nowhere");
    }
    let n_cannot = notes.iter().filter(|note| note[1] == "inexpressible").count();
    assert!(n_cannot <= 40, "{n_cannot} rows are left to a teacher's eye");
    for note in &notes {
        assert!(["improved", "inexpressible"].contains(&note[1].as_str()), "{note:?}");
        assert_eq!(met.contains_key(&note[0]), note[1] == "improved", "{note:?}");
    }
}
