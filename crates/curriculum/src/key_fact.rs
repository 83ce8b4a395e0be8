//! Key facts: what should be to hand before a lesson leans on it.

use serde::{Deserialize, Serialize};

use crate::text::RichText;

/// A list of facts that belong together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct KeyFacts {
    /// The list's slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The school year it belongs to.
    pub year: u8,
    /// The facts in order.
    pub facts: Vec<FactCard>,
}

/// One fact, as a question and its answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FactCard {
    /// The slug; empty for a fact written inside a lesson.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub slug: String,
    /// The question.
    pub question: RichText,
    /// The answer.
    pub answer: RichText,
}
