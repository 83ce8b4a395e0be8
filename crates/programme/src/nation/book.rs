//! What follows from a nation's facts: the latest that each hub handed on, as one list of facts of schools.

use std::collections::{BTreeMap, BTreeSet};

use super::NationFact;
use crate::{
    Date, Facts, Granted, HIDDEN_BELOW, HandedPractice, Project, SchoolYear, Urn, Waits, waiting,
};

/// A nation's fact with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedOfNation {
    /// Its id.
    pub id: String,
    /// The fact.
    pub fact: NationFact,
}

/// What follows from a nation's facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NationBook {
    /// What each hub handed on last, by the hub's name.
    pub hubs: BTreeMap<String, HandedOn>,
    /// The facts of schools in all of it, each with its hub.
    pub facts: Facts,
    /// What must be said of the figures, each once.
    pub captions: BTreeSet<String>,
    /// Research projects, in the order they were begun.
    pub projects: Vec<Project>,
    sessions: BTreeMap<(Urn, String, SchoolYear), usize>,
}

/// What a hub handed on last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOn {
    /// The fact that says so.
    pub fact: String,
    /// The hub's lead school.
    pub lead_urn: Urn,
    /// The day.
    pub on: Date,
    /// How many schools' years it holds.
    pub n_rows: usize,
    /// What it handed on of practice; nothing of a hub with fewer than five schools.
    pub practice: Vec<HandedPractice>,
}

impl NationBook {
    /// What follows from facts in the order they were written.
    #[must_use]
    pub fn fold(noted: &[NotedOfNation]) -> Self {
        let back: BTreeSet<&str> = noted
            .iter()
            .filter_map(|each| match &each.fact {
                NationFact::TakenBack { fact } => Some(fact.as_str()),
                _ => None,
            })
            .collect();
        let mut latest = BTreeMap::new();
        let mut book = Self::default();
        for each in noted.iter().filter(|each| !back.contains(&*each.id)) {
            if let NationFact::HandedOn { returned } = &each.fact {
                latest.insert(returned.hub.as_str(), (&each.id, returned));
            }
            book.take(&each.id, &each.fact);
        }
        for each in noted.iter().filter(|each| back.contains(&*each.id)) {
            if let NationFact::SchoolsAllocated { project, .. } = &each.fact {
                book.change(project, |held| held.n_taken_back += 1);
            }
        }
        let mut facts = Vec::new();
        for (hub, (id, returned)) in latest {
            facts.extend(returned.schools.iter().flat_map(|school| school.facts(hub)));
            for school in &returned.schools {
                let key = (school.urn, school.programme.clone(), school.year);
                *book.sessions.entry(key).or_default() += usize::from(school.n_sessions);
            }
            if !returned.caption.is_empty() {
                book.captions.insert(returned.caption.clone());
            }
            let urns: BTreeSet<Urn> = returned.schools.iter().map(|one| one.urn).collect();
            let is_enough = urns.len() >= HIDDEN_BELOW as usize;
            let handed_on = HandedOn {
                fact: id.clone(),
                lead_urn: returned.lead_urn,
                on: returned.on,
                n_rows: returned.schools.len(),
                practice: if is_enough { returned.practice.clone() } else { Vec::new() },
            };
            book.hubs.insert(hub.to_owned(), handed_on);
        }
        book.facts = Facts::of(facts);
        book
    }

    /// What a fact says of research.
    fn take(&mut self, id: &str, fact: &NationFact) {
        match fact {
            NationFact::ProjectBegun { by, on, text } => self.projects.push(Project {
                id: id.to_owned(),
                versions: vec![(by.clone(), *on, text.clone())],
                allocations: Vec::new(),
                n_taken_back: 0,
                extracts: Vec::new(),
            }),
            NationFact::ProjectWritten { project, by, on, text } => {
                self.change(project, |held| held.versions.push((by.clone(), *on, text.clone())));
            }
            NationFact::SchoolsAllocated { project, allocation } => {
                let one = (id.to_owned(), allocation.clone());
                self.change(project, |held| held.allocations.push(one));
            }
            NationFact::ExtractGranted { project, grant } => {
                let one = Granted { id: id.to_owned(), grant: grant.clone(), taken: Vec::new() };
                self.change(project, |held| held.extracts.push(one));
            }
            NationFact::ExtractTaken { extract, on } => {
                let all = self.projects.iter_mut().flat_map(|project| &mut project.extracts);
                if let Some(held) = all.into_iter().find(|held| held.id == *extract) {
                    held.taken.push(*on);
                }
            }
            NationFact::HandedOn { .. } | NationFact::TakenBack { .. } | NationFact::Later => {}
        }
    }

    fn change(&mut self, project: &str, to: impl FnOnce(&mut Project)) {
        if let Some(held) = self.projects.iter_mut().find(|held| held.id == project) {
            to(held);
        }
    }

    /// A project by its id.
    #[must_use]
    pub fn project(&self, id: &str) -> Option<&Project> {
        self.projects.iter().find(|one| one.id == id)
    }

    /// An extract by its id, with its project.
    #[must_use]
    pub fn extract(&self, id: &str) -> Option<(&Project, &Granted)> {
        let mut all = self
            .projects
            .iter()
            .flat_map(|project| project.extracts.iter().map(move |extract| (project, extract)));
        all.find(|(_, extract)| extract.id == id)
    }

    /// At how many sessions a school was recorded in a programme and year, by every hub that handed it on.
    #[must_use]
    pub fn n_sessions(&self, urn: Urn, programme: &str, year: SchoolYear) -> usize {
        self.sessions.get(&(urn, programme.to_owned(), year)).copied().unwrap_or(0)
    }

    /// Every school that waits as a control on a day.
    #[must_use]
    pub fn waiting(&self, on: Date) -> Vec<Waits> {
        let all = self.projects.iter().flat_map(|project| {
            project.allocations.iter().map(|(_, one)| (project.text().title.as_str(), one))
        });
        waiting(all, on)
    }
}
