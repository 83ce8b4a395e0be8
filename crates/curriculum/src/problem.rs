//! A mistake in content that its author can mend: where it is, what it is, and what to do.

use std::fmt;

use crate::content::Content;

/// What loading gives: the sound content, and every problem found on the way.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Everything that is sound.
    pub content: Content,
    /// Every problem, in the order of files and lines.
    pub problems: Vec<ContentProblem>,
}

/// One mistake in one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentProblem {
    /// Path of the file, as it was handed in.
    pub path: String,
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
    /// The line as it stands in the file.
    pub source_line: String,
    /// Characters to underline, at least 1.
    pub width: u32,
    /// What is wrong.
    pub message: String,
    /// A suggestion shown beside the caret; may be empty.
    pub help: String,
    /// A further line, such as the names that are known; may be empty.
    pub note: String,
}

impl ContentProblem {
    /// Makes a problem for a byte range of a file's text.
    pub(crate) fn at(
        path: &str,
        text: &str,
        span: std::ops::Range<usize>,
        message: String,
    ) -> Self {
        let start = floor_boundary(text, span.start);
        let end = floor_boundary(text, span.end.max(start));
        let line_start = text[..start].rfind('\n').map_or(0, |idx| idx + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |idx| start + idx);
        let width = text[start..end.min(line_end).max(start)].chars().count();
        Self {
            path: path.to_owned(),
            line: count(text[..line_start].matches('\n').count()) + 1,
            column: count(text[line_start..start].chars().count()) + 1,
            source_line: text[line_start..line_end].trim_end_matches('\r').to_owned(),
            width: count(width).max(1),
            message,
            help: String::new(),
            note: String::new(),
        }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    pub(crate) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

impl fmt::Display for ContentProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gutter = " ".repeat(self.line.to_string().len());
        writeln!(f, "error: {}", self.message)?;
        writeln!(f, "  {}:{}:{}", self.path, self.line, self.column)?;
        writeln!(f, "{gutter} |")?;
        writeln!(f, "{} | {}", self.line, self.source_line)?;
        let indent: String =
            self.source_line.chars().take(self.column as usize - 1).map(blank).collect();
        let carets = "^".repeat(self.width as usize);
        let caret_line = format!("{gutter} | {indent}{carets} {}", self.help);
        write!(f, "{}", caret_line.trim_end())?;
        if !self.note.is_empty() {
            write!(f, "\n{gutter} = {}", self.note)?;
        }
        Ok(())
    }
}

impl std::error::Error for ContentProblem {}

fn blank(c: char) -> char {
    if c == '\t' { '\t' } else { ' ' }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn floor_boundary(text: &str, idx: usize) -> usize {
    let mut idx = idx.min(text.len());
    while !text.is_char_boundary(idx) {
        idx -= 1;
    }
    idx
}
