//! Cuts a text into numbers, letters and signs, keeping digits as typed.
//!
//! Reads what pupils and their keyboards produce: × ÷ − ½ ² √ π £, full-width digits, `1,200`, number words, units.
//! Works on bytes and looks at a whole character only where one is not ASCII.
//! Never guesses: a piece it does not know is an [`Unreadable`](crate::Unreadable) that points at it.
//! Start at `lex`; numbers are in `numeral.rs`, letters and words in `words.rs`, units in `units.rs`.

mod fold;
mod number_words;
mod numeral;
mod units;
mod words;

use crate::Number;
use crate::limits::{MAX_TOKENS, Steps, at_most};
use crate::reading::{Expects, Mode, ReadError, Reading};
use crate::tree::{CompareSign, Digits, Function, Name, Numeral, Origin, Span};
use crate::unit::Unit;
use crate::unreadable::Piece;

pub(crate) use fold::is_space;
use fold::{fold, superscript, vulgar};
pub(crate) use number_words::{SMALL as NUMBER_WORDS, TENS};

/// One piece of the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// What a piece is. Numerals and units are held beside the tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Numeral(u32),
    /// ½ and the like: the places of its two numerals.
    Vulgar {
        top: u32,
        bottom: u32,
    },
    Letter {
        letter: char,
        place: u8,
    },
    Pi,
    Function(Function),
    /// √ and the like, with its index.
    Root(u8),
    Plus,
    Minus,
    PlusMinus,
    Cross,
    Obelus,
    Bar,
    Hat,
    /// A raised number: the place of its numeral.
    Raised(u32),
    Percent,
    /// A unit that stands after its amount; a tight one, °, binds like a percent sign.
    Unit {
        unit: u32,
        tight: bool,
    },
    /// A unit that stands before its amount: £.
    Before(u32),
    Open(char),
    Close(char),
    /// `|`
    Upright,
    Gap,
    Compare(CompareSign),
    Comma,
    Semicolon,
    Colon,
    And,
    Or,
    Remainder,
    Infinity,
    EmptySet,
}

/// The pieces of a text.
#[derive(Debug, Default)]
pub(crate) struct Lexed {
    pub tokens: Vec<Token>,
    pub numerals: Vec<Numeral>,
    pub units: Vec<Unit>,
    pub names: Vec<(Name, String)>,
}

/// What a comma between digits is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Commas {
    /// Between thousands, and nothing else.
    Thousands,
    /// Between thousands where exactly three digits follow it, and between answers elsewhere.
    Both,
    /// Between answers.
    Answers,
}

/// Cuts `text` into tokens.
pub(crate) fn lex(
    text: &str,
    reading: &Reading,
    mode: Mode,
    steps: &mut Steps,
) -> Result<Lexed, ReadError> {
    let lexed = Lexed { tokens: Vec::with_capacity(text.len().min(32)), ..Lexed::default() };
    let mut lexer = Lexer { text, at: 0, reading, mode, commas: commas(reading, mode), lexed };
    while lexer.at < text.len() {
        steps.take(1)?;
        lexer.next_token()?;
        at_most(lexer.lexed.tokens.len() as u64, MAX_TOKENS as u64, "signs and numbers")?;
    }
    Ok(lexer.lexed)
}

fn commas(reading: &Reading, mode: Mode) -> Commas {
    match reading.expects {
        Expects::Coordinates
        | Expects::Vector
        | Expects::Set
        | Expects::List
        | Expects::Interval => Commas::Answers,
        Expects::Statement | Expects::Working => Commas::Both,
        _ if mode == Mode::Display => Commas::Both,
        _ => Commas::Thousands,
    }
}

struct Lexer<'t> {
    text: &'t str,
    // The byte to be read next; always the first of a character.
    at: usize,
    reading: &'t Reading,
    mode: Mode,
    commas: Commas,
    lexed: Lexed,
}

// A place in a text that is within the limit on length.
fn place(at: usize) -> u32 {
    u32::try_from(at).expect("the text is within the limit")
}

