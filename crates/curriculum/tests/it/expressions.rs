//! The expression language: a table of values, a table of errors, and the laws that keep it safe.

use curriculum::{Expression, Scope, Value};
use proptest::prelude::*;

fn scope() -> Scope {
    let mut scope = Scope::new();
    scope.insert("whole".to_owned(), Value::from(24));
    scope.insert("parts".to_owned(), Value::from(4));
    scope.insert("picture".to_owned(), Value::from("bar"));
    scope.insert(
        "list".to_owned(),
        Value::List(vec![Value::from(3), Value::from(1), Value::from(2)]),
    );
    scope
}

#[track_caller]
fn check(table: &str) {
    for row in table.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let (source, expected) = row.split_once(" => ").expect("row is `expression => value`");
        let actual = match Expression::read(source.trim()).and_then(|read| read.value(&scope())) {
            Ok(value) => value.to_source(),
            Err(error) => format!("! {} @{}..{}", error.message, error.span.start, error.span.end),
        };
        assert_eq!(actual, expected.trim(), "{source}");
    }
}

#[test]
fn arithmetic_is_exact() {
    check(
        "
        1 + 2 * 3 => 7
        (1 + 2) * 3 => 9
        1 / 3 + 1 / 6 => 1/2
        0.1 + 0.2 => 3/10
        whole mod 5 => 4
        -7 mod 5 => 3
        -2 ^ 2 => -4
        2 ^ 10 => 1024
        whole - parts => 20
        10 - 3 - 2 => 5
        ",
    );
}

#[test]
fn choices_and_comparisons() {
    check(
        "
        if whole > 20 and not (parts = 5) then 'big' else 'small' => 'big'
        picture = 'bar' or whole / 0 = 1 => true
        whole >= 24 => true
        whole != 24 => false
        [1, 2] = [1, 2] => true
        if true then 1 else 1 / 0 => 1
        ",
    );
}

#[test]
fn functions() {
    check(
        "
        gcd(whole, 18) => 6
        lcm(4, 6) => 12
        min(3, 1, 2) => 1
        max(list) => 3
        sum(list) => 6
        round(5 / 2) => 3
        round(-5 / 2) => -2
        round-to(347, 10) => 350
        ceiling(7 / 2) => 4
        sort(list) => [1, 2, 3]
        item(list, 2) => 1
        position(list, 9) => 0
        digits(352) => [3, 5, 2]
        from-digits(reverse(digits(352))) => 253
        digit(352, 10) => 5
        digit(3.75, 0.1) => 7
        places(0.75) => 2
        frac(2, 4) => '2/4'
        mixed(1, 3, 4) => '1 3/4'
        mixed-of(7 / 4) => '1 3/4'
        simplest(6 / 8) => '3/4'
        decimal(7 / 4) => '1.75'
        in-words(21) => 'twenty-one'
        fraction-words(2, 3) => 'two thirds'
        fraction-words(1, 2) => 'one half'
        a-or-an(8) => 'an'
        plural(1, 'part', 'parts') => 'part'
        concat(parts, ' in ', whole) => '4 in 24'
        linear(3, 'x', 6) => '3x + 6'
        linear(1, 'x', -4) => 'x - 4'
        linear(-1, 'y', 0) => '-y'
        range(1, 3) => [1, 2, 3]
        range(0, 1, 1 / 2) => [0, 1/2, 1]
        is-prime(29) => true
        is-prime(1) => false
        column-subtract(52, 27) => 25
        column-subtract(52, 27, bug = 'smaller-from-larger') => 35
        column-add(47, 38, bug = 'no-exchange') => 75
        ",
    );
}

