//! The fields a representation is built from, and what is said when one of them will not do.
//!
//! A [`Reader`] hands out one field at a time, already checked against its limits; a missing field,
//! or one that holds the empty text, takes its default. Nothing here knows what a drawing looks like.

use std::collections::BTreeMap;
use std::fmt;

use maths::Number;
use serde::{Deserialize, Serialize};

use crate::kinds::{KindSpec, kinds};

/// One value of one field, as content writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// An exact number.
    Number(Number),
    /// A text such as `"1/4"` or `"circle"`.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// Several values in order.
    List(Vec<Field>),
}

/// Fields by name, such as `parts` or `whole-label`.
pub type Fields = BTreeMap<String, Field>;

impl From<i64> for Field {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<Number> for Field {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for Field {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Field>> From<Vec<T>> for Field {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{}", shorten(&number.to_string())),
            Self::Text(text) => write!(f, "\"{}\"", shorten(text)),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::List(list) => {
                let shown: Vec<String> = list.iter().take(6).map(ToString::to_string).collect();
                write!(f, "[{}{}]", shown.join(", "), if list.len() > 6 { ", …" } else { "" })
            }
        }
    }
}

/// Why fields do not make a representation; content authors read the message.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BuildError {
    /// No representation has this name.
    #[error("`{kind}` is not a representation{}; known: {}", nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default(), kind_names())]
    UnknownKind {
        /// The name that was given.
        kind: String,
        /// The known name closest to it.
        nearest: Option<&'static str>,
    },
    /// The representation has no field of this name.
    #[error("`{kind}` has no field `{field}`{}; known: {}", nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default(), field_names(kind))]
    UnknownField {
        /// The kind of representation.
        kind: &'static str,
        /// The name that was given.
        field: String,
        /// The known field closest to it.
        nearest: Option<&'static str>,
    },
    /// A field without a default was left out.
    #[error("`{kind}` needs `{field}`: {expected}")]
    Missing {
        /// The kind of representation.
        kind: &'static str,
        /// The field.
        field: &'static str,
        /// What was expected.
        expected: String,
    },
    /// A field holds something that cannot be drawn.
    #[error("`{field}` is {value}: expected {expected}")]
    Wrong {
        /// The field.
        field: &'static str,
        /// The value as content writes it, shortened when long.
        value: String,
        /// What was expected.
        expected: String,
    },
}

fn kind_names() -> String {
    kinds().iter().map(|kind| kind.slug).collect::<Vec<_>>().join(", ")
}

fn field_names(kind: &str) -> String {
    let fields = kinds().iter().find(|spec| spec.slug == kind).map_or(&[][..], |spec| spec.fields);
    fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

/// The known name fewest single-letter changes away from `name`, when it is close enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.chars().count() > 40 {
        return None;
    }
    known
        .map(|candidate| (n_changes(name, candidate), candidate))
        .filter(|(changes, candidate)| *changes <= 1 + candidate.len() / 3)
        .min_by_key(|(changes, _)| *changes)
        .map(|(_, candidate)| candidate)
}

fn n_changes(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_owned();
    }
    text.chars().take(39).chain(['…']).collect()
}

/// Longest text a label may hold. Our choice: what fits across a drawing at label size.
pub(crate) const MAX_LABEL_CHARS: usize = 32;

/// Largest size of any number that is drawn, above or below nought. Our choice.
pub(crate) const MAX_SIZE: i64 = 1_000_000;

/// Largest denominator of any number that is drawn. Our choice: finer is not visible.
pub(crate) const MAX_DENOMINATOR: i64 = 1_000;

/// Hands out the fields of one kind, checked.
pub(crate) struct Reader<'a> {
    spec: &'static KindSpec,
    fields: &'a Fields,
}

impl<'a> Reader<'a> {
    /// A reader over `fields`, once every name in them is known to belong to `spec`.
    pub(crate) fn new(spec: &'static KindSpec, fields: &'a Fields) -> Result<Self, BuildError> {
        let known = || spec.fields.iter().map(|field| field.name);
        match fields.keys().find(|name| !known().any(|field| field == *name)) {
            None => Ok(Self { spec, fields }),
            Some(name) => Err(BuildError::UnknownField {
                kind: spec.slug,
                field: shorten(name),
                nearest: nearest(name, known()),
            }),
        }
    }

