//! Turns the name of a task into the task: question, drawing, answer, predicted wrong answers, support, depth.
//!
//! [`Content::pose`] checks that the numbers are allowed first, so a task that is posed is always legal.

use std::collections::BTreeMap;

use crate::content::{Content, PoseError};
use crate::expression::Scope;
use crate::family::{Failure, FieldPlan, Misconception, Placed, Show, TaskFamily};
use crate::form::Wanted;
use crate::nearest::did_you_mean;
use crate::task::{Deepen, Picture, Predicted, Support, Task, TaskRef};
use crate::text::{RichText, Template, rich_answer, unmarked};
use crate::value::Value;

/// Values named one by one in a message before it says how many more there are.
const NAMED_VALUES: usize = 12;

impl Content {
    /// Makes a task from its name.
    ///
    /// # Errors
    ///
    /// When the family or a name is unknown, a value is not allowed, or values do not go together.
    pub fn pose(&self, task: &TaskRef) -> Result<Task, PoseError> {
        let family = self.family(&task.family).ok_or_else(|| PoseError::UnknownFamily {
            family: task.family.clone(),
            help: did_you_mean(&task.family, self.families.keys().map(String::as_str)),
        })?;
        let complete = family.complete(task)?;
        family.pose(complete).map_err(|failure| PoseError::Content {
            family: family.slug.clone(),
            message: failure.message,
        })
    }

    /// What an adult puts out for pupils with a misconception who are to try these tasks: one text for each task
    /// whose family says it, in its own numbers, none twice.
    pub fn put_out(&self, misconception: &str, tasks: &[TaskRef]) -> Vec<RichText> {
        let mut said: Vec<RichText> = Vec::new();
        for task in tasks {
            let Some(family) = self.family(&task.family) else { continue };
            let words =
                family.misconception(misconception).and_then(|known| known.put_out.as_ref());
            let scope = family.complete(task).ok().and_then(|task| family.scope(&task).ok());
            let filled = words.zip(scope).and_then(|(words, scope)| fill(words, &scope).ok());
            if let Some(text) = filled.filter(|text| !said.contains(text)) {
                said.push(text);
            }
        }
        said
    }
}

impl TaskFamily {
    /// The complete name of a task: every choice filled in, every value checked.
    ///
    /// # Errors
    ///
    /// As [`Content::pose`].
    pub fn complete(&self, task: &TaskRef) -> Result<TaskRef, PoseError> {
        self.check_names(task)?;
        let mut given = BTreeMap::new();
        for wanted in &self.givens {
            let missing =
                || PoseError::MissingGiven { family: self.slug.clone(), name: wanted.name.clone() };
            let value = task.given.get(&wanted.name).ok_or_else(missing)?;
            if !wanted.domain.contains(value) {
                return Err(self.out_of_range(&wanted.name, value.to_string(), &wanted.domain));
            }
            given.insert(wanted.name.clone(), value.clone());
        }
        let mut choice = BTreeMap::new();
        for (dimension, values) in self.choices() {
            let chosen =
                task.choice.get(&dimension.name).or(values.first()).cloned().unwrap_or_default();
            if !values.contains(&chosen) {
                let allowed: Vec<Value> =
                    values.iter().map(|value| Value::from(value.as_str())).collect();
                return Err(self.out_of_range(&dimension.name, chosen, &allowed));
            }
            choice.insert(dimension.name.clone(), chosen);
        }
        let complete = TaskRef { family: self.slug.clone(), given, choice };
        self.check_conditions(&complete)?;
        Ok(complete)
    }

    fn check_names(&self, task: &TaskRef) -> Result<(), PoseError> {
        let givens = self.givens.iter().map(|given| given.name.as_str());
        let known: Vec<&str> =
            givens.chain(self.choices().map(|(dimension, _)| dimension.name.as_str())).collect();
        let is_given = |name: &str| self.givens.iter().any(|given| given.name == name);
        let is_choice = |name: &str| self.choices().any(|(dimension, _)| dimension.name == name);
        let odd = task
            .given
            .keys()
            .find(|name| !is_given(name))
            .or_else(|| task.choice.keys().find(|name| !is_choice(name)));
        match odd {
            None => Ok(()),
            Some(name) => Err(PoseError::UnknownName {
                family: self.slug.clone(),
                name: name.clone(),
                help: did_you_mean(name, known),
            }),
        }
    }

