//! A concept: what it is and what it is not, as cards to sort.
//!
//! A non-example misses exactly one feature, so that the feature is what decides. Data here; the cards that a concept
//! makes itself, features worked out from the values of each, are made in `card_space`.

use serde::{Deserialize, Serialize};

use crate::card_space::CardSpace;
use crate::task::Picture;
use crate::text::RichText;

/// What something is, with examples and near misses.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Concept {
    /// The concept's slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The step that teaches it.
    pub step: String,
    /// The question asked of every card.
    pub question: RichText,
    /// What it is, in a sentence.
    pub definition: RichText,
    /// What pupils wrongly think is needed.
    pub prototype: RichText,
    /// Features that all examples have.
    pub features: Vec<Feature>,
    /// What may change freely.
    pub irrelevant: Vec<String>,
    /// The cards to sort: those the file names, else some of those it can make.
    pub cards: Vec<Card>,
    /// Every card the concept can make, when its file says how.
    #[serde(skip)]
    pub(crate) space: Option<CardSpace>,
}

/// A defining feature.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Feature {
    /// The id, unique within the concept.
    pub id: String,
    /// The feature in a sentence.
    pub text: String,
}

/// An example or a near miss.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Card {
    /// The id, unique within the concept.
    pub id: String,
    /// The drawing on it.
    pub show: Option<Picture>,
    /// The words on it.
    pub text: Option<RichText>,
    /// Whether it is an example.
    pub is: bool,
    /// Whether it is the usual example.
    pub standard: bool,
    /// The one feature a non-example misses.
    pub misses: Option<String>,
    /// What is unusual about it and does not matter: "which way it is turned".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unusual: Vec<String>,
    /// Why it is or is not.
    pub reason: RichText,
}

/// A concept on one card: what it is in words, what it is and what it is not in examples (Frayer's model).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FrayerCard {
    /// The concept's name.
    pub name: String,
    /// What it is, in a sentence.
    pub definition: RichText,
    /// Features that all examples have.
    pub features: Vec<Feature>,
    /// Examples, the usual one first.
    pub examples: Vec<Card>,
    /// Near misses, one for each feature where there is one.
    pub non_examples: Vec<Card>,
}
