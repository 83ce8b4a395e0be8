//! Times of day: `14:05`, `2:05 pm`, `2.05pm`, `7 am`, `half past 3`, `quarter to 4`, `3 o'clock`, `noon`.
//!
//! A time is the whole answer. Where a time is expected nothing else is read; elsewhere only what says am or pm is one.

use crate::reading::{Expects, ReadError};
use crate::tree::{Half, Node, Tree};
use crate::unreadable::Piece;

// The longest text that may be a time: our choice, above "twenty five minutes past eleven".
const LONGEST: usize = 40;

const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// The time that the text is; `None` when it is to be read in another way.
pub(super) fn read(text: &str, expects: Expects) -> Option<Result<Tree, ReadError>> {
    let is_time = expects == Expects::Time;
    let trimmed = text.trim_matches(crate::lexer::is_space);
    let may_be = is_time || trimmed.ends_with(['m', 'M', '.']) && expects == Expects::Expression;
    if trimmed.is_empty() || !may_be {
        return None;
    }
    if let Some(node) = clock(trimmed).filter(|time| is_time || has_half(time)) {
        return Some(Ok(Tree::of_one(text, node)));
    }
    let start = text.len() - text.trim_start_matches(crate::lexer::is_space).len();
    let piece = Piece::new(text, start, start + trimmed.len());
    is_time.then(|| Err(piece.not_a_time().into()))
}

fn has_half(node: &Node) -> bool {
    matches!(node, Node::Time { half: Some(_), .. })
}

fn clock(text: &str) -> Option<Node> {
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase().replace('\u{2236}', ":").replace('·', ".");
    match lower.as_str() {
        "noon" | "midday" | "12 noon" => return time(12, 0, None, Some(Half::Afternoon)),
        "midnight" | "12 midnight" => return time(12, 0, None, Some(Half::Morning)),
        _ => {}
    }
    let (rest, half) = without_half(&lower);
    let rest = rest.trim_end();
    if let Some(found) = past_or_to(rest, half) {
        return Some(found);
    }
    let hours = rest.strip_suffix("o'clock").or_else(|| rest.strip_suffix("o’clock"));
    if let Some(hours) = hours {
        return time(number(hours.trim())?, 0, None, half).filter(|_| twelve(hours.trim()));
    }
    if half.is_some()
        && let Some(hours) = number(rest)
    {
        return time(hours, 0, None, half);
    }
    let separator = if rest.contains(':') { ':' } else { '.' };
    let mut parts = rest.split(separator).map(str::trim);
    let (hours, minutes) = (parts.next()?, parts.next()?);
    let seconds = parts.next();
    if parts.next().is_some() || minutes.len() != 2 || hours.len() > 2 {
        return None;
    }
    let seconds = match seconds {
        Some(seconds) => Some(digits(seconds).filter(|n| *n < 60 && seconds.len() == 2)?),
        None => None,
    };
    time(digits(hours)?, digits(minutes)?, seconds, half)
}

fn time(hours: u8, minutes: u8, seconds: Option<u8>, half: Option<Half>) -> Option<Node> {
    let on_the_clock = match half {
        Some(_) => (1..=12).contains(&hours),
        None => hours < 24,
    };
    (on_the_clock && minutes < 60).then_some(Node::Time { hours, minutes, seconds, half })
}

fn without_half(text: &str) -> (&str, Option<Half>) {
    let endings = [
        ("am", Half::Morning),
        ("a.m.", Half::Morning),
        ("a.m", Half::Morning),
        ("in the morning", Half::Morning),
        ("pm", Half::Afternoon),
        ("p.m.", Half::Afternoon),
        ("p.m", Half::Afternoon),
        ("in the afternoon", Half::Afternoon),
        ("in the evening", Half::Afternoon),
    ];
    let found = endings.iter().find_map(|(ending, half)| Some((text.strip_suffix(ending)?, *half)));
    found.map_or((text, None), |(rest, half)| (rest, Some(half)))
}

// `half past 3`, `quarter to four`, `20 past 7`
fn past_or_to(text: &str, half: Option<Half>) -> Option<Node> {
    let (minutes, hour, is_to) = match (text.split_once(" past "), text.split_once(" to ")) {
        (Some((minutes, hour)), _) => (minutes.trim(), hour.trim(), false),
        (None, Some((minutes, hour))) => (minutes.trim(), hour.trim(), true),
        (None, None) => return None,
    };
    let minutes = minutes.strip_suffix(" minutes").unwrap_or(minutes);
    let minutes = match minutes {
        "half" if !is_to => 30,
        "quarter" | "a quarter" => 15,
        "twenty" => 20,
        "twenty five" | "twenty-five" => 25,
        other => number(other).filter(|n| (1..30).contains(n))?,
    };
    let hour = number(hour).filter(|n| (1..=12).contains(n))?;
    if !is_to {
        return time(hour, minutes, None, half);
    }
    let before = if hour == 1 { 12 } else { hour - 1 };
    // A quarter to twelve at noon is in the morning: the half of the day is then not plain.
    if half.is_some() && hour == 12 {
        return None;
    }
    time(before, 60 - minutes, None, half)
}

fn twelve(hours: &str) -> bool {
    number(hours).is_some_and(|n| (1..=12).contains(&n))
}

fn number(text: &str) -> Option<u8> {
    let word = WORDS.iter().position(|word| *word == text);
    word.and_then(|place| u8::try_from(place).ok()).or_else(|| digits(text))
}

fn digits(text: &str) -> Option<u8> {
    let plain = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}
