//! Reads counters back by where they stand: which group, and whether they are shaded.

use super::measure::is_shaded;
use super::tags::Element;
use super::{ReadBack, ReadBackError};

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let set = svg
        .with_class("d-set")
        .next()
        .ok_or_else(|| ReadBackError::new("a set of counters has no outline"))?;
    let groups: Vec<&Element> = svg.with_class("d-group").collect();
    let groups = if groups.is_empty() { vec![set] } else { groups };
    let counters: Vec<&Element> = svg.with_class("d-counter").collect();
    let mut read = Vec::new();
    for group in groups {
        let mut here = Vec::new();
        for counter in &counters {
            if is_inside(counter, group)? && is_inside(counter, set)? {
                here.push(*counter);
            }
        }
        read.push((here.len(), here.iter().filter(|counter| is_shaded(counter)).count()));
    }
    if read.iter().map(|(n, _)| n).sum::<usize>() != counters.len() {
        return Err(ReadBackError::new("a counter stands outside every group"));
    }
    Ok(ReadBack::Counters { groups: read })
}

fn is_inside(counter: &Element, group: &Element) -> Result<bool, ReadBackError> {
    let (x, y, r) = (counter.length("cx")?, counter.length("cy")?, counter.length("r")?);
    let (left, top) = (group.length("x")?, group.length("y")?);
    let (right, bottom) = (left + group.length("width")?, top + group.length("height")?);
    Ok(x - r >= left && x + r <= right && y - r >= top && y + r <= bottom)
}
