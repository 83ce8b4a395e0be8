//! Paper: practice sheets, answers, exit slips and the keep-up page as PDF.
//!
//! A `Sheet` is a plain value that says all that is on the paper, so that the same value makes the same bytes again.
//! Never reads a file, the clock or the network: fonts and template are built in, everything else is in the value.
//! Start at `sheet` and at `Sheet`.

mod error;
mod maths_text;
mod page;
mod sheet;
mod text;
mod typeset;

pub use error::PrintError;
pub use sheet::{
    Answer, Answers, Contrast, Did, ExitSlips, KeepUp, Panel, Picture, Practice, PrintItem, Report,
    ReportTable, Sheet, SlipsPerPage, Tint,
};
pub use text::{Piece, Text};
pub use typeset::{pack, sheet};
