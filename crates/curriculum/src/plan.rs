//! Sequences as data: the plan of phases, the tasks with what changed, and what the checker found.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::task::TaskRef;

/// The phases of a sequence, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SequencePlan {
    /// The phases.
    pub phases: Vec<Phase>,
}

/// A run of tasks with one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Phase {
    /// What the run is for.
    pub kind: PhaseKind,
    /// The dimension or linked change it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<String>,
    /// The chart whose values the run speaks of; none for the family's own givens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chart: Option<String>,
    /// How many tasks it has.
    pub length: usize,
    /// What each answer does, compared with the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
}

/// What a phase is for (Marton's four patterns, and mixed practice).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhaseKind {
    /// Neighbours differ in one defining feature.
    Contrast,
    /// Only the focus changes.
    Separation,
    /// The focus is held while others change one at a time.
    Generalisation,
    /// Two or more features change together, each separated before.
    Fusion,
    /// Mixed practice: nothing is claimed about what varies.
    #[default]
    Mixed,
}

/// What an answer does compared with the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Relation {
    Same,
    Doubles,
    Halves,
    Rises,
    Falls,
}

/// A sequence with what changes at each step, and what the checker found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    /// The tasks in order.
    pub tasks: Vec<SequenceTask>,
    /// One entry for each rule and phase it was tried on.
    pub checks: Vec<RuleCheck>,
}

/// One task of a sequence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SequenceTask {
    /// The task.
    pub task: TaskRef,
    /// Position of its phase in the plan.
    pub phase: usize,
    /// Names of the dimensions that changed since the task before.
    pub changed: Vec<String>,
    /// Names of the dimensions that stayed.
    pub held: Vec<String>,
    /// Each change with both values, in words, to make it glow.
    pub changes: Vec<Change>,
    /// The linked change that explains it, when one does.
    pub link: Option<String>,
    /// What the answer did, in words.
    pub relation: Option<String>,
    /// What the answer did, in one word: `same`, `doubles`, `halves`, `rises`, `falls` or `changes`.
    #[serde(default)]
    pub answer_does: Option<String>,
    /// What changed, what stayed and what happened to the answer; none for the first of a phase.
    pub explanation: Option<String>,
}

/// One thing that changed between two neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Name of the dimension or given.
    pub name: String,
    /// The words used to speak of it.
    pub called: String,
    /// Its value before; empty where values are only seen, such as a turn.
    pub from: String,
    /// Its value now; empty as before.
    pub to: String,
}

/// What the checker found for one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCheck {
    /// The rule: `separation`, `contrast`, `generalisation`, `fusion`, `range`, `relation`, `shortcut`,
    /// `discrimination`, `validity`, `exactness`, or `plan`.
    pub rule: String,
    /// Whether it holds; none where it does not apply.
    pub ok: Option<bool>,
    /// Why, in words.
    pub why: String,
    /// Position of the task where it breaks.
    pub at: Option<usize>,
}

/// Why no sequence fits a plan, and what would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSequence {
    /// The rule that cannot hold.
    pub rule: String,
    /// Why, in words.
    pub why: String,
    /// What plan would work, in words.
    pub instead: String,
    /// The nearest plan that makes a sequence, where one was found.
    pub nearest: Option<SequencePlan>,
}

/// One task changed so that a sequence passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mend {
    /// Position of the task to change.
    pub at: usize,
    /// What to put there.
    pub task: TaskRef,
    /// The change in words.
    pub says: String,
}

impl Sequence {
    /// True when no rule fails.
    pub fn is_sound(&self) -> bool {
        self.checks.iter().all(|check| check.ok != Some(false))
    }

    /// The rules that fail.
    pub fn failures(&self) -> impl Iterator<Item = &RuleCheck> {
        self.checks.iter().filter(|check| check.ok == Some(false))
    }
}

impl PhaseKind {
    /// Every kind, in the order in which they are met.
    pub const ALL: [Self; 5] =
        [Self::Contrast, Self::Separation, Self::Generalisation, Self::Fusion, Self::Mixed];

    /// The kind's slug, which is also the rule that checks it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Contrast => "contrast",
            Self::Separation => "separation",
            Self::Generalisation => "generalisation",
            Self::Fusion => "fusion",
            Self::Mixed => "mixed",
        }
    }
}

impl fmt::Display for NoSequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "No sequence fits this plan ({}): {} {}", self.rule, self.why, self.instead)
    }
}

impl std::error::Error for NoSequence {}
