//! How firmly each misconception holds: how often it gives its own answer where it predicts one.
//!
//! Fitted from many checks of one step, rule by rule; a rule seldom seen stays near the published value. Start at
//! `fit_rules`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnosis::{HOLDS, State, posterior_with, prior};
use crate::evidence::Answer;
use crate::plan::Plan;

/// How firmly misconceptions hold; those not named hold as published.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rules {
    /// The share of its own answers where it predicts one, by misconception.
    pub holds: BTreeMap<String, f64>,
}

impl Rules {
    /// How often this misconception gives its own answer where it predicts one.
    pub fn holds(&self, misconception: &str) -> f64 {
        self.holds.get(misconception).copied().unwrap_or(HOLDS)
    }
}

/// Answers that a rule is given before any are seen. Our choice: as much as five checks of four questions.
const GIVEN: f64 = 20.0;
const BOUNDS: (f64, f64) = (0.5, 0.98);
const PASSES: usize = 30;

/// How firmly each misconception of the step holds in these checks: one entry of `checks` per pupil and check.
pub fn fit_rules(plan: &Plan, checks: &[Vec<Answer>]) -> Rules {
    let mut rules = Rules::default();
    let from = prior(plan);
    for _ in 0..PASSES {
        let mut found: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        for answers in checks {
            for (state, share) in posterior_with(plan, &from, &rules, answers) {
                if let State::Misconception(id) = state {
                    let (own, all) = own_answers(plan, answers, &id);
                    let sum = found.entry(id).or_default();
                    sum.0 += share * own;
                    sum.1 += share * all;
                }
            }
        }
        let of = |(own, all): (f64, f64)| {
            ((own + GIVEN * HOLDS) / (all + GIVEN)).clamp(BOUNDS.0, BOUNDS.1)
        };
        rules.holds = found.into_iter().map(|(id, sums)| (id, of(sums))).collect();
    }
    rules
}

/// How many answers are this misconception's own, of those where it predicts one.
fn own_answers(plan: &Plan, answers: &[Answer], id: &str) -> (f64, f64) {
    let mut counts = (0.0, 0.0);
    for answer in answers.iter().filter(|a| a.seen.is_known()) {
        let predicts = plan.question(&answer.question).is_some_and(|q| q.predicts(id).is_some());
        if predicts {
            counts.1 += 1.0;
            counts.0 += f64::from(u8::from(answer.misconceptions.iter().any(|m| m == id)));
        }
    }
    counts
}
