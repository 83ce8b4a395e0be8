//! Reads a list of key facts.

use super::file::{File, Table};
use super::{Loading, file_slug};
use crate::key_fact::{FactCard, KeyFacts};

pub(super) fn read_key_facts<'a>(file: &'a File<'a>, table: &Table<'a>, loading: &mut Loading) {
    table.check_format();
    let slug = file_slug(file.path).to_owned();
    let name = table.required_text("name").unwrap_or_default();
    let year = table
        .required_whole("year", 0..=11)
        .and_then(|year| u8::try_from(year).ok())
        .unwrap_or_default();
    let mut facts = Vec::new();
    for fact in table.tables("fact", "a fact") {
        let slug = fact.required_text("slug").unwrap_or_default();
        facts.push(read_fact(&fact, slug));
        fact.finish();
    }
    table.finish();
    if facts.is_empty() {
        file.problem(0..0, "this file has no `[[fact]]`");
    }
    loading.claim(file, "list of key facts", &slug, 0..0);
    loading.content.key_facts.insert(slug.clone(), KeyFacts { slug, name, year, facts });
}

/// The question and the answer of one fact.
pub(super) fn read_fact(table: &Table<'_>, slug: String) -> FactCard {
    FactCard {
        slug,
        question: table.required_rich("question"),
        answer: table.required_rich("answer"),
    }
}
