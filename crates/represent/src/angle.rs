//! The angle: two arms, an arc or a square mark, a label, and a protractor laid on it if asked for.
//!
//! Laid out about its vertex, then moved on to the page. Arm lengths and turn are irrelevant on purpose.

mod protractor;

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line, arc_to};
use crate::field::{BuildError, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::{Label, UNKNOWN};
use crate::length::{Hundredths, Point, around, px, rounded, share, text, turned};
use crate::words;

/// An angle between two arms.
#[derive(Debug, Clone, PartialEq)]
pub struct Angle {
    pub(crate) degrees: i64,
    pub(crate) turn: i64,
    pub(crate) arms: [Number; 2],
    pub(crate) label: AngleLabel,
    pub(crate) has_protractor: bool,
}

/// What is written at an angle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AngleLabel {
    /// Its size in degrees.
    Value,
    /// A blank box.
    Unknown,
    /// A name such as `a`.
    Named(String),
    /// Nothing.
    None,
}

const UNIT: Hundredths = px(20);
const EDGE: Hundredths = px(16);

impl Angle {
    pub(crate) const SPEC: KindSpec = kind! {
        "angle": "Two arms with an arc, and a protractor if asked for.";
        "degrees" ("needed") "its size, 1 to 359";
        "turn" ("0") "the direction of the first arm, in whole degrees anticlockwise from rightwards";
        "arms" ("[8, 8]") "the lengths of the two arms, 3 to 10";
        "label" ("\"value\"") "`\"value\"`, `\"?\"`, `\"\"` or a name such as `\"a\"`";
        "protractor" ("false") "whether a protractor with both scales lies on it (to 180 degrees)";
        example r#"degrees = 60"#;
        example r#"degrees = 135, turn = 30, arms = [5, 8], label = "?""#;
        example r#"degrees = 250, label = "a""#;
        example r#"degrees = 90, turn = 25"#;
        example r#"degrees = 47, protractor = true, label = "?""#;
        example r#"degrees = 130, protractor = true, turn = -20"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let degrees = fields.needed_whole("degrees", 1, 359)?;
        let turn = fields.whole("turn", -360, 360)?.unwrap_or(0);
        let arms =
            fields.numbers("arms")?.unwrap_or_else(|| vec![Number::from(8), Number::from(8)]);
        let is_legal = |arm: &Number| *arm >= Number::from(3) && *arm <= Number::from(10);
        let arms: [Number; 2] = match <[Number; 2]>::try_from(arms) {
            Ok(arms) if is_legal(&arms[0]) && is_legal(&arms[1]) => arms,
            _ => return Err(fields.wrong("arms", "a list of two lengths from 3 to 10")),
        };
        let label = match fields.label("label")?.as_deref() {
            None | Some("value") => AngleLabel::Value,
            Some(UNKNOWN) => AngleLabel::Unknown,
            Some("") => AngleLabel::None,
            Some(name) if name.chars().count() <= 8 => AngleLabel::Named(name.to_owned()),
            Some(_) => {
                return Err(fields
                    .wrong("label", "\"value\", \"?\", \"\" or a name of at most 8 characters"));
            }
        };
        let has_protractor = fields.flag("protractor", false)?;
        if has_protractor && degrees > 180 {
            return Err(fields
                .wrong("protractor", "false, because a protractor measures at most 180 degrees"));
        }
        Ok(Self { degrees, turn, arms, label, has_protractor })
    }

    fn shown_label(&self) -> Label {
        match &self.label {
            AngleLabel::Value => Label::read(&format!("{}°", self.degrees)),
            AngleLabel::Unknown => Label::read(UNKNOWN),
            AngleLabel::Named(name) => Label::read(name),
            AngleLabel::None => Label::read(""),
        }
    }

    // A square mark says that it is a right angle, so it is not drawn where that is the question.
    fn has_square(&self) -> bool {
        self.degrees == 90 && !matches!(self.label, AngleLabel::Unknown | AngleLabel::None)
    }

    fn arm_length(&self, i: usize) -> Hundredths {
        let length = share(UNIT, &self.arms[i]);
        if self.has_protractor { length.max(protractor::RADIUS + px(20)) } else { length }
    }

    /// The point `radius` from the vertex at `degrees` after the first arm.
    fn at(&self, radius: Hundredths, degrees: i64) -> Point {
        turned((radius, 0), (0, 0), degrees + self.turn)
    }

    fn arc_radius(&self) -> Hundredths {
        let shorter = self.arm_length(0).min(self.arm_length(1));
        let usual = if self.degrees < 30 { px(72) } else { px(44) };
        usual.min(shorter * 3 / 4)
    }

