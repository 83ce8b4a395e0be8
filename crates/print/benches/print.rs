//! One worksheet and a class set of thirty, beside the typesetter's own page.

#[path = "../tests/it/samples.rs"]
#[allow(dead_code)]
mod samples;

use paper::{Practice, PrintItem, Sheet};

fn main() {
    divan::main();
}

/// A sheet unlike every one before it, so that nothing remembered helps but the type.
fn fresh(n: usize) -> Sheet {
    let practice = samples::practice();
    Sheet::Practice(Practice {
        title: format!("{} {n}", practice.title),
        code: format!("{n:08}"),
        ..practice
    })
}

/// One question and nothing else: what the typesetter itself costs.
#[divan::bench]
fn nearly_empty_page() -> Vec<u8> {
    let items = vec![PrintItem { number: "1".to_owned(), ..PrintItem::default() }];
    print::sheet(&Sheet::Practice(Practice { items, ..Practice::default() }))
        .expect("an empty page prints")
}

#[divan::bench]
fn one_worksheet(bencher: divan::Bencher) {
    let mut n = 0;
    bencher
        .with_inputs(|| (n += 1, fresh(n)).1)
        .bench_local_refs(|sheet| print::sheet(sheet).expect("the sample fits"));
}

#[divan::bench(sample_count = 10)]
fn thirty_copies(bencher: divan::Bencher) {
    let mut n = 0;
    let pack = || {
        n += 30;
        (n - 30..n).map(fresh).collect::<Vec<_>>()
    };
    bencher
        .with_inputs(pack)
        .bench_local_refs(|sheets| print::pack(sheets).expect("the samples fit"));
}
