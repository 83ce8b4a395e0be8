//! Exact irrational constants: sums of a rational number times a square root times a power of pi.
//!
//! Square roots are split into a whole number and a root without square factors, denominators are made rational, and
//! signs are decided by algebra or by closing in with fractions. Never a float. Start at [`root`] and [`sign`].

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

use crate::Number;
use crate::limits::{Steps, TooLarge};

use super::monomial::{MAX_UNDER_ROOT, Monomial};
use super::{NoValue, Polynomial};

/// A hundred decimals of pi, cut off; A000796 of the On-Line Encyclopedia of Integer Sequences.
const PI: &str = "31415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679";
const PI_PLACES: u32 = 100;

/// The square root of a number of 0 or more, as one term; `None` for a negative number.
pub(crate) fn root(number: &Number, steps: &mut Steps) -> Result<Option<Polynomial>, NoValue> {
    if number.is_negative() {
        return Ok(None);
    }
    let ((above, a), (below, b)) = match number.words() {
        Some((top, bottom)) => (
            root_of_whole(top.unsigned_abs(), steps)?,
            root_of_whole(bottom.unsigned_abs(), steps)?,
        ),
        None => {
            (root_of_long(number.numerator(), steps)?, root_of_long(number.denominator(), steps)?)
        }
    };
    // Top and bottom share no factor, so neither do a and b: 2 root 3 over 5 root 7 is 2 root 21 over 35.
    let under = u64::from(a) * u64::from(b);
    let under = u32::try_from(under).ok().filter(|_| under <= MAX_UNDER_ROOT).ok_or(TOO_LARGE)?;
    let below = &below * &Number::from(i64::from(b));
    let outside = above.checked_div(&below).unwrap_or(Number::ZERO);
    let outside = super::polynomial::counted(outside, steps)?;
    Ok(Some(Polynomial::of_term(Monomial::of_root(under), outside)))
}

const TOO_LARGE: TooLarge = TooLarge { what: "under a root", limit: MAX_UNDER_ROOT };

/// The exact cube, fourth or higher root of a rational number, if it has one.
pub(crate) fn exact_root(number: &Number, index: u32) -> Option<Number> {
    if number.is_negative() && index.is_multiple_of(2) {
        return None;
    }
    if let (2, Some((top, bottom))) = (index, number.words()) {
        let whole = |of: i64| (of.isqrt() * of.isqrt() == of).then_some(of.isqrt());
        return Number::try_ratio(whole(top)?, whole(bottom)?);
    }
    let whole = |of: &BigInt| {
        let root = of.nth_root(index);
        (root.pow(index) == *of).then_some(root)
    };
    Number::try_big_ratio(whole(&number.numerator())?, whole(&number.denominator())?)
}

// Past a machine word only squares have a root here.
fn root_of_long(whole: BigInt, steps: &mut Steps) -> Result<(Number, u32), TooLarge> {
    if let Some(word) = whole.to_u64() {
        return root_of_whole(word, steps);
    }
    let root = whole.sqrt();
    if &root * &root == whole { Ok((root.into(), 1)) } else { Err(TOO_LARGE) }
}

// 72 is 6 squared times 2: what comes out of the root, and what stays under it.
fn root_of_whole(whole: u64, steps: &mut Steps) -> Result<(Number, u32), TooLarge> {
    let root = whole.isqrt();
    if root * root == whole {
        return Ok((Number::from(i64::try_from(root).expect("half a machine word")), 1));
    }
    let mut left =
        u32::try_from(whole).ok().filter(|_| whole <= MAX_UNDER_ROOT).ok_or(TOO_LARGE)?;
    let (mut outside, mut free, mut divisor) = (1_i64, 1_u32, 2_u32);
    // Past the cube root, what is left is a prime, a square of one, or a product of two.
    while divisor.saturating_pow(3) <= left {
        while left % (divisor * divisor) == 0 {
            left /= divisor * divisor;
            outside *= i64::from(divisor);
        }
        if left % divisor == 0 {
            left /= divisor;
            free *= divisor;
        }
        divisor += 1;
    }
    steps.take(1 + divisor as usize / 16)?;
    let square = left.isqrt();
    if square * square == left {
        (outside, left) = (outside * i64::from(square), 1);
    }
    // The two may share a prime when it was taken out once before: 8 is 2 times 4.
    let common = free.gcd(&left);
    (outside, free, left) = (outside * i64::from(common), free / common, left / common);
    Ok((Number::from(outside), free * left))
}

/// One over a constant that is not 0, with a rational denominator; `None` where pi stands in a sum.
pub(crate) fn one_over(
    constant: &Polynomial,
    steps: &mut Steps,
) -> Result<Option<Polynomial>, TooLarge> {
    // Our choice: at most five conjugates, so at most five different primes under the roots.
    let mut top = Polynomial::of_number(Number::ONE);
    let mut bottom = constant.clone();
    for _ in 0..5 {
        if bottom.terms().len() <= 1 {
            break;
        }
        let Some(conjugate) = conjugate(&bottom) else { return Ok(None) };
        top = top.times(&conjugate, steps)?;
        bottom = bottom.times(&conjugate, steps)?;
    }
    if bottom.terms().len() != 1 {
        return Ok(None);
    }
    let one_over = over_rational(&bottom, steps)?;
    Ok(Some(top.times(&one_over, steps)?))
}

