//! The people who lead groups: their training, their stage, whom they reach, whom they lead, and who takes over.
//!
//! Stages and their training events are dated rules of the specialists' programmes; what no source says completes a
//! stage is the hub's to say. *Not recorded* is never *not done*. Start at [`leads_now`] and [`stage_now`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Date, Drawn, HubBook, HubLead, Place, Programmes, Rule, School, SchoolYear, Succession,
    TrainingStage, Urn,
};

/// Something in somebody's way as a specialist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum LeadStep {
    /// Was at a training event.
    Attended {
        /// The stage it belongs to, by its slug.
        stage: String,
        /// The event, as the rule calls it.
        event: String,
    },
    /// Completed a stage, as the hub says.
    StageCompleted {
        /// The stage, by its slug.
        stage: String,
    },
    /// Was accredited.
    Accredited {
        /// By whom.
        by: String,
    },
    /// Has influence there, too.
    Reaches {
        /// Where.
        scope: Scope,
    },
    /// Of a kind this program does not know.
    #[serde(other)]
    Later,
}

/// Where a specialist has influence, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// In the own classroom.
    OwnClass,
    /// With colleagues of the own school.
    OwnSchool,
    /// In other schools.
    OtherSchools,
}

/// Who takes over a group from somebody who leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandsOver {
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// The number of the group.
    pub group: u32,
    /// Who; nothing for nobody yet.
    pub to: Option<String>,
}

/// What is recorded of somebody's way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Way {
    /// The training events, by stage and name, with their day.
    pub attended: BTreeMap<(String, String), Date>,
    /// The stages that are completed, with the day.
    pub completed: BTreeMap<String, Date>,
    /// When and by whom they were accredited.
    pub accredited: Option<(Date, String)>,
    /// Where they have influence, and since when.
    pub reaches: BTreeMap<Scope, Date>,
    /// Their last day, and why; nothing while they lead.
    pub left: Option<(Date, String)>,
}

/// Where somebody is in their training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageNow<'r> {
    /// The rule that holds for those who began then.
    pub rule: &'r Rule,
    /// Which cohort that is, counted from the first.
    pub cohort: u16,
    /// The stage they are in; nothing once every stage is completed.
    pub stage: Option<&'r TrainingStage>,
    /// Its school year by the usual pace.
    pub year: SchoolYear,
    /// Its events, with the day they were at it where that is recorded.
    pub events: Vec<(&'r str, Option<Date>)>,
}

/// A group that somebody leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leading<'b> {
    /// The programme, by its slug.
    pub programme: &'b str,
    /// The school year.
    pub year: SchoolYear,
    /// The number of the group.
    pub group: u32,
    /// How many schools it has.
    pub n_schools: usize,
}

/// One track of a stage that has several, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track<'b> {
    /// Where.
    pub scope: Scope,
    /// Since when they are recorded as having influence there.
    pub since: Option<Date>,
    /// The groups of other schools they lead in the year; of the track of other schools alone.
    pub leads: Vec<Leading<'b>>,
}

/// A group that nobody leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupWithoutLead {
    /// The programme, by its slug.
    pub programme: String,
    /// The school year.
    pub year: SchoolYear,
    /// The number of the group.
    pub group: u32,
    /// Why, in words.
    pub why: String,
}

impl Scope {
    /// Every scope, the nearest first.
    pub const ALL: [Self; 3] = [Self::OwnClass, Self::OwnSchool, Self::OtherSchools];

    /// Its name in a form.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::OwnClass => "own-class",
            Self::OwnSchool => "own-school",
            Self::OtherSchools => "other-schools",
        }
    }

    /// Its name on screen.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::OwnClass => "own class",
            Self::OwnSchool => "own school",
            Self::OtherSchools => "other schools",
        }
    }
}

