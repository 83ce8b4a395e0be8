//! Reads a cut shape back from the areas of its parts.

use maths::Number;

use super::measure::{area, is_shaded, outline, simplest_near};
use super::tags::Element;
use super::{ReadBack, ReadBackError};
use crate::shape::Outline;

// Rounded corners move an area by far less than this share of the whole.
const SLACK: f64 = 0.0003;

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let edge = svg
        .with_class("d-outline")
        .next()
        .ok_or_else(|| ReadBackError::new("a shape has no outline"))?;
    let edge = outline(edge)?;
    let whole = area(&edge);
    let parts: Vec<&Element> = svg.with_class("d-part").collect();
    let mut shares: Vec<Number> = Vec::new();
    let mut covered = 0.0;
    for part in &parts {
        let here = area(&outline(part)?);
        covered += here;
        shares.push(simplest_near(here / whole, SLACK)?);
    }
    if (covered / whole - 1.0).abs() > SLACK {
        return Err(ReadBackError::new("the parts of a shape do not make the whole"));
    }
    let shaded = (1_i64..)
        .zip(&parts)
        .filter(|(_, part)| is_shaded(part))
        .map(|(number, _)| number)
        .collect();
    Ok(ReadBack::Shape { outline: name(&edge), shares, shaded })
}

fn name(edge: &super::measure::Outline) -> Outline {
    let length = |i: usize| {
        let (from, to) = (edge.points[i], edge.points[(i + 1) % edge.points.len()]);
        libm::hypot(to.0 - from.0, to.1 - from.1)
    };
    match edge.points.len() {
        3 if edge.arcs.iter().any(Option::is_some) => Outline::Circle,
        3 => Outline::Triangle,
        _ if (length(0) - length(1)).abs() < 0.1 => Outline::Square,
        _ => Outline::Rectangle,
    }
}
