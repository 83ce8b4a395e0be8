//! Splits a polynomial with whole coefficients into factors that split no further, over the whole numbers.
//!
//! Decided for one letter up to the fifth power, for anything that is one letter in disguise (`a^4 - b^4`, `x²y² - 9`),
//! for every sum of the second degree, and for every sum with a letter of the first power. Beyond that undecided.
//! Start at [`factorise`].

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::Number;
use crate::limits::Steps;

use super::gcd::{coefficient_of, common_factor, common_letters, divide_exactly, primitive};
use super::{Monomial, NoValue, Polynomial};

const UNSURE: NoValue = NoValue::Undecided("it may or may not factorise further");

/// A polynomial as a product: a number, letters, and primitive factors with how often each comes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Factors {
    pub number: Number,
    pub letters: Monomial,
    pub brackets: Vec<(Polynomial, u32)>,
}

/// The full factorisation of a polynomial that is not 0.
pub(crate) fn factorise(polynomial: &Polynomial, steps: &mut Steps) -> Result<Factors, NoValue> {
    if !polynomial.is_rational() {
        return Err(UNSURE);
    }
    let letters = common_letters(polynomial);
    let over = Polynomial::of_term(letters, Number::ONE);
    let rest = divide_exactly(polynomial, &over, steps)?.unwrap_or_else(|| polynomial.clone());
    let (number, rest) = primitive(&rest, steps)?;
    let mut brackets: Vec<(Polynomial, u32)> = Vec::new();
    let mut waiting = if rest.constant().is_some() { Vec::new() } else { vec![rest] };
    while let Some(part) = waiting.pop() {
        steps.take(1)?;
        match split(&part, steps)? {
            Some((one, other)) => waiting.extend([one, other]),
            None => match brackets.iter_mut().find(|(known, _)| *known == part) {
                Some((_, times)) => *times += 1,
                None => brackets.push((part, 1)),
            },
        }
    }
    brackets.sort_by(|(a, _), (b, _)| a.terms().iter().rev().cmp(b.terms().iter().rev()));
    Ok(Factors { number, letters, brackets })
}

/// Two factors of a primitive polynomial without common letters, or `None` when it splits no further.
pub(crate) fn split(
    part: &Polynomial,
    steps: &mut Steps,
) -> Result<Option<(Polynomial, Polynomial)>, NoValue> {
    if part.degree() <= 1 {
        return Ok(None);
    }
    if let Some((start, direction)) = one_letter_in_disguise(part) {
        return split_line(part, start, &direction, steps);
    }
    if let Some(place) = part.letters().into_iter().find(|&place| part.degree_in(place) == 1) {
        let one = coefficient_of(part, place, 1, steps)?;
        let rest = coefficient_of(part, place, 0, steps)?;
        let common = common_factor(&one, &rest, steps)?;
        return by_factor(part, common, steps);
    }
    if part.degree() == 2 {
        return split_quadratic_form(part, steps);
    }
    Err(UNSURE)
}

fn by_factor(
    part: &Polynomial,
    factor: Polynomial,
    steps: &mut Steps,
) -> Result<Option<(Polynomial, Polynomial)>, NoValue> {
    if factor.degree() == 0 || factor.degree() == part.degree() {
        return Ok(None);
    }
    let factor = primitive(&factor, steps)?.1;
    match divide_exactly(part, &factor, steps)? {
        Some(other) => Ok(Some((factor, primitive(&other, steps)?.1))),
        None => Ok(None),
    }
}

// Where all powers lie on one line, the polynomial is one in a single letter: a² - b² is a(a/b)² ... in a/b.
// Gives the powers at the start of the line and the shortest whole step along it.
fn one_letter_in_disguise(part: &Polynomial) -> Option<([i32; 8], [i32; 8])> {
    let powers: Vec<[i32; 8]> =
        part.terms().iter().map(|(monomial, _)| exponents(*monomial)).collect();
    let (first, second) = (powers.first()?, powers.get(1)?);
    let mut direction = minus(second, first);
    let common = direction.iter().fold(0, |common: i32, power| common.gcd(power));
    direction.iter_mut().for_each(|power| *power /= common);
    powers
        .iter()
        .all(|powers| along(powers, first, &direction).is_some())
        .then_some((*first, direction))
}

