//! Reads how a concept makes its cards, and tries every one: each feature is missed by some card alone, no two cards
//! that look the same differ in a feature, there is a usual example and there are others, every drawing can be made.

use std::collections::BTreeMap;

use maths::{Acceptance, Reading};
use toml::de::DeValue;

use super::families::{check_clashes, read_givens, read_lets, read_show};
use super::file::{File, Table, value};
use super::names::{NameCheck, check_names};
use super::space::{enumerate, order_lets};
use crate::card_space::{CardSpace, Judged, NOT_USUAL};
use crate::concept::{Card, Concept};
use crate::expression::Expression;
use crate::family::{Ask, Choices, Failure, FormPlan, Kind, Placed, TaskFamily};
use crate::pose::build;
use crate::task::TaskRef;
use crate::text::{Marks, Template};
use crate::value::Value;

/// Choices of givens a concept may have. Our choice: more than enough to sort, few enough to try every one.
const MOST: usize = 2_000;

/// What a feature says of its own working out.
pub(super) struct FeaturePlan {
    pub(super) holds: Option<Placed<Expression>>,
    pub(super) without: Option<Placed<Template>>,
}

/// What does not matter: in words, and when it is as usual.
pub(super) struct Irrelevant {
    pub(super) text: String,
    pub(super) usual: Option<Placed<Expression>>,
}

/// Reads the list of what does not matter: texts, or `{ text = "...", usual = "turn = 0" }`.
pub(super) fn read_irrelevant<'a>(table: &Table<'a>) -> Vec<Irrelevant> {
    let Some(entry) = table.entry("irrelevant") else { return Vec::new() };
    let DeValue::Array(items) = entry.value.get_ref() else {
        let words = table.plain_texts("irrelevant").into_iter();
        return words.map(|text| Irrelevant { text, usual: None }).collect();
    };
    let mut read = Vec::new();
    for item in items {
        match item.get_ref() {
            DeValue::String(text) => {
                read.push(Irrelevant { text: text.to_string(), usual: None });
            }
            DeValue::Table(inner) => {
                let inner = Table::new(table.file, "what does not matter", item.span(), inner);
                let text = inner.required_text("text").unwrap_or_default();
                read.push(Irrelevant { text, usual: inner.expression("usual") });
                inner.finish();
            }
            _ => table.file.problem(item.span(), "`irrelevant` should hold texts or tables"),
        }
    }
    read
}

/// Reads the givens, lets, drawings and words of a concept's cards; none when it makes none, or something is wrong.
pub(super) fn read_card_space<'a>(
    file: &'a File<'a>,
    table: &Table<'a>,
    slug: &str,
    features: Vec<FeaturePlan>,
    irrelevant: Vec<Irrelevant>,
) -> Option<CardSpace> {
    table.entry("given")?;
    let (givens, conditions) = read_givens(file, table);
    let lets = read_lets(table);
    let words = table.template("text", Marks::Values);
    let reason = table.required_template("reason", Marks::Values);
    let show_tables = table.tables("show", "[show]");
    let shows: Vec<_> = show_tables.iter().filter_map(read_show).collect();
    if show_tables.is_empty() && words.is_none() {
        file.problem(
            table.at.clone(),
            "a concept that makes cards needs `[[show]]`, `text` or both",
        );
        return None;
    }
    let (mut holds, mut without) = (Vec::new(), Vec::new());
    for feature in features {
        holds.push(feature.holds?);
        without.push(feature.without?);
    }
    let lets = order_lets(file, lets?)?;
    let mut family = bare_family(slug, words);
    (family.givens, family.conditions) = (givens?, conditions?);
    (family.lets, family.shows) = (lets, shows);
    let clash = check_clashes(file, &family);
    if !check_names(table, &family) || clash {
        return None;
    }
    let usual = irrelevant.into_iter().filter_map(|one| Some((one.text, one.usual?))).collect();
    let mut space = CardSpace { family, holds, without, reason: reason?, usual };
    if !check_card_names(table, &space) {
        return None;
    }
    let (choices, is_sampled) = enumerate(file, &space.family)?;
    if is_sampled || choices.len() > MOST {
        let at = space.family.givens.first().map_or(table.at.clone(), |given| given.at.clone());
        let message = format!("a concept may have at most {MOST} choices of givens");
        file.helpful(at, message, "", "use shorter lists: a class sorts eight cards");
        return None;
    }
    space.family.space = choices;
    Some(space)
}

/// A family that only says how its tasks are drawn.
fn bare_family(slug: &str, words: Option<Placed<Template>>) -> TaskFamily {
    let nothing = || Placed { what: Template::default(), at: 0..0, inner: None };
    let yes = Expression::read("true").expect("a word of the language");
    TaskFamily {
        slug: slug.to_owned(),
        name: String::new(),
        step: String::new(),
        criterion: Vec::new(),
        kind: Kind::Conceptual,
        key_points: Vec::new(),
        author: String::new(),
        source: String::new(),
        formerly: Vec::new(),
        dimensions: Vec::new(),
        links: Vec::new(),
        charts: Vec::new(),
        ends: Vec::new(),
        misconceptions: Vec::new(),
        version: String::new(),
        stem: None,
        givens: Vec::new(),
        conditions: Vec::new(),
        lets: Vec::new(),
        ask: Ask {
            text: words.unwrap_or_else(nothing),
            answer: Placed { what: yes, at: 0..0, inner: None },
            answer_name: String::new(),
            accept: Acceptance::Word,
            reading: Reading::default(),
            choices: Choices::None,
            form: FormPlan::One,
            keep_order: true,
            why: None,
        },
        shows: Vec::new(),
        support: None,
        depth: Vec::new(),
        space: Vec::new(),
        is_sampled: false,
    }
}

