//! Evidence from a class and what follows from it: results, causes, keep-up, going on.
//!
//! Pure: facts in, states out. Start at `Fact`.
