//! Exact numbers and expressions as pupils write them: read, write, mark.
//!
//! Pure and exact: no floats, files, clock, network or chance. Every reader and marker counts its steps.
//! Start at `mark`.
