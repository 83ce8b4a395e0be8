//! Puts lets in an order in which each can be worked out, and finds every legal choice of givens.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::file::File;
use crate::expression::{Expression, Scope};
use crate::family::{COMBINATION_LIMIT, Failure, Placed, SPACE_LIMIT, TaskFamily};
use crate::value::Value;

/// A let: its name, its expression, and where the name stands.
pub(super) type Let = (String, Placed<Expression>, Range<usize>);

/// The lets, each after those it needs; none when they go round in a circle.
pub(super) fn order_lets(
    file: &File<'_>,
    lets: Vec<Let>,
) -> Option<Vec<(String, Placed<Expression>)>> {
    let names: BTreeSet<String> = lets.iter().map(|(name, ..)| name.clone()).collect();
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut ordered = Vec::new();
    let mut waiting = lets;
    while !waiting.is_empty() {
        let is_free = |(_, expression, _): &Let| {
            expression
                .what
                .names()
                .iter()
                .all(|name| !names.contains(*name) || done.contains(*name))
        };
        let (free, stuck): (Vec<Let>, Vec<Let>) = waiting.into_iter().partition(is_free);
        if free.is_empty() {
            report_circle(file, &stuck);
            return None;
        }
        for (name, expression, _) in free {
            done.insert(name.clone());
            ordered.push((name, expression));
        }
        waiting = stuck;
    }
    Some(ordered)
}

/// Names the circle: follow the first stuck let until a name comes round again.
fn report_circle(file: &File<'_>, stuck: &[Let]) {
    let needs = |name: &str| {
        let (_, expression, _) = stuck.iter().find(|(stuck, ..)| stuck == name)?;
        let wanted = expression.what.names();
        stuck.iter().map(|(name, ..)| name.clone()).find(|name| wanted.contains(name.as_str()))
    };
    let Some((first, _, _)) = stuck.first() else { return };
    let mut path = vec![first.clone()];
    while let Some(next) = path.last().and_then(|last| needs(last)) {
        if let Some(start) = path.iter().position(|name| *name == next) {
            path.drain(..start);
            path.push(next);
            break;
        }
        path.push(next);
    }
    let at = stuck.iter().find(|(name, ..)| *name == path[0]).map_or(0..0, |(_, _, at)| at.clone());
    file.problem(at, format!("these values go round in a circle: {}", path.join(" needs ")));
}

/// Every choice of givens for which all conditions hold, in the order of the domains.
pub(super) fn enumerate(file: &File<'_>, family: &TaskFamily) -> Option<Vec<Vec<Value>>> {
    let at = family
        .conditions
        .first()
        .map_or(family.givens[0].at.clone(), |condition| condition.holds.at.clone());
    let n = family.givens.iter().try_fold(1_usize, |n, given| n.checked_mul(given.domain.len()));
    if n.is_none_or(|n| n > COMBINATION_LIMIT) {
        let sizes: Vec<String> =
            family.givens.iter().map(|given| given.domain.len().to_string()).collect();
        let message = format!(
            "there are {} combinations of givens to try; at most {COMBINATION_LIMIT} can be tried",
            sizes.join(" × ")
        );
        file.helpful(
            family.givens[0].at.clone(),
            message,
            "",
            "use a list or a larger step for one of the givens",
        );
        return None;
    }
    let needed = needed_lets(family);
    let mut space = Vec::new();
    let mut positions = vec![0; family.givens.len()];
    let mut n_legal = 0_usize;
    loop {
        match legal(family, &needed, &positions) {
            Ok(true) => {
                n_legal += 1;
                if n_legal <= SPACE_LIMIT {
                    space.push(
                        family
                            .givens
                            .iter()
                            .zip(&positions)
                            .map(|(given, idx)| given.domain[*idx].clone())
                            .collect(),
                    );
                }
            }
            Ok(false) => {}
            Err((failure, scope)) => {
                file.failure(&failure, format!("first with {}", draw(family, &scope)));
                return None;
            }
        }
        if !advance(&mut positions, family) {
            break;
        }
    }
    if n_legal == 0 {
        file.problem(at, "no choice of givens makes a task: the conditions never all hold");
        return None;
    }
    if n_legal > SPACE_LIMIT {
        let message =
            format!("this family has {n_legal} tasks; at most {SPACE_LIMIT} can be checked");
        file.helpful(
            at,
            message,
            "",
            "use a list or a larger step for one of the givens, or a tighter `where`",
        );
        return None;
    }
    Some(space)
}

/// The lets that conditions need, in order.
fn needed_lets(family: &TaskFamily) -> Vec<&(String, Placed<Expression>)> {
    let mut wanted: BTreeSet<&str> =
        family.conditions.iter().flat_map(|condition| condition.holds.what.names()).collect();
    let mut needed: Vec<&(String, Placed<Expression>)> = Vec::new();
    for found in family.lets.iter().rev() {
        if wanted.contains(found.0.as_str()) {
            wanted.extend(found.1.what.names());
            needed.push(found);
        }
    }
    needed.reverse();
    needed
}

fn legal(
    family: &TaskFamily,
    lets: &[&(String, Placed<Expression>)],
    positions: &[usize],
) -> Result<bool, (Failure, Scope)> {
    if family.conditions.is_empty() {
        return Ok(true);
    }
    let given = |(given, idx): (&crate::family::Given, &usize)| {
        (given.name.clone(), given.domain[*idx].clone())
    };
    let mut scope: Scope = family.givens.iter().zip(positions).map(given).collect();
    let choices = family.choices().filter_map(|(dimension, values)| {
        Some((dimension.name.clone(), Value::Text(values.first()?.clone())))
    });
    scope.extend(choices.collect::<BTreeMap<_, _>>());
    for (name, expression) in lets {
        match expression.value(&scope) {
            Ok(value) => scope.insert(name.clone(), value),
            Err(failure) => return Err((failure, scope)),
        };
    }
    for condition in &family.conditions {
        match condition.holds.flag(&scope) {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(failure) => return Err((failure, scope)),
        }
    }
    Ok(true)
}

/// The givens of a scope, as an answers file would write them.
fn draw(family: &TaskFamily, scope: &Scope) -> String {
    let words: Vec<String> = family
        .givens
        .iter()
        .filter_map(|given| Some(format!("{}={}", given.name, scope.get(&given.name)?.to_source())))
        .collect();
    words.join(" ")
}

fn advance(positions: &mut [usize], family: &TaskFamily) -> bool {
    for (position, given) in positions.iter_mut().zip(&family.givens).rev() {
        *position += 1;
        if *position < given.domain.len() {
            return true;
        }
        *position = 0;
    }
    false
}
