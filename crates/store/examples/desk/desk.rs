//! A school with a class, a pupil and a lesson, for trials to send answers to.
//!
//! Start at [`Desk::find_or_make`].

use learning::{Author, DeviceId, FactBody, PupilId, QuestionId};
use store::{NewClass, NewFact, NewLesson, NewPupil, NewSchool, Store, StoreError, Timetable};

/// Where the answers of a trial belong.
#[derive(Clone)]
pub struct Desk {
    /// The school.
    pub school_id: String,
    /// Its class.
    pub class_id: String,
    /// The lesson.
    pub lesson_id: String,
    /// The pupil who answers.
    pub pupil_id: String,
}

impl Desk {
    /// The last lesson of the last school, or whatever of it is still missing; asked again after a failure it goes on.
    pub async fn find_or_make(store: &Store) -> Result<Self, StoreError> {
        let school_id = match store.schools().await?.pop() {
            Some(school) => school.school_id,
            None => add_school(store).await?,
        };
        let class_id = match store.classes(&school_id).await?.pop() {
            Some(class) => class.class_id,
            None => add_class(store, &school_id).await?,
        };
        let lesson_id = match store.lessons_of_class(&school_id, &class_id).await?.pop() {
            Some(lesson) => lesson.lesson_id,
            None => add_lesson(store, &school_id, &class_id).await?,
        };
        let pupil_id = match store.roster(&school_id, &class_id).await?.pop() {
            Some(one) => one.pupil.pupil_id,
            None => add_pupil(store, &school_id, &class_id).await?,
        };
        Ok(Self { school_id, class_id, lesson_id, pupil_id })
    }

    /// The answer that a device sends as its `counter`-th.
    pub fn response(&self, device: &str, counter: i64) -> NewFact {
        let pupil = PupilId(self.pupil_id.clone());
        let device = DeviceId(format!("{}-{device}", self.lesson_id));
        NewFact {
            school_id: self.school_id.clone(),
            class_id: self.class_id.clone(),
            lesson_id: Some(self.lesson_id.clone()),
            at: counter,
            by: Author::Device { pupil: pupil.clone(), device: device.clone() },
            body: FactBody::Responded {
                pupil,
                question: QuestionId::from("check-1"),
                text: format!("{counter}/8"),
                device,
                counter,
                device_at: counter,
                late: false,
            },
        }
    }
}

async fn add_school(store: &Store) -> Result<String, StoreError> {
    let (name, phase) = ("Larkfield Primary".to_owned(), "primary".to_owned());
    let school =
        NewSchool { name, phase, demo: true, settings: serde_json::json!({}), created_at: 0 };
    Ok(store.add_school(school).await?.school_id)
}

async fn add_class(store: &Store, school_id: &str) -> Result<String, StoreError> {
    let class = NewClass {
        name: "Oak".to_owned(),
        year_group: 3,
        lesson_minutes: 60,
        timetable: Timetable { weeks: 1, slots: Vec::new() },
        unit: Vec::new(),
        created_at: 0,
    };
    Ok(store.add_class(school_id, class).await?.class_id)
}

async fn add_lesson(store: &Store, school_id: &str, class_id: &str) -> Result<String, StoreError> {
    let (class_id, title) = (class_id.to_owned(), "A lesson that is cut short".to_owned());
    let lesson = NewLesson { class_id, step: None, title, planned_for: None, created_at: 0 };
    Ok(store.add_lesson(school_id, lesson).await?.lesson_id)
}

async fn add_pupil(store: &Store, school_id: &str, class_id: &str) -> Result<String, StoreError> {
    let (given_name, family_name) = ("Ada".to_owned(), "Finch".to_owned());
    let pupil = NewPupil { upn: None, given_name, family_name, year_group: 3 };
    Ok(store.add_pupil(school_id, class_id, pupil, 0).await?.pupil_id)
}
