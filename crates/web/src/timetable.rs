//! A class's own week pattern: when its next lessons are, over one or two weeks.
//!
//! Pure over dates handed in. Week A is the week that holds the school's `week-a-from` date, and every second one after.

use jiff::civil::Date;
use jiff::{SpanRelativeTo, ToSpan, Unit};
use store::{Slot, Timetable};

/// One lesson to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coming {
    /// The day.
    pub date: Date,
    /// The slot of the week pattern.
    pub slot: Slot,
}

/// Our choice: looking four weeks ahead crosses any half-term.
const DAYS_AHEAD: i32 = 28;

/// The next `n` lessons at or after a minute of a day.
pub fn next_lessons(
    timetable: &Timetable,
    week_a_from: Date,
    from: Date,
    from_minute: u16,
    n: usize,
) -> Vec<Coming> {
    let mut coming = Vec::new();
    for ahead in 0..DAYS_AHEAD {
        let Ok(date) = from.checked_add(ahead.days()) else { break };
        let week = week_of(timetable, week_a_from, date);
        let weekday = u8::try_from(date.weekday().to_monday_one_offset()).unwrap_or(1);
        let mut slots: Vec<Slot> = timetable
            .slots
            .iter()
            .copied()
            .filter(|slot| slot.weekday == weekday && (timetable.weeks < 2 || slot.week == week))
            .filter(|slot| ahead > 0 || slot.start + slot.minutes > from_minute)
            .collect();
        slots.sort_by_key(|slot| slot.start);
        coming.extend(slots.into_iter().map(|slot| Coming { date, slot }));
        if coming.len() >= n {
            break;
        }
    }
    coming.truncate(n);
    coming
}

/// Which week of the pattern a day is in: 1, or 1 and 2 in turn.
pub fn week_of(timetable: &Timetable, week_a_from: Date, date: Date) -> u8 {
    if timetable.weeks < 2 {
        return 1;
    }
    let monday = |day: Date| {
        day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day)
    };
    let days = monday(week_a_from)
        .until((Unit::Day, monday(date)))
        .and_then(|span| span.total((Unit::Day, SpanRelativeTo::days_are_24_hours())))
        .unwrap_or(0.0);
    #[allow(clippy::cast_possible_truncation, reason = "a count of days")]
    let weeks = (days / 7.0).round() as i64;
    if weeks.rem_euclid(2) == 0 { 1 } else { 2 }
}

/// "10:05".
pub fn clock(minute_of_day: u16) -> String {
    format!("{}:{:02}", minute_of_day / 60, minute_of_day % 60)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn slot(week: u8, weekday: u8) -> Slot {
        Slot { week, weekday, start: 550, minutes: 60 }
    }

    #[test]
    fn the_next_lesson_follows_the_class_s_own_weeks() {
        let one = Timetable { weeks: 1, slots: vec![slot(1, 1), slot(1, 3)] };
        let two = Timetable { weeks: 2, slots: vec![slot(1, 5), slot(2, 2)] };
        let week_a = date(2026, 9, 2);
        // (pattern, from, minute, the next lesson)
        for (pattern, from, minute, next) in [
            (&one, date(2026, 11, 23), 0, date(2026, 11, 23)),
            (&one, date(2026, 11, 23), 609, date(2026, 11, 23)),
            (&one, date(2026, 11, 23), 610, date(2026, 11, 25)),
            (&one, date(2026, 11, 26), 0, date(2026, 11, 30)),
            (&two, date(2026, 8, 31), 0, date(2026, 9, 4)),
            (&two, date(2026, 9, 5), 0, date(2026, 9, 8)),
            (&two, date(2026, 9, 9), 0, date(2026, 9, 18)),
        ] {
            let found = next_lessons(pattern, week_a, from, minute, 1);
            assert_eq!(
                found.first().map(|coming| coming.date),
                Some(next),
                "from {from} at {minute}"
            );
        }
    }

    #[test]
    fn a_class_without_slots_has_no_next_lesson() {
        let none = Timetable { weeks: 1, slots: Vec::new() };
        assert!(next_lessons(&none, date(2026, 9, 1), date(2026, 9, 1), 0, 3).is_empty());
    }
}
