//! Finds content on disk for the tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use curriculum::{Content, TaskRef, Value};

/// A folder of the repository.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// Every file under a folder as `(path, text)` pairs, paths relative to the folder.
pub fn files_under(root: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let relative =
                    path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.push((relative, text));
            }
        }
    }
    files.sort();
    files
}

/// The small sound content that tests stand on.
pub fn sound() -> Content {
    Content::load_quickly(&files_under(&folder("fixtures/sound-content"))).content
}

/// The content that ships with the program, its tasks not tried; loaded once.
pub fn shipped() -> &'static Content {
    static SHIPPED: OnceLock<Content> = OnceLock::new();
    SHIPPED.get_or_init(|| Content::load_quickly(&files_under(&folder("content"))).content)
}

/// A task with whole-number givens.
pub fn task(family: &str, givens: &[(&str, i64)]) -> TaskRef {
    let given =
        givens.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
    TaskRef { family: family.to_owned(), given, ..TaskRef::default() }
}
