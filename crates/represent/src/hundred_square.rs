//! The hundred square: rows of ten from 1 or from 0, exactly the set asked for shaded, some numbers left blank.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::length::{Hundredths, px};
use crate::marks::write;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{Frame, fields, frames, label_at, list, spots, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Rows of ten numbers, some shaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HundredSquare {
    start: i64,
    rows: i64,
    shaded: Vec<i64>,
    second: Vec<i64>,
    hidden: Vec<i64>,
}

const EDGE: Hundredths = px(8);
const CELL: Hundredths = px(48);

impl HundredSquare {
    pub(crate) const SPEC: KindSpec = kind! {
        "hundred-square": "Rows of ten numbers, with a set of them shaded.";
        "start" ("1") "the first number, 0 to 901";
        "rows" ("10") "how many rows, 1 to 10";
        "shaded" ("none") "a list of the numbers that are shaded";
        "every" ("none") "shades every multiple of this number; instead of `shaded`";
        "second" ("none") "a list of numbers shaded in another colour";
        "hidden" ("none") "a list of numbers that are blank boxes";
        example r#"every = 3"#;
        example r#"start = 41, rows = 3, shaded = [53], second = [43, 52, 54, 63], hidden = [63]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let start = fields.whole("start", 0, 901)?.unwrap_or(1);
        let rows = fields.whole("rows", 1, 10)?.unwrap_or(10);
        let last = start + rows * 10 - 1;
        let set = |field| {
            let mut set = fields.wholes(field, start, last, 100)?.unwrap_or_default();
            set.sort_unstable();
            set.dedup();
            Ok::<Vec<i64>, BuildError>(set)
        };
        let every = fields.whole("every", 1, 1000)?;
        let shaded = match every {
            Some(_) if fields.is_written("shaded") => {
                return Err(fields.wrong("every", "either `every` or `shaded`, not both"));
            }
            Some(every) => (start..=last).filter(|number| number % every == 0).collect(),
            None => set("shaded")?,
        };
        let (second, hidden) = (set("second")?, set("hidden")?);
        if second.iter().any(|number| shaded.contains(number)) {
            return Err(fields.wrong("second", "numbers that are not in `shaded`"));
        }
        // What is hidden is found from its neighbours.
        if hidden.len() * 2 > usize::try_from(rows * 10).unwrap_or(0) {
            return Err(fields.wrong("hidden", "at most half of the numbers"));
        }
        Ok(Self { start, rows, shaded, second, hidden })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let mut canvas = Canvas::new(10 * CELL + 2 * EDGE, self.rows * CELL + 2 * EDGE);
        for i in 0..self.rows * 10 {
            let number = self.start + i;
            let at = (EDGE + (i % 10) * CELL, EDGE + (i / 10) * CELL);
            let fill = if self.shaded.contains(&number) {
                Fill::Shaded
            } else if self.second.contains(&number) {
                Fill::ShadedB
            } else {
                Fill::Paper
            };
            canvas.rect("d-cell", at, (CELL, CELL), 0, fill, Line::Ink);
            let text =
                if self.hidden.contains(&number) { "?".to_owned() } else { number.to_string() };
            write(&mut canvas, "d-number", &text, (at.0 + CELL / 2, at.1 + CELL / 2));
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (cells, numbers) = (frames(svg, "d-cell")?, spots(svg, "d-number")?);
        let place = |cell: &Frame| ((cell.y - 8.0) / 48.0 * 10.0 + (cell.x - 8.0) / 48.0) as i64;
        let mut start = None;
        for cell in &cells {
            let text = label_at(&numbers, cell.middle(), 1.0).unwrap_or_default();
            if let Ok(number) = text.parse::<i64>() {
                let first = number - place(cell);
                if *start.get_or_insert(first) != first {
                    return unlike("the numbers of a hundred square do not follow on");
                }
            }
        }
        let Some(start) = start else { return unlike("a hundred square has no numbers") };
        let mut read =
            fields([("start", start.into()), ("rows", ((cells.len() / 10) as i64).into())]);
        let is_hidden = |cell: &Frame| label_at(&numbers, cell.middle(), 1.0) == Some("?");
        for name in ["shaded", "second", "hidden"] {
            let is_so = |cell: &&Frame| match name {
                "shaded" => cell.fill == "#1f4e8c",
                "second" => cell.fill == "#e08a1e",
                _ => is_hidden(cell),
            };
            let set = cells.iter().filter(is_so).map(|cell| start + place(cell));
            read.insert(name.to_owned(), list(set));
        }
        Ok(read)
    }

    pub(crate) fn title(&self) -> String {
        format!("A number square from {} to {}", self.start, self.start + self.rows * 10 - 1)
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("{}, in rows of ten.", self.title())];
        let sets = [(&self.shaded, "Shaded"), (&self.second, "Shaded in another colour")];
        for (set, way) in sets {
            let shown = set.iter().map(|number| match self.hidden.contains(number) {
                true => "a blank".to_owned(),
                false => number.to_string(),
            });
            let shown: Vec<String> = shown.collect();
            if !shown.is_empty() {
                said.push(format!("{way}: {}.", words::list(&shown)));
            }
        }
        if !self.hidden.is_empty() {
            let one = if self.hidden.len() == 1 { "number is" } else { "numbers are" };
            said.push(format!("{} {one} blank.", self.hidden.len()));
        }
        said.join(" ")
    }
}
