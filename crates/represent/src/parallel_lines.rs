//! Two parallel lines and a transversal across them, with labels in any of the eight angles.
//!
//! The lines have arrow heads that say they are parallel. The eight angles go anticlockwise round the first crossing,
//! then round the second, from the direction of the lines.

use crate::canvas::{Canvas, Fill, Line, arc_to};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, Point, around, px, rounded, text, turned};
use crate::marks::{arrow_head, height, toward, width, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, lines, list, spots, unlike};
use crate::read_back::tags::Element;
use crate::room::{Room, moved};
use crate::words;

/// Two parallel lines cut by a transversal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParallelLines {
    angle: i64,
    turn: i64,
    labels: Vec<String>,
}

const APART: Hundredths = px(120);
const ARC: Hundredths = px(26);
// How far the lines go on past the crossings.
const PAST: Hundredths = px(110);

impl ParallelLines {
    pub(crate) const SPEC: KindSpec = kind! {
        "parallel-lines": "Two parallel lines and a transversal across them, with labels in the angles.";
        "angle" ("needed") "the angle from the lines to the transversal, anticlockwise, 30 to 150 degrees";
        "labels" ("the angle, in the first") "a list of up to 8 labels, anticlockwise round the first crossing and then round the second; `\"?\"` is a blank box, `\"\"` for none";
        "turn" ("0") "the direction of the lines, in whole degrees anticlockwise from rightwards";
        example r#"angle = 65, labels = ["65°", "", "", "", "?"]"#;
        example r#"angle = 110, turn = 20, labels = ["", "", "110°", "", "a"]"#;
        example r#"angle = 50, labels = ["1", "2", "3", "4", "5", "6", "7", "8"]"#;
        example r#"angle = 90, turn = -30"#;
    };

    pub(crate) fn read(given: &Reader) -> Result<Self, BuildError> {
        let angle = given.needed_whole("angle", 30, 150)?;
        let mut labels = match given.labels("labels")? {
            None if given.is_written("labels") => Vec::new(),
            None => vec![format!("{angle}°")],
            Some(labels) => labels,
        };
        if labels.len() > 8 {
            return Err(given.wrong("labels", "a list of at most 8 labels"));
        }
        labels.resize(8, String::new());
        let turn = given.whole("turn", -360, 360)?.unwrap_or(0).rem_euclid(360);
        let figure = Self { angle, turn, labels };
        match figure.laid_out() {
            Some(_) => Ok(figure),
            None => Err(given.wrong("labels", "shorter labels, so that none touches a line")),
        }
    }

    // The first crossing and the second, about the point half way between them.
    fn crossings(&self) -> [Point; 2] {
        let slope = libm::sin(self.angle as f64 * std::f64::consts::PI / 180.0);
        let half = rounded(APART as f64 / 2.0 / slope);
        let way = (self.turn + self.angle) as f64;
        [around((0, 0), half, way), around((0, 0), -half, way)]
    }

    // The two lines, then the transversal.
    fn runs(&self) -> [[Point; 2]; 3] {
        let [first, second] = self.crossings();
        let slant = self.angle as f64 * std::f64::consts::PI / 180.0;
        // Half of how far one crossing lies along the lines from the other.
        let shift = rounded(APART as f64 / 2.0 * libm::cos(slant) / libm::sin(slant));
        let along = |length: Hundredths| turned((length, 0), (0, 0), self.turn);
        let reach = PAST + shift.abs();
        let line = |at: Point, offset: Hundredths| {
            [moved(at, along(-reach - offset)), moved(at, along(reach - offset))]
        };
        let past = turned((px(80), 0), (0, 0), self.turn + self.angle);
        let back = (-past.0, -past.1);
        [line(first, shift), line(second, -shift), [moved(second, back), moved(first, past)]]
    }

    // Where an angle begins and how large it is; angles are counted from 0.
    fn span(&self, i: usize) -> (i64, i64) {
        match i % 4 {
            0 => (self.turn, self.angle),
            1 => (self.turn + self.angle, 180 - self.angle),
            2 => (self.turn + 180, self.angle),
            _ => (self.turn + 180 + self.angle, 180 - self.angle),
        }
    }

    fn arc(&self, i: usize) -> Vec<Point> {
        let (from, size) = self.span(i);
        let at = self.crossings()[i / 4];
        let on = |degrees: i64| moved(turned((ARC, 0), (0, 0), degrees), at);
        (0..=size / 3).map(|step| on(from + 3 * step)).chain([on(from + size)]).collect()
    }

    // The tips of the arrow heads, each with a point behind it.
    fn heads(&self) -> [[Point; 2]; 2] {
        let [first, second, _] = self.runs();
        [first, second].map(|[from, to]| [from, toward(to, from, px(16))])
    }

