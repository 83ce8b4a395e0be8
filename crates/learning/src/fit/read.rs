//! Reads a log of answers as it comes, a piece at a time: columns `learner`, `skill`, `item`, `correct`, `order`.
//!
//! Three more are read where they are: `time`, `after` (what came since the answer before: `practised`, `taught` or
//! `keep-up`) and `choices` (how many answers are offered). Nothing is guessed: a column that is missing or a value
//! that cannot be read ends it, with the line. What is kept of each row is in `Rows`.
//! Start at `Reader::take`; `Reader::end` gives the log.

use std::num::NonZeroU64;

use crate::fit::line::{Line, unquote};
use crate::fit::log::{ItemOf, Log, Rows};
use crate::fit::names::Names;
use crate::fit::plain::{Plain, Value, short};
use crate::fit::read_error::ReadError;
use crate::fit::short_keys::ShortKeys;

const N_COLUMNS: usize = 8;
const COLUMNS: [&str; N_COLUMNS] =
    ["learner", "skill", "item", "correct", "order", "time", "after", "choices"];
const N_NEEDED: usize = 5;
const LEARNER: usize = 0;
const SKILL: usize = 1;
const ITEM: usize = 2;
const CORRECT: usize = 3;
const ORDER: usize = 4;
const TIME: usize = 5;
const AFTER: usize = 6;
const CHOICE: usize = 7;
const WHOLE: &str = "a whole number from 0 to 4,294,967,295";
const MARK: &str = "0 or 1";
const TIMES: &str = "seconds since 1970, a whole number";
/// Rows are numbered in 32 bits.
const MOST_LINES: u64 = u32::MAX as u64 - 1;
const ONE: u64 = b'1' as u64;
const NONE: u64 = b'0' as u64;
const NAME: &str = "a name";
const EVENT: &str = "`practised`, `taught` or `keep-up`";
const CHOICES: &str = "a whole number up to 20, 0 when pupils write their own";

/// A name of up to eight bytes as one number.
type Short = Option<NonZeroU64>;

/// Reads a log a piece at a time.
#[derive(Debug, Default)]
pub struct Reader {
    // Where each of COLUMNS is; none until the first line is read.
    places: Option<Places>,
    // The start of a line whose end has not come yet.
    rest: Vec<u8>,
    line: u64,
    learners: Names,
    steps: Names,
    // An item asked in two steps is two. Short names are looked up below; here a long one has its step's name behind it.
    items: Names,
    key: Vec<u8>,
    items_of: Vec<ItemOf>,
    rows: Rows,
    last_learner: Last,
    last_step: Last,
    // Steps and items with short names; an item's key has its step.
    short_steps: ShortKeys,
    short_items: ShortKeys,
}

/// The name met last in a column, since the next row mostly has it again.
#[derive(Debug, Default)]
struct Last {
    // Only of a long one.
    name: Vec<u8>,
    short: Short,
    number: u32,
}

impl Last {
    /// Its number, if it was that short name.
    fn of(&self, short: Short) -> Option<u32> {
        (short.is_some() && short == self.short).then_some(self.number)
    }

    fn is(&self, name: &[u8], short: Short) -> bool {
        match short {
            Some(_) => short == self.short,
            None => self.short.is_none() && !name.is_empty() && self.name == name,
        }
    }

    fn set(&mut self, name: &[u8], short: Short, number: u32) {
        if short.is_none() {
            self.name.clear();
            self.name.extend_from_slice(name);
        }
        (self.short, self.number) = (short, number);
    }
}

/// So many rows are read before their items are looked up. Our choice, from how long reading took.
const AT_ONCE: usize = 32;

/// A row whose item is yet to be looked up.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    learner: u32,
    step: u32,
    order: u32,
    right: u32,
    last: Option<u32>,
    item: Short,
    // Where it begins.
    from: usize,
}

#[derive(Debug, Clone, Copy)]
struct Places {
    // Where each of COLUMNS is; `NOWHERE` for one that is not there.
    at: [u8; N_COLUMNS],
    n: u8,
    is_timed: bool,
}

const NOWHERE: u8 = u8::MAX;

