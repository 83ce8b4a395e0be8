//! What the facts of a class show of how it is taught: which practice, on which day, in which lesson.
//!
//! Only what was on the screen or was written down is here; what is not here is not recorded, and that is all it says.
//! It names no pupil. Start at [`shown`].

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Fact, FactBody};
use crate::ids::LessonId;
use crate::plan::Plan;

/// The kinds of fact that [`shown`] reads.
pub const KINDS: [&str; 6] =
    ["plan-saved", "lesson-started", "moved", "result-accepted", "keep-up-held", "key-facts-held"];

/// A practice seen in a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The practice, by the slug of the list of practices.
    pub practice: &'static str,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// The lesson; none for a few minutes of facts of no lesson.
    pub lesson: Option<LessonId>,
    /// What it was called.
    pub title: String,
}

/// Practices of the list of which nothing on a screen tells: whether one picture was kept through a unit and left behind.
pub const NEVER_ON_SCREEN: [&str; 1] = ["representation"];

/// What a lesson's plan holds, as far as practices go.
#[derive(Debug, Clone, Default)]
struct Planned {
    title: String,
    is_step: bool,
    /// The practice of each turn, where its screen shows one.
    turns: Vec<Option<&'static str>>,
    checked: Option<i64>,
}

/// What facts have shown so far, so that only what is new need be read again.
#[derive(Debug, Clone, Default)]
pub struct ShownSoFar {
    plans: BTreeMap<String, Planned>,
    seen: BTreeSet<(&'static str, Option<String>, i64)>,
    all: Vec<Shown>,
}

/// What facts show, in their order; each practice once for a lesson and day.
pub fn shown<'f>(facts: impl IntoIterator<Item = (Option<&'f str>, &'f Fact)>) -> Vec<Shown> {
    let mut so_far = ShownSoFar::default();
    for (lesson, fact) in facts {
        so_far.take(lesson, fact);
    }
    so_far.all
}

impl ShownSoFar {
    /// Takes the next fact in, in the order of the class.
    pub fn take(&mut self, lesson: Option<&str>, fact: &Fact) {
        let planned = lesson.map(|id| self.plans.entry(id.to_owned()).or_default());
        let Some(practice) = of(fact, planned) else { return };
        if self.seen.insert((practice, lesson.map(str::to_owned), day(fact.at))) {
            let title = lesson.and_then(|id| self.plans.get(id)).map(|plan| plan.title.clone());
            self.all.push(Shown {
                practice,
                at: fact.at,
                lesson: lesson.map(LessonId::from),
                title: title.unwrap_or_default(),
            });
        }
    }

    /// Everything shown so far.
    #[must_use]
    pub fn all(&self) -> &[Shown] {
        &self.all
    }
}

/// The practice a fact shows; what it says of the lesson's plan is kept.
fn of(fact: &Fact, planned: Option<&mut Planned>) -> Option<&'static str> {
    if let FactBody::KeyFactsHeld { .. } = fact.body {
        return Some("facts");
    }
    let planned = planned?;
    match &fact.body {
        FactBody::PlanSaved { plan } => {
            planned.read(plan);
            None
        }
        FactBody::LessonStarted { .. } => planned.is_step.then_some("small-steps"),
        FactBody::Moved { turn, .. } => *planned.turns.get(usize::from(*turn))?,
        FactBody::ResultAccepted { .. } => {
            planned.checked = Some(fact.at);
            Some("check")
        }
        // The practice is help on the day; help that came later is help, and not this.
        FactBody::KeepUpHeld { .. } => {
            (planned.checked.map(day) == Some(day(fact.at))).then_some("keep-up")
        }
        _ => None,
    }
}

impl Planned {
    fn read(&mut self, plan: &Plan) {
        self.title.clone_from(&plan.title);
        self.is_step = plan.step.is_some() && plan.lesson.is_some();
        let turns = plan.lesson.as_ref().and_then(|lesson| lesson.get("turns")?.as_array());
        let of = |turn: &serde_json::Value| match turn.get("screen")?.as_str()? {
            "facts" => Some("facts"),
            "stem" => Some("stem-sentence"),
            "sequence" => Some("variation"),
            "deepen" => Some("deepening"),
            _ => None,
        };
        self.turns = turns.map(|turns| turns.iter().map(of).collect()).unwrap_or_default();
    }
}

/// The day of Greenwich, as the ledger of keep-up counts days.
fn day(at: i64) -> i64 {
    at.div_euclid(86_400_000_000)
}
