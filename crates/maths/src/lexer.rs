//! Cuts a text into numbers, letters and signs, keeping digits as typed.
//!
//! Reads what pupils and their keyboards produce: × ÷ − ½ ², full-width digits, `1,200` and `1 200`, number words.
//! Never guesses: a piece it does not know is an [`Unreadable`] that points at it.

mod fold;
mod numeral;

use crate::Number;
use crate::limits::{MAX_TOKENS, Steps, at_most};
use crate::reading::{Mode, ReadError, Reading};
use crate::tree::{CompareSign, Digits, Numeral, Origin, Span};
use crate::unreadable::Piece;

pub(crate) use fold::NUMBER_WORDS;
use fold::{fold, is_space, superscript, vulgar};

/// One piece of the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// What a piece is. Numerals are held beside the tokens.
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
    Plus,
    Minus,
    Cross,
    Obelus,
    Bar,
    Hat,
    /// A raised number: the place of its numeral.
    Raised(u32),
    Percent,
    Open(char),
    Close(char),
    Gap,
    Compare(CompareSign),
}

/// The pieces of a text.
#[derive(Debug, Default)]
pub(crate) struct Lexed {
    pub tokens: Vec<Token>,
    pub numerals: Vec<Numeral>,
}

/// Cuts `text` into tokens.
pub(crate) fn lex(
    text: &str,
    reading: &Reading,
    mode: Mode,
    steps: &mut Steps,
) -> Result<Lexed, ReadError> {
    let chars: Vec<(u32, char)> = text
        .char_indices()
        .map(|(at, found)| (u32::try_from(at).expect("the text is within the limit"), fold(found)))
        .collect();
    let mut lexer = Lexer { text, chars, at: 0, reading, mode, lexed: Lexed::default() };
    while lexer.at < lexer.chars.len() {
        steps.take(1)?;
        lexer.next_token()?;
        at_most(lexer.lexed.tokens.len() as u64, MAX_TOKENS as u64, "signs and numbers")?;
    }
    Ok(lexer.lexed)
}

struct Lexer<'t> {
    text: &'t str,
    chars: Vec<(u32, char)>,
    at: usize,
    reading: &'t Reading,
    mode: Mode,
    lexed: Lexed,
}

