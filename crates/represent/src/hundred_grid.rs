//! The hundred grid: ten rows of ten cells that are one whole together; the count shaded is the percentage.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// A square of a hundred cells, some shaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HundredGrid {
    shaded: i64,
    second: i64,
    by_rows: bool,
}

const EDGE: Hundredths = px(8);
const CELL: Hundredths = px(32);

impl HundredGrid {
    pub(crate) const SPEC: KindSpec = kind! {
        "hundred-grid": "A square of ten rows of ten that is one whole, for hundredths and percentages.";
        "shaded" ("0") "how many cells are shaded, 0 to 100";
        "second" ("0") "how many cells after those are shaded in another colour";
        "fill" ("\"columns\"") "`\"columns\"` or `\"rows\"`: which way cells are filled";
        example r#"shaded = 37"#;
        example r#"shaded = 25, second = 40, fill = "rows""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let shaded = fields.whole("shaded", 0, 100)?.unwrap_or(0);
        let second = fields.whole("second", 0, 100 - shaded)?.unwrap_or(0);
        let by_rows = fields.choice("fill", &[("columns", false), ("rows", true)], Some(false))?;
        Ok(Self { shaded, second, by_rows })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let mut canvas = Canvas::new(10 * CELL + 2 * EDGE, 10 * CELL + 2 * EDGE);
        for i in 0..100 {
            let (column, row) = if self.by_rows { (i % 10, i / 10) } else { (i / 10, i % 10) };
            let fill = match i {
                i if i < self.shaded => Fill::Shaded,
                i if i < self.shaded + self.second => Fill::ShadedB,
                _ => Fill::Paper,
            };
            let at = (EDGE + column * CELL, EDGE + row * CELL);
            canvas.rect("d-cell", at, (CELL, CELL), 0, fill, Line::Fine);
        }
        canvas.rect("d-whole", (EDGE, EDGE), (10 * CELL, 10 * CELL), 0, Fill::None, Line::Ink);
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let cells = frames(svg, "d-cell")?;
        let count = |fill: &str| cells.iter().filter(|cell| cell.fill == fill).count() as i64;
        let area: f64 = cells.iter().map(|cell| cell.width * cell.height).sum();
        let whole: f64 =
            frames(svg, "d-whole")?.iter().map(|whole| whole.width * whole.height).sum();
        let [first, second, ..] = cells.as_slice() else {
            return unlike("a hundred grid has no cells");
        };
        if (area - whole).abs() > 0.01 || cells.len() != 100 {
            return unlike("the cells of a hundred grid do not make one whole");
        }
        Ok(fields([
            ("shaded", count("#1f4e8c").into()),
            ("second", count("#e08a1e").into()),
            ("fill", if first.y == second.y { "rows" } else { "columns" }.into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "A hundred grid".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let mut said = format!(
            "A square cut in ten rows of ten equal cells. {} shaded.",
            words::sentence(&words::count_is(self.shaded, "cell"))
        );
        if self.second > 0 {
            let more = words::sentence(&words::count_is(self.second, "cell"));
            said.push_str(&format!(" {more} shaded in another colour."));
        }
        said
    }
}
