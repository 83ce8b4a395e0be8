//! The Venn diagram: two or three circles in a rectangle; every region has its place, totals agree.

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, Point, px};
use crate::marks::{n, write};
use crate::quantity;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, list, spots, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Two or three sets in a universal set.
#[derive(Debug, Clone, PartialEq)]
pub struct Venn {
    names: Vec<String>,
    regions: Vec<String>, // By which sets hold them, counted in binary from the first set; the last is in none.
    everything: String,
}

const PAGE: Hundredths = px(496);

impl Venn {
    pub(crate) const SPEC: KindSpec = kind! {
        "venn": "Two or three sets as circles in a rectangle, with what is in each region.";
        "names" ("needed") "a list of 2 or 3 names";
        "regions" ("needed") "for two sets a list of 4: only the first, both, only the second, neither; for three a list of 8: only the first, only the second, only the third, first and second, first and third, second and third, all, none; several items stand in one label with commas";
        "totals" ("none") "a list of how many are in each set; refused when regions that are numbers do not add up to them";
        "everything" ("\"ξ\"") "the name of the universal set";
        example r#"names = ["even", "multiples of 3"], regions = ["2, 4, 8", "6, 12", "3, 9", "1, 5, 7"]"#;
        example r#"names = ["football", "tennis"], regions = [12, "?", 7, 4], everything = "28 pupils""#;
        example r#"names = ["A", "B", "C"], regions = [4, 5, 6, 2, 1, 3, 7, 8]"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let names = fields.labels("names")?.unwrap_or_default();
        let is_short =
            |name: &String| !name.is_empty() && Label::read(name).width(LABEL) <= px(190);
        if !(2..=3).contains(&names.len()) || !names.iter().all(is_short) {
            return Err(fields.wrong("names", "a list of 2 or 3 short names"));
        }
        let regions = fields.labels("regions")?.unwrap_or_default();
        let needed = if names.len() == 2 { 4 } else { 8 };
        if regions.len() != needed {
            return Err(
                fields.wrong("regions", format!("a list of {needed} labels, one for each region"))
            );
        }
        let venn = Self {
            everything: fields
                .label("everything")?
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| "ξ".to_owned()),
            names,
            regions,
        };
        if let Some(totals) = fields.numbers("totals")? {
            venn.check_totals(fields, &totals)?;
        }
        if Label::read(&venn.everything).width(LABEL) > px(150) {
            return Err(fields.wrong("everything", "a shorter name"));
        }
        let fits = |i: usize| {
            let lines = venn.lines(i);
            let room = venn.room(i);
            lines.iter().all(|line| Label::read(line).width(LABEL) <= room.0)
                && n(lines.len()) * px(28) <= room.1 + px(8)
        };
        match (0..needed).all(fits) {
            true => Ok(venn),
            false => Err(fields
                .wrong("regions", "fewer or shorter items, so that they fit in their regions")),
        }
    }

    fn check_totals(&self, fields: &Reader, totals: &[Number]) -> Result<(), BuildError> {
        let in_sets: Vec<Vec<usize>> = match self.names.len() {
            2 => vec![vec![0, 1], vec![1, 2]],
            _ => vec![vec![0, 3, 4, 6], vec![1, 3, 5, 6], vec![2, 4, 5, 6]],
        };
        if totals.len() != in_sets.len() {
            return Err(fields.wrong(
                "totals",
                format!("a list of {} numbers, one for each set", in_sets.len()),
            ));
        }
        for (set, total) in in_sets.iter().zip(totals) {
            let numbers: Option<Vec<Number>> =
                set.iter().map(|i| quantity::number(&self.regions[*i])).collect();
            let sum =
                numbers.map(|numbers| numbers.iter().fold(Number::ZERO, |sum, one| &sum + one));
            if sum.is_some_and(|sum| sum != *total) {
                return Err(fields.wrong("totals", "what the regions of each set add up to"));
            }
        }
        Ok(())
    }

    // Several items are set in lines of two.
    fn lines(&self, i: usize) -> Vec<String> {
        let items: Vec<&str> =
            self.regions[i].split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
        match items.len() {
            0 => Vec::new(),
            1 => vec![items[0].to_owned()],
            _ if self.is_wide(i) => vec![items.join(", ")],
            count => {
                let pair = |(at, pair): (usize, &[&str])| {
                    let more = if at * 2 + pair.len() < count { "," } else { "" };
                    pair.join(", ") + more
                };
                items.chunks(2).enumerate().map(pair).collect()
            }
        }
    }

    // What is outside every circle stands in one line at the bottom.
    fn is_wide(&self, i: usize) -> bool {
        i + 1 == self.regions.len()
    }

    fn circles(&self) -> Vec<(Point, Hundredths)> {
        match self.names.len() {
            2 => vec![((px(184), px(196)), px(112)), ((px(312), px(196)), px(112))],
            _ => vec![
                ((px(192), px(196)), px(112)),
                ((px(304), px(196)), px(112)),
                ((px(248), px(292)), px(112)),
            ],
        }
    }

    fn tall(&self) -> Hundredths {
        if self.names.len() == 2 { px(376) } else { px(492) }
    }

    // The middle of a region.
    fn middle(&self, i: usize) -> Point {
        match self.names.len() {
            2 => [
                (px(132), px(196)),
                (px(248), px(196)),
                (px(364), px(196)),
                (PAGE / 2, self.tall() - px(36)),
            ][i],
            _ => [
                (px(144), px(172)),
                (px(352), px(172)),
                (px(248), px(356)),
                (px(248), px(148)),
                (px(172), px(262)),
                (px(324), px(262)),
                (px(248), px(228)),
                (PAGE / 2, self.tall() - px(36)),
            ][i],
        }
    }

    // How wide and tall a label may be there.
    fn room(&self, i: usize) -> Point {
        match (self.names.len(), i) {
            (2, 0 | 2) => (px(96), px(140)),
            (2, 1) => (px(80), px(120)),
            (2, _) | (3, 7) => (px(440), px(28)),
            (_, 0..=2) => (px(84), px(56)),
            (_, 6) => (px(48), px(28)),
            _ => (px(42), px(28)),
        }
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let tall = self.tall();
        let mut canvas = Canvas::new(PAGE, tall);
        canvas.rect(
            "d-everything",
            (px(12), px(12)),
            (PAGE - px(24), tall - px(24)),
            px(4),
            Fill::Paper,
            Line::Ink,
        );
        let circles = self.circles();
        for (centre, radius) in &circles {
            canvas.circle("d-edge", *centre, *radius, Fill::None, Line::Ink);
        }
        Label::read(&self.everything).draw_from(
            &mut canvas,
            "d-everything-name",
            (px(24), px(32)),
            LABEL,
        );
        // Names stand outside their circles, the third one under its own.
        let names = match self.names.len() {
            2 => vec![(px(140), px(62)), (px(356), px(62))],
            _ => vec![(px(150), px(62)), (px(346), px(62)), (px(400), px(392))],
        };
        for (i, (name, at)) in self.names.iter().zip(names).enumerate() {
            let half = Label::read(name).width(LABEL) / 2;
            let x = match i {
                0 => at.0.min(PAGE / 2 - px(4) - half).max(half + px(16)),
                1 => at.0.max(PAGE / 2 + px(4) + half).min(PAGE - half - px(16)),
                _ => at.0.max(px(330) + half).min(PAGE - half - px(16)),
            };
            write(&mut canvas, "d-name", name, (x, at.1));
        }
        for i in 0..self.regions.len() {
            let (lines, middle) = (self.lines(i), self.middle(i));
            for (k, line) in lines.iter().enumerate() {
                let y = middle.1 + (2 * n(k) - n(lines.len()) + 1) * px(14);
                write(&mut canvas, "d-region", line, (middle.0, y));
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (circles, names) = (frames(svg, "d-edge")?, spots(svg, "d-name")?);
        let n_sets = circles.len();
        let order: Vec<u8> = match n_sets {
            2 => vec![0b01, 0b11, 0b10, 0b00],
            3 => vec![0b001, 0b010, 0b100, 0b011, 0b101, 0b110, 0b111, 0b000],
            _ => return unlike("a Venn diagram has two or three sets"),
        };
        let mut regions = vec![String::new(); order.len()];
        for label in spots(svg, "d-region")? {
            let holds = circles.iter().enumerate().map(|(i, circle)| {
                let (x, y) = circle.middle();
                u8::from(libm::hypot(label.x - x, label.y - y) < circle.width / 2.0) << i
            });
            let held: u8 = holds.sum();
            let Some(i) = order.iter().position(|one| *one == held) else {
                return unlike("a label is in no region");
            };
            if !regions[i].is_empty() {
                regions[i].push(' ');
            }
            regions[i].push_str(&label.text);
        }
        Ok(fields([
            ("names", list(names.iter().map(|name| name.text.as_str()))),
            ("regions", list(regions.iter().map(String::as_str))),
            ("everything", text(svg, "d-everything-name")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        format!("A Venn diagram of {} sets", self.names.len())
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("{}: {}.", self.title(), words::list(&self.names))];
        let [a, b] = [&self.names[0], &self.names[1]];
        let places: Vec<String> = match self.names.get(2) {
            None => vec![
                format!("Only {a}"),
                "Both".to_owned(),
                format!("Only {b}"),
                "Neither".to_owned(),
            ],
            Some(c) => vec![
                format!("Only {a}"),
                format!("Only {b}"),
                format!("Only {c}"),
                format!("{a} and {b} only"),
                format!("{a} and {c} only"),
                format!("{b} and {c} only"),
                "All three".to_owned(),
                "None".to_owned(),
            ],
        };
        for (place, region) in places.iter().zip(&self.regions) {
            let region = if region.is_empty() { "empty".to_owned() } else { words::shown(region) };
            said.push(format!("{}: {region}.", words::sentence(place)));
        }
        said.join(" ")
    }
}
