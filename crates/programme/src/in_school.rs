//! How the adults of one school work together, as they wrote it down: what was done off screen, what each knows of the
//! mathematics she teaches, meetings, coaching, notes on the big ideas.
//!
//! A member of staff is named by an id that only her own school can read. What one person wrote of herself is hers:
//! whoever shows it to others asks [`told_of`] first, or may_hand_on from five answers upward. Start at [`SchoolFact`], folded by
//! [`SchoolBook`].

mod adoption;
mod audit;
mod book;
mod lasts;
mod together;

use serde::{Deserialize, Serialize};

use crate::{BigIdea, Date};

pub use adoption::{ClassUse, Told, may_hand_on, told_of};
pub use audit::{Audit, Knows, StrandAnswers, by_strand};
pub use book::{IdeaNote, NamesWord, OffScreen, SchoolBook, StaffFact};
pub use lasts::{Sign, SignStands, Signs};
pub use together::{
    COACHING_STEPS, CoachingStep, Cycle, CycleStep, InSchoolMeeting, MeetingPlan, MeetingSaid,
    in_school_calendar, meetings_drift,
};

/// About a term: what is older is not of now, and is asked again.
// Our choice: twelve weeks.
pub const TERM_DAYS: i64 = 84;

/// One thing that a member of staff wrote down for the adults of her school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SchoolFact {
    /// A class of hers did a practice that no screen saw.
    DoneOffScreen {
        /// The practice, by its slug.
        practice: String,
        /// The class, by its id.
        class: String,
        /// The day.
        on: Date,
    },
    /// Whether her classes may be named to whoever leads mathematics; the last word stands.
    NamesAgreed {
        /// Whether they may.
        agreed: bool,
        /// The day.
        on: Date,
    },
    /// What she says of her own knowledge of a topic.
    Audited {
        /// The topic: a year and a strand, `year-3/fractions`.
        topic: String,
        /// Her word.
        knows: Knows,
        /// The day.
        on: Date,
    },
    /// A meeting of the school's own research group was planned.
    MeetingPlanned {
        /// When, where and what it looks at.
        meeting: MeetingPlan,
    },
    /// A meeting was planned anew: another day, another lesson.
    MeetingMoved {
        /// The meeting, by the fact that planned it.
        meeting: String,
        /// When, where and what it looks at now.
        to: MeetingPlan,
    },
    /// A meeting was called off.
    MeetingCalledOff {
        /// The meeting.
        meeting: String,
        /// Why.
        why: String,
    },
    /// A meeting took place; the last word stands.
    MeetingHeld {
        /// The meeting.
        meeting: String,
        /// What was seen, and what is tried next.
        said: MeetingSaid,
    },
    /// Two colleagues began a cycle of coaching.
    CoachingBegun {
        /// The one who was asked; the other wrote this down.
        with: String,
        /// What both look at.
        about: String,
        /// The day.
        on: Date,
    },
    /// A step of a cycle has its day; the last word on a step stands.
    CoachingDated {
        /// The cycle, by the fact that began it.
        cycle: String,
        /// The step.
        step: CoachingStep,
        /// The day, past or to come.
        on: Date,
        /// What the two want to remember of it; theirs alone.
        #[serde(default)]
        words: String,
    },
    /// The school's own words on a big idea; the versions before are kept.
    IdeaNoted {
        /// The big idea.
        idea: BigIdea,
        /// The whole note.
        text: String,
        /// Who wrote it, by name.
        by: String,
        /// The day.
        on: Date,
    },
    /// Something that is to last was seen to be so.
    LastsSeen {
        /// What is to last, by its slug.
        sign: String,
        /// What shows it.
        evidence: String,
        /// Who wrote it, by name.
        by: String,
        /// The day.
        on: Date,
    },
    /// She takes back a fact of hers.
    TakenBack {
        /// The id of that fact.
        fact: String,
    },
    /// Of a kind this program does not know: written by a newer one.
    #[serde(other)]
    Later,
}
