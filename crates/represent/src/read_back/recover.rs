//! What the readers of many drawings share: where labels, boxes and circles are, and fields made from what is read.
//!
//! Positions are in pixels; numbers come from them through [`Scale`] or from the words of labels.

use maths::Number;

use super::ReadBackError;
use super::measure::{extents, label, simplest_near};
use super::tags::Element;
use crate::field::{Field, Fields, number_in};

/// Half a hundredth of a pixel is lost when a place is rounded; this allows a little more, in pixels.
pub(crate) const ROUNDING: f64 = 0.011;

/// A label with its words and the middle of what is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) text: String,
}

/// A rectangle, or the box round a circle.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) fill: String,
}

impl Frame {
    /// Its middle.
    pub(crate) fn middle(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Whether a place is inside it.
    pub(crate) fn holds(&self, (x, y): (f64, f64)) -> bool {
        x >= self.x && x <= self.x + self.width && y >= self.y && y <= self.y + self.height
    }
}

/// The complaint that a drawing does not show what its kind shows.
pub(crate) fn unlike<T>(what: &str) -> Result<T, ReadBackError> {
    Err(ReadBackError::new(what))
}

/// Every label of a class, in the order in which they are drawn.
pub(crate) fn spots(svg: &Element, class: &str) -> Result<Vec<Spot>, ReadBackError> {
    let read = |group: &Element| {
        let boxes = extents(group)?;
        let least = |pick: fn(&(f64, f64, f64, f64)) -> f64| {
            boxes.iter().map(pick).fold(f64::INFINITY, f64::min)
        };
        let most = |pick: fn(&(f64, f64, f64, f64)) -> f64| {
            boxes.iter().map(pick).fold(f64::NEG_INFINITY, f64::max)
        };
        let x = (least(|b| b.0) + most(|b| b.1)) / 2.0;
        Ok(Spot { x, y: (least(|b| b.2) + most(|b| b.3)) / 2.0, text: label(group)? })
    };
    svg.with_class(class).map(read).collect()
}

/// The words of every label of a class, in the order in which they are drawn.
pub(crate) fn texts(svg: &Element, class: &str) -> Result<Vec<String>, ReadBackError> {
    svg.with_class(class).map(label).collect()
}

/// The words of the first label of a class, or the empty text.
pub(crate) fn text(svg: &Element, class: &str) -> Result<String, ReadBackError> {
    Ok(texts(svg, class)?.into_iter().next().unwrap_or_default())
}

/// Every rectangle or circle of a class, in the order in which they are drawn.
pub(crate) fn frames(svg: &Element, class: &str) -> Result<Vec<Frame>, ReadBackError> {
    let read = |shape: &Element| {
        let fill = shape.attribute("fill").to_owned();
        if shape.name == "circle" {
            let r = shape.length("r")?;
            let (x, y) = (shape.length("cx")? - r, shape.length("cy")? - r);
            return Ok(Frame { x, y, width: 2.0 * r, height: 2.0 * r, fill });
        }
        Ok(Frame {
            x: shape.length("x")?,
            y: shape.length("y")?,
            width: shape.length("width")?,
            height: shape.length("height")?,
            fill,
        })
    };
    svg.with_class(class).map(read).collect()
}

/// The two ends of every straight line of a class.
pub(crate) fn lines(svg: &Element, class: &str) -> Result<Vec<[(f64, f64); 2]>, ReadBackError> {
    let read = |line: &Element| {
        Ok([(line.length("x1")?, line.length("y1")?), (line.length("x2")?, line.length("y2")?)])
    };
    svg.with_class(class).map(read).collect()
}

/// The points of every path of a class.
pub(crate) fn paths(svg: &Element, class: &str) -> Result<Vec<Vec<(f64, f64)>>, ReadBackError> {
    svg.with_class(class).map(|path| Ok(super::measure::outline(path)?.points)).collect()
}

/// The words of the label nearest to a place, when it is within `reach` pixels.
pub(crate) fn label_at(spots: &[Spot], (x, y): (f64, f64), reach: f64) -> Option<&str> {
    let away = |spot: &Spot| libm::hypot(spot.x - x, spot.y - y);
    let nearest = spots.iter().min_by(|a, b| away(a).total_cmp(&away(b)))?;
    (away(nearest) <= reach).then_some(nearest.text.as_str())
}

/// The number in a label, or an error that quotes it.
pub(crate) fn number(text: &str) -> Result<Number, ReadBackError> {
    number_in(&text.into()).ok_or_else(|| ReadBackError::new(format!("`{text}` is not a number")))
}

/// A number as a machine number.
pub(crate) fn as_f64(number: &Number) -> f64 {
    let side = |digits: String| digits.parse::<f64>().unwrap_or(f64::NAN);
    side(number.numerator().to_string()) / side(number.denominator().to_string())
}

/// A whole number near a computed one.
pub(crate) fn whole(value: f64) -> Result<i64, ReadBackError> {
    let nearest = libm::round(value);
    if libm::fabs(nearest - value) > 0.02 {
        return unlike(&format!("{value} is not near a whole number"));
    }
    Ok(nearest as i64)
}

/// Fields by name.
pub(crate) fn fields<const N: usize>(pairs: [(&str, Field); N]) -> Fields {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Several values as one field.
pub(crate) fn list<T: Into<Field>>(items: impl IntoIterator<Item = T>) -> Field {
    Field::List(items.into_iter().map(Into::into).collect())
}

/// An axis or line on which numbers stand at even distances.
#[derive(Debug, Clone)]
pub(crate) struct Scale {
    origin: (f64, Number), // The place of a tick, and its number.
    pitch: f64,            // From one tick to the next, in pixels.
    /// The step from one tick to the next.
    pub(crate) step: Number,
    /// The number at the first tick.
    pub(crate) first: Number,
    /// The number at the last tick.
    pub(crate) last: Number,
}

impl Scale {
    /// Through labels that stand at ticks; ticks must be at even distances and numbers in proportion.
    pub(crate) fn on_ticks(labels: &[(f64, String)], ticks: &[f64]) -> Result<Self, ReadBackError> {
        let (Some(first), Some(last), [start, _, ..]) = (labels.first(), labels.last(), ticks)
        else {
            return unlike("an axis needs two labels and two ticks");
        };
        let n_steps = ticks.len() as i64 - 1;
        let pitch = (ticks[ticks.len() - 1] - start) / n_steps as f64;
        let index = |place: f64| whole((place - start) / pitch);
        if let Some((_, tick)) = ticks
            .iter()
            .enumerate()
            .find(|(i, tick)| libm::fabs(*tick - start - *i as f64 * pitch) > 2.0 * ROUNDING)
        {
            return unlike(&format!("the tick at {tick} is not an even step from the others"));
        }
        let n_between = index(last.0)? - index(first.0)?;
        let span = &number(&last.1)? - &number(&first.1)?;
        let Some(step) = span.checked_div(&n_between.into()) else {
            return unlike("an axis needs two labels at different ticks");
        };
        let at_start = &number(&first.1)? - &(&step * &Number::from(index(first.0)?));
        for (place, text) in labels {
            if number(text)? != &at_start + &(&step * &Number::from(index(*place)?)) {
                return unlike(&format!("`{text}` does not stand at its tick"));
            }
        }
        let at_end = &at_start + &(&step * &Number::from(n_steps));
        Ok(Self { origin: (*start, at_start.clone()), pitch, step, first: at_start, last: at_end })
    }

    /// The number at a place: the simplest in steps that is near.
    pub(crate) fn number(&self, place: f64) -> Result<Number, ReadBackError> {
        let steps = (place - self.origin.0) / self.pitch;
        let slack = libm::fabs(2.0 * ROUNDING / self.pitch);
        Ok(&self.origin.1 + &(&simplest_near(steps, slack)? * &self.step))
    }

    /// A place as a machine number, for fitting curves.
    pub(crate) fn value(&self, place: f64) -> f64 {
        as_f64(&self.origin.1) + (place - self.origin.0) / self.pitch * as_f64(&self.step)
    }
}
