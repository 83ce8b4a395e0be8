//! What a school hands on so that figures can be fitted to many schools at once: counts by step and question, by name.
//!
//! Nothing of any learner is in them, and a step that few learners met is left out. A round is: every school counts
//! under the same figures, the counts are added up, `next` gives better figures. Counts of schools added in any order
//! give the same figures to the last bit as the counts of their logs put together. Start at `SchoolCounts::of`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fit::counts::StepCounts;
use crate::fit::em::covariance_of;
use crate::fit::estep::{estep, score_products};
use crate::fit::history::Histories;
use crate::fit::log::Log;
use crate::fit::mstep::{Questions, log_prior, mstep};
use crate::fit::parameters::{ItemFigures, Kind, Parameters, StepFigures};
use crate::security::{N_FIGURES, StepModel, guess_floor};

/// The counts of one school, or of several added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolCounts {
    /// The form of the file: `tenframe-counts-1`.
    pub format: String,
    /// Which figures they were counted under, as the caller tells them apart. Only counts under the same figures add up.
    pub under: String,
    /// One entry per step, by name.
    pub steps: Vec<SharedStep>,
}

/// The counts of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedStep {
    /// The step, as the logs name it.
    pub skill: String,
    /// Its questions by name, in the order of `counts.items`.
    pub items: Vec<SharedItem>,
    /// What is expected of its histories.
    pub counts: StepCounts,
    /// What they tell about how sure the figures are: see `score_products`.
    pub told: [[i128; N_FIGURES]; N_FIGURES],
}

/// One question of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedItem {
    /// The question, as the logs name it.
    pub item: String,
    /// How many answers it offers; 0 when it is not a choice.
    pub choices: u8,
}

/// Better figures, and how good those before them were.
#[derive(Debug, Clone, PartialEq)]
pub struct Next {
    /// The figures to count under next.
    pub parameters: Parameters,
    /// How likely the answers and the figures before were together, as a logarithm. It rises from round to round.
    pub log_posterior: f64,
    /// The furthest any figure of a step moved, as a share.
    pub moved: f64,
}

impl SchoolCounts {
    /// The form of the file this version reads and writes.
    pub const FORMAT: &str = "tenframe-counts-1";

    /// Counts a log under these figures; without figures, under the published starting values. A step that fewer than
    /// `least` learners met is left out; its name is the second thing given.
    pub fn of(
        log: &Log,
        figures: Option<&Parameters>,
        under: &str,
        least: u64,
    ) -> (SchoolCounts, Vec<String>) {
        let histories = Histories::of(log, true, |_| true);
        let mut made = SchoolCounts {
            format: Self::FORMAT.to_owned(),
            under: under.to_owned(),
            steps: Vec::new(),
        };
        let mut left_out = Vec::new();
        for (step, numbers) in (0u32..).zip(histories.items()) {
            let skill = log.steps.name(step).to_owned();
            let of_step = histories.step(step as usize, true);
            let items: Vec<SharedItem> =
                numbers.iter().map(|item| shared_item(log, *item)).collect();
            let figures = figures_for(figures, &skill, &items);
            let counts = estep(&of_step, &figures);
            if counts.n_histories < least.max(1) {
                left_out.push(skill);
                continue;
            }
            let told = score_products(&of_step, &figures);
            made.steps.push(SharedStep { skill, items, counts, told }.by_name());
        }
        made.steps.sort_by(|a, b| a.skill.cmp(&b.skill));
        (made, left_out)
    }

    /// Adds the counts of another school. On a complaint nothing is added.
    pub fn merge(&mut self, other: &SchoolCounts) -> Result<(), String> {
        if self.under != other.under {
            return Err(
                "it was counted under other figures; every school counts under the same ones"
                    .to_owned(),
            );
        }
        let mut steps = self.steps.clone();
        for more in &other.steps {
            match steps.binary_search_by(|step| step.skill.cmp(&more.skill)) {
                Ok(at) => steps[at] = added(&steps[at], more)?,
                Err(at) => steps.insert(at, more.clone()),
            }
        }
        self.steps = steps;
        Ok(())
    }

    /// Figures that suit these counts better than `before`, under which they were counted. `questions` together until
    /// the figures hardly move, then apart. A step that no school counted keeps the figures it had.
    pub fn next(&self, before: Option<&Parameters>, questions: Questions) -> Next {
        let mut next = Next {
            parameters: before.cloned().unwrap_or_else(|| Parameters {
                format: Parameters::FORMAT.to_owned(),
                model: Kind::Items,
                steps: Vec::new(),
                level: None,
            }),
            log_posterior: 0.0,
            moved: 0.0,
        };
        for step in &self.steps {
            let was = figures_for(before, &step.skill, &step.items);
            let floors: Vec<f64> =
                step.items.iter().map(|item| guess_floor(item.choices)).collect();
            let mut is = mstep(&step.counts, &was, &floors, questions);
            is.skill.clone_from(&step.skill);
            is.n_answers = is.items.iter().map(|item| item.n_answers).sum();
            for (figures, item) in is.items.iter_mut().zip(&step.items) {
                figures.item.clone_from(&item.item);
            }
            is.figures.covariance = covariance_of(&step.told, &was.figures);
            next.log_posterior += step.counts.log_likelihood() + log_prior(&was, questions);
            next.moved = next.moved.max(moved(&was.figures, &is.figures));
            match next.parameters.steps.iter_mut().find(|known| known.skill == step.skill) {
                Some(known) => *known = is,
                None => next.parameters.steps.push(is),
            }
        }
        next
    }

