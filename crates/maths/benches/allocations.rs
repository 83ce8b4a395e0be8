//! How much memory it takes to mark one response: `cargo bench -p maths --bench allocations`.
//!
//! The times it shows are longer than those of `--bench mark`, because every allocation is counted.

mod cases;

use cases::{CASES, Case, item};
use divan::{Bencher, black_box};
use maths::mark;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// One case at a time.
#[divan::bench(args = CASES, sample_count = 10)]
fn one(bencher: Bencher, (answer, accept, response): Case) {
    let item = item(answer, accept);
    bencher.bench_local(|| mark(black_box(response), black_box(&item)).outcome());
}
