//! New figures for a step from expected counts: the best under the counts and the published starting knowledge.
//!
//! Each figure is the best given the others, within its bounds, so the log-posterior never falls. Start at `mstep`;
//! `log_prior` is what it and `em` agree on.

use crate::fit::counts::{StepCounts, read};
use crate::fit::history::DAYS;
use crate::fit::parameters::StepFigures;
use crate::security::{Bounds, StepModel};

/// Answers that a figure is given before any are seen: for it, and against it. Published, since with five answers a
/// step they carry the fit. Our choice: two to ten answers each, about the published starting values.
struct Given {
    initial: (f64, f64),
    learn: (f64, f64),
    guess: (f64, f64),
    slip: (f64, f64),
    // A rate's: events, and days in which they were seen.
    forget: (f64, f64),
}

const GIVEN: Given = Given {
    initial: (1.0, 1.0),
    learn: (1.0, 4.0),
    guess: (2.0, 6.0),
    slip: (1.0, 7.0),
    forget: (2.0, 500.0),
};
/// How many answers of its own a question needs before they weigh as much as the step's. Our choice, from how well
/// held-out answers are foretold.
const DRAWN: f64 = 8.0;

/// Whether a step's questions have one slip and guess, or each its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Questions {
    /// One for all: the step's.
    Together,
    /// Each its own, drawn to the step's, which stays as it is.
    Apart,
}

/// The figures that suit the counts best. `floors` is the least guess of each question, in order.
pub fn mstep(
    counts: &StepCounts,
    before: &StepFigures,
    floors: &[f64],
    questions: Questions,
) -> StepFigures {
    let bounds = Bounds::OURS;
    let mut model = before.figures.clone();
    #[allow(clippy::cast_precision_loss)]
    let n = counts.n_histories as f64;
    model.initial = best(read(counts.first_secure), n, GIVEN.initial, bounds.initial);
    learn_and_forget(&mut model, counts, bounds);
    let mut after = StepFigures { figures: model, ..before.clone() };
    match questions {
        Questions::Together => together(&mut after, counts, floors),
        Questions::Apart => apart(&mut after, counts, floors),
    }
    after
}

/// How likely the figures were before any answer, as a logarithm, up to a constant.
pub(crate) fn log_prior(figures: &StepFigures, questions: Questions) -> f64 {
    let weigh = |x: f64, given: (f64, f64)| given.0 * libm::log(x) + given.1 * libm::log(1.0 - x);
    let model = &figures.figures;
    let mut sum = weigh(model.initial, GIVEN.initial)
        + model.learn.iter().map(|l| weigh(*l, GIVEN.learn)).sum::<f64>()
        + weigh(model.guess, GIVEN.guess)
        + weigh(model.slip, GIVEN.slip)
        + GIVEN.forget.0 * libm::log(model.forget)
        - GIVEN.forget.1 * model.forget;
    if questions == Questions::Apart {
        for item in &figures.items {
            sum += weigh(item.slip, (DRAWN * model.slip, DRAWN * (1.0 - model.slip)));
            sum += weigh(item.guess, (DRAWN * model.guess, DRAWN * (1.0 - model.guess)));
        }
    }
    sum
}

/// How sharply the prior bends at the figures, in the order of `StepModel::covariance`; log-odds and a logarithm.
pub(crate) fn prior_bend(model: &StepModel) -> [f64; crate::security::N_FIGURES] {
    let of = |x: f64, given: (f64, f64)| (given.0 + given.1) * x * (1.0 - x);
    [
        of(model.initial, GIVEN.initial),
        of(model.learn[0], GIVEN.learn),
        of(model.guess, GIVEN.guess),
        of(model.slip, GIVEN.slip),
        GIVEN.forget.1 * model.forget,
    ]
}

fn best(yes: f64, all: f64, given: (f64, f64), bounds: (f64, f64)) -> f64 {
    ((yes + given.0) / (all + given.0 + given.1)).clamp(bounds.0, bounds.1)
}

