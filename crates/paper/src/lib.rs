//! What is on paper, as plain values: practice sheets, answers, exit slips, the keep-up page, a report of figures.
//!
//! A [`Sheet`] says all that is on the paper, so that the same value makes the same bytes again. Nothing is typeset
//! here: `print` does that, and is slow to compile, so the pages of the program know only this. Start at [`Sheet`].

mod error;
mod sheet;
mod text;

pub use error::PrintError;
pub use sheet::{
    Answer, Answers, Contrast, Did, ExitSlips, KeepUp, Panel, Picture, Practice, PrintItem, Report,
    ReportTable, Sheet, SlipsPerPage, Tint,
};
pub use text::{Piece, Text};
