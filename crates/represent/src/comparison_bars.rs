//! Bars compared: left edges in line, lengths in proportion, the difference on the overhang or equal unit boxes.

use maths::Number;

use crate::brace::brace_right;
use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, part, px, share};
use crate::marks::{n, widest, write};
use crate::read_back::ReadBackError;
use crate::read_back::measure::simplest_near;
use crate::read_back::recover::{ROUNDING, fields, frames, list, number, spots, text};
use crate::read_back::tags::Element;
use crate::words;

/// Two to four bars that are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonBars {
    values: Vec<Number>, // Each above 0.
    names: Vec<String>,
    labels: Vec<String>,
    boxes: Option<Number>, // What one equal unit box is worth.
    box_label: String,
    difference: String,
    total: String,
}

const EDGE: Hundredths = px(16);
const TALL: Hundredths = px(48);
const GAP: Hundredths = px(20);
const LONGEST: Hundredths = px(400);
/// A length is read as a share of the longest with at most this denominator. Our choice: finer cannot be told apart.
const FINEST: i64 = 150;

impl ComparisonBars {
    pub(crate) const SPEC: KindSpec = kind! {
        "comparison-bars": "Two to four bars from one left edge, to compare by difference or by how many times as many.";
        "values" ("needed") "a list of 2 to 4 numbers above 0: how long each bar is";
        "names" ("none") "a list of names before the bars, one for each";
        "labels" ("the numbers in `values`; none with `boxes`") "a list of labels, one for each bar; `\"?\"` is a blank box, `\"\"` for none";
        "boxes" ("none") "what one unit box is worth: every bar is cut in equal boxes of it";
        "box-label" ("none") "the label in every box";
        "difference" ("none") "the label on the overhang of the longer of the first two bars over the other";
        "total" ("none") "the label of all bars together, at a bracket on the right";
        example r#"values = [15, 9], names = ["Ali", "Ben"], difference = "?""#;
        example r#"values = [12, 4], names = ["red", "blue"], boxes = 4, box-label = 4, total = "?""#;
        example r#"values = [5, 3], names = ["Ann", "Bo"], boxes = 1, total = "£40""#;
        example r#"values = [30, 20, 45], labels = [30, "?", 45], total = 95"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let values = fields.numbers("values")?.unwrap_or_default();
        let most = values.iter().max().cloned().unwrap_or(Number::ONE);
        let is_legal = |value: &Number| {
            *value > Number::ZERO
                && value
                    .checked_div(&most)
                    .is_some_and(|share| share.denominator() <= FINEST.into())
        };
        if !(2..=4).contains(&values.len()) || !values.iter().all(is_legal) {
            return Err(fields.wrong(
                "values",
                "a list of 2 to 4 numbers above 0 whose lengths can be told apart",
            ));
        }
        let boxes = fields.number("boxes")?;
        let fits = |size: &Number| {
            *size > Number::ZERO
                && values.iter().all(|value| {
                    value.checked_div(size).is_some_and(|n| n.is_whole() && n <= Number::from(20))
                })
        };
        if boxes.as_ref().is_some_and(|size| !fits(size)) {
            return Err(
                fields.wrong("boxes", "a number that goes into every value, at most 20 times")
            );
        }
        let written = || match boxes {
            Some(_) => vec![String::new(); values.len()],
            None => values.iter().map(Number::to_mixed).collect(),
        };
        let bars = Self {
            names: fields
                .labels_for("names", values.len(), || vec![String::new(); values.len()])?,
            labels: fields.labels_for("labels", values.len(), written)?,
            box_label: fields.label("box-label")?.filter(|_| boxes.is_some()).unwrap_or_default(),
            difference: fields.label("difference")?.unwrap_or_default(),
            total: fields.label("total")?.unwrap_or_default(),
            boxes,
            values,
        };
        bars.check_room(fields)?;
        Ok(bars)
    }

