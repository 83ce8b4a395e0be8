//! A circle with some of its parts drawn and named: radius, diameter, chord, tangent, arc, sector, segment.
//!
//! Laid out about its centre. Each part lies on an axis of its own, so that none hides another; a part that would leave
//! no room for a label is refused.

use crate::canvas::{Canvas, Fill, Line, arc_to};
use crate::field::{BuildError, Fields, Reader, items};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, Point, around, px, rounded, text};
use crate::marks::{beside, height, midway, through, width, write};
use crate::read_back::ReadBackError;
use crate::read_back::measure::outline;
use crate::read_back::recover::{fields, list, spots, unlike};
use crate::read_back::tags::Element;
use crate::room::{Room, moved};
use crate::words;

/// A circle with some of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    parts: Vec<Part>,
    labels: Vec<String>,
    turn: i64,
    spread: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Radius,
    Diameter,
    Chord,
    Tangent,
    Arc,
    Sector,
    Segment,
}

use Part::{Arc, Chord, Diameter, Radius, Sector, Segment, Tangent};

const ALL: [Part; 7] = [Radius, Diameter, Chord, Tangent, Arc, Sector, Segment];
const RADIUS: Hundredths = px(110);
/// From the axis of one part to that of the next, in degrees. Our choice: three parts and their opposites stay apart.
const APART: i64 = 137;

impl Part {
    fn name(self) -> &'static str {
        match self {
            Radius => "radius",
            Diameter => "diameter",
            Chord => "chord",
            Tangent => "tangent",
            Arc => "arc",
            Sector => "sector",
            Segment => "segment",
        }
    }

    fn role(self) -> &'static str {
        match self {
            Radius => "d-circle-part d-radius",
            Diameter => "d-circle-part d-diameter",
            Chord => "d-circle-part d-chord",
            Tangent => "d-circle-part d-tangent",
            Arc => "d-circle-part d-arc",
            Sector => "d-circle-part d-sector",
            Segment => "d-circle-part d-segment",
        }
    }

    fn label_role(self) -> &'static str {
        match self {
            Radius => "d-name-radius",
            Diameter => "d-name-diameter",
            Chord => "d-name-chord",
            Tangent => "d-name-tangent",
            Arc => "d-name-arc",
            Sector => "d-name-sector",
            Segment => "d-name-segment",
        }
    }

    // What it looks like, without its name.
    fn looks(self) -> &'static str {
        match self {
            Radius => "a straight line from the centre to the circle",
            Diameter => {
                "a straight line through the centre, from one side of the circle to the other"
            }
            Chord => "a straight line that joins two points of the circle and misses the centre",
            Tangent => "a straight line outside the circle that touches it at one point",
            Arc => "a piece of the curved edge, drawn thicker",
            Sector => "a shaded piece between two lines from the centre",
            Segment => "a shaded piece cut off by one straight line",
        }
    }
}

impl Circle {
    pub(crate) const SPEC: KindSpec = kind! {
        "circle": "A circle with its centre, and some of its parts drawn and named.";
        "parts" ("needed") "a list of 1 to 3 different parts: `\"radius\"`, `\"diameter\"`, `\"chord\"`, `\"tangent\"`, `\"arc\"`, `\"sector\"`, `\"segment\"`";
        "labels" ("their names") "a list of labels, one for each part; `\"?\"` is a blank box, `\"\"` for none";
        "turn" ("0") "where the first part lies, in whole degrees anticlockwise from rightwards";
        "spread" ("90") "how much of the turn round the centre a chord, arc, sector or segment takes, 60 to 150 degrees";
        example r#"parts = ["radius"]"#;
        example r#"parts = ["diameter", "chord"], turn = 20, spread = 65, labels = ["?", ""]"#;
        example r#"parts = ["sector", "tangent"], spread = 75, turn = 30"#;
        example r#"parts = ["segment", "radius"], spread = 120, turn = 60, labels = ["a", "b"]"#;
        example r#"parts = ["arc"], spread = 100, turn = 200, labels = ["?"]"#;
        example r#"parts = ["radius", "chord", "tangent"], turn = 90, labels = ["A", "B", "C"]"#;
    };

    pub(crate) fn read(given: &Reader) -> Result<Self, BuildError> {
        let expected =
            "a list of 1 to 3 different parts of a circle, such as [\"radius\", \"chord\"]";
        let named = |item: &crate::field::Field| match item {
            crate::field::Field::Text(name) => ALL.into_iter().find(|part| part.name() == name),
            _ => None,
        };
        let parts: Option<Vec<Part>> =
            given.get("parts").and_then(|written| items(written).iter().map(named).collect());
        let is_legal = |parts: &Vec<Part>| {
            let is_new = |i: usize| !parts[..i].contains(&parts[i]);
            (1..=3).contains(&parts.len()) && (0..parts.len()).all(is_new)
        };
        let Some(parts) = parts.filter(is_legal) else {
            return Err(given.wrong("parts", expected));
        };
        let circle = Self {
            labels: given.labels_for("labels", parts.len(), || {
                parts.iter().map(|part| part.name().to_owned()).collect()
            })?,
            turn: given.whole("turn", -360, 360)?.unwrap_or(0).rem_euclid(360),
            spread: given.whole("spread", 60, 150)?.unwrap_or(90),
            parts,
        };
        match circle.laid_out() {
            Some(_) => Ok(circle),
            None => {
                Err(given.wrong("labels", "shorter or fewer labels, so that none touches a line"))
            }
        }
    }

