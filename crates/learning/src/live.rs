//! A lesson as it stands, folded from its facts one at a time.
//!
//! `apply` never fails: a fact it cannot place (an unknown pupil, a second delivery) changes nothing
//! that is shown. Folding all the facts again gives the same value, so a server may stop at any moment.
//! It holds what is shown and not what led to it, so however much is sent its size follows the class
//! and the plan. A copy shares the plan. Start at `LiveLesson::fold`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cell::{Attempt, Cell, Judged, unseen};
use crate::deliveries::Deliveries;
use crate::evidence::{Answer, Evidence};
use crate::expected::Expected;
use crate::fact::{
    Author, Decision, Fact, FactBody, GivenCause, Judgement, KeepUpOutcome, Mode, Outcome,
};
use crate::going_on::Proposal;
use crate::ids::{DeviceId, FactId, PupilId, QuestionId, StaffId};
use crate::plan::{Asked, Plan};
use crate::result::{CheckResult, Standing, result};

/// A lesson as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveLesson {
    /// The plan, as last saved.
    pub plan: Arc<Plan>,
    /// The class in register order.
    pub roster: Vec<PupilId>,
    /// When it began, in microseconds since 1970.
    pub started: Option<i64>,
    /// When it ended.
    pub ended: Option<i64>,
    /// How pupils answer.
    pub mode: Mode,
    /// The turn the class is at, from 0.
    pub turn: u16,
    /// The beat within the turn, from 0.
    pub beat: u16,
    /// Whether the projector is blank.
    pub blank: bool,
    /// Hands counted, by turn, vote and answer.
    pub hands: BTreeMap<(u16, u8, u8), u16>,
    /// What the class and its pupils expected of answers before they gave them.
    pub expected: Expected,
    /// Whether the check is open.
    pub check: CheckState,
    /// The result the teacher accepted last, exactly as she saw it.
    pub accepted: Option<Accepted>,
    /// Whether she took an accepted result back and has not accepted again.
    pub was_reopened: bool,
    /// Keep-up held, in order.
    pub held: Vec<Held>,
    /// What was decided about going on.
    pub decision: Option<Decided>,
    /// The codes of the sheets issued, in order.
    pub sheets: Vec<String>,
    absent: BTreeSet<PupilId>,
    left: BTreeSet<PupilId>,
    cells: BTreeMap<PupilId, BTreeMap<QuestionId, Cell>>,
    given: BTreeMap<PupilId, GivenCause>,
    placed: BTreeMap<PupilId, Standing>,
    delivered: Deliveries,
    /// Where the answers that may still count are.
    responses: BTreeMap<FactId, (PupilId, QuestionId)>,
}

/// Whether the check is open for answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CheckState {
    /// Not opened yet.
    #[default]
    NotOpened,
    /// Open.
    Open,
    /// Closed; answers are late.
    Closed,
}

/// A result the teacher accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// When.
    pub at: i64,
    /// By whom.
    pub by: Author,
    /// The result as she saw it; it never changes.
    pub result: CheckResult,
    /// Answers to the check that have come since, in order.
    pub late_since: Vec<(PupilId, QuestionId)>,
}

/// Keep-up held with a pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The pupil.
    pub pupil: PupilId,
    /// When it was recorded.
    pub at: i64,
    /// How it ended.
    pub outcome: KeepUpOutcome,
    /// What the adult noticed.
    pub noticed: String,
    /// The adult.
    pub held_by: StaffId,
}

/// What was decided about going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// When.
    pub at: i64,
    /// By whom.
    pub by: Author,
    /// What.
    pub decision: Decision,
    /// The note, when it went against the proposal.
    pub note: String,
    /// What was proposed then; none where it was not kept.
    pub proposed: Option<Box<Proposal>>,
    /// Whether an answer to the check has come since.
    pub is_reopened: bool,
}

/// What has changed since a result was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopened {
    /// Answers to the check that have come since, in order.
    pub late: Vec<(PupilId, QuestionId)>,
    /// Pupils whose standing would now be another, in register order.
    pub changed: Vec<PupilId>,
}

/// A wrong answer to one question and who gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongAnswer {
    /// What was written.
    pub text: String,
    /// Every predicted misconception whose answer this is.
    pub misconceptions: Vec<String>,
    /// Who gave it, in register order.
    pub pupils: Vec<PupilId>,
}