impl<'t> Lexer<'t> {
    // The folded character that begins at a byte, and its length as typed.
    fn char_at(&self, at: usize) -> Option<(char, usize)> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte.is_ascii() {
            return Some((char::from(byte), 1));
        }
        let found = self.text.get(at..)?.chars().next()?;
        Some((fold(found), found.len_utf8()))
    }

    fn peek(&self) -> Option<char> {
        self.char_at(self.at).map(|(found, _)| found)
    }

    // Steps over the next character when it is the one wanted.
    fn take(&mut self, wanted: char) -> bool {
        match self.char_at(self.at) {
            Some((found, length)) if found == wanted => {
                self.at += length;
                true
            }
            _ => false,
        }
    }

    // The first byte from here on that is not a space.
    fn after_spaces(&self, from: usize) -> usize {
        let mut at = from;
        while let Some((found, length)) = self.char_at(at)
            && is_space(found)
        {
            at += length;
        }
        at
    }

    fn piece(&self, from: usize, to: usize) -> Piece<'t> {
        Piece::new(self.text, from, to)
    }

    fn last(&self) -> Option<Kind> {
        self.lexed.tokens.last().map(|token| token.kind)
    }

    fn push(&mut self, kind: Kind, from: usize) {
        let span = Span { start: place(from), end: place(self.at) };
        self.lexed.tokens.push(Token { kind, span });
    }

    fn push_numeral(&mut self, numeral: Numeral) -> u32 {
        self.lexed.numerals.push(numeral);
        place(self.lexed.numerals.len() - 1)
    }

    fn push_unit(&mut self, unit: Unit) -> u32 {
        self.lexed.units.push(unit);
        place(self.lexed.units.len() - 1)
    }

    fn is_display(&self) -> bool {
        self.mode == Mode::Display
    }

    // Whether more than one answer, or a statement, may be written.
    fn takes_many(&self) -> bool {
        self.commas != Commas::Thousands
    }

    fn next_token(&mut self) -> Result<(), ReadError> {
        let from = self.at;
        let Some((found, length)) = self.char_at(from) else { return Ok(()) };
        if found.is_ascii_digit() || (found == '.' && self.starts_decimal(from + length)) {
            let numeral = self.numeral()?;
            let place = self.push_numeral(numeral);
            self.push(Kind::Numeral(place), from);
            return self.power_of_ten();
        }
        if found.is_ascii_alphabetic() {
            return self.letters();
        }
        if is_space(found) {
            self.at += length;
            if found == '\n' {
                self.new_line(from);
            }
            return Ok(());
        }
        self.at += length;
        if !found.is_ascii() {
            return self.beyond_ascii(found, from);
        }
        self.sign(found, from)
    }

    // In a column each line is a member.
    fn new_line(&mut self, from: usize) {
        let begun = !matches!(self.last(), None | Some(Kind::Open(_) | Kind::Semicolon));
        let goes_on = self.char_at(self.after_spaces(self.at));
        if self.reading.expects == Expects::Vector
            && begun
            && goes_on.is_some_and(|(next, _)| !")]}".contains(next))
        {
            self.push(Kind::Semicolon, from);
        }
    }

    fn sign(&mut self, found: char, from: usize) -> Result<(), ReadError> {
        let kind = match found {
            '+' if self.text.as_bytes()[self.at..].starts_with(b"/-") => {
                self.at += 2;
                Kind::PlusMinus
            }
            '+' => Kind::Plus,
            '-' => Kind::Minus,
            '*' => Kind::Cross,
            '/' => Kind::Bar,
            '^' => Kind::Hat,
            '%' => Kind::Percent,
            '_' => return self.gap(from),
            '[' if self.skip_to_closing() => return self.gap(from),
            '(' | '[' | '{' => Kind::Open(found),
            ')' | ']' | '}' => Kind::Close(found),
            '|' => Kind::Upright,
            '=' | '<' | '>' | '!' => return self.compare(found, from),
            ',' if self.takes_many() => Kind::Comma,
            ';' if self.reading.expects == Expects::Vector || self.is_display() => Kind::Semicolon,
            ';' if self.takes_many() => Kind::Comma,
            ',' | ';' => return Err(self.piece(from, self.at).one_answer().into()),
            ':' => Kind::Colon,
            '$' => return self.money(from),
            _ => return Err(self.piece(from, self.at).unknown_character().into()),
        };
        self.push(kind, from);
        Ok(())
    }

    // A character that is no ASCII sign, already stepped over.
    fn beyond_ascii(&mut self, found: char, from: usize) -> Result<(), ReadError> {
        let kind = match found {
            // Folded to ASCII: a dash, a raised cross, a full-width sign.
            '÷' => Kind::Obelus,
            '±' => Kind::PlusMinus,
            '√' => Kind::Root(2),
            '∛' => Kind::Root(3),
            '∜' => Kind::Root(4),
            'π' if self.declared('π').is_none() => Kind::Pi,
            '≤' | '≥' | '≠' | '≈' => return self.compare(found, from),
            '∅' if self.takes_many() => Kind::EmptySet,
            '∞' if self.reading.expects == Expects::Interval => Kind::Infinity,
            '£' | '€' => return self.money(from),
            '°' => return self.degrees(from),
            '⁻' => return self.raised_minus(from),
            _ => return self.other(found, from),
        };
        self.push(kind, from);
        Ok(())
    }

    fn other(&mut self, found: char, from: usize) -> Result<(), ReadError> {
        if let Some((top, bottom)) = vulgar(found) {
            let top = self.push_numeral(whole(top, Origin::Sign));
            let bottom = self.push_numeral(whole(bottom, Origin::Sign));
            self.push(Kind::Vulgar { top, bottom }, from);
            return Ok(());
        }
        if let Some(digit) = superscript(found) {
            let value = self.raised_number(digit);
            let place = self.push_numeral(whole(value, Origin::Sign));
            self.push(Kind::Raised(place), from);
            return Ok(());
        }
        if found.is_alphabetic() {
            self.at = from;
            return self.letters();
        }
        let piece = self.piece(from, self.at);
        let refused =
            if found.is_numeric() { piece.unknown_digit() } else { piece.unknown_character() };
        Err(refused.into())
    }

    // After `[`: whether only spaces come before the matching `]`, which is then taken too.
    fn skip_to_closing(&mut self) -> bool {
        let at = self.after_spaces(self.at);
        let closes = self.char_at(at).is_some_and(|(found, _)| found == ']');
        if closes {
            self.at = at + 1;
        }
        closes
    }

    fn gap(&mut self, from: usize) -> Result<(), ReadError> {
        while self.take('_') {}
        if self.mode == Mode::Answer {
            return Err(self.piece(from, self.at).gap().into());
        }
        self.push(Kind::Gap, from);
        Ok(())
    }

    fn compare(&mut self, found: char, from: usize) -> Result<(), ReadError> {
        let second = match (found, self.peek()) {
            ('<' | '>' | '!' | '=', Some(second @ '=')) => Some(second),
            ('=', Some(second @ ('<' | '>'))) | ('<', Some(second @ '>')) => Some(second),
            _ => None,
        };
        self.at += usize::from(second.is_some());
        let sign = match (found, second) {
            ('<', None) => CompareSign::Less,
            ('>', None) => CompareSign::Greater,
            ('<', Some('>')) | ('!', Some(_)) | ('≠', _) => CompareSign::NotEqual,
            ('<', Some(_)) | ('=', Some('<')) | ('≤', _) => CompareSign::LessOrEqual,
            ('>', Some(_)) | ('=', Some('>')) | ('≥', _) => CompareSign::GreaterOrEqual,
            ('≈', _) if self.is_display() => CompareSign::About,
            ('=', _) => CompareSign::Equal,
            _ => return Err(self.piece(from, self.at).unknown_character().into()),
        };
        if !self.takes_many() {
            return Err(self.piece(from, self.at).relation().into());
        }
        self.push(Kind::Compare(sign), from);
        Ok(())
    }

    // The rest of a raised number whose first digit is stepped over.
    fn raised_number(&mut self, first: i64) -> i64 {
        let mut value = first;
        while let Some((found, length)) = self.char_at(self.at)
            && let Some(digit) = superscript(found)
        {
            value = (value * 10 + digit).min(1_000_000);
            self.at += length;
        }
        value
    }

    // `10⁻³` is read as `10^-3`.
    fn raised_minus(&mut self, from: usize) -> Result<(), ReadError> {
        let first = self
            .char_at(self.at)
            .and_then(|(found, length)| superscript(found).map(|digit| (digit, length)));
        let Some((digit, length)) = first else {
            return Err(self.piece(from, self.at).missing_after().into());
        };
        self.push(Kind::Hat, from);
        self.push(Kind::Minus, from);
        let from = self.at;
        self.at += length;
        let value = self.raised_number(digit);
        let place = self.push_numeral(whole(value, Origin::Sign));
        self.push(Kind::Numeral(place), from);
        Ok(())
    }

    // `4.5E3` is read as `4.5 × 10^3`, where E is no letter of the item.
    fn power_of_ten(&mut self) -> Result<(), ReadError> {
        let from = self.at;
        let Some(b'e' | b'E') = self.text.as_bytes().get(from) else { return Ok(()) };
        let minus = self.char_at(from + 1).filter(|(found, _)| *found == '-');
        let digits = from + 1 + minus.map_or(0, |(_, length)| length);
        let has_power = self.char_at(digits).is_some_and(|(found, _)| found.is_ascii_digit());
        if !has_power || self.declared('e').is_some() {
            return Ok(());
        }
        self.at = digits;
        let ten = self.push_numeral(whole(10, Origin::Sign));
        self.push(Kind::Cross, from);
        self.push(Kind::Numeral(ten), from);
        self.push(Kind::Hat, from);
        if minus.is_some() {
            self.push(Kind::Minus, from);
        }
        Ok(())
    }
}

// A whole number that was not typed in digits.
fn whole(value: i64, origin: Origin) -> Numeral {
    Numeral {
        value: Number::from(value),
        text: Digits::new(&value.to_string()),
        places: 0,
        origin,
        recurring: None,
    }
}
