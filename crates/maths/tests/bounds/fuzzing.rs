//! Tries made-up texts on reading and marking: the same texts for the same seed, whatever the machine.
//!
//! Texts are changed from those of a corpus; one that ends in a way not seen before joins it. Each is checked for what
//! must hold of any text: no panic, no more memory than is allowed, and what is written reads back the same.
//! Start at `Fuzzing::new` and `Fuzzing::run`. Used by the short run in the tests and by `examples/fuzz.rs`.

#![allow(dead_code)] // The tests use one part of it and the example another.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use maths::{Acceptance, Expects, Item, Marking, ReadError, Reading, mark, read, to_mathml};

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Reading a text, and writing and reading it again.
    Reading,
    /// Marking a response.
    Marking,
}

impl Target {
    /// The target of a name, `reading` or `marking`.
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "reading" => Some(Self::Reading),
            "marking" => Some(Self::Marking),
            _ => None,
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Reading => "reading.txt",
            Self::Marking => "marking.txt",
        }
    }
}

// A small generator of numbers that look like chance (splitmix64, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % (n.max(1) as u64)).unwrap_or_default()
    }

    fn pick<'s, T>(&mut self, from: &'s [T]) -> &'s T {
        &from[self.below(from.len())]
    }
}

/// A text, and for marking the place of the item it answers.
#[derive(Debug, Clone)]
struct Seed {
    item: usize,
    text: String,
}

/// A run of trials.
pub struct Fuzzing {
    target: Target,
    dice: Dice,
    readings: Vec<Reading>,
    items: Vec<Item>,
    seeds: Vec<Seed>,
    seen: HashSet<u64>,
    found: Vec<String>,
}

/// What a trial came to: its text, for whoever measures it.
pub struct Trial {
    /// The text that was tried.
    pub text: String,
    /// What must hold and does not.
    pub fault: Option<String>,
}

// Pieces that mean something to the reader; the rest of a text is changed letter by letter.
const PIECES: &[&str] = &[
    "1",
    "2",
    "0",
    "10",
    "1,200",
    "1 200",
    "0.5",
    ".5",
    "0.3...",
    "0.1(6)",
    "½",
    "2 1/2",
    "3/4",
    "x",
    "y",
    "xy",
    "n",
    "+",
    "-",
    "−",
    "×",
    "*",
    "÷",
    "/",
    "^",
    "²",
    "³",
    "⁻¹",
    "⁵√",
    "√",
    "∛",
    "sqrt(",
    "sin ",
    "cos(",
    "tan",
    "f(",
    "abs(",
    "|",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "=",
    "<",
    ">",
    "<=",
    "≥",
    "≠",
    "!=",
    ",",
    ", ",
    ";",
    ":",
    " or ",
    " and ",
    " r ",
    "remainder",
    "±",
    "+/-",
    "π",
    "pi",
    "%",
    "percent",
    "£",
    "p",
    "cm",
    "cm²",
    "m/s",
    "kg",
    " per ",
    "square ",
    "°",
    "°C",
    "apples",
    "am",
    "pm",
    "half past ",
    "quarter to ",
    "o'clock",
    "five",
    "twenty-",
    "hundred and ",
    "half",
    "quarters",
    " over ",
    " to ",
    "minus ",
    "root ",
    "E3",
    "∞",
    "∅",
    "_",
    "[ ]",
    "...",
    "…",
    ".",
    "x^",
    "e",
    "\n",
    " ",
    "\u{A0}",
    "０",
    "٣",
    "🙂",
    "é",
    "̇",
    "\u{200B}",
    "&",
    "\"",
    "$",
    "€",
    "word",
    "none",
    "to the",
    "recurring",
    "^-1",
    "10^",
];

impl Fuzzing {
    /// A run over the texts kept in a folder.
    pub fn new(target: Target, seed: u64, corpus: &Path) -> Self {
        let kept = fs::read_to_string(corpus.join(target.file())).unwrap_or_default();
        let mut run = Self {
            target,
            dice: Dice(seed),
            readings: readings(),
            items: Vec::new(),
            seeds: Vec::new(),
            seen: HashSet::new(),
            found: Vec::new(),
        };
        for line in kept.lines() {
            run.keep(line);
        }
        run
    }

    fn keep(&mut self, line: &str) {
        let seed = match self.target {
            Target::Reading => Seed { item: 0, text: unescaped(line) },
            Target::Marking => {
                let parts: Vec<&str> = line.splitn(3, " | ").collect();
                let [answer, accept, response] = parts[..] else { return };
                let Ok(accept) = accept.parse::<Acceptance>() else { return };
                let item = Item { answer: answer.to_owned(), accept, reading: everything() };
                let item = match self.items.iter().position(|there| *there == item) {
                    Some(place) => place,
                    None => {
                        self.items.push(item);
                        self.items.len() - 1
                    }
                };
                Seed { item, text: unescaped(response) }
            }
        };
        self.seeds.push(seed);
    }

    /// How many texts the run began with and has found.
    pub fn n_seeds(&self) -> usize {
        self.seeds.len()
    }

    /// The lines that ended in a way not seen before, for the corpus.
    pub fn found(&self) -> &[String] {
        &self.found
    }

    /// Tries one text.
    pub fn run(&mut self) -> Trial {
        let seed = self.changed();
        let text = seed.text.clone();
        let (fault, ending) = match self.target {
            Target::Reading => {
                let reading = &self.readings[self.dice.below(self.readings.len())];
                try_reading(&text, reading)
            }
            Target::Marking => try_marking(&text, &self.items[seed.item]),
        };
        if self.seen.insert(ending) && self.seeds.len() < 20_000 {
            self.found.push(self.line(&seed));
            self.seeds.push(seed);
        }
        Trial { text, fault }
    }

