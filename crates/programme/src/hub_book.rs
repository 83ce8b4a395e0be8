//! A hub's book: what the hub wrote down, in order, and what follows from it.
//!
//! Facts are only ever added; a mistake is taken back by another fact that names it. Knows no pupil, class or lesson.
//! Start at [`HubBook::fold`].

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Action, Agreement, Applied, AtTheDoor, ClaimRules, Date, ExchangeStep, Exchanged, Fact, Facts,
    Group, GroupLessons, HandedCounts, HeldQuotation, HubFact, HubLead, Imported, Instrument,
    Interest, Ledger, Materials, Moved, Observation, Offer, Plan, PracticeCount, RecruitmentRound,
    RoundStep, SchoolYear, Session, Sessions, Supported, Unplaced, Urn, Visited, Way, What, Wish,
    moves,
};

/// A fact with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Its id.
    pub id: String,
    /// The fact.
    pub fact: HubFact,
}

/// Where one programme of one school in a year is looked up.
pub type OfSchool = (Urn, String, SchoolYear);

/// What follows from a hub's facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HubBook {
    /// What happened to its schools.
    pub facts: Facts,
    /// Its ledger.
    pub ledger: Ledger,
    /// How many places each programme has in a year, where that was set.
    pub places: BTreeMap<(String, SchoolYear), u16>,
    /// When a school was last asked, for each action.
    pub asked: BTreeMap<(OfSchool, Action), Date>,
    /// The visits that are booked.
    pub booked: BTreeMap<OfSchool, BTreeSet<Date>>,
    /// Who takes part, the latest last.
    pub people: BTreeMap<OfSchool, Vec<(Date, Vec<String>)>>,
    /// Who takes part no longer from a day on, by the name that was given.
    pub leaving: BTreeMap<OfSchool, Vec<(String, Date)>>,
    /// Who asked to hear more, those who took that back too.
    pub interest: Vec<Interest>,
    /// When schools may apply.
    pub rounds: BTreeMap<(String, SchoolYear), RecruitmentRound>,
    /// The applications that came in on the public page, by the fact that says so.
    pub applied: BTreeMap<String, Applied>,
    /// What was done to support schools, in the order it was written.
    pub supported: Vec<Supported>,
    /// How many hours of support each school of a programme has in a year, as the hub says.
    pub support_hours: BTreeMap<(String, SchoolYear), u16>,
    /// Colleagues of two schools who watched each other, in the order it was written.
    pub exchanges: Vec<Exchanged>,
    /// The groups of a programme in a year.
    pub groups: BTreeMap<(String, SchoolYear), Drawn>,
    /// Who is to be kept together or apart, in the order it was said.
    pub wishes: Vec<Wish>,
    /// The sessions.
    pub sessions: Sessions,
    /// The lessons that groups plan, watch and discuss.
    pub lessons: GroupLessons,
    /// What schools show others, each with the fact that says so.
    pub offers: Vec<(String, Offer)>,
    /// What its groups share, with who may use it.
    pub materials: Materials,
    /// Who may lead groups, by name.
    pub leads: BTreeMap<String, HubLead>,
    /// What is recorded of each of them beside that.
    pub ways: BTreeMap<String, Way>,
    /// Which specialist helps a school, the latest last; nothing for nobody any more.
    pub support: BTreeMap<OfSchool, Vec<(Date, Option<String>)>>,
    /// What stands at the door of each school.
    pub doors: BTreeMap<Urn, AtTheDoor>,
    /// Schools' plans of action.
    pub plans: BTreeMap<OfSchool, Plan>,
    /// What each school agreed that the hub may see.
    pub agreements: BTreeMap<Urn, Agreement>,
    /// The schools' counts of practices; shown only where the school agreed.
    pub counts: BTreeMap<Urn, Vec<PracticeCount>>,
    /// What teachers answered to the statements on the five big ideas.
    pub instrument: Instrument,
    /// What was seen in lessons of each school, with the fact that says so.
    pub observations: BTreeMap<Urn, Vec<(String, Observation)>>,
    /// What inspection reports say, in the order it was quoted.
    pub quotations: Vec<HeldQuotation>,
    /// What each school handed on of what its pupils learn.
    pub learning: BTreeMap<Urn, HandedCounts>,
    /// The visits that were written down with what came of them, in the order they were.
    pub visits: Vec<Visited>,
    /// What the hub asks for before it claims.
    pub claim_rules: ClaimRules,
    /// The workbooks that were taken over, in order.
    pub imports: Vec<Imported>,
    /// Every fact that counts, in order; what follows from a workbook stands behind it.
    pub noted: Vec<Noted>,
    /// What happened to its schools beside what follows from its sessions, in the order it was written.
    happened: Vec<Fact>,
}

