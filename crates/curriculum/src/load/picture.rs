//! Reads a drawing: `kind` and its fields, with or without values to fill in.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::file::{Table, value};
use crate::family::FieldPlan;
use crate::task::Picture;
use crate::text::Marks;

/// Reads a drawing without values, and builds it once to see that it can be drawn.
pub(super) fn read_picture(table: &Table<'_>) -> Option<Picture> {
    let kind = table.required_text("kind")?;
    let mut fields = BTreeMap::new();
    for entry in table.rest() {
        match value(entry.value.get_ref()) {
            Some(value) => {
                fields.insert(entry.key.clone(), value);
            }
            None => table.file.problem(
                entry.value.span(),
                format!("`{}` should be a number, a text, a flag or a list", entry.key),
            ),
        }
    }
    let picture = Picture { kind, fields };
    match picture.build() {
        Ok(_) => Some(picture),
        Err(error) => {
            table.file.problem(table.at.clone(), format!("this picture cannot be drawn: {error}"));
            None
        }
    }
}

/// Reads the fields of a drawing in a family, where texts hold values.
pub(super) fn read_fields<'a>(table: &Table<'a>) -> BTreeMap<String, FieldPlan> {
    let mut fields = BTreeMap::new();
    for entry in table.rest() {
        if let Some(plan) = read_field(table, &entry.key, entry.value) {
            fields.insert(entry.key, plan);
        }
    }
    fields
}

fn read_field<'a>(
    table: &Table<'a>,
    name: &str,
    found: &'a Spanned<DeValue<'a>>,
) -> Option<FieldPlan> {
    match found.get_ref() {
        DeValue::String(_) => table.template_of(found, name, Marks::Values).map(FieldPlan::Filled),
        DeValue::Array(items) => items
            .iter()
            .map(|item| read_field(table, name, item))
            .collect::<Option<_>>()
            .map(FieldPlan::List),
        other => match value(other) {
            Some(value) => Some(FieldPlan::Value(value)),
            None => {
                table.file.problem(
                    found.span(),
                    format!("`{name}` should be a number, a text, a flag or a list"),
                );
                None
            }
        },
    }
}
