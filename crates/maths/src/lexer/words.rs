//! Letters, names of functions and words, in a run without spaces: `ac`, `sin`, `2xsin`, "or", "five".
//!
//! A run of declared letters is a product of them; the names the item declares come before its letters.

use crate::reading::{Expects, ReadError};
use crate::tree::{Function, Name, Numeral, Origin};
use crate::unit::Symbol;

use super::fold::{superscript, vulgar};
use super::{Kind, Lexer, Token, number_words, whole};

// No word that is read is longer.
const LONGEST: usize = 24;

// Names that need not be declared: the first three anywhere, the rest in texts for display.
const EVERYWHERE: &[&str] = &["sqrt", "cbrt", "abs", "sin", "cos", "tan"];

// Names that an item may declare; elsewhere they are words that cannot be read, and not letters.
const FUNCTIONS: [&str; 6] = ["sin", "cos", "tan", "log", "ln", "exp"];

/// A short word in small letters.
struct Word {
    bytes: [u8; LONGEST],
    n: usize,
}

impl Word {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.n]).unwrap_or_default()
    }
}

impl Lexer<'_> {
    /// Reads the run of letters that starts here.
    pub(super) fn letters(&mut self) -> Result<(), ReadError> {
        let from = self.at;
        let to = self.run_end(from);
        if self.unit_after_amount(from, to)? {
            return Ok(());
        }
        let one_letter = self.char_at(from).filter(|(_, length)| from + length == to);
        if let Some((found, _)) = one_letter {
            self.at = to;
            if let Some((letter, place)) = self.declared(found) {
                self.push(Kind::Letter { letter, place }, from);
                return Ok(());
            }
            self.at = from;
        }
        if self.function_at(from, to).is_none()
            && one_letter.is_none()
            && self.all_declared(from, to)
        {
            return self.pieces_of_run(from, to);
        }
        if let Some(word) = self.word(from, to)
            && self.keyword(word.as_str(), from, to)?
        {
            return Ok(());
        }
        self.pieces_of_run(from, to)
    }

    // The end of the run of letters: raised letters and π are pieces of their own.
    fn run_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some((found, length)) = self.char_at(at)
            && (found.is_ascii_alphabetic()
                || (!found.is_ascii()
                    && found.is_alphabetic()
                    && superscript(found).is_none()
                    && (found != 'π' || self.declared('π').is_some())
                    && found != '°'))
        {
            at += length;
        }
        at
    }

    fn word(&self, from: usize, to: usize) -> Option<Word> {
        let mut word = Word { bytes: [0; LONGEST], n: 0 };
        let mut at = from;
        while at < to {
            let (found, length) = self.char_at(at)?;
            *word.bytes.get_mut(word.n)? = u8::try_from(found).ok().filter(u8::is_ascii)?;
            word.n += 1;
            at += length;
        }
        word.bytes.make_ascii_lowercase();
        Some(word)
    }

    // Reads a word that is not made of letters of the item; false when it is none of those known here.
    fn keyword(&mut self, word: &str, from: usize, to: usize) -> Result<bool, ReadError> {
        self.at = to;
        let kind = match word {
            "pi" => Kind::Pi,
            "sqrt" => Kind::Root(2),
            "cbrt" => Kind::Root(3),
            "root" => return Ok(self.root_word(2, from)),
            "square" | "cube" if self.next_word_is("root") => {
                return Ok(self.root_word(if word == "cube" { 3 } else { 2 }, from));
            }
            "or" if self.takes_many() => Kind::Or,
            "and" => return self.and(from),
            "or" => return Err(self.piece(from, to).one_answer().into()),
            "r" | "rem" | "remainder" if self.takes_remainder() => Kind::Remainder,
            "recurring" | "rec" => return self.recurring_word(from).map(|()| true),
            "percent" | "pc" => Kind::Percent,
            "per" if self.next_word_is("cent") => {
                self.skip_word();
                Kind::Percent
            }
            "over" if self.reading.expects == Expects::Vector => Kind::Semicolon,
            "over" => Kind::Bar,
            "to" if self.reading.expects == Expects::Ratio => Kind::Colon,
            "minus" | "negative" => Kind::Minus,
            "x" if self.stands_between_numbers() => Kind::Cross,
            _ => {
                self.at = from;
                return Ok(self.number_in_words(from));
            }
        };
        self.push(kind, from);
        Ok(true)
    }

    // "root 2", "square root of 2".
    fn root_word(&mut self, index: u8, from: usize) -> bool {
        if self.next_word_is("root") {
            self.skip_word();
        }
        if self.next_word_is("of") {
            self.skip_word();
        }
        self.push(Kind::Root(index), from);
        true
    }

    // "and" between the parts of one amount says nothing; between answers it separates them.
    fn and(&mut self, from: usize) -> Result<bool, ReadError> {
        let kind = match self.reading.expects {
            Expects::Money | Expects::Quantity => return Ok(true),
            Expects::Set | Expects::List | Expects::Coordinates | Expects::Vector => {
                // `2, 3, and 4`
                if self.last() == Some(Kind::Comma) {
                    return Ok(true);
                }
                Kind::Comma
            }
            _ if self.takes_many() => Kind::And,
            _ => return Err(self.piece(from, self.at).one_answer().into()),
        };
        self.push(kind, from);
        Ok(true)
    }

    fn takes_remainder(&self) -> bool {
        let after_number = matches!(self.last(), Some(Kind::Numeral(_) | Kind::Gap));
        self.reading.expects == Expects::Remainder || (self.is_display() && after_number)
    }

    fn next_word_is(&self, wanted: &str) -> bool {
        let from = self.after_spaces(self.at);
        let to = self.run_end(from);
        self.text[from..to].eq_ignore_ascii_case(wanted)
    }

    fn skip_word(&mut self) {
        self.at = self.run_end(self.after_spaces(self.at));
    }

    fn number_in_words(&mut self, from: usize) -> bool {
        let Some(found) = number_words::read(&self.text[from..]) else { return false };
        let before = self.at;
        self.at = from + found.length;
        if let Some(value) = found.whole {
            let place = self.push_numeral(in_words(value));
            self.push(Kind::Numeral(place), before);
        }
        if let Some((top, bottom)) = found.part {
            let top = self.push_numeral(in_words(top));
            let bottom = self.push_numeral(in_words(bottom));
            self.push(Kind::Vulgar { top, bottom }, before);
        }
        true
    }

    fn all_declared(&self, from: usize, to: usize) -> bool {
        let mut at = from;
        while at < to {
            match self.char_at(at) {
                Some((found, length)) if self.declared(found).is_some() => at += length,
                _ => return false,
            }
        }
        true
    }

    // The names and letters of a run, one after another.
    fn pieces_of_run(&mut self, from: usize, to: usize) -> Result<(), ReadError> {
        let n_before = self.lexed.tokens.len();
        while self.at < to {
            let at = self.at;
            if let Some((kind, end)) = self.function_at(at, to) {
                self.at = end;
                self.push_function(kind, at);
                continue;
            }
            let Some((found, length)) = self.char_at(at) else { break };
            self.at += length;
            let Some((letter, place)) = self.declared(found) else {
                self.lexed.tokens.truncate(n_before);
                return Err(self.stranger((from, to), at, at + length));
            };
            self.push(Kind::Letter { letter, place }, at);
        }
        Ok(())
    }

    // What is said of a run that begins with a letter of the item, and of one that does not.
    fn stranger(&self, (from, to): (usize, usize), at: usize, after: usize) -> ReadError {
        let run = self.piece(from, to);
        let text = &self.text[from..to];
        if FUNCTIONS.iter().any(|name| text.eq_ignore_ascii_case(name)) {
            return run.unknown_word().into();
        }
        let is_unit = self.takes_units() && Symbol::of_text(text).is_some();
        if is_unit && let Some(Token { kind: Kind::Unit { .. }, span }) = self.lexed.tokens.last() {
            return self.piece(span.start as usize, to).two_units().into();
        }
        if is_unit && self.lexed.tokens.is_empty() {
            return run.missing_before().into();
        }
        if at == from && self.stands_after_amount() {
            let is_alone = after == to && !self.reading.letters.is_empty();
            if self.takes_units() && !is_alone {
                return run.unknown_unit(&self.reading.units).into();
            }
            if Symbol::of_text(text).is_some() && !is_alone {
                return run.unit().into();
            }
        }
        if at == from && after < to {
            return run.unknown_word().into();
        }
        self.piece(at, after).unknown_letter(&self.reading.letters).into()
    }

    // The longest function name that starts at a byte, and where it ends.
    fn function_at(&self, from: usize, to: usize) -> Option<(Kind, usize)> {
        let run = self.text.get(from..to)?;
        let starts = |name: &str| {
            run.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        };
        let declared = self.reading.functions.iter().enumerate().filter(|(_, name)| starts(name));
        let longest = declared.max_by_key(|(_, name)| name.len());
        if let Some((place, name)) = longest.filter(|(_, name)| !name.is_empty()) {
            return Some((Kind::Function(known(name, place)?), from + name.len()));
        }
        // Where every letter of such a name is declared, it is a name only on its own.
        let everywhere = if self.is_display() { EVERYWHERE } else { &EVERYWHERE[..3] };
        let is_name = |name: &str| {
            let alone = self.is_display() && run.len() == name.len();
            alone || !self.all_declared(from, from + name.len())
        };
        let name = everywhere.iter().find(|name| starts(name) && is_name(name))?;
        let kind = match *name {
            "sqrt" => Kind::Root(2),
            "cbrt" => Kind::Root(3),
            name => Kind::Function(known(name, 0)?),
        };
        Some((kind, from + name.len()))
    }

    fn push_function(&mut self, kind: Kind, from: usize) {
        let Kind::Function(function) = kind else { return self.push(kind, from) };
        if let Function::Named(place) = function {
            let name = Name::Function(place);
            if !self.lexed.names.iter().any(|(there, _)| *there == name) {
                let text = self.reading.functions.get(usize::from(place)).cloned();
                self.lexed.names.push((name, text.unwrap_or_default()));
            }
        }
        let inverse = match function {
            Function::Sin => Some(Function::InverseSin),
            Function::Cos => Some(Function::InverseCos),
            Function::Tan => Some(Function::InverseTan),
            _ => None,
        };
        let rest = &self.text[self.at..];
        let raised = ["⁻¹", "^-1", "^(-1)"].iter().find(|raised| rest.starts_with(**raised));
        if let (Some(inverse), Some(raised)) = (inverse, raised)
            && !rest[raised.len()..].starts_with(|next: char| next.is_ascii_digit())
        {
            self.at += raised.len();
            return self.push(Kind::Function(inverse), from);
        }
        self.push(kind, from);
    }

    /// A declared letter and its place. A capital is taken for the small letter when only the small one is declared,
    /// and the other way round.
    pub(super) fn declared(&self, found: char) -> Option<(char, u8)> {
        let letters = &self.reading.letters;
        let place = letters.iter().position(|&letter| letter == found).or_else(|| {
            letters.iter().position(|&letter| {
                if letter.is_ascii() && found.is_ascii() {
                    letter.eq_ignore_ascii_case(&found)
                } else {
                    letter.to_lowercase().eq(found.to_lowercase())
                }
            })
        })?;
        Some((letters[place], u8::try_from(place).ok()?))
    }

    // The letter x between two numbers is a multiplication sign where no `x` is declared.
    fn stands_between_numbers(&self) -> bool {
        let before = matches!(
            self.last(),
            Some(
                Kind::Numeral(_)
                    | Kind::Vulgar { .. }
                    | Kind::Close(_)
                    | Kind::Gap
                    | Kind::Pi
                    | Kind::Unit { .. }
                    | Kind::Raised(_)
            )
        );
        let after = self.char_at(self.after_spaces(self.at));
        before
            && after.is_some_and(|(found, _)| {
                found.is_ascii_digit() || "(.[_-√π£".contains(found) || vulgar(found).is_some()
            })
    }
}

fn known(name: &str, place: usize) -> Option<Function> {
    let named = || u8::try_from(place).ok().map(Function::Named);
    Some(match name.to_ascii_lowercase().as_str() {
        "sin" => Function::Sin,
        "cos" => Function::Cos,
        "tan" => Function::Tan,
        "arcsin" => Function::InverseSin,
        "arccos" => Function::InverseCos,
        "arctan" => Function::InverseTan,
        "abs" => Function::Abs,
        _ => return named(),
    })
}

fn in_words(value: i64) -> Numeral {
    whole(value, Origin::Word)
}
