//! One thing asked: the right answer, what is accepted, and what may be written; and the check an author relies on.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::{MAX_LETTERS, TooLarge};
use crate::mark::{Marking, mark};
use crate::unreadable::Unreadable;
use crate::{Acceptance, Reading};

/// One thing asked of a pupil, as the marker sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The right answer, written as a pupil would write it.
    pub answer: String,
    /// What an answer must be.
    pub accept: Acceptance,
    /// Letters and words that may be written.
    #[serde(default)]
    pub reading: Reading,
}

/// Why an item cannot be asked: its own answer does not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemError {
    /// The answer cannot be read.
    Unreadable {
        /// The answer of the item.
        answer: String,
        /// What a pupil who wrote it would be told.
        why: Unreadable,
    },
    /// The answer is past a limit.
    TooLarge {
        /// The limit.
        why: TooLarge,
    },
    /// The answer is refused by the item's own acceptance.
    OwnAnswerRefused {
        /// The answer of the item.
        answer: String,
        /// What an answer must be.
        accept: Acceptance,
        /// The note a pupil who wrote it would get.
        note: &'static str,
    },
    /// The item is outside what can be decided exactly.
    Undecided {
        /// The answer of the item.
        answer: String,
        /// What cannot be decided.
        why: String,
    },
    /// More letters are declared than can be held.
    TooManyLetters {
        /// How many are declared.
        n_letters: usize,
    },
}

impl Item {
    /// Checks that the item accepts its own answer.
    ///
    /// # Errors
    ///
    /// [`ItemError`] when the answer cannot be read, is refused, or cannot be decided.
    pub fn check(&self) -> Result<(), ItemError> {
        let n_letters = self.reading.letters.len();
        if n_letters > MAX_LETTERS {
            return Err(ItemError::TooManyLetters { n_letters });
        }
        let answer = self.answer.clone();
        match mark(&self.answer, self) {
            Marking::Verdict(verdict) if verdict.is_correct() => Ok(()),
            Marking::Verdict(verdict) => Err(ItemError::OwnAnswerRefused {
                answer,
                accept: self.accept.clone(),
                note: verdict.note,
            }),
            Marking::Unreadable(why) => Err(ItemError::Unreadable { answer, why }),
            Marking::TooLarge(why) => Err(ItemError::TooLarge { why }),
            Marking::Undecided { why } => Err(ItemError::Undecided { answer, why }),
        }
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { answer, why } => {
                write!(
                    f,
                    "the answer `{answer}` cannot be read ({}): {}",
                    why.note,
                    why.message.trim_end_matches('.')
                )
            }
            Self::TooLarge { why } => write!(f, "the answer has {why}"),
            Self::OwnAnswerRefused { answer, accept, note } => {
                write!(f, "the answer `{answer}` is not accepted by its own `{accept}` ({note})")
            }
            Self::Undecided { answer, why } => {
                write!(f, "the answer `{answer}` cannot be marked exactly: {why}")
            }
            Self::TooManyLetters { n_letters } => {
                write!(f, "{n_letters} letters are declared; expected at most {MAX_LETTERS}")
            }
        }
    }
}

impl std::error::Error for ItemError {}
