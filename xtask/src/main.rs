//! Chores for developers: `cargo xtask tidy`.

fn main() {}
