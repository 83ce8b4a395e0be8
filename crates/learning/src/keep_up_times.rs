//! When a class has keep-up: four ways schools arrange it, laid over the class's own lessons as slots.
//!
//! It decides when, never who. No clock: the moment, the lesson and the next lesson are handed in.
//! Source of the four: published accounts of same-day intervention in English primary schools. Start at [`slots_from`].

use serde::{Deserialize, Serialize};

/// A way of fitting keep-up into the school day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeepUpModel {
    /// Teaching and the check, then assembly while the teacher looks at the answers, then groups: support or depth.
    AfterAssembly,
    /// The check, then the others go deeper while those who need it have help at once.
    WhileOthersGoDeeper,
    /// A short session later the same day, with the teacher or an assistant.
    ShortSession,
    /// A few minutes just before the next lesson, so that it can be joined.
    BeforeNextLesson,
}

/// One time for keep-up in a class's week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepUpTime {
    /// How it fits into the day.
    pub model: KeepUpModel,
    /// In minutes: after the lesson's start for the first two, after midnight for a short session, before the next
    /// lesson's start for the last.
    pub start: u16,
    /// How long it is, in minutes.
    pub minutes: u16,
    /// How many adults hold it.
    pub adults: u8,
}

/// A minute of a day; days may be counted from any day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: i32,
    /// Minutes after its midnight.
    pub minute: u16,
}

/// Where a class stands in its week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// Now.
    pub now: Moment,
    /// The weekday of now: 1 is Monday, 7 is Sunday.
    pub weekday: u8,
    /// When the last lesson that was begun began; none when there was none.
    pub lesson: Option<Moment>,
    /// When the next lesson begins; none when the timetable has none.
    pub next: Option<Moment>,
}

/// A slot on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedSlot {
    /// When it begins.
    pub at: Moment,
    /// What it comes from.
    pub time: KeepUpTime,
    /// Whether it is over before the next lesson begins.
    pub before_next_lesson: bool,
}

/// How many school days ahead a daily session is looked for: what is left of this one, then the next.
const SCHOOL_DAYS: usize = 2;
/// A weekend and a bank holiday apart, two school days are within a week.
const DAYS_TO_LOOK: u8 = 7;
const DAY: i64 = 24 * 60;

impl KeepUpModel {
    /// The four, in the order a day runs.
    pub const ALL: [KeepUpModel; 4] = [
        KeepUpModel::AfterAssembly,
        KeepUpModel::WhileOthersGoDeeper,
        KeepUpModel::ShortSession,
        KeepUpModel::BeforeNextLesson,
    ];

    /// A usual time for it in a class whose lessons are this long. Our choice: a quarter of an hour for one group of
    /// ten minutes with coming and going, half an hour after assembly for three.
    pub fn usual(self, lesson_minutes: u16) -> KeepUpTime {
        let (start, minutes) = match self {
            KeepUpModel::AfterAssembly => (lesson_minutes, 30),
            KeepUpModel::WhileOthersGoDeeper => (lesson_minutes.saturating_sub(15), 15),
            KeepUpModel::ShortSession => (13 * 60 + 15, 15),
            KeepUpModel::BeforeNextLesson => (20, 15),
        };
        KeepUpTime { model: self, start, minutes, adults: 1 }
    }
}

impl Moment {
    fn plus(self, minutes: i64) -> Moment {
        let all = i64::from(self.day) * DAY + i64::from(self.minute) + minutes;
        Moment {
            day: i32::try_from(all.div_euclid(DAY)).unwrap_or(self.day),
            minute: u16::try_from(all.rem_euclid(DAY)).unwrap_or(0),
        }
    }
}

/// The slots these times give from now on, in the order of time; ties keep the order of `times`.
pub fn slots_from(times: &[KeepUpTime], around: &Around) -> Vec<DatedSlot> {
    let mut slots: Vec<DatedSlot> = times
        .iter()
        .flat_map(|time| moments(time, around).into_iter().map(|at| dated(*time, at, around)))
        .collect();
    slots.sort_by_key(|slot| slot.at);
    slots
}

fn dated(time: KeepUpTime, at: Moment, around: &Around) -> DatedSlot {
    let over = at.plus(i64::from(time.minutes));
    DatedSlot { at, time, before_next_lesson: around.next.is_none_or(|next| over <= next) }
}

