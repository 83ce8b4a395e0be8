//! Schools by half-remembered names and postcodes: which of the register is meant, how sure that is, and why.
//!
//! Never decides what is doubtful: that is a person's. The percentages are our own choice, written beside the rules
//! below. Start at [`Finder::find`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Date, Postcode, Register, School, Succession, Urn};

/// From here on a school is taken as meant, if no other comes near.
const SURE: u8 = 90;
/// How far the next school must lie behind.
const AHEAD: u8 = 5;
/// Below this a school is not proposed.
const PROPOSED: u8 = 40;
/// How many are proposed, at most.
const MOST_PROPOSED: usize = 5;
/// A word that names the school counts this often against one that many schools have.
const OWN_WORD: u32 = 4;

/// Words that many schools have in their names.
const COMMON: [&str; 20] = [
    "st",
    "ss",
    "ce",
    "catholic",
    "primary",
    "junior",
    "infant",
    "nursery",
    "first",
    "middle",
    "secondary",
    "high",
    "college",
    "academy",
    "community",
    "federation",
    "va",
    "vc",
    "aided",
    "controlled",
];
/// Words that say nothing of which school it is.
const EMPTY: [&str; 6] = ["the", "and", "of", "school", "schools", "voluntary"];

/// A school that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likely {
    /// Its number today.
    pub urn: Urn,
    /// How sure it is, of a hundred.
    pub percent: u8,
    /// Why, in words.
    pub because: String,
}

/// What somebody wrote of a school.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wrote<'w> {
    /// Its name; empty for none.
    pub name: &'w str,
    /// Its postcode, where one could be read.
    pub postcode: Option<&'w Postcode>,
    /// Its number, where one was given.
    pub urn: Option<Urn>,
}

/// Finds schools in a register.
#[derive(Debug)]
pub struct Finder<'r> {
    register: &'r Register,
    lines: &'r Succession,
    own: BTreeSet<Urn>,
    today: Date,
    words: BTreeMap<Urn, Vec<String>>,
    by_start: BTreeMap<String, Vec<Urn>>,
    by_postcode: BTreeMap<&'r Postcode, Vec<Urn>>,
}

impl<'r> Finder<'r> {
    /// Looks among the schools of a register; those in `own` are meant rather than others of the same name.
    #[must_use]
    pub fn new(
        register: &'r Register,
        lines: &'r Succession,
        own: BTreeSet<Urn>,
        today: Date,
    ) -> Self {
        let mut made = Self {
            register,
            lines,
            own,
            today,
            words: BTreeMap::new(),
            by_start: BTreeMap::new(),
            by_postcode: BTreeMap::new(),
        };
        for school in register.schools() {
            let words = words(&school.name);
            for start in starts(&words) {
                made.by_start.entry(start).or_default().push(school.urn);
            }
            made.words.insert(school.urn, words);
            if let Some(postcode) = &school.postcode {
                made.by_postcode.entry(postcode).or_default().push(school.urn);
            }
        }
        made
    }

    /// The schools that may be meant, the likeliest first, each line of numbers once; and the one that is, if it is
    /// sure.
    #[must_use]
    pub fn find(&self, wrote: Wrote<'_>) -> (Option<Urn>, Vec<Likely>) {
        let asked = words(wrote.name);
        let mut near: BTreeSet<Urn> = BTreeSet::new();
        for start in starts(&asked) {
            near.extend(self.by_start.get(&start).into_iter().flatten());
        }
        if let Some(postcode) = wrote.postcode {
            near.extend(self.by_postcode.get(postcode).into_iter().flatten());
        }
        near.extend(wrote.urn.filter(|urn| self.register.school(*urn).is_some()));
        let mut best: BTreeMap<Urn, Likely> = BTreeMap::new();
        for urn in near {
            let Some(found) = self.likely(urn, &asked, wrote) else { continue };
            let held = best.entry(found.urn).or_insert_with(|| found.clone());
            if held.percent < found.percent {
                *held = found;
            }
        }
        let mut all: Vec<Likely> =
            best.into_values().filter(|one| one.percent >= PROPOSED).collect();
        all.sort_by_key(|one| (u8::MAX - one.percent, one.urn));
        all.truncate(MOST_PROPOSED);
        let next = all.get(1).map_or(0, |one| one.percent);
        let first = all.first().filter(|one| one.percent >= SURE.max(next + AHEAD));
        (first.map(|one| one.urn), all)
    }

    fn likely(&self, urn: Urn, asked: &[String], wrote: Wrote<'_>) -> Option<Likely> {
        let school = self.register.school(urn)?;
        let alike = likeness(asked, self.words.get(&urn)?);
        let (percent, because) = if wrote.urn == Some(urn) {
            by_number(school, alike, asked.is_empty())
        } else {
            by_name(school, alike, wrote.postcode, self.own.contains(&urn))
        };
        let now = self.lines.successor_of(urn, self.today).unwrap_or(urn);
        Some(Likely { urn: now, percent, because })
    }
}

