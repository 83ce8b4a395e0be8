//! No words that label a child, in content or in pages.
//!
//! A page shows a state of the work, never a rank of the pupil (ARCHITECTURE.md, Invariants). Start at [`LABELS`].

use super::rust_text::lines_with_word;
use super::tree::{Problem, Tree};

const PLACES: &[&str] = &["content/", "crates/web/src/", "crates/print/src/"];
const ENDINGS: &[&str] = &[".toml", ".rs", ".txt", ".md", ".csv"];

/// Labels found in schools' own papers; each says what a child is rather than what is not yet secure.
const LABELS: &[&str] = &[
    "low ability",
    "low-ability",
    "lower ability",
    "lower-ability",
    "high ability",
    "high-ability",
    "higher ability",
    "higher-ability",
    "mixed ability",
    "ability group",
    "ability groups",
    "less able",
    "more able",
    "most able",
    "least able",
    "bottom set",
    "bottom group",
    "top set",
    "top group",
    "gifted",
    "weak pupil",
    "weak pupils",
    "weaker pupil",
    "weaker pupils",
    "weakest pupils",
    "strong pupil",
    "strong pupils",
    "stronger pupils",
    "strongest pupils",
    "bright pupil",
    "bright pupils",
    "brightest pupils",
    "slow learner",
    "slow learners",
    "fast finisher",
    "fast finishers",
];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for place in PLACES {
        for (path, text) in tree.texts(place, "") {
            if !ENDINGS.iter().any(|ending| path.ends_with(ending)) {
                continue;
            }
            let text = text.to_lowercase();
            for label in LABELS {
                problems.extend(lines_with_word(&text, label).map(|line| {
                    let help = "say what the pupil did or what is not yet secure";
                    Problem::new(path, line, format!("`{label}` labels a child"), help)
                }));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[test]
    fn nothing_labels_a_child() {
        let path = "content/lessons/a.toml";
        tree::check(super::check, &[(path, "say = 'not yet secure; available'")], &[]);
        tree::check(
            super::check,
            &[(path, "a = 1\nsay = 'Top set'")],
            &["content/lessons/a.toml:2"],
        );
        tree::check(super::check, &[(path, "say = 'the top settings'")], &[]);
        tree::check(super::check, &[("docs/decisions/a.md", "no top set")], &[]);
    }
}
