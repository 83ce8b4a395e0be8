//! From lengths, angles and outlines back to exact numbers and words.
//!
//! A length on the page is known to 1/50 of a pixel; the number meant is the simplest fraction that near.

use maths::Number;

use super::ReadBackError;
use super::tags::Element;
use crate::label::words_width;

/// How near a coordinate is to where it should be, in pixels.
pub(crate) const TOLERANCE: f64 = 0.02;

/// The fraction with the smallest denominator within `slack` of `value`.
pub(crate) fn simplest_near(value: f64, slack: f64) -> Result<Number, ReadBackError> {
    let unreadable =
        || ReadBackError::new(format!("{value} is not near a number that can be read"));
    for denominator in 1_i64..=1_000 {
        let scaled = value * denominator as f64;
        let nearest = libm::round(scaled);
        if libm::fabs(nearest - scaled) <= slack * denominator as f64 && libm::fabs(nearest) < 1e15
        {
            return Number::try_ratio(nearest as i64, denominator).ok_or_else(unreadable);
        }
    }
    Err(unreadable())
}

/// A length's share of a whole length.
pub(crate) fn share(length: f64, whole: f64) -> Result<Number, ReadBackError> {
    simplest_near(length / whole, TOLERANCE / whole)
}

/// The label drawn in a group, as content would write it: `1 3/4`, `?`, `-2`.
pub(crate) fn label(group: &Element) -> Result<String, ReadBackError> {
    let mut words: Vec<(f64, f64, String)> = Vec::new(); // Middle across, middle down, text.
    let mut bars: Vec<(f64, f64, f64)> = Vec::new(); // Left, right, height.
    collect(group, &mut words, &mut bars)?;
    let mut tokens: Vec<(f64, String)> = Vec::new();
    for (left, right, y) in &bars {
        let side = |is_top: bool| {
            let is_there = |word: &&(f64, f64, String)| {
                word.0 > *left && word.0 < *right && (word.1 < *y) == is_top
            };
            words.iter().find(is_there).map_or("", |word| word.2.as_str())
        };
        tokens.push(((left + right) / 2.0, format!("{}/{}", side(true), side(false))));
    }
    for (x, _, text) in &words {
        if !bars.iter().any(|(left, right, _)| x > left && x < right) {
            tokens.push((*x, text.clone()));
        }
    }
    tokens.sort_by(|a, b| a.0.total_cmp(&b.0));
    // A sign of its own belongs to the fraction after it.
    let joined = tokens.into_iter().fold(String::new(), |said, (_, text)| match said.as_str() {
        "" => text,
        so_far if so_far.ends_with('−') => format!("{so_far}{text}"),
        so_far => format!("{so_far} {text}"),
    });
    let mut plain = String::new();
    let mut letters = joined.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_sign =
            letter == '−' && letters.peek().is_some_and(|next| next.is_ascii_alphanumeric());
        plain.push(if is_sign { '-' } else { letter });
    }
    Ok(plain)
}

fn collect(
    group: &Element,
    words: &mut Vec<(f64, f64, String)>,
    bars: &mut Vec<(f64, f64, f64)>,
) -> Result<(), ReadBackError> {
    for child in &group.children {
        match child.name.as_str() {
            "text" => {
                let baseline = child.length("y")?;
                words.push((
                    child.length("x")?,
                    baseline - child.length("font-size")? / 3.0,
                    child.text.clone(),
                ));
            }
            "line" => bars.push((child.length("x1")?, child.length("x2")?, child.length("y1")?)),
            "g" => collect(child, words, bars)?,
            _ => {}
        }
    }
    Ok(())
}

/// The first label among `class`, or the empty text.
pub(crate) fn label_of(svg: &Element, class: &str) -> Result<String, ReadBackError> {
    svg.with_class(class).next().map_or(Ok(String::new()), label)
}

