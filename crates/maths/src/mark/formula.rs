//! A formula with one letter as its subject: that letter alone on one side, not on the other, and the formula true.

use crate::limits::Steps;
use crate::solve;
use crate::tree::{CompareSign, Node, NodeId, Tree};
use crate::value::{
    NoValue, Polynomial, Several, Statement, Value, add, divide, evaluate, gcd, negate, times,
    value_of,
};

use super::judge::Case;
use super::judged::{Fault, Judged};
use super::of_the_item;

const NOT_A_FORMULA: NoValue = NoValue::Undecided("the answer of the item is not a formula");

/// An equal formula with `subject` alone; without a subject, the letter that is alone in the answer.
pub(super) fn rearranged(
    case: &Case<'_>,
    subject: Option<char>,
    steps: &mut Steps,
) -> Result<Judged, NoValue> {
    let answer = equation(case.answer, steps).map_err(of_the_item)?.ok_or(NOT_A_FORMULA)?;
    let Some(given) = equation(case.given, steps)? else {
        return Ok(Judged::value(Err("not-a-formula".into())));
    };
    let place = match subject {
        Some(letter) => place_of(letter, &[case.answer, case.given]).ok_or(NOT_A_FORMULA)?,
        None => sides(case.answer)
            .and_then(|(left, right)| letter(case.answer, left).or(letter(case.answer, right)))
            .ok_or(NOT_A_FORMULA)?,
    };
    let value = match (alone(case.given, place, steps)?, alone(case.answer, place, steps)?) {
        (Some(mine), Some(theirs)) => mine.same(&theirs, steps)?,
        (Some(mine), None) => makes_true(&answer, place, &mine, steps)?,
        _ => same_equation(&given, &answer, steps)?,
    };
    Ok(Judged::value(value).form(form(case.given, place)))
}

type Sides = (Value, Value);