fn exponents(monomial: Monomial) -> [i32; 8] {
    let mut powers = [0; 8];
    for (place, power) in monomial.powers() {
        powers[usize::from(place)] = power as i32;
    }
    powers
}

fn minus(a: &[i32; 8], b: &[i32; 8]) -> [i32; 8] {
    let mut difference = *a;
    difference.iter_mut().zip(b).for_each(|(mine, theirs)| *mine -= theirs);
    difference
}

// How many steps lie between the start of a line and a point on it.
fn along(powers: &[i32; 8], start: &[i32; 8], direction: &[i32; 8]) -> Option<i32> {
    let difference = minus(powers, start);
    let at = direction.iter().position(|&step| step != 0)?;
    let n = difference[at] / direction[at];
    let reached = direction.iter().zip(difference).all(|(&step, whole)| step * n == whole);
    reached.then_some(n)
}

fn split_line(
    part: &Polynomial,
    start: [i32; 8],
    direction: &[i32; 8],
    steps: &mut Steps,
) -> Result<Option<(Polynomial, Polynomial)>, NoValue> {
    let mut places = Vec::new();
    for (monomial, coefficient) in part.terms() {
        let Some(n) = along(&exponents(*monomial), &start, direction) else { return Err(UNSURE) };
        places.push((n, coefficient.numerator()));
    }
    let least = places.iter().map(|(n, _)| *n).min().unwrap_or(0);
    let most = places.iter().map(|(n, _)| *n).max().unwrap_or(0);
    let mut coefficients = vec![BigInt::zero(); (most - least) as usize + 1];
    for (n, coefficient) in places {
        coefficients[(n - least) as usize] = coefficient;
    }
    let Some(factor) = factor_in_one_letter(&coefficients, steps)? else { return Ok(None) };
    // Back to letters: powers along the line, moved so that none is negative and no letter is common to all.
    let mut terms = Vec::new();
    let last = factor.len() - 1;
    for (n, coefficient) in factor.into_iter().enumerate() {
        let mut monomial = Monomial::ONE;
        for (place, &step) in (0_u8..).zip(direction) {
            let power = if step > 0 { step * n as i32 } else { -step * (last - n) as i32 };
            for _ in 0..power {
                monomial = monomial.times(Monomial::of_letter(place))?.0;
            }
        }
        terms.push((monomial, Number::from(coefficient)));
    }
    by_factor(part, Polynomial::of_terms(terms, steps)?, steps)
}

// A factor of a polynomial in one letter, coefficients from the constant up; `None` when it splits no further.
fn factor_in_one_letter(
    whole: &[BigInt],
    steps: &mut Steps,
) -> Result<Option<Vec<BigInt>>, NoValue> {
    let degree = whole.len() - 1;
    if degree <= 1 {
        return Ok(None);
    }
    if degree == 2 {
        let (c, b, a) = (&whole[0], &whole[1], &whole[2]);
        let Some(root) = super::gcd::square_root(&(b * b - BigInt::from(4) * a * c)) else {
            return Ok(None);
        };
        let (top, bottom) = (root - b, a * 2);
        let common = top.gcd(&bottom);
        return Ok(Some(vec![-&top / &common, bottom / common]));
    }
    let numbers: Vec<Number> = whole.iter().cloned().map(Number::from).collect();
    if let Some(root) = crate::solve::rational_root(&numbers, steps)? {
        return Ok(Some(vec![-root.numerator(), root.denominator()]));
    }
    if degree == 3 {
        return Ok(None);
    }
    match quadratic_factor(whole, steps)? {
        Some(factor) => Ok(Some(factor)),
        None if degree <= 5 => Ok(None),
        None => Err(UNSURE),
    }
}

