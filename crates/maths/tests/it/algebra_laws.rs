//! Laws of equations, inequalities and the forms of expressions, tried on made-up ones and on the tables' answers.
//!
//! What is right is worked out here by putting numbers in, never by the engine itself.

use std::cmp::Ordering;

use maths::{Acceptance, Item, Marking, Number, Reading, mark, model_answer};
use proptest::prelude::*;

use crate::marking::tables;

fn item(answer: &str, accept: Acceptance) -> Item {
    let reading = Reading { letters: vec!['x', 'y'], ..Reading::default() };
    Item { answer: answer.to_owned(), accept, reading }
}

fn is_correct(response: &str, answer: &str, accept: Acceptance) -> bool {
    mark(response, &item(answer, accept)).outcome() == "correct"
}

#[test]
fn every_model_answer_is_accepted() {
    let mut n_written = 0;
    for table in tables() {
        for row in &table.rows {
            let Some(model) = model_answer(&row.item) else { continue };
            n_written += 1;
            let marking = mark(&model, &row.item);
            assert_eq!(
                marking.outcome(),
                "correct",
                "{} for {} as {}: {marking:?}",
                model,
                row.item.answer,
                row.item.accept
            );
        }
    }
    assert!(n_written > 500, "only {n_written} were written");
}

#[test]
fn equations_that_say_the_same_do_so_both_ways_round() {
    for table in tables() {
        for row in table.rows.iter().filter(|row| row.item.accept == Acceptance::EquivalentEquation)
        {
            let other = Item { answer: row.response.clone(), ..row.item.clone() };
            let (there, back) = (mark(&row.response, &row.item), mark(&row.item.answer, &other));
            if let (Marking::Verdict(there), Marking::Verdict(back)) = (&there, &back) {
                assert_eq!(there.value, back.value, "{} and {}", row.item.answer, row.response);
            }
        }
    }
}

const ANSWERS: [(&str, &str); 13] = [
    ("3x + 6", "expression"),
    ("3x + 6", "expanded"),
    ("3x + 6", "collected"),
    ("3x + 6", "factorised"),
    ("1/x + 1/y", "single-fraction"),
    ("x^2 + 6x + 10", "completed-square"),
    ("√12", "simplified-surd"),
    ("1/√2", "rationalised-denominator"),
    ("3x + 6", "simplified"),
    ("y = 2x + 1", "equivalent-equation"),
    ("y = 2x + 1", "rearranged-formula x"),
    ("x = 2 or x = -2", "solution-set"),
    ("2 < x <= 5", "inequality"),
];

const SIGNS: [&str; 4] = ["<", "<=", ">", ">="];

fn holds(sign: &str, order: Ordering) -> bool {
    match sign {
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    }
}

fn number(value: i64) -> Number {
    Number::from(value)
}

fn plus(value: i64) -> String {
    if value < 0 { format!("- {}", -value) } else { format!("+ {value}") }
}

