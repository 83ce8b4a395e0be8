//! The forms of a number: whole, one fraction, simplest, improper, mixed, decimal, percentage.
//!
//! Reads the tree as typed, and only the outside of it: `6/8` and `3/4` differ here and nowhere else.

use crate::Number;
use crate::tree::{DivideSign, Node, NodeId, Tree};

use super::Form;

/// How a number is written, with brackets round it and one minus sign before it left aside.
pub(super) enum Shape {
    Whole,
    Decimal,
    Fraction {
        top: Number,
        bottom: Number,
    },
    /// A fraction with a decimal or a sum above or below its bar.
    Uneven,
    Mixed {
        top: Number,
        bottom: Number,
    },
    Percent,
    /// Something still to be worked out.
    Sum,
}

pub(super) fn shape(tree: &Tree) -> Shape {
    let id = unsigned(tree, tree.root());
    match tree.node(id) {
        Node::Numeral(_) if places(tree, id) == 0 => Shape::Whole,
        Node::Numeral(_) => Shape::Decimal,
        Node::Percent(inner) => match tree.node(unsigned(tree, inner)) {
            Node::Numeral(_) | Node::Mixed { .. } => Shape::Percent,
            Node::Divide { sign: DivideSign::Bar, .. } => Shape::Percent,
            _ => Shape::Sum,
        },
        Node::Mixed { top, bottom, .. } => match (whole_at(tree, top), whole_at(tree, bottom)) {
            (Some(top), Some(bottom)) => Shape::Mixed { top, bottom },
            _ => Shape::Sum,
        },
        Node::Divide { top, bottom, sign: DivideSign::Bar } => {
            match (whole_at(tree, top), whole_at(tree, bottom)) {
                (Some(top), Some(bottom)) => Shape::Fraction { top, bottom },
                _ if is_numeral(tree, top) && is_numeral(tree, bottom) => Shape::Uneven,
                _ => Shape::Sum,
            }
        }
        _ => Shape::Sum,
    }
}

/// The node without brackets round it and one minus sign before it.
pub(super) fn unsigned(tree: &Tree, id: NodeId) -> NodeId {
    let id = tree.bare(id);
    match tree.node(id) {
        Node::Negate(inner) => tree.bare(inner),
        _ => id,
    }
}

fn is_numeral(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.node(unsigned(tree, id)), Node::Numeral(_))
}

fn places(tree: &Tree, id: NodeId) -> usize {
    tree.numeral(id).map_or(0, |numeral| numeral.places)
}

/// The whole number written at a node, with or without a minus sign and brackets.
pub(super) fn whole_at(tree: &Tree, id: NodeId) -> Option<Number> {
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
        Shape::Decimal => Err("decimal".into()),
        Shape::Fraction { .. } | Shape::Uneven => Err("fraction".into()),
        Shape::Mixed { .. } => Err("mixed-number".into()),
        Shape::Percent => Err("percentage".into()),
        Shape::Sum => Err("not-worked-out".into()),
    }
}

/// Written as one fraction, top over bottom.
pub(super) fn fraction(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Fraction { .. } => Ok(()),
        Shape::Whole => Err("whole-number".into()),
        Shape::Decimal => Err("decimal".into()),
        Shape::Uneven => Err("decimal-inside".into()),
        Shape::Mixed { .. } => Err("mixed-number".into()),
        Shape::Percent => Err("percentage".into()),
        Shape::Sum => Err("not-worked-out".into()),
    }
}

/// A fraction or mixed number in lowest terms, or a whole number.
pub(super) fn simplest(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Whole => Ok(()),
        Shape::Fraction { bottom, .. } if bottom.is_negative() => {
            Err("negative-denominator".into())
        }
        Shape::Fraction { top, bottom } => lowest_terms(&top, &bottom),
        Shape::Mixed { top, bottom } if top >= bottom => Err("another-whole-left".into()),
        Shape::Mixed { top, bottom } => lowest_terms(&top, &bottom),
        Shape::Decimal => Err("decimal".into()),
        Shape::Uneven => Err("decimal-inside".into()),
        Shape::Percent => Err("percentage".into()),
        Shape::Sum => Err("not-worked-out".into()),
    }
}

/// One fraction whose top is at least its bottom.
pub(super) fn improper(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Fraction { top, bottom } if top.abs() >= bottom.abs() => Ok(()),
        Shape::Fraction { .. } => Err("proper-fraction".into()),
        Shape::Whole => Err("whole-number".into()),
        Shape::Decimal => Err("decimal".into()),
        Shape::Mixed { .. } => Err("mixed-number".into()),
        Shape::Percent => Err("percentage".into()),
        Shape::Sum | Shape::Uneven => Err("not-worked-out".into()),
    }
}

/// A whole number and a proper fraction; only the part that is there when the value is whole or less than 1.
pub(super) fn mixed(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Mixed { top, bottom } if top >= bottom => Err("another-whole-left".into()),
        Shape::Mixed { .. } | Shape::Whole => Ok(()),
        Shape::Fraction { top, bottom } if top.abs() < bottom.abs() => Ok(()),
        Shape::Fraction { .. } => Err("improper-fraction".into()),
        Shape::Decimal => Err("decimal".into()),
        Shape::Percent => Err("percentage".into()),
        Shape::Sum | Shape::Uneven => Err("not-worked-out".into()),
    }
}

/// A decimal or a whole number.
pub(super) fn decimal(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Whole | Shape::Decimal => Ok(()),
        Shape::Fraction { .. } | Shape::Uneven => Err("fraction".into()),
        Shape::Mixed { .. } => Err("mixed-number".into()),
        Shape::Percent => Err("percentage".into()),
        Shape::Sum => Err("not-worked-out".into()),
    }
}

/// A number with a % sign.
pub(super) fn percentage(tree: &Tree) -> Form {
    match shape(tree) {
        Shape::Percent => Ok(()),
        Shape::Whole | Shape::Decimal => Err("decimal".into()),
        Shape::Fraction { .. } | Shape::Uneven | Shape::Mixed { .. } => Err("fraction".into()),
        Shape::Sum => Err("not-worked-out".into()),
    }
}

// A denominator of 1 is a whole number written with more than it needs.
fn lowest_terms(top: &Number, bottom: &Number) -> Form {
    let quotient = top.checked_div(bottom);
    let is_lowest = quotient.is_some_and(|it| it.has_bottom(&bottom.abs()));
    if is_lowest && *bottom != Number::ONE { Ok(()) } else { Err("not-simplest".into()) }
}
