//! A solid seen from a corner: cuboid, prisms, pyramids, cylinder, cone, sphere; edges that are hidden are dashed.
//!
//! A cuboid has the proportions of its sides; the others have one shape each.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, Point, px};
use crate::marks::{height, width, write};
use crate::read_back::ReadBackError;
use crate::read_back::measure::simplest_near;
use crate::read_back::recover::{fields, lines, list, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// A solid shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solid {
    name: Name,
    /// Length, width and height of a cuboid, with no common factor.
    sides: [i64; 3],
    labels: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Cuboid,
    TriangularPrism,
    HexagonalPrism,
    SquarePyramid,
    TriangularPyramid,
    Cylinder,
    Cone,
    Sphere,
}

const NAMES: [(&str, Name); 8] = [
    ("cuboid", Name::Cuboid),
    ("triangular-prism", Name::TriangularPrism),
    ("hexagonal-prism", Name::HexagonalPrism),
    ("square-pyramid", Name::SquarePyramid),
    ("triangular-pyramid", Name::TriangularPyramid),
    ("cylinder", Name::Cylinder),
    ("cone", Name::Cone),
    ("sphere", Name::Sphere),
];
const EDGE: Hundredths = px(16);
const LARGEST: Hundredths = px(260);

/// Corners in pixels, and edges between them: from, to, whether it is hidden.
type Frame = (&'static [(i64, i64)], &'static [(usize, usize, bool)]);

const TRIANGULAR_PRISM: Frame = (
    &[(0, 150), (120, 150), (60, 40), (110, 110), (230, 110), (170, 0)],
    &[
        (0, 1, false),
        (1, 2, false),
        (2, 0, false),
        (1, 4, false),
        (2, 5, false),
        (4, 5, false),
        (0, 3, true),
        (3, 4, true),
        (3, 5, true),
    ],
);
const HEXAGONAL_PRISM: Frame = (
    &[
        (0, 30),
        (50, 55),
        (120, 55),
        (160, 30),
        (110, 5),
        (40, 5),
        (0, 190),
        (50, 215),
        (120, 215),
        (160, 190),
        (110, 165),
        (40, 165),
    ],
    &[
        (0, 1, false),
        (1, 2, false),
        (2, 3, false),
        (3, 4, false),
        (4, 5, false),
        (5, 0, false),
        (6, 7, false),
        (7, 8, false),
        (8, 9, false),
        (9, 10, true),
        (10, 11, true),
        (11, 6, true),
        (0, 6, false),
        (1, 7, false),
        (2, 8, false),
        (3, 9, false),
        (4, 10, true),
        (5, 11, true),
    ],
);
const SQUARE_PYRAMID: Frame = (
    &[(0, 170), (140, 170), (210, 125), (70, 125), (105, 0)],
    &[
        (0, 1, false),
        (1, 2, false),
        (2, 3, true),
        (3, 0, true),
        (0, 4, false),
        (1, 4, false),
        (2, 4, false),
        (3, 4, true),
    ],
);
const TRIANGULAR_PYRAMID: Frame = (
    &[(0, 150), (130, 180), (200, 120), (100, 0)],
    &[(0, 1, false), (1, 2, false), (2, 0, true), (0, 3, false), (1, 3, false), (2, 3, false)],
);

impl Solid {
    pub(crate) const SPEC: KindSpec = kind! {
        "solid": "A solid shape seen from a corner, with its hidden edges dashed.";
        "solid" ("\"cuboid\"") "`\"cuboid\"`, `\"triangular-prism\"`, `\"hexagonal-prism\"`, `\"square-pyramid\"`, `\"triangular-pyramid\"`, `\"cylinder\"`, `\"cone\"` or `\"sphere\"`: which one";
        "sides" ("[4, 2, 3]") "a list of length, width and height, each 1 to 10: how long the edges of a cuboid are beside each other";
        "labels" ("none") "a list of labels for the length, the width and the height of a cuboid; `\"?\"` is a blank box, `\"\"` for none";
        example r#"sides = [5, 3, 2], labels = ["5 cm", "3 cm", "?"]"#;
        example r#"sides = [1, 1, 1]"#;
        example r#"solid = "triangular-prism""#;
        example r#"solid = "hexagonal-prism""#;
        example r#"solid = "square-pyramid""#;
        example r#"solid = "triangular-pyramid""#;
        example r#"solid = "cylinder""#;
        example r#"solid = "cone""#;
        example r#"solid = "sphere""#;
    };