    fn check_room(&self, fields: &Reader) -> Result<(), BuildError> {
        let longest = self.longest();
        if longest < px(160) {
            return Err(fields.wrong("names", "shorter names, so that the bars have room"));
        }
        let short = |label: &str, width| Label::read(label).size_within(width - px(6)).is_some();
        let lengths: Vec<Hundredths> = (0..self.values.len()).map(|i| self.length(i)).collect();
        if lengths.iter().any(|length| *length < px(24)) {
            return Err(fields.wrong("values", "numbers less far apart, so that each bar is seen"));
        }
        if !self.labels.iter().zip(&lengths).all(|(label, length)| short(label, *length)) {
            return Err(fields.wrong("labels", "labels short enough to stand in their bars"));
        }
        if let Some(size) = &self.boxes {
            let one = share(longest, &size.checked_div(self.most()).unwrap_or(Number::ONE));
            if one < px(16) || !short(&self.box_label, one) {
                return Err(fields.wrong("box-label", "a label short enough to stand in a box"));
            }
            // One box to each bar looks like bars that are not cut, unless the box says what it is worth.
            if self.box_label.is_empty() && self.values.iter().all(|value| value == size) {
                return Err(fields.wrong("box-label", "a label, because each bar is one box"));
            }
            if self.labels.iter().any(|label| !label.is_empty()) {
                return Err(fields.wrong("labels", "none, because the bars are cut in boxes"));
            }
        }
        if !self.difference.is_empty() {
            let gap = (lengths[0] - lengths[1]).abs();
            if gap == 0 || !short(&self.difference, gap) {
                return Err(fields.wrong("difference", "a label short enough for the overhang"));
            }
        }
        Ok(())
    }

    fn most(&self) -> &Number {
        self.values.iter().max().expect("two bars or more")
    }

    fn start(&self) -> Hundredths {
        let names = widest(self.names.iter().map(String::as_str));
        EDGE + names + if names > 0 { px(12) } else { 0 }
    }

    fn longest(&self) -> Hundredths {
        let total = Label::read(&self.total).width(LABEL);
        let right = if total > 0 { total + px(40) } else { 0 };
        LONGEST.min(px(560) - EDGE - right - self.start())
    }

    fn length(&self, i: usize) -> Hundredths {
        share(self.longest(), &self.values[i].checked_div(self.most()).unwrap_or(Number::ONE))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (start, longest, rows) = (self.start(), self.longest(), n(self.values.len()));
        let bottom = EDGE + rows * TALL + (rows - 1) * GAP;
        let total = Label::read(&self.total).width(LABEL);
        let right = if total > 0 { total + px(40) } else { 0 };
        let mut canvas = Canvas::new(start + longest + right + EDGE, bottom + EDGE);
        let mut top = EDGE;
        for i in 0..self.values.len() {
            let (length, middle) = (self.length(i), top + TALL / 2);
            let name = Label::read(&self.names[i]);
            name.draw_from(&mut canvas, "d-name", (EDGE, middle), LABEL);
            let fill = if i % 2 == 0 { Fill::Shaded } else { Fill::ShadedB };
            let boxes =
                self.boxes.as_ref().and_then(|size| self.values[i].checked_div(size)?.to_i64());
            let n_boxes = boxes.unwrap_or(1);
            for k in 0..n_boxes {
                let (left, right) =
                    (start + part(length, k, n_boxes), start + part(length, k + 1, n_boxes));
                canvas.rect("d-bar", (left, top), (right - left, TALL), 0, fill, Line::Ink);
            }
            let one = part(length, 1, n_boxes);
            let (role, label) = match boxes {
                Some(_) => ("d-box-label", &self.box_label),
                None => ("d-value", &self.labels[i]),
            };
            let label = Label::read(label);
            let size = label.size_within(one - px(6)).unwrap_or(LABEL);
            for k in 0..n_boxes {
                let x = start + part(length, 2 * k + 1, 2 * n_boxes);
                label.draw(&mut canvas, role, (x, middle), size);
            }
            top += TALL + GAP;
        }
        self.draw_difference(&mut canvas, start);
        if total > 0 {
            let x = start + longest + px(12);
            brace_right(&mut canvas, "d-brace", EDGE, bottom, x);
            let at = (x + px(24) + total / 2, (EDGE + bottom) / 2);
            write(&mut canvas, "d-total", &self.total, at);
        }
        canvas
    }

