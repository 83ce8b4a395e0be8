//! A whole number with what is left over: `7 r 2`. Nothing left over may be left unsaid.

use crate::Number;
use crate::limits::Steps;
use crate::tree::{Node, NodeId, Tree};
use crate::value::{NoValue, Value, value_of};

use super::judge::{Case, same};
use super::judged::{Fault, Form, Judged};

struct Division {
    whole: Value,
    remainder: Value,
    // The places of both, where a remainder was typed.
    typed: Option<(NodeId, NodeId)>,
}

/// Judges a whole number and a remainder.
pub(super) fn remainder(case: &Case<'_>, steps: &mut Steps) -> Result<Judged, NoValue> {
    let (given, answer) = (division(case.given, steps)?, division(case.answer, steps)?);
    let same_whole = same(&given.whole, &answer.whole, steps)?;
    let same_remainder = same(&given.remainder, &answer.remainder, steps)?;
    let value: Form = match (same_whole, same_remainder, given.typed) {
        (true, true, _) => Ok(()),
        (true, false, None) => Err("remainder-left-off".into()),
        (true, false, Some((_, at))) => Err(Fault::at("wrong-remainder", at)),
        (false, true, Some((at, _))) => Err(Fault::at("wrong-whole", at)),
        _ => Err("wrong-value".into()),
    };
    Ok(Judged::value(value))
}

/// The whole number and what is left over.
pub(super) fn parts(tree: &Tree, steps: &mut Steps) -> Option<[Value; 2]> {
    division(tree, steps).ok().map(|division| [division.whole, division.remainder])
}

fn division(tree: &Tree, steps: &mut Steps) -> Result<Division, NoValue> {
    let root = tree.bare(tree.root());
    if let Node::Remainder { whole: at_whole, remainder: at_remainder } = tree.node(root) {
        let whole = value_of(tree, at_whole, steps)?;
        let remainder = value_of(tree, at_remainder, steps)?;
        return Ok(Division { whole, remainder, typed: Some((at_whole, at_remainder)) });
    }
    let whole = value_of(tree, root, steps)?;
    Ok(Division { whole, remainder: Value::Number(Number::ZERO), typed: None })
}
