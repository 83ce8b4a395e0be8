//! The rules of `simplified`: for each, whether it could still be used somewhere in what was written.

use num_integer::Integer;
use num_traits::One;

use crate::Number;
use crate::acceptance::Rule;
use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, value_of};

use super::Form;
use super::judged::Fault;
use super::terms::{are_like, factors, is_sum, open_terms};

/// Written so that none of the rules applies any more; no rules mean all of them.
pub(super) fn simplified(tree: &Tree, rules: &[Rule], steps: &mut Steps) -> Result<Form, NoValue> {
    let all: Vec<Rule> = Rule::all().collect();
    for rule in if rules.is_empty() { &all } else { rules } {
        for id in (0..tree.nodes.len() as u32).map(NodeId) {
            steps.take(1)?;
            if applies(*rule, tree, id, steps)? {
                return Ok(Err(Fault::at(rule.name(), id)));
            }
        }
    }
    Ok(Ok(()))
}

fn applies(rule: Rule, tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<bool, NoValue> {
    let is = |id: NodeId, number: i64| numeral(tree, id).is_some_and(|it| *it == number.into());
    let node = tree.node(id);
    Ok(match (rule, node) {
        (Rule::AddZero, Node::Add(left, right) | Node::Subtract(left, right)) => {
            is(left, 0) || is(right, 0)
        }
        (Rule::TimesOne, Node::Times { left, right, .. }) => is(left, 1) || is(right, 1),
        (Rule::TimesOne, Node::Divide { bottom, .. }) => is(bottom, 1),
        (Rule::TimesZero, Node::Times { left, right, .. }) => is(left, 0) || is(right, 0),
        (Rule::TimesZero, Node::Divide { top, .. }) => is(top, 0),
        (Rule::PowerOne, Node::Power { exponent, .. }) => is(exponent, 1) || is(exponent, 0),
        (
            Rule::DoubleMinus,
            Node::Negate(inner) | Node::Subtract(_, inner) | Node::Add(_, inner),
        ) => matches!(tree.node(tree.bare(inner)), Node::Negate(_)),
        (Rule::AddNumbers, Node::Add(..) | Node::Subtract(..)) => {
            open_terms(tree, id).into_iter().filter(|&term| is_number(tree, term)).count() > 1
        }
        (Rule::LikeTerms, Node::Add(..) | Node::Subtract(..)) => has_like_terms(tree, id, steps)?,
        (Rule::MultiplyNumbers, Node::Times { .. }) => {
            factors(tree, id).into_iter().filter(|&factor| is_number(tree, factor)).count() > 1
        }
        (Rule::MultiplyNumbers, Node::Power { base, exponent }) => {
            numeral(tree, base).is_some() && numeral(tree, exponent).is_some()
        }
        (Rule::LowestTerms, Node::Divide { top, bottom, .. }) => can_cancel(tree, top, bottom),
        (Rule::LikeFactors, Node::Times { .. }) => {
            let letters: Vec<char> =
                factors(tree, id).into_iter().filter_map(|factor| letter(tree, factor)).collect();
            letters.iter().enumerate().any(|(at, letter)| letters[..at].contains(letter))
        }
        (Rule::LikeFactors, Node::Divide { top, bottom, .. }) => {
            let below: Vec<char> = factors(tree, tree.bare(bottom))
                .into_iter()
                .filter_map(|factor| letter(tree, factor))
                .collect();
            let mut above = factors(tree, tree.bare(top)).into_iter();
            above.any(|factor| letter(tree, factor).is_some_and(|letter| below.contains(&letter)))
        }
        _ => false,
    })
}

fn numeral(tree: &Tree, id: NodeId) -> Option<&Number> {
    tree.numeral(tree.bare(id)).map(|numeral| &numeral.value)
}

// A plain number or fraction, with or without a minus sign.
fn is_number(tree: &Tree, id: NodeId) -> bool {
    match tree.node(tree.bare(id)) {
        Node::Numeral(_) | Node::Mixed { .. } | Node::Percent(_) => true,
        Node::Negate(inner) => is_number(tree, inner),
        Node::Divide { top, bottom, .. } => is_number(tree, top) && is_number(tree, bottom),
        _ => false,
    }
}

// The letter of a factor `x` or `x^3`.
fn letter(tree: &Tree, id: NodeId) -> Option<char> {
    match tree.node(tree.bare(id)) {
        Node::Letter { letter, .. } => Some(letter),
        Node::Power { base, .. } => letter(tree, base),
        _ => None,
    }
}

fn has_like_terms(tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<bool, NoValue> {
    let terms: Vec<NodeId> =
        open_terms(tree, id).into_iter().filter(|&term| !is_number(tree, term)).collect();
    for (at, &term) in terms.iter().enumerate() {
        for &other in &terms[..at] {
            let (value, other) = (value_of(tree, term, steps)?, value_of(tree, other, steps)?);
            if !value.is_zero() && are_like(&value, &other, steps)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

// The whole numbers among the factors above and below have a common divisor.
fn can_cancel(tree: &Tree, top: NodeId, bottom: NodeId) -> bool {
    let whole = |id: NodeId| {
        let numbers = factors(tree, tree.bare(id)).into_iter();
        let product = numbers
            .filter_map(|factor| numeral(tree, factor).cloned())
            .fold(Number::ONE, |product, number| &product * &number);
        product.is_whole().then(|| product.numerator())
    };
    if is_sum(tree, tree.bare(top)) || is_sum(tree, tree.bare(bottom)) {
        return false;
    }
    match (whole(top), whole(bottom)) {
        (Some(above), Some(below)) => !above.gcd(&below).is_one(),
        _ => false,
    }
}
