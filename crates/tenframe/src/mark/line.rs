//! One line of a batch: an item with a response, read from JSON; its marking, written as JSON.

use std::fmt::Write;
use std::ops::Range;

use maths::{
    Acceptance, Expects, Gate, Item, Marking, Misconception, Number, Options, Prepared, Reading,
    Rule, Slip,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::guess;

/// Why a line could not be marked: a fault of the line, not of the response.
#[derive(Debug)]
pub struct Bad {
    /// The id of the line, where it could be read.
    pub id: Value,
    /// A stable name.
    pub note: &'static str,
    /// What was found and what was expected.
    pub message: String,
}

#[derive(Debug, Deserialize)]
struct Line {
    answer: String,
    response: String,
    accept: Option<String>,
    options: Option<LineOptions>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LineOptions {
    letters: Option<Vec<String>>,
    functions: Option<Vec<String>>,
    units: Vec<String>,
    words: Vec<String>,
    choices: Vec<String>,
    subject: Option<String>,
    rules: Vec<String>,
    range: Option<(String, String)>,
    tolerance: Option<String>,
    places: Option<u32>,
    figures: Option<u32>,
    order: Option<bool>,
    misconceptions: Vec<Misconception>,
}

/// What is written for one line.
#[derive(Debug, Serialize)]
pub struct Marked {
    id: Value,
    verdict: &'static str,
    gates: Gates,
    note: &'static str,
    message: String,
    /// In Unicode scalar values of the response, the end excluded.
    span: Option<(usize, usize)>,
    misconception: Option<String>,
    /// The misconceptions that give this response, where there is more than one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<String>,
    /// Slips that anyone may make and that give this response, where no misconception does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    slips: Vec<Slip>,
    /// Why it was not decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

#[derive(Debug, Serialize)]
struct Gates {
    value: Gate,
    form: Gate,
    precision: Gate,
    unit: Gate,
}

/// Marks one line.
pub fn mark_line(bytes: &[u8]) -> Result<Marked, Bad> {
    let bad = |id: &Value, note, message| Bad { id: id.clone(), note, message };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        bad(&Value::Null, "not-utf-8", format!("the line is not text: {error}"))
    })?;
    if text.trim().is_empty() {
        let message = "the line is empty; expected a JSON object".to_owned();
        return Err(bad(&Value::Null, "empty-line", message));
    }
    let mut value: Value = serde_json::from_str(text)
        .map_err(|error| bad(&Value::Null, "not-json", format!("the line is not JSON: {error}")))?;
    let id = match value.get("id") {
        Some(id @ (Value::String(_) | Value::Number(_))) => id.clone(),
        _ => {
            let message = "`id` is missing; expected a text, such as \"q1\"".to_owned();
            return Err(bad(&Value::Null, "no-id", message));
        }
    };
    // What is null is left out.
    if let Some(options) = value.get_mut("options").and_then(Value::as_object_mut) {
        options.retain(|_, option| !option.is_null());
    }
    let line: Line = serde_json::from_value(value)
        .map_err(|error| bad(&id, "not-an-item", error.to_string()))?;
    let options = line.options.unwrap_or_default();
    let (item, misconceptions) = item(line.answer, line.accept.as_deref(), options)
        .map_err(|(note, message)| bad(&id, note, message))?;
    Ok(marked(id, &item, &misconceptions, &line.response))
}

type Wrong = (&'static str, String);

fn item(
    answer: String,
    accept: Option<&str>,
    options: LineOptions,
) -> Result<(Item, Vec<Misconception>), Wrong> {
    let accept = acceptance(accept.unwrap_or("equal-value"), &options)?;
    let letters = match &options.letters {
        Some(letters) => letters.iter().map(|text| letter(text)).collect::<Result<_, _>>()?,
        None if accept.is_text() => Vec::new(),
        None => guess::letters(&answer, &accept),
    };
    let functions = options.functions.unwrap_or_else(|| guess::functions(&answer));
    let words = if options.choices.is_empty() { options.words } else { options.choices };
    let reading =
        Reading { letters, words, functions, units: options.units, expects: Expects::default() };
    Ok((Item { answer, accept, reading }, options.misconceptions))
}

fn acceptance(text: &str, options: &LineOptions) -> Result<Acceptance, Wrong> {
    if text.trim().contains(' ') {
        return text.parse().map_err(|error| ("unknown-acceptance", format!("{error}")));
    }
    let rules = options.rules.iter().map(|name| rule(name)).collect::<Result<_, _>>()?;
    let range = match &options.range {
        Some((low, high)) => Some((number("range", low)?, number("range", high)?)),
        None => None,
    };
    let options = Options {
        places: options.places,
        figures: options.figures,
        range,
        tolerance: options
            .tolerance
            .as_deref()
            .map(|text| number("tolerance", text))
            .transpose()?,
        order: options.order,
        subject: options.subject.as_deref().map(letter).transpose()?,
        rules,
    };
    Acceptance::named(text.trim(), &options)
        .map_err(|error| ("unknown-acceptance", error.to_string()))
}

fn letter(text: &str) -> Result<char, Wrong> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) if letter.is_alphabetic() => Ok(letter),
        _ => Err(("bad-option", format!("`{text}` is not one letter, such as `x`"))),
    }
}

