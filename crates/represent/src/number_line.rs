//! The number line: equal intervals, labels at the ticks, marks on it and one that asks.
//!
//! Every tick and mark is at its exact share of the line. Labels that would touch are refused,
//! not squeezed out. Start at [`NumberLine`].

use maths::Number;

use crate::canvas::{Canvas, Fill, LABEL, Line};
use crate::field::{BuildError, Reader, items, label_in, number_in};
use crate::kinds::{KindSpec, kind};
use crate::label::{Label, UNKNOWN};
use crate::length::{Hundredths, part, px, share, text};
use crate::words;

/// A number line from one number to another.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberLine {
    pub(crate) from: Number,
    pub(crate) to: Number,
    pub(crate) n_intervals: i64,
    pub(crate) marks: Vec<Mark>, // In order along the line.
    pub(crate) labels: Labels,
    pub(crate) form: NumberForm,
    pub(crate) has_arrow: bool,
    pub(crate) ask: Option<Number>,
}

/// A point on the line with its label.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) at: Number,
    pub(crate) label: String,
}

/// Which ticks are labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// The two ends, and nought where it has a tick.
    Ends,
    /// Every whole number.
    Wholes,
    /// Every tick.
    All,
    /// No tick.
    None,
}

/// How a tick between whole numbers is labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberForm {
    /// As counted: `2/4`, `1 2/4`.
    Mixed,
    /// As counted: `2/4`, `6/4`.
    Improper,
    /// In lowest terms: `1/2`, `1 1/2`.
    Simplest,
    /// `0.5`, `1.5`.
    Decimal,
}

// Our choice: closer ticks cannot be counted.
const MAX_INTERVALS: i64 = 60;
const LEFT: Hundredths = px(48);
const LENGTH: Hundredths = px(464);
const PAGE: Hundredths = px(560);
const BEYOND: Hundredths = px(32);
const DOT: Hundredths = px(7);

/// The power of ten in which places on a line of this length are read: 1 up to a length of 1,000, then 10 and so on.
pub(crate) fn reading_unit(span: &Number) -> Number {
    let mut unit = 1_i64;
    while Number::from(unit * 1_000) <= *span {
        unit *= 10;
    }
    unit.into()
}

// Two places are told apart when the simpler one is not within 1/50 px of the other.
fn is_told_apart(at: &Number, span: &Number) -> bool {
    let unit = reading_unit(span);
    let (Some(at), Some(span)) = (at.checked_div(&unit), span.checked_div(&unit)) else {
        return false;
    };
    let bottom = Number::from(at.denominator());
    &(&bottom * &bottom) * &span <= Number::from(10_000)
}

