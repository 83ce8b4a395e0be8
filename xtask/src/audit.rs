//! Makes sequences of every shipped family with many seeds and checks each one: `cargo xtask audit --seeds 1000`.
//!
//! The work is the `audit` example of the curriculum crate, whose questions a test asks with twenty seeds.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::Report;

/// Runs the audit with these arguments, which it reads itself; it writes its table itself, too.
pub fn report(root: &Path, arguments: &[String]) -> Result<Report> {
    let status = Command::new(env!("CARGO"))
        .args(["run", "--release", "-p", "curriculum", "--example", "audit", "--"])
        .args(arguments)
        .current_dir(root)
        .status()
        .context("cargo cannot be run")?;
    let text = match status.success() {
        true => "audit: sound\n",
        false => "audit: NOT sound, see the lines under the table\n",
    };
    Ok(Report { text: text.to_owned(), is_sound: status.success() })
}
