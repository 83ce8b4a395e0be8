//! Reads one TOML file with the place of every key and value, and notes every problem on the way.
//!
//! A [`Table`] remembers which keys were asked for; `finish` reports the rest as unknown, with the nearest known key.

use std::cell::RefCell;
use std::ops::Range;

use maths::Number;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::expression::{Expression, ExpressionError};
use crate::family::{Failure, Placed};
use crate::nearest::{did_you_mean, known};
use crate::problem::ContentProblem;
use crate::text::{Marks, RichText, Template};
use crate::value::Value;

/// One file and the problems found in it so far.
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) problems: RefCell<Vec<ContentProblem>>,
}

/// One table of a file.
pub(super) struct Table<'a> {
    pub(super) file: &'a File<'a>,
    /// What it is, for messages: "a step".
    what: String,
    /// Where a missing key is reported.
    pub(super) at: Range<usize>,
    entries: Vec<Entry<'a>>,
    asked: RefCell<Vec<String>>,
}

/// One key and its value.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    pub(super) key: String,
    pub(super) key_at: Range<usize>,
    pub(super) value: &'a Spanned<DeValue<'a>>,
}

impl<'a> File<'a> {
    pub(super) fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, text, problems: RefCell::new(Vec::new()) }
    }

    pub(super) fn problem(&self, at: Range<usize>, message: impl Into<String>) {
        self.report(ContentProblem::at(self.path, self.text, at, message.into()));
    }

    pub(super) fn helpful(
        &self,
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
        note: impl Into<String>,
    ) {
        self.report(
            ContentProblem::at(self.path, self.text, at, message.into())
                .with_help(help)
                .with_note(note),
        );
    }

    pub(super) fn report(&self, problem: ContentProblem) {
        self.problems.borrow_mut().push(problem);
    }

    pub(super) fn failure(&self, failure: &Failure, note: impl Into<String>) {
        self.helpful(failure.at.clone(), failure.message.clone(), failure.help.clone(), note);
    }

    /// Reports every syntax error of the file.
    pub(super) fn syntax(&self, errors: &[toml::de::Error]) {
        for error in errors {
            let at = error.span().unwrap_or(0..0);
            self.problem(at, format!("this file cannot be read: {}", error.message().trim()));
        }
    }

    fn expression_error(&self, error: ExpressionError, at: &Range<usize>, inner: Option<usize>) {
        let span = inner
            .map_or_else(|| at.clone(), |inner| inner + error.span.start..inner + error.span.end);
        self.helpful(span, error.message, error.help, error.note);
    }

    /// Where the text of a quoted value starts, when it stands in the file exactly as it reads.
    fn inner(&self, at: &Range<usize>, read: &str) -> Option<usize> {
        let raw = &self.text[at.clone()];
        let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let newline = usize::from(quotes == 3 && raw[quotes..].starts_with('\n'));
        let start = quotes + newline;
        raw.get(start..).filter(|rest| rest.starts_with(read)).map(|_| at.start + start)
    }
}

impl<'a> Table<'a> {
    pub(super) fn new(
        file: &'a File<'a>,
        what: impl Into<String>,
        at: Range<usize>,
        table: &'a DeTable<'a>,
    ) -> Self {
        let entry = |(key, value): (&'a Spanned<_>, &'a Spanned<DeValue<'a>>)| -> Entry<'a> {
            let name: &std::borrow::Cow<'a, str> = key.get_ref();
            Entry { key: name.to_string(), key_at: key.span(), value }
        };
        let mut entries: Vec<Entry<'a>> = table.iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.key_at.start);
        Self { file, what: what.into(), at, entries, asked: RefCell::new(Vec::new()) }
    }

    /// Checks that the file says `format = 1`, the one format there is.
    ///
    /// Files from before the format was settled say 0; they are told so, since nothing else in
    /// them need change.
    pub(super) fn check_format(&self) {
        let Some(entry) = self.entry("format") else {
            self.file.helpful(
                self.at.clone(),
                "the file does not say which format it is in",
                "",
                "write `format = 1` as its first line",
            );
            return;
        };
        match self.whole_of(entry) {
            Some(1) => {}
            Some(0) => self.file.helpful(
                entry.value.span(),
                "format 0 was the draft, and this program reads format 1",
                "",
                "write `format = 1`: nothing else of the format has changed",
            ),
            _ => self.file.problem(entry.value.span(), "this program reads format 1"),
        }
    }

    pub(super) fn entry(&self, key: &str) -> Option<&Entry<'a>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.iter().any(|known| known == key) {
            asked.push(key.to_owned());
        }
        drop(asked);
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Every key that has not been asked for, without counting it as asked for.
    pub(super) fn unasked(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(|entry| !self.asked.borrow().contains(&entry.key))
    }

