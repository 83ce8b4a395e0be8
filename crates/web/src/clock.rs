//! The one place that reads the clock and the time zone of schools in England.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Now, in microseconds since 1970.
pub fn now() -> i64 {
    Timestamp::now().as_microsecond()
}

/// The civil time of a moment, in London.
pub fn local(micros: i64) -> Zoned {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    Timestamp::from_microsecond(micros).unwrap_or_default().to_zoned(zone)
}

/// Today in London.
pub fn today() -> Date {
    local(now()).date()
}

/// "Tuesday 24 November".
pub fn day_in_words(date: Date) -> String {
    date.strftime("%A %-d %B").to_string()
}

/// The start of a civil time in London, in microseconds since 1970.
pub fn micros_at(date: Date, minute_of_day: i64) -> i64 {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let hour = i8::try_from(minute_of_day / 60).unwrap_or(0);
    let minute = i8::try_from(minute_of_day % 60).unwrap_or(0);
    date.at(hour.clamp(0, 23), minute, 0, 0)
        .to_zoned(zone)
        .map(|at| at.timestamp().as_microsecond())
        .unwrap_or_default()
}
