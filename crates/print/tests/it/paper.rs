//! Reads a PDF back with `pdftotext`, a reader that knows nothing of how it was made.

use paper::Sheet;
use std::io::Write;
use std::process::{Command, Stdio};

/// The words of each page, with one space between them.
pub fn pages_of(pdf: &[u8]) -> Vec<String> {
    let mut reader = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("pdftotext is there: install poppler-utils");
    reader.stdin.take().expect("it was piped").write_all(pdf).expect("pdftotext reads its input");
    let read = String::from_utf8(reader.wait_with_output().expect("pdftotext ends").stdout)
        .expect("pdftotext writes UTF-8");
    let mut pages: Vec<String> = read
        .split('\u{c}')
        .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    pages.pop();
    pages
}

/// The words of a printed sheet, page by page.
pub fn printed(sheet: &Sheet) -> Vec<String> {
    pages_of(&print::sheet(sheet).unwrap_or_else(|why| panic!("{why}")))
}

/// Every letter and sign of `words` but the spaces and the places to break.
pub fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}
