//! Expanded: no brackets, and like terms collected.
//!
//! The terms as written are counted against the terms of the value: as many as there must be, each worked out.

use crate::Number;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Value};

use super::Form;

/// Written as a sum of terms, with nothing left to multiply out or collect.
pub(super) fn expanded(tree: &Tree, value: &Value) -> Result<Form, NoValue> {
    let Some(polynomial) = value.to_polynomial() else {
        return Err(NoValue::Undecided("there is a letter below a fraction bar"));
    };
    if tree.nodes.iter().any(|node| matches!(node, Node::Bracket(_))) {
        return Ok(Err("brackets-left".into()));
    }
    let terms = terms(tree, tree.root());
    let wanted = polynomial.terms().len().max(1);
    if terms.len() != wanted {
        return Ok(Err("like-terms-left".into()));
    }
    Ok(terms.into_iter().try_for_each(|term| term_form(tree, term)))
}

/// Like terms collected inside a bracket or a whole expression, brackets apart.
pub(super) fn is_collected(tree: &Tree, id: NodeId, n_terms: usize) -> bool {
    let terms = terms(tree, tree.bare(id));
    terms.len() == n_terms.max(1) && terms.into_iter().all(|term| term_form(tree, term).is_ok())
}

// The terms of a sum, signs left aside.
fn terms(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let (mut found, mut waiting) = (Vec::new(), vec![id]);
    while let Some(id) = waiting.pop() {
        match tree.node(id) {
            Node::Add(left, right) | Node::Subtract(left, right) => waiting.extend([left, right]),
            Node::Negate(inner) => waiting.push(inner),
            _ => found.push(id),
        }
    }
    found
}

// A term has at most one number, in lowest terms, and each letter once.
fn term_form(tree: &Tree, id: NodeId) -> Form {
    let mut seen = Seen::default();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        match tree.node(id) {
            Node::Times { left, right, .. } => waiting.extend([left, right]),
            Node::Negate(inner) => waiting.push(inner),
            Node::Divide { top, bottom, .. } => {
                seen.bottom(tree, bottom)?;
                waiting.push(top);
            }
            Node::Power { base, exponent } => match (tree.node(base), tree.numeral(exponent)) {
                (Node::Letter { letter, .. }, Some(power)) if power.value > Number::ONE => {
                    seen.letter(letter)?
                }
                _ => return Err("like-terms-left".into()),
            },
            Node::Letter { letter, .. } => seen.letter(letter)?,
            Node::Numeral(_) => seen.top(tree, id)?,
            Node::Mixed { .. } | Node::Percent(_) => seen.whole_coefficient()?,
            _ => return Err("like-terms-left".into()),
        }
    }
    seen.coefficient_form()
}

#[derive(Default)]
struct Seen {
    letters: Vec<char>,
    top: Option<Number>,
    bottom: Option<Number>,
}

impl Seen {
    fn letter(&mut self, letter: char) -> Form {
        if self.letters.contains(&letter) {
            return Err("like-terms-left".into());
        }
        self.letters.push(letter);
        Ok(())
    }

    fn top(&mut self, tree: &Tree, id: NodeId) -> Form {
        let number = tree.numeral(id).map(|numeral| numeral.value.clone());
        if self.top.is_some() {
            return Err("not-worked-out".into());
        }
        self.top = number;
        Ok(())
    }

    fn bottom(&mut self, tree: &Tree, id: NodeId) -> Form {
        match tree.numeral(id) {
            Some(numeral) if self.bottom.is_none() => {
                self.bottom = Some(numeral.value.clone());
                Ok(())
            }
            _ => Err("not-worked-out".into()),
        }
    }

    fn whole_coefficient(&mut self) -> Form {
        if self.top.is_some() {
            return Err("not-worked-out".into());
        }
        self.top = Some(Number::ONE);
        Ok(())
    }

    fn coefficient_form(&self) -> Form {
        if !self.letters.is_empty() && self.top.as_ref().is_some_and(Number::is_zero) {
            return Err("like-terms-left".into());
        }
        let (Some(bottom), top) = (&self.bottom, self.top.as_ref().unwrap_or(&Number::ONE)) else {
            return Ok(());
        };
        let lowest = top
            .checked_div(bottom)
            .is_some_and(|quotient| quotient.denominator() == bottom.numerator());
        if lowest { Ok(()) } else { Err("not-simplest".into()) }
    }
}
