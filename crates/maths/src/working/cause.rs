//! The likely cause of a break: each is tried, and named only when undoing it makes the line follow.

use crate::Number;
use crate::limits::Steps;
use crate::mark::signed_terms;
use crate::solve;
use crate::tree::{CompareSign, Node, NodeId, Tree};
use crate::value::{NoValue, Statement, Value, add, divide, negate, times, value_of};

/// The name of the likely cause, `break` when none is found.
pub(super) fn of(
    before: &Statement,
    now: &Statement,
    (old_tree, tree): (&Tree, &Tree),
    steps: &mut Steps,
) -> Result<&'static str, NoValue> {
    let (
        Statement::Compare { left: a, sign, right: b },
        Statement::Compare { left: c, sign: new_sign, right: d },
    ) = (before, now)
    else {
        return Ok("break");
    };
    let sides = Sides { a, b, c, d };
    let turned =
        Statement::Compare { left: c.clone(), sign: solve::turned(*new_sign), right: d.clone() };
    if solve::turned(*new_sign) != *new_sign && same(before, &turned, steps) {
        if is_same(a, d, steps) && is_same(b, c, steps) {
            return Ok("sides-swapped");
        }
        // The sign should have turned when the sides were multiplied by a negative number, and only then.
        return Ok(if *new_sign == *sign { "sign-not-turned" } else { "sign-turned" });
    }
    if moved_with_its_sign(&sides, steps) {
        return Ok("sign-slip");
    }
    if let Some((left, right)) = tree_sides(tree)
        && (side_has_other_sign(before, tree, (left, d), *new_sign, true, steps)?
            || side_has_other_sign(before, tree, (right, c), *new_sign, false, steps)?)
    {
        return Ok("sign-slip");
    }
    if let Some((left, right)) = tree_sides(old_tree)
        && (side_has_other_sign(now, old_tree, (left, b), *sign, true, steps)?
            || side_has_other_sign(now, old_tree, (right, a), *sign, false, steps)?)
    {
        return Ok("sign-slip");
    }
    if scaled_the_other_way(&sides, steps) {
        return Ok("other-way-round");
    }
    let (left_same, right_same) = (is_same(a, c, steps), is_same(b, d, steps));
    if left_same != right_same {
        return Ok("one-side-changed");
    }
    if is_part_scaled(&sides, tree, steps)? {
        return Ok("not-every-term");
    }
    Ok("break")
}

// Both sides of the line before and of this line.
struct Sides<'v> {
    a: &'v Value,
    b: &'v Value,
    c: &'v Value,
    d: &'v Value,
}

fn same(before: &Statement, now: &Statement, steps: &mut Steps) -> bool {
    let mut places = solve::letters(before);
    places.extend(solve::letters(now));
    places.sort_unstable();
    places.dedup();
    match places[..] {
        [place] => {
            match (solve::solutions(before, place, steps), solve::solutions(now, place, steps)) {
                (Ok(mine), Ok(theirs)) => mine == theirs,
                _ => false,
            }
        }
        _ => solve::same(before, now, steps).unwrap_or(false),
    }
}

fn is_same(a: &Value, b: &Value, steps: &mut Steps) -> bool {
    a.same(b, steps).unwrap_or(false)
}

// A term went over to the other side and kept its sign: what the left lost, the right gained, or the other way round.
fn moved_with_its_sign(sides: &Sides<'_>, steps: &mut Steps) -> bool {
    let minus = |a: &Value, b: &Value, steps: &mut Steps| {
        add(a.clone(), negate(b.clone()).ok()?, steps).ok()
    };
    let (Some(lost), Some(gained)) =
        (minus(sides.a, sides.c, steps), minus(sides.d, sides.b, steps))
    else {
        return false;
    };
    !lost.is_zero() && is_same(&lost, &gained, steps)
}

