//! The expression language of content: exact, total, without loops or recursion.
//!
//! [`Expression::read`] parses once when content loads; [`Expression::value`] evaluates in a [`Scope`] and counts
//! steps against a limit, so no expression runs long. It never panics and never uses floats.
//! `lex` and `parse` read, `eval` evaluates, `functions` is the closed set of functions, `written_methods` the
//! closed library of written-method errors, `polygons` what can be said of a polygon from its corners.

mod eval;
mod functions;
mod lex;
mod parse;
mod polygons;
mod written_methods;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::value::Value;

pub(crate) use parse::{Binary, Node, NodeKind};

/// Values by name, for expressions to use.
pub type Scope = BTreeMap<String, Value>;

/// Steps one evaluation may take. Our choice: the longest shipped expression takes under 300.
pub const STEP_LIMIT: u32 = 20_000;

/// Bytes an expression's text may have. Our choice: shipped ones stay under 200.
pub const SOURCE_LIMIT: usize = 4_000;

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    source: String,
    root: Node,
}

/// What is wrong with an expression, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ExpressionError {
    /// Bytes of the expression's text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// A suggestion; may be empty.
    pub help: String,
    /// A further line, such as the names that are known; may be empty.
    pub note: String,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// When the text is not an expression, uses an unknown function, or is longer than [`SOURCE_LIMIT`].
    pub fn read(source: &str) -> Result<Self, ExpressionError> {
        if source.len() > SOURCE_LIMIT {
            return Err(ExpressionError::new(
                0..source.len(),
                format!("this expression is longer than {SOURCE_LIMIT} letters"),
            ));
        }
        let root = parse::parse(source)?;
        Ok(Self { source: source.to_owned(), root })
    }

    /// Its value in a scope.
    ///
    /// # Errors
    ///
    /// When a name is unknown, a value is of the wrong kind, a division is by 0, or the work is too large.
    pub fn value(&self, scope: &Scope) -> Result<Value, ExpressionError> {
        eval::evaluate(&self.root, scope).0
    }

    /// Its value and the steps it took, at most [`STEP_LIMIT`] and one.
    pub fn value_and_steps(&self, scope: &Scope) -> (Result<Value, ExpressionError>, u32) {
        eval::evaluate(&self.root, scope)
    }

    /// The text it was read from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The names it uses.
    pub fn names(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.root.each_name(&mut |name, _| {
            names.insert(name);
        });
        names
    }

    /// The name it is, when it is one name and nothing else.
    pub fn as_name(&self) -> Option<&str> {
        match &self.root.kind {
            NodeKind::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The first name that is not known, as an error with a suggestion.
    pub(crate) fn check_names(&self, known: &BTreeSet<&str>) -> Vec<ExpressionError> {
        let mut errors = Vec::new();
        self.root.each_name(&mut |name, span| {
            if !known.contains(name) {
                errors.push(unknown_name(name, span, known.iter().copied()));
            }
        });
        errors
    }
}

impl ExpressionError {
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: String::new(), note: String::new() }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    pub(crate) fn moved(mut self, by: usize) -> Self {
        self.span = self.span.start + by..self.span.end + by;
        self
    }
}

pub(crate) fn unknown_name<'a>(
    name: &str,
    span: Range<usize>,
    known: impl Iterator<Item = &'a str> + Clone,
) -> ExpressionError {
    let halves = name.split_once('-').filter(|(left, right)| {
        known.clone().any(|k| k == *left) && known.clone().any(|k| k == *right)
    });
    let help = match halves {
        Some((left, right)) => {
            format!("to subtract, put spaces round the minus: `{left} - {right}`")
        }
        None => crate::nearest::did_you_mean(name, known.clone()),
    };
    let mut error =
        ExpressionError::new(span, format!("`{name}` is not known here")).with_help(help);
    error.note = crate::nearest::known(known);
    error
}
