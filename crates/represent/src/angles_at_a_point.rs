//! Angles side by side round a point or on a straight line, each with its arc and a label.
//!
//! Together they make a whole turn or a half turn, exactly; a label that would touch an arm is refused.

use crate::canvas::{Canvas, Fill, Line, arc_to};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::UNKNOWN;
use crate::length::{Hundredths, Point, around, px, text, turned};
use crate::marks::{height, n, through, width, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, lines, list, spots, unlike};
use crate::read_back::tags::Element;
use crate::room::{Room, moved};
use crate::words;

/// Angles that share a point, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnglesAtAPoint {
    angles: Vec<i64>,
    labels: Vec<String>,
    turn: i64,
}

const ARM: Hundredths = px(140);

impl AnglesAtAPoint {
    pub(crate) const SPEC: KindSpec = kind! {
        "angles-at-a-point": "Angles side by side round a point, or on a straight line.";
        "angles" ("needed") "a list of 2 to 6 sizes in degrees, each 15 or more, anticlockwise; together 360 round a point, or 180 on a line";
        "labels" ("their sizes") "a list of labels, one for each angle; `\"?\"` is a blank box, `\"\"` for none";
        "turn" ("0") "the direction of the first arm, in whole degrees anticlockwise from rightwards";
        example r#"angles = [110, 70], labels = ["110°", "?"]"#;
        example r#"angles = [120, 90, 150], turn = 30, labels = ["120°", "90°", "?"]"#;
        example r#"angles = [65, 115, 65, 115], turn = 15, labels = ["65°", "a", "b", ""]"#;
        example r#"angles = [40, 75, 65], turn = -10"#;
    };

    pub(crate) fn read(given: &Reader) -> Result<Self, BuildError> {
        let expected =
            "2 to 6 whole numbers from 15 to 345 that make 360 round a point, or 180 on a line";
        let Some(angles) = given.wholes("angles", 15, 345, 6)? else {
            return Err(given.wrong("angles", expected));
        };
        if angles.len() < 2 || ![180, 360].contains(&angles.iter().sum::<i64>()) {
            return Err(given.wrong("angles", expected));
        }
        let figure = Self {
            labels: given.labels_for("labels", angles.len(), || {
                angles.iter().map(|angle| format!("{angle}°")).collect()
            })?,
            turn: given.whole("turn", -360, 360)?.unwrap_or(0).rem_euclid(360),
            angles,
        };
        match figure.laid_out() {
            Some(_) => Ok(figure),
            None => Err(given.wrong("labels", "shorter labels, so that none touches an arm")),
        }
    }

    fn is_on_a_line(&self) -> bool {
        self.angles.iter().sum::<i64>() == 180
    }

    // The direction of the first arm of an angle; one past the last is the last arm.
    fn way(&self, i: usize) -> i64 {
        self.turn + self.angles[..i].iter().sum::<i64>()
    }

    fn n_arms(&self) -> usize {
        self.angles.len() + usize::from(self.is_on_a_line())
    }

    fn at(radius: Hundredths, degrees: i64) -> Point {
        turned((radius, 0), (0, 0), degrees)
    }

    // A square says that it is a right angle, so it is not drawn where that is the question.
    fn has_square(&self, i: usize) -> bool {
        self.angles[i] == 90 && !matches!(self.labels[i].as_str(), UNKNOWN | "")
    }

    fn mark_radius(&self, i: usize) -> Hundredths {
        match self.angles[i] {
            ..=30 => px(60),
            31..=50 => px(44),
            _ => px(32),
        }
    }

    // The points of an angle's mark about the vertex.
    fn mark(&self, i: usize) -> Vec<Point> {
        let (from, size) = (self.way(i), self.angles[i]);
        if self.has_square(i) {
            let side = px(20);
            return vec![
                Self::at(side, from),
                turned((side, -side), (0, 0), from),
                Self::at(side, from + 90),
            ];
        }
        (0..=size / 3)
            .map(|step| Self::at(self.mark_radius(i), from + 3 * step))
            .chain([Self::at(self.mark_radius(i), from + size)])
            .collect()
    }

