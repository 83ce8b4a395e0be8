//! Measures how well answers are foretold on a log with folds: `foretell LOG.csv FOLDS.csv`.
//!
//! Reads plain CSV. Start at `main`.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use learning::fit::*;

fn cpu() -> u64 {
    std::fs::read_to_string("/proc/self/schedstat")
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap()
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let t = cpu();
    let bytes = std::fs::read(&args[1]).unwrap();
    let mut reader = Reader::default();
    for piece in bytes.chunks(65536) {
        reader.take(piece).unwrap();
    }
    let log = reader.end().unwrap();
    println!(
        "parse {:?} {:.1} ns/row bytes {:?}",
        cpu() - t,
        (cpu() - t) as f64 / log.n_rows() as f64,
        log.n_bytes()
    );
    let mut fold = vec![0usize; log.n_learners()];
    for line in std::fs::read_to_string(&args[2]).unwrap().lines().skip(1) {
        let (l, f) = line.split_once(',').unwrap();
        fold[log.learners.find(l.as_bytes()).unwrap() as usize] = f.trim().parse().unwrap();
    }
    for kind in
        if args.len() > 3 { vec![] } else { vec![Kind::Standard, Kind::Items, Kind::Ability] }
    {
        let mut pooled = Tally::default();
        let (mut fit_time, mut train) = (0u64, 0);
        for f in 0..5 {
            let t = cpu();
            let plan = FitPlan { starts: 1, is_counted: true, with_intervals: false };
            let (params, fitted) = fit_log(&log, kind, &plan, |l| fold[l] != f);
            fit_time += cpu() - t;
            let rows: u64 = fitted.iter().map(|f| f.figures.n_answers).sum();
            train += rows;
            let p = Predictor::new(&params, &log);
            let mut st = States::default();
            let mut tally = Tally::default();
            for l in (0..log.n_learners()).filter(|l| fold[*l] == f) {
                p.foretell(&log, l, &mut st, |x| tally.add(x.chance, log.is_right(x.row)));
            }
            if f == 0 {
                let passes: u64 =
                    fitted.iter().map(|f| f.figures.n_answers * u64::from(f.n_passes)).sum();
                println!(
                    "{kind:?} passes/row {:.1} ll/row {:.6} fallen {} unsettled {}",
                    passes as f64 / rows as f64,
                    fitted.iter().map(|f| f.log_likelihood).sum::<f64>() / rows as f64,
                    fitted.iter().filter(|f| f.has_fallen).count(),
                    fitted.iter().filter(|f| !f.has_settled).count()
                );
            }
            pooled.merge(&tally);
        }
        println!(
            "{kind:?} fit {:.1} ns/row {:?}",
            fit_time as f64 / train as f64,
            pooled.figures()
        );
    }
}
