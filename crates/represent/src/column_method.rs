//! Column addition and subtraction, with exchange marks where they belong.
//!
//! A digit that gives is crossed out and its new value written above; a column that receives has a small 1 before
//! its digit. Exchange across a nought passes through it: the nought becomes 10, which is crossed out too, then 9.

use crate::canvas::{Canvas, Fill, INK, Line};
use crate::field::{BuildError, Reader};
use crate::kinds::{KindSpec, kind};
use crate::label::UNKNOWN;
use crate::length::{Hundredths, Point, px, text};

/// A column addition or subtraction of whole numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMethod {
    pub(crate) operation: Operation,
    pub(crate) top: i64,
    pub(crate) bottom: i64, // At most `top` in a subtraction.
    pub(crate) answer: Answer,
}

/// What is done with the two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Bottom added to top.
    Add,
    /// Bottom taken from top.
    Subtract,
}

/// What stands in the answer row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A blank box.
    Blank,
    /// The right answer with every exchange marked.
    Worked,
    /// Somebody's answer, without marks.
    Given(i64),
}

/// One column of the top number while it is being worked on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Column {
    digit: i64,
    has_ten: bool,        // A small 1 before the digit.
    is_through_ten: bool, // The digit became 10 before it gave: a crossed 10 stands above it.
    above: Option<i64>,   // The digit is crossed out and this is written above.
    above_has_ten: bool,  // A small 1 before the digit above.
}

const MAX: i64 = 999_999;
pub(crate) const CELL: Hundredths = px(48);
pub(crate) const EDGE: Hundredths = px(16);
pub(crate) const DIGIT: Hundredths = px(28);
pub(crate) const SMALL: Hundredths = px(20);
const MARKS: Hundredths = px(32);
const LEVEL: Hundredths = px(24);

impl ColumnMethod {
    pub(crate) const SPEC: KindSpec = kind! {
        "column-method": "A column addition or subtraction, with exchange marks.";
        "operation" ("needed") "`\"subtract\"` or `\"add\"`";
        "top" ("needed") "the top number, 0 to 999999";
        "bottom" ("needed") "the bottom number, at most `top` in a subtraction";
        "show" ("\"question\"") "`\"question\"` (blank answer) or `\"worked\"` (answer and every exchange)";
        "answer" ("none") "somebody's answer, right or wrong, without marks; instead of `show`";
        example r#"operation = "subtract", top = 403, bottom = 127"#;
        example r#"operation = "subtract", top = 4003, bottom = 1287, show = "worked""#;
        example r#"operation = "add", top = 678, bottom = 547, show = "worked""#;
        example r#"operation = "subtract", top = 523, bottom = 178, answer = 455"#;
    };

    pub(crate) fn read(fields: &Reader) -> Result<Self, BuildError> {
        let operations = [("subtract", Operation::Subtract), ("add", Operation::Add)];
        let operation = fields.choice("operation", &operations, None)?;
        let top = fields.needed_whole("top", 0, MAX)?;
        let bottom = fields.needed_whole("bottom", 0, MAX)?;
        if operation == Operation::Subtract && bottom > top {
            return Err(
                fields.wrong("bottom", format!("a number to take from {top}, so at most {top}"))
            );
        }
        let show = fields.choice(
            "show",
            &[("question", Answer::Blank), ("worked", Answer::Worked)],
            Some(Answer::Blank),
        )?;
        let answer = match fields.whole("answer", 0, 2 * MAX)? {
            Some(_) if fields.is_written("show") => {
                return Err(fields.wrong("answer", "either `answer` or `show`, not both"));
            }
            Some(answer) => Answer::Given(answer),
            None => show,
        };
        Ok(Self { operation, top, bottom, answer })
    }

    fn result(&self) -> i64 {
        match self.operation {
            Operation::Add => self.top + self.bottom,
            Operation::Subtract => self.top - self.bottom,
        }
    }

    fn shown_answer(&self) -> Option<i64> {
        match self.answer {
            Answer::Blank => None,
            Answer::Worked => Some(self.result()),
            Answer::Given(answer) => Some(answer),
        }
    }

