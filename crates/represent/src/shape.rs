//! A shape cut in parts, some shaded: examples, turned examples, and near misses with unequal parts.
//!
//! Equal parts have equal area. A shape is laid out about its own middle in `shape/cuts.rs`, then turned and put
//! on the page here.

mod cuts;

use maths::Number;

use crate::bar::checked_widths;
use crate::canvas::{Canvas, Fill, Line, arc_to};
use crate::field::{BuildError, Field, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, Point, px, text, turned};
use crate::words;

/// A shape cut in parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pub(crate) outline: Outline,
    pub(crate) cut: Cut,
    pub(crate) parts: i64,
    pub(crate) shaded: Vec<i64>, // Part numbers from 1, in order.
    pub(crate) unequal: Unequal,
    pub(crate) turn: i64,
}

/// What shape it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outline {
    /// A square.
    Square,
    /// A circle.
    Circle,
    /// A rectangle longer than it is tall.
    Rectangle,
    /// A triangle with two equal sides.
    Triangle,
}

/// How a shape is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// From top to bottom; in a triangle, from the top corner.
    Vertical,
    /// From side to side.
    Horizontal,
    /// In rows and columns; in a triangle, in small triangles.
    Grid,
    /// Between corners.
    Diagonal,
    /// From the middle of a circle.
    Sectors,
}

/// Whether and how the parts are deliberately unequal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Unequal {
    No,
    Usual,
    Widths(Vec<Number>),
}

/// One part: where its edge goes, with the arc that leads there, if any.
pub(crate) type Edge = Vec<(Point, Option<Arc>)>;

/// An arc of the circle's own radius.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arc {
    pub(crate) is_large: bool,
    pub(crate) is_clockwise: bool,
}

/// The radius of the circle.
pub(crate) const RADIUS: Hundredths = px(112);
const MAX_PARTS: i64 = 24;
const EDGE: Hundredths = px(16);