impl NumberLine {
    pub(crate) const SPEC: KindSpec = kind! {
        "number-line": "A line with numbers at equal intervals, marks on it and one that asks.";
        "from" ("0") "the number at the left end";
        "to" ("1") "the number at the right end";
        "parts" ("one for each 1, or 1") "how many equal intervals on the whole line, 1 to 60";
        "per" ("none") "how many equal intervals in each 1; instead of `parts`";
        "marks" ("none") "a list of numbers drawn as points";
        "mark-labels" ("the numbers in `marks` as written") "a list of labels for the points; `\"\"` for none";
        "labels" ("\"ends\"") "`\"ends\"`, `\"wholes\"`, `\"all\"` or `\"none\"`: which ticks are labelled";
        "form" ("\"mixed\"") "`\"mixed\"`, `\"improper\"`, `\"simplest\"` or `\"decimal\"`: how ticks between whole numbers are labelled";
        "arrow" ("true") "whether the line goes on past its ends; not to the left of 0";
        "ask" ("none") "the number that a blank box points to";
        example r#"per = 4, labels = "all", marks = ["3/4"]"#;
        example r#"to = 2, per = 4, labels = "wholes", ask = "5/4""#;
        example r#"to = 2, per = 5, labels = "all", form = "improper", marks = ["3/5", "1 2/5"]"#;
        example r#"from = -5, to = 5, labels = "all", marks = [-2, 3], mark-labels = ["A", "B"]"#;
        example r#"to = 1000, parts = 10, marks = [340, 430, 720], ask = 900"#;
        example r#"to = 1, parts = 10, labels = "all", form = "decimal", ask = "0.7""#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let from = fields.number("from")?.unwrap_or(Number::ZERO);
        let to = fields.number("to")?.unwrap_or(Number::ONE);
        if to <= from {
            return Err(fields.wrong("to", format!("a number above `from`, which is {from}")));
        }
        let labels = [
            ("ends", Labels::Ends),
            ("wholes", Labels::Wholes),
            ("all", Labels::All),
            ("none", Labels::None),
        ];
        let forms = [
            ("mixed", NumberForm::Mixed),
            ("improper", NumberForm::Improper),
            ("simplest", NumberForm::Simplest),
            ("decimal", NumberForm::Decimal),
        ];
        let mut line = Self {
            n_intervals: Self::read_intervals(fields, &from, &to)?,
            marks: Vec::new(),
            labels: fields.choice("labels", &labels, Some(Labels::Ends))?,
            form: fields.choice("form", &forms, Some(NumberForm::Mixed))?,
            has_arrow: fields.flag("arrow", true)?,
            ask: fields.number("ask")?,
            from,
            to,
        };
        if line.ask.as_ref().is_some_and(|ask| !line.holds(ask)) {
            return Err(fields.wrong("ask", format!("a number from {} to {}", line.from, line.to)));
        }
        line.marks = line.read_marks(fields)?;
        line.check_room(fields)?;
        Ok(line)
    }

    fn read_intervals(fields: &Reader, from: &Number, to: &Number) -> Result<i64, BuildError> {
        let span = to - from;
        let few = |field, per: &str| {
            Err(fields.wrong(
                field,
                format!(
                    "a whole number of equal intervals{per}, at most {MAX_INTERVALS} on the line"
                ),
            ))
        };
        let parts = fields.whole("parts", 1, MAX_INTERVALS)?;
        let per = fields.whole("per", 1, MAX_INTERVALS)?;
        let (field, n) = match (parts, per) {
            (Some(_), Some(_)) => {
                return Err(fields.wrong("per", "either `parts` or `per`, not both"));
            }
            (Some(parts), None) => ("parts", Number::from(parts)),
            (None, Some(per)) => ("per", &span * &Number::from(per)),
            (None, None) => ("parts", if span.is_whole() { span.clone() } else { Number::ONE }),
        };
        let Some(n) = n.to_i64().filter(|n| *n <= MAX_INTERVALS) else {
            return if field == "per" { few("per", " in each 1") } else { few("parts", "") };
        };
        let step = span.checked_div(&n.into()).unwrap_or(Number::ONE);
        let finest = Number::from(common_denominator(from, &step));
        match finest.checked_div(&(&finest * &finest)) {
            Some(unit) if is_told_apart(&unit, &span) || is_told_apart(&(from + &step), &span) => {
                Ok(n)
            }
            _ if fields.is_written(field) => few(field, ""),
            _ => Err(fields.wrong("to", "a number such that the ticks can be told apart")),
        }
    }

    fn read_marks(&self, fields: &Reader) -> Result<Vec<Mark>, BuildError> {
        let Some(written) = fields.get("marks") else { return Ok(Vec::new()) };
        let numbers = fields.numbers("marks")?.unwrap_or_default();
        let fits = |at: &Number| self.holds(at) && is_told_apart(at, &(&self.to - &self.from));
        if numbers.len() > 12 || !numbers.iter().all(fits) {
            let expected = format!(
                "at most 12 numbers from {} to {}, far enough apart to be seen",
                self.from, self.to
            );
            return Err(fields.wrong("marks", expected));
        }
        let labels = match fields.labels("mark-labels")? {
            None if fields.is_written("mark-labels") => vec![String::new(); numbers.len()],
            None => items(written).iter().filter_map(label_in).collect(),
            Some(labels) if labels.len() == numbers.len() => labels,
            Some(_) => {
                return Err(
                    fields.wrong("mark-labels", format!("a list of {} labels", numbers.len()))
                );
            }
        };
        let mut marks: Vec<Mark> =
            numbers.into_iter().zip(labels).map(|(at, label)| Mark { at, label }).collect();
        marks.sort_by(|a, b| a.at.cmp(&b.at));
        match marks.windows(2).any(|pair| pair[0].at == pair[1].at) {
            true => Err(fields.wrong("marks", "different numbers")),
            false => Ok(marks),
        }
    }

