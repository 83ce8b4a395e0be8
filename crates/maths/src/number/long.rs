//! Sums, products and quotients of numbers too long for machine words, in lowest terms when their parts are.
//!
//! Common factors are looked for between the parts before they grow, and never where one of two is 1.
//! Source: Knuth, The Art of Computer Programming, volume 2, section 4.5.1.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// `a + b`.
pub(super) fn sum(a: &BigRational, b: &BigRational) -> BigRational {
    let common = common(a.denom(), b.denom());
    let (mine, theirs) = (a.denom() / &common, b.denom() / &common);
    let top = a.numer() * &theirs + b.numer() * &mine;
    let left = self::common(&top, &common);
    BigRational::new_raw(top / &left, mine * (b.denom() / left))
}

/// `a × b`.
pub(super) fn product(a: &BigRational, b: &BigRational) -> BigRational {
    let (one, other) = (common(a.numer(), b.denom()), common(b.numer(), a.denom()));
    let top = (a.numer() / &one) * (b.numer() / &other);
    BigRational::new_raw(top, (a.denom() / other) * (b.denom() / one))
}

/// `a ÷ b`, which is not 0.
pub(super) fn quotient(a: &BigRational, b: &BigRational) -> BigRational {
    let sign = b.numer().signum();
    product(a, &BigRational::new_raw(b.denom() * &sign, b.numer() * sign))
}

// The greatest common divisor, at least 1 where the two are not both 0.
fn common(a: &BigInt, b: &BigInt) -> BigInt {
    if a.is_one() || b.is_one() {
        return BigInt::one();
    }
    let (long, short) = if a.bits() < b.bits() { (b, a) } else { (a, b) };
    if short.is_zero() {
        return long.abs();
    }
    // One step of division makes the two alike in length; from there it goes digit by digit.
    short.gcd(&(long % short))
}