    /// The columns of the top number, ones first, with every exchange made, and the columns that gave, in turn.
    fn exchanged(&self) -> (Vec<Column>, Vec<usize>) {
        let mut givers = Vec::new();
        let mut columns: Vec<Column> = digits(self.top)
            .into_iter()
            .map(|digit| Column { digit, ..Column::default() })
            .collect();
        if self.operation == Operation::Add || self.answer != Answer::Worked {
            return (columns, givers);
        }
        let take = digits(self.bottom);
        for i in 0..columns.len() {
            if columns[i].value() >= take.get(i).copied().unwrap_or(0) {
                continue;
            }
            let Some(giver) = (i + 1..columns.len()).find(|j| columns[*j].value() > 0) else {
                continue;
            };
            for j in (i + 1..=giver).rev() {
                givers.push(j);
                columns[j].give();
                columns[j - 1].receive();
            }
        }
        (columns, givers)
    }

    /// The columns that receive a carried 1, ones first.
    fn carried(&self) -> Vec<usize> {
        if self.operation == Operation::Subtract || self.answer != Answer::Worked {
            return Vec::new();
        }
        let (top, bottom) = (digits(self.top), digits(self.bottom));
        let mut carry = 0;
        let mut columns = Vec::new();
        for i in 0..top.len().max(bottom.len()) {
            let digit = |digits: &[i64]| digits.get(i).copied().unwrap_or(0);
            carry = i64::from(digit(&top) + digit(&bottom) + carry >= 10);
            if carry == 1 {
                columns.push(i + 1);
            }
        }
        columns
    }

    fn n_columns(&self) -> usize {
        let widest = [self.top, self.bottom, self.shown_answer().unwrap_or(0)];
        widest.into_iter().map(|number| digits(number).len()).max().unwrap_or(1)
    }

    pub(crate) fn canvas(&self) -> Canvas {
        let n = i64::try_from(self.n_columns()).unwrap_or(1);
        let width = 2 * EDGE + (n + 1) * CELL;
        let right = width - EDGE;
        let column = |i: usize| right - CELL / 2 - i64::try_from(i).unwrap_or(0) * CELL;
        // Room above the top row for exchanges, below the answer for carrying; pupils write there too.
        // The room does not depend on what is shown, so that the sum stays still when it is worked.
        let worked = Self { answer: Answer::Worked, ..*self }.exchanged().0;
        let above = match self.operation {
            Operation::Subtract if worked.iter().any(|column| column.is_through_ten) => {
                MARKS + LEVEL
            }
            Operation::Subtract => MARKS,
            Operation::Add => px(8),
        };
        let below = if self.operation == Operation::Add { MARKS } else { px(8) };
        let (top, bottom) = (above + px(24), above + px(72));
        let (rule, answer) = (above + px(100), above + px(128));
        let mut canvas = Canvas::new(width, answer + px(28) + below);
        for (i, state) in self.exchanged().0.iter().enumerate() {
            draw_column(&mut canvas, (column(i), top), state);
        }
        for (i, digit) in digits(self.bottom).into_iter().enumerate() {
            write(&mut canvas, "d-bottom", (column(i), bottom), DIGIT, &digit.to_string());
        }
        let sign = if self.operation == Operation::Add { "+" } else { "−" };
        write(&mut canvas, "d-sign", (EDGE + CELL / 2, bottom), DIGIT, sign);
        canvas.line("d-rule", (EDGE, rule), (right, rule), Line::Ink);
        canvas.line("d-rule", (EDGE, answer + px(28)), (right, answer + px(28)), Line::Ink);
        match self.shown_answer() {
            Some(number) => {
                for (i, digit) in digits(number).into_iter().enumerate() {
                    write(&mut canvas, "d-answer", (column(i), answer), DIGIT, &digit.to_string());
                }
            }
            None => blank_answer(&mut canvas, (EDGE + CELL, answer), n * CELL),
        }
        for i in self.carried() {
            write(&mut canvas, "d-carried", (column(i), answer + px(28) + MARKS / 2), SMALL, "1");
        }
        canvas
    }