    pub(crate) fn read(given: &Reader) -> Result<Self, BuildError> {
        let name = given.choice("solid", &NAMES, Some(Name::Cuboid))?;
        let written = given.numbers("sides")?;
        let sides: Option<Vec<i64>> = match (&written, name) {
            (_, Name::Cuboid) => written.map_or(Some(vec![4, 2, 3]), |sides| {
                sides
                    .iter()
                    .map(|side| side.to_i64().filter(|side| (1..=10).contains(side)))
                    .collect()
            }),
            (None, _) => Some(vec![1, 1, 1]),
            (Some(_), _) => {
                return Err(given.wrong("sides", "none, because they are those of a cuboid"));
            }
        };
        let sides: Option<[i64; 3]> = sides.and_then(|sides| sides.try_into().ok());
        let Some(sides) = sides else {
            return Err(given.wrong("sides", "a list of length, width and height, each 1 to 10"));
        };
        let common = sides.iter().fold(0, |so_far, side| gcd(so_far, *side));
        let solid = Self {
            name,
            sides: sides.map(|side| side / common),
            labels: given.labels_for("labels", 3, || vec![String::new(); 3])?,
        };
        let is_short = |label: &String| width(label) <= px(140) && height(label) <= px(48);
        let has_labels = solid.labels.iter().any(|label| !label.is_empty());
        if has_labels && name != Name::Cuboid || !solid.labels.iter().all(is_short) {
            return Err(given.wrong("labels", "short labels for the three sides of a cuboid"));
        }
        // The width is drawn aslant; beside it there must be room for its label.
        let [_, deep, tall] = solid.lengths();
        if deep < px(12)
            || tall < px(16) && (has_labels || tall < px(8))
            || solid.lengths()[0] < px(12)
        {
            return Err(given.wrong("sides", "sides less far apart, so that each edge is seen"));
        }
        Ok(solid)
    }

    /// The drawn length, the width's run across (and up), and the drawn height of a cuboid.
    fn lengths(&self) -> [Hundredths; 3] {
        let [length, wide, tall] = self.sides;
        // A side that runs to the back is drawn at two fifths of its length each way.
        let unit = LARGEST * 5 / (5 * length + 2 * wide).max(5 * tall + 2 * wide);
        [length * unit, wide * unit * 2 / 5, tall * unit]
    }

    pub(crate) fn canvas(&self) -> Canvas {
        match self.name {
            Name::Cuboid => self.cuboid(),
            Name::TriangularPrism => framed(TRIANGULAR_PRISM),
            Name::HexagonalPrism => framed(HEXAGONAL_PRISM),
            Name::SquarePyramid => framed(SQUARE_PYRAMID),
            Name::TriangularPyramid => framed(TRIANGULAR_PYRAMID),
            Name::Cylinder => round(Some(px(150)), true),
            Name::Cone => round(Some(px(170)), false),
            Name::Sphere => round(None, false),
        }
    }

    fn cuboid(&self) -> Canvas {
        let [length, deep, tall] = self.lengths();
        let room = |label: &str| if label.is_empty() { 0 } else { width(label) + px(16) };
        let left = EDGE + room(&self.labels[2]);
        let under = if self.labels[0].is_empty() { 0 } else { height(&self.labels[0]) + px(16) };
        let bottom = EDGE + deep + tall;
        let slant = room(&self.labels[1]).max(px(4));
        let mut canvas =
            Canvas::new(left + length + deep + slant + EDGE, bottom + under + EDGE + px(24));
        let at = |across: i64, back: i64, up: i64| -> Point {
            (left + across * length + back * deep, bottom - up * tall - back * deep)
        };
        for (from, to) in [((0, 1, 0), (1, 1, 0)), ((0, 1, 0), (0, 0, 0)), ((0, 1, 0), (0, 1, 1))] {
            canvas.line("d-hidden", at(from.0, from.1, from.2), at(to.0, to.1, to.2), Line::Dashed);
        }
        let seen = [
            ((0, 0, 0), (1, 0, 0)),
            ((0, 0, 0), (0, 0, 1)),
            ((0, 0, 1), (0, 1, 1)),
            ((1, 0, 0), (1, 0, 1)),
            ((0, 0, 1), (1, 0, 1)),
            ((1, 0, 0), (1, 1, 0)),
            ((1, 1, 0), (1, 1, 1)),
            ((0, 1, 1), (1, 1, 1)),
            ((1, 0, 1), (1, 1, 1)),
        ];
        for (from, to) in seen {
            canvas.line("d-seen", at(from.0, from.1, from.2), at(to.0, to.1, to.2), Line::Ink);
        }
        let half = |idx: usize| (width(&self.labels[idx]) / 2, height(&self.labels[idx]) / 2);
        let middle = (left + length / 2, bottom + px(10) + half(0).1);
        write(&mut canvas, "d-length", &self.labels[0], middle);
        let beside = (
            left + length + deep / 2 + half(1).0 + px(12),
            bottom - deep / 2 + half(1).1.max(px(10)),
        );
        write(&mut canvas, "d-width", &self.labels[1], beside);
        let before = (left - px(10) - half(2).0, bottom - tall / 2);
        write(&mut canvas, "d-height", &self.labels[2], before);
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (seen, hidden) = (lines(svg, "d-seen")?, lines(svg, "d-hidden")?);
        let n_curves = svg.with_class("d-curve").count();
        let name = match (seen.len(), hidden.len(), n_curves) {
            (9, 3, 0) => "cuboid",
            (6, 3, 0) => "triangular-prism",
            (13, 5, 0) => "hexagonal-prism",
            (5, 3, 0) => "square-pyramid",
            (5, 1, 0) => "triangular-pyramid",
            (2, 0, 3) => "cylinder",
            (2, 0, 2) => "cone",
            (0, 0, 3) => "sphere",
            other => return unlike(&format!("no solid has so many edges: {other:?}")),
        };
        let mut read = fields([("solid", name.into())]);
        if name == "cuboid" {
            let run = |idx: usize| {
                let [from, to] = seen[idx];
                ((to.0 - from.0).abs(), (to.1 - from.1).abs())
            };
            let (length, tall, deep) = (run(0).0, run(1).1, run(2).0 * 2.5);
            let longest = length.max(tall).max(deep);
            let share = |side: f64| simplest_near(side / longest, 0.004);
            let shares = [share(length)?, share(deep)?, share(tall)?];
            let bottom = shares.iter().fold(1_i64, |so_far, one| {
                let bottom = maths::Number::from(one.denominator()).to_i64().unwrap_or(1);
                so_far / gcd(so_far, bottom) * bottom
            });
            read.insert(
                "sides".to_owned(),
                list(shares.iter().map(|one| one * &maths::Number::from(bottom))),
            );
            let mut labels = Vec::new();
            for class in ["d-length", "d-width", "d-height"] {
                labels.push(
                    spots(svg, class)?.first().map(|spot| spot.text.clone()).unwrap_or_default(),
                );
            }
            read.insert("labels".to_owned(), list(labels.iter().map(String::as_str)));
        }
        Ok(read)
    }

