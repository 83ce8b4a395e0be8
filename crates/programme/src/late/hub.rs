//! What is late in a hub's own book: what no fact records, less what somebody has just asked or booked.
//!
//! Start at [`late_in_hub`].

use std::collections::BTreeMap;

use super::{Action, Late, late};
use crate::{
    Books, Date, Fact, HubBook, Pence, Programmes, SchoolYear, Succession, Urn, What, statements,
};

/// A school that was asked is left in peace for a week.
// Our choice.
const PEACE_DAYS: i64 = 7;
/// Days after a start, or after the last session recorded, from which a school is rung.
// Our choice: half a term and its holiday.
const QUIET_DAYS: i64 = 45;
/// From 10 July it is asked whether the programme was completed.
// Our choice: the last weeks of the year.
const COMPLETED_BY: (u8, u8) = (7, 10);

/// What is late in the hub on a day in a school year: what to do first, then the schools' numbers.
#[must_use]
pub fn late_in_hub(
    book: &HubBook,
    programmes: &Programmes,
    lines: &Succession,
    money: &Books,
    year: SchoolYear,
    on: Date,
) -> Vec<Late> {
    let mut found = late(&book.facts, programmes, lines, year, on);
    found.extend(gone_quiet(book, lines, year, on));
    found.extend(unclaimed(money, year));
    found.retain(|row| !is_in_hand(book, lines, row, on));
    found.sort_by(|a, b| (a.action, a.urn, &a.programme).cmp(&(b.action, b.urn, &b.programme)));
    found
}

/// Asked within the week, or a visit booked for a day that is not over.
fn is_in_hand(book: &HubBook, lines: &Succession, row: &Late, on: Date) -> bool {
    let line = lines.line(row.urn);
    let key = |urn: Urn| (urn, row.programme.clone(), row.year);
    let was_asked = |urn: &Urn| {
        let day = book.asked.get(&(key(*urn), row.action));
        day.is_some_and(|day| on.days_since(*day) < PEACE_DAYS)
    };
    let is_booked = |urn: &Urn| {
        let days = book.booked.get(&key(*urn));
        row.action == Action::BookTheVisit
            && days.is_some_and(|days| days.range(on..).next().is_some())
    };
    line.iter().any(|urn| was_asked(urn) || is_booked(urn))
}

/// Schools that started and of which nothing has been recorded for half a term, or no end at the end of the year.
fn gone_quiet(book: &HubBook, lines: &Succession, year: SchoolYear, on: Date) -> Vec<Late> {
    let mut of: BTreeMap<(Urn, &str), Vec<&Fact>> = BTreeMap::new();
    for fact in book.facts.all().filter(|fact| fact.year == year && fact.on <= on) {
        let now = lines.heirs(fact.urn, on).first().copied().unwrap_or(fact.urn);
        of.entry((now, &fact.programme)).or_default().push(fact);
    }
    let mut found = Vec::new();
    for ((urn, programme), own) in of {
        let day_of =
            |what: What| own.iter().rev().find(|fact| fact.what == what).map(|fact| fact.on);
        let is_over = day_of(What::Left).is_some() || day_of(What::Completed).is_some();
        let Some(started) = day_of(What::Started).filter(|_| !is_over) else { continue };
        let mut row = |says: String, action: Action| {
            found.push(Late { urn, programme: programme.to_owned(), year, says, action });
        };
        let end = Date::new(year.first_year() + 1, COMPLETED_BY.0, COMPLETED_BY.1);
        if end.is_some_and(|end| on >= end) {
            row(
                format!(
                    "started on {} and neither completed nor left is recorded",
                    started.in_words()
                ),
                Action::SayWhetherCompleted,
            );
            continue;
        }
        let last = [day_of(What::Attended), day_of(What::Visited)].into_iter().flatten().max();
        if on.days_since(last.unwrap_or(started)) >= QUIET_DAYS && on <= year.last_day() {
            let says = match last {
                None => format!(
                    "started on {} and nobody is recorded at a session since",
                    started.in_words()
                ),
                Some(day) => format!("nothing is recorded since {}", day.in_words()),
            };
            row(says, Action::RingTheSchool);
        }
    }
    found
}

/// Money that is due and has not been claimed.
fn unclaimed(money: &Books, year: SchoolYear) -> Vec<Late> {
    let open = statements(money, year).into_iter();
    open.filter(|each| each.due > Pence(0) && each.claimed == Pence(0) && each.open > Pence(0))
        .map(|each| Late {
            urn: each.today.unwrap_or(each.urn),
            programme: each.programme,
            year,
            says: format!("{} is due and not claimed", each.due),
            action: Action::ClaimTheMoney,
        })
        .collect()
}
