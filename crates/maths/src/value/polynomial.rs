//! Sparse polynomials with exact coefficients: terms in order, none of them 0, so equal polynomials are equal values.
//!
//! A term may carry a root and a power of pi, so a sum of surds is a polynomial without letters.
//! Degree, size and the length of numbers are limited; every combination of two terms is a counted step.

use crate::Number;
use crate::limits::{MAX_BITS, MAX_DEGREE, Steps, TooLarge, at_most};

use super::monomial::Monomial;

/// A sum of terms, lowest first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Polynomial {
    terms: Vec<(Monomial, Number)>,
}

impl Polynomial {
    pub(crate) fn of_number(number: Number) -> Self {
        Self::of_term(Monomial::ONE, number)
    }

    pub(crate) fn of_letter(place: u8) -> Self {
        Self { terms: vec![(Monomial::of_letter(place), Number::ONE)] }
    }

    pub(crate) fn of_term(monomial: Monomial, number: Number) -> Self {
        let terms = if number.is_zero() { Vec::new() } else { vec![(monomial, number)] };
        Self { terms }
    }

    /// A sum of terms in any order, like ones together or apart.
    pub(crate) fn of_terms(
        mut terms: Vec<(Monomial, Number)>,
        steps: &mut Steps,
    ) -> Result<Self, TooLarge> {
        terms.sort_by_key(|&(monomial, _)| monomial);
        let mut all_counted = Ok(());
        terms.dedup_by(|(monomial, coefficient), (last, total)| {
            if monomial != last || all_counted.is_err() {
                return false;
            }
            match counted(&*total + coefficient, steps) {
                Ok(sum) => *total = sum,
                Err(too_large) => all_counted = Err(too_large),
            }
            true
        });
        all_counted?;
        terms.retain(|(_, coefficient)| !coefficient.is_zero());
        Ok(Self { terms })
    }

