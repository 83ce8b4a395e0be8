//! Text that people read: words, mathematics, gaps. And templates, which fill values into such text.
//!
//! A [`RichText`] is data that every screen and page can show; a [`Template`] is what a family file holds.
//! Marks: `` `maths` ``, `**strong**`, `{value}`, `{n|one|many}`, `[gap]` (stems only), `{{` and `}}`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::expression::{Expression, ExpressionError, Scope};
use crate::value::Value;

/// Text in pieces, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RichText(pub Vec<Span>);

/// One piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// Plain words.
    Words(String),
    /// Words that are to stand out.
    Strong(String),
    /// Mathematics, as typed: for `maths::to_mathml` and `maths::to_speech`.
    Maths(String),
    /// A gap of a stem sentence, holding what fills it; in a step's stem, the word for what fills it.
    Gap(String),
}

impl RichText {
    /// Plain words as one span.
    pub fn words(text: impl Into<String>) -> Self {
        Self(vec![Span::Words(text.into())])
    }

    /// Reads text with marks but without values, as in steps and lessons; a mark left open is taken as it stands.
    pub fn read(text: &str) -> Self {
        Template::read(text, Marks::Text)
            .and_then(|template| template.fill(&Scope::new()))
            .unwrap_or_else(|_| Self::words(text))
    }

    /// Reads a stem sentence, where `[word]` is a gap.
    pub fn read_stem(text: &str) -> Self {
        Template::read(text, Marks::TextWithGaps)
            .and_then(|template| template.fill(&Scope::new()))
            .unwrap_or_else(|_| Self::words(text))
    }

    /// The text as content writes it, mathematics and strong words between their marks, so that it reads back the
    /// same; gaps stand as `[words]`.
    pub fn marked(&self) -> String {
        let marked = |span: &Span| match span {
            Span::Words(text) => text.clone(),
            Span::Strong(text) => format!("**{text}**"),
            Span::Maths(text) => format!("`{text}`"),
            Span::Gap(text) => format!("[{text}]"),
        };
        self.0.iter().map(marked).collect()
    }

    /// True when there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text().is_empty())
    }
}

impl Span {
    /// The text of the piece, without marks.
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Strong(text) | Self::Maths(text) | Self::Gap(text) => text,
        }
    }
}

impl fmt::Display for RichText {
    /// Writes the text without its marks, gaps filled.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|span| write!(f, "{}", span.text()))
    }
}

impl From<&str> for RichText {
    fn from(text: &str) -> Self {
        Self::read(text)
    }
}

/// Which marks a text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    /// Maths and strong; braces and square brackets stand for themselves.
    Text,
    /// As `Text`, with `[words]` gaps.
    TextWithGaps,
    /// As `Text`, with `{values}`.
    Values,
    /// As `Values`, with `[expression]` gaps.
    ValuesWithGaps,
}

/// Text with values to fill in.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Template {
    pieces: Vec<(Style, Vec<Part>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Words,
    Strong,
    Maths,
    Gap,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Literal(String),
    Fixed(Value),
    Value(usize, Expression),
    Plural(usize, Expression, String, String),
}

impl Template {
    pub(crate) fn read(text: &str, marks: Marks) -> Result<Self, ExpressionError> {
        Reader {
            text,
            marks,
            at: 0,
            style: Style::Words,
            parts: Vec::new(),
            literal: String::new(),
            pieces: Vec::new(),
        }
        .read()
    }

    /// A text that is one value, with its type.
    pub(crate) fn of_value(value: Value) -> Self {
        Self { pieces: vec![(Style::Words, vec![Part::Fixed(value)])] }
    }

    pub(crate) fn fill(&self, scope: &Scope) -> Result<RichText, ExpressionError> {
        let mut spans = Vec::with_capacity(self.pieces.len());
        for (style, parts) in &self.pieces {
            let mut text = String::new();
            for part in parts {
                part.write(scope, &mut text)?;
            }
            match style {
                Style::Words => spans.extend(with_maths(&text)),
                Style::Strong => spans.push(Span::Strong(text)),
                Style::Maths => spans.push(Span::Maths(text)),
                Style::Gap => spans.push(Span::Gap(text)),
            }
        }
        Ok(RichText(spans))
    }

