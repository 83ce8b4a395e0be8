//! The forms of a number: whole, one fraction, simplest, improper, mixed.
//!
//! Reads the tree as typed, and only the outside of it: `6/8` and `3/4` differ here and nowhere else.

use num_integer::Integer;

use crate::Number;
use crate::tree::{DivideSign, Node, NodeId, Tree};
use crate::value::Value;

use super::Form;

// How a number is written, with brackets round it and one minus sign before it left aside.
enum Shape {
    Whole,
    Decimal,
    Fraction { top: Number, bottom: Number },
    Mixed { top: Number, bottom: Number },
    Percent,
    // Something still to be worked out.
    Sum,
}

fn shape(tree: &Tree) -> Shape {
    let mut id = tree.bare(tree.root());
    if let Node::Negate(inner) = tree.node(id) {
        id = tree.bare(inner);
    }
    match tree.node(id) {
        Node::Numeral(_) if places(tree, id) == 0 => Shape::Whole,
        Node::Numeral(_) => Shape::Decimal,
        Node::Percent(_) => Shape::Percent,
        Node::Mixed { top, bottom, .. } => match (whole(tree, top), whole(tree, bottom)) {
            (Some(top), Some(bottom)) => Shape::Mixed { top, bottom },
            _ => Shape::Sum,
        },
        Node::Divide { top, bottom, sign: DivideSign::Bar } => {
            match (whole(tree, top), whole(tree, bottom)) {
                (Some(top), Some(bottom)) => Shape::Fraction { top, bottom },
                _ => Shape::Sum,
            }
        }
        _ => Shape::Sum,
    }
}

fn places(tree: &Tree, id: NodeId) -> usize {
    tree.numeral(id).map_or(0, |numeral| numeral.places)
}

// The whole number written at a node, with or without a minus sign and brackets.
fn whole(tree: &Tree, id: NodeId) -> Option<Number> {
    let id = tree.bare(id);
    if let Node::Negate(inner) = tree.node(id) {
        return tree
            .numeral(tree.bare(inner))
            .filter(|numeral| numeral.places == 0)
            .map(|numeral| -&numeral.value);
    }
    tree.numeral(id).filter(|numeral| numeral.places == 0).map(|numeral| numeral.value.clone())
}

/// Written as a whole number.
pub(super) fn whole_number(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Whole => Ok(()),
        Shape::Sum => Err("not-worked-out"),
        _ => Err("not-whole"),
    }
}

/// Written as one fraction, top over bottom.
pub(super) fn fraction(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Fraction { .. } => Ok(()),
        Shape::Sum => Err("not-worked-out"),
        _ => Err("not-fraction"),
    }
}

/// A fraction or mixed number in lowest terms, or a whole number.
pub(super) fn simplest(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Whole => Ok(()),
        Shape::Fraction { bottom, .. } if bottom.is_negative() => Err("negative-denominator"),
        Shape::Fraction { top, bottom } => lowest_terms(&top, &bottom),
        Shape::Mixed { top, bottom } if top >= bottom => Err("another-whole-left"),
        Shape::Mixed { top, bottom } => lowest_terms(&top, &bottom),
        Shape::Sum => Err("not-worked-out"),
        Shape::Decimal | Shape::Percent => Err("not-fraction"),
    }
}

/// One fraction whose top is at least its bottom.
pub(super) fn improper(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Fraction { top, bottom } if top.abs() >= bottom.abs() => Ok(()),
        Shape::Sum => Err("not-worked-out"),
        _ => Err("not-improper"),
    }
}

/// A whole number and a proper fraction; only the part that is there when the value is whole or less than 1.
pub(super) fn mixed(tree: &Tree, value: &Value) -> Form {
    let part_missing =
        matches!(value, Value::Number(number) if number.is_whole() || number.abs() < Number::ONE);
    match shape(tree) {
        Shape::Mixed { top, bottom } if top >= bottom => Err("another-whole-left"),
        Shape::Mixed { .. } => Ok(()),
        Shape::Whole => Ok(()),
        Shape::Fraction { top, bottom } if part_missing && top.abs() < bottom.abs() => Ok(()),
        Shape::Sum => Err("not-worked-out"),
        _ => Err("not-mixed"),
    }
}

// A denominator of 1 is a whole number written with more than it needs.
fn lowest_terms(top: &Number, bottom: &Number) -> Form {
    let common = top.numerator().gcd(&bottom.numerator());
    let is_lowest = common == 1.into() && *bottom != Number::ONE;
    if is_lowest { Ok(()) } else { Err("not-simplest") }
}
