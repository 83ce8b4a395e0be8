//! Several things at once: points, vectors, sets and lists, compared member by member.

use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Several, Value, value_of};

use super::judge::{Case, same};
use super::judged::{Fault, Form, Judged};

// In which brackets things stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brackets {
    Point,
    Column,
    Braces,
    None,
    // A single thing.
    One,
}

struct Members {
    brackets: Brackets,
    ids: Vec<NodeId>,
    values: Vec<Value>,
}

fn members(tree: &Tree, steps: &mut Steps) -> Result<Members, NoValue> {
    let root = tree.root();
    let (brackets, ids) = match tree.node(root) {
        Node::Coordinates(all) => (Brackets::Point, tree.children(all).to_vec()),
        Node::Vector(all) => (Brackets::Column, tree.children(all).to_vec()),
        Node::Set(all) => (Brackets::Braces, tree.children(all).to_vec()),
        Node::List(all) => (Brackets::None, tree.children(all).to_vec()),
        _ => (Brackets::One, vec![root]),
    };
    let mut members = Members { brackets, ids: Vec::new(), values: Vec::new() };
    for id in ids {
        match value_of(tree, id, steps)? {
            // ±3 is two things.
            Value::Several(Several::Either, both) => {
                members.ids.extend(both.iter().map(|_| id));
                members.values.extend(both);
            }
            value => {
                members.ids.push(id);
                members.values.push(value);
            }
        }
    }
    Ok(members)
}

/// The values of the members, in the order written.
pub(super) fn values(tree: &Tree, steps: &mut Steps) -> Option<Vec<Value>> {
    members(tree, steps).ok().map(|members| members.values)
}

fn all_same(left: &[Value], right: &[Value], steps: &mut Steps) -> Result<bool, NoValue> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for (left, right) in left.iter().zip(right) {
        if !same(left, right, steps)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Judges a point.
pub(super) fn coordinates(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (given, answer) = (members(case.given, steps)?, members(case.answer, steps)?);
    let form = match given.brackets {
        Brackets::Point => Ok(()),
        _ => Err("brackets-left-off".into()),
    };
    let value = in_place(&given, &answer, "wrong-point", steps)?;
    Ok(Judged::value(value).form(form))
}

/// Judges a column vector.
pub(super) fn vector(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (given, answer) = (members(case.given, steps)?, members(case.answer, steps)?);
    let form = match given.brackets {
        Brackets::Column => Ok(()),
        _ => Err("not-a-column".into()),
    };
    let mut value = in_place(&given, &answer, "wrong-vector", steps)?;
    if value.is_err() && is_opposite(&given, &answer) {
        value = Err("opposite".into());
    }
    Ok(Judged::value(value).form(form))
}

// Each number in its own place.
fn in_place(
    given: &Members,
    answer: &Members,
    wrong: &'static str,
    steps: &mut Steps,
) -> Result<Form, NoValue> {
    if given.values.len() != answer.values.len() {
        return Ok(Err("wrong-number-of-parts".into()));
    }
    if all_same(&given.values, &answer.values, steps)? {
        return Ok(Ok(()));
    }
    let turned: Vec<Value> = given.values.iter().rev().cloned().collect();
    if all_same(&turned, &answer.values, steps)? {
        return Ok(Err("turned-round".into()));
    }
    for ((value, wanted), id) in given.values.iter().zip(&answer.values).zip(&given.ids) {
        if !same(value, wanted, steps)? {
            return Ok(Err(Fault::at(wrong, *id)));
        }
    }
    Ok(Err(wrong.into()))
}

fn is_opposite(given: &Members, answer: &Members) -> bool {
    given.values.len() == answer.values.len()
        && given.values.iter().zip(&answer.values).all(|pair| match pair {
            (Value::Number(given), Value::Number(answer)) => *given == -answer,
            _ => false,
        })
}

/// Judges a set: each member once, in any order, braces or not.
pub(super) fn set(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (given, answer) = (members(case.given, steps)?, members(case.answer, steps)?);
    let (mut found, mut extra, mut repeated) = (vec![false; answer.values.len()], None, None);
    for (value, id) in given.values.iter().zip(&given.ids) {
        match place_of(value, &answer.values, steps)? {
            Some(at) if found[at] => repeated = repeated.or(Some(*id)),
            Some(at) => found[at] = true,
            None => extra = extra.or(Some(*id)),
        }
    }
    // A member that the item itself gives twice is there all the same.
    for at in 0..answer.values.len() {
        let first = place_of(&answer.values[at], &answer.values, steps)?.unwrap_or(at);
        found[at] = found[first];
    }
    let is_all = found.iter().all(|found| *found);
    let is_any = found.iter().any(|found| *found);
    let value = match (is_all, extra) {
        (true, None) => Ok(()),
        (true, Some(id)) => Err(Fault::at("some-extra", id)),
        (false, None) if is_any || given.values.is_empty() => Err("some-missing".into()),
        _ => Err("wrong-members".into()),
    };
    let form = repeated.map_or(Ok(()), |id| Err(Fault::at("repeated", id)));
    Ok(Judged::value(value).form(form))
}

fn place_of(value: &Value, among: &[Value], steps: &mut Steps) -> Result<Option<usize>, NoValue> {
    for (at, other) in among.iter().enumerate() {
        steps.take(1)?;
        if same(value, other, steps)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// Judges a list, in its order or in any.
pub(super) fn list(case: &Case<'_>, any_order: bool, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (given, answer) = (members(case.given, steps)?, members(case.answer, steps)?);
    if all_same(&given.values, &answer.values, steps)? {
        return Ok(Judged::value(true));
    }
    let mut left: Vec<Value> = answer.values.clone();
    let mut extra = None;
    for (value, id) in given.values.iter().zip(&given.ids) {
        match place_of(value, &left, steps)? {
            Some(at) => drop(left.swap_remove(at)),
            None => extra = extra.or(Some(*id)),
        }
    }
    let is_any = left.len() < answer.values.len();
    Ok(Judged::value(match (left.is_empty(), extra) {
        (true, None) if any_order => Ok(()),
        (true, None) => Err("another-order".into()),
        (true, Some(id)) => Err(Fault::at("some-extra", id)),
        (false, None) if is_any => Err("some-missing".into()),
        _ => Err("wrong-list".into()),
    }))
}
