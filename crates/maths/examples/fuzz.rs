//! Tries millions of made-up texts on reading or marking:
//! `cargo run --release -p maths --example fuzz -- --target reading --trials 10000000 --seed 1`.
//!
//! `--corpus DIR` says where the texts to begin with are; `--keep` adds to them what ended in a new way.
//! Shows the first twenty faults, each with its text, and fails if there is one. Reports the most memory and the longest time of one text.

use std::alloc::System;
use std::fs;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[path = "../tests/bounds/fuzzing.rs"]
mod fuzzing;

use fuzzing::{Fuzzing, Target};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const MOST_BYTES: usize = 16 << 20;
const MOST_FAULTS: usize = 20;

struct Asked {
    target: Target,
    name: String,
    n_trials: u64,
    seed: u64,
    corpus: PathBuf,
    keep: bool,
}

fn asked() -> Option<Asked> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let name = "reading".to_owned();
    let mut asked =
        Asked { target: Target::Reading, name, n_trials: 100_000, seed: 1, corpus, keep: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--keep" => asked.keep = true,
            "--target" => {
                asked.name = words.next()?;
                asked.target = Target::of_name(&asked.name)?;
            }
            "--trials" => asked.n_trials = words.next()?.parse().ok()?,
            "--seed" => asked.seed = words.next()?.parse().ok()?,
            "--corpus" => asked.corpus = PathBuf::from(words.next()?),
            _ => return None,
        }
    }
    Some(asked)
}

fn main() -> io::Result<ExitCode> {
    let mut out = io::stdout();
    let Some(asked) = asked() else {
        let usage = "fuzz --target reading|marking --trials N --seed S [--corpus DIR] [--keep]";
        writeln!(out, "{usage}")?;
        return Ok(ExitCode::from(2));
    };
    let mut run = Fuzzing::new(asked.target, asked.seed, &asked.corpus);
    let begun = Instant::now();
    let mut n_faults = 0;
    let (mut most_bytes, mut longest) = ((0, String::new()), (Duration::ZERO, String::new()));
    for n in 1..=asked.n_trials {
        let region = Region::new(MEMORY);
        let start = Instant::now();
        let Ok(trial) = catch_unwind(AssertUnwindSafe(|| run.run())) else {
            writeln!(out, "trial {n} of seed {} stopped the program", asked.seed)?;
            return Ok(ExitCode::FAILURE);
        };
        let (taken, bytes) = (start.elapsed(), region.change().bytes_allocated);
        if let Some(fault) = trial.fault {
            writeln!(out, "trial {n}: {:?}: {fault}", trial.text)?;
            n_faults += 1;
        }
        if n_faults >= MOST_FAULTS {
            return Ok(ExitCode::FAILURE);
        }
        if bytes > MOST_BYTES {
            writeln!(out, "trial {n}: {:?} asked for {bytes} bytes", trial.text)?;
            return Ok(ExitCode::FAILURE);
        }
        if bytes > most_bytes.0 {
            most_bytes = (bytes, trial.text.clone());
        }
        if taken > longest.0 {
            longest = (taken, trial.text);
        }
    }
    writeln!(
        out,
        "{} trials on {} from seed {} in {:?}: {n_faults} faults\nmost memory {} bytes: {:?}\nlongest {:?}: {:?}\n{} endings",
        asked.n_trials,
        asked.name,
        asked.seed,
        begun.elapsed(),
        most_bytes.0,
        most_bytes.1,
        longest.0,
        longest.1,
        run.found().len(),
    )?;
    if asked.keep {
        let path = asked.corpus.join(format!("{}.txt", asked.name));
        let mut kept = fs::read_to_string(&path).unwrap_or_default();
        for line in run.found() {
            kept.push_str(line);
            kept.push('\n');
        }
        fs::write(path, kept)?;
    }
    Ok(if n_faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
