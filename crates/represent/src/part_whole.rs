//! The part-whole model: one whole joined to its parts, which sum to it; the unknown is a blank of the same kind.

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, px};
use crate::marks::{n, toward, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, list, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;
use maths::Number;

/// A whole and its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct PartWhole {
    whole: String,
    parts: Vec<String>,
    side: Side,
}

/// Where the whole stands beside its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Top,
    Left,
    Bottom,
    Right,
}

const SIDES: [(&str, Side); 4] =
    [("top", Side::Top), ("left", Side::Left), ("bottom", Side::Bottom), ("right", Side::Right)];
const EDGE: Hundredths = px(12);
const GAP: Hundredths = px(32);
const REACH: Hundredths = px(56); // From the edge of the whole to the edges of its parts.

impl PartWhole {
    pub(crate) const SPEC: KindSpec = kind! {
        "part-whole": "A whole joined to its parts by lines, as in a cherry diagram.";
        "whole" ("`\"?\"`") "the label in the whole";
        "parts" ("needed") "a list of 2 to 4 labels, one for each part; `\"?\"` is a blank box";
        "whole-at" ("\"top\"") "`\"top\"`, `\"left\"`, `\"bottom\"` or `\"right\"`: where the whole stands";
        example r#"whole = 10, parts = [7, "?"]"#;
        example r#"parts = [300, 40, 6], whole-at = "left""#;
        example r#"whole = 1, parts = ["1/4", "3/4"], whole-at = "bottom""#;
        example r#"whole = "2x + 3", parts = ["2x", 3], whole-at = "right""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let whole = fields
            .label("whole")?
            .filter(|label| !label.is_empty())
            .unwrap_or_else(|| "?".to_owned());
        let parts = fields.labels("parts")?.unwrap_or_default();
        if !(2..=4).contains(&parts.len()) || parts.iter().any(String::is_empty) {
            return Err(fields.wrong("parts", "a list of 2 to 4 labels, one for each part"));
        }
        let number = |text: &String| number_in(&text.as_str().into());
        let numbers = parts.iter().map(number).collect::<Option<Vec<Number>>>();
        if let (Some(whole), Some(numbers)) = (number(&whole), numbers) {
            let sum = numbers.iter().fold(Number::ZERO, |sum, part| &sum + part);
            if sum != whole {
                return Err(fields.wrong("parts", format!("parts that sum to {whole}, not {sum}")));
            }
        }
        let model =
            Self { whole, parts, side: fields.choice("whole-at", &SIDES, Some(Side::Top))? };
        if model.width() > px(560) {
            return Err(fields.wrong("parts", "fewer or shorter labels, so that they fit"));
        }
        Ok(model)
    }

    fn radius(&self) -> Hundredths {
        let most = self.parts.iter().chain([&self.whole]).map(|label| {
            let label = Label::read(label);
            let (wide, tall) = (label.width(LABEL) as f64 / 2.0, label.height(LABEL) as f64 / 2.0);
            libm::ceil(libm::hypot(wide, tall)) as Hundredths
        });
        (most.max().unwrap_or(0) + px(6)).max(px(36)).div_euclid(200) * 200 + 200
    }

    fn is_upright(&self) -> bool {
        matches!(self.side, Side::Top | Side::Bottom)
    }

    fn extent(&self) -> (Hundredths, Hundredths) {
        let (r, parts) = (self.radius(), n(self.parts.len()));
        (parts * 2 * r + (parts - 1) * GAP, 4 * r + REACH)
    }

    fn width(&self) -> Hundredths {
        let (along, across) = self.extent();
        2 * EDGE + if self.is_upright() { along } else { across }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (r, (along, across)) = (self.radius(), self.extent());
        let place = |at: Hundredths, far: bool| -> Point {
            let depth =
                if far == matches!(self.side, Side::Top | Side::Left) { across - r } else { r };
            match self.is_upright() {
                true => (EDGE + at, EDGE + depth),
                false => (EDGE + depth, EDGE + at),
            }
        };
        let whole = place(along / 2, false);
        let (wide, tall) = if self.is_upright() { (along, across) } else { (across, along) };
        let mut canvas = Canvas::new(wide + 2 * EDGE, tall + 2 * EDGE);
        let parts: Vec<Point> =
            (0..n(self.parts.len())).map(|i| place(r + i * (2 * r + GAP), true)).collect();
        for part in &parts {
            canvas.line("d-join", toward(whole, *part, r), toward(*part, whole, r), Line::Ink);
        }
        canvas.circle("d-whole", whole, r, Fill::Tint, Line::Ink);
        write(&mut canvas, "d-whole-label", &self.whole, whole);
        for (label, at) in self.parts.iter().zip(parts) {
            canvas.circle("d-part", at, r, Fill::Paper, Line::Ink);
            write(&mut canvas, "d-part-label", label, at);
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (whole, parts) = (spots(svg, "d-whole-label")?, spots(svg, "d-part-label")?);
        let ([whole], [first, .., last]) = (whole.as_slice(), parts.as_slice()) else {
            return unlike("a part-whole model has one whole and two parts or more");
        };
        let side = match ((first.y - last.y).abs() < 20.0, whole.y < first.y, whole.x < first.x) {
            (true, true, _) => "top",
            (true, false, _) => "bottom",
            (false, _, true) => "left",
            (false, _, false) => "right",
        };
        Ok(fields([
            ("whole", whole.text.as_str().into()),
            ("parts", list(parts.iter().map(|part| part.text.as_str()))),
            ("whole-at", side.into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        format!("A part-whole model with {}", words::count(n(self.parts.len()), "part"))
    }

    pub(crate) fn description(&self) -> String {
        let kinds = words::shown_list(&self.parts);
        format!(
            "{}. The whole is {}. The parts are {kinds}.",
            self.title(),
            words::shown(&self.whole)
        )
    }
}
