//! Work groups and rules, as a hub lead would check them.

#![allow(clippy::unwrap_used)]

mod grouping;
mod rules;
mod school_years;
