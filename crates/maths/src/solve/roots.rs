//! The real roots of a polynomial in one letter, exactly, with how often each counts.
//!
//! Rational roots are taken out first, then a quadratic is solved by its formula, also one in a square.
//! Whatever is left beyond that is undecided. Start at [`real_roots`].

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::Number;
use crate::limits::Steps;
use crate::value::{NoValue, Polynomial, Value, divide, negate, order, surd};

const BEYOND: NoValue = NoValue::Undecided("it has roots that cannot be written with square roots");
// Our choice: the largest first or last coefficient whose divisors are tried.
const MAX_TRIED: u64 = 100_000_000;

/// The roots from left to right, each with its multiplicity. The polynomial is not 0.
pub(crate) fn real_roots(
    polynomial: &Polynomial,
    place: u8,
    steps: &mut Steps,
) -> Result<Vec<(Value, u32)>, NoValue> {
    if polynomial.is_constant() {
        return Ok(Vec::new());
    }
    if !polynomial.is_rational() {
        return of_irrational(polynomial, place, steps);
    }
    let mut left = coefficients(polynomial, place);
    let mut roots = Vec::new();
    let n_zeros = left.iter().take_while(|coefficient| coefficient.is_zero()).count();
    if n_zeros > 0 {
        left.drain(..n_zeros);
        roots.push((Value::Number(Number::ZERO), n_zeros as u32));
    }
    while left.len() > 3 {
        match rational_root(&left, steps)? {
            Some(root) => {
                left = deflate(&left, &root, steps)?;
                add_root(&mut roots, Value::Number(root), 1);
            }
            None => break,
        }
    }
    let rest = match left.len() {
        0 | 1 => Vec::new(),
        2 | 3 => of_quadratic(&left, steps)?,
        _ => of_quadratic_in_a_square(&left, steps)?,
    };
    for (root, times) in rest {
        add_root(&mut roots, root, times);
    }
    sort(&mut roots, steps)?;
    Ok(roots)
}

fn add_root(roots: &mut Vec<(Value, u32)>, root: Value, times: u32) {
    match roots.iter_mut().find(|(known, _)| *known == root) {
        Some((_, count)) => *count += times,
        None => roots.push((root, times)),
    }
}

fn sort(roots: &mut [(Value, u32)], steps: &mut Steps) -> Result<(), NoValue> {
    for end in 1..roots.len() {
        let mut at = end;
        while at > 0 && order(&roots[at - 1].0, &roots[at].0, steps)?.is_gt() {
            roots.swap(at - 1, at);
            at -= 1;
        }
    }
    Ok(())
}

// The coefficients from the constant up.
pub(crate) fn coefficients(polynomial: &Polynomial, place: u8) -> Vec<Number> {
    let degree = polynomial.degree_in(place) as usize;
    let mut coefficients = vec![Number::ZERO; degree + 1];
    for (monomial, coefficient) in polynomial.terms() {
        coefficients[monomial.power_of(place) as usize] = coefficient.clone();
    }
    coefficients
}

// Roots of a polynomial with roots or pi in it: of the first power only.
fn of_irrational(
    polynomial: &Polynomial,
    place: u8,
    steps: &mut Steps,
) -> Result<Vec<(Value, u32)>, NoValue> {
    let (mut constant, mut leading) = (Vec::new(), Vec::new());
    for (monomial, coefficient) in polynomial.terms() {
        let term = (monomial.irrational(), coefficient.clone());
        match monomial.degree() {
            0 => constant.push(term),
            1 if !monomial.has_half_power() => leading.push(term),
            _ => return Err(BEYOND),
        }
    }
    let constant = Value::of_polynomial(Polynomial::of_terms(constant, steps)?);
    let leading = Value::of_polynomial(Polynomial::of_terms(leading, steps)?);
    if leading.is_zero() || polynomial.degree_in(place) == 0 {
        return Ok(Vec::new());
    }
    Ok(vec![(divide(negate(constant)?, leading, steps)?, 1)])
}

// A quadratic or linear polynomial, from the constant up.
fn of_quadratic(left: &[Number], steps: &mut Steps) -> Result<Vec<(Value, u32)>, NoValue> {
    let [c, b, a] = left else {
        let [b, a] = left else { return Ok(Vec::new()) };
        let root = (-b).checked_div(a).ok_or(BEYOND)?;
        return Ok(vec![(Value::Number(root), 1)]);
    };
    let under = &(b * b) - &(&Number::from(4) * &(a * c));
    let Some(root) = surd::root(&under, steps)? else { return Ok(Vec::new()) };
    let over = Number::ONE.checked_div(&(a * &Number::from(2))).ok_or(BEYOND)?;
    let middle = Polynomial::of_number(&-b * &over);
    let away = root.scale(&over, steps)?;
    if away.is_zero() {
        return Ok(vec![(Value::of_polynomial(middle), 2)]);
    }
    let one = Value::of_polynomial(middle.clone().plus(away.clone(), steps)?);
    let other = Value::of_polynomial(middle.minus(away, steps)?);
    Ok(vec![(one, 1), (other, 1)])
}

