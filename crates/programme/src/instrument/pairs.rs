//! Pairs of answers with one code, the first and the last of rounds that are over, as counts.
//!
//! What is small is hidden, and so is whatever would give it away; who answered once is told as a number. Start at
//! [`change`].

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answered, Instrument, Statements};
use crate::reports::hide_parts;
use crate::{Count, Date, Knows, Rate, Share};

/// What became of the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paired {
    /// The names of the rounds that are over, in order.
    pub rounds: Vec<String>,
    /// The last days of the first and of the last of them.
    pub days: (Date, Date),
    /// How many answered in two rounds or more.
    pub pairs: Count,
    /// How many answered once and are in no pair.
    pub once: Count,
    /// One row for each statement, in their order; none while there are too few pairs.
    pub rows: Vec<PairedRow>,
    /// One row for each topic: more could explain it to a colleague now and not the first time. None as above.
    pub knows: Vec<PairedRow>,
}

/// What became of the answers to one statement, or of one topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairedRow {
    /// The statement or topic.
    pub statement: String,
    /// How many answered it both times; nothing where that is hidden.
    pub pairs: Option<usize>,
    /// How many said more often the second time; nothing where that is hidden, and so below.
    pub more: Option<usize>,
    /// How many said the same.
    pub same: Option<usize>,
    /// How many said less often.
    pub less: Option<usize>,
}

/// What became of the answers of rounds that are over on a day; nothing before there are two. With `only_research`, of
/// those who agreed that research counts them.
#[must_use]
pub fn change(
    held: &Instrument,
    statements: &Statements,
    on: Date,
    only_research: bool,
    hidden_below: u32,
) -> Option<Paired> {
    let over: Vec<_> = held.rounds().iter().filter(|round| round.is_over(on)).collect();
    if over.len() < 2 {
        return None;
    }
    let mut by_code: BTreeMap<&str, Vec<&Answered>> = BTreeMap::new();
    for one in over.iter().flat_map(|round| &round.answers) {
        by_code.entry(&one.mark).or_default().push(one);
    }
    if only_research {
        by_code.retain(|_, all| all.iter().all(|one| one.for_research));
    }
    let pairs: Vec<(&Answered, &Answered)> = by_code
        .values()
        .filter(|all| all.len() > 1)
        .filter_map(|all| Some((*all.first()?, *all.last()?)))
        .collect();
    let n_once = by_code.len() - pairs.len();
    let is_enough = matches!(Count::of(pairs.len(), hidden_below), Count::Shown(n) if n > 0);
    let slugs = statements.all.iter().map(|one| one.slug.as_str());
    let topics = statements.topics.iter().map(|one| one.slug.as_str());
    let both = |turned: Vec<Ordering>, slug: &str| row(slug, &turned, hidden_below);
    let said = |slug: &str| {
        let of = |(first, last): &(&Answered, &Answered)| {
            Some(last.answers.get(slug)?.cmp(first.answers.get(slug)?))
        };
        both(pairs.iter().filter_map(of).collect(), slug)
    };
    // None of the three sentences is above another; what is counted is whether she could explain it to a colleague.
    let explains = |one: &Answered, slug: &str| Some(*one.knows.get(slug)? == Knows::CouldExplain);
    let knew = |slug: &str| {
        let of = |(first, last): &(&Answered, &Answered)| {
            Some(explains(last, slug)?.cmp(&explains(first, slug)?))
        };
        both(pairs.iter().filter_map(of).collect(), slug)
    };
    Some(Paired {
        rounds: over.iter().map(|round| round.round.name.clone()).collect(),
        days: (over.first()?.round.closes, over.last()?.round.closes),
        pairs: Count::of(pairs.len(), hidden_below),
        once: Count::of(n_once, hidden_below),
        rows: if is_enough { slugs.map(said).collect() } else { Vec::new() },
        knows: if is_enough { topics.map(knew).collect() } else { Vec::new() },
    })
}

/// A row from how each answer turned: more, the same, less.
fn row(slug: &str, turned: &[Ordering], hidden_below: u32) -> PairedRow {
    let count = |way: Ordering| turned.iter().filter(|one| **one == way).count();
    let parts = [count(Ordering::Greater), count(Ordering::Equal), count(Ordering::Less)];
    let of = |count: Count| if let Count::Shown(n) = count { Some(n) } else { None };
    let whole = of(Count::of(turned.len(), hidden_below));
    let shown = whole.map_or([Count::Withheld; 3], |whole| tell(whole, parts, hidden_below));
    PairedRow {
        statement: slug.to_owned(),
        pairs: whole,
        more: of(shown[0]),
        same: of(shown[1]),
        less: of(shown[2]),
    }
}

/// The parts of a whole that is told: small ones are hidden, and all of them where the hidden ones together are so few
/// that each could be worked out.
pub(crate) fn tell<const N: usize>(
    whole: usize,
    parts: [usize; N],
    hidden_below: u32,
) -> [Count; N] {
    let shown = hide_parts(whole, &parts, hidden_below);
    let is_hidden = |count: &Count| !matches!(count, Count::Shown(_));
    let hidden = parts.iter().zip(&shown).filter(|(_, count)| is_hidden(count));
    let n_hidden: usize = hidden.map(|(n, _)| n).sum();
    if n_hidden > 0 && u32::try_from(n_hidden).is_ok_and(|n| n < hidden_below) {
        return [Count::Withheld; N];
    }
    std::array::from_fn(|at| shown[at])
}

impl PairedRow {
    /// The share that said more often, with its range.
    #[must_use]
    pub fn rate(&self) -> Rate {
        match (self.pairs, self.more) {
            (Some(0), _) => Rate::Nobody,
            (Some(of), Some(more)) => Rate::Shown(Share::new(more, of)),
            _ => Rate::Hidden,
        }
    }
}
