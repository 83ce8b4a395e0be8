//! The open number line: jumps in order with their sizes, numbers where they land, no scale of ticks.
//!
//! In proportion where the labels leave room, and said to be a sketch where they do not.

use maths::Number;

use crate::canvas::{Canvas, LABEL, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::{Label, UNKNOWN};
use crate::length::{Hundredths, px, share};
use crate::marks::{arrow_head, curved_arrow, n, width, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, list, number, paths, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Jumps along a line from a number.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenNumberLine {
    start: Number,
    jumps: Vec<Number>, // In the order in which they are made; none is 0, all go the same way.
    unknown: Unknown,
}

/// What is a blank on an open number line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unknown {
    Nothing,
    Start,
    End,
    Jump,
}

const UNKNOWNS: [(&str, Unknown); 3] =
    [("start", Unknown::Start), ("end", Unknown::End), ("jump", Unknown::Jump)];
const LEFT: Hundredths = px(48);
const LENGTH: Hundredths = px(464);

impl OpenNumberLine {
    pub(crate) const SPEC: KindSpec = kind! {
        "open-number-line": "An empty line with jumps in order, their sizes, and the numbers where they land.";
        "start" ("0") "the number the first jump starts from";
        "jumps" ("needed") "a list of 1 to 8 numbers that are not 0, all above 0 or all below";
        "unknown" ("none") "`\"start\"`, `\"end\"` or `\"jump\"`: that number, or the size of the last jump, is a blank box";
        example r#"start = 47, jumps = [3, 20, 5], unknown = "end""#;
        example r#"start = 72, jumps = [-30, -2, -6], unknown = "end""#;
        example r#"start = 998, jumps = [2, 37], unknown = "jump""#;
        example r#"start = 0, jumps = ["1/4", "1/4", "1/4"]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let start = fields.number("start")?.unwrap_or(Number::ZERO);
        let jumps = fields.numbers("jumps")?.unwrap_or_default();
        let one_way = jumps.iter().all(|jump| *jump > Number::ZERO)
            || jumps.iter().all(|jump| *jump < Number::ZERO);
        if !(1..=8).contains(&jumps.len()) || !one_way {
            let expected = "a list of 1 to 8 numbers that are not 0, all above 0 or all below";
            return Err(fields.wrong("jumps", expected));
        }
        let line = Self {
            start,
            jumps,
            unknown: fields.choice("unknown", &UNKNOWNS, Some(Unknown::Nothing))?,
        };
        match line.places() {
            Some(_) => Ok(line),
            None => Err(fields.wrong("jumps", "fewer jumps or shorter numbers, so that they fit")),
        }
    }

    fn goes_back(&self) -> bool {
        self.jumps[0] < Number::ZERO
    }

    fn stops(&self) -> Vec<Number> {
        let mut stops = vec![self.start.clone()];
        for jump in &self.jumps {
            stops.push(&stops[stops.len() - 1] + jump);
        }
        stops
    }

    fn stop_labels(&self) -> Vec<String> {
        let mut labels: Vec<String> = self.stops().iter().map(Number::to_mixed).collect();
        let last = labels.len() - 1;
        match self.unknown {
            Unknown::Start => labels[0] = UNKNOWN.to_owned(),
            Unknown::End => labels[last] = UNKNOWN.to_owned(),
            Unknown::Nothing | Unknown::Jump => {}
        }
        labels
    }

    fn jump_labels(&self) -> Vec<String> {
        let signed = |jump: &Number| match *jump > Number::ZERO {
            true if jump.is_whole() => format!("+{jump}"),
            true => format!("+ {}", jump.to_mixed()),
            false => jump.to_mixed(),
        };
        let mut labels: Vec<String> = self.jumps.iter().map(signed).collect();
        if self.unknown == Unknown::Jump {
            let last = labels.len() - 1;
            labels[last] = UNKNOWN.to_owned();
        }
        labels
    }

    // Where each stop is, in the order of the jumps, and whether that is in proportion.
    fn places(&self) -> Option<(Vec<Hundredths>, bool)> {
        let (stops, jumps) = (self.stop_labels(), self.jump_labels());
        let needed: Vec<Hundredths> = (0..jumps.len())
            .map(|i| {
                ((width(&stops[i]) + width(&stops[i + 1])) / 2 + px(8))
                    .max(width(&jumps[i]) + px(8))
                    .max(px(28))
            })
            .collect();
        let ends = width(&stops[0]).max(width(&stops[jumps.len()])) / 2;
        if needed.iter().sum::<Hundredths>() > LENGTH || ends > LEFT - px(2) {
            return None;
        }
        let total = self.jumps.iter().fold(Number::ZERO, |sum, jump| &sum + jump);
        let exact: Vec<Hundredths> = self
            .jumps
            .iter()
            .map(|jump| share(LENGTH, &jump.checked_div(&total).unwrap_or(Number::ONE)))
            .collect();
        let is_true = exact.iter().zip(&needed).all(|(exact, needed)| exact >= needed);
        let lengths = if is_true {
            exact
        } else {
            // What is spare is shared in proportion.
            let spare = LENGTH - needed.iter().sum::<Hundredths>();
            exact
                .iter()
                .zip(&needed)
                .map(|(exact, needed)| needed + exact * spare / LENGTH)
                .collect()
        };
        let mut at = if self.goes_back() { LEFT + LENGTH } else { LEFT };
        let mut places = vec![at];
        for length in lengths {
            at += if self.goes_back() { -length } else { length };
            places.push(at);
        }
        Some((places, is_true))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (places, is_true) = self.places().unwrap_or_default();
        let (stops, jumps) = (self.stop_labels(), self.jump_labels());
        let tall = |labels: &[String]| {
            labels.iter().map(|label| Label::read(label).height(LABEL)).max().unwrap_or(LABEL)
        };
        let rise = px(36);
        let axis = px(12) + tall(&jumps) + px(8) + rise + px(6);
        let note = if is_true { 0 } else { px(28) };
        let mut canvas = Canvas::new(px(560), axis + px(20) + tall(&stops) + px(8) + note);
        let ends = ((LEFT - px(36), axis), (LEFT + LENGTH + px(36), axis));
        canvas.line("d-line", ends.0, ends.1, Line::Ink);
        arrow_head(&mut canvas, "d-arrow", ends.0, ends.1);
        arrow_head(&mut canvas, "d-arrow", ends.1, ends.0);
        for (place, label) in places.iter().zip(&stops) {
            canvas.line("d-stop", (*place, axis - px(8)), (*place, axis + px(8)), Line::Ink);
            write(&mut canvas, "d-stop-label", label, (*place, axis + px(16) + tall(&stops) / 2));
        }
        for (pair, label) in places.windows(2).zip(&jumps) {
            let up = if self.goes_back() { -rise } else { rise };
            curved_arrow(
                &mut canvas,
                "d-jump",
                (pair[0], axis - px(10)),
                (pair[1], axis - px(10)),
                up,
            );
            let middle = (pair[0] + pair[1]) / 2;
            let y = axis - px(10) - rise - px(6) - tall(&jumps) / 2;
            write(&mut canvas, "d-jump-label", label, (middle, y));
        }
        if !is_true {
            let at = (px(16), axis + px(28) + tall(&stops) + px(8));
            Label::read("a sketch, not to scale").draw_from(&mut canvas, "d-note", at, px(17));
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (stops, jumps) = (spots(svg, "d-stop-label")?, spots(svg, "d-jump-label")?);
        let arcs = paths(svg, "d-jump")?;
        if stops.len() != jumps.len() + 1 || arcs.len() != jumps.len() {
            return unlike("an open number line has one stop more than it has jumps");
        }
        for (i, arc) in arcs.iter().enumerate() {
            let lands =
                |at: Option<&(f64, f64)>, stop: f64| at.is_some_and(|at| (at.0 - stop).abs() < 0.1);
            if !lands(arc.first(), stops[i].x) || !lands(arc.last(), stops[i + 1].x) {
                return unlike("a jump does not go from one stop to the next");
            }
        }
        let goes_back = stops[1].x < stops[0].x;
        let mut sizes = Vec::new();
        for (i, jump) in jumps.iter().enumerate() {
            sizes.push(match number(jump.text.trim_start_matches('+').trim()) {
                Ok(size) => size,
                Err(_) => &number(&stops[i + 1].text)? - &number(&stops[i].text)?,
            });
        }
        if sizes.iter().any(|size| (*size < Number::ZERO) != goes_back) {
            return unlike("a jump goes the wrong way");
        }
        let start = match number(&stops[0].text) {
            Ok(start) => start,
            Err(_) => &number(&stops[1].text)? - &sizes[0],
        };
        let is_blank = |text: &str| text == UNKNOWN;
        let unknown = match (is_blank(&stops[0].text), is_blank(&stops[stops.len() - 1].text)) {
            (true, _) => "start",
            (_, true) => "end",
            _ if jumps.last().is_some_and(|jump| is_blank(&jump.text)) => "jump",
            _ => "",
        };
        Ok(fields([("start", start.into()), ("jumps", list(sizes)), ("unknown", unknown.into())]))
    }

    pub(crate) fn title(&self) -> String {
        format!("An open number line with {}", words::count(n(self.jumps.len()), "jump"))
    }

    pub(crate) fn description(&self) -> String {
        let (stops, jumps) = (self.stop_labels(), self.jump_labels());
        let mut said = vec![format!("{}. It starts at {}.", self.title(), words::shown(&stops[0]))];
        let way = if self.goes_back() { "back" } else { "on" };
        for (jump, stop) in jumps.iter().zip(&stops[1..]) {
            let size = words::shown(jump.trim_start_matches(['+', '-', ' ']));
            let jump = format!("A jump {way} of {size} lands on {}.", words::shown(stop));
            said.push(
                jump.replace("of not known", "of unknown size")
                    .replace("on not known", "on an unknown number"),
            );
        }
        said.join(" ")
    }
}