// Every half from -30 to 30: between any two ends of these inequalities there is one, or they are the same.
fn places() -> impl Iterator<Item = Number> {
    (-120..=120).map(|quarters| Number::try_ratio(quarters, 4).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_right_inequality_is_true_for_the_same_numbers(
        a in -4_i64..5, end in -6_i64..7, shift in -9_i64..10,
        sign in 0_usize..4, given_sign in 0_usize..4, given_end in -6_i64..7,
    ) {
        prop_assume!(a != 0);
        // a x + shift compared with a × end + shift.
        let right = a * end + shift;
        let (sign, given) = (SIGNS[sign], SIGNS[given_sign]);
        let answer = format!("{a}x {} {sign} {right}", plus(shift));
        let response = format!("x {given} {given_end}");
        let same = places().all(|x| {
            let left = &(&x * &number(a)) + &number(shift);
            holds(sign, left.cmp(&number(right))) == holds(given, x.cmp(&number(given_end)))
        });
        prop_assert_eq!(is_correct(&response, &answer, Acceptance::Inequality), same, "{} for {}", response, answer);
    }

    #[test]
    fn a_right_quadratic_inequality_is_true_for_the_same_numbers(
        low in -5_i64..6, high in -5_i64..6, a in prop_oneof![Just(-2_i64), Just(-1), Just(1), Just(3)],
        sign in 0_usize..4, given_low in -5_i64..6, given_high in -5_i64..6, closed in any::<bool>(), between in any::<bool>(),
    ) {
        let sign = SIGNS[sign];
        let (b, c) = (-a * (low + high), a * low * high);
        let answer = format!("{a}x^2 {}x {} {sign} 0", plus(b), plus(c));
        let (less, more) = if closed { ("<=", ">=") } else { ("<", ">") };
        let response = if between {
            format!("{given_low} {less} x {less} {given_high}")
        } else {
            format!("x {less} {given_low} or x {more} {given_high}")
        };
        let same = places().all(|x| {
            let value = &(&(&x - &number(low)) * &(&x - &number(high))) * &number(a);
            let (from_low, from_high) = (x.cmp(&number(given_low)), x.cmp(&number(given_high)));
            let is_in = if between {
                holds(more, from_low) && holds(less, from_high)
            } else {
                holds(less, from_low) || holds(more, from_high)
            };
            holds(sign, value.cmp(&Number::ZERO)) == is_in
        });
        prop_assert_eq!(is_correct(&response, &answer, Acceptance::Inequality), same, "{} for {}", response, answer);
    }

    #[test]
    fn the_solutions_of_a_product_are_its_roots(
        roots in prop::collection::vec((-9_i64..10, 1_i64..4), 1..4), other in -9_i64..10,
    ) {
        let product: String = roots.iter().map(|(top, bottom)| format!("({bottom}x {})", plus(-top))).collect();
        let answer = format!("{product} = 0");
        let all: Vec<String> = roots.iter().map(|(top, bottom)| format!("x = {top}/{bottom}")).collect();
        prop_assert!(is_correct(&all.join(" or "), &answer, Acceptance::SolutionSet));
        let one_more = format!("{} or x = {other}", all.join(" or "));
        let is_root = roots.iter().any(|(top, bottom)| *top == other * bottom);
        prop_assert_eq!(is_correct(&one_more, &answer, Acceptance::SolutionSet), is_root);
        let model = model_answer(&item(&answer, Acceptance::SolutionSet)).unwrap();
        prop_assert!(is_correct(&model, &answer, Acceptance::SolutionSet), "{}", model);
    }

    #[test]
    fn products_factorise_back(
        a in 1_i64..5, b in -6_i64..7, c in 1_i64..4, d in -6_i64..7, front in -3_i64..4, letter in any::<bool>(),
    ) {
        prop_assume!(front != 0);
        let other = if letter { "y" } else { "" };
        let product = format!("{front}({a}x {}{other})({c}x {}{other})", plus(b), plus(d));
        let model = model_answer(&item(&product, Acceptance::Factorised)).unwrap();
        let expanded = model_answer(&item(&product, Acceptance::Expanded)).unwrap();
        prop_assert!(is_correct(&model, &product, Acceptance::Factorised), "{} for {}", model, product);
        prop_assert!(is_correct(&expanded, &product, Acceptance::Expanded), "{} for {}", expanded, product);
        prop_assert!(is_correct(&model, &expanded, Acceptance::Factorised), "{} for {}", model, expanded);
    }

    #[test]
    fn a_line_has_the_same_points_as_its_multiples(
        a in -5_i64..6, b in 1_i64..6, c in -9_i64..10, times in 2_i64..5, change in -2_i64..3,
    ) {
        let line = format!("{a}x {}y = {c}", plus(b));
        let multiple = format!("{}x {}y = {}", a * times, plus(b * times), c * times + change);
        prop_assert_eq!(is_correct(&multiple, &line, Acceptance::EquivalentEquation), change == 0);
        let formula = Acceptance::RearrangedFormula { subject: Some('y') };
        let solved = format!("y = ({c} {}x)/{b}", plus(-a));
        prop_assert!(is_correct(&solved, &line, formula.clone()), "{} for {}", solved, line);
        let slip = format!("y = ({c} {}x)/{b}", plus(a));
        prop_assert_eq!(is_correct(&slip, &line, formula), a == 0);
    }

    #[test]
    fn any_jumble_of_signs_gets_an_answer(
        text in "[-+*/^()=<>≤≠xy0-4√π±.,| ½²]{0,24}", answer in prop::sample::select(&ANSWERS[..]),
    ) {
        let (answer, accept) = answer;
        let item = item(answer, accept.parse().unwrap());
        if let Marking::Unreadable(unreadable) = mark(&text, &item) {
            prop_assert!(text.get(unreadable.span).is_some());
        }
        if let Some(model) = model_answer(&Item { answer: text.clone(), ..item.clone() }) {
            let own = Item { answer: text, ..item };
            prop_assert_eq!(mark(&model, &own).outcome(), "correct", "{} for {} as {}", model, own.answer, own.accept);
        }
    }

    #[test]
    fn any_jumble_of_lines_is_checked(
        lines in prop::collection::vec("[-+*/()=<>≤xy0-4√±.| ²]{0,12}", 0..5),
    ) {
        let reading = Reading { letters: vec!['x', 'y'], ..Reading::default() };
        let working = maths::check_working(&lines.join("\n"), &reading);
        prop_assert!(working.lines.len() <= lines.len());
        prop_assert!(working.lines.iter().all(|line| !line.say.is_empty()));
    }

    #[test]
    fn surds_are_simplified_and_rationalised(a in 1_i64..60, b in 2_i64..60, c in -9_i64..10) {
        for answer in [format!("√{a}×√{b}"), format!("({c}+√{a})/(1+√{b})"), format!("({c}+√{b})^2")] {
            for accept in [Acceptance::SimplifiedSurd, Acceptance::RationalisedDenominator] {
                if let Some(model) = model_answer(&item(&answer, accept.clone())) {
                    prop_assert!(is_correct(&model, &answer, accept), "{} for {}", model, answer);
                }
            }
        }
    }
}
