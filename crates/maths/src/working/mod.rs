//! Line-by-line working: each line of a column must follow from the one before, and the first break is named.
//!
//! A line follows when it is true for the same numbers, or has the same value. A line that lets in more solutions
//! (both sides squared) still follows and says so; one that loses a solution (both sides divided by a letter) does not.
//! A line that cannot be read or decided breaks nothing. Start at [`check_working`]; likely causes are in `cause`.

mod cause;
mod follows;

use serde::Serialize;

use crate::Reading;
use crate::limits::Steps;
use crate::reading::{Expects, Mode, read_counted};
use crate::tree::Tree;
use crate::value::{NoValue, Value, evaluate};

// Our choice: twice the longest working a pupil is asked for.
const MAX_LINES: usize = 40;

/// How one line stands to the line before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Follows {
    /// It is the first line that could be read.
    Start,
    /// It says the same.
    Same,
    /// It follows, and more numbers make it true than the line before.
    Gains,
    /// It does not follow: numbers that made the line before true are lost.
    Loses,
    /// It does not follow.
    Breaks,
    /// It cannot be read: ask again.
    Unreadable,
    /// It is past a limit.
    TooLarge,
    /// Whether it follows cannot be decided exactly.
    Undecided,
}

/// What is found about one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// How it stands to the line before it.
    pub follows: Follows,
    /// A stable name, such as `working.sign-not-turned`.
    pub note: &'static str,
    /// One sentence about the work, for the pupil.
    pub say: String,
}

/// A column of working, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Working {
    /// One entry for each line that is not blank, in order.
    pub lines: Vec<Line>,
}

impl Working {
    /// The place of the first line that does not follow, counted from 0 among the lines that are not blank.
    #[must_use]
    pub fn first_break(&self) -> Option<usize> {
        self.lines.iter().position(|line| matches!(line.follows, Follows::Breaks | Follows::Loses))
    }
}

/// Checks a column of equations, inequalities or expressions, one on each line of `text`.
///
/// A line may begin with `=`, `⇒`, `∴` or "so". After a break the next line is compared with the line it stands under,
/// so one slip is named once.
#[must_use]
pub fn check_working(text: &str, reading: &Reading) -> Working {
    let reading = Reading { expects: Expects::Working, ..reading.clone() };
    let mut lines = Vec::new();
    let mut before: Option<(Tree, Value)> = None;
    for text in text.lines().map(bare).filter(|line| !line.is_empty()) {
        if lines.len() == MAX_LINES {
            lines.push(of_note(Follows::TooLarge, "too-large"));
            break;
        }
        let mut steps = Steps::default();
        let found = match read_line(text, &reading, &mut steps) {
            Ok(now) => {
                let found = match &before {
                    None => Ok((Follows::Start, "start")),
                    Some(before) => follows::follows(before, &now, &mut steps),
                };
                before = Some(now);
                found
            }
            Err(none) => Err(none),
        };
        lines.push(match found {
            Ok((follows, note)) => of_note(follows, note),
            Err(NoValue::Unreadable(unreadable)) => Line {
                follows: Follows::Unreadable,
                note: unreadable.note,
                say: unreadable.message,
            },
            Err(NoValue::TooLarge(_)) => of_note(Follows::TooLarge, "too-large"),
            Err(NoValue::Undecided(_)) => of_note(Follows::Undecided, "undecided"),
        });
    }
    Working { lines }
}

// A line without what leads over from the one before.
fn bare(line: &str) -> &str {
    let mut line = line.trim();
    for lead in ["⇒", "=>", "∴", "so ", "So ", "="] {
        line = line.strip_prefix(lead).unwrap_or(line).trim_start();
    }
    line
}

fn read_line(text: &str, reading: &Reading, steps: &mut Steps) -> Result<(Tree, Value), NoValue> {
    let tree = read_counted(text, reading, Mode::Answer, steps)?;
    let value = evaluate(&tree, steps)?;
    Ok((tree, value))
}

/// Every outcome of a line with its note and its sentence for the pupil.
const NOTES: [(&str, &str, &str); 18] = [
    ("start", "working.start", "This is where the working begins."),
    ("same", "working.same", "This follows from the line before."),
    (
        "squared",
        "working.squared",
        "This follows; squaring may let in a solution that was not there before, so test each one.",
    ),
    (
        "times-letter",
        "working.times-letter",
        "This follows; multiplying by a letter may let in a solution that was not there before, so test each one.",
    ),
    (
        "gained",
        "working.gained",
        "This follows; more numbers make it true than the line before, so test each one.",
    ),
    (
        "divided-by-letter",
        "working.divided-by-letter",
        "Dividing by a letter loses the solution where that letter makes 0.",
    ),
    (
        "one-root",
        "working.one-root",
        "A square has two roots, one positive and one negative; look again for the other.",
    ),
    ("lost", "working.lost", "Some solutions of the line before are lost here."),
    (
        "sign-not-turned",
        "working.sign-not-turned",
        "Multiplying or dividing by a negative number turns the inequality sign round.",
    ),
    (
        "sign-turned",
        "working.sign-turned",
        "The inequality sign turned round here; nothing made it turn.",
    ),
    (
        "sides-swapped",
        "working.sides-swapped",
        "When the two sides change places, the inequality sign turns round.",
    ),
    ("sign-slip", "working.sign-slip", "Look again at the signs of the terms in this line."),
    (
        "one-side-changed",
        "working.one-side-changed",
        "One side changed and the other did not; do the same to both sides.",
    ),
    (
        "other-way-round",
        "working.other-way-round",
        "One side was multiplied and the other divided; do the same to both sides.",
    ),
    (
        "not-every-term",
        "working.not-every-term",
        "Every term is to be multiplied or divided, not only some of them.",
    ),
    ("break", "working.break", "This does not follow from the line before yet."),
    (
        "too-large",
        "working.too-large",
        "That is too big for me to read. Try writing it in a shorter way.",
    ),
    ("undecided", "working.undecided", "Your teacher will look at this line."),
];

fn of_note(follows: Follows, note: &str) -> Line {
    let (_, note, say) =
        NOTES.into_iter().find(|(name, ..)| *name == note).unwrap_or(NOTES[NOTES.len() - 1]);
    Line { follows, note, say: say.to_owned() }
}
