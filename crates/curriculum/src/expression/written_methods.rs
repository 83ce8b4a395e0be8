//! Written addition and subtraction as pupils do them, with a closed set of named errors.
//!
//! Source: the subtraction errors follow Brown and VanLehn (1980) and the table of errors in the domain study.
//! Whole numbers from 0 only; each function is one pass over the columns, right to left.

/// Names of the errors of written subtraction.
pub(super) const SUBTRACT_BUGS: [&str; 5] = [
    "smaller-from-larger",
    "exchange-without-decrement",
    "zero-take-digit-is-digit",
    "zero-take-digit-is-zero",
    "exchange-skips-zero",
];

/// Names of the errors of written addition.
pub(super) const ADD_BUGS: [&str; 2] = ["no-exchange", "writes-both-digits"];

/// Subtracts in columns, with an error or none; `None` when `bottom` is the larger and no error hides it.
pub(super) fn column_subtract(top: i64, bottom: i64, bug: Option<&str>) -> Option<i64> {
    if bottom > top || bottom < 0 {
        return None;
    }
    let (mut top, bottom) = columns(top, bottom);
    let mut answer = Vec::new();
    for place in 0..top.len() {
        let (upper, lower) = (top[place], bottom[place]);
        answer.push(match bug {
            _ if upper >= lower => upper - lower,
            Some("smaller-from-larger") => lower - upper,
            Some("zero-take-digit-is-digit") if upper == 0 => lower,
            Some("zero-take-digit-is-zero") if upper == 0 => 0,
            Some("exchange-without-decrement") => upper + 10 - lower,
            Some("exchange-skips-zero") => {
                skip_zeros(&mut top, place);
                upper + 10 - lower
            }
            _ => {
                exchange(&mut top, place);
                upper + 10 - lower
            }
        });
    }
    Some(from_columns(&answer))
}

/// Adds in columns, with an error or none.
pub(super) fn column_add(top: i64, bottom: i64, bug: Option<&str>) -> Option<i64> {
    let (top, bottom) = columns(top, bottom);
    let mut text = String::new();
    let mut carried = 0;
    for place in 0..top.len() {
        let total = top[place] + bottom[place] + carried;
        let last = place + 1 == top.len();
        carried = 0;
        let written = match bug {
            Some("writes-both-digits") => total.to_string(),
            _ if last => total.to_string(),
            Some("no-exchange") => (total % 10).to_string(),
            _ => {
                carried = total / 10;
                (total % 10).to_string()
            }
        };
        text.insert_str(0, &written);
    }
    text.parse().ok()
}

// Takes one from the next column, which takes from its own neighbour when it is 0.
fn exchange(top: &mut [i64], place: usize) {
    let mut from = place + 1;
    while from < top.len() && top[from] == 0 {
        top[from] = 9;
        from += 1;
    }
    if from < top.len() {
        top[from] -= 1;
    }
}

// The error: zeros are stepped over and stay 0 instead of becoming 9.
fn skip_zeros(top: &mut [i64], place: usize) {
    if let Some(from) = (place + 1..top.len()).find(|from| top[*from] > 0) {
        top[from] -= 1;
    }
}

/// Digits from the ones up, padded to the same length.
fn columns(top: i64, bottom: i64) -> (Vec<i64>, Vec<i64>) {
    let digits = |mut n: i64| {
        let mut out = Vec::new();
        while n > 0 {
            out.push(n % 10);
            n /= 10;
        }
        out
    };
    let (mut top, mut bottom) = (digits(top), digits(bottom));
    let width = top.len().max(bottom.len()).max(1);
    top.resize(width, 0);
    bottom.resize(width, 0);
    (top, bottom)
}

fn from_columns(digits: &[i64]) -> i64 {
    digits.iter().rev().fold(0_i64, |total, digit| total.saturating_mul(10).saturating_add(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtraction_errors_give_the_answers_pupils_write() {
        let rows = [
            (52, 27, None, 25),
            (403, 158, None, 245),
            (143, 28, None, 115),
            (1000, 1, None, 999),
            (52, 27, Some("smaller-from-larger"), 35),
            (57, 22, Some("smaller-from-larger"), 35),
            (52, 27, Some("exchange-without-decrement"), 35),
            (143, 28, Some("smaller-from-larger"), 125),
            (504, 132, Some("zero-take-digit-is-digit"), 432),
            (504, 132, Some("zero-take-digit-is-zero"), 402),
            (403, 158, Some("exchange-skips-zero"), 155),
        ];
        for (top, bottom, bug, expected) in rows {
            assert_eq!(
                column_subtract(top, bottom, bug),
                Some(expected),
                "{top} - {bottom}, {bug:?}"
            );
        }
        assert_eq!(column_subtract(27, 52, None), None);
    }

    #[test]
    fn addition_errors_give_the_answers_pupils_write() {
        for (top, bottom, bug, expected) in [
            (47, 38, None, 85),
            (999, 1, None, 1000),
            (47, 38, Some("no-exchange"), 75),
            (47, 38, Some("writes-both-digits"), 715),
        ] {
            assert_eq!(column_add(top, bottom, bug), Some(expected), "{top} + {bottom}, {bug:?}");
        }
    }

    #[test]
    fn without_an_error_the_columns_agree_with_arithmetic() {
        for top in (0..2_000).step_by(7) {
            for bottom in (0..=top).step_by(13) {
                assert_eq!(column_subtract(top, bottom, None), Some(top - bottom));
                assert_eq!(column_add(top, bottom, None), Some(top + bottom));
            }
        }
    }
}
