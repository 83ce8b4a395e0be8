//! Axes with equal steps, shared by every drawing on a grid: where a number stands, gridlines, ticks and labels.
//!
//! Axes cross at nought where nought is on both; else they stand at the left and bottom edges.

use maths::Number;

use crate::canvas::{Canvas, Line};
use crate::field::{BuildError, Reader};
use crate::label::Label;
use crate::length::{Hundredths, Point, px, share};
use crate::marks::{arrow_head, write_small_on_plate};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{Scale, spots};
use crate::read_back::tags::Element;

/// The size of numbers on axes.
const SMALL: Hundredths = px(17);

/// Numbers along one side of a grid, in equal steps.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    pub(crate) from: Number,
    pub(crate) to: Number,
    pub(crate) step: Number,
}

impl Axis {
    /// An axis from fields such as `x-from`, `x-to` and `x-step`, of at most `most` steps.
    pub(crate) fn read(
        fields: &Reader,
        [from, to, step]: [&'static str; 3],
        default: (i64, i64),
        most: i64,
    ) -> Result<Self, BuildError> {
        let start = fields.number(from)?.unwrap_or(Number::from(default.0));
        let end = fields.number(to)?.unwrap_or_else(|| {
            if start < Number::from(default.1) { default.1.into() } else { &start + &10.into() }
        });
        if end <= start {
            return Err(fields.wrong(to, format!("a number above {start}")));
        }
        let size = fields.number(step)?.unwrap_or_else(|| usual_step(&(&end - &start), 12));
        let axis = Self { from: start, to: end, step: size };
        let is_even = axis.step > Number::ZERO
            && [&axis.from, &axis.to]
                .iter()
                .all(|edge| edge.checked_div(&axis.step).is_some_and(|n| n.is_whole()));
        let n = if is_even { axis.n_steps() } else { 0 };
        if !(1..=most).contains(&n) {
            let field = if fields.is_written(step) { step } else { to };
            let expected = format!(
                "a whole number of equal steps from nought, at most {most} of them, as from {} to {} in steps of {}",
                axis.from, axis.to, axis.step
            );
            return Err(fields.wrong(field, expected));
        }
        if (0..=n).any(|i| axis.label(i).chars().count() > 6 || axis.label(i).contains('/')) {
            return Err(fields.wrong(to, "numbers that are short as decimals"));
        }
        Ok(axis)
    }

    /// From nought to at least `most`, in a step that leaves at most ten.
    pub(crate) fn up_to(most: &Number) -> Self {
        let step = usual_step(most, 10);
        let n = steps(most, &step).max(1);
        Self { from: Number::ZERO, to: &step * &Number::from(n), step }
    }

    /// How many steps there are.
    pub(crate) fn n_steps(&self) -> i64 {
        steps(&(&self.to - &self.from), &self.step)
    }

    /// The number after `i` steps.
    pub(crate) fn tick(&self, i: i64) -> Number {
        &self.from + &(&self.step * &Number::from(i))
    }

    /// What is written at the number after `i` steps.
    pub(crate) fn label(&self, i: i64) -> String {
        let tick = self.tick(i);
        tick.to_decimal().unwrap_or_else(|| tick.to_mixed())
    }

    /// Whether a number is on the axis.
    pub(crate) fn holds(&self, number: &Number) -> bool {
        *number >= self.from && *number <= self.to
    }

    /// Whether a number's place can be read: a step cut in at most 25 equal parts.
    pub(crate) fn is_readable(&self, number: &Number) -> bool {
        number.checked_div(&self.step).is_some_and(|steps| steps.denominator() <= 25.into())
    }

    // How far along the axis a number stands, 0 to 1.
    fn along(&self, number: &Number) -> Number {
        (number - &self.from).checked_div(&(&self.to - &self.from)).unwrap_or(Number::ZERO)
    }
}

/// A grid between two axes on the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plane {
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) left: Hundredths,
    pub(crate) top: Hundredths,
    pub(crate) width: Hundredths,
    pub(crate) height: Hundredths,
}

impl Plane {
    /// Where a number of the horizontal axis stands across.
    pub(crate) fn across(&self, number: &Number) -> Hundredths {
        self.left + share(self.width, &self.x.along(number))
    }

    /// Where a number of the vertical axis stands down.
    pub(crate) fn down(&self, number: &Number) -> Hundredths {
        self.top + self.height - share(self.height, &self.y.along(number))
    }

    /// Where a pair of numbers stands.
    pub(crate) fn at(&self, x: &Number, y: &Number) -> Point {
        (self.across(x), self.down(y))
    }

    /// Where the axes stand: at nought when it is on the other axis, else at the edge.
    pub(crate) fn origin(&self) -> (Hundredths, Hundredths) {
        let zero =
            |axis: &Axis| if axis.holds(&Number::ZERO) { Number::ZERO } else { axis.from.clone() };
        (self.across(&zero(&self.x)), self.down(&zero(&self.y)))
    }

    /// Light lines at every step.
    pub(crate) fn draw_grid(&self, canvas: &mut Canvas) {
        let (right, bottom) = (self.left + self.width, self.top + self.height);
        for i in 0..=self.x.n_steps() {
            let x = self.across(&self.x.tick(i));
            canvas.line("d-grid", (x, self.top), (x, bottom), Line::Grid);
        }
        for i in 0..=self.y.n_steps() {
            let y = self.down(&self.y.tick(i));
            canvas.line("d-grid", (self.left, y), (right, y), Line::Grid);
        }
    }