impl Reader {
    /// Takes the next piece of the file.
    ///
    /// # Errors
    ///
    /// When the first line misses a column, or a value cannot be read. Nothing read so far is of use then.
    pub fn take(&mut self, mut piece: &[u8]) -> Result<(), ReadError> {
        if !self.rest.is_empty() {
            let Some(end) = piece.iter().position(|b| *b == b'\n') else {
                self.rest.extend_from_slice(piece);
                return Ok(());
            };
            let mut line = std::mem::take(&mut self.rest);
            line.extend_from_slice(&piece[..=end]);
            self.take_lines(&line)?;
            piece = &piece[end + 1..];
        }
        let read = self.take_lines(piece)?;
        self.rest.extend_from_slice(&piece[read..]);
        Ok(())
    }

    /// Reads the whole lines of a piece and gives where they end.
    fn take_lines(&mut self, piece: &[u8]) -> Result<usize, ReadError> {
        let (mut plain, mut line) = (Plain::of(piece), Line::new());
        let mut from = 0;
        loop {
            if let Some(places) = self.places {
                from = self.take_plain(places, &mut plain, piece, from)?;
            }
            let text = piece.get(from..).unwrap_or_default();
            let Some(end) = line.find(text) else { return Ok(from) };
            self.read_line(text.get(..end).unwrap_or_default(), &line)?;
            from += end + 1;
            plain.begin(from);
        }
    }

    /// Reads plain lines up to the first that is not, and gives where that begins.
    fn take_plain(
        &mut self,
        places: Places,
        plain: &mut Plain,
        text: &[u8],
        mut from: usize,
    ) -> Result<usize, ReadError> {
        let mut rows = [Met::default(); AT_ONCE];
        loop {
            let (before, mut n, mut went) = (self.line, 0, Ok(true));
            for row in &mut rows {
                let Some(next) = plain.take(text, from, usize::from(places.n)) else { break };
                went = self.meet(places, plain, text, row);
                if !matches!(went, Ok(true)) {
                    break;
                }
                row.from = from;
                (from, n) = (next, n + 1);
            }
            // Rows before one with a value that is wrong come first, with what may be wrong in them.
            let line = std::mem::replace(&mut self.line, before);
            self.take_met(places, plain, text, &rows[..n])?;
            self.line = line;
            went?;
            if n < AT_ONCE {
                return Ok(from);
            }
            plain.begin(from);
        }
    }

    /// Reads all of a row but its item, if its values are as programs write them; false, and no row, when one is not.
    fn meet(
        &mut self,
        places: Places,
        plain: &Plain,
        text: &[u8],
        row: &mut Met,
    ) -> Result<bool, ReadError> {
        let value = |column: usize| plain.value(places.at[column]);
        row.right = match value(CORRECT).short().map(NonZeroU64::get) {
            Some(ONE) => 1,
            Some(NONE) => 0,
            _ => return Ok(false),
        };
        let Some(order) = value(ORDER).number() else { return Ok(false) };
        row.order = order;
        if places.is_timed {
            let column = |column: usize| match places.at[column] {
                NOWHERE => b"0",
                _ => value(column).of(text),
            };
            row.last = minutes_and_event(column(TIME), column(AFTER));
            if row.last.is_none() {
                return Ok(false);
            }
        }
        let name = |value: Value| (value.of(text), value.short());
        self.line += 1;
        // Mostly those of the row before.
        row.learner = match self.last_learner.of(value(LEARNER).short()) {
            Some(learner) if self.line <= MOST_LINES => learner,
            _ => self.learner(name(value(LEARNER)))?,
        };
        row.step = match self.last_step.of(value(SKILL).short()) {
            Some(step) => step,
            None => self.step(name(value(SKILL)))?,
        };
        row.item = value(ITEM).short();
        Ok(true)
    }

    /// Looks the items of some rows up, and keeps the rows.
    fn take_met(
        &mut self,
        places: Places,
        plain: &mut Plain,
        text: &[u8],
        rows: &[Met],
    ) -> Result<(), ReadError> {
        // Mostly met before. Each is somewhere else in a long table; looked up in a row they are waited for together.
        let mut known = [None; AT_ONCE];
        for (known, row) in known.iter_mut().zip(rows) {
            *known = self.known_item(row.item, row.step);
        }
        for (row, known) in rows.iter().zip(known) {
            self.line += 1;
            let item = match known {
                Some(item) => item,
                None => self.other_item(places, plain, text, row)?,
            };
            self.rows.push(row.learner, row.order, item << 1 | row.right, row.last);
        }
        Ok(())
    }

