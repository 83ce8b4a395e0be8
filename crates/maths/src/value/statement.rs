//! Puts statements together as pupils write them: `x = 2 or -2`, `x = ±3`, `x = 2, y = 3`, `2 < x <= 5`.
//!
//! Nothing is solved here; that is `crate::solve`. Start at [`list`].

use crate::tree::CompareSign;

use super::{NoValue, Several, Statement, Value};

/// One comparison; a `±` on one side makes two, of which one holds.
pub(super) fn compare(left: Value, sign: CompareSign, right: Value) -> Result<Value, NoValue> {
    if sign == CompareSign::About {
        return Err(NoValue::Undecided("it says that two things are about equal"));
    }
    Ok(of(match (left, right) {
        (left, Value::Several(Several::Either, values)) => Statement::Or(
            values
                .into_iter()
                .map(|right| Statement::Compare { left: left.clone(), sign, right })
                .collect(),
        ),
        (left, right) => Statement::Compare { left, sign, right },
    }))
}

/// `2 < x <= 5`: each two neighbours are compared.
pub(super) fn chain(terms: Vec<Value>, signs: &[CompareSign]) -> Result<Value, NoValue> {
    let mut all = Vec::with_capacity(signs.len());
    for (pair, &sign) in terms.windows(2).zip(signs) {
        let [left, right] = pair else { continue };
        match compare(left.clone(), sign, right.clone())? {
            Value::Statement(statement) => all.push(*statement),
            _ => return Err(NoValue::Undecided("it compares two things")),
        }
    }
    Ok(of(Statement::And(all)))
}

/// `x = 2 or x = -2`, `x = 2 or -2`, `2 or -2`.
pub(super) fn or(values: Vec<Value>) -> Result<Value, NoValue> {
    match statements(values)? {
        Parts::Statements(all) => Ok(of(Statement::Or(all))),
        Parts::Values(values) => Ok(Value::Several(Several::Set, values)),
    }
}

/// `x = 2 and y = 3`, `x = 2 and x = -2`: pupils write "and" for both solutions of one letter.
pub(super) fn and(values: Vec<Value>) -> Result<Value, NoValue> {
    match statements(values)? {
        Parts::Statements(all) if are_solutions_of_one(&all) => Ok(of(Statement::Or(all))),
        Parts::Statements(all) => Ok(of(Statement::And(all))),
        Parts::Values(values) => Ok(Value::Several(Several::Set, values)),
    }
}

/// `x = 2, x = -2` and `x = 2, -2` are two solutions, `x = 2, y = 3` is one; anything else is a list.
pub(super) fn list(values: Vec<Value>) -> Result<Value, NoValue> {
    match statements(values)? {
        Parts::Statements(all) if are_solutions_of_one(&all) => Ok(of(Statement::Or(all))),
        Parts::Statements(all) => Ok(of(Statement::And(all))),
        Parts::Values(values) => Ok(Value::Several(Several::List, values)),
    }
}

enum Parts {
    Statements(Vec<Statement>),
    Values(Vec<Value>),
}

// Values after a statement are more right sides of it; values alone stay values.
fn statements(values: Vec<Value>) -> Result<Parts, NoValue> {
    if !values.iter().any(|value| matches!(value, Value::Statement(_))) {
        return Ok(Parts::Values(values));
    }
    let mut all: Vec<Statement> = Vec::with_capacity(values.len());
    for value in values {
        match (value, all.last()) {
            (Value::Statement(statement), _) => all.push(*statement),
            (right, Some(Statement::Compare { left, sign: CompareSign::Equal, .. })) => {
                let left = left.clone();
                all.push(Statement::Compare { left, sign: CompareSign::Equal, right });
            }
            _ => return Err(NoValue::Undecided("it mixes statements and numbers")),
        }
    }
    Ok(Parts::Statements(all))
}

// Equations with the same letter alone on the left, two or more.
fn are_solutions_of_one(all: &[Statement]) -> bool {
    let subject = |statement: &Statement| match statement {
        Statement::Compare { left, sign: CompareSign::Equal, right } if right.is_constant() => {
            Some(left.clone())
        }
        _ => None,
    };
    let first = all.first().and_then(subject);
    first.is_some() && all.iter().all(|statement| subject(statement) == first)
}

fn of(statement: Statement) -> Value {
    Value::Statement(Box::new(statement))
}
