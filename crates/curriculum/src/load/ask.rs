//! Reads `[ask]`: the question, the answer or answers, what each must be, and how it is given.
//!
//! What the values come to is checked in `family_check` and `pose_form`; start at [`read_ask`].

use std::str::FromStr;

use maths::{Acceptance, Reading, acceptance_names};
use toml::de::DeValue;

use super::file::Table;
use crate::expression::Expression;
use crate::family::{Ask, Choices, FormPlan, PartPlan, Placed};
use crate::nearest::{did_you_mean, known};
use crate::pose::spaced;
use crate::text::Marks;

/// Reads the question of a family; none when something it cannot do without is missing or wrong.
pub(super) fn read_ask<'a>(table: &Table<'a>) -> Option<Ask> {
    let text = table.required_template("text", Marks::Values);
    let has_parts = table.entry("part").is_some();
    let has_cards = table.entry("cards").is_some();
    let form = read_form(table, has_parts, has_cards);
    let answer = match &form {
        Some((FormPlan::Parts(_), answer)) => answer.clone(),
        _ if has_parts => None,
        _ => table.required_expression("answer"),
    };
    let accept = match () {
        () if has_parts || has_cards => Some(Acceptance::Choice),
        () => read_acceptance(table),
    };
    let reading = read_reading(table);
    let why = table.template("why", Marks::Values);
    let named = answer.as_ref().and_then(|answer| answer.what.as_name()).map(spaced);
    let answer_name = table.text("answer-name").or(named).unwrap_or_else(|| "answer".to_owned());
    let choices = read_list(table, "choices")?;
    let keep_order = table.flag("keep-order").unwrap_or(false);
    if let Some(accept) = accept.as_ref().filter(|_| !has_parts && !has_cards) {
        check_choices(table, accept, &choices);
    }
    table.finish();
    Some(Ask {
        text: text?,
        answer: answer?,
        answer_name,
        accept: accept?,
        reading,
        choices,
        form: form?.0,
        keep_order,
        why,
    })
}

fn check_choices(table: &Table<'_>, accept: &Acceptance, choices: &Choices) {
    let has_choices = *choices != Choices::None;
    let takes_choices =
        matches!(accept, Acceptance::Choice | Acceptance::Set | Acceptance::OrderedList { .. });
    let message = match (has_choices, accept == &Acceptance::Choice) {
        (false, true) => "an answer that is a choice needs `choices`",
        (true, _) if !takes_choices => {
            "`choices` go with `accept = \"choice\"`, `\"set\"` or `\"ordered-list\"`"
        }
        _ => return,
    };
    let at = table.entry("accept").map_or(table.at.clone(), |entry| entry.value.span());
    table.file.problem(at, message);
}

/// The form, and the list of answers where the parts hold them.
fn read_form<'a>(
    table: &Table<'a>,
    has_parts: bool,
    has_cards: bool,
) -> Option<(FormPlan, Option<Placed<Expression>>)> {
    let has_build = table.entry("build").is_some();
    let is_plotted = table.flag("plot").unwrap_or(false);
    let named: Vec<&str> =
        [("part", has_parts), ("cards", has_cards), ("build", has_build), ("plot", is_plotted)]
            .into_iter()
            .filter_map(|(name, is_there)| is_there.then_some(name))
            .collect();
    if let [first, second, ..] = named[..] {
        let at = table.entry(second).map_or(table.at.clone(), |entry| entry.key_at.clone());
        table.file.problem(
            at,
            format!("`{first}` and `{second}` do not go together: an answer is given in one way"),
        );
        for key in ["answer", "accept", "cards", "into", "with", "part", "build"] {
            table.entry(key);
        }
        return None;
    }
    if has_parts {
        read_parts(table)
    } else if has_cards {
        read_cards(table).map(|form| (form, None))
    } else if has_build {
        read_build(table).map(|form| (form, None))
    } else if is_plotted {
        let at = table.entry("plot").map_or(table.at.clone(), |entry| entry.value.span());
        Some((FormPlan::Plot(at), None))
    } else {
        Some((FormPlan::One, None))
    }
}

