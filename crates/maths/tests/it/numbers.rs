//! Exact numbers: text, order and storage.

use maths::Number;
use num_rational::BigRational;
use num_traits::Zero;
use proptest::prelude::*;

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

#[test]
fn numbers_are_kept_in_lowest_terms() {
    for (text, shown, mixed, decimal) in [
        ("6/8", "3/4", "3/4", "0.75"),
        ("0.750", "3/4", "3/4", "0.75"),
        ("-7/4", "-7/4", "-1 3/4", "-1.75"),
        ("12/4", "3", "3", "3"),
        ("-0", "0", "0", "0"),
        ("0.05", "1/20", "1/20", "0.05"),
        ("1/3", "1/3", "1/3", "none"),
        (
            "9223372036854775808",
            "9223372036854775808",
            "9223372036854775808",
            "9223372036854775808",
        ),
        (
            "-9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775808",
        ),
        (
            "36893488147419103232/18446744073709551615",
            "36893488147419103232/18446744073709551615",
            "2 2/18446744073709551615",
            "none",
        ),
    ] {
        let number = number(text);
        assert_eq!(number.to_string(), shown);
        assert_eq!(number.to_mixed(), mixed);
        assert_eq!(number.to_decimal().unwrap_or("none".to_owned()), decimal);
    }
}

#[test]
fn what_is_not_a_number_is_refused_with_its_text() {
    for (text, message) in [
        ("", "`` is not a number such as `3/4`, `-2` or `0.75`"),
        ("1 3/4", "`1 3/4` is not a number such as `3/4`, `-2` or `0.75`"),
        ("1.", "`1.` is not a number such as `3/4`, `-2` or `0.75`"),
        ("3/0", "`3/0` has a denominator of 0"),
        ("--1", "`--1` is not a number such as `3/4`, `-2` or `0.75`"),
    ] {
        assert_eq!(text.parse::<Number>().unwrap_err().to_string(), message);
    }
    assert!("1".repeat(101).parse::<Number>().is_err());
    assert!("1".repeat(100).parse::<Number>().is_ok());
}

#[test]
fn big_numbers_come_back_to_small_ones() {
    let big = number("9223372036854775807");
    let bigger = &big + &Number::ONE;
    assert_eq!(bigger.to_i64(), None);
    assert_eq!(&bigger - &Number::ONE, big);
    assert_eq!((&bigger * &bigger).checked_div(&bigger), Some(bigger.clone()));
    assert!(bigger > big && -&bigger < -&big);
}

#[test]
fn the_least_machine_number_is_a_number_like_any_other() {
    let least = &number("-9223372036854775807") - &Number::ONE;
    assert_eq!(least, number("-9223372036854775808"));
    assert_eq!(least, Number::from(i64::MIN));
    assert_eq!(-&least, number("9223372036854775808"));
    assert_eq!(least.abs().floor(), -least);
}

// Whole machine words, with the ones at the ends as likely as all the others together.
fn words() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), -9_i64..10, Just(i64::MIN), Just(i64::MAX), Just(i64::MIN + 1)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arithmetic_agrees_with_big_rationals(a in words(), b in words(), c in words(), d in words()) {
        prop_assume!(b != 0 && d != 0);
        let (left, right) = (Number::try_ratio(a, b).unwrap(), Number::try_ratio(c, d).unwrap());
        let (slow_left, slow_right) = (BigRational::new(a.into(), b.into()), BigRational::new(c.into(), d.into()));
        prop_assert_eq!((&left + &right).to_string(), (&slow_left + &slow_right).to_string());
        prop_assert_eq!((&left - &right).to_string(), (&slow_left - &slow_right).to_string());
        prop_assert_eq!((&left * &right).to_string(), (&slow_left * &slow_right).to_string());
        prop_assert_eq!(left.cmp(&right), slow_left.cmp(&slow_right));
        prop_assert_eq!(left.floor().to_string(), slow_left.floor().to_string());
        match left.checked_div(&right) {
            Some(quotient) => prop_assert_eq!(quotient.to_string(), (&slow_left / &slow_right).to_string()),
            None => prop_assert!(slow_right.is_zero()),
        }
        prop_assert_eq!(&(&left + &right) - &right, left.clone());
        // Past machine words on both sides, with factors in common.
        let (long, slow_long) = (&(&left * &right) + &left, &slow_left * &slow_right + &slow_left);
        let (other, slow_other) = (&left * &left, &slow_left * &slow_left);
        prop_assert_eq!((&long + &other).to_string(), (&slow_long + &slow_other).to_string());
        prop_assert_eq!((&long - &other).to_string(), (&slow_long - &slow_other).to_string());
        prop_assert_eq!((&long * &other).to_string(), (&slow_long * &slow_other).to_string());
        if let Some(quotient) = long.checked_div(&other) {
            prop_assert_eq!(quotient.to_string(), (slow_long / slow_other).to_string());
        }
    }
}

#[test]
fn powers_floors_and_remainders() {
    assert_eq!(number("3/2").pow(3), Some(number("27/8")));
    assert_eq!(number("9").pow(4_000), None);
    assert_eq!(number("1").pow(u32::MAX), Some(Number::ONE));
    assert_eq!(number("-7/4").floor(), number("-2"));
    assert_eq!(number("17").checked_mod(&number("5")), Some(number("2")));
    assert_eq!(number("-1").checked_mod(&number("5")), Some(number("4")));
    assert_eq!(number("1").checked_mod(&Number::ZERO), None);
    assert_eq!(number("1").checked_div(&Number::ZERO), None);
}

#[test]
fn numbers_are_stored_as_text() {
    let stored = serde_json::to_string(&number("7/4")).unwrap();
    assert_eq!(stored, "\"7/4\"");
    assert_eq!(serde_json::from_str::<Number>(&stored).unwrap(), number("7/4"));
    assert!(serde_json::from_str::<Number>("1.75").is_err());
}
