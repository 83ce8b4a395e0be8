//! The case studies in `docs/variation/`: the words are written by people, what is told of each sequence by the program.
//!
//! A block that begins "```text family: SLUG" holds a plan and questions; the block "```text told" after it is checked.
//! `UPDATE=1 cargo test -p curriculum case_studies` writes those blocks again.

use std::fs;
use std::path::PathBuf;

use curriculum::{Content, SequencePlan, TaskRef, check_sequence, mend, read_typed};

use crate::fixtures::{folder, shipped};

const ASKED: &str = "```text family: ";
const TOLD: &str = "```text told\n";

/// What the program says of a block: each task with what changed, then the rules that decide, then the mend.
fn told(content: &Content, slug: &str, block: &str) -> (String, bool) {
    let (first, questions) = block.split_once('\n').unwrap();
    let plan: SequencePlan = first.strip_prefix("plan: ").unwrap().parse().unwrap();
    let tasks: Vec<TaskRef> = questions.lines().map(|line| read(content, slug, line)).collect();
    let judged = check_sequence(content, &tasks, &plan);
    let mut out = String::new();
    for (n, step) in judged.tasks.iter().enumerate() {
        let posed = content.pose(&step.task);
        let (text, answer) = match &posed {
            Ok(task) => (task.text.to_string(), task.answer().to_owned()),
            Err(error) => (format!("({error})"), "?".to_owned()),
        };
        let explained =
            step.explanation.as_ref().map(|told| format!(" {told}")).unwrap_or_default();
        out.push_str(&format!("{}. {text} → {answer}.{explained}\n", n + 1));
    }
    let kinds = ["contrast", "separation", "generalisation", "fusion"];
    for check in &judged.checks {
        let is_broken = check.ok == Some(false);
        let decides = kinds.contains(&check.rule.as_str())
            || check.rule == "relation" && check.ok == Some(true);
        if is_broken || decides && check.ok == Some(true) {
            let verdict = if is_broken { "refused" } else { "holds" };
            out.push_str(&format!("{} {verdict}: {}\n", check.rule, check.why));
        }
    }
    if let Some(mend) = mend(content, &tasks, &plan) {
        out.push_str(&format!("Mend: {}\n", mend.says));
    }
    (out, judged.is_sound())
}

fn read(content: &Content, slug: &str, line: &str) -> TaskRef {
    if let Some(givens) = line.strip_prefix("task ") {
        return content.family(slug).unwrap().read_task(givens).unwrap();
    }
    let (mut read, problems) = read_typed(content, line, Some(slug));
    assert!(problems.is_empty(), "{line}: {problems:?}");
    read.remove(0).task
}

/// A study with what is told written anew, and whether each sequence passed.
fn retold(content: &Content, text: &str) -> (String, Vec<bool>) {
    let mut out = String::new();
    let mut passed = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(ASKED) {
        let (slug, after) = after.split_once('\n').unwrap();
        let (block, after) = after.split_once("\n```\n").unwrap();
        let (between, after) = after.split_once(TOLD).unwrap();
        assert!(!between.contains(ASKED), "each sequence is followed by what is told of it");
        let (_, after) = after.split_once("```\n").unwrap();
        let (told, is_sound) = told(content, slug, block);
        passed.push(is_sound);
        out.push_str(&format!("{before}{ASKED}{slug}\n{block}\n```\n{between}{TOLD}{told}```\n"));
        rest = after;
    }
    (out + rest, passed)
}

fn studies() -> Vec<PathBuf> {
    let files = fs::read_dir(folder("docs/variation")).unwrap().map(|entry| entry.unwrap().path());
    let mut studies: Vec<PathBuf> = files.filter(|path| !path.ends_with("README.md")).collect();
    studies.sort();
    studies
}

#[test]
fn each_case_study_tells_what_the_program_tells() {
    let content = shipped();
    let studies = studies();
    assert!(studies.len() >= 8, "{} case studies", studies.len());
    let mut stale = Vec::new();
    for path in studies {
        let text = fs::read_to_string(&path).unwrap();
        let (again, passed) = retold(content, &text);
        assert!(
            passed.contains(&true) && passed.contains(&false),
            "{}: a sequence that passes and one that is refused, not {passed:?}",
            path.display()
        );
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &again).unwrap();
        } else if again != text {
            stale.push(path.display().to_string());
        }
    }
    assert!(stale.is_empty(), "stale, UPDATE=1 writes them again: {}", stale.join(", "));
}
