//! Box plots: least, lower quartile, median, upper quartile and greatest, to scale over one axis.

use maths::Number;

use crate::axes::Axis;
use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader, items, number_in};
use crate::histogram::across;
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, px, share};
use crate::marks::{n, widest};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{Scale, fields, frames, lines, list, spots, text, unlike};
use crate::read_back::tags::Element;
use crate::words;

/// One to four box plots over one axis.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxPlot {
    plots: Vec<Vec<Number>>, // Five numbers each, none less than the one before.
    names: Vec<String>,
    axis: Axis,
    axis_label: String,
}

const EDGE: Hundredths = px(20);
const ROW: Hundredths = px(64);
const TALL: Hundredths = px(40);

impl BoxPlot {
    pub(crate) const SPEC: KindSpec = kind! {
        "box-plot": "One to four box plots over one axis, to scale.";
        "plots" ("needed") "a list of 1 to 4 plots, each `[least, lower quartile, median, upper quartile, greatest]`";
        "names" ("none") "a list of names, one for each plot";
        "x-step" ("a step that fits") "the step of the axis";
        "x-label" ("none") "what is measured";
        example r#"plots = [[12, 20, 26, 34, 48], [8, 18, 30, 36, 44]], names = ["boys", "girls"], x-label = "Time (minutes)""#;
        example r#"plots = [[3, 5, 6, 9, 12]], x-step = 1"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let expected = "a list of 1 to 4 plots, each five numbers going up: least, lower quartile, median, upper quartile, greatest";
        let written = fields.get("plots").ok_or_else(|| fields.wrong("plots", expected))?;
        let all = match items(written).first().and_then(number_in) {
            Some(_) => vec![written],
            None => items(written).iter().collect(),
        };
        let plot = |item: &crate::field::Field| {
            let five = items(item).iter().map(number_in).collect::<Option<Vec<Number>>>()?;
            let goes_up =
                five.windows(2).all(|pair| pair[0] <= pair[1]) && five.first() < five.last();
            let is_small = five.iter().all(|one| one.abs() <= Number::from(100_000));
            (five.len() == 5 && goes_up && is_small).then_some(five)
        };
        let plots: Option<Vec<Vec<Number>>> = all.into_iter().map(plot).collect();
        let Some(plots) = plots.filter(|plots| (1..=4).contains(&plots.len())) else {
            return Err(fields.wrong("plots", expected));
        };
        let least = plots.iter().map(|plot| plot[0].clone()).min().unwrap_or(Number::ZERO);
        let most = plots.iter().map(|plot| plot[4].clone()).max().unwrap_or(Number::ONE);
        let axis = across(fields, &[least, most])?;
        if !plots.iter().flatten().all(|number| axis.is_readable(number)) {
            return Err(fields.wrong("plots", "numbers that can be read from the axis"));
        }
        let plots = Self {
            names: fields.labels_for("names", plots.len(), || vec![String::new(); plots.len()])?,
            axis_label: fields.label("x-label")?.unwrap_or_default(),
            axis,
            plots,
        };
        if widest(plots.names.iter().map(String::as_str)) > px(140) {
            return Err(fields.wrong("names", "shorter names"));
        }
        match Label::read(&plots.axis_label).width(LABEL) > px(360) {
            true => Err(fields.wrong("x-label", "a shorter label")),
            false => Ok(plots),
        }
    }

    fn left(&self) -> Hundredths {
        let names = widest(self.names.iter().map(String::as_str));
        EDGE + if names > 0 { names + px(20) } else { px(12) }
    }

