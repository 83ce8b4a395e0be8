//! How many of a class are secure, how sure that is, and the one or two questions that would settle whether to go on.
//!
//! Each pupil's share secure comes from their own answers in this check; the number in the class is then exact
//! (a Poisson binomial). Who was not seen is unknown: never counted as secure, nor as not. Start at `readiness`.

use serde::{Deserialize, Serialize};

use crate::diagnosis::{State, posterior, prior, right_when, shares};
use crate::evidence::Evidence;
use crate::plan::{Plan, Question};
use crate::rules::Rules;

/// How many of a class are secure, as far as the answers tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Readiness {
    /// How many pupils something was seen of.
    pub n_seen: usize,
    /// How many pupils nothing was seen of.
    pub n_not_seen: usize,
    /// One share secure per pupil seen, in register order.
    pub secure: Vec<f64>,
    /// The chance of each number secure, from none to all seen.
    pub chances: Vec<f64>,
    /// The number secure, on average.
    pub expected: f64,
    /// 95 in 100 chances lie from here ...
    pub low: usize,
    /// ... to here.
    pub high: usize,
    /// The chance that keep-up can hold all who are not secure, of those seen.
    pub keep_up_holds: f64,
    /// How many, on average, going on would leave without a place in keep-up.
    pub cost_of_going_on: f64,
    /// How many, on average, staying would hold back who are secure now.
    pub cost_of_staying: f64,
    /// The questions that would settle it, the best first; at most two.
    pub settle: Vec<Settling>,
}

/// A question that would settle whether to go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settling {
    /// The question's id.
    pub question: String,
    /// How many pupils without a place it would save on average, by deciding better.
    pub worth: f64,
    /// The same in words.
    pub says: String,
}

/// A question that would save less than this many pupils is not worth a minute. Our choice.
const WORTH_ASKING: f64 = 0.05;
const MOST_QUESTIONS: usize = 2;

/// How many of a class are secure after a check, and whether keep-up with this many places can hold the rest.
/// One entry of `evidence` per pupil.
pub fn readiness(plan: &Plan, evidence: &[Evidence], n_places: usize) -> Readiness {
    let is_seen = |e: &&Evidence| !e.absent && e.answers.iter().any(|a| a.seen.is_known());
    let before = prior(plan);
    let secure: Vec<f64> =
        evidence.iter().filter(is_seen).map(|e| secure(plan, &before, e)).collect();
    let chances = number_chances(&secure);
    let n_seen = secure.len();
    let (low, high) = range(&chances);
    let holds_from = n_seen.saturating_sub(n_places);
    let n_not_seen = evidence.len() - n_seen;
    let unknown = plan_shares(plan);
    let all: Vec<f64> =
        secure.iter().copied().chain(std::iter::repeat_n(unknown, n_not_seen)).collect();
    Readiness {
        n_seen,
        n_not_seen,
        expected: secure.iter().sum(),
        low,
        high,
        keep_up_holds: chances.iter().skip(holds_from).sum::<f64>().min(1.0),
        cost_of_going_on: without_place(&chances, n_places),
        cost_of_staying: secure.iter().sum(),
        settle: settle(plan, &all, n_places),
        chances,
        secure,
    }
}

impl Readiness {
    /// The number in one sentence; empty when nobody was seen.
    pub fn says(&self) -> String {
        if self.n_seen == 0 {
            return String::new();
        }
        let likely = format!("{:.0} of the {} seen are likely secure", self.expected, self.n_seen);
        match self.low == self.high {
            true => format!("{likely}."),
            false => format!(
                "{likely}. It could be as few as {} or as many as {}; a small check cannot say it closer.",
                self.low, self.high
            ),
        }
    }
}

/// The chance of each number of successes, from none to all, of independent chances.
#[allow(clippy::needless_range_loop)]
pub fn number_chances(shares: &[f64]) -> Vec<f64> {
    let mut chances = vec![0.0; shares.len() + 1];
    chances[0] = 1.0;
    for (n, share) in shares.iter().enumerate() {
        let mut carried = 0.0;
        for at in 0..=n {
            let stays = chances[at] * (1.0 - share);
            let moves = chances[at] * share;
            chances[at] = stays + carried;
            carried = moves;
        }
        chances[n + 1] = carried;
    }
    chances
}