    fn check_room(&self, fields: &Reader) -> Result<(), BuildError> {
        let ticks = self.tick_labels();
        if ticks.is_none() {
            return Err(
                fields.wrong("form", "\"mixed\", because these ticks have no exact decimals")
            );
        }
        if self.tick_size().is_none() {
            return Err(fields.wrong(
                "labels",
                "\"ends\" or \"none\", because labels at these ticks would touch",
            ));
        }
        if self.labels != Labels::None && ticks.is_some_and(|ticks| ticks.len() < 2) {
            let expected = "a number that leaves two ticks labelled, or more labels";
            return Err(fields.wrong(if self.ask.is_some() { "ask" } else { "labels" }, expected));
        }
        match self.placed() {
            None if self.marks.is_empty() => {
                Err(fields.wrong("ask", "a number away from the ends"))
            }
            None => Err(fields.wrong("marks", "numbers far enough apart for their labels")),
            Some(_) => Ok(()),
        }
    }

    fn holds(&self, at: &Number) -> bool {
        *at >= self.from && *at <= self.to
    }

    fn x(&self, at: &Number) -> Hundredths {
        let along =
            (at - &self.from).checked_div(&(&self.to - &self.from)).expect("`to` is above `from`");
        LEFT + share(LENGTH, &along)
    }

    fn tick(&self, i: i64) -> Number {
        let along = Number::try_ratio(i, self.n_intervals).expect("at least one interval");
        &self.from + &(&along * &(&self.to - &self.from))
    }

    fn step(&self) -> Number {
        &self.tick(1) - &self.from
    }

    /// Each labelled tick with its label, in order; `None` when a decimal would go on for ever.
    fn tick_labels(&self) -> Option<Vec<(Number, String)>> {
        let is_labelled = |i: i64, at: &Number| match self.labels {
            Labels::None => false,
            Labels::All => true,
            Labels::Wholes => at.is_whole(),
            Labels::Ends => i == 0 || i == self.n_intervals || at.is_zero(),
        };
        (0..=self.n_intervals)
            .map(|i| (i, self.tick(i)))
            .filter(|(i, at)| is_labelled(*i, at) && self.ask.as_ref() != Some(at))
            .map(|(_, at)| Some((at.clone(), self.write(&at)?)))
            .collect()
    }

    fn write(&self, at: &Number) -> Option<String> {
        if at.is_whole() {
            return Some(at.to_string());
        }
        let bottom = common_denominator(&self.from, &self.step());
        let top = (at * &Number::from(bottom)).to_i64()?;
        let sign = if top < 0 { "-" } else { "" };
        let (wholes, rest) = (top.abs() / bottom, top.abs() % bottom);
        match self.form {
            NumberForm::Decimal => at.to_decimal(),
            NumberForm::Simplest => Some(at.to_mixed()),
            NumberForm::Mixed if wholes > 0 => Some(format!("{sign}{wholes} {rest}/{bottom}")),
            NumberForm::Mixed | NumberForm::Improper => {
                Some(format!("{sign}{}/{bottom}", top.abs()))
            }
        }
    }

    // One size for every tick label: the largest at which no two touch and none leaves the page.
    fn tick_size(&self) -> Option<Hundredths> {
        let labels = self.tick_labels()?;
        let labels: Vec<(Hundredths, Label)> =
            labels.iter().map(|(at, text)| (self.x(at), Label::read(text))).collect();
        [px(20), px(17), px(14)].into_iter().find(|size| {
            let half = |label: &Label| label.width(*size) / 2;
            let is_on_page = |(x, label): &(Hundredths, Label)| {
                half(label) <= (*x).min(PAGE - *x) && label.width(*size) <= px(96)
            };
            let is_apart = |pair: &[(Hundredths, Label)]| {
                pair[1].0 - half(&pair[1].1) >= pair[0].0 + half(&pair[0].1) + px(10)
            };
            labels.iter().all(is_on_page) && labels.windows(2).all(is_apart)
        })
    }

