//! Sine, cosine and tangent at the angles where they are sums of square roots: multiples of 15°.
//!
//! Any other angle is undecided, never a decimal. Start at [`sine`].

use crate::Number;
use crate::limits::Steps;

use super::{NoValue, Polynomial, surd};

/// The sine of an angle in degrees.
pub(crate) fn sine(degrees: &Number, steps: &mut Steps) -> Result<Polynomial, NoValue> {
    let turn = degrees.checked_mod(&Number::from(360)).unwrap_or(Number::ZERO);
    let degrees = turn.to_i64().filter(|degrees| degrees % 15 == 0);
    let degrees = degrees.ok_or(NoValue::Undecided("the angle is not a multiple of 15°"))?;
    let (degrees, below) = if degrees > 180 { (degrees - 180, true) } else { (degrees, false) };
    let degrees = if degrees > 90 { 180 - degrees } else { degrees };
    // Four times the sine, as two roots: 4 sin 15° is root 6 minus root 2.
    let (plus, other) = match degrees {
        0 => (0, 0),
        15 => (6, -2),
        30 => (4, 0),
        45 => (8, 0),
        60 => (12, 0),
        75 => (6, 2),
        _ => (16, 0),
    };
    let sum = signed_root(plus, steps)?.plus(signed_root(other, steps)?, steps)?;
    let quarter = Number::ONE.checked_div(&Number::from(if below { -4 } else { 4 }));
    Ok(sum.scale(&quarter.unwrap_or(Number::ZERO), steps)?)
}

fn signed_root(under: i64, steps: &mut Steps) -> Result<Polynomial, NoValue> {
    let root = surd::root(&Number::from(under.abs()), steps)?;
    let root = root.unwrap_or_else(|| Polynomial::of_number(Number::ZERO));
    Ok(if under < 0 { root.negated() } else { root })
}

/// The cosine of an angle in degrees.
pub(crate) fn cosine(degrees: &Number, steps: &mut Steps) -> Result<Polynomial, NoValue> {
    sine(&(degrees + &Number::from(90)), steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_of_sine_and_cosine_add_to_one() {
        for degrees in (-720..=720).step_by(15) {
            let mut steps = Steps::default();
            let degrees = Number::from(degrees);
            let (sine, cosine) =
                (sine(&degrees, &mut steps).unwrap(), cosine(&degrees, &mut steps).unwrap());
            let squares = sine.power(2, &mut steps).unwrap();
            let sum = squares.plus(cosine.power(2, &mut steps).unwrap(), &mut steps).unwrap();
            assert_eq!(sum.constant(), Some(Number::ONE), "{degrees}");
        }
        assert!(sine(&Number::from(10), &mut Steps::default()).is_err());
    }

    #[test]
    fn known_values() {
        for (degrees, expected) in
            [(0, "0"), (30, "1/2"), (90, "1"), (150, "1/2"), (210, "-1/2"), (270, "-1")]
        {
            let sine = sine(&Number::from(degrees), &mut Steps::default()).unwrap();
            assert_eq!(sine.constant(), Some(expected.parse().unwrap()), "{degrees}");
        }
    }
}
