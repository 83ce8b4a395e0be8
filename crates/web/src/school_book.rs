//! A school's own book as its pages need it: what its adults wrote of how they work together, and what the records of
//! its classes show of practices.
//!
//! What one person wrote of herself is shown to her alone; [`adoption`] is what whoever leads may read of it. Start at
//! [`App::school_book`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use learning::Author;
use learning::practices::{KINDS, Shown, ShownSoFar};
use programme::{ClassUse, Practice, SchoolBook, SchoolFact, StaffFact, TERM_DAYS, Told, told_of};
use store::{Class, Staff, StoredFact};

use crate::access::{Role, Visit};
use crate::app::App;
use crate::clock;
use crate::error::PageError;
use crate::hub_journal;
use crate::parts::spread;

const DAY: i64 = 86_400_000_000;

/// Days before the term shown in which a lesson that was taught in it may have been planned.
// Our choice: four weeks.
const PLANNED_BEFORE: i64 = 28;

/// The most classes that are kept; more are read again.
// Our choice: a term of a class takes some forty kilobytes.
const MOST_CLASSES: usize = 1_000;

/// What the records of classes show of practices, as it was folded last; it may be forgotten at any moment.
#[derive(Default)]
pub struct FoldedPractices(Mutex<HashMap<String, Arc<FoldedClass>>>);

/// The same of one class.
#[derive(Clone, Default)]
struct FoldedClass {
    shown: ShownSoFar,
    last_seq: i64,
}

impl FoldedPractices {
    fn of(&self, class_id: &str) -> Arc<FoldedClass> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(class_id).cloned().unwrap_or_default()
    }

    /// Takes in what is new after what was known.
    fn add(&self, class_id: &str, known: &FoldedClass, new: &[StoredFact]) -> Arc<FoldedClass> {
        let mut folded = known.clone();
        for stored in new {
            folded.shown.take(stored.lesson_id.as_deref(), &stored.fact);
            folded.last_seq = stored.seq;
        }
        let folded = Arc::new(folded);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= MOST_CLASSES && !held.contains_key(class_id) {
            held.clear();
        }
        held.insert(class_id.to_owned(), Arc::clone(&folded));
        folded
    }
}

impl App {
    /// The book of a school.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn school_book(&self, school_id: &str) -> Result<SchoolBook, PageError> {
        let facts = self.store.school_facts(school_id, 0).await?;
        let facts: Vec<StaffFact> = facts
            .into_iter()
            .map(|stored| StaffFact {
                id: stored.fact_id,
                staff: match stored.by {
                    Author::Staff { id } => id.0,
                    _ => String::new(),
                },
                fact: stored.fact,
            })
            .collect();
        Ok(SchoolBook::fold(&facts))
    }

    /// Writes a fact of whoever asks into the book of her school, and gives its id.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub async fn write_in_school(
        &self,
        visit: &Visit,
        fact: SchoolFact,
    ) -> Result<String, PageError> {
        let actor = visit.actor()?;
        let (school, by) = (actor.school_id(), actor.author());
        let ids = self.store.append_school_facts(school, clock::now(), by, vec![fact]).await?;
        Ok(ids.into_iter().next().unwrap_or_default())
    }

    /// What the records of a class show of practices, over about a term.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn practices_shown(&self, class: &Class) -> Result<Vec<Shown>, PageError> {
        let since = clock::now() - TERM_DAYS * DAY;
        let (school, class) = (&class.school_id, &class.class_id);
        let from = since - PLANNED_BEFORE * DAY;
        let known = self.practices.of(class);
        let last = known.last_seq;
        let new = self.store.facts_of_class_after(school, class, from, &KINDS, last).await?;
        let now = if new.is_empty() { known } else { self.practices.add(class, &known, &new) };
        Ok(now.shown.all().iter().filter(|one| one.at >= since).cloned().collect())
    }

    /// Who teaches a class now.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn teachers_of(&self, class: &Class) -> Result<Vec<Staff>, PageError> {
        let all = self.store.staff_of_class(&class.school_id, &class.class_id).await?;
        Ok(all.into_iter().filter(teaches).collect())
    }
}

/// Whether a member of staff is here and teaches.
pub fn teaches(staff: &Staff) -> bool {
    let is_teaching =
        |role: &String| [Role::Teacher.slug(), Role::MathsLead.slug()].contains(&&**role);
    staff.left_at.is_none() && staff.roles.iter().any(is_teaching)
}

/// How far each practice is recorded in a school's classes, as it may be told to whoever leads.
///
/// # Errors
///
/// When the store cannot be read.
pub async fn adoption(
    app: &App,
    school_id: &str,
    book: &SchoolBook,
) -> Result<Vec<(&'static Practice, Told)>, PageError> {
    let today = hub_journal::today();
    let practices = &spread::practices()?.all;
    let mut uses: Vec<Vec<ClassUse>> = vec![Vec::new(); practices.len()];
    for class in app.store.classes(school_id).await? {
        let shown = app.practices_shown(&class).await?;
        let teachers = app.teachers_of(&class).await?;
        let is_named =
            !teachers.is_empty() && teachers.iter().all(|one| book.may_name(&one.staff_id));
        for (practice, uses) in practices.iter().zip(&mut uses) {
            let is_said = book.off_screen.iter().any(|one| {
                one.class == class.class_id
                    && one.practice == practice.slug
                    && today.days_since(one.on) < TERM_DAYS
            });
            let is_recorded = is_said || shown.iter().any(|one| one.practice == practice.slug);
            uses.push(ClassUse { class: class.name.clone(), is_named, is_recorded });
        }
    }
    Ok(practices.iter().zip(uses.iter().map(|uses| told_of(uses))).collect())
}