    fn axis(&self, i: usize) -> i64 {
        self.turn + APART * i64::try_from(i).unwrap_or(0)
    }

    // The point at `radius`, `degrees` anticlockwise from the axis of a part.
    fn at(&self, i: usize, radius: Hundredths, degrees: f64) -> Point {
        around((0, 0), radius, self.axis(i) as f64 + degrees)
    }

    fn half(&self) -> f64 {
        self.spread as f64 / 2.0
    }

    // The straight lines of a part, as runs of points about the centre.
    fn straights(&self, i: usize) -> Vec<[Point; 2]> {
        let on = |degrees: f64| self.at(i, RADIUS, degrees);
        let (from, to) = (on(-self.half()), on(self.half()));
        match self.parts[i] {
            Radius => vec![[(0, 0), on(0.0)]],
            Diameter => vec![[on(180.0), on(0.0)]],
            Chord | Segment => vec![[from, to]],
            Sector => vec![[(0, 0), from], [(0, 0), to]],
            Tangent => {
                let touch = on(0.0);
                let along = self.at(i, px(105), 90.0);
                vec![[
                    (touch.0 - along.0, touch.1 - along.1),
                    (touch.0 + along.0, touch.1 + along.1),
                ]]
            }
            Arc => Vec::new(),
        }
    }

    // Places for a part's label, the best first.
    fn places(&self, i: usize) -> Vec<Point> {
        let label = &self.labels[i];
        let (wide, tall) = (width(label) / 2, height(label) / 2);
        // From a line at this angle to the middle of a label beside it.
        let off = |from: Point, to: Point| {
            let (dx, dy) = ((to.0 - from.0).abs() as f64, (to.1 - from.1).abs() as f64);
            let length = libm::hypot(dx, dy).max(1.0);
            rounded((wide as f64 * dy + tall as f64 * dx) / length) + px(5)
        };
        let corner = rounded(libm::hypot(wide as f64, tall as f64));
        let beside_line = |from: Point, to: Point| {
            let away = off(from, to);
            let (a, b) = (midway(from, midway(from, to)), midway(to, midway(from, to)));
            [(from, to), (a, to), (b, to), (from, b)]
                .into_iter()
                .flat_map(move |(from, to)| [beside(from, to, away), beside(from, to, -away)])
        };
        let outside = (0..6).map(|n| self.at(i, RADIUS + px(6) + corner * n / 5, 0.0));
        match self.parts[i] {
            // Outside the circle, where nothing else is.
            Tangent => {
                let lines = self.straights(i);
                let outer = |[from, to]: &[Point; 2]| {
                    let (away, third) = (off(*from, *to), midway(*from, midway(*from, *to)));
                    [(*from, *to), (third, *to), (*from, third)]
                        .map(|(from, to)| beside(from, to, -away))
                };
                lines.iter().flat_map(outer).collect()
            }
            Radius | Diameter | Chord => {
                let lines = self.straights(i);
                let past = |degrees: f64| self.at(i, RADIUS + px(8) + corner, degrees);
                let ends = match self.parts[i] {
                    Diameter => vec![past(0.0), past(180.0)],
                    Chord => vec![past(self.half()), past(-self.half())],
                    Radius => vec![past(0.0)],
                    _ => Vec::new(),
                };
                let beside = lines.iter().flat_map(|[from, to]| beside_line(*from, *to));
                beside.chain(ends).collect()
            }
            Arc => outside.chain([self.at(i, RADIUS + px(8) + corner, 0.0)]).collect(),
            Sector => [62, 68, 56, 74]
                .into_iter()
                .map(|percent| self.at(i, RADIUS * percent / 100, 0.0))
                .chain([self.at(i, RADIUS + px(8) + corner, 0.0)])
                .collect(),
            Segment => {
                let chord = libm::cos(self.half() * std::f64::consts::PI / 180.0);
                let inside = (RADIUS + rounded(RADIUS as f64 * chord)) / 2;
                let outer = RADIUS + px(8) + corner;
                vec![self.at(i, inside, 0.0), self.at(i, outer, 0.0), self.at(i, outer, 20.0)]
            }
        }
    }