/// Work groups as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The fact that drew them last: a change names it, so that two people do not undo each other's.
    pub by_fact: String,
    /// The groups.
    pub groups: Vec<Group>,
    /// Schools without one.
    pub unplaced: Vec<Unplaced>,
    /// What people changed since they were proposed, in order.
    pub changes: Vec<String>,
    /// Who was put elsewhere by the last proposal.
    pub moves: Vec<Moved>,
    /// The groups as they were, in order.
    pub before: Vec<DrawnBefore>,
}

/// Groups as they were until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnBefore {
    /// The first day on which they were no longer so.
    pub until: Date,
    /// The schools of each group, by its number.
    pub groups: BTreeMap<u32, Vec<String>>,
}

impl DrawnBefore {
    fn of(drawn: &Drawn, until: Date) -> Self {
        let groups = drawn.groups.iter().map(|group| (group.id, group.urns.clone()));
        Self { until, groups: groups.collect() }
    }
}

impl Drawn {
    /// The schools of a group on a day: those of today where the day is to come, and those it had last where there is
    /// no such group any more.
    #[must_use]
    pub fn members_on(&self, group: u32, day: Date) -> Option<&[String]> {
        let then = self.before.iter().find(|held| held.until > day);
        let now = || self.groups.iter().find(|one| one.id == group).map(|one| one.urns.as_slice());
        let last = || self.before.iter().rev().find_map(|held| held.groups.get(&group));
        let then = then.and_then(|held| held.groups.get(&group)).map(Vec::as_slice);
        then.or_else(now).or_else(|| last().map(Vec::as_slice))
    }
}

impl HubBook {
    /// What follows from facts in the order they were written; `hub` stands beside each in the figures.
    #[must_use]
    pub fn fold(hub: &str, noted: Vec<Noted>) -> Self {
        let back: BTreeSet<String> = noted
            .iter()
            .filter_map(|each| match &each.fact {
                HubFact::TakenBack { fact } => Some(fact.clone()),
                _ => None,
            })
            .collect();
        let mut book = Self::default();
        let all = with_imports(noted, &back, &mut book.imports);
        book.take_all(hub, all);
        book
    }

    /// Takes in facts that were written since; gives them back where they change what an earlier one says, so that
    /// the whole must be folded again.
    ///
    /// # Errors
    ///
    /// The facts as they were given, when one of them takes another back or decides of a workbook.
    pub fn take_more(&mut self, hub: &str, new: Vec<Noted>) -> Result<(), Vec<Noted>> {
        let looks_back = |each: &Noted| {
            matches!(
                each.fact,
                HubFact::TakenBack { .. }
                    | HubFact::Imported { .. }
                    | HubFact::SchoolDecided { .. }
            )
        };
        if new.iter().any(looks_back) {
            return Err(new);
        }
        self.take_all(hub, new);
        Ok(())
    }

    fn take_all(&mut self, hub: &str, all: Vec<Noted>) {
        let mut happened = std::mem::take(&mut self.happened);
        for each in all {
            self.take(hub, &each, &mut happened);
            self.noted.push(each);
        }
        let from_sessions = self.sessions.happened(&happened).into_iter();
        let from_sessions = from_sessions.map(|fact| Fact { hub: Some(hub.to_owned()), ..fact });
        self.facts = Facts::of(happened.iter().cloned().chain(from_sessions).collect());
        self.happened = happened;
        self.ledger.entries.sort_by_key(|entry| entry.on);
    }

