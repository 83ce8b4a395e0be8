//! The gate before what comes next: which pupils have which of the steps it builds on, from evidence alone.
//!
//! Not seen is not lacking: it says what to ask. It orders steps, never pupils. Start at [`gate`].

use crate::ids::PupilId;
use crate::lasting::{Curriculum, Lasting};
use crate::security::{Day, Facet, StepModel};

/// Where a pupil stands with a step that the next ones build on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// Secure now.
    Has,
    /// Likely secure, and the evidence is old or too little: ask.
    Ask {
        /// What would show it.
        needs: String,
    },
    /// Seen, and more likely not secure than secure.
    NotYet {
        /// What would show it.
        needs: String,
    },
    /// No answer on the step was seen.
    NotSeen,
}

/// One step that the next ones build on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prerequisite {
    /// The step.
    pub step: String,
    /// Which of the next steps build on it, in their order.
    pub needed_by: Vec<String>,
    /// Every pupil, in the order given.
    pub pupils: Vec<(PupilId, Stands)>,
}

impl Prerequisite {
    /// How many have it, are to be asked, have it not yet, were not seen.
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for (_, stands) in &self.pupils {
            counts[match stands {
                Stands::Has => 0,
                Stands::Ask { .. } => 1,
                Stands::NotYet { .. } => 2,
                Stands::NotSeen => 3,
            }] += 1;
        }
        counts
    }

    /// The pupils seen who do not have it, in the order given.
    pub fn lacking(&self) -> impl Iterator<Item = &PupilId> {
        let lacks = |(_, stands): &&(PupilId, Stands)| matches!(stands, Stands::NotYet { .. });
        self.pupils.iter().filter(lacks).map(|(pupil, _)| pupil)
    }
}

/// More likely secure than not.
const LIKELY: f64 = 0.5;

/// The steps that the next ones build on and that are not among them: those most of them need first, else in the order
/// they are first needed.
pub fn gate(
    curriculum: &impl Curriculum,
    lasting: &Lasting,
    model: &StepModel,
    next: &[String],
    pupils: &[PupilId],
    today: Day,
) -> Vec<Prerequisite> {
    let mut found: Vec<Prerequisite> = Vec::new();
    for step in next {
        for before in curriculum.builds_on(step).into_iter().filter(|one| !next.contains(one)) {
            match found.iter_mut().find(|one| one.step == before) {
                Some(known) => known.needed_by.push(step.clone()),
                None => found.push(Prerequisite {
                    pupils: pupils
                        .iter()
                        .map(|pupil| (pupil.clone(), stands(lasting, model, &before, pupil, today)))
                        .collect(),
                    step: before,
                    needed_by: vec![step.clone()],
                }),
            }
        }
    }
    // A stable sort: ties keep the order in which they are first needed.
    found.sort_by_key(|one| std::cmp::Reverse(one.needed_by.len()));
    found
}

fn stands(lasting: &Lasting, model: &StepModel, step: &str, pupil: &PupilId, today: Day) -> Stands {
    let Some(facets) = lasting.facets(model, step, pupil, today) else { return Stands::NotSeen };
    let belief = lasting.record(step, pupil).map(|record| record.belief.on(model, today));
    let is_likely = belief.is_some_and(|belief| belief.secure() >= LIKELY);
    match facets.secure_now {
        Facet::Shown { .. } => Stands::Has,
        Facet::Missing { needs } | Facet::Expired { needs, .. } if is_likely => {
            Stands::Ask { needs }
        }
        Facet::Missing { needs } | Facet::Expired { needs, .. } => Stands::NotYet { needs },
    }
}
