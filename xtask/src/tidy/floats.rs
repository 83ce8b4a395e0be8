//! No floats where a pupil's answer is marked: `maths` and `curriculum` are exact.
//!
//! Looks for the types and for literals such as `0.5`. Start at [`check`].

use super::rust_text::{code_only, line_of, lines_with_word};
use super::tree::{Problem, Tree};

const EXACT: &[&str] = &["maths", "curriculum"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for name in EXACT {
        for (path, text) in tree.texts(&format!("crates/{name}/src/"), ".rs") {
            let code = code_only(text);
            let mut lines: Vec<usize> = literals(&code);
            lines.extend(lines_with_word(&code, "f32"));
            lines.extend(lines_with_word(&code, "f64"));
            lines.sort_unstable();
            lines.dedup();
            problems.extend(lines.into_iter().map(|line| {
                Problem::new(
                    path,
                    line,
                    format!("`{name}` uses a float"),
                    "use `Number`, which is exact",
                )
            }));
        }
    }
    problems
}

// Lines with a literal such as `0.5`; `pair.0.1` and `0..5` are not literals.
fn literals(code: &str) -> Vec<usize> {
    let bytes = code.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let dots = code.match_indices('.').map(|(at, _)| at);
    let literal = |at: &usize| {
        let start = (0..*at).rev().take_while(|&i| is_digit(i) || bytes[i] == b'_').last();
        let before = start.and_then(|start| start.checked_sub(1)).map(|i| bytes[i]);
        let begins = !before.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_');
        start.is_some_and(is_digit) && is_digit(at + 1) && begins
    };
    dots.filter(literal).map(|at| line_of(code, at)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        tree::check(super::check, &[(path, text)], expected);
    }

    #[test]
    fn exact_crates_hold_no_float() {
        let path = "crates/maths/src/number.rs";
        check(path, "fn f(pair: P) { pair.0.1; 0..5; v[1].0; x1.0 }", &[]);
        check(path, "//! No f64.\nlet text = \"0.5 f32\";", &[]);
        check(path, "//! A.\nlet x = 0.5;", &["crates/maths/src/number.rs:2"]);
        check(path, "//! A.\nlet x: f64 = y;", &["crates/maths/src/number.rs:2"]);
        check("crates/learning/src/model.rs", "let x = 0.5;", &[]);
    }
}
