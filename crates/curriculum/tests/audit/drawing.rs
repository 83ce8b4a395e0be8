//! Compares a task's drawing, read back from its geometry, with the values it was made from.
//!
//! Kinds that are read back as fields are drawn again and must come out the same; the older kinds are compared
//! number by number.

use curriculum::{Picture, Task, Value};
use maths::Number;
use represent::ReadBack;

/// How the drawing of a task differs from what it was made from; nothing when it does not, or there is none.
pub fn differs(task: &Task) -> Option<String> {
    let (picture, drawn) = (task.picture.as_ref()?, task.show.as_ref()?);
    picture_differs(picture, drawn)
}

/// As [`differs`], for a drawing that is not a task's.
pub fn picture_differs(picture: &Picture, drawn: &represent::Representation) -> Option<String> {
    let svg = drawn.draw().svg;
    let read = match represent::read_back(&svg) {
        Ok(read) => read,
        Err(error) => return Some(format!("the drawing cannot be read back: {error}")),
    };
    if let ReadBack::Fields { kind, fields } = &read {
        let again = represent::build(kind, fields).map(|again| again.draw().svg);
        return match again {
            Ok(again) if again == svg => None,
            Ok(_) => Some(format!("what is read back from the {kind} draws something else")),
            Err(error) => Some(format!("what is read back cannot be drawn: {error}")),
        };
    }
    let shown = Shown(picture);
    let told: Vec<(&str, Vec<Number>, Vec<Number>)> = told(&read, &shown);
    let odd = told.into_iter().find(|(_, read, wanted)| read != wanted);
    odd.map(|(what, read, wanted)| format!("{what}: the drawing shows {read:?}, not {wanted:?}"))
}

struct Shown<'p>(&'p Picture);

impl Shown<'_> {
    fn field(&self, name: &str) -> Option<&Value> {
        self.0
            .fields
            .get(name)
            .filter(|value| !matches!(value, Value::Text(text) if text.is_empty()))
    }

    fn number(&self, name: &str, otherwise: i64) -> Number {
        self.field(name).and_then(number).unwrap_or_else(|| Number::from(otherwise))
    }

    fn numbers(&self, name: &str) -> Option<Vec<Number>> {
        match self.field(name)? {
            Value::List(items) => items.iter().map(number).collect(),
            single => Some(vec![number(single)?]),
        }
    }
}

/// A number as a drawing takes it: a number, or a text such as `3/4` or `1 3/4`.
fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Text(text) => {
            let parts: Option<Vec<Number>> =
                text.split(' ').map(|part| part.parse().ok()).collect();
            match &parts?[..] {
                [number] => Some(number.clone()),
                [whole, part] => Some(whole + part),
                _ => None,
            }
        }
        _ => None,
    }
}

fn count(n: usize) -> Vec<Number> {
    vec![Number::from(i64::try_from(n).unwrap_or(i64::MAX))]
}

