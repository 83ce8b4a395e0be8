//! Reads a bar chart back from the heights of its bars beside the labels on its axis.

use maths::Number;

use super::measure::{extents, label, label_of, middle, simplest_near};
use super::tags::Element;
use super::{ReadBack, ReadBackError};
use crate::field::number_in;

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let ticks: Vec<f64> =
        svg.with_class("d-tick").map(|tick| tick.length("y1")).collect::<Result<_, _>>()?;
    let mut scale: Vec<Number> = Vec::new();
    for text in svg.with_class("d-scale-label").map(label) {
        let text = text?;
        let number = number_in(&text.as_str().into());
        scale.push(
            number.ok_or_else(|| {
                ReadBackError::new(format!("`{text}` on the axis is not a number"))
            })?,
        );
    }
    let (Some(step), [base, next, ..], true) =
        (scale.get(1), ticks.as_slice(), ticks.len() == scale.len())
    else {
        return Err(ReadBackError::new("the axis of a bar chart needs two labelled ticks"));
    };
    let pitch = base - next;
    let is_even = |(i, y): (usize, &f64)| (base - y - i as f64 * pitch).abs() < 0.02;
    let is_scale = |(n, i): (&Number, i64)| *n == step * &Number::from(i);
    if !ticks.iter().enumerate().all(is_even) || !scale.iter().zip(0..).all(is_scale) {
        return Err(ReadBackError::new(
            "the axis of a bar chart does not start from nought in equal steps",
        ));
    }
    let bars: Vec<&Element> = svg.with_class("d-bar").collect();
    let mut read = Vec::new();
    for group in svg.with_class("d-name") {
        let at = centre(group)?;
        let mut value = None;
        for bar in &bars {
            let (x, width) = (bar.length("x")?, bar.length("width")?);
            if (x + width / 2.0 - at).abs() < 0.1 {
                if (bar.length("y")? + bar.length("height")? - base).abs() > 0.001 {
                    return Err(ReadBackError::new("a bar does not stand on the axis"));
                }
                // Values are read to a hundredth of a step or simpler.
                let steps = simplest_near(bar.length("height")? / pitch, 0.02 / pitch)?;
                value = Some(&steps * step);
            }
        }
        read.push((label(group)?, value));
    }
    let unknown = svg.with_class("d-unknown-bar").map(middle).count();
    if read.iter().filter(|(_, value)| value.is_none()).count() != unknown {
        return Err(ReadBackError::new("a category has no bar"));
    }
    Ok(ReadBack::BarChart {
        bars: read,
        step: step.clone(),
        axis_label: label_of(svg, "d-axis-label")?,
        category_label: label_of(svg, "d-category-label")?,
        heading: label_of(svg, "d-heading")?,
    })
}

fn centre(group: &Element) -> Result<f64, ReadBackError> {
    let boxes = extents(group)?;
    let left = boxes.iter().map(|one| one.0).fold(f64::INFINITY, f64::min);
    let right = boxes.iter().map(|one| one.1).fold(f64::NEG_INFINITY, f64::max);
    Ok((left + right) / 2.0)
}