    /// The labels above the line: where, what, and how many levels up; `None` when they cannot be kept apart.
    fn placed(&self) -> Option<Vec<Above>> {
        let of_mark = |mark: &Mark| Above {
            x: self.x(&mark.at),
            label: Label::read(&mark.label),
            is_ask: false,
            level: 0,
        };
        let mut above: Vec<Above> = self.marks.iter().map(of_mark).collect();
        above.retain(|one| !one.label.is_empty());
        if let Some(ask) = &self.ask {
            above.push(Above {
                x: self.x(ask),
                label: Label::read(UNKNOWN),
                is_ask: true,
                level: 0,
            });
        }
        above.sort_by_key(|one| one.x);
        for i in 0..above.len() {
            let half = above[i].label.width(LABEL) / 2;
            if half > above[i].x.min(PAGE - above[i].x) {
                return None;
            }
            let is_free = |level: i64| {
                above[..i].iter().all(|other| {
                    let apart = above[i].x - other.x;
                    let reach = other.label.width(LABEL) / 2;
                    // Beside each other at the same level; a leader never runs through a lower label.
                    let (low, high) = (other.level < level, other.level > level);
                    let needed = match (low, high) {
                        (true, _) => reach + px(5),
                        (_, true) => half + px(5),
                        _ => reach + half + px(6),
                    };
                    apart >= needed
                })
            };
            above[i].level = (0..3).find(|level| is_free(*level))?;
        }
        Some(above)
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let above = self.placed().unwrap_or_default();
        let tallest = above.iter().map(|one| one.label.height(LABEL)).max().unwrap_or(0);
        let rise = above
            .iter()
            .map(|one| px(20) + one.level * (tallest + px(8)) + tallest + lift(one))
            .max();
        let axis = px(8) + rise.unwrap_or(px(12));
        let size = self.tick_size().unwrap_or(LABEL);
        let ticks = self.tick_labels().unwrap_or_default();
        let ticks: Vec<(Hundredths, Label)> =
            ticks.iter().map(|(at, text)| (self.x(at), Label::read(text))).collect();
        let below = ticks.iter().map(|(_, label)| label.height(size)).max().unwrap_or(0);
        let mut canvas = Canvas::new(PAGE, axis + px(28) + below);
        self.draw_line(&mut canvas, axis);
        for (x, label) in &ticks {
            // Whole numbers beside stacked fractions share the fractions' middle.
            label.draw(&mut canvas, "d-tick-label", (*x, axis + px(20) + below / 2), size);
        }
        for mark in &self.marks {
            canvas.circle("d-mark", (self.x(&mark.at), axis), DOT, Fill::A, Line::Ink);
        }
        for one in &above {
            let middle = axis
                - px(16)
                - lift(one)
                - one.level * (tallest + px(8))
                - one.label.height(LABEL) / 2;
            let foot = middle + one.label.height(LABEL) / 2 + px(4);
            if one.is_ask {
                arrow_down(&mut canvas, one.x, foot, axis - px(14));
            } else if one.level > 0 {
                canvas.line("d-leader", (one.x, foot), (one.x, axis - DOT - px(4)), Line::Fine);
            }
            let role = if one.is_ask { "d-ask" } else { "d-mark-label" };
            one.label.draw(&mut canvas, role, (one.x, middle), LABEL);
        }
        canvas
    }