/// Numbers read from the drawing beside the same numbers of its fields, each with its name.
fn told(read: &ReadBack, shown: &Shown<'_>) -> Vec<(&'static str, Vec<Number>, Vec<Number>)> {
    match read {
        ReadBack::Bar { parts, shaded, .. } => {
            let widths = shown.numbers("unequal");
            let n = widths
                .as_ref()
                .map_or(shown.number("parts", 1), |widths| count(widths.len())[0].clone());
            let total = |widths: &[Number]| widths.iter().fold(Number::from(0), |a, b| &a + b);
            let share = |width: &Number, total: &Number| width.checked_div(total);
            let wanted: Vec<Number> = match &widths {
                Some(widths) => {
                    let total = total(widths);
                    widths.iter().filter_map(|width| share(width, &total)).collect()
                }
                None => parts.iter().filter_map(|_| Number::from(1).checked_div(&n)).collect(),
            };
            let n_shaded = shaded.iter().filter(|shaded| **shaded).count();
            vec![
                ("parts", count(parts.len()), vec![n]),
                ("shares", parts.clone(), wanted),
                ("shaded", count(n_shaded), vec![shown.number("shaded", 0)]),
            ]
        }
        ReadBack::NumberLine { ask, marks, .. } => {
            let mut wanted = shown.numbers("marks").unwrap_or_default();
            wanted.sort();
            let asked = shown.field("ask").and_then(number);
            vec![
                ("ask", ask.iter().cloned().collect(), asked.into_iter().collect()),
                ("marks", marks.clone(), wanted),
            ]
        }
        ReadBack::Strips { rows, .. } => {
            let row = |value: &Value| match value {
                Value::List(pair) => number(pair.first()?)?.checked_div(&number(pair.get(1)?)?),
                other => number(other),
            };
            let wanted = match shown.field("rows") {
                Some(Value::List(items)) => items.iter().filter_map(row).collect(),
                Some(single) => row(single).into_iter().collect(),
                None => Vec::new(),
            };
            vec![("rows", rows.iter().map(|row| row.shaded.clone()).collect(), wanted)]
        }
        ReadBack::Shape { shares, shaded, .. } => {
            let mut told = Vec::new();
            if !matches!(shown.field("unequal"), Some(Value::List(_))) {
                told.push(("parts", count(shares.len()), vec![shown.number("parts", 1)]));
            }
            match shown.field("shaded") {
                Some(Value::List(_)) => {
                    let read = shaded.iter().map(|part| Number::from(*part)).collect();
                    told.push(("shaded", read, shown.numbers("shaded").unwrap_or_default()));
                }
                _ => told.push(("shaded", count(shaded.len()), vec![shown.number("shaded", 0)])),
            }
            told
        }
        ReadBack::Counters { groups } => {
            let total = groups.iter().map(|(n, _)| n).sum();
            let shaded = groups.iter().map(|(_, shaded)| shaded).sum();
            let wanted_total = shown.number("total", 0);
            let n_groups = shown.number("groups", 1);
            let of_groups = wanted_total
                .checked_div(&n_groups)
                .map(|each| &each * &shown.number("shaded-groups", 0));
            let wanted = shown.field("shaded").and_then(number).or(of_groups);
            vec![
                ("total", count(total), vec![wanted_total]),
                ("shaded", count(shaded), wanted.into_iter().collect()),
            ]
        }
        ReadBack::ColumnMethod { top, bottom, .. } => {
            let read = vec![Number::from(*top), Number::from(*bottom)];
            vec![("numbers", read, vec![shown.number("top", -1), shown.number("bottom", -1)])]
        }
        ReadBack::BarChart { bars, .. } => {
            let read = bars.iter().filter_map(|(_, value)| value.clone()).collect::<Vec<_>>();
            let unknown = match shown.field("unknown") {
                Some(Value::Text(name)) => bars.iter().position(|(category, _)| category == name),
                _ => None,
            };
            let mut wanted = shown.numbers("values").unwrap_or_default();
            if let Some(at) = unknown.filter(|at| *at < wanted.len()) {
                wanted.remove(at);
            }
            vec![("values", read, wanted)]
        }
        ReadBack::Angle { degrees, .. } => {
            vec![("degrees", vec![Number::from(*degrees)], vec![shown.number("degrees", 0)])]
        }
        ReadBack::AreaModel { left, top, .. } => {
            let listed = |name: &str| match shown.field(name) {
                Some(Value::List(items)) => items.len(),
                Some(_) => 1,
                None => 0,
            };
            vec![
                ("left", count(left.len()), count(listed("left"))),
                ("top", count(top.len()), count(listed("top"))),
            ]
        }
        ReadBack::TenFrame { cells } => {
            let read = cells.iter().filter(|cell| cell.is_some()).count();
            let sum = &shown.number("filled", 0) + &shown.number("second", 0);
            match shown.field("states") {
                Some(_) => Vec::new(),
                None => vec![("counters", count(read), vec![sum])],
            }
        }
        _ => Vec::new(),
    }
}
