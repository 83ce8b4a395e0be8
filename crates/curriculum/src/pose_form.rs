//! Works out what a task asks for and how the answer is given: choices, cards and groups, parts, what is built.
//!
//! Like `pose` it makes nothing that is not legal; what is wrong with a form is a content problem with its place.

use maths::{Acceptance, Item, Number, Reading};

use crate::expression::{Expression, Scope};
use crate::family::{Choices, Failure, FormPlan, Placed, TaskFamily};
use crate::form::{Built, Form, Part, Wanted, is_writable};
use crate::pose::{build, fill, mix};
use crate::task::{Picture, TaskRef};
use crate::text::unmarked;
use crate::value::Value;

/// Our choice: a drawing is set in at most this many ways, so that all of them can be sent to a device at once.
const MOST_BUILT: usize = 31;
/// Our choice: cards that fit on a tablet.
const MOST_CARDS: usize = 12;

impl TaskFamily {
    /// What is asked for: one answer, or each of several.
    pub(crate) fn wanted(&self, scope: &Scope) -> Result<Wanted, Failure> {
        let value = self.ask.answer.value(scope)?;
        let (names, rules): (Vec<String>, Vec<(&Acceptance, &Reading)>) = match &self.ask.form {
            FormPlan::One | FormPlan::Build { .. } | FormPlan::Plot(_) => {
                return Ok(Wanted::one(Item {
                    answer: unmarked(value.to_string()),
                    accept: self.ask.accept.clone(),
                    reading: self.ask.reading.clone(),
                }));
            }
            FormPlan::Parts(parts) => {
                let names = parts
                    .iter()
                    .map(|part| Ok(unmarked(fill(&part.name, scope)?.to_string())))
                    .collect::<Result<_, Failure>>()?;
                (names, parts.iter().map(|part| (&part.accept, &part.reading)).collect())
            }
            FormPlan::Cards { cards, .. } => {
                let names: Vec<String> =
                    self.listed(cards, scope)?.into_iter().map(unmarked).collect();
                let rules = names.iter().map(|_| (&self.ask.accept, &self.ask.reading)).collect();
                (names, rules)
            }
        };
        let answers = self.answers(value, names.len())?;
        self.check_names_of_parts(&names, &answers)?;
        let part =
            |((name, answer), (accept, reading)): ((String, String), (&Acceptance, &Reading))| {
                Part {
                    name,
                    item: Item { answer, accept: accept.clone(), reading: reading.clone() },
                }
            };
        Ok(Wanted::several(names.into_iter().zip(answers).zip(rules).map(part).collect()))
    }

    fn answers(&self, value: Value, n_parts: usize) -> Result<Vec<String>, Failure> {
        match value {
            Value::List(items) if items.len() == n_parts => {
                Ok(items.iter().map(|item| unmarked(item.to_string())).collect())
            }
            other => self.wrong_answer(format!(
                "expected a list of {n_parts} answers, one for each card or part, found {} (`{}`)",
                other.kind(),
                other.to_source()
            )),
        }
    }

    // Names and answers stand in one line, parted by semicolons; a card that is there twice cannot be told apart.
    fn check_names_of_parts(&self, names: &[String], answers: &[String]) -> Result<(), Failure> {
        if let Some(text) = names.iter().chain(answers).find(|text| !is_writable(text)) {
            return self.wrong_answer(format!(
                "`{text}` cannot stand in a line of several answers: it is empty or has a semicolon in it"
            ));
        }
        match (1..names.len()).find(|idx| names[..*idx].contains(&names[*idx])) {
            Some(idx) => self.wrong_answer(format!("`{}` is there twice", names[idx])),
            None => Ok(()),
        }
    }

    fn wrong_answer<T>(&self, message: String) -> Result<T, Failure> {
        Err(Failure { at: self.ask.answer.at.clone(), message, help: String::new() })
    }

    /// How the answer is given.
    pub(crate) fn form(
        &self,
        of: &TaskRef,
        scope: &Scope,
        picture: Option<&Picture>,
    ) -> Result<Form, Failure> {
        match &self.ask.form {
            FormPlan::One => Ok(match (&self.ask.choices, &self.ask.accept) {
                (Choices::None, _) => Form::Write,
                (_, Acceptance::Set) => Form::Select,
                (_, Acceptance::OrderedList { .. }) => Form::Order,
                _ => Form::Choose,
            }),
            FormPlan::Parts(_) => Ok(Form::Parts),
            FormPlan::Cards { cards, groups, is_matched } => {
                let n_cards = self.listed(cards, scope)?.len();
                let mut named: Vec<String> =
                    self.listed(groups, scope)?.into_iter().map(unmarked).collect();
                self.check_groups(scope, n_cards, &named, *is_matched)?;
                if *is_matched && !self.ask.keep_order {
                    mix(&mut named, &of.to_string());
                }
                Ok(if *is_matched { Form::Match(named) } else { Form::Sort(named) })
            }
            FormPlan::Build { field, values, responses } => {
                self.built(scope, picture, field, values, responses.as_ref()).map(Form::Build)
            }
            FormPlan::Plot(at) => plotted(picture, at),
        }
    }

