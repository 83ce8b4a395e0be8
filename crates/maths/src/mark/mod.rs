//! Marks a response: first its value, then its form. Exact, and the same every time.
//!
//! Each family of acceptances has its file: `number_form`, `expanded`, `factorised`, `word`.
//! What cannot be decided is `Undecided` and goes to the teacher; what cannot be read is never marked wrong.
//! The sentences a pupil is told are together in `say.rs`.

mod expanded;
mod factorised;
mod number_form;
mod say;
mod word;

use serde::Serialize;

use crate::limits::{Steps, TooLarge};
use crate::reading::{Mode, ReadError, Reading, read_counted};
use crate::tree::Tree;
use crate::unreadable::Unreadable;
use crate::value::{NoValue, Value, evaluate};
use crate::write::write_polynomial;
use crate::{Acceptance, Item, Number};

/// What marking a response came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marking {
    /// The response was read and marked.
    Verdict(Verdict),
    /// A piece of the response could not be read: ask again, record nothing.
    Unreadable(Unreadable),
    /// The response is past a limit.
    TooLarge(TooLarge),
    /// The response was read but cannot be decided exactly: the teacher says.
    Undecided {
        /// What cannot be decided.
        why: String,
    },
}

/// What was decided about a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether the value is right.
    pub value: Gate,
    /// Whether it is written in the form asked for; `NotAsked` when the value is wrong.
    pub form: Gate,
    /// A stable name for the outcome, such as `not-simplest`.
    pub note: &'static str,
    /// One sentence about the work, for the pupil.
    pub say: String,
}

/// One of the questions put to a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// Yes.
    Pass,
    /// No.
    Fail,
    /// It was not asked.
    NotAsked,
}

impl Verdict {
    /// Whether the response is right in value and in form.
    #[must_use]
    pub fn is_correct(&self) -> bool {
        self.value == Gate::Pass && self.form != Gate::Fail
    }

    /// Whether the value is right and the form is not.
    #[must_use]
    pub fn is_slip(&self) -> bool {
        self.value == Gate::Pass && self.form == Gate::Fail
    }

    fn new(value: Gate, form: Gate, note: &'static str) -> Self {
        Self { value, form, note, say: say::sentence(note).to_owned() }
    }
}

impl Marking {
    /// One word: `correct`, `slip`, `incorrect`, `unreadable`, `too-large` or `undecided`.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Verdict(verdict) if verdict.is_correct() => "correct",
            Self::Verdict(verdict) if verdict.is_slip() => "slip",
            Self::Verdict(_) => "incorrect",
            Self::Unreadable(_) => "unreadable",
            Self::TooLarge(_) => "too-large",
            Self::Undecided { .. } => "undecided",
        }
    }

    /// The sentence for the pupil.
    #[must_use]
    pub fn say(&self) -> String {
        match self {
            Self::Verdict(verdict) => verdict.say.clone(),
            Self::Unreadable(unreadable) => unreadable.message.clone(),
            Self::TooLarge(too_large) => too_large.message(),
            Self::Undecided { .. } => "Your teacher will look at this one.".to_owned(),
        }
    }
}

/// What a form test finds: nothing to say, or the note of what is not as asked.
type Form = Result<(), &'static str>;

/// Marks a response against an item.
#[must_use]
pub fn mark(response: &str, item: &Item) -> Marking {
    if matches!(item.accept, Acceptance::Word | Acceptance::Choice) {
        return word::mark_word(response, item);
    }
    match decide(response, item) {
        Ok(verdict) => Marking::Verdict(verdict),
        Err(NoValue::Unreadable(unreadable)) => Marking::Unreadable(unreadable),
        Err(NoValue::TooLarge(too_large)) => Marking::TooLarge(too_large),
        Err(NoValue::Undecided(why)) => Marking::Undecided { why: why.to_owned() },
    }
}

