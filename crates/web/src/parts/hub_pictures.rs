//! A hub's pictures: stages as counters in a line, and schools and their groups on a map.
//!
//! Computed from the values alone; how far a stage is, and which group is which, shows by shape and number as well
//! as colour. Start at [`stages`] and [`map`].

use maud::{Markup, html};
use programme::{Place, StageStanding, State};

/// The stages of a journey as small counters, in order.
pub fn stages(all: &[StageStanding]) -> Markup {
    let words: Vec<String> =
        all.iter().map(|stage| format!("{}: {}", stage.word, stage.state)).collect();
    let width = all.len() * 26;
    html! {
        svg.stages width=(width) height="22" viewBox={ "0 0 " (width) " 22" } role="img" {
            title { (words.join(", ")) }
            @if all.len() > 1 { line x1="12" x2=(width - 14) y1="11" y2="11" {} }
            @for (at, stage) in all.iter().enumerate() {
                @let x = at * 26 + 12;
                @match stage.state {
                    State::Completed => { circle.s-full cx=(x) cy="11" r="8" {} }
                    State::TakingPart => { circle.s-open cx=(x) cy="11" r="8" {} path.s-half d={ "M" (x) " 3a8 8 0 0 0 0 16z" } {} }
                    State::Interested | State::SignedUp | State::PlaceConfirmed => { circle.s-ring cx=(x) cy="11" r="7" {} }
                    State::Left | State::Declined | State::NotRecordedAsCompleted => { circle.s-dashed cx=(x) cy="11" r="8" {} }
                    State::NotYet => { circle.s-none cx=(x) cy="11" r="8" {} }
                }
            }
        }
    }
}

/// What the counters mean.
pub fn stages_key() -> Markup {
    let states = [
        (State::Completed, "completed"),
        (State::TakingPart, "taking part"),
        (State::SignedUp, "applied or confirmed"),
        (State::Left, "left, or no completion recorded"),
        (State::NotYet, "not yet"),
    ];
    html! { div.key { @for (state, words) in states { span { (stages(&[StageStanding { programme: String::new(), word: words.to_owned(), state, year: None, since: None }])) (words) } } } }
}

/// A school on a map.
pub struct Dot {
    /// Where it is.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// The number of its group; nothing without one.
    pub group: Option<u32>,
    /// Its place in the list of its group, from 0.
    pub at: usize,
}

pub(super) const WIDTH: u64 = 720;
pub(super) const MARGIN: u64 = 40;

/// The letter of a school in the list of its group, as it stands on the map.
#[must_use]
pub fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|at| *at < 26)
        .map_or_else(|| (at + 1).to_string(), |at| char::from(b'a' + at).to_string())
}

/// Where the number of a group stands: in its middle, or as near as no school and no other number lies under it.
fn free_spot(middle: (u64, u64), dots: &[(u64, u64)], numbers: &[(u64, u64)]) -> (u64, u64) {
    const AROUND: [(i64, i64); 8] =
        [(0, -1), (1, 0), (0, 1), (-1, 0), (1, -1), (1, 1), (-1, 1), (-1, -1)];
    let is_free = |spot: (u64, u64)| {
        let is_off = |others: &[(u64, u64)], apart: u64| {
            others.iter().all(|other| {
                let (x, y) = (spot.0.abs_diff(other.0), spot.1.abs_diff(other.1));
                x * x + y * y >= apart * apart
            })
        };
        is_off(dots, 26) && is_off(numbers, 32)
    };
    let rings = (0..6_i64).flat_map(|ring| AROUND.map(|(x, y)| (x * ring * 14, y * ring * 14)));
    let mut spots = rings.filter_map(|(x, y)| {
        let spot = (middle.0.checked_add_signed(x)?, middle.1.checked_add_signed(y)?);
        (spot.0 >= 16 && spot.1 >= 16 && spot.0 <= WIDTH - 16).then_some(spot)
    });
    spots.find(|spot| is_free(*spot)).unwrap_or(middle)
}

