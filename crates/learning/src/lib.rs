//! Evidence from a class and what follows from it: results, causes, keep-up, going on.
//!
//! Pure: facts in, states out. No clock, chance, files or network; times come with the facts.
//! It keeps nothing against a pupil beyond the evidence of the lesson.
//!
//! `fact` what happened; `plan` what is asked; `live` the lesson folded from facts, `expected` what was foretold; `projected` what
//! every child may see; `result`, `diagnosis`, `groups` the check; `rules`, `fading`, `probing` what a cause rests on,
//! how long it holds and what to ask next; `keep_up`, `keep_up_page`, `keep_up_times`, `carried` the help; `going_on`, `readiness` the
//! proposal; `practices` what a class shows of how it is taught; `security` a step over time, `lasting` a class's steps, `gate` what the next ones build on;
//! `key_facts` what is known by heart; `fit` its figures. Start at `LiveLesson::fold`.

mod because;
pub mod carried;
pub mod cell;
mod deliveries;
pub mod diagnosis;
pub mod evidence;
pub mod expected;
pub mod fact;
pub mod fading;
pub mod fit;
pub mod gate;
pub mod going_on;
pub mod groups;
pub mod ids;
pub mod keep_up;
pub mod keep_up_page;
pub mod keep_up_times;
pub mod key_facts;
pub mod lasting;
mod live;
pub mod plan;
pub mod practices;
pub mod probing;
pub mod projected;
pub mod readiness;
pub mod result;
pub mod rules;
pub mod security;

pub use because::why;
pub use carried::{Attempted, Carried, Closed, Faded, Helped, Item, Ledger};
pub use cell::{Attempt, Cell, Judged};
pub use diagnosis::{Cause, State, cause, posterior, posterior_with, prior};
pub use evidence::{Answer, Evidence, Seen, Source};
pub use expected::{AskedAt, Expected};
pub use fact::{
    Author, Decision, Fact, FactBody, GivenCause, Judgement, KeepUpOutcome, Mode, Outcome,
};
pub use fading::{HALF_LIFE_DAYS, LONGEST_DAYS, as_of, fade, lasts, names_until};
pub use gate::{Prerequisite, Stands, gate};
pub use going_on::{Proposal, places, propose, propose_from};
pub use groups::{Group, GroupKey, group, group_key, title};
pub use ids::{DeviceId, FactId, LessonId, PupilId, QuestionId, StaffId};
pub use keep_up::{
    Entry, GROUP_MINUTES, GROUP_SIZE, Help, KeepUpList, LeansOn, NextLesson, Place, Session, Slot,
    keep_up_list,
};
pub use keep_up_page::{KeepUpPage, PagePupil, keep_up_page};
pub use keep_up_times::{KeepUpModel, KeepUpTime};
pub use lasting::{Curriculum, Lasting, Record, Sighted};
pub use live::{Accepted, CheckState, Decided, Held, LiveLesson, Reopened, WrongAnswer};
pub use plan::{Asked, Contrast, KeyPoint, Misconception, Plan, Predicted, Question, Try};
pub use probing::{Probe, probes};
pub use projected::{Foretold, Projected};
pub use readiness::{Readiness, Settling, number_chances, readiness};
pub use result::{CheckResult, PupilResult, Standing, result};
pub use rules::{Rules, fit_rules};