    /// The field as written; `None` when it is left out, is the empty text or an empty list.
    pub(crate) fn get(&self, field: &str) -> Option<&'a Field> {
        let is_empty = |value: &Field| match value {
            Field::Text(text) => text.is_empty(),
            Field::List(list) => list.is_empty(),
            _ => false,
        };
        self.fields.get(field).filter(|value| !is_empty(value))
    }

    /// Whether the field is written at all, even as the empty text.
    pub(crate) fn is_written(&self, field: &str) -> bool {
        self.fields.contains_key(field)
    }

    /// The complaint that `field` should have been `expected`.
    pub(crate) fn wrong(&self, field: &'static str, expected: impl Into<String>) -> BuildError {
        match self.fields.get(field) {
            Some(value) => {
                BuildError::Wrong { field, value: value.to_string(), expected: expected.into() }
            }
            None => BuildError::Missing { kind: self.spec.slug, field, expected: expected.into() },
        }
    }

    /// A whole number from `least` to `most`.
    pub(crate) fn whole(
        &self,
        field: &'static str,
        least: i64,
        most: i64,
    ) -> Result<Option<i64>, BuildError> {
        let Some(value) = self.get(field) else { return Ok(None) };
        match number_in(value).and_then(|number| number.to_i64()) {
            Some(whole) if (least..=most).contains(&whole) => Ok(Some(whole)),
            _ => Err(self.wrong(field, format!("a whole number from {least} to {most}"))),
        }
    }

    /// A whole number from `least` to `most` that has no default.
    pub(crate) fn needed_whole(
        &self,
        field: &'static str,
        least: i64,
        most: i64,
    ) -> Result<i64, BuildError> {
        self.whole(field, least, most)?
            .ok_or_else(|| self.wrong(field, format!("a whole number from {least} to {most}")))
    }

    /// Whole numbers in a list, each from `least` to `most`, at most `n` of them; one alone is a list of one.
    pub(crate) fn wholes(
        &self,
        field: &'static str,
        least: i64,
        most: i64,
        n: usize,
    ) -> Result<Option<Vec<i64>>, BuildError> {
        let Some(value) = self.get(field) else { return Ok(None) };
        let read = |item: &Field| {
            number_in(item)
                .and_then(|number| number.to_i64())
                .filter(|whole| (least..=most).contains(whole))
        };
        let items = items(value);
        let wholes = items.iter().map(read).collect::<Option<Vec<i64>>>();
        wholes.filter(|wholes| (1..=n).contains(&wholes.len())).map(Some).ok_or_else(|| {
            let expected = format!("a list of at most {n} whole numbers from {least} to {most}");
            self.wrong(field, expected)
        })
    }

    /// Labels in a list, exactly `n` of them; `default` when left out.
    pub(crate) fn labels_for(
        &self,
        field: &'static str,
        n: usize,
        default: impl FnOnce() -> Vec<String>,
    ) -> Result<Vec<String>, BuildError> {
        match self.labels(field)? {
            None if self.fields.get(field).is_some_and(|value| matches!(value, Field::Text(_))) => {
                Ok(vec![String::new(); n])
            }
            None => Ok(default()),
            Some(labels) if labels.len() == n => Ok(labels),
            Some(_) => Err(self.wrong(field, format!("a list of {n} labels"))),
        }
    }

    /// Any number small enough to draw.
    pub(crate) fn number(&self, field: &'static str) -> Result<Option<Number>, BuildError> {
        let Some(value) = self.get(field) else { return Ok(None) };
        number_in(value).filter(is_drawable).map(Some).ok_or_else(|| self.wrong(field, drawable()))
    }

    /// Numbers in a list; a single number is a list of one.
    pub(crate) fn numbers(&self, field: &'static str) -> Result<Option<Vec<Number>>, BuildError> {
        let Some(value) = self.get(field) else { return Ok(None) };
        let read = |item: &Field| number_in(item).filter(is_drawable);
        items(value)
            .iter()
            .map(read)
            .collect::<Option<Vec<Number>>>()
            .map(Some)
            .ok_or_else(|| self.wrong(field, format!("a list of numbers, each {}", drawable())))
    }

    /// Yes or no; `default` when left out.
    pub(crate) fn flag(&self, field: &'static str, default: bool) -> Result<bool, BuildError> {
        match self.get(field) {
            None => Ok(default),
            Some(Field::Flag(flag)) => Ok(*flag),
            Some(_) => Err(self.wrong(field, "true or false")),
        }
    }

    /// A label: a short text or a number; the empty text means no label.
    pub(crate) fn label(&self, field: &'static str) -> Result<Option<String>, BuildError> {
        let Some(value) = self.fields.get(field) else { return Ok(None) };
        label_in(value).map(Some).ok_or_else(|| self.wrong(field, label_expected()))
    }

    /// Labels in a list; a single label is a list of one.
    pub(crate) fn labels(&self, field: &'static str) -> Result<Option<Vec<String>>, BuildError> {
        let Some(value) = self.get(field) else { return Ok(None) };
        items(value).iter().map(label_in).collect::<Option<Vec<String>>>().map(Some).ok_or_else(
            || self.wrong(field, format!("a list of labels, each {}", label_expected())),
        )
    }

    /// One of a few named choices; `default` when left out.
    pub(crate) fn choice<T: Copy>(
        &self,
        field: &'static str,
        choices: &[(&str, T)],
        default: Option<T>,
    ) -> Result<T, BuildError> {
        let names =
            || choices.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let Some(value) = self.get(field) else {
            return default.ok_or_else(|| self.wrong(field, format!("one of {}", names())));
        };
        let Field::Text(text) = value else {
            return Err(self.wrong(field, format!("one of {}", names())));
        };
        if let Some((_, choice)) = choices.iter().find(|(name, _)| name == text) {
            return Ok(*choice);
        }
        let meant = nearest(text, choices.iter().map(|(name, _)| *name));
        let meant = meant.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
        Err(self.wrong(field, format!("one of {}{meant}", names())))
    }
}

