//! What is late in a hub's own book: what no fact records, less what somebody has just asked or booked.
//!
//! Start at [`late_in_hub`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Action, Late, late};
use crate::practice::faded;
use crate::{
    Books, Date, Exchanged, Fact, HubBook, Pence, PracticeCount, Programmes, SchoolYear, Shared,
    Succession, Urn, What, statements,
};

/// A school that was asked is left in peace for a week.
// Our choice.
const PEACE_DAYS: i64 = 7;
/// Days after a start, or after the last session recorded, from which a school is rung.
// Our choice: half a term and its holiday.
const QUIET_DAYS: i64 = 45;
/// A visit this many days before the day it was booked for is that visit.
// Our choice: one that was brought forward.
const EARLIER_DAYS: i64 = 14;
/// From 1 June it is asked whether a school goes on next year.
// Our choice: before places for September are confirmed.
const GOES_ON_BY: (u8, u8) = (6, 1);
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
    let unwritten = visits_unwritten(book, lines, year, on);
    found.retain(|row| {
        row.action != Action::BookTheVisit
            || !unwritten.iter().any(|one| (one.urn, &one.programme) == (row.urn, &row.programme))
    });
    found.extend(unwritten);
    found.extend(plans_that_wait(book, lines, year, on));
    found.extend(practices_faded(book, lines, year, on));
    found.extend(people_leaving(book, lines, year, on));
    found.extend(asked_again(book, lines, year, on));
    found.extend(asked_to_go_on(book, lines, year, on));
    found.retain(|row| !is_in_hand(book, lines, row, on));
    found.sort_by(|a, b| (a.action, a.urn, &a.programme).cmp(&(b.action, b.urn, &b.programme)));
    found
}

