//! Lets schools live through histories as chance has them, and counts how often `check` finds fault with a sound store.
//!
//! `cargo run -p store --example sound -- --trials 200 --seed 1`; ends with `N passed, N failed`.
//! `--database postgres://...` does the same on a server, in schemas of their own. Start at `trials::trial`.

mod history;
mod trials;

use std::io::{self, Write};
use std::process::ExitCode;

use store::Place;

struct Asked {
    n_trials: u32,
    seed: u64,
    server: Option<String>,
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
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let (mut n_passed, mut n_failed, mut n_rows, mut seed) = (0, 0, 0, asked.seed);
    for number in 1..=asked.n_trials {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let places = ["first", "second"].map(|name| match &asked.server {
            Some(address) => {
                Place::Server(format!("{address}?schema=sound{}", store::new_id().replace('-', "")))
            }
            None => Place::Folder(folder.path().join(name)),
        });
        match runtime.block_on(trials::trial(&places, &mut seed)) {
            Ok(n) => {
                n_passed += 1;
                n_rows += n;
            }
            Err(wrong) => {
                n_failed += 1;
                say(&format!("trial {number}: {wrong}"));
            }
        }
    }
    say(&format!(
        "{n_rows} rows looked at in sound stores, and once more where they were restored"
    ));
    say(&format!("{n_passed} passed, {n_failed} failed"));
    ExitCode::from(u8::from(n_failed > 0))
}

fn say(line: &str) {
    writeln!(io::stdout(), "{line}").expect("standard output is open");
}

fn read_arguments(arguments: Vec<String>) -> Result<Asked, String> {
    let mut asked = Asked { n_trials: 20, seed: 1, server: None };
    let number = |text: &str| -> Result<u32, String> {
        text.parse().map_err(|_| format!("`{text}` is not a whole number"))
    };
    for pair in arguments.chunks(2) {
        match pair {
            [name, value] if name == "--trials" => asked.n_trials = number(value)?,
            [name, value] if name == "--seed" => asked.seed = number(value)?.into(),
            [name, value] if name == "--database" => asked.server = Some(value.clone()),
            _ => {
                return Err(format!(
                    "`{}` is not known: expected --trials N, --seed N or --database URL",
                    pair[0]
                ));
            }
        }
    }
    Ok(asked)
}
