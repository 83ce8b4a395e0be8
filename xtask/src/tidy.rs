//! The rules that the compiler cannot check, one function each in a file of its own.
//!
//! A rule is a function from a [`Tree`] to problems, so its tests need no files on disk. All problems of all rules
//! come in one run. Start at [`RULES`]; to add a rule, write its file and name it there.

mod content_words;
mod directions;
mod floats;
mod headers;
mod length;
mod links;
mod map;
mod module_names;
mod other_hosts;
mod purity;
mod routes;
mod rust_text;
mod tree;
mod vendored;

use std::fmt::Write;
use std::path::Path;

use anyhow::Result;

use crate::Report;
use tree::{Problem, Tree};

type Rule = fn(&Tree) -> Vec<Problem>;

/// Every rule, with the name it is reported under.
const RULES: &[(&str, Rule)] = &[
    ("directions", directions::check),
    ("purity", purity::check),
    ("headers", headers::check),
    ("floats", floats::check),
    ("map", map::check),
    ("routes", routes::check),
    ("length", length::check),
    ("vendored", vendored::check),
    ("content-words", content_words::check),
    ("module-names", module_names::check),
    ("other-hosts", other_hosts::check),
    ("links", links::check),
];

/// Runs every rule over the repository at `root`.
pub fn report(root: &Path) -> Result<Report> {
    let tree = Tree::read(root)?;
    let mut text = String::new();
    let mut n_problems = 0;
    for (name, rule) in RULES {
        for problem in rule(&tree) {
            writeln!(text, "[{name}] {problem}")?;
            n_problems += 1;
        }
    }
    let (n_rules, n_files) = (RULES.len(), tree.len());
    writeln!(text, "tidy: {n_rules} rules, {n_files} files, {n_problems} problems")?;
    Ok(Report { text, is_sound: n_problems == 0 })
}
