//! In how many classes of a school each practice is used, as the school counts it, over time: counts, never who.
//!
//! A count that is lower than the one before is told as drift. In a school of fewer than five classes a count would
//! point at a person, so it is told in words. Start at [`spread`].

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{BigIdea, Date, HIDDEN_BELOW, worded};

/// Classes of one school, at most.
// Our choice: more than the largest school of England has.
const MOST_CLASSES: u16 = 300;

/// A practice whose spread is counted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Practice {
    /// Its name in a count.
    pub slug: String,
    /// What is so in a class that has it, in words that follow "classes in which".
    pub says: String,
    /// The big idea it belongs to; nothing where it belongs to all.
    #[serde(default)]
    pub big_idea: Option<BigIdea>,
    /// What a plan would set itself.
    pub goal: String,
    /// What a plan would do for it.
    pub action: String,
}

/// The practices, in the order in which they are counted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practices {
    /// Each of them.
    #[serde(rename = "practice")]
    pub all: Vec<Practice>,
}

/// One count of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeCount {
    /// How many classes the school has.
    pub classes: u16,
    /// In how many of them each practice is used, by its slug; one that was not counted is not here.
    pub uses: BTreeMap<String, u16>,
    /// Who of the school counted.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// Why a count is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedCount(String);

/// How far a practice has spread on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uses {
    /// In how many classes.
    pub n: u16,
    /// Of how many.
    pub of: u16,
    /// The day.
    pub on: Date,
}

/// A practice over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread<'p> {
    /// The practice.
    pub practice: &'p Practice,
    /// Its counts, the first first; a count that left it out is not here.
    pub over: Vec<Uses>,
    /// What became less since the count before, in words.
    pub drift: Option<String>,
}

impl Practices {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// In words, with every practice that stands twice or lacks its words.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let read: Self = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
        let all = read.all.iter();
        let all = all.map(|one| (one.slug.as_str(), [&*one.says, &*one.goal, &*one.action]));
        let problems = worded::problems("practice", all);
        if problems.is_empty() { Ok(read) } else { Err(problems) }
    }
}

impl PracticeCount {
    /// Whether it can be a count of a school.
    ///
    /// # Errors
    ///
    /// In words, naming the practice.
    pub fn check(&self, practices: &Practices) -> Result<(), RefusedCount> {
        let refused = |says: String| Err(RefusedCount(says));
        if self.classes == 0 || self.classes > MOST_CLASSES {
            return refused(format!("{} classes; expected from 1 to {MOST_CLASSES}", self.classes));
        }
        if self.by.trim().is_empty() {
            return refused("write who counted".to_owned());
        }
        if self.uses.is_empty() {
            return refused(
                "nothing is counted; write a number beside one practice at least".to_owned(),
            );
        }
        for (slug, n) in &self.uses {
            let Some(practice) = practices.all.iter().find(|one| one.slug == *slug) else {
                return refused(format!("`{slug}` is no practice of the list"));
            };
            if *n > self.classes {
                let says = &practice.says;
                return refused(format!(
                    "“{says}”: {n} of {} classes is more than there are",
                    self.classes
                ));
            }
        }
        Ok(())
    }
}

impl Uses {
    /// In words: "4 of 9 classes"; in a school of fewer than five, no number.
    #[must_use]
    pub fn in_words(self) -> String {
        match (self.n, self.of) {
            (0, _) => "no class yet".to_owned(),
            (n, of) if n == of => "every class".to_owned(),
            (_, of) if u64::from(of) < u64::from(HIDDEN_BELOW) => "some classes".to_owned(),
            (n, of) => format!("{n} of {of} classes"),
        }
    }

    /// Whether fewer classes in proportion than before, as far as it is told at all.
    fn is_less_than(self, before: Self) -> bool {
        let less =
            u32::from(self.n) * u32::from(before.of) < u32::from(before.n) * u32::from(self.of);
        less && self.in_words() != before.in_words()
    }
}

/// A practice over counts that stand by day.
fn over(slug: &str, counts: &[&PracticeCount]) -> Vec<Uses> {
    let uses = |one: &&PracticeCount| {
        let n = *one.uses.get(slug)?;
        Some(Uses { n, of: one.classes, on: one.on })
    };
    counts.iter().filter_map(uses).collect()
}

/// How many practices of the last count are seen in fewer classes than when they were counted before.
pub(crate) fn faded(counts: &[&PracticeCount]) -> usize {
    let Some(last) = counts.last() else { return 0 };
    let has_faded = |slug: &&String| match over(slug, counts)[..] {
        [.., before, now] => now.is_less_than(before),
        _ => false,
    };
    last.uses.keys().filter(has_faded).count()
}

/// The practices over the counts of one school, in the order of the practices.
#[must_use]
pub fn spread<'p>(practices: &'p Practices, counts: &[&PracticeCount]) -> Vec<Spread<'p>> {
    let mut counts = counts.to_vec();
    counts.sort_by_key(|one| one.on);
    let of = |practice: &'p Practice| {
        let over = over(&practice.slug, &counts);
        let drift = match over[..] {
            [.., before, now] if now.is_less_than(before) => Some(format!(
                "fewer than in {}: {} now, and {} then",
                term(before.on),
                now.in_words(),
                before.in_words()
            )),
            _ => None,
        };
        Spread { practice, over, drift }
    };
    practices.all.iter().map(of).collect()
}

/// The term of a day: "spring 2026".
// Our choice: autumn to Christmas, spring to the end of April, then summer.
#[must_use]
pub fn term(on: Date) -> String {
    let first = on.school_year().first_year();
    let spring = Date::new(first + 1, 1, 1);
    let summer = Date::new(first + 1, 5, 1);
    match (spring, summer) {
        (_, Some(summer)) if on >= summer => format!("summer {}", first + 1),
        (Some(spring), _) if on >= spring => format!("spring {}", first + 1),
        _ => format!("autumn {first}"),
    }
}

impl fmt::Display for RefusedCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RefusedCount {}