    /// The number of a row's item that is new, or has a long name.
    fn other_item(
        &mut self,
        places: Places,
        plain: &mut Plain,
        text: &[u8],
        row: &Met,
    ) -> Result<u32, ReadError> {
        plain.begin(row.from);
        let _ = plain.take(text, row.from, usize::from(places.n));
        let value = |column: usize| match places.at[column] {
            NOWHERE => b"0",
            at => plain.value(at).of(text),
        };
        self.item(row.step, value(SKILL), (value(ITEM), row.item), || value(CHOICE))
    }

    /// The log, once the last piece was taken.
    ///
    /// # Errors
    ///
    /// As for `take`, and when there is no row.
    pub fn end(mut self) -> Result<Log, ReadError> {
        let mut line = std::mem::take(&mut self.rest);
        if !line.is_empty() {
            line.push(b'\n');
            self.take_lines(&line)?;
        }
        if self.places.is_none() {
            return Err(ReadError::MissingColumns { missing: COLUMNS[..N_NEEDED].to_vec() });
        }
        if self.rows.is_empty() {
            return Err(ReadError::NoRows);
        }
        Ok(Log::ordered(self.rows, self.learners, self.steps, self.items, self.items_of))
    }

    fn read_line(&mut self, text: &[u8], line: &Line) -> Result<(), ReadError> {
        self.line += 1;
        match self.places {
            None => {
                let places = header(text)?;
                self.rows = Rows::new(places.is_timed);
                self.places = Some(places);
                Ok(())
            }
            Some(_) if text.iter().all(u8::is_ascii_whitespace) => Ok(()),
            Some(places) if line.has_quotes => {
                let values = unquote(text);
                let value = |at: usize| values.get(at).map_or(&b""[..], Vec::as_slice);
                self.read_row(places, values.len(), value)
            }
            Some(places) => self.read_row(places, line.n_values, |at| line.value(text, at)),
        }
    }

    fn read_row<'a>(
        &mut self,
        places: Places,
        found: usize,
        value: impl Fn(usize) -> &'a [u8],
    ) -> Result<(), ReadError> {
        let expected = usize::from(places.n);
        if found < expected {
            return Err(ReadError::ShortRow { line: self.line, found, expected });
        }
        let value = |column: usize| match places.at[column] {
            NOWHERE => b"0",
            at => value(usize::from(at)).trim_ascii(),
        };
        let name = |column: usize| (value(column), short(value(column)));
        let learner = self.learner(name(LEARNER))?;
        let step = self.step(name(SKILL))?;
        let item = self.item(step, value(SKILL), name(ITEM), || value(CHOICE))?;
        let right = match value(CORRECT) {
            b"1" | b"1.0" => 1,
            b"0" | b"0.0" => 0,
            other => return Err(self.value("correct", other, MARK)),
        };
        let order = value(ORDER);
        let number = whole(order).and_then(|n| u32::try_from(n).ok());
        let order = number.ok_or_else(|| self.value("order", order, WHOLE))?;
        let mut last = None;
        if places.is_timed {
            let (time, after) = (value(TIME), value(AFTER));
            minutes(time).ok_or_else(|| self.value("time", time, TIMES))?;
            event(after).ok_or_else(|| self.value("after", after, EVENT))?;
            last = minutes_and_event(time, after);
        }
        self.rows.push(learner, order, item << 1 | right, last);
        Ok(())
    }

    /// The number of a learner's name, which is also given as one number if it is short.
    fn learner(&mut self, (name, short): (&[u8], Short)) -> Result<u32, ReadError> {
        if self.line > MOST_LINES {
            return Err(ReadError::TooManyRows);
        }
        if !self.last_learner.is(name, short) {
            self.named("learner", name)?;
            self.last_learner.set(name, short, self.learners.number(name));
        }
        Ok(self.last_learner.number)
    }

    fn step(&mut self, (name, short): (&[u8], Short)) -> Result<u32, ReadError> {
        if !self.last_step.is(name, short) {
            let known = short.and_then(|word| self.short_steps.get(word.get(), 0, |_| 0));
            let number = match known {
                Some(number) => number,
                None => {
                    self.named("skill", name)?;
                    self.steps.number(name)
                }
            };
            if let (Some(word), None) = (short, known) {
                self.short_steps.put(word.get(), number, |_| 0);
            }
            self.last_step.set(name, short, number);
        }
        Ok(self.last_step.number)
    }

    /// The number of an item with a short name, if it was met in this step.
    fn known_item(&self, short: Short, step: u32) -> Option<u32> {
        let items_of = &self.items_of;
        let owner = |number: u32| items_of.get(number as usize).map_or(u32::MAX, |of| of.step);
        self.short_items.get(short?.get(), step, owner)
    }

    /// The number of an item of a step, whose own name is `skill`.
    fn item<'a>(
        &mut self,
        step: u32,
        skill: &[u8],
        (item, short): (&[u8], Short),
        choices: impl Fn() -> &'a [u8],
    ) -> Result<u32, ReadError> {
        if let Some(number) = self.known_item(short, step) {
            return Ok(number);
        }
        self.named("item", item)?;
        let number = if short.is_some() {
            self.items.push(item)
        } else {
            self.key.clear();
            self.key.extend_from_slice(item);
            self.key.push(0);
            self.key.extend_from_slice(skill);
            self.items.number(&self.key)
        };
        if number as usize == self.items_of.len() {
            let choices = choices();
            let n = whole(choices).and_then(|n| u8::try_from(n).ok()).filter(|n| *n <= 20);
            let choices = n.ok_or_else(|| self.value("choices", choices, CHOICES))?;
            if number >= u32::MAX / 2 {
                return Err(ReadError::TooManyRows);
            }
            self.items_of.push(ItemOf { step, choices });
            if let Some(word) = short {
                let items_of = &self.items_of;
                self.short_items.put(word.get(), number, |n| items_of[n as usize].step);
            }
        }
        Ok(number)
    }

    /// A name is some text, and not what programs write for nothing.
    fn named(&self, column: &'static str, name: &[u8]) -> Result<(), ReadError> {
        let is_nothing = name.is_empty() || name.eq_ignore_ascii_case(b"nan") || name.contains(&0);
        match is_nothing || std::str::from_utf8(name).is_err() {
            true => Err(self.value(column, name, NAME)),
            false => Ok(()),
        }
    }

    fn value(&self, column: &'static str, found: &[u8], expected: &'static str) -> ReadError {
        let found: String = String::from_utf8_lossy(found).chars().take(40).collect();
        ReadError::Value { line: self.line, column, found, expected }
    }
}