    fn take(&mut self, hub: &str, each: &Noted, happened: &mut Vec<Fact>) {
        let key =
            |urn: &Urn, programme: &String, year: &SchoolYear| (*urn, programme.clone(), *year);
        match &each.fact {
            HubFact::Happened { urn, programme, year, what, on, .. } => happened.push(Fact {
                urn: *urn,
                programme: programme.clone(),
                year: *year,
                what: *what,
                on: *on,
                hub: Some(hub.to_owned()),
            }),
            HubFact::Money { entry } => self.ledger.entries.push(entry.clone()),
            HubFact::PlacesSet { programme, year, places } => {
                self.places.insert((programme.clone(), *year), *places);
            }
            HubFact::Asked { urn, programme, year, action, on } => {
                self.asked.insert((key(urn, programme, year), *action), *on);
            }
            HubFact::VisitBooked { urn, programme, year, on } => {
                self.booked.entry(key(urn, programme, year)).or_default().insert(*on);
            }
            HubFact::PeopleNamed { urn, programme, year, people, on } => {
                let held = self.people.entry(key(urn, programme, year)).or_default();
                let at = held.partition_point(|(day, _)| day <= on);
                held.insert(at, (*on, people.clone()));
            }
            HubFact::InterestShown { urn, programme, year, role, contact, address, on } => {
                self.interest.push(Interest {
                    id: each.id.clone(),
                    urn: *urn,
                    programme: programme.clone(),
                    year: *year,
                    role: *role,
                    contact: contact.clone(),
                    address: address.clone(),
                    on: *on,
                    told: None,
                    ended: None,
                });
            }
            HubFact::InterestEnded { interest, on } => {
                let held = self.interest.iter_mut().find(|one| one.id == *interest);
                if let Some(held) = held {
                    (held.ended, held.address) = (held.ended.or(Some(*on)), None);
                    held.contact.clear();
                }
            }
            HubFact::Round { programme, year, step } => self.take_round(programme, *year, step),
            HubFact::Applied { applied } => {
                happened.push(Fact {
                    urn: applied.urn,
                    programme: applied.programme.clone(),
                    year: applied.year,
                    what: What::SignedUp,
                    on: applied.on,
                    hub: Some(hub.to_owned()),
                });
                self.applied.insert(each.id.clone(), applied.clone());
            }
            HubFact::PersonLeaves { urn, programme, year, name, on } => {
                let held = self.leaving.entry(key(urn, programme, year)).or_default();
                held.retain(|(known, _)| known != name);
                held.push((name.clone(), *on));
            }
            HubFact::Supported { urn, programme, year, support } => {
                self.supported.push(Supported {
                    id: each.id.clone(),
                    of: key(urn, programme, year),
                    support: support.clone(),
                });
            }
            HubFact::SupportHoursSet { programme, year, hours } => {
                let of = (programme.clone(), *year);
                match hours {
                    0 => drop(self.support_hours.remove(&of)),
                    hours => drop(self.support_hours.insert(of, *hours)),
                }
            }
            HubFact::Exchange { step } => self.take_exchange(&each.id, step),
            HubFact::GroupsDrawn { programme, year, groups, unplaced, changed, from } => {
                let held = self.groups.remove(&(programme.clone(), *year));
                let is_again = held.is_some();
                let (mut changes, mut moved) = (Vec::new(), Vec::new());
                let mut before = Vec::new();
                if let Some(mut held) = held {
                    before = std::mem::take(&mut held.before);
                    before.extend(from.map(|until| DrawnBefore::of(&held, until)));
                    (changes, moved) = match changed {
                        Some(_) => (held.changes, held.moves),
                        None => (Vec::new(), moves(&held.groups, groups)),
                    };
                }
                changes.extend(changed.clone().filter(|_| is_again));
                let drawn = Drawn {
                    by_fact: each.id.clone(),
                    groups: groups.clone(),
                    unplaced: unplaced.clone(),
                    changes,
                    moves: moved,
                    before,
                };
                self.groups.insert((programme.clone(), *year), drawn);
            }
            HubFact::SchoolsKept { schools, kept, why, on } => self.wishes.push(Wish {
                id: each.id.clone(),
                schools: *schools,
                kept: *kept,
                why: why.clone(),
                on: *on,
            }),
            HubFact::LeadSet { lead } => {
                if lead.is_active {
                    self.ways.entry(lead.name.clone()).or_default().left = None;
                }
                self.leads.insert(lead.name.clone(), lead.clone());
            }
            HubFact::LeadWent { name, step, on } => {
                self.ways.entry(name.clone()).or_default().take(step, *on);
            }
            HubFact::LeadLeft { name, on, why, hands_over } => {
                let way = self.ways.entry(name.clone()).or_default();
                way.left = Some((*on, why.clone()));
                for one in hands_over {
                    let drawn = self.groups.get_mut(&(one.programme.clone(), one.year));
                    if let Some(drawn) = drawn {
                        drawn.hand_over(&each.id, name, one, *on);
                    }
                }
            }
            HubFact::SupportGiven { urn, programme, year, name, on } => {
                let held = self.support.entry(key(urn, programme, year)).or_default();
                held.push((*on, name.clone()));
            }
            HubFact::ClaimRulesSet { rules } => self.claim_rules.claims.clone_from(rules),
            HubFact::SessionPlanned { programme, year, group, theme, at } => {
                self.sessions.plan(Session {
                    id: each.id.clone(),
                    programme: programme.clone(),
                    year: *year,
                    group: *group,
                    theme: theme.clone(),
                    at: at.clone(),
                    before: Vec::new(),
                    n_changes: 0,
                    called_off: None,
                    register: None,
                    said: None,
                });
            }
            HubFact::SessionMoved { session, at } => self.sessions.change(session, |held| {
                let was = std::mem::replace(&mut held.at, at.clone());
                held.before.extend((was.on != at.on).then_some(was.on));
                held.called_off = None;
                held.n_changes += 1;
            }),
            HubFact::SessionCalledOff { session, why } => self.sessions.change(session, |held| {
                held.called_off = Some(why.clone());
                held.n_changes += 1;
            }),
            HubFact::RegisterTaken { session, present } => self.sessions.change(session, |held| {
                held.register = Some((each.id.clone(), present.clone()));
            }),
            HubFact::SessionNoted { session, said } => {
                self.sessions.change(session, |held| held.said = Some(said.clone()));
            }
            HubFact::SessionThemed { session, theme } => {
                self.sessions.change(session, |held| held.theme.clone_from(theme));
            }
            HubFact::LessonBegun { begun } => self.lessons.begin(&each.id, begun),
            HubFact::Lesson { lesson, step } => self.lessons.take(lesson, &each.id, step),
            HubFact::Offered { offer } => self.offers.push((each.id.clone(), offer.clone())),
            HubFact::Material { step } => self.materials.take(&each.id, step),
            HubFact::DoorAnswered { urn, answers, on } => {
                let held = self.doors.entry(*urn).or_default();
                (held.answers, held.on) = (answers.clone(), Some(*on));
            }
            HubFact::DoorDecided { urn, decision } => {
                let held = self.doors.entry(*urn).or_default();
                held.on = held.on.or(Some(decision.on));
                held.decisions.push((each.id.clone(), decision.clone()));
            }
            HubFact::Plan { urn, programme, year, step } => {
                self.plans.entry(key(urn, programme, year)).or_default().take(&each.id, step);
            }
            HubFact::Agreement { urn, step } => {
                self.agreements.entry(*urn).or_default().take(&each.id, step);
            }
            HubFact::PracticesCounted { urn, counted } => {
                // A second count of the same day puts the first right.
                let held = self.counts.entry(*urn).or_default();
                held.retain(|one| one.on != counted.on);
                held.push(counted.clone());
            }
            HubFact::Instrument { step } => self.instrument.take(&each.id, step),
            HubFact::Observed { urn, observation } => {
                let held = self.observations.entry(*urn).or_default();
                held.push((each.id.clone(), observation.clone()));
            }
            HubFact::Learning { urn, step } => {
                self.learning.entry(*urn).or_default().take(&each.id, step);
            }
            HubFact::Quoted { urn, quotation } => self.quotations.push(HeldQuotation {
                id: each.id.clone(),
                urn: *urn,
                quotation: quotation.clone(),
            }),
            HubFact::VisitMade { urn, programme, year, visit } => {
                happened.push(Fact {
                    urn: *urn,
                    programme: programme.clone(),
                    year: *year,
                    what: What::Visited,
                    on: visit.on,
                    hub: Some(hub.to_owned()),
                });
                self.visits.push(Visited {
                    id: each.id.clone(),
                    of: key(urn, programme, year),
                    visit: visit.clone(),
                    done: BTreeMap::new(),
                });
            }
            HubFact::ActionDone { visit, action, on } => {
                // From the last: what is done was agreed lately.
                let held = self.visits.iter_mut().rev().find(|held| held.id == *visit);
                let held = held.filter(|held| *action < held.visit.actions.len());
                if let Some(held) = held {
                    held.done.insert(*action, *on);
                }
            }
            HubFact::Imported { .. }
            | HubFact::SchoolDecided { .. }
            | HubFact::TakenBack { .. }
            | HubFact::Later => {}
        }
    }

