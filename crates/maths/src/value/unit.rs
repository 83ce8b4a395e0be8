//! The units of school mathematics with their exact sizes, and what their products measure.
//!
//! Metric units and prefixes: the SI Brochure, 9th edition (BIPM, 2019). Imperial units: the Units of Measurement
//! Regulations 1995 (SI 1995/1804) and the Weights and Measures Act 1985, Schedule 1, which define them exactly.
//! Start at [`Unit::of_symbol`].

use crate::Number;

/// What is measured, as powers of length, mass, time, money, angle and temperature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(crate) struct Dimension([i8; 6]);

const LENGTH: Dimension = Dimension([1, 0, 0, 0, 0, 0]);
const AREA: Dimension = Dimension([2, 0, 0, 0, 0, 0]);
const VOLUME: Dimension = Dimension([3, 0, 0, 0, 0, 0]);
const MASS: Dimension = Dimension([0, 1, 0, 0, 0, 0]);
const TIME: Dimension = Dimension([0, 0, 1, 0, 0, 0]);
const MONEY: Dimension = Dimension([0, 0, 0, 1, 0, 0]);
const ANGLE: Dimension = Dimension([0, 0, 0, 0, 1, 0]);
const TEMPERATURE: Dimension = Dimension([0, 0, 0, 0, 0, 1]);
const FREQUENCY: Dimension = Dimension([0, 0, -1, 0, 0, 0]);
const SPEED: Dimension = Dimension([1, 0, -1, 0, 0, 0]);
const FORCE: Dimension = Dimension([1, 1, -2, 0, 0, 0]);
const PRESSURE: Dimension = Dimension([-1, 1, -2, 0, 0, 0]);
const ENERGY: Dimension = Dimension([2, 1, -2, 0, 0, 0]);
const POWER: Dimension = Dimension([2, 1, -3, 0, 0, 0]);

impl Dimension {
    pub(crate) const MONEY: Self = MONEY;
    pub(crate) const TIME: Self = TIME;
    pub(crate) const ANGLE: Self = ANGLE;

    /// Whether nothing is measured: a plain number.
    pub(crate) fn is_none(self) -> bool {
        self == Self::default()
    }

    fn combine(self, other: Self, power: i8) -> Option<Self> {
        let mut sum = self.0;
        for (mine, theirs) in sum.iter_mut().zip(other.0) {
            *mine = mine.checked_add(theirs.checked_mul(power)?)?;
        }
        Some(Self(sum))
    }
}

/// A unit: what it measures, and its size in metres, grams, seconds, pence, degrees and degrees Celsius.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Unit {
    pub dimension: Dimension,
    pub size: Number,
}

