//! What a hub writes down, one kind of fact each, and the people who may lead its groups.
//!
//! A fact of a kind this program does not know was written by a newer one and stops nothing. What follows from facts
//! is [`crate::HubBook`]. Start at [`HubFact`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Action, AgreementStep, Answer, Applied, Appointment, AskedBy, ClaimRule, Date, DoorDecision,
    Entry, ExchangeStep, Group, HandsOver, Import, InstrumentStep, Kept, LeadStep, LearningStep,
    LessonBegun, LessonStep, MaterialStep, Observation, Offer, PlanStep, PracticeCount, Present,
    Quotation, RoundStep, Said, SchoolYear, Support, Unplaced, Urn, Visit, What,
};

/// One thing a hub wrote down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum HubFact {
    /// Something happened to a school in a programme.
    Happened {
        /// The school's number on that day.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year of the programme.
        year: SchoolYear,
        /// What happened.
        what: What,
        /// The day.
        on: Date,
        /// Anything to remember of it; empty for nothing.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Money was claimed, paid or put right.
    Money {
        /// The row of the ledger.
        entry: Entry,
    },
    /// How many places a programme has in a school year.
    PlacesSet {
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// How many.
        places: u16,
    },
    /// Somebody asked a school for what is missing.
    Asked {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// What was done.
        action: Action,
        /// The day.
        on: Date,
    },
    /// A visit is booked.
    VisitBooked {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// The day of the visit.
        on: Date,
    },
    /// Who takes part for a school from a day on.
    PeopleNamed {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// Their names.
        people: Vec<String>,
        /// From which day.
        on: Date,
    },
    /// A school asked to hear more, on the public page.
    InterestShown {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// Who asked, where that was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<AskedBy>,
        /// Where it may be written to, as an older program kept it; empty where it is kept apart.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        contact: String,
        /// The key of the address it may be written to, with consent, where that is kept apart from the facts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
        /// The day.
        on: Date,
    },
    /// A school took its consent to be written to back; its address is deleted.
    InterestEnded {
        /// The fact that says it was interested.
        interest: String,
        /// The day.
        on: Date,
    },
    /// Something about the round of a programme and school year.
    Round {
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// What.
        step: RoundStep,
    },
    /// A school applied on the public page; its application is named by this fact from then on.
    Applied {
        /// The application.
        applied: Applied,
    },
    /// Somebody who takes part for a school takes part until a day.
    PersonLeaves {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// Who.
        name: String,
        /// The last day.
        on: Date,
    },
    /// A specialist supported a school.
    Supported {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// How long and what for.
        support: Support,
    },
    /// How many hours of support a school of a programme has in a year, as the hub says; 0 for none said.
    SupportHoursSet {
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// How many.
        hours: u16,
    },
    /// Something about colleagues of two schools who watch each other.
    Exchange {
        /// What.
        step: ExchangeStep,
    },
    /// Work groups as they stand from now on.
    GroupsDrawn {
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// The groups.
        groups: Vec<Group>,
        /// Schools without a group, and why.
        unplaced: Vec<Unplaced>,
        /// What a person changed, in words; nothing when they were proposed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        changed: Option<String>,
        /// The day from which they are so; nothing where they always were.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Date>,
    },
    /// Two schools are to be in one group, or never in one, until this is taken back.
    SchoolsKept {
        /// The two schools.
        schools: [Urn; 2],
        /// Together or apart.
        kept: Kept,
        /// Why.
        why: String,
        /// Since when.
        on: Date,
    },
    /// Somebody who may lead groups, as it stands from now on.
    LeadSet {
        /// Who.
        lead: HubLead,
    },
    /// Something in somebody's way as a specialist.
    LeadWent {
        /// Who.
        name: String,
        /// What.
        step: LeadStep,
        /// The day.
        on: Date,
    },
    /// Somebody leads no longer from a day on, and others take over.
    LeadLeft {
        /// Who.
        name: String,
        /// The last day.
        on: Date,
        /// Why; empty where it is not said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
        /// Who takes over which group.
        hands_over: Vec<HandsOver>,
    },
    /// A specialist helps a school in a programme and year; replaces who did before.
    SupportGiven {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// Who; nothing for nobody any more.
        name: Option<String>,
        /// From which day.
        on: Date,
    },
    /// What the hub asks for before it claims; replaces what was asked before.
    ClaimRulesSet {
        /// One rule for each programme.
        rules: Vec<ClaimRule>,
    },
    /// A session is planned; it is named by this fact from then on.
    SessionPlanned {
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// The number of the group; 0 for every school of the programme.
        group: u32,
        /// What it is about.
        theme: String,
        /// When and where.
        at: Appointment,
    },
    /// A session is at another time or place from now on; one that was called off is on again.
    SessionMoved {
        /// The session.
        session: String,
        /// When and where it is now.
        at: Appointment,
    },
    /// A session is called off.
    SessionCalledOff {
        /// The session.
        session: String,
        /// Why.
        why: String,
    },
    /// Who was at a session; replaces what was said before.
    RegisterTaken {
        /// The session.
        session: String,
        /// The schools of which somebody was there, and who.
        present: Vec<Present>,
    },
    /// What was said at a session and is tried after it; replaces what was written before.
    SessionNoted {
        /// The session.
        session: String,
        /// What was said.
        said: Said,
    },
    /// A session is about something else from now on.
    SessionThemed {
        /// The session.
        session: String,
        /// What it is about.
        theme: String,
    },
    /// A group chose a lesson of the content to plan together; it is named by this fact from then on.
    LessonBegun {
        /// How it begins.
        begun: LessonBegun,
    },
    /// Something was done to a group's lesson.
    Lesson {
        /// The lesson.
        lesson: String,
        /// What.
        step: LessonStep,
    },
    /// A school said what it shows others.
    Offered {
        /// What.
        offer: Offer,
    },
    /// Something was done to a material that groups share.
    Material {
        /// What.
        step: MaterialStep,
    },
    /// The questions at the door were answered; replaces what was answered before.
    DoorAnswered {
        /// The school.
        urn: Urn,
        /// The answers, by the slugs of their questions; a question left open is not among them.
        answers: BTreeMap<String, Answer>,
        /// The day.
        on: Date,
    },
    /// A person decided by which door a school comes.
    DoorDecided {
        /// The school.
        urn: Urn,
        /// What was decided, and what the answers recommended then.
        decision: DoorDecision,
    },
    /// Something was done to a school's plan of action.
    Plan {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// What.
        step: PlanStep,
    },
    /// Something was done to what a school agreed that the hub may see.
    Agreement {
        /// The school.
        urn: Urn,
        /// What.
        step: AgreementStep,
    },
    /// A school counted in how many classes each practice is used.
    PracticesCounted {
        /// The school.
        urn: Urn,
        /// The count.
        counted: PracticeCount,
    },
    /// Something happened to the statements on the five big ideas that teachers answer.
    Instrument {
        /// What.
        step: InstrumentStep,
    },
    /// Somebody was in lessons of a school and says which practices were seen.
    Observed {
        /// The school.
        urn: Urn,
        /// What was seen.
        observation: Observation,
    },
    /// A sentence of a school's inspection report was quoted.
    Quoted {
        /// The school.
        urn: Urn,
        /// The sentence, with where it stands.
        quotation: Quotation,
    },
    /// A school handed counts on of what its pupils learn, or took them back.
    Learning {
        /// The school.
        urn: Urn,
        /// What.
        step: LearningStep,
    },
    /// A school was visited, and what came of it.
    VisitMade {
        /// The school.
        urn: Urn,
        /// The programme, by its slug.
        programme: String,
        /// The school year.
        year: SchoolYear,
        /// The visit; it is named by this fact from then on.
        visit: Visit,
    },
    /// An action that came of a visit is done.
    ActionDone {
        /// The visit.
        visit: String,
        /// Which of its actions, from 0.
        action: usize,
        /// The day.
        on: Date,
    },
    /// A workbook was taken over; its rows are facts by what follows from it.
    Imported {
        /// What it held.
        import: Import,
    },
    /// A person said which school a workbook means.
    SchoolDecided {
        /// The import.
        import: String,
        /// Which of its schools.
        school: usize,
        /// The school; nothing when its rows are left out.
        urn: Option<Urn>,
    },
    /// An earlier fact was a mistake and counts no longer.
    TakenBack {
        /// Its id.
        fact: String,
    },
    /// Of a kind this program does not know: written by a newer one.
    #[serde(other)]
    Later,
}

