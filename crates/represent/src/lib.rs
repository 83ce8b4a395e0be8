//! Representations as values, drawn to SVG and read back from the geometry.
//!
//! Pure: a drawing is a function of its numbers. Start at `Representation`.
