//! `tenframe mark`: marks one response, or many as JSON Lines, and lists the acceptances.
//!
//! It reads and writes only; every decision is of the `maths` crate. Start at [`run`]; one line is in `line`.

mod batch;
mod guess;
mod line;

use std::fmt::Write;
use std::io;
use std::process::ExitCode;

use anyhow::{Result, bail};
use maths::{ACCEPTANCES, About};

use crate::out::say;

/// Marks a response against an answer, exactly and with the reason.
#[derive(Debug, clap::Args)]
pub struct Mark {
    /// The right answer, as a pupil would write it.
    #[arg(required_unless_present_any = ["batch", "list"], allow_hyphen_values = true)]
    answer: Option<String>,
    /// What the pupil wrote.
    #[arg(required_unless_present_any = ["batch", "list"], allow_hyphen_values = true)]
    response: Option<String>,
    /// What an answer must be, such as `simplest-form` or `decimal-places 2`; `--list` names them all.
    #[arg(long, value_name = "ACCEPTANCE")]
    accept: Option<String>,
    /// What may be written and what is asked for, as in a line of a batch: '{"letters":["x"]}'.
    #[arg(long, value_name = "JSON")]
    options: Option<String>,
    /// Read JSON Lines from standard input and write one line for each, in order.
    #[arg(long, conflicts_with_all = ["answer", "response", "accept", "options", "list"])]
    batch: bool,
    /// List every acceptance with its options and examples.
    #[arg(long, conflicts_with_all = ["answer", "response", "accept", "options"])]
    list: bool,
    /// Write JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(mark: Mark) -> Result<ExitCode> {
    if mark.batch {
        let all_sound = batch::run(io::stdin().lock(), crate::out::out())?;
        return Ok(if all_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    if mark.list {
        say(&if mark.json { serde_json::to_string_pretty(&ACCEPTANCES[..])? } else { list() });
        return Ok(ExitCode::SUCCESS);
    }
    let (Some(answer), Some(response)) = (mark.answer, mark.response) else {
        bail!("expected an answer and a response, as in `tenframe mark 3/4 6/8`");
    };
    let options = match &mark.options {
        Some(options) => serde_json::from_str(options)?,
        None => serde_json::Value::Null,
    };
    let mut asked = serde_json::json!({ "id": "", "answer": answer, "response": response });
    if let Some(accept) = mark.accept {
        asked["accept"] = accept.into();
    }
    if !options.is_null() {
        asked["options"] = options;
    }
    match line::mark_line(asked.to_string().as_bytes()) {
        Ok(marked) if mark.json => say(&serde_json::to_string(&marked)?),
        Ok(marked) => say(&marked.to_text()),
        Err(bad) => bail!("{}", bad.message),
    }
    Ok(ExitCode::SUCCESS)
}

fn list() -> String {
    ACCEPTANCES.iter().map(|about| entry(about)).collect::<Vec<_>>().join("\n")
}

fn entry(about: &About) -> String {
    let mut text = format!("{}\n  {}\n", about.name, about.about);
    for (option, means) in about.options {
        let _ = writeln!(text, "  option {option}: {means}");
    }
    for example in about.examples {
        let _ = writeln!(
            text,
            "  {}, answer {}: {} is accepted, {} is not",
            example.accept, example.answer, example.accepted, example.refused
        );
    }
    text
}