    fn take_round(&mut self, programme: &str, year: SchoolYear, step: &RoundStep) {
        let of = (programme.to_owned(), year);
        match step {
            RoundStep::Set { opens, closes } => {
                let told = self.rounds.get(&of).and_then(|held| held.told);
                self.rounds.insert(of, RecruitmentRound { opens: *opens, closes: *closes, told });
            }
            RoundStep::Told { on } => {
                if let Some(held) = self.rounds.get_mut(&of) {
                    held.told = Some(*on);
                }
                let asked = self.interest.iter_mut();
                for one in asked.filter(|one| one.programme == programme && one.year <= year) {
                    one.told = one.told.or(Some(*on));
                }
            }
            RoundStep::Later => {}
        }
    }

    fn take_exchange(&mut self, id: &str, step: &ExchangeStep) {
        match step {
            ExchangeStep::Made { exchange } => self.exchanges.push(Exchanged {
                id: id.to_owned(),
                exchange: exchange.clone(),
                again: Vec::new(),
            }),
            ExchangeStep::AskedAgain { exchange, again } => {
                let held = self.exchanges.iter_mut().find(|one| one.id == *exchange);
                if let Some(held) = held {
                    held.again.push(again.clone());
                    held.again.sort_by_key(|one| one.on);
                }
            }
            ExchangeStep::Later => {}
        }
    }

