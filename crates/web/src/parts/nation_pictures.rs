//! A nation's pictures: hubs as places on a map with their counts, and rates with their ranges on a line.
//!
//! Whether a hub handed on lately shows by shape as well as colour; every number stands in words in a table too.
//! Start at [`map`] and [`on_a_line`].

use maud::{Markup, html};
use programme::{Place, Share};

use super::hub_pictures::{Frame, MARGIN};
use crate::hub_journal::{Land, SQUARE_METRES};

/// A hub on the map.
pub struct HubDot {
    /// Its number in the list beside.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: Place,
    /// What stands beside it.
    pub count: String,
    /// Whether what it handed on is old.
    pub is_old: bool,
}

const RADIUS: u64 = 13;

/// Hubs where their lead schools are, on the squares where there are schools; north is up.
pub fn map(title: &str, hubs: &[HubDot], land: &Land) -> Markup {
    let corner = |(east, north): (u32, u32)| Place {
        easting: east * SQUARE_METRES,
        northing: north * SQUARE_METRES,
    };
    let all: Vec<Place> =
        land.iter().map(|&square| corner(square)).chain(hubs.iter().map(|hub| hub.place)).collect();
    let Some(frame) = Frame::around(all.iter().copied()) else { return html! {} };
    let (km, bar) = frame.scale();
    // A square is as wide as its neighbour is far, without the line between.
    let side = frame.length(SQUARE_METRES.into()).saturating_sub(1).max(2);
    let beside = labels(&frame, hubs);
    html! {
        svg.hub-map.nation-map viewBox={ "0 0 " (super::hub_pictures::WIDTH) " " (frame.height) } role="img" {
            title { (title) }
            g.map-land { @for &square in land.iter() { @let (x, y) = frame.spot(corner(square)); rect x=(x) y=(y.saturating_sub(side)) width=(side) height=(side) {} } }
            @for hub in hubs {
                @let (x, y) = frame.spot(hub.place);
                g {
                    title { (hub.number) " " (hub.name) ": " (hub.count) @if hub.is_old { ", handed on long ago" } }
                    circle.map-hub.map-old[hub.is_old] cx=(x) cy=(y) r=(RADIUS) {}
                    text.map-in.map-in-old[hub.is_old] x=(x) y=(y + 5) text-anchor="middle" { (hub.number) }
                }
            }
            @for (hub, (x, y)) in hubs.iter().zip(beside) { text.map-count x=(x) y=(y) { (hub.count) } }
            path.map-scale d={ "M" (MARGIN) " " (frame.height - 14) "h" (bar) } {}
            text.map-words x=(MARGIN) y=(frame.height - 20) { (km) " km" }
        }
    }
}

/// About how wide a letter of a count is, and how high a line of it.
const LETTER: u64 = 9;
const LINE: u64 = 18;

/// Where each count stands: right of its hub, else left, below or above, where it covers nothing that stands already.
fn labels(frame: &Frame, hubs: &[HubDot]) -> Vec<(u64, u64)> {
    let spots: Vec<(u64, u64)> = hubs.iter().map(|hub| frame.spot(hub.place)).collect();
    let mut taken: Vec<[u64; 4]> = spots
        .iter()
        .map(|&(x, y)| [x.saturating_sub(RADIUS), y.saturating_sub(RADIUS), x + RADIUS, y + RADIUS])
        .collect();
    let is_free = |taken: &[[u64; 4]], one: [u64; 4]| {
        taken.iter().all(|[left, top, right, bottom]| {
            one[2] <= *left || one[0] >= *right || one[3] <= *top || one[1] >= *bottom
        })
    };
    let mut placed = Vec::new();
    for (hub, &(x, y)) in hubs.iter().zip(&spots) {
        let wide = hub.count.chars().count() as u64 * LETTER;
        let gap = RADIUS + 3;
        let tries = [
            (x + gap, y + 6),
            (x.saturating_sub(gap + wide), y + 6),
            (x.saturating_sub(wide / 2), y + gap + LINE - 4),
            (x.saturating_sub(wide / 2), y.saturating_sub(gap)),
        ];
        let room = |(x, y): (u64, u64)| [x, y.saturating_sub(LINE - 4), x + wide, y + 4];
        let found = tries.into_iter().find(|&at| is_free(&taken, room(at)));
        let at = found.unwrap_or(tries[0]);
        taken.push(room(at));
        placed.push(at);
    }
    placed
}

/// A rate as a point with its range, from 0 to 100 in a hundred; the whole stands as a dashed line.
pub fn on_a_line(share: &Share, whole: Option<&Share>) -> Markup {
    let x = |per_mille: u16| u32::from(per_mille) * 240 / 1_000 + 10;
    html! {
        svg.rate-line viewBox="0 0 260 28" aria-hidden="true" {
            line.rate-axis x1="10" x2="250" y1="14" y2="14" {}
            @for end in [10, 250] { line.rate-axis x1=(end) x2=(end) y1="9" y2="19" {} }
            @if let Some(whole) = whole { line.rate-whole x1=(x(whole.per_mille)) x2=(x(whole.per_mille)) y1="1" y2="27" {} }
            line.rate-range x1=(x(share.low)) x2=(x(share.high)) y1="14" y2="14" {}
            circle.rate-point cx=(x(share.per_mille)) cy="14" r="6" {}
        }
    }
}
