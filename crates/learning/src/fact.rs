//! Facts: what happened in a lesson, each written once and never changed.
//!
//! A correction is a new fact. Everything else in this crate is folded from these, in order.
//! A fact of a kind this version does not know is read as `Later` and passed over; unknown fields
//! are passed over too, so an older program can open a newer store.

use serde::{Deserialize, Serialize};

use crate::going_on::Proposal;
use crate::ids::{DeviceId, FactId, PupilId, QuestionId, StaffId};
use crate::keep_up_times::KeepUpTime;
use crate::key_facts::{AskedIn, Asking};
use crate::plan::Plan;
use crate::result::{CheckResult, Standing};

/// Something that happened, who says so, and when the server heard of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Given by the store; ids sort in the order facts were written.
    pub id: FactId,
    /// When the server received it, in microseconds since 1970.
    pub at: i64,
    /// Who says so.
    pub by: Author,
    /// What happened.
    pub body: FactBody,
}

/// Who a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum Author {
    /// A teacher, assistant or other member of staff.
    Staff {
        /// The member of staff.
        id: StaffId,
    },
    /// A pupil, through a device.
    Device {
        /// The pupil the device had signed in.
        pupil: PupilId,
        /// The device.
        device: DeviceId,
    },
    /// The program itself, such as a marking.
    System,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FactBody {
    /// The plan of this lesson was made or edited; the last one saved is the plan.
    PlanSaved {
        /// The whole plan, so that nothing later depends on content that may have changed.
        plan: Box<Plan>,
    },
    /// The lesson began, or went on in another mode.
    LessonStarted {
        /// How pupils answer.
        mode: Mode,
    },
    /// The class moved to a turn and a beat within it.
    Moved {
        /// Position of the turn in the plan, from 0.
        turn: u16,
        /// Position of the beat in the turn, from 0.
        beat: u16,
    },
    /// The projector was blanked or shown again.
    Blanked {
        /// Whether it is blank now.
        on: bool,
    },
    /// Hands were counted for one answer of a vote; the last count for it stands.
    HandsCounted {
        /// The turn the vote belongs to.
        turn: u16,
        /// 0 for the first vote, 1 for the vote after talking.
        vote: u8,
        /// Position of the answer voted for, from 0.
        answer: u8,
        /// How many hands.
        count: u16,
    },
    /// What the class, or a pupil on a device, expects the next answer of a sequence to do, said before answering;
    /// the last word stands.
    Expected {
        /// The turn the sequence belongs to, from 0.
        turn: u16,
        /// Position of the task in the sequence, from 0.
        task: u16,
        /// What is expected, such as `doubles`; empty takes it back.
        what: String,
        /// The pupil; none for the class together.
        #[serde(default)]
        pupil: Option<PupilId>,
    },
    /// A pupil sent an answer from a device.
    Responded {
        /// The pupil.
        pupil: PupilId,
        /// The question answered.
        question: QuestionId,
        /// The answer exactly as typed.
        text: String,
        /// The device it came from.
        device: DeviceId,
        /// The device's own count of what it sent; with the device it makes resending harmless.
        counter: i64,
        /// The device's own clock, in microseconds since 1970.
        device_at: i64,
        /// Whether it came after the check had closed.
        #[serde(default)]
        late: bool,
    },
    /// A response was marked.
    Marked {
        /// The response.
        response: FactId,
        /// The version of the answer engine that marked it.
        engine: String,
        /// The outcome.
        outcome: Outcome,
        /// Every predicted misconception whose answer this is; empty when none.
        #[serde(default)]
        misconceptions: Vec<String>,
    },
    /// The teacher said what one pupil's answer was.
    Judged {
        /// The pupil.
        pupil: PupilId,
        /// The question.
        question: QuestionId,
        /// What the teacher saw.
        judgement: Judgement,
        /// Whether this was said while marking by exception.
        #[serde(default)]
        by_exception: bool,
    },
    /// "The rest were right": everyone here whose answer was not seen was right.
    RestWereRight {
        /// The question, or every question of the check.
        #[serde(default)]
        question: Option<QuestionId>,
    },
    /// "I did not see the rest": what was said of the rest is taken back.
    RestNotSeen {
        /// The question, or every question of the check.
        #[serde(default)]
        question: Option<QuestionId>,
    },
    /// A pupil is absent, or is here after all.
    Absent {
        /// The pupil.
        pupil: PupilId,
        /// Whether the pupil is absent.
        absent: bool,
    },
    /// The teacher named the cause herself, or took her word back.
    CauseGiven {
        /// The pupil.
        pupil: PupilId,
        /// Her cause; none leaves it to the answers again.
        #[serde(default)]
        cause: Option<GivenCause>,
    },
    /// The teacher moved a pupil to another standing, or back to what the answers say.
    Placed {
        /// The pupil.
        pupil: PupilId,
        /// The standing; none leaves it to the answers again.
        #[serde(default)]
        standing: Option<Standing>,
    },
    /// The check was opened for answers.
    CheckOpened,
    /// The check was closed; answers from now on are late.
    CheckClosed,
    /// The teacher accepted the result, as she saw it.
    ResultAccepted {
        /// The result she accepted, whole.
        result: Box<CheckResult>,
    },
    /// The teacher took her acceptance back; until she accepts again there is no accepted result.
    ResultReopened,
    /// A pupil had keep-up for this lesson.
    KeepUpHeld {
        /// The pupil.
        pupil: PupilId,
        /// How it ended.
        outcome: KeepUpOutcome,
        /// What the adult noticed, in their own words.
        #[serde(default)]
        noticed: String,
        /// The adult who held it.
        held_by: StaffId,
    },
    /// The teacher decided whether the class goes on.
    GoOn {
        /// What she decided.
        decision: Decision,
        /// Her note, given when she decided against the proposal.
        #[serde(default)]
        note: String,
        /// What was proposed to her, as she read it; none where it was not kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposed: Option<Box<Proposal>>,
    },
    /// A sheet was issued for printing; its code prints the same again.
    SheetIssued {
        /// The code on the page.
        code: String,
        /// The sheet, whole.
        sheet: serde_json::Value,
    },
    /// A pupil left the class; what they answered is kept.
    PupilLeft {
        /// The pupil.
        pupil: PupilId,
    },
    /// The lesson ended; the step counts as taught.
    LessonEnded,
    /// When the class has keep-up was set, of no lesson in particular; the last word stands.
    KeepUpTimesSet {
        /// Its times; none means help at the start of the next lesson.
        times: Vec<KeepUpTime>,
    },
    /// Which sets of key facts the class has met, of no lesson in particular; the last word stands.
    KeyFactsMet {
        /// The sets, such as `times-7`.
        sets: Vec<String>,
    },
    /// A few minutes of key facts began with the whole class.
    KeyFactsHeld {
        /// What was asked, in order, as it is written: `7 × 8`.
        asked: Vec<Asking>,
    },
    /// A pupil answered a key fact on a device.
    KeyFactAnswered {
        /// The pupil.
        pupil: PupilId,
        /// What was asked.
        asked: Asking,
        /// The answer exactly as typed.
        text: String,
        /// Whether it was right.
        right: bool,
        /// Milliseconds from seeing the question to sending the answer, typing included; none when not known.
        #[serde(default)]
        millis: Option<u32>,
        /// Where it was asked.
        within: AskedIn,
        /// The device it came from.
        device: DeviceId,
        /// The device's own count of what it sent; with the device it makes resending harmless.
        counter: i64,
    },
    /// A pupil copied a number, so that their own typing time is known and never held against them.
    NumberCopied {
        /// The pupil.
        pupil: PupilId,
        /// How many digits it had.
        digits: u8,
        /// Milliseconds from seeing it to sending it.
        millis: u32,
        /// The device it came from.
        device: DeviceId,
        /// The device's own count of what it sent.
        counter: i64,
    },
    /// A fact of a kind a later version writes.
    #[serde(other)]
    Later,
}

