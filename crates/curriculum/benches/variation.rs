//! How long a sequence takes to make, and a whole content to check: `cargo bench -p curriculum`.
//!
//! Content grows by copies of the families that ship, each in a folder of its own. Figures are kept in `docs/authoring/sequences.md`.

use std::fs;
use std::path::{Path, PathBuf};

use curriculum::{Content, SequencePlan, sequence};

fn main() {
    divan::main();
}

const STEP: &str = r#"
format = 1
year   = 3
strand = "number"

[[step]]
slug            = "add"
name            = "Add"
new-mathematics = "Two parts make a whole."
key-points      = [{ id = "parts", text = "The parts make the whole." }]
"#;

/// A family of 10,000 tasks.
const FAMILY: &str = r#"
format     = 1
name       = "Add"
step       = "add"
kind       = "procedural"
key-points = ["parts"]

[given]
first  = "1 to 100"
second = "101 to 200"

[vary.first]
value = "first"

[vary.second]
value = "second"

[link.same-total]
change = { first = "first + 1", second = "second - 1" }
keeps  = "first + second"

[ask]
text   = "`{first} + {second}`"
answer = "first + second"
accept = "whole-number"

[[misconception]]
id       = "takes-away"
response = "second - first"
reply    = "This takes the first away."
"#;

fn ten_thousand() -> Content {
    let files = [("small-steps/add.toml", STEP), ("task-families/add/family.toml", FAMILY)];
    let files: Vec<(String, String)> =
        files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    Content::load_quickly(&files).content
}

#[divan::bench(args = [
    "separation:first:4,separation:second:4,fusion:4",
    "separation:same-total:4:same,separation:first:4,generalisation:same-total:4",
    "mixed:12",
])]
fn twelve_of_ten_thousand(bencher: divan::Bencher<'_, '_>, plan: &str) {
    let content = ten_thousand();
    let family = content.family("add").expect("the family is in the content");
    assert_eq!(family.n_tasks(), 10_000);
    let plan: SequencePlan = plan.parse().expect("a plan as it is written");
    let mut seed = 0;
    bencher.bench_local(|| {
        seed += 1;
        sequence(&content, family, &plan, seed).is_ok()
    });
}

/// The shipped files with so many families in all, the copies under other slugs.
fn grown(n_families: usize) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let mut files = Vec::new();
    read(&root, &root, &mut files);
    let is_family =
        |path: &String| path.starts_with("task-families/") && path.ends_with("family.toml");
    let families: Vec<(String, String)> =
        files.iter().filter(|(path, _)| is_family(path)).cloned().collect();
    for n in 0..n_families.saturating_sub(families.len()) {
        let (path, text) = &families[n % families.len()];
        let slug = path.split('/').nth(1).unwrap_or_default();
        let folder = format!("task-families/{slug}-{}", n / families.len() + 2);
        files.push((format!("{folder}/family.toml"), text.clone()));
    }
    files
}

fn read(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let entries = fs::read_dir(folder).expect("the content folder can be read");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read(root, &path, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            files.push((relative, text));
        }
    }
}

#[divan::bench(args = [0, 150, 300], sample_count = 3, sample_size = 1)]
fn whole_content_checked(bencher: divan::Bencher<'_, '_>, n_families: usize) {
    let files = grown(n_families);
    bencher.bench_local(|| Content::load(&files).problems.len());
}

#[divan::bench(args = [0, 300], sample_count = 3, sample_size = 1)]
fn whole_content_loaded(bencher: divan::Bencher<'_, '_>, n_families: usize) {
    let files = grown(n_families);
    bencher.bench_local(|| Content::load_quickly(&files).problems.len());
}