    fn check_conditions(&self, task: &TaskRef) -> Result<(), PoseError> {
        let content = |failure: Failure| PoseError::Content {
            family: self.slug.clone(),
            message: failure.message,
        };
        if self.conditions.is_empty() {
            return Ok(());
        }
        let scope = self.scope(task).map_err(content)?;
        for condition in &self.conditions {
            if !condition.holds.flag(&scope).map_err(content)? {
                let says = match condition.says.is_empty() {
                    true => self.in_words(task, condition.holds.what.source()),
                    false => condition.says.clone(),
                };
                return Err(PoseError::NotTogether { says });
            }
        }
        Ok(())
    }

    // A condition in words with the numbers in it: "24 does not share equally into 5" for `whole mod parts = 0`.
    fn in_words(&self, task: &TaskRef, condition: &str) -> String {
        let value = |name: &str| task.given.get(name.trim())?.to_string().parse::<i64>().ok();
        let mut unshared = condition.split(" and ").filter_map(|piece| {
            let (whole, parts) = piece.strip_suffix(" = 0")?.split_once(" mod ")?;
            let (whole, parts) = (value(whole)?, value(parts)?);
            (parts != 0 && whole % parts != 0).then_some((whole, parts))
        });
        match unshared.next() {
            Some((whole, parts)) => format!("{whole} does not share equally into {parts}"),
            None => {
                let given =
                    task.given.iter().map(|(name, value)| format!("{} {value}", self.called(name)));
                format!(
                    "this kind of question does not take {} together",
                    given.collect::<Vec<_>>().join(" with ")
                )
            }
        }
    }

    fn out_of_range(&self, name: &str, value: String, domain: &[Value]) -> PoseError {
        PoseError::OutOfRange {
            name: name.to_owned(),
            called: self.called(name),
            value,
            allowed: allowed(domain),
        }
    }

    /// The words used to speak of a given or dimension.
    pub(crate) fn called(&self, name: &str) -> String {
        let shows = |dimension: &&crate::family::Dimension| match &dimension.value {
            crate::family::DimensionValue::Computed(expression) => {
                expression.what.as_name() == Some(name)
            }
            crate::family::DimensionValue::Choice(_) => false,
        };
        let dimension = self.dimension(name).or_else(|| self.dimensions.iter().find(shows));
        dimension.map_or_else(
            || format!("the {}", spaced(name)),
            |dimension| dimension.called_with_article(),
        )
    }

    pub(crate) fn pose(&self, of: TaskRef) -> Result<Task, Failure> {
        let scope = self.scope(&of)?;
        let wanted = self.wanted(&scope)?;
        let marked = self.choices_marked(&of, &scope)?;
        let choice_texts = marked.iter().map(|choice| rich_answer(choice)).collect();
        let choices = marked.into_iter().map(unmarked).collect();
        let picture = self.picture(&scope)?;
        let show = picture.as_ref().map(|(picture, at)| build(picture, at)).transpose()?;
        let told = self.picture_told(&scope, picture.as_ref())?;
        let predicted = self.predicted(&of, &scope, &wanted)?;
        let picture = picture.map(|(picture, _)| picture);
        let form = self.form(&of, &scope, picture.as_ref())?;
        Ok(Task {
            step: self.step.clone(),
            kind: self.kind,
            key_points: self.key_points.clone(),
            text: fill(&self.ask.text, &scope)?,
            support: self.support_for(&scope, picture.as_ref())?,
            picture,
            show,
            told,
            wanted,
            form,
            choices,
            choice_texts,
            stem: fill_optional(self.stem.as_ref(), &scope)?,
            why: fill_optional(self.ask.why.as_ref(), &scope)?,
            predicted,
            depth: self.depth_for(&scope)?,
            dimensions: self.dimension_values(&of, &scope)?,
            of,
        })
    }