    fn draw_line(&self, canvas: &mut Canvas, axis: Hundredths) {
        let goes_left = self.has_arrow && !self.from.is_zero();
        let (left, right) = (
            if goes_left { LEFT - BEYOND } else { LEFT },
            if self.has_arrow { LEFT + LENGTH + BEYOND } else { LEFT + LENGTH },
        );
        canvas.line("d-line", (left, axis), (right, axis), Line::Ink);
        let head = |x: Hundredths, back: Hundredths| {
            let (x, back) = (text(x), text(x + back));
            format!(
                "M {back} {} L {x} {} L {back} {}",
                text(axis - px(6)),
                text(axis),
                text(axis + px(6))
            )
        };
        if self.has_arrow {
            canvas.path("d-arrow", &head(right, -px(9)), Fill::None, Line::Ink);
        }
        if goes_left {
            canvas.path("d-arrow", &head(left, px(9)), Fill::None, Line::Ink);
        }
        for i in 0..=self.n_intervals {
            let x = LEFT + part(LENGTH, i, self.n_intervals);
            let reach = if self.tick(i).is_whole() || i == 0 || i == self.n_intervals {
                px(12)
            } else {
                px(8)
            };
            canvas.line("d-tick", (x, axis - reach), (x, axis + reach), Line::Ink);
        }
    }

    pub(crate) fn title(&self) -> String {
        // An end that is asked for is not told.
        match [&self.from, &self.to].iter().any(|end| self.ask.as_ref() == Some(end)) {
            true => "A number line".to_owned(),
            false => format!(
                "A number line from {} to {}",
                words::spoken(&self.from),
                words::spoken(&self.to)
            ),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![format!("{}.", self.title())];
        if self.n_intervals > 1 {
            said.push(format!("It is cut in {} equal intervals.", self.n_intervals));
        }
        for mark in &self.marks {
            let shown = match mark.label.as_str() {
                "" | UNKNOWN => "A point".to_owned(),
                label if number_in(&label.into()).is_some_and(|number| number == mark.at) => {
                    said.push(format!("A point is marked at {}.", words::label(label)));
                    continue;
                }
                label => format!("The point {label}"),
            };
            said.push(format!("{shown} is {}.", self.place(&mark.at)));
        }
        if let Some(ask) = &self.ask {
            said.push(format!("A question mark is {}.", self.place(ask)));
        }
        said.join(" ")
    }

    // Where a point is, as a pupil sees it: by counting ticks, never by its number.
    fn place(&self, at: &Number) -> String {
        let intervals = (at - &self.from).checked_div(&self.step()).unwrap_or(Number::ZERO);
        let is_plain_count = self.from.is_zero() && self.step() == Number::ONE;
        if is_plain_count {
            return "at one of the marks on the line".to_owned();
        }
        match intervals.to_i64() {
            Some(0) => "at the left end".to_owned(),
            Some(n) if n == self.n_intervals => "at the right end".to_owned(),
            Some(n) => format!("at the {} mark after the left end", words::ordinal(n)),
            None if self.n_intervals == 1 => "between the ends".to_owned(),
            None => {
                let before = intervals.floor().to_i64().unwrap_or(0);
                format!("inside the {} interval from the left", words::ordinal(before + 1))
            }
        }
    }
}

#[derive(Debug, Clone)]
struct Above {
    x: Hundredths,
    label: Label,
    is_ask: bool,
    level: i64,
}

// A box that asks stands higher, to leave room for its arrow.
fn lift(above: &Above) -> Hundredths {
    if above.is_ask { px(20) } else { 0 }
}

fn arrow_down(canvas: &mut Canvas, x: Hundredths, from: Hundredths, to: Hundredths) {
    canvas.line("d-ask-arrow", (x, from), (x, to), Line::Ink);
    let (left, right) = (text(x - px(5)), text(x + px(5)));
    let d = format!(
        "M {left} {back} L {} {} L {right} {back}",
        text(x),
        text(to),
        back = text(to - px(7))
    );
    canvas.path("d-ask-arrow", &d, Fill::None, Line::Ink);
}

fn common_denominator(from: &Number, step: &Number) -> i64 {
    let bottom = |number: &Number| Number::from(number.denominator()).to_i64().unwrap_or(1);
    let (a, b) = (bottom(from), bottom(step));
    a / gcd(a, b) * b
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}
