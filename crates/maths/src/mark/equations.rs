//! Equations, inequalities and solution sets: the same numbers make them true, and they are solved where asked.

use crate::limits::Steps;
use crate::solve::{self, SolutionSet};
use crate::tree::{CompareSign, Node, NodeId, Tree};
use crate::value::{NoValue, Several, Statement, Value, evaluate, value_of};

use super::judge::Case;
use super::judged::{Fault, Judged};
use super::{Form, of_the_item};

/// An equation that is true for the same numbers.
pub(super) fn equivalent(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let answer = statement(case.answer, case, steps).map_err(of_the_item)?.ok_or(NOT_STATED)?;
    let Some(given) = stated(case.given, steps)? else {
        return Ok(Judged::value(Err("not-an-equation".into())));
    };
    Ok(Judged::value(solve::same(&given, &answer, steps)?))
}

const NOT_STATED: NoValue = NoValue::Undecided("the answer of the item is not an equation");

fn stated(tree: &Tree, steps: &mut Steps) -> Result<Option<Statement>, NoValue> {
    match evaluate(tree, steps)? {
        Value::Statement(statement) => Ok(Some(*statement)),
        _ => Ok(None),
    }
}

/// All the solutions and no others, with the letter alone.
pub(super) fn solution_set(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let answer = statement(case.answer, case, steps).map_err(of_the_item)?.ok_or(NOT_STATED)?;
    let Some(given) = statement(case.given, case, steps)? else {
        return Ok(Judged::value(false));
    };
    let value = match places(&given, &answer)[..] {
        [] => return Err(NOT_STATED),
        [place] => {
            let (given, answer) =
                (solve::solutions(&given, place, steps)?, solve::solutions(&answer, place, steps)?);
            compare_sets(&given, &answer, steps)?
        }
        _ => compare_points(&given, &answer, steps)?,
    };
    Ok(Judged::value(value).form(solved(case.given, steps)?))
}

/// An inequality with the same solutions, with the letter alone where the answer has it alone.
pub(super) fn inequality(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let answer = statement(case.answer, case, steps).map_err(of_the_item)?.ok_or(NOT_STATED)?;
    let Some(given) = statement(case.given, case, steps)? else {
        return Ok(Judged::value(Err("not-an-inequality".into())));
    };
    match places(&given, &answer)[..] {
        [] => Err(NOT_STATED),
        [place] => {
            let (mine, theirs) =
                (solve::solutions(&given, place, steps)?, solve::solutions(&answer, place, steps)?);
            let value = match compare_sets(&mine, &theirs, steps)? {
                Err(fault) => Err(turned_or(fault, &mine, &theirs, steps)?),
                right => right,
            };
            let form = match solved(case.answer, steps)? {
                Ok(()) => solved(case.given, steps)?,
                Err(_) => Ok(()),
            };
            Ok(Judged::value(value).form(form))
        }
        _ => {
            let sides = (solve::half_plane(&given, steps)?, solve::half_plane(&answer, steps)?);
            if let (Some((mine, sign)), Some((theirs, wanted))) = sides {
                let value = match mine == theirs {
                    true if sign == wanted => Ok(()),
                    true if sign == solve::turned(wanted) => Err("turned-round".into()),
                    true if is_same_side(sign, wanted) => Err("wrong-ends".into()),
                    _ => Err(Fault::from("wrong-value")),
                };
                return Ok(Judged::value(value));
            }
            Ok(Judged::value(solve::same(&given, &answer, steps)?))
        }
    }
}

fn is_same_side(sign: CompareSign, wanted: CompareSign) -> bool {
    use CompareSign::{Greater, GreaterOrEqual, Less, LessOrEqual};
    matches!(
        (sign, wanted),
        (Greater, GreaterOrEqual)
            | (GreaterOrEqual, Greater)
            | (Less, LessOrEqual)
            | (LessOrEqual, Less)
    )
}

/// A statement as a solution may be written: also as numbers alone, a point, or an interval.
fn statement(
    tree: &Tree,
    case: &Case<'_>,
    steps: &mut Steps,
) -> Result<Option<Statement>, NoValue> {
    let letter = |place: u8| Value::Polynomial(crate::value::Polynomial::of_letter(place));
    let equal = |place: u8, right: Value| Statement::Compare {
        left: letter(place),
        sign: CompareSign::Equal,
        right,
    };
    let places = letters_of(case.answer, case.given);
    let first = places.first().copied().unwrap_or(0);
    Ok(match evaluate(tree, steps)? {
        Value::Statement(statement) => Some(comma_read(tree, *statement, &places, steps)?),
        Value::Several(Several::Coordinates, values) if values.len() == places.len() => {
            let all = places.iter().zip(values);
            Some(Statement::And(all.map(|(&place, value)| equal(place, value)).collect()))
        }
        Value::Several(Several::List | Several::Set | Several::Either, values)
            if places.len() <= 1 && values.iter().all(Value::is_constant) =>
        {
            Some(Statement::Or(values.into_iter().map(|value| equal(first, value)).collect()))
        }
        Value::Several(Several::List | Several::Set, values) if places.len() > 1 => {
            points(values, &places, equal)
        }
        Value::Interval(interval) if places.len() <= 1 => {
            let mut all = Vec::new();
            let ends = [
                (
                    interval.low,
                    interval.is_low_closed,
                    CompareSign::Greater,
                    CompareSign::GreaterOrEqual,
                ),
                (
                    interval.high,
                    interval.is_high_closed,
                    CompareSign::Less,
                    CompareSign::LessOrEqual,
                ),
            ];
            for (end, is_closed, open, closed) in ends {
                let sign = if is_closed { closed } else { open };
                all.extend(end.map(|right| Statement::Compare {
                    left: letter(first),
                    sign,
                    right,
                }));
            }
            Some(Statement::And(all))
        }
        value if value.is_constant() && places.len() <= 1 => Some(equal(first, value)),
        _ => None,
    })
}

