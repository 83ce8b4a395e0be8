//! Pupils' names for staff pages. The projector never has one of these.

use std::collections::BTreeMap;

use learning::PupilId;
use store::{Class, Enrolled};

use crate::app::App;
use crate::error::PageError;

/// Names of a class, leavers too, by pupil.
#[derive(Debug, Clone, Default)]
pub struct Names {
    by_id: BTreeMap<PupilId, String>,
}

impl Names {
    /// Reads a class's names: the given name alone where it is the only one, else with an initial.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn of_class(app: &App, class: &Class) -> Result<Self, PageError> {
        Ok(Self::new(&app.store.register(&class.school_id, &class.class_id).await?))
    }

    /// Names from a register.
    pub fn new(register: &[Enrolled]) -> Self {
        let by_id = register
            .iter()
            .map(|one| (PupilId(one.pupil.pupil_id.clone()), shown(one, register)))
            .collect();
        Self { by_id }
    }

    /// The name shown for a pupil.
    pub fn of<'a>(&'a self, pupil: &'a PupilId) -> &'a str {
        self.by_id.get(pupil).map_or("a pupil who has left", String::as_str)
    }
}

fn shown(one: &Enrolled, all: &[Enrolled]) -> String {
    let same = all.iter().filter(|other| other.pupil.given_name == one.pupil.given_name).count();
    let initial = one.pupil.family_name.chars().next();
    match initial {
        Some(initial) if same > 1 => format!("{} {initial}", one.pupil.given_name),
        _ => one.pupil.given_name.clone(),
    }
}
