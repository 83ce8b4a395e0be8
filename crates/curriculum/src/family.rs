//! A task family: many tasks with one structure, fixed by a few givens.
//!
//! Data, plus the space of its tasks and the scope of values each task has. Read from files in `load`, checked over
//! the whole space in `family_check`, turned into tasks in `pose`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::expression::{Expression, ExpressionError, Scope};
use crate::task::TaskRef;
use crate::text::Template;
use crate::value::Value;

/// Tasks that are all tried; of more, a sample is.
pub const SPACE_LIMIT: usize = 50_000;
/// Tasks in a sample.
pub const SAMPLE: usize = 5_000;
/// Combinations of givens a family may have.
pub(crate) const COMBINATION_LIMIT: usize = 5_000_000;
/// Combinations that are all tried; of more, a sample is. Our choice: beyond it loading is slow.
pub(crate) const WALKED: usize = 250_000;

/// What a task asks of a pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Carry something out.
    #[default]
    Procedural,
    /// Choose, draw, judge or explain.
    Conceptual,
    /// Both at once.
    Both,
}

/// A family of tasks.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskFamily {
    /// The family's slug, which never changes.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Slug of the small step it belongs to.
    pub step: String,
    /// Published curriculum codes.
    pub criterion: Vec<String>,
    /// What its tasks ask of a pupil.
    pub kind: Kind,
    /// Ids of the step's key points that a right answer speaks to.
    pub key_points: Vec<String>,
    /// Who wrote it.
    pub author: String,
    /// Where it comes from.
    pub source: String,
    /// Slugs it had before.
    pub formerly: Vec<String>,
    /// Its dimensions of variation.
    pub dimensions: Vec<Dimension>,
    /// Its linked changes.
    pub links: Vec<LinkedChange>,
    /// Other choices of values that fix a task, beside its givens.
    pub charts: Vec<Chart>,
    /// The ends that matter: tasks that a lesson's sequences together should reach.
    pub ends: Vec<End>,
    /// Its misconceptions.
    pub misconceptions: Vec<Misconception>,
    /// A mark of the family's file as it stands: it changes whenever the file does.
    pub version: String,
    pub(crate) stem: Option<Placed<Template>>,
    pub(crate) givens: Vec<Given>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) lets: Vec<(String, Placed<Expression>)>,
    pub(crate) ask: Ask,
    pub(crate) shows: Vec<Show>,
    pub(crate) support: Option<SupportPlan>,
    pub(crate) depth: Vec<DepthPlan>,
    /// Every legal choice of givens, in the order of the domains; of a sampled space, the sample.
    pub(crate) space: Vec<Vec<Value>>,
    /// True when there are too many tasks to try them all.
    pub(crate) is_sampled: bool,
}

/// A named feature that may change from task to task.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    /// The name used in plans.
    pub name: String,
    /// The words used to speak of it: "number of parts".
    pub called: String,
    /// What is to be noticed when it changes.
    pub notice: String,
    /// Whether the feature matters to the idea.
    pub critical: bool,
    /// Whether its values are only seen, so that a change is told without them: a turn, a size.
    pub unsaid: bool,
    /// The earlier small step in which it was varied alone, if there is one: a fusion need not vary it alone again.
    pub met_in: Option<String>,
    /// Where its value comes from.
    pub value: DimensionValue,
}

/// Where a dimension's value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum DimensionValue {
    /// A function of the givens.
    Computed(Placed<Expression>),
    /// A choice of presentation; the first is the default.
    Choice(Vec<String>),
}

/// Several givens moved together by one rule that keeps something.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedChange {
    /// The name used in plans.
    pub name: String,
    /// The words used to speak of it: "Both double".
    pub called: String,
    /// What is to be noticed.
    pub notice: String,
    pub(crate) change: Vec<(String, Placed<Expression>)>,
    pub(crate) keeps: Placed<Expression>,
    pub(crate) by: Vec<Value>,
}

/// A choice of values that together fix a task: givens, lets or computed dimensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The name used in plans.
    pub name: String,
    /// Names of the values, in the order of the file.
    pub axes: Vec<String>,
    pub(crate) at: Range<usize>,
}

/// A place at the end of what may change, which is to be met: a part of 1, a whole turned round.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// What it is called: "a part of one".
    pub name: String,
    pub(crate) when: Placed<Expression>,
}

/// A known way of going wrong: a function from the task to the wrong answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Misconception {
    /// The id, which may be shared with other families.
    pub id: String,
    /// A neutral name in a few words.
    pub name: String,
    /// The row of the table of errors it comes from.
    pub from: String,
    pub(crate) response: Option<Placed<Expression>>,
    pub(crate) when: Option<Placed<Expression>>,
    pub(crate) reply: Placed<Template>,
    pub(crate) ask: Option<Placed<Template>>,
    pub(crate) listen_for: Option<Placed<Template>>,
    pub(crate) put_out: Option<Placed<Template>>,
    pub(crate) contrast: Vec<(String, Placed<Template>)>,
    pub(crate) at: Range<usize>,
}

