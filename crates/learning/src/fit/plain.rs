//! Splits plain lines of a log into their values, without looking at them byte by byte.
//!
//! Plain is ASCII without quotes, spaces or control characters within its values: what programs write. Any other line
//! is left to the reader's slower way, which says what is wrong with it. Start at `Plain::take`.

use std::num::NonZeroU64;

/// Where values may end in a text, and the values of the line looked at last.
#[derive(Debug)]
pub(crate) struct Plain {
    // A bit a byte: whether it is at or below the comma, or past ASCII.
    stops: Vec<u64>,
    // Where the search goes on: in which of those, and what is left of it.
    at: usize,
    left: u64,
    values: [Value; MOST_PLAIN],
}

/// One value: where it is in the text, and its bytes as a number if there are one to eight; else 0.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Value {
    from: usize,
    len: usize,
    word: u64,
}

/// Lines with more columns than this up to the last one asked for are read the slower way. Our choice.
const MOST_PLAIN: usize = 16;

const EACH_BYTE: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = EACH_BYTE * 0x80;

impl Plain {
    /// Looks through a text for where values may end.
    pub(crate) fn of(text: &[u8]) -> Plain {
        let mut stops = Vec::with_capacity(text.len() / 64 + 1);
        let (wholes, rest) = text.as_chunks::<64>();
        stops.extend(wholes.iter().map(stops_of));
        let mut last = [b'a'; 64];
        last[..rest.len()].copy_from_slice(rest);
        stops.push(stops_of(&last));
        let left = stops[0];
        Plain { stops, at: 0, left, values: [Value::default(); MOST_PLAIN] }
    }

    /// Goes back or on to the line that begins at `from`.
    pub(crate) fn begin(&mut self, from: usize) {
        self.at = from / 64;
        let before = u64::MAX << (from % 64);
        self.left = self.stops.get(self.at).map_or(0, |stops| stops & before);
    }

    /// Reads `n` values of the line that begins at `from`, where the search is, and gives where the next line begins.
    /// None when the line is not plain, has fewer values, or ends too near the end of the text.
    pub(crate) fn take(&mut self, text: &[u8], mut from: usize, n: usize) -> Option<usize> {
        let mut search = Search { stops: &self.stops, at: self.at, left: self.left };
        let mut end = b',';
        for value in self.values.get_mut(..n)? {
            if end != b',' {
                return None;
            }
            let stop = search.next()?;
            let len = stop - from;
            *value = Value { from, len, word: word_at(text, from)? & WITHIN[len.min(9)] };
            end = *text.get(stop)?;
            from = stop + 1;
        }
        // Columns past the last one asked for.
        while !matches!(end, b'\n' | b'\r') {
            let stop = search.next()?;
            end = *text.get(stop)?;
            from = stop + 1;
        }
        if end == b'\r' {
            if search.next()? != from || text.get(from) != Some(&b'\n') {
                return None;
            }
            from += 1;
        }
        (self.at, self.left) = (search.at, search.left);
        Some(from)
    }

    pub(crate) fn value(&self, at: u8) -> Value {
        self.values.get(usize::from(at)).copied().unwrap_or_default()
    }
}

/// Which bytes of a word belong to a value of so many: all or none of one that is longer.
const WITHIN: [u64; 10] = {
    let mut within = [0; 10];
    let mut len = 1;
    while len <= 8 {
        within[len] = u64::MAX >> (64 - len * 8);
        len += 1;
    }
    within
};

/// A search for stops from one on.
struct Search<'a> {
    stops: &'a [u64],
    at: usize,
    left: u64,
}

impl Iterator for Search<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.left == 0 {
            self.at += 1;
            self.left = *self.stops.get(self.at)?;
        }
        let at = self.at * 64 + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        Some(at)
    }
}

impl Value {
    /// Its bytes in the text it was taken from.
    pub(crate) fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.from..self.from + self.len).unwrap_or_default()
    }

    /// All of it as one number, which no other value has; none when it is empty or longer than eight bytes.
    pub(crate) fn short(self) -> Option<NonZeroU64> {
        NonZeroU64::new(self.word)
    }

    /// The whole number it writes in one to eight digits.
    pub(crate) fn number(self) -> Option<u32> {
        let zeros = EACH_BYTE * u64::from(b'0');
        // The first digit is the lowest byte; what is pushed in before it counts as noughts.
        let before = (self.short()?.leading_zeros() / 8) * 8;
        let digits = (self.word << before) ^ (zeros << before);
        let has_others = (digits.wrapping_add(EACH_BYTE * 0x76) | digits) & HIGH_BITS != 0;
        // Pairs, then fours, then all eight.
        let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
        let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
        let all = fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff;
        (!has_others).then(|| u32::try_from(all).unwrap_or_default())
    }
}