    // Where each label stands about the centre, and the room that everything takes; none where a label has no place.
    fn laid_out(&self) -> Option<(Vec<Option<Point>>, Room)> {
        let mut room = Room::default();
        room.line((0..=72).map(|i| around((0, 0), RADIUS, 5.0 * f64::from(i))));
        for i in 0..self.parts.len() {
            self.straights(i).into_iter().for_each(|line| room.line(line));
        }
        let mut places = Vec::new();
        for (i, label) in self.labels.iter().enumerate() {
            places.push(match label.is_empty() {
                true => None,
                false => Some(room.place(label, self.places(i))?),
            });
        }
        Some((places, room))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (places, room) = self.laid_out().unwrap_or_default();
        let (centre, size) = room.page();
        let mut canvas = Canvas::new(size.0, size.1);
        for fill_first in [true, false] {
            for i in 0..self.parts.len() {
                if matches!(self.parts[i], Sector | Segment) == fill_first {
                    self.draw_part(&mut canvas, i, centre);
                }
            }
            if fill_first {
                canvas.circle("d-circle", centre, RADIUS, Fill::None, Line::Ink);
            }
        }
        canvas.circle("d-centre", centre, px(3), Fill::A, Line::None);
        for (i, place) in places.into_iter().enumerate() {
            if let Some(place) = place {
                write(
                    &mut canvas,
                    self.parts[i].label_role(),
                    &self.labels[i],
                    moved(place, centre),
                );
            }
        }
        canvas
    }

    fn draw_part(&self, canvas: &mut Canvas, i: usize, centre: Point) {
        let part = self.parts[i];
        let on = |degrees: f64| moved(self.at(i, RADIUS, degrees), centre);
        let curve = arc_to(RADIUS, false, false, on(self.half()));
        let start = on(-self.half());
        let from = format!("M {} {} {curve}", text(start.0), text(start.1));
        match part {
            Arc => canvas.path(part.role(), &from, Fill::None, Line::Curve),
            Segment => canvas.path(part.role(), &format!("{from} Z"), Fill::Shaded, Line::Ink),
            Sector => {
                let back = format!("{from} L {} {} Z", text(centre.0), text(centre.1));
                canvas.path(part.role(), &back, Fill::Shaded, Line::Ink);
            }
            Radius | Diameter | Chord | Tangent => {
                for [from, to] in self.straights(i) {
                    let d = through(&[moved(from, centre), moved(to, centre)], false);
                    canvas.path(part.role(), &d, Fill::None, Line::Curve);
                }
            }
        }
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let Some(circle) = svg.with_class("d-circle").next() else {
            return unlike("a circle has an outline");
        };
        let centre = (circle.length("cx")?, circle.length("cy")?);
        let way = |at: (f64, f64)| {
            libm::atan2(centre.1 - at.1, at.0 - centre.0) * 180.0 / std::f64::consts::PI
        };
        let mut found: Vec<(i64, Part)> = Vec::new();
        let mut spread = None;
        for mark in svg.with_class("d-circle-part") {
            let is_of = |part: &Part| {
                part.role().split(' ').next_back().is_some_and(|class| mark.has_class(class))
            };
            let Some(part) = ALL.into_iter().find(is_of) else {
                return unlike("a part of a circle has a name");
            };
            let points = outline(mark)?.points;
            let [from, to, ..] = points[..] else { return unlike("a part has two ends") };
            let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
            let axis = match part {
                Radius | Diameter => way(to),
                Tangent => way(middle),
                Chord | Arc | Sector | Segment => {
                    let turned = libm::round(way(to) - way(from)) as i64;
                    spread = Some(turned.rem_euclid(360));
                    way(from) + turned.rem_euclid(360) as f64 / 2.0
                }
            };
            found.push((libm::round(2.0 * axis) as i64, part));
        }
        // The first part is the one from which every other follows at its distance.
        let is_first = |first: i64| {
            let after = |i: usize| (first + 2 * APART * i as i64).rem_euclid(720);
            let order: Option<Vec<Part>> = (0..found.len())
                .map(|i| {
                    let is_here = |(axis, _): &&(i64, Part)| axis.rem_euclid(720) == after(i);
                    found.iter().find(is_here).map(|(_, part)| *part)
                })
                .collect();
            order.map(|order| (first, order))
        };
        let Some((first, parts)) = found.iter().find_map(|(axis, _)| is_first(*axis)) else {
            return unlike("the parts of a circle lie on axes of their own");
        };
        let mut labels = Vec::new();
        for part in &parts {
            let written = spots(svg, part.label_role())?;
            labels.push(written.first().map(|spot| spot.text.clone()).unwrap_or_default());
        }
        Ok(fields([
            ("parts", list(parts.iter().map(|part| part.name()))),
            ("labels", list(labels.iter().map(String::as_str))),
            ("turn", (first / 2).rem_euclid(360).into()),
            ("spread", spread.unwrap_or(90).into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        let parts = words::count(i64::try_from(self.parts.len()).unwrap_or(0), "part");
        format!("A circle with {parts} drawn")
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec!["A circle with its centre marked.".to_owned()];
        for (part, label) in self.parts.iter().zip(&self.labels) {
            said.push(match label.as_str() {
                "" => format!("There is {}.", part.looks()),
                "?" => format!("There is {}; its label is not known.", part.looks()),
                label => format!("There is {}, labelled {}.", part.looks(), words::shown(label)),
            });
        }
        said.join(" ")
    }
}