fn header(line: &[u8]) -> Result<Places, ReadError> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let names = unquote(line);
    let place = |column: &str| {
        names.iter().position(|n| n.trim_ascii().eq_ignore_ascii_case(column.as_bytes()))
    };
    let at = COLUMNS.map(|c| place(c).and_then(|at| u8::try_from(at).ok()).unwrap_or(NOWHERE));
    let is_missing = |column: &usize| at[*column] == NOWHERE;
    let missing: Vec<&str> = (0..N_NEEDED).filter(is_missing).map(|c| COLUMNS[c]).collect();
    if !missing.is_empty() {
        return Err(ReadError::MissingColumns { missing });
    }
    // Values past the last column asked for may be missing.
    let n = at.iter().filter(|at| **at != NOWHERE).max().map_or(0, |last| last + 1);
    Ok(Places { at, n, is_timed: at[TIME] != NOWHERE || at[AFTER] != NOWHERE })
}

/// Minutes since 1970, and the event as the last two bits.
fn minutes_and_event(time: &[u8], after: &[u8]) -> Option<u32> {
    Some(minutes(time)? << 2 | event(after)?)
}

/// Minutes since 1970, which fit in thirty bits until the year 4000.
fn minutes(time: &[u8]) -> Option<u32> {
    let minutes = whole(time).and_then(|s| u32::try_from(s / 60).ok());
    minutes.filter(|m| *m < 1 << 30)
}

fn event(text: &[u8]) -> Option<u32> {
    match text {
        b"0" | b"" | b"practised" => Some(0),
        b"taught" => Some(1),
        b"keep-up" => Some(2),
        _ => None,
    }
}

fn whole(text: &[u8]) -> Option<u64> {
    if text.len() > 18 {
        return None;
    }
    let mut sum = 0;
    for (at, byte) in text.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            // Some programs write 12 as 12.0.
            return (at > 0 && text[at..] == *b".0").then_some(sum);
        }
        sum = sum * 10 + u64::from(digit);
    }
    (!text.is_empty()).then_some(sum)
}
