//! Reads a bar back from the widths of its parts.

use super::measure::{is_shaded, label, label_of, share};
use super::tags::Element;
use super::{ReadBack, ReadBackError};

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let parts: Vec<&Element> = svg.with_class("d-part").collect();
    let (first, last) = match parts.as_slice() {
        [] => return Err(ReadBackError::new("a bar has no parts")),
        [first, .., last] => (first, last),
        [only] => (only, only),
    };
    let length = last.length("x")? + last.length("width")? - first.length("x")?;
    let mut reached = first.length("x")?;
    let mut shares = Vec::new();
    for part in &parts {
        if (part.length("x")? - reached).abs() > 0.001 {
            return Err(ReadBackError::new("the parts of a bar do not touch"));
        }
        reached += part.length("width")?;
        shares.push(share(part.length("width")?, length)?);
    }
    Ok(ReadBack::Bar {
        parts: shares,
        shaded: parts.iter().map(|part| is_shaded(part)).collect(),
        part_labels: svg.with_class("d-part-label").map(label).collect::<Result<_, _>>()?,
        whole_label: label_of(svg, "d-whole-label")?,
        shaded_label: label_of(svg, "d-shaded-label")?,
        size: share(length, svg.length("width")? - 40.0)?,
    })
}
