//! Working together in a school: meetings of its own research group, and coaching in cycles.
//!
//! Nobody is judged: a cycle has days and what two people look at, and their words are theirs. Start at
//! [`InSchoolMeeting`] and [`Cycle`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::TERM_DAYS;
use crate::session::calendar::{Event, Hours, file};
use crate::{Appointment, Date};

/// When a meeting is, and what it looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingPlan {
    /// When and where.
    pub at: Appointment,
    /// The lesson it looks at, in words.
    pub looks_at: String,
    /// Its small step, by its slug; empty where there is none.
    #[serde(default)]
    pub step: String,
}

/// What came of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingSaid {
    /// What was seen and said, of the lesson and the mathematics.
    pub saw: String,
    /// What is tried next.
    pub tries: String,
}

/// A meeting as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InSchoolMeeting {
    /// The fact that planned it.
    pub id: String,
    /// When and what.
    pub plan: MeetingPlan,
    /// How often it was changed; a calendar takes the highest.
    pub n_changes: u32,
    /// Why it was called off; nothing while it is on.
    pub called_off: Option<String>,
    /// What came of it; nothing while nobody has written that it took place.
    pub said: Option<MeetingSaid>,
}

/// A step of a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoachingStep {
    /// A lesson is planned together.
    Plan,
    /// One teaches, the other watches what the class says and does.
    Watch,
    /// Both talk about it.
    Talk,
    /// It is tried again, with what was learned.
    TryAgain,
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// The steps of a cycle, in order.
pub const COACHING_STEPS: [CoachingStep; 4] =
    [CoachingStep::Plan, CoachingStep::Watch, CoachingStep::Talk, CoachingStep::TryAgain];

/// The day of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleStep {
    /// The day, past or to come.
    pub on: Date,
    /// What the two want to remember; theirs alone.
    pub words: String,
}

/// A cycle of coaching between two colleagues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The fact that began it.
    pub id: String,
    /// The two, by the ids of staff: who began it, and who was asked.
    pub pair: [String; 2],
    /// What both look at.
    pub about: String,
    /// The day it began.
    pub on: Date,
    /// The steps that have a day.
    pub steps: BTreeMap<CoachingStep, CycleStep>,
}

impl CoachingStep {
    /// Its name in a form.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Watch => "watch",
            Self::Talk => "talk",
            Self::TryAgain => "try-again",
            Self::Later => "later",
        }
    }

    /// What the two do.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Plan => "plan together",
            Self::Watch => "watch",
            Self::Talk => "talk",
            Self::TryAgain => "try again",
            Self::Later => "something this program does not know",
        }
    }

    /// Reads the name of a form.
    #[must_use]
    pub fn read(slug: &str) -> Option<Self> {
        COACHING_STEPS.into_iter().find(|one| one.slug() == slug)
    }
}

impl InSchoolMeeting {
    /// Whether it took place, as far as is written: its day is over and it was not called off.
    #[must_use]
    pub fn took_place(&self, today: Date) -> bool {
        self.called_off.is_none() && (self.said.is_some() || self.plan.at.on < today)
    }
}

impl Cycle {
    /// Whether somebody is one of the two.
    #[must_use]
    pub fn is_of(&self, staff: &str) -> bool {
        self.pair.iter().any(|one| one == staff)
    }

    /// The first step without a day; nothing when each has one.
    #[must_use]
    pub fn next(&self) -> Option<CoachingStep> {
        COACHING_STEPS.into_iter().find(|step| !self.steps.contains_key(step))
    }
}

/// What to tell whoever leads mathematics when the research group has not met for a term, and no meeting is coming.
///
/// A school that never planned one is told nothing: there is nothing to drift from.
#[must_use]
pub fn meetings_drift<'m>(
    meetings: impl IntoIterator<Item = &'m InSchoolMeeting>,
    today: Date,
) -> Option<String> {
    let on: Vec<&InSchoolMeeting> =
        meetings.into_iter().filter(|one| one.called_off.is_none()).collect();
    if on.iter().any(|one| one.plan.at.on >= today && one.said.is_none()) {
        return None;
    }
    let last = on.iter().map(|one| one.plan.at.on).max()?;
    let weeks = today.days_since(last) / 7;
    (today.days_since(last) >= TERM_DAYS).then(|| {
        format!(
            "The research group last met on {}, {weeks} weeks ago, and no meeting is planned. That may have a good reason; if not, a date is a beginning.",
            last.in_words()
        )
    })
}

/// Meetings, and the steps of cycles that are handed in, as one calendar file. `cycles` come with what they are called.
#[must_use]
pub fn in_school_calendar<'b>(
    meetings: impl IntoIterator<Item = &'b InSchoolMeeting>,
    cycles: impl IntoIterator<Item = (&'b Cycle, String)>,
    stamp: Date,
) -> String {
    let mut events: Vec<Event> = meetings.into_iter().map(of_meeting).collect();
    for (cycle, called) in cycles {
        let steps = cycle.steps.iter().map(|(step, day)| Event {
            id: format!("{}-{}", cycle.id, step.slug()),
            n_changes: 0,
            is_called_off: false,
            on: day.on,
            hours: None,
            title: format!("Coaching, {}: {called}", step.in_words()),
            place: String::new(),
            about: cycle.about.clone(),
        });
        events.extend(steps);
    }
    file(&events, stamp)
}

fn of_meeting(one: &InSchoolMeeting) -> Event {
    let at = &one.plan.at;
    let is_bare = at.is_online && at.place.is_empty();
    let why = one.called_off.as_ref().map(|why| format!("Called off: {why}"));
    let parts = why.into_iter().chain([one.plan.looks_at.clone()]);
    Event {
        id: one.id.clone(),
        n_changes: one.n_changes,
        is_called_off: one.called_off.is_some(),
        on: at.on,
        hours: Some(Hours { starts: at.starts, ends: at.ends }),
        title: "Our research group".to_owned(),
        place: if is_bare { "online".to_owned() } else { at.place.clone() },
        about: parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"),
    }
}
