//! Marks a response: value, form, precision and unit are four questions, each with its own answer.
//!
//! A piece that cannot be read is never wrong: it is asked again. What cannot be decided exactly goes to the teacher.
//! Start at [`mark`]; which marker decides for which acceptance stands in `judge`; the tables are in `tests/marking/`.

mod bounds;
mod collected;
mod completed_square;
mod equations;
mod expanded;
mod factorised;
mod fingerprint;
mod formula;
mod judge;
mod judged;
mod model;
mod model_algebra;
mod number_form;
mod power_of_ten;
mod prepared;
mod primes;
mod quantity;
mod ratio;
mod remainder;
mod rounded;
mod rules;
mod several;
mod single_fraction;
mod slips;
mod surds;
mod terms;
mod time;
mod word;
mod written;

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use crate::limits::{Steps, TooLarge};
use crate::reading::{Mode, ReadError, Reading, read_counted, same_words};
use crate::tree::Tree;
use crate::unreadable::Unreadable;
use crate::value::{NoValue, Polynomial, Value, evaluate};
use crate::write::write_polynomial;
use crate::{Acceptance, Expects, Item};

use judge::Case;
use judged::{Form, Judged};
pub use model::model_answer;
pub use prepared::{Explained, Misconception, Prepared};
pub use slips::Slip;
pub(crate) use terms::signed_terms;

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

/// What was decided about a response: four gates, each on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether the value is right.
    pub value: Gate,
    /// Whether it is written in the form asked for.
    pub form: Gate,
    /// Whether it is rounded as asked.
    pub precision: Gate,
    /// Whether the unit is right.
    pub unit: Gate,
    /// A stable name for the outcome, `acceptance.outcome`, such as `simplest-form.decimal`.
    pub note: &'static str,
    /// One sentence about the work, for the pupil.
    pub say: &'static str,
    /// The piece of the response that the note is about, in bytes; `None` when the response is correct.
    pub span: Option<Range<usize>>,
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
    /// Whether no gate fails.
    #[must_use]
    pub fn is_correct(&self) -> bool {
        self.value == Gate::Pass && !self.is_slip()
    }

    /// Whether the value is right, and its form, precision or unit is not.
    #[must_use]
    pub fn is_slip(&self) -> bool {
        self.value == Gate::Pass && [self.form, self.precision, self.unit].contains(&Gate::Fail)
    }

    fn of(judged: &Judged, accept: &Acceptance, response: &str, tree: Option<&Tree>) -> Self {
        let outcome = accept.about().outcome(judged.outcome);
        let is_correct = judged.outcome == "correct";
        let piece = tree.zip(judged.at).map(|(tree, id)| {
            let span = tree.span(id);
            span.start as usize..span.end as usize
        });
        Self {
            value: judged.value,
            form: judged.form,
            precision: judged.precision,
            unit: judged.unit,
            note: outcome.note,
            say: outcome.say,
            span: (!is_correct).then(|| piece.unwrap_or_else(|| whole(response))),
        }
    }
}

// The response without the spaces round it.
fn whole(response: &str) -> Range<usize> {
    let start = response.len() - response.trim_start().len();
    start..start + response.trim().len()
}

impl Marking {
    /// One word, by precedence: `too-large`, `unreadable`, `undecided`, `incorrect`, `unit`, `form`, `precision` or
    /// `correct`.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "too-large",
            Self::Unreadable(_) => "unreadable",
            Self::Undecided { .. } => "undecided",
            Self::Verdict(verdict) if verdict.value != Gate::Pass => "incorrect",
            Self::Verdict(verdict) if verdict.unit == Gate::Fail => "unit",
            Self::Verdict(verdict) if verdict.form == Gate::Fail => "form",
            Self::Verdict(verdict) if verdict.precision == Gate::Fail => "precision",
            Self::Verdict(_) => "correct",
        }
    }

    /// The stable name of what happened: the note of a verdict or of what cannot be read, else the outcome.
    #[must_use]
    pub fn note(&self) -> &'static str {
        match self {
            Self::Verdict(verdict) => verdict.note,
            Self::Unreadable(unreadable) => unreadable.note,
            Self::TooLarge(_) | Self::Undecided { .. } => self.outcome(),
        }
    }

    /// The sentence for the pupil.
    #[must_use]
    pub fn say(&self) -> String {
        match self {
            Self::Verdict(verdict) => verdict.say.to_owned(),
            Self::Unreadable(unreadable) => unreadable.message.clone(),
            Self::TooLarge(too_large) => too_large.message(),
            Self::Undecided { .. } => "Your teacher will look at this one.".to_owned(),
        }
    }
}

