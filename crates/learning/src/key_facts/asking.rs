//! A question about a key fact: the fact itself, from the other side, or used.
//!
//! Everything is computed from the family: text, answer, choices. Start at [`Asking`].

use serde::{Deserialize, Serialize};

use super::family::{Family, Operation};
use super::known::Side;

/// What is asked about a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// `7 × 8`.
    Recall,
    /// `56 ÷ 7`.
    Inverse,
    /// `7 × ? = 56`.
    Missing,
    /// `7 × 80`: the fact used with tens. Source: ready-to-progress criterion 3NF-3 (DfE 2020).
    Scaled,
    /// Which of three ways gives `7 × 8`.
    Choose,
}

/// Where a key fact was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AskedIn {
    /// A pupil's own practice, with no clock.
    Practice,
    /// A practice form of the tables check, with its clock.
    TablesCheck,
}

/// One question about one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Asking {
    /// The family.
    pub family: Family,
    /// What is asked about it.
    pub task: Task,
    /// Whether the larger number stands first.
    #[serde(default)]
    pub turned: bool,
}

impl Task {
    /// Those that ask to use the fact and not only to say it.
    pub const FLEXIBLE: [Task; 3] = [Task::Missing, Task::Scaled, Task::Choose];

    /// The side of the family that is brought to mind; none when the fact is used.
    pub fn side(self) -> Option<Side> {
        match self {
            Task::Recall => Some(Side::Forwards),
            Task::Inverse | Task::Missing => Some(Side::Backwards),
            Task::Scaled | Task::Choose => None,
        }
    }
}

impl Asking {
    /// The question as it is written, in marks that content uses: mathematics between backquotes.
    pub fn text(&self) -> String {
        let (sign, back) = self.signs();
        let (first, second) = self.numbers();
        let whole = self.family.whole();
        match self.task {
            Task::Recall => format!("`{first} {sign} {second}`"),
            Task::Inverse => format!("`{whole} {back} {first}`"),
            Task::Missing => format!("What is missing? `{first} {sign} ? = {whole}`"),
            Task::Scaled => match self.family.operation() {
                Operation::Times => format!("`{first} {sign} {}`", second * 10),
                Operation::Plus => format!("`{} {sign} {}`", first * 10, second * 10),
            },
            Task::Choose => format!("Which of these is equal to `{first} {sign} {second}`?"),
        }
    }

    /// The answer as it is written.
    pub fn answer(&self) -> String {
        let (_, second) = self.numbers();
        match self.task {
            Task::Recall => self.family.whole().to_string(),
            Task::Inverse | Task::Missing => second.to_string(),
            Task::Scaled => (self.family.whole() * 10).to_string(),
            Task::Choose => self.ways()[0].clone(),
        }
    }

    /// The answers to choose from, in an order that depends only on the numbers; empty when pupils write their own.
    pub fn choices(&self) -> Vec<String> {
        if self.task != Task::Choose {
            return Vec::new();
        }
        let mut ways = self.ways().to_vec();
        let by = usize::from(self.family.whole()) % ways.len();
        ways.rotate_left(by);
        ways
    }

    /// Whether a response is right: the number, whatever stands round it, or the way chosen.
    pub fn is_right(&self, response: &str) -> bool {
        let plain =
            |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
        plain(response) == plain(&self.answer())
    }

    /// The whole sentence: `7 × 8 = 56`.
    pub fn told(&self) -> String {
        let (sign, back) = self.signs();
        let (first, second) = self.numbers();
        let whole = self.family.whole();
        match self.task {
            Task::Recall => format!("`{first} {sign} {second} = {whole}`"),
            Task::Inverse => format!("`{whole} {back} {first} = {second}`"),
            Task::Missing => format!("`{first} {sign} {second} = {whole}`"),
            Task::Scaled => format!("{} = {}`", self.text().trim_end_matches('`'), self.answer()),
            Task::Choose => format!("`{first} {sign} {second} = {}`", self.answer()),
        }
    }

    /// How many digits the answer has, as typed.
    pub fn n_digits(&self) -> u8 {
        u8::try_from(self.answer().chars().filter(char::is_ascii_digit).count()).unwrap_or(u8::MAX)
    }

    fn signs(&self) -> (char, char) {
        match self.family.operation() {
            Operation::Plus => ('+', '−'),
            Operation::Times => ('×', '÷'),
        }
    }

    fn numbers(&self) -> (u16, u16) {
        let (small, large) = (u16::from(self.family.small()), u16::from(self.family.large()));
        if self.turned { (large, small) } else { (small, large) }
    }

    /// A right way from a neighbouring fact, then two that go wrong as pupils do: the wrong number put back, and
    /// the step taken the wrong way.
    fn ways(&self) -> [String; 3] {
        let (first, second) = self.numbers();
        match self.family.operation() {
            // 8 × 7 = 7 × 7 + 7; not 7 × 7 + 8 (or + 1 where the two are equal), nor 7 × 7 − 7.
            Operation::Times => {
                let near = first - 1;
                let wrong = if first == second { 1 } else { first };
                [
                    format!("{near} × {second} + {second}"),
                    format!("{near} × {second} + {wrong}"),
                    format!("{near} × {second} − {second}"),
                ]
            }
            // 8 + 7 = 8 + 8 − 1 from the double; not 8 + 8 + 1.
            Operation::Plus => {
                let step = 1;
                [
                    format!("{first} + {} − {step}", second + step),
                    format!("{first} + {} + {step}", second + step),
                    format!("{} + {} − {step}", first + step, second + step),
                ]
            }
        }
    }
}
