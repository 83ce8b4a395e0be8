//! English words for numbers and parts, for texts that pupils read.
//!
//! Small on purpose: whole numbers below a million, parts up to hundredths.

use crate::lexer::{NUMBER_WORDS, TENS};

const ORDINALS: [&str; 20] = [
    "",
    "whole",
    "half",
    "third",
    "quarter",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

/// A whole number in words, below a million: "two hundred and five".
pub fn in_words(n: i64) -> Option<String> {
    match n {
        ..0 => in_words(n.checked_neg()?).map(|words| format!("negative {words}")),
        0..20 => NUMBER_WORDS.get(usize::try_from(n).ok()?).map(|word| (*word).to_owned()),
        20..100 => Some(tens(n, &NUMBER_WORDS)),
        100..1_000 => Some(large(n, 100, "hundred")),
        1_000..1_000_000 => Some(large(n, 1_000, "thousand")),
        _ => None,
    }
}

/// The name of one of `n` equal parts: "third", "quarter", "twentieth"; up to 100.
pub fn part_name(n: i64) -> Option<String> {
    match n {
        1..20 => ORDINALS.get(usize::try_from(n).ok()?).map(|word| (*word).to_owned()),
        100 => Some("hundredth".to_owned()),
        20..100 if n % 10 == 0 => Some(tens(n, &NUMBER_WORDS).replace('y', "ieth")),
        20..100 => {
            let unit = match n % 10 {
                1 => "first",
                2 => "second",
                4 => "fourth",
                other => ORDINALS[usize::try_from(other).ok()?],
            };
            Some(format!("{}-{unit}", TENS[usize::try_from(n / 10 - 2).ok()?]))
        }
        _ => None,
    }
}

/// The plural: "halves", "thirds".
pub fn part_names(n: i64) -> Option<String> {
    match n {
        2 => Some("halves".to_owned()),
        _ => part_name(n).map(|name| format!("{name}s")),
    }
}

/// "a" or "an" before a number or a word, by its sound: "an 8", "an 11", "a one", "an equal part".
pub fn article(text: &str) -> &'static str {
    let text = text.trim().to_lowercase();
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let vowel = if digits.is_empty() {
        let vowel = text.starts_with(['a', 'e', 'i', 'o', 'u']);
        let sounds_otherwise =
            ["one", "once", "uni", "use", "usu", "eu"].iter().any(|start| text.starts_with(start));
        vowel && !sounds_otherwise || text.starts_with("hour") || text.starts_with("honest")
    } else {
        let leads = digits.len() % 3 == 2 && (digits.starts_with("11") || digits.starts_with("18"));
        digits.starts_with('8') || leads
    };
    if vowel { "an" } else { "a" }
}

fn tens(n: i64, small: &[&str]) -> String {
    let place = |n: i64| usize::try_from(n).unwrap_or(0);
    let (ten, unit) = (place(n / 10 - 2), place(n % 10));
    match unit {
        0 => TENS[ten].to_owned(),
        _ => format!("{}-{}", TENS[ten], small[unit]),
    }
}

fn large(n: i64, unit: i64, name: &str) -> String {
    let head = in_words(n / unit).unwrap_or_default();
    let rest = n % unit;
    let tail = in_words(rest).unwrap_or_default();
    match rest {
        0 => format!("{head} {name}"),
        1..100 => format!("{head} {name} and {tail}"),
        _ => format!("{head} {name} {tail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_parts_are_said_as_in_school() {
        let said: Vec<String> = [0, 7, 21, 40, 105, 340, 1_016, 12_300, -3]
            .iter()
            .filter_map(|n| in_words(*n))
            .collect();
        let expected = [
            "zero",
            "seven",
            "twenty-one",
            "forty",
            "one hundred and five",
            "three hundred and forty",
            "one thousand and sixteen",
            "twelve thousand three hundred",
            "negative three",
        ];
        assert_eq!(said, expected);
        let parts: Vec<String> =
            [2, 3, 4, 12, 20, 21, 24, 100].iter().filter_map(|n| part_names(*n)).collect();
        assert_eq!(
            parts,
            [
                "halves",
                "thirds",
                "quarters",
                "twelfths",
                "twentieths",
                "twenty-firsts",
                "twenty-fourths",
                "hundredths"
            ]
        );
        assert_eq!((in_words(1_000_000), part_name(0), part_name(101)), (None, None, None));
    }

    #[test]
    fn an_stands_before_a_vowel_sound() {
        for (word, expected) in [
            ("8", "an"),
            ("11", "an"),
            ("18", "an"),
            ("1", "a"),
            ("110", "a"),
            ("80", "an"),
            ("12", "a"),
            ("eighth", "an"),
            ("one", "a"),
            ("unit", "a"),
            ("equal part", "an"),
            ("third", "a"),
        ] {
            assert_eq!(article(word), expected, "{word}");
        }
    }
}
