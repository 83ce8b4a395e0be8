//! Lets the disk of a store fail in every way we know, and looks for what was lost or wrongly acknowledged.
//!
//! `cargo run -p store --example faults -- --trials 200 --seed 1`; ends with `N passed, N failed`.
//! `--trials` is the number of power cuts; `--step N` takes every N-th fault only; `--small-volume DIR` fills a small
//! volume mounted there as well. Start at `trials::Trials`.

#[path = "../desk/desk.rs"]
mod desk;
mod trials;
mod volume;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use trials::Trials;

/// Bytes between two full disks, unless told otherwise: about one in each page and its frame.
const BYTES: usize = 1031;

struct Asked {
    n_trials: u32,
    seed: u64,
    step: usize,
    small_volume: Option<PathBuf>,
}

fn main() -> ExitCode {
    let asked = match read_arguments(std::env::args().skip(1).collect()) {
        Ok(asked) => asked,
        Err(message) => {
            // Nothing can be done when even the message cannot be written.
            let _ = writeln!(io::stderr(), "{message}");
            return ExitCode::from(2);
        }
    };
    let mut trials = Trials::new();
    let n_done = trials.every_fault(asked.step);
    say(&format!(
        "{n_done} things done to the disk by the script, each made to fail, once and for good"
    ));
    let n_bytes = trials.full_disk(asked.step * BYTES);
    say(&format!(
        "{n_bytes} bytes written by the script, the disk full at every {}th",
        asked.step * BYTES
    ));
    trials.power_cuts(asked.n_trials, asked.seed, true);
    say(&format!("{} power cuts, what was not flushed kept in part", asked.n_trials));
    if let Some(volume) = &asked.small_volume {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
        trials.note("a volume that is full", runtime.block_on(volume::fill(volume)));
        say("a real volume filled, and room made again");
    }
    trials.failed.iter().for_each(|line| say(line));
    say(&format!("{} passed, {} failed", trials.n_passed, trials.failed.len()));
    ExitCode::from(u8::from(!trials.failed.is_empty()))
}

fn say(line: &str) {
    writeln!(io::stdout(), "{line}").expect("standard output is open");
}

fn read_arguments(arguments: Vec<String>) -> Result<Asked, String> {
    let mut asked = Asked { n_trials: 200, seed: 1, step: 1, small_volume: None };
    let number = |text: &str| -> Result<u32, String> {
        text.parse().map_err(|_| format!("`{text}` is not a whole number"))
    };
    for pair in arguments.chunks(2) {
        match pair {
            [name, value] if name == "--trials" => asked.n_trials = number(value)?,
            [name, value] if name == "--seed" => asked.seed = number(value)?.into(),
            [name, value] if name == "--step" => asked.step = number(value)?.max(1) as usize,
            [name, value] if name == "--small-volume" => asked.small_volume = Some(value.into()),
            _ => {
                return Err(format!(
                    "`{}` is not known: expected --trials N, --seed N, --step N or --small-volume DIR",
                    pair[0]
                ));
            }
        }
    }
    Ok(asked)
}
