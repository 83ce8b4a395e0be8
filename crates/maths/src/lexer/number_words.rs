//! Numbers in words, as a child writes them: "twenty-five", "one hundred and five", "two and a half", "three quarters".
//!
//! Reads a text from its start and says how far the number went; never reads past 999,999,999.

/// The number words from zero to twenty, in order.
pub(crate) const SMALL: [&str; 21] = [
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

/// The tens from twenty to ninety.
pub(crate) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

// One of so many equal parts.
const PARTS: [(&str, i64); 14] = [
    ("half", 2),
    ("halves", 2),
    ("third", 3),
    ("quarter", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("twentieth", 20),
    ("hundredth", 100),
];

/// What some words stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InWords {
    pub whole: Option<i64>,
    pub part: Option<(i64, i64)>,
    /// How many bytes were read.
    pub length: usize,
}

/// The number that the start of `text` spells, if it spells one.
pub(super) fn read(text: &str) -> Option<InWords> {
    let mut words = Words { text, at: 0 };
    if let Some(part) = words.article_and_part() {
        return Some(InWords { whole: None, part: Some((1, part)), length: words.at });
    }
    let whole = words.whole()?;
    let after = words.at;
    if let Some(part) = words.part() {
        return Some(InWords { whole: None, part: Some((whole, part)), length: words.at });
    }
    words.at = after;
    if words.next() == Some("and") {
        if let Some(part) = words.article_and_part() {
            return Some(InWords { whole: Some(whole), part: Some((1, part)), length: words.at });
        }
        if let Some(top) = words.whole()
            && let Some(part) = words.part()
        {
            return Some(InWords { whole: Some(whole), part: Some((top, part)), length: words.at });
        }
    }
    Some(InWords { whole: Some(whole), part: None, length: after })
}

struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    // The next word, after spaces or one hyphen.
    fn next(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.at..)?;
        let gap = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'-')).count();
        let word = rest.get(gap..)?;
        let length = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        let ends = word[length..].chars().next().is_none_or(|next| !next.is_alphabetic());
        if length == 0 || !ends {
            return None;
        }
        self.at += gap + length;
        Some(&word[..length])
    }

    // Steps over a word that `known` gives a meaning to.
    fn take<T>(&mut self, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let before = self.at;
        let meaning = self.next().and_then(known);
        if meaning.is_none() {
            self.at = before;
        }
        meaning
    }

    fn article_and_part(&mut self) -> Option<i64> {
        let before = self.at;
        let _ = self.take(|word| word.eq_ignore_ascii_case("a").then_some(()));
        let part = self.part();
        if part.is_none() {
            self.at = before;
        }
        part
    }

    fn part(&mut self) -> Option<i64> {
        self.take(|word| {
            let one = word.strip_suffix(['s', 'S']).unwrap_or(word);
            let found = PARTS.iter().find(|(name, _)| {
                word.eq_ignore_ascii_case(name) || one.eq_ignore_ascii_case(name)
            });
            found.map(|(_, parts)| *parts)
        })
    }

    fn whole(&mut self) -> Option<i64> {
        let mut total = 0;
        let mut current = self.below_thousand()?;
        for (name, size) in [("million", 1_000_000), ("thousand", 1000)] {
            if self.take(|word| word.eq_ignore_ascii_case(name).then_some(())).is_some() {
                total += current * size;
                current = self.after_and(Self::below_thousand).unwrap_or(0);
            }
        }
        Some(total + current)
    }

    // "and" is said before what is below a hundred, and may be left out.
    fn after_and(&mut self, read: fn(&mut Self) -> Option<i64>) -> Option<i64> {
        let before = self.at;
        let _ = self.take(|word| word.eq_ignore_ascii_case("and").then_some(()));
        let found = read(self);
        // "one hundred and five sixths" is a hundred, and five sixths.
        let is_part =
            found.is_some() && { Words { text: self.text, at: self.at }.part().is_some() };
        if found.is_none() || is_part {
            self.at = before;
            return None;
        }
        found
    }

    fn below_thousand(&mut self) -> Option<i64> {
        let small = self.below_hundred()?;
        if small < 10
            && self.take(|word| word.eq_ignore_ascii_case("hundred").then_some(())).is_some()
        {
            return Some(small * 100 + self.after_and(Self::below_hundred).unwrap_or(0));
        }
        Some(small)
    }

    fn below_hundred(&mut self) -> Option<i64> {
        let tens = self.take(|word| position(&TENS, word).map(|place| (place + 2) * 10));
        let Some(tens) = tens else {
            return self.take(|word| {
                let nought = word.eq_ignore_ascii_case("nought").then_some(0);
                nought.or_else(|| position(&SMALL, word))
            });
        };
        let ones = self.take(|word| position(&SMALL, word).filter(|ones| (1..10).contains(ones)));
        Some(tens + ones.unwrap_or(0))
    }
}

fn position(words: &[&str], word: &str) -> Option<i64> {
    let place = words.iter().position(|known| word.eq_ignore_ascii_case(known))?;
    i64::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, whole: Option<i64>, part: Option<(i64, i64)>, rest: &str) {
        let found = read(text).unwrap();
        assert_eq!((found.whole, found.part), (whole, part), "{text}");
        assert_eq!(&text[found.length..], rest, "{text}");
    }

    #[test]
    fn words_are_numbers() {
        check("five", Some(5), None, "");
        check("Twenty-five", Some(25), None, "");
        check("one hundred and five", Some(105), None, "");
        check("two thousand three hundred and four cats", Some(2304), None, " cats");
        check("three million and six", Some(3_000_006), None, "");
        check("half", None, Some((1, 2)), "");
        check("a quarter", None, Some((1, 4)), "");
        check("three quarters", None, Some((3, 4)), "");
        check("two and a half", Some(2), Some((1, 2)), "");
        check("two and three quarters", Some(2), Some((3, 4)), "");
        check("one hundred and five sixths", Some(100), Some((5, 6)), "");
        check("two and three", Some(2), None, " and three");
        check("five six", Some(5), None, " six");
        check("nought", Some(0), None, "");
    }

    #[test]
    fn other_words_are_not() {
        for text in ["cat", "a", "and five", "fivefold", "", "hundred"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
