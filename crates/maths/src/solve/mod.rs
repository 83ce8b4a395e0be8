//! What equations and inequalities say: the set of numbers that make them true, exactly.
//!
//! In one letter this is a union of intervals; in several it is a linear system in its one reduced form, or points.
//! Two statements are the same when they are true for the same numbers. Beyond that: undecided, never a guess.
//! Start at [`same`] and [`solutions`].

mod one_letter;
mod roots;
mod set;
mod several;
mod witness;

use crate::limits::Steps;
use crate::tree::CompareSign;
use crate::value::{NoValue, Polynomial, Statement, Value};

pub(crate) use one_letter::solutions;
pub(crate) use roots::{rational_root, real_roots};
pub(crate) use set::{SolutionSet, Stretch};
pub(crate) use several::{Line, half_plane, is_multiple, systems};

/// Whether two statements are true for the same numbers.
pub(crate) fn same(a: &Statement, b: &Statement, steps: &mut Steps) -> Result<bool, NoValue> {
    let mut places = letters(a);
    places.extend(letters(b));
    places.sort_unstable();
    places.dedup();
    match places[..] {
        [] => Ok(solutions(a, 0, steps)? == solutions(b, 0, steps)?),
        [place] => Ok(solutions(a, place, steps)? == solutions(b, place, steps)?),
        _ => several::same(a, b, &places, steps),
    }
}

/// The places of the letters in a statement, lowest first.
pub(crate) fn letters(statement: &Statement) -> Vec<u8> {
    let mut found = Vec::new();
    for_each_side(statement, &mut |value| collect(value, &mut found));
    found.sort_unstable();
    found.dedup();
    found
}

fn for_each_side(statement: &Statement, work: &mut impl FnMut(&Value)) {
    match statement {
        Statement::Compare { left, right, .. } => {
            work(left);
            work(right);
        }
        Statement::And(all) | Statement::Or(all) => {
            for one in all {
                for_each_side(one, work);
            }
        }
    }
}

fn collect(value: &Value, found: &mut Vec<u8>) {
    match value {
        Value::Polynomial(polynomial) => found.extend(polynomial.letters()),
        Value::Quotient(parts) => {
            found.extend(parts.0.letters());
            found.extend(parts.1.letters());
        }
        Value::Root(root) => collect(&root.square, found),
        Value::Several(_, values) | Value::Ratio(values) => {
            values.iter().for_each(|value| collect(value, found));
        }
        _ => {}
    }
}

/// The sign as seen from the other side.
pub(crate) fn turned(sign: CompareSign) -> CompareSign {
    match sign {
        CompareSign::Less => CompareSign::Greater,
        CompareSign::LessOrEqual => CompareSign::GreaterOrEqual,
        CompareSign::Greater => CompareSign::Less,
        CompareSign::GreaterOrEqual => CompareSign::LessOrEqual,
        other => other,
    }
}

/// The left side less the right as a polynomial over a polynomial.
pub(crate) fn difference(
    left: &Value,
    right: &Value,
    steps: &mut Steps,
) -> Result<(Polynomial, Polynomial), NoValue> {
    let minus = crate::value::negate(right.clone())?;
    let difference = crate::value::add(left.clone(), minus, steps)?;
    difference.into_parts().ok_or(NoValue::Undecided("there is a letter under a root"))
}
