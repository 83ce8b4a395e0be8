//! Chores for developers: `cargo xtask tidy`, `cargo xtask licences` and `cargo xtask audit`.
//!
//! Never runs the program itself. Start at [`main`]; the rules are in [`tidy`].

mod audit;
mod licences;
mod tidy;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

const USAGE: &str = "\
Usage: cargo xtask <CHORE>

  tidy       check the rules that the compiler cannot (lists every problem at once)
  licences   check that every dependency has a licence that deny.toml allows
  audit      make and check sequences of every shipped family; --seeds N, 1000 when not said; --family SLUG for one
";

fn main() -> Result<ExitCode> {
    let chore = std::env::args().nth(1).unwrap_or_default();
    let root = workspace_root()?;
    let report = match chore.as_str() {
        "tidy" => tidy::report(&root)?,
        "licences" => licences::report(&root)?,
        "audit" => audit::report(&root, &std::env::args().skip(2).collect::<Vec<_>>())?,
        _ => Report { text: USAGE.to_owned(), is_sound: false },
    };
    let mut out = std::io::stdout().lock();
    out.write_all(report.text.as_bytes())?;
    Ok(if report.is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a chore has to say, and whether all is well.
struct Report {
    text: String,
    is_sound: bool,
}

fn workspace_root() -> Result<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .context("the xtask folder has no parent folder")
}
