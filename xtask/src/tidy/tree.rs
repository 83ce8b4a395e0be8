//! The repository as a value: paths and bytes, so that a rule never touches the disk.
//!
//! Start at [`Tree::read`], or [`Tree::of`] in tests.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result};

/// Folders that hold what was built or installed, not what was written.
const SKIPPED: &[&str] = &["target", "node_modules", ".git", "tenframe-demo", "__pycache__"];

/// Every file of the repository by its path from the root, with `/` between folders.
pub struct Tree {
    files: BTreeMap<String, Vec<u8>>,
}

/// One thing to put right: where, what is the matter, what to do.
#[derive(Debug)]
pub struct Problem {
    pub path: String,
    /// Counted from 1; 0 when the whole file is meant.
    pub line: usize,
    pub message: String,
    pub help: String,
}

impl Problem {
    pub fn new(
        path: &str,
        line: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { path: path.to_owned(), line, message: message.into(), help: help.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, message, help } = self;
        write!(f, "{path}:{line}: {message}\n    {help}")
    }
}

impl Tree {
    /// Reads every file under `root` but what was built or installed.
    pub fn read(root: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let place = root.join(&folder);
            for entry in std::fs::read_dir(&place).with_context(|| place.display().to_string())? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let path =
                    if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
                if entry.file_type()?.is_dir() {
                    if !SKIPPED.contains(&name.as_str()) {
                        folders.push(path);
                    }
                } else if name != ".git" {
                    files.insert(path, std::fs::read(entry.path())?);
                }
            }
        }
        Ok(Self { files })
    }

    /// A tree made up for a test.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Self { files: files.collect() }
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// The bytes of every file whose path begins with `prefix`.
    pub fn files_under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let files = self.files.iter().filter(move |(path, _)| path.starts_with(prefix));
        files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The text of every file whose path begins with `prefix` and ends with `ending`; files that are not text are left out.
    pub fn texts<'a>(
        &'a self,
        prefix: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files_under(prefix)
            .filter(move |(path, _)| path.ends_with(ending))
            .filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(path)?).ok()
    }

    /// Whether `path` is a file or a folder that holds a file.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.files.contains_key(path) || self.files_under(&folder).next().is_some()
    }

    /// The names of the crates in `crates/`.
    pub fn crates(&self) -> Vec<&str> {
        let manifests = self.files.keys().filter_map(|path| {
            let name = path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
            (!name.contains('/')).then_some(name)
        });
        manifests.collect()
    }
}

/// The one place where a rule's tests call it: `expected` rows are `path:line`.
#[cfg(test)]
#[track_caller]
pub fn check(rule: fn(&Tree) -> Vec<Problem>, files: &[(&str, &str)], expected: &[&str]) {
    let problems = rule(&Tree::of(files));
    let found: Vec<String> = problems.iter().map(|p| format!("{}:{}", p.path, p.line)).collect();
    assert_eq!(found, expected, "{problems:#?}");
    assert!(problems.iter().all(|p| !p.message.is_empty() && !p.help.is_empty()), "{problems:#?}");
}
