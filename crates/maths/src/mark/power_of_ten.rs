//! Standard form: a number from 1 up to 10, times a power of 10, each part as typed.

use crate::Number;
use crate::tree::{Node, NodeId, Tree};

use super::judged::{Fault, Form};
use super::number_form::{unsigned, whole_at};

/// The first number and the power, where a node is a number times a power of 10.
pub(super) fn as_power_of_ten(tree: &Tree, id: NodeId) -> Option<(NodeId, i32)> {
    let Node::Times { left, right, .. } = tree.node(id) else { return None };
    let Node::Power { base, exponent } = tree.node(tree.bare(right)) else { return None };
    let is_ten = tree.numeral(tree.bare(base))?.value == Number::from(10);
    let power = whole_at(tree, exponent)?.to_i64()?;
    is_ten.then_some((unsigned(tree, left), i32::try_from(power).ok()?))
}

/// In standard form.
pub(super) fn standard_form(tree: &Tree) -> Form {
    let id = unsigned(tree, tree.root());
    if let Some((first, _)) = as_power_of_ten(tree, id) {
        return first_number(tree, first);
    }
    let Node::Times { right, .. } = tree.node(id) else {
        let is_power = matches!(tree.node(id), Node::Power { .. });
        let is_sum = matches!(tree.node(id), Node::Add(..) | Node::Subtract(..));
        return Err(match (is_power, is_sum) {
            (true, _) => "first-number-left-off".into(),
            (_, true) => "not-worked-out".into(),
            _ => "ordinary-number".into(),
        });
    };
    Err(Fault::at("not-a-power-of-ten", right))
}

fn first_number(tree: &Tree, id: NodeId) -> Form {
    match tree.node(id) {
        Node::Numeral(_) => {
            let value = tree.numeral(id).map_or(Number::ZERO, |numeral| numeral.value.abs());
            if value < Number::ONE {
                Err(Fault::at("first-number-too-small", id))
            } else if value >= Number::from(10) {
                Err(Fault::at("first-number-too-large", id))
            } else {
                Ok(())
            }
        }
        Node::Divide { .. } | Node::Mixed { .. } | Node::Percent(_) => {
            Err(Fault::at("first-number-not-decimal", id))
        }
        _ => Err(Fault::at("not-worked-out", id)),
    }
}
