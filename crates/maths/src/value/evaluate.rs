//! Works out the value of a tree, node by node, children first.

use crate::Number;
use crate::limits::{Steps, TooLarge};
use crate::reading::ReadError;
use crate::tree::{Node, NodeId, Tree};
use crate::unreadable::{Piece, Unreadable};

use super::arithmetic::{add, divide, negate, times};
use super::power::power;
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
        Node::Negate(_) => negate(pop()),
        Node::Percent(_) => divide(pop(), Value::Number(Number::from(100)), steps),
        Node::Mixed { .. } => {
            let (bottom, top, whole) = (pop(), pop(), pop());
            add(whole, divide_at(tree, id, top, bottom, steps)?, steps)
        }
        Node::Add(..) => {
            let (right, left) = (pop(), pop());
            add(left, right, steps)
        }
        Node::Subtract(..) => {
            let (right, left) = (pop(), pop());
            add(left, negate(right)?, steps)
        }
        Node::Times { .. } => {
            let (right, left) = (pop(), pop());
            times(left, right, steps)
        }
        Node::Divide { .. } => {
            let (bottom, top) = (pop(), pop());
            divide_at(tree, id, top, bottom, steps)
        }
        Node::Power { .. } => {
            let (exponent, base) = (pop(), pop());
            if matches!(&exponent, Value::Number(number) if number.is_negative()) {
                not_by_zero(tree, id, &base)?;
            }
            power(base, &exponent, steps)
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

fn divide_at(
    tree: &Tree,
    id: NodeId,
    top: Value,
    bottom: Value,
    steps: &mut Steps,
) -> Result<Value, NoValue> {
    not_by_zero(tree, id, &bottom)?;
    divide(top, bottom, steps)
}

fn not_by_zero(tree: &Tree, id: NodeId, bottom: &Value) -> Result<(), NoValue> {
    if !bottom.is_zero() {
        return Ok(());
    }
    let span = tree.span(id);
    let piece = Piece::new(&tree.source, span.start as usize, span.end as usize);
    Err(NoValue::Unreadable(piece.zero_denominator()))
}
