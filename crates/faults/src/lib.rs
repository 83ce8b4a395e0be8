//! A disk that fails when told to, for tests and trials of what keeps things in SQLite.
//!
//! SQLite reaches its files through a table of functions; ours goes before the system's own, counts what is done to
//! the files of a watched folder, and makes one of those things fail. What was written is kept in order, so that the
//! disk can be shown as a power cut would have left it. Files elsewhere are left alone; nothing that ships uses this.
//! Start at [`Watched`] and [`after_power_cut`].

mod image;
mod layer;
mod watched;

pub use image::{after_power_cut, chance};
pub use watched::{Done, Fault, Watched};
