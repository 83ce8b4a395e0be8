//! What a school of a group is willing to show the others: who knows what.
//!
//! Start at [`Offer`].

use serde::{Deserialize, Serialize};

use crate::{BigIdea, Date, Urn};

/// Something a school shows others who ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The school.
    pub urn: Urn,
    /// What it shows: a lesson, a way of working, a set of tasks.
    pub what: String,
    /// The big idea it is about.
    pub big_idea: BigIdea,
    /// How others see it: by a visit, on paper, in a talk.
    pub how: String,
    /// Who of the school said so.
    pub by: String,
    /// The day.
    pub on: Date,
}