// One side was multiplied by a number and the other divided by it.
fn scaled_the_other_way(sides: &Sides<'_>, steps: &mut Steps) -> bool {
    let factor = |new: &Value, old: &Value, steps: &mut Steps| {
        if old.is_zero() {
            return None;
        }
        match divide(new.clone(), old.clone(), steps).ok()? {
            Value::Number(factor) => Some(factor),
            Value::Quotient(parts) => {
                let (top, bottom) = *parts;
                let (last, number) = bottom.terms().last()?.clone();
                let (other, above) = top.terms().last()?.clone();
                let factor = above.checked_div(&number)?;
                let scaled = bottom.scale(&factor, steps).ok()?;
                (last == other && scaled == top).then_some(factor)
            }
            _ => None,
        }
    };
    let (Some(left), Some(right)) =
        (factor(sides.c, sides.a, steps), factor(sides.d, sides.b, steps))
    else {
        return false;
    };
    left != right && &left * &right == Number::ONE
}

// One side is that of the line before times a number; of the other only some terms are.
fn is_part_scaled(sides: &Sides<'_>, tree: &Tree, steps: &mut Steps) -> Result<bool, NoValue> {
    let Some((left, right)) = tree_sides(tree) else { return Ok(false) };
    for (old, new, old_other, id) in
        [(sides.b, sides.d, sides.a, left), (sides.a, sides.c, sides.b, right)]
    {
        if old.is_zero() || !new.is_constant() || !old.is_constant() {
            continue;
        }
        let factor = divide(new.clone(), old.clone(), steps)?;
        if is_same(&factor, &Value::Number(Number::ONE), steps) || factor.is_zero() {
            continue;
        }
        // With one term of the new side put right, it is the old side times the factor.
        let wanted = times(old_other.clone(), factor.clone(), steps)?;
        let whole = value_of(tree, id, steps)?;
        for term in values(tree, id, steps)? {
            let change = add(times(term.clone(), factor.clone(), steps)?, negate(term)?, steps)?;
            if is_same(&add(whole.clone(), change, steps)?, &wanted, steps) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn tree_sides(tree: &Tree) -> Option<(NodeId, NodeId)> {
    match tree.node(tree.bare(tree.root())) {
        Node::Compare { left, right, .. } => Some((left, right)),
        _ => None,
    }
}

// Whether the line follows when one term of one side has the other sign.
fn side_has_other_sign(
    before: &Statement,
    tree: &Tree,
    (side, other): (NodeId, &Value),
    sign: CompareSign,
    is_left: bool,
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    for changed in with_other_signs(tree, side, steps)? {
        let (left, right) =
            if is_left { (changed, other.clone()) } else { (other.clone(), changed) };
        if same(before, &Statement::Compare { left, sign, right }, steps) {
            return Ok(true);
        }
    }
    Ok(false)
}

// The value of a part with the sign of each of its terms changed in turn.
fn with_other_signs(tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<Vec<Value>, NoValue> {
    let whole = value_of(tree, id, steps)?;
    let mut changed = Vec::new();
    for term in values(tree, id, steps)? {
        let minus_two = Value::Number(Number::from(-2));
        changed.push(add(whole.clone(), times(term, minus_two, steps)?, steps)?);
    }
    Ok(changed)
}

// The values of the terms of a part, with their signs.
fn values(tree: &Tree, id: NodeId, steps: &mut Steps) -> Result<Vec<Value>, NoValue> {
    let mut values = Vec::new();
    for (term, is_minus) in signed_terms(tree, id) {
        let value = value_of(tree, term, steps)?;
        values.push(if is_minus { negate(value)? } else { value });
    }
    Ok(values)
}

/// Whether an expression is worth `wanted` when one of its terms has the other sign.
pub(super) fn term_has_other_sign(
    tree: &Tree,
    id: NodeId,
    wanted: &Value,
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    let changed = with_other_signs(tree, id, steps)?;
    Ok(changed.iter().any(|value| is_same(value, wanted, steps)))
}
