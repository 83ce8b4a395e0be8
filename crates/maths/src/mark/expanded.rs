//! Expanded: no brackets, and like terms collected.
//!
//! The terms as written are counted against the terms of the value: as many as there must be, each worked out.

use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Value};

use super::Form;
use super::judged::Fault;
use super::terms::{term_form, terms};

/// Written as a sum of terms, with nothing left to multiply out or collect.
pub(super) fn expanded(tree: &Tree, value: &Value) -> Result<Form, NoValue> {
    let Some(polynomial) = value.to_polynomial() else {
        return Err(NoValue::Undecided("there is a letter below a fraction bar"));
    };
    if let Some(bracket) = bracket(tree) {
        return Ok(Err(Fault::at("brackets-left", bracket)));
    }
    let terms = terms(tree, tree.bare(tree.root()));
    let wanted = polynomial.terms().len().max(1);
    if terms.len() != wanted {
        return Ok(Err("like-terms-left".into()));
    }
    Ok(terms.into_iter().try_for_each(|term| term_form(tree, term)))
}

// A bracket that is typed for reading only, such as that of sqrt(2), is none; nor is one round the whole.
fn bracket(tree: &Tree) -> Option<NodeId> {
    let inside = tree.bare(tree.root());
    let needed: Vec<NodeId> = tree
        .nodes
        .iter()
        .filter_map(|node| match node {
            Node::Root { radicand, .. } => Some(*radicand),
            Node::Power { exponent, .. } => Some(*exponent),
            Node::Apply { argument, .. } => Some(*argument),
            _ => None,
        })
        .collect();
    let ids = (0..inside.0).map(NodeId);
    ids.filter(|id| matches!(tree.node(*id), Node::Bracket(_))).find(|id| !needed.contains(id))
}

/// Like terms collected inside a bracket or a whole expression, brackets apart.
pub(super) fn is_collected(tree: &Tree, id: NodeId, n_terms: usize) -> bool {
    let terms = terms(tree, tree.bare(id));
    terms.len() == n_terms.max(1) && terms.into_iter().all(|term| term_form(tree, term).is_ok())
}