// One over a single term.
fn over_rational(term: &Polynomial, steps: &mut Steps) -> Result<Polynomial, TooLarge> {
    let Some((monomial, coefficient)) = term.terms().first() else {
        return Ok(Polynomial::of_number(Number::ZERO));
    };
    let (over, divisor) = monomial.one_over_irrational();
    let below = super::polynomial::counted(coefficient * &Number::from(i64::from(divisor)), steps)?;
    let factor = Number::ONE.checked_div(&below).unwrap_or(Number::ZERO);
    Ok(Polynomial::of_term(over, factor))
}

// The same sum with the sign changed of every term whose root holds one chosen prime.
fn conjugate(sum: &Polynomial) -> Option<Polynomial> {
    let mut roots = sum.terms().iter().map(|(monomial, _)| monomial.under_root());
    let prime = smallest_prime(roots.find(|&under_root| under_root > 1)?);
    let mut steps = Steps::default();
    let changed = sum.terms().iter().map(|(monomial, coefficient)| {
        let turned = monomial.under_root() % prime == 0;
        (*monomial, if turned { -coefficient } else { coefficient.clone() })
    });
    Polynomial::of_terms(changed.collect(), &mut steps).ok()
}

fn smallest_prime(number: u32) -> u32 {
    (2..)
        .take_while(|&prime| prime * prime <= number)
        .find(|prime| number.is_multiple_of(*prime))
        .unwrap_or(number)
}

/// Whether a constant is less than, equal to or greater than 0.
pub(crate) fn sign(constant: &Polynomial, steps: &mut Steps) -> Result<Ordering, NoValue> {
    let terms = constant.terms();
    match terms {
        [] => return Ok(Ordering::Equal),
        [(_, coefficient)] => return Ok(coefficient.cmp(&Number::ZERO)),
        [(a, x), (b, y)] if a.half_pis() == b.half_pis() => {
            return Ok(sign_of_two((a.under_root(), x), (b.under_root(), y)));
        }
        _ => {}
    }
    if terms.iter().any(|(monomial, _)| monomial.half_pis() % 2 != 0) {
        return Err(NoValue::Undecided("there is a root of π in a sum"));
    }
    let has_pi = terms.iter().any(|(monomial, _)| monomial.half_pis() != 0);
    for bits in [40, 120, 300, 900] {
        steps.take(terms.len() * 8)?;
        let (low, high) = bounds(constant, bits);
        if low > Number::ZERO {
            return Ok(Ordering::Greater);
        }
        if high < Number::ZERO {
            return Ok(Ordering::Less);
        }
        if has_pi && bits >= 300 {
            break;
        }
    }
    Err(NoValue::Undecided("two numbers are too close together to put in order"))
}

// The sign of x times root a plus y times root b: the larger square decides.
fn sign_of_two((a, x): (u32, &Number), (b, y): (u32, &Number)) -> Ordering {
    if x.is_negative() == y.is_negative() {
        return x.cmp(&Number::ZERO);
    }
    let square = |under: u32, of: &Number| &(of * of) * &Number::from(i64::from(under));
    let (larger, _) = match square(a, x).cmp(&square(b, y)) {
        Ordering::Equal => return Ordering::Equal,
        Ordering::Greater => (x, y),
        Ordering::Less => (y, x),
    };
    larger.cmp(&Number::ZERO)
}

/// Two fractions with the constant between them, closer together the more `bits` there are.
pub(crate) fn bounds(constant: &Polynomial, bits: u32) -> (Number, Number) {
    let (mut low, mut high) = (Number::ZERO, Number::ZERO);
    for (monomial, coefficient) in constant.terms() {
        let (root_low, root_high) = root_bounds(monomial.under_root(), bits);
        let (pi_low, pi_high) = pi_bounds(monomial.half_pis() / 2, bits);
        let (least, most) = (&root_low * &pi_low, &root_high * &pi_high);
        let (least, most) = (&least * coefficient, &most * coefficient);
        let (least, most) = if least <= most { (least, most) } else { (most, least) };
        (low, high) = (&low + &least, &high + &most);
    }
    (low, high)
}

fn root_bounds(under_root: u32, bits: u32) -> (Number, Number) {
    if under_root == 1 {
        return (Number::ONE, Number::ONE);
    }
    let scale: BigInt = BigInt::from(1) << bits;
    let floor = (BigInt::from(under_root) << (2 * bits)).sqrt();
    let over = |top: BigInt| Number::try_big_ratio(top, scale.clone()).unwrap_or(Number::ZERO);
    (over(floor.clone()), over(floor + 1))
}

