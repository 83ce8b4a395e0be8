//! What may be written where the line does not say: the letters and functions that stand in the answer.

use maths::{Acceptance, Expects};

// Our choice of what is a word in an answer and not a product of letters.
const WORDS: [&str; 17] = [
    "sin",
    "cos",
    "tan",
    "sqrt",
    "cbrt",
    "abs",
    "pi",
    "or",
    "and",
    "r",
    "rem",
    "remainder",
    "am",
    "pm",
    "noon",
    "midnight",
    "to",
];
const FUNCTIONS: [&str; 3] = ["sin", "cos", "tan"];

/// The letters of an answer that has letters: none in a measure, a time or money.
pub fn letters(answer: &str, accept: &Acceptance) -> Vec<char> {
    let has_units = matches!(accept.expects(), Expects::Quantity | Expects::Money | Expects::Time);
    if has_units {
        return Vec::new();
    }
    let mut letters: Vec<char> = words(answer)
        .filter(|word| !WORDS.contains(&word.to_lowercase().as_str()))
        // A long word is a word and not a product.
        .filter(|word| word.len() <= 3)
        .flat_map(str::chars)
        .collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// The functions that the answer uses.
pub fn functions(answer: &str) -> Vec<String> {
    let used = |name: &&&str| words(answer).any(|word| word == **name);
    FUNCTIONS.iter().filter(used).map(|name| (*name).to_owned()).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}
