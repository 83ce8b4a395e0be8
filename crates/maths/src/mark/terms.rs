//! Terms and factors as typed, and whether a term is worked out: one number, each letter and each root once.
//!
//! Shared by the forms of expressions. Nothing is decided about values here but for what is like what.

use crate::Number;
use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Polynomial, Value};

use super::Form;
use super::judged::Fault;

/// The terms of a sum, signs left aside; brackets are not opened.
pub(super) fn terms(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let (mut found, mut waiting) = (Vec::new(), vec![id]);
    while let Some(id) = waiting.pop() {
        match tree.node(id) {
            Node::Add(left, right) | Node::Subtract(left, right) => waiting.extend([right, left]),
            Node::Negate(inner) => waiting.push(inner),
            _ => found.push(id),
        }
    }
    found
}

/// The terms of a sum, brackets that are a whole term opened too: `2x + (3x + 1)` has three.
pub(super) fn open_terms(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    for term in terms(tree, tree.bare(id)) {
        let inner = tree.bare(term);
        if inner != term && is_sum(tree, inner) {
            found.extend(open_terms(tree, inner));
        } else {
            found.push(inner);
        }
    }
    found
}

/// The terms of a sum with whether each is taken away, brackets that are a whole term opened too.
pub(crate) fn signed_terms(tree: &Tree, id: NodeId) -> Vec<(NodeId, bool)> {
    let (mut found, mut waiting) = (Vec::new(), vec![(id, false)]);
    while let Some((id, is_minus)) = waiting.pop() {
        match tree.node(id) {
            Node::Add(left, right) => waiting.extend([(right, is_minus), (left, is_minus)]),
            Node::Subtract(left, right) => waiting.extend([(right, !is_minus), (left, is_minus)]),
            Node::Negate(inner) => waiting.push((inner, !is_minus)),
            Node::Bracket(inner) => waiting.push((inner, is_minus)),
            _ => found.push((id, is_minus)),
        }
    }
    found
}

/// Whether two terms or more stand side by side.
pub(super) fn is_sum(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.node(id), Node::Add(..) | Node::Subtract(..))
}

/// The factors of a product, signs left aside and brackets round products opened.
pub(super) fn factors(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let (mut found, mut waiting) = (Vec::new(), vec![id]);
    while let Some(id) = waiting.pop() {
        match tree.node(id) {
            Node::Times { left, right, .. } => waiting.extend([right, left]),
            Node::Negate(inner) => waiting.push(inner),
            Node::Bracket(inner) if !is_sum(tree, tree.bare(inner)) => waiting.push(inner),
            _ => found.push(id),
        }
    }
    found
}

/// Whether one value is a rational number times the other, so that the two can be put together in a sum.
pub(super) fn are_like(a: &Value, b: &Value, steps: &mut Steps) -> Result<bool, NoValue> {
    let (Some((a, b)), Some((c, d))) = (a.clone().into_parts(), b.clone().into_parts()) else {
        return Ok(false);
    };
    let (a, c): (Polynomial, Polynomial) = (a.times(&d, steps)?, c.times(&b, steps)?);
    let (Some((one, x)), Some((other, y))) = (a.terms().last(), c.terms().last()) else {
        return Ok(true);
    };
    Ok(one == other && a.clone().scale(y, steps)? == c.clone().scale(x, steps)?)
}

/// A term has at most one number, in lowest terms, and each letter, root and pi once.
pub(super) fn term_form(tree: &Tree, id: NodeId) -> Form {
    let mut seen = Seen::default();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        match tree.node(id) {
            Node::Times { left, right, .. } => waiting.extend([right, left]),
            Node::Negate(inner) => waiting.push(inner),
            Node::Divide { top, bottom, .. } => {
                seen.bottom(tree, bottom)?;
                waiting.push(top);
            }
            _ => seen.factor(tree, id)?,
        }
    }
    seen.coefficient_form(id)
}