/// Whether the last weeks of a school year have come.
pub(super) fn is_over_for_the_year(year: SchoolYear, on: Date) -> bool {
    let end = Date::new(year.first_year() + 1, COMPLETED_BY.0, COMPLETED_BY.1);
    end.is_some_and(|end| on >= end)
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
        if is_over_for_the_year(year, on) {
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

/// Booked visits whose day is over and of which nothing is recorded, with no later day booked.
fn visits_unwritten(book: &HubBook, lines: &Succession, year: SchoolYear, on: Date) -> Vec<Late> {
    let mut found = Vec::new();
    for ((urn, programme, of), days) in book.booked.iter().filter(|((_, _, of), _)| *of == year) {
        let Some(&day) = days.last().filter(|day| **day < on) else { continue };
        let line = lines.line(*urn);
        let is_own = |fact: &&Fact| fact.programme == *programme && fact.year == *of;
        let mut own = book.facts.of_numbers(&line).into_iter().filter(is_own);
        let is_over = own.any(|fact| match fact.what {
            What::Visited => fact.on >= day || day.days_since(fact.on) < EARLIER_DAYS,
            What::Left => true,
            _ => false,
        });
        if !is_over {
            found.push(Late {
                urn: lines.heirs(*urn, on).first().copied().unwrap_or(*urn),
                programme: programme.clone(),
                year,
                says: format!("a visit was booked for {} and is not written down", day.in_words()),
                action: Action::WriteTheVisit,
            });
        }
    }
    found
}

/// Plans whose review is due, and those that one side has not signed.
fn plans_that_wait(book: &HubBook, lines: &Succession, year: SchoolYear, on: Date) -> Vec<Late> {
    let mut found = Vec::new();
    for ((urn, programme, _), plan) in book.plans.iter().filter(|((_, _, of), _)| *of == year) {
        let row = |says: String, action: Action| Late {
            urn: lines.heirs(*urn, on).first().copied().unwrap_or(*urn),
            programme: programme.clone(),
            year,
            says,
            action,
        };
        let due = plan.review_due().filter(|due| *due <= on);
        if let Some(due) = due {
            let says = format!("the plan was to be looked at on {}", due.in_words());
            found.push(row(says, Action::ReviewThePlan));
        } else if let Some((version, party)) = plan.unsigned(on) {
            let (party, day) = (party.in_words(), version.on.in_words());
            let says = format!("the plan was written on {day} and {party} has not signed it");
            found.push(row(says, Action::SignThePlan));
        }
    }
    found
}

/// Schools that agreed to show their counts, and whose last one is lower than the one before in some practice: until
/// somebody talked of it, or visited.
fn practices_faded(book: &HubBook, lines: &Succession, year: SchoolYear, on: Date) -> Vec<Late> {
    let takes_part = |line: &BTreeSet<Urn>| {
        let is_own = |fact: &&Fact| {
            fact.year == year && fact.what == What::Started && line.contains(&fact.urn)
        };
        book.facts.all().filter(is_own).last().map(|fact| fact.programme.clone())
    };
    let schools: BTreeSet<Urn> = book
        .counts
        .keys()
        .map(|urn| lines.heirs(*urn, on).first().copied().unwrap_or(*urn))
        .collect();
    let row = |urn: Urn| {
        let line = lines.line(urn);
        let (_, agreement) = book.agreement_of(&line)?;
        if !agreement.may(Shared::Practices, on) {
            return None;
        }
        let counts: Vec<&PracticeCount> = book.counts_of(&line).collect();
        let (n, day) = (faded(&counts), counts.last()?.on);
        let programme = takes_part(&line)?;
        let talked = line.iter().any(|urn| {
            let key = ((*urn, programme.clone(), year), Action::TalkOfPractices);
            book.asked.get(&key).is_some_and(|asked| *asked >= day)
        });
        let visited = book
            .facts
            .all()
            .any(|fact| fact.what == What::Visited && fact.on >= day && line.contains(&fact.urn));
        let is_open = n > 0 && day.school_year() == year && !talked && !visited;
        is_open.then(|| Late {
            urn,
            programme,
            year,
            says: format!(
                "by its own count of {}, {} seen in fewer classes than before",
                day.in_words(),
                if n == 1 { "one practice is".to_owned() } else { format!("{n} practices are") }
            ),
            action: Action::TalkOfPractices,
        })
    };
    schools.into_iter().filter_map(row).collect()
}

/// Those who take part until a day, and after whom nobody is named.
fn people_leaving(book: &HubBook, lines: &Succession, year: SchoolYear, on: Date) -> Vec<Late> {
    let of = book.leaving.keys().filter(|(_, _, of)| *of == year);
    let schools: BTreeSet<(Urn, &str)> = of
        .map(|(urn, programme, _)| {
            (lines.heirs(*urn, on).first().copied().unwrap_or(*urn), programme.as_str())
        })
        .collect();
    let row = |(urn, programme): (Urn, &str)| {
        let (name, day) = book.leaves(&lines.line(urn), programme, year)?;
        Some(Late {
            urn,
            programme: programme.to_owned(),
            year,
            says: format!(
                "{name} takes part until {}, and nobody is named who takes over",
                day.in_words()
            ),
            action: Action::NameWhoTakesOver,
        })
    };
    schools.into_iter().filter_map(row).collect()
}

/// What one school took from another a year ago, or two, and nobody has asked of since.
fn asked_again(book: &HubBook, lines: &Succession, year: SchoolYear, on: Date) -> Vec<Late> {
    let row = |one: &Exchanged| {
        let (_, due) = one.waits(on).filter(|(_, due)| due.school_year() == year)?;
        let guest = one.exchange.guest;
        Some(Late {
            urn: lines.heirs(guest, on).first().copied().unwrap_or(guest),
            programme: one.exchange.programme.clone(),
            year,
            says: format!(
                "watched a lesson of another school on {}; what became of it was to be asked on {}",
                one.exchange.on.in_words(),
                due.in_words()
            ),
            action: Action::AskAgain,
        })
    };
    book.exchanges.iter().filter_map(row).collect()
}

/// Schools that take part this year, and of which nothing says whether they go on.
fn asked_to_go_on(book: &HubBook, lines: &Succession, year: SchoolYear, on: Date) -> Vec<Late> {
    let from = Date::new(year.first_year() + 1, GOES_ON_BY.0, GOES_ON_BY.1);
    if from.is_none_or(|from| on < from) || on > year.last_day() {
        return Vec::new();
    }
    let mut of: BTreeMap<Urn, Vec<&Fact>> = BTreeMap::new();
    let is_near = |fact: &&Fact| fact.on <= on && (fact.year == year || fact.year == year.next());
    for fact in book.facts.all().filter(is_near) {
        let now = lines.heirs(fact.urn, on).first().copied().unwrap_or(fact.urn);
        of.entry(now).or_default().push(fact);
    }
    let mut found = Vec::new();
    for (urn, own) in of {
        let has_said = own.iter().any(|fact| {
            fact.year == year.next()
                && matches!(fact.what, What::SignedUp | What::PlaceConfirmed | What::Declined)
        });
        let this_year = || own.iter().filter(|fact| fact.year == year);
        let left =
            |slug: &str| this_year().any(|fact| fact.what == What::Left && fact.programme == slug);
        let takes_part = this_year()
            .filter(|fact| fact.what == What::Started && !left(&fact.programme))
            .map(|fact| fact.programme.clone())
            .next_back();
        let Some(programme) = takes_part.filter(|_| !has_said) else { continue };
        let line = lines.line(urn);
        let was_asked = line.iter().any(|urn| {
            book.asked.contains_key(&((*urn, programme.clone(), year), Action::AskToGoOn))
        });
        if !was_asked {
            let says = format!(
                "takes part, and nothing is recorded of {}: neither asked nor applied",
                year.next()
            );
            found.push(Late { urn, programme, year, says, action: Action::AskToGoOn });
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
