//! `tenframe learn count` and `learn merge`: one fit to many schools, none of which hands on a pupil's row.
//!
//! A round is a `count` in every school under the same figures, then one `merge`. Start at [`count`].

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use learning::fit::{Kind, Questions, SchoolCounts};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::log_file::{NOTHING, figures, must_tell, read};
use super::write_whole;
use crate::out::say;

/// What the first round counts under, in place of a file's fingerprint.
const START: &str = "the published starting values";

/// Counts a log under the figures of the round.
#[derive(Debug, clap::Args)]
pub struct Count {
    /// The log, as CSV or gzipped CSV.
    file: PathBuf,
    /// The figures every school counts under; in the first round none, which is the published starting values.
    #[arg(long, value_name = "FILE")]
    figures: Option<PathBuf>,
    /// A skill that fewer learners met is left out. Our choice.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    least: u64,
    /// Where to write the counts.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Write JSON.
    #[arg(long)]
    json: bool,
}

/// Adds up counts and writes the next figures.
#[derive(Debug, clap::Args)]
pub struct Merge {
    /// What `learn count` wrote, one file a school.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The figures they were counted under; none in the first round.
    #[arg(long, value_name = "FILE")]
    figures: Option<PathBuf>,
    /// Whether a skill's questions share one slip and guess, as they should until the figures hardly move, or have
    /// each their own.
    #[arg(long, value_enum, default_value = "together")]
    questions: Shared,
    /// Where to write the next figures.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Write JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shared {
    Together,
    Apart,
}

#[derive(Debug, Serialize)]
struct Counted {
    skills: usize,
    answers: i64,
    left_out: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Merged {
    schools: usize,
    skills: usize,
    answers: i64,
    log_posterior: f64,
    moved: f64,
}

/// Writes the counts of one school.
pub fn count(count: &Count) -> Result<()> {
    let (before, under) = round(count.figures.as_deref())?;
    let log = read(&count.file)?;
    must_tell(&count.file, &log)?;
    let (counts, left_out) = SchoolCounts::of(&log, before.as_ref(), &under, count.least);
    if counts.steps.is_empty() {
        let (name, least) = (count.file.display(), count.least);
        bail!(
            "`{name}`: no skill was met by {least} learners or more, so there is nothing to hand on; {NOTHING}"
        );
    }
    write_whole(&count.out, &serde_json::to_vec(&counts)?)?;
    let counted = Counted { skills: counts.steps.len(), answers: answers(&counts), left_out };
    say(&if count.json { serde_json::to_string(&counted)? } else { counted.words(count.least) });
    Ok(())
}

/// Writes the figures that come next.
pub fn merge(merge: &Merge) -> Result<()> {
    let (before, under) = round(merge.figures.as_deref())?;
    let mut all: Option<SchoolCounts> = None;
    for path in &merge.files {
        let name = path.display();
        let counts = counts(path)?;
        if counts.under != under {
            let asked =
                merge.figures.as_ref().map_or(START.to_owned(), |p| format!("`{}`", p.display()));
            bail!(
                "`{name}` was not counted under {asked}; count again with these figures; {NOTHING}"
            );
        }
        match &mut all {
            None => all = Some(counts),
            Some(all) => {
                all.merge(&counts).map_err(|why| anyhow::anyhow!("`{name}`: {why}; {NOTHING}"))?;
            }
        }
    }
    let Some(all) = all else { bail!("no counts were named; {NOTHING}") };
    let questions = match merge.questions {
        Shared::Together => Questions::Together,
        Shared::Apart => Questions::Apart,
    };
    let next = all.next(before.as_ref(), questions);
    write_whole(&merge.out, &serde_json::to_vec_pretty(&next.parameters)?)?;
    let merged = Merged {
        schools: merge.files.len(),
        skills: all.steps.len(),
        answers: answers(&all),
        log_posterior: next.log_posterior,
        moved: next.moved,
    };
    say(&if merge.json { serde_json::to_string(&merged)? } else { merged.words() });
    Ok(())
}

/// The figures of a round, and what tells them apart from any others: the fingerprint of their file.
fn round(path: Option<&Path>) -> Result<(Option<learning::fit::Parameters>, String)> {
    let Some(path) = path else { return Ok((None, START.to_owned())) };
    let (figures, text) = figures(path)?;
    if figures.model != Kind::Items {
        bail!(
            "`{}` holds figures of another model; expected those of `learn merge`, or of `learn fit --model items`; {NOTHING}",
            path.display()
        );
    }
    let fingerprint = Sha256::digest(&text);
    Ok((Some(figures), fingerprint.iter().map(|byte| format!("{byte:02x}")).collect()))
}

fn counts(path: &Path) -> Result<SchoolCounts> {
    let name = path.display();
    let text =
        std::fs::read(path).with_context(|| format!("`{name}` cannot be read; {NOTHING}"))?;
    let counts: SchoolCounts = serde_json::from_slice(&text)
        .with_context(|| format!("`{name}` is not a file that `learn count` wrote; {NOTHING}"))?;
    if counts.format != SchoolCounts::FORMAT {
        let (found, expected) = (&counts.format, SchoolCounts::FORMAT);
        bail!("`{name}` has the format `{found}`; expected `{expected}`; {NOTHING}");
    }
    if let Some(wrong) = counts.wrong() {
        bail!("`{name}`: {wrong}; {NOTHING}");
    }
    Ok(counts)
}

fn answers(counts: &SchoolCounts) -> i64 {
    counts
        .steps
        .iter()
        .flat_map(|step| &step.counts.items)
        .map(|n| n[2].saturating_add(n[3]))
        .fold(0, i64::saturating_add)
}

impl Counted {
    fn words(&self, least: u64) -> String {
        let mut words = format!(
            "{} answers on {} skills are counted; nothing of any learner is in the file",
            self.answers, self.skills
        );
        if !self.left_out.is_empty() {
            let names: Vec<String> = self.left_out.iter().map(|name| format!("`{name}`")).collect();
            words +=
                &format!("\nleft out, met by fewer than {least} learners: {}", names.join(", "));
        }
        words
    }
}

impl Merged {
    fn words(&self) -> String {
        let schools = if self.schools == 1 { "school" } else { "schools" };
        format!(
            "{} answers of {} {schools} on {} skills\nthe log-posterior of the figures before: {:.3}; the furthest a figure moved: {:.6}",
            self.answers, self.schools, self.skills, self.log_posterior, self.moved
        )
    }
}
