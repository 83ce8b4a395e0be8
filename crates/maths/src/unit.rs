//! The units pupils write: how each is typed, said and written, and what it measures.
//!
//! A unit on paper is a product of powers of these, such as cm², m/s or g per cm³. Sizes are exact.
//! Kinds of thing that are counted, such as "apples", are declared by the item and have no size.

use crate::Number;

/// How many kinds of measure there are; see [`KnownUnit::dimension`].
pub(crate) const N_DIMENSIONS: usize = 8;

/// A unit of which others are powers and products.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// By its place in [`KNOWN_UNITS`].
    Known(u8),
    /// By its place among the units the item declares.
    Declared(u8),
}

/// One factor of a unit: cm² is `cm` to the power 2, the `s` of m/s is to the power -1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnitPart {
    pub symbol: Symbol,
    pub power: i8,
}

/// The most factors one unit may have: our choice, one more than school units need.
pub(crate) const MAX_PARTS: usize = 4;

/// A product of powers of units, in the order typed; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    parts: [UnitPart; MAX_PARTS],
    n: u8,
}

impl Unit {
    pub(crate) fn of(symbol: Symbol) -> Self {
        Self::of_part(UnitPart { symbol, power: 1 })
    }

    pub(crate) fn of_part(part: UnitPart) -> Self {
        Self { parts: [part; MAX_PARTS], n: 1 }
    }

    /// The unit with one more factor, or `None` when it has as many as it can.
    pub(crate) fn with(mut self, part: UnitPart) -> Option<Self> {
        *self.parts.get_mut(usize::from(self.n))? = part;
        self.n += 1;
        Some(self)
    }

    pub(crate) fn parts(&self) -> &[UnitPart] {
        &self.parts[..usize::from(self.n)]
    }

    /// Whether it is written before its amount, as `£` is.
    pub(crate) fn is_written_before(&self) -> bool {
        let symbol = self.parts()[0].symbol.known().map_or("", |known| known.symbol);
        matches!(symbol, "£" | "$" | "€") && self.n == 1 && self.parts()[0].power == 1
    }

    /// What it measures: the power of each kind of measure; `None` when a declared kind of thing is in it.
    pub(crate) fn dimension(&self) -> Option<[i8; N_DIMENSIONS]> {
        let mut sum = [0_i8; N_DIMENSIONS];
        for part in self.parts() {
            let known = part.symbol.known()?;
            for (total, power) in sum.iter_mut().zip(known.dimension) {
                *total = total.checked_add(power.checked_mul(part.power)?)?;
            }
        }
        Some(sum)
    }

    /// Its size in base units (metre, gram, second, pound, degree, degree Celsius), exactly.
    pub(crate) fn size(&self) -> Option<Number> {
        self.parts().iter().try_fold(Number::ONE, |size, part| {
            let (top, bottom) = part.symbol.known()?.size;
            let one = Number::try_ratio(top, bottom)?.pow(u32::from(part.power.unsigned_abs()))?;
            if part.power < 0 { size.checked_div(&one) } else { Some(&size * &one) }
        })
    }
}

impl Symbol {
    pub(crate) fn known(self) -> Option<&'static KnownUnit> {
        match self {
            Self::Known(place) => KNOWN_UNITS.get(usize::from(place)),
            Self::Declared(_) => None,
        }
    }

    /// The known unit that is typed so: by its symbol, or by its name in full.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let named = |unit: &KnownUnit| {
            unit.symbol == text
                || unit.one == text
                || unit.many == text
                || unit.others.contains(&text)
        };
        let place = KNOWN_UNITS.iter().position(named)?;
        u8::try_from(place).ok().map(Self::Known)
    }
}

/// A unit that everybody uses.
#[derive(Debug)]
pub(crate) struct KnownUnit {
    pub symbol: &'static str,
    pub one: &'static str,
    pub many: &'static str,
    /// Other ways it is typed.
    pub others: &'static [&'static str],
    /// Its size in base units, as top and bottom.
    pub size: (i64, i64),
    /// The powers of length, mass, time, pounds, angle, temperature, dollars and euros.
    pub dimension: [i8; N_DIMENSIONS],
}

