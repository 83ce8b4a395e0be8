//! Printed sheets: the code on the page leads back to the issued fact, which holds the whole sheet.
//!
//! Start at [`Store::issue_sheet`].

use learning::{Author, Fact, FactBody};

use crate::cell::{Row, cells};
use crate::engine::Link;
use crate::fact::{append_one, stored};
use crate::registry;
use crate::{Micros, NewFact, SheetCode, Store, StoreError};

/// A sheet that was issued.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The school.
    pub school_id: String,
    /// The code on the page.
    pub code: SheetCode,
    /// The class it was made for.
    pub class_id: String,
    /// The lesson it was made for, if any.
    pub lesson_id: Option<String>,
    /// The issued fact: its body is [`FactBody::SheetIssued`] with everything on the page.
    pub fact: Fact,
    /// When it was issued.
    pub created_at: Micros,
}

impl Store {
    /// Draws a code that no sheet has, and keeps `sheet` under it as an issued fact.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when the school does not have the class or the lesson.
    pub async fn issue_sheet(
        &self,
        school_id: &str,
        class_id: &str,
        lesson_id: Option<&str>,
        at: Micros,
        by: Author,
        sheet: serde_json::Value,
    ) -> Result<Sheet, StoreError> {
        let (school_id, class_id) = (school_id.to_owned(), class_id.to_owned());
        let lesson_id = lesson_id.map(str::to_owned);
        self.write(move |link| {
            let code = claim_code(link, &school_id)?;
            let body = FactBody::SheetIssued { code: code.as_str().to_owned(), sheet };
            let (school, class, lesson) = (school_id.clone(), class_id.clone(), lesson_id.clone());
            let new =
                NewFact { school_id: school, class_id: class, lesson_id: lesson, at, by, body };
            let fact = append_one(link, new)?.fact;
            let cells = cells![&school_id, code.as_str(), &lesson_id, fact.id.as_str(), at];
            link.run(&registry::ADD_SHEET, cells)?;
            Ok(Sheet { school_id, code, class_id, lesson_id, fact, created_at: at })
        })
        .await
    }

    /// The sheet with this code, in whichever school.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the sheet's row or fact is damaged.
    pub async fn sheet(&self, code: &SheetCode) -> Result<Option<Sheet>, StoreError> {
        let code = code.clone();
        self.read(move |link| {
            let Some(found) =
                link.row("sheet code", &registry::FIND_SHEET_CODE, cells![code.as_str()])?
            else {
                return Ok(None);
            };
            let cells = cells![found.text(0)?, code.as_str()];
            link.row("sheet", &registry::READ_SHEET, cells)?
                .map(|row| sheet(link, &row))
                .transpose()
        })
        .await
    }

    /// The sheets issued for a lesson, the first issued first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a sheet's row or fact is damaged.
    pub async fn sheets_of_lesson(
        &self,
        school_id: &str,
        lesson_id: &str,
    ) -> Result<Vec<Sheet>, StoreError> {
        let cells = cells![school_id, lesson_id].to_vec();
        self.read(move |link| {
            let rows = link.rows("sheet", &registry::LIST_SHEETS_OF_LESSON, &cells)?;
            rows.iter().map(|row| sheet(link, row)).collect()
        })
        .await
    }
}

fn claim_code(link: &Link<'_>, school_id: &str) -> Result<SheetCode, StoreError> {
    loop {
        let code = SheetCode::draw()?;
        let cells = cells![code.as_str(), school_id];
        if link.row("sheet code", &registry::CLAIM_SHEET_CODE, cells)?.is_some() {
            return Ok(code);
        }
    }
}

fn sheet(link: &Link<'_>, row: &Row) -> Result<Sheet, StoreError> {
    let (school_id, code, fact_id) = (row.text(0)?, row.text(1)?, row.text(3)?);
    let unreadable = |why: String| StoreError::Unreadable { what: "sheet", id: code.clone(), why };
    let fact = link
        .row("fact", &registry::READ_FACT, cells![&school_id, &fact_id])?
        .ok_or_else(|| unreadable(format!("its fact `{fact_id}` is missing")))?;
    let fact = stored(&fact)?;
    Ok(Sheet {
        school_id,
        code: SheetCode::read(&code).map_err(|error| unreadable(error.to_string()))?,
        class_id: fact.class_id,
        lesson_id: row.maybe_text(2)?,
        fact: fact.fact,
        created_at: row.number(4)?,
    })
}
