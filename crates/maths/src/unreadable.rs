//! What is said when a piece of an answer cannot be read: one kind sentence that names the piece and points at it.
//!
//! Unreadable is not wrong: nothing is recorded and the pupil is asked again.
//! A ten-year-old must understand every message here; each is tested word for word.

use std::ops::Range;

use serde::Serialize;

/// A piece of a text that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unreadable {
    /// Where the piece is, in bytes of the text.
    pub span: Range<usize>,
    /// A stable name for the reason.
    pub note: &'static str,
    /// A sentence for the pupil.
    pub message: String,
}

/// The text being read and the piece of it that is complained about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'t> {
    pub text: &'t str,
    pub start: usize,
    pub end: usize,
}

impl<'t> Piece<'t> {
    pub(crate) fn new(text: &'t str, start: usize, end: usize) -> Self {
        Self { text, start, end }
    }

    /// From the start of this piece to the end of the other.
    pub(crate) fn to(self, other: Self) -> Self {
        Self { end: other.end, ..self }
    }

    // Long pieces are cut short so that the message stays one sentence.
    fn quoted(self) -> String {
        let piece = self.text.get(self.start..self.end).unwrap_or_default().trim();
        let mut short: String = piece.chars().take(24).collect();
        if short.len() < piece.len() {
            short.push('…');
        }
        format!("`{short}`")
    }

    fn refuse(self, note: &'static str, message: String) -> Unreadable {
        Unreadable { span: self.start..self.end, note, message }
    }

    pub(crate) fn empty(self) -> Unreadable {
        self.refuse("blank", "There is no answer here yet.".to_owned())
    }

    pub(crate) fn unknown_character(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse("unknown-character", format!("I can't read the {quoted}: try leaving it out."))
    }

    pub(crate) fn unit(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse("unit", format!("I can't read the {quoted}: write just the number."))
    }

    pub(crate) fn unknown_letter(self, letters: &[char]) -> Unreadable {
        let quoted = self.quoted();
        let instead = match letters {
            [] => "write the answer with numbers".to_owned(),
            [only] => format!("the letter to use here is `{only}`"),
            [first @ .., last] => {
                let first: Vec<String> = first.iter().map(|letter| format!("`{letter}`")).collect();
                format!("the letters to use here are {} and `{last}`", first.join(", "))
            }
        };
        self.refuse("unknown-letter", format!("I can't read the {quoted}: {instead}."))
    }

    pub(crate) fn unknown_word(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse(
            "unknown-word",
            format!("I can't read {quoted}: write the answer with numbers and signs."),
        )
    }

    pub(crate) fn not_a_listed_word(self, words: &[String]) -> Unreadable {
        let quoted = self.quoted();
        let known: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        self.refuse(
            "unknown-word",
            format!("I don't know {quoted} here: choose from {}.", known.join(", ")),
        )
    }

    pub(crate) fn unknown_digit(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse(
            "unknown-digit",
            format!("I can't read the {quoted}: write numbers with the digits 0 to 9."),
        )
    }

    pub(crate) fn unknown_unit(self, units: &[String]) -> Unreadable {
        let quoted = self.quoted();
        let help = match units.first() {
            Some(unit) => format!("write the unit as in `3 {unit}`"),
            None => "check how the unit is written".to_owned(),
        };
        self.refuse("unknown-unit", format!("I don't know the unit {quoted}: {help}."))
    }

    pub(crate) fn two_units(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse("two-units", format!("I can't read {quoted}: write one unit, not two."))
    }

    pub(crate) fn power_again(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "put brackets round the power, as in `(3²)`";
        self.refuse("power-again", format!("I can't read {quoted}: {help}."))
    }

    pub(crate) fn sign_not_before(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "write it just before the number, as in `£3`";
        self.refuse("sign-not-before", format!("I can't read the {quoted} there: {help}."))
    }