    fn x(&self, number: &Number) -> Hundredths {
        let span = &self.axis.to - &self.axis.from;
        let along = (number - &self.axis.from).checked_div(&span).unwrap_or(Number::ZERO);
        self.left() + share(px(556) - px(32) - self.left(), &along)
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let bottom = EDGE + n(self.plots.len()) * ROW + px(8);
        let name = if self.axis_label.is_empty() { 0 } else { px(32) };
        let mut canvas = Canvas::new(px(560), bottom + px(44) + name);
        for i in 0..=self.axis.n_steps() {
            let x = self.x(&self.axis.tick(i));
            canvas.line("d-grid", (x, EDGE), (x, bottom), Line::Grid);
            canvas.line("d-tick", (x, bottom), (x, bottom + px(8)), Line::Ink);
        }
        let ends = (self.x(&self.axis.from), self.x(&self.axis.to));
        canvas.line("d-axis", (ends.0, bottom), (ends.1, bottom), Line::Ink);
        let pitch = (ends.1 - ends.0) / self.axis.n_steps();
        let widest = (0..=self.axis.n_steps())
            .map(|i| Label::read(&self.axis.label(i)).width(px(17)))
            .max()
            .unwrap_or(0);
        let every = [1, 2, 5, 10].into_iter().find(|n| n * pitch >= widest + px(8)).unwrap_or(20);
        for i in (0..=self.axis.n_steps()).filter(|i| i % every == 0) {
            let at = (self.x(&self.axis.tick(i)), bottom + px(20));
            Label::read(&self.axis.label(i)).draw(&mut canvas, "d-tick-label", at, px(17));
        }
        let middle = ((ends.0 + ends.1) / 2, bottom + px(48));
        Label::read(&self.axis_label).draw(&mut canvas, "d-x-name", middle, LABEL);
        for (i, plot) in self.plots.iter().enumerate() {
            let y = EDGE + n(i) * ROW + ROW / 2;
            Label::read(&self.names[i]).draw_from(&mut canvas, "d-name", (EDGE, y), LABEL);
            let [least, lower, median, upper, most] = [0, 1, 2, 3, 4].map(|k| self.x(&plot[k]));
            canvas.line("d-whisker", (least, y), (lower, y), Line::Ink);
            canvas.line("d-whisker", (upper, y), (most, y), Line::Ink);
            for x in [least, most] {
                canvas.line("d-end", (x, y - TALL / 4), (x, y + TALL / 4), Line::Ink);
            }
            let fill = if i % 2 == 0 { Fill::Shaded } else { Fill::ShadedB };
            canvas.rect(
                "d-box-part",
                (lower, y - TALL / 2),
                (upper - lower, TALL),
                0,
                fill,
                Line::Ink,
            );
            canvas.line("d-median", (median, y - TALL / 2), (median, y + TALL / 2), Line::Ink);
        }
        canvas
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        let ticks = svg
            .with_class("d-tick")
            .map(|tick| tick.length("x1"))
            .collect::<Result<Vec<f64>, _>>()?;
        let labels: Vec<(f64, String)> =
            spots(svg, "d-tick-label")?.into_iter().map(|spot| (spot.x, spot.text)).collect();
        let scale = Scale::on_ticks(&labels, &ticks)?;
        let (boxes, medians, ends) =
            (frames(svg, "d-box-part")?, lines(svg, "d-median")?, lines(svg, "d-end")?);
        let names = spots(svg, "d-name")?;
        if medians.len() != boxes.len() || ends.len() != 2 * boxes.len() {
            return unlike("a box plot has a median and two ends");
        }
        let (mut plots, mut named) = (Vec::new(), Vec::new());
        for (i, part) in boxes.iter().enumerate() {
            let places = [
                ends[2 * i][0].0,
                part.x,
                medians[i][0].0,
                part.x + part.width,
                ends[2 * i + 1][0].0,
            ];
            let five =
                places.into_iter().map(|x| scale.number(x)).collect::<Result<Vec<_>, _>>()?;
            plots.push(list(five));
            let name = names.iter().find(|name| (name.y - part.middle().1).abs() < 4.0);
            named.push(name.map_or("", |name| name.text.as_str()));
        }
        Ok(fields([
            ("plots", list(plots)),
            ("names", list(named)),
            ("x-step", scale.step.clone().into()),
            ("x-label", text(svg, "d-x-name")?.as_str().into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        match self.plots.len() {
            1 => "A box plot".to_owned(),
            plots => format!("{plots} box plots on one axis"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("{}.", self.title())];
        for (plot, name) in self.plots.iter().zip(&self.names) {
            let start = if name.is_empty() {
                String::new()
            } else {
                format!("{}: ", words::sentence(name))
            };
            let [least, lower, median, upper, most] =
                [0, 1, 2, 3, 4].map(|i| words::spoken(&plot[i]));
            let rest = format!(
                "least {least}, lower quartile {lower}, median {median}, upper quartile {upper}, greatest {most}."
            );
            said.push(if start.is_empty() { words::sentence(&rest) } else { start + &rest });
        }
        said.join(" ")
    }
}
