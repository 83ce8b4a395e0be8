//! Laws of reading and writing, tried on made-up trees of every kind there is.
//!
//! A tree is made as the pieces of its text, between which a space may stand or not.

use maths::{Expects, Reading, canonical, read, same_value, to_mathml, to_speech, to_typst};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::shape::{check_mathml, check_typst};

/// The pieces of a text: a space more between two of them changes nothing.
type Pieces = Vec<String>;

fn one(text: impl Into<String>) -> Pieces {
    vec![text.into()]
}

fn all(parts: &[Pieces]) -> Pieces {
    parts.concat()
}

fn bracketed(inside: Pieces) -> Pieces {
    all(&[one("("), inside, one(")")])
}

fn reading(expects: Expects) -> Reading {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Reading {
        letters: vec!['x', 'y', 'n'],
        words: owned(&["none"]),
        functions: owned(&["sin", "cos", "tan", "f"]),
        units: owned(&["cm", "m", "kg", "£", "apples"]),
        expects,
    }
}

fn whole() -> impl Strategy<Value = Pieces> {
    (0_u32..1000).prop_map(|number| one(number.to_string()))
}

fn letter() -> impl Strategy<Value = Pieces> {
    select(vec!["x", "y", "n", "π"]).prop_map(one)
}

/// Numbers in every form, and letters.
fn leaf() -> impl Strategy<Value = Pieces> {
    prop_oneof![
        3 => whole(),
        3 => letter(),
        1 => select(vec!["1200.5", "0.50", ".5", "0.1(6)", "0.(3)", "0.(142857)", "007", "0·67", "½"]).prop_map(one),
        1 => (1_u32..20, 1_u32..20).prop_map(|(top, bottom)| vec![top.to_string(), "/".to_owned(), bottom.to_string()]),
        1 => (1_u32..9, 1_u32..9, 2_u32..9)
            .prop_map(|(whole, top, bottom)| vec![format!("{whole} {top}"), "/".to_owned(), bottom.to_string()]),
    ]
}

fn expression() -> impl Strategy<Value = Pieces> {
    leaf().prop_recursive(4, 24, 3, |inner| {
        let signs = select(vec!["+", "-", "×", "÷", "/", "±"]);
        let held = inner.clone().prop_map(bracketed);
        let factor = prop_oneof![letter(), held.clone()];
        let power = select(vec!["^2", "²", "^-1", "⁻³", "^(1/2)", "^10"]).prop_map(one);
        prop_oneof![
            (factor.clone(), signs, held.clone()).prop_map(|(left, sign, right)| all(&[
                left,
                one(sign),
                right
            ])),
            (inner.clone(), select(vec!["+", "-"]), whole())
                .prop_map(|(left, sign, right)| all(&[left, one(sign), right])),
            (whole(), factor.clone(), factor.clone()).prop_map(|(a, b, c)| all(&[a, b, c])),
            factor.clone().prop_map(|inner| all(&[one("-"), inner])),
            factor.clone().prop_map(|inner| all(&[one("±"), inner])),
            (factor.clone(), power).prop_map(|(base, power)| all(&[base, power])),
            held.clone().prop_map(|inner| all(&[inner, one("%")])),
            (select(vec!["√", "∛", "⁵√"]), factor.clone())
                .prop_map(|(root, inner)| all(&[one(root), inner])),
            (select(vec!["sin", "cos", "f", "tan⁻¹", "sin²"]), held.clone())
                .prop_map(|(name, inner)| all(&[one(name), inner])),
            (select(vec!["sin ", "cos^2 ", "f "]), letter())
                .prop_map(|(name, inner)| all(&[one(name), inner])),
            inner.clone().prop_map(|inner| all(&[one("abs("), inner, one(")")])),
            letter().prop_map(|inner| all(&[one("|"), inner, one("|")])),
            held,
        ]
    })
}