    /// The drawing's fields and where it is described; the first description whose condition holds.
    pub(crate) fn picture(
        &self,
        scope: &Scope,
    ) -> Result<Option<(Picture, std::ops::Range<usize>)>, Failure> {
        let Some(show) = self.shown(scope)? else { return Ok(None) };
        let fields = fill_fields(&show.fields, scope)?;
        Ok(Some((Picture { kind: show.kind.clone(), fields }, show.at.clone())))
    }

    pub(crate) fn shown(&self, scope: &Scope) -> Result<Option<&Show>, Failure> {
        for show in &self.shows {
            if show.when.as_ref().map_or(Ok(true), |when| when.flag(scope))? {
                return Ok(Some(show));
            }
        }
        Ok(None)
    }

    /// The drawing with what is laid over it once the answer is told.
    fn picture_told(
        &self,
        scope: &Scope,
        picture: Option<&(Picture, std::ops::Range<usize>)>,
    ) -> Result<Option<represent::Representation>, Failure> {
        let (Some(show), Some((picture, at))) = (self.shown(scope)?, picture) else {
            return Ok(None);
        };
        let mut told = picture.clone();
        told.fields.extend(fill_fields(&show.told, scope)?);
        build(&told, at).map(Some)
    }

    fn predicted(
        &self,
        of: &TaskRef,
        scope: &Scope,
        wanted: &Wanted,
    ) -> Result<Vec<Predicted>, Failure> {
        let mut predicted = Vec::new();
        for misconception in &self.misconceptions {
            let Some(response) = misconception.response_to(scope, wanted)? else { continue };
            if !wanted.same(&response, &wanted.answer) {
                predicted.push(misconception.predict(of, scope, response)?);
            }
        }
        Ok(predicted)
    }

    fn support_for(
        &self,
        scope: &Scope,
        picture: Option<&Picture>,
    ) -> Result<Option<Support>, Failure> {
        let Some(plan) = &self.support else { return Ok(None) };
        let more = fill_fields(&plan.fields, scope)?;
        let picture = match picture {
            Some(picture) => {
                let mut shown = picture.clone();
                let known = fields_of(&picture.kind);
                shown
                    .fields
                    .extend(more.into_iter().filter(|(name, _)| known.contains(&name.as_str())));
                build(&shown, &plan.at)?;
                Some(shown)
            }
            None => None,
        };
        let put_out = fill_optional(plan.put_out.as_ref(), scope)?.unwrap_or_default();
        Ok(Some(Support { text: fill(&plan.text, scope)?, put_out, picture }))
    }

    fn depth_for(&self, scope: &Scope) -> Result<Vec<Deepen>, Failure> {
        let deepen = |plan: &crate::family::DepthPlan| {
            Ok(Deepen {
                kind: plan.kind.clone(),
                text: fill(&plan.text, scope)?,
                answer: fill(&plan.answer, scope)?,
            })
        };
        self.depth.iter().map(deepen).collect()
    }
}

impl Misconception {
    /// The wrong answer it gives, or nothing where it does not apply.
    pub(crate) fn response_to(
        &self,
        scope: &Scope,
        wanted: &Wanted,
    ) -> Result<Option<String>, Failure> {
        let Some(response) = &self.response else { return Ok(None) };
        let applies = self.when.as_ref().map_or(Ok(true), |when| when.flag(scope))?;
        if !applies {
            return Ok(None);
        }
        let answers = match (wanted.only(), response.value(scope)?) {
            (None, Value::List(items)) if items.len() == wanted.parts.len() => {
                items.iter().map(|item| unmarked(item.to_string())).collect()
            }
            (None, other) => {
                let message = format!(
                    "expected a list of {} answers, one for each part, found {} (`{}`)",
                    wanted.parts.len(),
                    other.kind(),
                    other.to_source()
                );
                return Err(Failure { at: response.at.clone(), message, help: String::new() });
            }
            (Some(_), one) => vec![unmarked(one.to_string())],
        };
        Ok(Some(wanted.written(&answers)))
    }

