//! Reads ten frames back from the counters that stand in each cell.

use super::tags::Element;
use super::{ReadBack, ReadBackError};
use crate::ten_frame::CounterState;

pub(super) fn read(svg: &Element) -> Result<ReadBack, ReadBackError> {
    let cells =
        svg.with_class("d-cell").map(|cell| state_in(svg, cell)).collect::<Result<_, _>>()?;
    Ok(ReadBack::TenFrame { cells })
}

fn state_in(svg: &Element, cell: &Element) -> Result<Option<CounterState>, ReadBackError> {
    let (left, top, side) = (cell.length("x")?, cell.length("y")?, cell.length("width")?);
    let middle = (left + side / 2.0, top + side / 2.0);
    let is_here = |circle: &&Element| {
        circle.length("cx").is_ok_and(|x| (x - middle.0).abs() < 0.1)
            && circle.length("cy").is_ok_and(|y| (y - middle.1).abs() < 0.1)
    };
    let has_hole = svg.with_class("d-hole").any(|hole| is_here(&hole));
    let is_half = svg.with_class("d-half").any(|half| {
        half.attribute("d").starts_with(&format!("M {} ", middle.0)) && {
            let y = half.attribute("d").split(' ').nth(2).and_then(|y| y.parse::<f64>().ok());
            y.is_some_and(|y| y > top && y < middle.1)
        }
    });
    let mut counters = svg.with_class("d-counter").filter(is_here);
    let Some(counter) = counters.next() else { return Ok(None) };
    if counters.next().is_some() {
        return Err(ReadBackError::new("two counters stand in one cell"));
    }
    Ok(Some(match counter.attribute("fill") {
        _ if has_hole => CounterState::Ring,
        _ if is_half => CounterState::Half,
        "#1f4e8c" => CounterState::Filled,
        "#e08a1e" => CounterState::Second,
        "none" => CounterState::Absent,
        _ => CounterState::Open,
    }))
}