impl Way {
    /// Nothing recorded.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            attended: BTreeMap::new(),
            completed: BTreeMap::new(),
            accredited: None,
            reaches: BTreeMap::new(),
            left: None,
        }
    }

    /// Takes a step in; the first day something was recorded for stays.
    pub(crate) fn take(&mut self, step: &LeadStep, on: Date) {
        match step {
            LeadStep::Attended { stage, event } => {
                self.attended.entry((stage.clone(), event.clone())).or_insert(on);
            }
            LeadStep::StageCompleted { stage } => {
                self.completed.entry(stage.clone()).or_insert(on);
            }
            LeadStep::Accredited { by } => self.accredited = Some((on, by.clone())),
            LeadStep::Reaches { scope } => {
                self.reaches.entry(*scope).or_insert(on);
            }
            LeadStep::Later => {}
        }
    }

    /// Whether they have left on a day.
    #[must_use]
    pub fn has_left(&self, on: Date) -> bool {
        self.left.as_ref().is_some_and(|(last, _)| *last < on)
    }
}

impl Drawn {
    /// Gives a group of somebody who leaves to another; `by_fact` changes the groups from then on.
    pub(crate) fn hand_over(&mut self, by_fact: &str, name: &str, over: &HandsOver, on: Date) {
        let is_theirs = |group: &&mut crate::Group| {
            group.id == over.group && group.lead.as_deref() == Some(name)
        };
        let Some(group) = self.groups.iter_mut().find(is_theirs) else { return };
        group.lead.clone_from(&over.to);
        group.lead_by_hand = over.to.is_some();
        let next = over.to.as_deref().unwrap_or("nobody yet");
        let words = format!("led by {name} until {}, then by {next}", on.in_words());
        self.changes.push(format!("Group {}: {words}", group.id));
        group.reasons.push(words);
        by_fact.clone_into(&mut self.by_fact);
    }
}

/// The rule of a specialist's programme for those who began in a year.
fn rule_of<'r>(lead: &HubLead, programmes: &'r Programmes) -> Option<(SchoolYear, &'r Rule)> {
    let (slug, began) = (lead.programme.as_deref()?, lead.began?);
    programmes.rule(slug, began).ok().map(|(_, rule)| (began, rule))
}

/// The people who may lead as they are on a day: trained by what the hub said or by a stage that is completed, active
/// unless they have left.
#[must_use]
pub fn leads_now(book: &HubBook, programmes: &Programmes, on: Date) -> BTreeMap<String, HubLead> {
    let now = |(name, lead): (&String, &HubLead)| {
        let way = book.ways.get(name);
        let rule = rule_of(lead, programmes);
        let stages = rule.map(|(_, rule)| rule.stages.as_slice()).unwrap_or_default();
        let has_completed = |stage: &TrainingStage| {
            let day = way.and_then(|way| way.completed.get(&stage.slug));
            stage.then_leads && day.is_some_and(|day| *day <= on)
        };
        let is_accredited =
            way.and_then(|way| way.accredited.as_ref()).is_some_and(|(day, _)| *day <= on);
        let lead = HubLead {
            is_trained: lead.is_trained || is_accredited || stages.iter().any(has_completed),
            is_active: lead.is_active && !way.is_some_and(|way| way.has_left(on)),
            ..lead.clone()
        };
        (name.clone(), lead)
    };
    book.leads.iter().map(now).collect()
}

/// Where somebody is in their training; nothing where programme or first year is not known.
#[must_use]
pub fn stage_now<'r>(
    lead: &HubLead,
    way: &Way,
    programmes: &'r Programmes,
) -> Option<StageNow<'r>> {
    let (began, rule) = rule_of(lead, programmes)?;
    let programme = programmes.all().find(|known| Some(&known.slug) == lead.programme.as_ref())?;
    let first = programme.rules.first()?.from.first_year();
    let at = rule.stages.iter().position(|stage| !way.completed.contains_key(&stage.slug));
    let n_years = u16::try_from(at.unwrap_or(rule.stages.len())).ok()?;
    let stage = at.map(|at| &rule.stages[at]);
    let day = |stage: &TrainingStage, event: &str| {
        way.attended.get(&(stage.slug.clone(), event.to_owned())).copied()
    };
    let events = stage.into_iter().flat_map(|stage| {
        stage.events.iter().map(move |event| (event.as_str(), day(stage, event)))
    });
    Some(StageNow {
        rule,
        cohort: (began.first_year() + 1).saturating_sub(first),
        stage,
        year: SchoolYear::beginning_in(began.first_year() + n_years),
        events: events.collect(),
    })
}