    pub(crate) fn terms(&self) -> &[(Monomial, Number)] {
        &self.terms
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The number this polynomial is, if it has no letters, roots or pi.
    pub(crate) fn constant(&self) -> Option<Number> {
        match self.terms.as_slice() {
            [] => Some(Number::ZERO),
            [(Monomial::ONE, number)] => Some(number.clone()),
            _ => None,
        }
    }

    /// Whether there is no letter in it.
    pub(crate) fn is_constant(&self) -> bool {
        self.terms.iter().all(|(monomial, _)| monomial.is_constant())
    }

    /// Whether every coefficient is a rational number and no letter is under a root.
    pub(crate) fn is_rational(&self) -> bool {
        self.terms
            .iter()
            .all(|(monomial, _)| monomial.letters() == *monomial && !monomial.has_half_power())
    }

    /// The same polynomial with the letter standing for its square root: x + root x becomes x squared + x.
    pub(crate) fn in_root_of(&self, place: u8, steps: &mut Steps) -> Result<Self, TooLarge> {
        let mut terms = Vec::with_capacity(self.terms.len());
        for (monomial, coefficient) in &self.terms {
            terms.push((monomial.in_root_of(place)?, coefficient.clone()));
        }
        Self::of_terms(terms, steps)
    }

    /// Whether it can be written out term by term: no letter and no pi under a root or below a bar.
    pub(crate) fn is_plain(&self) -> bool {
        self.terms.iter().all(|(monomial, _)| {
            !monomial.has_half_power() && monomial.half_pis() >= 0 && monomial.half_pis() % 2 == 0
        })
    }

    pub(crate) fn degree(&self) -> u32 {
        self.terms.iter().map(|(monomial, _)| monomial.degree()).max().unwrap_or(0)
    }

    /// The highest power of one letter.
    pub(crate) fn degree_in(&self, place: u8) -> u32 {
        self.terms.iter().map(|(monomial, _)| monomial.power_of(place)).max().unwrap_or(0)
    }

    /// The places of the letters in it, lowest first.
    pub(crate) fn letters(&self) -> Vec<u8> {
        let has = |place: u8| self.terms.iter().any(|(monomial, _)| monomial.has_letter(place));
        (0..8).filter(|&place| has(place)).collect()
    }

    pub(crate) fn negated(mut self) -> Self {
        for (_, coefficient) in &mut self.terms {
            *coefficient = -&*coefficient;
        }
        self
    }

    pub(crate) fn scale(mut self, factor: &Number, steps: &mut Steps) -> Result<Self, TooLarge> {
        if factor.is_zero() {
            return Ok(Self { terms: Vec::new() });
        }
        if *factor == Number::ONE {
            return Ok(self);
        }
        for (_, coefficient) in &mut self.terms {
            *coefficient = counted(&*coefficient * factor, steps)?;
        }
        Ok(self)
    }

    pub(crate) fn plus(mut self, other: Self, steps: &mut Steps) -> Result<Self, TooLarge> {
        if self.is_zero() {
            return Ok(other);
        }
        self.terms.extend(other.terms);
        Self::of_terms(self.terms, steps)
    }

    /// The sum with a number.
    pub(crate) fn plus_number(
        mut self,
        number: Number,
        steps: &mut Steps,
    ) -> Result<Self, TooLarge> {
        self.terms.push((Monomial::ONE, number));
        Self::of_terms(self.terms, steps)
    }

    pub(crate) fn minus(self, other: Self, steps: &mut Steps) -> Result<Self, TooLarge> {
        self.plus(other.negated(), steps)
    }

    pub(crate) fn times(&self, other: &Self, steps: &mut Steps) -> Result<Self, TooLarge> {
        match (&self.terms[..], &other.terms[..]) {
            ([(Monomial::ONE, factor)], _) => return other.clone().scale(factor, steps),
            (_, [(Monomial::ONE, factor)]) => return self.clone().scale(factor, steps),
            _ => {}
        }
        let mut products = Vec::with_capacity((self.terms.len() * other.terms.len()).min(256));
        for (left, a) in &self.terms {
            for (right, b) in &other.terms {
                let product = counted(a * b, steps)?;
                let (monomial, times) = left.times(*right)?;
                products.push(match times {
                    1 => (monomial, product),
                    times => (monomial, counted(&product * &Number::from(times), steps)?),
                });
            }
        }
        Self::of_terms(products, steps)
    }

    /// Whether a letter stands under a root somewhere.
    pub(crate) fn has_half_power_of(&self, place: u8) -> bool {
        self.terms.iter().any(|(monomial, _)| monomial.has_half_power_of(place))
    }

    /// The polynomial with something else in place of a letter, which stands under no root.
    pub(crate) fn substitute(
        &self,
        place: u8,
        other: &Self,
        steps: &mut Steps,
    ) -> Result<Self, TooLarge> {
        let mut powers = vec![Self::of_number(Number::ONE)];
        let mut sum = Self::of_number(Number::ZERO);
        for (monomial, coefficient) in &self.terms {
            let power = monomial.power_of(place) as usize;
            while powers.len() <= power {
                let next = powers[powers.len() - 1].times(other, steps)?;
                powers.push(next);
            }
            let rest = Self::of_term(monomial.without(place), coefficient.clone());
            sum = sum.plus(rest.times(&powers[power], steps)?, steps)?;
        }
        Ok(sum)
    }

    pub(crate) fn power(&self, exponent: u32, steps: &mut Steps) -> Result<Self, TooLarge> {
        at_most(
            u64::from(self.degree()) * u64::from(exponent),
            MAX_DEGREE.into(),
            "as the highest power",
        )?;
        if exponent == 0 {
            return Ok(Self::of_number(Number::ONE));
        }
        let mut result = self.clone();
        for _ in 1..exponent {
            result = result.times(self, steps)?;
        }
        Ok(result)
    }
}

/// Counts the work of one sum or product and refuses a result that is too long.
pub(crate) fn counted(number: Number, steps: &mut Steps) -> Result<Number, TooLarge> {
    let bits = number.n_bits();
    at_most(bits, MAX_BITS, "binary digits in a number")?;
    // Long numbers cost the square of their length in machine words.
    let words = usize::try_from(bits / 64).unwrap_or(usize::MAX);
    steps.take(1 + words * words / 2)?;
    Ok(number)
}
