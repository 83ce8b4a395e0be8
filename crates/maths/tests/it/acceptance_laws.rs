//! Laws that hold for every acceptance: each takes its own model answer, values are compared the same both ways
//! round, order and spacing change nothing where they should not, and numbers put in never contradict a right answer.

use maths::{
    ACCEPTANCES, Acceptance, Gate, Item, Marking, Reading, mark, model_answer, read, same_value,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::marking::{note, tables};

/// An answer for the acceptance of that name, from numbers: what is asked, ready to be marked.
///
/// `a` and `e` are any numbers, the others at least 1.
fn made(name: &str, [a, b, c, d, e]: [i64; 5]) -> Item {
    let plus =
        |number: i64| if number < 0 { format!("- {}", -number) } else { format!("+ {number}") };
    let hour = c % 24;
    let minutes = d % 60;
    let (options, answer) = match name {
        "equal-value" | "fraction" | "simplest-form" | "mixed-number" | "percentage" => {
            ("", format!("{a}/{b}"))
        }
        "same-as-written" => (" any-order", format!("{a} + {b} × {c} - x/{d}")),
        "whole-number" => ("", format!("{a}")),
        "improper-fraction" => ("", format!("{}/{b}", b + c)),
        "decimal" => ("", format!("{a}/{}", 2_i64.pow((b % 7) as u32))),
        "decimal-places" => (" 2", format!("{a}/{b}")),
        "significant-figures" => (" 3", format!("{a}/{b}")),
        "standard-form" => ("", format!("{c}/{}", 5_i64.pow((b % 5) as u32))),
        "prime-factorisation" => ("", format!("{}", b + c)),
        "within" => (" 1/3", format!("{a}/{b}")),
        "within-range" => (" -2 5/2", format!("{a}/{b}")),
        "ratio" | "ratio-simplest-form" | "ratio-one-to-n" => ("", format!("{b}:{c}")),
        "money" => ("", format!("£{b}.{minutes:02}")),
        "time" => ("", format!("{hour:02}:{minutes:02}")),
        "units-required" | "units-convertible" | "units-value-only" => {
            ("", format!("{a}.{b} {}", ["cm", "m", "km/h", "g", "min"][(c % 5) as usize]))
        }
        "expression" | "expanded" | "collected" | "factorised" | "simplified" => {
            ("", format!("{b}x^2 {}x {}", plus(a), plus(e)))
        }
        "single-fraction" => ("", format!("{b}/x {}/(x {})", plus(a), plus(e))),
        "completed-square" => ("", format!("{b}x^2 {}x {}", plus(a), plus(e))),
        "simplified-surd" => ("", format!("√{b} × √{c} {}", plus(a))),
        "rationalised-denominator" => ("", format!("{a}/√{b}")),
        "equivalent-equation" => ("", format!("{b}y = {a}x {}", plus(e))),
        "rearranged-formula" => (" x", format!("y = {b}x {}", plus(a))),
        "solution-set" => ("", format!("(x {})({b}x {}) = 0", plus(a), plus(e))),
        "inequality" => ("", format!("{b}x {} < {e}", plus(a))),
        "coordinates" => ("", format!("({a}, {e}/{b})")),
        "vector" => ("", format!("[{a}; {e}/{b}]")),
        "set" => ("", format!("{{{a}, {e}, {b}/{c}}}")),
        "ordered-list" => ("", format!("{a}, {e}, {b}/{c}")),
        "remainder" => ("", format!("{a} r {b}")),
        "error-interval" => ("", format!("{a}.5 <= x < {}.5", a + b)),
        "word" => ("", ["even", "odd", "neither"][(b % 3) as usize].to_owned()),
        "choice" => ("", ["A", "B", "C"][(b % 3) as usize].to_owned()),
        other => panic!("no answer is made for `{other}`: give it one here"),
    };
    let has_letters = answer.contains(['x', 'y']);
    let reading = Reading {
        letters: if has_letters { vec!['x', 'y'] } else { Vec::new() },
        ..Reading::default()
    };
    Item { answer, accept: format!("{name}{options}").parse().unwrap(), reading }
}

fn names() -> impl Iterator<Item = &'static str> {
    ACCEPTANCES.iter().map(|about| about.name)
}

