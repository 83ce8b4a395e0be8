//! Benches fitting, foretelling and one update, on a log of your own: `foretell LOG.csv [FOLDS.csv]`.
//!
//! Says nanoseconds of processor a row, bytes a row, and with folds how well held-out answers are foretold. Reads plain
//! CSV. Start at `main`.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)]

use std::hint::black_box;

use learning::fit::{
    FitPlan, Histories, Kind, Log, Predictor, Reader, States, StepFigures, Tally, estep, fit_log,
};
use learning::security::{Belief, Day, Opportunity, Shows, Sighting, StepModel};

/// Nanoseconds of processor that this thread has had.
fn now() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let log = read(&arguments[0]);
    if let Some(folds) = arguments.get(1) {
        hold_out(&log, folds);
    }
    one_pass(&log);
    lockstep(&log);
    one_update();
}

fn read(path: &str) -> Log {
    use std::io::Read;
    let began = now();
    let mut file = std::fs::File::open(path).unwrap();
    let (mut reader, mut piece) = (Reader::default(), vec![0; 64 * 1024]);
    loop {
        let n = file.read(&mut piece).unwrap();
        if n == 0 {
            break;
        }
        reader.take(&piece[..n]).unwrap();
    }
    let log = reader.end().unwrap();
    let (rows, (reading, held)) = (log.n_rows() as f64, log.n_bytes());
    println!("read: {:.0} ns a row", (now() - began) as f64 / rows);
    println!(
        "bytes a row: {:.1} while read, {:.1} after",
        reading as f64 / rows,
        held as f64 / rows
    );
    log
}

fn hold_out(log: &Log, path: &str) {
    let mut folds = vec![0usize; log.n_learners()];
    for line in std::fs::read_to_string(path).unwrap().lines().skip(1) {
        let (learner, fold) = line.split_once(',').unwrap();
        folds[log.learners.find(learner.as_bytes()).unwrap() as usize] =
            fold.trim().parse().unwrap();
    }
    let n_folds = folds.iter().max().unwrap() + 1;
    for kind in [Kind::Standard, Kind::Items, Kind::Ability] {
        let (mut pooled, mut took, mut rows) = (Tally::default(), 0, 0);
        for fold in 0..n_folds {
            let began = now();
            let plan = FitPlan { starts: 1, is_counted: true, with_intervals: false };
            let (parameters, _) = fit_log(log, kind, &plan, |l| folds[l] != fold);
            took += now() - began;
            let (predictor, mut states) = (Predictor::new(&parameters, log), States::default());
            for (learner, own) in folds.iter().enumerate() {
                if *own != fold {
                    rows += log.rows_of(learner).len();
                    continue;
                }
                predictor.foretell(log, learner, &mut states, |f| {
                    pooled.add(f.chance, log.is_right(f.row));
                });
            }
        }
        println!(
            "{kind:?}: {:.0} ns a training row, {:?}",
            took as f64 / rows as f64,
            pooled.figures().unwrap()
        );
    }
}

/// Passes of the E-step over everything, equal histories not counted together.
fn one_pass(log: &Log) {
    // The clock moves at the scheduler's ticks, which one pass may fall between.
    const PASSES: usize = 20;
    for by_item in [false, true] {
        let histories = Histories::of(log, by_item, |_| true);
        let steps: Vec<_> = (0..histories.n_steps()).map(|at| histories.step(at, false)).collect();
        let figures = steps
            .iter()
            .map(|step| StepFigures::start(StepModel::default(), &vec![0.01; step.n_items()]));
        let figures: Vec<_> = figures.collect();
        let rows: usize = steps.iter().map(|step| step.n_rows()).sum();
        let began = now();
        for _ in 0..PASSES {
            for (step, figures) in steps.iter().zip(&figures) {
                black_box(estep(step, figures));
            }
        }
        let a_row = (now() - began) as f64 / (rows * PASSES) as f64;
        println!("a pass, by question {by_item}: {a_row:.1} ns a row");
    }
}

/// 10^9 answers in lockstep: the first step's histories as that many equal classes would give them.
fn lockstep(log: &Log) {
    let histories = Histories::of(log, false, |_| true);
    let largest = (0..histories.n_steps()).max_by_key(|s| histories.step(*s, false).n_rows());
    let (step, all) = (largest.unwrap(), histories.step(largest.unwrap(), false).n_rows());
    let classes = u32::try_from(1_000_000_000 / all + 1).unwrap();
    let counted = histories.step(step, true).times(classes);
    let figures = StepFigures::start(StepModel::default(), &[0.01]);
    let began = now();
    let counts = black_box(estep(&counted, &figures));
    let answers: i64 = counts.items.iter().map(|c| c[2] + c[3]).sum();
    println!("{answers} answers in lockstep: {:.4} s a pass", (now() - began) as f64 / 1e9);
}

fn one_update() {
    const N: u16 = 50_000;
    let model = StepModel::default();
    let habit = model.habit(0);
    let mut belief = Belief::new(model.initial);
    let began = now();
    for n in 0..N {
        let day = Day(100 + n / 2);
        let sighting = Sighting { day, right: n % 3 != 0, shows: Shows::Idea, habit };
        belief = belief.seen(&model, black_box(&sighting));
        belief = belief.had(&model, Opportunity::Practised, day);
    }
    black_box(belief);
    println!(
        "an update: {:.0} ns, {} bytes",
        (now() - began) as f64 / f64::from(N),
        size_of::<Belief>()
    );
}