    fn line(&self, seed: &Seed) -> String {
        let text = escaped(&seed.text);
        match self.items.get(seed.item) {
            Some(item) => format!("{} | {} | {text}", item.answer, item.accept),
            None => text,
        }
    }

    // A text of the corpus with a few changes.
    fn changed(&mut self) -> Seed {
        let mut seed = if self.seeds.is_empty() {
            Seed { item: 0, text: String::new() }
        } else {
            self.dice.pick(&self.seeds).clone()
        };
        let mut text: Vec<char> = seed.text.chars().collect();
        for _ in 0..=self.dice.below(4) {
            self.change(&mut text);
        }
        text.truncate(4_000);
        seed.text = text.into_iter().collect();
        seed
    }

    fn change(&mut self, text: &mut Vec<char>) {
        let at = self.dice.below(text.len() + 1);
        let to = (at + self.dice.below(6)).min(text.len());
        match self.dice.below(16) {
            0..6 => {
                let piece = self.dice.pick(PIECES);
                text.splice(at..at, piece.chars());
            }
            6..9 => drop(text.splice(at..to, [])),
            9..11 => {
                let piece = self.dice.pick(PIECES);
                text.splice(at..to, piece.chars());
            }
            11 => {
                let run: Vec<char> = text[at..to].to_vec();
                let times = if self.dice.below(40) == 0 { self.dice.below(600) } else { 1 };
                for _ in 0..times {
                    text.splice(at..at, run.iter().copied());
                }
            }
            12 | 13 if !self.seeds.is_empty() => {
                let other: Vec<char> = self.dice.pick(&self.seeds).text.chars().collect();
                let from = self.dice.below(other.len() + 1);
                text.splice(at..to, other[from..].iter().copied());
            }
            14 => {
                let found = u32::try_from(self.dice.roll() % 0x3000).ok().and_then(char::from_u32);
                text.splice(at..at, found);
            }
            _ => {
                let digit = char::from(b'0' + u8::try_from(self.dice.below(10)).unwrap_or(0));
                text.splice(at..at, [digit]);
            }
        }
    }
}

// Everything that may be declared, with names that are not made of the letters.
fn everything() -> Reading {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Reading {
        letters: vec!['x', 'y', 'n'],
        words: owned(&["none", "always true"]),
        functions: owned(&["sin", "cos", "tan", "f"]),
        units: owned(&["cm", "m", "£", "apples"]),
        expects: Expects::Expression,
    }
}

fn readings() -> Vec<Reading> {
    let sorts = [
        Expects::Expression,
        Expects::Ratio,
        Expects::Money,
        Expects::Time,
        Expects::Quantity,
        Expects::Coordinates,
        Expects::Vector,
        Expects::Set,
        Expects::List,
        Expects::Interval,
        Expects::Remainder,
        Expects::Statement,
        Expects::Working,
    ];
    let full = sorts.map(|expects| Reading { expects, ..everything() });
    let bare = sorts.map(|expects| Reading { expects, ..Reading::default() });
    full.into_iter().chain(bare).collect()
}

fn hash(parts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

fn try_reading(text: &str, reading: &Reading) -> (Option<String>, u64) {
    let ending = |note: &str| hash((reading.expects, reading.letters.is_empty(), note));
    let _ = to_mathml(text, reading);
    let tree = match read(text, reading) {
        Ok(tree) => tree,
        Err(ReadError::Unreadable(unreadable)) => {
            let pointed = text.get(unreadable.span.clone()).is_some();
            let fault = (!pointed).then(|| format!("{:?} is no piece of it", unreadable.span));
            return (fault, ending(unreadable.note));
        }
        Err(ReadError::TooLarge(too_large)) => return (None, ending(too_large.what)),
    };
    let written = tree.to_text();
    let _ = (tree.to_mathml(), tree.to_speech(), tree.to_typst());
    let fault = match read(&written, reading) {
        Ok(again) if again.is_same_as(&tree) && again.to_text() == written => None,
        Ok(again) => Some(format!("written as `{written}`, read back as `{}`", again.to_text())),
        // A long text may be too long with spaces round its signs, and with `x^12` for `x¹²`.
        Err(ReadError::TooLarge(_)) if text.chars().count() > 120 => None,
        Err(error) => Some(format!("written as `{written}`: {error}")),
    };
    (fault, ending(tree.kind()))
}

fn try_marking(text: &str, item: &Item) -> (Option<String>, u64) {
    let marking = mark(text, item);
    let (note, fault) = match &marking {
        Marking::Unreadable(unreadable) => {
            let pointed = text.get(unreadable.span.clone()).is_some();
            (unreadable.note, (!pointed).then(|| format!("{:?}", unreadable.span)))
        }
        Marking::Verdict(verdict) => {
            let pointed = verdict.span.clone().is_none_or(|span| text.get(span).is_some());
            (verdict.note, (!pointed).then(|| format!("{:?}", verdict.span)))
        }
        Marking::TooLarge(too_large) => (too_large.what, None),
        Marking::Undecided { why } => (why.as_str(), None),
    };
    (fault, hash((item.accept.to_string(), marking.outcome(), note)))
}

// A text on one line.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescaped(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line.chars();
    while let Some(found) = chars.next() {
        match (found, if found == '\\' { chars.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('r')) => out.push('\r'),
            ('\\', Some(other)) => out.push(other),
            _ => out.push(found),
        }
    }
    out
}