fn read_parts<'a>(table: &Table<'a>) -> Option<(FormPlan, Option<Placed<Expression>>)> {
    let tables = table.tables("part", "a part");
    let mut parts = Vec::new();
    let mut sources = Vec::new();
    let mut is_sound = true;
    for part in &tables {
        let name = part.required_template("name", Marks::Values);
        let answer = part.required_expression("answer");
        let accept = read_acceptance(part);
        let reading = read_reading(part);
        part.finish();
        match (name, answer, accept) {
            (Some(name), Some(answer), Some(accept)) => {
                sources.push(answer.what.source().to_owned());
                parts.push(PartPlan { name, accept, reading });
            }
            _ => is_sound = false,
        }
    }
    for key in ["answer", "accept", "choices"] {
        if let Some(entry) = table.entry(key) {
            table.file.problem(
                entry.key_at.clone(),
                format!("each part has its own `{key}`; a task with parts has none beside them"),
            );
            is_sound = false;
        }
    }
    if !is_sound {
        return None;
    }
    if parts.len() < 2 {
        table.file.problem(table.at.clone(), "a task with parts needs at least two");
        return None;
    }
    let what = Expression::read(&format!("[{}]", sources.join(", "))).ok()?;
    Some((FormPlan::Parts(parts), Some(Placed { what, at: table.at.clone(), inner: None })))
}

fn read_cards(table: &Table<'_>) -> Option<FormPlan> {
    let is_matched = match (table.entry("into").is_some(), table.entry("with").is_some()) {
        (true, false) => false,
        (false, true) => true,
        _ => {
            let at = table.entry("cards").map_or(table.at.clone(), |entry| entry.key_at.clone());
            table.file.helpful(
                at,
                "`cards` need either `into` or `with`",
                "",
                "`into` names the groups they are sorted into, `with` what they are matched with",
            );
            return None;
        }
    };
    for key in ["accept", "choices"] {
        if let Some(entry) = table.entry(key) {
            table.file.problem(
                entry.key_at.clone(),
                format!("`{key}` does not go with `cards`: each card goes to one of the groups"),
            );
            return None;
        }
    }
    let cards = read_list(table, "cards")?;
    let groups = read_list(table, if is_matched { "with" } else { "into" })?;
    Some(FormPlan::Cards { cards, groups, is_matched })
}

fn read_build(table: &Table<'_>) -> Option<FormPlan> {
    let build = table.table("build", "`build`")?;
    let field = build.required_text("field");
    let values = build.required_expression("values");
    let responses = build.expression("responses");
    build.finish();
    Some(FormPlan::Build { field: field?, values: values?, responses })
}

/// A list of texts, or an expression that gives one; none at all when the key is left out.
fn read_list<'a>(table: &Table<'a>, key: &str) -> Option<Choices> {
    let Some(entry) = table.entry(key) else { return Some(Choices::None) };
    match entry.value.get_ref() {
        DeValue::Array(items) => {
            let texts = items.iter().filter_map(|item| table.template_of(item, key, Marks::Values));
            Some(Choices::Written(texts.collect()))
        }
        _ => table.expression_of(entry).map(Choices::Computed),
    }
}

fn read_reading(table: &Table<'_>) -> Reading {
    let letters =
        table.text("letters").unwrap_or_default().chars().filter(|c| c.is_alphabetic()).collect();
    let [words, units, functions] =
        ["words", "units", "functions"].map(|key| table.plain_texts(key));
    Reading { letters, words, units, functions, ..Reading::default() }
}

fn read_acceptance(table: &Table<'_>) -> Option<Acceptance> {
    let text = table.required_text("accept")?;
    match Acceptance::from_str(&text) {
        Ok(accept) => Some(accept),
        Err(unknown) => {
            let at = table.entry("accept").map_or(table.at.clone(), |entry| entry.value.span());
            if unknown.is_name_known() {
                table.file.problem(at, unknown.to_string());
                return None;
            }
            let help = did_you_mean(&text, acceptance_names());
            table.file.helpful(
                at,
                format!("`{text}` does not say what an answer must be"),
                help,
                known(acceptance_names()),
            );
            None
        }
    }
}