fn learn_and_forget(model: &mut StepModel, counts: &StepCounts, bounds: Bounds) {
    let is_timed = counts.gaps.len() > 1;
    let mut learned = [0.0; 3];
    let mut chances = [0.0; 3];
    let mut kept = [0.0; DAYS.len()];
    let mut lost = [0.0; DAYS.len()];
    for (class, gap) in counts.gaps.iter().enumerate() {
        let [stayed, rose, fell, held] = gap.map(read);
        let (event, gap) = (class / DAYS.len(), class % DAYS.len());
        let keeps = if is_timed { model.kept_after(f64::from(DAYS[gap])) } else { 1.0 };
        let learn = model.learn[event];
        // Of those who look as if they had stayed, who learned and lost it again.
        let lost_again = stayed * learn * (1.0 - keeps) / (1.0 - learn * keeps);
        learned[event] += rose + lost_again;
        chances[event] += stayed + rose;
        kept[gap] += rose + held;
        lost[gap] += fell + lost_again;
    }
    for (event, learn) in model.learn.iter_mut().enumerate() {
        // What never happened in this log keeps its published value.
        if chances[event] > 0.0 {
            *learn = best(learned[event], chances[event], GIVEN.learn, bounds.learn);
        }
    }
    if is_timed {
        model.forget = forgetting(&kept, &lost, bounds.forget);
    }
}

/// The rate that suits what was kept and lost over each number of days: where its slope turns, by halving.
fn forgetting(kept: &[f64], lost: &[f64], bounds: (f64, f64)) -> f64 {
    let slope = |rate: f64| {
        let gaps = DAYS.iter().zip(kept.iter().zip(lost));
        let of = |(days, (kept, lost)): (&u16, (&f64, &f64))| {
            let days = f64::from(*days);
            let left = libm::exp(-rate * days);
            let rise = if days > 0.0 { lost * rate * days * left / (1.0 - left) } else { 0.0 };
            rise - kept * rate * days
        };
        gaps.map(of).sum::<f64>() + GIVEN.forget.0 - GIVEN.forget.1 * rate
    };
    let (mut low, mut high) = bounds;
    for _ in 0..50 {
        let middle = libm::sqrt(low * high);
        if slope(middle) > 0.0 { low = middle } else { high = middle }
    }
    libm::sqrt(low * high)
}

fn together(after: &mut StepFigures, counts: &StepCounts, floors: &[f64]) {
    let bounds = Bounds::OURS;
    let found = Found::of(&total(&counts.items));
    let least = floors.iter().copied().fold(1.0, f64::min).clamp(bounds.guess.0, bounds.guess.1);
    let model = &mut after.figures;
    model.slip = best(found.slipped, found.secure, GIVEN.slip, bounds.slip);
    model.guess = best(found.guessed, found.not_yet, GIVEN.guess, (least, bounds.guess.1));
    for ((item, count), floor) in after.items.iter_mut().zip(&counts.items).zip(floors) {
        (item.slip, item.guess) = (model.slip, model.guess.max(*floor));
        item.n_answers = (count[2] + count[3]).unsigned_abs();
    }
}

fn apart(after: &mut StepFigures, counts: &StepCounts, floors: &[f64]) {
    let bounds = Bounds::OURS;
    let model = &after.figures;
    for ((item, count), floor) in after.items.iter_mut().zip(&counts.items).zip(floors) {
        let found = Found::of(count);
        let drawn = |at: f64| (DRAWN * at, DRAWN * (1.0 - at));
        let least = floor.max(bounds.guess.0);
        let guess = (least, bounds.guess.1.max(least));
        item.slip = best(found.slipped, found.secure, drawn(model.slip), bounds.slip);
        item.guess = best(found.guessed, found.not_yet, drawn(model.guess), guess);
        item.n_answers = found.n;
    }
}

fn total(items: &[[i64; 4]]) -> [i64; 4] {
    items.iter().fold([0; 4], |sum, item| [0, 1, 2, 3].map(|at| sum[at] + item[at]))
}

/// The counts of one question as numbers.
struct Found {
    slipped: f64,
    secure: f64,
    guessed: f64,
    not_yet: f64,
    n: u64,
}

impl Found {
    #[allow(clippy::cast_precision_loss)]
    fn of(count: &[i64; 4]) -> Found {
        let (slipped, right_secure) = (read(count[0]), read(count[1]));
        let (n_wrong, n_right) = (count[2] as f64, count[3] as f64);
        let guessed = (n_right - right_secure).max(0.0);
        Found {
            slipped,
            secure: slipped + right_secure,
            guessed,
            not_yet: guessed + (n_wrong - slipped).max(0.0),
            n: (count[2] + count[3]).unsigned_abs(),
        }
    }
}
