//! The function machine: input, operations in order, output; the inverse runs back with inverse operations.

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Fields, Reader, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::Label;
use crate::length::{Hundredths, px};
use crate::marks::{arrow, n, widest, width, write};
use crate::read_back::ReadBackError;
use crate::read_back::recover::{fields, list, text, texts};
use crate::read_back::tags::Element;
use crate::words;

/// A chain of operations from an input to an output.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionMachine {
    input: String,
    steps: Vec<String>,
    output: String,
    has_inverse: bool,
}

const EDGE: Hundredths = px(12);
const TALL: Hundredths = px(56);
const ARROW: Hundredths = px(36);

impl FunctionMachine {
    pub(crate) const SPEC: KindSpec = kind! {
        "function-machine": "A machine that does operations in order, and its inverse under it if asked for.";
        "input" ("`\"?\"`") "the label that goes in";
        "steps" ("needed") "a list of 1 to 4 operations such as `\"× 3\"` or `\"+ 2\"`; `\"?\"` is a blank box";
        "output" ("`\"?\"`") "the label that comes out";
        "inverse" ("false") "whether the inverse machine stands underneath";
        example r#"input = 5, steps = ["× 3", "+ 2"], output = "?""#;
        example r#"input = "?", steps = ["× 4", "− 3"], output = 17, inverse = true"#;
        example r#"input = "x", steps = ["?"], output = "2x""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let label = |field| {
            let label = fields.label(field)?.filter(|label| !label.is_empty());
            Ok::<String, BuildError>(label.unwrap_or_else(|| "?".to_owned()))
        };
        let steps: Vec<String> =
            fields.labels("steps")?.unwrap_or_default().iter().map(|step| spaced(step)).collect();
        if !(1..=4).contains(&steps.len()) || steps.iter().any(String::is_empty) {
            return Err(
                fields.wrong("steps", "a list of 1 to 4 operations such as \"× 3\" or \"+ 2\"")
            );
        }
        let machine = Self {
            input: label("input")?,
            output: label("output")?,
            has_inverse: fields.flag("inverse", false)?,
            steps,
        };
        if machine.has_inverse && machine.steps.iter().any(|step| inverse(step).is_none()) {
            return Err(
                fields.wrong("steps", "operations with an inverse: +, −, × or ÷ and a number")
            );
        }
        let number = |label: &String| number_in(&label.as_str().into());
        if let (Some(input), Some(output)) = (number(&machine.input), number(&machine.output)) {
            let result = machine.steps.iter().try_fold(input, |value, step| apply(step, &value));
            if let Some(result) = result.filter(|result| *result != output) {
                return Err(fields.wrong("output", format!("{result}, which is what comes out")));
            }
        }
        match machine.width() <= px(576) {
            true => Ok(machine),
            false => Err(fields.wrong("steps", "fewer or shorter operations, so that they fit")),
        }
    }

    fn step_width(&self) -> Hundredths {
        (widest(self.steps.iter().map(String::as_str)) + px(28)).max(px(72))
    }

    fn end_width(&self) -> Hundredths {
        width(&self.input).max(width(&self.output)).max(px(24))
    }

    fn width(&self) -> Hundredths {
        let steps = n(self.steps.len());
        2 * EDGE + 2 * self.end_width() + steps * self.step_width() + (steps + 1) * (ARROW + px(12))
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let tall = self
            .steps
            .iter()
            .chain([&self.input, &self.output])
            .map(|label| Label::read(label).height(LABEL))
            .max()
            .unwrap_or(LABEL);
        let row = TALL.max(tall + px(20));
        let gap = px(28);
        let rows = if self.has_inverse { 2 } else { 1 };
        let mut canvas = Canvas::new(self.width(), 2 * EDGE + rows * row + (rows - 1) * gap);
        self.draw_row(&mut canvas, EDGE + row / 2, row, false);
        if self.has_inverse {
            self.draw_row(&mut canvas, EDGE + row + gap + row / 2, row, true);
        }
        canvas
    }

    // One machine, from left to right; the inverse from right to left.
    fn draw_row(&self, canvas: &mut Canvas, y: Hundredths, row: Hundredths, is_inverse: bool) {
        let (end, step) = (self.end_width(), self.step_width());
        let point = |canvas: &mut Canvas, left: Hundredths| {
            let (from, to) = ((left + px(6), y), (left + px(6) + ARROW, y));
            let (from, to) = if is_inverse { (to, from) } else { (from, to) };
            arrow(canvas, "d-way", from, to);
        };
        write(
            canvas,
            if is_inverse { "d-inverse-input" } else { "d-input" },
            &self.input,
            (EDGE + end / 2, y),
        );
        let mut left = EDGE + end;
        for label in &self.steps {
            point(canvas, left);
            left += ARROW + px(12);
            canvas.rect(
                "d-machine",
                (left, y - row / 2),
                (step, row),
                px(8),
                Fill::Tint,
                Line::Ink,
            );
            let (role, label) = match is_inverse {
                true => ("d-inverse-step", inverse(label).unwrap_or_default()),
                false => ("d-step", label.clone()),
            };
            write(canvas, role, &label, (left + step / 2, y));
            left += step;
        }
        point(canvas, left);
        let role = if is_inverse { "d-inverse-output" } else { "d-output" };
        write(canvas, role, &self.output, (left + ARROW + px(12) + end / 2, y));
    }

    pub(crate) fn read_back(svg: &Element) -> Result<Fields, ReadBackError> {
        Ok(fields([
            ("input", text(svg, "d-input")?.as_str().into()),
            ("steps", list(texts(svg, "d-step")?.iter().map(String::as_str))),
            ("output", text(svg, "d-output")?.as_str().into()),
            ("inverse", (!texts(svg, "d-inverse-step")?.is_empty()).into()),
        ]))
    }

    pub(crate) fn title(&self) -> String {
        format!("A function machine with {}", words::count(n(self.steps.len()), "step"))
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!(
            "{}. In goes {}. The steps are {}. Out comes {}.",
            self.title(),
            words::shown(&self.input),
            words::shown_list(&self.steps),
            words::shown(&self.output)
        )];
        if self.has_inverse {
            let back: Vec<String> =
                self.steps.iter().rev().filter_map(|step| inverse(step)).collect();
            said.push(format!("Underneath, the inverse runs back: {}.", words::shown_list(&back)));
        }
        said.join(" ")
    }
}

fn parts(step: &str) -> Option<(char, &str)> {
    let sign = step.chars().next()?;
    Some((sign, step[sign.len_utf8()..].trim()))
}

// `-3` and `− 3` are one operation.
fn spaced(step: &str) -> String {
    let step = step.replace('-', "−");
    match parts(&step) {
        Some((sign @ ('+' | '−' | '×' | '÷'), rest)) => format!("{sign} {rest}"),
        _ => step,
    }
}

// The operation that undoes one; a blank is undone by a blank.
fn inverse(step: &str) -> Option<String> {
    let (sign, rest) = parts(step)?;
    let back = match sign {
        '+' => '−',
        '−' => '+',
        '×' => '÷',
        '÷' => '×',
        '?' => return Some("?".to_owned()),
        _ => return None,
    };
    Some(format!("{back} {rest}"))
}

fn apply(step: &str, value: &Number) -> Option<Number> {
    let (sign, rest) = parts(step)?;
    let by = number_in(&rest.into())?;
    match sign {
        '+' => Some(value + &by),
        '−' => Some(value - &by),
        '×' => Some(value * &by),
        '÷' => value.checked_div(&by),
        _ => None,
    }
}
