//! How much work and memory any text may cost, counted: a program of its own, because the counting is for all of it.
//!
//! Memory is what was asked for in all, given back or not, so it is at least what is held at any one time.

#![allow(clippy::unwrap_used)] // A corpus that cannot be read should stop its test.

mod fuzzing;

use std::alloc::System;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use maths::{Acceptance, Expects, Item, Reading, mark, read, to_mathml};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use fuzzing::{Fuzzing, Target};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

// Tests of one program run side by side; what they ask for is counted together.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

const MOST_BYTES: usize = 16 << 20;

/// How many times memory was asked for, and how many bytes in all.
fn cost(work: impl FnOnce()) -> (usize, usize) {
    let region = Region::new(MEMORY);
    work();
    let change = region.change();
    (change.allocations + change.reallocations, change.bytes_allocated)
}

fn reading(expects: Expects) -> Reading {
    Reading {
        letters: vec!['x', 'y', 'a'],
        units: vec!["cm".to_owned()],
        expects,
        ..Reading::default()
    }
}

fn heavy() -> Vec<String> {
    let many = |piece: &str, n: usize| piece.repeat(n);
    vec![
        "9^9^9".to_owned(),
        "9^99^99".to_owned(),
        "((9^99)^99)^99".to_owned(),
        "(x-a)^59999".to_owned(),
        "(x-a)^30".to_owned(),
        "(x+y+a+1)^30".to_owned(),
        "(x+y+a+1)^9".to_owned(),
        many("(", 10_000),
        many("(", 10_000) + "1" + &many(")", 10_000),
        many("(", 49) + "1" + &many(")", 49),
        many("[", 49) + "1,2" + &many("]", 49),
        many("{", 400),
        many("|", 400),
        many("-", 400) + "1",
        many("±", 45) + "1",
        many("1±(", 40) + "1" + &many(")", 40),
        many("√", 400) + "1",
        many("2^", 200) + "1",
        many("sin ", 200) + "x",
        many("1", 1 << 20),
        many("a", 1 << 20),
        many("½", 1 << 19),
        many("٣", 1 << 19),
        many(" ", 1 << 20),
        "1٣２३".to_owned(),
        "1/0".to_owned(),
        "20".to_owned() + &many("%", 490),
        "1/(2-2)".to_owned(),
        many("1+", 249) + "1",
        many("x+y+", 120) + "1",
        many("(x+1)", 24) + "x",
        many("1/3+", 120) + "1",
        "0.".to_owned() + &many("1", 90) + "...",
        many("twenty ", 250),
        many("one hundred and ", 100) + "one",
        many("£1 1p ", 100),
        many("1,", 499) + "1",
        many("x=1 or ", 100) + "x=2",
        many("1<", 200) + "x",
        format!("{0}/{0}", many("9", 100)),
        format!("{0}*{0}", many("9", 100)) + "^99",
        "√".to_owned() + &many("9", 100),
        many("√2+√3+√5+√7+√11+√13+", 20) + "1",
        "(√2+√3+√5+√7+√11+√13)^20".to_owned(),
        "1/(√2+√3+√5+√7+√11+√13)".to_owned(),
    ]
}

#[test]
fn no_text_costs_more_than_it_may() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let sorts = [Expects::Expression, Expects::Statement, Expects::List, Expects::Interval];
    for text in heavy() {
        let shown: String = text.chars().take(40).collect();
        for expects in sorts {
            let reading = reading(expects);
            let (_, bytes) = cost(|| drop(read(&text, &reading)));
            assert!(bytes <= 1 << 20, "reading `{shown}` asked for {bytes} bytes");
            let (_, bytes) = cost(|| drop(to_mathml(&text, &reading)));
            assert!(bytes <= MOST_BYTES, "writing `{shown}` asked for {bytes} bytes");
        }
        for accept in
            ["equal-value", "expanded", "factorised", "solution-set", "set", "simplified-surd"]
        {
            let accept: Acceptance = accept.parse().unwrap();
            let item =
                Item { answer: "x+1".to_owned(), accept, reading: reading(Expects::Expression) };
            let (_, bytes) = cost(|| drop(mark(&text, &item)));
            assert!(
                bytes <= MOST_BYTES,
                "marking `{shown}` as {} asked for {bytes} bytes",
                item.accept
            );
        }
    }
}

#[test]
fn reading_asks_for_little() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    // The text, the tokens, the numbers, the nodes and their places in the text; then the members of lists.
    for (text, most) in
        [("5", 5), ("3/4", 5), ("3x + 6", 5), ("(x+2)(x+3)", 5), ("x = 2 or x = -2", 11)]
    {
        let reading = reading(Expects::Statement);
        let (times, _) = cost(|| drop(read(text, &reading)));
        assert!(times <= most, "reading `{text}` asked for memory {times} times");
    }
}

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

#[test]
fn made_up_texts_are_read_and_marked_within_their_bounds() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    for (target, n_trials) in [(Target::Reading, 20_000), (Target::Marking, 10_000)] {
        let mut run = Fuzzing::new(target, 1, &corpus());
        assert!(run.n_seeds() > 200, "the corpus holds only {} texts", run.n_seeds());
        for _ in 0..n_trials {
            let mut trial = None;
            let (_, bytes) = cost(|| trial = Some(run.run()));
            let trial = trial.unwrap();
            assert!(bytes <= MOST_BYTES, "`{}` asked for {bytes} bytes", trial.text);
            assert_eq!(trial.fault, None, "{target:?}: {:?}", trial.text);
        }
    }
}
