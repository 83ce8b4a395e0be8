//! Base ten blocks: ten ones are as long as a ten, ten tens as large as a hundred, ten hundreds fill a thousand.
//!
//! An exchange shows both states with an arrow between. Which block is one is said when it is not the smallest.

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, px};
use crate::marks::{arrow, polygon, through};
use crate::place;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, lines, list, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Blocks of thousands, hundreds, tens and ones, and perhaps the same after an exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseTen {
    counts: Counts,
    then: Option<Counts>,
    one: i64, // The place, in powers of ten of the smallest block, that is called one.
}

type Counts = [i64; 4]; // Thousands, hundreds, tens, ones.

const ONES: [(&str, i64); 4] = [("cube", 0), ("rod", 1), ("flat", 2), ("block", 3)];
const EDGE: Hundredths = px(16);
const GAP: Hundredths = px(20);
const MIDDLE: Hundredths = px(72); // Between the two states of an exchange.

impl BaseTen {
    pub(crate) const SPEC: KindSpec = kind! {
        "base-ten": "Base ten blocks for a number, or before and after an exchange.";
        "number" ("needed, or `counts`") "the number, drawn with at most nine of each block";
        "counts" ("none") "a list of how many thousands, hundreds, tens and ones, 0 to 20 each; the last is always ones";
        "then" ("none") "a list of counts that are worth the same: the state after an exchange";
        "one" ("\"cube\"") "`\"cube\"`, `\"rod\"`, `\"flat\"` or `\"block\"`: which block is one, for decimals";
        example r#"number = 243"#;
        example r#"number = 1036"#;
        example r#"counts = [3, 4], then = [2, 14]"#;
        example r#"number = "1.35", one = "flat""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let one = fields.choice("one", &ONES, Some(0))?;
        let counts = match (fields.number("number")?, Self::read_counts(fields, "counts")?) {
            (Some(_), Some(_)) => {
                return Err(fields.wrong("counts", "either `number` or `counts`, not both"));
            }
            (None, Some(counts)) => counts,
            (Some(number), None) => {
                let units = &number * &place::value(one);
                match units.to_i64().filter(|units| (1..=9_999).contains(units)) {
                    Some(units) => [units / 1000, units / 100 % 10, units / 10 % 10, units % 10],
                    None => {
                        let expected =
                            "a number above 0 that these blocks make: 1 to 9999 of the smallest";
                        return Err(fields.wrong("number", expected));
                    }
                }
            }
            (None, None) => return Err(fields.wrong("number", "a number such as 243")),
        };
        let then = Self::read_counts(fields, "then")?;
        if then.is_some_and(|then| worth(then) != worth(counts)) {
            return Err(fields.wrong("then", "counts that are worth the same as before"));
        }
        let blocks = Self { counts, then, one };
        match blocks.unit() {
            Some(_) => Ok(blocks),
            None => Err(fields.wrong(
                if fields.is_written("counts") { "counts" } else { "number" },
                "fewer blocks, so that they fit on the page",
            )),
        }
    }

    fn read_counts(fields: &Reader, field: &'static str) -> Result<Option<Counts>, BuildError> {
        let Some(list) = fields.wholes(field, 0, 20, 4)? else { return Ok(None) };
        let mut counts = [0; 4];
        counts[4 - list.len()..].copy_from_slice(&list);
        match worth(counts) {
            0 => Err(fields.wrong(field, "at least one block")),
            _ => Ok(Some(counts)),
        }
    }

    // The side of the smallest block: the largest at which everything fits.
    fn unit(&self) -> Option<Hundredths> {
        [px(14), px(12), px(10), px(8), px(6), px(5), px(4)].into_iter().find(|unit| {
            let second = self.then.map_or(0, |then| MIDDLE + size(then, *unit).0);
            size(self.counts, *unit).0 + second + 2 * EDGE <= px(560)
        })
    }