    /// What makes these counts no counts, in words; none when they are sound.
    pub fn wrong(&self) -> Option<String> {
        self.steps
            .iter()
            .find_map(|step| {
                let counts = &step.counts;
                let wrong = if counts.items.len() != step.items.len() {
                    format!(
                        "{} questions are named and {} are counted",
                        step.items.len(),
                        counts.items.len()
                    )
                } else if !StepCounts::has_gaps(counts.gaps.len()) {
                    format!(
                        "{} kinds of gap; expected 1, or 48 where times are known",
                        counts.gaps.len()
                    )
                } else if counts.gaps.iter().chain(&counts.items).flatten().any(|n| *n < 0)
                    || counts.first_secure < 0
                {
                    "a count is less than nothing".to_owned()
                } else if !step.items.is_sorted_by(|a, b| a.item < b.item) {
                    "the questions are not in the order of their names, or one is there twice"
                        .to_owned()
                } else {
                    return None;
                };
                Some(format!("skill `{}`: {wrong}", step.skill))
            })
            .or_else(|| {
                let is_sorted = self.steps.is_sorted_by(|a, b| a.skill < b.skill);
                (!is_sorted).then(|| {
                    "the skills are not in the order of their names, or one is there twice"
                        .to_owned()
                })
            })
    }
}

impl SharedStep {
    /// The same with its questions in the order of their names.
    fn by_name(self) -> SharedStep {
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by(|a, b| self.items[*a].item.cmp(&self.items[*b].item));
        let items = order.iter().map(|at| self.items[*at].clone()).collect();
        let counted = order.iter().map(|at| self.counts.items[*at]).collect();
        SharedStep { items, counts: StepCounts { items: counted, ..self.counts }, ..self }
    }
}

fn shared_item(log: &Log, item: u32) -> SharedItem {
    SharedItem { item: log.item_name(item).to_owned(), choices: log.choices_of(item) }
}

/// The figures of a step with a place for each of these questions: its own where they are known, else the step's, else
/// the published starting values.
fn figures_for(figures: Option<&Parameters>, skill: &str, items: &[SharedItem]) -> StepFigures {
    let floors: Vec<f64> = items.iter().map(|item| guess_floor(item.choices)).collect();
    let known = figures.and_then(|all| all.steps.iter().find(|step| step.skill == skill));
    let Some(known) = known else { return StepFigures::start(StepModel::default(), &floors) };
    let mut made = StepFigures::start(known.figures.clone(), &floors);
    let by_name: BTreeMap<&str, &ItemFigures> =
        known.items.iter().map(|own| (own.item.as_str(), own)).collect();
    for (figures, item) in made.items.iter_mut().zip(items) {
        if let Some(own) = by_name.get(item.item.as_str()) {
            (figures.slip, figures.guess) = (own.slip, own.guess);
        }
    }
    made
}

/// Two schools' counts of one step, question by question.
fn added(one: &SharedStep, other: &SharedStep) -> Result<SharedStep, String> {
    let refuse = |why: &str| Err(format!("skill `{}`: {why}", one.skill));
    if one.counts.gaps.len() != other.counts.gaps.len() {
        return refuse("one log has times and another has none; give all of them times, or none");
    }
    let mut items = one.items.clone();
    let mut counted = one.counts.items.clone();
    for (item, counts) in other.items.iter().zip(&other.counts.items) {
        match items.binary_search_by(|known| known.item.cmp(&item.item)) {
            Err(at) => {
                items.insert(at, item.clone());
                counted.insert(at, *counts);
            }
            Ok(at) if items[at].choices != item.choices => {
                let (one, other) = (items[at].choices, item.choices);
                return refuse(&format!(
                    "`{}` offers {one} choices in one log and {other} in another",
                    item.item
                ));
            }
            Ok(at) => {
                let Some(sum) = plus(&counted[at], counts) else { return refuse(TOO_MANY) };
                counted[at] = sum;
            }
        }
    }
    let (mine, theirs) = (&one.counts, &other.counts);
    let gaps = mine.gaps.iter().zip(&theirs.gaps).map(|(a, b)| plus(a, b)).collect();
    let whole = || {
        Some(StepCounts {
            n_histories: mine.n_histories.checked_add(theirs.n_histories)?,
            first_secure: mine.first_secure.checked_add(theirs.first_secure)?,
            gaps: {
                let gaps: Option<Vec<[i64; 4]>> = gaps;
                gaps?
            },
            items: counted,
            log_likelihood: mine.log_likelihood.checked_add(theirs.log_likelihood)?,
        })
    };
    let Some(counts) = whole() else { return refuse(TOO_MANY) };
    let mut told = one.told;
    for (sum, more) in told.iter_mut().flatten().zip(other.told.iter().flatten()) {
        let Some(both) = sum.checked_add(*more) else { return refuse(TOO_MANY) };
        *sum = both;
    }
    Ok(SharedStep { skill: one.skill.clone(), items, counts, told })
}

const TOO_MANY: &str = "more answers than can be added up";

fn plus(one: &[i64; 4], other: &[i64; 4]) -> Option<[i64; 4]> {
    let mut sum = *one;
    for (sum, more) in sum.iter_mut().zip(other) {
        *sum = sum.checked_add(*more)?;
    }
    Some(sum)
}

/// The furthest that a figure moved; forgetting, a rate a day, is not among them.
fn moved(was: &StepModel, is: &StepModel) -> f64 {
    let pairs = [(was.initial, is.initial), (was.guess, is.guess), (was.slip, is.slip)];
    let learned = was.learn.into_iter().zip(is.learn);
    pairs.into_iter().chain(learned).map(|(a, b)| libm::fabs(a - b)).fold(0.0, f64::max)
}
