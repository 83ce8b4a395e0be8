//! The cards a concept can make: every choice of its givens, each feature worked out from the values it is drawn from.
//!
//! A card with all features is an example, one that misses exactly one is a near miss, any other is no card.
//! Deterministic by seed. Start at [`Concept::every_card`]; [`Concept::deal`] picks cards to sort, [`Concept::frayer`]
//! the few on one card. The space is checked when content loads, in `load/card_space`.

use std::collections::BTreeMap;

use crate::concept::{Card, Concept, FrayerCard};
use crate::expression::{Expression, Scope};
use crate::family::{Failure, Placed, TaskFamily};
use crate::pose::{SplitMix, fill};
use crate::task::TaskRef;
use crate::text::Template;

/// Cards to sort when nobody says how many. Our choice: a few minutes of talk.
const DEALT: usize = 8;
/// Examples that are not the usual one, which a concept can show.
pub(crate) const NOT_USUAL: usize = 3;

/// How a concept makes its cards.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CardSpace {
    /// Givens, lets, drawings, and every legal choice of givens; its question is the words on the card.
    pub(crate) family: TaskFamily,
    /// Whether a card has each feature, in the order of the features.
    pub(crate) holds: Vec<Placed<Expression>>,
    /// What is said of a card that misses a feature, in the same order.
    pub(crate) without: Vec<Placed<Template>>,
    /// What is said of an example.
    pub(crate) reason: Placed<Template>,
    /// What does not matter, with when it is as usual.
    pub(crate) usual: Vec<(String, Placed<Expression>)>,
}

/// A card with the givens that make it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MadeCard {
    pub(crate) of: TaskRef,
    pub(crate) card: Card,
}

/// What the features say of one choice of givens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    /// Positions of the features it misses.
    pub(crate) missed: Vec<usize>,
    /// What is unusual about it and does not matter.
    pub(crate) unusual: Vec<String>,
}

impl CardSpace {
    /// The features that a choice of givens misses, and what is unusual about it.
    pub(crate) fn judge(&self, scope: &Scope) -> Result<Judged, Failure> {
        let mut missed = Vec::new();
        for (idx, holds) in self.holds.iter().enumerate() {
            if !holds.flag(scope)? {
                missed.push(idx);
            }
        }
        let mut unusual = Vec::new();
        for (name, usual) in &self.usual {
            if !usual.flag(scope)? {
                unusual.push(name.clone());
            }
        }
        Ok(Judged { missed, unusual })
    }

    /// The card of a choice of givens; none when it misses two features or more.
    pub(crate) fn card(
        &self,
        concept: &Concept,
        of: &TaskRef,
        id: String,
    ) -> Result<Option<Card>, Failure> {
        let scope = self.family.scope(of)?;
        let Judged { missed, unusual } = self.judge(&scope)?;
        let (misses, reason) = match missed[..] {
            [] => (None, &self.reason),
            [one] => {
                (concept.features.get(one).map(|feature| feature.id.clone()), &self.without[one])
            }
            _ => return Ok(None),
        };
        let words = fill(&self.family.ask.text, &scope)?;
        Ok(Some(Card {
            id,
            show: self.family.picture(&scope)?.map(|(picture, _)| picture),
            text: Some(words).filter(|words| !words.is_empty()),
            is: misses.is_none(),
            standard: misses.is_none() && unusual.is_empty(),
            misses,
            unusual,
            reason: fill(reason, &scope)?,
        }))
    }
}

impl Concept {
    /// Every card the concept can make, in the order of its givens; those its file names when it makes none.
    ///
    /// A card's id is its place among all choices of givens: `card-17`.
    pub fn every_card(&self) -> Vec<Card> {
        if self.space.is_none() {
            return self.cards.clone();
        }
        self.made().into_iter().map(|made| made.card).collect()
    }

    /// True when the concept makes its cards itself, features worked out from the values of each.
    pub fn makes_cards(&self) -> bool {
        self.space.is_some()
    }

    pub(crate) fn made(&self) -> Vec<MadeCard> {
        let Some(space) = &self.space else { return Vec::new() };
        let made = |(idx, values): (usize, &Vec<crate::value::Value>)| {
            let of = space.family.task_of(values);
            let card = space.card(self, &of, format!("card-{}", idx + 1)).ok()??;
            Some(MadeCard { of, card })
        };
        space.family.space.iter().enumerate().filter_map(made).collect()
    }