/// Marks a response against an item.
#[must_use]
pub fn mark(response: &str, item: &Item) -> Marking {
    if item.accept.is_text() {
        return word::mark_word(response, item);
    }
    let reading = reading_of(item);
    let mut steps = Steps::default();
    let marked = read_counted(response, &reading, Mode::Answer, &mut steps)
        .map_err(NoValue::from)
        .and_then(|given| {
            let answer = read_counted(&item.answer, &reading, Mode::Answer, &mut steps)
                .map_err(|error| of_the_item(error.into()))?;
            decide(&given, &answer, &item.accept, &mut steps)
        });
    marked.map_or_else(Marking::from, Marking::Verdict)
}

fn decide(
    given: &Tree,
    answer: &Tree,
    accept: &Acceptance,
    steps: &mut Steps,
) -> Result<Verdict, NoValue> {
    let judged = judge::judge(&Case { accept, given, answer }, steps)?;
    Ok(Verdict::of(&judged, accept, given.source(), Some(given)))
}

// The acceptance says what sort of thing is read, unless the item says so itself.
fn reading_of(item: &Item) -> Cow<'_, Reading> {
    let expects = match item.accept {
        Acceptance::Time if !is_time_of_day(&item.answer) => Expects::Quantity,
        _ => item.accept.expects(),
    };
    if item.reading.expects != Expects::Expression || expects == Expects::Expression {
        return Cow::Borrowed(&item.reading);
    }
    Cow::Owned(Reading { expects, ..item.reading.clone() })
}

// A time of day or a length of time: the answer of the item says which.
fn is_time_of_day(answer: &str) -> bool {
    let reading = Reading { expects: Expects::Time, ..Reading::default() };
    read_counted(answer, &reading, Mode::Answer, &mut Steps::default()).is_ok()
}

impl From<NoValue> for Marking {
    fn from(error: NoValue) -> Self {
        match error {
            NoValue::Unreadable(unreadable) => Self::Unreadable(unreadable),
            NoValue::TooLarge(too_large) => Self::TooLarge(too_large),
            NoValue::Undecided(why) => Self::Undecided { why: why.to_owned() },
        }
    }
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

/// Whether two answers are equal in value; `None` when either cannot be read or it cannot be decided.
#[must_use]
pub fn same_value(a: &str, b: &str, reading: &Reading) -> Option<bool> {
    let mut steps = Steps::default();
    let (_, a) = read_value(a, reading, &mut steps).ok()?;
    let (_, b) = read_value(b, reading, &mut steps).ok()?;
    a.same(&b, &mut steps).ok()
}

/// Whether two answers to an item are the same in value, unit included; `None` when that cannot be decided.
#[must_use]
pub fn same_answer(a: &str, b: &str, item: &Item) -> Option<bool> {
    if item.accept.is_text() {
        return Some(same_words(a, b));
    }
    let reading = reading_of(item);
    let mut steps = Steps::default();
    let given = read_counted(a, &reading, Mode::Answer, &mut steps).ok()?;
    let answer = read_counted(b, &reading, Mode::Answer, &mut steps).ok()?;
    let case = Case { accept: prepared::by_value(&item.accept), given: &given, answer: &answer };
    let judged = judge::judge(&case, &mut steps).ok()?;
    Some(judged.value == Gate::Pass && judged.unit != Gate::Fail)
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
            let polynomial = value.to_polynomial().filter(Polynomial::is_plain);
            Ok(polynomial.map(|value| write_polynomial(&value, &reading.letters)))
        }
        Err(NoValue::Unreadable(unreadable)) => Err(ReadError::Unreadable(unreadable)),
        Err(NoValue::TooLarge(too_large)) => Err(ReadError::TooLarge(too_large)),
        Err(NoValue::Undecided(_)) => Ok(None),
    }
}
