//! Reads a concept: features, and cards that are or are not examples.

use super::card_space::{FeaturePlan, check_cards, named_card, read_card_space, read_irrelevant};
use super::file::{File, Table};
use super::picture::read_picture;
use super::{Loading, file_slug};
use crate::concept::{Card, Concept, Feature};
use crate::nearest::{did_you_mean, known};
use crate::text::Marks;

pub(super) fn read_concept<'a>(file: &'a File<'a>, table: &Table<'a>, loading: &mut Loading) {
    table.check_format();
    let slug = file_slug(file.path).to_owned();
    let step = table.required_text("step").unwrap_or_default();
    if let Some(entry) = table.entry("step") {
        loading.step_at(file, step.clone(), entry.value.span());
    }
    let makes_cards = table.entry("given").is_some();
    let n_before = file.problems.borrow().len();
    let (features, plans) = read_features(table, makes_cards);
    let irrelevant = read_irrelevant(table);
    let mut concept = Concept {
        slug: slug.clone(),
        name: table.required_text("name").unwrap_or_default(),
        step,
        question: table.required_rich("question"),
        definition: table.required_rich("definition"),
        prototype: table.rich("prototype"),
        irrelevant: irrelevant.iter().map(|one| one.text.clone()).collect(),
        cards: Vec::new(),
        features,
        space: None,
    };
    let space = read_card_space(file, table, &slug, plans, irrelevant);
    for card in table.tables("card", "a card") {
        let Some(id) = card.required_text("id") else { continue };
        if concept.cards.iter().any(|known| known.id == id) {
            file.problem(card.at.clone(), format!("the card `{id}` stands here twice"));
        }
        let read = match &space {
            Some(space) => named_card(file, &card, &concept, space, id),
            None if makes_cards => continue,
            None => read_card(file, &card, &concept, id),
        };
        card.finish();
        concept.cards.extend(read);
    }
    table.finish();
    concept.space = space;
    let is_sound = file.problems.borrow().len() == n_before;
    if is_sound && loading.tries_tasks {
        let at = table.entry("given").map_or(table.at.clone(), |entry| entry.key_at.clone());
        check_cards(file, &concept, at);
    }
    if concept.cards.is_empty() && concept.makes_cards() {
        concept.cards = concept.deal(1, None);
    }
    let n_non_examples = concept.cards.iter().filter(|card| !card.is).count();
    if file.problems.borrow().len() == n_before
        && (n_non_examples == 0 || n_non_examples == concept.cards.len())
    {
        file.problem(
            table.at.clone(),
            "a concept needs cards that are examples and cards that are not",
        );
    }
    loading.claim(file, "concept", &slug, 0..0);
    loading.content.concepts.insert(slug, concept);
}

fn read_features<'a>(table: &Table<'a>, makes_cards: bool) -> (Vec<Feature>, Vec<FeaturePlan>) {
    let (mut features, mut plans) = (Vec::new(), Vec::new());
    for feature in table.tables("features", "a feature") {
        features.push(Feature {
            id: feature.required_text("id").unwrap_or_default(),
            text: feature.required_text("text").unwrap_or_default(),
        });
        if makes_cards {
            plans.push(FeaturePlan {
                holds: feature.required_expression("holds"),
                without: feature.required_template("without", Marks::Values),
            });
        }
        feature.finish();
    }
    if features.is_empty() {
        table.file.problem(table.at.clone(), "a concept needs `features`");
    }
    (features, plans)
}

fn read_card<'a>(
    file: &'a File<'a>,
    table: &Table<'a>,
    concept: &Concept,
    id: String,
) -> Option<Card> {
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
        unusual: Vec::new(),
        reason: table.required_rich("reason"),
    };
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
