//! Why a pupil's answers came out as they did, as far as two or more answers can tell.
//!
//! A cause is about these answers, never about the pupil, and is never carried to another lesson.

use serde::{Deserialize, Serialize};

/// Why a pupil's answers came out as they did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Cause {
    /// Nothing was wrong, so there is nothing to explain.
    #[default]
    Nothing,
    /// Two answers or more agree on one misconception.
    Named {
        /// The misconception.
        misconception: String,
    },
    /// One answer suggests it, or several answers fit more than one misconception.
    Suggested {
        /// The misconceptions that fit, likeliest first.
        misconceptions: Vec<String>,
        /// How many answers fit the first of them.
        answers: u8,
    },
    /// Not yet, and the answers do not say why.
    Unknown,
    /// The teacher said why.
    Given {
        /// A misconception of the step, when she picked one.
        misconception: Option<String>,
        /// Her own words, when she wrote some.
        words: String,
    },
}
