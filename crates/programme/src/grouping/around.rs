//! What a new proposal leaves as it is: groups a person changed, schools a person took out, and who goes on together.
//!
//! A group that was changed by hand stays out of the search with all its schools, and nobody joins it. Schools that go
//! on together from an earlier year stay in one group, which others may join. Start at [`part`].

use std::collections::{BTreeSet, HashMap};

use super::units::by_urn;
use super::{Candidate, Group, RefusedGrouping, Unplaced};
use crate::GroupSize;

/// The groups there are, and the schools that have none; empty for a first proposal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around<'g> {
    /// The groups.
    pub standing: &'g [Group],
    /// Schools without one; those that a person took out stay out.
    pub left_out: &'g [Unplaced],
    /// The numbers of those that have met: who leads one of them stays with it.
    pub begun: &'g [u32],
}

/// The schools of a list, parted into those whose place is settled and those that are put into groups.
#[derive(Debug, Default)]
pub(super) struct Parted {
    /// Groups that stay as they are: which of the standing, and the schools by their place in the list.
    pub closed: Vec<(usize, Vec<u32>)>,
    /// Schools that are put into groups, with the wishes that concern only them.
    pub free: Vec<Candidate>,
    /// Their places in the list.
    pub at: Vec<u32>,
    /// Schools that have no group, and why.
    pub out: Vec<(u32, Unplaced)>,
    /// Pairs of the whole list that are to be together, smaller first.
    pub together: BTreeSet<(u32, u32)>,
    /// Pairs of the whole list that are to be apart, smaller first.
    pub apart: BTreeSet<(u32, u32)>,
}

/// Parts the schools.
pub(super) fn part(
    schools: &[Candidate],
    size: Option<GroupSize>,
    around: &Around,
) -> Result<Parted, RefusedGrouping> {
    let known = by_urn(schools)?;
    let mut parted = Parted::default();
    parted.wishes(schools, &known)?;
    let mut settled: BTreeSet<u32> = BTreeSet::new();
    for one in around.left_out.iter().filter(|one| one.by_hand) {
        if let Some(&at) = known.get(one.urn.as_str())
            && settled.insert(at)
        {
            parted.out.push((at, one.clone()));
        }
    }
    // Who goes on together: by the place of the first, those that follow.
    let mut bundles: Vec<Vec<u32>> = Vec::new();
    for (which, group) in around.standing.iter().enumerate() {
        let here = |urn: &String| known.get(urn.as_str()).copied();
        let members: Vec<u32> =
            group.urns.iter().filter_map(here).filter(|at| !settled.contains(at)).collect();
        let mut stays = !group.kept.is_empty() || size.is_none();
        for from in &group.goes_on_from {
            let is_of = |at: &&u32| from.urns.contains(&schools[**at as usize].urn);
            let bundle = parted.bundle(schools, members.iter().filter(is_of));
            // A size that has become smaller does not part those who go on together.
            stays |= size.is_some_and(|size| bundle.len() > usize::from(size.most));
            bundles.push(bundle);
        }
        if stays && !members.is_empty() {
            settled.extend(&members);
            parted.closed.push((which, members));
        }
    }
    for at in (0..).take(schools.len()).filter(|at| !settled.contains(at)) {
        if size.is_none() {
            let why = "no public source says how many schools make a group of this programme; put it into a group by hand";
            let urn = schools[at as usize].urn.clone();
            parted.out.push((at, Unplaced { urn, why: why.to_owned(), by_hand: false }));
        } else {
            parted.at.push(at);
        }
    }
    let free: BTreeSet<&str> =
        parted.at.iter().map(|&at| schools[at as usize].urn.as_str()).collect();
    let is_free = |other: &String| free.contains(other.as_str());
    let wishes = |all: &[String]| all.iter().filter(|other| is_free(other)).cloned().collect();
    parted.free = parted
        .at
        .iter()
        .map(|&at| {
            let school = &schools[at as usize];
            let mut keep_with: Vec<String> = wishes(&school.keep_with);
            let bundle = bundles.iter().find(|bundle| bundle.first() == Some(&at));
            let others = bundle.into_iter().flatten().filter(|&&other| other != at);
            let others = others.map(|&other| schools[other as usize].urn.clone());
            keep_with.extend(others.filter(is_free));
            Candidate {
                urn: school.urn.clone(),
                place: school.place,
                keep_with,
                keep_apart: wishes(&school.keep_apart),
            }
        })
        .collect();
    Ok(parted)
}

impl Parted {
    fn wishes(
        &mut self,
        schools: &[Candidate],
        known: &HashMap<&str, u32>,
    ) -> Result<(), RefusedGrouping> {
        for (school, at) in schools.iter().zip(0..) {
            for (wishes, pairs) in
                [(&school.keep_with, &mut self.together), (&school.keep_apart, &mut self.apart)]
            {
                for named in wishes {
                    let other = known.get(named.as_str()).copied();
                    let other = other.ok_or_else(|| RefusedGrouping::unknown(school, named))?;
                    pairs.insert((at.min(other), at.max(other)));
                }
            }
        }
        if let Some(&(a, b)) = self.together.intersection(&self.apart).next() {
            let urn = |at: u32| schools[at as usize].urn.clone();
            return Err(RefusedGrouping::TogetherAndApart { urn: urn(a), other: urn(b) });
        }
        Ok(())
    }

    /// Those of the schools that can stay together: on the map, and none apart from one before it.
    fn bundle<'a>(
        &self,
        schools: &[Candidate],
        members: impl Iterator<Item = &'a u32>,
    ) -> Vec<u32> {
        let mut bundle: Vec<u32> = Vec::new();
        for &at in members.filter(|&&at| schools[at as usize].place.is_some()) {
            let is_apart = |other: &u32| self.apart.contains(&(at.min(*other), at.max(*other)));
            if !bundle.iter().any(is_apart) {
                bundle.push(at);
            }
        }
        bundle
    }
}
