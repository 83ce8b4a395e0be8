//! Lists whose entries are said in words, such as practices and statements. Start at [`problems`].

use std::collections::BTreeSet;

/// Why a list cannot be taken, in words: entries that stand twice, and those that lack some of their words. Each is given
/// by its name and its words.
pub(crate) fn problems<'t, const N: usize>(
    kind: &str,
    all: impl Iterator<Item = (&'t str, [&'t str; N])>,
) -> Vec<String> {
    let (mut names, mut found) = (BTreeSet::new(), Vec::new());
    for (name, words) in all {
        if !names.insert(name) {
            found.push(format!("the {kind} `{name}` stands twice"));
        }
        if name.trim().is_empty() || words.iter().any(|text| text.trim().is_empty()) {
            found.push(format!("the {kind} `{name}` lacks some of its words"));
        }
    }
    found
}
