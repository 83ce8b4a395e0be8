//! The pictogram: rows of equal symbols with a key; a part of a symbol is worth that part of the key.

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line, arc_to};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, px, text as length_text};
use crate::marks::{n, widest, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, list, number, spots, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Rows of symbols, each worth so many.
#[derive(Debug, Clone, PartialEq)]
pub struct Pictogram {
    rows: Vec<(String, Option<i64>)>, // A name and how many quarters of a symbol; none is a blank.
    each: Number,
    heading: String,
}

const EDGE: Hundredths = px(16);
const ROW: Hundredths = px(48);
const PITCH: Hundredths = px(44);
const RADIUS: Hundredths = px(17);

impl Pictogram {
    pub(crate) const SPEC: KindSpec = kind! {
        "pictogram": "Rows of equal symbols, with a key that says what one symbol is worth.";
        "categories" ("needed") "a list of 1 to 8 names";
        "values" ("needed") "a list of numbers, one for each category, each a whole number of quarters of the key; `\"?\"` is a blank box";
        "each" ("1") "what one symbol is worth";
        "title" ("none") "a heading over the pictogram";
        example r#"categories = ["Monday", "Tuesday", "Wednesday"], values = [8, 6, 11], each = 4, title = "Books read""#;
        example r#"categories = ["cats", "dogs", "fish"], values = [5, "?", 3], each = 2"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let names = fields.labels("categories")?.unwrap_or_default();
        if !(1..=8).contains(&names.len())
            || names.iter().any(String::is_empty)
            || widest(names.iter().map(String::as_str)) > px(180)
        {
            return Err(fields.wrong("categories", "a list of 1 to 8 short names"));
        }
        let each = fields.number("each")?.unwrap_or(Number::ONE);
        if each <= Number::ZERO {
            return Err(fields.wrong("each", "a number above 0"));
        }
        let most =
            ((px(540) - EDGE - widest(names.iter().map(String::as_str)) - px(24)) / PITCH).min(10);
        let expected = format!(
            "a list of {} numbers, each a whole number of quarters of {each}, at most {most} symbols",
            names.len()
        );
        let quarters = |label: &String| match label.as_str() {
            "?" => Some(None),
            label => {
                let value = crate::field::number_in(&label.into())?;
                let quarters = (&value * &Number::from(4)).checked_div(&each)?.to_i64()?;
                (0..=4 * most).contains(&quarters).then_some(Some(quarters))
            }
        };
        let values = fields.labels("values")?.unwrap_or_default();
        let values: Option<Vec<Option<i64>>> = values.iter().map(quarters).collect();
        let Some(values) = values.filter(|values| values.len() == names.len()) else {
            return Err(fields.wrong("values", expected));
        };
        let heading = fields.label("title")?.unwrap_or_default();
        if Label::read(&heading).width(LABEL) > px(480) {
            return Err(fields.wrong("title", "a shorter heading"));
        }
        Ok(Self { rows: names.into_iter().zip(values).collect(), each, heading })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let left = EDGE + widest(self.rows.iter().map(|row| row.0.as_str())) + px(24);
        let head = Label::read(&self.heading);
        let top = EDGE + if head.is_empty() { 0 } else { head.height(LABEL) + px(16) };
        let most =
            self.rows.iter().map(|row| (row.1.unwrap_or(4) + 3) / 4).max().unwrap_or(1).max(2);
        let right = left + most * PITCH + px(12);
        let key = format!(
            "stands for {}",
            self.each.to_decimal().unwrap_or_else(|| self.each.to_mixed())
        );
        let key = Label::read(&key);
        let wide = (right + EDGE)
            .max(EDGE + px(108) + key.width(LABEL) + EDGE)
            .max(head.width(LABEL) + 2 * EDGE);
        let bottom = top + n(self.rows.len()) * ROW;
        let mut canvas = Canvas::new(wide, bottom + px(64));
        head.draw(&mut canvas, "d-heading", (wide / 2, EDGE + head.height(LABEL) / 2), LABEL);
        for (i, (name, quarters)) in self.rows.iter().enumerate() {
            let y = top + n(i) * ROW;
            canvas.line("d-rule", (EDGE, y), (right, y), Line::Grid);
            Label::read(name).draw_from(&mut canvas, "d-name", (EDGE, y + ROW / 2), LABEL);
            let Some(quarters) = quarters else {
                write(&mut canvas, "d-blank", "?", (left + PITCH / 2, y + ROW / 2));
                continue;
            };
            for k in 0..(quarters + 3) / 4 {
                let at = (left + k * PITCH + PITCH / 2, y + ROW / 2);
                symbol(&mut canvas, at, (quarters - 4 * k).min(4));
            }
        }
        canvas.line("d-rule", (EDGE, bottom), (right, bottom), Line::Grid);
        canvas.line("d-axis", (left - px(8), top), (left - px(8), bottom), Line::Ink);
        Label::read("Key:").draw_from(&mut canvas, "d-note", (EDGE, bottom + px(36)), LABEL);
        canvas.circle("d-key", (EDGE + px(76), bottom + px(36)), RADIUS, Fill::Shaded, Line::Ink);
        key.draw_from(&mut canvas, "d-each", (EDGE + px(104), bottom + px(36)), LABEL);
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let names = spots(svg, "d-name")?;
        let (wholes, blanks) = (frames(svg, "d-symbol")?, spots(svg, "d-blank")?);
        let said = text(svg, "d-each")?;
        let each = number(said.trim_start_matches("stands for ").trim())?;
        let mut values: Vec<crate::field::Field> = Vec::new();
        for name in &names {
            let is_here = |y: f64| (y - name.y).abs() < 6.0;
            let mut quarters =
                4 * wholes.iter().filter(|whole| is_here(whole.middle().1)).count() as i64;
            for part in svg.with_class("d-part-symbol") {
                let outline = super::read_back::measure::outline(part)?;
                // The centre stands first; the area says which part it is.
                if is_here(outline.points[0].1) {
                    let whole = std::f64::consts::PI * 17.0 * 17.0;
                    quarters +=
                        libm::round(super::read_back::measure::area(&outline) / whole * 4.0) as i64;
                }
            }
            values.push(match blanks.iter().any(|blank| is_here(blank.y)) {
                true => "?".into(),
                false => (&each * &Number::try_ratio(quarters, 4).unwrap_or(Number::ZERO)).into(),
            });
        }
        if names.is_empty() {
            return unlike("a pictogram has no rows");
        }
        Ok(fields([
            ("categories", list(names.iter().map(|name| name.text.as_str()))),
            ("values", crate::field::Field::List(values)),
            ("each", each.into()),
            ("title", text(svg, "d-heading")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        match self.heading.as_str() {
            "" => "A pictogram".to_owned(),
            heading => format!("A pictogram: {heading}"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!(
            "{}. Each symbol stands for {}.",
            self.title(),
            words::spoken(&self.each)
        )];
        for (name, quarters) in &self.rows {
            let Some(quarters) = quarters else {
                said.push(format!("{}: not known.", words::sentence(name)));
                continue;
            };
            let symbols = Number::try_ratio(*quarters, 4).unwrap_or(Number::ZERO);
            let thing = if *quarters == 4 { "symbol" } else { "symbols" };
            said.push(format!("{}: {} {thing}.", words::sentence(name), words::spoken(&symbols)));
        }
        said.join(" ")
    }
}

// A whole symbol, or one to three quarters of it as sectors, the left ones first.
fn symbol(canvas: &mut Canvas, at: Point, quarters: i64) {
    if quarters >= 4 {
        canvas.circle("d-symbol", at, RADIUS, Fill::Shaded, Line::Ink);
        return;
    }
    let end = [(at.0 - RADIUS, at.1), (at.0, at.1 - RADIUS), (at.0 + RADIUS, at.1)]
        [usize::try_from(quarters - 1).unwrap_or(0)];
    let point = |at: Point| format!("{} {}", length_text(at.0), length_text(at.1));
    let d = format!(
        "M {} L {} {} Z",
        point(at),
        point((at.0, at.1 + RADIUS)),
        arc_to(RADIUS, quarters > 2, true, end)
    );
    canvas.path("d-part-symbol", &d, Fill::Shaded, Line::Ink);
}