/// A number that is given counts for all, unless the name beside it is another school's.
fn by_number(school: &School, alike: u8, is_nameless: bool) -> (u8, String) {
    if is_nameless || alike >= 50 {
        (100, "its number is given".to_owned())
    } else {
        (60, format!("its number is given, but that is {}", school.name))
    }
}

/// The same postcode is 60 of a hundred and the name the rest; a neighbouring one 30; without one the name alone is
/// 90, and 5 more on the hub's list; another postcode leaves at most 70.
fn by_name(school: &School, alike: u8, postcode: Option<&Postcode>, is_own: bool) -> (u8, String) {
    let part = |whole: u32| u8::try_from(u32::from(alike) * whole / 100).unwrap_or(100);
    let name = match alike {
        100 => "the same name",
        75.. => "nearly the same name",
        50.. => "part of the name",
        _ => "another name",
    };
    match (postcode, &school.postcode) {
        (Some(asked), Some(known)) if asked == known => {
            (60 + part(40), format!("{name}, the same postcode"))
        }
        (Some(asked), Some(known)) if asked.sector() == known.sector() => {
            (30 + part(60), format!("{name}, a postcode close by"))
        }
        (Some(_), Some(known)) => (part(70), format!("{name}, but its postcode is {known}")),
        _ if is_own => (part(90) + 5, format!("{name}, on the hub's list")),
        _ => (part(90), name.to_owned()),
    }
}

/// The words of a name that tell schools apart, abbreviations written out alike.
pub(crate) fn words(name: &str) -> Vec<String> {
    let plain: String = name
        .to_lowercase()
        .chars()
        .filter(|found| !matches!(found, '\'' | '’'))
        .map(|found| if found.is_alphanumeric() { found } else { ' ' })
        .collect();
    let plain = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "))
        .replace(" church of england ", " ce ")
        .replace(" c of e ", " ce ")
        .replace(" c e ", " ce ")
        .replace(" r c ", " catholic ")
        .replace(" roman catholic ", " catholic ");
    let one = |word: &str| match word {
        "saint" => "st".to_owned(),
        "saints" => "ss".to_owned(),
        "cofe" | "coe" => "ce".to_owned(),
        "rc" => "catholic".to_owned(),
        "pri" | "prim" => "primary".to_owned(),
        "jnr" | "jun" | "juniors" => "junior".to_owned(),
        "inf" | "infants" | "infts" => "infant".to_owned(),
        "sch" | "schl" => "school".to_owned(),
        "acad" => "academy".to_owned(),
        "comm" => "community".to_owned(),
        "coll" => "college".to_owned(),
        other => other.to_owned(),
    };
    plain.split_whitespace().map(one).filter(|word| !EMPTY.contains(&&**word)).collect()
}

/// The first three letters of the words that name the school.
fn starts(words: &[String]) -> BTreeSet<String> {
    let own = words.iter().filter(|word| !COMMON.contains(&&***word));
    own.map(|word| word.chars().take(3).collect()).collect()
}

/// How alike two names are, of a hundred: the words they share, of those of both.
fn likeness(a: &[String], b: &[String]) -> u8 {
    let weight = |word: &String| if COMMON.contains(&&**word) { 1 } else { OWN_WORD };
    let whole: u32 = a.iter().chain(b).map(weight).sum();
    let (mut left, mut rest): (Vec<&String>, Vec<&String>) = (b.iter().collect(), Vec::new());
    let mut shared = 0; // in quarters: nearly the same counts for three of four
    let mut meet = |word: &String, quarters: u32, is_met: &dyn Fn(&str) -> bool| {
        let at = left.iter().position(|other| is_met(other));
        if let Some(at) = at {
            shared += (weight(word) + weight(left.remove(at))) * quarters;
        }
        at.is_some()
    };
    for word in a {
        if !meet(word, 4, &|other| word == other) {
            rest.push(word);
        }
    }
    for word in rest {
        meet(word, 3, &|other| are_near(word, other));
    }
    u8::try_from((shared * 100).checked_div(whole * 4).unwrap_or(0).min(100)).unwrap_or(100)
}

/// Whether two words may be one with a slip in it, or one of them cut short.
fn are_near(a: &str, b: &str) -> bool {
    let shorter = a.chars().count().min(b.chars().count());
    if shorter < 4 || a == b {
        return false;
    }
    a.starts_with(b) || b.starts_with(a) || slips(a, b) <= if shorter < 8 { 1 } else { 2 }
}

/// How many letters are put in, left out or changed between two words.
fn slips(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let changed = before + usize::from(letter != *other);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}
