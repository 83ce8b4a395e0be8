//! Puts a change in words that a class can check: what changed, what stayed, what happened to the answer.

use maths::Number;

use super::change::{Moved, Pair};
use super::rules::relation_holds;
use crate::plan::Relation;
use crate::pose::spaced;
use crate::value::Value;

/// Features that stay and are named one by one. Our choice: a longer list is not listened to.
const NAMED_HELD: usize = 2;

/// Words of an answer that are said in full. Our choice: a longer one is not listened to.
const SPOKEN_WORDS: usize = 4;

/// "The number of parts doubles from 2 to 4. The whole stays 24. The part halves, from 12 to 6."
pub(super) fn explain(pair: &Pair<'_, '_>) -> String {
    let mut sentences = Vec::new();
    if !pair.is_one_family() {
        sentences.push("This is another kind of task.".to_owned());
        return sentences.join(" ");
    }
    match pair.link {
        Some(link) => sentences.push(linked(pair, link)),
        None => sentences.extend(pair.changed.iter().map(changed)),
    }
    if pair.changed.is_empty() {
        sentences.push("Nothing changes.".to_owned());
    }
    sentences.extend(held(pair));
    sentences.extend(answer(pair));
    sentences.join(" ")
}

/// What the answer did: "The part halves, from 12 to 6."; none when there is no answer to speak of.
pub(super) fn relation(pair: &Pair<'_, '_>) -> Option<String> {
    answer(pair)
}

/// What the answer did, in one word.
pub(super) fn answer_does(pair: &Pair<'_, '_>) -> Option<&'static str> {
    let (before, after) = (pair.before.answer.as_ref()?, pair.after.answer.as_ref()?);
    Some(match (pair.before.answer_number(), pair.after.answer_number()) {
        (Some(from), Some(to)) => Relation::ALL
            .into_iter()
            .find(|relation| relation_holds(*relation, &from, &to))
            .map_or("changes", Relation::slug),
        _ if before == after => Relation::Same.slug(),
        _ => "changes",
    })
}

/// "the number of parts (from 4 to 5)" for each change, joined by "and".
pub(super) fn listed(pair: &Pair<'_, '_>) -> String {
    let one = |moved: &Moved<'_>| {
        let feature = moved.feature;
        let (from, to) = (feature.said(&feature.value), feature.said(moved.to));
        match feature.is_unsaid {
            true => feature.called.clone(),
            false => format!("{} (from {from} to {to})", feature.called),
        }
    };
    joined(&pair.changed.iter().map(one).collect::<Vec<_>>())
}

/// "a, b and c".
pub(super) fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// The text with its first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn changed(moved: &Moved<'_>) -> String {
    let (from, to) = (&moved.feature.value, moved.to);
    let called = capital(&moved.feature.called);
    match (from, to) {
        _ if moved.feature.is_unsaid => format!("{called} changes."),
        (Value::Number(from), Value::Number(to)) => {
            let said = |value: &Value| moved.feature.said(value);
            let (before, after) = (said(&moved.feature.value), said(moved.to));
            match stepping(from, to, (&before, &after)) {
                Some(step) => format!("{called} {step}, from {before} to {after}."),
                None => format!("{called} {} {before} to {after}.", moving(from, to)),
            }
        }
        _ => format!("{called} changes from {} to {}.", quiet(from), quiet(to)),
    }
}

fn linked(pair: &Pair<'_, '_>, link: &crate::family::LinkedChange) -> String {
    let moves: Vec<String> = pair
        .changed
        .iter()
        .map(|moved| {
            let feature = moved.feature;
            let (from, to) = (feature.said(&feature.value), feature.said(moved.to));
            match feature.is_unsaid {
                true => feature.called.clone(),
                false => format!("{} from {from} to {to}", feature.called),
            }
        })
        .collect();
    let mut said = format!("{}: {}.", capital(&link.called), joined(&moves));
    let kept = link.keeps.value(&pair.after.scope).ok();
    let is_answer = kept.is_some() && kept == pair.after.answer;
    if let (Some(kept), false) = (kept, is_answer) {
        let keeps =
            link.keeps.what.as_name().map_or_else(|| link.keeps.what.source().to_owned(), spaced);
        let keeps =
            if link.keeps.what.as_name().is_some() { format!("the {keeps}") } else { keeps };
        said.push_str(&format!(" What stays the same: {keeps} is {kept}."));
    }
    said
}

/// "doubles from", "goes up by 3, from"; from 1 to 2 counts as one more, as it does in 1, 2, 3.
fn moving(from: &Number, to: &Number) -> String {
    let (one, two) = (Number::from(1), Number::from(2));
    let said = match (from, to) {
        (from, to) if *from == one && *to == two => "goes up by 1".to_owned(),
        _ => verb(from, to),
    };
    if said.contains(' ') { format!("{said}, from") } else { format!("{said} from") }
}

/// "goes up by 0.1", "goes up by 2/6": a step that is neither a doubling nor the like, in the way the two are written.
fn stepping(from: &Number, to: &Number, written: (&str, &str)) -> Option<String> {
    let said = verb(from, to);
    let is_step = said.starts_with("goes") || said.starts_with("gets");
    let step = is_step.then(|| step_as_written(&(to - from).abs(), written)).flatten()?;
    let way = if to > from { "up" } else { "down" };
    Some(format!("goes {way} by {step}"))
}

