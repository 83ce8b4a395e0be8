//! Makes sequences of every shipped family with many seeds and checks each one: `cargo xtask audit --seeds 1000`.
//!
//! The checking itself is a test of the curriculum crate, which the short form runs with a few seeds.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::Report;

/// Seeds a family gets when nobody has said.
const SEEDS: &str = "1000";

/// Runs the audit and says how long it took.
pub fn report(root: &Path, arguments: &[String]) -> Result<Report> {
    let seeds = match arguments {
        [] => SEEDS,
        [flag, seeds] if flag == "--seeds" && seeds.parse::<u64>().is_ok() => seeds,
        _ => bail!("`cargo xtask audit` takes `--seeds N`"),
    };
    let begun = Instant::now();
    let status = Command::new(env!("CARGO"))
        .args(["test", "-p", "curriculum", "--test", "it", "audit::"])
        .env("AUDIT_SEEDS", seeds)
        .current_dir(root)
        .status()
        .context("cargo cannot be run")?;
    let verdict =
        if status.success() { "sound" } else { "NOT sound: the first problems stand above" };
    let text =
        format!("audit: {seeds} seeds a family, {} s, {verdict}\n", begun.elapsed().as_secs());
    Ok(Report { text, is_sound: status.success() })
}
