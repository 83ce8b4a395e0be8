//! Makes sequences of every shipped family with many seeds and checks each one: `cargo xtask audit --seeds 1000`.
//!
//! The work is the `audit` example of the curriculum crate, whose questions a test asks with twenty seeds.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Report;

/// Seeds a family gets when nobody has said.
const SEEDS: &str = "1000";

/// Runs the audit, which writes its table itself.
pub fn report(root: &Path, arguments: &[String]) -> Result<Report> {
    let seeds = match arguments {
        [] => SEEDS,
        [flag, seeds] if flag == "--seeds" && seeds.parse::<u64>().is_ok() => seeds,
        _ => bail!("`cargo xtask audit` takes `--seeds N`"),
    };
    let status = Command::new(env!("CARGO"))
        .args([
            "run",
            "--release",
            "-p",
            "curriculum",
            "--example",
            "audit",
            "--",
            "--seeds",
            seeds,
        ])
        .current_dir(root)
        .status()
        .context("cargo cannot be run")?;
    let text = match status.success() {
        true => "audit: sound\n",
        false => "audit: NOT sound, see the lines under the table\n",
    };
    Ok(Report { text: text.to_owned(), is_sound: status.success() })
}