    /// The axes with ticks and numbers; `has_arrows` when they go on past the grid.
    pub(crate) fn draw_axes(&self, canvas: &mut Canvas, has_arrows: bool) {
        let (x0, y0) = self.origin();
        let (right, bottom) = (self.left + self.width, self.top + self.height);
        let beyond = if has_arrows { px(14) } else { 0 };
        let ends = ((self.left, y0), (right + beyond, y0));
        canvas.line("d-x-axis", ends.0, ends.1, Line::Ink);
        let rises = ((x0, bottom), (x0, self.top - beyond));
        canvas.line("d-y-axis", rises.0, rises.1, Line::Ink);
        if has_arrows {
            arrow_head(canvas, "d-arrow", ends.0, ends.1);
            arrow_head(canvas, "d-arrow", rises.0, rises.1);
        }
        for i in 0..=self.x.n_steps() {
            let x = self.across(&self.x.tick(i));
            canvas.line("d-x-tick", (x, y0), (x, y0 + px(5)), Line::Ink);
        }
        for i in 0..=self.y.n_steps() {
            let y = self.down(&self.y.tick(i));
            canvas.line("d-y-tick", (x0 - px(5), y), (x0, y), Line::Ink);
        }
    }

    /// The numbers on the axes; last, so that no line runs through them.
    pub(crate) fn draw_numbers(&self, canvas: &mut Canvas) {
        let (x0, y0) = self.origin();
        let crosses = x0 > self.left || y0 < self.top + self.height;
        let every = self.labels_every();
        for i in 0..=self.x.n_steps() {
            let x = self.across(&self.x.tick(i));
            // The number beside nought gives way to it where steps are narrow.
            let reach =
                (Label::read(&self.x.label(i)).width(SMALL) + Label::read("0").width(SMALL)) / 2
                    + px(2);
            let is_shared = crosses && (x == x0 || (x - (x0 - px(11))).abs() < reach);
            if i % every.0 == 0 && !is_shared {
                write_small_on_plate(
                    canvas,
                    "d-x-label",
                    &self.x.label(i),
                    (x, y0 + px(17)),
                    SMALL,
                );
            }
        }
        for i in 0..=self.y.n_steps() {
            let y = self.down(&self.y.tick(i));
            let is_shared = crosses && (y == y0 || (y - (y0 + px(16))).abs() < px(14));
            if i % every.1 == 0 && !is_shared {
                let label = self.y.label(i);
                let half = Label::read(&label).width(SMALL) / 2;
                let middle = x0 - px(10) - half;
                // Where both axes' numbers would stand in one corner, the one across is enough.
                let is_crowded = crosses
                    && (y - y0 - px(17)).abs() < px(18)
                    && (0..=self.x.n_steps()).filter(|i| i % every.0 == 0).any(|i| {
                        let reach = half + Label::read(&self.x.label(i)).width(SMALL) / 2 + px(2);
                        (self.across(&self.x.tick(i)) - middle).abs() < reach
                    });
                if is_crowded {
                    continue;
                }
                write_small_on_plate(canvas, "d-y-label", &label, (middle, y), SMALL);
            }
        }
        if crosses {
            write_small_on_plate(canvas, "d-origin", "0", (x0 - px(11), y0 + px(16)), SMALL);
        }
    }

    // Every how many steps there is room for a number, across and down.
    fn labels_every(&self) -> (i64, i64) {
        let widest = (0..=self.x.n_steps())
            .map(|i| Label::read(&self.x.label(i)).width(SMALL))
            .max()
            .unwrap_or(0);
        let (across, down) = (self.width / self.x.n_steps(), self.height / self.y.n_steps());
        let every = |needed: Hundredths, step: Hundredths| {
            [1, 2, 5, 10, 20].into_iter().find(|n| n * step >= needed).unwrap_or(40)
        };
        (every(widest + px(10), across), every(px(24), down))
    }
}

/// The scales of a drawn plane, across and down.
pub(crate) fn scales(svg: &Element) -> Result<(Scale, Scale), ReadBackError> {
    let (across, down) = (spots(svg, "d-x-label")?, spots(svg, "d-y-label")?);
    // The number at the origin is written once for both, so even steps are counted from the ticks.
    let ticks = |class: &str, name: &str| {
        svg.with_class(class).map(|tick| tick.length(name)).collect::<Result<Vec<f64>, _>>()
    };
    let (x_ticks, y_ticks) = (ticks("d-x-tick", "x1")?, ticks("d-y-tick", "y1")?);
    let across: Vec<(f64, String)> = across.into_iter().map(|spot| (spot.x, spot.text)).collect();
    let down: Vec<(f64, String)> = down.into_iter().map(|spot| (spot.y, spot.text)).collect();
    Ok((Scale::on_ticks(&across, &x_ticks)?, Scale::on_ticks(&down, &y_ticks)?))
}

fn steps(length: &Number, step: &Number) -> i64 {
    let exact = length.checked_div(step).unwrap_or(Number::ZERO);
    let whole = exact.floor();
    whole.to_i64().map_or(i64::MAX, |n| if whole == exact { n } else { n.saturating_add(1) })
}

/// The first of 1, 2, 5, 10, 20, 50 and so on that needs at most so many steps.
pub(crate) fn usual_step(length: &Number, most: i64) -> Number {
    let mut unit = 1_i64;
    loop {
        for step in [unit, 2 * unit, 5 * unit] {
            if steps(length, &step.into()) <= most {
                return step.into();
            }
        }
        unit *= 10;
    }
}