    fn check_groups(
        &self,
        scope: &Scope,
        n_cards: usize,
        groups: &[String],
        is_matched: bool,
    ) -> Result<(), Failure> {
        if !(2..=MOST_CARDS).contains(&n_cards) {
            return self
                .wrong_answer(format!("there are {n_cards} cards; expected 2 to {MOST_CARDS}"));
        }
        let wanted = self.wanted(scope)?;
        let mut used: Vec<&str> = Vec::new();
        for part in &wanted.parts {
            let answer = part.item.answer.as_str();
            if !groups.iter().any(|group| group == answer) {
                let groups = groups.join(", ");
                return self.wrong_answer(format!(
                    "`{}` goes to `{answer}`, which is none of: {groups}",
                    part.name
                ));
            }
            if is_matched && used.contains(&answer) {
                return self.wrong_answer(format!(
                    "two cards go with `{answer}`; use `into` where a group takes several"
                ));
            }
            used.push(answer);
        }
        Ok(())
    }

    // Every way of setting the field, each with its drawing.
    fn built(
        &self,
        scope: &Scope,
        picture: Option<&Picture>,
        field: &str,
        values: &Placed<Expression>,
        responses: Option<&Placed<Expression>>,
    ) -> Result<Vec<Built>, Failure> {
        let wrong = |at: &Placed<Expression>, message: String| Failure {
            at: at.at.clone(),
            message,
            help: String::new(),
        };
        let Some(picture) = picture else {
            return Err(wrong(
                values,
                "something is to be set on a drawing, and there is none".to_owned(),
            ));
        };
        let list = |from: &Placed<Expression>| match from.value(scope)? {
            Value::List(items) if (2..=MOST_BUILT).contains(&items.len()) => Ok(items),
            other => Err(wrong(
                from,
                format!(
                    "expected a list of 2 to {MOST_BUILT} values, found {} (`{}`)",
                    other.kind(),
                    other.to_source()
                ),
            )),
        };
        let set = list(values)?;
        let said = responses.map_or_else(|| Ok(set.clone()), list)?;
        if set.len() != said.len() {
            let message = format!("{} values are set and {} responses said", set.len(), said.len());
            return Err(wrong(responses.unwrap_or(values), message));
        }
        let one = |(value, response): (Value, Value)| {
            let mut shown = picture.clone();
            shown.fields.insert(field.to_owned(), value);
            Ok(Built { response: unmarked(response.to_string()), show: build(&shown, &values.at)? })
        };
        let built: Vec<Built> =
            set.into_iter().zip(said).map(one).collect::<Result<_, Failure>>()?;
        let wanted = self.wanted(scope)?;
        if !built.iter().any(|one| wanted.same(&one.response, &wanted.answer)) {
            return Err(wrong(
                values,
                format!("no way of setting `{field}` gives the answer `{}`", wanted.answer),
            ));
        }
        Ok(built)
    }

    /// The choices in the order shown.
    pub(crate) fn choices_shown(
        &self,
        of: &TaskRef,
        scope: &Scope,
    ) -> Result<Vec<String>, Failure> {
        Ok(self.choices_marked(of, scope)?.into_iter().map(unmarked).collect())
    }

    /// The choices in the order shown, with the marks of their mathematics.
    pub(crate) fn choices_marked(
        &self,
        of: &TaskRef,
        scope: &Scope,
    ) -> Result<Vec<String>, Failure> {
        let mut choices = self.listed(&self.ask.choices, scope)?;
        if !self.ask.keep_order {
            mix(&mut choices, &of.to_string());
        }
        Ok(choices)
    }

    /// A list as it is written in the file, or as an expression gives it, with the marks of its mathematics.
    fn listed(&self, list: &Choices, scope: &Scope) -> Result<Vec<String>, Failure> {
        match list {
            Choices::None => Ok(Vec::new()),
            Choices::Written(texts) => {
                texts.iter().map(|text| Ok(fill(text, scope)?.marked())).collect()
            }
            Choices::Computed(expression) => match expression.value(scope)? {
                Value::List(items) => Ok(items.iter().map(ToString::to_string).collect()),
                other => {
                    let message = format!(
                        "expected a list of choices, found {} (`{}`)",
                        other.kind(),
                        other.to_source()
                    );
                    Err(Failure { at: expression.at.clone(), message, help: String::new() })
                }
            },
        }
    }
}

// Where a point may stand on a coordinate grid: at every whole number of its axes.
fn plotted(picture: Option<&Picture>, at: &std::ops::Range<usize>) -> Result<Form, Failure> {
    let wrong = |message: &str| Failure {
        at: at.clone(),
        message: message.to_owned(),
        help: String::new(),
    };
    let Some(picture) = picture.filter(|picture| picture.kind == "coordinate-grid") else {
        return Err(wrong("a point can be marked on a `coordinate-grid` only"));
    };
    let number = |name: &str, usual: i64| {
        let value = picture.fields.get(name).and_then(Value::as_number).and_then(Number::to_i64);
        value.unwrap_or(usual)
    };
    let axis = |from: &str, to: &str| -> Result<Vec<String>, Failure> {
        let places: Vec<String> =
            (number(from, 0)..=number(to, 10)).map(|n| n.to_string()).collect();
        if places.len() > MOST_BUILT {
            return Err(wrong(
                "the grid has more places than can be marked by hand; expected at most 31 each way",
            ));
        }
        Ok(places)
    };
    Ok(Form::Plot { across: axis("x-from", "x-to")?, up: axis("y-from", "y-to")? })
}
