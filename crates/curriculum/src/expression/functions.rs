//! The closed set of functions of the expression language.
//!
//! One row of [`FUNCTIONS`] a function: its name and how many arguments it takes. [`call`] does the work.

use std::ops::Range;

use maths::Number;

use super::eval::{Evaluated, Steps, sized, wrong_kind};
use super::polygons::of_polygon;
use super::written_methods::{ADD_BUGS, SUBTRACT_BUGS, column_add, column_subtract};
use super::{ExpressionError, Node};
use crate::nearest::did_you_mean;
use crate::value::Value;

/// Items a list may have. Our choice.
const LIST_LIMIT: usize = 1_000;
/// Bytes a text may have. Our choice.
const TEXT_LIMIT: usize = 4_000;

macro_rules! functions {
    ($($variant:ident $name:literal $range:expr;)*) => {
        /// A function that content may use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Function { $($variant),* }

        /// Every function: its name and how many arguments it takes.
        const FUNCTIONS: &[(Function, &str, std::ops::RangeInclusive<usize>)] = &[$((Function::$variant, $name, $range)),*];
    };
}

functions! {
    Abs "abs" 1..=1;
    Floor "floor" 1..=1;
    Ceiling "ceiling" 1..=1;
    Round "round" 1..=1;
    RoundTo "round-to" 2..=2;
    Min "min" 1..=50;
    Max "max" 1..=50;
    Sum "sum" 1..=50;
    Gcd "gcd" 1..=50;
    Lcm "lcm" 1..=50;
    Numerator "numerator" 1..=1;
    Denominator "denominator" 1..=1;
    IsWhole "is-whole" 1..=1;
    IsPrime "is-prime" 1..=1;
    Digits "digits" 1..=1;
    FromDigits "from-digits" 1..=1;
    Digit "digit" 2..=2;
    Places "places" 1..=1;
    Range "range" 2..=3;
    Count "count" 1..=1;
    Sort "sort" 1..=1;
    Reverse "reverse" 1..=1;
    Unique "unique" 1..=1;
    Item "item" 2..=2;
    Position "position" 2..=2;
    Contains "contains" 2..=2;
    Text "text" 1..=1;
    Concat "concat" 0..=50;
    Length "length" 1..=1;
    Frac "frac" 2..=2;
    Mixed "mixed" 3..=3;
    Simplest "simplest" 1..=1;
    MixedOf "mixed-of" 1..=1;
    Decimal "decimal" 1..=1;
    InWords "in-words" 1..=1;
    FractionWords "fraction-words" 2..=2;
    PartName "part-name" 1..=1;
    PartNames "part-names" 1..=1;
    AOrAn "a-or-an" 1..=1;
    Plural "plural" 3..=3;
    Term "term" 2..=2;
    Linear "linear" 3..=3;
    ColumnAdd "column-add" 2..=2;
    ColumnSubtract "column-subtract" 2..=2;
    SideSquares "side-squares" 1..=1;
    RightAngles "right-angles" 1..=1;
    EqualAngles "equal-angles" 1..=1;
    ParallelPairs "parallel-pairs" 1..=1;
    SymmetryLines "symmetry-lines" 1..=1;
    Spin "spin" 2..=2;
}

impl Function {
    pub(super) fn named(name: &str, span: Range<usize>) -> Result<Self, ExpressionError> {
        let names = || FUNCTIONS.iter().map(|row| row.1);
        FUNCTIONS.iter().find(|row| row.1 == name).map(|row| row.0).ok_or_else(|| {
            let mut error = ExpressionError::new(span, format!("`{name}` is not a function"))
                .with_help(did_you_mean(name, names()));
            error.note = format!("functions: {}", names().collect::<Vec<_>>().join(", "));
            error
        })
    }

    pub(super) fn takes_bug(self) -> bool {
        matches!(self, Self::ColumnAdd | Self::ColumnSubtract)
    }

