//! `tenframe learn fit`: the figures of each step, and with folds how well held-out answers are foretold.
//!
//! Steps are shared out among threads; the figures are the same to the last bit for any number of them. Start at [`run`].

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use anyhow::Result;
use clap::ValueEnum;
use learning::fit::{
    Figures, FitPlan, Histories, Kind, Log, Parameters, Predictor, States, Tally, Went, gather,
};
use serde::Serialize;

use super::log_file::{folds, must_tell, read};
use super::write_whole;
use crate::out::say;

/// Fits a log of answers: columns learner, skill, item, correct, order; optional time, after, choices.
#[derive(Debug, clap::Args)]
pub struct Fit {
    /// The log, as CSV or gzipped CSV.
    file: PathBuf,
    /// Which learner is in which fold (columns learner, fold): each fold is foretold from a fit to the others.
    #[arg(long, value_name = "FILE")]
    folds: Option<PathBuf>,
    /// Which model. `ability` is for the difficulty of questions and for benchmarks only.
    #[arg(long, value_enum, default_value = "items")]
    model: Model,
    /// How many starts; the best fit of each step is kept.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    starts: u32,
    /// How many threads; as many as the machine has when not given. The figures are the same.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Where to write the figures.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Model {
    Standard,
    Items,
    Ability,
}

/// What the command says. Seconds of fitting and `train_rows` are the mean of a fold.
#[derive(Debug, Serialize)]
struct Report {
    model: Kind,
    rows: usize,
    train_rows: usize,
    learners: usize,
    skills: usize,
    items: usize,
    folds: Vec<Figures>,
    pooled: Option<Figures>,
    log_likelihood: f64,
    fit_cpu_seconds: f64,
    parse_cpu_seconds: f64,
    peak_bytes: u64,
    converged: bool,
    monotone: bool,
    notes: Vec<String>,
}

/// Fits; a log that cannot be read whole writes nothing.
pub fn run(fit: &Fit) -> Result<()> {
    let memory = Memory::begun();
    let parse_from = cpu_seconds();
    let log = read(&fit.file)?;
    let parse_cpu_seconds = cpu_seconds() - parse_from;
    memory.look();
    must_tell(&fit.file, &log)?;
    let kind = match fit.model {
        Model::Standard => Kind::Standard,
        Model::Items => Kind::Items,
        Model::Ability => Kind::Ability,
    };
    let mut report = Report {
        model: kind,
        rows: log.n_rows(),
        train_rows: log.n_rows(),
        learners: log.n_learners(),
        skills: log.steps.len() as usize,
        items: log.n_items(),
        folds: Vec::new(),
        pooled: None,
        log_likelihood: 0.0,
        fit_cpu_seconds: 0.0,
        parse_cpu_seconds,
        peak_bytes: 0,
        converged: true,
        monotone: true,
        notes: notes(&log),
    };
    let threads = fit
        .threads
        .map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let plan = FitPlan { starts: fit.starts, is_counted: true, with_intervals: fit.out.is_some() };
    if let Some(path) = &fit.folds {
        let (folds, n_folds) = folds(path, &log)?;
        hold_out(&log, kind, &plan, threads, &folds, n_folds, &mut report);
    }
    if fit.folds.is_none() || fit.out.is_some() {
        let done = fit_all(&log, kind, &plan, threads, |_| true);
        if fit.folds.is_none() {
            report.fit_cpu_seconds = done.cpu_seconds;
        }
        report.log_likelihood = done.went.iter().map(|f| f.log_likelihood).sum();
        report.take(&done.went);
        if let Some(path) = &fit.out {
            write_whole(path, &serde_json::to_vec_pretty(&done.parameters)?)?;
        }
    }
    report.peak_bytes = memory.most();
    say(&if fit.json { serde_json::to_string(&report)? } else { report.words() });
    Ok(())
}

/// One fit, and the seconds of processor it took on all threads.
struct Done {
    parameters: Parameters,
    went: Vec<Went>,
    cpu_seconds: f64,
}

fn hold_out(
    log: &Log,
    kind: Kind,
    plan: &FitPlan,
    threads: usize,
    folds: &[usize],
    n_folds: usize,
    report: &mut Report,
) {
    let (mut pooled, mut train_rows, mut cpu_seconds, mut n) = (Tally::default(), 0, 0.0, 0);
    for fold in (0..n_folds).filter(|f| folds.contains(f)) {
        let plan = FitPlan { with_intervals: false, ..*plan };
        let done = fit_all(log, kind, &plan, threads, |l| folds[l] != fold);
        let predictor = Predictor::new(&done.parameters, log);
        let (mut tally, mut states) = (Tally::default(), States::default());
        for learner in (0..log.n_learners()).filter(|l| folds[*l] == fold) {
            predictor
                .foretell(log, learner, &mut states, |f| tally.add(f.chance, log.is_right(f.row)));
        }
        train_rows += log.n_rows() - tally.len();
        cpu_seconds += done.cpu_seconds;
        n += 1;
        report.log_likelihood += done.went.iter().map(|w| w.log_likelihood).sum::<f64>();
        report.take(&done.went);
        report.folds.extend(tally.figures());
        pooled.merge(&tally);
    }
    report.train_rows = train_rows / n.max(1);
    report.fit_cpu_seconds = cpu_seconds / f64::from(u32::try_from(n.max(1)).unwrap_or(1));
    report.pooled = pooled.figures();
}

