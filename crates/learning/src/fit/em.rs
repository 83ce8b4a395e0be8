//! The loop of a fit: pass, new figures, again, until the log-posterior hardly rises; several starts, the best kept.
//!
//! Every fit says whether it settled and whether the log-posterior ever fell, which it must not. Steps are fitted
//! apart, so a caller may give them to as many threads as it likes. Start at `fit`.

use crate::fit::counts::{ONE, StepCounts};
use crate::fit::dice::Dice;
use crate::fit::estep::{estep, score_products};
use crate::fit::history::Histories;
use crate::fit::level::{LevelFigures, fit_level};
use crate::fit::log::Log;
use crate::fit::mstep::{Questions, log_prior, mstep, prior_bend};
use crate::fit::parameters::{ItemFigures, Kind, Parameters, StepFigures};
use crate::fit::predict::Predictor;
use crate::security::{Bounds, N_FIGURES, StepModel};

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitPlan {
    /// How many starts; the best fit is kept.
    pub starts: u32,
    /// Whether equal histories are counted once. The figures are the same.
    pub is_counted: bool,
    /// Whether to work out how unsure the figures are.
    pub with_intervals: bool,
}

impl Default for FitPlan {
    fn default() -> Self {
        FitPlan { starts: 3, is_counted: true, with_intervals: true }
    }
}

/// The figures of one step, and how the fit went.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The figures.
    pub figures: StepFigures,
    /// How it went.
    pub went: Went,
}

/// How the fit of one step went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Went {
    /// The log-likelihood of the answers.
    pub log_likelihood: f64,
    /// The same with the prior.
    pub log_posterior: f64,
    /// How many passes the best start took.
    pub n_passes: u32,
    /// Whether it settled.
    pub has_settled: bool,
    /// Whether the log-posterior ever fell by more than rounding explains.
    pub has_fallen: bool,
}

/// A pass that gains less than this for each answer ends the fit. Our choice: what is left to gain is then well
/// under a ten-thousandth an answer, which nobody could see.
const GAIN: f64 = 2e-6;
/// With intervals it goes on until the figures are well within them: a thousandth of the log-posterior in all. Our choice.
const FINE: f64 = 1e-3;
const MOST_PASSES: u32 = 500;
/// Our choice, from how many passes fits took.
const MOST_REACH: f64 = 3.0;
/// What rounding may take from the log-posterior of one answer in one pass.
const ROUNDING: f64 = 1e-6;

/// Fits one step.
pub fn fit(histories: &Histories, step: usize, plan: &FitPlan) -> Fitted {
    let histories = histories.step(step, plan.is_counted);
    let mut fitted = fit_step(&histories.floors, plan, |figures| estep(&histories, figures));
    if plan.with_intervals {
        let told = score_products(&histories, &fitted.figures);
        fitted.figures.figures.covariance = covariance_of(&told, &fitted.figures.figures);
    }
    fitted
}

/// Fits every step of a log for the learners for whom `is_in` holds, one after another, and how each went.
pub fn fit_log(
    log: &Log,
    kind: Kind,
    plan: &FitPlan,
    is_in: impl Fn(usize) -> bool + Copy,
) -> (Parameters, Vec<Went>) {
    let histories = Histories::of(log, kind == Kind::Items, is_in);
    let fitted = (0..histories.n_steps()).map(|s| fit(&histories, s, plan));
    let (figures, went) = fitted.map(|f| (f.figures, f.went)).unzip();
    (gather(log, &histories.into_items(), kind, figures, is_in), went)
}

/// Puts the figures of steps fitted apart together, with their names; for `Ability` goes on to the questions'
/// difficulty. `items` are the log's numbers of each step's items, as `Histories::into_items` gives them, and
/// `figures` has one entry per step of the log.
pub fn gather(
    log: &Log,
    items: &[Vec<u32>],
    kind: Kind,
    figures: Vec<StepFigures>,
    is_in: impl Fn(usize) -> bool,
) -> Parameters {
    let asked = (0..).zip(figures).zip(items).filter(|((_, f), _)| f.n_answers > 0);
    let steps = asked.map(|((step, mut figures), numbers)| {
        log.steps.name(step).clone_into(&mut figures.skill);
        for (item, number) in figures.items.iter_mut().zip(numbers) {
            log.item_name(*number).clone_into(&mut item.item);
        }
        figures.items.retain(|i| i.n_answers > 0);
        figures
    });
    let level = (kind == Kind::Ability).then(LevelFigures::default);
    let format = Parameters::FORMAT.to_owned();
    let mut parameters = Parameters { format, model: kind, steps: steps.collect(), level };
    if kind == Kind::Ability {
        let shifts = fit_level(log, &Predictor::new(&parameters, log), &is_in);
        set_shifts(&mut parameters, log, &shifts, is_in);
    }
    parameters
}

