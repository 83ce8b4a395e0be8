//! The result of a check in three words and "not seen", each with its reason.
//!
//! One pure function, `result`. It sees one pupil's evidence at a time and nothing else, so two
//! pupils with the same evidence get the same standing. It never ranks.

use serde::{Deserialize, Serialize};

use crate::diagnosis::Cause;
use crate::evidence::Answer;
use crate::groups::Group;
use crate::ids::PupilId;

/// Where a pupil stands for the next lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Every key point right.
    Ready,
    /// A slip only, mended in two minutes at the start of the next lesson.
    Nearly,
    /// A key point missed.
    KeepUp,
    /// Absent, no answer seen, or undecided: the teacher says.
    NotSeen,
}

impl Standing {
    /// The four, in the order they are shown.
    pub const ALL: [Standing; 4] =
        [Standing::Ready, Standing::Nearly, Standing::KeepUp, Standing::NotSeen];

    /// The words shown to teachers.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Ready => "ready for the next lesson",
            Standing::Nearly => "nearly",
            Standing::KeepUp => "keep-up",
            Standing::NotSeen => "not seen",
        }
    }
}

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CheckResult {
    /// One entry per pupil still in the class, in register order.
    pub pupils: Vec<PupilResult>,
    /// The keep-up pupils, by cause and then by key point missed.
    pub groups: Vec<Group>,
    /// Key points of the lesson that no question of the check asks.
    #[serde(default)]
    pub unasked: Vec<String>,
}

/// The result of one check for one pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PupilResult {
    /// The pupil.
    pub pupil: PupilId,
    /// Where they stand: the teacher's word if she moved them, else what the answers say.
    pub standing: Standing,
    /// What the answers say.
    pub from_answers: Standing,
    /// The key points missed, in the order asked.
    pub missed: Vec<String>,
    /// Why, as far as the answers tell.
    pub cause: Cause,
    /// One plain sentence saying why, for the teacher.
    pub because: String,
    /// The answers behind it, one per question of the check, in plan order.
    pub answers: Vec<Answer>,
}

impl CheckResult {
    /// The pupils with this standing, in register order.
    pub fn with(&self, standing: Standing) -> impl Iterator<Item = &PupilResult> {
        self.pupils.iter().filter(move |p| p.standing == standing)
    }

    /// How many pupils have this standing.
    pub fn count(&self, standing: Standing) -> usize {
        self.with(standing).count()
    }

    /// The entry of one pupil.
    pub fn of(&self, pupil: &PupilId) -> Option<&PupilResult> {
        self.pupils.iter().find(|p| &p.pupil == pupil)
    }
}