fn numbers(largest: i64) -> impl Strategy<Value = [i64; 5]> {
    (-largest..=largest, 1..=largest, 1..=largest, 1..=largest, -largest..=largest)
        .prop_map(|(a, b, c, d, e)| [a, b, c, d, e])
}

fn value_of(marking: &Marking) -> Option<Gate> {
    match marking {
        Marking::Verdict(verdict) => Some(verdict.value),
        _ => None,
    }
}

// The terms of a sum, or the factors of a product, in an order that turns with `seed`.
fn shuffled<T: Clone>(parts: &[T], seed: usize) -> Vec<T> {
    let (mut left, mut found) = (parts.to_vec(), Vec::new());
    while !left.is_empty() {
        found.push(left.remove(seed % left.len()));
    }
    found
}

// How an item reads a response; the acceptance says what sort of thing it is.
fn reading_of(item: &Item) -> Reading {
    Reading { expects: item.accept.expects(), ..item.reading.clone() }
}

#[test]
fn each_acceptance_takes_what_the_engine_writes_for_it() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut n_written = std::collections::BTreeMap::new();
    for _ in 0..200 {
        let numbers = numbers(60).new_tree(&mut runner).unwrap().current();
        for name in names() {
            let item = made(name, numbers);
            let Some(model) = model_answer(&item) else { continue };
            let marking = mark(&model, &item);
            assert_eq!(marking.outcome(), "correct", "{model} for {item:?}: {marking:?}");
            *n_written.entry(name).or_insert(0) += 1;
        }
    }
    // A value may have no such form (0 in standard form, a sum that does not factorise is written as it is).
    for name in names() {
        let n = n_written.get(name).copied().unwrap_or(0);
        assert!(n >= 40, "{name}: {n} of 200 were written");
    }
}

/// The value of a response is not compared with that of the answer the same both ways round, and why.
const ONE_WAY: [(&str, &str); 5] = [
    ("decimal-places", "an exact answer takes a rounded response"),
    ("significant-figures", "an exact answer takes a rounded response"),
    ("within-range", "the answer is only an example"),
    ("rearranged-formula", "the answer need not have its subject alone"),
    ("percentage", "45 for 45% is the right number without its sign"),
];

#[test]
fn values_are_compared_the_same_both_ways_round() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut n_same = 0;
    for _ in 0..400 {
        // So small that two made at random are often the same.
        let pair = (numbers(3), numbers(3)).new_tree(&mut runner).unwrap().current();
        for name in names().filter(|name| !ONE_WAY.iter().any(|(one_way, _)| one_way == name)) {
            let (one, other) = (made(name, pair.0), made(name, pair.1));
            let there = value_of(&mark(&one.answer, &other));
            let back = value_of(&mark(&other.answer, &one));
            if let (Some(there), Some(back)) = (there, back) {
                assert_eq!(there, back, "{name}: {} and {}", one.answer, other.answer);
                n_same += usize::from(there == Gate::Pass);
            }
        }
    }
    assert!(n_same > 1_000, "only {n_same} were the same");
}

#[test]
fn values_of_the_tables_are_compared_the_same_both_ways_round() {
    // Forms whose marker asks more of a response than of an answer: a bare number for an amount, half a day left off.
    let asked_more = ["money", "time", "units", "set", "ordered-list", "ratio", "remainder"];
    let mut n_compared = 0;
    for table in tables() {
        let name = table.name.as_str();
        if ONE_WAY.iter().any(|(one_way, _)| *one_way == name)
            || asked_more.iter().any(|one| name.starts_with(one))
        {
            continue;
        }
        for row in table.rows.iter().filter(|row| row.known_shortcoming.is_none()) {
            let turned = Item { answer: row.response.clone(), ..row.item.clone() };
            let there = value_of(&mark(&row.response, &row.item));
            let back = value_of(&mark(&row.item.answer, &turned));
            if let (Some(there), Some(back)) = (there, back) {
                assert_eq!(there, back, "{name}: {} and {}", row.item.answer, row.response);
                n_compared += 1;
            }
        }
    }
    assert!(n_compared > 500, "only {n_compared} were compared");
}

