//! A single fraction in its lowest terms: one bar at most, nothing to cancel, and like terms collected.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::gcd::common_factor;
use crate::value::{NoValue, Polynomial, Value, value_of};

use super::Form;
use super::collected::sum;
use super::judged::Fault;

/// Written as one fraction that cannot be made simpler.
pub(super) fn single_fraction(tree: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    let mut id = tree.bare(tree.root());
    if let Node::Negate(inner) = tree.node(id) {
        id = tree.bare(inner);
    }
    let Node::Divide { top, bottom, .. } = tree.node(id) else {
        return match bar(tree, tree.root()) {
            Some(at) => Ok(Err(Fault::at("not-one-fraction", at))),
            None => sum(tree, tree.root(), steps),
        };
    };
    if let Some(at) = bar(tree, top).or(bar(tree, bottom)) {
        return Ok(Err(Fault::at("fraction-inside", at)));
    }
    let (above, below) = (value_of(tree, top, steps)?, value_of(tree, bottom, steps)?);
    let (Some(above), Some(below)) = (above.to_polynomial(), below.to_polynomial()) else {
        return Err(NoValue::Undecided("there is a letter under a root"));
    };
    if !above.is_rational() || !below.is_rational() {
        return Err(NoValue::Undecided("there is a root in the fraction"));
    }
    if below.constant() == Some(crate::Number::ONE) || has_common(&above, &below, steps)? {
        return Ok(Err(Fault::at("not-simplest", id)));
    }
    Ok(sum(tree, top, steps)?.and(sum(tree, bottom, steps)?))
}

// A division or negative power within a part of the tree.
fn bar(tree: &Tree, id: NodeId) -> Option<NodeId> {
    let mut first = id;
    while let Some(child) = tree.first_child(first) {
        first = child;
    }
    (first.0..=id.0).map(NodeId).find(|&at| match tree.node(at) {
        Node::Divide { .. } | Node::Mixed { .. } | Node::Percent(_) => true,
        Node::Numeral(place) => tree.numerals[place as usize].places > 0,
        Node::Power { exponent, .. } => {
            matches!(tree.node(tree.bare(exponent)), Node::Negate(_))
        }
        _ => false,
    })
}

fn has_common(above: &Polynomial, below: &Polynomial, steps: &mut Steps) -> Result<bool, NoValue> {
    let numbers = above.terms().iter().chain(below.terms());
    let common = numbers.fold(BigInt::zero(), |common, (_, it)| common.gcd(&it.numerator()));
    Ok(!common.is_one() || common_factor(above, below, steps)?.degree() > 0)
}

/// The same value as one fraction in lowest terms, top and bottom.
pub(crate) fn lowest_terms(
    value: &Value,
    steps: &mut Steps,
) -> Result<Option<(Polynomial, Polynomial)>, NoValue> {
    use crate::value::gcd::{divide_exactly, primitive};
    let Some((top, bottom)) = value.clone().into_parts() else { return Ok(None) };
    if !top.is_rational() || !bottom.is_rational() {
        return Ok(None);
    }
    let common = common_factor(&top, &bottom, steps)?;
    let (Some(top), Some(bottom)) =
        (divide_exactly(&top, &common, steps)?, divide_exactly(&bottom, &common, steps)?)
    else {
        return Ok(None);
    };
    let ((above, top), (below, bottom)) = (primitive(&top, steps)?, primitive(&bottom, steps)?);
    let number = above.checked_div(&below).unwrap_or(crate::Number::ZERO);
    let (above, below) = (number.numerator().into(), number.denominator().into());
    Ok(Some((top.scale(&above, steps)?, bottom.scale(&below, steps)?)))
}
