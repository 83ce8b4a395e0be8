//! Reads a log of answers as it comes, a piece at a time: columns `learner`, `skill`, `item`, `correct`, `order`.
//!
//! Three more are read where they are: `time`, `after` (what came since the answer before: `practised`, `taught` or
//! `keep-up`) and `choices` (how many answers are offered). Nothing is guessed: a column that is missing or a value
//! that cannot be read ends it, with the line. Twelve bytes are kept of each row, sixteen with times.
//! Start at `Reader::take`; `Reader::end` gives the log.

use std::fmt;

use crate::fit::log::{ItemOf, Log};
use crate::fit::names::Names;

/// Why a log could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The first line does not name these columns.
    MissingColumns {
        /// The columns.
        missing: Vec<&'static str>,
    },
    /// There is a first line, or nothing at all, and no row.
    NoRows,
    /// A row has too few values.
    ShortRow {
        /// The line, from 1.
        line: u64,
        /// How many values it has.
        found: usize,
        /// How many the first line names.
        expected: usize,
    },
    /// A value cannot be read.
    Value {
        /// The line, from 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// What is there.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
    /// There are more rows than can be counted.
    TooManyRows,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::MissingColumns { missing } => {
                let names: Vec<String> = missing.iter().map(|m| format!("`{m}`")).collect();
                let (noun, verb) =
                    if names.len() == 1 { ("column", "is") } else { ("columns", "are") };
                let list = names.join(", ");
                write!(
                    f,
                    "the {noun} {list} {verb} missing; the first line must name learner, skill, item, correct and order"
                )
            }
            ReadError::NoRows => write!(f, "there is no row under the first line"),
            ReadError::ShortRow { line, found, expected } => {
                write!(f, "line {line} has {found} values, and the first line names {expected}")
            }
            ReadError::Value { line, column, found, expected } => {
                write!(f, "line {line}: `{column}` is `{found}`; expected {expected}")
            }
            ReadError::TooManyRows => write!(f, "more than 4,294,967,294 rows; fit them in parts"),
        }
    }
}

impl std::error::Error for ReadError {}

const N_COLUMNS: usize = 8;
const COLUMNS: [&str; N_COLUMNS] =
    ["learner", "skill", "item", "correct", "order", "time", "after", "choices"];
const N_NEEDED: usize = 5;
const TIME: usize = 5;
const AFTER: usize = 6;
const CHOICE: usize = 7;
const WHOLE: &str = "a whole number from 0 to 4,294,967,295";
const MARK: &str = "0 or 1";
const TIMES: &str = "seconds since 1970, a whole number";
/// Our choice: small enough to stay in a processor's nearest memory.
const N_LATELY: usize = 16_384;
const NAME: &str = "a name";
const EVENT: &str = "`practised`, `taught` or `keep-up`";
const CHOICES: &str = "a whole number up to 20, 0 when pupils write their own";

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
    // Step number and item name, so that an item asked in two steps is two.
    items: Names,
    key: Vec<u8>,
    items_of: Vec<ItemOf>,
    rows: Vec<u32>,
    last_learner: Last,
    last_step: Last,
    // Items met lately whose names are numbers, by that number: name, step, item.
    lately: Vec<[u32; 3]>,
}

/// The name met last in a column, since the next row mostly has it again.
#[derive(Debug, Default)]
struct Last {
    name: Vec<u8>,
    // The number the name is written as, if it is one, plus one.
    plain: u32,
    number: u32,
}

impl Last {
    fn is(&self, name: &[u8]) -> bool {
        match plain_number(name) {
            Some(plain) => plain + 1 == self.plain,
            None => !name.is_empty() && self.name == name,
        }
    }

    fn set(&mut self, name: &[u8], number: u32) {
        self.name.clear();
        self.name.extend_from_slice(name);
        self.plain = plain_number(name).map_or(0, |p| p + 1);
        self.number = number;
    }
}

#[derive(Debug, Clone, Copy)]
struct Places {
    // Where each of COLUMNS is; `NOWHERE` for one that is not there.
    at: [u8; N_COLUMNS],
    n: u8,
    is_timed: bool,
}

/// Where the values of one line end. Our choice: 64 columns are more than any log of answers has.
struct Line {
    commas: [usize; MOST_VALUES - 1],
    n_values: usize,
    has_quotes: bool,
}