/// Schools on a map, each joined to the middle of its group; north is up.
pub fn map(title: &str, dots: &[Dot]) -> Markup {
    let Some(frame) = Frame::around(dots.iter().map(|dot| dot.place)) else { return html! {} };
    let mut groups: Vec<u32> = dots.iter().filter_map(|dot| dot.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let middle = |group: u32| {
        let of: Vec<(u64, u64)> = dots
            .iter()
            .filter(|dot| dot.group == Some(group))
            .map(|dot| frame.spot(dot.place))
            .collect();
        let n = of.len().max(1) as u64;
        (of.iter().map(|at| at.0).sum::<u64>() / n, of.iter().map(|at| at.1).sum::<u64>() / n)
    };
    let (km, bar) = frame.scale();
    let all: Vec<(u64, u64)> = dots.iter().map(|dot| frame.spot(dot.place)).collect();
    let mut numbers: Vec<(u64, u64)> = Vec::new();
    for &group in &groups {
        numbers.push(free_spot(middle(group), &all, &numbers));
    }
    html! {
        svg.hub-map viewBox={ "0 0 " (WIDTH) " " (frame.height) } role="img" {
            title { (title) }
            @for (&group, number) in groups.iter().zip(&numbers) {
                @let (x, y) = middle(group);
                line.map-spoke x1=(x) y1=(y) x2=(number.0) y2=(number.1) {}
                @for dot in dots.iter().filter(|dot| dot.group == Some(group)) {
                    @let at = frame.spot(dot.place);
                    line.map-spoke x1=(x) y1=(y) x2=(at.0) y2=(at.1) {}
                }
            }
            @for dot in dots {
                @let at = frame.spot(dot.place);
                @match dot.group {
                    Some(group) => { circle.map-dot.map-warm[group % 2 == 0] cx=(at.0) cy=(at.1) r="7" { title { (dot.name) ", group " (group) } } }
                    None => { circle.map-alone cx=(at.0) cy=(at.1) r="6" { title { (dot.name) ", no group" } } }
                }
            }
            @for dot in dots.iter().filter(|dot| dot.group.is_some()) {
                @let at = frame.spot(dot.place);
                text.map-letter x=(at.0 + 10) y=(at.1 + 5) { (letter(dot.at)) }
            }
            @for (&group, &(x, y)) in groups.iter().zip(&numbers) {
                circle.map-label cx=(x) cy=(y) r="14" {}
                text.map-number x=(x) y=(y + 5) text-anchor="middle" { (group) }
            }
            path.map-scale d={ "M" (MARGIN) " " (frame.height - 14) "h" (bar) } {}
            text.map-words x=(MARGIN) y=(frame.height - 20) { (km) " km" }
        }
    }
}

/// Where grid metres stand on the picture.
pub(super) struct Frame {
    west: u64,
    north: u64,
    metres: u64,
    pub(super) height: u64,
}

impl Frame {
    /// Around places; nothing where there are none.
    pub(super) fn around(places: impl Iterator<Item = Place> + Clone) -> Option<Self> {
        let east = |place: Place| u64::from(place.easting);
        let north = |place: Place| u64::from(place.northing);
        let (west, most_east) = (places.clone().map(east).min()?, places.clone().map(east).max()?);
        let (south, most_north) = (places.clone().map(north).min()?, places.map(north).max()?);
        let room = WIDTH - 2 * MARGIN;
        // As wide as the page, and no higher than wide.
        let metres = (most_east - west).max(most_north - south).max(1_000);
        let height = ((most_north - south) * room / metres).max(120) + 2 * MARGIN + 16;
        Some(Self { west, north: most_north, metres, height })
    }

    /// Where a place stands.
    pub(super) fn spot(&self, place: Place) -> (u64, u64) {
        let room = WIDTH - 2 * MARGIN;
        let x = u64::from(place.easting).saturating_sub(self.west) * room / self.metres;
        let y = self.north.saturating_sub(u64::from(place.northing)) * room / self.metres;
        (MARGIN + x, MARGIN + y)
    }

    /// How long so many metres are on the picture.
    pub(super) fn length(&self, metres: u64) -> u64 {
        metres * (WIDTH - 2 * MARGIN) / self.metres
    }

    /// A round number of kilometres about a fifth of the width, and its length on the picture.
    pub(super) fn scale(&self) -> (u64, u64) {
        let km =
            [1, 2, 5, 10, 20, 50, 100].into_iter().rev().find(|km| km * 1_000 * 5 <= self.metres);
        let km = km.unwrap_or(1);
        (km, km * 1_000 * (WIDTH - 2 * MARGIN) / self.metres)
    }
}

/// Sums of money side by side: what is due, claimed and paid of what schools are entitled to.
pub fn money_bars(bars: &[(&str, i64, String)]) -> Markup {
    let most = bars.iter().map(|bar| bar.1).max().unwrap_or(0).max(1);
    html! {
        div.money-bars role="img" aria-label=(bars.iter().map(|bar| format!("{} {}", bar.0, bar.2)).collect::<Vec<_>>().join(", ")) {
            @for (name, pence, words) in bars {
                span { (name) }
                svg viewBox="0 0 400 22" preserveAspectRatio="none" aria-hidden="true" { rect.bar-room width="400" height="22" rx="4" {} rect.bar-part width=(pence.max(&0) * 400 / most) height="22" rx="4" {} }
                span.number { (words) }
            }
        }
    }
}
