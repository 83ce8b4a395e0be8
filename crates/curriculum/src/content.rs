//! Everything that has been loaded, and the ways to find it.
//!
//! Built once by [`Content::load`]; never changes afterwards. The order of steps is year, then the order of files.

use std::collections::{BTreeMap, BTreeSet};

use crate::concept::Concept;
use crate::family::{Kind, TaskFamily};
use crate::find::Wanted;
use crate::key_fact::KeyFacts;
use crate::lesson::Lesson;
use crate::step::SmallStep;
use crate::task::TaskRef;
use crate::thread::Thread;
use crate::year_plan::YearPlan;

/// All loaded content.
#[derive(Debug, Clone, Default)]
pub struct Content {
    pub(crate) year_plans: Vec<YearPlan>,
    pub(crate) steps: Vec<SmallStep>,
    pub(crate) families: BTreeMap<String, TaskFamily>,
    pub(crate) concepts: BTreeMap<String, Concept>,
    pub(crate) lessons: BTreeMap<String, Lesson>,
    pub(crate) key_facts: BTreeMap<String, KeyFacts>,
    pub(crate) misconceptions: BTreeMap<String, MisconceptionCard>,
    pub(crate) threads: BTreeMap<String, Thread>,
}

/// A misconception as the whole content knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MisconceptionCard {
    /// The id.
    pub id: String,
    /// A neutral name in a few words.
    pub name: String,
    /// The row of the table of errors it comes from.
    pub from: String,
    /// Slugs of the families that predict its answers.
    pub families: Vec<String>,
}

/// Why a task cannot be posed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PoseError {
    /// No such family.
    #[error("there is no task family `{family}`{}", hint(help))]
    UnknownFamily {
        /// The slug asked for.
        family: String,
        /// A suggestion; may be empty.
        help: String,
    },
    /// A given is missing.
    #[error("the family `{family}` needs `{name}`")]
    MissingGiven {
        /// The family.
        family: String,
        /// The given.
        name: String,
    },
    /// A name that is neither a given nor a choice of presentation.
    #[error("`{name}` is not a given of `{family}`{}", hint(help))]
    UnknownName {
        /// The family.
        family: String,
        /// The name.
        name: String,
        /// A suggestion; may be empty.
        help: String,
    },
    /// A value outside what the family allows.
    #[error("{called} cannot be {value}: it may be {allowed}")]
    OutOfRange {
        /// The given or choice.
        name: String,
        /// The words used to speak of it.
        called: String,
        /// The value.
        value: String,
        /// What it may be.
        allowed: String,
    },
    /// The values are each allowed, but not together.
    #[error("these numbers do not go together: {says}")]
    NotTogether {
        /// The condition that fails, in words where the author gave them.
        says: String,
    },
    /// The family's own content fails on this task.
    #[error("the family `{family}` cannot make this task: {message}")]
    Content {
        /// The family.
        family: String,
        /// What fails.
        message: String,
    },
}

fn hint(help: &str) -> String {
    if help.is_empty() { String::new() } else { format!("; {help}") }
}

impl Content {
    /// Every year plan, by the name of its file.
    pub fn year_plans(&self) -> &[YearPlan] {
        &self.year_plans
    }

    /// The year plan with this slug.
    pub fn year_plan(&self, slug: &str) -> Option<&YearPlan> {
        self.year_plans.iter().find(|plan| plan.slug == slug)
    }

    /// Every step, by year and then in the order of the files.
    pub fn steps(&self) -> &[SmallStep] {
        &self.steps
    }

    /// A step by its slug, or by a slug it had before.
    pub fn step(&self, slug: &str) -> Option<&SmallStep> {
        let now = self.steps.iter().find(|step| step.slug == slug);
        now.or_else(|| {
            self.steps.iter().find(|step| step.formerly.iter().any(|former| former == slug))
        })
    }

    /// Every family, in the order of slugs.
    pub fn families(&self) -> impl Iterator<Item = &TaskFamily> {
        self.families.values()
    }

    /// A family by its slug, or by a slug it had before.
    pub fn family(&self, slug: &str) -> Option<&TaskFamily> {
        let now = self.families.get(slug);
        now.or_else(|| {
            self.families
                .values()
                .find(|family| family.formerly.iter().any(|former| former == slug))
        })
    }

    /// The families of a step.
    pub fn families_of_step<'a>(&'a self, step: &'a str) -> impl Iterator<Item = &'a TaskFamily> {
        self.families.values().filter(move |family| family.step == step)
    }

