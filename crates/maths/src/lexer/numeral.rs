//! Numbers as typed: `1,200`, `12 000`, `0.50`, `.5`, `0·5`, `0.1(6)`, `0.3...`.
//!
//! Decimal places and trailing zeros are kept. Which digits repeat is read where it is plain and asked where it is not,
//! and so is whether a raised dot is a point.

use crate::Number;
use crate::limits::{MAX_DIGITS, at_most};
use crate::reading::{Expects, ReadError};
use crate::tree::{Digits, Numeral, Origin, Recurring};

use super::fold::{fold, is_space};
use super::{Commas, Lexer};

// The dot that stands over the digit before it.
const DOT_ABOVE: char = '\u{307}';

// The dot of `0·67`, as print and handwriting have it.
const RAISED_DOT: char = '·';

// What was found of a number: where its digits after the point begin and which of them repeat.
struct Found {
    from: usize,
    n_digits: usize,
    places: usize,
    recurring: Option<Recurring>,
    // Typed in plain digits with a plain point.
    is_plain: bool,
}

impl Lexer<'_> {
    /// Whether digits, or digits that repeat, stand just after a decimal point that begins a number.
    pub(super) fn starts_decimal(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|(next, _)| next.is_ascii_digit())
    }

    /// Reads the number that starts here.
    pub(super) fn numeral(&mut self) -> Result<Numeral, ReadError> {
        let from = self.at;
        let (first, to) = self.digits(from);
        self.at = to;
        let groups = if self.peek() == Some(',') {
            self.comma_groups(from, first)?
        } else if (1..=3).contains(&first) {
            self.spaced_groups()
        } else {
            0
        };
        let n_whole = first + groups;
        let mut found =
            Found { from, n_digits: n_whole, places: 0, recurring: None, is_plain: true };
        if self.peek() == Some('.') || self.raised_point(from)? {
            self.decimals(&mut found)?;
        } else if let Some(to) = self.pence_after_hyphen() {
            (found.places, found.n_digits) = (2, n_whole + 2);
            (found.is_plain, self.at) = (false, to);
        }
        at_most(found.n_digits as u64, MAX_DIGITS as u64, "digits in one number")?;
        found.is_plain &= self.text.as_bytes()[from..self.at].is_ascii();
        Ok(self.finish(&found))
    }

    // Whether the raised dot that stands here, close between digits, is a decimal point: after nought, as in `0·67`,
    // and in money. Elsewhere it could as well be a multiplication sign, unless there are two, as in `2·3·5`.
    fn raised_point(&self, from: usize) -> Result<bool, ReadError> {
        let after = |at: usize| {
            let is_dot = self.text.get(at..).is_some_and(|rest| rest.starts_with(RAISED_DOT));
            let (n, to) = self.digits(at + RAISED_DOT.len_utf8());
            (is_dot && n > 0).then_some(to)
        };
        let Some(to) = after(self.at) else { return Ok(false) };
        let follows_dot = self.text[..from].ends_with(RAISED_DOT);
        if follows_dot {
            return Ok(false);
        }
        let whole = &self.text[from..self.at];
        let is_money = matches!(self.last(), Some(super::Kind::Before(_)));
        if is_money || whole.chars().all(|digit| fold(digit) == '0') {
            return Ok(true);
        }
        if self.is_display() || after(to).is_some() {
            return Ok(false);
        }
        Err(self.piece(from, to).raised_dot().into())
    }

    // Where `-50` ends in `£3-50`, which is how prices are often written.
    fn pence_after_hyphen(&self) -> Option<usize> {
        let is_money = self.reading.expects == Expects::Money
            && matches!(self.last(), Some(super::Kind::Before(_)));
        let (hyphen, length) = self.char_at(self.at)?;
        let (2, to) = self.digits(self.at + length) else { return None };
        let next = self.char_at(self.after_spaces(to)).map(|(next, _)| next);
        let goes_on = next.is_some_and(|next| next.is_alphabetic() || ".,/%½¼¾".contains(next));
        (is_money && hyphen == '-' && !goes_on).then_some(to)
    }

    fn finish(&self, found: &Found) -> Numeral {
        let typed = &self.text[found.from..self.at];
        if let Some(recurring) = found.recurring {
            return repeating(typed, found, recurring);
        }
        let folded: String;
        let text = if found.is_plain {
            typed
        } else {
            folded = typed.chars().map(plain).collect();
            &folded
        };
        let value = value_of(text, found.n_digits, found.places);
        let text = Digits::new(text);
        Numeral { value, text, places: found.places, origin: Origin::Digits, recurring: None }
    }

    // How many digits begin at a byte, and where they end.
    fn digits(&self, from: usize) -> (usize, usize) {
        let (mut n, mut at) = (0, from);
        while let Some((found, length)) = self.char_at(at)
            && found.is_ascii_digit()
        {
            n += 1;
            at += length;
        }
        (n, at)
    }

    // The digits after commas that separate thousands.
    fn comma_groups(&mut self, from: usize, first: usize) -> Result<usize, ReadError> {
        if self.commas == Commas::Answers {
            return Ok(0);
        }
        let (start, mut sound, mut n) = (self.at, (1..=3).contains(&first), 0);
        while let Some((',', length)) = self.char_at(self.at) {
            let (digits, to) = self.digits(self.at + length);
            if digits == 0 && self.commas == Commas::Thousands {
                return Err(self.lone_comma(length));
            }
            if self.commas == Commas::Both && digits != 3 {
                break;
            }
            sound &= digits == 3;
            n += digits;
            self.at = to;
        }
        if !sound && self.commas == Commas::Both {
            self.at = start;
            return Ok(0);
        }
        if sound { Ok(n) } else { Err(self.piece(from, self.at).comma().into()) }
    }

    fn lone_comma(&self, length: usize) -> ReadError {
        let piece = self.piece(self.at, self.at + length);
        let is_last = self.after_spaces(self.at + length) == self.text.len();
        if is_last { piece.missing_after() } else { piece.one_answer() }.into()
    }

    // The digits of ` 000` groups that follow; none when the last group is the top of a fraction, as in `2 500/1000`.
    fn spaced_groups(&mut self) -> usize {
        let (mut at, mut n) = (self.at, 0);
        while let Some((space, length)) = self.char_at(at)
            && is_space(space)
            && space != '\n'
            && let (3, to) = self.digits(at + length)
        {
            at = to;
            n += 3;
        }
        let next = if n == 0 { None } else { self.char_at(self.after_spaces(at)) };
        // `£3 250p` is pounds and pence.
        let pence = matches!(next, Some(('p' | 'P', _)))
            && matches!(self.last(), Some(super::Kind::Before(_)));
        if pence || matches!(next, Some(('/', _))) {
            return 0;
        }
        self.at = at;
        n
    }

    // The point and what comes after it.
    fn decimals(&mut self, found: &mut Found) -> Result<(), ReadError> {
        let point = self.at;
        self.at += self.char_at(point).map_or(0, |(_, length)| length);
        let decimals = self.at;
        let dotted = self.decimal_digits();
        found.places = dotted.n;
        found.n_digits += dotted.n;
        let bracket = self.digits_in_bracket();
        if let (Some((first, last)), None) = (dotted.dots, bracket) {
            if last + 1 != dotted.n {
                return Err(self.piece(found.from, self.at).which_repeat().into());
            }
            found.recurring = recurring(first, last + 1 - first);
            return Ok(());
        }
        if let Some((n, to)) = bracket {
            found.recurring = recurring(dotted.n, n);
            found.places += n;
            found.n_digits += n;
            self.at = to;
            return Ok(());
        }
        if dotted.n == 0 {
            return Err(self.piece(found.from, self.at).unfinished_decimal().into());
        }
        if let Some(to) = self.ellipsis() {
            let digits = &self.text[decimals..self.at];
            found.recurring = repeats(digits);
            self.at = to;
            if found.recurring.is_none() {
                return Err(self.piece(found.from, to).which_repeat().into());
            }
            return Ok(());
        }
        if self.peek() == Some('.') {
            let (_, to) = self.digits(self.at + 1);
            return Err(self
                .piece(found.from, to.min(self.text.len()))
                .two_decimal_points()
                .into());
        }
        Ok(())
    }

    // The digits from here, with dots over the first and last of those that repeat.
    fn decimal_digits(&mut self) -> Dotted {
        let mut dotted = Dotted { n: 0, dots: None };
        while let Some((found, length)) = self.char_at(self.at) {
            if found.is_ascii_digit() {
                dotted.n += 1;
            } else if found == DOT_ABOVE && dotted.n > 0 {
                let at = dotted.n - 1;
                dotted.dots = Some((dotted.dots.map_or(at, |(first, _)| first), at));
            } else {
                break;
            }
            self.at += length;
        }
        dotted
    }

    // `(6)` straight after decimal digits: how many digits, and where it ends.
    fn digits_in_bracket(&self) -> Option<(usize, usize)> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b'(') {
            return None;
        }
        let n = bytes[self.at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let to = self.at + n + 2;
        let closed = n > 0 && bytes.get(to - 1) == Some(&b')');
        (closed && n <= MAX_DIGITS).then_some((n, to))
    }

    // Two dots or more, or `…`.
    fn ellipsis(&self) -> Option<usize> {
        if let Some(('…', length)) = self.char_at(self.at) {
            return Some(self.at + length);
        }
        let dots = self.text.as_bytes()[self.at..].iter().take_while(|byte| **byte == b'.').count();
        (dots >= 2).then_some(self.at + dots)
    }

    /// The word "recurring" after a decimal: its last digits repeat for ever.
    pub(super) fn recurring_word(&mut self, from: usize) -> Result<(), ReadError> {
        let last = self.lexed.tokens.last().copied();
        let numeral = self.lexed.numerals.last();
        let (Some(last), Some(numeral)) = (last, numeral) else {
            return Err(self.piece(from, self.at).unknown_word().into());
        };
        let piece = self.piece(last.span.start as usize, self.at);
        let decimals = numeral.text.split_once('.').map(|(_, decimals)| decimals);
        let plain = numeral.recurring.is_none() && numeral.text.is_ascii();
        let Some(recurring) = decimals.filter(|_| plain).and_then(repeats) else {
            return Err(piece.which_repeat().into());
        };
        let found = Found {
            from: 0,
            n_digits: numeral.text.bytes().filter(u8::is_ascii_digit).count(),
            places: numeral.places,
            recurring: Some(recurring),
            is_plain: true,
        };
        let numeral = repeating(&numeral.text, &found, recurring);
        if let Some(place) = self.lexed.numerals.last_mut() {
            *place = numeral;
        }
        if let Some(token) = self.lexed.tokens.last_mut() {
            token.span.end = super::place(self.at);
        }
        Ok(())
    }
}

