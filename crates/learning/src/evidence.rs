//! What was seen of one pupil in one check: the only thing a standing may depend on.
//!
//! It holds nothing about any earlier lesson and nothing that ranks. Start at `Evidence`.

use serde::{Deserialize, Serialize};

use crate::fact::GivenCause;
use crate::ids::{PupilId, QuestionId};
use crate::result::Standing;

/// What was seen of one pupil in one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The pupil.
    pub pupil: PupilId,
    /// Whether the register says they are absent.
    pub absent: bool,
    /// One entry per question of the check, in plan order.
    pub answers: Vec<Answer>,
    /// The cause the teacher gave, if she gave one.
    pub given: Option<GivenCause>,
    /// The standing the teacher moved them to, if she did.
    pub placed: Option<Standing>,
}

/// What was seen of one pupil on one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question.
    pub question: QuestionId,
    /// What was seen.
    pub seen: Seen,
    /// What was written, as far as it is known.
    #[serde(default)]
    pub text: Option<String>,
    /// A kind sentence about the work from the marking; empty when there is none.
    #[serde(default)]
    pub say: String,
    /// Every predicted misconception whose answer this is.
    #[serde(default)]
    pub misconceptions: Vec<String>,
    /// How it is known.
    pub source: Source,
    /// Whether it came after the check had closed.
    #[serde(default)]
    pub late: bool,
}

/// What was seen of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// Nothing was seen, which says nothing about the pupil.
    NotSeen,
    /// Right.
    Right,
    /// The right value in the wrong form, unit or precision.
    Slip,
    /// Not right.
    Wrong,
    /// Left blank by a pupil who was here: a kind of wrong.
    Blank,
    /// Sent but not readable, so asked again.
    Unreadable,
    /// Sent, and for the teacher to decide.
    Undecided,
    /// Sent and not marked yet.
    Waiting,
}

impl Seen {
    /// Whether it says the work was not right.
    pub fn is_wrong(self) -> bool {
        matches!(self, Seen::Wrong | Seen::Blank)
    }

    /// Whether it says anything about the work at all.
    pub fn is_known(self) -> bool {
        matches!(self, Seen::Right | Seen::Slip | Seen::Wrong | Seen::Blank)
    }
}

/// How an answer is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// It is not known.
    Nothing,
    /// The pupil sent it from a device.
    Device,
    /// The teacher said so of this pupil.
    Teacher,
    /// The teacher said so by exception.
    ByException,
}
