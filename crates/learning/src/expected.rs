//! What the class and its pupils expected of the answers of a sequence, said before answering.
//!
//! It keeps the words and who said them, and never says whether they were right: the tasks decide that.
//! Nothing here counts towards a result. Start at [`Expected::said`] and [`Expected::by_class`].

use std::collections::BTreeMap;

use crate::ids::PupilId;

/// A task of a sequence: the turn and the position of the task in it, both from 0.
pub type AskedAt = (u16, u16);

/// What was expected in a lesson, by task.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    class: BTreeMap<AskedAt, String>,
    pupils: BTreeMap<AskedAt, BTreeMap<PupilId, String>>,
}

impl Expected {
    /// Hears what the class, or one pupil, expects; the last word stands, and an empty one takes it back.
    pub(crate) fn hear(&mut self, at: AskedAt, pupil: Option<&PupilId>, what: &str) {
        match (pupil, what) {
            (None, "") => drop(self.class.remove(&at)),
            (None, what) => drop(self.class.insert(at, what.to_owned())),
            (Some(pupil), "") => drop(self.pupils.entry(at).or_default().remove(pupil)),
            (Some(pupil), what) => {
                let said = self.pupils.entry(at).or_default();
                said.insert(pupil.clone(), what.to_owned());
            }
        }
    }

    /// What the class said together; none when nothing was said.
    pub fn by_class(&self, at: AskedAt) -> Option<&str> {
        self.class.get(&at).map(String::as_str)
    }

    /// What one pupil said on a device.
    pub fn said(&self, at: AskedAt, pupil: &PupilId) -> Option<&str> {
        self.pupils.get(&at)?.get(pupil).map(String::as_str)
    }

    /// How many of these pupils said each thing on a device, in the order of the words.
    pub fn counts<'a>(
        &self,
        at: AskedAt,
        of: impl Iterator<Item = &'a PupilId>,
    ) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for what in of.filter_map(|pupil| self.said(at, pupil)) {
            *counts.entry(what.to_owned()).or_default() += 1;
        }
        counts
    }

    /// The tasks of a turn of which anything was said, from 0.
    pub(crate) fn tasks_of(&self, turn: u16) -> Vec<u16> {
        let mut tasks: Vec<u16> = self
            .class
            .keys()
            .chain(self.pupils.keys())
            .copied()
            .filter(|at| at.0 == turn)
            .map(|at| at.1)
            .collect();
        tasks.sort_unstable();
        tasks.dedup();
        tasks
    }
}
