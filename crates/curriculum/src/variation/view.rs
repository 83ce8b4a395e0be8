//! What variation sees of one task: its features, its answer, its wrong answers.

use std::collections::BTreeMap;

use maths::Number;

use crate::content::Content;
use crate::expression::Scope;
use crate::family::{DimensionValue, Failure, TaskFamily};
use crate::task::TaskRef;
use crate::value::Value;

/// One task of a sequence.
pub(super) struct View<'c> {
    /// The complete task, or the task as given when it is not allowed.
    pub(super) task: TaskRef,
    pub(super) family: Option<&'c TaskFamily>,
    /// Why the task is not allowed.
    pub(super) fault: Option<String>,
    pub(super) scope: Scope,
    /// Features that change by themselves, in the order of the file.
    pub(super) direct: Vec<Feature>,
    /// Features worked out from several givens.
    pub(super) derived: BTreeMap<String, Value>,
    pub(super) answer: Option<Value>,
    /// The position of the right choice, when there are choices.
    pub(super) position: Option<usize>,
    /// Each misconception's wrong answer, in the order of the file; none where it does not apply.
    pub(super) responses: Vec<Option<String>>,
}

/// The position of the right choice, and each misconception's wrong answer.
type Responding = (Option<usize>, Vec<Option<String>>);

/// A feature of a task, with its value there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Feature {
    pub(super) name: String,
    pub(super) called: String,
    pub(super) value: Value,
    pub(super) critical: bool,
    /// True for a choice of presentation.
    pub(super) is_choice: bool,
    /// True where the author wrote decimals, so that its values are said as decimals.
    pub(super) is_decimal: bool,
    /// True where the values are only seen and never said.
    pub(super) is_unsaid: bool,
}

impl Feature {
    /// A value of this feature as it is said: `3.4` where decimals are written, else `17/5`; empty where it is unsaid.
    pub(super) fn said(&self, value: &Value) -> String {
        if self.is_unsaid {
            return String::new();
        }
        let decimal = value.as_number().filter(|_| self.is_decimal).and_then(Number::to_decimal);
        decimal.unwrap_or_else(|| value.to_string())
    }
}

impl<'c> View<'c> {
    /// Sees a task, in the values of a chart where one is named.
    pub(super) fn of(content: &'c Content, task: &TaskRef, chart: Option<&str>) -> Self {
        match content.family(&task.family) {
            Some(family) => Self::in_family(family, task, chart),
            None => Self::broken(None, task, format!("there is no task family `{}`", task.family)),
        }
    }

    fn in_family(family: &'c TaskFamily, task: &TaskRef, chart: Option<&str>) -> Self {
        let complete = match family.complete(task) {
            Ok(complete) => complete,
            Err(error) => return Self::broken(Some(family), task, error.to_string()),
        };
        Self::of_legal(family, complete, chart)
    }

    /// Sees a task that is known to be allowed.
    pub(super) fn of_legal(family: &'c TaskFamily, task: TaskRef, chart: Option<&str>) -> Self {
        let mut view = Self::in_search(family, task, chart);
        if view.fault.is_some() {
            return view;
        }
        match view.responding(family) {
            Ok((position, responses)) => {
                (view.position, view.responses) = (position, responses);
                view
            }
            Err(failure) => Self::broken(Some(family), &view.task, failure.message),
        }
    }

    /// Sees what a search looks at: features and answer, without choices and wrong answers, which take longest.
    pub(super) fn in_search(family: &'c TaskFamily, task: TaskRef, chart: Option<&str>) -> Self {
        let seen = family.scope(&task).and_then(|scope| {
            let answer = family.ask.answer.value(&scope)?;
            let dimensions = family.dimension_values(&task, &scope)?;
            Ok((scope, answer, dimensions))
        });
        match seen {
            Err(failure) => Self::broken(Some(family), &task, failure.message),
            Ok((scope, answer, dimensions)) => {
                let direct = direct_features(family, &task, &scope, chart);
                let derived = dimensions
                    .into_iter()
                    .filter(|(name, _)| direct.iter().all(|feature| feature.name != *name))
                    .collect();
                Self {
                    task,
                    family: Some(family),
                    fault: None,
                    scope,
                    direct,
                    derived,
                    answer: Some(answer),
                    position: None,
                    responses: Vec::new(),
                }
            }
        }
    }