/// A field as a list; anything that is not a list is a list of one.
pub(crate) fn items(value: &Field) -> &[Field] {
    match value {
        Field::List(list) => list,
        single => std::slice::from_ref(single),
    }
}

/// The number in a field, given as a number or as text such as `"3/4"` or `"1 3/4"`.
pub(crate) fn number_in(value: &Field) -> Option<Number> {
    match value {
        Field::Number(number) => Some(number.clone()),
        Field::Text(text) if text.len() <= 24 => number_in_text(text.trim()),
        _ => None,
    }
}

fn number_in_text(text: &str) -> Option<Number> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (whole, part) = text.split_once(' ')?;
    let (whole, part): (Number, Number) = (whole.parse().ok()?, part.trim().parse().ok()?);
    let is_mixed = whole.is_whole() && part > Number::ZERO && part < Number::ONE;
    is_mixed.then(|| if text.starts_with('-') { &whole - &part } else { &whole + &part })
}

/// A label in a field, given as text or as a number.
pub(crate) fn label_in(value: &Field) -> Option<String> {
    let text = match value {
        Field::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Field::Number(number) => number.to_string(),
        _ => return None,
    };
    let is_short = text.chars().count() <= MAX_LABEL_CHARS && !text.chars().any(char::is_control);
    is_short.then_some(text)
}

fn label_expected() -> String {
    format!("a text or number of at most {MAX_LABEL_CHARS} characters")
}

fn is_drawable(number: &Number) -> bool {
    let is_small = number.abs() <= Number::from(MAX_SIZE);
    is_small && number.denominator() <= MAX_DENOMINATOR.into()
}

fn drawable() -> String {
    "a number between -1000000 and 1000000 with a denominator of at most 1000".to_owned()
}
