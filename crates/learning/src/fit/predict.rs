//! Foretells each answer of a log from that learner's earlier answers, one ahead; never from the answer itself.
//!
//! For measuring a fit and for files of chances. What the figures do not know is said row by row. Start at `Predictor`.

use serde::{Deserialize, Serialize};

use crate::fit::history::{DAYS, class_of};
use crate::fit::level::{Asked, Level, LevelFigures, Outcome, odds};
use crate::fit::log::Log;
use crate::fit::names::Names;
use crate::fit::parameters::{ItemFigures, Kind, Parameters, StepFigures};
use crate::security::{StepModel, guess_floor};

/// What a chance rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The question's own figures.
    Item,
    /// The step's, since the question is not known.
    Skill,
    /// All steps' together, since the step is not known either.
    All,
}

/// One answer foretold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foretold {
    /// The row of the log.
    pub row: usize,
    /// The chance of a right answer, before it was seen.
    pub chance: f64,
    /// How secure the step was believed to be, before the answer.
    pub secure: f64,
    /// What it rests on.
    pub basis: Basis,
}

/// Foretells the answers of one log with some figures.
#[derive(Debug, Clone)]
pub struct Predictor {
    steps: Vec<StepModel>,
    is_known: Vec<bool>,
    items: Vec<Item>,
    level: Option<LevelFigures>,
    is_timed: bool,
}

/// How one item of the log is answered.
#[derive(Debug, Clone, Copy)]
struct Item {
    slip: f64,
    guess: f64,
    basis: Basis,
    // Of being right, with the item's difficulty; only with a level.
    odds_if_secure: f64,
    odds_if_not: f64,
}

impl Item {
    fn new(slip: f64, guess: f64, basis: Basis, shift: f64, has_level: bool) -> Item {
        let of = |share: f64| if has_level { odds(share) + shift } else { 0.0 };
        Item { slip, guess, basis, odds_if_secure: of(1.0 - slip), odds_if_not: of(guess) }
    }
}

impl Predictor {
    /// Finds the figures of a log's steps and questions by their names.
    pub fn new(parameters: &Parameters, log: &Log) -> Predictor {
        let by_step = by_name(parameters.steps.iter().map(|s| s.skill.as_str()));
        let all = all_steps(&parameters.steps);
        let found: Vec<Option<&StepFigures>> = (0..log.steps.len())
            .map(|step| by_step.find(log.steps.name(step).as_bytes()))
            .map(|at| at.and_then(|at| parameters.steps.get(at as usize)))
            .collect();
        let names: Vec<Names> = found
            .iter()
            .map(|s| by_name(s.iter().flat_map(|s| s.items.iter().map(|i| i.item.as_str()))))
            .collect();
        let n_items = u32::try_from(log.n_items()).unwrap_or(u32::MAX);
        let has_level = parameters.level.is_some();
        let items = (0..n_items).map(|item| {
            let step = log.step_of(item) as usize;
            let least = guess_floor(log.choices_of(item));
            let Some(figures) = found[step] else {
                return Item::new(all.slip, all.guess.max(least), Basis::All, 0.0, has_level);
            };
            let own = names[step].find(log.item_name(item).as_bytes());
            match own.map(|at| &figures.items[at as usize]) {
                Some(ItemFigures { slip, guess, easier, .. }) => {
                    Item::new(*slip, *guess, Basis::Item, *easier, has_level)
                }
                None => {
                    let ItemFigures { slip, guess, .. } = of_step(figures);
                    let is_whole = parameters.model == Kind::Standard;
                    let basis = if is_whole { Basis::Item } else { Basis::Skill };
                    Item::new(slip, guess.max(least), basis, 0.0, has_level)
                }
            }
        });
        Predictor {
            items: items.collect(),
            steps: found.iter().map(|s| s.map_or(all.clone(), |s| s.figures.clone())).collect(),
            is_known: found.iter().map(Option::is_some).collect(),
            level: parameters.level,
            is_timed: log.is_timed(),
        }
    }

    /// Whether the figures know a step of the log.
    pub fn knows_step(&self, step: u32) -> bool {
        self.is_known[step as usize]
    }

    /// What a chance for an item of the log would rest on.
    pub fn basis(&self, item: u32) -> Basis {
        self.items[item as usize].basis
    }

    /// Foretells every answer of one learner, in order.
    pub fn foretell(
        &self,
        log: &Log,
        learner: usize,
        states: &mut States,
        mut take: impl FnMut(Foretold),
    ) {
        self.walk(log, learner, states, |foretold, _| take(foretold));
    }