fn decide(response: &str, item: &Item) -> Result<Verdict, NoValue> {
    let mut steps = Steps::default();
    let (tree, value) = read_value(response, &item.reading, &mut steps)?;
    let (answer_tree, answer) =
        read_value(&item.answer, &item.reading, &mut steps).map_err(of_the_item)?;
    if let Acceptance::Within { tolerance } = &item.accept {
        return within(&value, &answer, tolerance);
    }
    if !value.same(&answer, &mut steps)? {
        return Ok(Verdict::new(Gate::Fail, Gate::NotAsked, "wrong-value"));
    }
    let form = match item.accept {
        Acceptance::WholeNumber => number_form::whole_number(&tree),
        Acceptance::Fraction => number_form::fraction(&tree),
        Acceptance::SimplestForm => number_form::simplest(&tree),
        Acceptance::ImproperFraction => number_form::improper(&tree),
        Acceptance::MixedNumber => number_form::mixed(&tree, &value),
        Acceptance::Expanded => expanded::expanded(&tree, &value)?,
        Acceptance::Factorised => factorised::factorised(&tree, &answer_tree, &mut steps)?,
        _ => return Ok(Verdict::new(Gate::Pass, Gate::NotAsked, "correct")),
    };
    Ok(match form {
        Ok(()) => Verdict::new(Gate::Pass, Gate::Pass, "correct"),
        Err(note) => Verdict::new(Gate::Pass, Gate::Fail, note),
    })
}

fn read_value(text: &str, reading: &Reading, steps: &mut Steps) -> Result<(Tree, Value), NoValue> {
    let tree = read_counted(text, reading, Mode::Answer, steps)?;
    let value = evaluate(&tree, steps)?;
    Ok((tree, value))
}

// A fault in the item is not the pupil's: nothing is asked again, the teacher decides. `Item::check` finds it first.
fn of_the_item(error: NoValue) -> NoValue {
    match error {
        NoValue::Unreadable(_) => NoValue::Undecided("the answer of the item cannot be read"),
        NoValue::TooLarge(_) => NoValue::Undecided("the answer of the item is too large"),
        undecided @ NoValue::Undecided(_) => undecided,
    }
}

fn within(value: &Value, answer: &Value, tolerance: &Number) -> Result<Verdict, NoValue> {
    let (Value::Number(value), Value::Number(answer)) = (value, answer) else {
        return Err(NoValue::Undecided("only numbers are compared within a tolerance"));
    };
    let close = (value - answer).abs() <= *tolerance;
    let (gate, note) =
        if close { (Gate::Pass, "correct") } else { (Gate::Fail, "not-close-enough") };
    Ok(Verdict::new(gate, Gate::NotAsked, note))
}

/// Whether two answers are equal in value; `None` when either cannot be read or it cannot be decided.
#[must_use]
pub fn same_value(a: &str, b: &str, reading: &Reading) -> Option<bool> {
    let mut steps = Steps::default();
    let (_, a) = read_value(a, reading, &mut steps).ok()?;
    let (_, b) = read_value(b, reading, &mut steps).ok()?;
    a.same(&b, &mut steps).ok()
}

/// One text for all answers of the same value: `7/4` for `1 3/4`, `3x + 6` for `3(x+2)`.
///
/// # Errors
///
/// [`ReadError`] as for [`crate::read`]. `Ok(None)` when the value has no such text: a letter below a fraction bar, or
/// a value that cannot be decided.
pub fn canonical(text: &str, reading: &Reading) -> Result<Option<String>, ReadError> {
    match read_value(text, reading, &mut Steps::default()) {
        Ok((_, value)) => {
            Ok(value.to_polynomial().map(|value| write_polynomial(&value, &reading.letters)))
        }
        Err(NoValue::Unreadable(unreadable)) => Err(ReadError::Unreadable(unreadable)),
        Err(NoValue::TooLarge(too_large)) => Err(ReadError::TooLarge(too_large)),
        Err(NoValue::Undecided(_)) => Ok(None),
    }
}
