//! Exact numbers and expressions as pupils write them: read, write, mark.
//!
//! Pure and exact: no floats, files, clock, network or chance; every reader and marker counts its steps.
//! The way through: `lexer` keeps what was typed, `parser` builds the faithful `tree`, `value` works out what it is
//! worth, `mark` compares value and then form, `write` turns the same tree into text, MathML and speech.
//! Start at [`mark`]; what content may ask for is in [`Acceptance`].

mod acceptance;
mod item;
mod lexer;
mod limits;
mod mark;
mod number;
mod parser;
mod reading;
#[allow(dead_code, unused_imports)] // Its users, the forms of equations, come next.
mod solve;
mod tree;
mod unit;
mod unreadable;
#[allow(dead_code, unused_imports)] // As above.
mod value;
mod write;

pub use acceptance::{
    ACCEPTANCES, About, Acceptance, Example, Options, Outcome, Rule, UnknownAcceptance,
    acceptance_names,
};
pub use item::{Item, ItemError};
pub use limits::TooLarge;
pub use mark::{
    Explained, Gate, Marking, Misconception, Prepared, Slip, Verdict, canonical, mark, same_value,
};
pub use number::{Number, NumberError};
pub use reading::{Expects, ReadError, Reading, read};
pub use tree::Tree;
pub use unreadable::Unreadable;
pub use write::{to_mathml, to_speech};
