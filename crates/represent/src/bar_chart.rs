//! The bar chart: equal bars with gaps, an axis from nought in equal steps, light gridlines.

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::{Label, UNKNOWN};
use crate::length::{Hundredths, part, px, share};
use crate::words;

/// A bar chart of one count for each category.
#[derive(Debug, Clone, PartialEq)]
pub struct BarChart {
    pub(crate) bars: Vec<(String, Number)>,
    pub(crate) step: Number,
    pub(crate) n_steps: i64,
    pub(crate) axis_label: String,
    pub(crate) category_label: String,
    pub(crate) heading: String,
    pub(crate) unknown: Option<usize>, // The bar that is not drawn.
}

const MAX_BARS: usize = 8;
const MAX_STEPS: i64 = 12;
const LEFT: Hundredths = px(84);
const LENGTH: Hundredths = px(460);
const PAGE: Hundredths = px(560);

impl BarChart {
    pub(crate) const SPEC: KindSpec = kind! {
        "bar-chart": "A bar for each category, against an axis from 0.";
        "categories" ("needed") "a list of 1 to 8 names";
        "values" ("needed") "a list of numbers, 0 or more, one for each category";
        "step" ("1, 2, 5, 10, 20 and so on, for at most 10 steps") "the step of the axis, at most 12 of them";
        "axis-label" ("none") "what the numbers count";
        "category-label" ("none") "what the categories are";
        "title" ("none") "a heading over the chart";
        "unknown" ("none") "the category whose bar is a blank box";
        example r#"categories = ["Apples", "Pears", "Plums", "Grapes"], values = [6, 9, 0, 4], step = 2, axis-label = "Number of pupils", category-label = "Fruit", title = "Favourite fruit""#;
        example r#"categories = ["Mon", "Tue", "Wed", "Thu", "Fri"], values = [15, 20, 35, 5, 28], step = 5, axis-label = "Books read", unknown = "Thu""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let names = fields.labels("categories")?.unwrap_or_default();
        if !(1..=MAX_BARS).contains(&names.len()) || names.iter().any(String::is_empty) {
            return Err(fields.wrong("categories", format!("a list of 1 to {MAX_BARS} names")));
        }
        if (1..names.len()).any(|i| names[..i].contains(&names[i])) {
            return Err(fields.wrong("categories", "different names"));
        }
        let values = fields.numbers("values")?.unwrap_or_default();
        if values.len() != names.len() || values.iter().any(|value| *value < Number::ZERO) {
            return Err(fields.wrong(
                "values",
                format!("a list of {} numbers, each 0 or more, one for each category", names.len()),
            ));
        }
        let most = values.iter().max().cloned().unwrap_or(Number::ONE);
        let step = Self::read_step(fields, &most)?;
        let is_readable = |value: &Number| {
            value.checked_div(&step).is_some_and(|steps| steps.denominator() <= 25.into())
        };
        if !values.iter().all(is_readable) {
            return Err(fields.wrong(
                "values",
                format!("numbers that can be read from an axis in steps of {step}"),
            ));
        }
        let n_steps = steps(&most, &step).max(1);
        let unknown = Self::read_unknown(fields, &names)?;
        let chart = Self {
            bars: names.into_iter().zip(values).collect(),
            step,
            n_steps,
            axis_label: fields.label("axis-label")?.unwrap_or_default(),
            category_label: fields.label("category-label")?.unwrap_or_default(),
            heading: fields.label("title")?.unwrap_or_default(),
            unknown,
        };
        chart.check_room(fields)?;
        Ok(chart)
    }

    fn read_step(fields: &Reader, most: &Number) -> Result<Number, BuildError> {
        match fields.number("step")? {
            Some(step) if step > Number::ZERO && steps(most, &step) <= MAX_STEPS => Ok(step),
            Some(_) => Err(fields.wrong(
                "step",
                format!("a number above 0 with at most {MAX_STEPS} steps up to {most}"),
            )),
            None => Ok(usual_step(most)),
        }
    }

    fn read_unknown(fields: &Reader, names: &[String]) -> Result<Option<usize>, BuildError> {
        let Some(label) = fields.label("unknown")?.filter(|label| !label.is_empty()) else {
            return Ok(None);
        };
        let found = names.iter().position(|name| *name == label);
        found
            .map(Some)
            .ok_or_else(|| fields.wrong("unknown", format!("one of {}", names.join(", "))))
    }

    fn check_room(&self, fields: &Reader) -> Result<(), BuildError> {
        if self.name_size().is_none() {
            return Err(
                fields.wrong("categories", "fewer or shorter names, so that they do not touch")
            );
        }
        let widest = (0..=self.n_steps)
            .map(|i| Label::read(&self.scale_text(i)).width(LABEL))
            .max()
            .unwrap_or(0);
        if widest > LEFT - px(20) {
            return Err(fields.wrong("step", "a step whose labels are at most 5 digits long"));
        }
        let labels = [
            (&self.heading, "title"),
            (&self.axis_label, "axis-label"),
            (&self.category_label, "category-label"),
        ];
        for (label, field) in labels {
            if Label::read(label).width(LABEL) > LENGTH {
                return Err(fields.wrong(field, "a label no longer than the chart"));
            }
        }
        // Two stacked fractions one above the other need room.
        if (0..=self.n_steps).any(|i| Label::read(&self.scale_text(i)).height(LABEL) > self.pitch())
        {
            return Err(
                fields.wrong("step", "a larger step, so that the labels on the axis do not touch")
            );
        }
        Ok(())
    }

    fn pitch(&self) -> Hundredths {
        if self.n_steps <= 6 { px(40) } else { px(24) }
    }

