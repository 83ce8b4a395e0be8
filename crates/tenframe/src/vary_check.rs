//! `tenframe vary --check FILE`: a sequence as somebody typed it, judged, with the mend offered.
//!
//! A file holds questions as on paper, one a line; lines `family: slug` and `plan: …` may stand first, and a line may
//! be written `task parts=4 whole=24`. What `vary --json` writes is read too.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use curriculum::{Content, Mend, TaskRef, TypedProblem};
use serde::Serialize;

use crate::out::say;
use crate::vary::{WrittenCheck, WrittenTask, checks, read, read_plan, tasks, tell, version};

/// What was said beside the file.
pub struct Asked {
    pub family: Option<String>,
    pub plan: Option<String>,
    pub is_json: bool,
}

/// The questions of a file.
#[derive(Default)]
struct Typed {
    family: Option<String>,
    plan: Option<String>,
    tasks: Vec<TaskRef>,
    problems: Vec<TypedProblem>,
}

#[derive(Serialize)]
struct Judged {
    family: Option<String>,
    version: Option<String>,
    plan: String,
    ok: bool,
    tasks: Vec<WrittenTask>,
    checks: Vec<WrittenCheck>,
    mend: Option<WrittenMend>,
    problems: Vec<WrittenProblem>,
}

#[derive(Serialize)]
struct WrittenMend {
    index: usize,
    question: String,
    says: String,
}

#[derive(Serialize)]
struct WrittenProblem {
    line: usize,
    message: String,
}

/// Judges a file; fails when the sequence does.
pub fn run(content: &Content, file: &Path, asked: &Asked) -> Result<ExitCode> {
    let text = read(file)?;
    let typed = match text.trim_start().starts_with('{') {
        true => from_json(content, &text, asked)?,
        false => from_lines(content, &text, asked)?,
    };
    if typed.tasks.is_empty() && typed.problems.is_empty() {
        bail!("`{}` holds no question", file.display());
    }
    let family = typed.tasks.first().and_then(|task| content.family(&task.family));
    let plan = match (asked.plan.as_ref().or(typed.plan.as_ref()), family) {
        (Some(text), Some(family)) => read_plan(family, text)?,
        _ => curriculum::likely_plan(content, &typed.tasks),
    };
    let sequence = curriculum::check_sequence(content, &typed.tasks, &plan);
    let is_sound = sequence.is_sound() && typed.problems.is_empty();
    let mend = if is_sound { None } else { curriculum::mend(content, &typed.tasks, &plan) };
    let written = tasks(content, &plan, &sequence);
    if asked.is_json {
        let judged = Judged {
            family: family.map(|family| family.slug.clone()),
            version: family.map(version),
            plan: plan.to_string(),
            ok: is_sound,
            tasks: written,
            checks: checks(&sequence.checks),
            mend: mend.map(|mend| offered(content, mend)),
            problems: typed.problems.into_iter().map(written_problem).collect(),
        };
        say(&serde_json::to_string(&judged)?);
    } else {
        for problem in &typed.problems {
            eprintln!("{}:{}: {}", file.display(), problem.line, problem.message);
        }
        say(&format!("{}: {plan}", family.map_or("No family", |family| family.name.as_str())));
        tell(&written, &sequence.checks);
        if let Some(mend) = mend {
            say(&format!("To mend it: {}", mend.says));
        }
    }
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn offered(content: &Content, mend: Mend) -> WrittenMend {
    let posed = content.pose(&mend.task).map(|task| task.text.to_string());
    WrittenMend { index: mend.at + 1, question: posed.unwrap_or_default(), says: mend.says }
}

fn written_problem(problem: TypedProblem) -> WrittenProblem {
    WrittenProblem { line: problem.line, message: problem.message }
}

fn from_lines(content: &Content, text: &str, asked: &Asked) -> Result<Typed> {
    let mut typed = Typed { family: asked.family.clone(), ..Typed::default() };
    let mut questions = String::new();
    let mut written: Vec<(usize, &str)> = Vec::new();
    for (idx, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if let Some(slug) = trimmed.strip_prefix("family:") {
            typed.family = Some(slug.trim().to_owned());
        } else if let Some(plan) = trimmed.strip_prefix("plan:") {
            typed.plan = Some(plan.trim().to_owned());
        } else if let Some(givens) = trimmed.strip_prefix("task ") {
            written.push((idx + 1, givens));
        } else {
            questions.push_str(line);
        }
        questions.push('\n');
    }
    if written.is_empty() {
        let (lines, problems) =
            curriculum::read_typed(content, &questions, typed.family.as_deref());
        typed.tasks = lines.into_iter().map(|line| line.task).collect();
        typed.problems = problems;
        return Ok(typed);
    }
    let slug =
        typed.family.clone().context("lines that start with `task` need a line `family: slug`")?;
    let family =
        content.family(&slug).with_context(|| format!("there is no task family `{slug}`"))?;
    for (line, givens) in written {
        match family.read_task(givens) {
            Ok(task) => typed.tasks.push(task),
            Err(message) => typed.problems.push(TypedProblem { line, message }),
        }
    }
    Ok(typed)
}

fn from_json(content: &Content, text: &str, asked: &Asked) -> Result<Typed> {
    let read: serde_json::Value = serde_json::from_str(text).context("this file is not JSON")?;
    let slug = asked.family.clone().or(read["family"].as_str().map(str::to_owned));
    let slug = slug.context("the JSON does not say its `family`")?;
    let family =
        content.family(&slug).with_context(|| format!("there is no task family `{slug}`"))?;
    let from_code = read["code"].as_str().and_then(|code| code.split('/').nth(2));
    let plan = read["plan"].as_str().or(from_code).map(str::to_owned);
    let mut typed = Typed { family: Some(slug), plan, ..Typed::default() };
    for (idx, task) in read["tasks"].as_array().into_iter().flatten().enumerate() {
        let given = task["given"].as_object().into_iter().flatten();
        let choices = task["dimensions"].as_object().into_iter().flatten();
        let is_choice = |name: &str| family.choices().any(|(dimension, _)| dimension.name == name);
        let words: Vec<String> = given
            .chain(choices.filter(|(name, _)| is_choice(name)))
            .map(|(name, value)| format!("{name}={}", source(value)))
            .collect();
        match family.read_task(&words.join(" ")) {
            Ok(task) => typed.tasks.push(task),
            Err(message) => typed.problems.push(TypedProblem { line: idx + 1, message }),
        }
    }
    Ok(typed)
}

/// A value as a task is written: numbers bare, words in quotes.
fn source(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) if text.parse::<maths::Number>().is_ok() => text.clone(),
        serde_json::Value::String(text) => format!("'{text}'"),
        other => other.to_string(),
    }
}
