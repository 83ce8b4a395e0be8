//! Makes sequences of every shipped family with many seeds and tells what each broke:
//! `cargo run --release -p curriculum --example audit -- --seeds 1000`.
//!
//! `--family SLUG` asks one family only. A table of families, then the first of each fault; fails if there is one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use curriculum::{Content, TaskFamily};

#[path = "../tests/audit/mod.rs"]
mod checks;

use checks::{ASKED, Audited, audit_all};

struct Asked {
    seeds: u64,
    family: Option<String>,
}

fn asked() -> Option<Asked> {
    let mut asked = Asked { seeds: 1_000, family: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seeds" => asked.seeds = words.next()?.parse().ok()?,
            "--family" => asked.family = Some(words.next()?),
            _ => return None,
        }
    }
    Some(asked)
}

fn main() -> io::Result<ExitCode> {
    let mut out = io::stdout().lock();
    let Some(asked) = asked() else {
        writeln!(out, "Usage: audit [--seeds N] [--family SLUG]")?;
        return Ok(ExitCode::FAILURE);
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let content = Content::load_quickly(&files_under(&root)?).content;
    let is_asked =
        |family: &&TaskFamily| asked.family.as_ref().is_none_or(|slug| family.slug == *slug);
    let families: Vec<&TaskFamily> = content.families().filter(is_asked).collect();
    let begun = Instant::now();
    let audited = audit_all(&content, &families, asked.seeds);
    write_table(&mut out, &families, &audited)?;
    let total = |count: fn(&Audited) -> u64| audited.iter().map(|(one, _)| count(one)).sum::<u64>();
    let n_broken = total(|one| one.broken.values().sum());
    writeln!(
        out,
        "{} families, {} seeds each, {} sequences, {} tasks, {n_broken} faults, {} s",
        families.len(),
        asked.seeds,
        total(|one| one.n_sequences),
        total(|one| one.n_tasks),
        begun.elapsed().as_secs()
    )?;
    Ok(if n_broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn write_table(
    out: &mut impl Write,
    families: &[&TaskFamily],
    audited: &[(Audited, Duration)],
) -> io::Result<()> {
    writeln!(out, "| family | sequences | tasks | {} | ms |", ASKED.join(" | "))?;
    writeln!(out, "| --- |{}", " ---: |".repeat(ASKED.len() + 3))?;
    for (family, (one, time)) in families.iter().zip(audited) {
        let broken: Vec<String> = ASKED
            .iter()
            .map(|asked| one.broken.get(asked).map_or("·".to_owned(), u64::to_string))
            .collect();
        let (n, tasks) = (one.n_sequences, one.n_tasks);
        writeln!(
            out,
            "| {} | {n} | {tasks} | {} | {} |",
            family.slug,
            broken.join(" | "),
            time.as_millis()
        )?;
    }
    for (family, (one, _)) in families.iter().zip(audited) {
        for (asked, why) in &one.first {
            writeln!(out, "{} ({asked}): {why}", family.slug)?;
        }
    }
    Ok(())
}

/// Every file under a folder as `(path, text)` pairs, paths relative to the folder.
fn files_under(root: &Path) -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let (Ok(text), Ok(relative)) =
                (fs::read_to_string(&path), path.strip_prefix(root))
            {
                files.push((relative.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    files.sort();
    Ok(files)
}
