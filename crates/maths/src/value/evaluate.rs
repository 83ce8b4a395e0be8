//! Works out the value of a tree, node by node, children first.

use crate::Number;
use crate::limits::{Steps, TooLarge};
use crate::reading::ReadError;
use crate::tree::{Children, Half, Node, NodeId, Tree};
use crate::unreadable::{Piece, Unreadable};

use super::arithmetic::{add, divide, negate, times};
use super::call::call;
use super::power::{power, root};
use super::statement;
use super::unit::Measure;
use super::{Interval, Monomial, Polynomial, Quantity, Several, Value};

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
    if first == id.0 {
        steps.take(1)?;
        return step(tree, id, &mut Vec::new(), steps);
    }
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
        Node::Root { index, .. } => root(pop(), index.into(), steps),
        Node::Pi => Ok(Value::Surd(Polynomial::of_term(Monomial::PI, Number::ONE))),
        Node::Apply { function, .. } => call(function, pop(), steps),
        Node::PlusMinus { left, .. } => {
            let right = pop();
            // Each sign in front of another would double the values.
            if matches!(right, Value::Several(..)) {
                return Err(NoValue::Undecided("there are too many ± signs"));
            }
            let both = Value::Several(Several::Either, vec![right.clone(), negate(right)?]);
            if left.is_some() { add(pop(), both, steps) } else { Ok(both) }
        }
        Node::Ratio(all) => Ok(Value::Ratio(last(done, all))),
        Node::Coordinates(all) => Ok(Value::Several(Several::Coordinates, last(done, all))),
        Node::Vector(all) => Ok(Value::Several(Several::Vector, last(done, all))),
        Node::Set(all) => Ok(Value::Several(Several::Set, last(done, all))),
        Node::List(all) => statement::list(last(done, all)),
        Node::Or(all) => statement::or(last(done, all)),
        Node::And(all) => statement::and(last(done, all)),
        Node::Compare { sign, .. } => {
            let (right, left) = (pop(), pop());
            statement::compare(left, sign, right)
        }
        Node::Chain { terms, signs } => {
            statement::chain(last(done, terms), tree.signs(terms, signs))
        }
        Node::Interval { low, high, low_closed, high_closed } => {
            let high = high.map(|_| pop());
            let low = low.map(|_| pop());
            Ok(Value::Interval(Box::new(Interval {
                low,
                high,
                is_low_closed: low_closed,
                is_high_closed: high_closed,
            })))
        }
        Node::Remainder { .. } => {
            let (remainder, whole) = (pop(), pop());
            Ok(Value::Remainder(Box::new((whole, remainder))))
        }
        Node::Quantity { unit, .. } => {
            let unit = Measure::of_unit(tree.unit(unit));
            let unit =
                unit.ok_or(NoValue::Undecided("the unit is not one that can be compared"))?;
            Ok(Value::Quantity(Box::new(Quantity { amount: pop(), unit })))
        }
        Node::Compound(all) => {
            let mut parts = last(done, all).into_iter();
            let first = parts.next().expect("a compound has at least two parts");
            parts.try_fold(first, |sum, part| add(sum, part, steps))
        }
        Node::Time { hours, minutes, seconds, half } => {
            Ok(Value::Time(seconds_of_day(hours, minutes, seconds, half)))
        }
        Node::Word => Err(NoValue::Undecided("it is a word")),
    }
}

// The values of the members of a list, in order.
fn last(done: &mut Vec<Value>, all: Children) -> Vec<Value> {
    done.split_off(done.len().saturating_sub(all.n as usize))
}

// Twelve in the morning is midnight and twelve in the afternoon is noon.
fn seconds_of_day(hours: u8, minutes: u8, seconds: Option<u8>, half: Option<Half>) -> u32 {
    let hours = match half {
        None => u32::from(hours),
        Some(Half::Morning) => u32::from(hours) % 12,
        Some(Half::Afternoon) => u32::from(hours) % 12 + 12,
    };
    hours * 3600 + u32::from(minutes) * 60 + u32::from(seconds.unwrap_or(0))
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