    // Where each label stands about the vertex, and the room that everything takes; none where a label has no place.
    fn laid_out(&self) -> Option<(Vec<Option<Point>>, Room)> {
        let mut room = Room::default();
        for i in 0..self.n_arms() {
            room.line([(0, 0), Self::at(ARM, self.way(i))]);
        }
        for i in 0..self.angles.len() {
            room.line(self.mark(i));
        }
        let mut places = Vec::new();
        for (i, label) in self.labels.iter().enumerate() {
            if label.is_empty() {
                places.push(None);
                continue;
            }
            let middle = self.way(i) as f64 + self.angles[i] as f64 / 2.0;
            let reach = width(label).max(height(label)) / 2;
            let along = (0..=40).map(|step| around((0, 0), px(26 + 4 * step) + reach / 2, middle));
            places.push(Some(room.place(label, along)?));
        }
        Some((places, room))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (places, room) = self.laid_out().unwrap_or_default();
        let (vertex, size) = room.page();
        let mut canvas = Canvas::new(size.0, size.1);
        for i in 0..self.angles.len() {
            let mark = self.mark(i);
            let on_page: Vec<Point> = mark.iter().map(|at| moved(*at, vertex)).collect();
            let d = match (self.has_square(i), on_page.first(), on_page.last()) {
                (false, Some(from), Some(to)) => {
                    let is_large = self.angles[i] > 180;
                    let arc = arc_to(self.mark_radius(i), is_large, false, *to);
                    format!("M {} {} {arc}", text(from.0), text(from.1))
                }
                _ => through(&on_page, false),
            };
            canvas.path("d-angle-mark", &d, Fill::None, Line::Fine);
        }
        for i in 0..self.n_arms() {
            canvas.line("d-arm", vertex, moved(Self::at(ARM, self.way(i)), vertex), Line::Ink);
        }
        for (place, label) in places.into_iter().zip(&self.labels) {
            if let Some(place) = place {
                write(&mut canvas, "d-angle-label", label, moved(place, vertex));
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let arms = lines(svg, "d-arm")?;
        let n_angles = svg.with_class("d-angle-mark").count();
        let Some([vertex, _]) = arms.first() else { return unlike("angles have arms") };
        let way = |at: (f64, f64)| {
            libm::atan2(vertex.1 - at.1, at.0 - vertex.0) * 180.0 / std::f64::consts::PI
        };
        let ways: Vec<i64> = arms.iter().map(|[_, end]| libm::round(way(*end)) as i64).collect();
        let angles: Vec<i64> = (0..n_angles)
            .map(|i| (ways[(i + 1) % ways.len()] - ways[i % ways.len()]).rem_euclid(360))
            .collect();
        let mut labels = vec![String::new(); n_angles];
        for spot in spots(svg, "d-angle-label")? {
            let from_first = (way((spot.x, spot.y)) - ways[0] as f64).rem_euclid(360.0);
            let ends = angles.iter().scan(0, |end, angle| {
                *end += angle;
                Some(*end as f64)
            });
            let i = ends.take_while(|end| *end < from_first).count();
            match labels.get_mut(i) {
                Some(label) => *label = spot.text,
                None => return unlike(&format!("`{}` stands in no angle", spot.text)),
            }
        }
        Ok(fields([
            ("angles", list(angles)),
            ("labels", list(labels.iter().map(String::as_str))),
            ("turn", ways[0].rem_euclid(360).into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        let where_ = if self.is_on_a_line() { "on a straight line" } else { "round a point" };
        format!("{} {where_}", words::count(n(self.angles.len()), "angle"))
    }

    pub(crate) fn description(&self) -> String {
        let where_ = if self.is_on_a_line() {
            "on a straight line, from one end of it to the other"
        } else {
            "round a point, all the way round"
        };
        let count = words::count(n(self.angles.len()), "angle");
        let mut said = vec![format!(
            "{count} {where_}. In order they are {}.",
            words::shown_list(&self.labels).replace('°', " degrees")
        )];
        if (0..self.angles.len()).any(|i| self.has_square(i)) {
            said.push("A square marks a right angle.".to_owned());
        }
        said.join(" ")
    }
}