#[test]
fn spaces_round_an_answer_change_nothing() {
    for table in tables() {
        for row in &table.rows {
            let close = mark(&row.response, &row.item);
            for wide in [format!("  {} ", row.response), format!("\u{a0}{}\t", row.response)] {
                let wide = mark(&wide, &row.item);
                let both = (close.outcome(), note(&close), wide.outcome(), note(&wide));
                assert!(both.0 == both.2 && both.1 == both.3, "{}: {both:?}", row.response);
            }
        }
    }
}

#[test]
fn spaces_round_signs_change_nothing() {
    let mut n_widened = 0;
    for table in tables().iter().filter(|table| !["time", "word", "choice"].contains(&&*table.name))
    {
        for row in &table.rows {
            let text = &row.response;
            // Commas also stand in numbers, and `<=` is one sign.
            let signs: &[char] = if text.contains(['<', '>', '!', ',']) {
                &['≤', '≥', '≠']
            } else {
                &['+', '×', '÷', '=', '≤', '≥', '≠', ':']
            };
            if !text.contains(signs) {
                continue;
            }
            let wide = signs
                .iter()
                .fold(text.clone(), |text, sign| text.replace(*sign, &format!(" {sign} ")));
            let (close, wide) = (mark(text, &row.item), mark(&wide, &row.item));
            let both = (close.outcome(), note(&close), wide.outcome(), note(&wide));
            assert!(both.0 == both.2 && both.1 == both.3, "{text}: {both:?}");
            n_widened += 1;
        }
    }
    assert!(n_widened > 300, "only {n_widened} had a sign");
}

#[test]
fn what_is_written_again_is_marked_the_same() {
    let mut n_written = 0;
    for table in tables() {
        for row in table.rows.iter().filter(|row| !row.item.accept.is_text()) {
            let Ok(tree) = read(&row.response, &reading_of(&row.item)) else { continue };
            let (close, again) = (mark(&row.response, &row.item), mark(&tree.to_text(), &row.item));
            let both = (close.outcome(), note(&close), again.outcome(), note(&again));
            assert!(
                both.0 == both.2 && both.1 == both.3,
                "{} as {}: {both:?}",
                row.response,
                tree.to_text()
            );
            n_written += 1;
        }
    }
    assert!(n_written > 1_000, "only {n_written} were written");
}

/// Acceptances whose answers are expressions, so that numbers can be put in for the letters.
fn is_of_expressions(accept: &Acceptance) -> bool {
    matches!(
        accept,
        Acceptance::EqualValue
            | Acceptance::Expression
            | Acceptance::Expanded
            | Acceptance::Collected
            | Acceptance::Factorised
            | Acceptance::SingleFraction
            | Acceptance::CompletedSquare
            | Acceptance::Simplified { .. }
            | Acceptance::SameAsWritten { .. }
            | Acceptance::SimplifiedSurd
            | Acceptance::RationalisedDenominator
    )
}

