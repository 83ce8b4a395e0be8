//! `tenframe vary`: a sequence made from a family, made again from its code, or checked as somebody typed it.
//!
//! Only reads content and writes what it found; the making and the judging are in `curriculum`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use curriculum::{
    Content, NoSequence, RuleCheck, SEQUENCER_VERSION, Sequence, SequencePlan, TaskFamily, Value,
};
use serde::Serialize;

use crate::content::load;
use crate::out::say;
use crate::vary_check;

#[derive(Debug, Args)]
pub struct Vary {
    /// Slug of the task family; with `--check`, the family of the questions typed.
    family: Option<String>,
    /// The same family, plan and seed always give the same sequence.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Phases such as `separation:parts:3,fusion:4`, or the name of a plan: `one-problem-several-methods`,
    /// `one-method-several-problems`, `several-representations`; without it, the plan for this kind of family.
    #[arg(long, conflicts_with = "length")]
    plan: Option<String>,
    /// How many tasks the plan for this kind of family should have.
    #[arg(long, value_name = "N")]
    length: Option<usize>,
    /// Make a sequence again from the code it was given.
    #[arg(long, conflicts_with_all = ["family", "plan", "length", "check"])]
    code: Option<String>,
    /// Check the questions of a file, one a line, or a sequence written by `--json`.
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
    /// Write JSON.
    #[arg(long)]
    json: bool,
    /// A folder of content laid over what is shipped.
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
}

/// Runs the command.
pub fn run(vary: &Vary) -> Result<ExitCode> {
    let content = load(vary.content.as_deref())?.content;
    if let Some(file) = &vary.check {
        let asked = vary_check::Asked {
            family: vary.family.clone(),
            plan: vary.plan.clone(),
            is_json: vary.json,
        };
        return vary_check::run(&content, file, &asked);
    }
    let order = match (&vary.code, &vary.family) {
        (Some(code), _) => read_code(&content, code)?,
        (None, Some(slug)) => Order {
            family: known(&content, slug)?,
            seed: vary.seed,
            plan: plan_of(&content, vary, slug)?,
        },
        (None, None) => bail!("say which task family; `tenframe content list` names them all"),
    };
    let made = match &order.plan {
        Some(plan) => curriculum::sequence(&content, order.family, plan, order.seed)
            .map(|sequence| (plan.clone(), sequence)),
        None => curriculum::default_plan(&content, order.family, vary.length, order.seed),
    };
    match made {
        Ok((plan, sequence)) => {
            write(&content, order.family, &plan, order.seed, &sequence, vary.json)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(refused) => refuse(&refused, vary.json),
    }
}

/// What is to be made.
struct Order<'c> {
    family: &'c TaskFamily,
    seed: u64,
    plan: Option<SequencePlan>,
}

fn known<'c>(content: &'c Content, slug: &str) -> Result<&'c TaskFamily> {
    content.family(slug).with_context(|| {
        format!("there is no task family `{slug}`; `tenframe content list` names them all")
    })
}

fn plan_of(content: &Content, vary: &Vary, slug: &str) -> Result<Option<SequencePlan>> {
    let Some(text) = &vary.plan else { return Ok(None) };
    read_plan(known(content, slug)?, text).map(Some)
}

/// Reads a plan: its phases, or its name.
pub fn read_plan(family: &TaskFamily, text: &str) -> Result<SequencePlan> {
    if let Some(plan) = curriculum::named_plan(family, text) {
        return Ok(plan);
    }
    let names =
        ["one-problem-several-methods", "one-method-several-problems", "several-representations"];
    if names.contains(&text) {
        bail!("the family `{}` has no dimension that the plan `{text}` needs", family.slug);
    }
    Ok(text.parse()?)
}

/// The version of a family and of the search: a sequence is the same for as long as both are.
pub fn version(family: &TaskFamily) -> String {
    format!("{}-{SEQUENCER_VERSION}", family.version)
}

/// The code that makes a sequence again: family, seed, plan and version.
fn code(family: &TaskFamily, seed: u64, plan: &SequencePlan) -> String {
    format!("{}/{seed}/{plan}/{}", family.slug, version(family))
}

fn read_code<'c>(content: &'c Content, code: &str) -> Result<Order<'c>> {
    let pieces: Vec<&str> = code.trim().split('/').collect();
    let [slug, seed, plan, made_with] = pieces[..] else {
        bail!("`{code}` is not the code of a sequence: it is written family/seed/plan/version");
    };
    let family = known(content, slug)?;
    let seed = seed.parse().with_context(|| format!("`{seed}` is not a seed"))?;
    let plan = plan.parse()?;
    let (file, search) = made_with.rsplit_once('-').unwrap_or((made_with, ""));
    if file != family.version {
        bail!(
            "the family `{slug}` has changed since this code was made ({file}, now {}), so the sequence would not be the same",
            family.version
        );
    }
    if search != SEQUENCER_VERSION.to_string() {
        bail!(
            "the search for sequences has changed since this code was made ({search}, now {SEQUENCER_VERSION}), so the sequence would not be the same"
        );
    }
    Ok(Order { family, seed, plan: Some(plan) })
}

#[derive(Serialize)]
struct Written<'a> {
    family: &'a str,
    version: String,
    seed: u64,
    code: String,
    tasks: Vec<WrittenTask>,
    checks: Vec<WrittenCheck>,
}