impl<'t> Lexer<'t> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|&(_, found)| found)
    }

    // The byte at which the character at `at` starts.
    fn byte(&self, at: usize) -> u32 {
        let end = || u32::try_from(self.text.len()).expect("the text is within the limit");
        self.chars.get(at).map_or_else(end, |&(byte, _)| byte)
    }

    fn piece(&self, from: usize, to: usize) -> Piece<'t> {
        Piece::new(self.text, self.byte(from) as usize, self.byte(to) as usize)
    }

    fn push(&mut self, kind: Kind, from: usize) {
        let span = Span { start: self.byte(from), end: self.byte(self.at) };
        self.lexed.tokens.push(Token { kind, span });
    }

    fn push_numeral(&mut self, numeral: Numeral) -> u32 {
        let place =
            u32::try_from(self.lexed.numerals.len()).expect("the number of tokens is limited");
        self.lexed.numerals.push(numeral);
        place
    }

    fn next_token(&mut self) -> Result<(), ReadError> {
        let from = self.at;
        let Some(found) = self.peek(0) else { return Ok(()) };
        if is_space(found) {
            self.at += 1;
            return Ok(());
        }
        if found.is_ascii_digit()
            || (found == '.' && self.peek(1).is_some_and(|next| next.is_ascii_digit()))
        {
            let numeral = self.numeral()?;
            let place = self.push_numeral(numeral);
            self.push(Kind::Numeral(place), from);
            return Ok(());
        }
        if found.is_alphabetic() && superscript(found).is_none() {
            return self.letters();
        }
        self.sign(found)
    }

    fn sign(&mut self, found: char) -> Result<(), ReadError> {
        let from = self.at;
        self.at += 1;
        let kind = match found {
            '+' => Kind::Plus,
            '-' => Kind::Minus,
            '*' => Kind::Cross,
            '÷' => Kind::Obelus,
            '/' => Kind::Bar,
            '^' => Kind::Hat,
            '%' => Kind::Percent,
            '_' => return self.gap(from),
            '[' if self.skip_to_closing() => return self.gap(from),
            '(' | '[' | '{' => Kind::Open(found),
            ')' | ']' | '}' => Kind::Close(found),
            '=' | '<' | '>' | '≤' | '≥' | '≠' => return self.compare(found, from),
            _ => return self.other(found, from),
        };
        self.push(kind, from);
        Ok(())
    }

    // After `[`: whether only spaces come before the matching `]`, which is then taken too.
    fn skip_to_closing(&mut self) -> bool {
        let spaces =
            self.chars[self.at..].iter().take_while(|&&(_, found)| is_space(found)).count();
        let closes = self.peek(spaces) == Some(']');
        if closes {
            self.at += spaces + 1;
        }
        closes
    }

    fn gap(&mut self, from: usize) -> Result<(), ReadError> {
        while self.peek(0) == Some('_') {
            self.at += 1;
        }
        if self.mode == Mode::Answer {
            return Err(self.piece(from, self.at).gap().into());
        }
        self.push(Kind::Gap, from);
        Ok(())
    }

    fn compare(&mut self, found: char, from: usize) -> Result<(), ReadError> {
        let or_equal = matches!(found, '<' | '>') && self.peek(0) == Some('=');
        if or_equal {
            self.at += 1;
        }
        if self.mode == Mode::Answer {
            return Err(self.piece(from, self.at).relation().into());
        }
        let sign = match (found, or_equal) {
            ('<', false) => CompareSign::Less,
            ('>', false) => CompareSign::Greater,
            ('<' | '≤', _) => CompareSign::LessOrEqual,
            ('>' | '≥', _) => CompareSign::GreaterOrEqual,
            ('≠', _) => CompareSign::NotEqual,
            _ => CompareSign::Equal,
        };
        self.push(Kind::Compare(sign), from);
        Ok(())
    }

    fn other(&mut self, found: char, from: usize) -> Result<(), ReadError> {
        if let Some((top, bottom)) = vulgar(found) {
            let top = self.push_numeral(part_of_sign(top));
            let bottom = self.push_numeral(part_of_sign(bottom));
            self.push(Kind::Vulgar { top, bottom }, from);
            return Ok(());
        }
        if let Some(digit) = superscript(found) {
            return self.raised(digit, from);
        }
        let piece = self.piece(from, self.at);
        Err(match found {
            '£' | '$' | '€' | '°' => piece.unit(),
            _ => piece.unknown_character(),
        }
        .into())
    }

    fn raised(&mut self, first: i64, from: usize) -> Result<(), ReadError> {
        let mut value = first;
        while let Some(digit) = self.peek(0).and_then(superscript) {
            value = (value * 10 + digit).min(1_000_000);
            self.at += 1;
        }
        let place = self.push_numeral(part_of_sign(value));
        self.push(Kind::Raised(place), from);
        Ok(())
    }

    fn letters(&mut self) -> Result<(), ReadError> {
        let from = self.at;
        let run: Vec<char> = self.chars[from..]
            .iter()
            .map(|&(_, found)| found)
            .take_while(|found| found.is_alphabetic() && superscript(*found).is_none())
            .collect();
        if run.iter().all(|&found| self.declared(found).is_some()) {
            for found in run {
                let (letter, place) = self.declared(found).expect("checked on the line above");
                self.at += 1;
                self.push(Kind::Letter { letter, place }, self.at - 1);
            }
            return Ok(());
        }
        self.at = from + run.len();
        let word: String = run.iter().flat_map(|found| found.to_lowercase()).collect();
        if let Some(value) = fold::number_word(&word) {
            let numeral = Numeral {
                value: Number::from(value),
                text: Digits::new(&value.to_string()),
                places: 0,
                origin: Origin::Word,
                recurring: None,
            };
            let place = self.push_numeral(numeral);
            self.push(Kind::Numeral(place), from);
            return Ok(());
        }
        if word == "x" && self.stands_between_numbers() {
            self.push(Kind::Cross, from);
            return Ok(());
        }
        let stranger =
            run.iter().position(|&found| self.declared(found).is_none()).unwrap_or_default();
        if run.len() == 1 || stranger > 0 {
            let at = from + stranger;
            return Err(self.piece(at, at + 1).unknown_letter(&self.reading.letters).into());
        }
        Err(self.piece(from, self.at).unknown_word().into())
    }

    // A capital is taken for the small letter when only the small one is declared, and the other way round.
    fn declared(&self, found: char) -> Option<(char, u8)> {
        let letters = &self.reading.letters;
        let place = letters.iter().position(|&letter| letter == found).or_else(|| {
            letters.iter().position(|&letter| letter.to_lowercase().eq(found.to_lowercase()))
        })?;
        Some((letters[place], u8::try_from(place).ok()?))
    }

    // The letter x between two numbers is a multiplication sign where no `x` is declared.
    fn stands_between_numbers(&self) -> bool {
        let before = self.lexed.tokens.last().is_some_and(|token| {
            matches!(
                token.kind,
                Kind::Numeral(_) | Kind::Vulgar { .. } | Kind::Close(_) | Kind::Gap
            )
        });
        let after =
            self.chars[self.at..].iter().map(|&(_, found)| found).find(|found| !is_space(*found));
        before
            && after.is_some_and(|found| {
                found.is_ascii_digit() || "(.[_-".contains(found) || vulgar(found).is_some()
            })
    }
}

fn part_of_sign(value: i64) -> Numeral {
    Numeral {
        value: Number::from(value),
        text: Digits::new(&value.to_string()),
        places: 0,
        origin: Origin::Sign,
        recurring: None,
    }
}