    // Where each label stands, and the room that everything takes; none where a label has no place.
    fn laid_out(&self) -> Option<(Vec<Option<Point>>, Room)> {
        let mut room = Room::default();
        self.runs().into_iter().for_each(|run| room.line(run));
        for [behind, tip] in self.heads() {
            let side = |by: i64| {
                let back = toward(tip, behind, px(9));
                moved(back, turned((0, by), (0, 0), self.turn))
            };
            room.line([side(px(6)), tip, side(-px(6))]);
        }
        for i in (0..8).filter(|i| !self.labels[*i].is_empty()) {
            room.line(self.arc(i));
        }
        let mut places = Vec::new();
        for (i, label) in self.labels.iter().enumerate() {
            if label.is_empty() {
                places.push(None);
                continue;
            }
            let (from, size) = self.span(i);
            let middle = from as f64 + size as f64 / 2.0;
            let reach = width(label).max(height(label)) / 2;
            let at = self.crossings()[i / 4];
            // Nearer to its own crossing than to the other.
            let half_way = rounded(libm::hypot(at.0 as f64, at.1 as f64)) - px(4);
            let near = (0..=30)
                .map(|step| px(20 + 3 * step) + reach / 2)
                .filter(|along| *along <= half_way);
            places.push(Some(room.place(label, near.map(|along| around(at, along, middle)))?));
        }
        Some((places, room))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (places, room) = self.laid_out().unwrap_or_default();
        let (by, size) = room.page();
        let mut canvas = Canvas::new(size.0, size.1);
        for i in (0..8).filter(|i| !self.labels[*i].is_empty()) {
            let arc = self.arc(i);
            if let (Some(from), Some(to)) = (arc.first(), arc.last()) {
                let (from, to) = (moved(*from, by), moved(*to, by));
                let curve = arc_to(ARC, false, false, to);
                let d = format!("M {} {} {curve}", text(from.0), text(from.1));
                canvas.path("d-angle-mark", &d, Fill::None, Line::Fine);
            }
        }
        for (run, role) in self.runs().into_iter().zip(["d-line", "d-line", "d-transversal"]) {
            canvas.line(role, moved(run[0], by), moved(run[1], by), Line::Ink);
        }
        for [behind, tip] in self.heads() {
            arrow_head(&mut canvas, "d-parallel", moved(behind, by), moved(tip, by));
        }
        for (place, label) in places.into_iter().zip(&self.labels) {
            if let Some(place) = place {
                write(&mut canvas, "d-angle-label", label, moved(place, by));
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (parallels, across) = (lines(svg, "d-line")?, lines(svg, "d-transversal")?);
        let ([first, second], [cut]) = (&parallels[..], &across[..]) else {
            return unlike("there are two lines and one across them");
        };
        let degrees = |from: (f64, f64), to: (f64, f64)| {
            libm::atan2(from.1 - to.1, to.0 - from.0) * 180.0 / std::f64::consts::PI
        };
        let whole = |value: f64| libm::round(value) as i64;
        let turn = whole(degrees(first[0], first[1]));
        if (turn - whole(degrees(second[0], second[1]))).rem_euclid(360) != 0 {
            return unlike("the two lines are parallel");
        }
        let angle = (whole(degrees(cut[0], cut[1])) - turn).rem_euclid(360);
        let crossings = [crossing(first, cut), crossing(second, cut)];
        let mut labels = vec![String::new(); 8];
        for spot in spots(svg, "d-angle-label")? {
            let away = |at: &(f64, f64)| libm::hypot(spot.x - at.0, spot.y - at.1);
            let which = usize::from(away(&crossings[1]) < away(&crossings[0]));
            let from_line =
                (degrees(crossings[which], (spot.x, spot.y)) - turn as f64).rem_euclid(360.0);
            let ends = [angle, 180, 180 + angle];
            let quarter = ends.iter().filter(|end| **end as f64 <= from_line).count();
            labels[4 * which + quarter] = spot.text;
        }
        Ok(fields([
            ("angle", angle.into()),
            ("turn", turn.rem_euclid(360).into()),
            ("labels", list(labels.iter().map(String::as_str))),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "Two parallel lines and a line across them".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec!["Two parallel lines are crossed by a third line.".to_owned()];
        let places = [
            "between the line and the crossing line",
            "next to that, anticlockwise",
            "opposite the first",
            "next to the first, clockwise",
        ];
        for (i, label) in self.labels.iter().enumerate().filter(|(_, label)| !label.is_empty()) {
            let line = if i < 4 { "first" } else { "second" };
            let shown = words::shown(label).replace('°', " degrees");
            said.push(format!("At the {line} line the angle {} is {shown}.", places[i % 4]));
        }
        said.join(" ")
    }
}

// Where two straight lines meet.
fn crossing(one: &[(f64, f64); 2], other: &[(f64, f64); 2]) -> (f64, f64) {
    let (dx, dy) = (one[1].0 - one[0].0, one[1].1 - one[0].1);
    let (ex, ey) = (other[1].0 - other[0].0, other[1].1 - other[0].1);
    let cross = dx * ey - dy * ex;
    let along = ((other[0].0 - one[0].0) * ey - (other[0].1 - one[0].1) * ex) / cross;
    (one[0].0 + along * dx, one[0].1 + along * dy)
}