// A character of a number in plain digits with a plain point.
fn plain(found: char) -> char {
    match fold(found) {
        // Between the digits of a number these are no signs.
        '*' | '-' => '.',
        space if is_space(space) => ' ',
        other => other,
    }
}

struct Dotted {
    n: usize,
    // The first and last digit with a dot over it.
    dots: Option<(usize, usize)>,
}

fn recurring(first: usize, n: usize) -> Option<Recurring> {
    Some(Recurring { first: u8::try_from(first).ok()?, n: u8::try_from(n).ok()? })
}

// Which of the digits before "..." repeat: the only one, or the last block that is there twice and leaves the fewest
// before it. `0.16...` may go on in two ways.
fn repeats(decimals: &str) -> Option<Recurring> {
    let digits: Vec<char> = decimals.chars().map(fold).filter(char::is_ascii_digit).collect();
    if digits.len() == 1 {
        return recurring(0, 1);
    }
    let begins = |n: usize| {
        let run = digits.iter().rev().zip(digits.iter().rev().skip(n));
        let same = run.take_while(|(a, b)| a == b).count();
        (same >= n).then(|| (digits.len() - n - same, n))
    };
    let most = (digits.len() / 2).min(MAX_DIGITS / 2);
    let (first, n) = (1..=most).filter_map(begins).min_by_key(|(first, n)| first + n)?;
    recurring(first, n)
}