fn secure(plan: &Plan, before: &[(State, f64)], evidence: &Evidence) -> f64 {
    let shares = shares(plan, before, &Rules::default(), &evidence.answers);
    let at = before.iter().position(|(s, _)| *s == State::Secure);
    at.map_or(0.0, |at| shares[at])
}

/// The share secure of a pupil of whom nothing was seen.
fn plan_shares(plan: &Plan) -> f64 {
    let weighed = posterior(plan, &[]);
    weighed.iter().find(|(s, _)| *s == State::Secure).map_or(0.0, |(_, share)| *share)
}

fn range(chances: &[f64]) -> (usize, usize) {
    const TAIL: f64 = 0.025;
    let end = |mut numbers: Box<dyn Iterator<Item = usize> + '_>| {
        let mut sum = 0.0;
        numbers.find(|n| {
            sum += chances[*n];
            sum > TAIL
        })
    };
    let low = end(Box::new(0..chances.len())).unwrap_or(0);
    let high = end(Box::new((0..chances.len()).rev())).unwrap_or(low);
    (low, high.max(low))
}

#[allow(clippy::cast_precision_loss)]
fn without_place(chances: &[f64], n_places: usize) -> f64 {
    let n = chances.len() - 1;
    let left =
        |(secure, chance): (usize, &f64)| (n - secure).saturating_sub(n_places) as f64 * chance;
    chances.iter().enumerate().map(left).sum()
}

/// The questions whose answers would most often change the better decision, and save most by it.
///
/// What a question tells about a pupil moves their share secure up or down; over a class the sum moves like a bell
/// about its mean, and is worth the part of the bell beyond the places there are.
#[allow(clippy::cast_precision_loss)]
fn settle(plan: &Plan, shares: &[f64], n_places: usize) -> Vec<Settling> {
    let need: f64 = shares.iter().map(|s| 1.0 - s).sum();
    let distance = (need - (n_places as f64 + 0.5)).abs();
    let mut found: Vec<Settling> = Vec::new();
    for question in fresh(plan) {
        let spread = libm::sqrt(shares.iter().map(|s| moved(*s, question)).sum());
        let worth = beyond(distance, spread);
        let text = question.text.trim().trim_end_matches('.');
        let is_known = found.iter().any(|f| f.says.contains(text));
        if worth >= WORTH_ASKING && !is_known {
            let says = format!("Ask “{text}” of those you are not sure of.");
            found.push(Settling { question: question.id.0.clone(), worth, says });
        }
    }
    // A stable sort: what is worth the same keeps the plan's order.
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    found.truncate(MOST_QUESTIONS);
    found
}

/// What the class has not worked on yet: the recheck; without one, the check itself for those who missed it.
fn fresh(plan: &Plan) -> Vec<&Question> {
    if plan.recheck.is_empty() { plan.check().collect() } else { plan.recheck.iter().collect() }
}

/// The variance of where a share would move to after this question.
fn moved(share: f64, question: &Question) -> f64 {
    let (if_secure, if_not) = right_when(question);
    let right = share * if_secure + (1.0 - share) * if_not;
    let after_right = share * if_secure / right;
    let after_wrong = share * (1.0 - if_secure) / (1.0 - right);
    right * (after_right - share) * (after_right - share)
        + (1.0 - right) * (after_wrong - share) * (after_wrong - share)
}

/// The mean part of a bell of this spread beyond this distance.
fn beyond(distance: f64, spread: f64) -> f64 {
    if spread <= 0.0 {
        return 0.0;
    }
    let at = distance / spread;
    let height = libm::exp(-at * at / 2.0) / libm::sqrt(2.0 * std::f64::consts::PI);
    let tail = libm::erfc(at / std::f64::consts::SQRT_2) / 2.0;
    spread * (height - at * tail)
}
