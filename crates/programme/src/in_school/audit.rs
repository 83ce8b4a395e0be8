//! What a teacher says of her own knowledge of the mathematics she teaches: words, no score; asked again after a term.
//!
//! Start at [`Audit`], and at [`by_strand`] for what a school may plan with.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::TERM_DAYS;
use crate::{Date, HIDDEN_BELOW};

/// Her word on a topic. None of them is above another: the last one asks for company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Knows {
    /// She could explain to a colleague why it works.
    CouldExplain,
    /// She can do it, and would like to see it explained.
    LikeToSee,
    /// She would like to work on it.
    WorkOn,
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// What one teacher said of one topic, over time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit(pub Vec<(Knows, Date)>);

/// What a school said of a strand, in a number that points at nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrandAnswers {
    /// The strand.
    pub strand: String,
    /// How many teachers answered; nothing while they are fewer than five.
    pub n_answered: Option<usize>,
    /// How many of these would like to work on some of it.
    pub n_work_on: usize,
    /// How many of these would like to see some of it explained, and work on none.
    pub n_like_to_see: usize,
}

impl Knows {
    /// Every word, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::CouldExplain, Self::LikeToSee, Self::WorkOn];

    /// Its name in a form.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::CouldExplain => "could-explain",
            Self::LikeToSee => "like-to-see",
            Self::WorkOn => "work-on",
            Self::Later => "later",
        }
    }

    /// The word as she says it.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::CouldExplain => "I could explain to a colleague why it works",
            Self::LikeToSee => "I can do it, and would like to see it explained",
            Self::WorkOn => "I would like to work on it",
            Self::Later => "something this program does not know",
        }
    }

    /// Reads the name of a form.
    #[must_use]
    pub fn read(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.slug() == slug)
    }
}

impl Audit {
    /// Her last word and its day.
    #[must_use]
    pub fn now(&self) -> Option<(Knows, Date)> {
        self.0.last().copied()
    }

    /// Her last word of an earlier day than the last one: what stands beside it.
    #[must_use]
    pub fn before(&self) -> Option<(Knows, Date)> {
        let (_, last) = self.now()?;
        self.0.iter().rev().find(|(_, on)| *on < last).copied()
    }

    /// Whether it is asked, or asked again: never answered, or a term ago.
    #[must_use]
    pub fn is_asked(&self, today: Date) -> bool {
        self.now().is_none_or(|(_, on)| today.days_since(on) >= TERM_DAYS)
    }
}

/// The strands of what a school's teachers said last, from `(teacher, topic)`; topics are `year-3/fractions`.
#[must_use]
pub fn by_strand(audits: &BTreeMap<(String, String), Audit>) -> Vec<StrandAnswers> {
    let mut said: BTreeMap<&str, BTreeMap<&str, BTreeSet<Knows>>> = BTreeMap::new();
    for ((staff, topic), audit) in audits {
        let (Some((_, strand)), Some((knows, _))) = (topic.split_once('/'), audit.now()) else {
            continue;
        };
        said.entry(strand).or_default().entry(staff).or_default().insert(knows);
    }
    let of = |(strand, by): (&str, BTreeMap<&str, BTreeSet<Knows>>)| {
        let enough = u32::try_from(by.len()).is_ok_and(|n| n >= HIDDEN_BELOW);
        let count = |is: fn(&BTreeSet<Knows>) -> bool| {
            if enough { by.values().filter(|said| is(said)).count() } else { 0 }
        };
        StrandAnswers {
            strand: strand.to_owned(),
            n_answered: enough.then_some(by.len()),
            n_work_on: count(|said| said.contains(&Knows::WorkOn)),
            n_like_to_see: count(|said| {
                said.contains(&Knows::LikeToSee) && !said.contains(&Knows::WorkOn)
            }),
        }
    };
    said.into_iter().map(of).collect()
}