    /// Every key that has not been asked for, in the order of the file; they count as asked for now.
    pub(super) fn rest(&self) -> Vec<Entry<'a>> {
        let rest: Vec<Entry<'a>> = self
            .entries
            .iter()
            .filter(|entry| !self.asked.borrow().contains(&entry.key))
            .cloned()
            .collect();
        self.asked.borrow_mut().extend(rest.iter().map(|entry| entry.key.clone()));
        rest
    }

    /// Reports every key that was not asked for.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for entry in self.entries.iter().filter(|entry| !asked.contains(&entry.key)) {
            let hyphenated = entry.key.replace('_', "-");
            let free = asked.iter().map(String::as_str).filter(|key| {
                *key == hyphenated || self.entries.iter().all(|entry| entry.key != *key)
            });
            let help = did_you_mean(&hyphenated, free);
            let message = format!("`{}` is not a key of {}", entry.key, self.what);
            self.file.helpful(
                entry.key_at.clone(),
                message,
                help,
                known(asked.iter().map(String::as_str)),
            );
        }
    }

    fn missing(&self, key: &str) {
        self.file.problem(self.at.clone(), format!("{} needs `{key}`", self.what));
    }

    fn wrong_kind(&self, entry: &Entry<'a>, expected: &str) {
        let message =
            format!("`{}` should be {expected}, found {}", entry.key, kind(entry.value.get_ref()));
        self.file.problem(entry.value.span(), message);
    }

    pub(super) fn text_of(&self, entry: &Entry<'a>) -> Option<String> {
        match entry.value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.wrong_kind(entry, "a text");
                None
            }
        }
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.entry(key).and_then(|entry| self.text_of(entry))
    }

    pub(super) fn required_text(&self, key: &str) -> Option<String> {
        match self.entry(key) {
            None => {
                self.missing(key);
                None
            }
            Some(entry) => {
                let text = self.text_of(entry)?;
                if text.trim().is_empty() {
                    self.file.problem(entry.value.span(), format!("`{key}` is empty"));
                    return None;
                }
                Some(text)
            }
        }
    }

    /// A text, or a list of texts.
    pub(super) fn texts(&self, key: &str) -> Vec<(String, Range<usize>)> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        match entry.value.get_ref() {
            DeValue::String(text) => vec![(text.to_string(), entry.value.span())],
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| match item.get_ref() {
                    DeValue::String(text) => Some((text.to_string(), item.span())),
                    other => {
                        self.file.problem(
                            item.span(),
                            format!("`{key}` should hold texts, found {}", kind(other)),
                        );
                        None
                    }
                })
                .collect(),
            _ => {
                self.wrong_kind(entry, "a text or a list of texts");
                Vec::new()
            }
        }
    }

    pub(super) fn plain_texts(&self, key: &str) -> Vec<String> {
        self.texts(key).into_iter().map(|(text, _)| text).collect()
    }

    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let entry = self.entry(key)?;
        match entry.value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.wrong_kind(entry, "true or false");
                None
            }
        }
    }

    fn whole_of(&self, entry: &Entry<'a>) -> Option<i64> {
        let whole = number(entry.value.get_ref()).and_then(|number| number.to_i64());
        if whole.is_none() {
            self.wrong_kind(entry, "a whole number");
        }
        whole
    }

    /// A whole number within a range, both ends included.
    pub(super) fn whole(&self, key: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let entry = self.entry(key)?;
        let whole = self.whole_of(entry)?;
        if !range.contains(&whole) {
            let message = format!(
                "`{key}` should be from {} to {}, found {whole}",
                range.start(),
                range.end()
            );
            self.file.problem(entry.value.span(), message);
            return None;
        }
        Some(whole)
    }

    pub(super) fn required_whole(
        &self,
        key: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        if self.entry(key).is_none() {
            self.missing(key);
        }
        self.whole(key, range)
    }

    pub(super) fn table(&self, key: &str, what: &str) -> Option<Table<'a>> {
        let entry = self.entry(key)?;
        self.table_of(entry, what)
    }

    pub(super) fn table_of(&self, entry: &Entry<'a>, what: &str) -> Option<Table<'a>> {
        match entry.value.get_ref() {
            DeValue::Table(table) => Some(Table::new(self.file, what, entry.key_at.clone(), table)),
            _ => {
                self.wrong_kind(entry, "a table");
                None
            }
        }
    }

    /// One table or a list of tables.
    pub(super) fn tables(&self, key: &str, what: &str) -> Vec<Table<'a>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        match entry.value.get_ref() {
            DeValue::Table(table) => vec![Table::new(self.file, what, entry.key_at.clone(), table)],
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| match item.get_ref() {
                    DeValue::Table(table) => {
                        Some(Table::new(self.file, what, head(item.span(), self.file.text), table))
                    }
                    other => {
                        self.file.problem(
                            item.span(),
                            format!("`{key}` should hold tables, found {}", kind(other)),
                        );
                        None
                    }
                })
                .collect(),
            _ => {
                self.wrong_kind(entry, "a table or a list of tables");
                Vec::new()
            }
        }
    }

    /// One of a few words.
    pub(super) fn one_of<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.required_text(key)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let at = self.entry(key).map_or(self.at.clone(), |entry| entry.value.span());
            let names = || words.iter().map(|(word, _)| *word);
            self.file.helpful(
                at,
                format!("`{text}` is not a `{key}`"),
                did_you_mean(&text, names()),
                known(names()),
            );
        }
        found
    }

    pub(super) fn expression(&self, key: &str) -> Option<Placed<Expression>> {
        let entry = self.entry(key)?;
        self.expression_of(entry)
    }

    /// An expression in a text; a bare number or flag is taken as one.
    pub(super) fn expression_of(&self, entry: &Entry<'a>) -> Option<Placed<Expression>> {
        self.expression_in(entry.value, &entry.key)
    }

    pub(super) fn expression_in(
        &self,
        value: &'a Spanned<DeValue<'a>>,
        name: &str,
    ) -> Option<Placed<Expression>> {
        let at = value.span();
        let source = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Array(_) => self.file.text[at.clone()].to_owned(),
            other => match number(other) {
                Some(number) => format!("({number})"),
                None => {
                    self.file.problem(
                        at,
                        format!("`{name}` should be an expression, found {}", kind(other)),
                    );
                    return None;
                }
            },
        };
        let inner = match value.get_ref() {
            DeValue::String(text) => self.file.inner(&at, text),
            _ => None,
        };
        match Expression::read(&source) {
            Ok(what) => Some(Placed { what, at, inner }),
            Err(error) => {
                self.file.expression_error(error, &at, inner);
                None
            }
        }
    }

    pub(super) fn template(&self, key: &str, marks: Marks) -> Option<Placed<Template>> {
        let entry = self.entry(key)?;
        self.template_of(entry.value, &entry.key, marks)
    }

    pub(super) fn required_template(&self, key: &str, marks: Marks) -> Option<Placed<Template>> {
        if self.entry(key).is_none() {
            self.missing(key);
        }
        self.template(key, marks)
    }

    pub(super) fn required_expression(&self, key: &str) -> Option<Placed<Expression>> {
        if self.entry(key).is_none() {
            self.missing(key);
        }
        self.expression(key)
    }

    pub(super) fn template_of(
        &self,
        value: &'a Spanned<DeValue<'a>>,
        name: &str,
        marks: Marks,
    ) -> Option<Placed<Template>> {
        let at = value.span();
        let DeValue::String(text) = value.get_ref() else {
            self.file
                .problem(at, format!("`{name}` should be a text, found {}", kind(value.get_ref())));
            return None;
        };
        let inner = self.file.inner(&at, text);
        match Template::read(text, marks) {
            Ok(what) => Some(Placed { what, at, inner }),
            Err(error) => {
                self.file.expression_error(error, &at, inner);
                None
            }
        }
    }

    /// Text without values, for steps, concepts and lessons; empty when left out.
    pub(super) fn rich(&self, key: &str) -> RichText {
        self.template(key, Marks::Text)
            .and_then(|text| text.what.fill(&Default::default()).ok())
            .unwrap_or_default()
    }

    pub(super) fn required_rich(&self, key: &str) -> RichText {
        if self.required_text(key).is_some() { self.rich(key) } else { RichText::default() }
    }

    pub(super) fn report_expression(&self, placed: &Placed<Expression>, error: ExpressionError) {
        self.file.expression_error(error, &placed.at, placed.inner);
    }

    pub(super) fn report_template(&self, placed: &Placed<Template>, error: ExpressionError) {
        self.file.expression_error(error, &placed.at, placed.inner);
    }
}

/// A plain value: a number, a text, a flag, or a list of them.
pub(super) fn value(value: &DeValue<'_>) -> Option<Value> {
    match value {
        DeValue::String(text) => Some(Value::Text(text.to_string())),
        DeValue::Boolean(flag) => Some(Value::Flag(*flag)),
        DeValue::Array(items) => items
            .iter()
            .map(|item| self::value(item.get_ref()))
            .collect::<Option<_>>()
            .map(Value::List),
        other => number(other).map(Value::Number),
    }
}

/// An exact number, from a TOML integer or decimal.
pub(super) fn number(value: &DeValue<'_>) -> Option<Number> {
    match value {
        DeValue::Integer(integer) if integer.radix() == 10 => {
            integer.as_str().replace('_', "").trim_start_matches('+').parse().ok()
        }
        DeValue::Float(decimal) => {
            decimal.as_str().replace('_', "").trim_start_matches('+').parse().ok()
        }
        _ => None,
    }
}

pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The first line of a range, so that a whole table is not underlined.
fn head(at: Range<usize>, text: &str) -> Range<usize> {
    let end = text
        .get(at.clone())
        .and_then(|raw| raw.find('\n'))
        .map_or(at.end, |length| at.start + length);
    at.start..end
}
