//! Exact school mathematics as pupils write it: read it, mark it, explain it, write it out again.
//!
//! Pure and exact: no floats, files, clock, network or chance; every reader and marker counts its steps, so that no
//! text takes long. What cannot be decided exactly is [`Marking::Undecided`], never a guess.
//!
//! # One question from start to end
//!
//! A teacher asks for the solutions of x² = 9. What is asked is an [`Item`]; with the wrong answers that are expected it
//! is [`Prepared`] once, and then marks the whole class.
//!
//! ```
//! use maths::{Item, Marking, Misconception, Prepared, Reading, read};
//!
//! let item = Item {
//!     answer: "x = 3 or x = -3".to_owned(),
//!     accept: "solution-set".parse()?,
//!     reading: Reading { letters: vec!['x'], ..Reading::default() },
//! };
//! // An author's check: the item accepts its own answer.
//! item.check()?;
//!
//! let one_root = Misconception { id: "one-root".to_owned(), response: "x = 3".to_owned() };
//! let question = Prepared::new(&item, &[one_root]);
//!
//! // Any right way of writing it is right.
//! for response in ["x=±3", "x = -3, x = 3", "3 or -3"] {
//!     assert_eq!(question.mark(response).outcome(), "correct", "{response}");
//! }
//!
//! // A wrong answer is wrong for a reason: a note for records, a sentence for the pupil, an expected mistake.
//! let wrong = question.explain("x = 3");
//! assert_eq!(wrong.marking.outcome(), "incorrect");
//! assert_eq!(wrong.marking.note(), "solution-set.some-missing");
//! assert_eq!(wrong.misconceptions, ["one-root"]);
//!
//! // What cannot be read is asked again: record nothing, show the sentence, point at the piece.
//! let Marking::Unreadable(unreadable) = question.mark("x = 3 or") else { panic!("it ends early") };
//! assert_eq!(unreadable.message, "I can't read the `or` at the end: a number should come after it.");
//!
//! // And all of it can be shown, said and printed.
//! let tree = read("x = 3 or x = -3", &Reading { expects: maths::Expects::Statement, ..item.reading })?;
//! assert_eq!(tree.to_speech(), "x equals three or x equals negative three");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Marking
//!
//! An [`Item`] says what is asked: the right answer, what an answer must be ([`Acceptance`]), and what may be written
//! ([`Reading`]). [`mark`] puts four questions to a response, each on its own: is the value right, the unit, the form,
//! the precision?
//!
//! ```
//! use maths::{Acceptance, Gate, Item, Marking, Reading, mark};
//!
//! let item = Item {
//!     answer: "3/4".to_owned(),
//!     accept: Acceptance::SimplestForm,
//!     reading: Reading::default(),
//! };
//! assert_eq!(mark("3/4", &item).outcome(), "correct");
//!
//! let Marking::Verdict(verdict) = mark("6/8", &item) else { panic!("it can be read") };
//! assert_eq!(verdict.value, Gate::Pass);
//! assert_eq!(verdict.form, Gate::Fail);
//! assert_eq!(verdict.note, "simplest-form.not-simplest");
//! assert_eq!(verdict.say, "The value is right. It can be written with smaller numbers.");
//!
//! // What cannot be read is not wrong: the pupil is told which piece, and asked again.
//! let Marking::Unreadable(unreadable) = mark("3/", &item) else { panic!("a number is missing") };
//! assert_eq!(unreadable.note, "missing-after");
//! assert_eq!(unreadable.span, 1..2);
//! ```
//!
//! An acceptance is named in one text, its options after its name. [`ACCEPTANCES`] lists them all.
//!
//! ```
//! use maths::{Acceptance, Item, Reading, mark};
//!
//! let accept: Acceptance = "decimal-places 2".parse()?;
//! let item = Item { answer: "2/3".to_owned(), accept, reading: Reading::default() };
//! assert_eq!(mark("0.67", &item).outcome(), "correct");
//! assert_eq!(mark("0.667", &item).note(), "decimal-places.too-many-places");
//! assert_eq!(mark("0.66", &item).note(), "decimal-places.wrong-rounding");
//! # Ok::<(), maths::UnknownAcceptance>(())
//! ```
//!
//! # Many responses, and wrong answers explained
//!
//! [`Prepared`] reads an item once, with the wrong answers that its misconceptions predict.
//!
//! ```
//! use maths::{Acceptance, Item, Misconception, Prepared, Reading, Slip};
//!
//! let item = Item {
//!     answer: "5".to_owned(),
//!     accept: Acceptance::WholeNumber,
//!     reading: Reading::default(),
//! };
//! let takes_away = Misconception { id: "takes-away".to_owned(), response: "16".to_owned() };
//! let prepared = Prepared::new(&item, &[takes_away]);
//! assert_eq!(prepared.explain("16").misconceptions, ["takes-away"]);
//! assert_eq!(prepared.explain("50").slips, [Slip::PowerOfTen]);
//! ```
//!
//! # Working, line by line
//!
//! [`check_working`] compares each line of a column with the one above it and names the first break.
//!
//! ```
//! use maths::{Reading, check_working};
//!
//! let reading = Reading { letters: vec!['x'], ..Reading::default() };
//! let working = check_working("5 - x > 2\n-x > -3\nx > 3", &reading);
//! assert_eq!(working.first_break(), Some(2));
//! assert_eq!(working.lines[2].note, "working.sign-not-turned");
//! ```
//!
//! # Reading and writing
//!
//! [`read`] gives a [`Tree`] of what was typed, sign for sign; a tree is written as text that reads back the same, as
//! MathML for a page, as speech, and as typst source for paper, both with the speech as their text alternative.
//! The item's letters, words, functions and units decide the one reading of a text, and [`Expects`] what sort of answer
//! it is; marking takes that from the acceptance.
//!
//! ```
//! use maths::{Reading, read};
//!
//! let reading = Reading { letters: vec!['x'], ..Reading::default() };
//! let tree = read("x²+2½x", &reading)?;
//! assert_eq!(tree.to_text(), "x^2 + 2 1/2x");
//! assert_eq!(tree.to_speech(), "x squared plus two and a half x");
//! assert!(tree.to_mathml().starts_with("<math alttext=\"x squared plus two and a half x\">"));
//! assert!(tree.to_typst().contains("$display(attach(x, t: 2) + 2 frac(1, 2) x)$"));
//! # Ok::<(), maths::ReadError>(())
//! ```
//!
//! A text for a page, with gaps to fill, is not an answer: [`to_mathml`], [`to_speech`] and [`to_typst`] read it.
//!
//! ```
//! use maths::{Reading, read, to_speech};
//!
//! assert_eq!(to_speech("_/4 = 6/8", &Reading::default())?, "gap over four equals six eighths");
//! assert!(read("_/4", &Reading::default()).is_err());
//! # Ok::<(), maths::ReadError>(())
//! ```
//!
//! # What it leaves alone
//!
//! It draws no graphs, does no calculus and accepts nothing by trying numbers. Past its limits ([`TooLarge`]) and outside
//! of what it decides exactly it says so, and a person decides.
//!
//! # The way through the code
//!
//! `lexer` keeps what was typed, `parser` builds the faithful `tree`, `value` works out what it is worth, `solve` finds
//! the solutions of statements, `mark` compares value, unit, form and precision, `working` compares line with line,
//! `write` turns the tree into text.

mod acceptance;
mod item;
mod lexer;
mod limits;
mod mark;
mod number;
mod parser;
mod reading;
mod solve;
mod tree;
mod unit;
mod unreadable;
mod value;
mod words;
mod working;
mod write;

pub use acceptance::{
    ACCEPTANCES, About, Acceptance, Example, Options, Outcome, Rule, UnknownAcceptance,
    acceptance_names,
};
pub use item::{Item, ItemError};
pub use limits::TooLarge;
pub use mark::{
    Explained, Gate, Marking, Misconception, Prepared, Slip, Verdict, canonical, mark,
    model_answer, same_answer, same_value,
};
pub use number::{Number, NumberError};
pub use reading::{Expects, ReadError, Reading, read};
pub use tree::Tree;
pub use unreadable::Unreadable;
pub use words::{article, in_words, part_name, part_names};
pub use working::{Follows, Line, Working, check_working};
pub use write::{to_mathml, to_speech, to_typst};
