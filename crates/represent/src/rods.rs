//! Number rods in the ten standard colours: lengths are exact multiples of the white rod.
//!
//! Trains of rods stand one under another from a common left edge, to be compared.

use crate::canvas::{Canvas, Fill, Line};
use crate::field::{BuildError, Field, Fields, Reader, items, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, px};
use crate::marks::{n, write_fixed};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, frames, list, texts, unlike, whole};
use crate::read_back::tags::Element;
use crate::words;

/// Trains of rods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rods {
    trains: Vec<Vec<i64>>,
    labels: RodLabels,
    has_grid: bool,
}

/// What is written on rods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RodLabels {
    None,
    Numbers,
    Colours,
}

const LABELS: [(&str, RodLabels); 3] =
    [("none", RodLabels::None), ("numbers", RodLabels::Numbers), ("colours", RodLabels::Colours)];
const COLOURS: [(&str, &str); 10] = [
    ("white", "w"),
    ("red", "r"),
    ("light green", "g"),
    ("purple", "p"),
    ("yellow", "y"),
    ("dark green", "d"),
    ("black", "b"),
    ("brown", "t"),
    ("blue", "B"),
    ("orange", "o"),
];
const EDGE: Hundredths = px(16);
const TALL: Hundredths = px(40);

impl Rods {
    pub(crate) const SPEC: KindSpec = kind! {
        "rods": "Number rods in the ten standard colours, in trains from a common left edge.";
        "trains" ("needed") "a list of 1 to 8 trains, each a list of lengths 1 to 10, at most 40 long";
        "labels" ("\"none\"") "`\"none\"`, `\"numbers\"` or `\"colours\"`: what is written on rods; colours are letters";
        "grid" ("false") "whether light lines show every white rod's length";
        example r#"trains = [[10], [6, 4], [3, 3, 3, 1]], labels = "numbers""#;
        example r#"trains = [[8], [2, 2, 2, 2], [4, 4]], labels = "colours""#;
        example r#"trains = [[1], [2], [3], [4], [5], [6], [7]], grid = true"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let expected = "a list of 1 to 8 trains, each a list of lengths 1 to 10, at most 40 long";
        let whole = |item: &Field| {
            number_in(item).and_then(|number| number.to_i64()).filter(|n| (1..=10).contains(n))
        };
        let train = |train: &Field| {
            let rods = items(train).iter().map(whole).collect::<Option<Vec<i64>>>()?;
            (!rods.is_empty() && rods.iter().sum::<i64>() <= 40).then_some(rods)
        };
        let written = fields.get("trains").ok_or_else(|| fields.wrong("trains", expected))?;
        let trains = items(written).iter().map(train).collect::<Option<Vec<_>>>();
        match trains.filter(|trains| (1..=8).contains(&trains.len())) {
            Some(trains) => Ok(Self {
                trains,
                labels: fields.choice("labels", &LABELS, Some(RodLabels::None))?,
                has_grid: fields.flag("grid", false)?,
            }),
            None => Err(fields.wrong("trains", expected)),
        }
    }

    fn unit(&self) -> Hundredths {
        let longest = self.trains.iter().map(|train| train.iter().sum()).max().unwrap_or(1_i64);
        (px(528) / longest / 100 * 100).min(px(40))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let unit = self.unit();
        let longest = self.trains.iter().map(|train| train.iter().sum()).max().unwrap_or(1_i64);
        let tall = n(self.trains.len()) * TALL;
        let mut canvas = Canvas::new(longest * unit + 2 * EDGE, tall + 2 * EDGE);
        // The white rod, once, so that its length is there to be read.
        canvas.rect("d-unit", (EDGE, EDGE), (unit, 0), 0, Fill::None, Line::None);
        if self.has_grid {
            for i in 0..=longest {
                let x = EDGE + i * unit;
                canvas.line("d-grid", (x, EDGE - px(8)), (x, EDGE + tall + px(8)), Line::Grid);
            }
        }
        for (row, train) in self.trains.iter().enumerate() {
            let (mut x, y) = (EDGE, EDGE + n(row) * TALL);
            for rod in train {
                let index = usize::try_from(*rod).unwrap_or(1);
                canvas.rect(
                    "d-rod",
                    (x, y),
                    (rod * unit, TALL),
                    px(3),
                    Fill::Rod(index),
                    Line::Ink,
                );
                let text = match self.labels {
                    RodLabels::None => String::new(),
                    RodLabels::Numbers => rod.to_string(),
                    RodLabels::Colours => COLOURS[index - 1].1.to_owned(),
                };
                if let Some(size) =
                    Label::read(&text).size_within(rod * unit - px(2)).filter(|_| !text.is_empty())
                {
                    write_fixed(
                        &mut canvas,
                        "d-rod-label",
                        &text,
                        (x + rod * unit / 2, y + TALL / 2),
                        size,
                    );
                }
                x += rod * unit;
            }
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let units = frames(svg, "d-unit")?;
        let Some(unit) = units.first() else { return unlike("rods do not show the white rod") };
        let mut trains: Vec<(f64, f64, Vec<i64>)> = Vec::new(); // Where down, how far along, lengths.
        for rod in frames(svg, "d-rod")? {
            let length = whole(rod.width / unit.width)?;
            match trains
                .last_mut()
                .filter(|train| train.0 == rod.y && (train.1 - rod.x).abs() < 0.01)
            {
                Some(train) => {
                    (train.1, train.2) =
                        (rod.x + rod.width, [train.2.clone(), vec![length]].concat())
                }
                None if rod.x == unit.x => trains.push((rod.y, rod.x + rod.width, vec![length])),
                None => return unlike("a train does not start at the left edge"),
            }
        }
        let labels = texts(svg, "d-rod-label")?;
        let choice = match labels.first() {
            None => "none",
            Some(label) if label.parse::<i64>().is_ok() => "numbers",
            Some(_) => "colours",
        };
        let has_grid = svg.with_class("d-grid").next().is_some();
        Ok(fields([
            ("trains", list(trains.into_iter().map(|train| list(train.2)))),
            ("labels", choice.into()),
            ("grid", has_grid.into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        match self.trains.len() {
            1 => "A train of number rods".to_owned(),
            trains => format!("{trains} trains of number rods"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("{}.", self.title())];
        for (i, train) in self.trains.iter().enumerate() {
            let names: Vec<String> = train
                .iter()
                .map(|rod| {
                    let colour = COLOURS[usize::try_from(rod - 1).unwrap_or(0)].0;
                    match self.labels {
                        RodLabels::Numbers => format!("{colour} {rod}"),
                        _ => colour.to_owned(),
                    }
                })
                .collect();
            said.push(format!(
                "{}: {}.",
                words::sentence(&words::ordinal(n(i) + 1)),
                words::list(&names)
            ));
        }
        if self.trains.len() > 1 {
            said.push("They start from the same left edge.".to_owned());
        }
        said.join(" ")
    }
}