    fn scale_text(&self, i: i64) -> String {
        let value = &self.step * &Number::from(i);
        // As many decimal places as the step has, or a mixed number.
        value.to_decimal().filter(|text| text.len() <= 5).unwrap_or_else(|| value.to_mixed())
    }

    fn name_size(&self) -> Option<Hundredths> {
        let room = LENGTH / i64::try_from(self.bars.len()).unwrap_or(1) - px(8);
        let sizes = self.bars.iter().map(|(name, _)| Label::read(name).size_within(room));
        sizes.collect::<Option<Vec<_>>>()?.into_iter().min()
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let (heading, axis) = (Label::read(&self.heading), Label::read(&self.axis_label));
        let room =
            |label: &Label, gap| if label.is_empty() { 0 } else { label.height(LABEL) + gap };
        let heading_room = room(&heading, px(16));
        let top = px(16) + heading_room + room(&axis, px(12));
        let tall = self.pitch() * self.n_steps;
        let base = top + tall;
        let names = self
            .bars
            .iter()
            .map(|(name, _)| Label::read(name).height(LABEL))
            .max()
            .unwrap_or(LABEL);
        let category = Label::read(&self.category_label);
        let below = px(20) + names + room(&category, px(12));
        let mut canvas = Canvas::new(PAGE, base + below);
        heading.draw(
            &mut canvas,
            "d-heading",
            (PAGE / 2, px(8) + heading.height(LABEL) / 2),
            LABEL,
        );
        axis.draw_from(
            &mut canvas,
            "d-axis-label",
            (px(16), px(6) + heading_room + axis.height(LABEL) / 2),
            LABEL,
        );
        for i in 0..=self.n_steps {
            let y = base - self.pitch() * i;
            if i > 0 {
                canvas.line("d-grid", (LEFT, y), (LEFT + LENGTH, y), Line::Grid);
            }
            canvas.line("d-tick", (LEFT - px(6), y), (LEFT, y), Line::Ink);
            let label = Label::read(&self.scale_text(i));
            label.draw(
                &mut canvas,
                "d-scale-label",
                (LEFT - px(12) - label.width(LABEL) / 2, y),
                LABEL,
            );
        }
        self.draw_bars(&mut canvas, base, names);
        canvas.line("d-axis", (LEFT, top - px(8)), (LEFT, base), Line::Ink);
        canvas.line("d-axis", (LEFT, base), (LEFT + LENGTH, base), Line::Ink);
        let category_middle =
            (LEFT + LENGTH / 2, base + px(20) + names + category.height(LABEL) / 2);
        category.draw(&mut canvas, "d-category-label", category_middle, LABEL);
        canvas
    }

    fn draw_bars(&self, canvas: &mut Canvas, base: Hundredths, names: Hundredths) {
        let n = i64::try_from(self.bars.len()).unwrap_or(1);
        // A bar is as wide as the gaps on both sides of it together.
        let width = (LENGTH / n / 2).min(px(72)) / 100 * 100;
        let size = self.name_size().unwrap_or(LABEL);
        for ((i, (name, value)), place) in self.bars.iter().enumerate().zip(0..) {
            let middle = LEFT + part(LENGTH, 2 * place + 1, 2 * n);
            let steps = value.checked_div(&self.step).expect("a step is above 0");
            let height = share(self.pitch(), &steps);
            if self.unknown == Some(i) {
                let box_middle = (middle, base - px(28));
                Label::read(UNKNOWN).draw(canvas, "d-unknown-bar", box_middle, LABEL);
            } else if height > 0 {
                // Gridlines stop at a bar.
                canvas.rect(
                    "d-plate",
                    (middle - width / 2, base - height),
                    (width, height),
                    0,
                    Fill::Paper,
                    Line::None,
                );
                canvas.rect(
                    "d-bar",
                    (middle - width / 2, base - height),
                    (width, height),
                    0,
                    Fill::Shaded,
                    Line::Ink,
                );
            } else {
                // Nothing is drawn for nought, so that nought is not seen as a little.
                canvas.rect(
                    "d-bar",
                    (middle - width / 2, base),
                    (width, 0),
                    0,
                    Fill::Shaded,
                    Line::None,
                );
            }
            Label::read(name).draw(canvas, "d-name", (middle, base + px(10) + names / 2), size);
        }
    }

    pub(crate) fn title(&self) -> String {
        match self.heading.as_str() {
            "" => "A bar chart".to_owned(),
            heading => format!("A bar chart: {heading}"),
        }
    }

    pub(crate) fn description(&self) -> String {
        let most = &self.step * &Number::from(self.n_steps);
        let mut said = vec![format!("{}.", self.title())];
        let axis = if self.axis_label.is_empty() {
            "The axis".to_owned()
        } else {
            format!("The axis, {},", self.axis_label)
        };
        said.push(format!(
            "{axis} goes from 0 to {} in steps of {}.",
            words::spoken(&most),
            words::spoken(&self.step)
        ));
        for (i, (name, value)) in self.bars.iter().enumerate() {
            said.push(match self.unknown == Some(i) {
                true => format!("{name}: not known."),
                false => format!("{name}: {}.", words::spoken(value)),
            });
        }
        said.join(" ")
    }
}

fn steps(most: &Number, step: &Number) -> i64 {
    let exact = most.checked_div(step).unwrap_or(Number::ZERO);
    let whole = exact.floor();
    whole.to_i64().map_or(i64::MAX, |n| if whole == exact { n } else { n.saturating_add(1) })
}

// The first of 1, 2, 5, 10, 20, 50 and so on that needs at most ten steps.
fn usual_step(most: &Number) -> Number {
    let mut unit = 1_i64;
    loop {
        for step in [unit, 2 * unit, 5 * unit] {
            if steps(most, &step.into()) <= 10 {
                return step.into();
            }
        }
        unit *= 10;
    }
}
