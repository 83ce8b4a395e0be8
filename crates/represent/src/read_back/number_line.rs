//! Reads a number line back from where its ticks, marks and labels are.

use maths::Number;

use super::measure::{TOLERANCE, extents, label, middle, simplest_near};
use super::tags::Element;
use super::{ReadBack, ReadBackError};
use crate::field::number_in;
use crate::number_line::reading_unit;

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let ticks: Vec<f64> =
        svg.with_class("d-tick").map(|tick| tick.length("x1")).collect::<Result<_, _>>()?;
    let mut labelled: Vec<(f64, Number, String)> = Vec::new();
    for group in svg.with_class("d-tick-label") {
        let text = label(group)?;
        let number = number_in(&text.as_str().into()).ok_or_else(|| {
            ReadBackError::new(format!("the tick label `{text}` is not a number"))
        })?;
        labelled.push((tick_under(&ticks, group)?, number, text));
    }
    let scale = Scale::through(&labelled, &ticks)?;
    let values =
        |xs: &[f64]| xs.iter().map(|x| scale.number(*x)).collect::<Result<Vec<Number>, _>>();
    let marks: Vec<f64> =
        svg.with_class("d-mark").map(|mark| mark.length("cx")).collect::<Result<_, _>>()?;
    let asks: Vec<f64> =
        svg.with_class("d-ask").map(|ask| middle(ask).map(|at| at.0)).collect::<Result<_, _>>()?;
    Ok(ReadBack::NumberLine {
        ticks: values(&ticks)?,
        tick_labels: labelled.into_iter().map(|(_, _, text)| text).collect(),
        marks: values(&marks)?,
        mark_labels: svg.with_class("d-mark-label").map(label).collect::<Result<_, _>>()?,
        ask: values(&asks)?.pop(),
        n_arrows: svg.with_class("d-arrow").count(),
    })
}

// The tick that a label stands under, by its middle.
fn tick_under(ticks: &[f64], group: &Element) -> Result<f64, ReadBackError> {
    let boxes = extents(group)?;
    let left = boxes.iter().map(|one| one.0).fold(f64::INFINITY, f64::min);
    let right = boxes.iter().map(|one| one.1).fold(f64::NEG_INFINITY, f64::max);
    let at = (left + right) / 2.0;
    let nearest = ticks.iter().min_by(|a, b| (*a - at).abs().total_cmp(&(*b - at).abs()));
    nearest.copied().ok_or_else(|| ReadBackError::new("a number line has no ticks"))
}

struct Scale {
    start: (f64, f64),
    per_pixel: f64,
    unit: f64,
}

impl Scale {
    // Through the first and last labels; a line without labels is read from 0 to 1.
    fn through(labelled: &[(f64, Number, String)], ticks: &[f64]) -> Result<Self, ReadBackError> {
        let (first, last) = match (labelled.first(), labelled.last(), ticks) {
            (Some(first), Some(last), _) if first.0 < last.0 => {
                ((first.0, as_f64(&first.1)?), (last.0, as_f64(&last.1)?))
            }
            (None, None, [first, .., last]) => ((*first, 0.0), (*last, 1.0)),
            _ => {
                return Err(ReadBackError::new(
                    "a number line needs two labelled ticks to be read",
                ));
            }
        };
        let per_pixel = (last.1 - first.1) / (last.0 - first.0);
        let (left, right) = (ticks[0], ticks[ticks.len() - 1]);
        let span = simplest_near(per_pixel * (right - left), TOLERANCE * per_pixel)?;
        Ok(Self { start: first, per_pixel, unit: as_f64(&reading_unit(&span))? })
    }

    fn number(&self, x: f64) -> Result<Number, ReadBackError> {
        let value = self.start.1 + (x - self.start.0) * self.per_pixel;
        let read = simplest_near(value / self.unit, TOLERANCE * self.per_pixel / self.unit)?;
        Ok(&read * &simplest_near(self.unit, 0.1)?)
    }
}

fn as_f64(number: &Number) -> Result<f64, ReadBackError> {
    let side = |digits: String| {
        digits.parse::<f64>().map_err(|_| ReadBackError::new("a label is too long a number"))
    };
    Ok(side(number.numerator().to_string())? / side(number.denominator().to_string())?)
}
