//! A family of key facts: two numbers and what they make, such as 7, 8 and 56; and the sets families come in.
//!
//! 7 × 8 and 8 × 7 are one fact here, and 56 ÷ 7 and 56 ÷ 8 are the same numbers looked at from the other side.
//! Start at [`Family`].

use std::fmt;

use serde::{Deserialize, Serialize};

/// What joins the two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Addition, with its subtractions.
    Plus,
    /// Multiplication, with its divisions.
    Times,
}

/// Two numbers and what they make; the smaller stands first. Written `7x8` or `7+8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Family {
    operation: Operation,
    small: u8,
    large: u8,
}

/// A set of families, as they are taught. Written `times-7`, `plus-10` or `plus-20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Set {
    /// Sums to ten.
    SumsToTen,
    /// Sums of two numbers up to ten that cross ten.
    SumsAcrossTen,
    /// One multiplication table, from 2 to 12.
    Table(u8),
}

/// Why a text names no family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyError {
    text: String,
}

/// The largest factor. Source: national curriculum in England (2013), Year 4: tables up to 12 × 12.
const LARGEST_FACTOR: u8 = 12;
/// The largest number added. Source: the same, Years 1 and 2: number facts within 20.
const LARGEST_ADDED: u8 = 10;

impl Family {
    /// The family of two numbers.
    ///
    /// # Errors
    ///
    /// When they are beyond what is learnt by heart: factors from 2 to 12, numbers added from 1 to 10.
    pub fn try_new(operation: Operation, one: u8, other: u8) -> Result<Family, FamilyError> {
        let (small, large) = (one.min(other), one.max(other));
        let (least, most) = match operation {
            Operation::Plus => (1, LARGEST_ADDED),
            Operation::Times => (2, LARGEST_FACTOR),
        };
        let family = Family { operation, small, large };
        match least <= small && large <= most {
            true => Ok(family),
            false => Err(FamilyError { text: String::from(family) }),
        }
    }

    /// The family of a question as lessons write it: `7 × 8`, `56 ÷ 7`, `7 + 8`, `15 - 7`; none when it is no key fact.
    pub fn of_question(question: &str) -> Option<Family> {
        let plain: String = question.chars().filter(|c| !c.is_whitespace() && *c != '`').collect();
        let at = plain.find(['×', '÷', '+', '-', '−'])?;
        let sign = plain[at..].chars().next()?;
        let first: u16 = plain[..at].parse().ok()?;
        let second: u16 = plain[at + sign.len_utf8()..].parse().ok()?;
        let (operation, one, other) = match sign {
            '×' => (Operation::Times, first, second),
            '+' => (Operation::Plus, first, second),
            '÷' if second > 0 && first.is_multiple_of(second) => {
                (Operation::Times, second, first / second)
            }
            '-' | '−' => (Operation::Plus, second, first.checked_sub(second)?),
            _ => return None,
        };
        Family::try_new(operation, u8::try_from(one).ok()?, u8::try_from(other).ok()?).ok()
    }

    /// What joins its numbers.
    pub fn operation(self) -> Operation {
        self.operation
    }

    /// The smaller number.
    pub fn small(self) -> u8 {
        self.small
    }

    /// The larger number.
    pub fn large(self) -> u8 {
        self.large
    }

    /// What the two make.
    pub fn whole(self) -> u16 {
        let (small, large) = (u16::from(self.small), u16::from(self.large));
        match self.operation {
            Operation::Plus => small + large,
            Operation::Times => small * large,
        }
    }

    /// Whether it belongs to a set.
    pub fn is_in(self, set: Set) -> bool {
        match (set, self.operation) {
            (Set::SumsToTen, Operation::Plus) => self.whole() <= 10,
            (Set::SumsAcrossTen, Operation::Plus) => self.whole() > 10,
            (Set::Table(table), Operation::Times) => self.small == table || self.large == table,
            _ => false,
        }
    }

    /// Every family, additions first, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Family> {
        let pairs = |operation, least: u8, most: u8| {
            (least..=most).flat_map(move |small| {
                (small..=most).map(move |large| Family { operation, small, large })
            })
        };
        pairs(Operation::Plus, 1, LARGEST_ADDED).chain(pairs(Operation::Times, 2, LARGEST_FACTOR))
    }
}

impl Set {
    /// Every set, in the order they are usually taught.
    pub const ALL: [Set; 13] = [
        Set::SumsToTen,
        Set::SumsAcrossTen,
        Set::Table(2),
        Set::Table(5),
        Set::Table(10),
        Set::Table(3),
        Set::Table(4),
        Set::Table(8),
        Set::Table(6),
        Set::Table(9),
        Set::Table(7),
        Set::Table(11),
        Set::Table(12),
    ];

    /// The year in which a class has met it by the end. Source: national curriculum in England (2013): number facts in
    /// Years 1 and 2; tables of 2, 5 and 10 in Year 2, of 3, 4 and 8 in Year 3, all to 12 in Year 4.
    pub fn year(self) -> u8 {
        match self {
            Set::SumsToTen => 1,
            Set::SumsAcrossTen | Set::Table(2 | 5 | 10) => 2,
            Set::Table(3 | 4 | 8) => 3,
            Set::Table(_) => 4,
        }
    }

    /// What a class of this year has met before the year begins, when nobody has said otherwise.
    pub fn met_before(year: u8) -> Vec<Set> {
        Set::ALL.into_iter().filter(|set| set.year() < year).collect()
    }

    /// As it is kept.
    pub fn slug(self) -> String {
        match self {
            Set::SumsToTen => "plus-10".to_owned(),
            Set::SumsAcrossTen => "plus-20".to_owned(),
            Set::Table(table) => format!("times-{table}"),
        }
    }

    /// Reads a slug back.
    pub fn read(slug: &str) -> Option<Set> {
        Set::ALL.into_iter().find(|set| set.slug() == slug)
    }

    /// As a teacher says it.
    pub fn name(self) -> String {
        match self {
            Set::SumsToTen => "sums to 10".to_owned(),
            Set::SumsAcrossTen => "sums across 10".to_owned(),
            Set::Table(table) => format!("{table} times table"),
        }
    }
}

impl From<Family> for String {
    fn from(family: Family) -> String {
        let sign = match family.operation {
            Operation::Plus => '+',
            Operation::Times => 'x',
        };
        format!("{}{sign}{}", family.small, family.large)
    }
}

impl TryFrom<String> for Family {
    type Error = FamilyError;

    fn try_from(text: String) -> Result<Family, FamilyError> {
        let read = |sign: char, operation| {
            let (one, other) = text.split_once(sign)?;
            let numbers = one.parse().ok().zip(other.parse().ok());
            numbers.and_then(|(one, other)| Family::try_new(operation, one, other).ok())
        };
        let found = read('x', Operation::Times).or_else(|| read('+', Operation::Plus));
        found.ok_or(FamilyError { text: text.clone() })
    }
}

impl fmt::Display for FamilyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a family of key facts; expected factors from 2 to 12 such as `7x8`, or numbers from 1 to 10 such as `7+8`",
            self.text
        )
    }
}

impl std::error::Error for FamilyError {}