    /// The value: of the one expression when the text is nothing else, otherwise the filled text.
    pub(crate) fn fill_value(&self, scope: &Scope) -> Result<Value, ExpressionError> {
        match &self.pieces[..] {
            [(Style::Words, parts)] => match &parts[..] {
                [Part::Fixed(value)] => Ok(value.clone()),
                [Part::Value(offset, expression)] => {
                    expression.value(scope).map_err(|error| error.moved(*offset))
                }
                _ => self.fill_text(scope),
            },
            _ => self.fill_text(scope),
        }
    }

    /// The expressions in it, with where each starts.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = (usize, &Expression)> {
        self.pieces.iter().flat_map(|(_, parts)| parts).filter_map(|part| match part {
            Part::Literal(_) | Part::Fixed(_) => None,
            Part::Value(offset, expression) | Part::Plural(offset, expression, ..) => {
                Some((*offset, expression))
            }
        })
    }

    fn fill_text(&self, scope: &Scope) -> Result<Value, ExpressionError> {
        Ok(Value::Text(self.fill(scope)?.to_string()))
    }
}

impl Part {
    fn write(&self, scope: &Scope, out: &mut String) -> Result<(), ExpressionError> {
        match self {
            Self::Literal(text) => out.push_str(text),
            Self::Fixed(value) => out.push_str(&value.to_string()),
            Self::Value(offset, expression) => {
                let value = expression.value(scope).map_err(|error| error.moved(*offset))?;
                out.push_str(&value.to_string());
            }
            Self::Plural(offset, expression, one, many) => {
                let value = expression.value(scope).map_err(|error| error.moved(*offset))?;
                out.push_str(if value == Value::from(1) { one } else { many });
            }
        }
        Ok(())
    }
}

/// A short answer as rich text: one without words of two letters or more is mathematics throughout.
pub(crate) fn rich_answer(marked: &str) -> RichText {
    let has_word =
        marked.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphabetic));
    let is_marked = marked.contains('`');
    match has_word || is_marked || !marked.bytes().any(|c| c.is_ascii_alphanumeric()) {
        true => RichText::read(marked),
        false => RichText(vec![Span::Maths(marked.to_owned())]),
    }
}

/// A text without the marks of its mathematics.
pub(crate) fn unmarked(text: String) -> String {
    if text.contains('`') { text.replace('`', "") } else { text }
}

/// Words in which a value may have brought mathematics along; what is written in the text itself has been parted already.
fn with_maths(text: &str) -> impl Iterator<Item = Span> {
    let is_closed = text.matches('`').count().is_multiple_of(2);
    let pieces: Vec<&str> = if is_closed { text.split('`').collect() } else { vec![text] };
    let span = |(at, piece): (usize, &str)| {
        let text = piece.to_owned();
        if at % 2 == 1 { Span::Maths(text) } else { Span::Words(text) }
    };
    pieces
        .into_iter()
        .enumerate()
        .filter(|(_, piece)| !piece.is_empty())
        .map(span)
        .collect::<Vec<_>>()
        .into_iter()
}

struct Reader<'a> {
    text: &'a str,
    marks: Marks,
    at: usize,
    style: Style,
    parts: Vec<Part>,
    literal: String,
    pieces: Vec<(Style, Vec<Part>)>,
}

