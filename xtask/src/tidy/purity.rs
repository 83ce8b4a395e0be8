//! Pure crates ask the machine for nothing: no files, network, clock, environment, threads or chance.
//!
//! Looks at `src/` only; a test may read a fixture. Start at [`check`].

use super::rust_text::{code_only, line_of, lines_with_word};
use super::tree::{Problem, Tree};

const PURE: &[&str] = &["maths", "represent", "curriculum", "learning", "programme"];
const MODULES: &[&str] = &["fs", "net", "time", "env", "thread", "process"];
const NAMES: &[&str] = &["SystemTime", "Instant"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for name in PURE {
        for (path, text) in tree.texts(&format!("crates/{name}/src/"), ".rs") {
            for (line, what) in asks(&code_only(text)) {
                let help = "hand the value in from the edge: today's date, the seed and the text of files are arguments";
                problems.push(Problem::new(
                    path,
                    line,
                    format!("`{name}` is pure but mentions `{what}`"),
                    help,
                ));
            }
        }
    }
    problems
}

fn asks(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for name in NAMES {
        found.extend(lines_with_word(code, name).map(|line| (line, (*name).to_owned())));
    }
    for module in MODULES {
        let path = format!("std::{module}");
        found.extend(lines_with_word(code, &path).map(|line| (line, path.clone())));
    }
    // `use std::{fmt, fs};`
    for (start, _) in code.match_indices("std::{") {
        let group = code[start..].split(';').next().unwrap_or_default();
        for module in MODULES {
            if lines_with_word(group, module).next().is_some() {
                found.push((line_of(code, start), format!("std::{module}")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        tree::check(super::check, &[(path, text)], expected);
    }

    #[test]
    fn the_machine_is_not_asked() {
        let path = "crates/maths/src/read.rs";
        check(path, "use std::fmt;\n", &[]);
        check(path, "//! a\nuse std::fs;\n", &["crates/maths/src/read.rs:2"]);
        check(path, "use std::{fmt, time};\n", &["crates/maths/src/read.rs:1"]);
        check(path, "let now: Instant = x;\n", &["crates/maths/src/read.rs:1"]);
        check(path, "// never std::fs\nlet Instants = \"std::env\";\n", &[]);
        check("crates/web/src/lib.rs", "use std::fs;\n", &[]);
        check("crates/maths/tests/it/main.rs", "use std::fs;\n", &[]);
    }
}
