//! Tests of the curriculum crate at its front door: tables of data, and laws.

#![allow(clippy::unwrap_used)]

mod audit;
mod case_studies;
#[path = "../audit/mod.rs"]
mod checks;
mod concepts;
mod errors_page;
mod expressions;
mod fixtures;
mod lessons;
mod messages;
mod sequences;
mod shipped;
mod tasks;
mod typed;