/// Gives each question asked of these learners its own entry, with its difficulty.
fn set_shifts(
    parameters: &mut Parameters,
    log: &Log,
    shifts: &[f64],
    is_in: impl Fn(usize) -> bool,
) {
    let mut n_answers = vec![0; log.n_items()];
    for learner in (0..log.n_learners()).filter(|l| is_in(*l)) {
        for row in log.rows_of(learner) {
            n_answers[log.item(row) as usize] += 1;
        }
    }
    let mut items: Vec<Vec<ItemFigures>> = vec![Vec::new(); log.steps.len() as usize];
    for (item, (easier, n_answers)) in (0..).zip(shifts.iter().zip(n_answers)) {
        if n_answers > 0 {
            let name = log.item_name(item).to_owned();
            let own = ItemFigures { item: name, n_answers, slip: 0.0, guess: 0.0, easier: *easier };
            items[log.step_of(item) as usize].push(own);
        }
    }
    let by_name = log.steps.clone();
    for step in &mut parameters.steps {
        let Some(at) = by_name.find(step.skill.as_bytes()) else { continue };
        let whole = step
            .items
            .first()
            .map_or((step.figures.slip, step.figures.guess), |i| (i.slip, i.guess));
        step.items = std::mem::take(&mut items[at as usize]);
        for item in &mut step.items {
            (item.slip, item.guess) = whole;
        }
    }
}

/// Fits one step through the seam: `pass` gives the counts under some figures, from wherever the histories are, and
/// may have been merged from any number of parts. `floors` is the least guess of each question.
pub fn fit_step(
    floors: &[f64],
    plan: &FitPlan,
    mut pass: impl FnMut(&StepFigures) -> StepCounts,
) -> Fitted {
    let start = StepFigures::start(StepModel::default(), floors);
    let mut best = climb(start, floors, Questions::Together, plan, &mut pass);
    for start in 1..plan.starts.max(1) {
        let start = StepFigures::start(start_model(start), floors);
        let other = climb(start, floors, Questions::Together, plan, &mut pass);
        if other.went.log_posterior > best.went.log_posterior {
            best = other;
        }
    }
    if floors.len() < 2 {
        return best;
    }
    let Fitted { figures, went: together } = best;
    let mut fitted = climb(figures, floors, Questions::Apart, plan, &mut pass);
    fitted.went.n_passes += together.n_passes;
    fitted.went.has_settled &= together.has_settled;
    fitted.went.has_fallen |= together.has_fallen;
    fitted
}

/// Other starts: two chosen ends, then drawn from their number.
fn start_model(start: u32) -> StepModel {
    let of = |initial: f64, learn: f64, guess: f64, slip: f64| {
        let usual = StepModel::default();
        let learn = [learn, usual.learn[1], usual.learn[2]];
        StepModel { initial, learn, guess, slip, ..usual }
    };
    let mut dice = Dice::new(u64::from(start));
    match start {
        1 => of(0.75, 0.05, 0.3, 0.05),
        2 => of(0.15, 0.3, 0.1, 0.25),
        _ => of(
            0.05 + 0.9 * dice.share(),
            0.02 + 0.4 * dice.share(),
            0.05 + 0.4 * dice.share(),
            0.02 + 0.4 * dice.share(),
        ),
    }
}

