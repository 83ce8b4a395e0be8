//! Importing a class list: previewed, then written in one transaction.
//!
//! It reads no files. What a row would do is decided in `import_plan.rs`. Start at [`Store::import_pupils`].

use std::collections::BTreeMap;

use learning::Author;
use serde_json::Value;

use crate::cell::{Row, cells, json};
use crate::class::read_class;
use crate::engine::Link;
use crate::import_plan::{ImportPlan, KnownPupil, PupilRow, changed_pupil, plan_import};
use crate::pupil::{add_pupil, change_pupil, join_class, pupil};
use crate::registry;
use crate::{Micros, NewPupil, Store, StoreError, new_id};

/// What to do with the sound rows when others are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedRows {
    /// Write nothing.
    StopAll,
    /// Write the sound rows.
    LeaveOut,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What was done, or would have been.
    pub plan: ImportPlan,
    /// The batch it was recorded as; none when nothing was written because of refused rows.
    pub batch_id: Option<String>,
}

/// A record of an import, without names.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportBatch {
    /// Its id.
    pub batch_id: String,
    /// The class that was imported into.
    pub class_id: String,
    /// When.
    pub at: Micros,
    /// Who did it.
    pub by: Author,
    /// How many pupils were added, moved, changed, unchanged, and which lines were refused.
    pub summary: Value,
}

impl Store {
    /// What importing a list into a class would do now; writes nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] when the school does not have the class.
    pub async fn preview_import(
        &self,
        school_id: &str,
        class_id: &str,
        rows: Vec<PupilRow>,
    ) -> Result<ImportPlan, StoreError> {
        let (school_id, class_id) = (school_id.to_owned(), class_id.to_owned());
        self.read(move |link| plan_now(link, &school_id, &class_id, &rows)).await
    }

    /// Imports a list into a class, in one transaction; the plan is computed again within it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] when the school does not have the class. After an error nothing is written.
    pub async fn import_pupils(
        &self,
        school_id: &str,
        class_id: &str,
        rows: Vec<PupilRow>,
        refused: RefusedRows,
        at: Micros,
        by: Author,
    ) -> Result<Imported, StoreError> {
        let (school_id, class_id) = (school_id.to_owned(), class_id.to_owned());
        self.write(move |link| {
            let plan = plan_now(link, &school_id, &class_id, &rows)?;
            if refused == RefusedRows::StopAll && !plan.refused.is_empty() {
                return Ok(Imported { plan, batch_id: None });
            }
            carry_out(link, &school_id, &class_id, &plan, at)?;
            let batch_id = new_id();
            let cells =
                cells![&school_id, &batch_id, &class_id, at, json(&by)?, json(&summary(&plan))?];
            link.run(&registry::ADD_IMPORT_BATCH, cells)?;
            Ok(Imported { plan, batch_id: Some(batch_id) })
        })
        .await
    }

    /// The imports a school has made, the last first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn imports(&self, school_id: &str) -> Result<Vec<ImportBatch>, StoreError> {
        let cells = cells![school_id].to_vec();
        self.read(move |link| {
            link.rows("import", &registry::LIST_IMPORT_BATCHES, &cells)?.iter().map(batch).collect()
        })
        .await
    }
}

fn plan_now(
    link: &Link<'_>,
    school_id: &str,
    class_id: &str,
    rows: &[PupilRow],
) -> Result<ImportPlan, StoreError> {
    let class = read_class(link, school_id, class_id)?;
    let class = class.ok_or_else(|| StoreError::not_found("class", class_id))?;
    Ok(plan_import(&class, &known_pupils(link, school_id)?, rows))
}

fn known_pupils(link: &Link<'_>, school_id: &str) -> Result<Vec<KnownPupil>, StoreError> {
    let mut classes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in link.rows("enrolment", &registry::LIST_CURRENT_ENROLMENTS, cells![school_id])? {
        classes.entry(row.text(0)?).or_default().push(row.text(1)?);
    }
    let rows = link.rows("pupil", &registry::LIST_PUPILS, cells![school_id])?;
    let known = rows.iter().map(|row| {
        let pupil = pupil(row)?;
        let class_ids = classes.remove(&pupil.pupil_id).unwrap_or_default();
        Ok(KnownPupil { pupil, class_ids })
    });
    known.collect()
}

fn carry_out(
    link: &Link<'_>,
    school_id: &str,
    class_id: &str,
    plan: &ImportPlan,
    at: Micros,
) -> Result<(), StoreError> {
    for matched in plan.moved.iter().chain(&plan.changed) {
        change_pupil(link, &changed_pupil(&matched.pupil, &matched.row))?;
        for other in &matched.leaves {
            link.run(
                &registry::LEAVE_CLASS,
                cells![school_id, other, &matched.pupil.pupil_id, at],
            )?;
        }
    }
    for matched in &plan.moved {
        join_class(link, school_id, class_id, &matched.pupil.pupil_id, at)?;
    }
    for row in &plan.added {
        let new = NewPupil {
            upn: row.upn.clone(),
            given_name: row.given_name.clone(),
            family_name: row.family_name.clone(),
            year_group: row.year_group.unwrap_or_default(),
        };
        let added = add_pupil(link, school_id, new)?;
        join_class(link, school_id, class_id, &added.pupil_id, at)?;
    }
    Ok(())
}

// Counts and line numbers only: a record of an import holds no names.
fn summary(plan: &ImportPlan) -> Value {
    serde_json::json!({
        "added": plan.added.len(),
        "moved": plan.moved.len(),
        "changed": plan.changed.len(),
        "unchanged": plan.unchanged.len(),
        "refused_lines": plan.refused.iter().map(|refused| refused.line).collect::<Vec<_>>(),
    })
}

fn batch(row: &Row) -> Result<ImportBatch, StoreError> {
    Ok(ImportBatch {
        batch_id: row.text(1)?,
        class_id: row.text(2)?,
        at: row.number(3)?,
        by: row.json(4)?,
        summary: row.json(5)?,
    })
}