const LENGTH: [i8; N_DIMENSIONS] = [1, 0, 0, 0, 0, 0, 0, 0];
const AREA: [i8; N_DIMENSIONS] = [2, 0, 0, 0, 0, 0, 0, 0];
const VOLUME: [i8; N_DIMENSIONS] = [3, 0, 0, 0, 0, 0, 0, 0];
const MASS: [i8; N_DIMENSIONS] = [0, 1, 0, 0, 0, 0, 0, 0];
const TIME: [i8; N_DIMENSIONS] = [0, 0, 1, 0, 0, 0, 0, 0];
const MONEY: [i8; N_DIMENSIONS] = [0, 0, 0, 1, 0, 0, 0, 0];
const ANGLE: [i8; N_DIMENSIONS] = [0, 0, 0, 0, 1, 0, 0, 0];
const HEAT: [i8; N_DIMENSIONS] = [0, 0, 0, 0, 0, 1, 0, 0];
const DOLLARS: [i8; N_DIMENSIONS] = [0, 0, 0, 0, 0, 0, 1, 0];
const EUROS: [i8; N_DIMENSIONS] = [0, 0, 0, 0, 0, 0, 0, 1];
const SPEED: [i8; N_DIMENSIONS] = [1, 0, -1, 0, 0, 0, 0, 0];
const FORCE: [i8; N_DIMENSIONS] = [1, 1, -2, 0, 0, 0, 0, 0];
const PRESSURE: [i8; N_DIMENSIONS] = [-1, 1, -2, 0, 0, 0, 0, 0];
const ENERGY: [i8; N_DIMENSIONS] = [2, 1, -2, 0, 0, 0, 0, 0];

macro_rules! units {
    ($($symbol:literal $one:literal $many:literal $others:expr, $top:literal / $bottom:literal $dimension:ident;)*) => {
        &[$(KnownUnit {
            symbol: $symbol,
            one: $one,
            many: $many,
            others: &$others,
            size: ($top, $bottom),
            dimension: $dimension,
        }),*]
    };
}

/// Units of English school mathematics. Sizes of imperial units are those of the Weights and Measures Act 1985,
/// schedule 1.
#[rustfmt::skip]
pub(crate) static KNOWN_UNITS: &[KnownUnit] = units![
    "m" "metre" "metres" ["meter", "meters"], 1/1 LENGTH;
    "cm" "centimetre" "centimetres" ["cms", "centimeter", "centimeters"], 1/100 LENGTH;
    "mm" "millimetre" "millimetres" ["mms", "millimeter", "millimeters"], 1/1000 LENGTH;
    "km" "kilometre" "kilometres" ["kms", "kilometer", "kilometers"], 1000/1 LENGTH;
    "in" "inch" "inches" ["ins"], 254/10000 LENGTH;
    "ft" "foot" "feet" [], 3048/10000 LENGTH;
    "yd" "yard" "yards" ["yds"], 9144/10000 LENGTH;
    "mi" "mile" "miles" [], 1609344/1000 LENGTH;
    "ha" "hectare" "hectares" [], 10000/1 AREA;
    "l" "litre" "litres" ["L", "ℓ", "liter", "liters", "ltr"], 1/1000 VOLUME;
    "ml" "millilitre" "millilitres" ["mL", "mls", "milliliter", "milliliters"], 1/1000000 VOLUME;
    "cl" "centilitre" "centilitres" ["cL"], 1/100000 VOLUME;
    "pt" "pint" "pints" [], 56826125/100000000000 VOLUME;
    "gal" "gallon" "gallons" [], 454609/100000000 VOLUME;
    "g" "gram" "grams" ["gm", "gms", "gramme", "grammes"], 1/1 MASS;
    "kg" "kilogram" "kilograms" ["kgs", "kilo", "kilos", "kilogramme", "kilogrammes"], 1000/1 MASS;
    "mg" "milligram" "milligrams" [], 1/1000 MASS;
    "t" "tonne" "tonnes" [], 1000000/1 MASS;
    "oz" "ounce" "ounces" [], 28349523125/1000000000 MASS;
    "lb" "pound in weight" "pounds in weight" ["lbs"], 45359237/100000 MASS;
    "st" "stone" "stones" [], 635029318/100000 MASS;
    "s" "second" "seconds" ["sec", "secs"], 1/1 TIME;
    "ms" "millisecond" "milliseconds" [], 1/1000 TIME;
    "min" "minute" "minutes" ["mins"], 60/1 TIME;
    "h" "hour" "hours" ["hr", "hrs"], 3600/1 TIME;
    "day" "day" "days" [], 86400/1 TIME;
    "week" "week" "weeks" ["wk", "wks"], 604800/1 TIME;
    "£" "pound" "pounds" [], 1/1 MONEY;
    "p" "penny" "pence" ["pennies"], 1/100 MONEY;
    "$" "dollar" "dollars" [], 1/1 DOLLARS;
    "€" "euro" "euros" [], 1/1 EUROS;
    "°" "degree" "degrees" ["deg"], 1/1 ANGLE;
    "°C" "degree Celsius" "degrees Celsius" ["degC"], 1/1 HEAT;
    "mph" "mile per hour" "miles per hour" [], 1609344/3600000 SPEED;
    "N" "newton" "newtons" [], 1000/1 FORCE;
    "Pa" "pascal" "pascals" [], 1000/1 PRESSURE;
    "J" "joule" "joules" [], 1000/1 ENERGY;
];
