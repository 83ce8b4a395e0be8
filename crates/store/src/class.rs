//! Classes: code, timetable and the steps they follow. Start at [`Store::add_class`].

use serde::{Deserialize, Serialize};

use crate::cell::{Cell, Row, cells, json};
use crate::engine::Link;
use crate::registry::{self, Query};
use crate::{ClassCode, Micros, Store, StoreError, new_id};

/// A class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// The school.
    pub school_id: String,
    /// Its id.
    pub class_id: String,
    /// Its name as the school says it, such as `"Oak"` or `"8b/Ma2"`.
    pub name: String,
    /// Its year group: 0 is Reception.
    pub year_group: u8,
    /// What its pupils type; no other class in the store has it.
    pub code: ClassCode,
    /// How long its lessons are.
    pub lesson_minutes: u16,
    /// When its lessons are.
    pub timetable: Timetable,
    /// The slugs of the small steps it follows, in order.
    pub unit: Vec<String>,
    /// When it was added.
    pub created_at: Micros,
}

/// A class to add; the store draws its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClass {
    /// Its name as the school says it.
    pub name: String,
    /// Its year group: 0 is Reception.
    pub year_group: u8,
    /// How long its lessons are.
    pub lesson_minutes: u16,
    /// When its lessons are.
    pub timetable: Timetable,
    /// The slugs of the small steps it follows, in order.
    pub unit: Vec<String>,
    /// When it is added.
    pub created_at: Micros,
}

/// The class's own week pattern, of one or two weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// 1, or 2 when weeks alternate.
    pub weeks: u8,
    /// Its lessons, in the order of the week.
    pub slots: Vec<Slot>,
}

/// One lesson of the week pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// 1 or 2.
    pub week: u8,
    /// 1 is Monday, 7 is Sunday.
    pub weekday: u8,
    /// Minutes after midnight, by the school's own clock.
    pub start: u16,
    /// How long it is.
    pub minutes: u16,
}

impl Store {
    /// Adds a class and draws its code.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when there is no such school.
    pub async fn add_class(&self, school_id: &str, new: NewClass) -> Result<Class, StoreError> {
        let school_id = school_id.to_owned();
        self.write(move |link| add_class(link, school_id, new)).await
    }

    /// Changes a class's name, year group, lesson length, timetable and unit; its code stays.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`].
    pub async fn change_class(&self, changed: Class) -> Result<(), StoreError> {
        self.write(move |link| {
            let cells = cells![
                &changed.school_id,
                &changed.class_id,
                &changed.name,
                changed.year_group,
                changed.lesson_minutes,
                json(&changed.timetable)?,
                json(&changed.unit)?,
            ];
            link.change("class", &changed.class_id, &registry::CHANGE_CLASS, cells)
        })
        .await
    }

    /// One class.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn class(
        &self,
        school_id: &str,
        class_id: &str,
    ) -> Result<Option<Class>, StoreError> {
        Ok(self
            .list_classes(&registry::READ_CLASS, cells![school_id, class_id])
            .await?
            .into_iter()
            .next())
    }

    /// The class with this code, in whichever school.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn class_by_code(&self, code: &ClassCode) -> Result<Option<Class>, StoreError> {
        let code = code.as_str().to_owned();
        self.read(move |link| {
            let Some(row) = link.row("class code", &registry::FIND_CLASS_CODE, cells![code])?
            else {
                return Ok(None);
            };
            read_class(link, &row.text(0)?, &row.text(1)?)
        })
        .await
    }

    /// Every class of a school, in order of year group and name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn classes(&self, school_id: &str) -> Result<Vec<Class>, StoreError> {
        self.list_classes(&registry::LIST_CLASSES, cells![school_id]).await
    }

    /// The classes a member of staff teaches, in order of year group and name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn classes_of_staff(
        &self,
        school_id: &str,
        staff_id: &str,
    ) -> Result<Vec<Class>, StoreError> {
        self.list_classes(&registry::LIST_CLASSES_OF_STAFF, cells![school_id, staff_id]).await
    }

    /// The classes a pupil is in now.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn classes_of_pupil(
        &self,
        school_id: &str,
        pupil_id: &str,
    ) -> Result<Vec<Class>, StoreError> {
        self.list_classes(&registry::LIST_CLASSES_OF_PUPIL, cells![school_id, pupil_id]).await
    }

    async fn list_classes(
        &self,
        query: &'static Query,
        cells: &[Cell],
    ) -> Result<Vec<Class>, StoreError> {
        let cells = cells.to_vec();
        self.read(move |link| link.rows("class", query, &cells)?.iter().map(class).collect()).await
    }
}

/// One class within the caller's transaction.
pub(crate) fn read_class(
    link: &Link<'_>,
    school_id: &str,
    class_id: &str,
) -> Result<Option<Class>, StoreError> {
    link.row("class", &registry::READ_CLASS, cells![school_id, class_id])?
        .as_ref()
        .map(class)
        .transpose()
}

fn add_class(link: &Link<'_>, school_id: String, new: NewClass) -> Result<Class, StoreError> {
    let NewClass { name, year_group, lesson_minutes, timetable, unit, created_at } = new;
    let class_id = new_id();
    let code = claim_code(link, &school_id, &class_id)?;
    let added = Class {
        school_id,
        class_id,
        name,
        year_group,
        code,
        lesson_minutes,
        timetable,
        unit,
        created_at,
    };
    link.run(
        &registry::ADD_CLASS,
        cells![
            &added.school_id,
            &added.class_id,
            &added.name,
            added.year_group,
            added.code.as_str(),
            added.lesson_minutes,
            json(&added.timetable)?,
            json(&added.unit)?,
            added.created_at,
        ],
    )?;
    Ok(added)
}

fn claim_code(link: &Link<'_>, school_id: &str, class_id: &str) -> Result<ClassCode, StoreError> {
    loop {
        let code = ClassCode::draw()?;
        let cells = cells![code.as_str(), school_id, class_id];
        if link.row("class code", &registry::CLAIM_CLASS_CODE, cells)?.is_some() {
            return Ok(code);
        }
    }
}

fn class(row: &Row) -> Result<Class, StoreError> {
    let code = row.text(4)?;
    Ok(Class {
        school_id: row.text(0)?,
        class_id: row.text(1)?,
        name: row.text(2)?,
        year_group: row.number(3)?,
        code: ClassCode::read(&code).map_err(|error| StoreError::Unreadable {
            what: "class code",
            id: code,
            why: error.to_string(),
        })?,
        lesson_minutes: row.number(5)?,
        timetable: row.json(6)?,
        unit: row.json(7)?,
        created_at: row.number(8)?,
    })
}
