//! What the schools of a group could work on together next: the aims of the plans they agreed to show each other.
//!
//! A school that was not asked, or said no, gives nothing; a version that both sides have not signed gives nothing.
//! Start at [`themes`].

use std::collections::{BTreeMap, BTreeSet};

use crate::{BigIdea, Plan, Urn};

/// A big idea that plans of a group work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The idea.
    pub idea: BigIdea,
    /// The aims that work on it, each with its school.
    pub aims: Vec<(Urn, String)>,
}

impl Theme {
    /// How many schools work on it.
    #[must_use]
    pub fn n_schools(&self) -> usize {
        self.aims.iter().map(|(urn, _)| urn).collect::<BTreeSet<_>>().len()
    }
}

/// What the plans propose: what most schools work on first.
#[must_use]
pub fn themes<'p>(plans: impl IntoIterator<Item = (Urn, &'p Plan)>) -> Vec<Theme> {
    let mut found: BTreeMap<BigIdea, Vec<(Urn, String)>> = BTreeMap::new();
    for (urn, plan) in plans {
        let may = plan.sharing.as_ref().is_some_and(|sharing| sharing.may);
        let Some(held) = plan.agreed().filter(|_| may) else { continue };
        for aim in &held.text.aims {
            found.entry(aim.big_idea).or_default().push((urn, aim.goal.clone()));
        }
    }
    let mut themes: Vec<Theme> =
        found.into_iter().map(|(idea, aims)| Theme { idea, aims }).collect();
    themes.sort_by_key(|theme| (std::cmp::Reverse(theme.n_schools()), theme.idea));
    themes
}