/// Fits every step, each on whichever thread is free.
fn fit_all(
    log: &Log,
    kind: Kind,
    plan: &FitPlan,
    threads: usize,
    is_in: impl Fn(usize) -> bool + Copy,
) -> Done {
    let from = cpu_seconds();
    let histories = Histories::of(log, kind == Kind::Items, is_in);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(histories.n_steps()));
    let elsewhere = Mutex::new(0.0);
    let work = || {
        let mut own = Vec::new();
        loop {
            let step = next.fetch_add(1, Ordering::Relaxed);
            if step >= histories.n_steps() {
                break;
            }
            own.push((step, learning::fit::fit(&histories, step, plan)));
        }
        if let Ok(mut done) = done.lock() {
            done.extend(own);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(histories.n_steps()) {
            scope.spawn(|| {
                let from = cpu_seconds();
                work();
                if let Ok(mut seconds) = elsewhere.lock() {
                    *seconds += cpu_seconds() - from;
                }
            });
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(step, _)| *step);
    let (figures, went) = done.into_iter().map(|(_, fitted)| (fitted.figures, fitted.went)).unzip();
    let parameters = gather(log, &histories.into_items(), kind, figures, is_in);
    let elsewhere = elsewhere.into_inner().unwrap_or_default();
    Done { parameters, went, cpu_seconds: cpu_seconds() - from + elsewhere }
}

impl Report {
    fn take(&mut self, went: &[Went]) {
        self.converged &= went.iter().all(|w| w.has_settled);
        self.monotone &= went.iter().all(|w| !w.has_fallen);
    }

    fn words(&self) -> String {
        let mut lines = vec![
            format!(
                "{} answers of {} learners on {} skills, {} items",
                self.rows, self.learners, self.skills, self.items
            ),
            format!(
                "fit: {:.3} s of processor, reading {:.3} s",
                self.fit_cpu_seconds, self.parse_cpu_seconds
            ),
            match (self.converged, self.monotone) {
                (true, true) => "every step settled, and no log-posterior ever fell".to_owned(),
                (settled, rose) => format!("settled: {settled}; never fell: {rose}"),
            },
        ];
        if let Some(pooled) = &self.pooled {
            let area = pooled.auc.map_or("none".to_owned(), |a| format!("{a:.4}"));
            lines.push(format!(
                "held out: AUC {area}, log loss {:.4}, RMSE {:.4}, calibration {:.4}",
                pooled.log_loss, pooled.rmse, pooled.calibration
            ));
        }
        lines.extend(self.notes.iter().cloned());
        lines.join("\n")
    }
}

/// Skills whose answers are all the same, by name: their figures rest on the published starting values.
fn notes(log: &Log) -> Vec<String> {
    let counts = log.rights_by_step();
    let counts = (0u32..).zip(counts);
    let note = |(step, (right, all)): (u32, (u64, u64))| {
        let name = log.steps.name(step);
        match right {
            0 => Some(format!("skill `{name}`: all {all} answers are wrong")),
            n if n == all => Some(format!("skill `{name}`: all {all} answers are right")),
            _ => None,
        }
    };
    counts.filter_map(note).collect()
}

/// Seconds of processor this thread has had; where the system does not say, seconds since the program began.
fn cpu_seconds() -> f64 {
    static BEGAN: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGAN.elapsed().as_secs_f64(), |n| n / 1e9)
}

/// The most memory that was taken, beyond what was held when this began. The program's own pages, which come from its
/// file as they are first run, are not counted.
struct Memory {
    before: u64,
    most: AtomicU64,
}

impl Memory {
    fn begun() -> Memory {
        Memory { before: kibibytes("RssAnon:"), most: AtomicU64::new(0) }
    }

    fn look(&self) {
        self.most.fetch_max(kibibytes("RssAnon:"), Ordering::Relaxed);
    }

    /// In bytes; 0 where the system does not say. What was given back between two looks is found by the highest mark
    /// of all memory, less the pages of files.
    fn most(&self) -> u64 {
        self.look();
        let marked = kibibytes("VmHWM:").saturating_sub(kibibytes("RssFile:"));
        let most = self.most.load(Ordering::Relaxed).max(marked);
        most.saturating_sub(self.before) * 1024
    }
}

fn kibibytes(of: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|l| l.starts_with(of));
    line.and_then(|l| l.split_whitespace().nth(1)).and_then(|n| n.parse().ok()).unwrap_or(0)
}
