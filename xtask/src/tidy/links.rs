//! Links between Markdown files lead somewhere.
//!
//! Checks `[text](path)` and pictures; leaves web addresses and places within a page alone. Start at [`check`].

use super::tree::{Problem, Tree};

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts("", ".md") {
        let mut is_in_code = false;
        for (i, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                is_in_code = !is_in_code;
            }
            for target in targets(line).filter(|_| !is_in_code) {
                if !leads_somewhere(tree, path, target) {
                    let help = "write the path from this file's folder to a file that exists";
                    problems.push(Problem::new(
                        path,
                        i + 1,
                        format!("the link `{target}` leads nowhere"),
                        help,
                    ));
                }
            }
        }
    }
    problems
}

fn targets(line: &str) -> impl Iterator<Item = &str> {
    let after = line.split("](").skip(1);
    after.filter_map(|rest| rest.split([')', ' ']).next())
}

fn leads_somewhere(tree: &Tree, from: &str, target: &str) -> bool {
    let is_elsewhere = target.contains("://") || target.starts_with("mailto:");
    let path = target.split('#').next().unwrap_or_default();
    if is_elsewhere || path.is_empty() {
        return true;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => return false,
            ".." => {}
            name => parts.push(name),
        }
    }
    parts.is_empty() || tree.has(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let files = [("docs/a.md", text), ("README.md", ""), ("docs/decisions/b.md", "")];
        tree::check(super::check, &files, expected);
    }

    #[test]
    fn links_lead_somewhere() {
        check("[a](../README.md) [b](decisions/b.md#why) ![c](decisions) [d](#here)", &[]);
        check("[w](https://example.org/x) [m](mailto:a@example.org)", &[]);
        check("one\n[a](README.md)", &["docs/a.md:2"]);
        check("[a](../../README.md)", &["docs/a.md:1"]);
        check("```\n[a](nowhere.md)\n```", &[]);
    }
}
