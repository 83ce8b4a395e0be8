//! A file is one idea: past [`MOST_LINES`] lines there are two.
//!
//! Start at [`check`]; a file that is long for a good reason is named in [`ALLOWED`].

use super::tree::{Problem, Tree};

/// Our choice: most files land between 50 and 300 lines.
const MOST_LINES: usize = 700;
const ENDINGS: &[&str] = &[".rs", ".sql", ".mjs", ".js", ".css", ".sh", ".toml"];
/// Paths that may be longer: copied files, and data that reads as one list.
const ALLOWED: &[&str] = &["Cargo.lock"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let is_allowed = |path: &str| ALLOWED.iter().any(|allowed| path.starts_with(allowed));
    let is_source = |path: &str| ENDINGS.iter().any(|ending| path.ends_with(ending));
    tree.texts("", "")
        .filter(|(path, _)| is_source(path) && !is_allowed(path))
        .filter_map(|(path, text)| {
            let n_lines = text.lines().count();
            let message = format!("{n_lines} lines, more than {MOST_LINES}");
            let help = "find the second idea and give it a file of its own";
            (n_lines > MOST_LINES).then(|| Problem::new(path, MOST_LINES + 1, message, help))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[test]
    fn a_file_is_one_idea() {
        let (most, more) = ("x\n".repeat(700), "x\n".repeat(701));
        tree::check(super::check, &[("crates/maths/src/a.rs", &most)], &[]);
        tree::check(
            super::check,
            &[("crates/maths/src/a.rs", &more)],
            &["crates/maths/src/a.rs:701"],
        );
        tree::check(super::check, &[("docs/guide.md", &more)], &[]);
        tree::check(
            super::check,
            &[("crates/web/assets/a.js", &more)],
            &["crates/web/assets/a.js:701"],
        );
    }
}