// A comma between two statements that cannot both be true stands for "or": `x < 2, x > 5`.
fn comma_read(
    tree: &Tree,
    statement: Statement,
    places: &[u8],
    steps: &mut Steps,
) -> Result<Statement, NoValue> {
    match (tree.node(tree.root()), statement, places) {
        (Node::List(_), Statement::And(all), &[place]) => {
            let both = Statement::And(all);
            let is_impossible = solve::solutions(&both, place, steps)?.is_empty();
            Ok(match both {
                Statement::And(all) if is_impossible => Statement::Or(all),
                both => both,
            })
        }
        (_, statement, _) => Ok(statement),
    }
}

// `(1, 2), (3, 4)`: two points, or the one or the other.
fn points(
    values: Vec<Value>,
    places: &[u8],
    equal: impl Fn(u8, Value) -> Statement,
) -> Option<Statement> {
    let mut all = Vec::new();
    for value in values {
        match value {
            Value::Several(Several::Coordinates, point) if point.len() == places.len() => {
                let sides = places.iter().zip(point);
                all.push(Statement::And(
                    sides.map(|(&place, value)| equal(place, value)).collect(),
                ));
            }
            _ => return None,
        }
    }
    Some(Statement::Or(all))
}

// The letters in the answer, or where it has none in the response, in the order the item declares them.
fn letters_of(answer: &Tree, given: &Tree) -> Vec<u8> {
    let of = |tree: &Tree| {
        let mut places: Vec<u8> = tree
            .nodes
            .iter()
            .filter_map(|node| match node {
                Node::Letter { place, .. } => Some(*place),
                _ => None,
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    let places = of(answer);
    if places.is_empty() { of(given) } else { places }
}

fn places(given: &Statement, answer: &Statement) -> Vec<u8> {
    let mut places = solve::letters(given);
    places.extend(solve::letters(answer));
    places.sort_unstable();
    places.dedup();
    places
}

fn compare_sets(
    given: &SolutionSet,
    answer: &SolutionSet,
    steps: &mut Steps,
) -> Result<Form, NoValue> {
    if given == answer {
        return Ok(Ok(()));
    }
    if given.ends() == answer.ends() && given.is_open_like(answer) {
        return Ok(Err("wrong-ends".into()));
    }
    let (missing, extra) = (answer.without(given, steps)?, given.without(answer, steps)?);
    Ok(Err(match (missing.is_empty(), extra.is_empty()) {
        (false, true) if !given.is_empty() => "some-missing".into(),
        (true, false) if !answer.is_empty() => "some-extra".into(),
        _ => "wrong-value".into(),
    }))
}

// The right ends with the other side of each: the sign the wrong way round.
fn turned_or(
    fault: Fault,
    given: &SolutionSet,
    answer: &SolutionSet,
    steps: &mut Steps,
) -> Result<Fault, NoValue> {
    let is_other_side = given.ends() == answer.ends()
        && given.and(answer, steps)?.points().is_some()
        && !given.is_empty()
        && given.points().is_none();
    Ok(if is_other_side { "turned-round".into() } else { fault })
}

fn compare_points(
    given: &Statement,
    answer: &Statement,
    steps: &mut Steps,
) -> Result<Form, NoValue> {
    let (given, answer) = (solve::systems(given, steps)?, solve::systems(answer, steps)?);
    let missing = answer.iter().any(|point| !given.contains(point));
    let extra = given.iter().any(|point| !answer.contains(point));
    let shares = given.iter().any(|point| answer.contains(point));
    Ok(match (missing, extra) {
        (false, false) => Ok(()),
        (true, false) if shares => Err("some-missing".into()),
        (false, true) if shares => Err("some-extra".into()),
        _ => Err("wrong-value".into()),
    })
}

/// Whether every statement has a letter alone on one side and a number on the other.
pub(super) fn solved(tree: &Tree, steps: &mut Steps) -> Result<Form, NoValue> {
    let mut waiting = vec![tree.root()];
    while let Some(id) = waiting.pop() {
        match tree.node(id) {
            Node::And(all) | Node::Or(all) | Node::List(all) | Node::Set(all) => {
                waiting.extend(tree.children(all));
            }
            Node::Bracket(inner) => waiting.push(inner),
            Node::Compare { left, right, .. } => {
                let sides = (side(tree, left, steps)?, side(tree, right, steps)?);
                if !matches!(sides, (Side::Letter, Side::Number) | (Side::Number, Side::Letter)) {
                    return Ok(Err(Fault::at("not-solved", id)));
                }
            }
            Node::Chain { terms, .. } => {
                let mut n_letters = 0;
                for &term in tree.children(terms) {
                    match side(tree, term, steps)? {
                        Side::Letter => n_letters += 1,
                        Side::Number => {}
                        Side::Other => return Ok(Err(Fault::at("not-solved", term))),
                    }
                }
                if n_letters != 1 {
                    return Ok(Err(Fault::at("not-solved", id)));
                }
            }
            _ => {}
        }
    }
    Ok(Ok(()))
}

enum Side {
    Letter,
    Number,
    Other,
}

fn side(tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<Side, NoValue> {
    let id = tree.bare(id);
    Ok(match tree.node(id) {
        Node::Letter { .. } => Side::Letter,
        _ => match value_of(tree, id, steps)? {
            value if value.is_constant() => Side::Number,
            Value::Several(Several::Either, values) if values.iter().all(Value::is_constant) => {
                Side::Number
            }
            _ => Side::Other,
        },
    })
}
