//! Kills a program that is answering, again and again, and looks for what was lost.
//!
//! `cargo run -p store --example crash -- --trials 200 --seed 1`; ends with `N passed, N failed`.
//! `--database postgres://...` does the same on a server, in a schema of its own.
//! Start at `trials::run`.

#[path = "../desk/desk.rs"]
mod desk;
mod trials;

use std::io::{self, Write};
use std::process::{Command, ExitCode};

use store::Place;

fn main() -> ExitCode {
    match read_arguments(std::env::args().skip(1).collect()) {
        Ok(Task::Answer(folder, lesson)) => {
            trials::answer(&folder, &lesson);
            ExitCode::SUCCESS
        }
        Ok(Task::Kill { n_trials, seed, server }) => kill(n_trials, seed, server),
        Err(message) => {
            // Nothing can be done when even the message cannot be written.
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}

enum Task {
    /// Be the program that is killed.
    Answer(String, String),
    /// Be the one that kills it.
    Kill { n_trials: u32, seed: u64, server: Option<String> },
}

fn read_arguments(arguments: Vec<String>) -> Result<Task, String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["answer", folder, lesson] = words[..] {
        return Ok(Task::Answer(folder.to_owned(), lesson.to_owned()));
    }
    let (mut n_trials, mut seed, mut server) = (20, 1, None);
    for pair in words.chunks(2) {
        match pair {
            ["--trials", number] => n_trials = whole_number(number)?,
            ["--seed", number] => seed = whole_number(number)?.into(),
            ["--database", address] => server = Some((*address).to_owned()),
            _ => {
                return Err(format!(
                    "`{}` is not known: expected --trials N, --seed N or --database URL",
                    pair[0]
                ));
            }
        }
    }
    Ok(Task::Kill { n_trials, seed, server })
}

fn whole_number(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("`{text}` is not a whole number"))
}

fn kill(n_trials: u32, seed: u64, server: Option<String>) -> ExitCode {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let schema = store::new_id().replace('-', "");
    let place = match server {
        Some(address) => Place::Server(format!("{address}?schema=crash{schema}")),
        None => Place::Folder(folder.path().to_owned()),
    };
    let program = std::env::current_exe().expect("a running program has a path");
    let child = |place: &str, lesson: &str| {
        let mut command = Command::new(&program);
        command.arg("answer").arg(place).arg(lesson);
        command
    };
    let mut out = io::stdout().lock();
    let outcome = trials::run(&place, n_trials, seed, child, |line| {
        writeln!(out, "{line}").expect("standard output is open");
    });
    writeln!(out, "{} passed, {} failed", outcome.n_passed, outcome.n_failed)
        .expect("standard output is open");
    ExitCode::from(u8::from(outcome.n_failed > 0))
}
