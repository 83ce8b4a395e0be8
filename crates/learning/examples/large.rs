//! How reading and fitting grow: `large ROWS [standard|items|ability]`, `large lockstep ROWS`, `large broken ROWS`;
//! and what a log of one's own takes: `large log FILE.csv [standard|items|ability] [uncounted]`, the last with equal
//! histories gone over one by one.
//!
//! The log is an invented school's, made and read a piece at a time and never held as text. In lockstep, classes meet
//! the same questions in the same order: parts of ten million answers are read, their equal histories counted once and
//! the rest let go; each pass then goes over what is left of every part, through `estep`, `merge` and `mstep`. A broken
//! log has a mark that cannot be read in its last row. Start at `main`.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)]

use std::io::Read;

use learning::fit::{
    FitPlan, Kind, Log, ReadError, Reader, School, StepHistories, Truth, estep, fit_log, fit_step,
};

const PLAN: FitPlan = FitPlan { starts: 1, is_counted: true, with_intervals: false };

/// Nanoseconds of processor that this thread has had.
fn now() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

/// The most memory the program has held, in bytes.
fn most_memory() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|l| l.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let what = arguments.first().map_or("1000000", String::as_str);
    let rows = |at: usize| arguments.get(at).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    match what {
        "lockstep" => lockstep(rows(1)),
        "broken" => broken(rows(1)),
        "log" => {
            let model = arguments.get(2).map_or("items", String::as_str);
            of_file(&arguments[1], model, arguments.get(3).is_none());
        }
        _ => grown(rows(0), arguments.get(1).map_or("standard", String::as_str)),
    }
}

/// A school with about this many answers: six on each of six steps a learner.
fn school(rows: u64) -> School {
    let n_learners = u32::try_from(rows.div_ceil(36)).unwrap();
    School { n_learners, n_answers: 6, n_steps: 6, ..School::default() }
}

/// Reads a school's log as it is made, then `last`; and the nanoseconds that reading took.
fn read(school: &School, truth: &[Truth], last: &str) -> (Result<Log, ReadError>, u64) {
    const PIECE: usize = 64 * 1024;
    let (mut reader, mut text, mut took) = (Reader::default(), school.header(), 0);
    let mut found = Ok(());
    school.rows(truth, |row| {
        school.line(truth, &row, &mut text);
        if text.len() > PIECE && found.is_ok() {
            let began = now();
            found = reader.take(text.as_bytes());
            took += now() - began;
            text.clear();
        }
    });
    text.push_str(last);
    let began = now();
    let log = found.and_then(|()| reader.take(text.as_bytes())).and_then(|()| reader.end());
    (log, took + now() - began)
}

fn grown(rows: u64, model: &str) {
    let before = most_memory();
    let school = school(rows);
    let (log, reading) = read(&school, &school.truth(), "");
    fitted(&log.unwrap(), model, &PLAN, reading, before);
}

/// A log that is in a file, read in pieces.
fn of_file(path: &str, model: &str, is_counted: bool) {
    let before = most_memory();
    let (mut reader, mut piece, mut took) = (Reader::default(), vec![0; 64 * 1024], 0);
    let mut file = std::fs::File::open(path).unwrap();
    loop {
        let n = file.read(&mut piece).unwrap();
        if n == 0 {
            break;
        }
        let began = now();
        reader.take(&piece[..n]).unwrap();
        took += now() - began;
    }
    drop(piece);
    let began = now();
    let log = reader.end().unwrap();
    let plan = FitPlan { is_counted, ..PLAN };
    fitted(&log, model, &plan, took + now() - began, before);
}

fn fitted(log: &Log, model: &str, plan: &FitPlan, reading: u64, before: f64) {
    let kind = match model {
        "standard" => Kind::Standard,
        "items" => Kind::Items,
        _ => Kind::Ability,
    };
    let began = now();
    let (_, went) = fit_log(log, kind, plan, |_| true);
    let fitting = now() - began;
    let n = log.n_rows() as f64;
    let settled = went.iter().all(|w| w.has_settled && !w.has_fallen);
    let passes: u32 = went.iter().map(|w| w.n_passes).sum();
    println!(
        "{kind:?}, {n} rows: read {:.0} ns a row, fit {:.0} ns a row, {:.2} s in all, {:.1} passes a step, {:.1} bytes a row, settled {settled}",
        reading as f64 / n,
        fitting as f64 / n,
        (reading + fitting) as f64 / 1e9,
        f64::from(passes) / went.len() as f64,
        (most_memory() - before) / n
    );
}

/// Every learner meets five questions of one step in the same order, so a part holds at most 32 histories.
fn lockstep(rows: u64) {
    const PART: u64 = 10_000_000;
    let base = School { n_steps: 1, n_items: 1, n_answers: 5, ..School::default() };
    let (truth, before) = (base.truth(), most_memory());
    let (mut parts, mut reading, mut counting, mut n): (Vec<StepHistories>, _, _, _) =
        (Vec::new(), 0, 0, 0);
    for part in 0..rows.div_ceil(PART) {
        let own = PART.min(rows - part * PART);
        // Other learners in each part; what is true of the step stays.
        let n_learners = u32::try_from(own.div_ceil(5)).unwrap();
        let (log, took) = read(&School { seed: base.seed + part, n_learners, ..base }, &truth, "");
        let log = log.unwrap();
        let began = now();
        let histories = learning::fit::Histories::of(&log, false, |_| true);
        parts.push(histories.step(0, true));
        counting += now() - began;
        reading += took;
        n += log.n_rows();
    }
    let began = now();
    let fitted = fit_step(&[0.01], &PLAN, |figures| {
        let mut counts = parts.iter().map(|part| estep(part, figures));
        let mut sum = counts.next().unwrap();
        counts.for_each(|c| sum.merge(&c));
        sum
    });
    let fitting = (now() - began) as f64 / 1e9;
    let left: usize = parts.iter().map(StepHistories::n_rows).sum();
    let seconds = |took: u64| took as f64 / 1e9;
    println!(
        "{n} answers in {} parts, {left} left once equal histories are counted: read {:.0} s, counted {:.0} s",
        parts.len(),
        seconds(reading),
        seconds(counting)
    );
    println!(
        "fit {fitting:.4} s in {} passes, {:.6} s a pass, settled {}, most memory {:.0} MB",
        fitted.went.n_passes,
        fitting / f64::from(fitted.went.n_passes),
        fitted.went.has_settled,
        (most_memory() - before) / 1e6
    );
    println!("found {:?}\ntrue  {:?}", fitted.figures.figures, truth[0].figures);
}

fn broken(rows: u64) {
    let before = most_memory();
    let school = school(rows);
    let (log, took) = read(&school, &school.truth(), "p0,step-0,q0-0,maybe,0\n");
    let memory = (most_memory() - before) / rows as f64;
    let said = log.map_or_else(|e| e.to_string(), |_| "nothing was wrong".to_owned());
    println!("{said}; found after {:.1} s, {memory:.1} bytes a row", took as f64 / 1e9);
}
