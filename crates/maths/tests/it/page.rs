//! The manuals in `docs/` are written from tables; this holds each page to what its tables say.

use std::fs;
use std::path::PathBuf;

/// Compares the page in `docs/` with what the tables say; with `UPDATE` set it is written again first.
pub fn check(name: &str, page: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, page).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "docs/{name} is out of date: run `UPDATE=1 cargo test -p maths`");
}

/// A piece of mathematics in a cell of a table.
pub fn code(text: &str) -> String {
    // A bar would end the cell.
    format!("`{}`", text.replace('|', "\\|"))
}