// Symbol or name, what it measures, and its size as a fraction of the base unit.
const UNITS: &[(&[&str], Dimension, i64, i64)] = &[
    (&["mm", "millimetre", "millimetres"], LENGTH, 1, 1000),
    (&["cm", "centimetre", "centimetres"], LENGTH, 1, 100),
    (&["m", "metre", "metres"], LENGTH, 1, 1),
    (&["km", "kilometre", "kilometres"], LENGTH, 1000, 1),
    (&["μm", "µm", "micrometre", "micrometres"], LENGTH, 1, 1_000_000),
    (&["nm", "nanometre", "nanometres"], LENGTH, 1, 1_000_000_000),
    (&["in", "inch", "inches"], LENGTH, 254, 10_000),
    (&["ft", "foot", "feet"], LENGTH, 3048, 10_000),
    (&["yd", "yard", "yards"], LENGTH, 9144, 10_000),
    (&["mile", "miles"], LENGTH, 1_609_344, 1000),
    (&["hectare", "hectares", "ha"], AREA, 10_000, 1),
    (&["ml", "mL", "millilitre", "millilitres"], VOLUME, 1, 1_000_000),
    (&["cl", "cL", "centilitre", "centilitres"], VOLUME, 1, 100_000),
    (&["l", "L", "litre", "litres"], VOLUME, 1, 1000),
    (&["pint", "pints", "pt"], VOLUME, 56_826_125, 100_000_000_000),
    (&["gallon", "gallons", "gal"], VOLUME, 454_609, 100_000_000),
    (&["mg", "milligram", "milligrams"], MASS, 1, 1000),
    (&["g", "gram", "grams"], MASS, 1, 1),
    (&["kg", "kilogram", "kilograms"], MASS, 1000, 1),
    (&["t", "tonne", "tonnes"], MASS, 1_000_000, 1),
    (&["oz", "ounce", "ounces"], MASS, 45_359_237, 1_600_000),
    (&["lb", "pound weight", "pounds weight"], MASS, 45_359_237, 100_000),
    (&["stone", "stones"], MASS, 635_029_318, 100_000),
    (&["ms", "millisecond", "milliseconds"], TIME, 1, 1000),
    (&["s", "sec", "secs", "second", "seconds"], TIME, 1, 1),
    (&["min", "mins", "minute", "minutes"], TIME, 60, 1),
    (&["h", "hr", "hrs", "hour", "hours"], TIME, 3600, 1),
    (&["day", "days"], TIME, 86_400, 1),
    (&["week", "weeks"], TIME, 604_800, 1),
    (&["p", "penny", "pence"], MONEY, 1, 1),
    (&["£", "pound", "pounds"], MONEY, 100, 1),
    (&["°", "degree", "degrees"], ANGLE, 1, 1),
    (&["°C"], TEMPERATURE, 1, 1),
    (&["Hz", "hertz"], FREQUENCY, 1, 1),
    (&["mph"], SPEED, 1_609_344, 3_600_000),
    (&["N", "newton", "newtons"], FORCE, 1000, 1),
    (&["kN"], FORCE, 1_000_000, 1),
    (&["Pa", "pascal", "pascals"], PRESSURE, 1000, 1),
    (&["kPa"], PRESSURE, 1_000_000, 1),
    (&["J", "joule", "joules"], ENERGY, 1000, 1),
    (&["kJ"], ENERGY, 1_000_000, 1),
    (&["W", "watt", "watts"], POWER, 1000, 1),
    (&["kW"], POWER, 1_000_000, 1),
];

impl Unit {
    /// The unit a symbol or name stands for.
    pub(crate) fn of_symbol(symbol: &str) -> Option<Self> {
        let known = UNITS.iter().find(|(symbols, ..)| symbols.contains(&symbol))?;
        let (_, dimension, top, bottom) = *known;
        Some(Self { dimension, size: Number::try_ratio(top, bottom)? })
    }

    /// A product of units with powers: `m` and `s` to the power −1 is metres per second.
    ///
    /// `None` when a symbol is not known or a power is past what is measured at school.
    pub(crate) fn of_powers<'s>(powers: impl IntoIterator<Item = (&'s str, i8)>) -> Option<Self> {
        let mut product = Self { dimension: Dimension::default(), size: Number::ONE };
        for (symbol, power) in powers {
            product = product.times(&Self::of_symbol(symbol)?, power)?;
        }
        Some(product)
    }

    /// This unit times a power of another; `None` past what is measured at school.
    pub(crate) fn times(&self, other: &Self, power: i8) -> Option<Self> {
        let dimension = self.dimension.combine(other.dimension, power)?;
        let size = other.size.pow(power.unsigned_abs().into())?;
        let size = if power < 0 { self.size.checked_div(&size)? } else { &self.size * &size };
        Some(Self { dimension, size })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &[(&str, i8)], times: &str, other: &[(&str, i8)]) {
        let unit = |powers: &[(&str, i8)]| Unit::of_powers(powers.iter().copied()).unwrap();
        let (one, other) = (unit(one), unit(other));
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
        check(&[("gal", 1)], "8", &[("pint", 1)]);
        check(&[("lb", 1)], "16", &[("oz", 1)]);
        check(&[("stone", 1)], "14", &[("lb", 1)]);
        check(&[("N", 1)], "1", &[("kg", 1), ("m", 1), ("s", -2)]);
        check(&[("mph", 1)], "1", &[("mile", 1), ("h", -1)]);
        check(&[("hectare", 1)], "10000", &[("m", 2)]);
    }

    #[test]
    fn other_measures_are_other_dimensions() {
        let dimension = |symbol| Unit::of_symbol(symbol).unwrap().dimension;
        assert_ne!(dimension("m"), dimension("g"));
        assert_ne!(dimension("m"), dimension("l"));
        assert!(Unit::of_symbol("furlong").is_none());
    }
}
