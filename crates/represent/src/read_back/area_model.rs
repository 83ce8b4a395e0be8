//! Reads an area model back from the sizes of its cells and the labels beside and inside them.

use std::collections::BTreeMap;

use super::measure::{extents, label, share};
use super::tags::Element;
use super::{ReadBack, ReadBackError};

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let cells: Vec<&Element> = svg.with_class("d-cell").collect();
    // Keyed by place in whole hundredths, so that equal places are equal keys.
    let (mut columns, mut rows) = (BTreeMap::new(), BTreeMap::new());
    for cell in &cells {
        let key = |name| cell.length(name).map(|length| libm::round(length * 100.0) as i64);
        columns.insert(key("x")?, cell.length("width")?);
        rows.insert(key("y")?, cell.length("height")?);
    }
    if columns.len() * rows.len() != cells.len() {
        return Err(ReadBackError::new("the cells of an area model are not in rows and columns"));
    }
    let shares = |side: &BTreeMap<i64, f64>| {
        let whole: f64 = side.values().sum();
        side.values().map(|length| share(*length, whole)).collect::<Result<Vec<_>, _>>()
    };
    let mut written = vec![String::new(); cells.len()];
    for group in svg.with_class("d-cell-label") {
        let at = centre(group)?;
        let is_here = |cell: &&Element| -> Result<bool, ReadBackError> {
            let (x, y) = (cell.length("x")?, cell.length("y")?);
            Ok(at.0 > x
                && at.0 < x + cell.length("width")?
                && at.1 > y
                && at.1 < y + cell.length("height")?)
        };
        for (i, cell) in cells.iter().enumerate() {
            if is_here(cell)? {
                written[i] = label(group)?;
            }
        }
    }
    Ok(ReadBack::AreaModel {
        left: svg.with_class("d-left-label").map(label).collect::<Result<_, _>>()?,
        top: svg.with_class("d-top-label").map(label).collect::<Result<_, _>>()?,
        cells: written,
        heights: shares(&rows)?,
        widths: shares(&columns)?,
    })
}

fn centre(group: &Element) -> Result<(f64, f64), ReadBackError> {
    let boxes = extents(group)?;
    let least = |pick: fn(&(f64, f64, f64, f64)) -> f64| {
        boxes.iter().map(pick).fold(f64::INFINITY, f64::min)
    };
    let most = |pick: fn(&(f64, f64, f64, f64)) -> f64| {
        boxes.iter().map(pick).fold(f64::NEG_INFINITY, f64::max)
    };
    Ok(((least(|b| b.0) + most(|b| b.1)) / 2.0, (least(|b| b.2) + most(|b| b.3)) / 2.0))
}
