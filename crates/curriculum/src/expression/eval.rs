//! Evaluates a tree in a scope, counting steps. Total: every failure is an error with a place.

use std::cmp::Ordering;

use maths::Number;

use super::functions::call;
use super::{Binary, ExpressionError, Node, NodeKind, STEP_LIMIT, Scope, unknown_name};
use crate::value::Value;

/// Bits a numerator or denominator may have. Our choice: about 300 digits, far beyond any lesson.
const BIT_LIMIT: u64 = 1_000;
/// The largest power that may be asked for.
const POWER_LIMIT: i64 = 64;

pub(super) type Evaluated = Result<Value, ExpressionError>;

/// Counts the work of one evaluation.
pub(super) struct Steps(u32);

impl Steps {
    /// Counts `n` steps at a node.
    pub(super) fn take(&mut self, n: usize, node: &Node) -> Result<(), ExpressionError> {
        self.0 = self.0.saturating_add(u32::try_from(n).unwrap_or(u32::MAX)).min(STEP_LIMIT + 1);
        if self.0 > STEP_LIMIT {
            return Err(ExpressionError::new(
                node.span.clone(),
                "this expression takes too many steps",
            ));
        }
        Ok(())
    }
}

pub(super) fn evaluate(root: &Node, scope: &Scope) -> (Evaluated, u32) {
    let mut steps = Steps(0);
    let value = eval(root, scope, &mut steps);
    (value, steps.0)
}

pub(super) fn eval(node: &Node, scope: &Scope, steps: &mut Steps) -> Evaluated {
    steps.take(1, node)?;
    match &node.kind {
        NodeKind::Literal(value) => Ok(value.clone()),
        NodeKind::Name(name) => match scope.get(name) {
            Some(value) => Ok(value.clone()),
            None => Err(unknown_name(name, node.span.clone(), scope.keys().map(String::as_str))),
        },
        NodeKind::List(items) => Ok(Value::List(eval_all(items, scope, steps)?)),
        NodeKind::Not(inner) => Ok(Value::Flag(!flag(inner, scope, steps)?)),
        NodeKind::Minus(inner) => Ok(Value::Number(-&number(inner, scope, steps)?)),
        NodeKind::If(parts) => {
            let [condition, yes, no] = &**parts;
            eval(if flag(condition, scope, steps)? { yes } else { no }, scope, steps)
        }
        NodeKind::Binary(operator, left, right) => {
            binary(*operator, left, right, node, scope, steps)
        }
        NodeKind::Call { function, arguments, bug } => {
            let values = eval_all(arguments, scope, steps)?;
            let bug = bug.as_ref().map(|bug| eval(bug, scope, steps)).transpose()?;
            call(*function, arguments, values, bug, node, steps)
        }
    }
}

fn eval_all(
    nodes: &[Node],
    scope: &Scope,
    steps: &mut Steps,
) -> Result<Vec<Value>, ExpressionError> {
    nodes.iter().map(|node| eval(node, scope, steps)).collect()
}

fn number(node: &Node, scope: &Scope, steps: &mut Steps) -> Result<Number, ExpressionError> {
    match eval(node, scope, steps)? {
        Value::Number(number) => Ok(number),
        other => Err(wrong_kind("a number", &other, node)),
    }
}

fn flag(node: &Node, scope: &Scope, steps: &mut Steps) -> Result<bool, ExpressionError> {
    match eval(node, scope, steps)? {
        Value::Flag(flag) => Ok(flag),
        other => Err(wrong_kind("true or false", &other, node)),
    }
}

pub(super) fn wrong_kind(expected: &str, found: &Value, node: &Node) -> ExpressionError {
    ExpressionError::new(
        node.span.clone(),
        format!("expected {expected}, found {} (`{}`)", found.kind(), found.to_source()),
    )
}

fn binary(
    operator: Binary,
    left: &Node,
    right: &Node,
    node: &Node,
    scope: &Scope,
    steps: &mut Steps,
) -> Evaluated {
    match operator {
        Binary::And => {
            return Ok(Value::Flag(flag(left, scope, steps)? && flag(right, scope, steps)?));
        }
        Binary::Or => {
            return Ok(Value::Flag(flag(left, scope, steps)? || flag(right, scope, steps)?));
        }
        Binary::Equal => {
            return Ok(Value::Flag(eval(left, scope, steps)? == eval(right, scope, steps)?));
        }
        Binary::NotEqual => {
            return Ok(Value::Flag(eval(left, scope, steps)? != eval(right, scope, steps)?));
        }
        Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
            return compare(operator, left, right, node, scope, steps);
        }
        _ => {}
    }
    let (a, b) = (number(left, scope, steps)?, number(right, scope, steps)?);
    let by_zero = || ExpressionError::new(node.span.clone(), format!("`{a}` is divided by 0 here"));
    let result = match operator {
        Binary::Add => &a + &b,
        Binary::Subtract => &a - &b,
        Binary::Multiply => &a * &b,
        Binary::Divide => a.checked_div(&b).ok_or_else(by_zero)?,
        Binary::Mod => a.checked_mod(&b).ok_or_else(by_zero)?,
        _ => power(&a, &b, node)?,
    };
    sized(result, node).map(Value::Number)
}

fn power(base: &Number, exponent: &Number, node: &Node) -> Result<Number, ExpressionError> {
    let too_large = || {
        ExpressionError::new(
            node.span.clone(),
            format!("`{exponent}` is not a power from 0 to {POWER_LIMIT}"),
        )
    };
    let exponent =
        exponent.to_i64().filter(|n| (0..=POWER_LIMIT).contains(n)).ok_or_else(too_large)?;
    let exponent = u32::try_from(exponent).unwrap_or(0);
    if base.n_bits() * u64::from(exponent) > BIT_LIMIT * 2 {
        return Err(ExpressionError::new(node.span.clone(), "this number is too large"));
    }
    base.pow(exponent)
        .ok_or_else(|| ExpressionError::new(node.span.clone(), "this number is too large"))
}

/// Lets a number through when it is not too large.
pub(super) fn sized(number: Number, node: &Node) -> Result<Number, ExpressionError> {
    if number.n_bits() > BIT_LIMIT {
        return Err(ExpressionError::new(node.span.clone(), "this number is too large"));
    }
    Ok(number)
}

fn compare(
    operator: Binary,
    left: &Node,
    right: &Node,
    node: &Node,
    scope: &Scope,
    steps: &mut Steps,
) -> Evaluated {
    let (a, b) = (eval(left, scope, steps)?, eval(right, scope, steps)?);
    let Some(order) = a.compare(&b) else {
        let message = format!(
            "{} (`{}`) cannot be compared with {} (`{}`)",
            a.kind(),
            a.to_source(),
            b.kind(),
            b.to_source()
        );
        return Err(ExpressionError::new(node.span.clone(), message));
    };
    Ok(Value::Flag(match operator {
        Binary::Less => order == Ordering::Less,
        Binary::LessOrEqual => order != Ordering::Greater,
        Binary::Greater => order == Ordering::Greater,
        _ => order != Ordering::Less,
    }))
}
