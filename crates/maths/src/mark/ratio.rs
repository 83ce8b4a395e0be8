//! Ratios: equal when every part is the same number of times the other's part; then simplest, or beginning with 1.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::unit::N_DIMENSIONS;
use crate::value::{NoValue, Value, value_of};
use crate::{Acceptance, Number};

use super::judge::Case;
use super::judged::{Fault, Form, Judged};
use super::number_form::whole_at;
use super::quantity::measured;

struct Parts {
    is_ratio: bool,
    ids: Vec<NodeId>,
    values: Vec<Number>,
}

/// Judges a ratio.
pub(super) fn ratio(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (given, answer) = (parts(case.given, steps)?, parts(case.answer, steps)?);
    if !answer.is_ratio {
        return Err(NoValue::Undecided("the answer of the item is not a ratio"));
    }
    let judged = Judged::value(value(&given, &answer));
    if !given.is_ratio {
        return Ok(judged.form(Err("not-a-ratio".into())));
    }
    Ok(match case.accept {
        Acceptance::RatioSimplestForm => judged.form(simplest(case.given, &given)),
        Acceptance::RatioOneToN => judged.form(one_to_n(case.given, &given)),
        _ => judged,
    })
}

/// The numbers of a ratio, in one unit; `None` where they are not numbers.
pub(super) fn part_numbers(tree: &Tree, steps: &mut Steps) -> Option<Vec<Number>> {
    parts(tree, steps).ok().map(|parts| parts.values)
}

// The parts of a ratio; a fraction or a single number has a top and a bottom.
fn parts(tree: &Tree, steps: &mut Steps) -> Result<Parts, NoValue> {
    let root = tree.bare(tree.root());
    let (is_ratio, ids) = match tree.node(root) {
        Node::Ratio(all) => (true, tree.children(all).to_vec()),
        Node::Divide { top, bottom, .. } => (false, vec![top, bottom]),
        Node::List(all) => (false, tree.children(all).to_vec()),
        _ => (false, vec![root]),
    };
    let mut of = None;
    let part = |id: &NodeId| part(tree, *id, &mut of, steps);
    let values = ids.iter().map(part).collect::<Result<Vec<_>, _>>()?;
    Ok(Parts { is_ratio, ids, values })
}

// All parts with a unit measure the same thing; `of` is what.
fn part(
    tree: &Tree,
    id: NodeId,
    of: &mut Option<[i8; N_DIMENSIONS]>,
    steps: &mut Steps,
) -> Result<Number, NoValue> {
    if let Some(amount) = measured(tree, id, steps)? {
        if *of.get_or_insert(amount.dimension) != amount.dimension {
            return Err(NoValue::Undecided("the parts do not measure the same thing"));
        }
        return Ok(amount.size);
    }
    match value_of(tree, id, steps)? {
        Value::Number(number) => Ok(number),
        _ => Err(NoValue::Undecided("only ratios of numbers are compared")),
    }
}

fn value(given: &Parts, answer: &Parts) -> Form {
    if given.values.len() != answer.values.len() {
        return Err("wrong-number-of-parts".into());
    }
    if is_equal(&given.values, &answer.values) {
        return Ok(());
    }
    let turned: Vec<Number> = given.values.iter().rev().cloned().collect();
    let is_turned = is_equal(&turned, &answer.values);
    Err(if is_turned { "turned-round".into() } else { "wrong-ratio".into() })
}

// Some positive number of times the other, part by part.
fn is_equal(given: &[Number], answer: &[Number]) -> bool {
    let first = given.iter().zip(answer).find(|(_, answer)| !answer.is_zero());
    let Some((given_first, answer_first)) = first else {
        return given.iter().all(Number::is_zero);
    };
    let Some(times) = given_first.checked_div(answer_first) else { return false };
    times > Number::ZERO
        && given.iter().zip(answer).all(|(given, answer)| *given == &times * answer)
}

fn simplest(tree: &Tree, given: &Parts) -> Form {
    let mut common = BigInt::zero();
    for id in &given.ids {
        match whole_at(tree, *id) {
            Some(whole) => common = common.gcd(&whole.numerator()),
            None => return Err(Fault::at(not_whole(tree, *id), *id)),
        }
    }
    if common.is_one() { Ok(()) } else { Err("not-simplest".into()) }
}

fn not_whole(tree: &Tree, id: NodeId) -> &'static str {
    match tree.node(tree.bare(id)) {
        Node::Quantity { .. } | Node::Compound(_) => "units-left",
        _ => "not-whole-numbers",
    }
}

fn one_to_n(tree: &Tree, given: &Parts) -> Form {
    let is_one = given.ids.first().is_some_and(|id| whole_at(tree, *id) == Some(Number::ONE));
    if is_one { Ok(()) } else { Err("not-one-to-n".into()) }
}
