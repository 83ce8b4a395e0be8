//! How large a unit is and what it measures: exact factors, so that 1 m² is 10,000 cm² and 1 ml is 1 cm³.
//!
//! Metric units and prefixes: the SI Brochure, 9th edition (BIPM, 2019). The table of symbols is `crate::unit`.
//! Kinds of thing that the item declares, such as apples, measure themselves. Start at [`Measure::of_unit`].

use crate::Number;
use crate::unit::{N_DIMENSIONS, Symbol, Unit};

// Our choice: so many kinds of thing of an item's own can be measured.
const N_DECLARED: usize = 8;

/// A unit as a number of base units of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measure {
    pub dimension: Dimension,
    pub size: Number,
}

/// What is measured, as powers of the base measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Dimension {
    known: [i8; N_DIMENSIONS],
    declared: [i8; N_DECLARED],
}

impl Dimension {
    /// Whether nothing is measured: a plain number.
    pub(crate) fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Whether it is an angle.
    pub(crate) fn is_angle(self) -> bool {
        Symbol::of_text("°")
            .map(Unit::of)
            .and_then(|unit| Measure::of_unit(&unit))
            .is_some_and(|degree| degree.dimension == self)
    }

    fn plus(self, other: Self, power: i8) -> Option<Self> {
        let mut sum = self;
        let mine = sum.known.iter_mut().chain(&mut sum.declared);
        for (mine, theirs) in mine.zip(other.known.iter().chain(&other.declared)) {
            *mine = mine.checked_add(theirs.checked_mul(power)?)?;
        }
        Some(sum)
    }
}

impl Measure {
    /// What a unit as typed measures and how large it is; `None` past what is measured at school.
    pub(crate) fn of_unit(unit: &Unit) -> Option<Self> {
        let mut product = Self { dimension: Dimension::default(), size: Number::ONE };
        for part in unit.parts() {
            product = product.times(&Self::of_symbol(part.symbol)?, part.power)?;
        }
        Some(product)
    }

    fn of_symbol(symbol: Symbol) -> Option<Self> {
        let mut dimension = Dimension::default();
        match symbol {
            Symbol::Known(_) => {
                let known = symbol.known()?;
                dimension.known = known.dimension;
                Some(Self { dimension, size: Number::try_ratio(known.size.0, known.size.1)? })
            }
            Symbol::Declared(place) => {
                *dimension.declared.get_mut(usize::from(place))? = 1;
                Some(Self { dimension, size: Number::ONE })
            }
        }
    }

    /// This unit times a power of another; `None` past what is measured at school.
    pub(crate) fn times(&self, other: &Self, power: i8) -> Option<Self> {
        let dimension = self.dimension.plus(other.dimension, power)?;
        let size = other.size.pow(power.unsigned_abs().into())?;
        let size = if power < 0 { self.size.checked_div(&size)? } else { &self.size * &size };
        Some(Self { dimension, size })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::UnitPart;

    fn measure(powers: &[(&str, i8)]) -> Measure {
        let mut parts = powers
            .iter()
            .map(|&(text, power)| UnitPart { symbol: Symbol::of_text(text).unwrap(), power });
        let first = parts.next().unwrap();
        let mut unit = Unit::of_part(first);
        for part in parts {
            unit = unit.with(part).unwrap();
        }
        Measure::of_unit(&unit).unwrap()
    }

    #[track_caller]
    fn check(one: &[(&str, i8)], times: &str, other: &[(&str, i8)]) {
        let (one, other) = (measure(one), measure(other));
        assert_eq!(one.dimension, other.dimension);
        let times: Number = times.parse().unwrap();
        assert_eq!(one.size, &times * &other.size);
    }

    #[test]
    fn units_convert_exactly() {
        check(&[("m", 2)], "10000", &[("cm", 2)]);
        check(&[("cm", 3)], "1", &[("ml", 1)]);
        check(&[("l", 1)], "1000", &[("cm", 3)]);
        check(&[("m", 1), ("s", -1)], "3.6", &[("km", 1), ("h", -1)]);
        check(&[("km", 1)], "1000", &[("m", 1)]);
        check(&[("kg", 1)], "1000", &[("g", 1)]);
        check(&[("h", 1)], "60", &[("min", 1)]);
        check(&[("£", 1)], "100", &[("p", 1)]);
        check(&[("ft", 1)], "12", &[("in", 1)]);
        check(&[("yd", 1)], "3", &[("ft", 1)]);
        check(&[("mile", 1)], "1760", &[("yd", 1)]);
        check(&[("gal", 1)], "8", &[("pt", 1)]);
        check(&[("lb", 1)], "16", &[("oz", 1)]);
        check(&[("st", 1)], "14", &[("lb", 1)]);
        check(&[("N", 1)], "1", &[("kg", 1), ("m", 1), ("s", -2)]);
        check(&[("mph", 1)], "1", &[("mi", 1), ("h", -1)]);
        check(&[("ha", 1)], "10000", &[("m", 2)]);
    }

    #[test]
    fn other_measures_are_other_dimensions() {
        assert_ne!(measure(&[("m", 1)]).dimension, measure(&[("g", 1)]).dimension);
        assert_ne!(measure(&[("£", 1)]).dimension, measure(&[("€", 1)]).dimension);
        assert!(measure(&[("°", 1)]).dimension.is_angle());
        assert!(!measure(&[("m", 1)]).dimension.is_angle());
    }
}
