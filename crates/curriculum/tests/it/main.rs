//! Tests of the curriculum crate at its front door: tables of data, and laws.

#![allow(clippy::unwrap_used)]

mod audit;
#[path = "../audit/mod.rs"]
mod checks;
mod expressions;
mod fixtures;
mod lessons;
mod messages;
mod sequences;
mod shipped;
mod tasks;
mod typed;
