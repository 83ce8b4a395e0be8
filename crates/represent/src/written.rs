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
            ("3/4", "3/4"),
            ("? cm", "\"? cm\""),
            ("1, ?, 3", "[1, \"?\", 3]"),
            ("[1, 2]", "[1, 2]"),
        ];
        for (typed, expected) in rows {
            assert_eq!(value(typed).to_string(), expected, "{typed}");
        }
    }
}
