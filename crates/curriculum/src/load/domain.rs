//! Reads what a given may be: a list, one value, or a range such as `"4 to 60 step 2"`.

use maths::Number;
use toml::de::DeValue;

use super::file::{Entry, File, value};
use crate::value::Value;

/// Values one given may take. Our choice.
const DOMAIN_LIMIT: usize = 10_000;

pub(super) fn read_domain(file: &File<'_>, entry: &Entry<'_>) -> Option<Vec<Value>> {
    let at = entry.value.span();
    let domain = match entry.value.get_ref() {
        DeValue::String(text) => {
            match read_range(text) {
                Ok(values) => values,
                Err(message) => {
                    file.helpful(at, message, "", "a range is written \"4 to 60\" or \"4 to 60 step 2\"; texts stand in a list");
                    return None;
                }
            }
        }
        DeValue::Array(_) => match value(entry.value.get_ref()) {
            Some(Value::List(values)) => values,
            _ => {
                file.problem(at, format!("`{}` should be a list of numbers or texts", entry.key));
                return None;
            }
        },
        other => value(other).into_iter().collect(),
    };
    if domain.is_empty() {
        file.problem(at, format!("`{}` has no values", entry.key));
        return None;
    }
    if let Some(idx) =
        (1..domain.len()).find(|idx| domain[..*idx].contains(&domain[*idx]) && domain.len() < 200)
    {
        file.problem(
            at.clone(),
            format!("`{}` stands twice in the values of `{}`", domain[idx], entry.key),
        );
    }
    if domain.iter().any(|value| matches!(value, Value::List(_))) {
        file.problem(at, format!("`{}` should be a list of numbers or texts", entry.key));
        return None;
    }
    Some(domain)
}

fn read_range(text: &str) -> Result<Vec<Value>, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (from, to, step) = match words[..] {
        [from, "to", to] => (from, to, "1"),
        [from, "to", to, "step", step] => (from, to, step),
        _ => return Err(format!("`{text}` is not a range")),
    };
    let number =
        |word: &str| word.parse::<Number>().map_err(|_| format!("`{word}` is not a number"));
    let (from, to, step) = (number(from)?, number(to)?, number(step)?);
    if step <= Number::from(0) {
        return Err(format!("the step of a range is above 0, found `{step}`"));
    }
    if to < from {
        return Err(format!("the range from {from} to {to} is empty"));
    }
    let mut values = Vec::new();
    let mut next = from;
    while next <= to {
        if values.len() >= DOMAIN_LIMIT {
            return Err(format!("the range `{text}` has more than {DOMAIN_LIMIT} values"));
        }
        let following = &next + &step;
        values.push(Value::Number(next));
        next = following;
    }
    Ok(values)
}
