//! What is known of one pupil on one question: what was sent last, and the teacher's word.
//!
//! The teacher's own word comes first, then the last readable answer from a device, then "the rest
//! were right". An answer that was marked and that a later one has taken the place of is let go for good: its facts
//! are in the store, and nothing shown rests on it. Start at `Cell::answer`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::evidence::{Answer, Seen, Source};
use crate::fact::{Judgement, Outcome};
use crate::ids::{DeviceId, FactId, QuestionId};

/// What is known of one pupil on one question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// The answers that may still count, in the order each device sent them: the last that could be read, what was
    /// sent after it, and what waits for its marking.
    pub attempts: Vec<Attempt>,
    /// The last count of each device among the answers let go; what it sent before that comes before all that is here.
    #[serde(default)]
    passed: BTreeMap<DeviceId, i64>,
    /// The teacher's word on this pupil, when she gave one.
    pub judged: Option<Judged>,
    /// Whether "the rest were right" covers this pupil.
    pub is_of_the_rest: bool,
}

/// One answer sent from a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The fact that brought it.
    pub fact: FactId,
    /// The answer exactly as typed.
    pub text: String,
    /// The device it came from.
    pub device: DeviceId,
    /// The device's own count.
    pub counter: i64,
    /// When the server received it, in microseconds since 1970.
    pub at: i64,
    /// Whether it came after the check had closed.
    pub late: bool,
    /// Its marking, once there is one.
    pub outcome: Option<Outcome>,
    /// Every predicted misconception whose answer this is.
    pub misconceptions: Vec<String>,
}

/// The teacher's word on one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What she saw.
    pub judgement: Judgement,
    /// Whether she said so while marking by exception.
    pub by_exception: bool,
}

impl Cell {
    /// What counts as this pupil's answer now.
    pub fn answer(&self, question: &QuestionId) -> Answer {
        if let Some(judged) = &self.judged {
            return judged.answer(question);
        }
        let readable = self.attempts.iter().rev().find(|a| !a.is_unreadable());
        let device = readable.or(self.attempts.last()).map(|a| a.answer(question));
        match device {
            Some(answer) if answer.seen.is_known() => answer,
            _ if self.is_of_the_rest => {
                Answer { seen: Seen::Right, source: Source::ByException, ..unseen(question) }
            }
            Some(answer) => answer,
            None => unseen(question),
        }
    }

    /// Whether a device has sent an answer that could be read.
    pub fn has_answered(&self) -> bool {
        self.attempts.iter().any(|a| !a.is_unreadable())
    }

    /// The devices that have answered, in order.
    pub(crate) fn devices(&self) -> impl Iterator<Item = &DeviceId> {
        self.passed.keys().chain(self.attempts.iter().map(|a| &a.device))
    }

    /// Puts an attempt after all that its device sent before it, however late they arrived.
    pub(crate) fn add(&mut self, attempt: Attempt) {
        let is_later = |a: &Attempt| a.device == attempt.device && a.counter > attempt.counter;
        let is_passed = self.passed.get(&attempt.device).is_some_and(|&at| at > attempt.counter);
        let place = if is_passed { Some(0) } else { self.attempts.iter().position(is_later) };
        self.attempts.insert(place.unwrap_or(self.attempts.len()), attempt);
    }

    /// Takes the marking of an attempt, and lets go of what no longer counts; the facts of those are given.
    pub(crate) fn take_marking(
        &mut self,
        response: &FactId,
        outcome: &Outcome,
        misconceptions: &[String],
    ) -> Vec<FactId> {
        if let Some(attempt) = self.attempts.iter_mut().find(|a| &a.fact == response) {
            attempt.outcome = Some(outcome.clone());
            attempt.misconceptions = misconceptions.to_vec();
        }
        self.let_go()
    }

    // What waits for its marking stays until it is marked, wherever it stands.
    fn let_go(&mut self) -> Vec<FactId> {
        let Some(counts) = self.attempts.iter().rposition(Attempt::is_read) else {
            return Vec::new();
        };
        let after = self.attempts.split_off(counts);
        let (gone, waiting): (Vec<Attempt>, Vec<Attempt>) =
            self.attempts.drain(..).partition(|a| a.outcome.is_some());
        self.attempts.extend(waiting);
        self.attempts.extend(after);
        let pass = |attempt: Attempt| {
            let last = self.passed.entry(attempt.device).or_insert(attempt.counter);
            *last = attempt.counter.max(*last);
            attempt.fact
        };
        gone.into_iter().map(pass).collect()
    }
}

impl Attempt {
    /// Whether the marking could not read it.
    pub fn is_unreadable(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Unreadable { .. }))
    }

    /// Whether it has been marked and could be read.
    fn is_read(&self) -> bool {
        self.outcome.is_some() && !self.is_unreadable()
    }

    fn answer(&self, question: &QuestionId) -> Answer {
        let (seen, say) = match &self.outcome {
            None => (Seen::Waiting, ""),
            Some(Outcome::Right) => (Seen::Right, ""),
            Some(Outcome::Slip { say, .. }) => (Seen::Slip, say.as_str()),
            Some(Outcome::Wrong { say, .. }) => (Seen::Wrong, say.as_str()),
            Some(Outcome::Unreadable { say }) => (Seen::Unreadable, say.as_str()),
            Some(Outcome::Undecided { why }) => (Seen::Undecided, why.as_str()),
        };
        Answer {
            seen,
            text: Some(self.text.clone()),
            say: say.to_owned(),
            misconceptions: self.misconceptions.clone(),
            source: Source::Device,
            late: self.late,
            ..unseen(question)
        }
    }
}

impl Judged {
    fn answer(&self, question: &QuestionId) -> Answer {
        let source = if self.by_exception { Source::ByException } else { Source::Teacher };
        let (seen, text, misconceptions) = match self.judgement.clone() {
            Judgement::Right => (Seen::Right, None, Vec::new()),
            Judgement::Slip { text } => (Seen::Slip, text, Vec::new()),
            Judgement::Wrong { text, misconceptions } => (Seen::Wrong, text, misconceptions),
            Judgement::Blank => (Seen::Blank, None, Vec::new()),
            Judgement::NotSeen => return unseen(question),
        };
        Answer { seen, text, misconceptions, source, ..unseen(question) }
    }
}

/// An answer of which nothing is known.
pub(crate) fn unseen(question: &QuestionId) -> Answer {
    Answer {
        question: question.clone(),
        seen: Seen::NotSeen,
        text: None,
        say: String::new(),
        misconceptions: Vec::new(),
        source: Source::Nothing,
        late: false,
    }
}