    /// Somebody who takes part until a day and whose school has not named who takes over; with the number it is
    /// written under, the earliest day first.
    #[must_use]
    pub fn leaves(
        &self,
        line: &BTreeSet<Urn>,
        programme: &str,
        year: SchoolYear,
    ) -> Option<(&str, Date)> {
        let people = self.people_of(line, programme, year);
        let of = |urn: &Urn| self.leaving.get(&(*urn, programme.to_owned(), year));
        let all = line.iter().filter_map(of).flatten();
        let open = all.filter(|(name, _)| people.contains(name));
        open.min_by_key(|(_, on)| *on).map(|(name, on)| (name.as_str(), *on))
    }

    /// Who takes part for a school from its last naming, in a programme and year; empty where nobody was named.
    #[must_use]
    pub fn people_of(
        &self,
        line: &BTreeSet<Urn>,
        programme: &str,
        year: SchoolYear,
    ) -> Vec<String> {
        let of = |urn: &Urn| self.people.get(&(*urn, programme.to_owned(), year))?.last();
        let last = line.iter().filter_map(of).max_by_key(|(on, _)| *on);
        last.map(|(_, people)| people.clone()).unwrap_or_default()
    }

    /// Who took part on a day: those named last by then, or those named first where that was later.
    #[must_use]
    pub fn people_on(
        &self,
        line: &BTreeSet<Urn>,
        programme: &str,
        year: SchoolYear,
        day: Date,
    ) -> Vec<String> {
        let of = |urn: &Urn| self.people.get(&(*urn, programme.to_owned(), year));
        let named = || line.iter().filter_map(of).flatten();
        let by_then = named().filter(|(on, _)| *on <= day).max_by_key(|(on, _)| *on);
        let then = by_then.or_else(|| named().min_by_key(|(on, _)| *on));
        then.map(|(_, people)| people.clone()).unwrap_or_default()
    }