const MOST_VALUES: usize = 64;
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
        let mut line = Line::new();
        let mut from = 0;
        for (at, byte) in piece.iter().enumerate() {
            // Every letter and digit is past the comma.
            if *byte > b',' {
                continue;
            }
            match byte {
                b',' => line.comma(at - from),
                b'\n' => {
                    self.read_line(&piece[from..at], &line)?;
                    (line.n_values, line.has_quotes) = (1, false);
                    from = at + 1;
                }
                b'"' => line.has_quotes = true,
                _ => {}
            }
        }
        Ok(from)
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
        let Some(places) = self.places else {
            return Err(ReadError::MissingColumns { missing: COLUMNS[..N_NEEDED].to_vec() });
        };
        if self.rows.is_empty() {
            return Err(ReadError::NoRows);
        }
        Ok(Log::ordered(
            self.rows,
            places.is_timed,
            self.learners,
            self.steps,
            self.items,
            self.items_of,
        ))
    }

    fn read_line(&mut self, text: &[u8], line: &Line) -> Result<(), ReadError> {
        self.line += 1;
        match self.places {
            None => {
                self.places = Some(header(text)?);
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
        let (learner, skill, item) = (value(0), value(1), value(2));
        let (correct, order) = (value(3), value(4));
        let learner = self.learner(learner)?;
        let item = self.item(skill, item, || value(CHOICE))?;
        let right = match correct {
            b"1" | b"1.0" => 1,
            b"0" | b"0.0" => 0,
            other => return Err(self.value("correct", other, MARK)),
        };
        let number = whole(order).and_then(|n| u32::try_from(n).ok());
        let order = number.ok_or_else(|| self.value("order", order, WHOLE))?;
        self.rows.extend([learner, order, item << 1 | right]);
        if places.is_timed {
            let (time, after) = (value(TIME), value(AFTER));
            // Minutes, which fit until the year 4000, and the event as the last two bits.
            let minutes = whole(time).map(|s| s / 60).and_then(|n| u32::try_from(n).ok());
            let minutes = minutes.filter(|m| *m < 1 << 30);
            let minutes = minutes.ok_or_else(|| self.value("time", time, TIMES))?;
            let event = event(after).ok_or_else(|| self.value("after", after, EVENT))?;
            self.rows.push(minutes << 2 | event);
        }
        Ok(())
    }

    fn learner(&mut self, name: &[u8]) -> Result<u32, ReadError> {
        if !self.last_learner.is(name) {
            self.named("learner", name)?;
            self.last_learner.set(name, self.learners.number(name));
        }
        Ok(self.last_learner.number)
    }

    fn item<'a>(
        &mut self,
        skill: &[u8],
        item: &[u8],
        choices: impl Fn() -> &'a [u8],
    ) -> Result<u32, ReadError> {
        if !self.last_step.is(skill) {
            self.named("skill", skill)?;
            self.last_step.set(skill, self.steps.number(skill));
        }
        let step = self.last_step.number;
        let plain = plain_number(item);
        let place = plain.map_or(0, |n| (n as usize ^ (step as usize * 31)) % N_LATELY);
        if let Some(n) = plain {
            self.lately.resize(N_LATELY, [u32::MAX; 3]);
            let [name, of, number] = self.lately[place];
            if name == n && of == step {
                return Ok(number);
            }
        }
        self.named("item", item)?;
        self.key.clear();
        self.key.extend_from_slice(item);
        self.key.push(0);
        self.key.extend_from_slice(skill);
        let number = self.items.number(&self.key);
        if number as usize == self.items_of.len() {
            let choices = choices();
            let n = whole(choices).and_then(|n| u8::try_from(n).ok()).filter(|n| *n <= 20);
            let choices = n.ok_or_else(|| self.value("choices", choices, CHOICES))?;
            if number >= u32::MAX / 2 || self.rows.len() / 3 >= u32::MAX as usize - 1 {
                return Err(ReadError::TooManyRows);
            }
            self.items_of.push(ItemOf { step, choices });
        }
        if let Some(n) = plain {
            self.lately[place] = [n, step, number];
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

impl Line {
    fn new() -> Line {
        Line { commas: [0; MOST_VALUES - 1], n_values: 1, has_quotes: false }
    }

    fn comma(&mut self, at: usize) {
        if let Some(comma) = self.commas.get_mut(self.n_values - 1) {
            *comma = at;
            self.n_values += 1;
        }
    }

    fn value<'a>(&self, text: &'a [u8], at: usize) -> &'a [u8] {
        let from = if at == 0 { 0 } else { self.commas[at - 1] + 1 };
        let end = if at + 1 == self.n_values { text.len() } else { self.commas[at] };
        &text[from..end]
    }
}

/// Splits a line at its commas, minding quotes; a quote within quotes is written twice.
fn unquote(line: &[u8]) -> Vec<Vec<u8>> {
    let mut values = vec![Vec::new()];
    let mut is_quoted = false;
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let value = values.last_mut().expect("there is always one");
        match byte {
            b'"' if is_quoted && bytes.peek() == Some(&b'"') => {
                bytes.next();
                value.push(b'"');
            }
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => values.push(Vec::new()),
            byte => value.push(byte),
        }
    }
    values
}

/// A name that is a number written the usual way, so that the number stands for the name.
fn plain_number(name: &[u8]) -> Option<u32> {
    if name.len() > 9 || (name.len() > 1 && name[0] == b'0') {
        return None;
    }
    whole(name).filter(|_| !name.ends_with(b".0")).and_then(|n| u32::try_from(n).ok())
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