fn statement() -> impl Strategy<Value = Pieces> {
    let signs = || select(vec!["=", "<", ">", "<=", "≥", "≠"]);
    prop_oneof![
        (expression(), signs(), expression()).prop_map(|(a, sign, b)| all(&[a, one(sign), b])),
        (whole(), signs(), letter(), signs(), whole()).prop_map(|(a, first, b, second, c)| all(&[
            a,
            one(first),
            b,
            one(second),
            c
        ])),
    ]
}

fn listed(
    member: impl Strategy<Value = Pieces>,
    between: &'static str,
) -> impl Strategy<Value = Pieces> {
    prop::collection::vec(member, 2..4).prop_map(move |members| {
        let parts: Vec<Pieces> = members
            .into_iter()
            .enumerate()
            .map(|(n, member)| all(&[one(if n > 0 { between } else { "" }), member]))
            .collect();
        all(&parts)
    })
}

fn fenced(
    open: &'static str,
    inside: impl Strategy<Value = Pieces>,
    close: &'static str,
) -> impl Strategy<Value = Pieces> {
    inside.prop_map(move |inside| all(&[one(open), inside, one(close)]))
}

fn quantity() -> impl Strategy<Value = Pieces> {
    let unit =
        select(vec![" cm", " cm²", " m/s", " m s⁻¹", " apples", " kg", " p", "°", " °C", " ms⁻²"]);
    prop_oneof![
        (leaf(), unit).prop_map(|(amount, unit)| all(&[amount, one(unit)])),
        whole().prop_map(|amount| all(&[one("£"), amount])),
    ]
}

