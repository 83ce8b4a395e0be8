//! A school's book of how its adults work together, folded from its facts. Start at [`SchoolBook::fold`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Audit, CoachingStep, Cycle, CycleStep, InSchoolMeeting, SchoolFact};
use crate::{BigIdea, Date};

/// A fact with who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffFact {
    /// Its id.
    pub id: String,
    /// Who wrote it, by the id of staff; empty where it was not a member of staff.
    pub staff: String,
    /// What it says.
    pub fact: SchoolFact,
}

/// A practice done off screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffScreen {
    /// The fact that says so, to take it back.
    pub id: String,
    /// Whose word it is.
    pub staff: String,
    /// The practice.
    pub practice: String,
    /// The class, by its id.
    pub class: String,
    /// The day.
    pub on: Date,
}

/// What somebody said of naming her classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamesWord {
    /// Whether they may be named.
    pub agreed: bool,
    /// The day.
    pub on: Date,
}

/// The school's words on a big idea, one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdeaNote {
    /// The fact that says so.
    pub id: String,
    /// The whole note.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// The book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchoolBook {
    /// What was done off screen, in the order written.
    pub off_screen: Vec<OffScreen>,
    /// What each member of staff said of naming her classes, in order.
    pub names: BTreeMap<String, Vec<NamesWord>>,
    /// What each said of each topic.
    pub audits: BTreeMap<(String, String), Audit>,
    /// Meetings of the research group, by the fact that planned them.
    pub meetings: BTreeMap<String, InSchoolMeeting>,
    /// Cycles of coaching, by the fact that began them.
    pub cycles: BTreeMap<String, Cycle>,
    /// The school's notes on each big idea, the first first.
    pub notes: BTreeMap<BigIdea, Vec<IdeaNote>>,
    /// What was seen to last, by its slug: what shows it, the first first.
    pub lasts: BTreeMap<String, Vec<IdeaNote>>,
}

impl SchoolBook {
    /// Folds facts in the order written. Only who wrote a fact can take it back.
    #[must_use]
    pub fn fold(facts: &[StaffFact]) -> Self {
        let wrote: BTreeMap<&str, &str> =
            facts.iter().map(|one| (one.id.as_str(), one.staff.as_str())).collect();
        let taken_back: BTreeSet<&str> = facts
            .iter()
            .filter_map(|one| match &one.fact {
                SchoolFact::TakenBack { fact }
                    if wrote.get(fact.as_str()) == Some(&one.staff.as_str()) =>
                {
                    Some(fact.as_str())
                }
                _ => None,
            })
            .collect();
        let mut book = Self::default();
        for one in facts.iter().filter(|one| !taken_back.contains(one.id.as_str())) {
            book.take(one);
        }
        book
    }

    fn take(&mut self, StaffFact { id, staff, fact }: &StaffFact) {
        match fact {
            SchoolFact::DoneOffScreen { practice, class, on } => self.off_screen.push(OffScreen {
                id: id.clone(),
                staff: staff.clone(),
                practice: practice.clone(),
                class: class.clone(),
                on: *on,
            }),
            SchoolFact::NamesAgreed { agreed, on } => {
                let word = NamesWord { agreed: *agreed, on: *on };
                self.names.entry(staff.clone()).or_default().push(word);
            }
            SchoolFact::Audited { topic, knows, on } => {
                let key = (staff.clone(), topic.clone());
                self.audits.entry(key).or_default().0.push((*knows, *on));
            }
            SchoolFact::IdeaNoted { idea, text, by, on } => {
                self.notes.entry(*idea).or_default().push(note(id, text, by, *on));
            }
            SchoolFact::LastsSeen { sign, evidence, by, on } => {
                self.lasts.entry(sign.clone()).or_default().push(note(id, evidence, by, *on));
            }
            SchoolFact::MeetingPlanned { .. }
            | SchoolFact::MeetingMoved { .. }
            | SchoolFact::MeetingCalledOff { .. }
            | SchoolFact::MeetingHeld { .. } => self.take_meeting(id, fact),
            SchoolFact::CoachingBegun { .. } | SchoolFact::CoachingDated { .. } => {
                self.take_coaching(id, staff, fact);
            }
            SchoolFact::TakenBack { .. } | SchoolFact::Later => {}
        }
    }

    fn take_meeting(&mut self, id: &str, fact: &SchoolFact) {
        match fact {
            SchoolFact::MeetingPlanned { meeting } => {
                let made = InSchoolMeeting {
                    id: id.to_owned(),
                    plan: meeting.clone(),
                    n_changes: 0,
                    called_off: None,
                    said: None,
                };
                self.meetings.insert(id.to_owned(), made);
            }
            SchoolFact::MeetingMoved { meeting, to } => {
                if let Some(held) = self.meetings.get_mut(meeting) {
                    held.plan = to.clone();
                    held.called_off = None;
                    held.n_changes += 1;
                }
            }
            SchoolFact::MeetingCalledOff { meeting, why } => {
                if let Some(held) = self.meetings.get_mut(meeting) {
                    held.called_off = Some(why.clone());
                    held.n_changes += 1;
                }
            }
            SchoolFact::MeetingHeld { meeting, said } => {
                if let Some(held) = self.meetings.get_mut(meeting) {
                    held.said = Some(said.clone());
                }
            }
            _ => {}
        }
    }

    fn take_coaching(&mut self, id: &str, staff: &str, fact: &SchoolFact) {
        match fact {
            SchoolFact::CoachingBegun { with, about, on } => {
                let made = Cycle {
                    id: id.to_owned(),
                    pair: [staff.to_owned(), with.clone()],
                    about: about.clone(),
                    on: *on,
                    steps: BTreeMap::new(),
                };
                self.cycles.insert(id.to_owned(), made);
            }
            SchoolFact::CoachingDated { cycle, step, on, words } => {
                // Only the two themselves date their steps.
                if let Some(held) = self.cycles.get_mut(cycle).filter(|held| held.is_of(staff))
                    && *step != CoachingStep::Later
                {
                    held.steps.insert(*step, CycleStep { on: *on, words: words.clone() });
                }
            }
            _ => {}
        }
    }

    /// Whether somebody's classes may be named, by her last word.
    #[must_use]
    pub fn may_name(&self, staff: &str) -> bool {
        self.names.get(staff).and_then(|said| said.last()).is_some_and(|word| word.agreed)
    }

    /// What one person said of each topic.
    pub fn audits_of<'b>(&'b self, staff: &'b str) -> impl Iterator<Item = (&'b str, &'b Audit)> {
        let own = self.audits.iter().filter(move |((whose, _), _)| whose == staff);
        own.map(|((_, topic), audit)| (topic.as_str(), audit))
    }

    /// The meetings, by the day and hour they are planned for.
    #[must_use]
    pub fn meetings_by_day(&self) -> Vec<&InSchoolMeeting> {
        let mut all: Vec<&InSchoolMeeting> = self.meetings.values().collect();
        let key = |one: &InSchoolMeeting| (one.plan.at.on, one.plan.at.starts);
        all.sort_by(|a, b| (key(a), &a.id).cmp(&(key(b), &b.id)));
        all
    }
}

fn note(id: &str, text: &str, by: &str, on: Date) -> IdeaNote {
    IdeaNote { id: id.to_owned(), text: text.to_owned(), by: by.to_owned(), on }
}