    pub(crate) fn unit_not_last(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse("unit-not-last", format!("I can't read {quoted}: the unit comes at the end."))
    }

    pub(crate) fn one_answer(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse("one-answer", format!("I can't read the {quoted}: write just one answer."))
    }

    pub(crate) fn not_a_time(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "write it like `14:05` or `2:05 pm`";
        self.refuse("time", format!("I can't read {quoted} as a time: {help}."))
    }

    pub(crate) fn which_repeat(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "put them in brackets, as in `0.1(6)`";
        self.refuse("recurring", format!("I can't tell which digits repeat in {quoted}: {help}."))
    }

    pub(crate) fn root(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "a number or a bracket should come after it, as in `√2` or `√(9 + 16)`";
        self.refuse("root", format!("I can't read the {quoted}: {help}."))
    }

    pub(crate) fn interval(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "write its two ends with a comma between them, as in `[2, 5)`";
        self.refuse("interval", format!("I can't read {quoted}: {help}."))
    }

    pub(crate) fn comma(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "after a comma there should be three digits, as in `1,200`";
        self.refuse("comma", format!("I can't read the comma in {quoted}: {help}."))
    }

    pub(crate) fn raised_dot(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "type it as a point, as in `1.5`, or as times, as in `3×4`";
        self.refuse("raised-dot", format!("I can't tell what the dot in {quoted} is: {help}."))
    }

    pub(crate) fn unfinished_decimal(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "a digit should come after the decimal point";
        self.refuse("unfinished-decimal", format!("I can't read {quoted}: {help}."))
    }

    pub(crate) fn two_decimal_points(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "a number has only one decimal point";
        self.refuse("two-decimal-points", format!("I can't read {quoted}: {help}."))
    }

    pub(crate) fn gap(self) -> Unreadable {
        self.refuse("gap", "There is still a gap to fill in.".to_owned())
    }

    pub(crate) fn relation(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse(
            "relation",
            format!("I can't read the {quoted}: write just the answer, without it."),
        )
    }

    pub(crate) fn missing_after(self) -> Unreadable {
        let quoted = self.quoted();
        let place = if self.text[self.end..].trim().is_empty() { " at the end" } else { "" };
        self.refuse(
            "missing-after",
            format!("I can't read the {quoted}{place}: a number should come after it."),
        )
    }

    pub(crate) fn missing_before(self) -> Unreadable {
        let quoted = self.quoted();
        let place = if self.text[..self.start].trim().is_empty() { " at the start" } else { "" };
        self.refuse(
            "missing-before",
            format!("I can't read the {quoted}{place}: a number should come before it."),
        )
    }

    pub(crate) fn two_signs(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse(
            "two-signs",
            format!("I can't read {quoted}: a number should come between the two signs."),
        )
    }

    pub(crate) fn two_numbers(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse(
            "two-numbers",
            format!("I can't read {quoted}: a sign should come between the two numbers."),
        )
    }

    pub(crate) fn number_after_letter(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "write the number before the letter, as in `3x`";
        self.refuse("number-after-letter", format!("I can't read {quoted}: {help}."))
    }

    pub(crate) fn bracket_not_closed(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "another bracket should close it";
        self.refuse(
            "bracket-not-closed",
            format!("I can't find the end of the bracket {quoted}: {help}."),
        )
    }

    pub(crate) fn bracket_not_opened(self) -> Unreadable {
        let quoted = self.quoted();
        let help = "another bracket should open it";
        self.refuse(
            "bracket-not-opened",
            format!("I can't find the start of the bracket {quoted}: {help}."),
        )
    }

    pub(crate) fn empty_brackets(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse("empty-brackets", format!("There is nothing inside the brackets {quoted}."))
    }

    pub(crate) fn zero_denominator(self) -> Unreadable {
        let quoted = self.quoted();
        self.refuse(
            "zero-denominator",
            format!("I can't work out {quoted}: we cannot divide by 0."),
        )
    }
}