fn moments(time: &KeepUpTime, around: &Around) -> Vec<Moment> {
    let one = match time.model {
        KeepUpModel::AfterAssembly | KeepUpModel::WhileOthersGoDeeper => {
            // It may be joined until it is over: the answers come in while it begins.
            let at = around.lesson.map(|lesson| lesson.plus(i64::from(time.start)));
            at.filter(|at| at.plus(i64::from(time.minutes)) > around.now)
        }
        KeepUpModel::BeforeNextLesson => {
            let at = around.next.map(|next| next.plus(-i64::from(time.start.max(time.minutes))));
            at.filter(|at| *at > around.now)
        }
        KeepUpModel::ShortSession => return sessions(time, around),
    };
    one.into_iter().collect()
}

/// A session each school day: what is left of this one, then the next.
fn sessions(time: &KeepUpTime, around: &Around) -> Vec<Moment> {
    let is_school_day = |ahead: &u8| (around.weekday.saturating_sub(1) + ahead) % 7 < 5;
    let days = (0..DAYS_TO_LOOK).filter(is_school_day).take(SCHOOL_DAYS);
    days.map(|ahead| Moment { day: around.now.day + i32::from(ahead), minute: time.start })
        .filter(|at| *at > around.now)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TUESDAY: i32 = 100;

    fn at(day: i32, hour: u16, minute: u16) -> Moment {
        Moment { day, minute: hour * 60 + minute }
    }

    fn tuesday(hour: u16, minute: u16) -> Around {
        Around {
            now: at(TUESDAY, hour, minute),
            weekday: 2,
            lesson: Some(at(TUESDAY, 10, 0)),
            next: Some(at(TUESDAY + 1, 10, 0)),
        }
    }

    #[track_caller]
    fn check(model: KeepUpModel, around: &Around, expected: &[(Moment, bool)]) {
        let slots = slots_from(&[model.usual(60)], around);
        let found: Vec<_> = slots.iter().map(|s| (s.at, s.before_next_lesson)).collect();
        assert_eq!(found, expected, "{model:?} at {around:?}");
    }

    #[test]
    fn each_model_has_its_own_time() {
        use KeepUpModel::{AfterAssembly, BeforeNextLesson, ShortSession, WhileOthersGoDeeper};
        check(AfterAssembly, &tuesday(10, 50), &[(at(TUESDAY, 11, 0), true)]);
        check(AfterAssembly, &tuesday(11, 29), &[(at(TUESDAY, 11, 0), true)]);
        check(AfterAssembly, &tuesday(11, 30), &[]);
        check(WhileOthersGoDeeper, &tuesday(10, 50), &[(at(TUESDAY, 10, 45), true)]);
        check(WhileOthersGoDeeper, &tuesday(11, 0), &[]);
        let (today, tomorrow) = (at(TUESDAY, 13, 15), at(TUESDAY + 1, 13, 15));
        check(ShortSession, &tuesday(13, 14), &[(today, true), (tomorrow, false)]);
        check(ShortSession, &tuesday(13, 15), &[(tomorrow, false)]);
        check(BeforeNextLesson, &tuesday(13, 15), &[(at(TUESDAY + 1, 9, 40), true)]);
    }

    #[test]
    fn a_session_is_never_on_a_weekend() {
        let friday = Around { weekday: 5, next: Some(at(TUESDAY + 3, 9, 0)), ..tuesday(14, 0) };
        check(KeepUpModel::ShortSession, &friday, &[(at(TUESDAY + 3, 13, 15), false)]);
        let sunday = Around { weekday: 7, next: None, ..tuesday(14, 0) };
        let days = [(at(TUESDAY + 1, 13, 15), true), (at(TUESDAY + 2, 13, 15), true)];
        check(KeepUpModel::ShortSession, &sunday, &days);
    }

    #[test]
    fn a_class_without_lessons_has_only_its_sessions() {
        let none = Around { lesson: None, next: None, ..tuesday(9, 0) };
        for model in KeepUpModel::ALL {
            let n = usize::from(model == KeepUpModel::ShortSession) * 2;
            assert_eq!(slots_from(&[model.usual(60)], &none).len(), n, "{model:?}");
        }
    }

    #[test]
    fn slots_come_in_the_order_of_time() {
        let times = KeepUpModel::ALL.map(|model| model.usual(60));
        let found: Vec<Moment> =
            slots_from(&times, &tuesday(10, 30)).iter().map(|slot| slot.at).collect();
        assert_eq!(found.len(), 5);
        assert!(found.is_sorted(), "{found:?}");
    }
}