    pub(crate) fn title(&self) -> String {
        match self.operation {
            Operation::Add => "A column addition".to_owned(),
            Operation::Subtract => "A column subtraction".to_owned(),
        }
    }

    pub(crate) fn description(&self) -> String {
        let mut said = vec![match self.operation {
            Operation::Add => format!("A column addition: {} add {}.", self.top, self.bottom),
            Operation::Subtract => {
                format!("A column subtraction: {} take away {}.", self.top, self.bottom)
            }
        }];
        for i in self.exchanged().1 {
            said.push(format!("1 {} is exchanged for 10 {}.", place(i, false), place(i - 1, true)));
        }
        for i in self.carried() {
            said.push(format!("10 {} make 1 {}.", place(i - 1, true), place(i, false)));
        }
        said.push(match self.answer {
            Answer::Blank => "The answer is blank.".to_owned(),
            Answer::Worked => format!("The answer is {}.", self.result()),
            Answer::Given(answer) => format!("The answer that is written is {answer}."),
        });
        said.join(" ")
    }
}

impl Column {
    fn value(&self) -> i64 {
        match self.above {
            Some(above) => above + 10 * i64::from(self.above_has_ten),
            None => self.digit + 10 * i64::from(self.has_ten),
        }
    }

    fn give(&mut self) {
        self.above = Some(self.value() - 1);
        self.is_through_ten = self.has_ten;
        self.has_ten = false;
    }

    fn receive(&mut self) {
        match self.above {
            Some(_) => self.above_has_ten = true,
            None => self.has_ten = true,
        }
    }
}

fn draw_column(canvas: &mut Canvas, (x, y): Point, column: &Column) {
    write(canvas, "d-top", (x, y), DIGIT, &column.digit.to_string());
    if column.has_ten {
        write(canvas, "d-ten", (x - px(15), y - px(5)), SMALL, "1");
    }
    if let Some(above) = column.above {
        cross(canvas, (x, y), (px(12), px(10)));
        let mut level = y - px(30);
        if column.is_through_ten {
            write(canvas, "d-passed", (x, level), SMALL, "10");
            cross(canvas, (x, level), (px(14), px(7)));
            level -= LEVEL;
        }
        write(canvas, "d-above", (x, level), SMALL, &above.to_string());
        if column.above_has_ten {
            write(canvas, "d-ten", (x - px(13), level - px(2)), px(16), "1");
        }
    }
}

fn cross(canvas: &mut Canvas, (x, y): Point, (across, down): Point) {
    canvas.line("d-cross", (x - across, y + down), (x + across, y - down), Line::Ink);
}

fn blank_answer(canvas: &mut Canvas, (left, y): Point, width: Hundredths) {
    let at = (left + px(4), y - px(22));
    canvas.rect("d-box", at, (width - px(8), px(44)), px(6), Fill::Paper, Line::Ink);
    write(canvas, "d-unknown", (left + width / 2, y), DIGIT, UNKNOWN);
}

pub(crate) fn write(canvas: &mut Canvas, role: &str, at: Point, size: Hundredths, digits: &str) {
    canvas.push(format!(
        "<text class=\"{role} t-ink\" x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"middle\" fill=\"{INK}\">{digits}</text>",
        text(at.0),
        text(at.1 + size * 34 / 100),
        text(size),
    ));
}

/// The digits of a number, ones first.
pub(crate) fn digits(number: i64) -> Vec<i64> {
    let mut rest = number;
    let mut digits = vec![rest % 10];
    while rest >= 10 {
        rest /= 10;
        digits.push(rest % 10);
    }
    digits
}

fn place(i: usize, is_several: bool) -> String {
    let names =
        ["one", "ten", "hundred", "thousand", "ten thousand", "hundred thousand", "million"];
    let name = names.get(i).copied().unwrap_or("million");
    if is_several { format!("{name}s") } else { name.to_owned() }
}
