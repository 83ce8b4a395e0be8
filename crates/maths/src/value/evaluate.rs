//! Works out the value of a tree, node by node, children first.

use crate::Number;
use crate::limits::{MAX_EXPONENT, Steps, TooLarge, at_most};
use crate::reading::ReadError;
use crate::tree::{Node, NodeId, Tree};
use crate::unreadable::{Piece, Unreadable};

use super::polynomial::counted;
use super::{Polynomial, Value};

/// Why a tree has no value that can be compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NoValue {
    /// Division by 0.
    Unreadable(Unreadable),
    TooLarge(TooLarge),
    /// Outside what is decided exactly; the words say what.
    Undecided(&'static str),
}

impl From<TooLarge> for NoValue {
    fn from(too_large: TooLarge) -> Self {
        Self::TooLarge(too_large)
    }
}

impl From<ReadError> for NoValue {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Unreadable(unreadable) => Self::Unreadable(unreadable),
            ReadError::TooLarge(too_large) => Self::TooLarge(too_large),
        }
    }
}

/// The value of the whole tree.
pub(crate) fn evaluate(tree: &Tree, steps: &mut Steps) -> Result<Value, NoValue> {
    value_of(tree, tree.root(), steps)
}

/// The value of one node of the tree.
pub(crate) fn value_of(tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<Value, NoValue> {
    // The descendants of a node are the unbroken run of nodes before it, so the last value is the one asked for.
    let first = first_descendant(tree, id);
    let mut done: Vec<Value> = Vec::with_capacity((id.0 - first) as usize + 1);
    for at in first..=id.0 {
        steps.take(1)?;
        let value = step(tree, NodeId(at), &mut done, steps)?;
        done.push(value);
    }
    Ok(done.pop().expect("every node leaves one value"))
}

fn first_descendant(tree: &Tree, id: NodeId) -> u32 {
    let mut first = id;
    while let Some(child) = tree.first_child(first) {
        first = child;
    }
    first.0
}

fn step(
    tree: &Tree,
    id: NodeId,
    done: &mut Vec<Value>,
    steps: &mut Steps,
) -> Result<Value, NoValue> {
    let mut pop = || done.pop().expect("children stand before their parents");
    match tree.node(id) {
        Node::Numeral(place) => Ok(Value::Number(tree.numerals[place as usize].value.clone())),
        Node::Letter { place, .. } => Ok(Value::Polynomial(Polynomial::of_letter(place))),
        Node::Bracket(_) => Ok(pop()),
        Node::Negate(_) => Ok(negate(pop())),
        Node::Percent(_) => divide(tree, id, pop(), Value::Number(Number::from(100)), steps),
        Node::Mixed { .. } => {
            let (bottom, top, whole) = (pop(), pop(), pop());
            add(whole, divide(tree, id, top, bottom, steps)?, steps)
        }
        Node::Add(..) => {
            let (right, left) = (pop(), pop());
            add(left, right, steps)
        }
        Node::Subtract(..) => {
            let (right, left) = (pop(), pop());
            add(left, negate(right), steps)
        }
        Node::Times { .. } => {
            let (right, left) = (pop(), pop());
            times(left, right, steps)
        }
        Node::Divide { .. } => {
            let (bottom, top) = (pop(), pop());
            divide(tree, id, top, bottom, steps)
        }
        Node::Power { .. } => {
            let (exponent, base) = (pop(), pop());
            power(tree, id, base, &exponent, steps)
        }
        Node::Gap => Err(NoValue::Undecided("there is a gap in it")),
        Node::Compare { .. } | Node::Chain { .. } | Node::Or(_) | Node::And(_) => {
            Err(NoValue::Undecided("it compares two things"))
        }
        Node::Root { .. } => Err(NoValue::Undecided("there is a root in it")),
        Node::Pi => Err(NoValue::Undecided("there is π in it")),
        Node::Apply { .. } => Err(NoValue::Undecided("there is a function in it")),
        Node::PlusMinus { .. } => Err(NoValue::Undecided("there is a ± in it")),
        Node::Ratio(_)
        | Node::Coordinates(_)
        | Node::Vector(_)
        | Node::Set(_)
        | Node::List(_)
        | Node::Interval { .. }
        | Node::Remainder { .. } => Err(NoValue::Undecided("it is more than one number")),
        Node::Quantity { .. } | Node::Compound(_) | Node::Time { .. } => {
            Err(NoValue::Undecided("there is a unit in it"))
        }
        Node::Word => Err(NoValue::Undecided("it is a word")),
    }
}

fn negate(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(-number),
        Value::Polynomial(polynomial) => Value::Polynomial(polynomial.negated()),
        Value::Quotient(parts) => Value::Quotient(Box::new((parts.0.negated(), parts.1))),
    }
}