/// The groups somebody leads, the earliest year first.
#[must_use]
pub fn groups_led<'b>(book: &'b HubBook, name: &str) -> Vec<Leading<'b>> {
    let mut found: Vec<Leading> = Vec::new();
    for ((programme, year), drawn) in &book.groups {
        let own = drawn.groups.iter().filter(|group| group.lead.as_deref() == Some(name));
        found.extend(own.map(|group| Leading {
            programme,
            year: *year,
            group: group.id,
            n_schools: group.urns.len(),
        }));
    }
    found.sort_by_key(|one| (one.year, one.programme, one.group));
    found
}

/// The tracks of a stage side by side, with what is recorded of each in a school year; none for a stage without.
#[must_use]
pub fn tracks_now<'b>(
    book: &'b HubBook,
    name: &str,
    stage: &TrainingStage,
    year: SchoolYear,
) -> Vec<Track<'b>> {
    let since = |scope: Scope| book.ways.get(name)?.reaches.get(&scope).copied();
    let leads = |scope: Scope| match scope {
        Scope::OtherSchools => {
            groups_led(book, name).into_iter().filter(|one| one.year == year).collect()
        }
        Scope::OwnClass | Scope::OwnSchool => Vec::new(),
    };
    let track = |scope: &Scope| Track { scope: *scope, since: since(*scope), leads: leads(*scope) };
    stage.tracks.iter().map(track).collect()
}

/// The groups of a year that nobody leads, or whose lead may not lead now.
#[must_use]
pub fn without_lead(
    book: &HubBook,
    programmes: &Programmes,
    year: SchoolYear,
    on: Date,
) -> Vec<GroupWithoutLead> {
    let leads = leads_now(book, programmes, on);
    let mut found = Vec::new();
    for ((programme, of), drawn) in book.groups.iter().filter(|((_, of), _)| *of == year) {
        for group in &drawn.groups {
            let why = match &group.lead {
                None => "nobody leads it".to_owned(),
                Some(name) => match leads.get(name) {
                    // Who is not in the book at all was named by an earlier program.
                    None => continue,
                    Some(lead) if lead.is_active => continue,
                    Some(_) => format!("{name} led it and is not active any more"),
                },
            };
            let (programme, group) = (programme.clone(), group.id);
            found.push(GroupWithoutLead { programme, year: *of, group, why });
        }
    }
    found
}

/// Who helps a school in a programme and year, and since when; nothing for nobody.
#[must_use]
pub fn support_of<'b>(
    book: &'b HubBook,
    line: &BTreeSet<Urn>,
    programme: &str,
    year: SchoolYear,
) -> Option<(Date, &'b str)> {
    let of = |urn: &Urn| book.support.get(&(*urn, programme.to_owned(), year))?.last();
    let last = line.iter().filter_map(of).max_by_key(|(on, _)| *on)?;
    Some((last.0, last.1.as_deref()?))
}

/// The open schools of some phases nearest to a place, with the distance in metres; every phase where none is named.
#[must_use]
pub fn near_schools<'s>(
    schools: impl Iterator<Item = &'s School>,
    phases: &[String],
    lines: &Succession,
    own: Urn,
    at: Place,
    n: usize,
) -> Vec<(u64, &'s School)> {
    let own = lines.line(own);
    let is_of = |school: &&School| {
        let phase = school.phase.as_ref();
        !own.contains(&school.urn)
            && (phases.is_empty() || phase.is_some_and(|phase| phases.contains(phase)))
    };
    let mut near: Vec<(u64, &School)> = schools
        .filter(is_of)
        .filter_map(|school| Some((at.metres_to(school.place?), school)))
        .collect();
    near.sort_by_key(|(metres, school)| (*metres, school.urn));
    near.truncate(n);
    near
}