    // The middle of the label: on the line half way between the arms, as near as it touches nothing.
    fn label_middle(&self) -> Point {
        let label = self.shown_label();
        let (across, down) = ((label.width(LABEL) / 2) as f64, (label.height(LABEL) / 2) as f64);
        let reach = rounded(libm::hypot(across, down)) + px(5);
        let mark = if self.has_square() { px(24) } else { self.arc_radius() };
        let past_arms = self.arm_length(0).max(self.arm_length(1)) + reach;
        let half_angle = self.degrees as f64 / 2.0 * std::f64::consts::PI / 180.0;
        let between =
            if self.degrees < 180 { rounded(reach as f64 / libm::sin(half_angle)) } else { 0 };
        let mut radius = between.max(mark + reach).min(past_arms);
        if self.has_protractor && radius + reach > protractor::CLEAR {
            radius = past_arms;
        }
        around((0, 0), radius, self.turn as f64 + self.degrees as f64 / 2.0)
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let label = self.shown_label();
        let middle = self.label_middle();
        let mut points =
            vec![(0, 0), self.at(self.arm_length(0), 0), self.at(self.arm_length(1), self.degrees)];
        for degrees in 0..=self.degrees {
            points.push(self.at(self.arc_radius(), degrees));
        }
        if !label.is_empty() {
            let (across, down) = (label.width(LABEL) / 2, label.height(LABEL) / 2);
            points.push((middle.0 - across, middle.1 - down));
            points.push((middle.0 + across, middle.1 + down));
        }
        if self.has_protractor {
            points
                .extend(protractor::corners().into_iter().map(|at| turned(at, (0, 0), self.turn)));
        }
        let bound = |pick: fn(&Point) -> i64| {
            let all = points.iter().map(pick);
            (all.clone().min().unwrap_or(0), all.max().unwrap_or(0))
        };
        let ((left, right), (top, bottom)) = (bound(|at| at.0), bound(|at| at.1));
        let vertex = (EDGE - left, EDGE - top);
        let mut canvas = Canvas::new(right - left + 2 * EDGE, bottom - top + 2 * EDGE);
        if self.has_protractor {
            protractor::draw(&mut canvas, vertex, self.turn);
        }
        self.draw_mark(&mut canvas, vertex);
        for (i, degrees) in [(0, 0), (1, self.degrees)] {
            self.draw_arm(&mut canvas, vertex, self.arm_length(i), degrees);
        }
        label.draw(&mut canvas, "d-angle-label", moved(middle, vertex), LABEL);
        canvas
    }

    fn draw_mark(&self, canvas: &mut Canvas, vertex: Point) {
        let to_page = |at: Point| {
            let (x, y) = moved(at, vertex);
            format!("{} {}", text(x), text(y))
        };
        let d = if self.has_square() {
            let corner = turned((px(20), -px(20)), (0, 0), self.turn);
            format!(
                "M {} L {} L {}",
                to_page(self.at(px(20), 0)),
                to_page(corner),
                to_page(self.at(px(20), 90))
            )
        } else {
            let radius = self.arc_radius();
            let end = moved(self.at(radius, self.degrees), vertex);
            format!(
                "M {} {}",
                to_page(self.at(radius, 0)),
                arc_to(radius, self.degrees > 180, false, end)
            )
        };
        canvas.path("d-angle-mark", &d, Fill::None, Line::Ink);
    }

    // On a protractor the arm makes way for the numbers.
    fn draw_arm(&self, canvas: &mut Canvas, vertex: Point, length: Hundredths, degrees: i64) {
        let to_page = |radius: Hundredths| {
            let (x, y) = moved(self.at(radius, degrees), vertex);
            format!("{} {}", text(x), text(y))
        };
        let is_broken = self.has_protractor && degrees != 0 && degrees != 180;
        let gap = if is_broken {
            format!(" L {} M {}", to_page(protractor::CLEAR), to_page(protractor::NUMBERED))
        } else {
            String::new()
        };
        let d = format!("M {}{gap} L {}", to_page(0), to_page(length));
        canvas.path("d-arm", &d, Fill::None, Line::Ink);
    }

    pub(crate) fn title(&self) -> String {
        if self.has_protractor {
            "An angle on a protractor".to_owned()
        } else {
            "An angle".to_owned()
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![match &self.label {
            AngleLabel::Value if self.degrees == 90 => {
                "A right angle, marked with a square: 90 degrees.".to_owned()
            }
            AngleLabel::Value => format!("An angle of {}.", words::count(self.degrees, "degree")),
            AngleLabel::Unknown => "An angle between two arms. Its size is not known.".to_owned(),
            AngleLabel::Named(name) => format!("An angle between two arms, called {name}."),
            AngleLabel::None => "An angle between two arms.".to_owned(),
        }];
        if let AngleLabel::Named(_) = self.label
            && self.has_square()
        {
            said.push("It is marked as a right angle.".to_owned());
        }
        if self.has_protractor {
            let middle =
                "A protractor lies on it, with its centre on the vertex and zero on one arm.";
            said.push(middle.to_owned());
        }
        said.join(" ")
    }
}

fn moved(at: Point, by: Point) -> Point {
    (at.0 + by.0, at.1 + by.1)
}