// The text with a bracketed number in place of each letter.
fn put_in(text: &str, item: &Item, numbers: &[(i64, i64)]) -> String {
    let number = |letter: char| {
        let at = item.reading.letters.iter().position(|one| *one == letter)?;
        let (top, bottom) = numbers[at % numbers.len()];
        Some(format!("(({top})/{bottom})"))
    };
    text.chars().map(|one| number(one).unwrap_or_else(|| one.to_string())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn numbers_put_in_never_contradict_a_right_answer(
        numbers in prop::collection::vec((-200_i64..200, 1_i64..60), 8),
    ) {
        let (mut n_tried, mut n_equal) = (0, 0);
        for table in tables() {
            for row in table.rows.iter().filter(|row| is_of_expressions(&row.item.accept)) {
                let Marking::Verdict(verdict) = mark(&row.response, &row.item) else { continue };
                // Letters that stand in names or capitals for small ones would not all be found in the text.
                let plain = |text: &str| {
                    text.chars().all(|one| !one.is_alphabetic() || one == 'π' || row.item.reading.letters.contains(&one))
                };
                let has_letter = row.item.answer.contains(&row.item.reading.letters[..]);
                if !has_letter || !plain(&row.item.answer) || !plain(&row.response) {
                    continue;
                }
                let answer = put_in(&row.item.answer, &row.item, &numbers);
                let response = put_in(&row.response, &row.item, &numbers);
                let same = same_value(&answer, &response, &Reading::default());
                n_tried += usize::from(same.is_some());
                n_equal += usize::from(same == Some(true));
                if verdict.value == Gate::Pass {
                    prop_assert_ne!(same, Some(false), "{} for {}: {} and {}", row.response, row.item.answer, response, answer);
                }
            }
        }
        prop_assert!(n_tried > 100 && n_equal > 50, "{n_tried} tried, {n_equal} equal");
    }

    #[test]
    fn the_order_of_terms_and_factors_does_not_matter(
        numbers in prop::collection::vec(1_i64..20, 4), seed in 0_usize..24, seed_inside in 0_usize..6,
    ) {
        let [a, b, c, d] = numbers[..] else { unreachable!() };
        let terms = [format!("{a}x^2"), format!("{b}x"), format!("{c}y"), format!("{d}")];
        let sum = terms.join(" + ");
        let turned = shuffled(&terms, seed).join(" + ");
        let factors = [format!("({a}x + {b})"), format!("({c}y + {d})"), format!("(x + {a}y)")];
        let product = factors.concat();
        let factors_turned = shuffled(&factors, seed).concat();
        let inside: Vec<String> = [(a, b), (c, d)]
            .iter()
            .map(|(one, other)| shuffled(&[format!("{one}x"), format!("{other}")], seed_inside).join(" + "))
            .collect();
        let roots = [format!("x = {a}"), format!("x = {}", a + b), format!("x = {}", -c)];
        let list = [a, b, c, d].map(|number| number.to_string());
        for (accept, answer, response) in [
            ("expression", &sum, turned.clone()),
            ("expanded", &sum, turned.clone()),
            ("collected", &sum, turned.clone()),
            ("simplified", &sum, turned.clone()),
            ("same-as-written any-order", &sum, turned.clone()),
            ("expression", &product, factors_turned.clone()),
            ("same-as-written any-order", &product, factors_turned),
            ("expression", &format!("({a}x + {b})({c}x + {d})"), format!("({})({})", inside[1], inside[0])),
            ("single-fraction", &format!("({sum})/y"), format!("({turned})/y")),
            ("equivalent-equation", &format!("{sum} = 0"), format!("0 = {turned}")),
            ("solution-set", &roots.join(" or "), shuffled(&roots, seed).join(" or ")),
            ("inequality", &format!("{a}x > {b}"), format!("{b} < {a}x")),
            ("set", &format!("{{{}}}", list.join(", ")), format!("{{{}}}", shuffled(&list, seed).join(", "))),
            ("ordered-list any-order", &list.join(", "), shuffled(&list, seed).join(", ")),
            ("prime-factorisation", &"180".to_owned(), shuffled(&["2^2", "3^2", "5"], seed).join(" × ")),
        ] {
            let has_letters = answer.contains('x');
            let letters = if has_letters { vec!['x', 'y'] } else { Vec::new() };
            let reading = Reading { letters, ..Reading::default() };
            let item = Item { answer: answer.clone(), accept: accept.parse().unwrap(), reading };
            let (own, other) = (mark(answer, &item), mark(&response, &item));
            let is_own_right = own.outcome() == "correct" || accept == "prime-factorisation";
            let wanted = if is_own_right { "correct" } else { own.outcome() };
            // A set says each member once, however it is ordered.
            prop_assert_eq!(other.outcome(), wanted, "{} for {} as {}: {:?}", response, answer, accept, other);
        }
    }
}
