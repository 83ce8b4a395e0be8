//! A point that is on one curve and not on another proves that their equations differ.
//!
//! Whole numbers are put in for all letters but one, and the equation is solved for that one exactly.
//! Finding no such point proves nothing. Start at [`differ`].

use crate::Number;
use crate::limits::Steps;
use crate::value::{NoValue, Polynomial};

use super::real_roots;

// Our choice: so small that the numbers stay short, and enough that curves of school do not agree on all of them.
const TRIED: [i64; 5] = [1, 2, 3, 0, -1];

/// Whether a point shows that two equations, each a quotient that is to be 0, are not true for the same numbers.
pub(super) fn differ(
    a: &(Polynomial, Polynomial),
    b: &(Polynomial, Polynomial),
    places: &[u8],
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    if places.len() > 4
        || [a, b].iter().any(|side| has_half_power(&side.0) || has_half_power(&side.1))
    {
        return Ok(false);
    }
    for &solved in places.iter().rev() {
        for start in 0..TRIED.len() {
            if point_on_one(a, b, places, solved, start, steps)?
                || point_on_one(b, a, places, solved, start, steps)?
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn has_half_power(polynomial: &Polynomial) -> bool {
    polynomial.terms().iter().any(|(monomial, _)| monomial.has_half_power())
}

// Puts numbers in for all letters but one in both, and looks for a root of the first that is none of the other.
fn point_on_one(
    on: &(Polynomial, Polynomial),
    off: &(Polynomial, Polynomial),
    places: &[u8],
    solved: u8,
    start: usize,
    steps: &mut Steps,
) -> Result<bool, NoValue> {
    let mut sides = [on.0.clone(), on.1.clone(), off.0.clone()];
    for (nth, &place) in places.iter().enumerate().filter(|&(_, &place)| place != solved) {
        let number = Number::from(TRIED[(start + 2 * nth) % TRIED.len()]);
        let number = Polynomial::of_number(number);
        for side in &mut sides {
            *side = side.substitute(place, &number, steps)?;
        }
    }
    let [top, bottom, other] = sides;
    if top.is_zero() || bottom.is_zero() {
        return Ok(false);
    }
    let Ok(roots) = real_roots(&top, solved, steps) else { return Ok(false) };
    for (root, _) in roots {
        let Some(root) = root.to_polynomial() else { continue };
        let is_defined = !bottom.substitute(solved, &root, steps)?.is_zero();
        if is_defined && !other.substitute(solved, &root, steps)?.is_zero() {
            return Ok(true);
        }
    }
    Ok(false)
}
