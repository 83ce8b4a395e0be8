//! Units after and before an amount: `3 cm²`, `5 m/s`, `12 square metres`, `£3.50`, `350p`, `45°`.
//!
//! Read where the item declares a unit or expects one; a unit elsewhere is pointed at, with what to write instead.

use crate::reading::{Expects, ReadError};
use crate::tree::Name;
use crate::unit::{Symbol, Unit, UnitPart};

use super::fold::superscript;
use super::{Kind, Lexer};

// Two units in one word, as they are printed with a power below nought: `ms⁻¹` is m/s, not one over milliseconds.
const TWO_IN_ONE: [(&str, &str, &str); 8] = [
    ("ms", "m", "s"),
    ("cms", "cm", "s"),
    ("mms", "mm", "s"),
    ("kms", "km", "s"),
    ("kmh", "km", "h"),
    ("gcm", "g", "cm"),
    ("kgm", "kg", "m"),
    ("Nm", "N", "m"),
];

// Units that are read in a text for display, where any letter may be a letter.
const PLAIN: [&str; 9] = ["cm", "mm", "km", "kg", "mg", "ml", "cl", "mph", "°C"];

impl Lexer<'_> {
    pub(super) fn takes_units(&self) -> bool {
        !self.reading.units.is_empty()
            || matches!(self.reading.expects, Expects::Money | Expects::Quantity)
    }

    /// Reads the unit that is the run of letters from `from` to `to`, if it stands after an amount.
    pub(super) fn unit_after_amount(&mut self, from: usize, to: usize) -> Result<bool, ReadError> {
        let display = self.is_display();
        if !(display || self.takes_units()) || !self.stands_after_amount() {
            return Ok(false);
        }
        let run = &self.text[from..to];
        if display && !self.takes_units() && !PLAIN.contains(&run) {
            return Ok(false);
        }
        let is_named =
            self.reading.units.iter().any(|unit| unit == run) || (PLAIN.contains(&run) && display);
        let after_letter = matches!(self.last(), Some(Kind::Letter { .. }));
        if self.is_of_letters(from, to) && (after_letter || !is_named) {
            return Ok(false);
        }
        // `square metres`
        let power = match run {
            "square" | "sq" => 2,
            "cubic" | "cu" => 3,
            _ => 1,
        };
        self.at = to;
        let begins = if power == 1 { from } else { self.after_spaces(to) };
        let Some((symbol, end)) = self.symbol_at(begins) else {
            if let Some(unit) = self.two_in_one(from, to) {
                let unit = self.push_unit(unit);
                self.push(Kind::Unit { unit, tight: false }, from);
                return Ok(true);
            }
            self.at = from;
            return Ok(false);
        };
        self.at = end;
        if power == 1
            && let Some(unit) = self.two_in_one(begins, end)
        {
            let unit = self.push_unit(unit);
            self.push(Kind::Unit { unit, tight: false }, from);
            return Ok(true);
        }
        let first = UnitPart { symbol, power: if power == 1 { self.unit_power() } else { power } };
        let name = symbol.known().map_or("", |known| known.symbol);
        let is_angle = matches!(name, "°" | "°C");
        if first.power != 1 && (is_angle || matches!(name, "p" | "£")) {
            self.at = from;
            return Ok(false);
        }
        let unit = self.more_parts(Unit::of_part(first));
        let tight = is_angle && unit.parts().len() == 1;
        let unit = self.push_unit(unit);
        self.push(Kind::Unit { unit, tight }, from);
        Ok(true)
    }

    pub(super) fn stands_after_amount(&self) -> bool {
        matches!(
            self.last(),
            Some(
                Kind::Numeral(_)
                    | Kind::Vulgar { .. }
                    | Kind::Letter { .. }
                    | Kind::Close(_)
                    | Kind::Raised(_)
                    | Kind::Gap
                    | Kind::Pi
                    | Kind::Upright
            )
        )
    }

    fn is_of_letters(&self, from: usize, to: usize) -> bool {
        self.text[from..to].chars().all(|letter| self.declared(letter).is_some())
    }

    // `ms⁻¹` from `from` to `to` and the power after it; where it is none, nothing is stepped over.
    fn two_in_one(&mut self, from: usize, to: usize) -> Option<Unit> {
        let text = self.text.get(from..to)?;
        let (_, first, second) = TWO_IN_ONE.into_iter().find(|(both, ..)| *both == text)?;
        let before = self.at;
        self.at = to;
        let power = self.unit_power();
        if power >= 0 {
            self.at = before;
            return None;
        }
        let below = UnitPart { symbol: Symbol::of_text(second)?, power };
        Unit::of(Symbol::of_text(first)?).with(below)
    }

    // The unit whose symbol or name begins at a byte and fills its run of letters, and where it ends.
    fn symbol_at(&mut self, from: usize) -> Option<(Symbol, usize)> {
        let mut to = from;
        if let Some(('°', length)) = self.char_at(from) {
            to += length;
        }
        while let Some((found, length)) = self.char_at(to)
            && found.is_alphabetic()
            && superscript(found).is_none()
        {
            to += length;
        }
        let text = self.text.get(from..to).filter(|text| !text.is_empty())?;
        self.symbol(text).map(|symbol| (symbol, to))
    }

    fn symbol(&mut self, text: &str) -> Option<Symbol> {
        let lower = text.to_lowercase();
        let exact = Symbol::of_text(text);
        // `CM` and `Metres`; a single capital is another unit or none.
        let loose = || Symbol::of_text(&lower).filter(|_| text.len() > 1);
        if let Some(known) = exact.or_else(loose) {
            return Some(known);
        }
        let one = lower.strip_suffix('s').unwrap_or(&lower);
        let same = |unit: &String| {
            let unit = unit.to_lowercase();
            unit == lower || unit.strip_suffix('s').unwrap_or(&unit) == one
        };
        let place = self.reading.units.iter().position(same)?;
        // `M` for a declared `m`.
        if let Some(known) = Symbol::of_text(&self.reading.units[place]) {
            return Some(known);
        }
        let declared = u8::try_from(place).ok()?;
        let name = Name::Unit(declared);
        if !self.lexed.names.iter().any(|(there, _)| *there == name) {
            self.lexed.names.push((name, self.reading.units[place].clone()));
        }
        Some(Symbol::Declared(declared))
    }

    // The power straight after a unit: `cm²`, `cm^2`, `s^-1`, and `cm2`, which is how it is often typed.
    fn unit_power(&mut self) -> i8 {
        let (mut at, mut sign) = (self.at, 1);
        let mut hat = false;
        if let Some(('^', length)) = self.char_at(at) {
            hat = true;
            at += length;
        }
        if let Some(('-' | '⁻', length)) = self.char_at(at)
            && (hat || self.char_at(at).is_some_and(|(minus, _)| minus == '⁻'))
        {
            sign = -1;
            at += length;
        }
        let Some((found, length)) = self.char_at(at) else { return 1 };
        let raised = superscript(found);
        let plain = found.to_digit(10).map(i64::from);
        let digit = match (hat, raised) {
            (_, Some(digit)) => Some(digit),
            (true, None) => plain,
            (false, None) => plain.filter(|digit| (2..=3).contains(digit)),
        };
        let next = self.char_at(at + length).map(|(next, _)| next);
        let goes_on = next.is_some_and(|next| {
            next.is_ascii_digit() || next == '.' || superscript(next).is_some()
        });
        match digit.filter(|digit| !goes_on && (1..=9).contains(digit)) {
            Some(digit) => {
                self.at = at + length;
                sign * i8::try_from(digit).unwrap_or(1)
            }
            None => 1,
        }
    }

    // What comes after the first part: `/s`, ` per second`, ` s^-1`.
    fn more_parts(&mut self, first: Unit) -> Unit {
        let mut unit = first;
        loop {
            let before = self.at;
            let Some(longer) = self.one_more_part(unit) else {
                self.at = before;
                return unit;
            };
            unit = longer;
        }
    }

    fn one_more_part(&mut self, unit: Unit) -> Option<Unit> {
        let start = self.at;
        let at = self.after_spaces(start);
        let (found, length) = self.char_at(at)?;
        let (sign, from) = match found {
            '/' => (-1, self.after_spaces(at + length)),
            '*' => (1, self.after_spaces(at + length)),
            _ if self.text[at..].starts_with("per ") => (-1, self.after_spaces(at + 4)),
            _ if at > start => (1, at),
            _ => return None,
        };
        let (symbol, end) = self.symbol_at(from)?;
        let letters = self.is_of_letters(from, end);
        self.at = end;
        let power = self.unit_power();
        // Side by side, only a power below nought says that two units are one: `m s^-1`.
        let joined = (sign < 0) != (power < 0);
        if !joined || letters {
            return None;
        }
        unit.with(UnitPart { symbol, power: sign * power })
    }

    /// A sign of money, before its amount or after it.
    pub(super) fn money(&mut self, from: usize) -> Result<(), ReadError> {
        let piece = self.piece(from, self.at);
        let folded = self.char_at(from).map(|(found, _)| found);
        if !self.is_display() && !self.takes_units() {
            return Err(piece.unit().into());
        }
        let text = match folded {
            Some('$') => "$",
            Some('€') => "€",
            _ => "£",
        };
        let Some(symbol) = Symbol::of_text(text) else {
            return Err(piece.unknown_character().into());
        };
        let next = self.char_at(self.after_spaces(self.at)).map(|(next, _)| next);
        let before = next.is_some_and(|next| next.is_ascii_digit() || ".½¼¾_[(".contains(next))
            || !self.stands_after_amount();
        // `3 £/h`
        let unit = Unit::of(symbol);
        let unit = if before || !self.takes_units() { unit } else { self.more_parts(unit) };
        let unit = self.push_unit(unit);
        let kind = if before { Kind::Before(unit) } else { Kind::Unit { unit, tight: false } };
        self.push(kind, from);
        Ok(())
    }

    /// `45°`, `20°C`
    pub(super) fn degrees(&mut self, from: usize) -> Result<(), ReadError> {
        if !self.is_display() && !self.takes_units() {
            return Err(self.piece(from, self.at).unit().into());
        }
        let celsius = self.char_at(self.at).is_some_and(|(next, _)| next == 'C')
            && self.declared('C').is_none_or(|(letter, _)| letter != 'C');
        self.at += usize::from(celsius);
        let Some(symbol) = Symbol::of_text(if celsius { "°C" } else { "°" }) else {
            return Err(self.piece(from, self.at).unit().into());
        };
        // `45 °/s`
        let unit = Unit::of(symbol);
        let unit = if self.takes_units() { self.more_parts(unit) } else { unit };
        let tight = unit.parts().len() == 1;
        let unit = self.push_unit(unit);
        self.push(Kind::Unit { unit, tight }, from);
        Ok(())
    }
}