/// How pupils answer in this lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Each pupil, or some of them, on a device.
    Tablets,
    /// Held up on whiteboards, marked by exception.
    #[default]
    Whiteboards,
    /// On paper slips, marked by exception afterwards.
    Slips,
}

/// What marking made of a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Outcome {
    /// Right.
    Right,
    /// The right value in the wrong form, unit or precision.
    Slip {
        /// The stable note of the verdict, such as `simplest-form.decimal`.
        note: String,
        /// One kind sentence about the work.
        say: String,
    },
    /// Not right.
    Wrong {
        /// The stable note of the verdict.
        note: String,
        /// One kind sentence about the work.
        say: String,
    },
    /// It could not be read; the pupil is asked again and nothing is held against them.
    Unreadable {
        /// What to say to the pupil.
        say: String,
    },
    /// The engine cannot decide; the teacher says.
    Undecided {
        /// Why.
        why: String,
    },
}

/// What a teacher saw on a board, a slip or a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Judgement {
    /// Right.
    Right,
    /// The right value in the wrong form, unit or precision.
    Slip {
        /// What was written, when the teacher gave it.
        #[serde(default)]
        text: Option<String>,
    },
    /// Not right.
    Wrong {
        /// What was written, when the teacher gave it.
        #[serde(default)]
        text: Option<String>,
        /// Every predicted misconception whose answer this is.
        #[serde(default)]
        misconceptions: Vec<String>,
    },
    /// Left blank by a pupil who was here: a kind of wrong.
    Blank,
    /// Taken back: the answer was not seen after all.
    NotSeen,
}

/// A cause in the teacher's own word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenCause {
    /// A misconception of the step, when she picked one.
    #[serde(default)]
    pub misconception: Option<String>,
    /// Her own words, when she wrote some.
    #[serde(default)]
    pub words: String,
}

/// How keep-up ended for a pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeepUpOutcome {
    /// Ready for the next lesson.
    Ready,
    /// Not yet: carried, and first on the next list.
    NotYet,
}

/// Whether the class goes on to the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// On to the next step, with keep-up held.
    GoOn,
    /// One more lesson on this step.
    Stay,
}
