//! The ten frame: two rows of five, filled from the left, top row first.
//!
//! Counters differ in shape as well as colour, so that a grey printer and every eye can tell them apart.

use crate::canvas::{Canvas, Fill, Line, arc_to};
use crate::field::{BuildError, Field, Reader, items};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, Point, px, text};
use crate::words;

/// One or more ten frames, filled in order.
#[derive(Debug, Clone, PartialEq)]
pub struct TenFrame {
    pub(crate) cells: Vec<Option<CounterState>>, // In reading order, a whole number of frames.
}

/// How one counter looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CounterState {
    /// A solid counter of the first colour.
    Filled,
    /// A solid counter of the second colour.
    Second,
    /// Half of it filled.
    Half,
    /// A thick ring.
    Ring,
    /// A dashed outline.
    Absent,
    /// An outline, not filled.
    Open,
}

const STATES: [(&str, Option<CounterState>); 7] = [
    ("filled", Some(CounterState::Filled)),
    ("second", Some(CounterState::Second)),
    ("half", Some(CounterState::Half)),
    ("ring", Some(CounterState::Ring)),
    ("absent", Some(CounterState::Absent)),
    ("open", Some(CounterState::Open)),
    ("empty", None),
];

const MAX_CELLS: i64 = 60;
const EDGE: Hundredths = px(16);
const GAP: Hundredths = px(24);

impl TenFrame {
    pub(crate) const SPEC: KindSpec = kind! {
        "ten-frame": "Two rows of five, filled from the left, top row first.";
        "total" ("10, or as many as there are counters") "how many cells are needed, 1 to 60, drawn as whole frames";
        "filled" ("0") "how many counters of the first colour";
        "second" ("0") "how many counters of the second colour, after the first";
        "states" ("none") "a list of `\"filled\"`, `\"second\"`, `\"half\"`, `\"ring\"`, `\"absent\"`, `\"open\"` or `\"empty\"`, cell by cell; instead of counts";
        example r#"filled = 7"#;
        example r#"total = 20, filled = 8, second = 5"#;
        example r#"states = ["filled", "half", "ring", "absent", "open", "empty", "second"]"#;
        example r#"total = 30, filled = 24"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let states =
            fields.get("states").map(|value| Self::read_states(fields, value)).transpose()?;
        let filled = fields.whole("filled", 0, MAX_CELLS)?.unwrap_or(0);
        let second = fields.whole("second", 0, MAX_CELLS)?.unwrap_or(0);
        let needed = states
            .as_ref()
            .map_or(filled + second, |states| i64::try_from(states.len()).unwrap_or(0));
        let total = fields.whole("total", 1, MAX_CELLS)?.unwrap_or_else(|| needed.max(10));
        if needed > total || needed > MAX_CELLS {
            let field = if states.is_some() {
                "states"
            } else if filled > total {
                "filled"
            } else {
                "second"
            };
            return Err(fields.wrong(
                field,
                format!("no more counters than the {total} that `total` makes room for"),
            ));
        }
        let mut cells = states.unwrap_or_else(|| {
            let run = |state, n: i64| vec![Some(state); usize::try_from(n).unwrap_or(0)];
            [run(CounterState::Filled, filled), run(CounterState::Second, second)].concat()
        });
        let n_frames = usize::try_from((total + 9) / 10).unwrap_or(1);
        cells.resize(n_frames * 10, None);
        Ok(Self { cells })
    }

