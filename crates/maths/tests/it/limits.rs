//! What is too large is refused by counting, whatever shape it has.

use maths::{Acceptance, Item, Marking, ReadError, Reading, mark, to_mathml, to_speech};

fn outcome(response: &str) -> String {
    let reading = Reading { letters: vec!['x', 'y', 'z'], ..Reading::default() };
    let item = Item { answer: "1".to_owned(), accept: Acceptance::EqualValue, reading };
    match mark(response, &item) {
        Marking::TooLarge(too_large) => too_large.to_string(),
        other => other.outcome().to_owned(),
    }
}

#[test]
fn too_much_is_too_large() {
    for (response, limit) in [
        ("9^9^9".to_owned(), "more than 100 as a power"),
        ("9^99^99".to_owned(), "more than 100 as a power"),
        ("((9^99)^99)^99".to_owned(), "more than 4096 binary digits in a number"),
        ("(x-y)^59999".to_owned(), "more than 100 as a power"),
        ("20".to_owned() + &"%".repeat(490), "more than 20000 steps"),
        ("(".repeat(10_000), "more than 2000 characters"),
        ("(".repeat(400), "more than 50 brackets inside brackets"),
        ("-".repeat(400) + "1", "more than 50 brackets inside brackets"),
        ("2^".repeat(200) + "1", "more than 50 brackets inside brackets"),
        ("1".repeat(1_000_000), "more than 2000 characters"),
        ("1".repeat(101), "more than 100 digits in one number"),
        ("1+".repeat(400) + "1", "more than 500 signs and numbers"),
        ("a".repeat(1 << 20), "more than 2000 characters"),
        ("x^31".to_owned(), "more than 30 as the highest power"),
        ("(x+y+z+1)^30".to_owned(), "more than 20000 steps"),
        (format!("{0}*{0}", "9".repeat(100)) + "^99", "more than 4096 binary digits in a number"),
        ("2³³³³³³³³³³".to_owned(), "more than 100 as a power"),
    ] {
        assert_eq!(outcome(&response), limit, "{}", &response[..response.len().min(40)]);
    }
}

#[test]
fn what_has_no_value_is_pointed_at_whatever_its_size() {
    for response in ["1/0", "1/(2-2)", "1٣२３", "٣", "1/(x-x)"] {
        assert_eq!(outcome(response), "unreadable", "{response}");
    }
}

#[test]
fn a_little_less_is_read() {
    for response in [
        "9^9".to_owned(),
        "(".repeat(49) + "2" + &")".repeat(49),
        "2".repeat(100),
        "1+".repeat(249) + "1",
        "x^30".to_owned(),
        "20".to_owned() + &"%".repeat(100),
        "(x+y+z+1)^6".to_owned(),
    ] {
        assert_eq!(outcome(&response), "incorrect", "{response}");
    }
}

#[test]
fn what_is_shown_is_limited_too() {
    let reading = Reading::default();
    let long = "1+".repeat(2_000) + "1";
    assert!(matches!(to_mathml(&long, &reading), Err(ReadError::TooLarge(_))));
    assert!(matches!(to_speech(&long, &reading), Err(ReadError::TooLarge(_))));
    let wide = "1+".repeat(240) + "1";
    assert!(to_mathml(&wide, &reading).is_ok());
}
