//! Why a pupil's answers came out as they did, as far as two or more answers can tell.
//!
//! Exact Bayes over: secure, not yet (no system in it), each misconception of the step, and a system
//! we do not know. A cause is about these answers, never about the pupil, and is never carried to
//! another lesson. Only sums and products, in a fixed order, so every machine gets the same.
//! Start at `cause`; `posterior` shows the weighing.

use serde::{Deserialize, Serialize};

use crate::evidence::{Answer, Evidence, Seen};
use crate::plan::{Plan, Question};
use crate::rules::Rules;

/// Why a pupil's answers came out as they did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Cause {
    /// Nothing was wrong, so there is nothing to explain.
    #[default]
    Nothing,
    /// Two answers or more agree on one misconception.
    Named {
        /// The misconception.
        misconception: String,
    },
    /// One answer suggests it, or several answers fit more than one misconception.
    Suggested {
        /// The misconceptions that fit, likeliest first.
        misconceptions: Vec<String>,
        /// How many answers fit each of them.
        answers: u8,
    },
    /// Not yet, and the answers do not say why.
    Unknown,
    /// The teacher said why.
    Given {
        /// A misconception of the step, when she picked one.
        misconception: Option<String>,
        /// Her own words, when she wrote some.
        words: String,
    },
}

/// A way in which a pupil's answers may have come about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The key points are secure; what is wrong is a slip.
    Secure,
    /// Not yet, with no system in the answers.
    NotYet,
    /// A misconception of the step.
    Misconception(String),
    /// A system in the answers that the step does not list.
    UnknownSystem,
}

/// A cause is named from here up. Source: architecture, "Checks and the three words".
pub const NAMED_FROM: f64 = 0.8;
/// How many answers must agree before a cause is named. Source: as above; one multiple-choice answer
/// is weak, since the commonest distractor takes only half of the wrong answers.
pub const NAMED_ANSWERS: usize = 2;

// Our choice, all below: with no data from whole-class lessons yet, these say that in a check half
// the class is expected to be secure, a secure pupil slips on one item in ten, and a misconception
// shows on nearly nine items in ten where it applies. The tests show what follows from them.
const PRIOR_SECURE: f64 = 0.5;
const PRIOR_NOT_YET: f64 = 0.2;
const PRIOR_MISCONCEPTIONS: f64 = 0.2;
const PRIOR_UNKNOWN_SYSTEM: f64 = 0.1;

/// How a state shares out its answers to one question.
struct Habit {
    right: f64,
    blank: f64,
    wrong: f64,
}

const SECURE: Habit = Habit { right: 0.90, blank: 0.02, wrong: 0.08 };
const NOT_YET: Habit = Habit { right: 0.30, blank: 0.10, wrong: 0.60 };
/// A misconception where it predicts no wrong answer: it stays out of the way more often than not.
const SILENT: Habit = Habit { right: 0.60, blank: 0.05, wrong: 0.35 };
const UNKNOWN_SYSTEM: Habit = Habit { right: 0.05, blank: 0.05, wrong: 0.90 };
/// A misconception gives its own answer this often where it predicts one, before its own answers say otherwise.
pub(crate) const HOLDS: f64 = 0.85;
/// Of wrong answers without a system, the share that falls on predicted ones all together: half of
/// what the commonest wrong answer takes in multiple-choice data, where many who gave it meant it.
const FALLS_ON_PREDICTED: f64 = 0.25;
/// Of the wrong answers of a system we do not know, the share that falls on predicted ones.
const STRANGER_ON_PREDICTED: f64 = 0.1;

/// Why this pupil's answers came out as they did. The teacher's own word wins.
pub fn cause(plan: &Plan, evidence: &Evidence) -> Cause {
    let given = evidence.given.as_ref();
    if let Some(given) = given.filter(|g| g.misconception.is_some() || !g.words.is_empty()) {
        return Cause::Given {
            misconception: given.misconception.clone(),
            words: given.words.clone(),
        };
    }
    let has_wrong = evidence.answers.iter().any(|a| a.seen.is_wrong());
    if evidence.absent || !has_wrong {
        return Cause::Nothing;
    }
    let weighed = posterior(plan, &evidence.answers);
    let mut fitting: Vec<(String, usize, f64)> = weighed
        .into_iter()
        .filter_map(|(state, p)| match state {
            State::Misconception(id) => {
                let n = agreeing(&evidence.answers, &id);
                Some((id, n, p))
            }
            _ => None,
        })
        .filter(|(_, n, _)| *n > 0)
        .collect();
    // A stable sort: what is equally likely keeps the plan's order.
    fitting.sort_by(|a, b| b.1.cmp(&a.1).then(b.2.total_cmp(&a.2)));
    let Some(most) = fitting.first().map(|(_, n, _)| *n) else {
        return Cause::Unknown;
    };
    let is_named = |(_, n, p): &&(String, usize, f64)| *n >= NAMED_ANSWERS && *p >= NAMED_FROM;
    if let Some((id, _, _)) = fitting.iter().find(is_named) {
        return Cause::Named { misconception: id.clone() };
    }
    let fits_most = fitting.into_iter().filter(|(_, n, _)| *n == most);
    Cause::Suggested {
        misconceptions: fits_most.map(|(id, _, _)| id).collect(),
        answers: u8::try_from(most).unwrap_or(u8::MAX),
    }
}

/// How likely each state is after these answers; the shares add up to 1. Secure first, then not yet,
/// the misconceptions in the plan's order, and the unknown system last.
pub fn posterior(plan: &Plan, answers: &[Answer]) -> Vec<(State, f64)> {
    posterior_with(plan, &prior(plan), &Rules::default(), answers)
}