/// Somebody who may lead groups: a specialist, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubLead {
    /// The name.
    pub name: String,
    /// The school they come from.
    pub urn: Urn,
    /// In which year they were trained, counted as the specialists' cohorts are.
    pub cohort: Option<u8>,
    /// How many groups they can lead in a year.
    pub capacity: u8,
    /// Whether the training for leading groups is completed.
    pub is_trained: bool,
    /// Whether they are active.
    pub is_active: bool,
    /// The programme they are trained in, by its slug; nothing where that was never said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// The school year in which they began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<SchoolYear>,
}

impl HubFact {
    /// The school it is about, if it is about one.
    #[must_use]
    pub fn urn(&self) -> Option<Urn> {
        match self {
            Self::Happened { urn, .. }
            | Self::Asked { urn, .. }
            | Self::VisitBooked { urn, .. }
            | Self::PeopleNamed { urn, .. }
            | Self::SupportGiven { urn, .. }
            | Self::InterestShown { urn, .. }
            | Self::PersonLeaves { urn, .. }
            | Self::Supported { urn, .. }
            | Self::Applied { applied: Applied { urn, .. } }
            | Self::DoorAnswered { urn, .. }
            | Self::DoorDecided { urn, .. }
            | Self::Plan { urn, .. }
            | Self::Agreement { urn, .. }
            | Self::PracticesCounted { urn, .. }
            | Self::Observed { urn, .. }
            | Self::Quoted { urn, .. }
            | Self::Learning { urn, .. }
            | Self::VisitMade { urn, .. } => Some(*urn),
            Self::Money { entry } => Some(entry.urn),
            Self::Offered { offer } => Some(offer.urn),
            Self::SchoolDecided { urn, .. } => *urn,
            Self::PlacesSet { .. }
            | Self::InterestEnded { .. }
            | Self::Round { .. }
            | Self::SupportHoursSet { .. }
            | Self::Exchange { .. }
            | Self::GroupsDrawn { .. }
            | Self::SchoolsKept { .. }
            | Self::LeadSet { .. }
            | Self::LeadWent { .. }
            | Self::LeadLeft { .. }
            | Self::ClaimRulesSet { .. }
            | Self::SessionPlanned { .. }
            | Self::SessionMoved { .. }
            | Self::SessionCalledOff { .. }
            | Self::RegisterTaken { .. }
            | Self::SessionNoted { .. }
            | Self::SessionThemed { .. }
            | Self::LessonBegun { .. }
            | Self::Lesson { .. }
            | Self::Material { .. }
            | Self::Instrument { .. }
            | Self::ActionDone { .. }
            | Self::Imported { .. }
            | Self::TakenBack { .. }
            | Self::Later => None,
        }
    }

    /// Every school it puts on the hub's list.
    #[must_use]
    pub fn urns(&self) -> BTreeSet<Urn> {
        match self {
            Self::Imported { import } => import.urns().collect(),
            Self::Exchange { step: ExchangeStep::Made { exchange } } => {
                [exchange.host, exchange.guest].into()
            }
            _ => self.urn().into_iter().collect(),
        }
    }

    /// The session it is about, if it is about one that was planned before.
    pub(crate) fn session(&self) -> Option<&str> {
        match self {
            Self::SessionMoved { session, .. }
            | Self::SessionCalledOff { session, .. }
            | Self::RegisterTaken { session, .. }
            | Self::SessionNoted { session, .. }
            | Self::SessionThemed { session, .. } => Some(session),
            Self::LessonBegun { begun } => Some(&begun.session),
            Self::Lesson { step: LessonStep::TakenUp { session }, .. } => Some(session),
            _ => None,
        }
    }
}