// Only even powers: a quadratic in the square of the letter.
fn of_quadratic_in_a_square(
    left: &[Number],
    steps: &mut Steps,
) -> Result<Vec<(Value, u32)>, NoValue> {
    let is_even = left.iter().skip(1).step_by(2).all(Number::is_zero);
    let same_sign = left.iter().filter(|coefficient| !coefficient.is_zero());
    if is_even
        && (same_sign.clone().all(Number::is_negative)
            || !same_sign.clone().any(Number::is_negative))
    {
        return Ok(Vec::new());
    }
    if !is_even || left.len() != 5 {
        return Err(BEYOND);
    }
    let squares = of_quadratic(&[left[0].clone(), left[2].clone(), left[4].clone()], steps)?;
    let mut roots = Vec::new();
    for (square, times) in squares {
        let Value::Number(square) = square else {
            if order(&square, &Value::Number(Number::ZERO), steps)?.is_lt() {
                continue;
            }
            return Err(BEYOND);
        };
        if let Some(root) = surd::root(&square, steps)? {
            roots.push((Value::of_polynomial(root.clone()), times));
            roots.push((Value::of_polynomial(root.negated()), times));
        }
    }
    Ok(roots)
}

/// A rational root, if there is one: its top divides the last coefficient and its bottom the first.
pub(crate) fn rational_root(
    coefficients: &[Number],
    steps: &mut Steps,
) -> Result<Option<Number>, NoValue> {
    let whole = whole_coefficients(coefficients);
    let (Some(constant), Some(leading)) = (whole.first(), whole.last()) else { return Ok(None) };
    let tops = divisors(constant, steps)?;
    let bottoms = divisors(leading, steps)?;
    for &top in &tops {
        for &bottom in bottoms.iter().filter(|&&bottom| top.gcd(&bottom) == 1) {
            for sign in [1, -1] {
                steps.take(1 + coefficients.len() / 2)?;
                if is_root(&whole, sign * top, bottom) {
                    return Ok(Number::try_ratio(sign * top, bottom));
                }
            }
        }
    }
    Ok(None)
}

// Homogeneous Horner: no fractions on the way.
fn is_root(whole: &[BigInt], top: i64, bottom: i64) -> bool {
    let small: Option<Vec<i128>> = whole.iter().map(ToPrimitive::to_i128).collect();
    let fast = small.and_then(|small| {
        let (mut worth, mut scale) = (0_i128, 1_i128);
        for coefficient in small.iter().rev() {
            worth = worth.checked_mul(top.into())?.checked_add(coefficient.checked_mul(scale)?)?;
            scale = scale.checked_mul(bottom.into())?;
        }
        Some(worth == 0)
    });
    fast.unwrap_or_else(|| {
        let (mut worth, mut scale) = (BigInt::zero(), BigInt::one());
        for coefficient in whole.iter().rev() {
            worth = worth * top + coefficient * &scale;
            scale *= bottom;
        }
        worth.is_zero()
    })
}

fn whole_coefficients(coefficients: &[Number]) -> Vec<BigInt> {
    let common = coefficients
        .iter()
        .fold(BigInt::one(), |common, coefficient| common.lcm(&coefficient.denominator()));
    coefficients
        .iter()
        .map(|coefficient| coefficient.numerator() * (&common / coefficient.denominator()))
        .collect()
}

fn divisors(number: &BigInt, steps: &mut Steps) -> Result<Vec<i64>, NoValue> {
    let size = number.abs().to_u64().filter(|size| (1..=MAX_TRIED).contains(size)).ok_or(BEYOND)?;
    let mut found = Vec::new();
    let most = size.isqrt();
    steps.take(most as usize / 16)?;
    for divisor in (1..=most).filter(|divisor| size % divisor == 0) {
        found.push(i64::try_from(divisor).map_err(|_| BEYOND)?);
        if divisor != size / divisor {
            found.push(i64::try_from(size / divisor).map_err(|_| BEYOND)?);
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn deflate(left: &[Number], root: &Number, steps: &mut Steps) -> Result<Vec<Number>, NoValue> {
    let mut carried = Number::ZERO;
    let mut quotient = Vec::with_capacity(left.len());
    for coefficient in left.iter().rev() {
        steps.take(1)?;
        carried = &(&carried * root) + coefficient;
        quotient.push(carried.clone());
    }
    // The last one carried is the remainder, 0.
    quotient.pop();
    quotient.reverse();
    Ok(quotient)
}
