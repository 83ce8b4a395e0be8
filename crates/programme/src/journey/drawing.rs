//! The picture of a journey: stages as counters on rising ground, doors where a school may come in.
//!
//! Drawn from the standing alone, as SVG with a title and a spoken description. How far a stage is shows by shape as
//! well as colour: filled, half, ring, dashed, open. Start at [`Standing::draw`].

use std::fmt::Write;

use super::{Journey, StageStanding, Standing, State};

/// The room of one stage, in pixels.
const COLUMN: i32 = 190;
/// How much higher each stage stands than the one before.
const RISE: i32 = 18;
const RADIUS: i32 = 24;

const INK: &str = "#21252c";
const SOFT: &str = "#565d69";
const EDGE: &str = "#d8d2c4";
const BLUE: &str = "#1f4e8c";
const SHEET: &str = "#ffffff";

/// Where a stage stands in the picture.
struct Spot<'s> {
    stage: &'s StageStanding,
    x: i32,
    y: i32,
}

impl Standing {
    /// Draws where the school stands, as one SVG element. The same standing gives the same picture.
    #[must_use]
    pub fn draw(&self, journey: &Journey) -> String {
        let spots = self.spots(journey);
        let right = spots.iter().map(|spot| spot.x).max().unwrap_or(0) + COLUMN / 2;
        let ground = spots.iter().map(|spot| spot.y).max().unwrap_or(0);
        let bottom = ground + 130;
        let mut out = String::new();
        let title = escape(&format!("{}: {}", self.school, self.journey));
        let says = escape(&self.description());
        // Writing to a text cannot fail.
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {right} {bottom}\" font-family=\"inherit\" text-anchor=\"middle\"><title>{title}</title><desc>{says}</desc>"
        );
        for path in paths(&spots) {
            let _ = write!(
                out,
                "<polyline points=\"{path}\" fill=\"none\" stroke=\"{EDGE}\" stroke-width=\"8\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
            );
        }
        for spot in &spots {
            out.push_str(&counter(spot));
            let has_door = journey.doors.iter().any(|door| door.programme == spot.stage.programme);
            if has_door {
                out.push_str(&door(spot.x, spot.y + 72));
            }
        }
        out.push_str("</svg>");
        out
    }

    /// The picture in words.
    #[must_use]
    pub fn description(&self) -> String {
        let stages: Vec<String> = self.stages.iter().map(words).collect();
        let years = match self.years_taken_part {
            0 => "It has not taken part yet.".to_owned(),
            1 => "It has taken part in one school year.".to_owned(),
            n => format!("It has taken part in {n} school years."),
        };
        format!("{} on {}. {} {years}", self.school, self.on.in_words(), stages.join(" "))
    }

    fn spots(&self, journey: &Journey) -> Vec<Spot<'_>> {
        let n = i32::try_from(self.stages.len()).unwrap_or(0);
        let (mut x, mut y) = (-COLUMN / 2, 70 + n * RISE + RISE);
        let mut spots = Vec::new();
        for (stage, known) in self.stages.iter().zip(&journey.stages) {
            if known.is_beside_the_last && !spots.is_empty() {
                y -= 110;
            } else {
                x += COLUMN;
                y -= RISE;
            }
            spots.push(Spot { stage, x, y });
        }
        // A stage above another may leave the sheet; the ground is lowered until none does.
        let top = spots.iter().map(|spot| spot.y).min().unwrap_or(0);
        let down = (50 - top).max(0);
        for spot in &mut spots {
            spot.y += down;
        }
        spots
    }
}

/// The ways from stage to stage: on to the next, or up from the one before for a stage that is beside the last.
fn paths(spots: &[Spot]) -> Vec<String> {
    let mut ways = Vec::new();
    for (at, spot) in spots.iter().enumerate().skip(1) {
        let is_beside = spot.x == spots[at - 1].x;
        let from = if is_beside && at > 1 { &spots[at - 2] } else { &spots[at - 1] };
        let corner = if is_beside { format!("{},{} ", from.x, spot.y) } else { String::new() };
        ways.push(format!("{},{} {corner}{},{}", from.x, from.y, spot.x, spot.y));
    }
    ways
}

fn words(stage: &StageStanding) -> String {
    match stage.year {
        Some(year) => format!("{}: {}, {year}.", stage.word, stage.state),
        None => format!("{}: {}.", stage.word, stage.state),
    }
}

fn counter(spot: &Spot) -> String {
    let Spot { stage, x, y } = spot;
    let ring = |fill: &str, width: i32, dash: &str| {
        format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\" fill=\"{fill}\" stroke=\"{BLUE}\" stroke-width=\"{width}\"{dash}/>"
        )
    };
    let shape = match stage.state {
        State::Completed => ring(BLUE, 3, ""),
        State::TakingPart => {
            let half = format!(
                "<path d=\"M{x} {} A{RADIUS} {RADIUS} 0 0 0 {x} {} Z\" fill=\"{BLUE}\"/>",
                y - RADIUS,
                y + RADIUS
            );
            ring(SHEET, 3, "") + &half
        }
        State::Interested | State::SignedUp | State::PlaceConfirmed => ring(SHEET, 6, ""),
        State::Left | State::Declined | State::NotRecordedAsCompleted => {
            ring(SHEET, 3, " stroke-dasharray=\"7 6\"")
        }
        State::NotYet => ring(SHEET, 1, ""),
    };
    let text = |y: i32, size: i32, colour: &str, words: &str| {
        format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\">{}</text>",
            escape(words)
        )
    };
    let when = stage.year.map(|year| year.to_string()).unwrap_or_default();
    shape
        + &text(y + 46, 15, INK, &stage.word)
        + &text(y + 63, 12, SOFT, format!("{} {when}", stage.state).trim())
}

/// A small door with its knob; `x` is its middle and `y` its top.
fn door(x: i32, y: i32) -> String {
    let (left, right) = (x - 11, x + 11);
    format!(
        "<path d=\"M{left} {} V{} A11 11 0 0 1 {right} {} V{} Z\" fill=\"none\" stroke=\"{SOFT}\" stroke-width=\"2\"/><circle cx=\"{}\" cy=\"{}\" r=\"2\" fill=\"{SOFT}\"/>",
        y + 36,
        y + 12,
        y + 12,
        y + 36,
        x + 6,
        y + 25
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
