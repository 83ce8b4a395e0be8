//! The rekenrek: two rods of ten beads, five and five in two colours, the beads in play slid to the left.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Beads in play on the two rods of a rekenrek.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rekenrek {
    rods: [i64; 2],
}

const LEFT: Hundredths = px(32);
const RIGHT: Hundredths = px(528);
const BEAD: Hundredths = px(28);
const ROWS: [Hundredths; 2] = [px(56), px(112)];

impl Rekenrek {
    pub(crate) const SPEC: KindSpec = kind! {
        "rekenrek": "Two rods of ten beads, five and five in two colours; the beads in play stand at the left.";
        "top" ("0") "how many beads are in play on the top rod, 0 to 10";
        "bottom" ("0") "how many beads are in play on the bottom rod, 0 to 10";
        example r#"top = 7, bottom = 4"#;
        example r#"top = 10, bottom = 0"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let rod = |field| Ok::<i64, BuildError>(fields.whole(field, 0, 10)?.unwrap_or(0));
        Ok(Self { rods: [rod("top")?, rod("bottom")?] })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let mut canvas = Canvas::new(px(560), px(168));
        for side in [px(12), px(528)] {
            canvas.rect("d-post", (side, px(16)), (px(20), px(136)), px(6), Fill::Tint, Line::Ink);
        }
        for (in_play, y) in self.rods.into_iter().zip(ROWS) {
            canvas.line("d-rod", (LEFT, y), (RIGHT, y), Line::Ink);
            for i in 0..10 {
                let x = if i < in_play {
                    LEFT + px(4) + BEAD / 2 + i * BEAD
                } else {
                    RIGHT - px(4) - BEAD / 2 - (9 - i) * BEAD
                };
                let fill = if i < 5 { Fill::A } else { Fill::Paper };
                canvas.circle("d-bead", (x, y), BEAD / 2 - px(1), fill, Line::Ink);
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let mut rods = [0, 0];
        for bead in frames(svg, "d-bead")? {
            // In play: nearer the left post than the gap allows any other bead to be.
            let (x, y) = bead.middle();
            let rod = usize::from(y > 84.0);
            let place = (x - 50.0) / 28.0;
            if (place - f64::from(rods[rod])).abs() < 0.01 {
                rods[rod] += 1;
            } else if x < 250.0 {
                return unlike("a bead stands neither left nor right");
            }
        }
        Ok(fields([("top", i64::from(rods[0]).into()), ("bottom", i64::from(rods[1]).into())]))
    }

    pub(crate) fn title(&self) -> String {
        "A rekenrek".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let said = |n: i64| match n {
            0..=5 => words::count(n, "bead"),
            n => format!("{n} beads, 5 of one colour and {} of the other", n - 5),
        };
        format!(
            "A rekenrek: two rods of ten beads, five and five in two colours. At the left of the top rod: {}. At the left of the bottom rod: {}.",
            said(self.rods[0]),
            said(self.rods[1])
        )
    }
}