/// What is asked for, and an answer of that kind.
fn answer() -> impl Strategy<Value = (Expects, Pieces)> {
    let of =
        |expects: Expects, made: BoxedStrategy<Pieces>| made.prop_map(move |made| (expects, made));
    prop_oneof![
        4 => of(Expects::Expression, expression().boxed()),
        2 => of(Expects::Statement, statement().boxed()),
        1 => of(Expects::Statement, listed(statement(), " or ").boxed()),
        1 => of(Expects::Statement, listed(statement(), " and ").boxed()),
        1 => of(Expects::Ratio, listed(expression(), ":").boxed()),
        1 => of(Expects::Coordinates, fenced("(", listed(expression(), ", "), ")").boxed()),
        1 => of(Expects::Vector, fenced("[", listed(expression(), ";"), "]").boxed()),
        1 => of(Expects::Set, fenced("{", listed(expression(), ", "), "}").boxed()),
        1 => of(Expects::List, listed(expression(), ", ").boxed()),
        1 => of(Expects::Interval, (select(vec!["[", "("]), expression(), expression(), select(vec!["]", ")"]))
            .prop_map(|(open, low, high, close)| all(&[one(open), low, one(", "), high, one(close)])).boxed()),
        1 => of(Expects::Interval, select(vec!["(-∞, 3)", "[2, ∞)"]).prop_map(one).boxed()),
        1 => of(Expects::Remainder, (whole(), whole()).prop_map(|(a, b)| all(&[a, one(" r "), b])).boxed()),
        2 => of(Expects::Quantity, quantity().boxed()),
        1 => of(Expects::Quantity, (1_u32..99, 1_u32..999).prop_map(|(a, b)| vec![format!("{a} kg "), format!("{b} g")]).boxed()),
        1 => of(Expects::Money, (1_u32..99, 1_u32..99).prop_map(|(a, b)| vec![format!("£{a} "), format!("{b}p")]).boxed()),
        1 => of(Expects::Time, (0_u32..24, 0_u32..60).prop_map(|(a, b)| one(format!("{a}:{b:02}"))).boxed()),
        1 => of(Expects::Time, (1_u32..13, 0_u32..60).prop_map(|(a, b)| one(format!("{a}:{b:02} pm"))).boxed()),
        1 => of(Expects::Expression, Just(one("none")).boxed()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn every_tree_reads_back_the_same_with_the_same_value((expects, made) in answer()) {
        let (text, reading) = (made.concat(), reading(expects));
        let tree = read(&text, &reading).unwrap_or_else(|error| panic!("{text}: {error}"));
        let written = tree.to_text();
        let again = read(&written, &reading).unwrap_or_else(|error| panic!("{written}: {error}"));
        prop_assert!(again.is_same_as(&tree), "{} written as {} reads as {}", text, written, again.to_text());
        prop_assert_eq!(again.to_text(), written.clone());
        prop_assert_eq!(again.kind(), tree.kind());
        prop_assert_eq!(canonical(&written, &reading).ok(), canonical(&text, &reading).ok());
        prop_assert_ne!(same_value(&text, &written, &reading), Some(false), "{} and {}", text, written);
    }

    #[test]
    fn a_space_more_changes_nothing((expects, made) in answer(), spaces in prop::collection::vec(0_usize..3, 32)) {
        let reading = reading(expects);
        let wide: String =
            made.iter().zip(spaces.iter().cycle()).map(|(piece, n)| " ".repeat(*n) + piece).collect();
        let close = read(&made.concat(), &reading).unwrap_or_else(|error| panic!("{made:?}: {error}"));
        let apart = read(&wide, &reading).unwrap_or_else(|error| panic!("{wide}: {error}"));
        prop_assert!(apart.is_same_as(&close), "{} and {}", wide, close.to_text());
    }

    #[test]
    fn every_tree_is_written_well_formed((expects, made) in answer()) {
        let tree = read(&made.concat(), &reading(expects)).unwrap();
        check_mathml(&tree.to_mathml());
        check_typst(&tree.to_typst());
        let speech = tree.to_speech();
        prop_assert!(!speech.is_empty() && !speech.contains("  "), "{}", speech);
    }

    #[test]
    fn what_is_shown_is_well_formed_or_refused(
        text in prop::collection::vec(select(PIECES.to_vec()), 0..14), expects in select(SORTS.to_vec()),
    ) {
        let (text, reading) = (text.concat(), reading(expects));
        if let Ok(mathml) = to_mathml(&text, &reading) {
            check_mathml(&mathml);
            check_typst(&to_typst(&text, &reading).unwrap());
            prop_assert!(to_speech(&text, &reading).is_ok());
        }
    }
}

#[test]
fn the_made_up_trees_are_of_every_kind() {
    let mut runner = TestRunner::deterministic();
    let mut kinds: Vec<&str> = Vec::new();
    for _ in 0..4_000 {
        let (expects, made) = answer().new_tree(&mut runner).unwrap().current();
        kinds.push(read(&made.concat(), &reading(expects)).unwrap().kind());
    }
    for kind in KINDS {
        assert!(kinds.contains(&kind), "no {kind} was made");
    }
}

// All that a text can be read as, but for a gap, which no answer holds, and a bracket, which is told by what is in it.
const KINDS: [&str; 33] = [
    "whole number",
    "decimal",
    "recurring decimal",
    "letter",
    "mixed number",
    "negative",
    "sum",
    "difference",
    "product",
    "fraction",
    "division",
    "power",
    "percentage",
    "equation",
    "inequality",
    "chain",
    "alternatives",
    "statements together",
    "word",
    "root",
    "pi",
    "function",
    "plus or minus",
    "ratio",
    "coordinates",
    "vector",
    "set",
    "list",
    "interval",
    "remainder",
    "quantity",
    "quantity in parts",
    "time",
];

const SORTS: [Expects; 13] = [
    Expects::Expression,
    Expects::Ratio,
    Expects::Money,
    Expects::Time,
    Expects::Quantity,
    Expects::Coordinates,
    Expects::Vector,
    Expects::Set,
    Expects::List,
    Expects::Interval,
    Expects::Remainder,
    Expects::Statement,
    Expects::Working,
];

const PIECES: [&str; 44] = [
    "1", "20", "0.5", "0.1(6)", "½", "2 1/2", "3/4", "x", "y", "+", "-", "×", "÷", "/", "^", "²",
    "√", "∛", "sin ", "f(", "abs(", "|", "(", ")", "[", "]", "{", "}", "=", "<", ", ", "; ", ":",
    " or ", " r ", "±", "π", "%", "£", " cm²", "_", "none", "\"", "∅",
];
