//! Lessons as rows: whose, on which step, when. What happened in one is its facts.
//!
//! Start at [`Store::add_lesson`].

use crate::cell::{Row, cells};
use crate::registry;
use crate::{Micros, Store, StoreError, new_id};

/// A lesson of a class, planned or taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The school.
    pub school_id: String,
    /// Its id.
    pub lesson_id: String,
    /// The class it is for.
    pub class_id: String,
    /// The slug of its small step; none for a check of typed questions.
    pub step: Option<String>,
    /// Its title as shown.
    pub title: String,
    /// When it is planned for, if it is.
    pub planned_for: Option<Micros>,
    /// When it was added.
    pub created_at: Micros,
}

/// A lesson to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLesson {
    /// The class it is for.
    pub class_id: String,
    /// The slug of its small step, if it has one.
    pub step: Option<String>,
    /// Its title as shown.
    pub title: String,
    /// When it is planned for, if it is.
    pub planned_for: Option<Micros>,
    /// When it is added.
    pub created_at: Micros,
}

impl Store {
    /// Adds a lesson.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when the school does not have the class.
    pub async fn add_lesson(&self, school_id: &str, new: NewLesson) -> Result<Lesson, StoreError> {
        let NewLesson { class_id, step, title, planned_for, created_at } = new;
        let school_id = school_id.to_owned();
        let added = Lesson {
            school_id,
            lesson_id: new_id(),
            class_id,
            step,
            title,
            planned_for,
            created_at,
        };
        self.write(move |link| {
            let cells = cells![
                &added.school_id,
                &added.lesson_id,
                &added.class_id,
                &added.step,
                &added.title,
                added.planned_for,
                added.created_at,
            ];
            link.run(&registry::ADD_LESSON, cells)?;
            Ok(added)
        })
        .await
    }

    /// Changes a lesson's step, title and when it is planned for.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`].
    pub async fn change_lesson(&self, changed: Lesson) -> Result<(), StoreError> {
        self.write(move |link| {
            let Lesson { school_id, lesson_id, step, title, planned_for, .. } = &changed;
            let cells = cells![school_id, lesson_id, step, title, *planned_for];
            link.change("lesson", lesson_id, &registry::CHANGE_LESSON, cells)
        })
        .await
    }

    /// One lesson.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn lesson(
        &self,
        school_id: &str,
        lesson_id: &str,
    ) -> Result<Option<Lesson>, StoreError> {
        let cells = cells![school_id, lesson_id].to_vec();
        self.read(move |link| {
            link.row("lesson", &registry::READ_LESSON, &cells)?.as_ref().map(lesson).transpose()
        })
        .await
    }

    /// The lessons of a class, in order of when they are planned for (else added).
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn lessons_of_class(
        &self,
        school_id: &str,
        class_id: &str,
    ) -> Result<Vec<Lesson>, StoreError> {
        let cells = cells![school_id, class_id].to_vec();
        self.read(move |link| {
            link.rows("lesson", &registry::LIST_LESSONS_OF_CLASS, &cells)?
                .iter()
                .map(lesson)
                .collect()
        })
        .await
    }
}

fn lesson(row: &Row) -> Result<Lesson, StoreError> {
    Ok(Lesson {
        school_id: row.text(0)?,
        lesson_id: row.text(1)?,
        class_id: row.text(2)?,
        step: row.maybe_text(3)?,
        title: row.text(4)?,
        planned_for: row.maybe_number(5)?,
        created_at: row.number(6)?,
    })
}
