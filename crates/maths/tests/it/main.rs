//! The front door of the crate, tested with tables and laws.

mod laws;
mod limits;
mod manual;
mod marking;
mod numbers;
mod reading;
mod written;
