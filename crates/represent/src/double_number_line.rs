//! The double number line: two lines from nought, corresponding numbers above one another, both in proportion.

use maths::Number;

use crate::canvas::{Canvas, LABEL, Line};
use crate::field::{BuildError, Fields, Reader, items, label_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, px, share};
use crate::marks::{arrow_head, tallest, widest, width, write};
use crate::quantity;
use crate::read_back::ReadBackError;
use crate::read_back::recover::{as_f64, fields, label_at, lines, list, spots, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// Two number lines on which corresponding quantities stand above one another.
#[derive(Debug, Clone, PartialEq)]
pub struct DoubleNumberLine {
    pairs: Vec<[String; 2]>, // In order along the lines; nought is not among them.
    along: Vec<Number>,      // How far along each pair stands, 0 to 1.
    names: [String; 2],
}

const LENGTH: Hundredths = px(400);
const EDGE: Hundredths = px(16);

impl DoubleNumberLine {
    pub(crate) const SPEC: KindSpec = kind! {
        "double-number-line": "Two number lines from nought with corresponding quantities above one another.";
        "pairs" ("needed") "a list of 1 to 8 pairs `[top, bottom]` above 0 in one ratio, such as `[\"25%\", \"£10\"]`; `\"?\"` is a blank box";
        "top-name" ("none") "what the top line counts";
        "bottom-name" ("none") "what the bottom line counts";
        example r#"pairs = [["25%", "?"], ["100%", "£60"]]"#;
        example r#"pairs = [[1, 4], [2, 8], [3, "?"], ["?", 20]], top-name = "eggs", bottom-name = "people""#;
        example r#"pairs = [[5, 8], ["12.5", 20]], top-name = "miles", bottom-name = "km""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let expected = "a list of 1 to 8 pairs [top, bottom] of numbers above 0, all in one ratio, one of them complete";
        let written = fields.get("pairs").ok_or_else(|| fields.wrong("pairs", expected))?;
        let all = match items(written).first() {
            Some(crate::field::Field::List(_)) => items(written).iter().collect(),
            _ => vec![written],
        };
        let pair = |item: &crate::field::Field| match items(item) {
            [top, bottom] => Some([label_in(top)?, label_in(bottom)?]),
            _ => None,
        };
        let pairs: Option<Vec<[String; 2]>> = all.into_iter().map(pair).collect();
        let pairs = pairs.filter(|pairs| (1..=8).contains(&pairs.len()));
        let along = pairs.as_deref().and_then(places);
        let (Some(pairs), Some(along)) = (pairs, along) else {
            return Err(fields.wrong("pairs", expected));
        };
        let name = |field| Ok::<String, BuildError>(fields.label(field)?.unwrap_or_default());
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by(|a, b| along[*a].cmp(&along[*b]));
        let line = Self {
            pairs: order.iter().map(|i| pairs[*i].clone()).collect(),
            along: order.iter().map(|i| along[*i].clone()).collect(),
            names: [name("top-name")?, name("bottom-name")?],
        };
        if widest(line.names.iter().map(String::as_str)) > px(100) {
            return Err(fields.wrong("top-name", "shorter names, so that the lines have room"));
        }
        match line.fits() {
            true => Ok(line),
            false => Err(fields.wrong("pairs", "fewer or shorter numbers, or further apart")),
        }
    }

    fn left(&self) -> Hundredths {
        let names = widest(self.names.iter().map(String::as_str));
        let zero = EDGE + px(8);
        if names > 0 { zero + names + px(8) } else { zero }
    }

    fn x(&self, i: usize) -> Hundredths {
        self.left() + share(LENGTH, &self.along[i])
    }

    fn fits(&self) -> bool {
        [0, 1].into_iter().all(|side| {
            let mut reached = self.left() + px(10);
            (0..self.pairs.len()).all(|i| {
                let half = width(&self.pairs[i][side]) / 2;
                let is_clear = self.x(i) - half >= reached;
                reached = self.x(i) + half + px(8);
                is_clear
            })
        })
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (left, last) = (self.left(), self.pairs.len() - 1);
        let side = |i: usize| self.pairs.iter().map(move |pair| pair[i].as_str());
        let (over, under) = (tallest(side(0)), tallest(side(1)));
        let top = EDGE + over + px(16);
        let bottom = top + px(56);
        let right = left
            + LENGTH
            + (px(32))
                .max(width(&self.pairs[last][0]).max(width(&self.pairs[last][1])) / 2 + px(8));
        let mut canvas = Canvas::new(right, bottom + px(16) + under + EDGE);
        for (y, name) in [(top, 0), (bottom, 1)] {
            let ends = ((left, y), (left + LENGTH + px(24), y));
            canvas.line("d-line", ends.0, ends.1, Line::Ink);
            arrow_head(&mut canvas, "d-arrow", ends.0, ends.1);
            Label::read(&self.names[name]).draw_from(
                &mut canvas,
                if name == 0 { "d-top-name" } else { "d-bottom-name" },
                (EDGE, y),
                LABEL,
            );
        }
        let (above, below) = (top - px(12) - over / 2, bottom + px(12) + under / 2);
        for (x, pair, is_zero) in [(left, None, true)]
            .into_iter()
            .chain((0..self.pairs.len()).map(|i| (self.x(i), Some(&self.pairs[i]), false)))
        {
            canvas.line("d-tick", (x, top - px(8)), (x, top + px(8)), Line::Ink);
            canvas.line("d-tick", (x, bottom - px(8)), (x, bottom + px(8)), Line::Ink);
            canvas.line("d-pair", (x, top + px(8)), (x, bottom - px(8)), Line::Guide);
            match pair {
                Some([over, under]) if !is_zero => {
                    write(&mut canvas, "d-top", over, (x, above));
                    write(&mut canvas, "d-bottom", under, (x, below));
                }
                _ => {
                    write(&mut canvas, "d-zero", "0", (x, above));
                    write(&mut canvas, "d-zero", "0", (x, below));
                }
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let (tops, bottoms) = (spots(svg, "d-top")?, spots(svg, "d-bottom")?);
        let (pairs, zeros) = (lines(svg, "d-pair")?, spots(svg, "d-zero")?);
        let [zero, below] = zeros.as_slice() else { return unlike("both lines start from nought") };
        if zero.x != below.x {
            return unlike("the noughts are not above one another");
        }
        let mut read = Vec::new();
        let mut ratios: Vec<[Option<f64>; 2]> = vec![[None, None]];
        for pair in pairs.iter().skip(1) {
            let x = pair[0].0;
            let at = |spots: &[super::read_back::recover::Spot]| {
                spots
                    .first()
                    .and_then(|first| label_at(spots, (x, first.y), 14.0))
                    .unwrap_or_default()
                    .to_owned()
            };
            let (top, bottom) = (at(&tops), at(&bottoms));
            // Every number is as far along as its line says.
            for (i, text) in [&top, &bottom].into_iter().enumerate() {
                let Some(number) = quantity::number(text) else { continue };
                let per = as_f64(&number) / (x - zero.x);
                match ratios[0][i] {
                    Some(known) if (known / per - 1.0).abs() > 0.01 => {
                        return unlike(&format!("`{text}` is not where its line says"));
                    }
                    _ => ratios[0][i] = Some(per),
                }
            }
            read.push(list([top.as_str(), bottom.as_str()]));
        }
        Ok(fields([
            ("pairs", list(read)),
            ("top-name", text(svg, "d-top-name")?.as_str().into()),
            ("bottom-name", text(svg, "d-bottom-name")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        "A double number line".to_owned()
    }

    pub(crate) fn description(&self) -> String {
        let named = |i: usize| {
            if self.names[i].is_empty() { String::new() } else { format!(" ({})", self.names[i]) }
        };
        let mut said = vec![format!(
            "A double number line: top{} and bottom{}. Both start at 0.",
            named(0),
            named(1)
        )];
        for [top, bottom] in &self.pairs {
            said.push(format!(
                "{} is above {}.",
                words::sentence(&words::shown(top)),
                words::shown(bottom)
            ));
        }
        said.join(" ")
    }
}

// How far along each pair is; `None` when numbers are not above 0, or not in one ratio, or no pair is complete.
fn places(pairs: &[[String; 2]]) -> Option<Vec<Number>> {
    let known: Vec<[Option<Number>; 2]> =
        pairs.iter().map(|pair| [quantity::number(&pair[0]), quantity::number(&pair[1])]).collect();
    let is_legal = |label: &String, number: &Option<Number>| match number {
        Some(number) => *number > Number::ZERO && *number <= Number::from(1_000_000),
        None => label == "?",
    };
    if !pairs
        .iter()
        .zip(&known)
        .all(|(pair, known)| is_legal(&pair[0], &known[0]) && is_legal(&pair[1], &known[1]))
    {
        return None;
    }
    let complete = known.iter().find_map(|pair| Some((pair[0].clone()?, pair[1].clone()?)))?;
    let per = complete.1.checked_div(&complete.0)?; // Bottom for each 1 of the top.
    let mut tops = Vec::new();
    for pair in &known {
        tops.push(match pair {
            [Some(top), Some(bottom)] if *bottom == top * &per => top.clone(),
            [Some(top), None] => top.clone(),
            [None, Some(bottom)] => bottom.checked_div(&per)?,
            _ => return None,
        });
    }
    let most = tops.iter().max()?.clone();
    if (1..tops.len()).any(|i| tops[..i].contains(&tops[i])) {
        return None;
    }
    tops.iter().map(|top| top.checked_div(&most)).collect()
}
