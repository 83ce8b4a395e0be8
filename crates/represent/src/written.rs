//! Fields as content writes them, such as `whole = 24, parts = 4, labels = ["a", "?"]`.
//!
//! For examples and for a page where a teacher types them; content files have their own, fuller reader.

use crate::field::{Field, Fields};

/// Longest text that is read. Our choice: far longer than the fields of any drawing.
const MAX_CHARS: usize = 2_000;

/// The fields in `text`; `None` when it is not `name = value` again and again with commas between.
#[must_use]
pub fn fields(text: &str) -> Option<Fields> {
    let mut fields = Fields::new();
    let mut rest = text.trim();
    if rest.len() > MAX_CHARS {
        return None;
    }
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let (value, after) = value_at(after.trim_start(), 0)?;
        fields.insert(name.trim().to_owned(), value);
        rest = match after.trim_start() {
            "" => "",
            more => more.strip_prefix(',')?.trim_start(),
        };
    }
    Some(fields)
}

/// The value that a teacher typed: `24`, `true`, `[1, 2]`, `1, 2, ?`, and anything else as text.
#[must_use]
pub fn value(text: &str) -> Field {
    let text = text.trim();
    if text.len() <= MAX_CHARS
        && let Some((value, "")) = value_at(text, 0)
    {
        return value;
    }
    match text.contains(',') && text.len() <= MAX_CHARS {
        true => Field::List(text.split(',').map(value).collect()),
        false => Field::Text(text.to_owned()),
    }
}

/// A value as a teacher would type it, without quotes where none are needed; [`value`] reads it back.
#[must_use]
pub fn typed(field: &Field) -> String {
    match field {
        Field::Number(number) => number.to_string(),
        Field::Flag(flag) => flag.to_string(),
        Field::Text(text) if text.contains([',', '[', '"']) || text.trim() != text => quoted(field),
        Field::Text(text) => text.clone(),
        Field::List(items) if !items.is_empty() && items.iter().all(is_plain) => {
            items.iter().map(typed).collect::<Vec<_>>().join(", ")
        }
        Field::List(_) => quoted(field),
    }
}

fn is_plain(item: &Field) -> bool {
    match item {
        Field::List(_) => false,
        Field::Text(text) => {
            !text.is_empty() && !text.contains([',', '[', '"']) && text.trim() == text
        }
        Field::Number(_) | Field::Flag(_) => true,
    }
}

// A value as content writes it.
fn quoted(field: &Field) -> String {
    match field {
        Field::Text(text) => format!("\"{text}\""),
        Field::List(items) => {
            format!("[{}]", items.iter().map(quoted).collect::<Vec<_>>().join(", "))
        }
        plain => typed(plain),
    }
}

// The value that `text` begins with, and what follows it.
fn value_at(text: &str, depth: usize) -> Option<(Field, &str)> {
    if let Some(after) = text.strip_prefix('"') {
        let (words, after) = after.split_once('"')?;
        return Some((words.into(), after));
    }
    if let Some(mut rest) = text.strip_prefix('[').filter(|_| depth < 4) {
        let mut items = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix(']') {
                return Some((Field::List(items), after));
            }
            let (item, after) = value_at(rest, depth + 1)?;
            items.push(item);
            rest = after.trim_start();
            rest = rest.strip_prefix(',').or_else(|| rest.starts_with(']').then_some(rest))?;
        }
    }
    let end = text.find([',', ']']).unwrap_or(text.len());
    let field = match text[..end].trim() {
        "true" => Field::Flag(true),
        "false" => Field::Flag(false),
        // A fraction is kept as it is written: two quarters are not one half.
        number if number.contains('/') => return None,
        number => Field::Number(number.parse().ok()?),
    };
    Some((field, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = fields(text).map(|fields| {
            let pairs = fields.iter().map(|(name, value)| format!("{name}:{value}"));
            pairs.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(shown.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn fields_are_read_as_content_writes_them() {
        check("whole = 24, parts = 4", "parts:4 whole:24");
        check("rows = [\"1/2\", [3, 4]], guide = true", "guide:true rows:[\"1/2\", [3, 4]]");
        check("", "");
        check("a = ", "none");
        check("a = [1, 2", "none");
        check("a = 1 b = 2", "none");
        check("a = [[[[[1]]]]]", "none");
    }

    #[test]
    fn what_is_typed_needs_no_quotes() {
        let rows = [
            ("3/4", "\"3/4\""),
            ("2/4, 1/2", "[\"2/4\", \"1/2\"]"),
            ("? cm", "\"? cm\""),
            ("1, ?, 3", "[1, \"?\", 3]"),
            ("[1, 2]", "[1, 2]"),
        ];
        for (typed, expected) in rows {
            assert_eq!(value(typed).to_string(), expected, "{typed}");
        }
    }

    #[test]
    fn every_example_typed_by_hand_draws_the_same_picture() {
        for kind in crate::kinds() {
            for fields in kind.example_fields() {
                let by_hand: Fields = fields
                    .iter()
                    .map(|(name, field)| (name.clone(), value(&typed(field))))
                    .collect();
                let [meant, drawn] = [&fields, &by_hand]
                    .map(|fields| crate::build(kind.slug, fields).map(|made| made.draw().svg));
                assert!(meant.is_ok() && meant == drawn, "{}: {fields:?} {by_hand:?}", kind.slug);
            }
        }
    }
}
