//! Lengths on the page, in whole hundredths of a pixel.
//!
//! Every coordinate is worked out as an exact rational and rounded once, so equal parts differ by
//! at most one hundredth. Only turned points and points on circles go through `libm`.

use maths::Number;

/// A length or coordinate in hundredths of a pixel.
pub(crate) type Hundredths = i64;

/// `pixels` as a length.
pub(crate) const fn px(pixels: i64) -> Hundredths {
    pixels * 100
}

/// `whole * share`, rounded once to the nearest hundredth.
pub(crate) fn share(whole: Hundredths, share: &Number) -> Hundredths {
    let doubled = &(&Number::from(2 * whole) * share) + &Number::ONE;
    let halved = doubled.checked_div(&Number::from(2)).expect("2 is not 0");
    halved.floor().to_i64().expect("a share of a drawing fits in a machine word")
}

/// `whole * n / d`, rounded once to the nearest hundredth; `d` is at least 1.
pub(crate) fn part(whole: Hundredths, n: i64, d: i64) -> Hundredths {
    (2 * whole * n + d).div_euclid(2 * d)
}

/// A length for an SVG attribute: `12`, `12.5` or `12.25`.
pub(crate) fn text(length: Hundredths) -> String {
    let sign = if length < 0 { "-" } else { "" };
    let (whole, rest) = (length.abs() / 100, length.abs() % 100);
    match rest {
        0 => format!("{sign}{whole}"),
        _ if rest % 10 == 0 => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}

/// A point on the page.
pub(crate) type Point = (Hundredths, Hundredths);

/// The point `radius` from `centre`, `degrees` anticlockwise from rightwards as a reader sees it.
pub(crate) fn around(centre: Point, radius: Hundredths, degrees: f64) -> Point {
    let angle = degrees * std::f64::consts::PI / 180.0;
    let along = radius as f64;
    (centre.0 + rounded(along * libm::cos(angle)), centre.1 - rounded(along * libm::sin(angle)))
}

/// `point` turned by whole `degrees` anticlockwise about `centre`; exact for quarter turns.
pub(crate) fn turned(point: Point, centre: Point, degrees: i64) -> Point {
    let (x, y) = (point.0 - centre.0, point.1 - centre.1);
    let (x, y) = match degrees.rem_euclid(360) {
        0 => (x, y),
        90 => (y, -x),
        180 => (-x, -y),
        270 => (-y, x),
        other => {
            let angle = other as f64 * std::f64::consts::PI / 180.0;
            let (cos, sin) = (libm::cos(angle), libm::sin(angle));
            let (x, y) = (x as f64, y as f64);
            (rounded(x * cos + y * sin), rounded(y * cos - x * sin))
        }
    };
    (centre.0 + x, centre.1 + y)
}

/// A computed length, rounded to the nearest hundredth.
pub(crate) fn rounded(length: f64) -> Hundredths {
    libm::round(length) as Hundredths
}
