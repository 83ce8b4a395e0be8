//! A thread: one idea through the years, a stage a year, with its picture, words and stem sentence.

use serde::{Deserialize, Serialize};

use crate::task::Picture;

/// One idea from Reception to Year 11.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Thread {
    /// The thread's slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The strand whose small steps belong to it.
    pub strand: String,
    /// What runs through all of it.
    pub about: String,
    /// The stages, by year.
    pub stages: Vec<Stage>,
}

/// What one year adds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Stage {
    /// School year: 0 is Reception, up to 11.
    pub year: u8,
    /// What is new.
    pub new: String,
    /// The picture it is seen in.
    pub picture: Option<Picture>,
    /// Words that are new or matter.
    pub words: Vec<String>,
    /// The stem sentence, with `[gaps]`; empty when there is none.
    pub stem: String,
}