// A decimal that repeats: what was typed in any of the ways is kept as `0.1(6)`.
fn repeating(typed: &str, found: &Found, recurring: Recurring) -> Numeral {
    let plain = typed.chars().map(plain);
    let mut digits: Vec<char> = plain.clone().filter(|digit| digit.is_ascii_digit()).collect();
    let whole: String = plain.take_while(|digit| *digit != '.').collect();
    let whole = if whole.is_empty() { "0" } else { &whole };
    let n_whole = found.n_digits - found.places;
    // `0.333...` has shown the block more than once.
    let (first, n) = (usize::from(recurring.first), usize::from(recurring.n));
    digits.truncate(n_whole + first + n);
    let (before, block) = digits.split_at(n_whole + first);
    let (before, block): (String, String) = (before.iter().collect(), block.iter().collect());
    // All the digits less those that do not repeat, over nines and noughts: 0.1(6) is (16 - 1)/90.
    let all = Number::from_digits(&format!("{before}{block}"), 0);
    let nines = Number::from_digits(&format!("{}{}", "9".repeat(n), "0".repeat(first)), 0);
    let top = &all - &Number::from_digits(&format!("0{before}"), 0);
    let value = top.checked_div(&nines).expect("at least one nine");
    let text = format!("{whole}.{}({block})", &before[n_whole..]);
    Numeral {
        value,
        text: Digits::new(&text),
        places: first + n,
        origin: Origin::Digits,
        recurring: Some(recurring),
    }
}

fn value_of(text: &str, n_digits: usize, places: usize) -> Number {
    // 18 digits always fit in an `i64`.
    if n_digits > 18 {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        return Number::from_digits(&digits, places);
    }
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let whole = digits.fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    if places == 0 {
        return Number::from(whole);
    }
    let scale = 10_i64.pow(u32::try_from(places).unwrap_or(18).min(18));
    Number::try_ratio(whole, scale).expect("a power of ten is never 0")
}
