//! Styles, scripts and drawings name no other host, so no page can ask one.
//!
//! The browser tests watch the requests themselves; this rule sees what no test has opened. Start at [`check`].

use super::rust_text::line_of;
use super::tree::{Problem, Tree};

const PLACE: &str = "crates/web/assets/";
const ENDINGS: &[&str] = &[".css", ".js", ".svg", ".html"];
/// Names that look like addresses and are never asked for.
const NAMESPACES: &str = "http://www.w3.org/";

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts(PLACE, "") {
        if !ENDINGS.iter().any(|ending| path.ends_with(ending)) {
            continue;
        }
        for (at, _) in text.match_indices("http://").chain(text.match_indices("https://")) {
            if !text[at..].starts_with(NAMESPACES) {
                let help = "serve it from crates/web/assets, recorded in the README.md beside it";
                problems.push(Problem::new(path, line_of(text, at), "names another host", help));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[test]
    fn assets_name_no_other_host() {
        let path = "crates/web/assets/style.css";
        tree::check(super::check, &[(path, "a { src: url('/assets/a.woff2') }")], &[]);
        let elsewhere = "a {\n src: url('https://fonts.example/a.woff2') }";
        tree::check(super::check, &[(path, elsewhere)], &["crates/web/assets/style.css:2"]);
        let svg = ("crates/web/assets/mark.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        tree::check(super::check, &[svg], &[]);
        tree::check(
            super::check,
            &[("crates/web/assets/fonts/README.md", "https://a.example")],
            &[],
        );
    }
}
