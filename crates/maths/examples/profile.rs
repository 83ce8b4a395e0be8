//! Marks the cases of the bench many times over, for a profiler to look at:
//! `valgrind --tool=callgrind target/release/examples/profile read 1000`.
//!
//! The first argument says how much is done: `read` both texts, or `mark` the response. The second says how often; a
//! third picks one case by its place. Counted instructions do not depend on what else the machine is doing.

#[path = "../benches/cases/mod.rs"]
mod cases;

use std::hint::black_box;

use cases::{CASES, item};
use maths::{Item, Reading, mark, read};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let work = match arguments.next().as_deref() {
        Some("read") => read_both,
        _ => mark_one,
    };
    let mut number = || arguments.next().and_then(|number| number.parse::<usize>().ok());
    let (times, only) = (number().unwrap_or(1_000), number());
    for (place, (answer, accept, response)) in CASES.iter().enumerate() {
        if only.is_none_or(|only| only == place) {
            let item = item(answer, accept);
            (0..times).for_each(|_| work(black_box(response), black_box(&item)));
        }
    }
}

fn read_both(response: &str, item: &Item) {
    let reading = Reading { expects: item.accept.expects(), ..item.reading.clone() };
    let _ = black_box((read(response, &reading), read(&item.answer, &reading)));
}

fn mark_one(response: &str, item: &Item) {
    black_box(mark(response, item));
}
