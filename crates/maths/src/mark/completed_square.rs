//! A completed square: a number times the square of a bracket, and a number.

use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Value, value_of};

use super::Form;
use super::collected::sum;
use super::judged::Fault;
use super::terms::{factors, open_terms};

/// Written as `a(x + p)^2 + q`; the parts that are 1 or 0 may be left out.
pub(super) fn completed_square(tree: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    let terms = open_terms(tree, tree.root());
    let (mut n_squares, mut n_numbers) = (0, 0);
    for &term in &terms {
        if matches!(value_of(tree, term, steps)?, Value::Number(_) | Value::Surd(_)) {
            n_numbers += 1;
        } else if square_factor(tree, term).is_some() {
            n_squares += 1;
        } else if terms.len() == 1 {
            return Ok(Err(Fault::at("not-a-square", term)));
        } else {
            let has_square = terms.iter().any(|&other| square_factor(tree, other).is_some());
            let note = if has_square { "letter-left-outside" } else { "not-a-square" };
            return Ok(Err(Fault::at(note, term)));
        }
    }
    if n_squares != 1 {
        return Ok(Err("not-a-square".into()));
    }
    if n_numbers > 1 {
        return Ok(Err("not-worked-out".into()));
    }
    sum(tree, tree.root(), steps)
}

// The bracket or letter that is squared, in a term that is otherwise numbers.
fn square_factor(tree: &Tree, term: NodeId) -> Option<NodeId> {
    let mut term = term;
    if let Node::Divide { top, bottom, .. } = tree.node(term) {
        tree.numeral(tree.bare(bottom))?;
        term = tree.bare(top);
    }
    let mut found = None;
    for factor in factors(tree, term) {
        match tree.node(factor) {
            Node::Numeral(_) | Node::Mixed { .. } => {}
            Node::Divide { top, bottom, .. }
                if tree.numeral(top).is_some() && tree.numeral(bottom).is_some() => {}
            Node::Power { base, exponent } => {
                let is_two = tree.numeral(exponent).is_some_and(|it| it.value == 2.into());
                if !is_two || found.is_some() || !is_linear(tree, base) {
                    return None;
                }
                found = Some(base);
            }
            _ => return None,
        }
    }
    found
}

fn is_linear(tree: &Tree, id: NodeId) -> bool {
    let value = value_of(tree, id, &mut Steps::default());
    matches!(value, Ok(Value::Polynomial(polynomial)) if polynomial.degree() == 1)
}