/// One task of a sequence as JSON.
#[derive(Serialize)]
pub struct WrittenTask {
    index: usize,
    phase: &'static str,
    chart: Vec<String>,
    given: BTreeMap<String, serde_json::Value>,
    dimensions: BTreeMap<String, String>,
    question: String,
    answer: String,
    accept: String,
    changed: Vec<String>,
    link: Option<String>,
    held: Vec<String>,
    relation: Option<String>,
    explanation: Option<String>,
    misconceptions: Vec<WrittenMisconception>,
}

#[derive(Serialize)]
struct WrittenMisconception {
    id: String,
    response: String,
}

/// What one rule says, as JSON.
#[derive(Serialize)]
pub struct WrittenCheck {
    rule: String,
    ok: Option<bool>,
    why: String,
}

fn write(
    content: &Content,
    family: &TaskFamily,
    plan: &SequencePlan,
    seed: u64,
    sequence: &Sequence,
    is_json: bool,
) -> Result<()> {
    let written = Written {
        family: &family.slug,
        version: version(family),
        seed,
        code: code(family, seed, plan),
        tasks: tasks(content, plan, sequence),
        checks: checks(&sequence.checks),
    };
    if is_json {
        say(&serde_json::to_string(&written)?);
        return Ok(());
    }
    say(&format!("{}, seed {seed}: {plan}", family.name));
    tell(&written.tasks, &sequence.checks);
    say(&format!("Make it again: tenframe vary --code '{}'", written.code));
    Ok(())
}

/// The tasks as JSON.
pub fn tasks(content: &Content, plan: &SequencePlan, sequence: &Sequence) -> Vec<WrittenTask> {
    let mut written = Vec::with_capacity(sequence.tasks.len());
    for (idx, step) in sequence.tasks.iter().enumerate() {
        let phase = plan.phases.get(step.phase);
        let family = content.family(&step.task.family);
        let chart = phase.and_then(|phase| phase.chart.as_deref());
        let chart = family.map(|family| family.axes(chart)).unwrap_or_default();
        let posed = content.pose(&step.task).ok();
        let text = |value: &dyn Fn(&curriculum::Task) -> String| {
            posed.as_ref().map(value).unwrap_or_default()
        };
        written.push(WrittenTask {
            index: idx + 1,
            phase: phase.map_or("mixed", |phase| phase.kind.slug()),
            chart: chart.into_iter().map(str::to_owned).collect(),
            given: step
                .task
                .given
                .iter()
                .map(|(name, value)| (name.clone(), json(value)))
                .collect(),
            dimensions: posed
                .iter()
                .flat_map(|task| &task.dimensions)
                .map(|(name, value)| (name.clone(), value.to_string()))
                .collect(),
            question: text(&|task| task.text.to_string()),
            answer: text(&|task| task.answer().to_owned()),
            accept: text(&|task| task.wanted.accept()),
            changed: step.changed.clone(),
            link: step.link.clone(),
            held: step.held.clone(),
            relation: step.answer_does.clone(),
            explanation: step.explanation.clone(),
            misconceptions: posed
                .iter()
                .flat_map(|task| &task.predicted)
                .map(|one| WrittenMisconception {
                    id: one.misconception.clone(),
                    response: one.response.clone(),
                })
                .collect(),
        });
    }
    written
}

/// The verdicts as JSON.
pub fn checks(checks: &[RuleCheck]) -> Vec<WrittenCheck> {
    let written = |check: &RuleCheck| WrittenCheck {
        rule: check.rule.clone(),
        ok: check.ok,
        why: check.why.clone(),
    };
    checks.iter().map(written).collect()
}

/// A whole number as a number, any other exact number as its text.
fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Number(number) => {
            number.to_i64().map_or_else(|| number.to_string().into(), Into::into)
        }
        Value::Text(text) => text.clone().into(),
        Value::Flag(flag) => (*flag).into(),
        Value::List(items) => items.iter().map(json).collect(),
    }
}

/// The sequence and its verdicts for a person at the terminal.
pub fn tell(tasks: &[WrittenTask], checks: &[RuleCheck]) {
    let mut phase = "";
    for task in tasks {
        if task.phase != phase {
            say(&format!("\n{}", task.phase));
            phase = task.phase;
        }
        say(&format!("{:>3}  {}   [{}]", task.index, task.question, task.answer));
        if let Some(explanation) = &task.explanation {
            say(&format!("     {explanation}"));
        }
    }
    say("");
    for check in checks {
        let mark = match check.ok {
            Some(true) => "holds",
            Some(false) => "FAILS",
            None => "-",
        };
        say(&format!("{:<15} {mark:<6} {}", check.rule, check.why));
    }
}

#[derive(Serialize)]
struct Refused<'a> {
    error: &'static str,
    rule: &'a str,
    why: &'a str,
    instead: &'a str,
    nearest: Option<String>,
}

fn refuse(refused: &NoSequence, is_json: bool) -> Result<ExitCode> {
    let nearest = refused.nearest.as_ref().map(ToString::to_string);
    if is_json {
        let (rule, why, instead) = (&refused.rule, &refused.why, &refused.instead);
        let written = Refused { error: "no sequence fits this plan", rule, why, instead, nearest };
        say(&serde_json::to_string(&written)?);
    } else {
        eprintln!("{refused}");
        if let Some(plan) = nearest {
            eprintln!("The nearest plan that works: {plan}");
        }
    }
    Ok(ExitCode::FAILURE)
}

/// Reads a file that a person named.
pub fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("`{}` cannot be read", file.display()))
}
