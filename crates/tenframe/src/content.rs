//! `tenframe content`: what is shipped, a school's own folder laid over it, and every problem in one run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Subcommand;
use curriculum::{Content, Kind, Loaded, TaskFamily};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::out::say;

#[derive(RustEmbed)]
#[folder = "../../content/"]
struct Shipped;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check content and report every problem with its file, line and a suggestion.
    Check {
        /// A folder of content; without it, the content shipped.
        #[arg(long, value_name = "DIR")]
        content: Option<PathBuf>,
    },
    /// List the small steps and task families.
    List {
        /// Write JSON.
        #[arg(long)]
        json: bool,
        /// A folder of content laid over what is shipped.
        #[arg(long, value_name = "DIR")]
        content: Option<PathBuf>,
    },
    /// Begin a task family: a commented folder that is sound as it stands.
    New(crate::content_new::New),
    /// Show twelve tasks of a family as pupils will see them.
    Preview(crate::content_preview::Preview),
}

/// Runs a `content` command.
pub fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Check { content } => check(content.as_deref()),
        Command::List { json: true, content } => list_as_json(content.as_deref()),
        Command::List { content, .. } => list(content.as_deref()),
        Command::New(new) => crate::content_new::run(&new),
        Command::Preview(preview) => crate::content_preview::run(&preview),
    }
}

/// The content shipped, with a school's own folder laid over it: a file of the same path replaces the shipped one.
pub fn load(own: Option<&Path>) -> Result<Loaded> {
    let mut files: BTreeMap<String, String> = shipped();
    if let Some(folder) = own {
        read_folder(folder, folder, &mut files)?;
    }
    let files: Vec<(String, String)> = files.into_iter().collect();
    // What is shipped was tried when it was made; a school's own folder is tried whole.
    Ok(if own.is_none() { Content::load_quickly(&files) } else { Content::load(&files) })
}

fn shipped() -> BTreeMap<String, String> {
    let text = |path: &str| {
        Shipped::get(path)
            .map(|file| String::from_utf8_lossy(&file.data).into_owned())
            .unwrap_or_default()
    };
    Shipped::iter()
        .map(|path| (path.to_string(), text(&path)))
        .filter(|(path, _)| is_content(path))
        .collect()
}

fn is_content(path: &str) -> bool {
    path.ends_with(".toml") || path.ends_with("answers.txt")
}

fn read_folder(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) -> Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("the content folder `{}` cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        if is_content(&name) {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("`{}` cannot be read as text", path.display()))?;
            files.insert(name, text);
        }
    }
    Ok(())
}

fn check(own: Option<&Path>) -> Result<ExitCode> {
    let loaded = match own {
        Some(_) => load(own)?,
        None => Content::load(&shipped().into_iter().collect::<Vec<_>>()),
    };
    for problem in &loaded.problems {
        eprintln!("{problem}\n");
    }
    let (steps, families) = (loaded.content.steps().len(), loaded.content.families().count());
    say(&format!(
        "{steps} small steps, {families} task families, {} problems",
        loaded.problems.len()
    ));
    Ok(if loaded.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list(own: Option<&Path>) -> Result<ExitCode> {
    let loaded = load(own)?;
    for step in loaded.content.steps() {
        let year = match step.year {
            0 => "Reception".to_owned(),
            year => format!("Year {year}"),
        };
        say(&format!("{year:<9} {:<44} {}", step.slug, step.name));
        for family in loaded.content.families_of_step(&step.slug) {
            say(&format!("            {:<42} {} tasks", family.slug, family.n_tasks()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Listed<'a> {
    families: Vec<ListedFamily<'a>>,
}

#[derive(Serialize)]
struct ListedFamily<'a> {
    id: &'a str,
    step: &'a str,
    /// The published code; several are joined by commas, and a family without one has its step's.
    criterion: Option<String>,
    kind: Kind,
    tasks: usize,
    space: &'static str,
    representations: Vec<&'a str>,
    misconceptions: Vec<&'a str>,
    concepts: Vec<&'a str>,
}

fn list_as_json(own: Option<&Path>) -> Result<ExitCode> {
    let content = load(own)?.content;
    let families = content.families().map(|family| listed(&content, family)).collect();
    say(&serde_json::to_string(&Listed { families })?);
    Ok(ExitCode::SUCCESS)
}

fn listed<'a>(content: &'a Content, family: &'a TaskFamily) -> ListedFamily<'a> {
    let own = Some(&family.criterion).filter(|codes| !codes.is_empty());
    let codes = own.or_else(|| content.step(&family.step).map(|step| &step.criterion));
    ListedFamily {
        id: &family.slug,
        step: &family.step,
        criterion: codes.filter(|codes| !codes.is_empty()).map(|codes| codes.join(", ")),
        kind: family.kind,
        tasks: family.n_tasks(),
        space: if family.is_sampled() { "sampled" } else { "enumerated" },
        representations: family.representations(),
        misconceptions: family.misconceptions.iter().map(|one| one.id.as_str()).collect(),
        concepts: content
            .concepts()
            .filter(|concept| concept.step == family.step)
            .map(|concept| concept.slug.as_str())
            .collect(),
    }
}
