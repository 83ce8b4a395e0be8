//! Places of the decimal system: their names, their values, and the digits of a number in each.

use maths::Number;

/// The largest place that is drawn: ten thousands.
pub(crate) const HIGHEST: i64 = 4;
/// The smallest place that is drawn: thousandths.
pub(crate) const LOWEST: i64 = -3;

/// What stands at the head of a column: `Th`, `H`, `T`, `O`, `t`, `h`, `th`.
pub(crate) fn heading(place: i64) -> &'static str {
    match place {
        4 => "TTh",
        3 => "Th",
        2 => "H",
        1 => "T",
        0 => "O",
        -1 => "t",
        -2 => "h",
        _ => "th",
    }
}

/// The place that stands under a heading.
pub(crate) fn of_heading(text: &str) -> Option<i64> {
    (LOWEST..=HIGHEST).find(|place| heading(*place) == text)
}

/// The name of a place in words, for one or for several of it.
pub(crate) fn name(place: i64, n: i64) -> String {
    let one = match place {
        4 => "ten thousand",
        3 => "thousand",
        2 => "hundred",
        1 => "ten",
        0 => "one",
        -1 => "tenth",
        -2 => "hundredth",
        _ => "thousandth",
    };
    if n == 1 { one.to_owned() } else { format!("{one}s") }
}

/// What one of a place is worth.
pub(crate) fn value(place: i64) -> Number {
    let size = 10_i64.pow(u32::try_from(place.abs()).unwrap_or(0));
    let size = Number::from(size);
    if place >= 0 { size } else { Number::ONE.checked_div(&size).unwrap_or(Number::ONE) }
}

/// The digit of a number at a place; the number is 0 or more.
pub(crate) fn digit(number: &Number, place: i64) -> i64 {
    let shifted = number.checked_div(&value(place)).unwrap_or(Number::ZERO).floor();
    shifted.checked_mod(&Number::from(10)).and_then(|digit| digit.to_i64()).unwrap_or(0)
}

/// The smallest place a number needs; `None` when it has digits below thousandths.
pub(crate) fn lowest(number: &Number) -> Option<i64> {
    (LOWEST..=0)
        .rev()
        .find(|place| number.checked_div(&value(*place)).is_some_and(|scaled| scaled.is_whole()))
}

/// The largest place a number needs, at least ones; `None` when it is too large or below 0.
pub(crate) fn highest(number: &Number) -> Option<i64> {
    let is_legal = *number >= Number::ZERO;
    (0..=HIGHEST).find(|place| *number < value(place + 1)).filter(|_| is_legal)
}
