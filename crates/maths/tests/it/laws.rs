//! Laws that hold for every answer, tried on made-up ones.

use maths::{Acceptance, Item, Marking, Number, Reading, canonical, mark, read, same_value};
use proptest::prelude::*;

fn reading() -> Reading {
    Reading { letters: vec!['x', 'y'], words: Vec::new() }
}

fn item(answer: &str, accept: Acceptance) -> Item {
    Item { answer: answer.to_owned(), accept, reading: reading() }
}

// Expressions as a list of pieces, so that spaces can be put between them.
fn expressions() -> impl Strategy<Value = Vec<String>> {
    let number = prop_oneof![
        (0_u32..1000).prop_map(|number| number.to_string()),
        (0_u32..100, 0_u32..100).prop_map(|(whole, part)| format!("{whole}.{part:02}")),
    ];
    let leaf = prop_oneof![
        number.prop_map(|number| vec![number]),
        (1_u32..20, 1_u32..20).prop_map(|(top, bottom)| vec![
            top.to_string(),
            "/".into(),
            bottom.to_string()
        ]),
        (1_u32..9, 1_u32..9, 1_u32..9).prop_map(|(whole, top, bottom)| vec![
            format!("{whole} {top}"),
            "/".into(),
            bottom.to_string()
        ]),
        prop_oneof![Just("x"), Just("y")].prop_map(|letter| vec![letter.to_owned()]),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        let signs = prop_oneof![Just("+"), Just("-"), Just("×")];
        prop_oneof![
            (inner.clone(), signs, inner.clone())
                .prop_map(|(left, sign, right)| joined(left, sign, right)),
            inner.clone().prop_map(bracketed),
            (1_u32..9, inner.clone()).prop_map(|(factor, inner)| {
                let mut all = vec![factor.to_string()];
                all.extend(bracketed(inner));
                all
            }),
            (inner, 0_u32..4).prop_map(|(inner, power)| {
                let mut all = bracketed(inner);
                all.extend(["^".to_owned(), power.to_string()]);
                all
            }),
        ]
    })
}

fn joined(left: Vec<String>, sign: &str, right: Vec<String>) -> Vec<String> {
    let mut all = left;
    all.push(sign.to_owned());
    all.extend(bracketed(right));
    all
}

fn bracketed(inner: Vec<String>) -> Vec<String> {
    let mut all = vec!["(".to_owned()];
    all.extend(inner);
    all.push(")".to_owned());
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(pieces in expressions()) {
        let tree = read(&pieces.concat(), &reading()).unwrap();
        let text = tree.to_text();
        let again = read(&text, &reading()).unwrap();
        prop_assert_eq!(again.to_text(), text);
        prop_assert_eq!(again.to_mathml(), tree.to_mathml());
        prop_assert_eq!(again.to_speech(), tree.to_speech());
    }

    #[test]
    fn marking_ignores_spaces(pieces in expressions(), spaces in prop::collection::vec(0_usize..3, 64)) {
        let close = pieces.concat();
        let wide: String =
            pieces.iter().zip(spaces.iter().cycle()).map(|(piece, n)| " ".repeat(*n) + piece).collect();
        let item = item("3x + 6", Acceptance::Expanded);
        let (close, wide) = (mark(&close, &item), mark(&wide, &item));
        prop_assert_eq!(close.outcome(), wide.outcome());
        prop_assert_eq!(close.say(), wide.say());
    }

    #[test]
    fn an_expression_equals_its_canonical_text(pieces in expressions()) {
        let text = pieces.concat();
        if let Ok(Some(canonical)) = canonical(&text, &reading()) {
            prop_assert_eq!(same_value(&text, &canonical, &reading()), Some(true));
            let marking = mark(&canonical, &item(&text, Acceptance::Expanded));
            prop_assert_eq!(marking.outcome(), "correct", "{} for {}", canonical, text);
        }
    }

    #[test]
    fn equal_value_is_symmetric(a in expressions(), b in expressions()) {
        let (a, b) = (a.concat(), b.concat());
        prop_assert_eq!(same_value(&a, &b, &reading()), same_value(&b, &a, &reading()));
    }

    #[test]
    fn sums_and_products_may_be_turned_round(a in expressions(), b in expressions()) {
        let (a, b) = (a.concat(), b.concat());
        for sign in ["+", "×"] {
            let (one, other) = (format!("({a}){sign}({b})"), format!("({b}){sign}({a})"));
            prop_assert_ne!(same_value(&one, &other, &reading()), Some(false));
        }
    }

    #[test]
    fn a_changed_value_is_never_accepted(pieces in expressions(), step in 1_i64..1000) {
        let text = pieces.concat();
        let changed = format!("({text}) + 1/{step}");
        prop_assert_ne!(same_value(&text, &changed, &reading()), Some(true));
    }

    #[test]
    fn any_fraction_is_right_in_its_own_forms(top in -500_i64..500, bottom in 1_i64..60, times in 2_i64..9) {
        let number = Number::try_ratio(top, bottom).unwrap();
        let plain = number.to_string();
        for accept in [Acceptance::SimplestForm, Acceptance::EqualValue] {
            prop_assert_eq!(mark(&plain, &item(&plain, accept)).outcome(), "correct");
        }
        prop_assert_eq!(mark(&number.to_mixed(), &item(&plain, Acceptance::MixedNumber)).outcome(), "correct");
        let longer = format!("{}/{}", top * times, bottom * times);
        prop_assert_eq!(mark(&longer, &item(&plain, Acceptance::Fraction)).outcome(), "correct");
        prop_assert_eq!(mark(&longer, &item(&plain, Acceptance::SimplestForm)).outcome(), "slip");
    }

    #[test]
    fn a_product_is_factorised_and_expands(a in 2_i64..12, b in -9_i64..9, c in 1_i64..9) {
        let common = num_gcd(b.unsigned_abs(), c.unsigned_abs());
        prop_assume!(b != 0 && common == 1);
        let product = format!("{a}({c}x + {b})").replace("+ -", "- ");
        let expanded = canonical(&product, &reading()).unwrap().unwrap();
        prop_assert_eq!(mark(&product, &item(&expanded, Acceptance::Factorised)).outcome(), "correct");
        prop_assert_eq!(mark(&expanded, &item(&product, Acceptance::Factorised)).outcome(), "slip");
        prop_assert_eq!(mark(&expanded, &item(&product, Acceptance::Expanded)).outcome(), "correct");
        prop_assert_eq!(mark(&product, &item(&product, Acceptance::Expanded)).outcome(), "slip");
    }

    #[test]
    fn any_text_gets_an_answer(text in "\\PC{0,40}") {
        let item = item("3(x+2)", Acceptance::Factorised);
        if let Marking::Unreadable(unreadable) = mark(&text, &item) {
            prop_assert!(text.get(unreadable.span).is_some());
        }
    }

    #[test]
    fn any_jumble_of_signs_gets_an_answer(text in "[-+*/^()\\[\\]0-3x.,_=% ½²]{0,30}") {
        for accept in [Acceptance::Expanded, Acceptance::Factorised, Acceptance::SimplestForm] {
            if let Marking::Unreadable(unreadable) = mark(&text, &item("3(x+2)", accept)) {
                prop_assert!(text.get(unreadable.span).is_some());
            }
        }
        if let Ok(mathml) = maths::to_mathml(&text, &reading()) {
            prop_assert!(mathml.ends_with("</mrow></math>"));
        }
    }
}

fn num_gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { num_gcd(b, a % b) }
}