    fn read_states(
        fields: &Reader,
        value: &Field,
    ) -> Result<Vec<Option<CounterState>>, BuildError> {
        if fields.is_written("filled") || fields.is_written("second") {
            return Err(fields
                .wrong("states", "either `states` or counts in `filled` and `second`, not both"));
        }
        let named = |item: &Field| match item {
            Field::Text(text) => {
                STATES.iter().find(|(name, _)| name == text).map(|(_, state)| *state)
            }
            _ => None,
        };
        let names: Vec<&str> = STATES.iter().map(|(name, _)| *name).collect();
        let expected = format!("a list of at most {MAX_CELLS} of {}", names.join(", "));
        let states: Option<Vec<_>> = items(value).iter().map(named).collect();
        let states =
            states.filter(|states| i64::try_from(states.len()).is_ok_and(|n| n <= MAX_CELLS));
        states.ok_or_else(|| fields.wrong("states", expected))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let n_frames = i64::try_from(self.cells.len() / 10).unwrap_or(1);
        let cell = if n_frames <= 2 { px(48) } else { px(32) };
        let (across, down) = (n_frames.min(3), (n_frames + 2) / 3);
        let width = across * 5 * cell + (across - 1) * GAP + 2 * EDGE;
        let height = down * 2 * cell + (down - 1) * GAP + 2 * EDGE;
        let mut canvas = Canvas::new(width, height);
        for (i, state) in self.cells.iter().enumerate() {
            let i = i64::try_from(i).unwrap_or(0);
            let (frame, place) = (i / 10, i % 10);
            let left = EDGE + (frame % 3) * (5 * cell + GAP) + (place % 5) * cell;
            let top = EDGE + (frame / 3) * (2 * cell + GAP) + (place / 5) * cell;
            canvas.rect("d-cell", (left, top), (cell, cell), 0, Fill::Paper, Line::Ink);
            if let Some(state) = state {
                counter(&mut canvas, (left + cell / 2, top + cell / 2), cell * 3 / 8, *state);
            }
        }
        canvas
    }

    fn n(&self, state: CounterState) -> i64 {
        let n = self.cells.iter().filter(|cell| **cell == Some(state)).count();
        i64::try_from(n).unwrap_or(0)
    }

    pub(crate) fn title(&self) -> String {
        match self.cells.len() / 10 {
            1 => "A ten frame".to_owned(),
            n => format!("{n} ten frames"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let each =
            if self.cells.len() == 10 { "two rows of five" } else { "each is two rows of five" };
        let mut said = vec![format!("{}: {each}.", self.title())];
        let (filled, second) = (self.n(CounterState::Filled), self.n(CounterState::Second));
        let others = [
            (CounterState::Half, "half filled"),
            (CounterState::Ring, "a ring"),
            (CounterState::Open, "open"),
            (CounterState::Absent, "dashed"),
        ];
        let mut counts = Vec::new();
        if second > 0 {
            counts.push(format!("{filled} of one colour"));
            counts.push(format!("{second} of another"));
        } else {
            counts.push(format!("{filled} filled"));
        }
        counts.extend(others.iter().filter(|(state, _)| self.n(*state) > 0).map(
            |(state, look)| match *look {
                "a ring" if self.n(*state) > 1 => format!("{} rings", self.n(*state)),
                "a ring" => "1 ring".to_owned(),
                look => format!("{} {look}", self.n(*state)),
            },
        ));
        let empty = self.cells.iter().filter(|cell| cell.is_none()).count();
        said.push(format!("Counters: {}.", words::list(&counts)));
        said.push(match empty {
            0 => "No cells are empty.".to_owned(),
            1 => "1 cell is empty.".to_owned(),
            n => format!("{n} cells are empty."),
        });
        said.join(" ")
    }
}

/// Draws one counter.
fn counter(canvas: &mut Canvas, centre: Point, radius: Hundredths, state: CounterState) {
    match state {
        CounterState::Filled => canvas.circle("d-counter", centre, radius, Fill::A, Line::Ink),
        CounterState::Second => canvas.circle("d-counter", centre, radius, Fill::B, Line::Ink),
        CounterState::Open => canvas.circle("d-counter", centre, radius, Fill::Paper, Line::Ink),
        CounterState::Absent => {
            canvas.circle("d-counter", centre, radius, Fill::None, Line::Dashed)
        }
        CounterState::Ring => {
            canvas.circle("d-counter", centre, radius, Fill::B, Line::Ink);
            canvas.circle("d-hole", centre, radius / 2, Fill::Paper, Line::Ink);
        }
        CounterState::Half => {
            canvas.circle("d-counter", centre, radius, Fill::Paper, Line::Ink);
            let (top, bottom) = ((centre.0, centre.1 - radius), (centre.0, centre.1 + radius));
            let d = format!(
                "M {} {} {} Z",
                text(top.0),
                text(top.1),
                arc_to(radius, false, false, bottom)
            );
            canvas.path("d-half", &d, Fill::A, Line::Ink);
        }
    }
}
