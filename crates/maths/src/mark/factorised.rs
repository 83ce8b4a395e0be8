//! Fully factorised over the whole numbers: one number, and brackets that have nothing left to take out.
//!
//! A bracket is finished when its terms are whole with no common factor and it splits no further; how far that is
//! decided stands in `crate::value::factor`. Beyond it the brackets are compared with the item's own answer; if they
//! differ it is undecided.

use crate::Number;
use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::factor::split;
use crate::value::gcd::{common_letters, primitive};
use crate::value::{Monomial, NoValue, Polynomial, Value, value_of};

use super::Form;
use super::expanded::is_collected;
use super::judged::Fault;
use super::terms::is_sum;

/// Written as a product that cannot be factorised further.
pub(super) fn factorised(tree: &Tree, answer: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    let given = factors(tree, steps)?;
    if let Some(id) = given.sum_of_numbers {
        return Ok(Err(Fault::at("not-worked-out", id)));
    }
    if given.n_numbers > 1 {
        return Ok(Err("factors-left-apart".into()));
    }
    let note = if given.is_product { "not-fully-factorised" } else { "not-factorised" };
    if let Some(id) = given.quotient {
        return Ok(Err(Fault::at("letter-below", id)));
    }
    let mut unsure = false;
    for factor in &given.brackets {
        if !factor.value.is_rational() {
            return Ok(Err(Fault::at("not-whole-numbers", factor.id)));
        }
        if !is_primitive(&factor.value, steps)? {
            return Ok(Err(Fault::at(note, factor.id)));
        }
        let (_, positive) = primitive(&factor.value, steps)?;
        match split(&positive, steps) {
            Ok(None) => {}
            Ok(Some(_)) => return Ok(Err(Fault::at(note, factor.id))),
            Err(NoValue::Undecided(_)) => unsure = true,
            Err(other) => return Err(other),
        }
        if !is_collected(tree, factor.id, factor.value.terms().len()) {
            return Ok(Err(Fault::at("like-terms-left", factor.id)));
        }
    }
    if unsure && !same_brackets(&given.brackets, &factors(answer, steps)?.brackets) {
        return Err(NoValue::Undecided("it may or may not factorise further"));
    }
    Ok(Ok(()))
}

#[derive(Default)]
struct Factors {
    n_numbers: usize,
    sum_of_numbers: Option<NodeId>,
    brackets: Vec<Factor>,
    is_product: bool,
    quotient: Option<NodeId>,
}

struct Factor {
    id: NodeId,
    value: Polynomial,
}

// The factors as written: numbers are counted, letters on their own are always finished, sums are kept.
fn factors(tree: &Tree, steps: &mut Steps) -> Result<Factors, NoValue> {
    let mut found = Factors::default();
    let mut waiting = vec![tree.root()];
    while let Some(id) = waiting.pop() {
        match tree.node(id) {
            Node::Bracket(inner) | Node::Negate(inner) => waiting.push(inner),
            Node::Times { left, right, .. } => {
                found.is_product = true;
                waiting.extend([left, right]);
            }
            Node::Divide { top, bottom, .. }
                if !matches!(tree.node(tree.bare(top)), Node::Numeral(_)) =>
            {
                match value_of(tree, bottom, steps)? {
                    Value::Number(_) => found.n_numbers += 1,
                    _ => found.quotient = Some(bottom),
                }
                waiting.push(top);
            }
            Node::Power { base, exponent } if is_repeat(tree, exponent) => {
                found.is_product = true;
                waiting.push(base);
            }
            Node::Letter { .. } => {}
            _ => match value_of(tree, id, steps)? {
                Value::Number(_) | Value::Surd(_) => {
                    found.n_numbers += 1;
                    if is_sum(tree, id) || matches!(tree.node(id), Node::Power { .. }) {
                        found.sum_of_numbers = Some(id);
                    }
                }
                Value::Polynomial(value) => found.brackets.push(Factor { id, value }),
                _ => found.quotient = Some(id),
            },
        }
    }
    Ok(found)
}

// A power that stands for a repeated factor: `(x+1)^2`, and not `(x+1)^-1`.
fn is_repeat(tree: &Tree, exponent: NodeId) -> bool {
    tree.numeral(tree.bare(exponent))
        .is_some_and(|numeral| numeral.value.is_whole() && numeral.value > Number::ONE)
}

// Whole coefficients with no common factor, and no letter in every term.
fn is_primitive(polynomial: &Polynomial, steps: &mut Steps) -> Result<bool, NoValue> {
    let (content, _) = primitive(polynomial, steps)?;
    Ok(content.abs() == Number::ONE && common_letters(polynomial) == Monomial::ONE)
}

// The same brackets in any order, a change of every sign in a bracket apart.
fn same_brackets(given: &[Factor], wanted: &[Factor]) -> bool {
    let mut left: Vec<&Polynomial> = wanted.iter().map(|factor| &factor.value).collect();
    let all_found = given.iter().all(|factor| {
        let opposite = factor.value.clone().negated();
        let found = left.iter().position(|other| **other == factor.value || **other == opposite);
        found.map(|at| left.swap_remove(at)).is_some()
    });
    all_found && left.is_empty()
}
