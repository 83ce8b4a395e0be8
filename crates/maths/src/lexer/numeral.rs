//! Numbers as typed: `1,200`, `12 000`, `0.50`, `.5`.
//!
//! Decimal places and trailing zeros are kept. A comma is a separator of thousands and nothing else.

use crate::Number;
use crate::limits::{MAX_DIGITS, at_most};
use crate::reading::ReadError;
use crate::tree::{Digits, Numeral, Origin};

use super::Lexer;
use super::fold::is_space;

impl Lexer<'_> {
    /// Reads the number that starts here.
    pub(super) fn numeral(&mut self) -> Result<Numeral, ReadError> {
        let from = self.at;
        let first = self.digits_ahead(0);
        at_most(first as u64, MAX_DIGITS as u64, "digits in one number")?;
        self.at += first;
        if self.peek(0) == Some(',') {
            self.comma_groups(from, first)?;
        } else if (1..=3).contains(&first) {
            self.at += self.spaced_groups();
        }
        let places = self.decimals(from)?;
        let text: String = self.chars[from..self.at].iter().map(|&(_, found)| found).collect();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        at_most(digits.len() as u64, MAX_DIGITS as u64, "digits in one number")?;
        Ok(Numeral {
            value: Number::from_digits(&digits, places),
            text: Digits::new(&text),
            places,
            origin: Origin::Digits,
            recurring: None,
        })
    }

    fn digits_ahead(&self, ahead: usize) -> usize {
        let rest = self.chars.get(self.at + ahead..).unwrap_or_default();
        rest.iter().take_while(|(_, found)| found.is_ascii_digit()).count()
    }

    fn comma_groups(&mut self, from: usize, first: usize) -> Result<(), ReadError> {
        let mut sound = (1..=3).contains(&first);
        while self.peek(0) == Some(',') {
            let digits = self.digits_ahead(1);
            sound &= digits == 3;
            self.at += 1 + digits;
        }
        if sound { Ok(()) } else { Err(self.piece(from, self.at).comma().into()) }
    }

    // How many characters of ` 000` groups follow; none when the last group is the top of a fraction, as in `2 500/1000`.
    fn spaced_groups(&self) -> usize {
        let mut length = 0;
        while self.peek(length).is_some_and(is_space) && self.digits_ahead(length + 1) == 3 {
            length += 4;
        }
        let rest = self.chars.get(self.at + length..).unwrap_or_default();
        let next = rest.iter().map(|&(_, found)| found).find(|found| !is_space(*found));
        if next == Some('/') { 0 } else { length }
    }

    fn decimals(&mut self, from: usize) -> Result<usize, ReadError> {
        if self.peek(0) != Some('.') {
            return Ok(0);
        }
        let places = self.digits_ahead(1);
        self.at += 1 + places;
        if places == 0 {
            return Err(self.piece(from, self.at).unfinished_decimal().into());
        }
        if self.peek(0) == Some('.') {
            let to = self.at + 1 + self.digits_ahead(1);
            return Err(self.piece(from, to).two_decimal_points().into());
        }
        Ok(places)
    }
}
