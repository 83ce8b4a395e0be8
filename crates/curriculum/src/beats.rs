//! The beats of a turn: what one key press at a time puts on the screen.
//!
//! A beat names an item of the screen (a fact, a card, a task) and what is shown of it. The change between two tasks
//! of a sequence is shown only after the class has been asked what changed.

use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::lesson::{Screen, Turn};

/// One press of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beat {
    /// Position of the fact, card, task, example, prompt or line of proof.
    pub item: usize,
    /// What is shown.
    pub part: Part,
}

/// What a beat shows of its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The question, the card, the prompt or the statement.
    Ask,
    /// The question is shown; pupils say what changed and what they expect. Nothing glows yet.
    WhatChanged,
    /// What changed glows.
    Glow,
    /// The answer, or the filled stem sentence.
    Answer,
    /// Why it is so.
    Why,
    /// Hands are counted.
    Vote,
    /// Pairs talk.
    Talk,
    /// Hands are counted again.
    VoteAgain,
    /// An example of a statement.
    Example,
    /// Whether the statement is always, sometimes or never true.
    Verdict,
    /// A line of the proof.
    Proof,
    /// What is to be noticed over the whole sequence.
    Noticing,
    /// The check is closed.
    Closed,
}

impl Part {
    /// What the teacher says or does at this beat, in a few words.
    pub fn cue(self) -> &'static str {
        match self {
            Self::Ask => "Ask",
            Self::WhatChanged => "What changed? What do you expect?",
            Self::Glow => "Show what changed",
            Self::Answer => "Answer",
            Self::Why => "Why?",
            Self::Vote => "Vote: count the hands",
            Self::Talk => "Talk in pairs",
            Self::VoteAgain => "Vote again",
            Self::Example => "Try a case",
            Self::Verdict => "Always, sometimes or never?",
            Self::Proof => "One step of the proof",
            Self::Noticing => "What did you notice?",
            Self::Closed => "Close the check",
        }
    }
}

/// The beats of a turn, in order; never empty.
pub fn beats(turn: &Turn, content: &Content) -> Vec<Beat> {
    let each = |n: usize, parts: &[Part]| -> Vec<Beat> {
        (0..n).flat_map(|item| parts.iter().map(move |part| Beat { item, part: *part })).collect()
    };
    let mut beats = match &turn.screen {
        Screen::Facts { facts } => each(facts.len(), &[Part::Ask, Part::Answer]),
        Screen::WhatItIs { cards, .. } => each(cards.len(), &[Part::Ask, Part::Answer]),
        Screen::Stem { tasks, .. } => each(tasks.len(), &[Part::Ask, Part::Answer]),
        Screen::Sequence { tasks, noticing, .. } => {
            let mut beats: Vec<Beat> = tasks
                .iter()
                .enumerate()
                .flat_map(|(item, task)| task_beats(item, task, content))
                .collect();
            if !noticing.is_empty() {
                beats.push(Beat { item: tasks.len().saturating_sub(1), part: Part::Noticing });
            }
            beats
        }
        Screen::TwoAnswers { .. } => {
            each(1, &[Part::Ask, Part::Vote, Part::Talk, Part::VoteAgain, Part::Answer])
        }
        Screen::Hinge { task } => match has_why(task, content) {
            true => each(1, &[Part::Ask, Part::Answer, Part::Why]),
            false => each(1, &[Part::Ask, Part::Answer]),
        },
        Screen::Statement { examples, proof, .. } => {
            let mut beats = each(1, &[Part::Ask, Part::Vote]);
            beats.extend(each(examples.len(), &[Part::Example]));
            beats.extend(each(1, &[Part::Verdict]));
            beats.extend(each(proof.len(), &[Part::Proof]));
            beats
        }
        Screen::Talk { .. } => each(1, &[Part::Ask]),
        Screen::Practise { .. } => each(1, &[Part::Ask, Part::Answer, Part::Noticing]),
        Screen::Deepen { deepen } => each(deepen.len(), &[Part::Ask, Part::Answer]),
        Screen::Check => each(1, &[Part::Ask, Part::Closed]),
    };
    if beats.is_empty() {
        beats.push(Beat { item: 0, part: Part::Ask });
    }
    beats
}

fn task_beats(item: usize, task: &crate::task::TaskRef, content: &Content) -> Vec<Beat> {
    let mut parts = if item == 0 {
        vec![Part::Ask, Part::Answer]
    } else {
        vec![Part::WhatChanged, Part::Glow, Part::Answer]
    };
    if item > 0 || has_why(task, content) {
        parts.push(Part::Why);
    }
    parts.into_iter().map(|part| Beat { item, part }).collect()
}

fn has_why(task: &crate::task::TaskRef, content: &Content) -> bool {
    content.family(&task.family).is_some_and(|family| family.ask.why.is_some())
}
