//! The `tenframe` program: arguments, wiring, `main`.

fn main() {}
