//! Which question tells most about why: a hinge for a class, or a probe in keep-up.
//!
//! A question is worth what its answer is expected to tell, in bits, less a price for every two misconceptions that
//! give the same answer, since that answer sends the adult two ways. Start at `probes`.

use serde::{Deserialize, Serialize};

use crate::diagnosis::{State, likelihood};
use crate::evidence::{Answer, Seen, Source};
use crate::ids::QuestionId;
use crate::plan::Question;
use crate::rules::Rules;

/// What a question is expected to tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// The question.
    pub question: QuestionId,
    /// What its answer is expected to tell, in bits.
    pub bits: f64,
    /// How many pairs of misconceptions it cannot tell apart, since they give the same answer.
    pub collisions: usize,
    /// What it is worth: bits, less the price of its collisions.
    pub worth: f64,
}

/// What two misconceptions with one answer cost, in bits. Our choice: about what one sure answer in ten tells.
const COLLISION: f64 = 0.1;

/// The questions by what they are expected to tell when the states are weighed like this, the best first; what is worth
/// the same keeps its order.
pub fn probes(questions: &[Question], weighed: &[(State, f64)], rules: &Rules) -> Vec<Probe> {
    let mut probes: Vec<Probe> = questions.iter().map(|q| probe(q, weighed, rules)).collect();
    probes.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    probes
}

fn probe(question: &Question, weighed: &[(State, f64)], rules: &Rules) -> Probe {
    let answers = possible(question);
    // Rows are states; each row is made to add up to 1 over the possible answers.
    let rows: Vec<(f64, Vec<f64>)> = weighed
        .iter()
        .map(|(state, share)| {
            let row = answers.iter().map(|a| likelihood(state, question, a, rules));
            let row: Vec<f64> = row.collect();
            let all: f64 = row.iter().sum();
            (*share, row.into_iter().map(|p| p / all).collect())
        })
        .collect();
    let chance = |at: usize| rows.iter().map(|(share, row)| share * row[at]).sum::<f64>();
    let chances: Vec<f64> = (0..answers.len()).map(chance).collect();
    let told = |(share, row): &(f64, Vec<f64>)| {
        let terms = row.iter().zip(&chances).filter(|(p, _)| **p > 0.0);
        share * terms.map(|(p, all)| p * libm::log2(p / all)).sum::<f64>()
    };
    let bits: f64 = rows.iter().map(told).sum();
    let collisions = collisions(question);
    #[allow(clippy::cast_precision_loss)]
    let worth = bits - COLLISION * collisions as f64;
    Probe { question: question.id.clone(), bits, collisions, worth }
}

/// Every kind of answer: right, each predicted one, another wrong one, blank.
fn possible(question: &Question) -> Vec<Answer> {
    let mut answers =
        vec![answer(question, Seen::Right, None), answer(question, Seen::Blank, None)];
    answers.push(answer(question, Seen::Wrong, Some("something else")));
    for predicted in &question.predicted {
        let is_new = answers.iter().all(|a| a.text.as_deref() != Some(predicted.response.as_str()));
        if is_new {
            answers.push(answer(question, Seen::Wrong, Some(&predicted.response)));
        }
    }
    answers
}

fn answer(question: &Question, seen: Seen, text: Option<&str>) -> Answer {
    let gives = question.predicted.iter().filter(|p| Some(p.response.as_str()) == text);
    Answer {
        question: question.id.clone(),
        seen,
        text: text.map(str::to_owned),
        say: String::new(),
        misconceptions: gives.map(|p| p.misconception.clone()).collect(),
        source: Source::Nothing,
        late: false,
    }
}

fn collisions(question: &Question) -> usize {
    let predicted = &question.predicted;
    let same = |(at, one): (usize, &crate::plan::Predicted)| {
        predicted[at + 1..].iter().filter(|other| other.response == one.response).count()
    };
    predicted.iter().enumerate().map(same).sum()
}
