//! Collected: in every sum no two terms are like, and every term is worked out; brackets may stay.

use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Value, value_of};

use super::Form;
use super::judged::Fault;
use super::terms::{Seen, are_like, factors, is_sum, open_terms};

/// Written with like terms collected, at every level.
pub(super) fn collected(tree: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    sum(tree, tree.root(), steps)
}

/// The same for one part of the tree.
pub(super) fn sum(tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<Form, NoValue> {
    let terms = open_terms(tree, id);
    let mut values: Vec<Value> = Vec::with_capacity(terms.len());
    for &term in &terms {
        steps.take(1)?;
        if let Err(fault) = product(tree, term, steps)? {
            return Ok(Err(fault));
        }
        if terms.len() == 1 {
            break;
        }
        let value = value_of(tree, term, steps)?;
        if value.is_zero() {
            return Ok(Err(Fault::at("like-terms-left", term)));
        }
        for other in &values {
            if are_like(&value, other, steps)? {
                return Ok(Err(Fault::at("like-terms-left", term)));
            }
        }
        values.push(value);
    }
    Ok(Ok(()))
}

fn product(tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<Form, NoValue> {
    let mut seen = Seen::default();
    let mut waiting = vec![id];
    while let Some(at) = waiting.pop() {
        for factor in factors(tree, at) {
            let inside = match tree.node(factor) {
                Node::Bracket(inner) => sum(tree, inner, steps)?,
                Node::Power { base, .. } if is_sum(tree, tree.bare(base)) => {
                    sum(tree, base, steps)?
                }
                Node::Divide { top, bottom, .. } => {
                    let below = match tree.numeral(tree.bare(bottom)) {
                        Some(_) => seen.bottom(tree, bottom),
                        None => sum(tree, bottom, steps)?,
                    };
                    let is_product = !is_sum(tree, tree.bare(top));
                    if below.is_ok() && is_product {
                        waiting.push(top);
                    }
                    if is_product { below } else { below.and(sum(tree, top, steps)?) }
                }
                Node::Root { radicand, .. } if tree.numeral(tree.bare(radicand)).is_none() => {
                    sum(tree, radicand, steps)?
                }
                Node::Apply { argument, .. } => sum(tree, argument, steps)?,
                _ => seen.factor(tree, factor),
            };
            if inside.is_err() {
                return Ok(inside);
            }
        }
    }
    Ok(seen.coefficient_form(id))
}
