//! A lesson as data: turns, screens and the check.
//!
//! Stored with a class's plan as JSON, so every type here reads back what it wrote.
//! Files are read in `load`, a lesson is checked against its step in `lesson_check`.

use serde::{Deserialize, Serialize};

use crate::concept::Card;
use crate::key_fact::FactCard;
use crate::plan::SequencePlan;
use crate::task::{Deepen, Picture, TaskRef};
use crate::text::RichText;

/// The lesson for one small step.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Lesson {
    /// Slug of the step.
    pub step: String,
    /// The lesson's title.
    pub title: String,
    /// The new mathematics in one sentence.
    pub new_mathematics: String,
    /// One sentence for each big idea.
    pub big_ideas: BigIdeas,
    /// 6 to 15 short turns.
    pub turns: Vec<Turn>,
    /// The check at the end.
    pub check: CheckPlan,
}

/// One sentence for each of the five big ideas; empty where it does not matter here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BigIdeas {
    /// Why this now.
    pub coherence: String,
    /// Why this picture.
    pub representation: String,
    /// What pupils will argue about.
    pub thinking: String,
    /// Which facts must be to hand.
    pub fluency: String,
    /// What varies and why.
    pub variation: String,
}

/// One short turn of a lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// What kind of turn it is.
    pub kind: TurnKind,
    /// Who is working.
    pub actor: Actor,
    /// Minutes it is meant to take.
    pub minutes: u8,
    /// Its title.
    pub title: String,
    /// What the teacher does or asks.
    pub say: RichText,
    /// What the teacher listens for.
    pub listen_for: RichText,
    /// The next question to ask.
    pub next_question: RichText,
    /// What is on the screen.
    #[serde(flatten)]
    pub screen: Screen,
}

/// The field's names for what happens in a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum TurnKind {
    Demonstrate,
    Explain,
    Explore,
    Discuss,
    Practise,
    Generalise,
    Prove,
    Check,
}

/// Who is working in a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Actor {
    Teacher,
    Pairs,
    Everyone,
}

/// What the class sees in a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "screen", rename_all = "kebab-case")]
pub enum Screen {
    /// A few minutes of facts, one at a time.
    Facts {
        /// The facts in order.
        facts: Vec<FactCard>,
    },
    /// Cards to sort: what it is and what it is not.
    WhatItIs {
        /// Slug of the concept.
        concept: String,
        /// The question asked of every card.
        question: RichText,
        /// The cards in order.
        cards: Vec<Card>,
    },
    /// A stem sentence built with its picture.
    Stem {
        /// The frame with `[gaps]`.
        stem: String,
        /// The tasks it is said for.
        tasks: Vec<TaskRef>,
    },
    /// A varied sequence, one by one.
    Sequence {
        /// Slug of the family.
        family: String,
        /// What varies in each phase.
        plan: SequencePlan,
        /// The tasks in order.
        tasks: Vec<TaskRef>,
        /// What pupils are to notice.
        noticing: RichText,
    },
    /// Two answers: which is right, and why.
    TwoAnswers {
        /// The task.
        task: TaskRef,
        /// The misconception that gives the other answer.
        other: String,
    },
    /// A question every pupil answers at the turning point.
    Hinge {
        /// The task.
        task: TaskRef,
    },
    /// A statement that is always, sometimes or never true, leading to a short proof.
    Statement {
        /// The statement.
        statement: RichText,
        /// Whether it is always, sometimes or never true.
        verdict: Truth,
        /// Cases to try.
        examples: Vec<Example>,
        /// The proof, a line at a time.
        proof: Vec<RichText>,
    },
    /// Something to talk about.
    Talk {
        /// The prompt.
        prompt: RichText,
        /// A drawing to talk about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        show: Option<Picture>,
    },
    /// Intelligent practice, on paper or devices.
    Practise {
        /// Slug of the family.
        family: String,
        /// What varies in each phase.
        plan: SequencePlan,
        /// The tasks in order.
        tasks: Vec<TaskRef>,
        /// What pupils are to notice.
        noticing: RichText,
    },
    /// Deepening for everyone, on the same content.
    Deepen {
        /// The prompts.
        deepen: Vec<Deepen>,
    },
    /// The check.
    Check,
}

/// Whether a statement is always, sometimes or never true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Truth {
    Always,
    Sometimes,
    Never,
}

/// A case of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The case.
    pub text: RichText,
    /// Whether the statement holds for it.
    pub holds: bool,
}

/// The check at the end of a lesson.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CheckPlan {
    /// 2 to 4 tasks.
    pub tasks: Vec<TaskRef>,
    /// Other numbers, for after keep-up; one for each task.
    pub recheck: Vec<TaskRef>,
}

impl Lesson {
    /// Every task the lesson names, in order, the check and its recheck included.
    pub fn tasks(&self) -> impl Iterator<Item = &TaskRef> {
        let turns = self.turns.iter().flat_map(|turn| turn.screen.tasks());
        turns.chain(&self.check.tasks).chain(&self.check.recheck)
    }

    /// Minutes of all the turns together.
    pub fn minutes(&self) -> u32 {
        self.turns.iter().map(|turn| u32::from(turn.minutes)).sum()
    }
}

impl Screen {
    /// The tasks on this screen, in order.
    pub fn tasks(&self) -> &[TaskRef] {
        match self {
            Self::Stem { tasks, .. }
            | Self::Sequence { tasks, .. }
            | Self::Practise { tasks, .. } => tasks,
            Self::TwoAnswers { task, .. } | Self::Hinge { task } => std::slice::from_ref(task),
            _ => &[],
        }
    }

    /// The screen's slug, as written in files: `what-it-is`.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Facts { .. } => "facts",
            Self::WhatItIs { .. } => "what-it-is",
            Self::Stem { .. } => "stem",
            Self::Sequence { .. } => "sequence",
            Self::TwoAnswers { .. } => "two-answers",
            Self::Hinge { .. } => "hinge",
            Self::Statement { .. } => "statement",
            Self::Talk { .. } => "talk",
            Self::Practise { .. } => "practise",
            Self::Deepen { .. } => "deepen",
            Self::Check => "check",
        }
    }
}