/// What has been met in one term.
#[derive(Default)]
pub(super) struct Seen {
    letters: Vec<char>,
    has_root: bool,
    top: Option<Number>,
    bottom: Option<Number>,
}

impl Seen {
    /// One factor that is no product, quotient or bracket.
    pub(super) fn factor(&mut self, tree: &Tree, id: NodeId) -> Form {
        match tree.node(id) {
            Node::Power { base, exponent } => match (tree.node(base), tree.numeral(exponent)) {
                (Node::Letter { letter, .. }, Some(power)) if power.value > Number::ONE => {
                    self.letter(letter, id)
                }
                (Node::Pi, Some(power)) if power.value > Number::ONE => self.letter('π', id),
                (Node::Numeral(_), _) => Err(Fault::at("not-worked-out", id)),
                _ => Err(Fault::at("like-terms-left", id)),
            },
            Node::Letter { letter, .. } => self.letter(letter, id),
            Node::Pi => self.letter('π', id),
            Node::Root { index, radicand } => self.root(tree, index, radicand, id),
            Node::Numeral(_) => self.top(tree, id),
            Node::Mixed { .. } | Node::Percent(_) => self.coefficient(id),
            _ => Err(Fault::at("like-terms-left", id)),
        }
    }

    fn letter(&mut self, letter: char, id: NodeId) -> Form {
        if self.letters.contains(&letter) {
            return Err(Fault::at("like-terms-left", id));
        }
        self.letters.push(letter);
        Ok(())
    }

    fn root(&mut self, tree: &Tree, index: u8, radicand: NodeId, id: NodeId) -> Form {
        let number = tree.numeral(tree.bare(radicand)).and_then(|numeral| numeral.value.to_i64());
        let is_smallest = index == 2 && number.is_some_and(is_square_free);
        if number.is_some() && !is_smallest {
            return Err(Fault::at("root-not-smallest", id));
        }
        if number.is_some() && self.has_root {
            return Err(Fault::at("roots-left-apart", id));
        }
        self.has_root |= number.is_some();
        Ok(())
    }

    fn top(&mut self, tree: &Tree, id: NodeId) -> Form {
        if self.top.is_some() {
            return Err(Fault::at("not-worked-out", id));
        }
        self.top = tree.numeral(id).map(|numeral| numeral.value.clone());
        Ok(())
    }

    /// The number below a fraction bar.
    pub(super) fn bottom(&mut self, tree: &Tree, id: NodeId) -> Form {
        match tree.numeral(tree.bare(id)) {
            Some(numeral) if self.bottom.is_none() => {
                self.bottom = Some(numeral.value.clone());
                Ok(())
            }
            _ => Err(Fault::at("not-worked-out", id)),
        }
    }

    fn coefficient(&mut self, id: NodeId) -> Form {
        if self.top.is_some() {
            return Err(Fault::at("not-worked-out", id));
        }
        self.top = Some(Number::ONE);
        Ok(())
    }

    /// Whether the numbers of the term make one in lowest terms.
    pub(super) fn coefficient_form(&self, id: NodeId) -> Form {
        if !self.letters.is_empty() && self.top.as_ref().is_some_and(Number::is_zero) {
            return Err(Fault::at("like-terms-left", id));
        }
        let (Some(bottom), top) = (&self.bottom, self.top.as_ref().unwrap_or(&Number::ONE)) else {
            return Ok(());
        };
        let quotient = top.checked_div(bottom);
        let is_lowest = quotient.is_some_and(|it| it.has_bottom(bottom));
        if is_lowest && *bottom != Number::ONE {
            Ok(())
        } else {
            Err(Fault::at("not-simplest", id))
        }
    }
}

/// Whether a number of 2 or more has no square factor, so that its root is as small as it can be.
pub(super) fn is_square_free(number: i64) -> bool {
    // Our choice: a number so long is no longer looked through and counts as small enough.
    number > 1 && (2..1000).take_while(|d| d * d <= number).all(|d| number % (d * d) != 0)
}