#[test]
fn errors_point_at_the_piece() {
    check(
        "
        whole / 0 => ! `24` is divided by 0 here @0..9
        whole / pats => ! `pats` is not known here @8..12
        1 + => ! expected a number, a name or a bracket, found the end @3..3
        flor(3) => ! `flor` is not a function @0..4
        gcd() => ! `gcd` takes at least 1, found 0 @0..5
        picture + 1 => ! expected a number, found a text (`'bar'`) @0..7
        2 ^ 1000 => ! `1000` is not a power from 0 to 64 @0..8
        item(list, 4) => ! there is no item 4 in a list of 3 @0..13
        1 < 2 < 3 => ! expected the end of the expression or an operator, found `<` @6..7
        'open => ! this text has no closing quote @0..5
        decimal(1 / 3) => ! `1/3` has no decimal that ends @0..14
        range(1, 5000) => ! this list has more than 1000 items @0..14
        column-subtract(9, 3, bug = 'none') => ! `none` is not an error of this written method @0..35
        ",
    );
}

#[test]
fn a_minus_without_spaces_is_explained() {
    let error = Expression::read("whole-parts").unwrap().value(&scope()).unwrap_err();
    assert_eq!(error.help, "to subtract, put spaces round the minus: `whole - parts`");
}

#[test]
fn large_work_is_refused_by_count() {
    let deep = format!("{}1{}", "(".repeat(200), ")".repeat(200));
    assert!(Expression::read(&deep).is_err());
    let long = vec!["1"; 1_900].join("+");
    assert!(Expression::read(&long).is_err());
    let huge = "((((2^64)^64)^64)^64)";
    assert!(Expression::read(huge).unwrap().value(&scope()).is_err());
    let slow = "sum(sort(range(1, 999))) + sum(sort(range(1, 999))) + sum(sort(range(1, 999))) + sum(sort(range(1, 999)))";
    let (value, steps) = Expression::read(slow).unwrap().value_and_steps(&scope());
    assert!(value.is_err() && steps <= 20_001, "{steps}");
}

fn piece() -> impl Strategy<Value = String> {
    let words = [
        "whole",
        "parts",
        "list",
        "picture",
        "1",
        "0",
        "2.5",
        "'a'",
        "(",
        ")",
        "[",
        "]",
        ",",
        "+",
        "-",
        "*",
        "/",
        "mod",
        "^",
        "=",
        "<",
        "and",
        "or",
        "not",
        "if",
        "then",
        "else",
        "gcd(",
        "sum(",
        "digits(",
        "concat(",
        "frac(",
        "column-subtract(",
        "bug =",
        "range(",
        "in-words(",
        "linear(",
        "true",
        "é",
        "`",
        "round-to(",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn evaluating_anything_never_panics_and_is_bounded(pieces in prop::collection::vec(piece(), 0..40)) {
        if let Ok(read) = Expression::read(&pieces.join(" ")) {
            let (_, steps) = read.value_and_steps(&scope());
            prop_assert!(steps <= 20_001);
        }
    }

    #[test]
    fn reading_any_text_never_panics_and_errors_lie_inside(text in "\\PC{0,60}") {
        if let Err(error) = Expression::read(&text) {
            prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len());
        }
    }

    #[test]
    fn sums_agree_with_whole_numbers(a in -10_000_i64..10_000, b in -10_000_i64..10_000, c in 1_i64..500) {
        let source = format!("(({a}) + ({b})) * {c} - ({a}) mod {c}");
        let expected = (a + b) * c - a.rem_euclid(c);
        prop_assert_eq!(Expression::read(&source).unwrap().value(&scope()).unwrap(), Value::from(expected));
    }

    #[test]
    fn loading_any_family_file_never_panics(cut in 0_usize..3_000, insert in "[\\[\\]{}=\"a-z0-9 \n|]{0,6}") {
        let path = crate::fixtures::folder("fixtures/sound-content/task-families/share/family.toml");
        let mut text = std::fs::read_to_string(path).unwrap();
        let at = text.floor_char_boundary(cut % text.len());
        text.insert_str(at, &insert);
        let files = vec![("task-families/share/family.toml".to_owned(), text)];
        let loaded = curriculum::Content::load_quickly(&files);
        for problem in loaded.problems {
            prop_assert!(problem.line >= 1 && problem.column >= 1 && !problem.to_string().is_empty());
        }
    }
}
