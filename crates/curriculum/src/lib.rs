//! The curriculum: small steps, task families, variation, lessons, and every check on them.
//!
//! Pure: built from `(path, text)` pairs handed in; no files, clock or chance (seeds are arguments), no floats.
//! Start at [`Content::load`]; then [`Content::pose`] makes a task from a [`TaskRef`], [`mark`] marks a response
//! to it, and [`sequence`] and [`check_sequence`] make and judge a varied sequence.
//! The file format is written down in `docs/authoring/format.md`.

mod card_space;
mod concept;
mod content;
mod expression;
mod family;
mod family_check;
mod find;
mod form;
mod key_fact;
mod lesson;
mod lesson_check;
mod load;
mod mark;
mod nearest;
mod plan;
mod plan_text;
mod pose;
mod pose_form;
mod problem;
mod recheck;
mod step;
mod task;
mod text;
mod thread;
mod typed;
mod value;
mod variation;
mod year_plan;

pub use concept::{Card, Concept, Feature, FrayerCard};
pub use content::{Content, MisconceptionCard, PoseError};
pub use expression::{Expression, ExpressionError, Scope};
pub use family::{
    Chart, Dimension, DimensionValue, End, Kind, LinkedChange, Misconception, TaskFamily,
};
pub use form::{Built, Form, Part, Wanted};
pub use key_fact::{FactCard, KeyFacts};
pub use lesson::{Actor, BigIdeas, CheckPlan, Example, Lesson, Screen, Truth, Turn, TurnKind};
pub use lesson_check::{Place, check_lesson};
pub use mark::{Marked, mark};
pub use plan::{
    Change, Mend, NoSequence, Phase, PhaseKind, Relation, RuleCheck, Sequence, SequencePlan,
    SequenceTask,
};
pub use plan_text::PlanError;
pub use problem::{ContentProblem, Loaded};
pub use recheck::{recheck, tasks_that_separate, tries};
pub use step::{DifficultPoint, KeyPoint, SmallStep};
pub use task::{Deepen, Picture, Predicted, Support, Task, TaskRef};
pub use text::{RichText, Span};
pub use thread::{Stage, Thread};
pub use typed::{TypedLine, TypedProblem, read_typed};
pub use value::Value;
pub use variation::{
    Broken, Expectation, Foretelling, SEQUENCER_VERSION, broken_sequence, check_range,
    check_sequence, default_plan, ends_met, foretellings, likely_plan, mend, named_plan, sequence,
};
pub use year_plan::YearPlan;
