//! Mathematics in plain words: the fractions and expressions of a sentence that nobody has marked.
//!
//! What a teacher types and what is kept with an older lesson has no marks; it is drawn all the same.
//! It changes no word, and takes for mathematics only what can be nothing else. Start at [`parts`].

/// A stretch of a sentence, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'t> {
    /// As it stands.
    Words(&'t str),
    /// To be drawn as mathematics.
    Maths(&'t str),
}

/// The sentence in stretches of words and mathematics; put together they are the sentence.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let tokens = tokens(text);
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < tokens.len() {
        let Some((end, past)) = run(&tokens[at..], text) else {
            at += 1;
            continue;
        };
        let start = tokens[at].0;
        if from < start {
            parts.push(Part::Words(&text[from..start]));
        }
        parts.push(Part::Maths(&text[start..end]));
        (from, at) = (end, at + past);
    }
    if from < text.len() {
        parts.push(Part::Words(&text[from..]));
    }
    parts
}

/// Where each word starts and ends, without the quotation marks and stops around it.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let inside = word.trim_end().trim_start_matches(OPENING).trim_end_matches(CLOSING);
        let start = at + word.find(inside).unwrap_or(0);
        if !inside.is_empty() {
            tokens.push((start, start + inside.len()));
        }
        at += word.len();
    }
    tokens
}

const OPENING: [char; 4] = ['“', '"', '‘', '\''];
const CLOSING: [char; 10] = ['.', ',', ';', ':', '?', '!', '”', '"', '’', '\''];

/// The longest run of mathematics from here: where it ends and how many words it takes; none when these are words.
fn run(tokens: &[(usize, usize)], text: &str) -> Option<(usize, usize)> {
    let (start, _) = *tokens.first()?;
    let mut longest = None;
    let mut is_after_sign = true;
    for (idx, &(from, to)) in tokens.iter().enumerate() {
        let word = &text[from..to];
        let is_joined = idx == 0 || text[tokens[idx - 1].1..from].trim().is_empty();
        let is_sign = SIGNS.contains(&word);
        let is_mixed = idx > 0 && is_mixed(&text[tokens[idx - 1].0..to]);
        let follows = is_after_sign || is_sign || is_mixed;
        if !is_joined || !follows || (is_sign && is_after_sign) || !(is_sign || is_operand(word)) {
            break;
        }
        is_after_sign = is_sign;
        if !is_sign && is_telling(&text[start..to]) {
            longest = Some((to, idx + 1));
        }
    }
    longest
}

const SIGNS: [&str; 9] = ["+", "-", "−", "×", "÷", "=", "<", ">", "·"];

/// A number, a letter, or such run together: `3/4`, `3x`, `3(x`, `2)`.
fn is_operand(word: &str) -> bool {
    let is_known =
        |c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || "+-−×÷/().²³^=".contains(c);
    let has_word = word.as_bytes().windows(2).any(|two| two.iter().all(u8::is_ascii_lowercase));
    word.chars().all(is_known)
        && word.matches('/').count() < 2
        && word.contains(|c: char| c.is_ascii_alphanumeric())
        && !has_word
}

/// A whole number and a fraction: `2 1/4`.
fn is_mixed(text: &str) -> bool {
    let is_whole = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.split_once(' ').is_some_and(|(whole, rest)| {
        let fraction = rest.split_once('/');
        is_whole(whole) && fraction.is_some_and(|(top, bottom)| is_whole(top) && is_whole(bottom))
    })
}

/// Can be nothing but mathematics, and can be drawn.
fn is_telling(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next_to = |one: fn(&u8) -> bool, two: fn(&u8) -> bool| {
        bytes.windows(2).any(|pair| one(&pair[0]) && two(&pair[1]))
    };
    let is_fraction = text.matches('/').count() > 0
        && text.split('/').all(|side| side.contains(|c: char| c.is_ascii_alphanumeric()))
        && bytes.windows(3).any(|three| three[1] == b'/' && three[0].is_ascii_digit());
    let is_product = next_to(u8::is_ascii_digit, u8::is_ascii_lowercase)
        || next_to(u8::is_ascii_alphanumeric, |b| *b == b'(');
    let is_power = next_to(u8::is_ascii_alphanumeric, |b| *b == b'^') && !text.ends_with('^');
    let has_letter = text
        .split_whitespace()
        .any(|word| word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase()));
    let is_sum = has_letter && SIGNS.iter().any(|sign| text.contains(&format!(" {sign} ")));
    let is_negative = text
        .strip_prefix(['-', '−'])
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    (is_fraction || is_product || is_power || is_sum || is_negative)
        && maths::to_mathml(text, &crate::parts::rich::any_letter()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentence with what is taken for mathematics in backticks.
    fn marked(text: &str) -> String {
        parts(text)
            .into_iter()
            .map(|part| match part {
                Part::Words(words) => words.to_owned(),
                Part::Maths(maths) => format!("`{maths}`"),
            })
            .collect()
    }

    #[test]
    fn fractions_and_expressions_are_found_in_a_sentence() {
        for (text, wanted) in [
            ("Find 1/5 of 30.", "Find `1/5` of 30."),
            ("“What is 3/4 of 20?”: wrote 2 1/4.", "“What is `3/4` of 20?”: wrote `2 1/4`."),
            ("Expand 3(x + 2).", "Expand `3(x + 2)`."),
            ("3(x + 2) = 3x + 6, always", "`3(x + 2) = 3x + 6`, always"),
            ("wrote 3x+2, where 3x+6 is right.", "wrote `3x+2`, where `3x+6` is right."),
            ("when x + 2 is 5", "when `x + 2` is 5"),
            ("The product changes from x^8 to x^9.", "The product changes from `x^8` to `x^9`."),
            ("goes down by 2, from 1 to -1.", "goes down by 2, from 1 to `-1`."),
            ("so 1 3/4 + 2 3/4 is 4 2/4.", "so `1 3/4 + 2 3/4` is `4 2/4`."),
        ] {
            assert_eq!(marked(text), wanted);
        }
    }

    #[test]
    fn what_may_be_words_stays_words() {
        for text in [
            "There are 24 counters and a plate.",
            "On 12/9/2026 and/or later, for a 3rd time.",
            "Year 3 - Year 4",
            "a bar with 4 parts",
            "either/or",
            "question (a) and (b)",
            "5 to 7",
            "",
        ] {
            assert_eq!(marked(text), text);
        }
    }
}
