//! A day of the calendar, as the official register and hubs' lists write it.
//!
//! Never asks what day it is: today is handed in. Start at [`Date::read`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::SchoolYear;

/// A day that exists: 30 February is refused. Days are in order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is not a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    text: String,
}

/// How a day may be written, in words.
pub(crate) const DATE_FORM: &str = "a day such as 31-08-2021 or 2021-08-31";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Date {
    /// The day, or nothing when there is no such day from the year 1000 to 2199.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1000..2200).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_of(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Reads `31-08-2021` as the official register writes it, `31/08/2021`, or `2021-08-31`.
    ///
    /// # Errors
    ///
    /// [`DateError`] for any other text, and for a day that does not exist.
    pub fn read(text: &str) -> Result<Self, DateError> {
        let refused = || DateError { text: text.chars().take(40).collect() };
        let is_mark = |found: char| found == '-' || found == '/';
        let parts: Vec<&str> = text.trim().split(is_mark).collect();
        let [first, month, last] = parts[..] else { return Err(refused()) };
        let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return Err(refused());
        }
        let number = |part: &str| part.parse::<u16>().map_err(|_| refused());
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        let small = |number: u16| u8::try_from(number).map_err(|_| refused());
        Self::new(year, small(month)?, small(day)?).ok_or_else(refused)
    }

    /// The school year it falls in: from 1 September to 31 August.
    #[must_use]
    pub fn school_year(self) -> SchoolYear {
        SchoolYear::beginning_in(if self.month >= 9 { self.year } else { self.year - 1 })
    }

    /// The same day of the next year; 28 February after 29 February.
    #[must_use]
    pub fn a_year_later(self) -> Self {
        let year = self.year + 1;
        Self { year, day: self.day.min(days_of(year, self.month)), ..self }
    }

    /// The whole days from `other` to this day; below nothing when this is the earlier.
    #[must_use]
    pub fn days_since(self, other: Self) -> i64 {
        self.day_number() - other.day_number()
    }

    // Days since a day long past: years counted from March, so that the leap day is the last of its year.
    fn day_number(self) -> i64 {
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
        year * 365 + year / 4 - year / 100
            + year / 400
            + (month * 306 + 5) / 10
            + i64::from(self.day)
    }

    /// The day of the week: `Tuesday`.
    #[must_use]
    pub fn weekday(self) -> &'static str {
        WEEKDAYS[self.weekday_at()]
    }

    /// Whether no school is open, Saturday or Sunday.
    #[must_use]
    pub fn is_at_the_weekend(self) -> bool {
        self.weekday_at() >= 5
    }

    /// The day itself; of a weekend the Friday before, or at the beginning of a month the Monday after.
    #[must_use]
    pub fn on_a_weekday(self) -> Self {
        let day = match (self.weekday_at(), self.day) {
            (5, 1..=2) => self.day + 2,
            (6, 1..=2) => self.day + 1,
            (5, _) => self.day - 1,
            (6, _) => self.day - 2,
            _ => self.day,
        };
        Self { day, ..self }
    }

    fn weekday_at(self) -> usize {
        // Day number 0 was a Tuesday; the tests hold days whose weekday is known.
        usize::try_from((self.day_number() + 1).rem_euclid(7)).unwrap_or(0)
    }

    /// The day with its weekday, for what somebody has to come to: `Tuesday 31 August 2021`.
    #[must_use]
    pub fn in_words_with_weekday(self) -> String {
        format!("{} {}", self.weekday(), self.in_words())
    }

    /// The same day as hubs say it: `31 August 2021`.
    #[must_use]
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.day, MONTHS[usize::from(self.month - 1)], self.year)
    }
}

impl SchoolYear {
    /// Its first day, 1 September.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date { year: self.first_year(), month: 9, day: 1 }
    }

    /// Its last day, 31 August.
    #[must_use]
    pub fn last_day(self) -> Date {
        Date { year: self.first_year() + 1, month: 8, day: 31 }
    }
}

fn days_of(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.text.is_empty() {
            return write!(f, "no day is given; expected {DATE_FORM}");
        }
        write!(f, "`{}` is not a day; expected {DATE_FORM}", self.text)
    }
}

impl std::error::Error for DateError {}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