fn pi_bounds(power: i8, bits: u32) -> (Number, Number) {
    if power == 0 {
        return (Number::ONE, Number::ONE);
    }
    // Three binary digits make less than one decimal, and no more than there are.
    let places = (bits / 3 + 1).min(PI_PLACES);
    let digits: BigInt = PI[..=places as usize].parse().unwrap_or_else(|_| BigInt::zero());
    let scale = BigInt::from(10).pow(places);
    let over = |top: BigInt| Number::try_big_ratio(top, scale.clone()).unwrap_or(Number::ZERO);
    let (low, high) = (over(digits.clone()), over(digits + 1));
    let raise = |of: &Number| of.pow(power.unsigned_abs().into()).unwrap_or(Number::ZERO);
    let one_over = |of: &Number| Number::ONE.checked_div(of).unwrap_or(Number::ZERO);
    match power > 0 {
        true => (raise(&low), raise(&high)),
        false => (one_over(&raise(&high)), one_over(&raise(&low))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Number {
        text.parse().unwrap()
    }

    fn surd(terms: &[(&str, u32, i8)]) -> Polynomial {
        let mut steps = Steps::default();
        let mut sum = Polynomial::of_number(Number::ZERO);
        for (coefficient, under, pis) in terms {
            let mut term = root(&Number::from(i64::from(*under)), &mut steps).unwrap().unwrap();
            for _ in 0..*pis {
                let pi = Polynomial::of_term(Monomial::PI, Number::ONE);
                term = term.times(&pi, &mut steps).unwrap();
            }
            sum = sum.plus(term.scale(&of(coefficient), &mut steps).unwrap(), &mut steps).unwrap();
        }
        sum
    }

    #[test]
    fn roots_are_split() {
        for (number, outside, under) in [
            ("12", "2", 3),
            ("72", "6", 2),
            ("8", "2", 2),
            ("49", "7", 1),
            ("30", "1", 30),
            ("1/2", "1/2", 2),
            ("3/4", "1/2", 3),
            ("999999937", "1", 999_999_937),
            ("0", "0", 1),
            ("162", "9", 2),
            ("99", "3", 11),
        ] {
            let split = root(&of(number), &mut Steps::default()).unwrap().unwrap();
            assert_eq!(split, surd(&[(outside, under, 0)]), "{number}");
        }
        for square in 1..2_000_u32 {
            let split =
                root(&Number::from(i64::from(square)), &mut Steps::default()).unwrap().unwrap();
            let back = split.times(&split, &mut Steps::default()).unwrap();
            assert_eq!(back.constant(), Some(Number::from(i64::from(square))));
            let under = split.terms()[0].0.under_root();
            assert!((2..45).all(|d: u32| !under.is_multiple_of(d * d)), "{square}");
        }
        assert_eq!(root(&of("-4"), &mut Steps::default()), Ok(None));
    }

    #[test]
    fn denominators_become_rational() {
        for sum in [
            surd(&[("1", 2, 0)]),
            surd(&[("1", 1, 0), ("1", 2, 0)]),
            surd(&[("3", 5, 0), ("-2", 3, 0)]),
            surd(&[("1", 2, 0), ("1", 3, 0), ("1", 5, 0)]),
            surd(&[("1", 1, 0), ("1", 2, 0), ("1", 3, 0), ("1", 6, 0)]),
            surd(&[("2/3", 1, 1)]),
        ] {
            let over = one_over(&sum, &mut Steps::default()).unwrap().unwrap();
            let product = over.times(&sum, &mut Steps::default()).unwrap();
            assert_eq!(product.constant(), Some(Number::ONE), "{sum:?}");
        }
        let with_pi = surd(&[("1", 1, 0), ("1", 1, 1)]);
        assert_eq!(one_over(&with_pi, &mut Steps::default()), Ok(None));
    }

    #[test]
    fn signs_are_decided_exactly() {
        for (sum, expected) in [
            (surd(&[("1", 2, 0), ("-7/5", 1, 0)]), Ordering::Greater),
            (surd(&[("1", 2, 0), ("-17/12", 1, 0)]), Ordering::Less),
            (surd(&[("1", 2, 0), ("1", 3, 0), ("-1", 10, 0)]), Ordering::Less),
            (surd(&[("1", 1, 1), ("-22/7", 1, 0)]), Ordering::Less),
            (surd(&[("1", 1, 1), ("-333/106", 1, 0)]), Ordering::Greater),
            (surd(&[("1", 1, 1), ("-1", 2, 0), ("-1", 3, 0)]), Ordering::Less),
            (surd(&[("-1", 1, 2), ("10", 1, 0)]), Ordering::Greater),
            (surd(&[]), Ordering::Equal),
        ] {
            assert_eq!(sign(&sum, &mut Steps::default()), Ok(expected), "{sum:?}");
        }
    }
}
