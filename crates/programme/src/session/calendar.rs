//! A session as a calendar file (RFC 5545), which a phone or a school's calendar takes in.
//!
//! One event with the session's own name, so that a session that was moved moves in the calendar too.
//! Start at [`Session::calendar`].

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

impl Session {
    /// The calendar file; `title` is what it is called there, `stamp` the day the file is made.
    #[must_use]
    pub fn calendar(&self, title: &str, stamp: Date) -> String {
        let state = if self.called_off.is_some() { "CANCELLED" } else { "CONFIRMED" };
        let time = |time: TimeOfDay| {
            format!("{}T{:02}{:02}00", day(self.at.on), time.hour(), time.minute())
        };
        let place = if self.at.is_online && self.at.place.is_empty() {
            "online"
        } else {
            self.at.place.as_str()
        };
        let mut lines = format!(
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Tenframe//Sessions//EN\nMETHOD:PUBLISH\n{ZONE}BEGIN:VEVENT\n\
             UID:{}@tenframe\nDTSTAMP:{}T000000Z\nSEQUENCE:{}\nSTATUS:{state}\n",
            self.id,
            day(stamp),
            self.n_changes
        );
        let mut line = |name: &str, value: &str| {
            // A text in memory takes every line.
            let _ = writeln!(lines, "{name}:{value}");
        };
        line("DTSTART;TZID=Europe/London", &time(self.at.starts));
        line("DTEND;TZID=Europe/London", &time(self.at.ends));
        line("SUMMARY", &text(title));
        line("LOCATION", &text(place));
        line("DESCRIPTION", &text(&self.about()));
        lines.push_str("END:VEVENT\nEND:VCALENDAR\n");
        lines.lines().map(folded).collect()
    }

    fn about(&self) -> String {
        let why = self.called_off.as_ref().map(|why| format!("Called off: {why}"));
        let parts = [why, Some(self.theme.clone())].into_iter().flatten();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
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
