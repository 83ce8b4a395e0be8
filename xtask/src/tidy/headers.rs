//! Every Rust file says what it is for in its first line; a `lib.rs` is a map and nothing else.
//!
//! Start at [`check`].

use super::rust_text::{code_only, line_of};
use super::tree::{Problem, Tree};

/// What may stand in a `lib.rs` beside its documentation.
const ALLOWED_IN_LIB: &[&str] = &["mod ", "pub mod ", "pub(crate) mod ", "pub use "];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts("", ".rs") {
        if !text.starts_with("//!") {
            let help = "begin with `//!` and two to six lines: what it is for, what it never does, where to start";
            problems.push(Problem::new(path, 1, "the file has no header", help));
        }
        if path.starts_with("crates/") && path.ends_with("/src/lib.rs") {
            problems.extend(other_items(&code_only(text)).into_iter().map(|line| {
                let help = "move it into a module of its own; lib.rs holds documentation, `mod` and `pub use`";
                Problem::new(path, line, "lib.rs holds more than its map", help)
            }));
        }
    }
    problems
}

// The line of each item that is not `mod x;` or `pub use ...;`.
fn other_items(code: &str) -> Vec<usize> {
    let code = without_attributes(code);
    let mut lines = Vec::new();
    let mut start = 0;
    for part in code.split_inclusive(';') {
        let item = part.trim();
        let is_map = ALLOWED_IN_LIB.iter().any(|allowed| item.starts_with(allowed));
        let is_inline_module = item.contains('{') && !item.starts_with("pub use ");
        if !item.is_empty() && (!is_map || is_inline_module) {
            let blank = part.len() - part.trim_start().len();
            lines.push(line_of(&code, start + blank));
        }
        start += part.len();
    }
    lines
}

fn without_attributes(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut depth = 0;
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        let opens = c == '#' && matches!(chars.peek(), Some('[' | '!'));
        if depth == 0 && opens {
            depth = 1;
            out.push(' ');
            while let Some(c) = chars.next_if(|&c| c != '[') {
                out.push(if c == '\n' { '\n' } else { ' ' });
            }
            chars.next();
            out.push(' ');
        } else if depth > 0 {
            depth += i32::from(c == '[') - i32::from(c == ']');
            out.push(if c == '\n' { '\n' } else { ' ' });
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        tree::check(super::check, &[(path, text)], expected);
    }

    #[test]
    fn a_file_begins_with_what_it_is_for() {
        check("crates/maths/src/mark.rs", "//! Marks.\nfn f() {}", &[]);
        check("crates/maths/src/mark.rs", "\n//! Marks.", &["crates/maths/src/mark.rs:1"]);
        check("crates/maths/src/mark.rs", "/// Marks.", &["crates/maths/src/mark.rs:1"]);
    }

    #[test]
    fn lib_is_a_map() {
        let path = "crates/maths/src/lib.rs";
        check(path, "//! A.\n#![allow(x)]\n\nmod a;\npub mod b;\npub use a::{C, D};\n", &[]);
        check(path, "//! A.\nmod a;\nconst X: u8 = 1;\n", &["crates/maths/src/lib.rs:3"]);
        check(path, "//! A.\nmod a;\n\nfn f() { g(); }\n", &["crates/maths/src/lib.rs:4"; 2]);
        check(path, "//! A.\nuse std::fmt;\n", &["crates/maths/src/lib.rs:2"]);
        check(path, "//! A.\nmod a { fn f() {} }", &["crates/maths/src/lib.rs:2"]);
    }
}