fn equation(tree: &Tree, steps: &mut Steps) -> Result<Option<Sides>, NoValue> {
    Ok(match evaluate(tree, steps)? {
        Value::Statement(statement) => match *statement {
            Statement::Compare { left, sign: CompareSign::Equal, right } => Some((left, right)),
            // A `±` is two equations; one of them stands for both here.
            Statement::Or(all) if holds_either(tree) => match all.into_iter().next() {
                Some(Statement::Compare { left, right, .. }) => Some((left, right)),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    })
}

fn holds_either(tree: &Tree) -> bool {
    sides(tree).is_some() && tree.nodes.iter().any(|node| matches!(node, Node::PlusMinus { .. }))
}

fn sides(tree: &Tree) -> Option<(NodeId, NodeId)> {
    match tree.node(tree.bare(tree.root())) {
        Node::Compare { left, right, sign: CompareSign::Equal } => Some((left, right)),
        _ => None,
    }
}

fn letter(tree: &Tree, id: NodeId) -> Option<u8> {
    match tree.node(tree.bare(id)) {
        Node::Letter { place, .. } => Some(place),
        _ => None,
    }
}

fn place_of(wanted: char, trees: &[&Tree]) -> Option<u8> {
    trees.iter().flat_map(|tree| &tree.nodes).find_map(|node| match node {
        Node::Letter { letter, place } if *letter == wanted => Some(*place),
        _ => None,
    })
}

// What the subject is equal to, where it stands alone and not on the other side.
fn alone(tree: &Tree, place: u8, steps: &mut Steps) -> Result<Option<Value>, NoValue> {
    let Some((left, right)) = sides(tree) else { return Ok(None) };
    let other = match (letter(tree, left) == Some(place), letter(tree, right) == Some(place)) {
        (true, false) => right,
        (false, true) => left,
        _ => return Ok(None),
    };
    if holds_letter(tree, other, place) {
        return Ok(None);
    }
    value_of(tree, other, steps).map(Some)
}

fn holds_letter(tree: &Tree, id: NodeId, place: u8) -> bool {
    let mut first = id;
    while let Some(child) = tree.first_child(first) {
        first = child;
    }
    (first.0..=id.0)
        .any(|at| matches!(tree.node(NodeId(at)), Node::Letter { place: it, .. } if it == place))
}

// Puts the expression in for the subject: the equation must then be true whatever the other letters are.
fn makes_true(
    (left, right): &Sides,
    place: u8,
    expression: &Value,
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    const MORE: NoValue = NoValue::Undecided("there may be another root");
    let (top, _) = solve::difference(left, right, steps)?;
    if top.has_half_power_of(place) {
        return is_square_of_root(&top, place, expression, steps);
    }
    let positive = match expression {
        Value::Several(Several::Either, both) => match &both[..] {
            [one, other] if negate(one.clone())?.same(other, steps)? => one,
            _ => return Err(MORE),
        },
        one => one,
    };
    let is_single = std::ptr::eq(positive, expression);
    if !vanishes(&top, place, positive, steps)? {
        return Ok(false);
    }
    match top.degree_in(place) {
        0 | 1 => Ok(is_single),
        // A square has both roots; the positive one alone is what is meant where lengths and the like are.
        2 if gcd::coefficient_of(&top, place, 1, steps)?.is_zero() => match is_positive(positive) {
            Some(is_positive) => Ok(is_positive || !is_single),
            None => Err(MORE),
        },
        _ => Err(MORE),
    }
}

// Where the subject stands under a root and nowhere else, it is the square of what its root is.
fn is_square_of_root(
    top: &Polynomial,
    place: u8,
    expression: &Value,
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    let root = top.in_root_of(place, steps)?;
    if root.degree_in(place) != 1 {
        return Err(NoValue::Undecided("the subject is under a root and outside it"));
    }
    let leading = Value::of_polynomial(gcd::coefficient_of(&root, place, 1, steps)?);
    let rest = Value::of_polynomial(gcd::coefficient_of(&root, place, 0, steps)?);
    let root = divide(rest, leading, steps)?;
    times(root.clone(), root, steps)?.same(expression, steps)
}

// Whether every term is positive, or every term negative, for positive letters; `None` when it is mixed.
fn is_positive(value: &Value) -> Option<bool> {
    if let Value::Root(root) = value {
        return Some(!root.is_negative);
    }
    let (top, bottom) = value.clone().into_parts()?;
    let sign = |polynomial: &Polynomial| {
        let mut signs = polynomial.terms().iter().map(|(_, number)| !number.is_negative());
        let first = signs.next()?;
        signs.all(|sign| sign == first).then_some(first)
    };
    Some(sign(&top)? == sign(&bottom)?)
}

fn vanishes(
    top: &Polynomial,
    place: u8,
    expression: &Value,
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    let mut sum = Value::Number(crate::Number::ZERO);
    for exponent in 0..=top.degree_in(place) {
        let coefficient = gcd::coefficient_of(top, place, exponent, steps)?;
        if !coefficient.is_zero() {
            let power = power_of(expression, exponent, steps)?;
            sum = add(sum, times(Value::of_polynomial(coefficient), power, steps)?, steps)?;
        }
    }
    Ok(sum.is_zero())
}

// Squares are taken whole: the square of a root is free of it, where the root times something may not be decided.
fn power_of(expression: &Value, exponent: u32, steps: &mut Steps) -> Result<Value, NoValue> {
    let mut raised = Value::Number(crate::Number::ONE);
    if exponent > 1 {
        let square = times(expression.clone(), expression.clone(), steps)?;
        for _ in 0..exponent / 2 {
            raised = times(raised, square.clone(), steps)?;
        }
    }
    if exponent % 2 == 1 { times(raised, expression.clone(), steps) } else { Ok(raised) }
}

fn same_equation(given: &Sides, answer: &Sides, steps: &mut Steps) -> Result<bool, NoValue> {
    let (mine, theirs) = (
        solve::difference(&given.0, &given.1, steps)?,
        solve::difference(&answer.0, &answer.1, steps)?,
    );
    if solve::is_multiple(&without_common(mine, steps)?, &without_common(theirs, steps)?, steps)? {
        return Ok(true);
    }
    let statement = |(left, right): &Sides| Statement::Compare {
        left: left.clone(),
        sign: CompareSign::Equal,
        right: right.clone(),
    };
    solve::same(&statement(given), &statement(answer), steps)
}

// The top of a quotient without what it shares with the bottom.
fn without_common(
    (top, bottom): (Polynomial, Polynomial),
    steps: &mut Steps,
) -> Result<Polynomial, NoValue> {
    if bottom.is_constant() || !top.is_rational() || !bottom.is_rational() {
        return Ok(top);
    }
    let common = gcd::common_factor(&top, &bottom, steps)?;
    Ok(gcd::divide_exactly(&top, &common, steps)?.unwrap_or(top))
}

fn form(tree: &Tree, place: u8) -> super::Form {
    let Some((left, right)) = sides(tree) else { return Err("subject-not-alone".into()) };
    let (mine, theirs) = (letter(tree, left), letter(tree, right));
    let other = match (mine == Some(place), theirs == Some(place)) {
        (true, _) => right,
        (false, true) => left,
        (false, false) if mine.is_some() => return Err("another-subject".into()),
        (false, false) => return Err("subject-not-alone".into()),
    };
    if holds_letter(tree, other, place) {
        return Err(Fault::at("subject-on-both-sides", other));
    }
    Ok(())
}