// Kronecker's method: the values of a factor at 0, 1 and -1 divide those of the whole.
fn quadratic_factor(whole: &[BigInt], steps: &mut Steps) -> Result<Option<Vec<BigInt>>, NoValue> {
    let at = |x: i64| whole.iter().rev().fold(BigInt::zero(), |worth, next| worth * x + next);
    let leading = whole.last().and_then(BigInt::to_i64).ok_or(UNSURE)?;
    let (zero, one, minus_one) =
        (divisors(&at(0), steps)?, divisors(&at(1), steps)?, divisors(&at(-1), steps)?);
    for &c in &zero {
        for &ahead in &one {
            for &behind in &minus_one {
                for (ahead, behind) in
                    [(ahead, behind), (ahead, -behind), (-ahead, behind), (-ahead, -behind)]
                {
                    steps.take(1)?;
                    if (ahead + behind) % 2 != 0 {
                        continue;
                    }
                    let (a, b) = ((ahead + behind) / 2 - c, (ahead - behind) / 2);
                    if a != 0 && leading % a == 0 && divides(&[c, b, a], whole, steps)? {
                        return Ok(Some([c, b, a].map(BigInt::from).to_vec()));
                    }
                }
            }
        }
    }
    Ok(None)
}

fn divisors(number: &BigInt, steps: &mut Steps) -> Result<Vec<i64>, NoValue> {
    // Our choice: numbers so large do not come from school products.
    let size = number.abs().to_i64().filter(|size| (1..=1_000_000).contains(size)).ok_or(UNSURE)?;
    steps.take(size.unsigned_abs().isqrt() as usize / 16)?;
    let small = (1..).take_while(|n| n * n <= size).filter(|n| size % n == 0);
    Ok(small.flat_map(|n| if n * n == size { vec![n] } else { vec![n, size / n] }).collect())
}

// Long division from the constant up; the constant of the divisor is not 0.
fn divides(divisor: &[i64; 3], whole: &[BigInt], steps: &mut Steps) -> Result<bool, NoValue> {
    let mut left: Vec<BigInt> = whole.to_vec();
    for at in 0..left.len().saturating_sub(2) {
        steps.take(1)?;
        let (factor, rest) = left[at].div_rem(&BigInt::from(divisor[0]));
        if !rest.is_zero() {
            return Ok(false);
        }
        for (offset, part) in divisor.iter().enumerate() {
            left[at + offset] -= &factor * part;
        }
    }
    Ok(left.iter().all(Zero::is_zero))
}

// A sum of the second degree in which every letter is squared: as a quadratic in one letter, its discriminant is a
// square exactly when it splits into two of the first degree.
fn split_quadratic_form(
    part: &Polynomial,
    steps: &mut Steps,
) -> Result<Option<(Polynomial, Polynomial)>, NoValue> {
    let Some(&place) = part.letters().first() else { return Ok(None) };
    let a = coefficient_of(part, place, 2, steps)?;
    let b = coefficient_of(part, place, 1, steps)?;
    let c = coefficient_of(part, place, 0, steps)?;
    let four = Number::from(4);
    let under = b.times(&b, steps)?.minus(a.times(&c, steps)?.scale(&four, steps)?, steps)?;
    let Some(root) = square_root_of(&under, steps)? else { return Ok(None) };
    // 2a times the letter, plus b, minus the root.
    let twice = a.scale(&Number::from(2), steps)?;
    let letter = twice.times(&Polynomial::of_letter(place), steps)?;
    let factor = letter.plus(b, steps)?.minus(root, steps)?;
    by_factor(part, factor, steps)
}