    // A dashed box beside the shorter of the first two bars, as long as the overhang.
    fn draw_difference(&self, canvas: &mut Canvas, start: Hundredths) {
        if self.difference.is_empty() {
            return;
        }
        let (a, b) = (self.length(0), self.length(1));
        let row = i64::from(a > b);
        let (short, gap) = (a.min(b), (a - b).abs());
        let top = EDGE + row * (TALL + GAP);
        canvas.rect("d-gap", (start + short, top), (gap, TALL), 0, Fill::None, Line::Dashed);
        let label = Label::read(&self.difference);
        let size = label.size_within(gap - px(6)).unwrap_or(LABEL);
        label.draw(canvas, "d-difference", (start + short + gap / 2, top + TALL / 2), size);
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let bars = frames(svg, "d-bar")?;
        let mut rows: Vec<(f64, f64, i64)> = Vec::new(); // Where down, how long, how many boxes.
        for bar in &bars {
            match rows.last_mut().filter(|row| row.0 == bar.y) {
                Some(row) => (row.1, row.2) = (row.1 + bar.width, row.2 + 1),
                None => rows.push((bar.y, bar.width, 1)),
            }
        }
        let most = rows.iter().map(|row| row.1).fold(0.0, f64::max);
        let shares = rows
            .iter()
            .map(|row| simplest_near(row.1 / most, ROUNDING / most))
            .collect::<Result<Vec<Number>, _>>()?;
        let values = spots(svg, "d-value")?;
        let at_row = |row: &(f64, f64, i64)| {
            values
                .iter()
                .find(|spot| (spot.y - row.0 - 24.0).abs() < 4.0)
                .map_or("", |spot| spot.text.as_str())
        };
        let labels: Vec<String> = rows.iter().map(|row| at_row(row).to_owned()).collect();
        let boxes = text(svg, "d-box-label")?;
        // The scale comes from any bar whose label is a number.
        let known = labels.iter().zip(&shares).find_map(|(label, share)| {
            number(label).ok().and_then(|value| value.checked_div(share))
        });
        let is_cut = bars.len() > rows.len() || !boxes.is_empty();
        let most_boxes = rows.iter().map(|row| row.2).max().unwrap_or(1);
        let unit = known.unwrap_or(if is_cut { most_boxes.into() } else { Number::ONE });
        let names = spots(svg, "d-name")?;
        let mut read = fields([
            ("values", list(shares.iter().map(|share| share * &unit))),
            ("difference", text(svg, "d-difference")?.as_str().into()),
            ("total", text(svg, "d-total")?.as_str().into()),
        ]);
        let name_at = |row: &(f64, f64, i64)| {
            names
                .iter()
                .find(|spot| (spot.y - row.0 - 24.0).abs() < 4.0)
                .map_or("", |spot| spot.text.as_str())
        };
        read.insert("names".to_owned(), list(rows.iter().map(name_at)));
        if is_cut {
            read.insert("boxes".to_owned(), 1.into());
            read.insert("box-label".to_owned(), boxes.as_str().into());
        } else {
            read.insert("labels".to_owned(), list(labels.iter().map(String::as_str)));
        }
        Ok(read)
    }

    pub(crate) fn title(&self) -> String {
        format!("{} bars to compare", self.values.len())
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("{}, with their left edges in line.", self.title())];
        for (i, value) in self.values.iter().enumerate() {
            let name = match self.names[i].as_str() {
                "" => format!("The {} bar", words::ordinal(n(i) + 1)),
                name => format!("The bar for {name}"),
            };
            let boxes = self.boxes.as_ref().and_then(|size| value.checked_div(size)?.to_i64());
            said.push(match boxes {
                Some(boxes) => format!(
                    "{name} is {}.",
                    words::count(boxes, "equal box").replace("boxs", "boxes")
                ),
                None => format!("{name} is {}.", words::shown(&self.labels[i])),
            });
        }
        if !self.box_label.is_empty() {
            said.push(format!("Each box is {}.", words::shown(&self.box_label)));
        }
        if !self.difference.is_empty() {
            said.push(format!("The difference is {}.", words::shown(&self.difference)));
        }
        if !self.total.is_empty() {
            said.push(format!("Together they are {}.", words::shown(&self.total)));
        }
        said.join(" ")
    }
}
