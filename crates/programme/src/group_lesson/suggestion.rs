//! What somebody of a group suggests for a lesson: keep a part, say it otherwise, leave it out, add a turn, move it; and why.
//!
//! Start at [`Suggestion`]; [`Suggestion::check`] says what is missing of one.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::words::{LessonText, PartKind};
use crate::{Date, Urn};

/// A suggestion for one part of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The session at which it was made, where it was at one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub session: String,
    /// The part, by its id.
    pub part: String,
    /// What the part was called and said then.
    pub about: String,
    /// What is wished.
    pub wish: LessonWish,
    /// Why.
    pub why: String,
    /// Who suggests it.
    pub by: String,
    /// The school they come from; nothing for somebody of the hub.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urn: Option<Urn>,
    /// The day.
    pub on: Date,
}

/// What is wished for a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "kebab-case")]
pub enum LessonWish {
    /// It stays as it is, on purpose.
    Keep,
    /// It says something else.
    Say {
        /// The new words.
        says: String,
        /// The new next question of a turn.
        #[serde(default)]
        asks: String,
    },
    /// It is left out.
    LeaveOut,
    /// A new turn stands after it.
    Add {
        /// Its title.
        title: String,
        /// Its words.
        says: String,
        /// Its next question.
        #[serde(default)]
        asks: String,
    },
    /// A turn stands elsewhere.
    StandAfter {
        /// After which turn; nothing for first.
        after: Option<String>,
    },
}

/// Why a suggestion or a version is not written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedVersion {
    /// No reason is given.
    NoWhy,
    /// It wishes for what a part of that kind cannot do.
    OnlyTurns,
    /// The new words are empty.
    Empty,
    /// The new words are the old ones.
    Same,
    /// The part is not in the lesson any more.
    Gone {
        /// The part.
        what: String,
    },
    /// Two suggestions change the same thing of one part.
    Twice {
        /// The part.
        part: String,
    },
    /// A suggestion was taken or left by a version meanwhile.
    Settled,
    /// The stem sentence or the last of its kind would be left out.
    LastOfItsKind {
        /// The part.
        what: String,
    },
}

impl Suggestion {
    /// Whether it can be written down for a lesson as it is.
    ///
    /// # Errors
    ///
    /// [`RefusedVersion`] with what is missing.
    pub fn check(&self, text: &LessonText) -> Result<(), RefusedVersion> {
        let gone = || RefusedVersion::Gone { what: self.was() };
        let part = text.part(&self.part).ok_or_else(gone)?;
        if self.why.trim().is_empty() {
            return Err(RefusedVersion::NoWhy);
        }
        let is_turn = part.kind == PartKind::Turn;
        match &self.wish {
            LessonWish::Keep => Ok(()),
            LessonWish::Say { says, .. } if says.is_empty() => Err(RefusedVersion::Empty),
            LessonWish::Say { says, asks } if (says, asks) == (&part.says, &part.asks) => {
                Err(RefusedVersion::Same)
            }
            LessonWish::Say { .. } => Ok(()),
            LessonWish::LeaveOut if text.of(part.kind).count() < 2 => {
                let what = text.name(&part.id).unwrap_or_default();
                Err(RefusedVersion::LastOfItsKind { what })
            }
            LessonWish::LeaveOut => Ok(()),
            LessonWish::Add { .. } | LessonWish::StandAfter { .. } if !is_turn => {
                Err(RefusedVersion::OnlyTurns)
            }
            LessonWish::Add { title, says, .. } if title.is_empty() || says.is_empty() => {
                Err(RefusedVersion::Empty)
            }
            LessonWish::Add { .. } => Ok(()),
            LessonWish::StandAfter { after } => {
                let turns: Vec<&str> =
                    text.of(PartKind::Turn).map(|turn| turn.id.as_str()).collect();
                let own = turns.iter().position(|id| *id == part.id);
                let now = own.and_then(|at| at.checked_sub(1)).map(|at| turns[at]);
                let after = after.as_deref();
                match after {
                    Some(after) if !turns.contains(&after) => Err(gone()),
                    _ if after == Some(&*part.id) || after == now => Err(RefusedVersion::Same),
                    _ => Ok(()),
                }
            }
        }
    }

    /// What the part was, in short.
    pub(super) fn was(&self) -> String {
        self.about.chars().take(80).collect()
    }
}

impl LessonWish {
    /// What of a part it changes, so that two do not change the same; nothing for what changes nothing there.
    pub(super) fn touches(&self) -> Option<&'static str> {
        match self {
            Self::Keep | Self::Add { .. } => None,
            Self::Say { .. } | Self::LeaveOut => Some("words"),
            Self::StandAfter { .. } => Some("place"),
        }
    }
}

impl fmt::Display for RefusedVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWhy => f.write_str("no reason is given; say why, the others will ask"),
            Self::OnlyTurns => {
                f.write_str("only a turn can be moved or have a new one after it; choose a turn")
            }
            Self::Empty => {
                f.write_str("the new words are empty; write them, or leave the part out")
            }
            Self::Same => f.write_str("nothing would change; the lesson says so already"),
            Self::Gone { what } => {
                write!(f, "`{what}` is not in the lesson any more; look at the latest version")
            }
            Self::Twice { part } => {
                write!(f, "two suggestions change {part}; take one of them, and leave the other")
            }
            Self::Settled => f.write_str(
                "a version was written meanwhile with some of these suggestions; look at it first",
            ),
            Self::LastOfItsKind { what } => {
                write!(f, "{what} is the only one of its kind; say it otherwise instead")
            }
        }
    }
}

impl std::error::Error for RefusedVersion {}
