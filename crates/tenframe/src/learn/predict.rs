//! `tenframe learn predict`: a chance for each row of a log, from the same learner's earlier rows.
//!
//! What the figures do not know is named and refused, unless it is allowed. Start at [`run`].

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use learning::fit::{Basis, Log, Predictor, States};
use serde::Serialize;

use super::line;
use super::log_file::{figures, read};

/// Foretells the answers of a log with figures that were fitted before.
#[derive(Debug, clap::Args)]
pub struct Predict {
    /// The figures, as `learn fit --out` writes them.
    parameters: PathBuf,
    /// The log, as CSV or gzipped CSV.
    file: PathBuf,
    /// Take the step's figures for an item that is not known, and all steps' for a skill that is not.
    #[arg(long)]
    allow_unknown: bool,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    learner: &'a str,
    skill: &'a str,
    item: &'a str,
    correct: u8,
    chance: f64,
    secure: f64,
    from: Basis,
}

/// Writes a line a row: learner by learner in the order first met, each in order.
pub fn run(predict: &Predict) -> Result<()> {
    let (parameters, _) = figures(&predict.parameters)?;
    let log = read(&predict.file)?;
    let predictor = Predictor::new(&parameters, &log);
    if !predict.allow_unknown {
        refuse_unknown(predict, &log, &predictor)?;
    }
    let mut out = BufWriter::new(crate::out::out());
    let mut states = States::default();
    for learner in 0..log.n_learners() {
        let mut written = Ok(());
        predictor.foretell(&log, learner, &mut states, |foretold| {
            let item = log.item(foretold.row);
            let row = Row {
                learner: log.learner_name(learner),
                skill: log.step_name_of(item),
                item: log.item_name(item),
                correct: u8::from(log.is_right(foretold.row)),
                chance: rounded(foretold.chance),
                secure: rounded(foretold.secure),
                from: foretold.basis,
            };
            if written.is_ok() {
                written = line(&mut out, &row);
            }
        });
        written?;
    }
    out.flush()?;
    Ok(())
}

fn refuse_unknown(predict: &Predict, log: &Log, predictor: &Predictor) -> Result<()> {
    let mut unknown: Vec<String> = (0..log.steps.len())
        .filter(|step| !predictor.knows_step(*step))
        .map(|step| format!("skill `{}`", log.steps.name(step)))
        .collect();
    let n_items = u32::try_from(log.n_items()).unwrap_or(u32::MAX);
    let items = (0..n_items).filter(|item| predictor.basis(*item) == Basis::Skill);
    unknown.extend(
        items.map(|item| format!("item `{}` of `{}`", log.item_name(item), log.step_name_of(item))),
    );
    const MOST: usize = 10;
    if unknown.is_empty() {
        return Ok(());
    }
    let n = unknown.len();
    unknown.truncate(MOST);
    let more = if n > MOST { format!(" and {} more", n - MOST) } else { String::new() };
    bail!(
        "`{}`: the figures do not know {}{more}; nothing was written. `--allow-unknown` takes the skill's own figures instead",
        predict.file.display(),
        unknown.join(", ")
    )
}

fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}
