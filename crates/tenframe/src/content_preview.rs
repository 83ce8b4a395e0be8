//! `tenframe content preview`: twelve tasks of a family as pupils will see them, easiest change first.
//!
//! In the terminal as text, each drawing in words; with `--to FILE` as a page with the drawings.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use curriculum::{Content, Task, TaskFamily};

use crate::content::load;
use crate::out::say;

/// Tasks shown.
const SHOWN: usize = 12;

#[derive(Debug, Args)]
pub struct Preview {
    /// Slug of the task family.
    family: String,
    /// Write a page with the drawings.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// A folder of content laid over what is shipped.
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
}

/// Shows the tasks.
pub fn run(preview: &Preview) -> Result<ExitCode> {
    let content = load(preview.content.as_deref())?.content;
    let slug = &preview.family;
    let family = content.family(slug).with_context(|| {
        format!(
            "there is no task family `{slug}`, or it has problems: see `tenframe content check`"
        )
    })?;
    let tasks = shown(&content, family);
    match &preview.to {
        None => tasks.iter().enumerate().for_each(|(idx, task)| tell(idx + 1, task)),
        Some(file) => {
            std::fs::write(file, page(family, &tasks))
                .with_context(|| format!("`{}` cannot be written", file.display()))?;
            say(&format!("Written to {}", file.display()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The plan for this kind of family; where none fits, tasks spread over all of them.
fn shown(content: &Content, family: &TaskFamily) -> Vec<Task> {
    let length = SHOWN.min(family.n_tasks());
    let refs = match curriculum::default_plan(content, family, Some(length), 1) {
        Ok((_, made)) => made.tasks.into_iter().map(|step| step.task).collect(),
        Err(_) => family.tasks(SHOWN).collect::<Vec<_>>(),
    };
    refs.iter().filter_map(|task| content.pose(task).ok()).collect()
}

fn tell(number: usize, task: &Task) {
    say(&format!("{number:>3}  {}   [{}]", task.text, task.answer()));
    for (idx, choice) in task.choices.iter().enumerate() {
        say(&format!("       {}) {choice}", idx + 1));
    }
    if let Some(drawing) = &task.show {
        say(&format!("     drawn: {}", drawing.draw().description));
    }
    if let Some(stem) = &task.stem {
        say(&format!("     {stem}"));
    }
}

fn page(family: &TaskFamily, tasks: &[Task]) -> String {
    let mut out = format!(
        "<!doctype html><html lang=\"en-GB\"><meta charset=\"utf-8\"><title>{0}</title>\
         <style>body{{font:18px/1.5 sans-serif;max-width:46em;margin:2em auto}}li{{margin:1.5em 0}}svg{{max-width:100%;height:auto}}</style>\
         <h1>{0}</h1><ol>",
        escaped(&family.name)
    );
    for task in tasks {
        out.push_str(&format!("<li><p>{}</p>", escaped(&task.text.to_string())));
        if let Some(drawing) = &task.show {
            out.push_str(&drawing.draw().svg);
        }
        let choices: Vec<String> =
            task.choices.iter().map(|choice| format!("<li>{}</li>", escaped(choice))).collect();
        if !choices.is_empty() {
            out.push_str(&format!("<ol type=\"A\">{}</ol>", choices.concat()));
        }
        out.push_str(&format!("<p>Answer: <b>{}</b></p>", escaped(task.answer())));
        if let Some(stem) = &task.stem {
            out.push_str(&format!("<p>{}</p>", escaped(&stem.to_string())));
        }
        out.push_str("</li>");
    }
    out.push_str("</ol></html>\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
