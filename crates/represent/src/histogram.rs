//! The histogram: bars that touch, whose areas are the frequencies; heights are frequency densities.

use maths::Number;

use crate::axes::{Axis, scales};
use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, list, text, unlike};
use crate::read_back::tags::Element;
use crate::statistics_page::{Names, up_axis};
use crate::words;

/// Frequencies over classes of any width.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    names: Names,
    edges: Vec<Number>,
    frequencies: Vec<Number>,
    x: Axis,
    y: Axis,
}

const WIDTH: Hundredths = px(440);
const HEIGHT: Hundredths = px(256);

impl Histogram {
    pub(crate) const SPEC: KindSpec = kind! {
        "histogram": "Bars over classes of any width, whose areas are the frequencies.";
        "edges" ("needed") "a list of 2 to 10 numbers going up: where classes begin, and where the last ends";
        "frequencies" ("needed") "a list of numbers, one for each class";
        "x-step" ("a step that fits") "the step across; every edge stands at a step or a half";
        "y-step" ("a step that fits") "the step of the frequency density";
        "x-label" ("none") "what is measured";
        "y-label" ("\"Frequency density\"") "the name of the vertical axis";
        "title" ("none") "a heading over the histogram";
        example r#"edges = [0, 10, 15, 20, 30, 50], frequencies = [20, 25, 30, 40, 20], x-label = "Time (minutes)""#;
        example r#"edges = [100, 120, 140, 150, 160, 200], frequencies = [6, 16, 14, 12, 8], x-label = "Height (cm)", x-step = 20"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let edges = fields.numbers("edges")?.unwrap_or_default();
        if !(2..=10).contains(&edges.len()) || edges.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(fields.wrong("edges", "a list of 2 to 10 numbers going up"));
        }
        let frequencies = fields.numbers("frequencies")?.unwrap_or_default();
        if frequencies.len() + 1 != edges.len() || frequencies.iter().any(|f| *f < Number::ZERO) {
            return Err(fields.wrong(
                "frequencies",
                format!("a list of {} numbers, 0 or more, one for each class", edges.len() - 1),
            ));
        }
        let x = across(fields, &edges)?;
        let densities = densities(&edges, &frequencies);
        let most = densities.iter().max().cloned().unwrap_or(Number::ONE);
        let y = match fields.number("y-step")? {
            Some(_) => up_axis(fields, &most)?,
            None => density_axis(&most),
        };
        if !edges.iter().all(|edge| x.is_readable(edge))
            || !densities.iter().all(|density| y.is_readable(density))
        {
            return Err(fields.wrong("frequencies", "densities that can be read from the axis"));
        }
        let mut names = Names::read(fields)?;
        if !fields.is_written("y-label") {
            names.up = "Frequency density".to_owned();
        }
        Ok(Self { names, edges, frequencies, x, y })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let plane = self.names.plane(&self.x, &self.y, WIDTH, HEIGHT);
        let mut canvas = self.names.page(&plane, px(36));
        plane.draw_grid(&mut canvas);
        let bottom = plane.top + plane.height;
        for (pair, density) in self.edges.windows(2).zip(densities(&self.edges, &self.frequencies))
        {
            let (left, right, top) =
                (plane.across(&pair[0]), plane.across(&pair[1]), plane.down(&density));
            let line = if density.is_zero() { Line::None } else { Line::Ink };
            canvas.rect("d-bar", (left, top), (right - left, bottom - top), 0, Fill::Shaded, line);
        }
        plane.draw_axes(&mut canvas, false);
        plane.draw_numbers(&mut canvas);
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (x, y) = scales(svg)?;
        let (mut edges, mut frequencies) = (Vec::new(), Vec::new());
        for bar in frames(svg, "d-bar")? {
            let (left, right) = (x.number(bar.x)?, x.number(bar.x + bar.width)?);
            if edges.last().is_some_and(|last| *last != left) {
                return unlike("the bars of a histogram do not touch");
            }
            if edges.is_empty() {
                edges.push(left.clone());
            }
            // The area of a bar is its frequency.
            frequencies.push(&y.number(bar.y)? * &(&right - &left));
            edges.push(right);
        }
        Ok(fields([
            ("edges", list(edges)),
            ("frequencies", list(frequencies)),
            ("x-step", x.step.clone().into()),
            ("y-step", y.step.clone().into()),
            ("x-label", text(svg, "d-x-name")?.as_str().into()),
            ("y-label", text(svg, "d-y-name")?.as_str().into()),
            ("title", text(svg, "d-heading")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        self.names.title("A histogram")
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![self.names.describe("A histogram")];
        for (pair, density) in self.edges.windows(2).zip(densities(&self.edges, &self.frequencies))
        {
            said.push(format!(
                "From {} to {}, a bar as high as {}.",
                words::spoken(&pair[0]),
                words::spoken(&pair[1]),
                words::spoken(&density)
            ));
        }
        said.join(" ")
    }
}

/// A horizontal axis on which every edge stands, from the first step at or before them to the last after.
pub(crate) fn across(fields: &Reader, edges: &[Number]) -> Result<Axis, BuildError> {
    let (first, last) = (&edges[0], &edges[edges.len() - 1]);
    let step = match fields.number("x-step")? {
        Some(step) if step > Number::ZERO => step,
        Some(_) => return Err(fields.wrong("x-step", "a number above 0")),
        None => crate::axes::usual_step(&(last - first), 10),
    };
    let down = first.checked_div(&step).unwrap_or(Number::ZERO).floor();
    let up = last.checked_div(&step).unwrap_or(Number::ZERO);
    let up = if up.is_whole() { up } else { &up.floor() + &Number::ONE };
    let axis = Axis { from: &down * &step, to: &up * &step, step };
    let is_short = (0..=axis.n_steps().min(21))
        .all(|i| axis.label(i).len() <= 6 && !axis.label(i).contains('/'));
    match (1..=20).contains(&axis.n_steps()) && is_short {
        true => Ok(axis),
        false => {
            Err(fields
                .wrong("x-step", "a step of which at most 20 are needed, with short decimals"))
        }
    }
}

fn densities(edges: &[Number], frequencies: &[Number]) -> Vec<Number> {
    let classes = edges.windows(2).zip(frequencies);
    classes
        .map(|(pair, frequency)| {
            frequency.checked_div(&(&pair[1] - &pair[0])).unwrap_or(Number::ZERO)
        })
        .collect()
}

// Densities are often below 1, so steps are tenths, fifths or halves where that fits.
fn density_axis(most: &Number) -> Axis {
    let tenth = Number::try_ratio(1, 10).expect("10 is not 0");
    let tenths = Axis::up_to(&most.checked_div(&tenth).unwrap_or(Number::ONE));
    Axis { from: Number::ZERO, to: &tenths.to * &tenth, step: &tenths.step * &tenth }
}