impl LiveLesson {
    /// A lesson of which nothing has happened yet. The roster is in register order.
    pub fn new(plan: Plan, roster: Vec<PupilId>) -> LiveLesson {
        LiveLesson {
            plan: Arc::new(plan),
            roster,
            started: None,
            ended: None,
            mode: Mode::default(),
            turn: 0,
            beat: 0,
            blank: false,
            hands: BTreeMap::new(),
            expected: Expected::default(),
            check: CheckState::default(),
            accepted: None,
            was_reopened: false,
            held: Vec::new(),
            decision: None,
            sheets: Vec::new(),
            absent: BTreeSet::new(),
            left: BTreeSet::new(),
            cells: BTreeMap::new(),
            given: BTreeMap::new(),
            placed: BTreeMap::new(),
            delivered: Deliveries::default(),
            responses: BTreeMap::new(),
        }
    }

    /// The lesson after all these facts, in the order they were written.
    pub fn fold<'a>(
        plan: Plan,
        roster: Vec<PupilId>,
        facts: impl IntoIterator<Item = &'a Fact>,
    ) -> LiveLesson {
        let mut lesson = LiveLesson::new(plan, roster);
        for fact in facts {
            lesson.apply(fact);
        }
        lesson
    }

    /// The lesson after one more fact.
    pub fn apply(&mut self, fact: &Fact) {
        match &fact.body {
            FactBody::PlanSaved { plan } => self.plan = Arc::new((**plan).clone()),
            FactBody::LessonStarted { mode } => {
                self.started.get_or_insert(fact.at);
                self.mode = *mode;
            }
            FactBody::Moved { turn, beat } => (self.turn, self.beat) = (*turn, *beat),
            FactBody::Blanked { on } => self.blank = *on,
            FactBody::HandsCounted { turn, vote, answer, count } => {
                self.hands.insert((*turn, *vote, *answer), *count);
            }
            FactBody::Expected { turn, task, what, pupil } => {
                self.expected.hear((*turn, *task), pupil.as_ref(), what);
            }
            FactBody::Responded { .. } => self.receive(fact),
            FactBody::Marked { response, outcome, misconceptions, .. } => {
                self.take_marking(response, outcome, misconceptions)
            }
            FactBody::Judged { pupil, question, judgement, by_exception } => {
                self.judge(pupil, question, judgement, *by_exception)
            }
            FactBody::RestWereRight { question } => self.rest(question.as_ref(), true),
            FactBody::RestNotSeen { question } => self.rest(question.as_ref(), false),
            FactBody::Absent { pupil, absent } => self.set_absent(pupil, *absent),
            FactBody::CauseGiven { pupil, cause } => set(&mut self.given, pupil, cause.clone()),
            FactBody::Placed { pupil, standing } => set(&mut self.placed, pupil, *standing),
            FactBody::CheckOpened => self.check = CheckState::Open,
            FactBody::CheckClosed => self.check = CheckState::Closed,
            FactBody::ResultAccepted { result } => {
                self.was_reopened = false;
                self.accepted = Some(Accepted {
                    at: fact.at,
                    by: fact.by.clone(),
                    result: (**result).clone(),
                    late_since: Vec::new(),
                });
            }
            FactBody::ResultReopened => {
                self.accepted = None;
                self.was_reopened = true;
                if let Some(decided) = &mut self.decision {
                    decided.is_reopened = true;
                }
            }
            FactBody::KeepUpHeld { pupil, outcome, noticed, held_by } => self.held.push(Held {
                pupil: pupil.clone(),
                at: fact.at,
                outcome: *outcome,
                noticed: noticed.clone(),
                held_by: held_by.clone(),
            }),
            FactBody::GoOn { decision, note, proposed } => {
                self.decision = Some(Decided {
                    at: fact.at,
                    by: fact.by.clone(),
                    decision: *decision,
                    note: note.clone(),
                    proposed: proposed.clone(),
                    is_reopened: false,
                });
            }
            FactBody::SheetIssued { code, .. } => self.sheets.push(code.clone()),
            FactBody::PupilLeft { pupil } => {
                self.left.insert(pupil.clone());
            }
            FactBody::LessonEnded => {
                self.ended.get_or_insert(fact.at);
            }
            // Of the class, and of no lesson.
            FactBody::KeepUpTimesSet { .. }
            | FactBody::KeyFactsMet { .. }
            | FactBody::KeyFactsHeld { .. }
            | FactBody::KeyFactAnswered { .. }
            | FactBody::NumberCopied { .. }
            | FactBody::Later => {}
        }
    }

    fn receive(&mut self, fact: &Fact) {
        let FactBody::Responded { pupil, question, text, device, counter, late, .. } = &fact.body
        else {
            return;
        };
        if !self.delivered.insert(device, *counter) {
            return;
        }
        let is_check = self.is_check(question);
        let late = *late || (is_check && self.check == CheckState::Closed);
        self.responses.insert(fact.id.clone(), (pupil.clone(), question.clone()));
        self.cell_mut(pupil, question).add(Attempt {
            fact: fact.id.clone(),
            text: text.clone(),
            device: device.clone(),
            counter: *counter,
            at: fact.at,
            late,
            outcome: None,
            misconceptions: Vec::new(),
        });
        if is_check {
            self.reopen(pupil, question);
        }
    }

    fn reopen(&mut self, pupil: &PupilId, question: &QuestionId) {
        if let Some(accepted) = &mut self.accepted {
            accepted.late_since.push((pupil.clone(), question.clone()));
        }
        if let Some(decided) = &mut self.decision {
            decided.is_reopened = true;
        }
    }

    fn take_marking(&mut self, response: &FactId, outcome: &Outcome, misconceptions: &[String]) {
        let Some((pupil, question)) = self.responses.get(response).cloned() else {
            return;
        };
        let cell = self.cell_mut(&pupil, &question);
        for gone in cell.take_marking(response, outcome, misconceptions) {
            self.responses.remove(&gone);
        }
    }

    fn judge(
        &mut self,
        pupil: &PupilId,
        question: &QuestionId,
        judgement: &Judgement,
        by_exception: bool,
    ) {
        let cell = self.cell_mut(pupil, question);
        cell.is_of_the_rest = false;
        cell.judged = (*judgement != Judgement::NotSeen)
            .then(|| Judged { judgement: judgement.clone(), by_exception });
    }

    fn rest(&mut self, question: Option<&QuestionId>, were_right: bool) {
        let questions: Vec<QuestionId> = match question {
            Some(one) => vec![one.clone()],
            None => self.plan.check().map(|q| q.id.clone()).collect(),
        };
        for pupil in self.here().cloned().collect::<Vec<_>>() {
            for question in &questions {
                let is_known = self.answer(&pupil, question).seen.is_known();
                if !were_right || !is_known {
                    self.cell_mut(&pupil, question).is_of_the_rest = were_right;
                }
            }
        }
    }

    fn set_absent(&mut self, pupil: &PupilId, absent: bool) {
        if !absent {
            self.absent.remove(pupil);
            return;
        }
        self.absent.insert(pupil.clone());
        // Who was absent cannot have been among the rest.
        for cell in self.cells.get_mut(pupil).into_iter().flatten() {
            cell.1.is_of_the_rest = false;
        }
    }

    fn cell_mut(&mut self, pupil: &PupilId, question: &QuestionId) -> &mut Cell {
        let row = self.cells.entry(pupil.clone()).or_default();
        row.entry(question.clone()).or_default()
    }

    fn is_check(&self, question: &QuestionId) -> bool {
        let found = self.plan.question(question);
        found.is_some_and(|q| q.asked == Asked::Check)
    }

    /// The pupils still in the class, in register order.
    pub fn pupils(&self) -> impl Iterator<Item = &PupilId> {
        self.roster.iter().filter(|p| !self.left.contains(*p))
    }

    /// The pupils still in the class and not absent, in register order.
    pub fn here(&self) -> impl Iterator<Item = &PupilId> {
        self.pupils().filter(|p| !self.absent.contains(*p))
    }

    /// Whether the register says a pupil is absent.
    pub fn is_absent(&self, pupil: &PupilId) -> bool {
        self.absent.contains(pupil)
    }

    /// Whether a pupil has left the class.
    pub fn has_left(&self, pupil: &PupilId) -> bool {
        self.left.contains(pupil)
    }

    /// Everything known of one pupil on one question; none when nothing is.
    pub fn cell(&self, pupil: &PupilId, question: &QuestionId) -> Option<&Cell> {
        self.cells.get(pupil)?.get(question)
    }

    /// What counts as a pupil's answer to a question now.
    pub fn answer(&self, pupil: &PupilId, question: &QuestionId) -> Answer {
        match self.cell(pupil, question) {
            Some(cell) => cell.answer(question),
            None => unseen(question),
        }
    }

    /// The pupil and question a response belongs to; none for a second delivery, and none once a later answer has
    /// taken its place.
    pub fn response(&self, fact: &FactId) -> Option<&(PupilId, QuestionId)> {
        self.responses.get(fact)
    }

    /// The responses with no marking yet, in the order of their ids, each with its question and text.
    pub fn unmarked(&self) -> Vec<(FactId, QuestionId, String)> {
        let cells = self.responses.iter().filter_map(|(fact, (pupil, question))| {
            let attempts = &self.cell(pupil, question)?.attempts;
            let attempt = attempts.iter().find(|a| &a.fact == fact)?;
            let is_unmarked = attempt.outcome.is_none();
            is_unmarked.then(|| (fact.clone(), question.clone(), attempt.text.clone()))
        });
        cells.collect()
    }

    /// Whether this delivery has been taken already.
    pub fn has_delivery(&self, device: &DeviceId, counter: i64) -> bool {
        self.delivered.contains(device, counter)
    }

    /// The devices a pupil has answered from, in order; more than one is worth a look.
    pub fn devices(&self, pupil: &PupilId) -> BTreeSet<&DeviceId> {
        let cells = self.cells.get(pupil).into_iter().flat_map(BTreeMap::values);
        cells.flat_map(Cell::devices).collect()
    }

    /// The pupils a device has answered for, in order; more than one is worth a look.
    pub fn pupils_on(&self, device: &DeviceId) -> BTreeSet<&PupilId> {
        let is_on = |row: &BTreeMap<QuestionId, Cell>| {
            row.values().flat_map(Cell::devices).any(|known| known == device)
        };
        let rows = self.cells.iter().filter(|(_, row)| is_on(row));
        rows.map(|(pupil, _)| pupil).collect()
    }

    /// What was seen of one pupil in the check.
    pub fn evidence(&self, pupil: &PupilId) -> Evidence {
        Evidence {
            pupil: pupil.clone(),
            absent: self.absent.contains(pupil),
            answers: self.plan.check().map(|q| self.answer(pupil, &q.id)).collect(),
            given: self.given.get(pupil).cloned(),
            placed: self.placed.get(pupil).copied(),
        }
    }

    /// The result of the check as the evidence stands now, accepted or not.
    pub fn result(&self) -> CheckResult {
        let evidence: Vec<Evidence> = self.pupils().map(|p| self.evidence(p)).collect();
        result(&self.plan, &evidence)
    }

    /// The pupils here whose answer to some check question is not in, in register order.
    pub fn waiting_for(&self) -> Vec<PupilId> {
        let is_waiting = |p: &&PupilId| {
            let mut check = self.plan.check();
            check.any(|q| !self.answer(p, &q.id).seen.is_known())
        };
        self.here().filter(is_waiting).cloned().collect()
    }

    /// What has changed since the result was accepted; none when nothing has.
    pub fn reopened(&self) -> Option<Reopened> {
        let accepted = self.accepted.as_ref()?;
        let now = self.result();
        let is_other = |p: &&PupilId| {
            now.of(p).map(|r| r.standing) != accepted.result.of(p).map(|r| r.standing)
        };
        let changed: Vec<PupilId> = self.pupils().filter(is_other).cloned().collect();
        let is_reopened = !changed.is_empty() || !accepted.late_since.is_empty();
        is_reopened.then(|| Reopened { late: accepted.late_since.clone(), changed })
    }

    /// How keep-up last ended for a pupil in this lesson.
    pub fn keep_up_outcome(&self, pupil: &PupilId) -> Option<KeepUpOutcome> {
        let last = self.held.iter().rev().find(|h| &h.pupil == pupil);
        last.map(|h| h.outcome)
    }

    /// The wrong answers to a question, commonest first, ties in register order.
    pub fn wrong_answers(&self, question: &QuestionId) -> Vec<WrongAnswer> {
        let mut found: Vec<WrongAnswer> = Vec::new();
        for pupil in self.pupils() {
            let answer = self.answer(pupil, question);
            let text = answer.text.as_deref().unwrap_or("").trim().to_owned();
            if !answer.seen.is_wrong() || text.is_empty() {
                continue;
            }
            match found.iter_mut().find(|w| is_same(&w.text, &text)) {
                Some(same) => same.pupils.push(pupil.clone()),
                None => found.push(WrongAnswer {
                    text,
                    misconceptions: answer.misconceptions,
                    pupils: vec![pupil.clone()],
                }),
            }
        }
        found.sort_by_key(|w| std::cmp::Reverse(w.pupils.len()));
        found
    }
}

/// Whether two answers differ at most in their spaces.
fn is_same(one: &str, other: &str) -> bool {
    let ink = |text: &str| text.split_whitespace().collect::<String>();
    ink(one) == ink(other)
}

fn set<T>(map: &mut BTreeMap<PupilId, T>, pupil: &PupilId, value: Option<T>) {
    match value {
        Some(value) => map.insert(pupil.clone(), value),
        None => map.remove(pupil),
    };
}
