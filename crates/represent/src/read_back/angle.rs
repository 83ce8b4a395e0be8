//! Reads an angle back from the directions of its arms, and from both scales of its protractor.

use maths::Number;

use super::measure::{label_of, outline, simplest_near};
use super::tags::Element;
use super::{ReadBack, ReadBackError};

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let mut arms = Vec::new();
    for arm in svg.with_class("d-arm") {
        let edge = outline(arm)?;
        match (edge.points.first(), edge.points.last()) {
            (Some(vertex), Some(end)) => arms.push((*vertex, *end)),
            _ => return Err(ReadBackError::new("an arm has no ends")),
        }
    }
    let [(vertex, first), (other, second)] = arms.as_slice() else {
        return Err(ReadBackError::new("an angle needs two arms"));
    };
    if vertex != other {
        return Err(ReadBackError::new("the arms of an angle do not meet"));
    }
    let turn = direction(*vertex, *first);
    let degrees = whole(between(turn, direction(*vertex, *second)))?;
    let length = |end: &(f64, f64)| {
        simplest_near(libm::hypot(end.0 - vertex.0, end.1 - vertex.1) / 20.0, 0.002)
    };
    Ok(ReadBack::Angle {
        degrees,
        turn: whole(turn)?.rem_euclid(360),
        arms: vec![length(first)?, length(second)?],
        label: label_of(svg, "d-angle-label")?,
        inner_scale: scale(svg, "d-inner", *vertex, turn, degrees)?,
        outer_scale: scale(svg, "d-outer", *vertex, turn, degrees)?,
    })
}

// What a pupil reads on one scale where the second arm crosses it.
fn scale(
    svg: &Element,
    class: &str,
    vertex: (f64, f64),
    turn: f64,
    degrees: i64,
) -> Result<Option<Number>, ReadBackError> {
    let mut numbers: Vec<(f64, f64)> = Vec::new(); // Degrees from the first arm, number written there.
    for text in svg.with_class(class) {
        let middle = (text.length("x")?, text.length("y")? - text.length("font-size")? * 0.34);
        let written = text
            .text
            .parse()
            .map_err(|_| ReadBackError::new(format!("`{}` is not a number", text.text)))?;
        numbers.push((between(turn, direction(vertex, middle)), written));
    }
    // The zeros stand off the base line, so the scale runs through the others.
    let tens: Vec<&(f64, f64)> =
        numbers.iter().filter(|(at, _)| *at > 8.0 && *at < 172.0).collect();
    let (Some(start), Some(end)) = (tens.first(), tens.last()) else { return Ok(None) };
    let slope = (end.1 - start.1) / (end.0 - start.0);
    if tens.iter().any(|(at, written)| (start.1 + (at - start.0) * slope - written).abs() > 0.2) {
        return Err(ReadBackError::new("the numbers on a protractor are not evenly spaced"));
    }
    Ok(Some(Number::from(whole(start.1 + (degrees as f64 - start.0) * slope)?)))
}

// Degrees anticlockwise from rightwards, as a reader sees it.
fn direction(from: (f64, f64), to: (f64, f64)) -> f64 {
    libm::atan2(from.1 - to.1, to.0 - from.0) * 180.0 / std::f64::consts::PI
}

fn between(first: f64, second: f64) -> f64 {
    let turned = second - first;
    if turned < -0.05 { turned + 360.0 } else { turned }
}

fn whole(degrees: f64) -> Result<i64, ReadBackError> {
    let nearest = libm::round(degrees);
    match (degrees - nearest).abs() < 0.1 {
        true => Ok(nearest as i64),
        false => Err(ReadBackError::new(format!("{degrees} is not a whole number of degrees"))),
    }
}