fn add(left: Value, right: Value, steps: &mut Steps) -> Result<Value, NoValue> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => Ok(Value::Number(counted(&a + &b, steps)?)),
        (left @ Value::Quotient(_), right) | (left, right @ Value::Quotient(_)) => {
            let ((a, b), (c, d)) = (left.into_parts(), right.into_parts());
            let top = a.times(&d, steps)?.plus(c.times(&b, steps)?, steps)?;
            let bottom = b.times(&d, steps)?;
            Ok(Value::of_quotient(top, bottom, steps)?)
        }
        (left, right) => {
            Ok(Value::of_polynomial(left.into_parts().0.plus(right.into_parts().0, steps)?))
        }
    }
}

fn times(left: Value, right: Value, steps: &mut Steps) -> Result<Value, NoValue> {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => Ok(Value::Number(counted(&a * &b, steps)?)),
        (left, right) => {
            let ((a, b), (c, d)) = (left.into_parts(), right.into_parts());
            let (top, bottom) = (a.times(&c, steps)?, b.times(&d, steps)?);
            Ok(Value::of_quotient(top, bottom, steps)?)
        }
    }
}

fn divide(
    tree: &Tree,
    id: NodeId,
    top: Value,
    bottom: Value,
    steps: &mut Steps,
) -> Result<Value, NoValue> {
    if let (Value::Number(a), Value::Number(b)) = (&top, &bottom)
        && let Some(quotient) = a.checked_div(b)
    {
        return Ok(Value::Number(counted(quotient, steps)?));
    }
    let ((a, b), (c, d)) = (top.into_parts(), bottom.into_parts());
    if c.is_zero() {
        let span = tree.span(id);
        let piece = Piece::new(&tree.source, span.start as usize, span.end as usize);
        return Err(NoValue::Unreadable(piece.zero_denominator()));
    }
    let (top, bottom) = (a.times(&d, steps)?, b.times(&c, steps)?);
    Ok(Value::of_quotient(top, bottom, steps)?)
}

fn power(
    tree: &Tree,
    id: NodeId,
    base: Value,
    exponent: &Value,
    steps: &mut Steps,
) -> Result<Value, NoValue> {
    let Value::Number(exponent) = exponent else {
        return Err(NoValue::Undecided("there is a letter in a power"));
    };
    if !exponent.is_whole() {
        return Err(NoValue::Undecided("there is a power that is not a whole number"));
    }
    // A whole number that does not fit a machine word is over the limit too.
    let size =
        exponent.abs().to_i64().and_then(|size| u64::try_from(size).ok()).unwrap_or(u64::MAX);
    at_most(size, MAX_EXPONENT.into(), "as a power")?;
    let size = u32::try_from(size).expect("at most 100");
    if size == 0 && matches!(&base, Value::Number(number) if number.is_zero()) {
        return Err(NoValue::Undecided("0 to the power 0 has no agreed value"));
    }
    let raised = match base {
        Value::Number(number) => {
            let too_long =
                TooLarge { what: "binary digits in a number", limit: crate::limits::MAX_BITS };
            Value::Number(counted(number.pow(size).ok_or(too_long)?, steps)?)
        }
        base => {
            let (top, bottom) = base.into_parts();
            Value::of_quotient(top.power(size, steps)?, bottom.power(size, steps)?, steps)?
        }
    };
    if exponent.is_negative() {
        return divide(tree, id, Value::Number(Number::ONE), raised, steps);
    }
    Ok(raised)
}
