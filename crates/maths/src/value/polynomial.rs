//! Sparse polynomials with exact coefficients: terms in order, none of them 0, so equal polynomials are equal values.
//!
//! Degree, size and the length of numbers are limited; every combination of two terms is a counted step.

use std::collections::BTreeMap;

use crate::Number;
use crate::limits::{MAX_BITS, MAX_DEGREE, Steps, TooLarge, at_most};

/// The letters of a term with their powers: one byte a letter, in the order the item declares them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Monomial(u64);

impl Monomial {
    pub(crate) const ONE: Self = Self(0);

    pub(crate) fn of_letter(place: u8) -> Self {
        Self(1 << (8 * u32::from(place)))
    }

    pub(crate) fn degree(self) -> u32 {
        self.0.to_le_bytes().iter().map(|&power| u32::from(power)).sum()
    }

    pub(crate) fn power_of(self, place: u8) -> u32 {
        self.0.to_le_bytes().get(usize::from(place)).map_or(0, |&power| u32::from(power))
    }

    /// The letters with their powers, by place.
    pub(crate) fn powers(self) -> impl Iterator<Item = (u8, u32)> {
        self.0
            .to_le_bytes()
            .into_iter()
            .zip(0_u8..)
            .filter(|&(power, _)| power > 0)
            .map(|(power, place)| (place, power.into()))
    }

    // Degrees are at most 30 each, so no byte overflows into the next.
    pub(crate) fn times(self, other: Self) -> Result<Self, TooLarge> {
        at_most(
            (self.degree() + other.degree()).into(),
            MAX_DEGREE.into(),
            "as the highest power",
        )?;
        Ok(Self(self.0 + other.0))
    }
}

/// A sum of terms, lowest first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Polynomial {
    terms: Vec<(Monomial, Number)>,
}

impl Polynomial {
    pub(crate) fn of_number(number: Number) -> Self {
        let terms = if number.is_zero() { Vec::new() } else { vec![(Monomial::ONE, number)] };
        Self { terms }
    }

    pub(crate) fn of_letter(place: u8) -> Self {
        Self { terms: vec![(Monomial::of_letter(place), Number::ONE)] }
    }

    pub(crate) fn terms(&self) -> &[(Monomial, Number)] {
        &self.terms
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The number this polynomial is, if it has no letters.
    pub(crate) fn constant(&self) -> Option<Number> {
        match self.terms.as_slice() {
            [] => Some(Number::ZERO),
            [(Monomial::ONE, number)] => Some(number.clone()),
            _ => None,
        }
    }

    pub(crate) fn degree(&self) -> u32 {
        self.terms.iter().map(|(monomial, _)| monomial.degree()).max().unwrap_or(0)
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
        for (_, coefficient) in &mut self.terms {
            *coefficient = counted(&*coefficient * factor, steps)?;
        }
        Ok(self)
    }

    pub(crate) fn plus(self, other: Self, steps: &mut Steps) -> Result<Self, TooLarge> {
        let mut sum: BTreeMap<Monomial, Number> = self.terms.into_iter().collect();
        for (monomial, coefficient) in other.terms {
            add_term(&mut sum, monomial, coefficient, steps)?;
        }
        Ok(Self::of_sum(sum))
    }

    pub(crate) fn times(&self, other: &Self, steps: &mut Steps) -> Result<Self, TooLarge> {
        let mut sum = BTreeMap::new();
        for (left, a) in &self.terms {
            for (right, b) in &other.terms {
                let product = counted(a * b, steps)?;
                add_term(&mut sum, left.times(*right)?, product, steps)?;
            }
        }
        Ok(Self::of_sum(sum))
    }

    pub(crate) fn power(&self, exponent: u32, steps: &mut Steps) -> Result<Self, TooLarge> {
        at_most(
            u64::from(self.degree()) * u64::from(exponent),
            MAX_DEGREE.into(),
            "as the highest power",
        )?;
        let mut result = Self::of_number(Number::ONE);
        for _ in 0..exponent {
            result = result.times(self, steps)?;
        }
        Ok(result)
    }

    fn of_sum(sum: BTreeMap<Monomial, Number>) -> Self {
        Self { terms: sum.into_iter().filter(|(_, coefficient)| !coefficient.is_zero()).collect() }
    }
}

fn add_term(
    sum: &mut BTreeMap<Monomial, Number>,
    monomial: Monomial,
    coefficient: Number,
    steps: &mut Steps,
) -> Result<(), TooLarge> {
    let total = match sum.get(&monomial) {
        Some(there) => counted(there + &coefficient, steps)?,
        None => coefficient,
    };
    sum.insert(monomial, total);
    Ok(())
}

/// Counts the work of one sum or product and refuses a result that is too long.
pub(crate) fn counted(number: Number, steps: &mut Steps) -> Result<Number, TooLarge> {
    let bits = number.n_bits();
    at_most(bits, MAX_BITS, "binary digits in a number")?;
    // Long numbers cost the square of their length in machine words.
    let words = usize::try_from(bits / 64).unwrap_or(usize::MAX);
    steps.take(1 + words * words / 16)?;
    Ok(number)
}
