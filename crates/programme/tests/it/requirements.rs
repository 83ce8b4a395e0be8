//! `docs/requirements.md` is made from the tests: each names the rows it proves, whole or in part, in its comment.
//!
//! `UPDATE=1 cargo test -p programme requirements` writes it again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

const ROWS: &str = include_str!("../requirements.txt");

const ABOUT: &str = "# What the programme must do, and which tests prove it

Made from the tests of `crates/programme` and, marked `web`, those of pages in `crates/web/tests/it/hub.rs` and beside it; do not edit it by hand: `UPDATE=1 cargo test -p programme requirements`.
A row is *proved* when tests hold all of it that the program can work out, *in part* when they hold some of it.
What is proved without a test marked `web` is shown by the commands of `tenframe programme`, from files; the rest also on the pages of a hub or a school, from its store.

";

/// The tests that prove a row whole, and those that prove it in part.
#[derive(Default)]
struct Proof {
    whole: Vec<String>,
    part: Vec<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rows and tests of one file: comments of rows stand right before the test.
fn read(module: &str, text: &str, proofs: &mut BTreeMap<u16, Proof>) {
    let (mut whole, mut part) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let line = line.trim();
        if let Some(rows) = line.strip_prefix("/// Rows: ") {
            whole.extend(numbers(rows));
        } else if let Some(rows) = line.strip_prefix("/// Rows in part: ") {
            part.extend(numbers(rows));
        } else if let Some(rest) = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ") {
            let name = rest.split('(').next().unwrap();
            let test = format!("`{module}::{name}`");
            for row in whole.drain(..) {
                proofs.entry(row).or_default().whole.push(test.clone());
            }
            for row in part.drain(..) {
                proofs.entry(row).or_default().part.push(test.clone());
            }
        }
    }
}

fn numbers(rows: &str) -> Vec<u16> {
    let rows = rows.trim_end_matches('.').split(", ");
    rows.map(|row| row.strip_prefix('R').unwrap().parse().unwrap()).collect()
}

fn page() -> String {
    let mut proofs: BTreeMap<u16, Proof> = BTreeMap::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder().join("tests/it"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let module = file.file_stem().unwrap().to_string_lossy().into_owned();
        if module != "requirements" {
            read(&module, &fs::read_to_string(&file).unwrap(), &mut proofs);
        }
    }
    for module in [
        "five_ideas",
        "hub",
        "hub_agreements",
        "hub_doors",
        "hub_evidence",
        "hub_groups",
        "hub_imports",
        "hub_learning",
        "hub_lessons",
        "hub_materials",
        "hub_people",
        "hub_plans",
        "hub_rounds",
        "hub_sessions",
        "hub_years",
        "in_school",
        "nation",
        "research",
    ] {
        let pages = folder().join(format!("../web/tests/it/{module}.rs"));
        read(&format!("web::{module}"), &fs::read_to_string(pages).unwrap(), &mut proofs);
    }
    let mut page = ABOUT.to_owned();
    let mut open = Vec::new();
    page.push_str("| Row | What | Proved | Tests |\n| --- | --- | --- | --- |\n");
    for line in ROWS.lines() {
        let (row, what) = line.split_once(' ').unwrap();
        match proofs.remove(&row[1..].parse().unwrap()) {
            None => open.push(format!("- {row}: {what}\n")),
            Some(proof) => {
                let how = if proof.whole.is_empty() { "in part" } else { "proved" };
                let tests = [proof.whole, proof.part].concat().join(", ");
                writeln!(page, "| {row} | {what} | {how} | {tests} |").unwrap();
            }
        }
    }
    assert!(proofs.is_empty(), "a test names a row that is not in tests/requirements.txt");
    if !open.is_empty() {
        let n = open.len();
        write!(page, "\n## Not yet\n\nNo test proves any of these {n} rows.\n\n{}", open.concat())
            .unwrap();
    }
    page
}

#[test]
fn the_page_of_requirements_is_what_the_tests_say() {
    let (page, path) = (page(), folder().join("../../docs/requirements.md"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == page,
        "docs/requirements.md is out of date: run `UPDATE=1 cargo test -p programme requirements`"
    );
}

#[test]
fn every_row_stands_once_and_in_order() {
    let numbers: Vec<u16> =
        ROWS.lines().map(|line| line.split_once(' ').unwrap().0[1..].parse().unwrap()).collect();
    assert_eq!(numbers, (49..=109).collect::<Vec<u16>>());
}
