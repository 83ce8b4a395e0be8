//! What the projector may show of a live lesson: where the class is, and counts.
//!
//! Every child reads it, so it names nobody and is the same when two pupils swap their results.

use std::collections::BTreeMap;

use crate::cell::Cell;
use crate::ids::QuestionId;
use crate::live::{CheckState, LiveLesson};

/// What the projector may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projected {
    /// The turn, from 0.
    pub turn: u16,
    /// The beat within the turn, from 0.
    pub beat: u16,
    /// Whether the screen is blank.
    pub blank: bool,
    /// Whether the check is open.
    pub check: CheckState,
    /// How many pupils are here.
    pub here: usize,
    /// How many have answered each question of the plan from a device, never more than are here.
    pub answered: BTreeMap<QuestionId, usize>,
    /// Hands counted in this turn, by vote and answer.
    pub hands: BTreeMap<(u8, u8), u16>,
    /// What is expected of the tasks of this turn's sequence, by task from 0.
    pub expected: BTreeMap<u16, Foretold>,
}

/// What is expected of one answer, before it is given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Foretold {
    /// What the class said together, such as `doubles`.
    pub class: Option<String>,
    /// How many of those here said each thing on a device.
    pub devices: BTreeMap<String, usize>,
}

impl LiveLesson {
    /// What the projector may show now.
    pub fn projected(&self) -> Projected {
        let here = self.here().count();
        let answered = self
            .plan
            .questions
            .iter()
            .map(|q| (q.id.clone(), self.n_answered(&q.id).min(here)))
            .collect();
        let in_turn = self.hands.iter().filter(|((t, _, _), _)| *t == self.turn);
        Projected {
            turn: self.turn,
            beat: self.beat,
            blank: self.blank,
            check: self.check,
            here,
            answered,
            hands: in_turn.map(|(&(_, v, a), &n)| ((v, a), n)).collect(),
            expected: self
                .expected
                .tasks_of(self.turn)
                .into_iter()
                .map(|t| (t, self.foretold(t)))
                .collect(),
        }
    }

    /// What is expected of a task of this turn.
    fn foretold(&self, task: u16) -> Foretold {
        let at = (self.turn, task);
        Foretold {
            class: self.expected.by_class(at).map(str::to_owned),
            devices: self.expected.counts(at, self.here()),
        }
    }

    /// How many pupils have sent a readable answer to a question.
    pub fn n_answered(&self, question: &QuestionId) -> usize {
        let cells = self.pupils().filter_map(|p| self.cell(p, question));
        cells.filter(|c| Cell::has_answered(c)).count()
    }
}
