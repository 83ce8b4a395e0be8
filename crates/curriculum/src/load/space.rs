//! Puts lets in an order in which each can be worked out, and finds every legal choice of givens.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::file::File;
use crate::expression::{Expression, Scope};
use crate::family::{COMBINATION_LIMIT, Failure, Placed, SAMPLE, SPACE_LIMIT, TaskFamily, WALKED};
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

/// Every choice of givens for which all conditions hold, in the order of the domains; where there are too many, a
/// sample spread over all of them, and `true`.
pub(super) fn enumerate(file: &File<'_>, family: &TaskFamily) -> Option<(Vec<Vec<Value>>, bool)> {
    let at = family
        .conditions
        .first()
        .map_or(family.givens[0].at.clone(), |condition| condition.holds.at.clone());
    let n = family.givens.iter().try_fold(1_usize, |n, given| n.checked_mul(given.domain.len()));
    let Some(n) = n.filter(|n| *n <= COMBINATION_LIMIT) else {
        let sizes: Vec<String> =
            family.givens.iter().map(|given| given.domain.len().to_string()).collect();
        let message = format!(
            "there are {} combinations of givens; at most {COMBINATION_LIMIT} can be sampled",
            sizes.join(" × ")
        );
        file.helpful(
            family.givens[0].at.clone(),
            message,
            "",
            "use a list or a larger step for one of the givens",
        );
        return None;
    };
    let needed = needed_lets(family);
    let is_walked = n <= WALKED;
    let places: Box<dyn Iterator<Item = usize>> =
        if is_walked { Box::new(0..n) } else { Box::new(spread(n)) };
    let mut space: Vec<Vec<Value>> = Vec::new();
    for place in places {
        let positions = positions_of(family, place);
        match legal(family, &needed, &positions) {
            Ok(true) => {
                let values = family.givens.iter().zip(&positions);
                space.push(values.map(|(given, idx)| given.domain[*idx].clone()).collect());
            }
            Ok(false) => {}
            Err((failure, scope)) => {
                file.failure(&failure, format!("first with {}", draw(family, &scope)));
                return None;
            }
        }
        if !is_walked && space.len() >= SAMPLE {
            break;
        }
    }
    if space.is_empty() {
        let what = if is_walked {
            "no choice of givens makes a task"
        } else {
            "of 250,000 choices of givens tried, none makes a task"
        };
        file.problem(at, format!("{what}: the conditions never all hold"));
        return None;
    }
    if space.len() > SPACE_LIMIT {
        let n = space.len();
        let kept = (0..SAMPLE).map(|idx| space[idx * n / SAMPLE].clone()).collect();
        return Some((kept, true));
    }
    if !is_walked {
        space.sort_by_cached_key(|values: &Vec<Value>| order_of(family, values));
    }
    Some((space, !is_walked))
}

/// Places spread over `0..n`, none twice, at most as many as are walked: steps of a length that shares no factor with
/// `n`, near its golden section, so that each given takes all its values early.
fn spread(n: usize) -> impl Iterator<Item = usize> {
    let mut step = n / 1_618 * 1_000 + 1;
    while gcd(step, n) != 1 {
        step += 1;
    }
    (0..WALKED).scan(0_usize, move |place, _| {
        let now = *place;
        *place = (*place + step) % n;
        Some(now)
    })
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The position of each given's value, the last given changing fastest.
fn positions_of(family: &TaskFamily, mut place: usize) -> Vec<usize> {
    let mut positions = vec![0; family.givens.len()];
    for (position, given) in positions.iter_mut().zip(&family.givens).rev() {
        *position = place % given.domain.len();
        place /= given.domain.len();
    }
    positions
}

/// Where a choice of givens stands in the order of the domains.
fn order_of(family: &TaskFamily, values: &[Value]) -> Vec<usize> {
    let place = |(given, value): (&crate::family::Given, &Value)| {
        given.domain.iter().position(|known| known == value).unwrap_or(0)
    };
    family.givens.iter().zip(values).map(place).collect()
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
