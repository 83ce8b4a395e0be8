//! The clock face: the hour hand moves between numbers in step with the minutes.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, around, px};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, lines, unlike, whole};
use crate::read_back::tags::Element;
use crate::words;

/// A time on a clock with hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    hour: i64,   // 1 to 12.
    minute: i64, // 0 to 59.
    has_numbers: bool,
}

const CENTRE: Point = (px(136), px(136));
const RADIUS: Hundredths = px(124);

impl Clock {
    pub(crate) const SPEC: KindSpec = kind! {
        "clock": "A clock face with hands; the hour hand moves in step with the minutes.";
        "hour" ("needed") "the hour, 0 to 23; drawn on a face of twelve";
        "minute" ("0") "the minute, 0 to 59";
        "numbers" ("true") "whether the numbers 1 to 12 stand on the face";
        example r#"hour = 3, minute = 40"#;
        example r#"hour = 10, minute = 0"#;
        example r#"hour = 7, minute = 23, numbers = false"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let hour = fields.needed_whole("hour", 0, 23)? % 12;
        Ok(Self {
            hour: if hour == 0 { 12 } else { hour },
            minute: fields.whole("minute", 0, 59)?.unwrap_or(0),
            has_numbers: fields.flag("numbers", true)?,
        })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let mut canvas = Canvas::new(2 * CENTRE.0, 2 * CENTRE.1);
        canvas.circle("d-face", CENTRE, RADIUS, Fill::Paper, Line::Ink);
        // Clockwise from the top.
        let at = |radius: Hundredths, degrees: f64| around(CENTRE, radius, 90.0 - degrees);
        for minute in 0..60 {
            let degrees = f64::from(minute) * 6.0;
            let (inner, line) =
                if minute % 5 == 0 { (px(112), Line::Ink) } else { (px(117), Line::Fine) };
            canvas.line("d-tick", at(inner, degrees), at(RADIUS - px(2), degrees), line);
        }
        if self.has_numbers {
            for number in 1..=12 {
                let label = Label::read(&number.to_string());
                label.draw(&mut canvas, "d-number", at(px(96), f64::from(number) * 30.0), px(20));
            }
        }
        let (minutes, hours) =
            (self.minute as f64 * 6.0, self.hour as f64 * 30.0 + self.minute as f64 / 2.0);
        canvas.line("d-hour-hand", CENTRE, at(px(54), hours), Line::Thick);
        canvas.line("d-minute-hand", CENTRE, at(px(80), minutes), Line::Curve);
        canvas.circle("d-pin", CENTRE, px(5), Fill::A, Line::Ink);
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let turn = |class: &str| -> Result<f64, ReadBackError> {
            let hands = lines(svg, class)?;
            let Some([from, to]) = hands.first() else { return unlike("a clock has two hands") };
            let degrees = libm::atan2(to.0 - from.0, from.1 - to.1) * 180.0 / std::f64::consts::PI;
            Ok(if degrees < -0.25 { degrees + 360.0 } else { degrees.max(0.0) })
        };
        let minute = whole(libm::round(turn("d-minute-hand")? / 6.0 * 50.0) / 50.0)? % 60;
        let hours = turn("d-hour-hand")? / 30.0;
        let hour = libm::round(hours - minute as f64 / 60.0);
        if libm::fabs(hours - minute as f64 / 60.0 - hour) > 0.02 {
            return unlike("the hour hand is not in step with the minutes");
        }
        Ok(fields([
            ("hour", (hour as i64).into()),
            ("minute", minute.into()),
            ("numbers", svg.with_class("d-number").next().is_some().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "A clock face".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let next = self.hour % 12 + 1;
        let hour = match self.minute {
            0 => format!("at {}", self.hour),
            _ => format!("between {} and {next}", self.hour),
        };
        let minute = match self.minute % 5 {
            0 => format!("at {}", if self.minute == 0 { 12 } else { self.minute / 5 }),
            past => format!(
                "{} after {}",
                words::count(past, "minute mark"),
                if self.minute < 5 { 12 } else { self.minute / 5 }
            ),
        };
        format!("A clock face. The hour hand is {hour}. The minute hand is {minute}.")
    }
}