/// A step between decimals as a decimal, between sixths in sixths; none where the two are written otherwise.
fn step_as_written(step: &Number, (before, after): (&str, &str)) -> Option<String> {
    if before.contains('.') || after.contains('.') {
        return step.to_decimal();
    }
    let parts = |text: &str| text.rsplit_once('/')?.1.parse::<i64>().ok();
    let parts = parts(before).filter(|known| parts(after) == Some(*known) && *known > 0)?;
    let count = (step * &Number::from(parts)).to_i64()?;
    match (count / parts, count % parts) {
        (_, 0) => None,
        (wholes, rest) if wholes > 0 && before.contains(' ') => {
            Some(format!("{wholes} {rest}/{parts}"))
        }
        _ => Some(format!("{count}/{parts}")),
    }
}

/// What stayed, for features that matter; more than two are not listed.
fn held(pair: &Pair<'_, '_>) -> Vec<String> {
    let features =
        pair.before.direct.iter().filter(|feature| feature.critical && !feature.is_choice);
    let held: Vec<_> = features
        .filter(|feature| pair.changed.iter().all(|moved| moved.name != feature.name))
        .collect();
    if held.len() > NAMED_HELD {
        return vec!["Everything else stays the same.".to_owned()];
    }
    held.iter()
        .map(|feature| {
            let stays = match (feature.is_unsaid, feature.is_decimal) {
                (true, _) => "the same".to_owned(),
                (_, true) => feature.said(&feature.value),
                (_, false) => quiet(&feature.value),
            };
            format!("{} stays {stays}.", capital(&feature.called))
        })
        .collect()
}

fn answer(pair: &Pair<'_, '_>) -> Option<String> {
    let name = &pair.after.family?.ask.answer_name;
    let called = capital(&format!("the {name}"));
    let (before, after) = (pair.before.answer.as_ref()?, pair.after.answer.as_ref()?);
    if before == after {
        let stays = brief(after).unwrap_or_else(|| "the same".to_owned());
        return Some(format!("{called} stays {stays}."));
    }
    match (pair.before.answer_number(), pair.after.answer_number()) {
        (Some(from), Some(to)) if from == to => {
            Some(format!("{called} is worth the same: {before} and {after}."))
        }
        (Some(from), Some(to)) => {
            let written = (before.to_string(), after.to_string());
            let does = stepping(&from, &to, (&written.0, &written.1));
            let does = does.unwrap_or_else(|| verb(&from, &to));
            Some(format!("{called} {does}, from {before} to {after}."))
        }
        _ => Some(match (brief(before), brief(after)) {
            (Some(from), Some(to)) if from != to => {
                format!("{called} changes from {from} to {to}.")
            }
            _ => format!("{called} changes."),
        }),
    }
}

/// An answer that can be said in a breath, or the part of it before its reason; none for a longer one.
fn brief(answer: &Value) -> Option<String> {
    let plain = answer.to_string().replace('`', "");
    let is_short = |text: &str| text.split_whitespace().count() <= SPOKEN_WORDS;
    let head = [", because", ": ", ", "].iter().find_map(|mark| plain.split_once(mark));
    let said = match head {
        _ if is_short(&plain) => plain.as_str(),
        Some((head, _)) if is_short(head) => head,
        _ => return None,
    };
    Some(quiet(&Value::from(said)))
}

fn quiet(value: &Value) -> String {
    match value {
        Value::Text(text) if text.contains(char::is_alphabetic) && text.contains(' ') => {
            format!("“{text}”")
        }
        other => other.to_string(),
    }
}

/// What a number does: "doubles", "goes up by 3". Comparisons by times are used for positive numbers only.
pub(super) fn verb(from: &Number, to: &Number) -> String {
    let zero = Number::from(0);
    let times = to.checked_div(from).filter(|_| *from > zero && *to > zero);
    let over = from.checked_div(to).filter(|_| *from > zero && *to > zero);
    let is = |ratio: &Option<Number>, n: i64| ratio.as_ref() == Some(&Number::from(n));
    if is(&times, 2) {
        "doubles".to_owned()
    } else if is(&over, 2) {
        "halves".to_owned()
    } else if is(&times, 10) {
        "becomes ten times as big".to_owned()
    } else if is(&over, 10) {
        "becomes a tenth as big".to_owned()
    } else {
        let (step, up) = ((to - from).abs(), to > from);
        match (is_plain(&step, from, to), up) {
            (true, true) => format!("goes up by {step}"),
            (true, false) => format!("goes down by {step}"),
            (false, true) => "gets bigger".to_owned(),
            (false, false) => "gets smaller".to_owned(),
        }
    }
}

/// Whether a step is in parts that the two numbers are in already: from 7/7 to 7/8 it is, from 11/7 to 11/8 not.
fn is_plain(step: &Number, from: &Number, to: &Number) -> bool {
    step.denominator() <= from.denominator().max(to.denominator())
}