fn check_card_names(table: &Table<'_>, space: &CardSpace) -> bool {
    let known = space.family.names();
    let mut check = NameCheck::of(table);
    space.holds.iter().for_each(|holds| check.expression(holds, &known));
    space.usual.iter().for_each(|(_, usual)| check.expression(usual, &known));
    space.without.iter().chain([&space.reason]).for_each(|text| check.template(text, &known));
    check.sound
}

/// The card that a file names by its givens; its own words for the reason may stand in place of the concept's.
pub(super) fn named_card<'a>(
    file: &File<'_>,
    table: &Table<'a>,
    concept: &Concept,
    space: &CardSpace,
    id: String,
) -> Option<Card> {
    let at = table.entry("of").map_or(table.at.clone(), |entry| entry.value.span());
    let Some(givens) = table.table("of", "`of`") else {
        file.problem(table.at.clone(), "a card of a concept with `[given]` needs `of`");
        return None;
    };
    let given: BTreeMap<String, Value> = givens
        .rest()
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), value(entry.value.get_ref())?)))
        .collect();
    let asked = TaskRef { family: concept.slug.clone(), given, ..TaskRef::default() };
    let of = match space.family.complete(&asked) {
        Ok(of) => of,
        Err(error) => {
            file.problem(at, format!("this is not a card of the concept: {error}"));
            return None;
        }
    };
    let reason = table.entry("reason").is_some().then(|| table.required_rich("reason"));
    match space.card(concept, &of, id) {
        Ok(Some(card)) => {
            let reason = reason.unwrap_or_else(|| card.reason.clone());
            Some(Card { reason, ..card })
        }
        Ok(None) => {
            let scope = space.family.scope(&of).unwrap_or_default();
            let missed = space.judge(&scope).map(|judged| judged.missed).unwrap_or_default();
            let names: Vec<&str> =
                missed.iter().map(|idx| concept.features[*idx].id.as_str()).collect();
            let message =
                format!("a near miss misses one feature; this card misses {}", names.join(", "));
            file.problem(at, message);
            None
        }
        Err(failure) => {
            file.failure(&failure, format!("with {of}"));
            None
        }
    }
}

/// Tries every card of a concept and reports each mistake once.
pub(super) fn check_cards(file: &File<'_>, concept: &Concept, at: std::ops::Range<usize>) {
    let Some(space) = &concept.space else { return };
    let mut looks: BTreeMap<String, (Judged, TaskRef)> = BTreeMap::new();
    let mut cards: Vec<Card> = Vec::new();
    for values in &space.family.space {
        let of = space.family.task_of(values);
        let (judged, card) = match try_card(space, concept, &of) {
            Ok(tried) => tried,
            Err(failure) => return file.failure(&failure, format!("first with {of}")),
        };
        if let Some(card) = &card {
            let look = format!("{:?}{:?}", card.show, card.text);
            if let Some((other, first)) = looks.get(&look)
                && other.missed != judged.missed
            {
                let note = format!("{first} and {of}");
                let message =
                    "two cards look the same, but one has a feature that the other has not";
                return file.helpful(at, message, "", note);
            }
            looks.insert(look, (judged, of));
        }
        cards.extend(card);
    }
    for (feature, holds) in concept.features.iter().zip(&space.holds) {
        if !cards.iter().any(|card| card.misses.as_ref() == Some(&feature.id)) {
            let message = format!(
                "no card misses `{}` alone, so nothing shows that it is needed",
                feature.id
            );
            file.problem(holds.at.clone(), message);
        }
    }
    if !cards.iter().any(|card| card.standard) {
        file.problem(at.clone(), "no card is the usual example");
    }
    let others = cards.iter().filter(|card| card.is && !card.standard).count();
    if others < NOT_USUAL {
        let message = format!(
            "{others} examples differ from the usual one; there should be {NOT_USUAL} or more"
        );
        file.helpful(at, message, "", "say when each thing in `irrelevant` is `usual`");
    }
}

/// What the features say of a card, and the card, its drawing made once.
fn try_card(
    space: &CardSpace,
    concept: &Concept,
    of: &TaskRef,
) -> Result<(Judged, Option<Card>), Failure> {
    let scope = space.family.scope(of)?;
    let judged = space.judge(&scope)?;
    let card = space.card(concept, of, String::new())?;
    if card.is_some()
        && let Some((picture, at)) = space.family.picture(&scope)?
    {
        build(&picture, &at)?;
    }
    Ok((judged, card))
}
