//! `tenframe content new`: begins a task family with a commented folder that is sound as it stands.
//!
//! Asks for what is not said, when somebody is at the terminal. Never writes over a folder that is there.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::content::load;
use crate::out::say;

#[derive(Debug, Args)]
pub struct New {
    /// The family's slug: lower-case words joined by hyphens.
    slug: Option<String>,
    /// Slug of its small step.
    #[arg(long)]
    step: Option<String>,
    /// The folder of content to write in.
    #[arg(long, value_name = "DIR")]
    content: PathBuf,
}

const FAMILY: &str = include_str!("content_new/family.toml");
const ANSWERS: &str = include_str!("content_new/answers.txt");

/// Writes the folder.
pub fn run(new: &New) -> Result<ExitCode> {
    let slug = said_or_asked(new.slug.as_deref(), "The family's slug, such as add-two-tens: ")?;
    let step = said_or_asked(new.step.as_deref(), "Slug of its small step: ")?;
    let own = new.content.exists().then_some(new.content.as_path());
    let content = load(own)?.content;
    let Some(step) = content.step(&step) else {
        bail!("there is no small step `{step}`; `tenframe content list` names them all");
    };
    let is_slug = !slug.is_empty()
        && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_slug {
        bail!("`{slug}` cannot be a slug: write lower-case words joined by hyphens");
    }
    if content.family(&slug).is_some() {
        bail!("there is a task family `{slug}` already");
    }
    let folder = new.content.join("task-families").join(&slug);
    if folder.exists() {
        bail!("`{}` is there already", folder.display());
    }
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let points: Vec<String> =
        step.key_points.iter().map(|point| format!("\"{}\"", point.id)).collect();
    let name = sentence(&slug);
    let family = FAMILY
        .replace("FAMILY-NAME", &name)
        .replace("SMALL-STEP", &step.slug)
        .replace("\"KEY-POINT\"", &points.join(", "));
    for (file, text) in [("family.toml", family.as_str()), ("answers.txt", ANSWERS)] {
        let path = folder.join(file);
        std::fs::write(&path, text)
            .with_context(|| format!("`{}` cannot be written", path.display()))?;
    }
    say(&format!("Written to {}", folder.display()));
    say(&format!("Next: tenframe content check --content {}", new.content.display()));
    Ok(ExitCode::SUCCESS)
}

fn said_or_asked(said: Option<&str>, question: &str) -> Result<String> {
    if let Some(said) = said {
        return Ok(said.to_owned());
    }
    if !std::io::stdin().is_terminal() {
        bail!(
            "say the slug and the step: tenframe content new add-two-tens --step STEP --content DIR"
        );
    }
    let mut out = std::io::stderr();
    out.write_all(question.as_bytes())?;
    out.flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// A slug as a name: "Add two tens".
fn sentence(slug: &str) -> String {
    let words = slug.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