/// A short text as one number, as `Value::short` gives it.
pub(crate) fn short(text: &[u8]) -> Option<NonZeroU64> {
    let mut word = [0; 8];
    word.get_mut(..text.len())?.copy_from_slice(text);
    NonZeroU64::new(u64::from_le_bytes(word)).filter(|_| !text.contains(&0))
}

fn word_at(text: &[u8], at: usize) -> Option<u64> {
    let bytes = text.get(at..)?.first_chunk::<8>()?;
    Some(u64::from_le_bytes(*bytes))
}

/// A bit for each byte at or below the comma, or past ASCII: letters, digits, `-`, `.` and `/` are above it.
fn stops_of(bytes: &[u8; 64]) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    let mut stops = 0;
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let above = (word | HIGH_BITS) - EACH_BYTE * (u64::from(b',') + 1);
        let high = (!above | word) & HIGH_BITS;
        // Each byte's bit to the highest byte, in order.
        let bits = (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        stops |= bits << (at * 8);
    }
    stops
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_lines_are_split_and_others_left() {
        let check = |line: &str, n: usize, expected: Option<&[&str]>| {
            let text = format!("{line}padding past the end");
            let mut plain = Plain::of(text.as_bytes());
            let taken = plain.take(text.as_bytes(), 0, n);
            let values = |n: usize| {
                let value = |at| plain.value(at).of(text.as_bytes());
                (0..u8::try_from(n).unwrap()).map(value).collect::<Vec<_>>()
            };
            assert_eq!(taken.is_some(), expected.is_some(), "{line:?}");
            if let Some(expected) = expected {
                assert_eq!(taken, Some(line.len()), "{line:?}");
                let expected: Vec<&[u8]> = expected.iter().map(|v| v.as_bytes()).collect();
                assert_eq!(values(n), expected, "{line:?}");
            }
        };
        check("a,bc,d\n", 3, Some(&["a", "bc", "d"]));
        check("a,bc,d\r\n", 3, Some(&["a", "bc", "d"]));
        check("a,bc,d\n", 2, Some(&["a", "bc"]));
        check("a,bc,\"d\"\n", 2, Some(&["a", "bc"]));
        check("a,bc,\"d\"\r\n", 2, Some(&["a", "bc"]));
        check("a,bc\n", 3, None);
        check("a,,d\n", 3, Some(&["a", "", "d"]));
        check("12345678,123456789,1234567890123456\n", 3, {
            Some(&["12345678", "123456789", "1234567890123456"])
        });
        check("a,\"b\",c\n", 3, None);
        check("a, b,c\n", 3, None);
        check("a,é,c\n", 3, None);
        check("a,b,c\rd\n", 3, None);
        check("\n", 3, None);
    }

    #[test]
    fn one_line_comes_after_another() {
        let text = "a,b,c\n".repeat(60);
        let mut plain = Plain::of(text.as_bytes());
        for line in 0..58 {
            // Going back to a line is as good as coming to it.
            if line % 7 == 0 {
                plain.begin(line * 6);
            }
            assert_eq!(plain.take(text.as_bytes(), line * 6, 3), Some(line * 6 + 6), "{line}");
        }
    }

    #[test]
    fn a_line_too_near_the_end_is_left() {
        let take = |text: &[u8]| Plain::of(text).take(text, 0, 2);
        assert_eq!(take(b"a,b\n"), None);
        assert_eq!(take(b"a,b\n123456"), Some(4));
        assert_eq!(take(b"a,b\n12345"), None);
        assert_eq!(take(b""), None);
    }

    proptest! {
        #[test]
        fn numbers_of_up_to_eight_digits_are_read_and_nothing_else(text in "[0-9]{1,9}|[!-~]{1,9}") {
            let line = format!("{text},........");
            let line = format!("{line}\n........");
            let mut plain = Plain::of(line.as_bytes());
            let expected = text.parse::<u32>().ok().filter(|_| text.len() <= 8);
            if text.bytes().all(|b| b > b',') {
                prop_assert!(plain.take(line.as_bytes(), 0, 1).is_some());
                prop_assert_eq!(plain.value(0).number(), expected.filter(|_| !text.starts_with('+')));
                prop_assert_eq!(plain.value(0).short(), short(text.as_bytes()));
            }
        }
    }
}