    fn named(&self) -> &'static str {
        match self.name {
            Name::Cuboid if self.sides == [1, 1, 1] => "cube",
            Name::Cuboid => "cuboid",
            Name::TriangularPrism => "triangular prism",
            Name::HexagonalPrism => "hexagonal prism",
            Name::SquarePyramid => "pyramid with a square base",
            Name::TriangularPyramid => "pyramid with a triangular base",
            Name::Cylinder => "cylinder",
            Name::Cone => "cone",
            Name::Sphere => "sphere",
        }
    }

    pub(crate) fn title(&self) -> String {
        format!("A {}", self.named())
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("A {} seen from a corner.", self.named())];
        for (label, side) in self.labels.iter().zip(["length", "width", "height"]) {
            if !label.is_empty() {
                said.push(format!("Its {side} is {}.", words::shown(label)));
            }
        }
        said.join(" ")
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 {
        a.max(1)
    } else if a == 0 {
        b
    } else {
        gcd(b, a % b)
    }
}

fn framed((corners, edges): Frame) -> Canvas {
    let place = |at: (i64, i64)| (EDGE + px(at.0), EDGE + px(at.1));
    let far = |pick: fn(&(i64, i64)) -> i64| corners.iter().map(pick).max().unwrap_or(0);
    let mut canvas = Canvas::new(2 * EDGE + px(far(|at| at.0)), 2 * EDGE + px(far(|at| at.1)));
    for (from, to, is_hidden) in edges {
        let (role, line) =
            if *is_hidden { ("d-hidden", Line::Dashed) } else { ("d-seen", Line::Ink) };
        canvas.line(role, place(corners[*from]), place(corners[*to]), line);
    }
    canvas
}

/// A cylinder or a cone so tall, or a sphere: curves as flat ellipses, the half that is behind dashed.
fn round(tall: Option<Hundredths>, has_top: bool) -> Canvas {
    let (wide, flat) = (px(80), px(24));
    let mut canvas =
        Canvas::new(2 * EDGE + 2 * wide, 2 * EDGE + tall.map_or(2 * wide, |tall| tall + 2 * flat));
    let ellipse = |y: Hundredths, is_front: bool| {
        let number = crate::length::text;
        let (from, to) = if is_front { (EDGE, EDGE + 2 * wide) } else { (EDGE + 2 * wide, EDGE) };
        format!(
            "M {} {} A {} {} 0 0 0 {} {}",
            number(from),
            number(y),
            number(wide),
            number(flat),
            number(to),
            number(y)
        )
    };
    let Some(tall) = tall else {
        let middle = EDGE + wide;
        canvas.circle("d-curve", (middle, middle), wide, Fill::None, Line::Ink);
        canvas.path("d-curve", &ellipse(middle, true), Fill::None, Line::Ink);
        canvas.path("d-curve", &ellipse(middle, false), Fill::None, Line::Dashed);
        return canvas;
    };
    let (top, bottom) = (EDGE + flat, EDGE + flat + tall);
    canvas.path("d-curve", &ellipse(bottom, false), Fill::None, Line::Dashed);
    canvas.path("d-curve", &ellipse(bottom, true), Fill::None, Line::Ink);
    if has_top {
        let whole = format!("{} {}", ellipse(top, true), ellipse(top, false));
        canvas.path("d-curve", &whole, Fill::None, Line::Ink);
    }
    for side in [EDGE, EDGE + 2 * wide] {
        let up = if has_top { side } else { EDGE + wide };
        canvas.line("d-seen", (side, bottom), (up, top), Line::Ink);
    }
    canvas
}
