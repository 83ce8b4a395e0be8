//! Whether one line follows from another: the same numbers make it true, or it is worth the same.

use crate::limits::Steps;
use crate::solve;
use crate::tree::Tree;
use crate::value::{NoValue, Polynomial, Statement, Value, times};

use super::{Follows, cause};

type Found = Result<(Follows, &'static str), NoValue>;

const SAME: (Follows, &str) = (Follows::Same, "same");

/// How the second line stands to the first.
pub(super) fn follows(before: &(Tree, Value), now: &(Tree, Value), steps: &mut Steps) -> Found {
    match (&before.1, &now.1) {
        (Value::Statement(mine), Value::Statement(theirs)) => {
            statements(mine, theirs, (&before.0, &now.0), steps)
        }
        (Value::Statement(_), _) | (_, Value::Statement(_)) => {
            Err(NoValue::Undecided("a statement and an expression stand under each other"))
        }
        (mine, theirs) if mine.same(theirs, steps)? => Ok(SAME),
        (mine, _) => {
            let note = if cause::term_has_other_sign(&now.0, now.0.root(), mine, steps)? {
                "sign-slip"
            } else {
                "break"
            };
            Ok((Follows::Breaks, note))
        }
    }
}

fn statements(
    before: &Statement,
    now: &Statement,
    trees: (&Tree, &Tree),
    steps: &mut Steps,
) -> Found {
    let mut places = solve::letters(before);
    places.extend(solve::letters(now));
    places.sort_unstable();
    places.dedup();
    if let [place] = places[..] {
        let (mine, theirs) =
            (solve::solutions(before, place, steps)?, solve::solutions(now, place, steps)?);
        if mine == theirs {
            return Ok(SAME);
        }
        let lost = !mine.without(&theirs, steps)?.is_empty();
        let gained = !theirs.without(&mine, steps)?.is_empty();
        if !lost && let Some(note) = gain(before, now, steps)? {
            return Ok((Follows::Gains, note));
        }
        let are_points = mine.points().is_some() && theirs.points().is_some();
        if !gained && !theirs.is_empty() && are_points {
            return Ok((Follows::Loses, loss(before, now, steps)?));
        }
        let note = cause::of(before, now, trees, steps)?;
        // A stretch left out is a solution lost; a stretch made shorter is a slip.
        let is_part = !gained && !theirs.is_empty();
        if note == "break" && is_part && theirs.stretches().len() < mine.stretches().len() {
            return Ok((Follows::Loses, loss(before, now, steps)?));
        }
        return Ok((Follows::Breaks, note));
    }
    if solve::same(before, now, steps)? {
        return Ok(SAME);
    }
    if is_part_of(before, now, steps) {
        return Ok((Follows::Gains, "gained"));
    }
    Ok((Follows::Breaks, cause::of(before, now, trees, steps)?))
}

// From a pair of equations one of them follows, and their sum does.
fn is_part_of(before: &Statement, now: &Statement, steps: &mut Steps) -> bool {
    let Statement::And(all) = before else { return false };
    let both = Statement::And(all.iter().cloned().chain([now.clone()]).collect());
    matches!(solve::same(before, &both, steps), Ok(true))
}

// Why more numbers make the second line true: both sides squared, or multiplied by something with a letter.
fn gain(
    before: &Statement,
    now: &Statement,
    steps: &mut Steps,
) -> Result<Option<&'static str>, NoValue> {
    let (
        Statement::Compare { left: a, right: b, .. },
        Statement::Compare { left: c, right: d, .. },
    ) = (before, now)
    else {
        // One of two statements that were both true.
        let is_one = matches!((before, now), (Statement::And(_), Statement::Compare { .. }));
        return Ok(is_one.then_some("gained"));
    };
    if is_square(a, c, steps)? && is_square(b, d, steps)? {
        return Ok(Some("squared"));
    }
    // The difference of the sides, with all below the bars cleared, is a multiple of what it was.
    let (Ok((mine, under)), Ok((theirs, below))) =
        (solve::difference(a, b, steps), solve::difference(c, d, steps))
    else {
        return Ok(None);
    };
    if !mine.is_rational() || !theirs.is_rational() {
        return Ok(None);
    }
    if let Some(factor) = crate::value::gcd::divide_exactly(&theirs, &mine, steps)?
        && factor.degree() > 0
        && below.is_constant()
    {
        // a² - b² is (a - b)(a + b): moved to one side, a square still shows.
        let sum = crate::value::add(a.clone(), b.clone(), steps)?;
        let is_sum = sum.to_polynomial().is_some_and(|sum| is_multiple(&factor, &sum, steps));
        return Ok(Some(if is_sum && under.is_constant() { "squared" } else { "times-letter" }));
    }
    if !under.is_constant() && is_multiple(&mine, &theirs, steps) {
        return Ok(Some("times-letter"));
    }
    Ok(None)
}

fn is_multiple(a: &Polynomial, b: &Polynomial, steps: &mut Steps) -> bool {
    solve::is_multiple(a, b, steps).unwrap_or(false)
}

fn is_square(a: &Value, square: &Value, steps: &mut Steps) -> Result<bool, NoValue> {
    times(a.clone(), a.clone(), steps)?.same(square, steps)
}

// Why fewer numbers make the second line true.
fn loss(before: &Statement, now: &Statement, steps: &mut Steps) -> Result<&'static str, NoValue> {
    let (
        Statement::Compare { left: a, right: b, .. },
        Statement::Compare { left: c, right: d, .. },
    ) = (before, now)
    else {
        return Ok("lost");
    };
    if is_square(c, a, steps).unwrap_or(false) && is_square(d, b, steps).unwrap_or(false) {
        return Ok("one-root");
    }
    // Both sides of the line before are those of this line times something with a letter.
    let (Some(left), Some(right)) = (factor_between(a, c, steps)?, factor_between(b, d, steps)?)
    else {
        return Ok("lost");
    };
    let is_letter = left.degree() > 0 || right.degree() > 0;
    Ok(if is_letter && (left == right || left.is_zero() || right.is_zero()) {
        "divided-by-letter"
    } else {
        "lost"
    })
}

// What one side is times the other; 0 when both are 0.
fn factor_between(
    whole: &Value,
    part: &Value,
    steps: &mut Steps,
) -> Result<Option<Polynomial>, NoValue> {
    let (Some(whole), Some(part)) = (whole.to_polynomial(), part.to_polynomial()) else {
        return Ok(None);
    };
    if whole.is_zero() && part.is_zero() {
        return Ok(Some(whole));
    }
    if whole.is_zero() || part.is_zero() || !whole.is_rational() || !part.is_rational() {
        return Ok(None);
    }
    crate::value::gcd::divide_exactly(&whole, &part, steps)
}
