//! How long it takes to mark one response: `cargo bench -p maths`.

use maths::{Acceptance, Item, Reading, mark};

fn main() {
    divan::main();
}

// Answer, acceptance, response: what pupils of Years 1 to 8 are asked and write.
const CASES: [(&str, &str, &str); 12] = [
    ("5", "whole-number", "5"),
    ("1200", "whole-number", "1,200"),
    ("3/4", "equal-value", "0.75"),
    ("3/4", "simplest-form", "6/8"),
    ("3/4", "simplest-form", "3/4"),
    ("7/4", "mixed-number", "1 3/4"),
    ("7/4", "improper-fraction", "7/4"),
    ("1/2", "equal-value", "½"),
    ("3x+6", "expanded", "6 + 3x"),
    ("3x+6", "expression", "3(x+2)"),
    ("3(x+2)", "factorised", "3(2+x)"),
    ("x^2+5x+6", "expanded", "(x+2)(x+3)"),
];

fn item(answer: &str, accept: &str) -> Item {
    let accept: Acceptance = accept.parse().expect("a known acceptance");
    Item {
        answer: answer.to_owned(),
        accept,
        reading: Reading { letters: vec!['x'], ..Reading::default() },
    }
}

/// One case at a time.
#[divan::bench(args = CASES)]
fn one((answer, accept, response): (&str, &str, &str)) -> &'static str {
    let item = item(answer, accept);
    mark(divan::black_box(response), &item).outcome()
}

/// All twelve in turn: divide by twelve for the mean.
#[divan::bench]
fn all(bencher: divan::Bencher) {
    let items: Vec<_> =
        CASES.iter().map(|(answer, accept, response)| (item(answer, accept), *response)).collect();
    bencher.bench_local(|| {
        items
            .iter()
            .filter(|(item, response)| {
                mark(divan::black_box(response), item).outcome() == "correct"
            })
            .count()
    });
}
