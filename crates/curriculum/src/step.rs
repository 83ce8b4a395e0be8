//! A small step: the unit of the curriculum, with what comes before it and what it teaches.
//!
//! Data only; the graph between steps is in `content`, the reading of files in `load`.

use serde::{Deserialize, Serialize};

use crate::task::Picture;

/// One small step of the curriculum.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SmallStep {
    /// The step's slug, which never changes.
    pub slug: String,
    /// The step's name as teachers say it.
    pub name: String,
    /// School year: 0 is Reception, up to 11.
    pub year: u8,
    /// The strand, which is also the progression thread: `fractions`.
    pub strand: String,
    /// Published curriculum codes, such as `3F-2`.
    pub criterion: Vec<String>,
    /// Slugs of the steps this one builds on.
    pub prerequisites: Vec<String>,
    /// Slugs of the steps that build on this one; computed when content is loaded.
    pub leads_to: Vec<String>,
    /// The new mathematics in one sentence.
    pub new_mathematics: String,
    /// Why this comes now.
    pub why_now: String,
    /// One to three points that a check asks about.
    pub key_points: Vec<KeyPoint>,
    /// Where pupils stumble, and what it sounds like.
    pub difficult_points: Vec<DifficultPoint>,
    /// The stem sentence, with `[gaps]`; empty when the step has none.
    pub stem: String,
    /// Words the lesson uses with care.
    pub words: Vec<String>,
    /// Concrete objects to put on tables.
    pub put_out: String,
    /// The picture for the progression page.
    pub picture: Option<Picture>,
    /// Where the wording and the order come from.
    pub source: String,
    /// Slugs this step had before.
    pub formerly: Vec<String>,
}

/// A key point of a step, tied to the families that test it by its id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeyPoint {
    /// The id, unique within the step.
    pub id: String,
    /// The point in one sentence.
    pub text: String,
}

/// A place where pupils stumble.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DifficultPoint {
    /// What goes wrong.
    pub text: String,
    /// What a teacher hears when it does.
    pub listen_for: String,
    /// The misconception behind it, when one is known.
    pub misconception: Option<String>,
}
