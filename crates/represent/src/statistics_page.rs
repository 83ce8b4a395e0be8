//! What the statistical graphs share: axes at the left and bottom with names, and their reading back.

use maths::Number;

use crate::axes::{Axis, Plane};
use crate::canvas::{Canvas, LABEL};
use crate::field::{BuildError, Reader};
use crate::label::Label;
use crate::length::{Hundredths, px};

/// The names of the axes and the heading of a graph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Names {
    pub(crate) across: String,
    pub(crate) up: String,
    pub(crate) heading: String,
}

impl Names {
    /// The fields `x-label`, `y-label` and `title`.
    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let label = |field: &'static str| {
            let label = fields.label(field)?.unwrap_or_default();
            let read = Label::read(&label);
            match read.width(LABEL) <= px(400) && read.height(LABEL) <= LABEL {
                true => Ok(label),
                false => {
                    Err(fields.wrong(field, "a label shorter than the graph, without fractions"))
                }
            }
        };
        Ok(Self { across: label("x-label")?, up: label("y-label")?, heading: label("title")? })
    }

    fn above(&self) -> Hundredths {
        let room = |label: &str| if label.is_empty() { 0 } else { px(32) };
        px(16) + room(&self.heading) + room(&self.up)
    }

    /// A plane under the heading, `width` by `height`.
    pub(crate) fn plane(&self, x: &Axis, y: &Axis, width: Hundredths, height: Hundredths) -> Plane {
        Plane { x: x.clone(), y: y.clone(), left: px(72), top: self.above(), width, height }
    }

    /// A page with the names on it; `below` is the room for labels under the axis.
    pub(crate) fn page(&self, plane: &Plane, below: Hundredths) -> Canvas {
        let name = if self.across.is_empty() { 0 } else { px(28) };
        let bottom = plane.top + plane.height;
        let page = plane.left + plane.width + px(24);
        let widths = [&self.heading, &self.up, &self.across]
            .map(|label| Label::read(label).width(LABEL) + px(32));
        let page = widths.into_iter().fold(page, Hundredths::max);
        let mut canvas = Canvas::new(page, bottom + below + name + px(8));
        Label::read(&self.heading).draw(&mut canvas, "d-heading", (page / 2, px(20)), LABEL);
        Label::read(&self.up).draw_from(
            &mut canvas,
            "d-y-name",
            (px(16), plane.top - px(24)),
            LABEL,
        );
        let across = Label::read(&self.across);
        let middle = (plane.left + plane.width / 2).max(across.width(LABEL) / 2 + px(8));
        across.draw(&mut canvas, "d-x-name", (middle, bottom + below + px(12)), LABEL);
        canvas
    }

    /// What is said first of a graph.
    pub(crate) fn title(&self, kind: &str) -> String {
        match self.heading.as_str() {
            "" => kind.to_owned(),
            heading => format!("{kind}: {heading}"),
        }
    }

    /// What is said of the axes.
    pub(crate) fn describe(&self, kind: &str) -> String {
        let mut said = format!("{}.", self.title(kind));
        if !self.across.is_empty() {
            said.push_str(&format!(" Across: {}.", self.across));
        }
        if !self.up.is_empty() {
            said.push_str(&format!(" Up: {}.", self.up));
        }
        said
    }
}

/// The vertical axis from nought that fits the largest value; `y-step` may say the step.
pub(crate) fn up_axis(fields: &Reader, most: &Number) -> Result<Axis, BuildError> {
    let usual = Axis::up_to(most);
    let Some(step) = fields.number("y-step")? else { return Ok(usual) };
    let n = most.checked_div(&step).filter(|_| step > Number::ZERO).map(|n| n.floor());
    let n = n
        .and_then(|n| n.to_i64())
        .map(|n| if &step * &Number::from(n) < *most { n + 1 } else { n });
    match n.filter(|n| (0..=12).contains(n)) {
        Some(n) => {
            let axis = Axis { from: Number::ZERO, to: &step * &Number::from(n.max(1)), step };
            match (0..=axis.n_steps())
                .all(|i| axis.label(i).len() <= 5 && !axis.label(i).contains('/'))
            {
                true => Ok(axis),
                false => Err(fields.wrong("y-step", "a step with short decimals")),
            }
        }
        None => {
            Err(fields
                .wrong("y-step", format!("a number above 0 with at most 12 steps up to {most}")))
        }
    }
}
