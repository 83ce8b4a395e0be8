//! Reads a concept: features, and cards that are or are not examples.

use super::file::{File, Table};
use super::picture::read_picture;
use super::{Loading, file_slug};
use crate::concept::{Card, Concept, Feature};
use crate::nearest::{did_you_mean, known};

pub(super) fn read_concept<'a>(file: &'a File<'a>, table: &Table<'a>, loading: &mut Loading) {
    table.check_format();
    let slug = file_slug(file.path).to_owned();
    let step = table.required_text("step").unwrap_or_default();
    if let Some(entry) = table.entry("step") {
        loading.step_at(file, step.clone(), entry.value.span());
    }
    let features = read_features(table);
    let mut concept = Concept {
        slug: slug.clone(),
        name: table.required_text("name").unwrap_or_default(),
        step,
        question: table.required_rich("question"),
        definition: table.required_rich("definition"),
        prototype: table.rich("prototype"),
        irrelevant: table.plain_texts("irrelevant"),
        cards: Vec::new(),
        features,
    };
    for card in table.tables("card", "a card") {
        if let Some(card) = read_card(file, &card, &concept) {
            concept.cards.push(card);
        }
    }
    table.finish();
    let n_non_examples = concept.cards.iter().filter(|card| !card.is).count();
    if n_non_examples == 0 || n_non_examples == concept.cards.len() {
        file.problem(
            table.at.clone(),
            "a concept needs cards that are examples and cards that are not",
        );
    }
    loading.claim(file, "concept", &slug, 0..0);
    loading.content.concepts.insert(slug, concept);
}

fn read_features(table: &Table<'_>) -> Vec<Feature> {
    let features: Vec<Feature> = table
        .tables("features", "a feature")
        .iter()
        .map(|feature| {
            let read = Feature {
                id: feature.required_text("id").unwrap_or_default(),
                text: feature.required_text("text").unwrap_or_default(),
            };
            feature.finish();
            read
        })
        .collect();
    if features.is_empty() {
        table.file.problem(table.at.clone(), "a concept needs `features`");
    }
    features
}

fn read_card<'a>(file: &'a File<'a>, table: &Table<'a>, concept: &Concept) -> Option<Card> {
    let id = table.required_text("id")?;
    if concept.cards.iter().any(|card| card.id == id) {
        file.problem(table.at.clone(), format!("the card `{id}` stands here twice"));
    }
    let is = table.flag("is");
    if table.entry("is").is_none() {
        file.problem(table.at.clone(), "a card needs `is`");
    }
    let misses = table.text("misses");
    check_misses(file, table, concept, is, misses.as_deref());
    let show = table.table("show", "a picture");
    let has_show = show.is_some();
    let text = table.entry("text").is_some().then(|| table.rich("text"));
    if !has_show && text.is_none() {
        file.problem(table.at.clone(), "a card has `show`, `text` or both");
    }
    let card = Card {
        id,
        show: show.and_then(|show| read_picture(&show)),
        text,
        is: is?,
        standard: table.flag("standard").unwrap_or(false),
        misses,
        reason: table.required_rich("reason"),
    };
    table.finish();
    // A card whose drawing is broken has nothing left to sort.
    if card.show.is_none() && card.text.is_none() { None } else { Some(card) }
}

fn check_misses(
    file: &File<'_>,
    table: &Table<'_>,
    concept: &Concept,
    is: Option<bool>,
    misses: Option<&str>,
) {
    let ids = || concept.features.iter().map(|feature| feature.id.as_str());
    let at = table.entry("misses").map_or(table.at.clone(), |entry| entry.value.span());
    match (is, misses) {
        (Some(true), Some(_)) => file.problem(at, "an example misses no feature"),
        (Some(false), None) => {
            file.helpful(at, "a non-example says which feature it `misses`", "", known(ids()))
        }
        (_, Some(id)) if !ids().any(|known| known == id) => {
            file.helpful(
                at,
                format!("`{id}` is not a feature of this concept"),
                did_you_mean(id, ids()),
                known(ids()),
            );
        }
        _ => {}
    }
}