impl Shape {
    pub(crate) const SPEC: KindSpec = kind! {
        "shape": "A shape cut in parts: examples, turned examples and near misses.";
        "shape" ("\"rectangle\"") "`\"square\"`, `\"circle\"`, `\"rectangle\"` or `\"triangle\"`";
        "parts" ("1, or as many as `unequal` has") "how many parts, 1 to 24";
        "shaded" ("0") "how many parts are shaded, or a list of part numbers from 1";
        "unequal" ("false") "true, or a list of widths: parts that are visibly not equal";
        "turn" ("0") "how far it is turned, in whole degrees anticlockwise";
        "cut" ("\"vertical\"; \"sectors\" in a circle") "`\"vertical\"`, `\"horizontal\"`, `\"grid\"`, `\"diagonal\"` or `\"sectors\"`";
        example r#"shape = "circle", parts = 4, shaded = 1"#;
        example r#"shape = "circle", parts = 6, shaded = [1, 4]"#;
        example r#"shape = "circle", parts = 3, shaded = 1, cut = "vertical", unequal = true"#;
        example r#"shape = "square", parts = 4, shaded = [1, 3], cut = "diagonal", turn = 20"#;
        example r#"shape = "rectangle", parts = 6, shaded = [1, 5], cut = "grid""#;
        example r#"shape = "rectangle", parts = 3, shaded = 1, unequal = true, turn = -15"#;
        example r#"shape = "triangle", parts = 3, shaded = 1, cut = "diagonal""#;
        example r#"shape = "triangle", parts = 9, shaded = 4, cut = "grid""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let outlines = [
            ("square", Outline::Square),
            ("circle", Outline::Circle),
            ("rectangle", Outline::Rectangle),
            ("triangle", Outline::Triangle),
        ];
        let outline = fields.choice("shape", &outlines, Some(Outline::Rectangle))?;
        let usual = if outline == Outline::Circle { Cut::Sectors } else { Cut::Vertical };
        let cuts = [
            ("vertical", Cut::Vertical),
            ("horizontal", Cut::Horizontal),
            ("grid", Cut::Grid),
            ("diagonal", Cut::Diagonal),
            ("sectors", Cut::Sectors),
        ];
        let cut = fields.choice("cut", &cuts, Some(usual))?;
        let widths = match fields.get("unequal") {
            None | Some(Field::Flag(_)) => None,
            Some(_) => fields.numbers("unequal")?,
        };
        let default =
            widths.as_ref().map_or(1, |widths| i64::try_from(widths.len()).unwrap_or(MAX_PARTS));
        let parts = fields.whole("parts", 1, MAX_PARTS)?.unwrap_or(default);
        let unequal = match widths {
            Some(widths) => Unequal::Widths(checked_widths(fields, widths, parts)?),
            None if fields.flag("unequal", false)? => Unequal::Usual,
            None => Unequal::No,
        };
        let shaded = Self::read_shaded(fields, parts)?;
        let turn = fields.whole("turn", -360, 360)?.unwrap_or(0);
        let shape = Self { outline, cut, parts, shaded, unequal, turn };
        shape.check_cut(fields)?;
        Ok(shape)
    }

    fn read_shaded(fields: &Reader, parts: i64) -> Result<Vec<i64>, BuildError> {
        let Some(Field::List(list)) = fields.get("shaded") else {
            return Ok((1..=fields.whole("shaded", 0, parts)?.unwrap_or(0)).collect());
        };
        let part =
            |item: &Field| number_in(item)?.to_i64().filter(|part| (1..=parts).contains(part));
        let read: Option<Vec<i64>> = items(&Field::List(list.clone())).iter().map(part).collect();
        let mut shaded = read.ok_or_else(|| {
            fields.wrong(
                "shaded",
                format!("how many parts are shaded, or a list of part numbers from 1 to {parts}"),
            )
        })?;
        shaded.sort_unstable();
        match shaded.windows(2).any(|pair| pair[0] == pair[1]) {
            true => Err(fields.wrong("shaded", "each part number once")),
            false => Ok(shaded),
        }
    }

    // Says what to change when this shape cannot be cut this way in parts that are equal, or unequal, as asked.
    fn check_cut(&self, fields: &Reader) -> Result<(), BuildError> {
        if let Unequal::Widths(widths) = &self.unequal {
            let total = widths.iter().fold(Number::ZERO, |sum, width| &sum + width);
            if widths.iter().any(|width| width * &Number::from(30) < total) {
                return Err(
                    fields.wrong("unequal", "widths that are each at least 1/30 of the whole")
                );
            }
            if matches!(self.cut, Cut::Grid | Cut::Diagonal) {
                return Err(fields.wrong(
                    "unequal",
                    "true, because widths are for vertical and horizontal cuts and sectors",
                ));
            }
        }
        if self.unequal != Unequal::No && self.parts < 2 {
            return Err(fields.wrong("unequal", "false for a shape that is not cut"));
        }
        match cuts::complaint(self) {
            Some((field, expected)) => Err(fields.wrong(field, expected)),
            None => Ok(()),
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let turn = |edge: Edge| -> Edge {
            edge.into_iter().map(|(at, arc)| (turned(at, (0, 0), self.turn), arc)).collect()
        };
        let outline = turn(cuts::outline(self.outline));
        let (xs, ys): (Vec<i64>, Vec<i64>) = match self.outline {
            Outline::Circle => (vec![-RADIUS, RADIUS], vec![-RADIUS, RADIUS]),
            _ => outline.iter().map(|(at, _)| *at).unzip(),
        };
        let (left, right) =
            (xs.iter().min().copied().unwrap_or(0), xs.iter().max().copied().unwrap_or(0));
        let (top, bottom) =
            (ys.iter().min().copied().unwrap_or(0), ys.iter().max().copied().unwrap_or(0));
        let mut canvas = Canvas::new(right - left + 2 * EDGE, bottom - top + 2 * EDGE);
        let to_page = |edge: Edge| path(&edge, (EDGE - left, EDGE - top));
        for (edge, number) in cuts::parts(self).into_iter().zip(1..) {
            let fill = if self.shaded.contains(&number) { Fill::Shaded } else { Fill::Paper };
            canvas.path("d-part", &to_page(turn(edge)), fill, Line::Ink);
        }
        canvas.path("d-outline", &to_page(outline), Fill::None, Line::Ink);
        canvas
    }

    fn name(&self) -> &'static str {
        match self.outline {
            Outline::Square => "square",
            Outline::Circle => "circle",
            Outline::Rectangle => "rectangle",
            Outline::Triangle => "triangle",
        }
    }

    pub(crate) fn title(&self) -> String {
        match (self.parts, &self.unequal) {
            (1, _) => format!("A {}", self.name()),
            (parts, Unequal::No) => format!("A {} in {parts} equal parts", self.name()),
            (parts, _) => format!("A {} in {parts} parts", self.name()),
        }
    }

    pub(crate) fn description(&self) -> String {
        let shape = self.name();
        let mut said = vec![match (self.parts, &self.unequal) {
            (1, _) => format!("A {shape} that is not cut."),
            (parts, Unequal::No) => format!("A {shape} cut in {parts} equal parts."),
            (parts, _) => format!("A {shape} cut in {parts} parts that are not equal."),
        }];
        let n_shaded = i64::try_from(self.shaded.len()).unwrap_or(0);
        said.push(format!("{} shaded.", words::sentence(&words::count_is(n_shaded, "part"))));
        if self.shaded.windows(2).any(|pair| pair[1] - pair[0] > 1) {
            let numbers: Vec<String> =
                self.shaded.iter().map(|part| words::ordinal(*part)).collect();
            said.push(format!(
                "They are not all next to each other: they are the {} parts.",
                words::list(&numbers)
            ));
        }
        if self.turn.rem_euclid(360) != 0 && self.outline != Outline::Circle {
            said.push(format!("The {shape} is turned."));
        }
        said.join(" ")
    }
}

fn path(edge: &Edge, by: Point) -> String {
    let mut d = String::new();
    for (i, ((x, y), arc)) in edge.iter().enumerate() {
        let at = (x + by.0, y + by.1);
        match arc {
            Some(arc) if i > 0 => d.push_str(&arc_to(RADIUS, arc.is_large, arc.is_clockwise, at)),
            _ => d.push_str(&format!(
                "{} {} {}",
                if i == 0 { "M" } else { "L" },
                text(at.0),
                text(at.1)
            )),
        }
        d.push(' ');
    }
    d.push('Z');
    d
}
