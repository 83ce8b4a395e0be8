//! Laws that hold for every answer, tried on made-up ones.

use maths::{
    Acceptance, Gate, Item, Marking, Number, Reading, canonical, mark, model_answer, read,
    same_value,
};
use proptest::prelude::*;

fn reading() -> Reading {
    Reading { letters: vec!['x', 'y'], ..Reading::default() }
}

fn item(answer: &str, accept: Acceptance) -> Item {
    Item { answer: answer.to_owned(), accept, reading: reading() }
}

/// A made-up expression: its pieces, so that spaces can be put between them, and what it is worth at a few numbers.
///
/// The worth is worked out while the pieces are put together, not from the text.
#[derive(Debug, Clone)]
struct Made {
    pieces: Vec<String>,
    worth: Vec<Number>,
}

// Numbers for x and y so odd that different expressions of this size do not meet there by chance.
const PLACES: [((i64, i64), (i64, i64)); 3] =
    [((97, 13), (-31, 7)), ((1009, 3), (17, 211)), ((-5, 89), (401, 2))];

impl Made {
    fn text(&self) -> String {
        self.pieces.concat()
    }

    fn of_number(pieces: &[&str], top: i64, bottom: i64) -> Self {
        let worth = vec![ratio((top, bottom)); PLACES.len()];
        Self { pieces: pieces.iter().map(|piece| (*piece).to_owned()).collect(), worth }
    }

    fn of_letter(letter: &str) -> Self {
        let worth =
            PLACES.iter().map(|(x, y)| ratio(if letter == "x" { *x } else { *y })).collect();
        Self { pieces: vec![letter.to_owned()], worth }
    }

    fn bracketed(self) -> Self {
        Self {
            pieces: [vec!["(".to_owned()], self.pieces, vec![")".to_owned()]].concat(),
            worth: self.worth,
        }
    }

    fn joined(self, sign: &str, other: Self) -> Self {
        let (left, right) = (self.bracketed(), other.bracketed());
        let work = |(a, b): (&Number, &Number)| match sign {
            "+" => a + b,
            "-" => a - b,
            _ => a * b,
        };
        let worth = left.worth.iter().zip(&right.worth).map(work).collect();
        Self { pieces: [left.pieces, vec![sign.to_owned()], right.pieces].concat(), worth }
    }

    fn times(self, factor: i64) -> Self {
        let inner = self.bracketed();
        let worth = inner.worth.iter().map(|worth| worth * &Number::from(factor)).collect();
        Self { pieces: [vec![factor.to_string()], inner.pieces].concat(), worth }
    }

    fn raised(self, power: u32) -> Self {
        let inner = self.bracketed();
        let worth = inner.worth.iter().map(|worth| worth.pow(power).unwrap()).collect();
        Self { pieces: [inner.pieces, vec!["^".to_owned(), power.to_string()]].concat(), worth }
    }
}

fn ratio((top, bottom): (i64, i64)) -> Number {
    Number::try_ratio(top, bottom).unwrap()
}