    pub(super) fn check_count(self, n: usize, span: Range<usize>) -> Result<(), ExpressionError> {
        let Some((_, name, range)) = FUNCTIONS.iter().find(|row| row.0 == self) else {
            return Ok(());
        };
        if range.contains(&n) {
            return Ok(());
        }
        let wanted = match (range.start(), range.end()) {
            (1, 1) => "1 value".to_owned(),
            (least, most) if least == most => format!("{least} values"),
            (least, most) if *most < 10 => format!("{least} to {most} values"),
            (least, _) => format!("at least {least}"),
        };
        Err(ExpressionError::new(span, format!("`{name}` takes {wanted}, found {n}")))
    }
}

/// Arguments with the nodes they came from, so that an error can point at one of them.
struct Arguments<'a> {
    nodes: &'a [Node],
    values: Vec<Value>,
    node: &'a Node,
}

pub(super) fn call(
    function: Function,
    nodes: &[Node],
    values: Vec<Value>,
    bug: Option<Value>,
    node: &Node,
    steps: &mut Steps,
) -> Evaluated {
    let arguments = Arguments { nodes, values, node };
    steps.take(arguments.size(), node)?;
    match function {
        Function::Abs => Ok(Value::Number(arguments.number(0)?.abs())),
        Function::Floor => Ok(Value::Number(arguments.number(0)?.floor())),
        Function::Ceiling => Ok(Value::Number(-&(-arguments.number(0)?).floor())),
        Function::Round => arguments.round_to(arguments.number(0)?, &Number::from(1)),
        Function::RoundTo => arguments.round_to(arguments.number(0)?, arguments.number(1)?),
        Function::Min => arguments.fold(|a, b| Some(a.min(b))),
        Function::Max => arguments.fold(|a, b| Some(a.max(b))),
        Function::Sum => arguments.fold(|a, b| Some(&a + &b)),
        Function::Gcd => arguments.fold_whole(gcd),
        Function::Lcm => arguments.fold_whole(lcm),
        Function::Numerator => Ok(Value::Number(Number::from(arguments.number(0)?.numerator()))),
        Function::Denominator => {
            Ok(Value::Number(Number::from(arguments.number(0)?.denominator())))
        }
        Function::IsWhole => Ok(Value::Flag(arguments.number(0)?.is_whole())),
        Function::IsPrime => arguments.is_prime(steps),
        Function::Digits => arguments.digits(),
        Function::FromDigits => arguments.joined_digits(),
        Function::Digit => arguments.digit(),
        Function::Places => arguments.places(),
        Function::Range => arguments.range(steps),
        Function::Count => Ok(Value::from(to_i64(arguments.list(0)?.len()))),
        Function::Sort => arguments.sort(steps),
        Function::Reverse => Ok(Value::List(arguments.list(0)?.iter().rev().cloned().collect())),
        Function::Unique => arguments.unique(steps),
        Function::Item => arguments.item(),
        Function::Position => Ok(Value::from(arguments.position()?)),
        Function::Contains => Ok(Value::Flag(arguments.position()? > 0)),
        Function::Text => arguments.text_of(arguments.values[0].to_string()),
        Function::Concat => {
            arguments.text_of(arguments.values.iter().map(ToString::to_string).collect())
        }
        Function::Length => Ok(Value::from(to_i64(arguments.text(0)?.chars().count()))),
        Function::Frac => {
            arguments.text_of(format!("{}/{}", arguments.whole(0)?, arguments.whole(1)?))
        }
        Function::Mixed => arguments.text_of(format!(
            "{} {}/{}",
            arguments.whole(0)?,
            arguments.whole(1)?,
            arguments.whole(2)?
        )),
        Function::Simplest => arguments.text_of(arguments.number(0)?.to_string()),
        Function::MixedOf => arguments.text_of(arguments.number(0)?.to_mixed()),
        Function::Decimal => arguments.decimal(),
        Function::InWords => arguments.worded(0, "a whole number below a million", maths::in_words),
        Function::FractionWords => arguments.fraction_words(),
        Function::PartName => arguments.worded(0, "a whole number from 1 to 100", maths::part_name),
        Function::PartNames => {
            arguments.worded(0, "a whole number from 1 to 100", maths::part_names)
        }
        Function::AOrAn => Ok(Value::from(maths::article(&arguments.values[0].to_string()))),
        Function::Plural => Ok(arguments.values
            [if arguments.number(0)? == &Number::from(1) { 1 } else { 2 }]
        .clone()),
        Function::Term => arguments.text_of(term(arguments.number(0)?, arguments.text(1)?)),
        Function::Linear => arguments.linear(),
        Function::ColumnAdd => arguments.column(bug, &ADD_BUGS, column_add),
        Function::ColumnSubtract => arguments.column(bug, &SUBTRACT_BUGS, column_subtract),
        Function::SideSquares
        | Function::RightAngles
        | Function::EqualAngles
        | Function::ParallelPairs
        | Function::SymmetryLines
        | Function::Spin => arguments.polygon(function, steps),
    }
}

