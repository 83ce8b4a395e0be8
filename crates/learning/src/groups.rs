//! Groups for keep-up: pupils who need the same help, by cause first, else by the key point missed.
//!
//! A group lasts as long as the lesson's result. It is never a band.

use serde::{Deserialize, Serialize};

use crate::diagnosis::Cause;
use crate::ids::PupilId;
use crate::plan::Plan;
use crate::result::{PupilResult, Standing};

/// Pupils who need the same help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// What they share.
    pub key: GroupKey,
    /// What they share, in words for the teacher.
    pub title: String,
    /// The pupils, in register order.
    pub pupils: Vec<PupilId>,
}

/// What the pupils of a group share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum GroupKey {
    /// One misconception, named, suggested or given by the teacher.
    Cause {
        /// The misconception.
        misconception: String,
    },
    /// A cause in the teacher's own words.
    Words {
        /// Her words.
        words: String,
    },
    /// A key point missed, the cause not known.
    KeyPoint {
        /// The key point.
        id: String,
    },
}

/// The keep-up pupils in groups: causes in the plan's order, then the teacher's own words, then key
/// points in the order asked. Each keep-up pupil is in exactly one.
pub fn group(plan: &Plan, pupils: &[PupilResult]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for pupil in pupils.iter().filter(|p| p.standing == Standing::KeepUp) {
        let key = group_key(plan, pupil);
        match groups.iter_mut().find(|g| g.key == key) {
            Some(group) => group.pupils.push(pupil.pupil.clone()),
            None => groups.push(Group {
                title: title(plan, &key),
                key,
                pupils: vec![pupil.pupil.clone()],
            }),
        }
    }
    groups.sort_by_key(|g| place(plan, &g.key));
    groups
}

/// What help a pupil needs: by cause where one is given, named or alone suggested, else by the
/// first key point missed.
pub fn group_key(plan: &Plan, pupil: &PupilResult) -> GroupKey {
    let of = |misconception: &str| GroupKey::Cause { misconception: misconception.to_owned() };
    match &pupil.cause {
        Cause::Given { misconception: Some(one), .. } | Cause::Named { misconception: one } => {
            of(one)
        }
        Cause::Given { words, .. } => GroupKey::Words { words: words.clone() },
        Cause::Suggested { misconceptions, .. } if misconceptions.len() == 1 => {
            of(&misconceptions[0])
        }
        _ => {
            let missed = pupil.missed.first().map(String::as_str);
            let first = plan.asked_key_points().first().copied();
            let id = missed.or(first).unwrap_or("").to_owned();
            GroupKey::KeyPoint { id }
        }
    }
}

/// What a group shares, in words for the teacher.
pub fn title(plan: &Plan, key: &GroupKey) -> String {
    match key {
        GroupKey::Cause { misconception } => plan.says(misconception).to_owned(),
        GroupKey::Words { words } => words.clone(),
        GroupKey::KeyPoint { id } => plan.key_point_text(id).to_owned(),
    }
}

fn place(plan: &Plan, key: &GroupKey) -> (u8, usize) {
    match key {
        GroupKey::Cause { misconception } => {
            let mut all = plan.misconceptions.iter();
            let at = all.position(|m| &m.id == misconception);
            (0, at.unwrap_or(usize::MAX))
        }
        GroupKey::Words { .. } => (1, 0),
        GroupKey::KeyPoint { id } => {
            let at = plan.asked_key_points().iter().position(|k| k == id);
            (2, at.unwrap_or(usize::MAX))
        }
    }
}
