//! The four kinds of value content can hold.
//!
//! Exact: numbers are [`Number`]s, never floats. Written to JSON as `{"n":"3/4"}`, `{"t":"bar"}`, `{"f":true}`,
//! `{"l":[...]}`, so that a number can never be mistaken for a text.

use std::cmp::Ordering;
use std::fmt;

use maths::Number;
use serde::{Deserialize, Serialize};

/// A given, a derived value, or the value of an expression.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Value {
    /// An exact number.
    #[serde(rename = "n")]
    Number(Number),
    /// A text.
    #[serde(rename = "t")]
    Text(String),
    /// True or false.
    #[serde(rename = "f")]
    Flag(bool),
    /// A list, which may mix kinds.
    #[serde(rename = "l")]
    List(Vec<Value>),
}

impl Value {
    /// The kind of value, as content authors call it: "a number", "a text" ...
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Flag(_) => "true or false",
            Self::List(_) => "a list",
        }
    }

    /// The number, when it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The value as it is written in a command or an answers file: texts with spaces stand in quotes.
    pub fn to_source(&self) -> String {
        match self {
            Self::Text(text) => format!("'{text}'"),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::to_source).collect();
                format!("[{}]", items.join(", "))
            }
            other => other.to_string(),
        }
    }

    /// Orders two numbers or two texts; other pairs have no order.
    pub(crate) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => Some(left.cmp(right)),
            (Self::Text(left), Self::Text(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{text}"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::List(items) => {
                for (idx, item) in items.iter().enumerate() {
                    if idx > 0 {
                        write!(f, ", ")?;
                    }
                    write!(f, "{item}")?;
                }
                Ok(())
            }
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Number::from(number))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Value> for represent::Field {
    fn from(value: Value) -> Self {
        match value {
            Value::Number(number) => Self::Number(number),
            Value::Text(text) => Self::Text(text),
            Value::Flag(flag) => Self::Flag(flag),
            Value::List(items) => Self::List(items.into_iter().map(Self::from).collect()),
        }
    }
}