impl Arguments<'_> {
    fn size(&self) -> usize {
        let size = |value: &Value| match value {
            Value::List(items) => items.len(),
            Value::Text(text) => text.len() / 16,
            _ => 1,
        };
        self.values.iter().map(size).sum()
    }

    fn at(&self, idx: usize) -> &Node {
        self.nodes.get(idx).unwrap_or(self.node)
    }

    fn error(&self, message: String) -> ExpressionError {
        ExpressionError::new(self.node.span.clone(), message)
    }

    fn number(&self, idx: usize) -> Result<&Number, ExpressionError> {
        self.values[idx]
            .as_number()
            .ok_or_else(|| wrong_kind("a number", &self.values[idx], self.at(idx)))
    }

    fn whole(&self, idx: usize) -> Result<i64, ExpressionError> {
        let number = self.number(idx)?;
        number.to_i64().ok_or_else(|| wrong_kind("a whole number", &self.values[idx], self.at(idx)))
    }

    fn text(&self, idx: usize) -> Result<&str, ExpressionError> {
        match &self.values[idx] {
            Value::Text(text) => Ok(text),
            other => Err(wrong_kind("a text", other, self.at(idx))),
        }
    }

    fn list(&self, idx: usize) -> Result<&[Value], ExpressionError> {
        match &self.values[idx] {
            Value::List(items) => Ok(items),
            other => Err(wrong_kind("a list", other, self.at(idx))),
        }
    }

    fn text_of(&self, text: String) -> Evaluated {
        if text.len() > TEXT_LIMIT {
            return Err(self.error(format!("this text is longer than {TEXT_LIMIT} letters")));
        }
        Ok(Value::Text(text))
    }

    /// The numbers: of the one list, or of the arguments.
    fn numbers(&self) -> Result<Vec<Number>, ExpressionError> {
        let items = match &self.values[..] {
            [Value::List(items)] => items,
            items => items,
        };
        let number = |value: &Value| {
            value.as_number().cloned().ok_or_else(|| wrong_kind("numbers", value, self.node))
        };
        items.iter().map(number).collect()
    }

    fn fold(&self, join: fn(Number, Number) -> Option<Number>) -> Evaluated {
        let mut numbers = self.numbers()?.into_iter();
        let first = numbers.next().ok_or_else(|| self.error("this list is empty".to_owned()))?;
        let mut total = first;
        for number in numbers {
            let joined = join(total, number)
                .ok_or_else(|| self.error("this number is too large".to_owned()))?;
            total = sized(joined, self.node)?;
        }
        Ok(Value::Number(total))
    }

    fn fold_whole(&self, join: fn(i64, i64) -> Option<i64>) -> Evaluated {
        let numbers = self.numbers()?;
        if let Some(odd) = numbers.iter().find(|number| number.to_i64().is_none()) {
            return Err(self.error(format!("expected whole numbers, found `{odd}`")));
        }
        let mut wholes = numbers.iter().filter_map(Number::to_i64);
        let first = wholes.next().ok_or_else(|| self.error("this list is empty".to_owned()))?;
        let total = wholes.try_fold(first, join).and_then(i64::checked_abs);
        total.map(Value::from).ok_or_else(|| self.error("this number is too large".to_owned()))
    }

    // Halves round up, as in school.
    fn round_to(&self, number: &Number, nearest: &Number) -> Evaluated {
        let half = Number::try_ratio(1, 2).unwrap_or_else(|| Number::from(0));
        let times = number
            .checked_div(nearest)
            .ok_or_else(|| self.error("a number cannot be rounded to the nearest 0".to_owned()))?;
        sized(&(&times + &half).floor() * nearest, self.node).map(Value::Number)
    }

    fn is_prime(&self, steps: &mut Steps) -> Evaluated {
        let n = self.whole(0)?;
        let mut factor = 2;
        while factor <= n / factor.max(1) {
            steps.take(1, self.node)?;
            if n % factor == 0 {
                return Ok(Value::Flag(false));
            }
            factor += 1;
        }
        Ok(Value::Flag(n > 1))
    }

    fn digits(&self) -> Evaluated {
        let n = self.natural(0)?;
        Ok(Value::List(
            n.to_string().bytes().map(|digit| Value::from(i64::from(digit - b'0'))).collect(),
        ))
    }

    fn natural(&self, idx: usize) -> Result<i64, ExpressionError> {
        let n = self.whole(idx)?;
        if n < 0 {
            return Err(wrong_kind("a whole number from 0", &self.values[idx], self.at(idx)));
        }
        Ok(n)
    }

    fn joined_digits(&self) -> Evaluated {
        let mut total = Number::from(0);
        for item in self.list(0)? {
            let digit =
                item.as_number().and_then(Number::to_i64).filter(|digit| (0..=9).contains(digit));
            let digit = digit.ok_or_else(|| wrong_kind("digits from 0 to 9", item, self.at(0)))?;
            total = sized(&(&total * &Number::from(10)) + &Number::from(digit), self.node)?;
        }
        Ok(Value::Number(total))
    }

    fn digit(&self) -> Evaluated {
        let place = self.number(1)?;
        let counted = self
            .number(0)?
            .abs()
            .checked_div(place)
            .ok_or_else(|| self.error("there is no column of value 0".to_owned()))?;
        let digit = counted.floor().checked_mod(&Number::from(10));
        Ok(Value::Number(digit.unwrap_or_else(|| Number::from(0))))
    }

    fn places(&self) -> Evaluated {
        let decimal = self.number(0)?.to_decimal().ok_or_else(|| self.no_decimal())?;
        Ok(Value::from(to_i64(decimal.split_once('.').map_or(0, |(_, places)| places.len()))))
    }

    fn decimal(&self) -> Evaluated {
        let decimal = self.number(0)?.to_decimal().ok_or_else(|| self.no_decimal())?;
        self.text_of(decimal)
    }

    fn no_decimal(&self) -> ExpressionError {
        self.error(format!("`{}` has no decimal that ends", self.values[0]))
    }

    fn range(&self, steps: &mut Steps) -> Evaluated {
        let (from, to) = (self.number(0)?, self.number(1)?);
        let one = Number::from(1);
        let step = if self.values.len() > 2 { self.number(2)? } else { &one };
        if *step <= Number::from(0) {
            return Err(wrong_kind("a step above 0", &self.values[2], self.at(2)));
        }
        let mut items = Vec::new();
        let mut next = from.clone();
        while next <= *to {
            steps.take(1, self.node)?;
            if items.len() >= LIST_LIMIT {
                return Err(self.error(format!("this list has more than {LIST_LIMIT} items")));
            }
            let following = &next + step;
            items.push(Value::Number(next));
            next = following;
        }
        Ok(Value::List(items))
    }

    fn sort(&self, steps: &mut Steps) -> Evaluated {
        let mut items = self.list(0)?.to_vec();
        steps.take(items.len() * 4, self.node)?;
        if let Some(pair) = items.windows(2).find(|pair| pair[0].compare(&pair[1]).is_none()) {
            return Err(self.error(format!(
                "`{}` and `{}` cannot be put in order",
                pair[0].to_source(),
                pair[1].to_source()
            )));
        }
        items.sort();
        Ok(Value::List(items))
    }

    fn unique(&self, steps: &mut Steps) -> Evaluated {
        let mut items: Vec<Value> = Vec::new();
        for item in self.list(0)? {
            steps.take(items.len() / 8, self.node)?;
            if !items.contains(item) {
                items.push(item.clone());
            }
        }
        Ok(Value::List(items))
    }

    fn item(&self) -> Evaluated {
        let list = self.list(0)?;
        let n = self.whole(1)?;
        let item =
            usize::try_from(n).ok().and_then(|n| n.checked_sub(1)).and_then(|idx| list.get(idx));
        item.cloned()
            .ok_or_else(|| self.error(format!("there is no item {n} in a list of {}", list.len())))
    }

    fn position(&self) -> Result<i64, ExpressionError> {
        let found = self.list(0)?.iter().position(|item| *item == self.values[1]);
        Ok(found.map_or(0, |idx| to_i64(idx) + 1))
    }

    fn polygon(&self, function: Function, steps: &mut Steps) -> Evaluated {
        let points = self.list(0)?;
        steps.take(points.len() * points.len(), self.node)?;
        let by = if self.values.len() > 1 { Some(self.list(1)?) } else { None };
        let expected = "3 to 12 corners, each a list of two whole numbers";
        of_polygon(function, points, by)
            .ok_or_else(|| wrong_kind(expected, &self.values[0], self.at(0)))
    }

    fn worded(&self, idx: usize, expected: &str, say: fn(i64) -> Option<String>) -> Evaluated {
        let words = self.number(idx)?.to_i64().and_then(say);
        words.map(Value::Text).ok_or_else(|| wrong_kind(expected, &self.values[idx], self.at(idx)))
    }

    fn fraction_words(&self) -> Evaluated {
        let count = self.worded(0, "a whole number below a million", maths::in_words)?;
        let part = if self.whole(0)? == 1 { maths::part_name } else { maths::part_names };
        let parts = self.worded(1, "a whole number from 1 to 100", part)?;
        self.text_of(format!("{count} {parts}"))
    }

    fn linear(&self) -> Evaluated {
        let (constant, letter) = (self.number(2)?, self.text(1)?);
        let head = term(self.number(0)?, letter);
        self.text_of(match (head.as_str(), constant.is_zero(), constant.is_negative()) {
            ("0", _, _) => constant.to_string(),
            (_, true, _) => head,
            (_, _, true) => format!("{head} - {}", constant.abs()),
            (_, _, false) => format!("{head} + {constant}"),
        })
    }

    fn column(
        &self,
        bug: Option<Value>,
        bugs: &[&str],
        method: fn(i64, i64, Option<&str>) -> Option<i64>,
    ) -> Evaluated {
        let bug = match bug {
            None => None,
            Some(Value::Text(name)) if bugs.contains(&name.as_str()) => Some(name),
            Some(other) => {
                let mut error =
                    self.error(format!("`{other}` is not an error of this written method"));
                error.help = did_you_mean(&other.to_string(), bugs.iter().copied());
                error.note = crate::nearest::known(bugs.iter().copied());
                return Err(error);
            }
        };
        let (top, bottom) = (self.natural(0)?, self.natural(1)?);
        let too_large =
            || self.error(format!("`{bottom}` cannot be taken from `{top}` in columns"));
        method(top, bottom, bug.as_deref()).map(Value::from).ok_or_else(too_large)
    }
}

/// "3x", "x", "-x", "0"; a fraction stands in brackets: "(1/2)x".
fn term(coefficient: &Number, letter: &str) -> String {
    match coefficient.to_i64() {
        Some(0) => "0".to_owned(),
        Some(1) => letter.to_owned(),
        Some(-1) => format!("-{letter}"),
        Some(n) => format!("{n}{letter}"),
        None => format!("({coefficient}){letter}"),
    }
}

fn gcd(a: i64, b: i64) -> Option<i64> {
    let (mut a, mut b) = (a.checked_abs()?, b.checked_abs()?);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Some(a)
}

fn lcm(a: i64, b: i64) -> Option<i64> {
    match gcd(a, b)? {
        0 => Some(0),
        shared => (a / shared).checked_mul(b)?.checked_abs(),
    }
}

fn to_i64(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