    /// Cards to sort: the usual example first, a near miss beside it, then others mixed; each near miss comes with an
    /// example that differs from it as little as there is. The same seed always gives the same cards.
    ///
    /// `length` is how many, 8 when left out; fewer when there are not so many. A concept that makes no cards gives
    /// those its file names.
    pub fn deal(&self, seed: u64, length: Option<usize>) -> Vec<Card> {
        let made = self.made();
        if made.is_empty() {
            return self.cards.clone();
        }
        let length = length.unwrap_or(DEALT.max(2 * self.features.len() + 1));
        let mut deal = Deal { made: &made, chosen: Vec::new(), random: SplitMix::new(seed) };
        deal.take(|card| card.standard);
        for round in 0..length {
            let feature = &self.features[round % self.features.len().max(1)].id;
            let Some(miss) = deal.take(|card| card.misses.as_ref() == Some(feature)) else {
                deal.take(|card| card.is && !card.standard);
                continue;
            };
            deal.take_nearest(miss);
            if deal.chosen.len() >= length {
                break;
            }
        }
        deal.chosen.truncate(length);
        deal.mixed()
    }

    /// The concept on one card: the usual example, up to three that are unlike it, a near miss for each feature.
    pub fn frayer(&self, seed: u64) -> FrayerCard {
        let mut made = self.made();
        if made.is_empty() {
            let named = self.cards.iter().cloned();
            made = named.map(|card| MadeCard { of: TaskRef::default(), card }).collect();
        }
        let mut deal = Deal { made: &made, chosen: Vec::new(), random: SplitMix::new(seed) };
        deal.take(|card| card.standard);
        for _ in 0..NOT_USUAL {
            deal.take(|card| card.is && !card.standard);
        }
        let examples = deal.chosen.len();
        for feature in &self.features {
            deal.take(|card| card.misses.as_ref() == Some(&feature.id));
        }
        let cards = |chosen: &[usize]| chosen.iter().map(|idx| made[*idx].card.clone()).collect();
        FrayerCard {
            name: self.name.clone(),
            definition: self.definition.clone(),
            features: self.features.clone(),
            examples: cards(&deal.chosen[..examples]),
            non_examples: cards(&deal.chosen[examples..]),
        }
    }
}

/// Cards as they are chosen.
struct Deal<'m> {
    made: &'m [MadeCard],
    chosen: Vec<usize>,
    random: SplitMix,
}

impl Deal<'_> {
    /// A card of a kind that is not yet chosen, any of them.
    fn take(&mut self, wanted: impl Fn(&Card) -> bool) -> Option<usize> {
        let free: Vec<usize> = (0..self.made.len())
            .filter(|idx| wanted(&self.made[*idx].card) && !self.looks_chosen(*idx))
            .collect();
        let found = free.get(self.random.below(free.len())).copied()?;
        self.chosen.push(found);
        Some(found)
    }

    /// The example that differs least from a near miss; of several, one that is not the usual.
    fn take_nearest(&mut self, miss: usize) {
        let turned: BTreeMap<usize, u64> =
            (0..self.made.len()).map(|idx| (idx, self.random.next())).collect();
        let nearest = (0..self.made.len())
            .filter(|idx| self.made[*idx].card.is && !self.looks_chosen(*idx))
            .min_by_key(|idx| {
                let apart = differences(&self.made[*idx].of, &self.made[miss].of);
                (apart, self.made[*idx].card.standard, turned[idx])
            });
        self.chosen.extend(nearest);
    }

    fn looks_chosen(&self, idx: usize) -> bool {
        let looks = |idx: usize| (&self.made[idx].card.show, &self.made[idx].card.text);
        self.chosen.iter().any(|chosen| looks(*chosen) == looks(idx))
    }

    /// The first two as they are, the rest mixed, so that the answer cannot be told from the place.
    fn mixed(mut self) -> Vec<Card> {
        for idx in (3..self.chosen.len()).rev() {
            let other = 2 + self.random.below(idx - 1);
            self.chosen.swap(idx, other);
        }
        self.chosen.iter().map(|idx| self.made[*idx].card.clone()).collect()
    }
}

/// Givens in which two cards differ.
fn differences(left: &TaskRef, right: &TaskRef) -> usize {
    left.given.iter().filter(|(name, value)| right.given.get(*name) != Some(value)).count()
}
