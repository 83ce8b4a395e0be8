//! A task: what a pupil is asked, with its answer, its predicted wrong answers, its support and its depth.
//!
//! A [`TaskRef`] is the small, storable name of a task; `Content::pose` turns it into a [`Task`].

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::family::Kind;
use crate::form::{Form, Wanted};
use crate::text::RichText;
use crate::value::Value;

/// The name of one task: its family, its givens and its choices of presentation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct TaskRef {
    /// Slug of the family.
    pub family: String,
    /// The givens that fix the task.
    pub given: BTreeMap<String, Value>,
    /// Presentation dimensions; those left out take their first value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choice: BTreeMap<String, String>,
}

/// A task as it is put to a pupil.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The complete reference: every given and every choice filled in.
    pub of: TaskRef,
    /// Slug of the family's small step.
    pub step: String,
    /// Procedural, conceptual or both.
    pub kind: Kind,
    /// Ids of the step's key points that a right answer speaks to.
    pub key_points: Vec<String>,
    /// The question.
    pub text: RichText,
    /// The drawing's kind and fields, when there is a drawing.
    pub picture: Option<Picture>,
    /// The drawing itself, built from `picture`.
    pub show: Option<represent::Representation>,
    /// The drawing once the answer is told: what was asked for stands where the blank stood.
    pub told: Option<represent::Representation>,
    /// The answer or answers, what each must be, and what may be typed.
    pub wanted: Wanted,
    /// How the answer is given.
    pub form: Form,
    /// The choices in the order shown; empty when the answer is typed.
    pub choices: Vec<String>,
    /// The same choices as they are drawn, mathematics marked.
    pub choice_texts: Vec<RichText>,
    /// The stem sentence with its gaps filled.
    pub stem: Option<RichText>,
    /// Why the answer is what it is.
    pub why: Option<RichText>,
    /// Predicted wrong answers, each from one misconception; none equals the answer.
    pub predicted: Vec<Predicted>,
    /// More of the structure, on the same picture.
    pub support: Option<Support>,
    /// Deepening on the same content.
    pub depth: Vec<Deepen>,
    /// Each dimension's value for this task, by the dimension's name.
    pub dimensions: BTreeMap<String, Value>,
}

impl Task {
    /// The answer in words for a teacher: as it is typed, several in one line.
    pub fn answer(&self) -> &str {
        &self.wanted.answer
    }
}

/// A wrong answer that a misconception predicts for one task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Predicted {
    /// Id of the misconception.
    pub misconception: String,
    /// Its neutral name.
    pub name: String,
    /// The predicted response, as a pupil would write it.
    pub response: String,
    /// What is said about the work, never about the pupil.
    pub reply: RichText,
    /// A task that makes the rule fail.
    pub contrast: Option<TaskRef>,
    /// What an adult asks.
    pub ask: RichText,
    /// What an adult listens for.
    pub listen_for: RichText,
    /// What an adult puts out.
    pub put_out: RichText,
}

/// More of the structure shown, on the same content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Support {
    /// What is said.
    pub text: RichText,
    /// What is put on the table.
    pub put_out: RichText,
    /// The task's drawing with more shown.
    pub picture: Option<Picture>,
}

/// A deepening prompt on the same content, for everyone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deepen {
    /// `reverse`, `find-all`, `change-one`, `spot-the-error`, `prove`, `make-your-own`, `new-context` or `explain`.
    pub kind: String,
    /// The prompt.
    pub text: RichText,
    /// What a good answer says.
    pub answer: RichText,
}

/// A drawing as data: its kind and its fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The kind of drawing, such as `bar`.
    pub kind: String,
    /// The fields of that kind.
    pub fields: BTreeMap<String, Value>,
}

impl Picture {
    /// Builds the drawing.
    ///
    /// # Errors
    ///
    /// When the kind or a field is unknown, or a value does not make a drawing.
    pub fn build(&self) -> Result<represent::Representation, represent::BuildError> {
        let fields =
            self.fields.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        represent::build(&self.kind, &fields)
    }
}

impl fmt::Display for TaskRef {
    /// Writes the givens and choices as in an answers file: `parts=4 whole=20 picture='bar'`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let givens = self.given.iter().map(|(name, value)| format!("{name}={}", value.to_source()));
        let choices = self.choice.iter().map(|(name, value)| format!("{name}='{value}'"));
        let words: Vec<String> = givens.chain(choices).collect();
        write!(f, "{}", words.join(" "))
    }
}
