//! Error intervals: two bounds, and which of them may be reached.
//!
//! Read from `4.5 <= x < 5.5`, from `[4.5, 5.5)` and from `x >= 4.5 and x < 5.5`.

use crate::Number;
use crate::limits::Steps;
use crate::tree::{CompareSign, Node, NodeId, Tree};
use crate::value::{NoValue, Value, value_of};

use super::judge::Case;
use super::judged::{Form, Judged};

#[derive(Debug, Default, Clone, PartialEq)]
struct Bounds {
    low: Option<End>,
    high: Option<End>,
}

#[derive(Debug, Clone, PartialEq)]
struct End {
    number: Number,
    is_reached: bool,
}

/// Judges an error interval.
pub(super) fn error_interval(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let answer = bounds(case.answer, steps)?.and_then(Bounds::both);
    let Some(answer) = answer else {
        return Err(NoValue::Undecided("the answer of the item is not an interval"));
    };
    let given = bounds(case.given, steps)?;
    Ok(Judged::value(match given.and_then(Bounds::both) {
        Some(given) => compare(&given, &answer),
        None => Err("not-an-interval".into()),
    }))
}

fn compare((low, high): &(End, End), (wanted_low, wanted_high): &(End, End)) -> Form {
    let same = |a: &End, b: &End| a.number == b.number;
    if (low, high) == (wanted_low, wanted_high) {
        return Ok(());
    }
    Err(match (same(low, wanted_low), same(high, wanted_high)) {
        (true, true) => "wrong-ends".into(),
        (true, false) => "wrong-upper".into(),
        (false, true) => "wrong-lower".into(),
        _ if same(low, wanted_high) && same(high, wanted_low) => "turned-round".into(),
        _ => "wrong-bounds".into(),
    })
}

impl Bounds {
    fn both(self) -> Option<(End, End)> {
        self.low.zip(self.high)
    }
}

// The bounds of a statement about one letter; `None` when it is not one.
fn bounds(tree: &Tree, steps: &mut Steps) -> Result<Option<Bounds>, NoValue> {
    let root = tree.bare(tree.root());
    let mut bounds = Bounds::default();
    match tree.node(root) {
        Node::Interval { low, high, low_closed, high_closed } => {
            bounds.low = end(tree, low, low_closed, steps)?;
            bounds.high = end(tree, high, high_closed, steps)?;
        }
        Node::Chain { terms, signs } => {
            let signs = tree.signs(terms, signs);
            for (pair, sign) in tree.children(terms).windows(2).zip(signs) {
                if !one_sign(tree, pair[0], *sign, pair[1], &mut bounds, steps)? {
                    return Ok(None);
                }
            }
        }
        Node::And(all) => {
            for id in tree.children(all) {
                let Node::Compare { left, right, sign } = tree.node(tree.bare(*id)) else {
                    return Ok(None);
                };
                if !one_sign(tree, left, sign, right, &mut bounds, steps)? {
                    return Ok(None);
                }
            }
        }
        Node::Compare { left, right, sign } => {
            if !one_sign(tree, left, sign, right, &mut bounds, steps)? {
                return Ok(None);
            }
        }
        _ => return Ok(None),
    }
    Ok(Some(bounds))
}

fn end(
    tree: &Tree,
    id: Option<NodeId>,
    is_reached: bool,
    steps: &mut Steps,
) -> Result<Option<End>, NoValue> {
    let Some(id) = id else { return Ok(None) };
    match value_of(tree, id, steps)? {
        Value::Number(number) => Ok(Some(End { number, is_reached })),
        _ => Err(NoValue::Undecided("only bounds that are numbers are compared")),
    }
}

// One sign between a number and a letter; false when it is something else, or says a bound twice.
fn one_sign(
    tree: &Tree,
    left: NodeId,
    sign: CompareSign,
    right: NodeId,
    bounds: &mut Bounds,
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    let is_letter = |id| matches!(tree.node(tree.bare(id)), Node::Letter { .. });
    let (number, is_low) = match (is_letter(left), is_letter(right)) {
        (false, true) => (left, is_less(sign)),
        (true, false) => (right, !is_less(sign)),
        _ => return Ok(false),
    };
    if matches!(sign, CompareSign::Equal | CompareSign::NotEqual | CompareSign::About) {
        return Ok(false);
    }
    let is_reached = matches!(sign, CompareSign::LessOrEqual | CompareSign::GreaterOrEqual);
    let end = end(tree, Some(number), is_reached, steps)?;
    let place = if is_low { &mut bounds.low } else { &mut bounds.high };
    let is_first = place.is_none();
    *place = end;
    Ok(is_first)
}

fn is_less(sign: CompareSign) -> bool {
    matches!(sign, CompareSign::Less | CompareSign::LessOrEqual)
}