    /// The lesson for a step.
    pub fn lesson(&self, step: &str) -> Option<&Lesson> {
        self.lessons.get(step)
    }

    /// Every lesson, in the order of step slugs.
    pub fn lessons(&self) -> impl Iterator<Item = &Lesson> {
        self.lessons.values()
    }

    /// A concept by its slug.
    pub fn concept(&self, slug: &str) -> Option<&Concept> {
        self.concepts.get(slug)
    }

    /// Every concept, in the order of slugs.
    pub fn concepts(&self) -> impl Iterator<Item = &Concept> {
        self.concepts.values()
    }

    /// A list of key facts by its slug.
    pub fn key_facts(&self, slug: &str) -> Option<&KeyFacts> {
        self.key_facts.get(slug)
    }

    /// Every list of key facts, in the order of slugs.
    pub fn all_key_facts(&self) -> impl Iterator<Item = &KeyFacts> {
        self.key_facts.values()
    }

    /// A misconception by its id.
    pub fn misconception(&self, id: &str) -> Option<&MisconceptionCard> {
        self.misconceptions.get(id)
    }

    /// Every misconception, in the order of ids.
    pub fn misconceptions(&self) -> impl Iterator<Item = &MisconceptionCard> {
        self.misconceptions.values()
    }

    /// Up to `limit` tasks of a family, spread evenly over all of them; none for an unknown family.
    pub fn all_tasks(&self, family: &str, limit: usize) -> impl Iterator<Item = TaskRef> {
        self.family(family).into_iter().flat_map(move |family| family.tasks(limit))
    }

    /// Steps whose name, words, code or slug has a word starting with each typed word; best first.
    ///
    /// Case and hyphens do not matter; a word of four letters or more may have one slip of the hand.
    /// A fraction, a number, a sum or an expression is looked for as what it is: `1/4` finds quarters, not 100.
    pub fn find_steps(&self, typed: &str) -> Vec<&SmallStep> {
        let wanted = Wanted::read(typed);
        let mut found: Vec<(u32, usize, &SmallStep)> = Vec::new();
        for (idx, step) in self.steps.iter().enumerate() {
            if let Some(cost) = wanted.cost(step) {
                found.push((cost, idx, step));
            }
        }
        found.sort_by_key(|(cost, idx, _)| (*cost, *idx));
        found.into_iter().map(|(_, _, step)| step).collect()
    }

    /// Every thread, in the order of slugs.
    pub fn threads(&self) -> impl Iterator<Item = &Thread> {
        self.threads.values()
    }

    /// The thread of a strand, with what each year adds; none when no file tells it.
    pub fn thread_of(&self, strand: &str) -> Option<&Thread> {
        self.threads.values().find(|thread| thread.strand == strand)
    }

    /// The steps of one strand through the years, prerequisites first.
    pub fn thread(&self, strand: &str) -> Vec<&SmallStep> {
        let mut steps: Vec<(u8, usize, usize, &SmallStep)> = self
            .steps
            .iter()
            .enumerate()
            .filter(|(_, step)| step.strand == strand)
            .map(|(idx, step)| (step.year, self.before(&step.slug).len(), idx, step))
            .collect();
        steps.sort_by_key(|(year, depth, idx, _)| (*year, *depth, *idx));
        steps.into_iter().map(|(.., step)| step).collect()
    }

    /// Every strand, in the order it first appears.
    pub fn strands(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        self.steps
            .iter()
            .map(|step| step.strand.as_str())
            .filter(|strand| seen.insert(*strand))
            .collect()
    }

    /// Slugs of every step that a step builds on, near or far, itself not included.
    pub fn before(&self, slug: &str) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&str> = self
            .step(slug)
            .map(|step| step.prerequisites.iter().map(String::as_str).collect())
            .unwrap_or_default();
        while let Some(next) = waiting.pop() {
            if let Some(step) = self.step(next)
                && step.slug != slug
                && seen.insert(step.slug.as_str())
            {
                waiting.extend(step.prerequisites.iter().map(String::as_str));
            }
        }
        seen
    }

    /// True when a task of `family` may be met in a lesson on `step`: its step is this one or comes before it.
    pub fn may_be_met(&self, family: &TaskFamily, step: &str) -> bool {
        let own = self.step(step).map_or(step, |step| step.slug.as_str());
        family.step == own || self.before(step).contains(family.step.as_str())
    }
}

impl Kind {
    /// True for a task that asks to choose, draw, judge or explain.
    pub fn is_conceptual(self) -> bool {
        matches!(self, Self::Conceptual | Self::Both)
    }
}
