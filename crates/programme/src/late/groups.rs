//! Work groups that have not met for a term.
//!
//! A session that is planned for a day to come is in hand. Start at [`quiet_groups`].

use super::hub::is_over_for_the_year;
use crate::{Date, HubBook, SchoolYear};

/// Days without a session from which a group is told of: thirteen weeks.
// Our choice: a term with its holiday.
const TERM_DAYS: i64 = 91;

/// A group that has not met for a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietGroup {
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// The number of the group.
    pub group: u32,
    /// The day of its last session in the year; nothing for none.
    pub last: Option<Date>,
}

impl QuietGroup {
    /// Why it is told of.
    #[must_use]
    pub fn says(&self) -> String {
        match self.last {
            Some(last) => format!("its last session was on {}", last.in_words()),
            None => format!("no session of {} is recorded", self.year),
        }
    }
}

/// The groups of a year that have had no session for a term on a day, and none planned.
#[must_use]
pub fn quiet_groups(book: &HubBook, year: SchoolYear, on: Date) -> Vec<QuietGroup> {
    let mut found = Vec::new();
    if on.school_year() != year || is_over_for_the_year(year, on) {
        return found;
    }
    let sessions = book.sessions.all();
    for ((programme, of), drawn) in book.groups.iter().filter(|((_, of), _)| *of == year) {
        for group in &drawn.groups {
            let own = sessions.iter().filter(|one| {
                one.programme == *programme
                    && one.year == *of
                    && (one.group == group.id || one.group == 0)
                    && one.called_off.is_none()
            });
            let days: Vec<Date> = own.map(|one| one.at.on).collect();
            let last = days.iter().copied().filter(|day| *day <= on).max();
            let is_planned = days.iter().any(|day| *day > on);
            let since = last.unwrap_or(year.first_day());
            if !is_planned && on.days_since(since) >= TERM_DAYS {
                let programme = programme.clone();
                found.push(QuietGroup { programme, year, group: group.id, last });
            }
        }
    }
    found
}