/// The middle of a label, across and down, from its texts.
pub(crate) fn middle(group: &Element) -> Result<(f64, f64), ReadBackError> {
    let (mut words, mut bars) = (Vec::new(), Vec::new());
    collect(group, &mut words, &mut bars)?;
    let across =
        |pick: fn(f64, f64) -> f64, start: f64| words.iter().map(|word| word.0).fold(start, pick);
    let down: f64 = words.iter().map(|word| word.1).sum();
    let (left, right) = (across(f64::min, f64::INFINITY), across(f64::max, f64::NEG_INFINITY));
    Ok(((left + right) / 2.0, down / words.len().max(1) as f64))
}

/// The left, right, top and bottom of everything in a label, with text as wide as it was laid out to be.
pub(crate) fn extents(group: &Element) -> Result<Vec<(f64, f64, f64, f64)>, ReadBackError> {
    let mut boxes = Vec::new();
    for child in &group.children {
        match child.name.as_str() {
            "text" => {
                let (x, y, size) =
                    (child.length("x")?, child.length("y")?, child.length("font-size")?);
                let half =
                    words_width(&child.text, libm::round(size * 100.0) as i64) as f64 / 200.0;
                // From just above a capital to just below a comma.
                boxes.push((x - half, x + half, y - 0.75 * size, y + 0.1 * size));
            }
            "line" => boxes.push((
                child.length("x1")?,
                child.length("x2")?,
                child.length("y1")?,
                child.length("y2")?,
            )),
            "rect" => {
                let (x, y) = (child.length("x")?, child.length("y")?);
                boxes.push((x, x + child.length("width")?, y, y + child.length("height")?));
            }
            _ => boxes.extend(extents(child)?),
        }
    }
    Ok(boxes)
}

/// Whether a shape is shaded.
pub(crate) fn is_shaded(shape: &Element) -> bool {
    shape.attribute("fill") == "#1f4e8c"
}

/// A path's points, with the radius and flags of the arc that leads to each (none for a straight line).
pub(crate) struct Outline {
    pub(crate) points: Vec<(f64, f64)>,
    pub(crate) arcs: Vec<Option<(f64, bool, bool)>>,
}

/// Reads a path made of M, L, A, Q and Z.
pub(crate) fn outline(path: &Element) -> Result<Outline, ReadBackError> {
    let d = path.attribute("d");
    let wrong = || ReadBackError::new(format!("`{d}` is not a path this reader knows"));
    let mut tokens = d.split_whitespace();
    let mut read = Outline { points: Vec::new(), arcs: Vec::new() };
    let number = |token: Option<&str>| token.and_then(|t| t.parse::<f64>().ok()).ok_or_else(wrong);
    while let Some(command) = tokens.next() {
        let arc = match command {
            "M" | "L" => None,
            "Q" => {
                number(tokens.next())?;
                number(tokens.next())?;
                None
            }
            "A" => {
                let radius = number(tokens.next())?;
                number(tokens.next())?;
                number(tokens.next())?;
                let is_large = number(tokens.next())? > 0.5;
                Some((radius, is_large, number(tokens.next())? > 0.5))
            }
            "Z" => continue,
            _ => return Err(wrong()),
        };
        read.points.push((number(tokens.next())?, number(tokens.next())?));
        read.arcs.push(arc);
    }
    Ok(read)
}

/// The area inside a closed path, in square pixels; arcs count as arcs.
pub(crate) fn area(outline: &Outline) -> f64 {
    let n = outline.points.len();
    let mut doubled = 0.0;
    for i in 0..n {
        let (from, to) = (outline.points[i], outline.points[(i + 1) % n]);
        doubled += from.0 * to.1 - to.0 * from.1;
        if let Some((radius, is_large, is_clockwise)) = outline.arcs[(i + 1) % n] {
            let chord = libm::hypot(to.0 - from.0, to.1 - from.1);
            // Near a half turn a chord hardly changes with the angle, so it is taken to be one.
            let share = chord / 2.0 / radius;
            let half = if share > 0.9999 { std::f64::consts::FRAC_PI_2 } else { libm::asin(share) };
            let angle = if is_large { 2.0 * (std::f64::consts::PI - half) } else { 2.0 * half };
            let bulge = radius * radius * (angle - libm::sin(angle));
            doubled += if is_clockwise { bulge } else { -bulge };
        }
    }
    libm::fabs(doubled) / 2.0
}
