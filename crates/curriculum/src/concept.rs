//! A concept: what it is and what it is not, as cards to sort.
//!
//! Data only. A non-example misses exactly one feature, so that the feature is what decides.

use serde::{Deserialize, Serialize};

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
    /// The cards to sort.
    pub cards: Vec<Card>,
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
    /// Why it is or is not.
    pub reason: RichText,
}
