//! What has lasted: every answer of a class's checks by step and pupil, with what is believed from them.
//!
//! Folded from lessons in the order things happened, and from nothing else; another step's answers enter only as the
//! start, where the step builds on it. Start at [`Lasting::fold`].

use std::collections::BTreeMap;

use crate::evidence::Seen;
use crate::fact::KeepUpOutcome;
use crate::ids::{LessonId, PupilId, QuestionId};
use crate::live::LiveLesson;
use crate::plan::{Asked, Plan, Question};
use crate::security::{Belief, Day, Facets, Opportunity, Shows, Sighting, StepModel, facets};

/// What the curriculum knows of questions and steps.
pub trait Curriculum {
    /// The small step a question of a plan is about, and what a right answer to it shows; none when it is about none.
    fn asks(&self, plan: &Plan, question: &Question) -> Option<(String, Shows)>;
    /// The steps a step builds on.
    fn builds_on(&self, step: &str) -> Vec<String>;
}

/// One answer behind a belief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighted {
    /// The lesson whose check or keep-up it was.
    pub lesson: LessonId,
    /// The question; none for the recheck at keep-up.
    pub question: Option<QuestionId>,
    /// The day.
    pub day: Day,
    /// Whether it was right; a slip in form counts as right.
    pub right: bool,
    /// What it shows when it is right.
    pub shows: Shows,
}

/// What is known of one pupil on one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What is believed.
    pub belief: Belief,
    /// The answers it rests on, in the order they came.
    pub seen: Vec<Sighted>,
}

/// Everything known of a class, by step and pupil.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lasting {
    steps: BTreeMap<String, BTreeMap<PupilId, Record>>,
}

// Something that bears on one pupil and one step, at a time in microseconds since 1970.
struct Event {
    at: i64,
    step: String,
    pupil: PupilId,
    what: What,
}

enum What {
    Had(Opportunity),
    Saw { sighted: Sighted, choices: u8 },
}

impl Lasting {
    /// Folds the lessons of a class; `model` weighs every step.
    pub fn fold<'a>(
        curriculum: &impl Curriculum,
        model: &StepModel,
        lessons: impl IntoIterator<Item = (&'a LessonId, &'a LiveLesson)>,
    ) -> Lasting {
        let mut events: Vec<Event> = lessons
            .into_iter()
            .flat_map(|(lesson, live)| events_of(curriculum, lesson, live))
            .collect();
        // What happened at one moment keeps its order: taught first, then asked.
        events.sort_by_key(|event| event.at);
        let mut lasting = Lasting::default();
        for event in events {
            lasting.apply(curriculum, model, event);
        }
        lasting
    }

    fn apply(&mut self, curriculum: &impl Curriculum, model: &StepModel, event: Event) {
        let day = Day::of(event.at);
        if self.record(&event.step, &event.pupil).is_none() {
            let before: Vec<f64> = curriculum
                .builds_on(&event.step)
                .iter()
                .filter_map(|step| self.record(step, &event.pupil))
                .map(|record| record.belief.on(model, day).secure())
                .collect();
            let belief = Belief::new(model.start_from(&before));
            let of_step = self.steps.entry(event.step.clone()).or_default();
            of_step.insert(event.pupil.clone(), Record { belief, seen: Vec::new() });
        }
        let of_step = self.steps.get_mut(&event.step);
        let Some(record) = of_step.and_then(|pupils| pupils.get_mut(&event.pupil)) else { return };
        match event.what {
            What::Had(opportunity) => record.belief = record.belief.had(model, opportunity, day),
            What::Saw { sighted, choices } => {
                let Sighted { right, shows, .. } = sighted;
                let sighting = Sighting { day, right, shows, habit: model.habit(choices) };
                record.belief = record.belief.seen(model, &sighting);
                record.seen.push(sighted);
            }
        }
    }

    /// The steps anything is known of, by slug.
    pub fn steps(&self) -> impl Iterator<Item = &str> {
        self.steps.keys().map(String::as_str)
    }

    /// What is known of a pupil on a step; none when nothing is.
    pub fn record(&self, step: &str, pupil: &PupilId) -> Option<&Record> {
        self.steps.get(step)?.get(pupil)
    }

    /// The four facets of a pupil on a step, on a day; none when no answer was seen.
    pub fn facets(
        &self,
        model: &StepModel,
        step: &str,
        pupil: &PupilId,
        today: Day,
    ) -> Option<Facets> {
        let record = self.record(step, pupil).filter(|record| !record.seen.is_empty())?;
        Some(facets(&record.belief, model, today))
    }
}

fn events_of(curriculum: &impl Curriculum, lesson: &LessonId, live: &LiveLesson) -> Vec<Event> {
    let Some(began) = live.started else { return Vec::new() };
    let mut events = Vec::new();
    if let Some(step) = &live.plan.step {
        for pupil in live.here() {
            let what = What::Had(Opportunity::Taught);
            events.push(Event { at: began, step: step.clone(), pupil: pupil.clone(), what });
        }
        for held in &live.held {
            let event =
                |what| Event { at: held.at, step: step.clone(), pupil: held.pupil.clone(), what };
            let sighted = Sighted {
                lesson: lesson.clone(),
                question: None,
                day: Day::of(held.at),
                right: held.outcome == KeepUpOutcome::Ready,
                shows: Shows::Procedure,
            };
            events.push(event(What::Had(Opportunity::KeepUp)));
            events.push(event(What::Saw { sighted, choices: 0 }));
        }
    }
    let asked = live.plan.questions.iter();
    for question in asked.filter(|q| matches!(q.asked, Asked::Check | Asked::Hinge)) {
        let Some((step, shows)) = curriculum.asks(&live.plan, question) else { continue };
        for pupil in live.pupils() {
            let seen = live.answer(pupil, &question.id).seen;
            if !seen.is_known() {
                continue;
            }
            let sighted = Sighted {
                lesson: lesson.clone(),
                question: Some(question.id.clone()),
                day: Day::of(began),
                right: matches!(seen, Seen::Right | Seen::Slip),
                shows,
            };
            let what = What::Saw { sighted, choices: question.choices };
            events.push(Event { at: began, step: step.clone(), pupil: pupil.clone(), what });
        }
    }
    events
}
