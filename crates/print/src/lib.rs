//! A sheet of paper set as PDF.
//!
//! Never reads a file, the clock or the network: fonts and template are built in, everything else is in the sheet.
//! What a sheet holds is `paper`'s. Start at [`sheet`].

mod maths_text;
mod page;
mod typeset;

pub use typeset::{pack, sheet};