fn expressions() -> impl Strategy<Value = Made> {
    let leaf = prop_oneof![
        (0_i64..1000).prop_map(|number| Made::of_number(&[&number.to_string()], number, 1)),
        (0_i64..100, 0_i64..100).prop_map(|(whole, part)| {
            Made::of_number(&[&format!("{whole}.{part:02}")], whole * 100 + part, 100)
        }),
        (1_i64..20, 1_i64..20).prop_map(|(top, bottom)| Made::of_number(
            &[&top.to_string(), "/", &bottom.to_string()],
            top,
            bottom
        )),
        (1_i64..9, 1_i64..9, 1_i64..9).prop_map(|(whole, top, bottom)| {
            let pieces = [&format!("{whole} {top}"), "/", &bottom.to_string()];
            Made::of_number(&pieces, whole * bottom + top, bottom)
        }),
        prop_oneof![Just("x"), Just("y")].prop_map(Made::of_letter),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        let signs = prop_oneof![Just("+"), Just("-"), Just("×")];
        prop_oneof![
            (inner.clone(), signs, inner.clone())
                .prop_map(|(left, sign, right)| left.joined(sign, right)),
            inner.clone().prop_map(Made::bracketed),
            (1_i64..9, inner.clone()).prop_map(|(factor, inner)| inner.times(factor)),
            // 0 to the power 0 is undecided on purpose.
            (inner, 1_u32..4).prop_map(|(inner, power)| inner.raised(power)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(made in expressions()) {
        let tree = read(&made.text(), &reading()).unwrap();
        let text = tree.to_text();
        let again = read(&text, &reading()).unwrap();
        prop_assert_eq!(again.to_text(), text);
        prop_assert_eq!(again.to_mathml(), tree.to_mathml());
        prop_assert_eq!(again.to_speech(), tree.to_speech());
    }

    #[test]
    fn marking_ignores_spaces(made in expressions(), spaces in prop::collection::vec(0_usize..3, 64)) {
        let close = made.text();
        let wide: String =
            made.pieces.iter().zip(spaces.iter().cycle()).map(|(piece, n)| " ".repeat(*n) + piece).collect();
        let item = item("3x + 6", Acceptance::Expanded);
        let (close, wide) = (mark(&close, &item), mark(&wide, &item));
        prop_assert_eq!(close.outcome(), wide.outcome());
        prop_assert_eq!(close.say(), wide.say());
    }

    #[test]
    fn an_expression_equals_its_canonical_text(made in expressions()) {
        let text = made.text();
        if let Ok(Some(canonical)) = canonical(&text, &reading()) {
            prop_assert_eq!(same_value(&text, &canonical, &reading()), Some(true));
            let marking = mark(&canonical, &item(&text, Acceptance::Expanded));
            prop_assert_eq!(marking.outcome(), "correct", "{} for {}", canonical, text);
        }
    }

    #[test]
    fn equal_means_equal_at_every_number(a in expressions(), b in expressions()) {
        let decided = same_value(&a.text(), &b.text(), &reading());
        if let Some(same) = decided {
            prop_assert_eq!(same, a.worth == b.worth);
        }
    }

    #[test]
    fn another_way_to_the_same_value_is_equal(a in expressions(), b in expressions()) {
        let there_and_back = a.clone().joined("+", b.clone()).joined("-", b);
        let twice_less_once = a.clone().times(2).joined("-", a.clone());
        for other in [there_and_back, twice_less_once] {
            prop_assert_eq!(&other.worth, &a.worth);
            prop_assert_ne!(same_value(&a.text(), &other.text(), &reading()), Some(false));
        }
    }

    #[test]
    fn equal_value_is_symmetric(a in expressions(), b in expressions()) {
        let (a, b) = (a.text(), b.text());
        prop_assert_eq!(same_value(&a, &b, &reading()), same_value(&b, &a, &reading()));
    }

    #[test]
    fn sums_and_products_may_be_turned_round(a in expressions(), b in expressions()) {
        let (a, b) = (a.text(), b.text());
        for sign in ["+", "×"] {
            let (one, other) = (format!("({a}){sign}({b})"), format!("({b}){sign}({a})"));
            prop_assert_ne!(same_value(&one, &other, &reading()), Some(false));
        }
    }

    #[test]
    fn a_changed_value_is_never_accepted(made in expressions(), step in 1_i64..1000) {
        let text = made.text();
        let changed = format!("({text}) + 1/{step}");
        prop_assert_ne!(same_value(&text, &changed, &reading()), Some(true));
    }

    #[test]
    fn every_acceptance_takes_the_model_answer_in_its_form(
        top in -5000_i64..5000, bottom in 1_i64..200, n in 1_u32..6,
    ) {
        let number = Number::try_ratio(top, bottom).unwrap();
        let texts = [
            "equal-value", "whole-number", "fraction", "simplest-form", "improper-fraction",
            "mixed-number", "decimal", "percentage", "standard-form", "prime-factorisation",
            "within 1/3", "expression", "expanded",
        ].map(str::to_owned);
        let rounded = [format!("decimal-places {n}"), format!("significant-figures {n}")];
        for text in texts.iter().chain(&rounded) {
            let item = item(&number.to_string(), text.parse().unwrap());
            if let Some(model) = model_answer(&item) {
                let marking = mark(&model, &item);
                prop_assert_eq!(marking.outcome(), "correct", "{} {}: {}", number, text, model);
            }
        }
    }

    #[test]
    fn a_ratio_is_taken_in_its_model_form(a in 1_i64..500, b in 1_i64..500, c in 1_i64..60) {
        let answer = format!("{a}/{c}:{b}");
        for text in ["ratio-simplest-form", "ratio-one-to-n"] {
            let item = item(&answer, text.parse().unwrap());
            let model = model_answer(&item).unwrap();
            prop_assert_eq!(mark(&model, &item).outcome(), "correct", "{}: {}", answer, model);
        }
        let turned = item(&format!("{b}:{a}/{c}"), Acceptance::Ratio);
        let same = Number::try_ratio(a, c) == Some(Number::from(b));
        prop_assert_eq!(mark(&answer, &turned).outcome() == "correct", same);
    }

    #[test]
    fn rounding_right_is_right_and_the_neighbour_is_not(top in 1_i64..100_000, bottom in 1_i64..997, places in 0_u32..4) {
        let number = Number::try_ratio(top, bottom).unwrap();
        let item = item(&number.to_string(), Acceptance::DecimalPlaces { places: Some(places) });
        let model = model_answer(&item).unwrap();
        prop_assert_eq!(mark(&model, &item).outcome(), "correct");
        let step = Number::try_ratio(1, 10_i64.pow(places)).unwrap();
        let value: Number = model.parse().unwrap();
        for neighbour in [&value + &step, &value - &step] {
            let text = neighbour.to_decimal().unwrap();
            prop_assert_ne!(mark(&text, &item).outcome(), "correct", "{} for {}", text, number);
        }
    }

    #[test]
    fn value_alone_is_marked_the_same_both_ways_round(
        pair in (1_i64..40, 1_i64..40), other in (1_i64..40, 1_i64..40),
    ) {
        let kinds = [
            ("ratio", format!("{}:{}", pair.0, pair.1), format!("{}:{}", other.0, other.1)),
            ("coordinates", format!("({}, {})", pair.0, pair.1), format!("({}, {})", other.0, other.1)),
            ("vector", format!("[{}; {}]", pair.0, pair.1), format!("[{}; {}]", other.0, other.1)),
            ("set", format!("{{{}, {}}}", pair.0, pair.1), format!("{{{}, {}}}", other.0, other.1)),
            ("ordered-list", format!("{}, {}", pair.0, pair.1), format!("{}, {}", other.0, other.1)),
            ("remainder", format!("{} r {}", pair.0, pair.1), format!("{} r {}", other.0, other.1)),
            ("units-convertible", format!("{} cm", pair.0 * 100), format!("{} m", other.0)),
            ("money", format!("£{}", pair.0), format!("{}p", other.0 * 100)),
        ];
        for (accept, a, b) in kinds {
            let one_way = mark(&a, &item(&b, accept.parse().unwrap()));
            let other_way = mark(&b, &item(&a, accept.parse().unwrap()));
            let is_right = |marking: &Marking| match marking {
                Marking::Verdict(verdict) => verdict.value == Gate::Pass,
                _ => false,
            };
            prop_assert_eq!(is_right(&one_way), is_right(&other_way), "{}: {} and {}", accept, a, b);
        }
    }

    #[test]
    fn the_order_of_a_set_does_not_matter(members in prop::collection::vec(-20_i64..20, 1..6), turn in 0_usize..6) {
        let text = |members: &[i64]| {
            let texts: Vec<String> = members.iter().map(i64::to_string).collect();
            format!("{{{}}}", texts.join(", "))
        };
        let mut turned = members.clone();
        turned.rotate_left(turn % members.len());
        let (answer, response) = (text(&members), text(&turned));
        let set = mark(&response, &item(&answer, Acceptance::Set));
        let Marking::Verdict(verdict) = set else { panic!("{set:?}") };
        prop_assert_eq!(verdict.value, Gate::Pass);
        let list = mark(
            response.trim_matches(['{', '}']),
            &item(answer.trim_matches(['{', '}']), Acceptance::OrderedList { any_order: true }),
        );
        prop_assert_eq!(list.outcome(), "correct");
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
        prop_assert_eq!(mark(&longer, &item(&plain, Acceptance::SimplestForm)).outcome(), "form");
    }

    #[test]
    fn a_product_is_factorised_and_expands(
        a in 2_i64..12, size in 1_i64..9, minus in any::<bool>(), c in 1_i64..9,
    ) {
        // Nothing is left to take out of the bracket.
        let inside = Number::try_ratio(if minus { -size } else { size }, c).unwrap();
        let (b, c) = (inside.numerator(), inside.denominator());
        let product = format!("{a}({c}x + {b})").replace("+ -", "- ");
        let expanded = canonical(&product, &reading()).unwrap().unwrap();
        prop_assert_eq!(mark(&product, &item(&expanded, Acceptance::Factorised)).outcome(), "correct");
        prop_assert_eq!(mark(&expanded, &item(&product, Acceptance::Factorised)).outcome(), "form");
        prop_assert_eq!(mark(&expanded, &item(&product, Acceptance::Expanded)).outcome(), "correct");
        prop_assert_eq!(mark(&product, &item(&product, Acceptance::Expanded)).outcome(), "form");
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