    /// Where the right choice stands, and each misconception's wrong answer.
    fn responding(&self, family: &TaskFamily) -> Result<Responding, Failure> {
        let wanted = family.wanted(&self.scope)?;
        let choices = family.choices_shown(&self.task, &self.scope)?;
        let position = choices.iter().position(|choice| wanted.same(choice, &wanted.answer));
        let response = |misconception: &crate::family::Misconception| {
            let response = misconception.response_to(&self.scope, &wanted)?;
            Ok(response.filter(|response| !wanted.same(response, &wanted.answer)))
        };
        let responses = family.misconceptions.iter().map(response).collect::<Result<_, _>>()?;
        Ok((position, responses))
    }

    fn broken(family: Option<&'c TaskFamily>, task: &TaskRef, fault: String) -> Self {
        let direct = family
            .map(|family| direct_features(family, task, &task.given, None))
            .unwrap_or_default();
        Self {
            task: task.clone(),
            family,
            fault: Some(fault),
            scope: Scope::new(),
            direct,
            derived: BTreeMap::new(),
            answer: None,
            position: None,
            responses: Vec::new(),
        }
    }

    pub(super) fn feature(&self, name: &str) -> Option<&Value> {
        let direct =
            self.direct.iter().find(|feature| feature.name == name).map(|feature| &feature.value);
        direct.or_else(|| self.derived.get(name))
    }

    /// The answer as a number, when it is one: `3/4` and `1 3/4` are.
    pub(super) fn answer_number(&self) -> Option<Number> {
        match self.answer.as_ref()? {
            Value::Number(number) => Some(number.clone()),
            Value::Text(text) => {
                let parts: Option<Vec<Number>> =
                    text.split(' ').map(|part| part.parse().ok()).collect();
                match &parts?[..] {
                    [number] => Some(number.clone()),
                    [whole, part] if *part < Number::from(1) => Some(whole + part),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Each given, or value of the chart, under the name of the dimension that shows it, and each choice of presentation.
fn direct_features(
    family: &TaskFamily,
    task: &TaskRef,
    scope: &Scope,
    chart: Option<&str>,
) -> Vec<Feature> {
    let mut features = Vec::new();
    for axis in family.axes(chart) {
        let Some(value) = family.value_of(axis, scope) else { continue };
        let shows = family.dimensions.iter().find(|dimension| match &dimension.value {
            DimensionValue::Computed(expression) => {
                expression.what.as_name() == Some(axis) || dimension.name == axis
            }
            DimensionValue::Choice(_) => false,
        });
        features.push(Feature {
            name: shows.map_or_else(|| axis.to_owned(), |dimension| dimension.name.clone()),
            called: family.called(axis),
            value,
            critical: shows.is_none_or(|dimension| dimension.critical),
            is_choice: false,
            is_unsaid: shows.is_some_and(|dimension| dimension.unsaid),
            is_decimal: family
                .givens
                .iter()
                .any(|given| given.name == axis && given.written.contains('.')),
        });
    }
    for (dimension, values) in family.choices() {
        let chosen = task.choice.get(&dimension.name).or(values.first());
        features.push(Feature {
            name: dimension.name.clone(),
            called: dimension.called_with_article(),
            value: Value::Text(chosen.cloned().unwrap_or_default()),
            critical: dimension.critical,
            is_choice: true,
            is_unsaid: dimension.unsaid,
            is_decimal: false,
        });
    }
    features
}
