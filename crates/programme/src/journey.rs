//! A school's journey: the stages of a phase, the doors in, where the school stands, and what it may do next.
//!
//! Stages, doors and questions are data (`content/programmes/journeys/`). A questionnaire recommends, a person
//! decides. Where a school stands is folded from its facts, those of the schools it came from included. Start at
//! [`Standing::of`]; `doors` holds the questionnaire, `eligibility` the conditions, `drawing` the picture.

mod doors;
mod drawing;
mod eligibility;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    Date, Fact, Facts, Programmes, RuleProblem, School, SchoolYear, Succession, Urn, What,
};

pub(crate) use doors::Question as DoorQuestion;
pub use doors::{Advice, Answer, AtTheDoor, DoorDecision, Reason, RefusedDecision, decide};
pub use eligibility::{Check, group_checks, may_confirm_place, may_join};

/// The stages of one phase, the doors in, and the questions about them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Journey {
    /// Its name in commands: `primary`.
    pub slug: String,
    /// Its name on screen.
    pub name: String,
    /// The phases of education it is for, as the official register writes them.
    pub phases: Vec<String>,
    /// Who says so.
    pub source: String,
    /// The stages, in order.
    #[serde(rename = "stage")]
    pub stages: Vec<Stage>,
    /// The doors in, in the order of the stages they open.
    #[serde(rename = "door")]
    pub doors: Vec<Door>,
    /// How answers lead to a door, where there is more than one.
    questionnaire: Option<doors::Questionnaire>,
    /// The questions.
    #[serde(rename = "question", default)]
    pub questions: Vec<doors::Question>,
}

/// One stage of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Stage {
    /// The programme, by its slug.
    pub programme: String,
    /// Its short name in the picture.
    pub word: String,
    /// How long it lasts, in words.
    pub lasts: String,
    /// Whether a school takes part in it in the same year as in the stage before.
    #[serde(default)]
    pub is_beside_the_last: bool,
}

/// A way into a journey.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Door {
    /// Its name in commands.
    pub slug: String,
    /// The stage it opens, by its programme.
    pub programme: String,
    /// What it is, in words that follow "the school comes".
    pub words: String,
}

/// Where a school stands in its journey on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The school.
    pub urn: Urn,
    /// Its name.
    pub school: String,
    /// The journey's name.
    pub journey: String,
    /// The day.
    pub on: Date,
    /// Each stage, in order.
    pub stages: Vec<StageStanding>,
    /// The number of school years in which the school, or one it came from, has taken part, this one included.
    pub years_taken_part: usize,
    /// The stages it might join, with what speaks for and against.
    pub next: Vec<Next>,
}

/// Where a school stands in one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageStanding {
    /// The programme, by its slug.
    pub programme: String,
    /// Its short name.
    pub word: String,
    /// How far it is.
    pub state: State,
    /// The school year of that.
    pub year: Option<SchoolYear>,
    /// The day of the fact that says so.
    pub since: Option<Date>,
}

/// How far a school is in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing is recorded.
    NotYet,
    /// It asked to hear more.
    Interested,
    /// It applied for a place.
    SignedUp,
    /// It applied, and was not offered a place.
    Declined,
    /// Its place is confirmed.
    PlaceConfirmed,
    /// It takes part this year.
    TakingPart,
    /// It took part in a year that is over, and no completion is recorded.
    NotRecordedAsCompleted,
    /// It left, or withdrew.
    Left,
    /// It completed the stage.
    Completed,
}

/// A stage that a school might join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// The programme, by its slug.
    pub programme: String,
    /// Its name.
    pub name: String,
    /// The school year asked about.
    pub year: SchoolYear,
    /// Whether it may; nothing when something needed is not known.
    pub may_join: Option<bool>,
    /// Every condition, met or not.
    pub checks: Vec<Check>,
}

impl Journey {
    /// Reads journeys, given as path and text; the sound ones are kept beside the problems.
    #[must_use]
    pub fn load(files: &[(&str, &str)], programmes: &Programmes) -> (Vec<Self>, Vec<RuleProblem>) {
        let (mut journeys, mut problems) = (Vec::new(), Vec::new());
        for (path, text) in files {
            match read(text, programmes) {
                Ok(journey) => journeys.push(journey),
                Err(message) => problems.push(RuleProblem { path: (*path).to_owned(), message }),
            }
        }
        (journeys, problems)
    }

    /// Whether it is for a school of this phase; nothing when the register does not say the phase.
    #[must_use]
    pub fn is_for(&self, school: &School) -> Option<bool> {
        let phase = school.phase.as_deref()?;
        Some(self.phases.iter().any(|known| known.eq_ignore_ascii_case(phase)))
    }
}