fn climb(
    mut figures: StepFigures,
    floors: &[f64],
    questions: Questions,
    plan: &FitPlan,
    pass: &mut impl FnMut(&StepFigures) -> StepCounts,
) -> Fitted {
    let mut counts = pass(&figures);
    let n_rows: i64 = counts.items.iter().map(|c| c[2] + c[3]).sum();
    #[allow(clippy::cast_precision_loss)]
    let n_rows = n_rows.max(1) as f64;
    figures.n_answers = n_answers(&counts);
    let mut went = Went {
        log_likelihood: counts.log_likelihood(),
        log_posterior: counts.log_likelihood() + log_prior(&figures, questions),
        n_passes: 1,
        has_settled: false,
        has_fallen: false,
    };
    let enough = if plan.with_intervals { FINE.min(GAIN * n_rows) } else { GAIN * n_rows };
    // How far past the best figures to go: while that keeps paying, further; when it does not, back to them.
    let mut reach = 1.0;
    while went.n_passes < MOST_PASSES && !went.has_settled {
        let best = mstep(&counts, &figures, floors, questions);
        let tried = further(&figures, best, reach, floors);
        let next = pass(&tried);
        let log_posterior = next.log_likelihood() + log_prior(&tried, questions);
        let gain = log_posterior - went.log_posterior;
        went.n_passes += 1;
        if gain < 0.0 && reach > 1.0 {
            reach = 1.0;
            continue;
        }
        went.has_settled = gain < enough;
        went.has_fallen |= gain < -ROUNDING * n_rows.max(100.0);
        if gain >= 0.0 {
            (figures, went.log_posterior) = (tried, log_posterior);
            went.log_likelihood = next.log_likelihood();
            counts = next;
        }
        reach = (reach * 1.3).min(MOST_REACH);
    }
    Fitted { figures, went }
}

/// The figures `reach` times as far as from `from` to `to`, in log-odds; within the bounds.
///
/// Source: Salakhutdinov and Roweis, "Adaptive overrelaxed bound optimization methods" (2003).
fn further(from: &StepFigures, to: StepFigures, reach: f64, floors: &[f64]) -> StepFigures {
    if reach <= 1.0 {
        return to;
    }
    let odds = |x: f64| libm::log(x / (1.0 - x));
    let go = |from: f64, to: f64, (least, most): (f64, f64)| {
        if from == to {
            return to;
        }
        let at = odds(from) + reach * (odds(to) - odds(from));
        (1.0 / (1.0 + libm::exp(-at))).clamp(least, most)
    };
    let bounds = Bounds::OURS;
    let mut gone = to;
    let (model, was) = (&mut gone.figures, &from.figures);
    model.initial = go(was.initial, model.initial, bounds.initial);
    for (learn, was) in model.learn.iter_mut().zip(was.learn) {
        *learn = go(was, *learn, bounds.learn);
    }
    model.slip = go(was.slip, model.slip, bounds.slip);
    let least = floors.iter().copied().fold(1.0, f64::min).clamp(bounds.guess.0, bounds.guess.1);
    model.guess = go(was.guess, model.guess, (least, bounds.guess.1));
    for ((item, was), floor) in gone.items.iter_mut().zip(&from.items).zip(floors) {
        let least = floor.max(bounds.guess.0);
        item.slip = go(was.slip, item.slip, bounds.slip);
        item.guess = go(was.guess, item.guess, (least, bounds.guess.1.max(least)));
    }
    gone
}

fn n_answers(counts: &StepCounts) -> u64 {
    counts.items.iter().map(|c| (c[2] + c[3]).unsigned_abs()).sum()
}

/// How unsure the figures are: the inverse of what the histories, by their `score_products`, and the prior tell.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn covariance_of(
    products: &[[i128; N_FIGURES]; N_FIGURES],
    model: &StepModel,
) -> [[f64; N_FIGURES]; N_FIGURES] {
    let mut told = products.map(|row| row.map(|sum| sum as f64 / ONE));
    for (at, bend) in prior_bend(model).into_iter().enumerate() {
        told[at][at] += bend;
    }
    inverse(told)
}

/// The inverse of a matrix that is symmetric with a positive diagonal, by Gauss and Jordan, its own diagonal first.
fn inverse(mut matrix: [[f64; N_FIGURES]; N_FIGURES]) -> [[f64; N_FIGURES]; N_FIGURES] {
    // Below this a figure was not told apart from the others at all; it keeps a very wide interval.
    const LEAST: f64 = 1e-9;
    let mut inverse = [[0.0; N_FIGURES]; N_FIGURES];
    for (at, row) in inverse.iter_mut().enumerate() {
        row[at] = 1.0;
    }
    for at in 0..N_FIGURES {
        let pivot = matrix[at][at].max(LEAST);
        for column in 0..N_FIGURES {
            matrix[at][column] /= pivot;
            inverse[at][column] /= pivot;
        }
        matrix[at][at] = 1.0;
        for row in (0..N_FIGURES).filter(|row| *row != at) {
            let factor = matrix[row][at];
            for column in 0..N_FIGURES {
                matrix[row][column] -= factor * matrix[at][column];
                inverse[row][column] -= factor * inverse[at][column];
            }
        }
    }
    inverse
}
