//! The result of a check in three words and "not seen", each with its reason.
//!
//! One pure function, `result`. It sees one pupil's evidence at a time and nothing else, so two
//! pupils with the same evidence get the same standing. It never ranks.

use serde::{Deserialize, Serialize};

use crate::because::because;
use crate::diagnosis::{Cause, cause};
use crate::evidence::{Answer, Evidence, Seen};
use crate::groups::{Group, group};
use crate::ids::{PupilId, QuestionId};
use crate::plan::Plan;

/// Where a pupil stands for the next lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Every key point right.
    Ready,
    /// A slip only, mended in two minutes at the start of the next lesson.
    Nearly,
    /// A key point missed.
    KeepUp,
    /// Absent, no answer seen, or undecided: the teacher says.
    NotSeen,
}

impl Standing {
    /// The four, in the order they are shown.
    pub const ALL: [Standing; 4] =
        [Standing::Ready, Standing::Nearly, Standing::KeepUp, Standing::NotSeen];

    /// The words shown to teachers.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Ready => "ready for the next lesson",
            Standing::Nearly => "nearly",
            Standing::KeepUp => "keep-up",
            Standing::NotSeen => "not seen",
        }
    }
}

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CheckResult {
    /// One entry per pupil still in the class, in register order.
    pub pupils: Vec<PupilResult>,
    /// The keep-up pupils, by cause and then by key point missed.
    pub groups: Vec<Group>,
    /// Key points of the lesson that no question of the check asks.
    #[serde(default)]
    pub unasked: Vec<String>,
}

/// The result of one check for one pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PupilResult {
    /// The pupil.
    pub pupil: PupilId,
    /// Where they stand: the teacher's word if she moved them, else what the answers say.
    pub standing: Standing,
    /// What the answers say.
    pub from_answers: Standing,
    /// The key points missed, in the order asked.
    pub missed: Vec<String>,
    /// Why, as far as the answers tell.
    pub cause: Cause,
    /// One plain sentence saying why, for the teacher.
    pub because: String,
    /// The answers behind it, one per question of the check, in plan order.
    pub answers: Vec<Answer>,
}

impl CheckResult {
    /// The pupils with this standing, in register order.
    pub fn with(&self, standing: Standing) -> impl Iterator<Item = &PupilResult> {
        self.pupils.iter().filter(move |p| p.standing == standing)
    }

    /// How many pupils have this standing.
    pub fn count(&self, standing: Standing) -> usize {
        self.with(standing).count()
    }

    /// The entry of one pupil.
    pub fn of(&self, pupil: &PupilId) -> Option<&PupilResult> {
        self.pupils.iter().find(|p| &p.pupil == pupil)
    }
}

/// The result of a check. Evidence comes one entry per pupil, in register order.
///
/// Each pupil is judged from their own evidence alone: ready when every key point asked is right;
/// nearly when there is a slip only (right value in the wrong form, unit or precision, or one of two
/// items on a single key point); keep-up when a key point is missed; not seen otherwise. A standing
/// the teacher gave stands.
pub fn result(plan: &Plan, evidence: &[Evidence]) -> CheckResult {
    let pupils: Vec<PupilResult> = evidence.iter().map(|e| judge(plan, e)).collect();
    let asked = plan.asked_key_points();
    let unasked = plan.key_points.iter().map(|k| k.id.clone());
    CheckResult {
        groups: group(plan, &pupils),
        unasked: unasked.filter(|k| !asked.contains(&k.as_str())).collect(),
        pupils,
    }
}

/// What the answers say of one key point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    Right,
    Slip,
    AllButOne,
    Missed,
    NotSeen,
}

fn judge(plan: &Plan, evidence: &Evidence) -> PupilResult {
    let points: Vec<(&str, Point)> =
        plan.asked_key_points().into_iter().map(|id| (id, point(plan, evidence, id))).collect();
    let from_answers = standing(evidence, &points);
    let cause = cause(plan, evidence);
    let missed = missed(from_answers, &points);
    PupilResult {
        pupil: evidence.pupil.clone(),
        standing: evidence.placed.unwrap_or(from_answers),
        from_answers,
        because: because(plan, evidence, from_answers, &missed, &cause),
        missed,
        cause,
        answers: evidence.answers.clone(),
    }
}

/// The key points missed; where two separate slips make a keep-up, the points they fell on.
fn missed(standing: Standing, points: &[(&str, Point)]) -> Vec<String> {
    if standing != Standing::KeepUp {
        return Vec::new();
    }
    let of = |wanted: Point| {
        let found = points.iter().filter(move |(_, p)| *p == wanted);
        found.map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>()
    };
    let missed = of(Point::Missed);
    if missed.is_empty() { of(Point::AllButOne) } else { missed }
}

fn point(plan: &Plan, evidence: &Evidence, key_point: &str) -> Point {
    let tests = |question: &QuestionId| {
        let found = plan.question(question);
        found.is_some_and(|q| q.tests().contains(&key_point))
    };
    let seen = evidence.answers.iter().filter(|a| tests(&a.question));
    let seen: Vec<Seen> = seen.map(|a| a.seen).collect();
    let wrong = seen.iter().filter(|s| s.is_wrong()).count();
    let right = seen.iter().filter(|s| s.is_known() && !s.is_wrong()).count();
    match (wrong, right) {
        (0, _) if right < seen.len() || seen.is_empty() => Point::NotSeen,
        (0, _) if seen.contains(&Seen::Slip) => Point::Slip,
        (0, _) => Point::Right,
        (1, 1..) => Point::AllButOne,
        _ => Point::Missed,
    }
}

fn standing(evidence: &Evidence, points: &[(&str, Point)]) -> Standing {
    let count = |wanted: Point| points.iter().filter(|(_, p)| *p == wanted).count();
    if evidence.absent || points.is_empty() {
        Standing::NotSeen
    } else if count(Point::Missed) > 0 || has_two_wrong(evidence) {
        // "One of two items on a key point" is a slip once; twice is more than a slip.
        Standing::KeepUp
    } else if count(Point::NotSeen) > 0 {
        Standing::NotSeen
    } else if count(Point::Slip) + count(Point::AllButOne) > 0 {
        Standing::Nearly
    } else {
        Standing::Ready
    }
}

fn has_two_wrong(evidence: &Evidence) -> bool {
    evidence.answers.iter().filter(|a| a.seen.is_wrong()).count() > 1
}