fn read(text: &str, programmes: &Programmes) -> Result<Journey, String> {
    let journey: Journey = toml::from_str(text).map_err(|error| error.to_string())?;
    let is_stage = |slug: &str| journey.stages.iter().any(|stage| stage.programme == slug);
    for stage in &journey.stages {
        if !programmes.all().any(|known| known.slug == stage.programme) {
            return Err(format!("there is no programme `{}` for a stage", stage.programme));
        }
    }
    if let Some(door) = journey.doors.iter().find(|door| !is_stage(&door.programme)) {
        return Err(format!(
            "the door `{}` opens `{}`, which is no stage",
            door.slug, door.programme
        ));
    }
    if journey.stages.is_empty() || journey.doors.is_empty() {
        return Err("expected at least one [[stage]] and one [[door]]".to_owned());
    }
    journey.check_questionnaire()?;
    Ok(journey)
}

impl Standing {
    /// Where `school` stands on a day, and what it may join in `year`.
    #[must_use]
    pub fn of(
        journey: &Journey,
        programmes: &Programmes,
        school: &School,
        facts: &Facts,
        lines: &Succession,
        on: Date,
        year: SchoolYear,
    ) -> Self {
        let own: Vec<&Fact> =
            facts.of_line(school.urn, lines).filter(|fact| fact.on <= on).collect();
        let stages: Vec<StageStanding> =
            journey.stages.iter().map(|stage| stage_standing(stage, &own, on)).collect();
        let is_stage =
            |fact: &&&Fact| journey.stages.iter().any(|stage| stage.programme == fact.programme);
        let years: BTreeSet<SchoolYear> = own
            .iter()
            .filter(is_stage)
            .filter(|fact| fact.what == What::Started)
            .map(|fact| fact.year)
            .collect();
        // What lies behind the furthest stage is not offered again; the last stage has no end.
        let is_begun =
            |stage: &StageStanding| matches!(stage.state, State::Completed | State::TakingPart);
        let furthest = stages.iter().rposition(is_begun).map_or(0, |at| at + 1);
        let ahead = furthest.min(stages.len().saturating_sub(1));
        let is_beside_one_begun = |at: usize| {
            let next = journey.stages.get(at + 1);
            next.is_some_and(|next| next.is_beside_the_last) && !is_begun(&stages[at])
        };
        let is_ahead = |at: usize| at >= ahead || (at + 1 == ahead && is_beside_one_begun(at));
        let open = stages.iter().enumerate().filter(|(at, _)| is_ahead(*at));
        let next = open.filter_map(|(_, stage)| {
            let (programme, rule) = programmes.rule(&stage.programme, year).ok()?;
            let checks = may_join(programme, rule, school, &own, programmes, year);
            Some(Next {
                programme: programme.slug.clone(),
                name: programme.name.clone(),
                year,
                may_join: eligibility::all_hold(&checks),
                checks,
            })
        });
        Self {
            urn: school.urn,
            school: school.name.clone(),
            journey: journey.name.clone(),
            on,
            next: next.collect(),
            years_taken_part: years.len(),
            stages,
        }
    }
}

fn stage_standing(stage: &Stage, own: &[&Fact], on: Date) -> StageStanding {
    let facts = || own.iter().filter(|fact| fact.programme == stage.programme);
    let state_of = |fact: &Fact| match fact.what {
        What::Interested => State::Interested,
        What::SignedUp | What::HeadConfirmed => State::SignedUp,
        What::PlaceConfirmed => State::PlaceConfirmed,
        What::Started | What::Attended | What::Visited if fact.year.last_day() < on => {
            State::NotRecordedAsCompleted
        }
        What::Started | What::Attended | What::Visited => State::TakingPart,
        What::Completed => State::Completed,
        What::Left => State::Left,
        What::Declined => State::Declined,
    };
    // A completion stands whatever came after; else the latest year decides, and in it the furthest.
    let completed =
        facts().filter(|fact| fact.what == What::Completed).max_by_key(|fact| fact.year);
    let latest = facts().map(|fact| fact.year).max();
    let in_latest = facts().filter(|fact| Some(fact.year) == latest);
    let furthest = in_latest.max_by_key(|fact| (state_of(fact), Reverse(fact.on)));
    let not_yet = StageStanding::not_yet(stage);
    match completed.or(furthest) {
        None => not_yet,
        Some(fact) => StageStanding {
            state: state_of(fact),
            year: Some(fact.year),
            since: Some(fact.on),
            ..not_yet
        },
    }
}

impl StageStanding {
    fn not_yet(stage: &Stage) -> Self {
        Self {
            programme: stage.programme.clone(),
            word: stage.word.clone(),
            state: State::NotYet,
            year: None,
            since: None,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotYet => "not yet",
            Self::Interested => "interested",
            Self::SignedUp => "signed up",
            Self::Declined => "not offered a place",
            Self::PlaceConfirmed => "place confirmed",
            Self::TakingPart => "taking part",
            Self::NotRecordedAsCompleted => "not recorded as completed",
            Self::Left => "left",
            Self::Completed => "completed",
        })
    }
}
