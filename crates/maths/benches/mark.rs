//! How long it takes to mark one response, both sides read each time: `cargo bench -p maths --bench mark`.
//!
//! The cases are of every kind that schools ask for. Allocations are counted by `--bench allocations`, apart, because
//! counting them takes time. Figures are kept in `docs/speed.md`.

mod cases;

use cases::{CASES, Case, item};
use divan::{Bencher, black_box};
use maths::{Item, Misconception, Prepared, Reading, mark, read};

fn main() {
    divan::main();
}

/// One case at a time.
#[divan::bench(args = CASES)]
fn one(bencher: Bencher, (answer, accept, response): Case) {
    let item = item(answer, accept);
    bencher.bench_local(|| mark(black_box(response), black_box(&item)).outcome());
}

fn items() -> Vec<(Item, &'static str)> {
    CASES.iter().map(|(answer, accept, response)| (item(answer, accept), *response)).collect()
}

/// All cases in turn: divide by their number for the mean.
#[divan::bench]
fn all(bencher: Bencher) {
    let items = items();
    let is_right = |(item, response): &&(Item, &str)| {
        mark(black_box(response), black_box(item)).outcome() == "correct"
    };
    bencher.bench_local(|| items.iter().filter(is_right).count());
}

/// All cases, both texts read and nothing decided.
#[divan::bench]
fn all_read(bencher: Bencher) {
    let readings = items().into_iter().map(|(item, response)| {
        let reading = Reading { expects: item.accept.expects(), ..item.reading.clone() };
        (item.answer, response, reading)
    });
    let readings: Vec<_> = readings.collect();
    let are_read = |(answer, response, reading): &&(String, &str, Reading)| {
        read(black_box(response), reading).is_ok() && read(black_box(answer), reading).is_ok()
    };
    bencher.bench_local(|| readings.iter().filter(are_read).count());
}

/// All cases, the answers read before.
#[divan::bench]
fn all_prepared(bencher: Bencher) {
    let items: Vec<_> =
        items().iter().map(|(item, response)| (Prepared::new(item, &[]), *response)).collect();
    let is_right = |(item, response): &&(Prepared, &str)| {
        item.mark(black_box(response)).outcome() == "correct"
    };
    bencher.bench_local(|| items.iter().filter(is_right).count());
}

/// What no reader can do without: all cases, each character of both texts looked at and the texts kept.
#[divan::bench]
fn floor(bencher: Bencher) {
    let items = items();
    let looked_at =
        |text: &str| (text.chars().filter(char::is_ascii_digit).count(), text.to_owned());
    bencher.bench_local(|| {
        let both = |(item, response): &(Item, &str)| {
            black_box((looked_at(black_box(response)), looked_at(black_box(&item.answer))));
        };
        items.iter().for_each(both);
    });
}

/// Texts as long and as hard as are read: none is to take 20 milliseconds.
#[divan::bench(args = ["percents", "fractions", "roots", "alternatives", "factors"])]
fn longest(bencher: Bencher, kind: &str) {
    const PRIMES: [u32; 9] = [2, 3, 5, 7, 11, 13, 17, 19, 23];
    let many = |piece: fn(u32) -> String, n: u32, between: &str| {
        (2..n).map(piece).collect::<Vec<_>>().join(between)
    };
    let (answer, accept, response) = match kind {
        "percents" => ("7", "mixed-number", format!("20{}", "%".repeat(490))),
        "fractions" => ("7", "equal-value", many(|n| format!("1/{}", n * n + 1), 120, "+")),
        "roots" => ("x = 2", "solution-set", PRIMES.map(|n| format!("(1+√{n})")).concat()),
        "alternatives" => ("x = 2", "set", many(|n| format!("x=√{}", n * n + 1), 60, " or ")),
        _ => {
            let response = "(x^6+3x^5y-2y^6+7)/(x^5-y^5+x^3y^2-11)";
            ("3x+6", "single-fraction", response.to_owned())
        }
    };
    let mut item = item(answer, accept);
    item.reading.letters = vec!['x', 'y'];
    bencher.bench_local(|| mark(black_box(&response), black_box(&item)).outcome());
}

/// A wrong answer of each kind found among so many misconceptions, the item made ready before.
#[divan::bench(args = [0, 8, 40, 200])]
fn explained_number(bencher: Bencher, n: i64) {
    explained(bencher, n, ("3/4", "simplest-form", "10/14"), |n| format!("{n}/7"));
}

#[divan::bench(args = [0, 8, 40, 200])]
fn explained_expression(bencher: Bencher, n: i64) {
    explained(bencher, n, ("3x + 6", "expanded", "5x + 3"), |n| format!("3 + {n}x"));
}

#[divan::bench(args = [0, 8, 40, 200])]
fn explained_set(bencher: Bencher, n: i64) {
    explained(bencher, n, ("{1, 2, 3}", "set", "{5, 1, 2}"), |n| format!("{{1, 2, {n}}}"));
}

fn explained(
    bencher: Bencher,
    n: i64,
    (answer, accept, response): Case,
    predicted: fn(i64) -> String,
) {
    // All but the answer itself.
    let misconceptions: Vec<Misconception> =
        (4..4 + n).map(|n| Misconception { id: format!("m{n}"), response: predicted(n) }).collect();
    let prepared = Prepared::new(&item(answer, accept), &misconceptions);
    bencher.bench_local(|| prepared.explain(black_box(response)).misconceptions.len());
}
