//! What is told about an acceptance: its name, one line for teachers, options, examples, and every outcome with its
//! sentence. Never decides anything; the command `tenframe mark --list` and the marking manual are written from it.
//! The entries stand in `numbers`, `quantities`, `algebra` and `others`.

use serde::Serialize;

/// All that is told about one acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct About {
    /// The name content uses, such as `simplest-form`.
    pub name: &'static str,
    /// One line for teachers: what is asked for.
    pub about: &'static str,
    /// What may be set, each with its meaning; empty when nothing may.
    pub options: &'static [(&'static str, &'static str)],
    /// Answers with a response that is accepted and the nearest one that is not.
    pub examples: &'static [Example],
    /// Everything that may be found, the right answer first.
    pub outcomes: &'static [Outcome],
}

/// An answer with a response that is accepted and the nearest one that is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The acceptance with its options, as content writes it.
    pub accept: &'static str,
    /// The answer of the item.
    pub answer: &'static str,
    /// A response that is accepted.
    pub accepted: &'static str,
    /// The nearest response that is not.
    pub refused: &'static str,
}

/// One thing marking may find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The stable note, `acceptance.outcome`.
    pub note: &'static str,
    /// The outcome alone, such as `decimal`.
    #[serde(skip)]
    pub(crate) outcome: &'static str,
    /// The sentence for the pupil.
    pub say: &'static str,
}

impl About {
    /// The outcome of that name. One that is missing is a fault of ours, found by the tests.
    pub(crate) fn outcome(&self, outcome: &str) -> &'static Outcome {
        self.outcomes.iter().find(|one| one.outcome == outcome).unwrap_or(&UNLISTED)
    }
}

static UNLISTED: Outcome =
    Outcome { note: "unlisted", outcome: "unlisted", say: "This needs another look." };

// An entry: its constant, name, one line, options, examples, outcomes beside those that all have.
macro_rules! about {
    ($constant:ident = $name:literal, $about:literal;
     $(option $option:literal: $means:literal;)*
     $(example $accept:literal, $answer:literal: $accepted:literal, not $refused:literal;)*
     $($outcome:literal => $say:literal;)*) => {
        pub(super) static $constant: $crate::acceptance::About = $crate::acceptance::About {
            name: $name,
            about: $about,
            options: &[$(($option, $means)),*],
            examples: &[$($crate::acceptance::Example {
                accept: $accept, answer: $answer, accepted: $accepted, refused: $refused,
            }),*],
            outcomes: &[
                $crate::acceptance::Outcome {
                    note: concat!($name, ".correct"),
                    outcome: "correct",
                    say: "That is right.",
                },
                $($crate::acceptance::Outcome {
                    note: concat!($name, ".", $outcome),
                    outcome: $outcome,
                    say: $say,
                }),*
            ],
        };
    };
}
pub(super) use about;
