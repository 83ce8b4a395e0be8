//! What two polynomials with rational coefficients have in common, and exact division.
//!
//! The common factor is found letter by letter with pseudo-remainders; coefficients are made whole and primitive on
//! the way, so numbers stay short. Start at [`common_factor`] and [`divide_exactly`].

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use crate::Number;
use crate::limits::{Steps, TooLarge};

use super::{Monomial, NoValue, Polynomial};

/// `top / bottom` when it is a polynomial.
pub(crate) fn divide_exactly(
    top: &Polynomial,
    bottom: &Polynomial,
    steps: &mut Steps,
) -> Result<Option<Polynomial>, NoValue> {
    let Some((highest, coefficient)) = bottom.terms().last() else { return Ok(None) };
    let (mut left, mut quotient) = (top.clone(), Vec::new());
    while let Some((monomial, number)) = left.terms().last() {
        steps.take(1)?;
        let Some(over) = monomial.over(*highest) else { return Ok(None) };
        let Some(factor) = number.checked_div(coefficient) else { return Ok(None) };
        let term = Polynomial::of_term(over, factor.clone());
        quotient.push((over, factor));
        left = left.clone().minus(term.times(bottom, steps)?, steps)?;
    }
    Ok(Some(Polynomial::of_terms(quotient, steps)?))
}

/// The number that makes the coefficients whole with no common factor and the last one positive, and the result.
pub(crate) fn primitive(
    polynomial: &Polynomial,
    steps: &mut Steps,
) -> Result<(Number, Polynomial), TooLarge> {
    let size = short_content(polynomial).or_else(|| long_content(polynomial));
    let Some(size) = size.filter(|number| !number.is_zero()) else {
        return Ok((Number::ONE, polynomial.clone()));
    };
    let minus = polynomial.terms().last().is_some_and(|(_, last)| last.is_negative());
    let content = if minus { -size } else { size };
    let over = Number::ONE.checked_div(&content).unwrap_or(Number::ONE);
    Ok((content, polynomial.clone().scale(&over, steps)?))
}

// The greatest common divisor of the tops over the least common multiple of the bottoms; `None` past machine words.
fn short_content(polynomial: &Polynomial) -> Option<Number> {
    let (mut common, mut below) = (0_i64, 1_i64);
    for (_, coefficient) in polynomial.terms() {
        let (top, bottom) = coefficient.words()?;
        common = common.gcd(&top);
        below = (below / below.gcd(&bottom)).checked_mul(bottom)?;
    }
    Number::try_ratio(common, below)
}

fn long_content(polynomial: &Polynomial) -> Option<Number> {
    let (mut common, mut below) = (BigInt::zero(), BigInt::one());
    for (_, coefficient) in polynomial.terms() {
        common = common.gcd(&coefficient.numerator());
        below = below.lcm(&coefficient.denominator());
    }
    Number::try_big_ratio(common, below)
}

/// The letters that stand in every term.
pub(crate) fn common_letters(polynomial: &Polynomial) -> Monomial {
    let mut terms = polynomial.terms().iter().map(|(monomial, _)| *monomial);
    let first = terms.next().map_or(Monomial::ONE, Monomial::letters);
    terms.fold(first, Monomial::common_letters)
}

/// The greatest common factor of two polynomials, primitive; 1 when they have none but numbers.
pub(crate) fn common_factor(
    a: &Polynomial,
    b: &Polynomial,
    steps: &mut Steps,
) -> Result<Polynomial, NoValue> {
    let one = Polynomial::of_number(Number::ONE);
    if a.is_zero() {
        return Ok(primitive(b, steps)?.1);
    }
    if b.is_zero() {
        return Ok(primitive(a, steps)?.1);
    }
    let (mine, theirs) = (a.letters(), b.letters());
    let Some(&place) = mine.iter().find(|place| theirs.contains(place)) else { return Ok(one) };
    let (content_a, rest_a) = split_content(a, place, steps)?;
    let (content_b, rest_b) = split_content(b, place, steps)?;
    let content = common_factor(&content_a, &content_b, steps)?;
    let (mut high, mut low) = (rest_a, rest_b);
    if high.degree_in(place) < low.degree_in(place) {
        std::mem::swap(&mut high, &mut low);
    }
    while !low.is_zero() {
        if low.degree_in(place) == 0 {
            return Ok(content);
        }
        let rest = pseudo_remainder(&high, &low, place, steps)?;
        high = low;
        low = if rest.is_zero() { rest } else { split_content(&rest, place, steps)?.1 };
    }
    Ok(primitive(&content.times(&high, steps)?, steps)?.1)
}

// The factor without one letter, and what is left.
fn split_content(
    polynomial: &Polynomial,
    place: u8,
    steps: &mut Steps,
) -> Result<(Polynomial, Polynomial), NoValue> {
    let mut content = Polynomial::of_number(Number::ZERO);
    for power in 0..=polynomial.degree_in(place) {
        let coefficient = coefficient_of(polynomial, place, power, steps)?;
        if !coefficient.is_zero() {
            content = common_factor(&content, &coefficient, steps)?;
        }
        if content.constant().is_some_and(|number| !number.is_zero()) {
            return Ok((content, primitive(polynomial, steps)?.1));
        }
    }
    let rest = divide_exactly(polynomial, &content, steps)?.unwrap_or_else(|| polynomial.clone());
    Ok((content, primitive(&rest, steps)?.1))
}

/// What one power of a letter is multiplied by.
pub(crate) fn coefficient_of(
    polynomial: &Polynomial,
    place: u8,
    power: u32,
    steps: &mut Steps,
) -> Result<Polynomial, TooLarge> {
    let terms = polynomial.terms().iter().filter(|(monomial, _)| monomial.power_of(place) == power);
    let terms = terms.map(|(monomial, number)| (monomial.without(place), number.clone()));
    Polynomial::of_terms(terms.collect(), steps)
}

fn pseudo_remainder(
    high: &Polynomial,
    low: &Polynomial,
    place: u8,
    steps: &mut Steps,
) -> Result<Polynomial, NoValue> {
    let degree = low.degree_in(place);
    let leading = coefficient_of(low, place, degree, steps)?;
    let mut left = high.clone();
    while !left.is_zero() && left.degree_in(place) >= degree {
        steps.take(1)?;
        let power = left.degree_in(place);
        let top = coefficient_of(&left, place, power, steps)?;
        let letters = Polynomial::of_letter(place).power(power - degree, steps)?;
        let minus = top.times(&letters, steps)?.times(low, steps)?;
        left = left.times(&leading, steps)?.minus(minus, steps)?;
    }
    Ok(left)
}

/// Whether a whole number is a square, and its root.
pub(crate) fn square_root(number: &BigInt) -> Option<BigInt> {
    if number.is_negative() {
        return None;
    }
    let root = number.sqrt();
    (&root * &root == *number).then_some(root)
}