    /// What stands at a school's door, under whichever of its numbers was asked last.
    #[must_use]
    pub fn door_of(&self, line: &BTreeSet<Urn>) -> Option<&AtTheDoor> {
        line.iter().filter_map(|urn| self.doors.get(urn)).max_by_key(|held| held.on)
    }

    /// A school's plan in a programme and year, with the number it is written under; of several under numbers that
    /// became one, the one written last.
    #[must_use]
    pub fn plan_of(
        &self,
        line: &BTreeSet<Urn>,
        programme: &str,
        year: SchoolYear,
    ) -> Option<(Urn, &Plan)> {
        let of = |urn: &Urn| Some((*urn, self.plans.get(&(*urn, programme.to_owned(), year))?));
        let written = line.iter().filter_map(of).filter(|(_, plan)| plan.latest().is_some());
        written.max_by_key(|(_, plan)| plan.latest().map(|version| version.on))
    }

    /// What a school agreed to, with the number it is written under; of several under numbers that became one, the
    /// one that spoke last.
    #[must_use]
    pub fn agreement_of(&self, line: &BTreeSet<Urn>) -> Option<(Urn, &Agreement)> {
        let of = |urn: &Urn| Some((*urn, self.agreements.get(urn)?));
        line.iter().filter_map(of).max_by_key(|(_, held)| (held.last_day(), held.asked.clone()))
    }

    /// The counts of a school and every number of `line`, by day.
    pub fn counts_of<'b>(
        &'b self,
        line: &BTreeSet<Urn>,
    ) -> impl Iterator<Item = &'b PracticeCount> {
        let mut found: Vec<&PracticeCount> =
            line.iter().filter_map(|urn| self.counts.get(urn)).flatten().collect();
        found.sort_by_key(|one| one.on);
        found.into_iter()
    }

    /// What was seen in lessons of a school and every number of `line`, by day, each with the fact that says so.
    #[must_use]
    pub fn observations_of<'b>(&'b self, line: &BTreeSet<Urn>) -> Vec<&'b (String, Observation)> {
        let mut found: Vec<&(String, Observation)> =
            line.iter().filter_map(|urn| self.observations.get(urn)).flatten().collect();
        found.sort_by_key(|(_, one)| one.on);
        found
    }

    /// The facts that count of one school and every number of `line`, the latest last.
    pub fn of_line<'b>(&'b self, line: &'b BTreeSet<Urn>) -> impl Iterator<Item = &'b Noted> {
        self.noted.iter().filter(|each| each.fact.urn().is_some_and(|urn| line.contains(&urn)))
    }
}

/// The facts that count, with those of each workbook behind it; the workbooks are gathered in `imports`.
fn with_imports(
    noted: Vec<Noted>,
    back: &BTreeSet<String>,
    imports: &mut Vec<Imported>,
) -> Vec<Noted> {
    let mut decided: BTreeMap<String, BTreeMap<usize, Option<Urn>>> = BTreeMap::new();
    let mut written: BTreeSet<String> = BTreeSet::new();
    for each in noted.iter().filter(|each| !back.contains(&each.id)) {
        if let HubFact::SchoolDecided { import, school, urn } = &each.fact {
            decided.entry(import.clone()).or_default().insert(*school, *urn);
        }
        written.extend(each.fact.session().map(str::to_owned));
    }
    let mut all = Vec::new();
    for each in noted {
        let is_back = back.contains(&each.id);
        let HubFact::Imported { import } = &each.fact else {
            all.extend((!is_back).then_some(each));
            continue;
        };
        if is_back {
            all.extend(import.kept(&each.id, &written));
            continue;
        }
        let decided = decided.remove(&each.id).unwrap_or_default();
        let follows = import.noted(&each.id, &decided).into_iter();
        let follows: Vec<Noted> = follows.filter(|one| !back.contains(&one.id)).collect();
        imports.push(Imported { id: each.id.clone(), import: import.clone(), decided });
        all.push(each);
        all.extend(follows);
    }
    all
}
