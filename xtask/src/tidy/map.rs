//! `ARCHITECTURE.md` is true: the files and folders it names exist, and every crate is named.
//!
//! A name is text between backticks that looks like a path: it holds a `/` or ends in a known ending. A part in angle
//! brackets stands for any name. Start at [`check`].

use super::tree::{Problem, Tree};

const MAP: &str = "ARCHITECTURE.md";
const ENDINGS: &[&str] =
    &[".md", ".rs", ".toml", ".sql", ".sh", ".csv", ".mjs", ".js", ".css", ".txt"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let Some(text) = tree.text(MAP) else {
        return vec![Problem::new(MAP, 0, "the map is missing", "write ARCHITECTURE.md")];
    };
    let mut problems = Vec::new();
    for (i, line) in text.lines().enumerate() {
        for path in named_paths(line) {
            if !tree.has(path) {
                let help = "name the file where it is now, or take it off the map";
                problems.push(Problem::new(MAP, i + 1, format!("`{path}` does not exist"), help));
            }
        }
    }
    for name in tree.crates() {
        if !text.contains(&format!("`crates/{name}")) {
            let help = format!("add a line for `crates/{name}/`");
            problems.push(Problem::new(
                MAP,
                0,
                format!("the crate `{name}` is not on the map"),
                help,
            ));
        }
    }
    problems
}

fn named_paths(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2).filter_map(|quoted| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
        let path = quoted.split('<').next().unwrap_or_default();
        let path = if path == quoted { path } else { path.rsplit_once('/')?.0 };
        let path = path.strip_prefix("./").unwrap_or(path);
        let is_file_at_root = quoted.starts_with("./");
        let looks_like = is_file_at_root
            || path.contains('/')
            || ENDINGS.iter().any(|ending| path.ends_with(ending));
        let is_path = looks_like && path.chars().all(is_plain) && !path.starts_with('/');
        is_path.then_some(path)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[track_caller]
    fn check(map: &str, expected: &[&str]) {
        let files = [
            ("ARCHITECTURE.md", map),
            ("content/lessons/a.toml", ""),
            ("crates/maths/Cargo.toml", ""),
        ];
        tree::check(super::check, &files, expected);
    }

    #[test]
    fn the_map_is_true() {
        check("`crates/maths/` and `content/lessons/<step>.toml` and `maths`", &[]);
        check("`crates/maths/`\n`content/lesson/`", &["ARCHITECTURE.md:2"]);
        check("`crates/maths/`\n`GLOSSARY.md`", &["ARCHITECTURE.md:2"]);
        check("`crates/maths/`\n`./check`", &["ARCHITECTURE.md:2"]);
        check("`crates/maths/` `/lessons/a` `cargo run -- demo` `3/4 of x`", &[]);
    }

    #[test]
    fn every_crate_is_on_the_map() {
        check("maths is exact", &["ARCHITECTURE.md:0"]);
    }
}
