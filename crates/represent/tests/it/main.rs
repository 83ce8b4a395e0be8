//! Representations through the front door: built from fields, drawn, read back from the drawing.

#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap should stop")]

mod apart;
mod every;
mod figures;
mod laws;
mod refused;
mod tables;

use maths::Number;
use represent::{Drawing, Field, Fields, ReadBack, build, read_back};

fn n(number: i64) -> Field {
    number.into()
}

fn t(text: &str) -> Field {
    text.into()
}

fn l<const N: usize>(items: [Field; N]) -> Field {
    Field::List(items.into())
}

fn ratio(top: i64, bottom: i64) -> Number {
    Number::try_ratio(top, bottom).unwrap()
}

fn fields<const N: usize>(pairs: [(&str, Field); N]) -> Fields {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn drawn<const N: usize>(kind: &str, pairs: [(&str, Field); N]) -> Drawing {
    build(kind, &fields(pairs)).unwrap_or_else(|error| panic!("{kind}: {error}")).draw()
}

fn read<const N: usize>(kind: &str, pairs: [(&str, Field); N]) -> ReadBack {
    read_back(&drawn(kind, pairs).svg).unwrap_or_else(|error| panic!("{kind}: {error}"))
}

fn message<const N: usize>(kind: &str, pairs: [(&str, Field); N]) -> String {
    build(kind, &fields(pairs)).expect_err("should be refused").to_string()
}
