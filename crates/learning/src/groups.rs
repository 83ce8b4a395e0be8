//! Groups for keep-up: pupils who need the same help, by cause first, else by the key point missed.
//!
//! A group lasts as long as the lesson's result. It is never a band.

use serde::{Deserialize, Serialize};

use crate::ids::PupilId;

/// Pupils who need the same help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// What they share.
    pub key: GroupKey,
    /// What they share, in words for the teacher.
    pub title: String,
    /// The pupils, in register order.
    pub pupils: Vec<PupilId>,
}

/// What the pupils of a group share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum GroupKey {
    /// One misconception, named, suggested or given by the teacher.
    Cause {
        /// The misconception.
        misconception: String,
    },
    /// A cause in the teacher's own words.
    Words {
        /// Her words.
        words: String,
    },
    /// A key point missed, the cause not known.
    KeyPoint {
        /// The key point.
        id: String,
    },
}