/// Something read from a file, with the bytes it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed<T> {
    pub(crate) what: T,
    /// Bytes of the whole value in the file, quotes included.
    pub(crate) at: Range<usize>,
    /// Where the text itself starts, when every byte of it stands in the file as it is.
    pub(crate) inner: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Given {
    pub(crate) name: String,
    pub(crate) domain: Vec<Value>,
    /// The domain as the author wrote it, for messages.
    pub(crate) written: String,
    pub(crate) at: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Condition {
    pub(crate) holds: Placed<Expression>,
    pub(crate) says: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ask {
    pub(crate) text: Placed<Template>,
    /// The answer; of several, a list of them in order.
    pub(crate) answer: Placed<Expression>,
    pub(crate) answer_name: String,
    pub(crate) accept: maths::Acceptance,
    pub(crate) reading: maths::Reading,
    pub(crate) choices: Choices,
    pub(crate) form: FormPlan,
    pub(crate) keep_order: bool,
    pub(crate) why: Option<Placed<Template>>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Choices {
    None,
    Written(Vec<Placed<Template>>),
    Computed(Placed<Expression>),
}

/// How the answer is given, as far as the acceptance and the choices do not say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FormPlan {
    /// One answer, written or chosen.
    One,
    /// Several answers, each with its name.
    Parts(Vec<PartPlan>),
    /// Cards, each of which goes to one of the groups; where they are matched, a group takes one card.
    Cards { cards: Choices, groups: Choices, is_matched: bool },
    /// A field of the drawing takes one of these values, each of which answers one of the responses.
    Build { field: String, values: Placed<Expression>, responses: Option<Placed<Expression>> },
    /// A point of the drawing's grid.
    Plot(Range<usize>),
}

/// One of several answers: what it is the answer to and what it must be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartPlan {
    pub(crate) name: Placed<Template>,
    pub(crate) accept: maths::Acceptance,
    pub(crate) reading: maths::Reading,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Show {
    pub(crate) kind: String,
    pub(crate) when: Option<Placed<Expression>>,
    pub(crate) fields: BTreeMap<String, FieldPlan>,
    /// Laid over `fields` once the answer is told: what stands where a blank stood.
    pub(crate) told: BTreeMap<String, FieldPlan>,
    pub(crate) at: Range<usize>,
}

/// A field of a drawing: as written, filled in, or a list of such.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FieldPlan {
    Value(Value),
    Filled(Placed<Template>),
    List(Vec<FieldPlan>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SupportPlan {
    pub(crate) text: Placed<Template>,
    pub(crate) put_out: Option<Placed<Template>>,
    pub(crate) fields: BTreeMap<String, FieldPlan>,
    pub(crate) at: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DepthPlan {
    pub(crate) kind: String,
    pub(crate) text: Placed<Template>,
    pub(crate) answer: Placed<Template>,
}

/// A failure while working out a task, with the place in the family's file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Failure {
    pub(crate) at: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl<T> Placed<T> {
    /// Puts an error in the value into the file it came from.
    pub(crate) fn failure(&self, error: ExpressionError) -> Failure {
        let at = match self.inner {
            Some(inner) => inner + error.span.start..inner + error.span.end,
            None => self.at.clone(),
        };
        Failure { at, message: error.message, help: error.help }
    }
}

impl Placed<Expression> {
    pub(crate) fn value(&self, scope: &Scope) -> Result<Value, Failure> {
        self.what.value(scope).map_err(|error| self.failure(error))
    }

    pub(crate) fn flag(&self, scope: &Scope) -> Result<bool, Failure> {
        match self.value(scope)? {
            Value::Flag(flag) => Ok(flag),
            other => {
                let message = format!(
                    "expected true or false, found {} (`{}`)",
                    other.kind(),
                    other.to_source()
                );
                Err(Failure { at: self.at.clone(), message, help: String::new() })
            }
        }
    }
}

impl Misconception {
    /// The words for the adult that families may share, with their keys.
    pub(crate) fn shared(&self) -> [(&'static str, &Option<Placed<Template>>); 3] {
        [("ask", &self.ask), ("listen-for", &self.listen_for), ("put-out", &self.put_out)]
    }

    pub(crate) fn shared_mut(&mut self) -> [&mut Option<Placed<Template>>; 3] {
        [&mut self.ask, &mut self.listen_for, &mut self.put_out]
    }
}

impl FieldPlan {
    pub(crate) fn fill(&self, scope: &Scope) -> Result<Value, Failure> {
        match self {
            Self::Value(value) => Ok(value.clone()),
            Self::Filled(text) => text.what.fill_value(scope).map_err(|error| text.failure(error)),
            Self::List(items) => {
                items.iter().map(|item| item.fill(scope)).collect::<Result<_, _>>().map(Value::List)
            }
        }
    }
}

impl Dimension {
    /// "the number of parts"; a name that starts with an article or a capital stays as it is.
    pub fn called_with_article(&self) -> String {
        let has_article = ["the ", "a ", "an "]
            .iter()
            .any(|article| self.called.to_lowercase().starts_with(article));
        if has_article { self.called.clone() } else { format!("the {}", self.called) }
    }
}

impl TaskFamily {
    /// True when there are too many tasks to try them all, so that a sample of them stands for the family.
    pub fn is_sampled(&self) -> bool {
        self.is_sampled
    }

    /// How many choices of givens there are; of a sampled family, how many the sample has.
    pub fn n_tasks(&self) -> usize {
        self.space.len()
    }

    /// The kinds of drawing its tasks may have, each once, in the order of the file.
    pub fn representations(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = Vec::new();
        for show in &self.shows {
            if !kinds.contains(&show.kind.as_str()) {
                kinds.push(&show.kind);
            }
        }
        kinds
    }

    /// A dimension by its name.
    pub fn dimension(&self, name: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.name == name)
    }

    /// A linked change by its name.
    pub fn link(&self, name: &str) -> Option<&LinkedChange> {
        self.links.iter().find(|link| link.name == name)
    }

    /// True for a dimension that was varied alone in an earlier step.
    pub fn is_met_before(&self, dimension: &str) -> bool {
        self.dimensions.iter().any(|known| known.name == dimension && known.met_in.is_some())
    }

    /// A chart by its name.
    pub fn chart(&self, name: &str) -> Option<&Chart> {
        self.charts.iter().find(|chart| chart.name == name)
    }

    /// Names of the values that fix a task: those of a chart, or the givens.
    pub fn axes(&self, chart: Option<&str>) -> Vec<&str> {
        match chart.and_then(|name| self.chart(name)) {
            Some(chart) => chart.axes.iter().map(String::as_str).collect(),
            None => self.givens.iter().map(|given| given.name.as_str()).collect(),
        }
    }

    /// The value that a given, a let, a choice or a dimension has in a task.
    pub(crate) fn value_of(&self, name: &str, scope: &Scope) -> Option<Value> {
        let computed = || match &self.dimension(name)?.value {
            DimensionValue::Computed(expression) => expression.value(scope).ok(),
            DimensionValue::Choice(_) => None,
        };
        scope.get(name).cloned().or_else(computed)
    }

    /// A misconception by its id.
    pub fn misconception(&self, id: &str) -> Option<&Misconception> {
        self.misconceptions.iter().find(|misconception| misconception.id == id)
    }

    /// Names of the givens, in the order of the file, each with the values it may take as the author wrote them.
    pub fn given_names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.givens.iter().map(|given| (given.name.as_str(), given.written.as_str()))
    }

    /// The dimensions that are a choice of presentation, each with its values.
    pub fn choices(&self) -> impl Iterator<Item = (&Dimension, &[String])> {
        self.dimensions.iter().filter_map(|dimension| match &dimension.value {
            DimensionValue::Choice(values) => Some((dimension, values.as_slice())),
            DimensionValue::Computed(_) => None,
        })
    }

    /// Every name an expression of the family may use: givens, lets, choices of presentation.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        let givens = self.givens.iter().map(|given| given.name.as_str());
        let lets = self.lets.iter().map(|(name, _)| name.as_str());
        let choices = self.choices().map(|(dimension, _)| dimension.name.as_str());
        givens.chain(lets).chain(choices).collect()
    }

    /// Up to `limit` tasks, spread evenly over the whole space, presentation at its default.
    pub fn tasks(&self, limit: usize) -> impl Iterator<Item = TaskRef> {
        let n = self.space.len();
        let taken = n.min(limit);
        (0..taken).map(move |idx| self.task_of(&self.space[idx * n / taken.max(1)]))
    }

    pub(crate) fn task_of(&self, values: &[Value]) -> TaskRef {
        let given = self
            .givens
            .iter()
            .zip(values)
            .map(|(given, value)| (given.name.clone(), value.clone()))
            .collect();
        let choice = self
            .choices()
            .filter_map(|(dimension, values)| {
                Some((dimension.name.clone(), values.first()?.clone()))
            })
            .collect();
        TaskRef { family: self.slug.clone(), given, choice }
    }

    /// Every value a task has: givens, choices, lets.
    pub(crate) fn scope(&self, task: &TaskRef) -> Result<Scope, Failure> {
        let mut scope: Scope = task.given.clone();
        scope.extend(
            task.choice.iter().map(|(name, value)| (name.clone(), Value::Text(value.clone()))),
        );
        for (name, expression) in &self.lets {
            let value = expression.value(&scope)?;
            scope.insert(name.clone(), value);
        }
        Ok(scope)
    }

    /// Each dimension's value in a task.
    pub(crate) fn dimension_values(
        &self,
        task: &TaskRef,
        scope: &Scope,
    ) -> Result<BTreeMap<String, Value>, Failure> {
        let value = |dimension: &Dimension| match &dimension.value {
            DimensionValue::Computed(expression) => expression.value(scope),
            DimensionValue::Choice(_) => Ok(task
                .choice
                .get(&dimension.name)
                .map_or(Value::Text(String::new()), |text| Value::Text(text.clone()))),
        };
        self.dimensions
            .iter()
            .map(|dimension| Ok((dimension.name.clone(), value(dimension)?)))
            .collect()
    }
}
