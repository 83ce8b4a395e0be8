//! `tenframe learn`: fits a log, foretells answers, weighs a check, and invents a school.
//!
//! It reads and writes only; every figure is of the `learning` crate. A file that cannot be read whole writes nothing.
//! Start at [`run`].

mod check;
mod fit;
mod log_file;
mod predict;
mod share;
mod simulate;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Subcommand;

/// What to learn.
#[derive(Debug, Subcommand)]
pub enum Learn {
    /// Fit the figures of each step to a log of answers; with folds, say how well held-out answers are foretold.
    Fit(fit::Fit),
    /// Foretell each answer of a log from the same learner's earlier ones; a line of JSON a row.
    Predict(predict::Predict),
    /// Count a school's log for a fit to many schools: what is written holds nothing of any pupil.
    Count(share::Count),
    /// Add up what schools counted, and write the figures that suit them all better.
    Merge(share::Merge),
    /// Say where each pupil of a check stands and why; a line of JSON a pupil.
    Diagnose(check::Diagnose),
    /// Say whether a class goes on after a check, how sure that is and what each way costs.
    Ready(check::Ready),
    /// Write the log of an invented school whose truth is known.
    Simulate(simulate::Simulate),
}

/// Runs the command.
pub fn run(learn: Learn) -> Result<ExitCode> {
    match learn {
        Learn::Fit(fit) => fit::run(&fit)?,
        Learn::Predict(predict) => predict::run(&predict)?,
        Learn::Count(count) => share::count(&count)?,
        Learn::Merge(merge) => share::merge(&merge)?,
        Learn::Diagnose(diagnose) => check::diagnose(&diagnose)?,
        Learn::Ready(ready) => check::ready(&ready)?,
        Learn::Simulate(simulate) => simulate::run(&simulate)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file whole or not at all: beside its place first, then moved there.
fn write_whole(path: &Path, text: &[u8]) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let cannot = || format!("`{}` cannot be written", path.display());
    std::fs::write(&beside, text).with_context(cannot)?;
    std::fs::rename(&beside, path).with_context(cannot)
}

/// Writes a value as one line of JSON.
fn line(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