    pub(crate) fn walk(
        &self,
        log: &Log,
        learner: usize,
        states: &mut States,
        mut take: impl FnMut(Foretold, &Outcome),
    ) {
        states.begin(self.steps.len());
        let mut level = self.level.map(Level::new);
        for row in log.rows_of(learner) {
            let number = log.item(row);
            let step = log.step_of(number) as usize;
            let item = &self.items[number as usize];
            let secure = self.before(log, row, step, states);
            let is_right = log.is_right(row);
            let outcome = match &mut level {
                None => plain(secure, item, is_right),
                Some(level) => level.take(&Asked {
                    secure,
                    odds_if_secure: item.odds_if_secure,
                    odds_if_not: item.odds_if_not,
                    is_right,
                }),
            };
            take(Foretold { row, chance: outcome.chance, secure, basis: item.basis }, &outcome);
            // Without times the answer itself is the practice.
            let learn = if self.is_timed { 0.0 } else { self.steps[step].learn[0] };
            let after = outcome.after + (1.0 - outcome.after) * learn;
            states.set(step, after, log.minute(row));
        }
    }

    /// Takes these difficulties, one per item of the log, in the place of those it has.
    pub(crate) fn shift(&mut self, easier: &[f64]) {
        for (item, easier) in self.items.iter_mut().zip(easier) {
            *item = Item::new(item.slip, item.guess, item.basis, *easier, true);
        }
    }

    fn before(&self, log: &Log, row: usize, step: usize, states: &States) -> f64 {
        let model = &self.steps[step];
        match states.get(step) {
            None => model.initial,
            Some((secure, _)) if !self.is_timed => secure,
            Some((secure, minute)) => {
                let days = log.minute(row).saturating_sub(minute) / (24 * 60);
                let class = usize::from(class_of(log.after(row), days));
                let learn = model.learn[class / DAYS.len()];
                let kept = model.kept_after(f64::from(DAYS[class % DAYS.len()]));
                (secure + (1.0 - secure) * learn) * kept
            }
        }
    }
}

/// What is believed of one learner on each step, while their answers are read.
#[derive(Debug, Clone, Default)]
pub struct States {
    secure: Vec<(f64, u32, u32)>,
    turn: u32,
}

impl States {
    fn begin(&mut self, n_steps: usize) {
        self.secure.resize(n_steps, (0.0, 0, 0));
        self.turn += 1;
    }

    fn get(&self, step: usize) -> Option<(f64, u32)> {
        let (secure, minute, turn) = self.secure[step];
        (turn == self.turn).then_some((secure, minute))
    }

    fn set(&mut self, step: usize, secure: f64, minute: u32) {
        self.secure[step] = (secure, minute, self.turn);
    }
}

fn plain(secure: f64, item: &Item, is_right: bool) -> Outcome {
    let held = secure * (1.0 - item.slip);
    let chance = held + (1.0 - secure) * item.guess;
    let after = if is_right { held / chance } else { secure * item.slip / (1.0 - chance) };
    Outcome { chance, after, slope: 0.0 }
}

/// What stands for a question that is not known.
fn of_step(figures: &StepFigures) -> ItemFigures {
    ItemFigures {
        item: String::new(),
        n_answers: 0,
        slip: figures.figures.slip,
        guess: figures.figures.guess,
        easier: 0.0,
    }
}

fn by_name<'a>(names: impl Iterator<Item = &'a str>) -> Names {
    let mut known = Names::default();
    for name in names {
        known.number(name.as_bytes());
    }
    known
}

/// The mean figures of all steps, weighted by their answers.
#[allow(clippy::cast_precision_loss)]
fn all_steps(steps: &[StepFigures]) -> StepModel {
    let n: f64 = steps.iter().map(|s| s.n_answers as f64).sum();
    if n <= 0.0 {
        return StepModel::default();
    }
    let mean = |of: fn(&StepModel) -> f64| {
        steps.iter().map(|s| of(&s.figures) * s.n_answers as f64).sum::<f64>() / n
    };
    StepModel {
        initial: mean(|m| m.initial),
        learn: [mean(|m| m.learn[0]), mean(|m| m.learn[1]), mean(|m| m.learn[2])],
        forget: mean(|m| m.forget),
        guess: mean(|m| m.guess),
        slip: mean(|m| m.slip),
        ..StepModel::default()
    }
}
