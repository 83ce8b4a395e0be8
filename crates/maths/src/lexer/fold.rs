//! The characters that mean the same to a pupil, folded to one: dashes, crosses, full-width and italic letters.

/// The plain form of a character.
pub(super) fn fold(found: char) -> char {
    match found {
        _ if found.is_ascii() => found,
        '−' | '–' | '—' | '‐' | '‑' | '﹣' => '-',
        '×' | '·' | '⋅' | '∙' | '•' | '✕' | '✖' | '∗' => '*',
        '⁄' | '∕' => '/',
        // Full-width forms stand in the same order as ASCII.
        '\u{FF01}'..='\u{FF5E}' => shifted(found, 0xFF01, '!'),
        // Mathematical italic letters, as copied from a typeset page.
        '\u{1D434}'..='\u{1D44D}' => shifted(found, 0x1D434, 'A'),
        '\u{1D44E}'..='\u{1D467}' => shifted(found, 0x1D44E, 'a'),
        _ => found,
    }
}

fn shifted(found: char, first: u32, to: char) -> char {
    char::from_u32(u32::from(found) - first + u32::from(to)).unwrap_or(found)
}

/// Whether a character is a space of any width, or marks a place without being seen.
pub(super) fn is_space(found: char) -> bool {
    found.is_whitespace() || matches!(found, '\u{200B}' | '\u{2060}' | '\u{2062}' | '\u{FEFF}')
}

/// The top and bottom of a fraction that is one character.
pub(super) fn vulgar(found: char) -> Option<(i64, i64)> {
    Some(match found {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    })
}

/// The value of a raised digit.
pub(super) fn superscript(found: char) -> Option<i64> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().zip(0..).find(|&(raised, _)| raised == found).map(|(_, value)| value)
}

/// The value of a number word from zero to twenty.
pub(super) fn number_word(word: &str) -> Option<i64> {
    let value = NUMBER_WORDS.iter().position(|known| *known == word)?;
    i64::try_from(value).ok()
}

/// The number words from zero to twenty, in order.
pub(crate) const NUMBER_WORDS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