fn rule(name: &str) -> Result<Rule, Wrong> {
    name.parse().map_err(|()| {
        let known: Vec<&str> = Rule::all().map(Rule::name).collect();
        ("bad-option", format!("`{name}` is not a rule; known: {}", known.join(", ")))
    })
}

fn number(option: &str, text: &str) -> Result<Number, Wrong> {
    text.parse().map_err(|error| ("bad-option", format!("`{option}`: {error}")))
}

fn marked(id: Value, item: &Item, misconceptions: &[Misconception], response: &str) -> Marked {
    let prepared = Prepared::new(item, misconceptions);
    let explained = prepared.explain(response);
    let marking = &explained.marking;
    let (span, why) = match marking {
        Marking::Verdict(verdict) => (verdict.span.clone(), None),
        Marking::Unreadable(_) if response.trim().is_empty() => (None, None),
        Marking::Unreadable(unreadable) => (Some(unreadable.span.clone()), None),
        Marking::Undecided { why } => (None, Some(why.clone())),
        Marking::TooLarge(_) => (None, None),
    };
    let ids: Vec<String> = explained.misconceptions.iter().map(|id| (*id).to_owned()).collect();
    let (misconception, candidates) = match <[String; 1]>::try_from(ids) {
        Ok([only]) => (Some(only), Vec::new()),
        Err(ids) => (None, ids),
    };
    Marked {
        id,
        verdict: marking.outcome(),
        gates: gates(marking),
        note: marking.note(),
        message: marking.say(),
        span: span.filter(|span| !span.is_empty()).map(|span| in_chars(response, span)),
        misconception,
        candidates,
        slips: explained.slips,
        why,
    }
}

fn gates(marking: &Marking) -> Gates {
    let asked = |gate: fn(&maths::Verdict) -> Gate| match marking {
        Marking::Verdict(verdict) => gate(verdict),
        _ => Gate::NotAsked,
    };
    Gates {
        value: asked(|verdict| verdict.value),
        form: asked(|verdict| verdict.form),
        precision: asked(|verdict| verdict.precision),
        unit: asked(|verdict| verdict.unit),
    }
}

fn in_chars(text: &str, span: Range<usize>) -> (usize, usize) {
    let n_before = |end: usize| text.char_indices().take_while(|(start, _)| *start < end).count();
    (n_before(span.start), n_before(span.end))
}

impl Marked {
    /// For the person at the terminal.
    pub fn to_text(&self) -> String {
        let mut text = format!("{} ({})\n{}", self.verdict, self.note, self.message);
        for (name, gate) in [
            ("value", self.gates.value),
            ("unit", self.gates.unit),
            ("form", self.gates.form),
            ("precision", self.gates.precision),
        ] {
            match gate {
                Gate::Pass => drop(write!(text, "\n  {name}: as asked")),
                Gate::Fail => drop(write!(text, "\n  {name}: not as asked")),
                Gate::NotAsked => {}
            }
        }
        for slip in &self.slips {
            let _ = write!(text, "\n  perhaps {}", slip.describe());
        }
        if let Some(why) = &self.why {
            let _ = write!(text, "\n  {why}");
        }
        text
    }
}
