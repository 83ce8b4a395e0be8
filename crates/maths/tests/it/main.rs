//! The front door of the crate, tested with tables and laws.

#![allow(clippy::unwrap_used)] // A table that cannot be read should stop its test.

mod acceptance_laws;
mod algebra_laws;
mod explained;
mod laws;
mod limits;
mod manual;
mod marking;
mod numbers;
mod page;
mod reading;
mod reading_manual;
mod shape;
mod tree_laws;
mod working;
mod written;