    fn note(&self) -> String {
        match self.one {
            0 => String::new(),
            one => format!("this {} is one", ONES[usize::try_from(one).unwrap_or(0)].0),
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let unit = self.unit().unwrap_or(px(4));
        let (wide, tall) = size(self.counts, unit);
        let (wide_then, tall_then) = self.then.map_or((0, 0), |then| size(then, unit));
        let tall = tall.max(tall_then);
        let note = Label::read(&match self.one {
            0 => String::new(),
            one => format!("The {} is one.", ONES[usize::try_from(one).unwrap_or(0)].0),
        });
        let below = if note.is_empty() { 0 } else { px(36) };
        let second = if self.then.is_some() { MIDDLE + wide_then } else { 0 };
        let width = (wide + second).max(note.width(LABEL)) + 2 * EDGE;
        let mut canvas = Canvas::new(width, tall + 2 * EDGE + below);
        draw(&mut canvas, self.counts, unit, (EDGE, EDGE + tall));
        if let Some(then) = self.then {
            let x = EDGE + wide + px(12);
            let y = EDGE + tall / 2;
            arrow(&mut canvas, "d-then", (x, y), (x + MIDDLE - px(24), y));
            draw(&mut canvas, then, unit, (EDGE + wide + MIDDLE, EDGE + tall));
        }
        note.draw_from(&mut canvas, "d-one", (EDGE, EDGE + tall + px(28)), LABEL);
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let blocks = frames(svg, "d-block")?;
        let arrow = lines(svg, "d-then")?;
        let Some(cuts) = svg.with_class("d-unit").next() else {
            return unlike("base ten blocks do not say how long one is");
        };
        let unit = cuts.length("width")?;
        let mut states = [[0_i64; 4]; 2];
        for block in &blocks {
            let is_long = |length: f64| (length / unit - 10.0).abs() < 0.01;
            let is_after = arrow.first().is_some_and(|arrow| block.x > arrow[0].0);
            let place = usize::from(!is_long(block.height)) + usize::from(!is_long(block.width));
            let has_depth = svg.with_class("d-depth").any(|depth| {
                depth.attribute("d").starts_with(&format!("M {} {} ", block.x, block.y))
            });
            states[usize::from(is_after)][if has_depth { 0 } else { place + 1 }] += 1;
        }
        let said = text(svg, "d-one")?;
        let one =
            ONES.iter().map(|(name, _)| *name).find(|name| said == format!("The {name} is one."));
        let mut read = fields([("counts", list(states[0])), ("one", one.unwrap_or("cube").into())]);
        if !arrow.is_empty() {
            read.insert("then".to_owned(), list(states[1]));
        }
        Ok(read)
    }

    pub(crate) fn title(&self) -> String {
        "Base ten blocks".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let said = |counts: Counts| {
            let parts = counts.iter().zip([3, 2, 1, 0]).filter(|(count, _)| **count > 0);
            let name = |place: i64, count: i64| match self.one {
                0 => format!("{count} {}", place::name(place, count)),
                one => format!("{count} {}", place::name(place - one, count)),
            };
            words::list(&parts.map(|(count, place)| name(place, *count)).collect::<Vec<_>>())
        };
        let mut all = vec![format!("Base ten blocks: {}.", said(self.counts))];
        if !self.note().is_empty() {
            all.push(format!("The {} is one.", ONES[usize::try_from(self.one).unwrap_or(0)].0));
        }
        if let Some(then) = self.then {
            all.push(format!("After an exchange: {}. It is worth the same.", said(then)));
        }
        all.join(" ")
    }
}

fn worth(counts: Counts) -> i64 {
    counts[0] * 1000 + counts[1] * 100 + counts[2] * 10 + counts[3]
}

// How far a thousand reaches back, across and up.
fn depth(unit: Hundredths) -> Hundredths {
    unit * 4
}

// How a group of blocks stands: how many in a row, and the size of one with the space after it.
fn group(place: usize, count: i64, unit: Hundredths) -> (i64, Point) {
    match place {
        0 => (count.min(2), (10 * unit + depth(unit) + px(8), 10 * unit + depth(unit) + px(8))),
        1 => (count.min(3), (10 * unit + px(6), 10 * unit + px(6))),
        2 => (count, (unit + px(4), 10 * unit)),
        _ => ((count + 4) / 5, (unit + px(4), unit + px(4))),
    }
}

fn size(counts: Counts, unit: Hundredths) -> Point {
    let (mut wide, mut tall, mut n_groups) = (0, 0, 0);
    for (place, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let (across, (step, down)) = group(place, count, unit);
        let rows = (count + across - 1) / across;
        wide += across * step;
        tall = tall.max(rows * down);
        n_groups += 1;
    }
    (wide + (n_groups - 1) * GAP, tall)
}

// Blocks stand on `at.1`, from `at.0` rightwards, each place filled from the bottom row up.
fn draw(canvas: &mut Canvas, counts: Counts, unit: Hundredths, at: Point) {
    let mut left = at.0;
    for (place, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let (across, (step, down)) = group(place, count, unit);
        for i in 0..count {
            // Ones stand in columns of five, everything else in rows.
            let (column, row) = if place == 3 { (i / 5, i % 5) } else { (i % across, i / across) };
            let x = left + column * step;
            let bottom = at.1 - row * down;
            match place {
                0 => thousand(canvas, (x, bottom - 10 * unit), unit),
                1 => block(canvas, (x, bottom - 10 * unit), (10, 10), unit),
                2 => block(canvas, (x, bottom - 10 * unit), (1, 10), unit),
                _ => block(canvas, (x, bottom - unit), (1, 1), unit),
            }
        }
        left += across * step + GAP;
    }
}

fn block(canvas: &mut Canvas, at: Point, (across, down): (i64, i64), unit: Hundredths) {
    // One small cube of it is coloured as well, so that the size of a unit is there to be read.
    canvas.rect("d-unit", at, (unit, unit), 0, Fill::Tint, Line::None);
    canvas.rect("d-block", at, (across * unit, down * unit), 0, Fill::Tint, Line::Fine);
    let mut cuts: Vec<String> = (1..across)
        .map(|i| through(&[(at.0 + i * unit, at.1), (at.0 + i * unit, at.1 + down * unit)], false))
        .collect();
    cuts.extend((1..down).map(|i| {
        through(&[(at.0, at.1 + i * unit), (at.0 + across * unit, at.1 + i * unit)], false)
    }));
    if !cuts.is_empty() {
        canvas.path("d-cuts", &cuts.join(" "), Fill::None, Line::Hair);
    }
}

fn thousand(canvas: &mut Canvas, at: Point, unit: Hundredths) {
    let (side, back) = (10 * unit, depth(unit));
    block(canvas, at, (10, 10), unit);
    let (x, y) = at;
    let top = [(x, y), (x + back, y - back), (x + side + back, y - back), (x + side, y)];
    let right = [
        (x + side, y),
        (x + side + back, y - back),
        (x + side + back, y + side - back),
        (x + side, y + side),
    ];
    polygon(canvas, "d-depth", &top, Fill::Paper, Line::Fine);
    polygon(canvas, "d-face", &right, Fill::Shaded, Line::Fine);
}