// The square root of a polynomial of the second degree at most, when it is a square.
pub(crate) fn square_root_of(
    square: &Polynomial,
    steps: &mut Steps,
) -> Result<Option<Polynomial>, NoValue> {
    let Some((highest, coefficient)) = square.terms().last() else {
        return Ok(Some(Polynomial::of_number(Number::ZERO)));
    };
    let root = |number: &Number| super::surd::exact_root(number, 2);
    let powers = exponents(*highest);
    if powers.iter().any(|power| power % 2 != 0) {
        return Ok(None);
    }
    let Some(number) = root(coefficient) else { return Ok(None) };
    let mut half = Monomial::ONE;
    for (place, power) in (0_u8..).zip(powers) {
        for _ in 0..power / 2 {
            half = half.times(Monomial::of_letter(place))?.0;
        }
    }
    // The other terms of the root, one after the other: what is left over twice the highest.
    let mut so_far = Polynomial::of_term(half, number.clone());
    let twice = &number * &Number::from(2);
    loop {
        steps.take(1)?;
        let left = square.clone().minus(so_far.times(&so_far, steps)?, steps)?;
        let Some((next, coefficient)) = left.terms().last() else { return Ok(Some(so_far)) };
        let (Some(over), Some(factor)) = (next.over(half), coefficient.checked_div(&twice)) else {
            return Ok(None);
        };
        if over >= half {
            return Ok(None);
        }
        so_far = so_far.plus(Polynomial::of_term(over, factor), steps)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reading;
    use crate::value::evaluate;

    fn polynomial(text: &str) -> Polynomial {
        let reading = Reading { letters: vec!['x', 'y', 'a', 'b', 'c'], ..Reading::default() };
        let tree = crate::read(text, &reading).unwrap();
        evaluate(&tree, &mut Steps::default()).unwrap().to_polynomial().unwrap()
    }

    #[test]
    fn products_come_apart_and_back_together() {
        for (text, n_brackets) in [
            ("6x + 12", 1),
            ("x^2 + 5x + 6", 2),
            ("x^2 + 1", 1),
            ("x^2 - 2", 1),
            ("6x^2 + 7x - 3", 2),
            ("x^3 - 1", 2),
            ("x^3 - 6x^2 + 11x - 6", 3),
            ("x^4 - 16", 3),
            ("x^4 + 4", 2),
            ("x^4 + 3x^2 + 2", 2),
            ("x^4 + 1", 1),
            ("x^4 + 2x^2 + 1", 1),
            ("x^5 + x + 1", 2),
            ("a^2 - b^2", 2),
            ("a^4 - b^4", 3),
            ("4a^2 - 9b^2", 2),
            ("a^2 + b^2", 1),
            ("a^3 + b^3", 2),
            ("x^2y^2 - 9", 2),
            ("x^2 + 5xy + 6y^2", 2),
            ("a^3 + a^2 + ab + b", 2),
            ("ab + ac", 1),
            ("ab + a + b + 1", 2),
            ("xy + 2x + 3y + 6", 2),
            ("xy + 2x + 3y + 7", 1),
            ("(x + y + 1)(x - y + 2)", 2),
            ("(x + 2y)^2 - 1", 2),
            ("x^2 + y^2 - 1", 1),
            ("(2x + 3y - 1)(x - 4y)", 2),
            ("a^2 + 2ab + b^2", 1),
            ("x^2 - y^2 + 2y - 1", 2),
        ] {
            let mut steps = Steps::default();
            let whole = polynomial(text);
            let factors =
                factorise(&whole, &mut steps).unwrap_or_else(|error| panic!("{text}: {error:?}"));
            assert_eq!(factors.brackets.len(), n_brackets, "{text}: {factors:?}");
            let mut product = Polynomial::of_term(factors.letters, factors.number);
            for (bracket, times) in factors.brackets {
                product =
                    product.times(&bracket.power(times, &mut steps).unwrap(), &mut steps).unwrap();
            }
            assert_eq!(product, whole, "{text}");
        }
    }

    #[test]
    fn what_is_beyond_is_undecided() {
        assert!(factorise(&polynomial("x^6 + x + 1"), &mut Steps::default()).is_err());
        assert!(
            factorise(&polynomial("x^3y^2 + x^2y^3 + y^2 + x^2 + 7"), &mut Steps::default())
                .is_err()
        );
    }

    #[test]
    fn common_factors_are_found() {
        for (a, b, expected) in [
            ("x^2 - 1", "x^2 + 2x + 1", "x + 1"),
            ("a^2 - b^2", "a^2 + ab", "a + b"),
            ("6x", "4", "1"),
            ("x^2 + 1", "x + 1", "1"),
            ("(x+y)(x-2y)(a+1)", "(a+1)(x+y)^2", "(a+1)(x+y)"),
        ] {
            let common =
                common_factor(&polynomial(a), &polynomial(b), &mut Steps::default()).unwrap();
            assert_eq!(common, polynomial(expected), "{a} and {b}");
        }
    }
}