    fn predict(&self, of: &TaskRef, scope: &Scope, response: String) -> Result<Predicted, Failure> {
        let text = |place: &Option<Placed<Template>>| {
            Ok(fill_optional(place.as_ref(), scope)?.unwrap_or_default())
        };
        Ok(Predicted {
            misconception: self.id.clone(),
            name: self.name.clone(),
            response,
            reply: fill(&self.reply, scope)?,
            contrast: self.contrast_for(of, scope)?,
            ask: text(&self.ask)?,
            listen_for: text(&self.listen_for)?,
            put_out: text(&self.put_out)?,
        })
    }

    /// The task that makes the rule fail: the named givens changed, the others as they are.
    pub(crate) fn contrast_for(
        &self,
        of: &TaskRef,
        scope: &Scope,
    ) -> Result<Option<TaskRef>, Failure> {
        if self.contrast.is_empty() {
            return Ok(None);
        }
        let mut task = of.clone();
        for (name, value) in &self.contrast {
            let value = value.what.fill_value(scope).map_err(|error| value.failure(error))?;
            match task.choice.get_mut(name) {
                Some(choice) => *choice = value.to_string(),
                None => {
                    task.given.insert(name.clone(), value);
                }
            }
        }
        Ok(Some(task))
    }
}

/// The fields a kind of drawing knows.
pub(crate) fn fields_of(kind: &str) -> Vec<&'static str> {
    let kinds = represent::kinds().iter().filter(|known| known.slug == kind);
    kinds.flat_map(|known| known.fields.iter().map(|field| field.name)).collect()
}

pub(crate) fn build(
    picture: &Picture,
    at: &std::ops::Range<usize>,
) -> Result<represent::Representation, Failure> {
    picture.build().map_err(|error| Failure {
        at: at.clone(),
        message: error.to_string(),
        help: String::new(),
    })
}

pub(crate) fn fill_fields(
    plans: &BTreeMap<String, FieldPlan>,
    scope: &Scope,
) -> Result<BTreeMap<String, Value>, Failure> {
    plans.iter().map(|(name, plan)| Ok((name.clone(), plan.fill(scope)?))).collect()
}

pub(crate) fn fill(text: &Placed<Template>, scope: &Scope) -> Result<RichText, Failure> {
    text.what.fill(scope).map_err(|error| text.failure(error))
}

fn fill_optional(
    text: Option<&Placed<Template>>,
    scope: &Scope,
) -> Result<Option<RichText>, Failure> {
    text.map(|text| fill(text, scope)).transpose()
}

/// A name as words: hyphens and underscores become spaces.
pub(crate) fn spaced(name: &str) -> String {
    name.replace(['-', '_'], " ")
}

/// The values a given may take, in words.
fn allowed(domain: &[Value]) -> String {
    let named: Vec<String> = domain.iter().take(NAMED_VALUES).map(ToString::to_string).collect();
    match (domain.len(), domain.first(), domain.last()) {
        (0..=NAMED_VALUES, ..) => named.join(", "),
        (n, Some(first), Some(last)) => format!("one of {n} values from {first} to {last}"),
        _ => named.join(", "),
    }
}

/// Puts choices in an order fixed by the task, so that the right one stands in no telling place.
pub(crate) fn mix(choices: &mut [String], task: &str) {
    let mut random = SplitMix::new(hash(task));
    for idx in (1..choices.len()).rev() {
        choices.swap(idx, random.below(idx + 1));
    }
}

/// A 64-bit hash of a text (FNV-1a), the same on every platform.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A small generator of numbers from a seed (splitmix64, Steele, Lea and Flood 2014); the same on every platform.
pub(crate) struct SplitMix(u64);

impl SplitMix {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A position below `n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        match u64::try_from(n) {
            Ok(n) if n > 0 => usize::try_from(self.next() % n).unwrap_or(0),
            _ => 0,
        }
    }
}