/// The same from other shares to begin with, such as those left of an earlier day, and with what is known of how
/// firmly each misconception holds.
pub fn posterior_with(
    plan: &Plan,
    from: &[(State, f64)],
    rules: &Rules,
    answers: &[Answer],
) -> Vec<(State, f64)> {
    let shares = shares(plan, from, rules, answers);
    from.iter().map(|(state, _)| state.clone()).zip(shares).collect()
}

/// The same without the states, in their order.
pub(crate) fn shares(
    plan: &Plan,
    from: &[(State, f64)],
    rules: &Rules,
    answers: &[Answer],
) -> Vec<f64> {
    let known = answers.iter().filter(|a| a.seen.is_known());
    let known: Vec<(&Question, &Answer)> =
        known.filter_map(|a| Some((plan.question(&a.question)?, a))).collect();
    let mut weights: Vec<f64> = from
        .iter()
        .map(|(state, prior)| {
            known.iter().fold(*prior, |weight, (q, a)| weight * likelihood(state, q, a, rules))
        })
        .collect();
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= total);
    weights
}

fn agreeing(answers: &[Answer], misconception: &str) -> usize {
    let fits =
        |a: &&Answer| a.seen == Seen::Wrong && a.misconceptions.iter().any(|m| m == misconception);
    answers.iter().filter(fits).count()
}

/// How likely each state is before any answer, in the order of `posterior`.
pub fn prior(plan: &Plan) -> Vec<(State, f64)> {
    let listed = plan.misconceptions.iter().map(|m| m.id.as_str());
    let predicted = plan.check().flat_map(|q| &q.predicted);
    let mut ids: Vec<&str> = Vec::new();
    for id in listed.chain(predicted.map(|p| p.misconception.as_str())) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let each = PRIOR_MISCONCEPTIONS / ids.len().max(1) as f64;
    let mut states = vec![(State::Secure, PRIOR_SECURE), (State::NotYet, PRIOR_NOT_YET)];
    let named = ids.iter().map(|id| (State::Misconception((*id).to_owned()), each));
    states.extend(named);
    states.push((State::UnknownSystem, PRIOR_UNKNOWN_SYSTEM));
    states
}

/// How likely this answer is from a pupil in this state.
pub(crate) fn likelihood(
    state: &State,
    question: &Question,
    answer: &Answer,
    rules: &Rules,
) -> f64 {
    match state {
        State::Secure => SECURE.gives(question, answer, FALLS_ON_PREDICTED),
        State::NotYet => NOT_YET.gives(question, answer, FALLS_ON_PREDICTED),
        State::UnknownSystem => UNKNOWN_SYSTEM.gives(question, answer, STRANGER_ON_PREDICTED),
        State::Misconception(id) => {
            let is_its_answer = answer.misconceptions.contains(id);
            let has_text = answer.text.is_some() || !answer.misconceptions.is_empty();
            let holds = rules.holds(id);
            let slips = slips_from_rule(holds);
            match (answer.seen, question.predicts(id).is_some()) {
                (Seen::Wrong, _) if is_its_answer => holds,
                (_, false) => SILENT.gives(question, answer, FALLS_ON_PREDICTED),
                (Seen::Wrong, true) if !has_text => holds + slips.wrong,
                (_, true) => slips.gives(question, answer, FALLS_ON_PREDICTED),
            }
        }
    }
}

/// Where a misconception does not give its own answer: a third each right, blank and wrong in another way.
fn slips_from_rule(holds: f64) -> Habit {
    let each = (1.0 - holds) / 3.0;
    Habit { right: each, blank: each, wrong: each }
}

/// How likely a right answer is from one who is secure, and from one who is not yet.
pub(crate) fn right_when(question: &Question) -> (f64, f64) {
    let by_luck = match question.choices {
        0 | 1 => 0.0,
        n => 1.0 / f64::from(n),
    };
    (SECURE.right, NOT_YET.right.max(by_luck))
}

impl Habit {
    fn gives(&self, question: &Question, answer: &Answer, on_predicted: f64) -> f64 {
        let on_each = share_on_each(question, on_predicted);
        match answer.seen {
            Seen::Right | Seen::Slip => self.right,
            Seen::Blank => self.blank,
            _ if !answer.misconceptions.is_empty() => self.wrong * on_each,
            _ if answer.text.is_none() => self.wrong,
            _ => self.wrong * share_elsewhere(question, on_each),
        }
    }
}

/// The share of wrong answers that falls by chance on one predicted answer. With few answers to
/// choose from it is at least an even share of them.
fn share_on_each(question: &Question, on_predicted: f64) -> f64 {
    let among_predicted = on_predicted / f64::from(n_predicted(question).max(1));
    let among_choices = match question.choices {
        0 | 1 => 0.0,
        n => 1.0 / f64::from(n - 1),
    };
    among_predicted.max(among_choices)
}

/// The share of wrong answers that falls on none of the predicted ones.
fn share_elsewhere(question: &Question, on_each: f64) -> f64 {
    // Our choice: never quite nothing, since something unforeseen is always possible.
    const LEAST: f64 = 0.01;
    (1.0 - f64::from(n_predicted(question)) * on_each).max(LEAST)
}

/// How many different wrong answers are predicted; two misconceptions may share one.
fn n_predicted(question: &Question) -> u8 {
    let mut responses: Vec<&str> = question.predicted.iter().map(|p| p.response.as_str()).collect();
    responses.sort_unstable();
    responses.dedup();
    u8::try_from(responses.len()).unwrap_or(u8::MAX)
}