impl Reader<'_> {
    fn read(mut self) -> Result<Template, ExpressionError> {
        let values = matches!(self.marks, Marks::Values | Marks::ValuesWithGaps);
        let gaps = matches!(self.marks, Marks::TextWithGaps | Marks::ValuesWithGaps);
        while let Some(c) = self.text[self.at..].chars().next() {
            let rest = &self.text[self.at..];
            match c {
                '`' => self.toggle(Style::Maths, 1),
                '*' if rest.starts_with("**") && self.style != Style::Maths => {
                    self.toggle(Style::Strong, 2)
                }
                '{' | '}' if values && (rest.starts_with("{{") || rest.starts_with("}}")) => {
                    self.literal.push(c);
                    self.at += 2;
                }
                '{' if values => self.braces()?,
                '}' if values => return Err(self.stray('}', "{")),
                '[' if gaps && self.style != Style::Maths => self.gap()?,
                _ => {
                    self.literal.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        match self.style {
            Style::Maths => return Err(self.stray('`', "`")),
            Style::Strong => return Err(self.stray('*', "**")),
            _ => self.end_piece(),
        }
        Ok(Template { pieces: self.pieces })
    }

    fn toggle(&mut self, style: Style, width: usize) {
        self.end_piece();
        self.style = if self.style == style { Style::Words } else { style };
        self.at += width;
    }

    fn end_literal(&mut self) {
        if !self.literal.is_empty() {
            self.parts.push(Part::Literal(std::mem::take(&mut self.literal)));
        }
    }

    fn end_piece(&mut self) {
        self.end_literal();
        if !self.parts.is_empty() {
            self.pieces.push((self.style, std::mem::take(&mut self.parts)));
        }
    }

    fn braces(&mut self) -> Result<(), ExpressionError> {
        let (start, inner) = self.inside('}')?;
        self.end_literal();
        let mut pieces = inner.split('|');
        let source = pieces.next().unwrap_or_default();
        let expression = Expression::read(source).map_err(|error| error.moved(start))?;
        let part = match (pieces.next(), pieces.next(), pieces.next()) {
            (None, ..) => Part::Value(start, expression),
            (Some(one), Some(many), None) => {
                Part::Plural(start, expression, one.to_owned(), many.to_owned())
            }
            _ => {
                let error = ExpressionError::new(
                    start..start + inner.len(),
                    "a word that follows a number needs two forms",
                );
                return Err(error.with_help("such as {parts|part|parts}"));
            }
        };
        self.parts.push(part);
        self.at = start + inner.len() + 1;
        Ok(())
    }

    fn gap(&mut self) -> Result<(), ExpressionError> {
        let (start, inner) = self.inside(']')?;
        self.end_piece();
        let part = match self.marks {
            Marks::ValuesWithGaps => {
                Part::Value(start, Expression::read(&inner).map_err(|error| error.moved(start))?)
            }
            _ => Part::Literal(inner.clone()),
        };
        self.pieces.push((Style::Gap, vec![part]));
        self.at = start + inner.len() + 1;
        Ok(())
    }

    /// Where the inside of a bracket starts, and its text up to the closing one.
    fn inside(&self, close: char) -> Result<(usize, String), ExpressionError> {
        let start = self.at + 1;
        let open = &self.text[self.at..start];
        let found = self.text[start..].find(close).map(|length| &self.text[start..start + length]);
        match found.filter(|inner| !inner.contains(open)) {
            Some(inner) => Ok((start, inner.to_owned())),
            None => Err(ExpressionError::new(self.at..start, format!("`{open}` is never closed"))
                .with_help(format!("close it with `{close}`"))),
        }
    }

    fn stray(&self, mark: char, partner: &str) -> ExpressionError {
        let at = self.text.rfind(mark).unwrap_or(0);
        let message = format!("`{mark}` has no partner `{partner}`");
        ExpressionError::new(at..at + mark.len_utf8(), message).with_help(if mark == '}' {
            "write `}}` for a brace itself"
        } else {
            ""
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_text_reads_back_and_a_short_answer_is_mathematics() {
        for text in ["Find `1/4` of **all** 20.", "one third", "`3x + 6`: two pieces", ""] {
            assert_eq!(RichText::read(text).marked(), text);
        }
        for (answer, is_maths) in [
            ("3x + 6", true),
            ("3/4", true),
            ("one third", false),
            ("`3/4`, because the parts are quarters", false),
            ("<", false),
        ] {
            let drawn = rich_answer(answer);
            assert_eq!(matches!(drawn.0[..], [Span::Maths(_)]), is_maths, "{answer}");
        }
        assert_eq!(unmarked("`3/4`, because".to_owned()), "3/4, because");
    }
}
