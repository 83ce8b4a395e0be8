//! `tenframe learn simulate`: the log of an invented school, and what is true of it.
//!
//! Everything follows from the seed. Start at [`run`].

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use learning::fit::School;

use super::{line, write_whole};

/// Invents a school: its log as CSV, and its truth as a line of JSON a step.
#[derive(Debug, clap::Args)]
pub struct Simulate {
    /// Everything follows from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many learners.
    #[arg(long, default_value_t = 240, value_parser = clap::value_parser!(u32).range(1..=50_000_000))]
    learners: u32,
    /// How many steps.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    steps: u32,
    /// How many questions a step has.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    items: u32,
    /// How many answers each learner gives on a step.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    answers: u32,
    /// Let days pass, lessons be taught and keep-up be held between answers.
    #[arg(long)]
    times: bool,
    /// Where to write the log, gzipped when the name ends in .gz; standard output when not given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where to write what is true, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

/// Writes the log.
pub fn run(simulate: &Simulate) -> Result<()> {
    let school = School {
        seed: simulate.seed,
        n_learners: simulate.learners,
        n_steps: simulate.steps,
        n_items: simulate.items,
        n_answers: simulate.answers,
        with_times: simulate.times,
    };
    let truth = school.truth();
    if let Some(path) = &simulate.truth {
        let mut text = Vec::new();
        truth.iter().try_for_each(|step| line(&mut text, step))?;
        write_whole(path, &text)?;
    }
    let Some(path) = &simulate.out else {
        return Ok(write_log(&school, BufWriter::new(crate::out::out()))?.flush()?);
    };
    let cannot = || format!("`{}` cannot be written", path.display());
    let file = BufWriter::new(File::create(path).with_context(cannot)?);
    if path.extension().is_some_and(|e| e == "gz") {
        let zipped = GzEncoder::new(file, Compression::default());
        write_log(&school, zipped).and_then(GzEncoder::finish).with_context(cannot)?.flush()?;
    } else {
        write_log(&school, file).with_context(cannot)?.flush()?;
    }
    Ok(())
}

fn write_log<W: Write>(school: &School, mut out: W) -> std::io::Result<W> {
    let truth = school.truth();
    let mut text = school.header();
    let mut written = Ok(());
    school.rows(&truth, |row| {
        school.line(&truth, &row, &mut text);
        const PIECE: usize = 64 * 1024;
        if text.len() > PIECE && written.is_ok() {
            written = out.write_all(text.as_bytes());
            text.clear();
        }
    });
    written?;
    out.write_all(text.as_bytes())?;
    Ok(out)
}
