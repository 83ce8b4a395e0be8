//! Reads fraction strips back from the widths of their parts, row by row.

use maths::Number;

use super::measure::{is_shaded, label, share};
use super::tags::Element;
use super::{ReadBack, ReadBackError, StripBack};

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let mut rows: Vec<(f64, Vec<&Element>)> = Vec::new();
    for part in svg.with_class("d-part") {
        let y = part.length("y")?;
        match rows.last_mut().filter(|(top, _)| *top == y) {
            Some((_, parts)) => parts.push(part),
            None => rows.push((y, vec![part])),
        }
    }
    let rows = rows.iter().map(|(_, parts)| row(parts)).collect::<Result<_, _>>()?;
    let labels = svg.with_class("d-row-label").map(label).collect::<Result<_, _>>()?;
    Ok(ReadBack::Strips { rows, labels })
}

// A gap between parts is where one whole ends and the next begins.
fn row(parts: &[&Element]) -> Result<StripBack, ReadBackError> {
    let mut wholes: Vec<Vec<&Element>> = Vec::new();
    let mut reached = f64::NEG_INFINITY;
    for part in parts {
        let x = part.length("x")?;
        match wholes.last_mut().filter(|_| (x - reached).abs() < 0.005) {
            Some(whole) => whole.push(part),
            None => wholes.push(vec![part]),
        }
        reached = x + part.length("width")?;
    }
    let (mut shaded, mut n_shaded, mut n_parts) = (Number::ZERO, 0, Vec::new());
    for whole in &wholes {
        let (first, last) = (whole[0], whole[whole.len() - 1]);
        let length = last.length("x")? + last.length("width")? - first.length("x")?;
        n_parts.push(whole.len());
        for part in whole {
            let size = share(part.length("width")?, length)?;
            if size != Number::try_ratio(1, whole.len() as i64).unwrap_or(Number::ONE) {
                return Err(ReadBackError::new("the parts of a strip are not equal"));
            }
            if is_shaded(part) {
                shaded = &shaded + &size;
                n_shaded += 1;
            }
        }
    }
    let first = n_parts.first().copied().unwrap_or(0);
    match n_parts.iter().all(|n| *n == first) {
        true => Ok(StripBack { n_wholes: wholes.len(), n_parts: first, n_shaded, shaded }),
        false => Err(ReadBackError::new("the wholes of a strip are cut differently")),
    }
}
