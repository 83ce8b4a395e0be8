//! Surds: every root as small as it can be and collected; no root below a fraction bar.

use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Value, value_of};

use super::Form;
use super::collected::sum;
use super::judged::Fault;

/// Written with the smallest whole numbers under the roots, like roots collected and none below a bar.
pub(super) fn simplified_surd(tree: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    if let Err(fault) = rationalised(tree, steps)? {
        return Ok(Err(fault));
    }
    let form = sum(tree, tree.root(), steps)?;
    if form.is_err() {
        return Ok(form);
    }
    common_divisor(tree, steps)
}

// (2 + 2√5)/4 can still be divided through.
fn common_divisor(tree: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    let id = tree.bare(tree.root());
    let Node::Divide { top, bottom, .. } = tree.node(id) else { return Ok(Ok(())) };
    let (Value::Surd(above), Value::Number(below)) =
        (value_of(tree, top, steps)?, value_of(tree, bottom, steps)?)
    else {
        return Ok(Ok(()));
    };
    let (content, _) = crate::value::gcd::primitive(&above, steps)?;
    let lowest =
        content.checked_div(&below).is_some_and(|it| it.denominator() == below.abs().numerator());
    Ok(if lowest { Ok(()) } else { Err(Fault::at("not-simplest", id)) })
}

/// Written without a root below a fraction bar, and without a fraction under a root.
pub(super) fn rationalised(tree: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    for id in (0..tree.nodes.len() as u32).map(NodeId) {
        steps.take(1)?;
        match tree.node(id) {
            Node::Divide { bottom, .. } if !is_rational(tree, bottom, steps)? => {
                return Ok(Err(Fault::at("root-below", bottom)));
            }
            Node::Root { radicand, .. } => {
                if let Value::Number(under) = value_of(tree, radicand, steps)?
                    && !under.is_whole()
                {
                    return Ok(Err(Fault::at("fraction-under-root", id)));
                }
            }
            Node::Power { base, exponent } => {
                let exponent = value_of(tree, exponent, steps)?;
                let Value::Number(exponent) = exponent else { continue };
                let is_root = !exponent.is_whole() || !is_rational(tree, base, steps)?;
                if exponent.is_negative() && is_root {
                    return Ok(Err(Fault::at("root-below", id)));
                }
            }
            _ => {}
        }
    }
    Ok(Ok(()))
}

// No root is left in a part: its value has none, and none that would cancel is written.
fn is_rational(tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<bool, NoValue> {
    let mut first = id;
    while let Some(child) = tree.first_child(first) {
        first = child;
    }
    let has_root = (first.0..=id.0).any(|at| matches!(tree.node(NodeId(at)), Node::Root { .. }));
    let value = value_of(tree, id, steps)?;
    let of_pi = value.to_polynomial().is_some_and(|polynomial| {
        polynomial.terms().iter().all(|(monomial, _)| monomial.under_root() == 1)
    });
    Ok(!has_root && of_pi)
}
