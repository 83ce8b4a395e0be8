//! A session as a calendar file (RFC 5545), which a phone or a school's calendar takes in.
//!
//! Each event has a name of its own, so that a session that was moved moves in the calendar too.
//! Start at [`Session::calendar`], or at [`file`] for events of another kind.

use std::fmt::Write;

use super::Session;
use crate::{Date, TimeOfDay};

/// The hours of the United Kingdom: an hour more from the last Sunday of March to that of October (RFC 5545, 3.6.5).
const ZONE: &str = "BEGIN:VTIMEZONE\nTZID:Europe/London\nBEGIN:DAYLIGHT\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n\
    TZNAME:BST\nDTSTART:19960331T010000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nBEGIN:STANDARD\n\
    TZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nTZNAME:GMT\nDTSTART:19961027T020000\n\
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\n";

/// Bytes of a line at most, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// One event of a calendar file.
pub(crate) struct Event {
    /// Its own name.
    pub id: String,
    /// How often it was changed; a calendar takes the highest.
    pub n_changes: u32,
    /// Whether it was called off.
    pub is_called_off: bool,
    /// The day.
    pub on: Date,
    /// From when to when; nothing for a whole day.
    pub hours: Option<Hours>,
    /// What it is called there.
    pub title: String,
    /// Where; empty where nobody said.
    pub place: String,
    /// What it is about.
    pub about: String,
}

/// From when to when.
#[derive(Clone, Copy)]
pub(crate) struct Hours {
    /// When it begins.
    pub starts: TimeOfDay,
    /// When it ends.
    pub ends: TimeOfDay,
}

impl Session {
    /// The calendar file; `title` is what it is called there, `stamp` the day the file is made.
    #[must_use]
    pub fn calendar(&self, title: &str, stamp: Date) -> String {
        let is_bare = self.at.is_online && self.at.place.is_empty();
        let event = Event {
            id: self.id.clone(),
            n_changes: self.n_changes,
            is_called_off: self.called_off.is_some(),
            on: self.at.on,
            hours: Some(Hours { starts: self.at.starts, ends: self.at.ends }),
            title: title.to_owned(),
            place: if is_bare { "online".to_owned() } else { self.at.place.clone() },
            about: self.about(),
        };
        file(&[event], stamp)
    }

    fn about(&self) -> String {
        let why = self.called_off.as_ref().map(|why| format!("Called off: {why}"));
        let parts = [why, Some(self.theme.clone())].into_iter().flatten();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// Events as one calendar file; `stamp` is the day the file is made.
pub(crate) fn file(events: &[Event], stamp: Date) -> String {
    let mut lines = format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Tenframe//Sessions//EN\nMETHOD:PUBLISH\n{ZONE}"
    );
    for event in events {
        event.write(stamp, &mut lines);
    }
    lines.push_str("END:VCALENDAR\n");
    lines.lines().map(folded).collect()
}

impl Event {
    fn write(&self, stamp: Date, lines: &mut String) {
        let mut line = |name: &str, value: &str| {
            // A text in memory takes every line.
            let _ = writeln!(lines, "{name}:{value}");
        };
        line("BEGIN", "VEVENT");
        line("UID", &format!("{}@tenframe", self.id));
        line("DTSTAMP", &format!("{}T000000Z", day(stamp)));
        line("SEQUENCE", &self.n_changes.to_string());
        line("STATUS", if self.is_called_off { "CANCELLED" } else { "CONFIRMED" });
        match self.hours {
            Some(Hours { starts, ends }) => {
                let time = |time: TimeOfDay| {
                    format!("{}T{:02}{:02}00", day(self.on), time.hour(), time.minute())
                };
                line("DTSTART;TZID=Europe/London", &time(starts));
                line("DTEND;TZID=Europe/London", &time(ends));
            }
            // A day without an end is one day long (RFC 5545, 3.6.1).
            None => line("DTSTART;VALUE=DATE", &day(self.on)),
        }
        line("SUMMARY", &text(&self.title));
        line("LOCATION", &text(&self.place));
        line("DESCRIPTION", &text(&self.about));
        line("END", "VEVENT");
    }
}

fn day(on: Date) -> String {
    on.to_string().replace('-', "")
}

/// A text as a value: its own signs are marked (RFC 5545, 3.3.11).
fn text(words: &str) -> String {
    let mut out = String::new();
    for letter in words.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line broken after at most 75 bytes, never within a letter; what follows begins with a space.
fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut room = LINE;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
    out
}
